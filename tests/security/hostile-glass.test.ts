// The real glass in a real Chromium before a library system whose every text is an attack: markup is shown as letters, nothing
// runs, nothing is asked elsewhere. Needs the built glass and a Chromium; without them it is skipped by name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { expect, onTestFinished, test } from 'vitest';
import { openHostileWorld } from './hostile-world.ts';

const root = join(import.meta.dirname, '../..');
const glassFolder = join(root, 'build/glass');
/** Where the scripts of the house find it. */
const finding = `import('./scripts/ground.mjs').then((ground) => process.stdout.write(ground.findChromium(process.env) ?? ''))`;
const program = spawnSync(process.execPath, ['-e', finding], { cwd: root, encoding: 'utf8' }).stdout;
const isThere = program !== '' && existsSync(join(glassFolder, 'index.html'));

const patience = 60_000;

type Seen = { readonly complaints: string[]; readonly elsewhere: string[] };

const openPage = async (address: string): Promise<{ page: Page; seen: Seen; policy: string }> => {
  const browser = await chromium.launch({
    executablePath: program,
    ...(process.getuid?.() === 0 ? { args: ['--no-sandbox'] } : {}),
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  page.setDefaultTimeout(patience);
  const seen: Seen = { complaints: [], elsewhere: [] };
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  page.on('dialog', (dialog) => {
    seen.complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // A policy that had to stop something was needed: that is a complaint, too.
  page.on('console', (line) => {
    if (line.type() === 'error') seen.complaints.push(line.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['127.0.0.1', 'localhost'].includes(url.hostname) && url.protocol.startsWith('http'))
      seen.elsewhere.push(request.url());
    // A picture named x is what the attack would have loaded.
    if (url.pathname === '/x') seen.elsewhere.push(request.url());
  });
  const response = await page.goto(address);
  const policy = (await response?.headerValue('content-security-policy')) ?? '';
  return { page, seen, policy };
};

/** Whether anything of the attack became more than letters. */
const owned = (page: Page): Promise<unknown> =>
  page.evaluate(`({
    flag: 'owned' in window,
    pictures: document.querySelectorAll('img[src="x"]').length,
    handlers: document.querySelectorAll('[onerror], [onload], [onclick]').length,
    scripts: [...document.scripts].filter((one) => one.textContent.includes('owned')).length,
  })`);
const nothing = { flag: false, pictures: 0, handlers: 0, scripts: 0 };

test.skipIf(!isThere)(
  'names, titles, messages and tags full of markup are letters on the glass',
  { timeout: 3 * patience },
  async () => {
    const world = await openHostileWorld(glassFolder);
    const { page, seen, policy } = await openPage(world.web.address);
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    await page.locator('[data-screen="welcome"]').waitFor();
    expect(new URL(page.url()).search).toBe('');

    const place = world.station.works?.kiosks[0];
    if (place === undefined) throw new Error('the station does not work');
    place.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    place.tell({ kind: 'pressed', press: { kind: 'type-card', number: '21234000000018' } });
    await page.locator('[data-screen="checkout"]').waitFor();
    await page.getByText('<img src=x onerror=').first().waitFor();
    world.lay('31234000001014', '<img src=x onerror=1>{n}%s');
    world.lay('31234000001019', '<script>owned=1</script>');
    await page.locator('[data-state="lent"]').waitFor();
    await page.locator('[data-state="refused"]').waitFor();
    expect(await page.locator('[data-screen="checkout"]').innerText()).toContain('<script>window.owned=1</script>');
    expect(await owned(page)).toEqual(nothing);
    place.tell({ kind: 'pressed', press: { kind: 'finish' } });
    await page.locator('[data-screen="receipt"]').waitFor();
    place.tell({ kind: 'pressed', press: { kind: 'print' } });
    place.tell({ kind: 'pressed', press: { kind: 'leave' } });

    // The account shows most of what the library system says.
    await page.locator('[data-screen="welcome"]').waitFor();
    place.tell({ kind: 'pressed', press: { kind: 'account' } });
    place.tell({ kind: 'pressed', press: { kind: 'type-card', number: '21234000000018' } });
    await page.locator('[data-screen="pin"], [data-screen="account"]').first().waitFor();
    if ((await page.locator('[data-screen="pin"]').count()) > 0)
      place.tell({ kind: 'pressed', press: { kind: 'type-pin', pin: '1234' } });
    await page.locator('[data-screen="account"]').waitFor();
    expect(await owned(page)).toEqual(nothing);
    expect(seen).toEqual({ complaints: [], elsewhere: [] });
  },
);

test.skipIf(!isThere)('what would run in the page is stopped by its policy, were it ever there', async () => {
  const world = await openHostileWorld(glassFolder);
  const { page, seen } = await openPage(world.web.address);
  await page.locator('[data-screen="welcome"]').waitFor();
  await page.evaluate(`{
    const hole = document.createElement('div');
    hole.innerHTML = '<img src="x" onerror="window.owned = 1">';
    const script = document.createElement('script');
    script.textContent = 'window.owned = 2';
    document.body.append(hole, script);
  }`);
  await page.waitForTimeout(300);
  expect(await owned(page)).toMatchObject({ flag: false, pictures: 1, handlers: 1, scripts: 1 });
  // Both were met and refused.
  expect(seen.complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(2);
});
