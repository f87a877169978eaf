// The gallery on a port of its own, for tests that look at it; and the glasses it is looked at on.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { mirroredWords } from '../words/mirrored.ts';

const root = join(import.meta.dirname, '../..');
const gallery = join(root, 'build/gallery');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export const sizes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  small: { width: 1024, height: 768 },
} as const;

export type Look = {
  readonly format: keyof typeof sizes;
  readonly language: 'vi' | 'en';
  readonly letters: 'normal' | 'large' | 'largest';
  readonly contrast: 'normal' | 'high';
  readonly reach: 'normal' | 'low';
  readonly direction: 'ltr' | 'rtl';
};

export const plain: Look = {
  format: 'portrait',
  language: 'vi',
  letters: 'normal',
  contrast: 'normal',
  reach: 'normal',
  direction: 'ltr',
};

export const hashOf = (scene: string, look: Look, more: Readonly<Record<string, string>> = {}): string => {
  const { language, letters, contrast, reach, direction } = look;
  return `#${new URLSearchParams({ scene, language, letters, contrast, reach, direction, ...more }).toString()}`;
};

export type Shown = { readonly address: string; readonly close: () => void };

/** Builds it and serves it: `/gallery.html`, and `/mirrored.json` for a language from the right. */
export const showGallery = async (): Promise<Shown> => {
  await build({ configFile: join(root, 'renderer/vite.config.ts'), mode: 'gallery', logLevel: 'error' });
  const server = createServer((request, response) => {
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
  if (typeof at !== 'object' || at === null) throw new Error('the gallery has no port');
  return { address: `http://127.0.0.1:${at.port}`, close: () => server.close() };
};
