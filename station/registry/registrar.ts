// The registrar: every registration is on disk before the library system is asked; none is made twice and none is lost. What is
// tried again and when is queue.ts's. Knows no screens and no library system's words.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../drivers/clock.ts';
import type { Entry } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegistrationRow } from '../journal/registration-table.ts';
import type { PatronNumber } from '../library.ts';
import type { Log } from '../log.ts';
import { createBegunForms, type Form } from './begun.ts';
import type { CardNumbers } from './cards.ts';
import { openQueue, type Registered } from './queue.ts';
import { withReach } from './reach.ts';
import type { AlikeAnswer, Change, ChangeAnswer, FindAnswer, Person, Registration, Registry } from './registry.ts';
import { asKnown, readRegistration, withAlike } from './rows.ts';

/** A registration as the list shows it, the oldest first. */
export type Listed = Pick<RegistrationRow, 'id' | 'card' | 'place' | 'at' | 'state' | 'because' | 'tries' | 'batch'> & {
  readonly registration: Registration;
};

export type NextCard = { readonly kind: 'card'; readonly card: PatronNumber } | { readonly kind: 'none-left' };

/** `notes`: entries that are written along with what a deed is about to ask, or not at all. */
export type Registrar = {
  readonly registry: Registry;
  /** The next number of the library's range, promised to this place; null where the settings have no range. */
  readonly nextCard: ((place: string) => Promise<NextCard>) | null;
  /** A promised number that is not used after all. */
  giveBack(card: PatronNumber): void;
  /**
   * Throws where nothing of it could be written; then nothing was asked. The same registration a second time is not a second
   * one.
   */
  register(place: string, registration: Registration, notes: readonly Entry[]): Promise<Registered>;
  /**
   * One that was refused, or that waits for a file, as staff have mended it, tried again; its key and its card stay. Null: there
   * is none such, and nothing was done. Throws where it could not be written; then it is as it was.
   */
  mend(id: string, registration: Registration, notes: readonly Entry[]): Promise<Registered | null>;
  /** Gives one up that was refused, or that never was asked for; false where the library system may have it. */
  drop(id: string): boolean;
  /** All that wait, and those that are done since a day. */
  list(): readonly Listed[];
  /** `waiting`: for the library system or for staff. `unreadable`: rows that say nothing that can be read. */
  facts(): { readonly waiting: number; readonly unreadable: number };
  /** Looks whether the library system is there again. */
  tryNow(): void;
  find(card: PatronNumber): Promise<FindAnswer>;
  /**
   * Those of the library system, those who wait here, and those whom another desk is registering now. `form`: that of this person;
   * null for who is only looked for. `isWhole`: the library system was reached.
   */
  alike(
    person: Person,
    form: Form | null,
  ): Promise<{ readonly patrons: (AlikeAnswer & { kind: 'alike' })['patrons']; readonly isWhole: boolean }>;
  /** Throws where it could not be written that it is asked; then nothing was. */
  change(place: string, card: PatronNumber, change: Change, notes: readonly Entry[]): Promise<ChangeAnswer>;
  /** Called once after whatever changed in the list in one turn; the returned function ends that. */
  changed(run: () => void): () => void;
  /** Something in the list was changed by another hand than this. */
  tell(): void;
  close(): void;
};

const dayMs = 24 * 60 * 60_000;
/** A number is the next one whether or not the library system says in time that nobody has it: the registration looks. */
export const numberWithinMs = 2000;
const open = ['waiting', 'for-the-file', 'in-file', 'refused'] as const;

export const openRegistrar = (parts: {
  readonly registry: Registry;
  readonly journal: Pick<Journal, 'append' | 'registrations'>;
  readonly cards: CardNumbers | null;
  readonly clock: Clock;
  readonly log: Log;
}): Registrar => {
  const { journal, cards, clock, log } = parts;
  const { registry, isAway } = withReach(parts.registry);
  const { registrations: table } = journal;
  const { read, readAll, unreadable } = keptReadings(log);
  const forms = createBegunForms(clock);
  const listeners = new Set<() => void>();
  let listed: readonly Listed[] | null = null;
  let isTold = true;
  const tell = (): void => {
    listed = null;
    if (!isTold) return;
    isTold = false;
    clock.after(0, () => {
      isTold = true;
      for (const run of listeners) run();
    });
  };
  /** A disk that takes nothing changes nothing in that: at a start it is seen that somebody has it. */
  const use = (card: PatronNumber): void => {
    try {
      cards?.use(card);
    } catch (error) {
      log.error({ err: error }, 'that a card number is used could not be written; is the disk full?');
    }
  };
  const queue = openQueue({
    registry,
    table,
    read,
    used: ({ card }) => use(card),
    changed: tell,
    clock,
    log,
  });

  /** Once it is on disk it waits there, whatever fails: only where it does not, nothing was kept. */
  const orQueued = async (id: string, attempt: () => Promise<Registered>): Promise<Registered> => {
    try {
      return await attempt();
    } catch (error) {
      if (table.get(id)?.state !== 'waiting') throw error;
      log.error(
        { err: error },
        'a registration is kept and met a fault; is the disk full? It is tried again in a while',
      );
      return { kind: 'queued', because: 'unknown' };
    }
  };

  /** What became of one that is asked for once more. */
  const again = async (row: RegistrationRow, registration: Registration): Promise<Registered> => {
    switch (row.state) {
      case 'waiting':
      case 'refused':
        return orQueued(row.id, () => queue.attempt(row));
      case 'for-the-file':
      case 'in-file':
        return { kind: 'for-the-file' };
      case 'done':
        return { kind: 'registered', patron: asKnown(registration), found: true };
    }
  };

  /** As far as the library system says so in time. */
  const isTaken = async (card: PatronNumber): Promise<boolean> => {
    if (isAway()) return false;
    let cancel = (): void => undefined;
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(numberWithinMs, () => resolve(null));
    });
    const found = await Promise.race([registry.find(card), late]);
    cancel();
    return found?.kind === 'found';
  };

  /** With its entry; its number goes on to nobody but by `takeBack`. */
  const giveUp = (row: RegistrationRow): void => {
    journal.append(row.place, [{ kind: 'registration-dropped', registration: row.mark, patron: row.card }]);
    table.remove(row.id);
    tell();
  };

  const list = (): readonly Listed[] => (listed ??= readAll(table.among([...open, 'done'], clock.now() - dayMs)));

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
              if (table.withCard(card) === null && !(await isTaken(card))) return { kind: 'card', card };
              cards.use(card);
            }
          },
    giveBack: (card) => cards?.giveBack(card),
    register: async (place, registration, notes) => {
      const { id, card } = registration;
      const known = table.get(id);
      if (known !== null) return again(known, registration);
      const mark = randomUUID();
      const row = { id, card, place, at: clock.now(), body: JSON.stringify(registration), mark };
      const begun: Entry = { kind: 'registration-begun', registration: mark, patron: card };
      if (!table.put(row, [...notes, begun])) {
        journal.append(place, notes);
        return { kind: 'refused', because: 'card-taken', says: null };
      }
      forms.end(id);
      use(card);
      return orQueued(id, async () => {
        const stored = table.get(id);
        if (stored === null) throw new Error('a registration that was just written is not there');
        return queue.attempt(stored);
      });
    },
    mend: async (id, registration, notes) => {
      const row = table.get(id);
      if (row === null || (row.state !== 'refused' && row.state !== 'for-the-file')) return null;
      const body = JSON.stringify({ ...registration, id, card: row.card });
      const mended = queue.note(row, { body, state: 'waiting', because: null }, notes);
      return orQueued(id, () => queue.attempt(mended));
    },
    drop: (id) => {
      const row = table.get(id);
      // One that was asked without an answer may be there: it is found out first.
      const isSettled = row !== null && (row.state === 'refused' || row.state === 'for-the-file');
      if (row === null || !isSettled || queue.isUnderWay(id)) return false;
      giveUp(row);
      // Whoever was told that it waits went home with its number, on a slip or on a card: nobody else ever gets that one.
      const wasHandedOut = row.state !== 'refused' || row.tries > 1;
      if (!wasHandedOut && row.because !== 'card-taken') cards?.takeBack(row.card);
      return true;
    },
    list,
    facts: () => ({ waiting: table.count(['waiting', 'refused']), unreadable: unreadable() }),
    tryNow: queue.tryNow,
    find: registry.find,
    alike: async (person, form) => {
      const begun = form === null ? [] : forms.look(form, person);
      const here = list()
        .filter(({ state }) => state !== 'done')
        .map(({ registration }) => asKnown(registration));
      const { looksAt } = registry.capabilities;
      const there = await registry.alike(person);
      return {
        patrons: [...withAlike(person, there, here), ...begun],
        isWhole: there.kind === 'alike' && looksAt === 'all-patrons',
      };
    },
    change: async (place, card, change, notes) => {
      const { kind: what } = change;
      const { changes } = registry.capabilities;
      const holder = change.kind === 'replace' ? table.withCard(change.card) : null;
      // It is in the hand of somebody whom the library system is still to be told of.
      const isTakenHere = holder?.state === 'waiting';
      const isAsked = changes.includes(what) && !isTakenHere;
      journal.append(place, isAsked ? [...notes, { kind: 'card-change-asked', patron: card, change: what }] : notes);
      if (!isAsked) return { kind: 'refused', because: isTakenHere ? 'card-taken' : 'not-offered', says: null };
      const answer = await registry.change(card, change);
      try {
        journal.append(place, [{ kind: 'card-change-ended', patron: card, change: what, came: answer.kind }]);
        // Whoever was refused with that card turned out to be this patron.
        if (answer.kind === 'changed' && holder?.state === 'refused') giveUp(holder);
      } catch (error) {
        log.error({ err: error }, 'what became of a card could not be journalled; is the disk full?');
      }
      if (answer.kind === 'changed' && change.kind === 'replace') use(change.card);
      return answer;
    },
    changed: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    tell,
    close: queue.close,
  };
};

/** What rows say, read once for each time they change. */
const keptReadings = (log: Log) => {
  let kept = new Map<string, { readonly body: string; readonly registration: Registration | null }>();
  const read = ({ id, body, mark }: RegistrationRow): Registration | null => {
    const before = kept.get(id);
    if (before?.body === body) return before.registration;
    const registration = readRegistration(body);
    if (registration === null)
      log.error(
        { registration: mark },
        'a registration that waits cannot be read; it stays as it is, and the others go on',
      );
    kept.set(id, { body, registration });
    return registration;
  };
  return {
    read,
    /** All that there are: what is kept of others is let go. */
    readAll: (rows: readonly RegistrationRow[]): readonly Listed[] => {
      const all = rows.flatMap((row) => {
        const registration = read(row);
        return registration === null ? [] : [{ ...row, registration }];
      });
      const there = new Set(rows.map(({ id }) => id));
      kept = new Map([...kept].filter(([id]) => there.has(id)));
      return all;
    },
    unreadable: (): number => [...kept.values()].filter(({ registration }) => registration === null).length,
  };
};
