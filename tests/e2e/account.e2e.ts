// My account, seen by a patron: renewed by fingers, paid by a code, left by keyboard alone; in both languages.
import { expect, test } from './glass.ts';

const baker = '21234000000141';
const oanh = '21234000000117';
const lan = '21234000000091';

test('loans are renewed, each with its reason; a hold is cancelled after a question', async ({ glass }) => {
  // axe looks at whole lists, in two languages.
  test.setTimeout(180_000);
  const { page } = glass;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await glass.screen('welcome');
  await page.getByTestId('account').click();
  await glass.screen('card');
  await glass.bench();
  await glass.scan(baker);
  await glass.screen('account');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  await expect(glass.row('Số đỏ')).toBeVisible();
  await glass.isAccessible();
  await glass.primary();
  await expect(page.locator('[data-state="renewed"]')).toHaveCount(1);
  await expect(page.locator('[data-state="refused"]')).toHaveCount(2);
  // Who waits for it stands in what the library system says, and nowhere on the page.
  await expect(page.locator('[data-screen]')).not.toContainText('Oanh');
  await glass.isAccessible();
  await page.getByTestId('language-en').click();
  await expect(glass.row('Số đỏ')).toContainText('Somebody else is waiting');
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('receipt');
  await glass.primary();
  await glass.screen('goodbye');
  await glass.primary();
  await glass.screen('welcome');

  await page.getByTestId('account').click();
  await glass.screen('card');
  await glass.scan(oanh);
  await glass.screen('account');
  await page.getByTestId('tab-holds').click();
  await expect(glass.row('Vang bóng một thời')).toContainText('Sẵn sàng');
  await page.getByTestId('cancel-hold-3').click();
  await expect(page.locator('[data-row="hold-3"]')).toHaveAttribute('data-state', 'sure');
  await glass.isAccessible();
  await page.getByTestId('surely-hold-3').click();
  await expect(page.locator('[data-row="hold-3"]')).toHaveAttribute('data-state', 'cancelled');
});

test('a card turned away for its fees still opens the account, and a transfer that staff confirm clears them', async ({
  glass,
}) => {
  test.setTimeout(120_000);
  const { page } = glass;
  await page.setViewportSize({ width: 1080, height: 1920 });
  await glass.screen('welcome');
  await glass.bench();
  await glass.scan(lan);
  await glass.screen('turned-away');
  await page.getByTestId('account').click();
  await glass.screen('account');
  await page.getByTestId('tab-fees').click();
  await expect(page.getByTestId('owed')).toHaveText('72.000 đ');
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('payment');
  await expect(page.getByRole('img', { name: /VietQR/ })).toBeVisible();
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('staff');
  await glass.isAccessible();
  const type = async (text: string): Promise<void> => {
    for (const key of text) await page.keyboard.press(key, { delay: 90 });
    await page.keyboard.press('Enter');
  };
  await type('minh');
  await glass.isAccessible();
  await type('111111');
  await expect(page.getByRole('alert').filter({ hasText: 'chưa đúng' })).toBeVisible();
  // A wrong one makes the next one wait.
  await expect(page.getByTestId('primary')).toHaveText('Tiếp tục');
  await type('246810');
  await expect(page.locator('[data-screen="payment"] [data-tone="done"]')).toBeVisible();
  await glass.isAccessible();
  await glass.primary();
  await glass.screen('account');
  await expect(page.getByTestId('tab-fees')).not.toContainText('72.000');
});

test('the account is used by keyboard alone, in English', async ({ glass }) => {
  const { page } = glass;
  await page.setViewportSize({ width: 1024, height: 768 });
  await glass.screen('welcome');
  const reach = async (name: RegExp): Promise<void> => {
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const focused = await page
        .locator('button:focus')
        .textContent({ timeout: 200 })
        .catch(() => '');
      if (name.test(focused ?? '')) return;
    }
    throw new Error(`no button ${name} is reached by the Tab key`);
  };
  await reach(/English/);
  await page.keyboard.press('Enter');
  await reach(/My account/);
  await page.keyboard.press('Enter');
  await glass.screen('card');
  for (const digit of baker) await page.keyboard.press(digit, { delay: 90 });
  await page.keyboard.press('Enter');
  await glass.screen('account');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  await reach(/On loan/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('You have no holds.')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  await reach(/^Renew$/);
  await page.keyboard.press('Enter');
  // The button is gone; the focus is with its row, and never lost.
  await expect(page.locator('[data-state="renewed"], [data-state="refused"]')).toHaveCount(1);
  await expect(page.locator('[data-row]:focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await glass.screen('receipt').catch(() => glass.screen('goodbye'));
});
