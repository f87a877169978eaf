// A clock that a test moves by hand. Between two timers everything that can run without time runs.

import type { Clock } from 'sip2';

export type HandClock = Clock & {
  /** Moves on, running what falls due on the way, in order. */
  pass(ms: number): Promise<void>;
  /** Lets everything run that needs no time. */
  settle(): Promise<void>;
};

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

export function handClock(start = Date.UTC(2026, 10, 22, 2, 30, 15)): HandClock {
  let now = start;
  let order = 0;
  const timers = new Set<{ readonly at: number; readonly order: number; readonly run: () => void }>();

  const next = (until: number) =>
    [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + Math.max(0, delayMs), order: order++, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    settle,
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        timers.delete(timer);
        now = timer.at;
        timer.run();
        await settle();
      }
      now = until;
    },
  };
}
