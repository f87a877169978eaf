// The web doorway: serves the glass and speaks the protocol with it, on this machine only. Checks the ticket, the Host,
// the Origin and every text; knows nothing of loans.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import * as z from 'zod';
import type { Call } from '../contract/calls.ts';
import type { OwnWords } from '../contract/words/words.ts';
import { fromGlass, longestMessage, type ToGlass } from '../contract/protocol.ts';
import type { Log } from './log.ts';
import type { Station } from './station.ts';
import { answerOutside, isOutside } from './web-outside.ts';
import { answerVoice } from './web-voice.ts';
import type { Voice } from './voice.ts';

/** What the doorway leads to: the place that a glass joins, and what may be known of the station without a ticket. */
export type Behind = Pick<Station, 'places' | 'join' | 'health' | 'metrics' | 'pictures'>;

export type Web = {
  /** The address with the ticket: whoever has it may look at the glass and press. */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
};

const limits = {
  /** Texts a glass may send at once, and how many more each second: a scanner types 100 characters as one text. */
  burst: 60,
  perSecond: 30,
  /** A glass that takes nothing is cut off: views would pile up for it. */
  unsentBytes: 4 * 1024 * 1024,
  /** A glass that is sent away and does not hang up is cut off: its place is for the next one. */
  goodbyeMs: 2000,
  /** Whoever knocks and says nothing holds a file of this process: there are only so many, for so long. */
  connections: 128,
  headersMs: 5000,
  requestMs: 10_000,
} as const;

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

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

type Page = { readonly body: Buffer; readonly type: string; readonly lasting: boolean };

/** Every file of the built glass by its path, read once: a path that is not a key leads nowhere. */
const readPages = (folder: string): ReadonlyMap<string, Page> => {
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

/** By number: no path of a file is ever asked for. */
const ownPictures = ({ pictures }: Behind): readonly (readonly [string, Page])[] =>
  pictures.map(({ body, type }, at) => [`/pictures/${at}`, { body, type, lasting: false }]);

/** Listens on 127.0.0.1; `port` 0 takes any free one. Rejects with a sentence: the glass is not built, the port is taken. */
export const openWeb = async (parts: {
  readonly glassFolder: string;
  readonly port: number;
  readonly behind: Behind;
  readonly voice: Voice;
  readonly words: OwnWords;
  readonly log: Log;
}): Promise<Web> => {
  const { behind, voice, log } = parts;
  const words: Page = { body: Buffer.from(JSON.stringify(parts.words)), type: types['.json'] ?? '', lasting: false };
  const pages = new Map([...readPages(parts.glassFolder), ['/words.json', words], ...ownPictures(behind)]);
  const ticket = randomBytes(32).toString('base64url');
  const patience = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: 1000,
  };
  const server = createServer(patience, (request, response) => respond(request, response));
  server.maxConnections = limits.connections;
  // Named first, because the types of ws do not know its `closeTimeout` yet.
  const wire = { noServer: true, maxPayload: longestMessage, clientTracking: true, closeTimeout: limits.goodbyeMs };
  const sockets = new WebSocketServer(wire);

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenTrouble(error, parts.port)));
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the web doorway has no port');
  const { port } = address;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const cookieName = `tram-${port}`;

  /** A page elsewhere that lets its name point at this machine (DNS rebinding) has another Host. */
  const isOurHost = (request: IncomingMessage): boolean => hosts.includes(request.headers.host ?? '');

  /** A page elsewhere has another Origin; a program of this machine that names none is refused, too. */
  const isOurOrigin = ({ headers: { origin } }: IncomingMessage): boolean =>
    origin !== undefined && hosts.some((host) => origin === `http://${host}`);

  const has = (given: string | null | undefined): boolean => {
    const bytes = Buffer.from(given ?? '');
    const right = Buffer.from(ticket);
    return bytes.length === right.length && timingSafeEqual(bytes, right);
  };

  const cookieOf = (request: IncomingMessage): string | undefined =>
    (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .find(([name]) => name === cookieName)?.[1];

  /** Null for a target that is no path of ours, such as `*` or a whole address: any page can make a browser send one. */
  const targetOf = (request: IncomingMessage): URL | null => URL.parse(`http://${hosts[0]}${request.url ?? ''}`);

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    if (!isOurHost(request)) return refuse(response, 421, 'This address is not of this station.');
    const url = targetOf(request);
    const isSpoken = url?.pathname === '/voice';
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    if (!isAsked && !(isSpoken && request.method === 'POST')) return refuse(response, 405, 'Only GET is served here.');
    if (url === null) return refuse(response, 400, 'That is no path.');
    const failed = (sentence: string) => (error: unknown) => {
      // Whoever asked may have gone away meanwhile.
      log.warn({ err: error }, sentence);
      response.destroy();
    };
    // No ticket: a supervisor has none. Only this machine is served, and what is told there is no secret.
    if (isOutside(url.pathname)) {
      const told = { station: behind, headers };
      answerOutside(url.pathname, request, response, told).catch(failed('the figures could not be told'));
      return;
    }
    if (url.pathname === '/' && has(url.searchParams.get('ticket'))) {
      // The ticket leaves the address bar for a cookie that no script can read.
      const cookie = `${cookieName}=${ticket}; HttpOnly; SameSite=Strict; Path=/`;
      response.writeHead(303, { ...headers, location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
      return;
    }
    if (!has(cookieOf(request))) {
      return refuse(response, 403, 'This page needs the whole address that Tram printed when it started.');
    }
    if (isSpoken) {
      if (!isAsked && !isOurOrigin(request)) return refuse(response, 403, 'Only the page itself is spoken for.');
      answerVoice(request, response, { voice, headers }).catch(failed('a text was not said'));
      return;
    }
    const page = pages.get(url.pathname === '/' ? '/index.html' : url.pathname);
    if (page === undefined) return refuse(response, 404, 'There is no such page.');
    response.writeHead(200, {
      ...headers,
      'content-type': page.type,
      'content-length': page.body.length,
      'cache-control': page.lasting ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : page.body);
  };

  const refuse = (response: ServerResponse, status: number, because: string): void => {
    response.writeHead(status, {
      ...headers,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(`${because}\n`);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = request.headers;
    const isOurs = isOurHost(request) && isOurOrigin(request);
    const path = targetOf(request)?.pathname ?? '';
    if (!isOurs || path !== '/glass' || !has(cookieOf(request))) {
      const tried = { origin: origin?.slice(0, 100), path: path.slice(0, 100) };
      log.warn(tried, 'a connection to the glass was refused: wrong origin, host, path or ticket');
      // The server has let go of this socket: its errors, and a caller who never hangs up, are for us.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (glass) => serve(glass, behind, log));
  });

  return {
    address: `http://127.0.0.1:${port}/?ticket=${ticket}`,
    port,
    close: async () => {
      for (const glass of sockets.clients) glass.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};

const listenTrouble = (error: Error, port: number): Error =>
  'code' in error && error.code === 'EADDRINUSE'
    ? new Error(`port ${port} of this machine is taken: end the other program or choose another --port`)
    : error;

const serve = (glass: WebSocket, behind: Behind, log: Log): void => {
  const say = (message: ToGlass): void => {
    if (glass.bufferedAmount > limits.unsentBytes) {
      log.warn('a glass takes nothing any more and is cut off');
      glass.terminate();
      return;
    }
    glass.send(JSON.stringify(message));
  };
  glass.on('error', (error) => log.warn({ err: error }, 'a glass broke its line'));
  const joined = behind.join(behind.places[0]?.name ?? '', {
    view: (view) => say({ kind: 'view', view }),
    bench: (bench) => say({ kind: 'bench', bench }),
  });
  if (joined === null) {
    say({ kind: 'taken' });
    glass.close(1000, 'taken');
    return;
  }
  const allowance = createAllowance();
  const hear = (text: RawData, isBinary: boolean): void => {
    if (!allowance.take()) {
      log.warn('a glass sends more than a person can and is cut off');
      glass.off('message', hear);
      glass.close(1008, 'too many messages');
      return;
    }
    if (isBinary) return say({ kind: 'fault', id: null, because: 'only texts are understood here' });
    const read = readCall(asText(text));
    if (read.kind === 'fault') return say(read);
    const because = joined.call(read.call);
    say(because === null ? { kind: 'answer', id: read.id } : { kind: 'fault', id: read.id, because });
  };
  glass.on('message', hear);
  glass.on('close', joined.leave);
};

/** ws hands over a Buffer, or pieces of one. */
const asText = (data: RawData): string =>
  Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.isBuffer(data)
      ? data.toString()
      : Buffer.from(data).toString();

type Read = { readonly kind: 'call'; readonly id: number; readonly call: Call } | Extract<ToGlass, { kind: 'fault' }>;

const readCall = (text: string): Read => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'fault', id: null, because: 'that was not JSON' };
  }
  const parsed = fromGlass.safeParse(value);
  return parsed.success
    ? { kind: 'call', ...parsed.data }
    : { kind: 'fault', id: null, because: `that was no call: ${z.prettifyError(parsed.error)}` };
};

/** A leaking bucket: a person and a scanner fit through, a flood does not. */
const createAllowance = (): { take(): boolean } => {
  let left: number = limits.burst;
  let last = performance.now();
  return {
    take: () => {
      const now = performance.now();
      left = Math.min(limits.burst, left + ((now - last) / 1000) * limits.perSecond);
      last = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
};
