// Ways to knock at the web doorway as a browser would, and as none would: raw requests, tickets, glasses. Knows the
// protocol's outside only.
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Call } from '../../contract/calls.ts';
import type { ToGlass } from '../../contract/protocol.ts';
import type { KioskView, View } from '../../contract/view.ts';

/** Real time passes here: waits for what should come, and fails with its name when it does not. */
export const until = async <T>(what: string, look: () => T | null | undefined | false, mostMs = 15_000): Promise<T> => {
  const giveUpAt = performance.now() + mostMs;
  for (;;) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** What came back on a connection of one's own, from the status line to the end of the body. */
export type Response = { readonly status: number; readonly headers: Headers; readonly body: string };

const responseOf = (text: string): Response => {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end < 0 ? text.length : end).split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers.append(name, value);
  }
  return { status: Number(first.split(' ')[1]), headers, body: end < 0 ? '' : text.slice(end + 4) };
};

/** Sends these very characters (one byte each) and reads until the far end has finished. */
export const sendRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (heard += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });

/** A request whose target no client library would tidy up. */
export const ask = async (
  port: number,
  target: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> => {
  const all = { host: `127.0.0.1:${port}`, connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return responseOf(await sendRaw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`));
};

/** The path and query of the address that the station printed. */
export const ticketTarget = (address: string): string => {
  const { pathname, search } = new URL(address);
  return pathname + search;
};

/** Trades the ticket for the cookie, as a browser does: `name=value`. */
export const cookieFor = async (address: string): Promise<string> => {
  const { headers } = await ask(Number(new URL(address).port), ticketTarget(address));
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};

export type Glass = {
  readonly socket: WebSocket;
  readonly heard: readonly ToGlass[];
  /** The newest view; null before the first. */
  view(): View | null;
  /** The newest view of a kiosk; throws where there is none. */
  kiosk(): KioskView;
  /** Sends a text as it is. */
  say(text: string | Buffer): void;
  /** Sends a call and waits for its answer or fault. */
  call(call: Call): Promise<Extract<ToGlass, { kind: 'answer' | 'fault' }>>;
  /** The code it was closed with, once it is. */
  closed(): Promise<number>;
  leave(): Promise<number>;
};

type Knock = { readonly path?: string; readonly headers?: Readonly<Record<string, string>> };

const dial = (port: number, { path = '/glass', headers = {} }: Knock): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { ...headers } });

/** How a knock at the glass's wire ends: the HTTP status of a refusal, or `open`. */
export const knock = (port: number, how: Knock): Promise<number | 'open'> =>
  new Promise((resolve, reject) => {
    const socket = dial(port, how);
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });

const isMessage = (value: unknown): value is ToGlass => typeof value === 'object' && value !== null && 'kind' in value;

/** Joins as a browser that holds the cookie does. */
export const openGlass = (port: number, cookie: string, path = '/glass'): Glass => {
  const heard: ToGlass[] = [];
  const socket = dial(port, { path, headers: { cookie, origin: `http://127.0.0.1:${port}` } });
  let nextId = 0;
  const closing = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined); // told by `closed`
  socket.on('message', (bytes: Buffer) => {
    const message: unknown = JSON.parse(bytes.toString());
    if (!isMessage(message)) throw new Error(`the station said what is no message: ${bytes.toString()}`);
    heard.push(message);
  });
  const view = (): View | null => heard.findLast((message) => message.kind === 'view')?.view ?? null;
  return {
    socket,
    heard,
    view,
    kiosk: () => {
      const now = view();
      if (now?.mode !== 'kiosk') throw new Error('no kiosk is shown');
      return now;
    },
    say: (text) => socket.send(text),
    call: (call) => {
      const id = nextId;
      nextId += 1;
      socket.send(JSON.stringify({ id, call }));
      return until(`an answer to ${JSON.stringify(call)}`, () =>
        heard.find((message) => (message.kind === 'answer' || message.kind === 'fault') && message.id === id),
      ).then((message) => {
        if (message.kind !== 'answer' && message.kind !== 'fault') throw new Error('found above');
        return message;
      });
    },
    closed: () => closing,
    leave: () => {
      socket.close();
      return closing;
    },
  };
};

/** Joins the place that the address speaks of, the address being as the station announced it: with its ticket. */
export const joinGlass = async (address: string): Promise<Glass> => {
  const { port, searchParams } = new URL(address);
  const place = searchParams.get('place');
  const path = place === null ? '/glass' : `/glass?place=${encodeURIComponent(place)}`;
  return openGlass(Number(port), await cookieFor(address), path);
};

/** A client of bare bytes that has shaken hands and then does what no browser does. It never says goodbye by itself. */
export const openRudeGlass = async (port: number, cookie: string): Promise<{ socket: Socket; heard(): string }> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (heard += chunk));
  socket.on('error', () => undefined);
  const lines = [
    'GET /glass HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    `Cookie: ${cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await until('the handshake', () => heard.includes('\r\n\r\n'));
  return { socket, heard: () => heard };
};

/** A text frame of RFC 6455 as a client sends it; the mask of zeros leaves the text readable. */
export const textFrame = (text: string): Buffer => {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
};
