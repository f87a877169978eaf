// The one file that knows SQLite. Opens a journal file so that what was appended is on disk when append returns.
import Database from 'better-sqlite3';

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
];

export type Row = {
  readonly seq: number;
  readonly at: number;
  readonly place: string;
  readonly kind: string;
  readonly patron: string | null;
  readonly body: string;
};

export type JournalDatabase = {
  /** All rows in one transaction, on disk (fsync) when it returns. Throws what SQLite says, e.g. when the disk is full. */
  append(rows: readonly Omit<Row, 'seq'>[]): void;
  /** Rows of these kinds in the order they were written. */
  rows(kinds: readonly string[]): IterableIterator<Row>;
  /** The greatest number that any row of these kinds has in this field of its body; null where none has. */
  greatest(kinds: readonly string[], field: string): number | null;
  close(): void;
};

/** `file`: a path, or `:memory:`. Throws a sentence, and changes nothing, when the file is of a newer version or no journal. */
export const openDatabase = (file: string): JournalDatabase => {
  const database = opened(file);
  const insert = database.prepare<[number, string, string, string | null, string]>(
    'insert into entries (at, place, kind, patron, body) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string], Row>(
    'select seq, at, place, kind, patron, body from entries where kind in (select value from json_each(?)) order by seq',
  );
  const highest = database.prepare<[string, string], { readonly value: unknown }>(
    'select max(json_extract(body, ?)) as value from entries where kind in (select value from json_each(?))',
  );
  const insertAll = database.transaction((rows: readonly Omit<Row, 'seq'>[]) => {
    for (const row of rows) insert.run(row.at, row.place, row.kind, row.patron, row.body);
  });
  return {
    append: (rows) => insertAll.immediate(rows),
    rows: (kinds) => select.iterate(JSON.stringify(kinds)),
    greatest: (kinds, field) => {
      const value = highest.get(`$.${field}`, JSON.stringify(kinds))?.value;
      return typeof value === 'number' ? value : null;
    },
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
    throw new Error(
      `it was written by a newer Tram (version ${version}, this one knows ${steps.length}). Install the newer program again, or give another data directory`,
    );
  }
  const tables = Number(database.prepare('select count(*) from sqlite_schema').pluck().get());
  if (version === 0 && tables > 0) {
    throw new Error('it is a database of another program. Give another data directory');
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
