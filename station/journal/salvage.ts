// What of a damaged journal can still be read: entries from both ends towards the hole, and what stands beside them. Writes nothing,
// and throws at nothing that damage does.
import Database from 'better-sqlite3';
import type { Row } from './database.ts';
import type { RegistrationRow } from './registration-table.ts';
import type { NumberRow, Part, SeriesRow } from './salvaged.ts';

export type Salvage = {
  /** After the row that was asked for. */
  readonly entries: readonly Row[];
  /** The last number that was given out; null where nobody can tell. */
  readonly last: number | null;
  readonly registrations: Part<RegistrationRow>;
  readonly series: Part<SeriesRow>;
  readonly numbers: Part<NumberRow>;
};

export const salvageFrom = (file: string, after: number): Salvage => {
  let database: Database.Database | null = null;
  let last: number | null = null;
  try {
    database = new Database(file);
    last = Number(database.prepare("select seq from sqlite_sequence where name = 'entries'").pluck().get() ?? 0);
  } catch {
    // Not even that can be read.
  }
  const part = <Value>(
    select: string,
    key: string,
    from: number,
    isValue: (row: Value) => boolean,
    name: (row: Value) => number | string,
  ): Part<Value> => {
    const found = new Map<number | string, Value>();
    let all = database !== null;
    for (const order of ['asc', 'desc'] as const) {
      try {
        const rows = database?.prepare<[number], Value>(`${select} where ${key} > ? order by ${key} ${order}`);
        for (const row of rows?.iterate(from) ?? []) {
          if (isValue(row)) found.set(name(row), row);
          else all = false;
        }
      } catch {
        // The hole; the other end may still tell.
        all = false;
      }
    }
    return { rows: [...found.values()], isWhole: all };
  };
  const entries = part<Row>(
    'select seq, at, place, kind, patron, body from entries',
    'seq',
    after,
    ({ seq, at, place, body }) => isWhole(seq, at) && isText(place, body),
    ({ seq }) => seq,
  );
  const registrations = part<RegistrationRow>(
    `select id, card, place, at, body, state, because, tries, changed_at as changedAt, batch, mark from registrations`,
    'rowid',
    0,
    ({ id, card, place, body, state, mark, at, tries, changedAt }) =>
      isText(id, card, place, body, state, mark) && isWhole(at, tries, changedAt),
    ({ id }) => id,
  );
  const series = part<SeriesRow>(
    'select series, next from card_series',
    'rowid',
    0,
    (row) => isText(row.series) && isWhole(row.next),
    (row) => row.series,
  );
  const numbers = part<NumberRow>(
    'select series, number, place from card_numbers',
    'rowid',
    0,
    (row) => isText(row.series) && isWhole(row.number),
    (row) => `${row.series} ${row.number}`,
  );
  try {
    database?.close();
  } catch {
    // It could not be written to, and nothing was.
  }
  return { entries: entries.rows.toSorted((a, b) => a.seq - b.seq), last, registrations, series, numbers };
};

const isWhole = (...values: readonly unknown[]): boolean => values.every((value) => Number.isInteger(value));
const isText = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string');
