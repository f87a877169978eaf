// Every screen of the desk in every state, drawn in a real Chromium: nothing that axe complains of, no word cut off, nothing on top of
// anything, no letter too small, every target large enough for a hurried mouse; and by keys alone through each of them.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { deskScenes } from '../../renderer/gallery/desk-scenes.ts';
import { isProof } from '../proof.ts';
import { deskFaultsOf, deskStopOf } from './desk-faults.ts';
import { drawScene, openKeyWalk } from './key-walk.ts';
import { showGallery, type Shown } from './shown.ts';

const sizes = { desk: { width: 1366, height: 768 }, landscape: { width: 1920, height: 1080 } } as const;
type Look = {
  readonly format: keyof typeof sizes;
  readonly language: 'vi' | 'en';
  readonly contrast: 'no-preference' | 'more';
};
const sample: readonly Look[] = [
  { format: 'desk', language: 'vi', contrast: 'no-preference' },
  { format: 'desk', language: 'en', contrast: 'more' },
];
const all: readonly Look[] = (['desk', 'landscape'] as const)
  .flatMap((format) => (['vi', 'en'] as const).map((language) => ({ format, language })))
  .flatMap((one) => (['no-preference', 'more'] as const).map((contrast): Look => ({ ...one, contrast })));

let shown: Shown;
test.beforeAll(async () => {
  shown = await showGallery();
});
test.afterAll(() => shown.close());

const hashOf = (scene: string, { language }: Look): string => `#${new URLSearchParams({ scene, language }).toString()}`;

const open = async (page: Page, { format, contrast }: Look): Promise<void> => {
  await page.setViewportSize(sizes[format]);
  await page.emulateMedia({ reducedMotion: 'reduce', contrast });
  await page.goto(`${shown.address}/gallery.html`);
  await page.locator('[data-scene]').first().waitFor();
};

/** In high contrast seven to one is asked of every text. */
const axeOptions = (contrast: Look['contrast']) =>
  JSON.stringify({
    resultTypes: ['violations'],
    iframes: false,
    rules: contrast === 'more' ? { 'color-contrast-enhanced': { enabled: true } } : {},
  });

/** Runs in the page: draws one scene after another, and measures and judges each. */
const judge = (hashes: readonly string[], contrast: Look['contrast']): string => `(async () => {
  const found = [];
  for (const hash of ${JSON.stringify(hashes)}) {
    location.hash = hash;
    while (document.body.dataset.drawn !== hash) await new Promise(requestAnimationFrame);
    const faults = ${deskFaultsOf};
    const { violations } = await axe.run(${axeOptions(contrast)});
    faults.push(...violations.map(({ id, nodes }) => ({ fault: id, at: nodes.map(({ target }) => target.join(' ')).join(', ') })));
    found.push(...faults.map(({ fault, at }) => ({ scene: new URLSearchParams(hash.slice(1)).get('scene'), fault, at })));
  }
  return found;
})()`;

for (const one of isProof ? all : sample) {
  test(`every screen of the desk: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    await open(page, one);
    // Brings axe into the page, and its first judgement: of the list of scenes.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations).toEqual([]);
    const hashes = Object.keys(deskScenes).map((scene) => hashOf(scene, one));
    expect(await page.evaluate(judge(hashes, one.contrast))).toEqual([]);
  });
}

test('by keys through every screen of the desk: each thing to press is reached, and shows that it has the focus', async ({
  page,
}) => {
  test.setTimeout(480_000);
  const [one] = sample;
  if (one === undefined) throw new Error('no look');
  await open(page, one);
  const keys = await openKeyWalk(page, deskStopOf);
  const faults: string[] = [];
  for (const scene of Object.keys(deskScenes)) {
    await drawScene(page, hashOf(scene, one));
    faults.push(...(await keys.round('.desk, .practice')).map((fault) => `${scene}: ${fault}`));
  }
  expect(faults).toEqual([]);
});
