// Every screen of the technician's place in every state, drawn in a real Chromium: nothing that axe complains of, no word cut off, nothing
// on top of anything, no letter too small, every target large enough; and by keys alone through each of them.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { technicianScenes } from '../../renderer/gallery/technician-scenes.ts';
import { deskFaultsOf, deskStopOf } from './desk-faults.ts';
import { drawScene, openKeyWalk } from './key-walk.ts';
import { showGallery, type Shown } from './shown.ts';

type Look = {
  readonly width: number;
  readonly height: number;
  readonly language: 'vi' | 'en';
  readonly contrast: 'no-preference' | 'more';
};
const looks: readonly Look[] = [
  { width: 1366, height: 768, language: 'vi', contrast: 'no-preference' },
  { width: 1920, height: 1080, language: 'en', contrast: 'more' },
];

let shown: Shown;
test.beforeAll(async () => {
  shown = await showGallery();
});
test.afterAll(() => shown.close());

const hashOf = (scene: string, { language }: Look): string => `#${new URLSearchParams({ scene, language }).toString()}`;

const open = async (page: Page, { width, height, contrast }: Look): Promise<void> => {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ reducedMotion: 'reduce', contrast });
  await page.goto(`${shown.address}/gallery.html`);
  await page.locator('[data-scene]').first().waitFor();
};

/** In high contrast seven to one is asked of every text. */
const axeOptions = ({ contrast }: Look): string =>
  JSON.stringify({
    resultTypes: ['violations'],
    iframes: false,
    rules: contrast === 'more' ? { 'color-contrast-enhanced': { enabled: true } } : {},
  });

/** Runs in the page: draws one scene after another, and measures and judges each. */
const judge = (hashes: readonly string[], look: Look): string => `(async () => {
  const found = [];
  for (const hash of ${JSON.stringify(hashes)}) {
    location.hash = hash;
    while (document.body.dataset.drawn !== hash) await new Promise(requestAnimationFrame);
    const faults = ${deskFaultsOf};
    const { violations } = await axe.run(${axeOptions(look)});
    faults.push(...violations.map(({ id, nodes }) => ({ fault: id, at: nodes.map(({ target }) => target.join(' ')).join(', ') })));
    found.push(...faults.map(({ fault, at }) => ({ scene: new URLSearchParams(hash.slice(1)).get('scene'), fault, at })));
  }
  return found;
})()`;

for (const look of looks) {
  test(`every screen of the technician: ${Object.values(look).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    await open(page, look);
    // Brings axe into the page.
    await new AxeBuilder({ page }).setLegacyMode().analyze();
    const hashes = Object.keys(technicianScenes).map((scene) => hashOf(scene, look));
    expect(await page.evaluate(judge(hashes, look))).toEqual([]);
  });
}

test('by keys through every screen of the technician: each thing to press is reached, and shows that it has the focus', async ({
  page,
}) => {
  test.setTimeout(480_000);
  const [look] = looks;
  if (look === undefined) throw new Error('no look');
  await open(page, look);
  const keys = await openKeyWalk(page, deskStopOf);
  const faults: string[] = [];
  for (const scene of Object.keys(technicianScenes)) {
    await drawScene(page, hashOf(scene, look));
    faults.push(...(await keys.round('.desk')).map((fault) => `${scene}: ${fault}`));
  }
  expect(faults).toEqual([]);
});
