// The wire of a glass: shakes hands, and carries calls in and views out. Checks every text; who may knock was checked by the
// doorway before, and what a call does is the place's work.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import * as z from 'zod';
import type { Call } from '../contract/calls.ts';
import { fromGlass, longestMessage, type ToGlass } from '../contract/protocol.ts';
import type { Joined, Show } from './join.ts';
import type { Log } from './log.ts';
import { createAllowance } from './web-limits.ts';

/** How a glass that has joined can be sent away. */
export type Ends = {
  /** Another glass has the place now. */
  taken(): void;
  /** It did what no person does. */
  cutOff(because: string): void;
};

type Join = (show: Show, ends: Ends) => Joined | null;

export type GlassWires = {
  /** Serves a glass at the place that `join` leads to; null there: another glass has it. */
  serve(request: IncomingMessage, socket: Duplex, head: Buffer, join: Join): void;
  /** Every glass is sent away, and may come again at once. */
  hangUp(): void;
  close(): void;
};

const limits = {
  /** Texts of a glass. A person and a scanner fit through, a flood does not: a scanner types 100 characters as one text. */
  burst: 60,
  perSecond: 30,
  /** A glass that takes nothing is cut off: views would pile up for it. */
  unsentBytes: 4 * 1024 * 1024,
  /** A glass that is sent away and does not hang up is cut off: its place is for the next one. */
  goodbyeMs: 2000,
  /** A machine that sleeps or lost its network says no goodbye: its place is free again after two beats without an answer. */
  beatMs: 15_000,
  missedBeats: 2,
} as const;

/** `longest`: text of a glass, in UTF-16 code units. */
export const createGlassWires = (log: Log, longest: number = longestMessage): GlassWires => {
  // Named first, because the types of ws do not know its `closeTimeout` yet.
  const wire = { noServer: true, maxPayload: longest, clientTracking: true, closeTimeout: limits.goodbyeMs };
  const sockets = new WebSocketServer(wire);
  return {
    serve: (request, socket, head, join) =>
      sockets.handleUpgrade(request, socket, head, (glass) => attend(glass, join, log)),
    hangUp: () => {
      for (const glass of sockets.clients) glass.close(1012, 'the station opens anew');
    },
    close: () => {
      for (const glass of sockets.clients) glass.terminate();
      sockets.close();
    },
  };
};

/** The handshake that was asked for is not made. */
export const refuseGlass = (
  socket: Duplex,
  status: '403 Forbidden' | '429 Too Many Requests' | '503 Service Unavailable',
): void => {
  // The server has let go of this socket: its errors, and a caller who never hangs up, are for us.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
};

const attend = (glass: WebSocket, join: Join, log: Log): void => {
  const say = (message: ToGlass): void => {
    if (glass.bufferedAmount > limits.unsentBytes) {
      log.warn('a glass takes nothing any more and is cut off');
      glass.terminate();
      return;
    }
    glass.send(JSON.stringify(message));
  };
  glass.on('error', (error) => log.warn({ err: error }, 'a glass broke its line'));
  const ends: Ends = {
    taken: () => {
      say({ kind: 'taken' });
      glass.close(1000, 'taken');
    },
    cutOff: (because) => glass.close(1008, because),
  };
  const show: Show = {
    view: (view) => say({ kind: 'view', view }),
    bench: (bench) => say({ kind: 'bench', bench }),
    inner: (inner) => say({ kind: 'inner', inner }),
  };
  const joined = join(show, ends);
  if (joined === null) return ends.taken();
  const allowance = createAllowance(limits);
  const hear = (text: RawData, isBinary: boolean): void => {
    if (!allowance.take()) {
      log.warn('a glass sends more than a person can and is cut off');
      glass.off('message', hear);
      ends.cutOff('too many messages');
      return;
    }
    if (isBinary) return say({ kind: 'fault', id: null, because: 'only texts are understood here' });
    const read = readCall(asText(text));
    if (read.kind === 'fault') return say(read);
    const because = joined.call(read.call);
    say(because === null ? { kind: 'answer', id: read.id } : { kind: 'fault', id: read.id, because });
  };
  glass.on('message', hear);
  const rest = heed(glass, log);
  glass.on('close', () => {
    rest();
    joined.leave();
  });
};

/** Hangs up on a glass that is there no more. Gives what ends the listening. */
const heed = (glass: WebSocket, log: Log): (() => void) => {
  let missed = 0;
  glass.on('pong', () => (missed = 0));
  const beat = setInterval(() => {
    if (missed >= limits.missedBeats) {
      log.warn('a glass answers no more and is cut off');
      return glass.terminate();
    }
    missed += 1;
    return glass.ping();
  }, limits.beatMs);
  beat.unref();
  return () => clearInterval(beat);
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
