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
    // What came meanwhile is read before the time is up: a program that was busy for a second, or a machine that was, must
    // not take an answer that lies there for silence.
    let due: NodeJS.Immediate | undefined;
    // A moment that has just passed is due now.
    const timer = setTimeout(
      () => {
        due = setImmediate(run);
      },
      Math.max(0, delayMs),
    );
    return () => {
      clearTimeout(timer);
      clearImmediate(due);
    };
  },
};

const steadySystemClock: Clock = {
  // Since the epoch as it was when the program started, and from then on by the pendulum alone.
  now: () => performance.timeOrigin + performance.now(),
  after: systemClock.after,
};

/**
 * For whoever only measures how long something takes: the machine's time may be set meanwhile, by an hour or a day, and a
 * pause that was counted on it would last as long. A clock that was handed in by a test is nobody's to set.
 */
export const steady = (clock: Clock): Clock => (clock === systemClock ? steadySystemClock : clock);

/** A promise that comes true after `delayMs` on the handed-in clock. */
export const pass = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
