// Every text that stands in both languages: what the glass says, and what the settings are called and explained by.
import { en } from '../../contract/words/en.ts';
import { vi } from '../../contract/words/vi.ts';
import { isKey } from '../../contract/words/words.ts';
import { helpVi } from '../../station/settings/help-vi.ts';
import { names } from '../../station/settings/names.ts';
import { options } from '../../station/settings/option-names.ts';

export type Text = { readonly where: string; readonly vi: string; readonly en: string };

/** What stands in quotes is a value as the settings file spells it, no word. */
const unquoted = (text: string): string => text.replaceAll(/"[^"]*"/g, '');

export const texts: readonly Text[] = [
  ...Object.keys(vi)
    .filter(isKey)
    .map((key) => ({ where: key, vi: vi[key], en: en[key] })),
  ...Object.entries(helpVi).map(([said, help]) => ({ where: 'settings: help', vi: help, en: unquoted(said) })),
  ...[names, options].flatMap((table) =>
    Object.entries(table).map(([where, name]) => ({ where: `settings: ${where}`, ...name })),
  ),
];

export const says = (word: string, { vi: text }: Text): boolean =>
  new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(text);

/** For a failure that reads as a list of what is to be mended. */
export const told = (found: readonly Text[]): readonly string[] =>
  found.map(({ where, vi: text }) => `${where}: ${text}`);
