// Lines of a trace, each with what it says: as they pass, or out of a recording. Knows no make.
import type { Clock } from '../clock.ts';
import type { TraceLine } from '../transport/recorded.ts';
import type { Told, Way } from './told.ts';
import { decoderOf, type Tongue } from './tongues.ts';

/** `told`: the frames that were whole with this line. */
export type ReadLine = { readonly line: TraceLine; readonly told: readonly Told[] };

/** A clock that a trace turns: what is half there when its time is over is given up as it was then. */
const createTraceClock = (): Clock & { turnTo(ms: number): void } => {
  let now = 0;
  let timers: readonly { readonly dueMs: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (delayMs, run) => {
      const timer = { dueMs: now + delayMs, run };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    turnTo: (ms) => {
      const due = timers.filter(({ dueMs }) => dueMs <= ms).toSorted((a, b) => a.dueMs - b.dueMs);
      timers = timers.filter(({ dueMs }) => dueMs > ms);
      now = ms;
      for (const { run } of due) run();
    },
  };
};

/** Reads one line after another, in their order. */
export const createTrafficReader = (tongue: Tongue): ((line: TraceLine) => ReadLine) => {
  const clock = createTraceClock();
  let told: Told[] = [];
  const create = () => decoderOf(tongue, { clock, tells: (_way: Way, one: Told) => void told.push(one) });
  let decoder = create();
  return (line) => {
    told = [];
    clock.turnTo(line.at);
    // What was half there ended with its connection.
    if (line.kind === 'opened') decoder = create();
    if (line.kind === 'sent' || line.kind === 'heard')
      decoder.bytes(line.kind, Uint8Array.from(Buffer.from(line.hex, 'hex')));
    return { line, told };
  };
};
