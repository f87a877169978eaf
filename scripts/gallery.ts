// `npm run gallery`: a picture of every screen in every state, in each language, contrast, size of letters and format of glass, and a
// page to look at them: build/gallery/index.html. `-- --only WORD` takes the scenes with that word in their name, `--to FOLDER` keeps
// the page and its pictures elsewhere.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium, root } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';
import { readOptions } from './options.ts';

const axes = {
  format: ['portrait', 'landscape', 'small', 'desk'],
  language: ['vi', 'en'],
  contrast: ['normal', 'high'],
  letters: ['normal', 'large', 'largest'],
  extra: ['plain', 'low', 'mirrored', 'sheet'],
} as const;
const sizes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  small: { width: 1024, height: 768 },
  desk: { width: 1366, height: 768 },
} as const;
type Look = { readonly [axis in keyof typeof axes]: (typeof axes)[axis][number] };

/**
 * What is drawn on each scene; the low layout means something on an upright glass only, the sheet is one over all, and from the right
 * it is the places that differ, not words or colours. A desk has a glass of its own, and its letters are the browser's.
 */
const isDrawn = (scene: string, look: Look): boolean => {
  if (scene.startsWith('desk-'))
    return ['desk', 'landscape'].includes(look.format) && look.letters === 'normal' && look.extra === 'plain';
  if (look.format === 'desk') return false;
  if (look.extra === 'mirrored') return look.language === 'vi' && look.contrast === 'normal';
  if (look.extra === 'low') return look.format === 'portrait';
  if (look.extra === 'sheet') return scene === 'welcome';
  return true;
};

const looks = (format: Look['format']): readonly Look[] =>
  axes.language.flatMap((language) =>
    axes.contrast.flatMap((contrast) =>
      axes.letters.flatMap((letters) => axes.extra.map((extra) => ({ format, language, contrast, letters, extra }))),
    ),
  );

const nameOf = (scene: string, { format, language, contrast, letters, extra }: Look): string =>
  `${[scene, format, language, contrast, letters, extra].join('.')}.jpg`;

const hashOf = (scene: string, { language, contrast, letters, extra }: Look): string => {
  const reach = extra === 'low' ? 'low' : 'normal';
  const sheet = extra === 'sheet' ? 'open' : 'shut';
  const direction = extra === 'mirrored' ? 'rtl' : 'ltr';
  return `#${new URLSearchParams({ scene, language, contrast, letters, reach, sheet, direction }).toString()}`;
};

const openPage = async (browser: Browser, address: string, format: Look['format']): Promise<Page> => {
  const page = await browser.newPage({ viewport: sizes[format], deviceScaleFactor: 0.5, reducedMotion: 'reduce' });
  page.setDefaultTimeout(15_000);
  await page.goto(`${address}gallery.html`);
  await page.locator('[data-scene]').first().waitFor();
  return page;
};

type Place = { readonly address: string; readonly folder: string; readonly only: string };

const takePictures = async (browser: Browser, { address, folder, only }: Place): Promise<readonly string[]> => {
  const first = await openPage(browser, address, 'desk');
  const all = await first.locator('[data-scene]').evaluateAll((links) => links.map((link) => link.textContent ?? ''));
  await first.close();
  const scenes = all.filter((scene) => scene.includes(only));
  if (scenes.length === 0) throw new Mendable(`no scene has "${only}" in its name; there are: ${all.join(', ')}.`);
  for (const format of axes.format) {
    const page = await openPage(browser, address, format);
    for (const scene of scenes) {
      for (const look of looks(format).filter((one) => isDrawn(scene, one))) {
        const hash = hashOf(scene, look);
        // A desk wears no person's wish: its contrast is the browser's.
        await page.emulateMedia({
          reducedMotion: 'reduce',
          contrast: look.contrast === 'high' ? 'more' : 'no-preference',
        });
        await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
        await page.locator(`body[data-drawn="${hash}"]`).waitFor();
        await page.screenshot({ path: join(folder, 'pictures', nameOf(scene, look)), type: 'jpeg', quality: 70 });
      }
    }
    await page.close();
    tell(`tram: ${format} drawn (${scenes.length} scenes).`);
  }
  return scenes;
};

/** A page of pictures that needs no station, no server and no script. */
const pageOf = (scenes: readonly string[]): string => {
  const boxes = Object.entries(axes).map(
    ([axis, names]) =>
      `<fieldset><legend>${axis}</legend>${names
        .map(
          (name, at) =>
            `<label><input type="checkbox" id="${axis}-${name}"${at === 0 ? ' checked' : ''}>${name}</label>`,
        )
        .join('')}</fieldset>`,
  );
  const hides = Object.entries(axes).flatMap(([axis, names]) =>
    names.map((name) => `body:has(#${axis}-${name}:not(:checked)) .${axis}-${name}{display:none}`),
  );
  const figures = (scene: string): string =>
    axes.format
      .flatMap((format) => looks(format))
      .filter((look) => isDrawn(scene, look))
      .map((look) => {
        const classes = Object.entries(look).map(([axis, name]) => `${axis}-${name}`);
        const { width, height } = sizes[look.format];
        return `<figure class="${classes.join(' ')}"><img loading="lazy" width="${width / 4}" height="${height / 4}" alt="${scene}" src="pictures/${nameOf(scene, look)}"><figcaption>${Object.values(look).join(' · ')}</figcaption></figure>`;
      })
      .join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tram: gallery</title><style>
body{font:16px sans-serif;margin:1rem;background:#eee}form{position:sticky;top:0;display:flex;flex-wrap:wrap;gap:.5rem;padding:.5rem;background:#fff}
label{margin-right:.6rem}section div{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}img{background:#fff}${hides.join('')}
</style><form>${boxes.join('')}</form>${scenes.map((scene) => `<section><h2>${scene}</h2><div>${figures(scene)}</div></section>`).join('')}</html>`;
};

await runProgram(async () => {
  const built = join(root, 'build/gallery');
  const { values } = readOptions('npm run gallery -- [--only WORD] [--to FOLDER]', {
    options: { only: { type: 'string', default: '' }, to: { type: 'string', default: built } },
  });
  const folder = resolve(values.to);
  const executablePath = findChromium(process.env);
  if (executablePath === null)
    throw new Mendable('the gallery needs Chromium on the PATH (Debian: apt install chromium).');
  const configFile = join(root, 'renderer/vite.config.ts');
  await build({ configFile, mode: 'gallery', logLevel: 'error' });
  rmSync(join(folder, 'pictures'), { recursive: true, force: true });
  mkdirSync(join(folder, 'pictures'), { recursive: true });
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
    const scenes = await takePictures(browser, { address, folder, only: values.only });
    writeFileSync(join(folder, 'index.html'), pageOf(scenes));
  } finally {
    await browser.close();
    await server.close();
  }
  tell(`tram: look at ${join(folder, 'index.html')}`);
  return 0;
}, 1_500);
