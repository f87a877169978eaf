// For everybody: the whole way by six keys, heard and not seen; a person's own screen, gone with the person; the question before the
// end answered by one touch.
import type { Page } from '@playwright/test';
import { expect, test } from './glass.ts';

const an = '21234000000018';
const kieu = '31234000001014';

/** A station that can speak Vietnamese, and what it is asked to say. */
const listen = async (page: Page): Promise<readonly string[]> => {
  const said: string[] = [];
  await page.route('**/voice', async (route) => {
    if (route.request().method() !== 'POST') return route.fulfill({ json: ['vi', 'en'] });
    const wish: unknown = route.request().postDataJSON();
    if (typeof wish === 'object' && wish !== null && 'text' in wish) said.push(String(wish.text));
    return route.fulfill({ status: 204 });
  });
  await page.reload();
  return said;
};

const focusIs = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.textContent ?? ''");

/** A headphone plug goes into the pad's socket, or out of it. */
const socket = (page: Page, key: 'F15' | 'F16'): Promise<void> =>
  page.evaluate(`void window.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`);

/** Presses a key of the pad until this is reached; never more often than there are things on a screen. */
const go = async (page: Page, key: string, until: string): Promise<void> => {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await focusIs(page)) === until) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${until}; it stands on ${await focusIs(page)}`);
};

test('a loan by six keys, every screen and row of it heard, and the PIN never', async ({ glass }) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1080, height: 1920 });
  await glass.screen('welcome');
  const said = await listen(page);
  await glass.screen('welcome');
  await page.keyboard.press('F2');
  await expect.poll(() => said.join('\n')).toContain('Giọng đọc đã bật');
  await expect.poll(() => said.join('\n')).toContain('Xin chào bạn đọc');
  await go(page, 'ArrowDown', 'borrow');
  await expect.poll(() => said.join('\n')).toMatch(/Mượn sách.*nút bấm/);
  await page.keyboard.press('Enter');
  await glass.screen('card');
  await expect.poll(() => said.join('\n')).toContain('Mời bạn đưa thẻ bạn đọc');
  for (const digit of an) {
    await go(page, 'ArrowDown', await keyOnWay(page, digit));
    await page.keyboard.press('Enter');
  }
  await expect(page.getByTestId('entry')).toHaveValue(an);
  await page.keyboard.press('ArrowRight');
  await go(page, 'ArrowDown', 'primary');
  await page.keyboard.press('Enter');
  await glass.screen('checkout');
  await glass.wedge(kieu);
  await expect(glass.row('Truyện Kiều')).toHaveAttribute('data-state', 'lent');
  await expect.poll(() => said.join('\n')).toMatch(/Truyện Kiều.*: Đã mượn/);
  await page.keyboard.press('ArrowRight');
  expect(await focusIs(page)).toBe('primary');
  await glass.isAccessible();
});

/** Digits stand on a grid of their own: the place of one, by arrows within it. */
const keyOnWay = async (page: Page, digit: string): Promise<string> => {
  const wanted = `key-${digit}`;
  const here = await focusIs(page);
  if (!here.startsWith('key-')) {
    await go(
      page,
      'ArrowDown',
      await page.evaluate('document.querySelector(\'.keypad [tabindex="0"]\').dataset.testid'),
    );
  }
  const places = ['123', '456', '789', ' 0 '];
  const rowOf = (name: string): number => places.findIndex((row) => row.includes(name.slice(-1)));
  const columnOf = (name: string): number => (places[rowOf(name)] ?? '').indexOf(name.slice(-1));
  for (let moves = 0; moves < 8; moves += 1) {
    const at = await focusIs(page);
    if (at === wanted) break;
    const down = rowOf(wanted) - rowOf(at);
    const right = columnOf(wanted) - columnOf(at);
    if (right !== 0 && rowOf(at) !== 3) await page.keyboard.press(right > 0 ? 'ArrowRight' : 'ArrowLeft');
    else await page.keyboard.press(down > 0 ? 'ArrowDown' : 'ArrowUp');
  }
  return wanted;
};

test('a PIN is counted aloud and never told', async ({ glass }) => {
  const { page } = glass;
  await glass.screen('welcome');
  const said = await listen(page);
  await glass.screen('welcome');
  await socket(page, 'F15');
  await expect.poll(() => said.length).toBeGreaterThan(0);
  await glass.wedge('21234000000026');
  await glass.screen('pin');
  for (const digit of '9753') await page.keyboard.press(digit, { delay: 90 });
  await expect.poll(() => said.join('\n')).toMatch(/4 ký tự/);
  expect(said.join('\n')).not.toMatch(/9\D*7\D*5\D*3/);
  // Headphones out: silence, at once.
  await socket(page, 'F16');
  await expect.poll(() => said.at(-1)).toContain('Giọng đọc đã tắt');
});

/** Where a thing stands, to put a finger there. */
const middleOf = async (page: Page, testId: string): Promise<readonly [x: number, y: number]> => {
  const box = await page.getByTestId(testId).boundingBox();
  if (box === null) throw new Error(`${testId} is not there`);
  return [box.x + box.width / 2, box.y + box.height / 2];
};

const holdAt = async (page: Page, x: number, y: number, until: () => Promise<void>): Promise<void> => {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await until();
  await page.mouse.up();
};

test('who sees nothing and finds no key holds a finger anywhere: then touching reads, and pressing takes two', async ({
  glass,
}) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1080, height: 1920 });
  await glass.screen('welcome');
  const said = await listen(page);
  await glass.screen('welcome');
  const heard = (words: RegExp) => expect.poll(() => said.join('\n')).toMatch(words);
  const borrow = await middleOf(page, 'borrow');
  // Even on a button: the end of a long touch presses nothing.
  await holdAt(page, ...borrow, () => heard(/Chạm vào màn hình để nghe/));
  await glass.screen('welcome');
  await heard(/Xin chào bạn đọc/);
  await glass.isAccessible();
  await page.mouse.click(...borrow);
  await heard(/Mượn sách.*nút bấm/);
  expect(await focusIs(page)).toBe('borrow');
  await glass.screen('welcome');
  // Two quick ones, wherever they are, press what was read last.
  await page.mouse.dblclick(540, 1000);
  await glass.screen('card');
  await heard(/Mời bạn đưa thẻ bạn đọc/);
  const key = await middleOf(page, 'key-7');
  await page.mouse.click(...key);
  await expect.poll(() => focusIs(page)).toBe('key-7');
  await page.mouse.dblclick(...key);
  await expect(page.getByTestId('entry')).toHaveValue('7');
  await holdAt(page, 540, 300, () => heard(/Giọng đọc đã tắt/));
  await page.getByTestId('key-8').click();
  await expect(page.getByTestId('entry')).toHaveValue('78');
});

test('a password of letters and signs can be typed on the glass', async ({ glass }) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1080, height: 1920 });
  await glass.screen('welcome');
  await glass.wedge('21234000000026');
  await glass.screen('pin');
  const entry = page.getByTestId('entry');
  const type = (key: string) => page.getByTestId(`key-${key}`).click();
  for (const keys of ['7', 'q', 'Q', '#']) {
    await type(keys);
    await glass.isAccessible();
    await type('switch');
  }
  await expect(entry).toHaveValue('7qQ#');
  await type('erase');
  await expect(entry).toHaveValue('7qQ');
  await type('8');
  await expect(entry).toHaveValue('7qQ8');
});

test('a screen of one’s own is reached first by Tab, outlives the page, and ends with the session', async ({
  glass,
}) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await glass.screen('welcome');
  // The first stop of the page; the heading, where a new screen begins, comes after it.
  await go(page, 'Shift+Tab', 'comfort');
  expect(await page.evaluate("document.querySelector('.kiosk button').dataset.testid")).toBe('comfort');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('comfort-sheet')).toBeVisible();
  await page.getByTestId('letters-largest').click();
  await page.getByTestId('wish-contrast').click();
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high');
  await glass.isAccessible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('comfort-sheet')).toBeHidden();
  expect(await focusIs(page)).toBe('comfort');
  await glass.wedge(an);
  await glass.screen('checkout');
  await page.reload();
  await glass.screen('checkout');
  await expect(page.locator('html')).toHaveAttribute('data-letters', 'largest');
  await page.keyboard.press('Escape');
  await glass.screen('welcome');
  await expect(page.locator('html')).toHaveAttribute('data-letters', 'normal');
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'normal');
});
