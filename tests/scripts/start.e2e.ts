// The front door as a newcomer opens it: the one command, the address it prints, the first screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

test('npm start gives an address, a browser there shows the welcome, Ctrl-C ends it', async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tram-start-'));
  const start = spawn('npm', ['start', '--', '--no-window', '--port', '0', '--data', dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, as a terminal gives: Ctrl-C goes to all of it.
    detached: true,
  });
  const ended = once(start, 'close');
  try {
    let address: string | null = null;
    for await (const line of createInterface({ input: start.stdout })) {
      address = /^Tram is ready: (\S+)$/.exec(line)?.[1] ?? null;
      if (address !== null) break;
    }
    expect(address).not.toBeNull();
    await page.goto(address ?? '');
    await expect(page.locator('[data-screen="welcome"]')).toBeVisible();
  } finally {
    if (start.pid !== undefined) process.kill(-start.pid, 'SIGINT');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
});
