// Patrons to be who wait on disk, and card numbers that are spoken for: beside the journal's entries, in the same file. Rows leave
// it, with all that they say of a person, once their days are over. Must not know what a registration is made of.
import type Database from 'better-sqlite3';

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
};

/** Each on disk when it returns. */
export type RegistrationTable = {
  /** With the entry of it, both or neither. False, and nothing is written, where this id or this card is there already. */
  put(row: Pick<RegistrationRow, 'id' | 'card' | 'place' | 'at' | 'body'>, entry: EntryRow): boolean;
  get(id: string): RegistrationRow | null;
  withCard(card: string): RegistrationRow | null;
  /** The oldest first. */
  all(): readonly RegistrationRow[];
  change(row: Omit<RegistrationRow, 'place' | 'at' | 'card'>): void;
  /** As this says now, and the entry of it comes, in one transaction. */
  settle(row: Omit<RegistrationRow, 'place' | 'at' | 'card'>, entry: EntryRow): void;
  remove(id: string): void;
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
const rowOf = (stored: Stored): RegistrationRow => {
  const { state } = stored;
  if (!isState(state)) throw new Error(`a registration is in the unknown state ${JSON.stringify(state)}`);
  return { ...stored, state };
};

export const registrationTable = (database: Database.Database, append: (row: EntryRow) => void): RegistrationTable => {
  const fields = 'id, card, place, at, body, state, because, tries, changed_at as changedAt, batch';
  const put = database.prepare<[string, string, string, number, string, number]>(
    `insert into registrations (id, card, place, at, body, state, changed_at) values (?, ?, ?, ?, ?, 'waiting', ?)
     on conflict do nothing`,
  );
  const get = database.prepare<[string], Stored>(`select ${fields} from registrations where id = ?`);
  const withCard = database.prepare<[string], Stored>(`select ${fields} from registrations where card = ?`);
  const all = database.prepare<[], Stored>(`select ${fields} from registrations order by at, rowid`);
  const change = database.prepare<[string, string, string | null, number, number, string | null, string]>(
    'update registrations set body = ?, state = ?, because = ?, tries = ?, changed_at = ?, batch = ? where id = ?',
  );
  const remove = database.prepare<[string]>('delete from registrations where id = ?');
  const erase = database.prepare<[number, number]>(
    `delete from registrations where id in (select id from registrations where state = 'done' and changed_at < ? limit ?)`,
  );
  const changeOne: RegistrationTable['change'] = ({ id, body, state, because, tries, changedAt, batch }) =>
    void change.run(body, state, because, tries, changedAt, batch, id);
  const settle = database.transaction((row: Parameters<typeof changeOne>[0], entry: EntryRow) => {
    append(entry);
    changeOne(row);
  });
  const putOne = database.transaction((row: Parameters<RegistrationTable['put']>[0], entry: EntryRow): boolean => {
    const { id, card, place, at, body } = row;
    const isNew = put.run(id, card, place, at, body, at).changes === 1;
    if (isNew) append(entry);
    return isNew;
  });
  return {
    put: (row, entry) => putOne.immediate(row, entry),
    get: (id) => {
      const stored = get.get(id);
      return stored === undefined ? null : rowOf(stored);
    },
    withCard: (card) => {
      const stored = withCard.get(card);
      return stored === undefined ? null : rowOf(stored);
    },
    all: () => all.all().map(rowOf),
    change: changeOne,
    settle: (row, entry) => settle.immediate(row, entry),
    remove: (id) => void remove.run(id),
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
  };
};
