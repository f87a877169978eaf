// A person at the glass: the real program, a real Chromium, the bench's hands. Fails a test on anything the page itself
// complains of, and on any request that leaves this machine.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

export type Glass = {
  readonly page: Page;
  /** Opens the bench drawer if it is not open. */
  bench(): Promise<void>;
  put(item: string): Promise<void>;
  take(item: string): Promise<void>;
  refuseWrites(item: string): Promise<void>;
  scan(number: string): Promise<void>;
  row(item: string): Locator;
  screen(at: string): Promise<void>;
  primary(): Promise<void>;
  /** A scanner that types: each key 5 ms after the one before by the keys' own times, however busy this machine is. */
  wedge(text: string): Promise<void>;
  /** No violation that axe knows of, on what is shown now. */
  isAccessible(also?: 'bench' | null): Promise<void>;
};

const startStation = async (data: string): Promise<{ readonly child: ChildProcess; readonly address: string }> => {
  const child = spawn(process.execPath, ['station/main.ts', '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the station ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(line.replace('Tram is ready: ', '')));
  });
  return { child, address };
};

export const test = base.extend<{ glass: Glass }>({
  glass: async ({ page }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'tram-e2e-'));
    const { child, address } = await startStation(data);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.hostname !== '127.0.0.1')
        complaints.push(`request to ${url.host}`);
    });
    await page.goto(address);

    const tag = async (item: string): Promise<string> => {
      const id = await page
        .locator(`[data-testid="bench-item-${item}"] [data-testid^="bench-tag-"]`)
        .first()
        .getAttribute('data-testid');
      return (id ?? '').replace('bench-tag-', '');
    };
    await use({
      page,
      bench: async () => {
        if (!(await page.getByTestId('bench').isVisible())) await page.getByTestId('bench-tab').click();
      },
      put: async (item) => page.getByTestId(`bench-put-${await tag(item)}`).click(),
      take: async (item) =>
        page
          .locator(`[data-testid="bench-item-${item}"]`)
          .getByTestId(`bench-take-${await tag(item)}`)
          .click(),
      refuseWrites: async (item) => {
        const refuses = page.getByTestId(`bench-refuse-${await tag(item)}`);
        await refuses.click();
        await expect(refuses).toBeChecked();
      },
      scan: async (number) => page.getByTestId(`bench-scan-${number}`).click(),
      row: (item) => page.locator('[data-row]').filter({ hasText: item }),
      screen: async (at) => {
        await expect(page.locator(`[data-screen="${at}"]`)).toBeVisible();
      },
      wedge: async (text) => {
        const browser = await page.context().newCDPSession(page);
        const begin = Date.now() / 1000;
        const keys = Array.from(text)
          .map((key) => ({ key, code: `Digit${key}`, text: key }))
          .concat({ key: 'Enter', code: 'Enter', text: '\r' });
        await Promise.all(
          keys.flatMap(({ key, code, text: written }, at) =>
            (['keyDown', 'keyUp'] as const).map((type) =>
              browser.send('Input.dispatchKeyEvent', {
                type,
                key,
                code,
                ...(type === 'keyDown' ? { text: written } : {}),
                timestamp: begin + at * 0.005,
              }),
            ),
          ),
        );
        await browser.detach();
      },
      primary: async () => page.getByTestId('primary').click(),
      isAccessible: async (also = null) => {
        // The bench's long shelves take axe many seconds; they are looked at once, where a test says so.
        const axe = new AxeBuilder({ page });
        const checked = also === 'bench' ? axe : axe.exclude('[data-testid="bench"]');
        expect((await checked.analyze()).violations).toEqual([]);
      },
    });

    // The page goes first: a glass that loses its station says so in the console, and rightly.
    await page.close();
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await new Promise((ended) => child.once('exit', ended));
    rmSync(data, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  },
});
export { expect };
