// By keys alone through every screen of the gallery: what has the focus is always there to be seen, and no change of screen loses it.
import { expect, test } from '@playwright/test';
import { scenes } from '../../renderer/gallery/views.ts';
import { isProof } from '../proof.ts';
import { drawScene, nameOf, openKeyWalk } from './key-walk.ts';
import { hashOf, plain, showGallery, sizes, type Look, type Shown } from './shown.ts';

let shown: Shown;
test.beforeAll(async () => {
  shown = await showGallery();
});
test.afterAll(() => shown.close());

/** Runs in the page: what is wrong with what has the focus. */
const kioskStopOf = `((element) => {
  if (element === null) return { at: '', fault: 'nothing has the focus' };
  const at = ${nameOf}(element);
  const told = (fault) => ({ at, fault });
  if (element.closest('[inert]') !== null) return told('behind what stands over it');
  if (!element.checkVisibility()) return told('not drawn');
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right - left < Math.min(box.width, 76) - 1 || bottom - top < Math.min(box.height, 76) - 1) return told('outside of the glass');
  // Its upper part, its middle or its lower part: what is higher than its place is never all in sight.
  const hits = [0.1, 0.5, 0.9].map((part) => document.elementFromPoint((left + right) / 2, top + part * (bottom - top)));
  if (!hits.some((hit) => hit !== null && (element.contains(hit) || hit.contains(element)))) return told('under ' + hits[1]?.className);
  const { outlineStyle, backgroundImage } = getComputedStyle(element);
  if (!element.matches(':focus-visible')) return told('not marked as what has the focus');
  if (outlineStyle === 'none' && backgroundImage === 'none') return told('without a sign of the focus');
  return { at, fault: null };
})`;

/** Never more often than there are things on a screen. */
const most = 12;

/** What a technician tries the glass with has no page around it, and is there for fingers. */
const isWalked = (scene: string): boolean => !scene.startsWith('glass-check-');

const few: readonly Look[] = [{ ...plain, format: 'small', letters: 'largest' }];
const many: readonly Look[] = (['portrait', 'landscape', 'small'] as const).flatMap((format) =>
  (['normal', 'large', 'largest'] as const).map((letters): Look => ({ ...plain, format, letters })),
);
for (const one of isProof ? [...many, { ...plain, letters: 'largest', reach: 'low' } as const] : few) {
  test(`by keys through every screen: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    await page.setViewportSize(sizes[one.format]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${shown.address}/gallery.html`);
    await page.locator('[data-scene]').first().waitFor();
    const keys = await openKeyWalk(page, kioskStopOf);
    const faults = new Set<string>();
    const names = Object.keys(scenes).filter(isWalked);
    await drawScene(page, hashOf(names[0] ?? '', one));
    for (const [nth, scene] of names.entries()) {
      // On the same glass, from wherever the walk through the scene before has ended.
      await drawScene(page, hashOf(scene, one, { follows: 'yes', nth: `${nth}` }));
      const first = await keys.stop();
      // A heading is nothing to press: it may go up with the page when rows come.
      const isHeadingAbove =
        first?.fault === 'outside of the glass' && (await page.locator('[data-heading]:focus').count()) === 1;
      if (first !== null && first.fault !== null && !isHeadingAbove)
        faults.add(`${scene}, as it comes: ${first.at}: ${first.fault}`);
      const key = nth % 2 === 0 ? 'Tab' : 'ArrowDown';
      // Beyond the last of a page Tab goes to the browser's own, of which a kiosk has none.
      for (const stop of await keys.pressToEnd(key, most))
        if (stop !== null && stop.fault !== null) faults.add(`${scene}, ${key}: ${stop.at}: ${stop.fault}`);
    }
    expect([...faults]).toEqual([]);
  });
}
