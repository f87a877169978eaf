// Time, handed in: whoever waits, waits on a Clock, and a test moves it by hand.

export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    // What came meanwhile is read before the time is up: a busy program must not take an answer that lies there for silence.
    let due: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      due = setImmediate(run);
    }, delayMs);
    return () => {
      clearTimeout(timer);
      clearImmediate(due);
    };
  },
};

/** Resolves after the delay. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
