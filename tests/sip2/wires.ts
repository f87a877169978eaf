// A wire that knows whether anything is still under way on it, so that a hand clock may go on: over memory or over a socket.

import { listenTcp, memoryTransport, systemClock, tcpTransport, type Accept, type Hears, type Transport } from 'sip2';
import type { HandClock } from '../clock.ts';

export type Wire = {
  readonly transport: Transport;
  /** Connections so far. */
  readonly calls: () => number;
  /** Lets `ms` go by, or less when `isEnough`; no timer runs while bytes, calls or goodbyes are under way. */
  pass(clock: HandClock, ms: number, isEnough: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/** One connection seen from both ends: bytes written and not yet heard, and who still holds it. */
type Pair = { toFar: number; toNear: number; near: 'dialling' | 'open' | 'ended'; far: 'dialling' | 'open' | 'ended' };

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isQuiet = ({ toFar, toNear, near, far }: Pair): boolean =>
  near === far && (near === 'ended' || (near === 'open' && toFar === 0 && toNear === 0));

export async function wire(over: 'memory' | 'socket', accept: Accept): Promise<Wire> {
  const pairs: Pair[] = [];
  let accepted = 0;

  const taking: Accept = (connection) => {
    const pair = pairs[accepted++];
    if (pair === undefined) throw new Error('somebody else called');
    const hears = accept({
      write(bytes) {
        if (pair.far === 'open') pair.toNear += bytes.length;
        connection.write(bytes);
      },
      close() {
        pair.far = 'ended';
        connection.close();
      },
    });
    pair.far = hears === null ? 'ended' : 'open';
    if (hears === null) return null;
    return {
      bytes(chunk) {
        pair.toFar -= chunk.length;
        hears.bytes(chunk);
      },
      closed(why) {
        pair.far = 'ended';
        hears.closed(why);
      },
    };
  };

  const listening = over === 'socket' ? await listenTcp({ host: '127.0.0.1', port: 0, accept: taking }) : null;
  const inner =
    listening === null
      ? memoryTransport(taking)
      : // Dialling takes real time, and never long.
        tcpTransport({ host: '127.0.0.1', port: listening.port, connectTimeoutMs: 60_000, clock: systemClock });

  const transport: Transport = {
    async open(hears: Hears, signal) {
      const pair: Pair = { toFar: 0, toNear: 0, near: 'dialling', far: 'dialling' };
      pairs.push(pair);
      try {
        const connection = await inner.open(
          {
            bytes(chunk) {
              pair.toNear -= chunk.length;
              hears.bytes(chunk);
            },
            closed(why) {
              pair.near = 'ended';
              hears.closed(why);
            },
          },
          signal,
        );
        pair.near = 'open';
        return {
          write(bytes) {
            if (pair.near === 'open') pair.toFar += bytes.length;
            connection.write(bytes);
          },
          close() {
            pair.near = 'ended';
            connection.close();
          },
        };
      } catch (error) {
        pair.near = 'ended';
        throw error;
      }
    },
  };

  async function quiet(): Promise<void> {
    for (let calm = 0; calm < 3; calm = pairs.every(isQuiet) ? calm + 1 : 0) await turn();
  }

  return {
    transport,
    calls: () => accepted,
    async pass(clock, ms, isEnough) {
      // Shorter than any two timers of which one sets the bytes in motion that the other waits for.
      const stepMs = over === 'socket' ? 500 : ms;
      await quiet();
      for (let passed = 0; passed < ms && !isEnough(); passed += stepMs) {
        await clock.pass(stepMs);
        await quiet();
      }
    },
    close: async () => listening?.close(),
  };
}
