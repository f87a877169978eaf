// A station as a real process that can be told at which moment to die, and the glass before it. Ends by its own id only what
// it started.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { KioskView } from '../../contract/view.ts';
import type { ToGlass } from '../../contract/protocol.ts';
import { joinGlass, type Glass } from '../station/doorway.ts';

/** The station died (or was killed) while somebody waited for it. */
export class Died extends Error {}

export type Moment = { readonly name: string; readonly nth: number };

export const momentText = ({ name, nth }: Moment): string => `${name}\t${nth}`;

export type Orders =
  | { readonly kind: 'list' }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'die'; readonly at: Moment }
  | { readonly kind: 'clock'; readonly ms: number };

export type Child = {
  readonly pid: number;
  /** Milliseconds from its start to "ready". */
  readonly readyMs: number;
  /** The newest view; throws `Died` where there is nobody any more. */
  view(): KioskView;
  /** Every view so far, as text. */
  views(): readonly string[];
  press(press: Readonly<Record<string, unknown>>): Promise<void>;
  order(order: Orders): Promise<void>;
  /** Moments it went through while it was listing. */
  moments(): readonly Moment[];
  isDead(): boolean;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** What it said, log and all. */
  said(): string;
};

const root = join(import.meta.dirname, '../..');
const killer = join(import.meta.dirname, 'kill-at.ts');

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type Start = {
  readonly data: string;
  readonly settings: string;
  readonly peers: Readonly<Record<string, string>>;
  /** From its first moment on. */
  readonly first?: Extract<Orders, { kind: 'list' | 'die' }> | null;
  /** A shell's words before the program: `ulimit -n 64; exec "$@"`. */
  readonly under?: string;
};

/** Comes true when it is ready and its glass has joined; rejects with `Died` when it ends before, with all it said. */
export const startStation = async ({ data, settings, peers, first = null, under }: Start): Promise<Child> => {
  const began = performance.now();
  const station = ['--import', killer, join(root, 'station/main.ts'), '--data', data, '--settings', settings];
  const args = under === undefined ? station : ['-c', under, 'bash', process.execPath, ...station];
  const child = spawn(under === undefined ? process.execPath : 'bash', args, {
    cwd: root,
    env: {
      ...process.env,
      TRAM_PEERS: JSON.stringify(peers),
      TRAM_DATA: data,
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '/tmp/tram-crash-cache',
      ...(first?.kind === 'list' ? { TRAM_LIST: '1' } : {}),
      ...(first?.kind === 'die' ? { TRAM_DIE: momentText(first.at) } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let isOver = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (out += text));
  // Whoever ends the harness leaves no station behind.
  const endIt = (): void => void child.kill('SIGKILL');
  process.once('exit', endIt);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => {
      isOver = true;
      process.off('exit', endIt);
      resolve({ code, signal });
    });
  });
  child.on('exit', () => (isOver = true));

  const orders = child.stdio[3];
  if (!(orders instanceof Socket)) throw new Error('the station has no channel for orders');
  const moments: Moment[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  orders.on('error', () => undefined);
  orders.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('obeyed ')) waiting.shift()?.();
      const [, name = '', nth = '0'] = /^at (.*)\t(\d+)$/.exec(line) ?? [];
      if (name !== '') moments.push({ name, nth: Number(nth) });
    }
  });

  const orDead = async <T>(what: Promise<T>): Promise<T> => {
    const dead = ended.then(() => Promise.reject(new Died('the station died')));
    dead.catch(() => undefined);
    return Promise.race([what, dead]);
  };

  const waitFor = async <T>(what: string, look: () => T | null): Promise<T> => {
    for (const until = performance.now() + 60_000; performance.now() < until;) {
      const found = look();
      if (found !== null) return found;
      if (isOver) throw new Died(`the station ended before ${what}. It said:\n${out}`);
      await pause(4);
    }
    throw new Error(`waited in vain for ${what}. The station said:\n${out}`);
  };

  const address = await waitFor('its address', () => /ready: (http:\S+)/.exec(out)?.[1] ?? null);
  const readyMs = performance.now() - began;
  let glass: Glass;
  try {
    glass = await orDead(joinGlass(address));
  } catch (error) {
    throw isOver || error instanceof Died ? new Died('the station died') : error;
  }
  await waitFor('its first view', () => glass.view());

  return {
    pid: child.pid ?? 0,
    readyMs,
    view: () => {
      if (isOver) throw new Died('the station died');
      return glass.kiosk();
    },
    views: () =>
      glass.heard.flatMap((message: ToGlass) => (message.kind === 'view' ? [JSON.stringify(message.view)] : [])),
    press: async (press) => {
      if (isOver) throw new Died('the station died');
      const { session } = glass.kiosk();
      const id = 1_000_000 + Math.trunc(performance.now() * 10);
      glass.say(JSON.stringify({ id, call: { kind: 'press', session, press } }));
      await orDead(
        waitFor(`an answer to ${JSON.stringify(press)}`, () =>
          glass.heard.some((message) => (message.kind === 'answer' || message.kind === 'fault') && message.id === id)
            ? true
            : null,
        ),
      );
    },
    order: async (order) => {
      if (isOver) throw new Died('the station died');
      const obeyed = new Promise<void>((resolve) => waiting.push(resolve));
      const more = order.kind === 'die' ? ` ${momentText(order.at)}` : order.kind === 'clock' ? ` ${order.ms}` : '';
      orders.write(`${order.kind}${more}\n`);
      await orDead(obeyed);
    },
    moments: () => moments,
    isDead: () => isOver,
    ended,
    kill: (signal) => void child.kill(signal),
    said: () => out,
  };
};
