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
  /** The newest row of this kind. */
  last(kind: string): Row | null;
  close(): void;
};

/** `file`: a path, or `:memory:`. Throws a sentence when the file is of a newer version or not a journal. */
export const openDatabase = (file: string): JournalDatabase => {
  const database = new Database(file);
  try {
    prepare(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
  const insert = database.prepare<[number, string, string, string | null, string]>(
    'insert into entries (at, place, kind, patron, body) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string], Row>(
    'select seq, at, place, kind, patron, body from entries where kind in (select value from json_each(?)) order by seq',
  );
  const newest = database.prepare<[string], Row>(
    'select seq, at, place, kind, patron, body from entries where kind = ? order by seq desc limit 1',
  );
  const insertAll = database.transaction((rows: readonly Omit<Row, 'seq'>[]) => {
    for (const row of rows) insert.run(row.at, row.place, row.kind, row.patron, row.body);
  });
  return {
    append: (rows) => insertAll.immediate(rows),
    rows: (kinds) => select.iterate(JSON.stringify(kinds)),
    last: (kind) => newest.get(kind) ?? null,
    close: () => database.close(),
  };
};

const prepare = (database: Database.Database, file: string): void => {
  database.pragma('journal_mode = WAL');
  // FULL: in WAL mode only this fsyncs at each commit, which is what "on disk before the screen says so" means.
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > steps.length) {
    throw new Error(
      `the journal ${file} was written by a newer Tram (version ${version}, this one knows ${steps.length}): install the newer program again, or give another data directory`,
    );
  }
  for (const [at, step] of steps.entries()) {
    if (at < version) continue;
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${at + 1}`);
    })();
  }
};
