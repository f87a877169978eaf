// Files for a library system without an interface: what waits is written into a file, staff take it there, and only their word
// that it has it takes a registration out of the list. Knows the list and a folder; must not know columns.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../drivers/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { RegistrationRow } from '../journal/registration-table.ts';
import type { Log } from '../log.ts';
import { writeSafely } from '../settings/store.ts';
import type { Registration } from './registry.ts';
import { readRegistration } from './rows.ts';

/** A file that staff have not signed off. */
export type Batch = { readonly batch: string; readonly file: string; readonly rows: readonly RegistrationRow[] };

export type HandOver = {
  /** Files that wait for staff's word, the oldest first. */
  batches(): readonly Batch[];
  /** Writes all that wait for the next file. `not-written`: the folder is not there or full; they wait on. */
  write(
    place: string,
  ): { readonly kind: 'written'; readonly batch: Batch } | { readonly kind: 'nothing' | 'not-written' };
  /**
   * The library system has this file, but for those it did not take (by their keys): they wait for the next one. The file goes.
   * False: there is no such file.
   */
  signOff(place: string, batch: string, notTaken: readonly string[]): boolean;
};

const two = (value: number): string => String(value).padStart(2, '0');

export const openHandOver = (parts: {
  readonly journal: Pick<Journal, 'append' | 'registrations'>;
  readonly folder: string;
  readonly write: (registrations: readonly Registration[]) => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
}): HandOver => {
  const { journal, folder, clock, log } = parts;
  const { registrations: table } = journal;
  const fileOf = (batch: string): string => join(folder, `${batch}.csv`);

  const batches = (): readonly Batch[] => {
    const rows = table.among(['in-file'], 0);
    const names = [...new Set(rows.flatMap(({ batch }) => batch ?? []))].toSorted();
    return names.map((batch) => ({ batch, file: fileOf(batch), rows: rows.filter((row) => row.batch === batch) }));
  };
  const writeFile = ({ file, rows }: Batch): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeSafely(file, parts.write(rows.flatMap(({ body }) => readRegistration(body) ?? [])));
  };
  const put = (row: RegistrationRow, state: 'in-file' | 'for-the-file', batch: string | null, because: string | null) =>
    table.change({ ...row, state, batch, because, changedAt: clock.now() });

  /** One that no file of this folder has, and none that ever was: its number goes on. */
  const newName = (): string => {
    const now = new Date(clock.now());
    const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
    let nth = 1;
    while (table.hasBatch(`patrons-${day}-${two(nth)}`) || existsSync(fileOf(`patrons-${day}-${two(nth)}`))) nth += 1;
    return `patrons-${day}-${two(nth)}`;
  };

  // The program ended between the word on disk and the file.
  for (const batch of batches()) {
    try {
      if (!existsSync(batch.file)) writeFile(batch);
    } catch (error) {
      log.error({ err: error, folder }, 'a file of registrations could not be written; is the folder there?');
    }
  }

  return {
    batches,
    write: (place) => {
      // What cannot be read is in no file, and stays.
      const rows = table.among(['for-the-file'], 0).filter(({ body }) => readRegistration(body) !== null);
      if (rows.length === 0) return { kind: 'nothing' };
      const name = newName();
      for (const row of rows) put(row, 'in-file', name, null);
      const batch = batches().find((one) => one.batch === name);
      if (batch === undefined) throw new Error(`the rows of ${name} were written and are not there`);
      try {
        writeFile(batch);
      } catch (error) {
        log.error({ err: error, folder }, 'a file of registrations could not be written; is the folder there?');
        for (const row of rows) put(row, 'for-the-file', null, 'not-written');
        parts.changed();
        return { kind: 'not-written' };
      }
      journal.append(place, [{ kind: 'registrations-handed-over', batch: name, rows: rows.length }]);
      parts.changed();
      return { kind: 'written', batch };
    },
    signOff: (place, name, notTaken) => {
      const batch = batches().find((one) => one.batch === name);
      if (batch === undefined) return false;
      // All that it says of people goes with it; first, because a start writes it anew for the rows that are still in it then.
      rmSync(batch.file, { force: true });
      const back = batch.rows.filter(({ id }) => notTaken.includes(id));
      for (const row of batch.rows) {
        const { mark: registration, card: patron } = row;
        if (back.includes(row)) put(row, 'for-the-file', null, 'not-taken');
        else
          table.settle({ ...row, state: 'done', because: null, changedAt: clock.now() }, place, [
            { kind: 'patron-registered', registration, patron, found: false, how: 'by-file' },
          ]);
      }
      const taken = batch.rows.length - back.length;
      journal.append(place, [{ kind: 'registrations-signed-off', batch: name, rows: taken, putBack: back.length }]);
      parts.changed();
      return true;
    },
  };
};
