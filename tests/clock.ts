// A clock moved by hand: time passes when a test says so. Knows nothing of what waits on it.
import type { Clock } from '../drivers/clock.ts';

export type HandClock = Clock & {
  /** Lets `ms` go by: runs every timer that falls due, in order, and lets what it set in motion come to rest between. */
  pass(ms: number): Promise<void>;
};

type Timer = { readonly at: number; readonly run: () => void };

/** Promises and handed-over bytes settle within a turn of the event loop; the second turn is for what they hand on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** `rest`: resolves when nothing is left to do without time going by. */
export const createHandClock = (startMs = Date.UTC(2026, 0, 5, 8), rest = settle): HandClock => {
  let now = startMs;
  const timers = new Set<Timer>();

  const nextDue = (until: number): Timer | null => {
    let next: Timer | null = null;
    // A Set keeps the order of insertion, so of two timers at one moment the older runs first.
    for (const timer of timers) if (timer.at <= until && (next === null || timer.at < next.at)) next = timer;
    return next;
  };

  return {
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + Math.max(0, delayMs), run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    pass: async (ms) => {
      const until = now + ms;
      await rest();
      for (let timer = nextDue(until); timer !== null; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await rest();
      }
      now = until;
    },
  };
};
