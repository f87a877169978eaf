// What the journal's file is like, and what of patrons stands in it, so that it can be struck out elsewhere. Reads, and never writes:
// a file that is damaged, or another version's, is looked at as far as it can be.
import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';

export type JournalTold = {
  readonly told: Readonly<Record<string, unknown>>;
  /** Card numbers, addresses of letters, and every text of a registration. */
  readonly patrons: readonly string[];
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [];
};

const textsOf = (json: unknown): readonly string[] => {
  try {
    return typeof json === 'string' ? textsIn(JSON.parse(json)) : [];
  } catch {
    return [];
  }
};

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const bytesOf = (file: string): number | null => (existsSync(file) ? statSync(file).size : null);

export const tellJournal = (file: string): JournalTold => {
  const size = { bytes: bytesOf(file), writeAheadBytes: bytesOf(`${file}-wal`) };
  if (size.bytes === null) return { told: { file: 'there is none' }, patrons: [] };
  let database: Database.Database;
  try {
    database = new Database(file, { readonly: true, timeout: 2_000 });
  } catch (error) {
    return { told: { ...size, opened: sentence(error) }, patrons: [] };
  }
  /** One question that fails (a hole in the file, a table of another version) leaves the others. */
  const ask = <T>(question: () => T): T | string => {
    try {
      return question();
    } catch (error) {
      return sentence(error);
    }
  };
  const rows = (sql: string): readonly unknown[] => database.prepare(sql).all();
  const column = (sql: string): readonly string[] => {
    const found = ask(() => database.prepare(sql).pluck().all());
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  };
  try {
    const told = {
      ...size,
      integrity: ask(() => database.pragma('quick_check(20)', { simple: false })),
      version: ask(() => database.pragma('user_version', { simple: true })),
      extent: ask(() =>
        rows(
          "select count(*) as rows, min(seq) as first, max(seq) as last, datetime(min(at) / 1000, 'unixepoch') as begins, datetime(max(at) / 1000, 'unixepoch') as ends from entries",
        ),
      ),
      kinds: ask(() =>
        rows('select place, kind, count(*) as rows from entries group by place, kind order by rows desc'),
      ),
      days: ask(() =>
        rows(
          "select date(at / 1000, 'unixepoch') as day, count(*) as rows from entries group by day order by day desc limit 31",
        ),
      ),
      letters: ask(() => rows('select count(*) as waiting, max(tries) as tries from letters')),
      registrations: ask(() => rows('select state, count(*) as rows from registrations group by state')),
    };
    const patrons = [
      ...column('select distinct patron from entries where patron is not null'),
      ...column('select address from letters'),
      ...column('select card from registrations'),
      ...column('select body from registrations').flatMap(textsOf),
    ];
    return { told, patrons };
  } finally {
    database.close();
  }
};
