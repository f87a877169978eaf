// The journal's file as a file: one program at a time, whole or set aside, and copied so that there is something to go back to.
// Nothing is ever recreated without a word of it.
import Database from 'better-sqlite3';
import { chmodSync, copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flushFile, flushFolder, replaceFile } from '../on-disk.ts';
import { openDatabase, type JournalDatabase } from './database.ts';
import { salvageFrom, type Salvage } from './salvage.ts';
import { isDamage } from './trouble.ts';

/** What was done about a journal that was damaged or gone: how many rows came from where. */
export type Restored = {
  /** Name of the file as it was set aside, in the same folder; null where it was gone. */
  readonly setAside: string | null;
  /** Rows of the last verified copy; null where there is none. */
  readonly fromCopy: number | null;
  /** Rows that could still be read from the damaged file and are not in the copy. */
  readonly salvaged: number;
  /** Rows that were written once and are not here now; null where nobody can tell. */
  readonly lost: number | null;
  /** Registrations of patrons that were begun since the copy and are not here now, as far as the entries tell. */
  readonly registrationsLost: number;
};

export type CopyWish = { readonly forgetBefore: boolean; readonly mayGoOn: () => boolean };
export type Copied = 'copied' | 'not-whole' | 'stopped';

const inMemory = (file: string): boolean => file === ':memory:';

export const copyNames = (file: string): { readonly newest: string; readonly before: string } => ({
  newest: file.replace(/(\.sqlite)?$/, '-copy.sqlite'),
  before: file.replace(/(\.sqlite)?$/, '-copy-before.sqlite'),
});

/** A connection that nobody refers to is collected, and its lock is lost with it. */
const locks = new Set<Database.Database>();

/**
 * Keeps the journal to this program until the answer is called, or the program ends however it does: SQLite's own lock on a
 * file beside it. Throws what SQLite says where another one has it.
 */
export const lockJournal = (file: string): (() => void) => {
  if (inMemory(file)) return () => undefined;
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw error;
  }
  locks.add(lock);
  return () => {
    lock.close();
    locks.delete(lock);
  };
};

/** Null where the file is whole, or new; what was done where it was not. Throws where nothing could be done. */
export const makeSound = (file: string, nowMs: number): Restored | null => {
  if (inMemory(file)) return null;
  const isThere = existsSync(file) && statSync(file).size > 0;
  if (isThere && isWhole(file)) return null;
  const mended = `${file}.mended`;
  if (!isThere && existsSync(mended)) return takeMended(file, mended, nowMs);
  const copy = lastGoodCopy(file);
  if (!isThere && copy === null) return null;

  // Made beside it, and only then in its place: a disk that is full, or a power cut, leaves what there was for the next start.
  const making = `${file}.mending`;
  for (const one of [making, mended]) for (const tail of ['', '-wal', '-shm']) rmSync(`${one}${tail}`, { force: true });
  if (copy !== null) copyFileSync(copy, making);
  const database = openDatabase(making);
  try {
    const before = database.extent();
    const salvage = isThere ? salvageFrom(file, before.last) : null;
    if (salvage !== null) database.restore(salvage);
    const registrationsLost = salvage === null ? 0 : lostIn(salvage, database.registrations.hasMark);
    database.close();
    flushFile(making);
    // By this name it is whole: the next start takes it as it is.
    replaceFile(making, mended);
    const setAside = isThere ? asideOf(file, nowMs) : null;
    if (setAside !== null) replaceFile(file, setAside);
    setTailsAside(file, nowMs);
    replaceFile(mended, file);
    flushFolder(dirname(file));
    const rows = salvage?.entries.length ?? 0;
    const lost = salvage === null || salvage.last === null ? null : Math.max(0, salvage.last - before.last - rows);
    return {
      setAside: setAside === null ? null : basename(setAside),
      fromCopy: copy === null ? null : before.rows,
      salvaged: rows,
      lost,
      registrationsLost,
    };
  } finally {
    database.close();
  }
};

/** Its log holds what was written last: it goes with it, under its name, and is never read into another file. */
const setTailsAside = (file: string, nowMs: number): void => {
  for (const tail of ['-wal', '-shm'])
    if (existsSync(`${file}${tail}`)) replaceFile(`${file}${tail}`, `${asideOf(file, nowMs)}${tail}`);
};

/** The power went when all but its name was done. */
const takeMended = (file: string, mended: string, nowMs: number): Restored => {
  setTailsAside(file, nowMs);
  replaceFile(mended, file);
  flushFolder(dirname(file));
  const database = openDatabase(file);
  try {
    return { setAside: null, fromCopy: database.extent().rows, salvaged: 0, lost: null, registrationsLost: 0 };
  } finally {
    database.close();
  }
};

/** Where a damaged file goes. Files of this name are the technician's, until the days of patrons' numbers are over. */
const asideOf = (file: string, nowMs: number): string => {
  const at = new Date(nowMs).toISOString().replaceAll(':', '').slice(0, 17);
  return file.replace(/(\.sqlite)?$/, `-damaged-${at}.sqlite`);
};

/** Damaged files set aside before this moment are removed; their names. */
export const removeSetAside = (file: string, beforeMs: number): readonly string[] => {
  if (inMemory(file)) return [];
  const folder = dirname(file);
  const begin = basename(file).replace(/(\.sqlite)?$/, '-damaged-');
  const old = readdirSync(folder).filter(
    (name) => name.startsWith(begin) && statSync(join(folder, name)).mtimeMs < beforeMs,
  );
  for (const name of old) rmSync(join(folder, name));
  return old;
};

/** Throws what is no damage: a disk that does not answer, a file that may not be read. */
const isWhole = (file: string): boolean => {
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    return database.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    database?.close();
  }
};

const lastGoodCopy = (file: string): string | null => {
  const { newest, before } = copyNames(file);
  return [newest, before].find((copy) => existsSync(copy) && isWhole(copy)) ?? null;
};

/** Registrations whose beginning was salvaged, and which are in neither file. */
const lostIn = ({ entries }: Salvage, isThere: (mark: string) => boolean): number => {
  const begun = new Set<string>();
  for (const { kind, body } of entries) {
    const mark = markIn(body);
    if (mark === null) continue;
    if (kind === 'registration-begun') begun.add(mark);
    else if (kind === 'registration-dropped') begun.delete(mark);
  }
  return [...begun].filter((mark) => !isThere(mark)).length;
};

const markIn = (body: string): string | null => {
  try {
    const told: unknown = JSON.parse(body);
    return typeof told === 'object' && told !== null && 'registration' in told && typeof told.registration === 'string'
      ? told.registration
      : null;
  } catch {
    return null;
  }
};

/**
 * A copy of all that stands in the journal now, verified; the one before it is kept, unless it is to be forgotten. It gets its
 * name when it is whole and on disk: whoever is stopped or killed before leaves the last one as it was. `mayGoOn`: asked
 * between its parts.
 */
export const copyJournal = async (
  database: JournalDatabase,
  file: string,
  { forgetBefore, mayGoOn }: CopyWish,
): Promise<Copied> => {
  if (inMemory(file)) return 'copied';
  const { newest, before } = copyNames(file);
  const fresh = `${newest}.new`;
  rmSync(fresh, { force: true });
  const { last } = database.extent();
  if ((await database.copyTo(fresh, mayGoOn)) === 'stopped') {
    rmSync(fresh, { force: true });
    return 'stopped';
  }
  chmodSync(fresh, 0o600);
  if (!isWholeCopy(fresh, last)) {
    rmSync(fresh, { force: true });
    return 'not-whole';
  }
  flushFile(fresh);
  if (forgetBefore) rmSync(before, { force: true });
  else if (existsSync(newest)) replaceFile(newest, before);
  replaceFile(fresh, newest);
  flushFolder(dirname(newest));
  return 'copied';
};

const isWholeCopy = (copy: string, last: number): boolean => {
  const database = new Database(copy);
  try {
    // A copy has no log of its own lying beside it.
    database.pragma('journal_mode = DELETE');
    const isSound = database.pragma('quick_check(1)', { simple: true }) === 'ok';
    return isSound && Number(database.prepare('select coalesce(max(seq), 0) from entries').pluck().get()) >= last;
  } finally {
    database.close();
  }
};
