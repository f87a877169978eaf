// The journal as the station knows it: entries appended, and what they leave open. Knows no SQL.
import type { Clock } from '../../drivers/clock.ts';
import { guardAfter, guardKinds, guardTimes, noWrongs, pinTries, type Guard } from '../flows/guard.ts';
import type { ItemNumber } from '../library.ts';
import type { SecurityBook } from '../security.ts';
import { openDatabase, type Row } from './database.ts';
import { parseEntry, type Entry, type EntryKind } from './entries.ts';
import { copyJournal, type Copied, type CopyWish } from './keeping.ts';
import type { LetterTable } from './letter-table.ts';
import { createOpenFold, openKinds, type Open } from './open.ts';
import type { CardNumberTable, RegistrationTable } from './registration-table.ts';

export type Journal = {
  /** On disk when it returns; throws when it could not be written, and then nothing of it was. */
  append(place: string, entries: readonly Entry[]): void;
  /** What all that was ever written leaves open, as of now. */
  open(): Open;
  /** Whether a question about this item is still without an answer, at whatever place: it may be lent, or not. */
  isOpenItem(item: ItemNumber): boolean;
  /** Tags that are still to be armed or disarmed, from all that was ever written. */
  security(): SecurityBook;
  /** The highest session number ever used, at whatever place; 0 for a new journal. */
  lastSession(): number;
  /** Wrong patron passwords that still count at `nowMs`, at whatever place. */
  guard(place: string, nowMs: number): Guard;
  /** Every entry of these kinds, oldest first: for tests and for people. */
  read(kinds: readonly EntryKind[]): readonly Entry[];
  /** Entries of these kinds that were written after the one of this number, oldest first. */
  after(kinds: readonly EntryKind[], seq: number): readonly Written[];
  /** Entries of this kind, the newest first; nothing may be written while they are being read. */
  newestFirst(kind: EntryKind): Iterable<Written>;
  /** How many rows were met at the start that this program cannot read. They stay, and open and close nothing. */
  readonly oddRows: number;
  /** Letters that wait to be sent; they stand beside the journal, and leave it without a trace of their address. */
  readonly outbox: Outbox;
  /** Patrons to be who wait for the library system; what is known of them goes when their days are over. */
  readonly registrations: Registrations;
  readonly cardNumbers: CardNumberTable;
  /**
   * Takes patrons away from entries older than `patronsBeforeMs` whose work is done, and takes away the oldest entries, as far
   * as all are older than `entriesBeforeMs` (null: none). `needed`: rows of work that this journal does not know of.
   * Nothing of what is erased stays in the file, in its log or in a copy that is made afterwards.
   */
  forget(until: {
    readonly patronsBeforeMs: number;
    readonly entriesBeforeMs: number | null;
    readonly needed: readonly number[];
  }): Promise<{ readonly patrons: number; readonly entries: number }>;
  /** A verified copy beside the file; `forgetBefore`: the older copy goes instead of being kept. `mayGoOn`: see there. */
  copy(wish: CopyWish): Promise<Copied>;
  /** Throws when nothing could be written now; costs one write to disk. */
  touch(): void;
  close(): void;
};

/** An entry with where and when it was written: `at` in milliseconds since the epoch, `seq` in order over all places. */
export type Written = { readonly seq: number; readonly at: number; readonly place: string; readonly entry: Entry };

export type Outbox = Omit<LetterTable, 'done'> & {
  /** Takes the letter away and writes what became of it, both or neither. */
  done(id: number, place: string, entry: Entry): void;
};

export type Registrations = Omit<RegistrationTable, 'put' | 'settle' | 'erase'> & {
  /** The row and its entries, all or nothing; false where this id or this card is there already. */
  put(row: Parameters<RegistrationTable['put']>[0], entries: readonly Entry[]): boolean;
  /** As this says now, and its entries, all or nothing. */
  settle(row: Parameters<RegistrationTable['change']>[0], place: string, entries: readonly Entry[]): void;
};

/** So many rows at most are changed before others get their turn. */
const partOf = 2000;

/** After so many entries a start has a new place to begin to read from. */
const checkpointEvery = 1000;

export const openJournal = (file: string, clock: Clock): Journal => {
  const database = openDatabase(file);
  const fold = createOpenFold();
  let oddRows = 0;
  let through = 0;
  let sinceCheckpoint = 0;
  let appended = false;

  const follow = (row: Row, entry: Entry): void => {
    fold.note({ seq: row.seq, at: row.at, place: row.place, entry });
    through = Math.max(through, row.seq);
    sinceCheckpoint += 1;
  };
  for (const row of database.rowsSinceCheckpoint(openKinds)) {
    const entry = entryIfAny(row);
    if (entry === null) oddRows += 1;
    else follow(row, entry);
  }
  const rowsOf = (place: string, entries: readonly Entry[]): readonly Omit<Row, 'seq'>[] => {
    const at = clock.now();
    return entries.map((entry) => ({ at, place, ...rowOf(entry) }));
  };
  /** Only saves time: what could not be marked is marked later. */
  const checkpoint = (): void => {
    try {
      database.checkpoint(through, fold.needed());
    } catch {
      return;
    }
    sinceCheckpoint = 0;
  };
  // A journal that has none, or was not closed for long: the next start is not to read all this once more.
  if (sinceCheckpoint > checkpointEvery) checkpoint();

  return {
    append: (place, entries) => {
      if (entries.length === 0) return;
      const rows = database.append(rowsOf(place, entries));
      appended = true;
      for (const [nth, entry] of entries.entries()) {
        const row = rows[nth];
        if (row !== undefined) follow(row, entry);
      }
      if (sinceCheckpoint >= checkpointEvery) checkpoint();
    },
    guard: (place, nowMs) =>
      // A card is locked for one window after its last wrong one; the first of them may be as old as all their windows.
      [...database.young(guardKinds, nowMs - pinTries * guardTimes.windowMs)].reduce(
        (guard, row) => guardAfter(guard, entryOf(row), { nowMs: row.at, isHere: row.place === place }),
        noWrongs,
      ),
    after: (kinds, seq) => [...database.after(kinds, seq)].map(writtenOf),
    *newestFirst(kind) {
      for (const row of database.newestFirst(kind)) yield writtenOf(row);
    },
    open: fold.open,
    isOpenItem: fold.isOpenItem,
    security: () => fold.open().book,
    lastSession: () => fold.open().lastSession,
    read: (kinds) => [...database.rows(kinds)].map(entryOf),
    oddRows,
    outbox: {
      ...database.letters,
      done: (id, place, entry) => database.letters.done(id, { at: clock.now(), place, ...rowOf(entry) }),
    },
    registrations: {
      ...database.registrations,
      put: (row, entries) => database.registrations.put(row, rowsOf(row.place, entries)),
      settle: (row, place, entries) => database.registrations.settle(row, rowsOf(place, entries)),
    },
    cardNumbers: database.cardNumbers,
    forget: async ({ patronsBeforeMs, entriesBeforeMs, needed }) => {
      const inParts = async (part: (most: number) => number): Promise<number> => {
        let all = 0;
        for (;;) {
          const some = part(partOf);
          all += some;
          if (some < partOf) return all;
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const patrons = await inParts((most) =>
        database.erasePatrons(patronsBeforeMs, [...fold.neededPatrons(), ...needed], most),
      );
      const registered = await inParts((most) => database.registrations.erase(patronsBeforeMs, most));
      const entries =
        entriesBeforeMs === null
          ? 0
          : await inParts((most) => database.retire(entriesBeforeMs, [...fold.needed(), ...needed], most));
      database.emptyLog();
      return { patrons: patrons + registered, entries };
    },
    copy: (wish) => copyJournal(database, file, wish),
    touch: database.touch,
    close: () => {
      if (appended) checkpoint();
      database.close();
    },
  };
};

const rowOf = (entry: Entry): Pick<Row, 'kind' | 'patron' | 'body'> => {
  const { patron, ...body } = { patron: null, ...entry };
  return { kind: entry.kind, patron, body: JSON.stringify(body) };
};

const entryOf = (row: Row): Entry => {
  const body: unknown = JSON.parse(row.body);
  return parseEntry(row.kind, typeof body === 'object' && body !== null ? { ...body } : {}, row.patron);
};

const writtenOf = (row: Row): Written => ({ seq: row.seq, at: row.at, place: row.place, entry: entryOf(row) });
const entryIfAny = (row: Row): Entry | null => {
  try {
    return entryOf(row);
  } catch {
    return null;
  }
};
