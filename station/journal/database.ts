// The one file that knows SQLite. Opens a journal file so that what was appended is on disk when append returns.
import Database from 'better-sqlite3';
import { chmodSync } from 'node:fs';
import { letterTable, letterTables, type LetterTable } from './letter-table.ts';
import {
  cardNumberTable,
  registrationMarks,
  registrationTable,
  registrationTables,
  type CardNumberTable,
  type RegistrationRow,
  type RegistrationTable,
} from './registration-table.ts';
import type { NumberRow, Part, SeriesRow } from './salvaged.ts';
import { NotOurs } from './trouble.ts';

/** Raised by one with each change of the tables; steps[n] leads from version n to n + 1. Never a step that loses a row. */
const steps: readonly string[] = [
  `create table entries (
     seq integer primary key autoincrement,
     at integer not null,             -- milliseconds since the epoch, by the station's clock
     place text not null,
     kind text not null,
     patron text,                     -- the only place of patron data; aged out by setting it to null
     body text not null               -- JSON, without the patron
   ) strict;
   create index entries_by_kind on entries (kind, seq);
   create trigger entries_are_never_deleted before delete on entries
     begin select raise(abort, 'the journal is append-only'); end;
   create trigger entries_are_never_rewritten before update of seq, at, place, kind, body on entries
     begin select raise(abort, 'the journal is append-only'); end;`,
  // "insert or replace" deletes a row without telling the trigger; and a patron may leave the journal, never change in it.
  `create trigger entries_are_never_replaced before insert on entries when new.seq in (select seq from entries)
     begin select raise(abort, 'the journal is append-only'); end;
   create trigger patrons_only_age_out before update of patron on entries when new.patron is not null
     begin select raise(abort, 'the journal is append-only'); end;`,
  letterTables,
  // Where a start may begin to read: the rows before `through` that still matter are listed by their seq, without patrons.
  `create table checkpoint (
     id integer primary key check (id = 1),
     through integer not null,
     needed text not null             -- JSON
   ) strict;`,
  // Rows leave when their days are over, and only through this door: it says up to which one, and is shut again at once.
  `create table retired (id integer primary key check (id = 1), through integer not null) strict;
   insert into retired (id, through) values (1, 0);
   drop trigger entries_are_never_deleted;
   create trigger entries_are_never_deleted before delete on entries when old.seq > (select max(through) from retired)
     begin select raise(abort, 'the journal is append-only'); end;
   create index entries_with_patron on entries (at) where patron is not null;`,
  registrationTables,
  registrationMarks,
];

export type Row = {
  readonly seq: number;
  readonly at: number;
  readonly place: string;
  readonly kind: string;
  readonly patron: string | null;
  readonly body: string;
};

/** Of another file. */
type Salvaged = {
  readonly entries: readonly Row[];
  readonly registrations: Part<RegistrationRow>;
  readonly series: Part<SeriesRow>;
  readonly numbers: Part<NumberRow>;
};

export type JournalDatabase = {
  readonly letters: LetterTable;
  readonly registrations: RegistrationTable;
  readonly cardNumbers: CardNumberTable;
  /** All rows in one transaction, on disk (fsync) when it returns. Throws what SQLite says, e.g. when the disk is full. */
  append(rows: readonly Omit<Row, 'seq'>[]): readonly Row[];
  /** Rows of these kinds that a start has to read: those the checkpoint lists, and all after it. */
  rowsSinceCheckpoint(kinds: readonly string[]): IterableIterator<Row>;
  /** From now on a start reads these rows, and those after `through`. */
  checkpoint(through: number, needed: readonly number[]): void;
  /** Rows of these kinds in the order they were written. */
  rows(kinds: readonly string[]): IterableIterator<Row>;
  /** Rows of these kinds that say they were written then or later, in the order they were. */
  young(kinds: readonly string[], sinceMs: number): IterableIterator<Row>;
  /** Rows of these kinds that were written after the row of this number, in the order they were written. */
  after(kinds: readonly string[], seq: number): IterableIterator<Row>;
  /** Rows of this kind, the newest first; nothing may be written while they are being read. */
  newestFirst(kind: string): IterableIterator<Row>;
  /** How many rows there are, and the number of the last. */
  extent(): { readonly rows: number; readonly last: number };
  /**
   * What was salvaged of another, newer file. Entries keep their own numbers. The letters here are as old as this file: those that
   * wait are given up.
   */
  restore(salvage: Salvaged): void;
  /** Takes patrons away from up to `most` rows that are older than this, except these; how many. */
  erasePatrons(beforeMs: number, except: readonly number[], most: number): number;
  /** Takes away up to `most` of the oldest rows, as far as all are older than this, except these; how many. */
  retire(beforeMs: number, except: readonly number[], most: number): number;
  /** What was overwritten is no longer in the log beside the file either. */
  emptyLog(): void;
  /** The whole file as of now, a part at a time, beside the work; `stopped`: it was not to go on, and what there is of it is none. */
  copyTo(file: string, mayGoOn: () => boolean): Promise<'whole' | 'stopped'>;
  /** Writes what is there already, to disk: throws what SQLite says where nothing can be written. */
  touch(): void;
  close(): void;
};

/** Of a copy that is made beside the work, between two turns of it. */
const pagesATurn = 2000;

/** `file`: a path, or `:memory:`. Throws a sentence, and changes nothing, when the file is of a newer version or no journal. */
export const openDatabase = (file: string): JournalDatabase => {
  const database = opened(file);
  const insert = database.prepare<[number, string, string, string | null, string]>(
    'insert into entries (at, place, kind, patron, body) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string], Row>(
    'select seq, at, place, kind, patron, body from entries where kind in (select value from json_each(?)) order by seq',
  );
  // A guard is asked for at every step of the technician's place: years of rows are passed over here, and not in the program.
  const young = database.prepare<[string, number], Row>(
    `select seq, at, place, kind, patron, body from entries
     where kind in (select value from json_each(?)) and at >= ? order by seq`,
  );
  // Both go by the index of kinds: what they cost is what they give, however long the journal.
  const later = database.prepare<[string, number], Row>(
    'select seq, at, place, kind, patron, body from entries where kind in (select value from json_each(?)) and seq > ? order by seq',
  );
  const backwards = database.prepare<[string], Row>(
    'select seq, at, place, kind, patron, body from entries where kind = ? order by seq desc',
  );
  const needed = database.prepare<[string], Row>(
    `select seq, at, place, kind, patron, body from entries
     where seq in (select value from checkpoint, json_each(needed)) and kind in (select value from json_each(?)) order by seq`,
  );
  // By seq, not by kind: after a checkpoint there are few, and without one nearly all are wanted.
  const since = database.prepare<[string], Row>(
    `select seq, at, place, kind, patron, body from entries
     where seq > coalesce((select through from checkpoint), 0) and +kind in (select value from json_each(?)) order by seq`,
  );
  const mark = database.prepare<[number, string]>(
    'insert into checkpoint (id, through, needed) values (1, ?, ?) on conflict do update set through = excluded.through, needed = excluded.needed',
  );
  const extent = database.prepare<[], { readonly rows: number; readonly last: number }>(
    'select count(*) as rows, coalesce(max(seq), 0) as last from entries',
  );
  const put = database.prepare<[number, number, string, string, string | null, string]>(
    'insert into entries (seq, at, place, kind, patron, body) values (?, ?, ?, ?, ?, ?)',
  );
  const registrations = registrationTable(database, (row) => insertOne(row));
  const cardNumbers = cardNumberTable(database);
  const restoreAll = database.transaction((salvage: Salvaged) => {
    for (const row of salvage.entries) put.run(row.seq, row.at, row.place, row.kind, row.patron, row.body);
    registrations.restore(salvage.registrations);
    cardNumbers.restore(salvage);
    database.exec('update letters set under_way = 1');
  });
  const erase = database.prepare<[number, string, number]>(
    `update entries set patron = null where seq in (
       select seq from entries where patron is not null and at < ? and seq not in (select value from json_each(?)) limit ?)`,
  );
  const firstYoung = database
    .prepare<[number], number>('select seq from entries where at >= ? order by seq limit 1')
    .pluck();
  const door = database.prepare<[number]>('update retired set through = ?');
  const remove = database.prepare<[number, string, number]>(
    `delete from entries where seq in (
       select seq from entries where seq <= ? and seq not in (select value from json_each(?)) order by seq limit ?)`,
  );
  const retireSome = database.transaction((beforeMs: number, except: string, most: number): number => {
    // By number: where the clock once stood wrong, a row that says it is old may be young.
    const through = (firstYoung.get(beforeMs) ?? 0) - 1;
    if (through < 1) return 0;
    door.run(through);
    const { changes } = remove.run(through, except, most);
    door.run(0);
    return changes;
  });
  const insertAll = database.transaction((rows: readonly Omit<Row, 'seq'>[]): readonly Row[] =>
    rows.map((row) => {
      const { lastInsertRowid } = insert.run(row.at, row.place, row.kind, row.patron, row.body);
      return { ...row, seq: Number(lastInsertRowid) };
    }),
  );
  const insertOne = (row: Omit<Row, 'seq'>): void => void insert.run(row.at, row.place, row.kind, row.patron, row.body);
  return {
    letters: letterTable(database, insertOne),
    registrations,
    cardNumbers,
    append: (rows) => insertAll.immediate(rows),
    rows: (kinds) => select.iterate(JSON.stringify(kinds)),
    young: (kinds, sinceMs) => young.iterate(JSON.stringify(kinds), sinceMs),
    after: (kinds, seq) => later.iterate(JSON.stringify(kinds), seq),
    newestFirst: (kind) => backwards.iterate(kind),
    *rowsSinceCheckpoint(kinds) {
      const wanted = JSON.stringify(kinds);
      yield* needed.all(wanted);
      yield* since.iterate(wanted);
    },
    extent: () => extent.get() ?? { rows: 0, last: 0 },
    restore: (salvage) => restoreAll.immediate(salvage),
    erasePatrons: (beforeMs, except, most) => erase.run(beforeMs, JSON.stringify(except), most).changes,
    retire: (beforeMs, except, most) => retireSome.immediate(beforeMs, JSON.stringify(except), most),
    emptyLog: () => void database.pragma('wal_checkpoint(TRUNCATE)'),
    copyTo: async (copy, mayGoOn) => {
      const halt = new Error('stopped');
      try {
        await database.backup(copy, {
          progress: () => {
            if (mayGoOn()) return pagesATurn;
            throw halt;
          },
        });
        return 'whole';
      } catch (error) {
        if (error === halt) return 'stopped';
        throw error;
      }
    },
    // The header is a page like any other: it goes through the log of writes and is synchronised.
    touch: () => void database.pragma(`user_version = ${steps.length}`),
    checkpoint: (through, rows) => void mark.run(through, JSON.stringify(rows)),
    close: () => database.close(),
  };
};

const opened = (file: string): Database.Database => {
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    // First of all: what is not ours to change stays as it is, byte for byte.
    const version = versionOf(database);
    // FULL: in WAL mode only this fsyncs at each commit, which is what "on disk before the screen says so" means.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    bringUp(database, version);
    // Patrons' numbers stand in it: for the station's own user only.
    if (file !== ':memory:') chmodSync(file, 0o600);
    return database;
  } catch (error) {
    database?.close();
    const because = error instanceof Error ? error.message : String(error);
    throw new Error(`the journal ${file} cannot be used: ${because}`, { cause: error });
  }
};

const versionOf = (database: Database.Database): number => {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > steps.length) {
    throw new NotOurs(
      `it was written by a newer Tram (version ${version}, this one knows ${steps.length}). Install the newer program again, or give another data directory`,
      version,
      steps.length,
    );
  }
  const tables = Number(database.prepare('select count(*) from sqlite_schema').pluck().get());
  if (version === 0 && tables > 0) {
    throw new NotOurs('it is a database of another program. Give another data directory', null, steps.length);
  }
  return version;
};

const bringUp = (database: Database.Database, version: number): void => {
  for (const [at, step] of steps.entries()) {
    if (at < version) continue;
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${at + 1}`);
    })();
  }
};
