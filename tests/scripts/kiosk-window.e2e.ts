// A kiosk as it comes out of the box: its one window leads to the assistant and back, and its keys write Vietnamese.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

/** As the service runs it, which writes its addresses into its folder. */
const whileServed = async (use: (address: string) => Promise<void>): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'tram-window-'));
  const station = spawn(process.execPath, ['station/main.ts', '--service', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(station, 'close');
  try {
    for await (const line of createInterface({ input: station.stdout })) if (line.startsWith('Tram is ready')) break;
    await use(readFileSync(join(data, 'address'), 'utf8').trim());
  } finally {
    station.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  }
};

const spell = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.getByTestId(`key-${key}`).click();
};

test('from the box: the kiosk leads to the assistant, its keys write the library’s name, and it finds back', async ({
  page,
}) => {
  await whileServed(async (address) => {
    await page.clock.install();
    await page.setViewportSize({ width: 1080, height: 1920 });
    await page.goto(address);
    await expect(page.locator('[data-screen="closed"]')).toBeVisible();
    await page.getByTestId('technician').click();
    await expect(page.locator('[data-screen="tech-assistant"]')).toBeVisible();

    const name = page.getByRole('textbox').first();
    await name.fill('');
    await name.click();
    await page.getByTestId('telex').click();
    await spell(page, 'switch', 'T', 'switch', 'switch', 'h', 'u', 'w', 'space', 'v', 'i', 'e', 'e', 'j', 'n');
    await expect(name).toHaveValue('Thư viện');
    // A keyboard that is plugged in writes it, too.
    await page.keyboard.type(' tinhr');
    await expect(name).toHaveValue('Thư viện tỉnh');
    await expect(name).toBeFocused();
    await spell(page, 'erase');
    await expect(name).toHaveValue('Thư viện tỉn');
    for (const viewport of [
      { width: 1080, height: 1920 },
      { width: 1024, height: 768 },
    ]) {
      await page.setViewportSize(viewport);
      await expect(name).toBeInViewport();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }

    await page.getByTestId('back-to-kiosk').click();
    await expect(page.locator('[data-screen="closed"]')).toBeVisible();
    await expect(page.getByTestId('back-to-kiosk')).toHaveCount(0);

    // Left alone before a door where nobody works, it goes back by itself.
    await page.getByTestId('technician').click();
    await page.getByTestId('sign-out').click();
    await expect(page.locator('[data-screen="technician"]')).toBeVisible();
    await page.clock.fastForward(50_000);
    await expect(page.locator('[data-screen="technician"]')).toBeVisible();
    await page.clock.fastForward(15_000);
    await expect(page.locator('[data-screen="closed"]')).toBeVisible();

    // And from a page that somebody left open.
    await page.getByTestId('technician').click();
    await expect(page.locator('[data-screen="tech-assistant"]')).toBeVisible();
    await page.clock.fastForward(170_000);
    await expect(page.locator('[data-screen="tech-assistant"]')).toBeVisible();
    await page.clock.fastForward(15_000);
    await expect(page.locator('[data-screen="closed"]')).toBeVisible();
  });
});
