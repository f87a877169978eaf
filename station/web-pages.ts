// What a doorway of the station serves over HTTP, and the strict headers of every answer. Knows files and types; who may look
// is web.ts's work and web-desk.ts's.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { createSay, type OwnWords } from '../contract/words/words.ts';
import type { Station } from './works.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const strictHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

type Page = { readonly body: Buffer; readonly type: string; readonly lasting: boolean };
export type Pages = ReadonlyMap<string, Page>;

/** Every file of the built glass by its path, read once: a path that is not a key leads nowhere. */
const readPages = (folder: string): Pages => {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) throw new Error(`the glass was not built (${index} is missing): npm run build`);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = `/${relative(folder, file).split(sep).join('/')}`;
        const type = types[extname(file)] ?? 'application/octet-stream';
        // Built files carry a hash of their content in their names; the page itself does not.
        return [path, { body: readFileSync(file), type, lasting: path.startsWith('/assets/') }] as const;
      }),
  );
};

/** The built glass, the library's own words, and its pictures by number: no path of a file is ever asked for. */
export const pagesOf = (parts: {
  readonly glassFolder: string;
  readonly words: OwnWords;
  readonly pictures: Station['pictures'];
}): Pages => {
  const words: Page = { body: Buffer.from(JSON.stringify(parts.words)), type: types['.json'] ?? '', lasting: false };
  return new Map([...readPages(parts.glassFolder), ['/words.json', words], ...picturePages(parts.pictures)]);
};

/** The pages of a program whose pictures change with its settings: one and the same map, whatever is shown now. */
export const openPages = (parts: { readonly glassFolder: string; readonly words: OwnWords }) => {
  const pages: Map<string, Page> = new Map(pagesOf({ ...parts, pictures: [] }));
  const shown: Pages = pages;
  return {
    pages: shown,
    show: (pictures: Station['pictures']): void => {
      for (const path of pages.keys()) if (isPicture(path)) pages.delete(path);
      for (const [path, page] of picturePages(pictures)) pages.set(path, page);
    },
  };
};

const isPicture = (path: string): boolean => path.startsWith('/pictures/');

const picturePages = (pictures: Station['pictures']): readonly (readonly [string, Page])[] =>
  pictures.map(({ body, type }, at) => [`/pictures/${at}`, { body, type, lasting: false }]);

/** The page at this path, or a sentence that there is none. `more`: headers of this doorway. */
export const answerPage = (
  pages: Pages,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  more: Readonly<Record<string, string>> = {},
): void => {
  const page = pages.get(path === '/' ? '/index.html' : path);
  if (page === undefined) return refuse(response, 404, 'There is no such page.', more);
  response.writeHead(200, {
    ...strictHeaders,
    ...more,
    'content-type': page.type,
    'content-length': page.body.length,
    'cache-control': page.lasting ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : page.body);
};

/** What a kiosk's window shows while the station has no kiosk: its settings cannot be used, or name none. */
export const closedPath = '/closed';

const closedPage = (['vi', 'en'] as const)
  .map((language) => {
    const say = createSay(language);
    return `<div lang="${language}"><h1>${say('closed.out-of-use.title')}</h1><p>${say('closed.out-of-use.text')}</p></div>`;
  })
  .join('');

/** `for-now`: the page that was asked for may be there again in a moment. */
export const answerClosed = (
  request: IncomingMessage,
  response: ServerResponse,
  as: 'itself' | 'for-now' = 'itself',
): void => {
  const body = `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tram</title>${closedPage}</html>`;
  response.writeHead(as === 'itself' ? 200 : 403, {
    ...strictHeaders,
    ...(as === 'itself' ? {} : { refresh: '5' }),
    'content-type': types['.html'],
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};

export const refuse = (
  response: ServerResponse,
  status: number,
  because: string,
  more: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, {
    ...strictHeaders,
    ...more,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${because}\n`);
};

/** Null for a target that is no path of ours, such as `*` or a whole address: any page can make a browser send one. */
export const targetOf = (request: IncomingMessage): URL | null => URL.parse(`http://127.0.0.1:1${request.url ?? ''}`);

/** The value of a cookie, as the browser sent it. */
export const cookieOf = (request: IncomingMessage, cookieName: string): string | undefined =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName)?.[1];
