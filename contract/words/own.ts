// A library's own sentences in the place of ours: `{ "vi": { "welcome.title": "…" } }`. Checks every one, so that a slip of the
// pen is told by its place and never meets a patron. Knows messages; nothing of files.
import { IntlMessageFormat } from 'intl-messageformat';
import type { SettingsIssue } from '../settings-view.ts';
import type { Language } from '../terms.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';
import { createSay, isKey, type Key, type OwnWords, type Values } from './words.ts';

export type CheckedWords =
  | { readonly kind: 'words'; readonly words: OwnWords }
  | { readonly kind: 'issues'; readonly issues: readonly SettingsIssue[] };

/** A sentence that fills a screen is none. */
export const longestSentence = 400;

const ours: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { vi, en };
const isLanguage = (text: string): text is Language => text in ours;
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `value`: what stood in the file. Issues name each place as `vi.welcome.title`. */
export function checkOwnWords(value: unknown): CheckedWords {
  if (!isTable(value)) return { kind: 'issues', issues: [issue('', 'words.no-table')] };
  const issues: SettingsIssue[] = [];
  const words: { [language in Language]?: { [key in Key]?: string } } = {};
  for (const [language, table] of Object.entries(value)) {
    if (!isLanguage(language)) issues.push(issue(language, 'words.unknown-language'));
    else if (!isTable(table)) issues.push(issue(language, 'words.no-table'));
    else {
      const taken: { [key in Key]?: string } = {};
      for (const [key, text] of Object.entries(table)) {
        const path = `${language}.${key}`;
        const fault = isKey(key) ? faultOf(text, ours[language][key]) : { is: 'words.unknown-key' as const };
        if (fault !== null) issues.push(issue(path, fault.is, fault.values));
        else if (isKey(key) && typeof text === 'string') taken[key] = text.normalize('NFC');
      }
      words[language] = taken;
    }
  }
  return issues.length === 0 ? { kind: 'words', words } : { kind: 'issues', issues };
}

type Fault = { readonly is: Key; readonly values?: Values };

/** Null for a sentence that can stand in the place of `original`. */
function faultOf(text: unknown, original: string): Fault | null {
  if (typeof text !== 'string' || text.trim() === '') return { is: 'words.no-text' };
  if (text.length > longestSentence) return { is: 'words.too-long', values: { most: longestSentence } };
  let message: IntlMessageFormat;
  try {
    message = new IntlMessageFormat(text, 'vi');
  } catch {
    return { is: 'words.broken' };
  }
  const given = slotsOf(original);
  const stranger = [...slotsOf(text).keys()].find((name) => !given.has(name));
  if (stranger !== undefined) {
    const names = [...given.keys()].map((name) => `{${name}}`).join(', ');
    return { is: 'words.unknown-value', values: { name: `{${stranger}}`, names: names === '' ? '–' : names } };
  }
  try {
    // As it will be said; a tag such as <b> is found here.
    message.format(Object.fromEntries(given));
    return null;
  } catch {
    return { is: 'words.broken' };
  }
}

/** The values that a message asks for, each with one it would take. */
export function slotsOf(text: string): ReadonlyMap<string, string | number | Date> {
  const slots = new Map<string, string | number | Date>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isTable(value)) return;
    const { type, value: name } = value;
    // The parser's own numbers: 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural.
    if (typeof name === 'string' && typeof type === 'number' && type >= 1 && type <= 6) {
      const taken = slots.get(name);
      if (taken === undefined || typeof taken === 'string') slots.set(name, sampleOf(type));
    }
    Object.values(value).forEach(walk);
  };
  walk(new IntlMessageFormat(text, 'vi').getAst());
  return slots;
}

function sampleOf(type: number): string | number | Date {
  if (type === 3 || type === 4) return new Date(0);
  return type === 2 || type === 6 ? 2 : 'x';
}

const issue = (path: string, key: Key, values: Values = {}): SettingsIssue => ({
  path,
  message: { vi: createSay('vi')(key, values), en: createSay('en')(key, values) },
});
