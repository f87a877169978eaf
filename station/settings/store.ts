// The settings file: read, checked, written so that a power cut leaves either the old one or the new one.
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import type { SettingsIssue } from '../../contract/settings-view.ts';
import { createSay, isKey, type Key } from '../../contract/words/words.ts';
import { flushFolder, replaceFile } from '../on-disk.ts';
import { noCredentials, withCredentials, type Credentials } from './credentials.ts';
import { brought } from './older.ts';
import { demonstration, settings, settingsVersion, type Settings } from './schema.ts';

export type Loaded =
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** The file is there and cannot be used: the station opens for the technician, who sees each issue by its path. */
  | { readonly kind: 'issues'; readonly issues: readonly SettingsIssue[] };

/**
 * Reads the file, or writes the demonstration's settings where there is none. Passwords may come beside it, and are never written.
 * Throws only what the file system throws.
 */
export const loadSettings = (file: string, credentials: Credentials = noCredentials): Loaded => {
  const text = readIfThere(file);
  if (text === null) {
    saveSettings(file, demonstration);
    return { kind: 'settings', settings: demonstration };
  }
  const loaded = checkSettings(text, credentials);
  if (loaded.kind === 'settings') return loaded;
  const good = goodCopyOf(file);
  // Never used by itself: what a library decided since is not undone behind its back.
  return readIfThere(good) === null
    ? loaded
    : { ...loaded, issues: [...loaded.issues, issueAt('', 'settings.good-kept', { file: basename(good) })] };
};

/** The text of the file with which the station last became ready. */
export const goodCopyOf = (file: string): string => file.replace(/(?:\.json)?$/, '.good.json');

/** The station became ready with this text of the file. */
export const keepGood = (file: string, text: string): void => {
  if (readIfThere(goodCopyOf(file)) !== text) writeSafely(goodCopyOf(file), text);
};

/** Checks the text of a settings file. */
export const checkSettings = (text: string, credentials: Credentials = noCredentials): Loaded => {
  let value: unknown;
  try {
    // Some editors of Windows put a byte order mark before the text.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return faultOf(text, error instanceof Error ? error.message : '');
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > settingsVersion) {
    return issue('version', 'settings.newer', { version, known: settingsVersion });
  }
  const { value: current, misplaced } = withCredentials(brought(value), credentials);
  if (misplaced[0] !== undefined) return issue(misplaced[0], 'settings.no-place-for-credential', {});
  const parsed = settings.safeParse(current);
  if (parsed.success) return { kind: 'settings', settings: parsed.data };
  // The same issues in the same order, in the checker's own Vietnamese; the schema's own words are keys of ours.
  const inVietnamese = settings.safeParse(current, { error: vietnamese.localeError }).error?.issues ?? [];
  return {
    kind: 'issues',
    issues: parsed.error.issues.map(({ path, message }, at) => ({
      path: path.join('.'),
      message: isKey(message) ? said(message, {}) : { vi: inVietnamese[at]?.message ?? message, en: message },
    })),
  };
};

const vietnamese = z.locales.vi();

const said = (key: Key, values: Record<string, string | number>): SettingsIssue['message'] => ({
  vi: createSay('vi')(key, values),
  en: createSay('en')(key, values),
});

/** On disk when it returns, or the old file is untouched. */
export const saveSettings = (file: string, value: Settings): void =>
  writeSafely(file, `${JSON.stringify(value, null, 2)}\n`);

/** On disk when it returns, for this user alone, or what was there before is untouched. */
export const writeSafely = (file: string, text: string): void => {
  const beside = `${file}.new`;
  try {
    writeFlushed(beside, text);
    replaceFile(beside, file);
  } catch (error) {
    // Half a file is of no use, and takes what room there is.
    if (statSync(beside, { throwIfNoEntry: false })?.isFile() === true) rmSync(beside);
    throw error;
  }
  flushFolder(dirname(file));
};

const writeFlushed = (file: string, text: string): void => {
  // Passwords stand in it: for the station's own user only.
  const handle = openSync(file, 'w', 0o600);
  try {
    // Not writeSync: a disk that is nearly full takes the first part and says nothing.
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Where the text stops being JSON. The engine's own words quote what stands there, and that may be a password. */
const faultOf = (text: string, message: string): Loaded => {
  if (/end of JSON|Unterminated/.test(message)) return issue('', 'settings.not-json-ended', {});
  const position = /at position (\d+)/.exec(message)?.[1];
  // V8 quotes ten characters before the fault; "..." says that there are more before them.
  const quoted = /\.\.\."([^]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  const at = position === undefined ? (quoted === undefined ? -1 : text.indexOf(quoted) + 10) : Number(position);
  return at < 0
    ? issue('', 'settings.not-json', {})
    : issue('', 'settings.not-json-line', { line: text.slice(0, at).split('\n').length });
};

const issue = (path: string, key: Key, values: Record<string, string | number>): Loaded => ({
  kind: 'issues',
  issues: [issueAt(path, key, values)],
});

/** What is wrong with the setting at this path, such as `acs.connection.host`. */
export const issueAt = (path: string, key: Key, values: Record<string, string | number>): SettingsIssue => ({
  path,
  message: said(key, values),
});

/** Null where there is none. */
export const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
