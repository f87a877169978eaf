// The drivers' clock: the only way a driver knows the time or waits. Handed in, so that tests move it by hand.

export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once after `delayMs`; the returned function cancels it and may be called at any time. */
  after(delayMs: number, run: () => void): () => void;
};

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    // A moment that has just passed is due now.
    const timer = setTimeout(run, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

/** A promise that comes true after `delayMs` on the handed-in clock. */
export const pass = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
