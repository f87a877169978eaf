// Every screen in every state, drawn in a real Chromium: nothing that axe complains of, no word cut off, nothing on top of anything,
// every target large enough for a thumb. A few looks here; `npm run proof` takes every language, contrast, size and format.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { checkOwnWords } from '../../contract/words/own.ts';
import { scenes } from '../../renderer/gallery/views.ts';
import { isProof } from '../proof.ts';
import { mirroredWords } from '../words/mirrored.ts';
import { faultsOf } from './faults.ts';
import { hashOf, plain, showGallery, sizes, type Look, type Shown } from './shown.ts';

const sample: readonly Look[] = [
  plain,
  { ...plain, format: 'small', language: 'en', letters: 'largest', contrast: 'high' },
];
/** The low layout means something on an upright glass only. */
const all: readonly Look[] = (['portrait', 'landscape', 'small'] as const)
  .flatMap((format) => (['normal', 'low'] as const).map((reach): Look => ({ ...plain, format, reach })))
  .filter(({ format, reach }) => format === 'portrait' || reach === 'normal')
  .flatMap((one) => (['vi', 'en'] as const).map((language): Look => ({ ...one, language })))
  .flatMap((one) => (['normal', 'large', 'largest'] as const).map((letters): Look => ({ ...one, letters })))
  .flatMap((one) => (['normal', 'high'] as const).map((contrast): Look => ({ ...one, contrast })));

let shown: Shown;
test.beforeAll(async () => {
  shown = await showGallery();
});
test.afterAll(() => shown.close());

/** In high contrast seven to one is asked of every text. */
const axeOptions = (contrast: Look['contrast']) =>
  JSON.stringify({
    resultTypes: ['violations'],
    iframes: false,
    rules: contrast === 'high' ? { 'color-contrast-enhanced': { enabled: true } } : {},
  });

/** Runs in the page: draws one scene after another, and measures and judges each. One page for all: a load each would take hours. */
const judge = (hashes: readonly string[], contrast: Look['contrast']): string => `(async () => {
  const found = [];
  for (const hash of ${JSON.stringify(hashes)}) {
    location.hash = hash;
    while (document.body.dataset.drawn !== hash) await new Promise(requestAnimationFrame);
    const faults = ${faultsOf};
    const { violations } = await axe.run({ exclude: ['[data-testid="bench"]'] }, ${axeOptions(contrast)});
    faults.push(...violations.map(({ id, nodes }) => ({ fault: id, at: nodes.map(({ target }) => target.join(' ')).join(', ') })));
    found.push(...faults.map(({ fault, at }) => ({ scene: new URLSearchParams(hash.slice(1)).get('scene'), fault, at })));
  }
  return found;
})()`;

/** Every scene, and the sheet over two of them. */
const look = async (page: Page, query: string, one: Look): Promise<unknown> => {
  await page.setViewportSize(sizes[one.format]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${shown.address}/gallery.html${query}`);
  await page.locator('[data-scene]').first().waitFor();
  // Brings axe into the page, and its first judgement: of the list of scenes.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations).toEqual([]);
  const hashes = [
    ...Object.keys(scenes).map((scene) => hashOf(scene, one)),
    hashOf('welcome', one, { sheet: 'open' }),
    hashOf('checkout-done', one, { sheet: 'open' }),
  ];
  return page.evaluate(judge(hashes, one.contrast));
};

for (const one of isProof ? all : sample) {
  test(`every screen: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(await look(page, '', one)).toEqual([]);
  });
}

/** From the right it is places that differ, not colours. */
const mirrored = all
  .filter(({ language, contrast }) => language === 'vi' && contrast === 'normal')
  .map((one): Look => ({ ...one, direction: 'rtl' }));
for (const one of isProof ? mirrored : [{ ...plain, direction: 'rtl' } as const]) {
  test(`every screen in a third language, from right to left: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(checkOwnWords(mirroredWords).kind).toBe('words');
    expect(await look(page, '?words=/mirrored.json', one)).toEqual([]);
    // Somebody read the other words, and the way on stands on the other side.
    const hash = hashOf('checkout-done', one);
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.locator(`body[data-drawn="${hash}"]`).waitFor();
    await expect(page.locator('h1')).not.toHaveText(/[a-z]/i);
    const primary = await page.getByTestId('primary').boundingBox();
    const way = (primary?.x ?? 9_999) + (primary?.width ?? 0) / 2;
    expect(way).toBeLessThanOrEqual(sizes[one.format].width / 2);
  });
}
