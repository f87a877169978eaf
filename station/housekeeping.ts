// What a station does for its journal once a day, beside the work: forgets what its days are over for, and keeps a verified
// copy. A clock that nobody has confirmed makes nobody's entries old.
import type { Clock } from '../drivers/clock.ts';
import type { Journal } from './journal/journal.ts';
import { removeSetAside } from './journal/keeping.ts';
import type { Log } from './log.ts';
import type { RetentionSettings } from './settings/retention.ts';

export type Housekeeping = {
  /** Now; resolves when it is done. Never rejects: what did not go is in the log and is tried again. */
  run(): Promise<void>;
  /** The last copy of the day, if the journal is not too long for it, and no more. */
  close(): Promise<void>;
};

const dayMs = 24 * 60 * 60_000;

/** Whoever stops a station waits for a second or two: the program ends after one and a half. */
const lastCopyMs = 600;

/** Patrons come first in the morning. */
const firstAfterMs = 60_000;

export const createHousekeeping = (parts: {
  readonly journal: Journal;
  readonly file: string;
  readonly clock: Clock;
  readonly retention: RetentionSettings;
  /** Rows of work that the journal's own fold does not know of. */
  readonly needed: () => readonly number[];
  /** Whether the library system's clock has agreed about the day. */
  readonly isDaySure: () => boolean;
  readonly log: Log;
}): Housekeeping => {
  const { journal, file, clock, retention, log } = parts;
  let underWay: Promise<void> = Promise.resolve();
  let isClosed = false;
  /** A copy that is not made by then is left; the last one stays as it is. */
  let untilMs: number | null = null;

  const copy = async (forgetBefore: boolean): Promise<void> => {
    const made = await journal.copy({ forgetBefore, mayGoOn: () => untilMs === null || clock.now() < untilMs });
    if (made === 'stopped') log.info({ file }, 'no time for a whole copy of the journal: the next start makes it');
    if (made === 'not-whole')
      log.error({ file }, 'a copy of the journal is not whole and was thrown away: look at the disk');
  };

  const forget = async (): Promise<boolean> => {
    const now = clock.now();
    const patronsBeforeMs = now - retention.patronDays * dayMs;
    const { entryDays } = retention;
    const gone = await journal.forget({
      patronsBeforeMs,
      entriesBeforeMs: entryDays === null || !parts.isDaySure() ? null : now - entryDays * dayMs,
      needed: parts.needed(),
    });
    const files = removeSetAside(file, patronsBeforeMs);
    if (gone.patrons + gone.entries > 0) journal.append('station', [{ kind: 'forgotten', ...gone }]);
    if (gone.patrons + gone.entries + files.length > 0) log.info({ ...gone, files }, 'days were over: forgotten');
    return gone.patrons + gone.entries > 0;
  };

  /** One after another: two of them at once would tread on each other's copies. */
  const alone = (work: () => Promise<void>): Promise<void> => {
    underWay = underWay.then(work).catch((error: unknown) => {
      log.error({ err: error }, 'the journal could not be looked after; is the disk full or read-only?');
    });
    return underWay;
  };
  const run = (): Promise<void> => alone(async () => copy(await forget()));

  const daily = (afterMs: number): (() => void) =>
    clock.after(afterMs, () => {
      stop = daily(dayMs);
      void run();
    });
  let stop = daily(firstAfterMs);

  return {
    run,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      stop();
      untilMs = clock.now() + lastCopyMs;
      await alone(() => copy(false));
    },
  };
};
