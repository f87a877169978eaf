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

const hashOf = (scene: string, { language, letters, contrast, reach, direction }: Look, sheet: 'open' | 'shut') =>
  `#${new URLSearchParams({ scene, language, letters, contrast, reach, direction, sheet }).toString()}`;

/** In high contrast seven to one is asked of every text. */
const axeOptions = (contrast: Look['contrast']) =>
  JSON.stringify({
    resultTypes: ['violations'],
    iframes: false,
    rules: contrast === 'high' ? { 'color-contrast-enhanced': { enabled: true } } : {},
  });

/** Runs in the page: draws one scene after another, and measures and judges each. One page for all: a load each would take hours. */
const judge = (hashes: readonly string[], contrast: Look['contrast']): string => `(async () => {
  const found = [];
  for (const hash of ${JSON.stringify(hashes)}) {
    location.hash = hash;
    while (document.body.dataset.drawn !== hash) await new Promise(requestAnimationFrame);
    const faults = ${faultsOf};
    const { violations } = await axe.run({ exclude: ['[data-testid="bench"]'] }, ${axeOptions(contrast)});
    faults.push(...violations.map(({ id, nodes }) => ({ fault: id, at: nodes.map(({ target }) => target.join(' ')).join(', ') })));
    found.push(...faults.map(({ fault, at }) => ({ scene: new URLSearchParams(hash.slice(1)).get('scene'), fault, at })));
  }
  return found;
})()`;

/** Every scene, and the sheet over two of them. */
const look = async (page: Page, query: string, one: Look): Promise<unknown> => {
  await page.setViewportSize(sizes[one.format]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${address}/gallery.html${query}`);
  await page.locator('[data-scene]').first().waitFor();
  // Brings axe into the page, and its first judgement: of the list of scenes.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations).toEqual([]);
  const hashes = [
    ...Object.keys(scenes).map((scene) => hashOf(scene, one, 'shut')),
    hashOf('welcome', one, 'open'),
    hashOf('checkout-done', one, 'open'),
  ];
  return page.evaluate(judge(hashes, one.contrast));
};

for (const one of isProof ? all : sample) {
  test(`every screen: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(await look(page, '', one)).toEqual([]);
  });
}

/** From the right it is places that differ, not colours. */
const mirrored = all
  .filter(({ language, contrast }) => language === 'vi' && contrast === 'normal')
  .map((one): Look => ({ ...one, direction: 'rtl' }));
for (const one of isProof ? mirrored : [{ ...plain, direction: 'rtl' } as const]) {
  test(`every screen in a third language, from right to left: ${Object.values(one).join(', ')}`, async ({ page }) => {
    test.setTimeout(480_000);
    expect(checkOwnWords(mirroredWords).kind).toBe('words');
    expect(await look(page, '?words=/mirrored.json', one)).toEqual([]);
    // Somebody read the other words, and the way on stands on the other side.
    const hash = hashOf('checkout-done', one, 'shut');
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.locator(`body[data-drawn="${hash}"]`).waitFor();
    await expect(page.locator('h1')).not.toHaveText(/[a-z]/i);
    const primary = await page.getByTestId('primary').boundingBox();
    const way = (primary?.x ?? 9_999) + (primary?.width ?? 0) / 2;
    expect(way).toBeLessThanOrEqual(sizes[one.format].width / 2);
  });
}
