// A scanner that types, in a real Chromium: other layouts, input methods, fingers in between. Keys carry their own times, so a
// busy machine changes nothing.
import type { Page } from '@playwright/test';
import { expect, test } from './glass.ts';

const an = '21234000000018';
const kieu = '31234000001014';

/** `key`: what the computer makes of it; `text` null: it writes nothing (an input method has it). `downMs`: how long it is down. */
type Stroke = {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly text: string | null;
  readonly atMs: number;
  readonly downMs: number;
};

const codeOf = (character: string): string => {
  if (character === '|') return 'Backslash';
  return /\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`;
};

const scan = (code: string, shows: (character: string) => string = (character) => character): readonly Stroke[] =>
  Array.from(code, (character, place) => {
    const key = shows(character);
    return {
      key,
      code: codeOf(character),
      shift: character === '|',
      text: key.length === 1 ? key : null,
      atMs: place * 5,
      downMs: 2,
    };
  });

const enter = (strokes: readonly Stroke[]): readonly Stroke[] => [
  ...strokes,
  { key: 'Enter', code: 'Enter', shift: false, text: '\r', atMs: strokes.length * 5, downMs: 2 },
];

/** `composed`: what an input method writes half-way through; null for none. */
const press = async (page: Page, strokes: readonly Stroke[], composed: string | null = null): Promise<void> => {
  const browser = await page.context().newCDPSession(page);
  const begin = Date.now() / 1000;
  const moments = strokes
    .flatMap(({ downMs, ...stroke }) => [
      { ...stroke, type: 'keyDown' as const },
      { ...stroke, type: 'keyUp' as const, text: null, atMs: stroke.atMs + downMs },
    ])
    .toSorted((a, b) => a.atMs - b.atMs);
  const sent = moments.map(
    ({ type, key, code, shift, text, atMs }) =>
      () =>
        browser.send('Input.dispatchKeyEvent', {
          type,
          key,
          code,
          modifiers: shift ? 8 : 0,
          timestamp: begin + atMs / 1000,
          ...(text === null ? {} : { text }),
        }),
  );
  const end = composed === null ? 0 : composed.length;
  const compose = () =>
    browser.send('Input.imeSetComposition', { text: composed ?? '', selectionStart: end, selectionEnd: end });
  const half = Math.floor(sent.length / 2);
  await Promise.all(
    [...sent.slice(0, half), ...(composed === null ? [] : [compose]), ...sent.slice(half)].map((send) => send()),
  );
  await browser.detach();
};

test('on a French computer, with no Enter at the end, anywhere on the page', async ({ glass }) => {
  const { page } = glass;
  await glass.screen('welcome');
  await page.getByTestId('return').focus();
  const azerty = 'à&é"\'(-è_ç';
  const french = (digit: string): string => azerty.charAt(Number(digit));
  await press(page, scan(an, french));
  await glass.screen('checkout');
  await press(page, enter(scan(kieu, french)));
  await expect(glass.row('Truyện Kiều')).toHaveAttribute('data-state', 'lent');
});

test('an input method writes nothing into the field that the scanner did not mean to', async ({ glass }) => {
  const { page } = glass;
  await glass.screen('welcome');
  await page.getByTestId('borrow').click();
  await glass.screen('card');
  const field = page.getByTestId('entry');
  await field.focus();
  for (const digit of '205') await page.keyboard.press(digit, { delay: 90 });
  await expect(field).toHaveValue('205');

  await press(
    page,
    scan('001090012345|123456789|an|02011990|nam|hue|15042021', () => 'Process'),
    'ăn',
  );
  await expect(page.locator('[data-notice="identity-card"]')).toBeVisible();
  await expect(field).toHaveValue('205');
  await expect(field).toBeFocused();
});

test('a finger in the middle of a scan keeps its key, and the scan its number', async ({ glass }) => {
  const { page } = glass;
  await glass.screen('welcome');
  await page.getByTestId('borrow').click();
  await glass.screen('card');
  const field = page.getByTestId('entry');
  await field.focus();
  const finger: Stroke = { key: '7', code: 'Digit7', shift: false, text: '7', atMs: 32, downMs: 120 };
  await press(page, [...scan('9786041176447'), finger]);
  await expect(page.locator('[data-notice="publisher-barcode"]')).toBeVisible();
  await expect(field).toHaveValue('7');
});
