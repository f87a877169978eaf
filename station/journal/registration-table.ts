// Patrons to be who wait on disk, and card numbers that are spoken for: beside the journal's entries, in the same file. Rows leave
// it, with all that they say of a person, once their days are over. Must not know what a registration is made of.
import type Database from 'better-sqlite3';
import type { NumberRow, Part, SeriesRow } from './salvaged.ts';

/** Beside the journal: no entry, because a row goes. `body` is all that is known of a person. */
export const registrationTables = `create table registrations (
     id text primary key,             -- a UUID, chosen before the first try
     card text not null unique,
     place text not null,
     at integer not null,             -- when it was written
     body text not null,              -- JSON
     state text not null,
     because text,                    -- why it waits, or was refused
     tries integer not null default 0,
     changed_at integer not null,
     batch text                       -- the file it was written into
   ) strict;
   create table card_series (series text primary key, next integer not null) strict;
   -- Numbers below the next one that nobody has: promised to a desk, or given back.
   create table card_numbers (
     series text not null,
     number integer not null,
     place text,                      -- null: free
     primary key (series, number)
   ) strict;`;

/** Entries name a registration by a mark that goes with its row: the key may be the patron's own in the library system. */
export const registrationMarks = `alter table registrations add column mark text;
   update registrations set mark = id;`;

const states = ['waiting', 'for-the-file', 'in-file', 'refused', 'done'] as const;
export type RegistrationState = (typeof states)[number];

/** Milliseconds since the epoch in `at` and `changedAt`. */
export type RegistrationRow = {
  readonly id: string;
  readonly card: string;
  readonly place: string;
  readonly at: number;
  readonly body: string;
  readonly state: RegistrationState;
  readonly because: string | null;
  readonly tries: number;
  readonly changedAt: number;
  readonly batch: string | null;
  /** What the journal's entries call it. */
  readonly mark: string;
};

type New = Pick<RegistrationRow, 'id' | 'card' | 'place' | 'at' | 'body' | 'mark'>;
type Changed = Pick<RegistrationRow, 'id' | 'body' | 'state' | 'because' | 'tries' | 'changedAt' | 'batch'>;

/** Each on disk when it returns. */
export type RegistrationTable = {
  /** With its entries, all or nothing. False, and nothing is written, where this id or this card is there already. */
  put(row: New, entries: readonly EntryRow[]): boolean;
  get(id: string): RegistrationRow | null;
  withCard(card: string): RegistrationRow | null;
  /** In any of these states, the oldest first; of those that are done, what changed before `doneSinceMs` is left out. */
  among(states: readonly RegistrationState[], doneSinceMs: number): readonly RegistrationRow[];
  /** Keys of those that wait, in the order they are to be tried: whoever was tried `patience` times more stands behind. */
  waiting(patience: number): readonly string[];
  count(states: readonly RegistrationState[]): number;
  /** Whether any row ever was written into this file. */
  hasBatch(batch: string): boolean;
  change(row: Changed): void;
  /** As this says now, and its entries come, in one transaction. */
  settle(row: Changed, entries: readonly EntryRow[]): void;
  remove(id: string): void;
  hasMark(mark: string): boolean;
  /** As another, newer file has them. */
  restore(part: Part<RegistrationRow>): void;
  /** Takes away up to `most` of those that are done since before this moment; how many. */
  erase(beforeMs: number, most: number): number;
};

export type CardNumberTable = {
  /** The lowest that is free, from `from` on and up to `to`; from now on it is this place's. Null: all are given out. */
  reserve(series: string, range: { readonly from: number; readonly to: number; readonly place: string }): number | null;
  /** What was promised to a place and is not used: the next desk gets it. */
  giveBack(series: string, number: number): void;
  /** One that was used, for nobody after all: the next desk gets it. */
  takeBack(series: string, number: number): void;
  /** Somebody has it: it is never given out again. */
  use(series: string, number: number): void;
  /** At a start no desk has a form open. */
  giveAllBack(): void;
  /** As another, newer file has them; what cannot be read of it stays as it is here. */
  restore(parts: { readonly series: Part<SeriesRow>; readonly numbers: Part<NumberRow> }): void;
};

/** A row of the journal that is written along. */
export type EntryRow = {
  readonly at: number;
  readonly place: string;
  readonly kind: string;
  readonly patron: string | null;
  readonly body: string;
};

const isState = (text: string): text is RegistrationState => states.some((state) => state === text);

type Stored = Omit<RegistrationRow, 'state'> & { readonly state: string };
/** Null where the row is none of ours. */
const rowOf = (stored: Stored): RegistrationRow | null => {
  const { state } = stored;
  return isState(state) ? { ...stored, state } : null;
};

export const registrationTable = (database: Database.Database, append: (row: EntryRow) => void): RegistrationTable => {
  const fields = 'id, card, place, at, body, state, because, tries, changed_at as changedAt, batch, mark';
  const put = database.prepare<[string, string, string, number, string, number, string]>(
    `insert into registrations (id, card, place, at, body, state, changed_at, mark) values (?, ?, ?, ?, ?, 'waiting', ?, ?)
     on conflict do nothing`,
  );
  const get = database.prepare<[string], Stored>(`select ${fields} from registrations where id = ?`);
  const withCard = database.prepare<[string], Stored>(`select ${fields} from registrations where card = ?`);
  const among = database.prepare<[string, number], Stored>(
    `select ${fields} from registrations
     where state in (select value from json_each(?)) and (state <> 'done' or changed_at >= ?) order by at, rowid`,
  );
  const waiting = database
    .prepare<[number], string>(
      `select id from registrations where state = 'waiting' order by tries / cast(? as integer), at, rowid`,
    )
    .pluck();
  const count = database
    .prepare<[string], number>('select count(*) from registrations where state in (select value from json_each(?))')
    .pluck();
  const withBatch = database.prepare<[string], number>('select 1 from registrations where batch = ? limit 1').pluck();
  const change = database.prepare<[string, string, string | null, number, number, string | null, string]>(
    'update registrations set body = ?, state = ?, because = ?, tries = ?, changed_at = ?, batch = ? where id = ?',
  );
  const remove = database.prepare<[string]>('delete from registrations where id = ?');
  const erase = database.prepare<[number, number]>(
    `delete from registrations where id in (select id from registrations where state = 'done' and changed_at < ? limit ?)`,
  );
  const withMark = database.prepare<[string], number>('select 1 from registrations where mark = ?').pluck();
  const takeOut = database.prepare<[string, string]>('delete from registrations where id = ? or card = ?');
  const putBack = database.prepare<
    [string, string, string, number, string, string, string | null, number, number, string | null, string]
  >(
    `insert into registrations (id, card, place, at, body, state, because, tries, changed_at, batch, mark)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const changeOne = ({ id, body, state, because, tries, changedAt, batch }: Changed): void =>
    void change.run(body, state, because, tries, changedAt, batch, id);
  const settle = database.transaction((row: Changed, entries: readonly EntryRow[]) => {
    entries.forEach(append);
    changeOne(row);
  });
  const putOne = database.transaction((row: New, entries: readonly EntryRow[]): boolean => {
    const { id, card, place, at, body, mark } = row;
    const isNew = put.run(id, card, place, at, body, at, mark).changes === 1;
    if (isNew) entries.forEach(append);
    return isNew;
  });
  const one = (stored: Stored | undefined): RegistrationRow | null => (stored === undefined ? null : rowOf(stored));
  return {
    put: (row, entries) => putOne.immediate(row, entries),
    get: (id) => one(get.get(id)),
    withCard: (card) => one(withCard.get(card)),
    among: (of, doneSinceMs) => among.all(JSON.stringify(of), doneSinceMs).flatMap((stored) => rowOf(stored) ?? []),
    waiting: (patience) => waiting.all(patience),
    count: (of) => count.get(JSON.stringify(of)) ?? 0,
    hasBatch: (batch) => withBatch.get(batch) !== undefined,
    change: changeOne,
    settle: (row, entries) => settle.immediate(row, entries),
    remove: (id) => void remove.run(id),
    hasMark: (mark) => withMark.get(mark) !== undefined,
    restore: ({ rows, isWhole }) => {
      if (isWhole) database.exec('delete from registrations');
      // A card of the newer file is nobody's else's: whoever had it in the older one was given up since.
      for (const { id, card } of rows) takeOut.run(id, card);
      for (const row of rows) {
        const { id, card, place, at, body, state, because, tries, changedAt, batch, mark } = row;
        putBack.run(id, card, place, at, body, state, because, tries, changedAt, batch, mark);
      }
    },
    erase: (beforeMs, most) => erase.run(beforeMs, most).changes,
  };
};

export const cardNumberTable = (database: Database.Database): CardNumberTable => {
  const free = database
    .prepare<[string, number, number], number>(
      'select min(number) from card_numbers where series = ? and place is null and number between ? and ?',
    )
    .pluck();
  const next = database.prepare<[string], number>('select next from card_series where series = ?').pluck();
  const goOn = database.prepare<[string, number]>(
    'insert into card_series (series, next) values (?, ?) on conflict do update set next = excluded.next',
  );
  const promise = database.prepare<[string, number, string]>(
    'insert into card_numbers (series, number, place) values (?, ?, ?) on conflict do update set place = excluded.place',
  );
  const back = database.prepare<[string, number]>(
    'update card_numbers set place = null where series = ? and number = ?',
  );
  const setFree = database.prepare<[string, number]>(
    'insert into card_numbers (series, number, place) values (?, ?, null) on conflict do update set place = null',
  );
  const use = database.prepare<[string, number]>('delete from card_numbers where series = ? and number = ?');
  const putNumber = database.prepare<[string, number, string | null]>(
    'insert into card_numbers (series, number, place) values (?, ?, ?)',
  );
  const allBack = database.prepare('update card_numbers set place = null');
  const reserve = database.transaction((series: string, from: number, to: number, place: string): number | null => {
    const before = free.get(series, from, to) ?? null;
    const number = before ?? Math.max(from, next.get(series) ?? from);
    if (number > to) return null;
    promise.run(series, number, place);
    if (before === null) goOn.run(series, number + 1);
    return number;
  });
  return {
    reserve: (series, { from, to, place }) => reserve.immediate(series, from, to, place),
    giveBack: (series, number) => void back.run(series, number),
    takeBack: (series, number) => void setFree.run(series, number),
    use: (series, number) => void use.run(series, number),
    giveAllBack: () => void allBack.run(),
    restore: ({ series, numbers }) => {
      // Of a hole nobody knows which numbers in it were used since: none of them is free.
      database.exec('delete from card_numbers');
      for (const { series: of, next: to } of series.rows) goOn.run(of, to);
      for (const { series: of, number, place } of numbers.rows) putNumber.run(of, number, place);
    },
  };
};
