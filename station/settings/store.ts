// The settings file: read, checked, written so that a power cut leaves either the old one or the new one.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SettingsIssue } from '../../contract/view.ts';
import { demonstration, settings, settingsVersion, type Settings } from './schema.ts';

export type Loaded =
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** The file is there and cannot be used: the station opens for the technician, who sees each issue by its path. */
  | { readonly kind: 'issues'; readonly issues: readonly SettingsIssue[] };

/** Reads the file, or writes the demonstration's settings where there is none. Throws only what the file system throws. */
export const loadSettings = (file: string): Loaded => {
  const text = readIfThere(file);
  if (text === null) {
    saveSettings(file, demonstration);
    return { kind: 'settings', settings: demonstration };
  }
  return checkSettings(text);
};

/** Checks the text of a settings file. */
export const checkSettings = (text: string): Loaded => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return issue('', `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > settingsVersion) {
    return issue(
      'version',
      `is ${version}: the file was written by a newer Tram (this one knows ${settingsVersion}). Install the newer program again or restore the older file.`,
    );
  }
  const parsed = settings.safeParse(value);
  if (parsed.success) return { kind: 'settings', settings: parsed.data };
  return {
    kind: 'issues',
    issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  };
};

/** On disk when it returns, or the old file is untouched. */
export const saveSettings = (file: string, value: Settings): void => {
  const beside = `${file}.new`;
  // Passwords stand in it: for the station's own user only.
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const issue = (path: string, message: string): Loaded => ({ kind: 'issues', issues: [{ path, message }] });

const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
