// The first loan, seen by a patron: card, pile, receipt, return; once with the bench's hands, once by keyboard alone.
import { PNG } from 'pngjs';
import { expect, test } from './glass.ts';

const an = '21234000000018';
const kieu = '31234000001014';
const chiPheo = '31234000001030';
const tatDen = '31234000001048';
const held = '31234000001139';
const stubborn = '31234000001055';

test('a pile of five is borrowed, one refused, one whose tag refuses; the receipt is printed; the rest comes back', async ({
  glass,
}) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await glass.screen('welcome');
  await glass.isAccessible();
  await glass.bench();
  await glass.refuseWrites(stubborn);
  await glass.scan(an);
  await glass.screen('checkout');
  await expect(page.getByText('Nguyễn Văn An').first()).toBeVisible();
  for (const item of [kieu, chiPheo, held, stubborn, tatDen]) await glass.put(item);
  await expect(page.getByTestId('count')).toHaveText('5');
  for (const title of ['Truyện Kiều', 'Chí Phèo', 'Tắt đèn'])
    await expect(glass.row(title)).toHaveAttribute('data-state', 'lent');
  await expect(glass.row('Vang bóng một thời')).toHaveAttribute('data-state', 'refused');
  await expect(glass.row('Đất rừng phương Nam')).toHaveAttribute('data-state', 'taken-back');
  await glass.isAccessible();
  // The hold's owner stands in what the library system says, and nowhere on the page.
  await expect(page.locator('[data-screen]')).not.toContainText('Oanh');
  await glass.primary();
  await glass.screen('receipt');
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('goodbye');

  const slip = page.getByTestId('bench-slips').locator('img').first();
  const picture = await slip.getAttribute('src');
  const png = PNG.sync.read(Buffer.from((picture ?? '').replace('data:image/png;base64,', ''), 'base64'));
  expect(png.width).toBe(576);
  expect(png.data.some((value) => value === 0)).toBe(true);

  await glass.primary();
  await glass.screen('welcome');
  await glass.take(held);
  await glass.take(stubborn);
  await page.getByTestId('return').click();
  await glass.screen('checkin');
  // What the last patron left on the pad is offered, not taken.
  await expect(glass.row(kieu)).toHaveAttribute('data-state', 'left-over');
  await page.getByTestId('take-left-overs').click();
  for (const title of ['Truyện Kiều', 'Chí Phèo', 'Tắt đèn'])
    await expect(glass.row(title)).toHaveAttribute('data-state', 'returned');
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('receipt');
});

test('everything can be done by keyboard alone, in English', async ({ glass }) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1080, height: 1920 });
  await glass.screen('welcome');
  const press = async (name: RegExp): Promise<void> => {
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const focused = await page
        .locator('button:focus')
        .textContent({ timeout: 200 })
        .catch(() => '');
      if (name.test(focused ?? '')) {
        await page.keyboard.press('Enter');
        return;
      }
    }
    throw new Error(`no button ${name} is reached by the Tab key`);
  };
  await press(/English/);
  await press(/Borrow/);
  await glass.screen('card');
  for (const digit of an) await page.keyboard.press(digit, { delay: 90 });
  await page.keyboard.press('Enter');
  await glass.screen('checkout');
  await press(/Leave/);
  await glass.screen('welcome');
});

test('a second window is told that the station is taken, and gets it when the first one closes', async ({
  glass,
  context,
}) => {
  await glass.screen('welcome');
  const second = await context.newPage();
  await second.goto(new URL('/', glass.page.url()).href);
  await expect(second.locator('[data-screen="taken"], [data-line="taken"]')).toBeVisible();
  await glass.page.goto('about:blank');
  await expect(second.locator('[data-screen="welcome"]')).toBeVisible({ timeout: 15_000 });
});

test('a scanner that types like a keyboard is caught anywhere on the page, and its Enter presses nothing', async ({
  glass,
}) => {
  const { page } = glass;
  await glass.screen('welcome');
  // The focus stands on "return": a scanner's Enter must not press it.
  await page.getByTestId('return').focus();
  await glass.wedge(an);
  await glass.screen('checkout');
  await glass.wedge(kieu);
  await expect(glass.row('Truyện Kiều')).toHaveAttribute('data-state', 'lent');
});
