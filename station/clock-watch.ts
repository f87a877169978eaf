// The station's clock against the library system's, and against itself: how far they differ is told, and a jump of our own is
// told to whoever counts in it. Sets no clock.
import type { Clock } from '../drivers/clock.ts';
import { readTime } from 'sip2';

/** `seconds`: how far the library system is ahead. `zone`: by whole hours, a wrong time zone at one of the two ends. */
export type Drift = { readonly seconds: number; readonly zone: boolean };

export type ClockWatch = {
  /** The library system told its time (98). */
  heard(dateTimeSync: string | null): void;
  /** Null while they agree, or before it was heard. */
  drift(): Drift | null;
  /** It was heard, and the two are within half a day of each other. */
  isDaySure(): boolean;
  close(): void;
};

/** Less is the way there and back, and clocks of people. */
const toleratedSeconds = 120;
const halfDaySeconds = 12 * 60 * 60;
const lookEveryMs = 30_000;
/** A machine that is busy looks late. */
const toleratedMs = 30_000;

export const driftOf = (dateTimeSync: string, nowMs: number): Drift | 'none' | null => {
  const told = readTime(dateTimeSync);
  if (told === null || told.time === null) return null;
  const { year, month, day, time, utc } = told;
  const parts = [year, month - 1, day, time.hour, time.minute, time.second] as const;
  const acsMs = utc ? Date.UTC(...parts) : new Date(...parts).getTime();
  const seconds = Math.round((acsMs - nowMs) / 1000);
  if (Math.abs(seconds) <= toleratedSeconds) return 'none';
  const hours = Math.round(seconds / 3600);
  const zone = hours !== 0 && Math.abs(hours) <= 14 && Math.abs(seconds - hours * 3600) <= toleratedSeconds;
  return { seconds, zone };
};

export const createClockWatch = (parts: {
  readonly clock: Clock;
  /** It is another one than was told last. */
  readonly drifted: (drift: Drift) => void;
  /** Our own clock was set by so much: timers have not noticed. */
  readonly moved: (byMs: number) => void;
}): ClockWatch => {
  const { clock } = parts;
  let drift: Drift | null = null;
  let isHeard = false;

  const look = (): (() => void) => {
    const expected = clock.now() + lookEveryMs;
    return clock.after(lookEveryMs, () => {
      const byMs = clock.now() - expected;
      stop = look();
      if (Math.abs(byMs) > toleratedMs) parts.moved(byMs);
    });
  };
  let stop = look();

  return {
    heard: (dateTimeSync) => {
      const now = dateTimeSync === null ? null : driftOf(dateTimeSync, clock.now());
      if (now === null) return;
      isHeard = true;
      const before = drift;
      drift = now === 'none' ? null : now;
      const isNews = drift !== null && Math.abs(drift.seconds - (before?.seconds ?? 0)) > toleratedSeconds;
      if (drift !== null && isNews) parts.drifted(drift);
    },
    drift: () => drift,
    isDaySure: () => isHeard && Math.abs(drift?.seconds ?? 0) <= halfDaySeconds,
    close: () => stop(),
  };
};
