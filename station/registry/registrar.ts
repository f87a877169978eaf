// The registrar: every registration is on disk before the library system is asked, is tried at once and, where it was not reached,
// again and again, the oldest first; none is made twice and none is lost. Knows no screens and no library system's words.
import type { Clock } from '../../drivers/clock.ts';
import type { Entry } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegistrationRow } from '../journal/registration-table.ts';
import type { PatronNumber } from '../library.ts';
import type { Log } from '../log.ts';
import type { CardNumbers } from './cards.ts';
import { isOwnDoing } from './likeness.ts';
import { asKnown, readRegistration, withAlike } from './rows.ts';
import type { AlikeAnswer, Change, ChangeAnswer, FindAnswer, Known, Person } from './registry.ts';
import type { Refused, RegisterAnswer, Registration, Registry } from './registry.ts';

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

/** A registration as the list shows it, the oldest first. */
export type Listed = Pick<RegistrationRow, 'id' | 'card' | 'place' | 'at' | 'state' | 'because' | 'tries' | 'batch'> & {
  readonly registration: Registration;
};

export type NextCard = { readonly kind: 'card'; readonly card: PatronNumber } | { readonly kind: 'none-left' };

export type Registrar = {
  readonly registry: Registry;
  /** The next number of the library's range, promised to this place; null where the settings have no range. */
  readonly nextCard: ((place: string) => Promise<NextCard>) | null;
  /** A promised number that is not used after all. */
  giveBack(card: PatronNumber): void;
  /** Throws when it could not be written; then nothing was asked. The same registration a second time is not a second one. */
  register(place: string, registration: Registration): Promise<Registered>;
  /**
   * One that was refused, or that waits for a file, as staff have mended it, tried again; its key and its card stay. Null: there
   * is none such.
   */
  mend(id: string, registration: Registration): Promise<Registered | null>;
  /** Gives one up that was refused, or that never was asked for; false where the library system may have it. */
  drop(id: string): boolean;
  /** All that wait or are done since a few days. */
  list(): readonly Listed[];
  /** Looks whether the library system is there again. */
  tryNow(): void;
  find(card: PatronNumber): Promise<FindAnswer>;
  /** Those of the library system and those who wait here. `isWhole`: the library system was reached. */
  alike(
    person: Person,
  ): Promise<{ readonly patrons: (AlikeAnswer & { kind: 'alike' })['patrons']; readonly isWhole: boolean }>;
  change(place: string, card: PatronNumber, change: Change): Promise<ChangeAnswer>;
  /** Called after anything in the list changed; the returned function ends that. */
  changed(run: () => void): () => void;
  /** Something in the list was changed by another hand than this. */
  tell(): void;
  close(): void;
};

const minute = 60_000;
/** Pauses before the library system is tried again; the last one stands for all further ones. */
export const registrarPausesMs = [minute / 2, 2 * minute, 5 * minute, 15 * minute] as const;
/** A slow library system can still act after a first look: it is looked after so many times more. */
export const lookAfterMs = [1000, 4000] as const;
/** One that is never answered is not to keep the others: after so many tries it stands behind them. */
const patience = 5;

export const openRegistrar = (parts: {
  readonly registry: Registry;
  readonly journal: Pick<Journal, 'append' | 'registrations'>;
  readonly cards: CardNumbers | null;
  readonly clock: Clock;
  readonly log: Log;
}): Registrar => {
  const { registry, journal, cards, clock, log } = parts;
  const { registrations: table } = journal;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const run of listeners) run();
  };
  /** By key: whoever asks for the same one waits for the same answer. */
  const underWay = new Map<string, Promise<Registered>>();
  let round: Promise<void> | null = null;
  let cancel: (() => void) | null = null;
  let failures = 0;
  let isOpen = true;

  type Now = Partial<Pick<RegistrationRow, 'state' | 'because' | 'tries' | 'body'>>;
  /** On disk when it returns; with an entry, both or neither. */
  const note = (row: RegistrationRow, now: Now, entry: Entry | null): RegistrationRow => {
    const next = { ...row, ...now, changedAt: clock.now() };
    if (entry === null) table.change(next);
    else table.settle(next, row.place, entry);
    tell();
    return next;
  };
  const about = ({ id, card }: RegistrationRow) => ({ registration: id, patron: card });

  const hasIt = (row: RegistrationRow, patron: Known, found: boolean, how: 'at-once' | 'from-queue'): Registered => {
    note(row, { state: 'done', because: null }, { kind: 'patron-registered', ...about(row), found, how });
    cards?.use(row.card);
    return { kind: 'registered', patron, found };
  };
  const waits = (row: RegistrationRow, because: WaitsBecause): Registered => {
    note(row, { because }, row.because === because ? null : { kind: 'registration-waits', ...about(row), because });
    wake(pauseMs());
    return { kind: 'queued', because };
  };
  const refuse = (row: RegistrationRow, refusal: Refused): Registered => {
    const { because } = refusal;
    note(row, { state: 'refused', because }, { kind: 'registration-refused', ...about(row), because });
    return refusal;
  };

  /** Whether an earlier try has gone through. */
  const lookFor = async (registration: Registration): Promise<FindAnswer | { readonly kind: 'other' }> => {
    const found = await registry.find(registration.card);
    return found.kind === 'found' && !isOwnDoing(registration, found.patron) ? { kind: 'other' } : found;
  };

  const findOut = async (registration: Registration): Promise<Known | null> => {
    for (const pauseMs of lookAfterMs) {
      await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
      const found = await lookFor(registration);
      if (found.kind === 'found') return found.patron;
    }
    return null;
  };

  const settle = async (
    row: RegistrationRow,
    answer: RegisterAnswer,
    registration: Registration,
    how: 'at-once' | 'from-queue',
  ): Promise<Registered> => {
    switch (answer.kind) {
      case 'registered':
      case 'already-there':
        return hasIt(row, answer.patron, answer.kind === 'already-there', how);
      case 'for-the-file':
        note(row, { state: 'for-the-file', because: null }, null);
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

  const attempt = async (before: RegistrationRow, how: 'at-once' | 'from-queue'): Promise<Registered> => {
    const registration = readRegistration(before.body);
    // On disk before it is asked: whatever ends this program now, the next try looks first.
    const row = note(before, { state: 'waiting', tries: before.tries + 1 }, null);
    if (before.tries > 0) {
      const found = await lookFor(registration);
      if (found.kind === 'silent') return waits(row, 'silent');
      if (found.kind === 'found') return hasIt(row, found.patron, true, how);
      if (found.kind === 'other') return refuse(row, { kind: 'refused', because: 'card-taken', says: null });
    }
    return settle(row, await registry.register(registration), registration, how);
  };

  const attemptOnce = (row: RegistrationRow, how: 'at-once' | 'from-queue'): Promise<Registered> => {
    const already = underWay.get(row.id);
    if (already !== undefined) return already;
    const mine = attempt(row, how)
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
  const waiting = (): readonly RegistrationRow[] =>
    table
      .all()
      .filter(({ state }) => state === 'waiting')
      .toSorted(
        (one, other) => Math.floor(one.tries / patience) - Math.floor(other.tries / patience) || one.at - other.at,
      );

  /** The oldest first; where the library system is not reached the others need not try. */
  const tryAll = async (): Promise<void> => {
    for (const { id } of waiting()) {
      const row = table.get(id);
      if (!isOpen || row === null || row.state !== 'waiting') continue;
      const outcome = await attemptOnce(row, 'from-queue');
      if (outcome.kind === 'queued' && outcome.because !== 'unknown') break;
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

  /** What became of one that is asked for once more. */
  const again = async (row: RegistrationRow): Promise<Registered> => {
    const { kind, patron } = { kind: 'registered' as const, patron: asKnown(readRegistration(row.body)) };
    switch (row.state) {
      case 'waiting':
        return attemptOnce(row, 'at-once');
      case 'for-the-file':
      case 'in-file':
        return { kind: 'for-the-file' };
      case 'done':
        return { kind, patron, found: true };
      case 'refused':
        return attemptOnce(row, 'at-once');
    }
  };

  if (waiting().length > 0) startRound();

  return {
    registry,
    nextCard:
      cards === null
        ? null
        : async (place) => {
            for (;;) {
              const card = cards.next(place);
              if (card === null) return { kind: 'none-left' };
              // Made elsewhere with a number of this range, or before this journal was restored from a copy.
              const isThere = table.withCard(card) !== null || (await registry.find(card)).kind === 'found';
              if (!isThere) return { kind: 'card', card };
              cards.use(card);
            }
          },
    giveBack: (card) => cards?.giveBack(card),
    register: async (place, registration) => {
      const { id, card } = registration;
      const row = { id, card, place, at: clock.now(), body: JSON.stringify(registration) };
      const known = table.get(id);
      if (known !== null) return again(known);
      if (!table.put(row, { kind: 'registration-begun', registration: id, patron: card }))
        return { kind: 'refused', because: 'card-taken', says: null };
      cards?.use(card);
      const stored = table.get(id);
      if (stored === null) throw new Error('a registration that was just written is not there');
      return attemptOnce(stored, 'at-once');
    },
    mend: async (id, registration) => {
      const row = table.get(id);
      if (row === null || (row.state !== 'refused' && row.state !== 'for-the-file')) return null;
      const body = JSON.stringify({ ...registration, id, card: row.card });
      return attemptOnce(note(row, { body, state: 'waiting', because: null }, null), 'at-once');
    },
    drop: (id) => {
      const row = table.get(id);
      // One that was asked without an answer may be there: it is found out first.
      const isSettled = row !== null && (row.state === 'refused' || row.state === 'for-the-file');
      if (row === null || !isSettled || underWay.has(id)) return false;
      journal.append(row.place, [{ kind: 'registration-dropped', ...about(row) }]);
      table.remove(id);
      // Whoever was told that it waits went home with its number, on a slip or on a card: nobody else ever gets that one.
      const wasHandedOut = row.state !== 'refused' || row.tries > 1;
      if (!wasHandedOut && row.because !== 'card-taken') cards?.takeBack(row.card);
      tell();
      return true;
    },
    list: () => table.all().map((row) => ({ ...row, registration: readRegistration(row.body) })),
    tryNow: () => {
      failures = 0;
      startRound();
    },
    find: registry.find,
    alike: async (person) => {
      const here = table
        .all()
        .filter(({ state }) => state !== 'done')
        .map(({ body }) => asKnown(readRegistration(body)));
      const { looksAt } = registry.capabilities;
      const there = await registry.alike(person);
      return { patrons: withAlike(person, there, here), isWhole: there.kind === 'alike' && looksAt === 'all-patrons' };
    },
    change: async (place, card, change) => {
      const { kind: what } = change;
      const { changes } = registry.capabilities;
      if (!changes.includes(what)) return { kind: 'refused', because: 'not-offered', says: null };
      // It is in the hand of somebody whom the library system is still to be told of.
      if (change.kind === 'replace' && table.withCard(change.card)?.state === 'waiting')
        return { kind: 'refused', because: 'card-taken', says: null };
      journal.append(place, [{ kind: 'card-change-asked', patron: card, change: what }]);
      const answer = await registry.change(card, change);
      journal.append(place, [{ kind: 'card-change-ended', patron: card, change: what, came: answer.kind }]);
      if (answer.kind === 'changed' && change.kind === 'replace') cards?.use(change.card);
      return answer;
    },
    changed: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    tell,
    close: () => {
      isOpen = false;
      cancel?.();
    },
  };
};
