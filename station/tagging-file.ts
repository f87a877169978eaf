// The list of a session's tags as a file for a spreadsheet. Guards what a spreadsheet would reckon with. Pure.
import { stringify } from 'csv-stringify/sync';
import type { ListRow } from './flows/tagging-state.ts';

const two = (of: number): string => String(of).padStart(2, '0');

/** In the station's own time, as a spreadsheet reads it. */
const timeOf = (atMs: number): string => {
  const at = new Date(atMs);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

const columns: readonly (readonly [string, (row: ListRow) => string])[] = [
  ['time', ({ atMs }) => timeOf(atMs)],
  ['item', ({ item }) => item.number],
  ['part', ({ item: { part } }) => (part === null ? '' : String(part.nth))],
  ['parts', ({ item: { part } }) => (part === null ? '' : String(part.of))],
  ['title', ({ item }) => item.title ?? ''],
  ['tag', ({ uid }) => uid],
  ['state', ({ state }) => state],
  ['before', ({ was }) => was],
  ['staff', ({ staff }) => staff],
];

/** Oldest first; UTF-8 with its mark, without which spreadsheets take Vietnamese for something else. */
export const taggingFile = (rows: readonly ListRow[]): string =>
  stringify(
    rows.toReversed().map((row) => columns.map(([, of]) => of(row).replaceAll(/[\r\n]+/g, ' '))),
    {
      header: true,
      columns: columns.map(([name]) => name),
      escape_formulas: true,
      bom: true,
      record_delimiter: '\r\n',
    },
  );

export const taggingFileName = (place: string, atMs: number): string =>
  `tags-${place.replaceAll(/[^A-Za-z0-9-]/g, '_')}-${timeOf(atMs).replaceAll(/[ :]/g, '-')}.csv`;
