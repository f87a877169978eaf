// Why a journal cannot be used, in a sentence for whoever mends it: from what SQLite and the file system say. Knows no file.
import type { SettingsIssue } from '../../contract/settings-view.ts';
import { issueAt } from '../settings/store.ts';

/** A file that is not ours to change: another program's, or a newer Tram's. */
export class NotOurs extends Error {
  readonly version: number | null;
  readonly known: number;
  constructor(sentence: string, version: number | null, known: number) {
    super(sentence);
    this.version = version;
    this.known = known;
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : error instanceof Error && error.cause !== undefined
      ? codeOf(error.cause)
      : '';

/** The disk, or another program, does not let the journal be read or written. */
export const isTrouble = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_');

/** SQLite says that what it reads is no database, or one with holes. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error));

const kinds = [
  { code: /^SQLITE_(?:BUSY|LOCKED)/, key: 'journal.busy' },
  { code: /^SQLITE_READONLY|^E(?:ROFS|ACCES|PERM)$/, key: 'journal.read-only' },
  { code: /^SQLITE_FULL|^E(?:NOSPC|DQUOT)$/, key: 'journal.full' },
  { code: /^SQLITE_CANTOPEN|^E(?:MFILE|NFILE|NOENT|NOTDIR)$/, key: 'journal.cannot-open' },
  { code: /^SQLITE_IOERR|^EIO$/, key: 'journal.io' },
] as const;

/** A folder that is not there is told without a code. */
const isNoFolder = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes('directory does not exist') || isNoFolder(error.cause));

/** What a technician is told. */
export const journalIssue = (error: unknown): SettingsIssue => {
  const deepest = error instanceof Error && error.cause instanceof NotOurs ? error.cause : error;
  if (deepest instanceof NotOurs) {
    const { version, known } = deepest;
    return version === null
      ? issueAt('journal', 'journal.not-ours', {})
      : issueAt('journal', 'journal.newer', { version, known });
  }
  const code = isNoFolder(error) ? 'ENOENT' : codeOf(error);
  const kind = kinds.find((other) => other.code.test(code));
  return kind === undefined
    ? issueAt('journal', 'journal.unusable', { because: error instanceof Error ? error.message : String(error) })
    : issueAt('journal', kind.key, {});
};
