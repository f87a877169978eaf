// The queue of registrations: each try is on disk before the library system is asked, what was asked is found out before it is
// asked again, and what was not reached is tried again and again, the oldest first. Knows no screens.
import type { Clock } from '../../drivers/clock.ts';
import type { Entry } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegistrationRow } from '../journal/registration-table.ts';
import type { Log } from '../log.ts';
import { isOwnDoing } from './likeness.ts';
import type { FindAnswer, Known, Refused, RegisterAnswer, Registration, Registry } from './registry.ts';

/** What became of a registration while staff waited. */
export type Registered =
  /** `found`: an earlier try had gone through. */
  | { readonly kind: 'registered'; readonly patron: Known; readonly found: boolean }
  /** It waits on disk, and is tried again. Such a card has no patron password yet. */
  | { readonly kind: 'queued'; readonly because: WaitsBecause }
  | { readonly kind: 'for-the-file' }
  /** It stays in the list until staff mend it or give it up; not where the card is another's here. */
  | Refused;

/** `not-allowed`: the account in the settings may not, or its secret is wrong: a technician's matter, not the patron's. */
export type WaitsBecause = 'silent' | 'unknown' | 'not-allowed';

type How = 'at-once' | 'from-queue';
type Now = Partial<Pick<RegistrationRow, 'state' | 'because' | 'tries' | 'body'>>;

export type Queue = {
  /** On disk when it returns, all or nothing: the row as it is now, and what the journal says of it. */
  note(row: RegistrationRow, now: Now, entries: readonly Entry[]): RegistrationRow;
  /** Tries it now. Whoever asks for the same one meanwhile waits for the same answer. Rejects where the disk took nothing. */
  attempt(row: RegistrationRow): Promise<Registered>;
  isUnderWay(id: string): boolean;
  tryNow(): void;
  close(): void;
};

const minute = 60_000;
/** Pauses before the library system is tried again; the last one stands for all further ones. */
export const registrarPausesMs = [minute / 2, 2 * minute, 5 * minute, 15 * minute] as const;
/** A slow library system can still act after a first look: it is looked after so many times more. */
export const lookAfterMs = [1000, 4000] as const;
/** One that is never answered is not to keep the others: after so many tries it stands behind them. */
const patience = 5;

export const openQueue = (parts: {
  readonly registry: Pick<Registry, 'register' | 'find'>;
  readonly table: Journal['registrations'];
  /** What a row says; null where it cannot be read, and then it stays as it is. */
  readonly read: (row: RegistrationRow) => Registration | null;
  /** Somebody has this card. */
  readonly used: (row: RegistrationRow) => void;
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}): Queue => {
  const { registry, table, read, used, changed, clock, log } = parts;
  const underWay = new Map<string, Promise<Registered>>();
  let round: Promise<void> | null = null;
  let cancel: (() => void) | null = null;
  let failures = 0;
  let isOpen = true;

  const note: Queue['note'] = (row, now, entries) => {
    const next = { ...row, ...now, changedAt: clock.now() };
    if (entries.length === 0) table.change(next);
    else table.settle(next, row.place, entries);
    changed();
    return next;
  };
  const about = ({ mark, card }: RegistrationRow) => ({ registration: mark, patron: card });

  const hasIt = (row: RegistrationRow, patron: Known, found: boolean, how: How): Registered => {
    note(row, { state: 'done', because: null }, [{ kind: 'patron-registered', ...about(row), found, how }]);
    used(row);
    return { kind: 'registered', patron, found };
  };
  const waits = (row: RegistrationRow, because: WaitsBecause): Registered => {
    const isNews = row.because !== because;
    note(row, { because }, isNews ? [{ kind: 'registration-waits', ...about(row), because }] : []);
    wake(pauseMs());
    return { kind: 'queued', because };
  };
  const refuse = (row: RegistrationRow, refusal: Refused): Registered => {
    const { because } = refusal;
    note(row, { state: 'refused', because }, [{ kind: 'registration-refused', ...about(row), because }]);
    return refusal;
  };

  /** Whether an earlier try has gone through. */
  const lookFor = async (registration: Registration): Promise<FindAnswer | { readonly kind: 'other' }> => {
    const found = await registry.find(registration.card);
    return found.kind === 'found' && !isOwnDoing(registration, found.patron) ? { kind: 'other' } : found;
  };

  const findOut = async (registration: Registration): Promise<Known | null> => {
    for (const afterMs of lookAfterMs) {
      await new Promise<void>((resolve) => clock.after(afterMs, resolve));
      const found = await lookFor(registration);
      if (found.kind === 'found') return found.patron;
    }
    return null;
  };

  const settle = async (
    row: RegistrationRow,
    answer: RegisterAnswer,
    registration: Registration,
    how: How,
  ): Promise<Registered> => {
    switch (answer.kind) {
      case 'registered':
      case 'already-there':
        return hasIt(row, answer.patron, answer.kind === 'already-there', how);
      case 'for-the-file':
        note(row, { state: 'for-the-file', because: null }, []);
        return { kind: 'for-the-file' };
      case 'silent':
        return waits(row, 'silent');
      case 'refused':
        return answer.because === 'not-allowed' ? waits(row, 'not-allowed') : refuse(row, answer);
      case 'unknown': {
        const patron = await findOut(registration);
        return patron === null ? waits(row, 'unknown') : hasIt(row, patron, true, how);
      }
    }
  };

  const attemptNow = async (before: RegistrationRow, how: How): Promise<Registered> => {
    const registration = read(before);
    if (registration === null) throw new Error('a registration that was to be sent cannot be read');
    // On disk before it is asked: whatever ends this program now, the next try looks first.
    const row = note(before, { state: 'waiting', tries: before.tries + 1 }, []);
    if (before.tries > 0) {
      const found = await lookFor(registration);
      if (found.kind === 'silent') return waits(row, 'silent');
      if (found.kind === 'found') return hasIt(row, found.patron, true, how);
      if (found.kind === 'other') return refuse(row, { kind: 'refused', because: 'card-taken', says: null });
    }
    return settle(row, await registry.register(registration), registration, how);
  };

  const attempt = (row: RegistrationRow, how: How): Promise<Registered> => {
    const already = underWay.get(row.id);
    if (already !== undefined) return already;
    const mine = attemptNow(row, how)
      .catch((error: unknown) => {
        // A disk that took nothing, or worse: the row is as it was, and is looked at again.
        wake(pauseMs());
        throw error;
      })
      .finally(() => underWay.delete(row.id));
    underWay.set(row.id, mine);
    return mine;
  };

  const pauseMs = (): number => registrarPausesMs[Math.min(failures, registrarPausesMs.length - 1)] ?? minute;
  const wake = (afterMs: number): void => {
    cancel?.();
    cancel = isOpen ? clock.after(afterMs, startRound) : null;
  };
  /** Those that wait and can be read, in the order they are to be tried. */
  const waiting = (): readonly string[] =>
    table.waiting(patience).filter((id) => {
      const row = table.get(id);
      return row !== null && read(row) !== null;
    });

  /** Where the library system is not reached the others need not try; what fails in one is no reason for the others. */
  const tryAll = async (): Promise<void> => {
    for (const id of waiting()) {
      const row = table.get(id);
      if (!isOpen || row === null || row.state !== 'waiting') continue;
      try {
        const outcome = await attempt(row, 'from-queue');
        if (outcome.kind === 'queued' && outcome.because !== 'unknown') break;
      } catch (error) {
        log.error({ err: error }, 'a registration that waits met a fault; it is tried again in a while');
      }
    }
    const left = waiting().length;
    failures = left === 0 ? 0 : failures + 1;
    if (left === 0) cancel?.();
    else wake(pauseMs());
  };
  const startRound = (): void => {
    round ??= tryAll()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the queue of registrations met a fault; it is tried again in a while');
        wake(pauseMs());
      })
      .finally(() => {
        round = null;
      });
  };

  if (table.count(['waiting']) > 0) startRound();

  return {
    note,
    attempt: (row) => attempt(row, 'at-once'),
    isUnderWay: (id) => underWay.has(id),
    tryNow: () => {
      failures = 0;
      startRound();
    },
    close: () => {
      isOpen = false;
      cancel?.();
    },
  };
};
