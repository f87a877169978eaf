// The browser’s own menu, and what it lets be dragged: on a kiosk’s glass there is none of either.
import type { Page } from '@playwright/test';
import { expect, test } from './glass.ts';

/** Whether the page keeps the browser from it, at whatever stands in the middle of the screen. */
const keepsFrom = (page: Page, kind: 'contextmenu' | 'dragstart'): Promise<boolean> =>
  page.evaluate<boolean>(
    `!document.elementFromPoint(innerWidth / 2, innerHeight / 2).dispatchEvent(new Event('${kind}', { bubbles: true, cancelable: true }))`,
  );

test('a long touch or a right button opens no menu of the browser at a kiosk, and nothing is dragged', async ({
  glass,
}) => {
  const { page } = glass;
  await glass.screen('welcome');
  for (const kind of ['contextmenu', 'dragstart'] as const) expect(await keepsFrom(page, kind)).toBe(true);
});
