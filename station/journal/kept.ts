// The journal as a start finds it: locked for this station alone, whole or set aside, and open; or a sentence why it cannot be
// used. Knows no settings and no places.
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Lack } from '../../contract/lack.ts';
import type { SettingsIssue } from '../../contract/settings-view.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Log } from '../log.ts';
import { openDatabase } from './database.ts';
import { openJournal, type Journal } from './journal.ts';
import { lockJournal, makeSound, type Restored } from './keeping.ts';
import { journalIssue } from './trouble.ts';

/** The journal, whole and ours alone. */
export type Kept = {
  readonly kind: 'journal';
  readonly journal: Journal;
  readonly restored: Restored | null;
  readonly unlock: () => void;
};

/** Null in `restored`: it was whole. */
export const openKept = ({
  journalFile,
  clock,
  log,
}: {
  readonly journalFile: string;
  readonly clock: Clock;
  readonly log: Log;
}): Kept | { readonly kind: 'issue'; readonly issue: SettingsIssue } => {
  let unlock = (): void => undefined;
  try {
    unlock = lockJournal(journalFile);
    const restored = makeSound(journalFile, clock.now());
    return { kind: 'journal', journal: openJournal(journalFile, clock), restored, unlock };
  } catch (error) {
    unlock();
    log.error({ err: error, file: journalFile }, 'the journal cannot be used');
    return { kind: 'issue', issue: journalIssue(error) };
  }
};

/** Enough for what a start writes. */
const roomBytes = 65_536;

/** Whether a start would find it now, with room to write: for a station that waits for its disk. Begins no new journal. */
export const isUsable = (journalFile: string): boolean => {
  const trial = `${journalFile}.trial`;
  try {
    const unlock = lockJournal(journalFile);
    try {
      writeFileSync(trial, Buffer.alloc(roomBytes), { flush: true });
      if (existsSync(journalFile) && statSync(journalFile).size > 0) tried(journalFile);
      return true;
    } finally {
      rmSync(trial, { force: true });
      unlock();
    }
  } catch {
    return false;
  }
};

const tried = (journalFile: string): void => {
  const database = openDatabase(journalFile);
  try {
    database.touch();
  } finally {
    database.close();
  }
};

/** For the log and for health, as what follows. */
export const restoredLack = (restored: Restored): Lack => ({ kind: 'journal-restored', ...restored });

/** Nothing where every row can be read. */
export const unreadableLacks = ({ oddRows }: Pick<Journal, 'oddRows'>): readonly Lack[] =>
  oddRows === 0 ? [] : [{ kind: 'journal-unreadable', count: oddRows }];
