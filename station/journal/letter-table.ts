// Letters that wait to be sent: beside the journal's entries, in the same file, and no part of them. A row goes, with its address, once its
// letter is sent or given up. Must not know how a letter is sent.
import type Database from 'better-sqlite3';
import type { EntryRow } from './registration-table.ts';

export const letterTables = `create table letters (
     id integer primary key autoincrement,
     place text not null,
     reference text not null,
     at integer not null,             -- when it was written
     address text not null,
     subject text not null,
     text text not null,
     tries integer not null default 0,
     due_at integer not null,
     under_way integer not null default 0
   ) strict;`;

/** A letter that waits: milliseconds since the epoch for when it was written and when it is to be tried. */
export type LetterRow = {
  readonly id: number;
  readonly place: string;
  readonly reference: string;
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly tries: number;
  readonly dueAt: number;
};

/** Each on disk when it returns. */
export type LetterTable = {
  put(letter: Omit<LetterRow, 'id' | 'tries' | 'dueAt'>): void;
  /** The one to be tried first, of those that are not under way. */
  next(): LetterRow | null;
  underWay(): readonly Pick<LetterRow, 'id' | 'place' | 'reference'>[];
  begin(id: number): void;
  later(id: number, dueAt: number): void;
  /** The letter goes and the entry of what became of it comes, in one transaction. */
  done(id: number, row: EntryRow): void;
  /** All that wait, under way or not. */
  count(): number;
};

export const letterTable = (database: Database.Database, append: (row: EntryRow) => void): LetterTable => {
  const fields = 'id, place, reference, at, address as "to", subject, text, tries, due_at as dueAt';
  const put = database.prepare<[string, string, number, string, string, string, number]>(
    'insert into letters (place, reference, at, address, subject, text, due_at) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const next = database.prepare<[], LetterRow>(
    `select ${fields} from letters where under_way = 0 order by due_at, id limit 1`,
  );
  const underWay = database.prepare<[], LetterRow>(`select ${fields} from letters where under_way = 1`);
  const begin = database.prepare<[number]>('update letters set under_way = 1, tries = tries + 1 where id = ?');
  const later = database.prepare<[number, number]>('update letters set under_way = 0, due_at = ? where id = ?');
  const remove = database.prepare<[number]>('delete from letters where id = ?');
  const count = database.prepare<[], number>('select count(*) from letters').pluck();
  const done = database.transaction((id: number, row: EntryRow) => {
    append(row);
    remove.run(id);
  });
  return {
    put: ({ place, reference, at, to, subject, text }) => put.run(place, reference, at, to, subject, text, at),
    next: () => next.get() ?? null,
    underWay: () => underWay.all(),
    begin: (id) => begin.run(id),
    later: (id, dueAt) => later.run(dueAt, id),
    done: (id, row) => done.immediate(id, row),
    count: () => count.get() ?? 0,
  };
};
