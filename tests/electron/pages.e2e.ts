// The case's own two pages, built, from disk and under their own content security policy, in a real Chromium.
// The bridge to the case is a stand-in; what the case answers is proven in case.test.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';

const addressOf = (name: string): string => pathToFileURL(join(import.meta.dirname, '../../build/electron', name)).href;

/** Lays a bridge that answers each try with the next of `answers`, and notes what it was given. */
const openPin = async (page: Page, ...answers: readonly object[]): Promise<void> => {
  await page.addInitScript(`
    const answers = ${JSON.stringify(answers)};
    window.given = [];
    window.exitPin = {
      try: async (pin) => { window.given.push(pin); return answers.shift(); },
      close: () => window.given.push('closed'),
    };`);
  await page.setViewportSize({ width: 520, height: 360 });
  await page.goto(addressOf('pin.html'));
};
const given = (page: Page): Promise<unknown> => page.evaluate('window.given');

test('a technician types the PIN, is told to wait, and leaves', async ({ page }) => {
  await openPin(page, { kind: 'wrong', waitMs: 2_000 }, { kind: 'open' });
  const field = page.getByLabel('Mã của kỹ thuật viên');
  await expect(field).toBeFocused();
  await page.keyboard.type('111111');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Thử lại sau 2 giây');
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await page.keyboard.type('246810');
  await page.getByRole('button', { name: 'Đóng trạm' }).click();
  await expect(page.getByRole('alert')).toContainText('Đang đóng trạm');
  expect(await given(page)).toEqual(['111111', '246810']);
});

test('a station without a PIN says so', async ({ page }) => {
  await openPin(page, { kind: 'no-pin' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Trạm này chưa đặt mã');
});

test('Escape and Back close the window', async ({ page }) => {
  await openPin(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Quay lại' }).click();
  expect(await given(page)).toEqual(['closed', 'closed']);
});

test('both pages fit their windows and are free of axe’s complaints', async ({ page }) => {
  await openPin(page, { kind: 'wrong', waitMs: 60_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).not.toBeEmpty();
  const overflow =
    'document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth';
  expect(await page.evaluate(overflow)).toBe(false);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.setViewportSize({ width: 1080, height: 1920 });
  await page.goto(addressOf('starting.html'));
  await expect(page.getByRole('heading')).toHaveText('Trạm đang khởi động');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
