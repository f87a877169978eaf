// What eyes and fingers meet: the built glass at a real station, in a Chromium without a screen, which draws by the processor (a
// kiosk's own draws faster). Aimed at: first paint within 1 s, 60 frames a second while twenty rows change, nothing pushed about by
// that, a tap answered within 100 ms.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/ground.mjs';

const root = join(import.meta.dirname, '../..');
const sizes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
} as const;
const rows = 20;
const card = '21234000000018';

const run = async (script: string): Promise<void> => {
  const child = spawn(process.execPath, [script, 'glass', '--if-stale'], { cwd: root, stdio: 'ignore' });
  await new Promise((ended) => child.once('exit', ended));
};

const start = async (data: string): Promise<{ readonly child: ChildProcess; readonly address: string }> => {
  const child = spawn(process.execPath, ['station/main.ts', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the station ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(line.replace('Tram is ready: ', '')));
  });
  child.removeAllListeners('exit');
  return { child, address };
};

/** Sorted; the place of `share` among them. */
const at = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN;

const ms = (figure: number): string => `${figure.toFixed(0)} ms`;
const missed = (isMissed: boolean): string => (isMissed ? ', MISSED' : '');

const numberOf = async (page: Page, script: string): Promise<number> => Number(await page.evaluate(script));
const numbersOf = async (page: Page, script: string): Promise<readonly number[]> => {
  const found: unknown = await page.evaluate(script);
  return Array.isArray(found) ? found.map(Number) : [];
};

/** Each time a new browser profile: nothing is kept from the time before. */
const firstPaints = async (browser: Browser, address: string): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let nth = 0; nth < 7; nth += 1) {
    const context = await browser.newContext({ viewport: sizes.portrait });
    const page = await context.newPage();
    await page.goto(address);
    // Of the screen, not of the page's empty ground.
    await page.locator('[data-screen="welcome"]').waitFor();
    found.push(
      await numberOf(
        page,
        `new Promise((told) => new PerformanceObserver((list) => told(Math.max(...list.getEntries().map(({ startTime }) => startTime)))).observe({ type: 'largest-contentful-paint', buffered: true }))`,
      ),
    );
    await context.close();
    // The place is free again when the station has seen the glass go.
    await new Promise((later) => {
      setTimeout(later, 300);
    });
  }
  return found;
};

/** From the finger's own time to the frame that shows another screen, back and forth. */
const taps = async (page: Page): Promise<readonly number[]> => {
  await page.evaluate(`(() => {
    window.taps = [];
    let pressed = null;
    addEventListener('pointerdown', ({ timeStamp }) => { pressed = timeStamp; }, true);
    new MutationObserver(() => {
      if (pressed === null) return;
      const from = pressed;
      pressed = null;
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.taps.push(performance.now() - from); channel.port2.postMessage(null); });
    }).observe(document.getElementById('glass'), { childList: true, subtree: true });
  })()`);
  for (let nth = 0; nth < 20; nth += 1) {
    await page.getByTestId('borrow').click();
    await page.locator('[data-screen="card"]').waitFor();
    await page.getByTestId('key-7').click();
    await page.getByTestId('leave').click();
    await page.locator('[data-screen="welcome"]').waitFor();
  }
  return numbersOf(page, 'window.taps');
};

const scan = async (page: Page, text: string): Promise<void> => {
  const browser = await page.context().newCDPSession(page);
  const begin = Date.now() / 1000;
  const keys = Array.from(text, (key) => ({ key, code: `Digit${key}`, text: key })).concat({
    key: 'Enter',
    code: 'Enter',
    text: '\r',
  });
  for (const [nth, { key, code, text: written }] of keys.entries()) {
    const timestamp = begin + nth * 0.005;
    await browser.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: written, timestamp });
    await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, timestamp });
  }
  await browser.detach();
};

type Motion = { readonly frames: readonly number[]; readonly shift: number; readonly rows: number };

/** Lays twenty items down and lends them: each row goes through all its states while frames are counted. */
const pile = async (page: Page): Promise<Motion> => {
  // The card first: a pile that lies there before anybody came is nobody's.
  await scan(page, card);
  await page.locator('[data-screen="checkout"]').waitFor();
  await page.getByTestId('bench-tab').click();
  const put = page.locator('[data-testid^="bench-put-"]');
  await put.first().waitFor();
  for (let nth = 0; nth < rows; nth += 1) await put.nth(nth).click();
  await page.getByTestId('bench-close').click();
  await page.evaluate(`(() => {
    window.motion = { frames: [], shift: 0 };
    let before = performance.now();
    const step = (now) => { window.motion.frames.push(now - before); before = now; requestAnimationFrame(step); };
    requestAnimationFrame((now) => { before = now; requestAnimationFrame(step); });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.motion.shift += entry.value; }).observe({ type: 'layout-shift' });
  })()`);
  await new Promise((later) => {
    setTimeout(later, 5_000);
  });
  const frames = await numbersOf(page, 'window.motion.frames');
  const shift = await numberOf(page, 'window.motion.shift');
  return { frames, shift, rows: await page.locator('[data-row]').count() };
};

const measure = async (browser: Browser, format: keyof typeof sizes): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'tram-glass-'));
  const { child, address } = await start(data);
  try {
    const paints = await firstPaints(browser, address);
    const page = await browser.newPage({ viewport: sizes[format] });
    page.setDefaultTimeout(20_000);
    await page.goto(address);
    await page.locator('[data-screen="welcome"]').waitFor();
    const tapped = await taps(page);
    const { frames, shift, rows: seen } = await pile(page);
    const seconds = frames.reduce((sum, frame) => sum + frame, 0) / 1000;
    const fps = frames.length / seconds;
    const late = frames.filter((frame) => frame > 1.5 * (1000 / 60)).length;
    await page.close();
    console.log(`${format}, ${sizes[format].width} x ${sizes[format].height}`);
    console.log(
      `  first paint of a cold page, ${paints.length} times      ${ms(at(paints, 0.5))} (worst ${ms(Math.max(...paints))})${missed(Math.max(...paints) > 1000)}`,
    );
    console.log(
      `  a tap to its frame, ${tapped.length} times             ${ms(at(tapped, 0.5))} (95 %: ${ms(at(tapped, 0.95))}, worst ${ms(Math.max(...tapped))})${missed(at(tapped, 0.95) > 100)}`,
    );
    console.log(
      `  ${seen} rows changing for ${seconds.toFixed(1)} s             ${fps.toFixed(1)} frames a second, ${late} of ${frames.length} late, longest ${ms(Math.max(...frames))}${missed(fps < 58)}`,
    );
    console.log(`  what they push about (layout shift)     ${shift.toFixed(4)}${missed(shift > 0.01)}`);
  } finally {
    child.kill('SIGTERM');
    await new Promise((ended) => child.once('exit', ended));
    rmSync(data, { recursive: true, force: true });
  }
};

export const benchGlass = async (): Promise<void> => {
  const executablePath = findChromium(process.env);
  if (executablePath === null) return console.log('not run: no Chromium on the PATH (Debian: apt install chromium)');
  await run('scripts/build.mjs');
  const [load = 0] = loadavg();
  console.log(`load of this machine in the last minute  ${load.toFixed(1)}`);
  const browser = await chromium.launch({ executablePath });
  try {
    for (const format of ['portrait', 'landscape'] as const) await measure(browser, format);
  } finally {
    await browser.close();
  }
};
