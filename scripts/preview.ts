// `node scripts/preview.ts --settings FILE`: how a library's settings look before they are used. The file is checked as at a start; its
// welcome, borrowing, returning, closed and slides are drawn, and its slips as on paper: build/preview/index.html.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium, root } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';
import { readOptions } from './options.ts';

type Issue = { readonly path: string; readonly message: { readonly vi: string; readonly en: string } };
type Shown = { readonly name: string } & (
  { readonly kind: 'screen'; readonly view: unknown } | { readonly kind: 'slip'; readonly slip: string }
);
type Preview =
  | { readonly kind: 'preview'; readonly words: unknown; readonly shown: readonly Shown[] }
  | { readonly kind: 'issues'; readonly issues: readonly Issue[] };

const sizes = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const;

/** Of the same checkout: what it prints has the shape it says. */
const isPreview = (value: unknown): value is Preview => typeof value === 'object' && value !== null && 'kind' in value;

const ask = (settings: string): Preview => {
  const program = spawnSync(process.execPath, [join(root, 'station/preview.ts'), '--settings', settings], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (program.status !== 0)
    throw new Mendable(`the settings in ${settings} could not be read; the lines above say why.`);
  const value: unknown = JSON.parse(program.stdout);
  if (!isPreview(value)) throw new Error('the station printed no preview');
  return value;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const pageOf = (shown: readonly Shown[]): string => {
  const figure = (picture: string, name: string, words: string): string =>
    `<figure><img loading="lazy" src="${picture}" alt="${escaped(name)}"><figcaption>${escaped(words)}</figcaption></figure>`;
  const figures = shown.flatMap((one) =>
    one.kind === 'slip'
      ? [figure(`${one.name}.svg`, one.name, one.name)]
      : Object.keys(sizes).map((format) => figure(`${one.name}.${format}.jpg`, one.name, `${one.name} · ${format}`)),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tram: preview</title><style>
body{font:16px sans-serif;margin:1rem;background:#eee;display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0}img{background:#fff;max-height:30rem;max-width:44rem}
</style>${figures.join('')}</html>`;
};

const takePictures = async (browser: Browser, address: string, folder: string, names: readonly string[]) => {
  for (const [format, viewport] of Object.entries(sizes)) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 0.5, reducedMotion: 'reduce' });
    page.setDefaultTimeout(15_000);
    await page.goto(`${address}gallery.html?views=/views.json&words=/words.json`);
    await page.locator('[data-scene]').first().waitFor();
    for (const name of names) {
      const hash = `#${new URLSearchParams({ scene: name }).toString()}`;
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.locator(`body[data-drawn="${hash}"]`).waitFor();
      await page.screenshot({ path: join(folder, `${name}.${format}.jpg`), type: 'jpeg', quality: 80 });
    }
    await page.close();
  }
};

await runProgram(async () => {
  const { values } = readOptions('npm run preview -- [--settings FILE] [--to DIR]', {
    options: {
      settings: { type: 'string', default: join(root, 'data/settings.json') },
      to: { type: 'string', default: join(root, 'build/preview') },
    },
  });
  const settings = resolve(values.settings);
  const made = ask(settings);
  if (made.kind === 'issues') {
    for (const { path, message } of made.issues)
      tell(`${path === '' ? settings : path}: ${message.vi} (${message.en})`);
    throw new Mendable(`${settings} cannot be used as it is: ${made.issues.length} to mend.`);
  }
  const executablePath = findChromium(process.env);
  if (executablePath === null)
    throw new Mendable('the preview needs Chromium on the PATH (Debian: apt install chromium).');
  const folder = resolve(values.to);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const views = made.shown.flatMap((one) => (one.kind === 'screen' ? [{ name: one.name, view: one.view }] : []));
  for (const one of made.shown) if (one.kind === 'slip') writeFileSync(join(folder, `${one.name}.svg`), one.slip);
  const configFile = join(root, 'renderer/vite.config.ts');
  await build({ configFile, mode: 'gallery', logLevel: 'error' });
  // Where the page of the gallery can fetch them.
  const built = join(root, 'build/gallery');
  writeFileSync(join(built, 'views.json'), JSON.stringify(views));
  writeFileSync(join(built, 'words.json'), JSON.stringify(made.words));
  const server = await preview({
    configFile,
    mode: 'gallery',
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0, strictPort: true },
  });
  const browser = await chromium.launch({ executablePath });
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('the preview server has no address');
    const names = views.map(({ name }) => name);
    await takePictures(browser, address, folder, names);
    writeFileSync(join(folder, 'index.html'), pageOf(made.shown));
  } finally {
    await browser.close();
    await server.close();
  }
  tell(`tram: look at ${join(folder, 'index.html')}`);
  return 0;
}, 1_500);
