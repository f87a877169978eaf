// What a place that stands beside the station has to say in its journal while that takes nothing: the station opens anew, or the disk is
// full. Kept in its order until it is written; wrong PINs among it count at once. Knows nothing of what is done there.
import type { Clock } from '../drivers/clock.ts';
import { guardAfter, noWrongs, type Guard } from './flows/guard.ts';
import type { Entry } from './journal/entries.ts';
import type { Journal } from './journal/journal.ts';
import type { Log } from './log.ts';

export type Unwritten = {
  /** Written at once where that can be, else as soon as it can. Never throws. */
  note(place: string, entries: readonly Entry[]): void;
  /** Writes what waits, as far as the journal takes it. Never throws. */
  write(): void;
  /** Wrong PINs that still count at this place, written or not. */
  guard(place: string): Guard;
};

type Kept = { readonly atMs: number; readonly place: string; readonly entries: readonly Entry[] };

/** Hands make no more in a week; the oldest goes first. */
const mostKept = 10_000;

/** `journal`: null while none is open. */
export const createUnwritten = (parts: {
  readonly journal: () => Pick<Journal, 'append' | 'guard'> | null;
  readonly clock: Clock;
  readonly log: Log;
}): Unwritten => {
  const { journal, clock, log } = parts;
  let kept: readonly Kept[] = [];
  let isRefused = false;
  /** A disk that gives nothing back either forgets no wrong PIN. */
  let read: Guard = noWrongs;

  const write = (): void => {
    const open = journal();
    if (open === null) return;
    try {
      for (let first = kept[0]; first !== undefined; first = kept[0]) {
        open.append(first.place, first.entries);
        kept = kept.slice(1);
        isRefused = false;
      }
    } catch (error) {
      if (!isRefused)
        log.error(
          { err: error },
          'the journal takes nothing: what is done at the technician’s place is kept until it does',
        );
      isRefused = true;
    }
  };
  const readGuard = (place: string): Guard => {
    try {
      read = journal()?.guard(place, clock.now()) ?? noWrongs;
    } catch (error) {
      if (!isRefused) log.error({ err: error }, 'wrong PINs cannot be read from the journal: those known count');
      isRefused = true;
    }
    return read;
  };

  return {
    note: (place, entries) => {
      const mine = { atMs: clock.now(), place, entries };
      kept = [...kept.slice(-mostKept + 1), mine];
      write();
      // Where the program ends before there is room, this is all that is left of it.
      if (kept.includes(mine)) log.warn({ place, entries }, 'not in the journal yet');
    },
    write,
    guard: (place) =>
      kept.reduce(
        (guard, { atMs, place: of, entries }) =>
          entries.reduce((next, entry) => guardAfter(next, entry, { nowMs: atMs, isHere: of === place }), guard),
        readGuard(place),
      ),
  };
};
