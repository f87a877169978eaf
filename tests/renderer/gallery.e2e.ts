// Every screen in every state, drawn in a real Chromium: nothing that axe complains of, no word cut off, nothing on top of anything,
// every target large enough for a thumb. A few looks here; `npm run proof` takes every language, contrast, size and format.
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'vite';
import { checkOwnWords } from '../../contract/words/own.ts';
import { scenes } from '../../renderer/gallery/views.ts';
import { isProof } from '../proof.ts';
import { mirroredWords } from '../words/mirrored.ts';
import { faultsOf } from './faults.ts';

const root = join(import.meta.dirname, '../..');
const gallery = join(root, 'build/gallery');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const sizes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  small: { width: 1024, height: 768 },
} as const;
type Look = {
  readonly format: keyof typeof sizes;
  readonly language: 'vi' | 'en';
  readonly letters: 'normal' | 'large' | 'largest';
  readonly contrast: 'normal' | 'high';
  readonly reach: 'normal' | 'low';
  readonly direction: 'ltr' | 'rtl';
};
const plain: Look = {
  format: 'portrait',
  language: 'vi',
  letters: 'normal',
  contrast: 'normal',
  reach: 'normal',
  direction: 'ltr',
};

const sample: readonly Look[] = [
  plain,
  { ...plain, format: 'small', language: 'en', letters: 'largest', contrast: 'high' },
];
/** The low layout means something on an upright glass only. */
const all: readonly Look[] = (['portrait', 'landscape', 'small'] as const)
  .flatMap((format) => (['normal', 'low'] as const).map((reach): Look => ({ ...plain, format, reach })))
  .filter(({ format, reach }) => format === 'portrait' || reach === 'normal')
  .flatMap((one) => (['vi', 'en'] as const).map((language): Look => ({ ...one, language })))
  .flatMap((one) => (['normal', 'large', 'largest'] as const).map((letters): Look => ({ ...one, letters })))
  .flatMap((one) => (['normal', 'high'] as const).map((contrast): Look => ({ ...one, contrast })));

let server: Server;
let address = '';

test.beforeAll(async () => {
  await build({ configFile: join(root, 'renderer/vite.config.ts'), mode: 'gallery', logLevel: 'error' });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    if (pathname === '/mirrored.json') return response.end(JSON.stringify(mirroredWords));
    readFile(join(gallery, pathname)).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
    return undefined;
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const at = server.address();
  address = typeof at === 'object' && at !== null ? `http://127.0.0.1:${at.port}` : '';
});

test.afterAll(() => {
  server.close();
});

const show = async (
  page: Page,
  scene: string,
  { language, letters, contrast, reach, direction }: Look,
  sheet: 'open' | 'shut',
) => {
  const hash = `#${new URLSearchParams({ scene, language, letters, contrast, reach, sheet, direction }).toString()}`;
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator(`body[data-drawn="${hash}"]`).waitFor();
};

/** What axe finds wrong; in high contrast seven to one is asked of every text. */
const axeFaults = async (page: Page, contrast: Look['contrast']): Promise<readonly unknown[]> => {
  const axe = new AxeBuilder({ page }).exclude('[data-testid="bench"]');
  if (contrast === 'high') axe.options({ rules: { 'color-contrast-enhanced': { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target) }));
};

/** What a ruler and a pointer find wrong. */
const rulerFaults = async (page: Page): Promise<readonly unknown[]> => {
  const faults: unknown = await page.evaluate(faultsOf);
  return Array.isArray(faults) ? faults : [faults];
};

const look = async (page: Page, query: string, one: Look): Promise<readonly unknown[]> => {
  await page.setViewportSize(sizes[one.format]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${address}/gallery.html${query}`);
  await page.locator('[data-scene]').first().waitFor();
  const found: unknown[] = [];
  for (const scene of [...Object.keys(scenes), 'welcome the sheet']) {
    const [name = scene, sheet] = scene.split(' ');
    await show(page, name, one, sheet === undefined ? 'shut' : 'open');
    const faults = [...(await rulerFaults(page)), ...(query === '' ? await axeFaults(page, one.contrast) : [])];
    for (const fault of faults) found.push({ scene, fault });
  }
  return found;
};

for (const one of isProof ? all : sample) {
  test(`every screen: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(await look(page, '', one)).toEqual([]);
  });
}

for (const one of isProof ? all.filter(({ language }) => language === 'vi') : [plain]) {
  test(`every screen from right to left: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(checkOwnWords(mirroredWords).kind).toBe('words');
    expect(await look(page, '?words=/mirrored.json&direction=rtl', one)).toEqual([]);
    // Somebody read the other words, and the way on stands on the other side.
    await show(page, 'checkout-done', one, 'shut');
    await expect(page.locator('h1')).not.toHaveText(/[a-z]/i);
    const primary = await page.getByTestId('primary').boundingBox();
    expect((primary?.x ?? 9_999) < sizes[one.format].width / 2).toBe(true);
  });
}
