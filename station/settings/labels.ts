// What the settings' fields are called, in both languages, and their units. The help in Vietnamese stands in help-vi.ts, in English in
// the schema itself.
import type { Language } from '../../contract/terms.ts';
import { helpVi } from './help-vi.ts';
import { names } from './names.ts';
import { options } from './option-names.ts';

/** `path`: with numbers for entries of lists. The longest end of it that has a name of its own counts. */
export const labelOf = (path: string, language: Language): string => {
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? '*' : step));
  for (let from = 0; from < steps.length; from += 1) {
    const name = names[steps.slice(from).join('.')];
    if (name !== undefined) return name[language];
  }
  return steps.at(-1) ?? path;
};

/** `path`: of the field that it helps with. Values of choices are said in the glass's own words, and JSON's null as it looks there. */
export const helpOf = (path: string, help: string, language: Language): string => {
  const said = language === 'en' ? help.replaceAll(/\bnull\b/g, 'empty') : (helpVi[help] ?? help);
  return said.replaceAll(/"([a-z0-9-]+)"/g, (quoted: string, value: string) => {
    const word = wordOf(path, value)?.[language];
    return word === undefined ? quoted : `“${word}”`;
  });
};

/** What a value is called at this path, the field's own word before the usual one; nothing where it has none. */
export const wordOf = (path: string, value: string): Readonly<Record<Language, string>> | undefined => {
  const field = path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? '';
  return options[`${field}.${value}`] ?? options[value];
};

/** A value of the choice at this path; '' is none of them. */
export const optionOf = (path: string, value: string, language: Language): string =>
  wordOf(path, value)?.[language] ?? value;

const units: readonly (readonly [RegExp, Readonly<Record<Language, string>>])[] = [
  [/Seconds$|^seconds$/, { vi: 'giây', en: 's' }],
  [/Minutes$/, { vi: 'phút', en: 'min' }],
  [/Days$/, { vi: 'ngày', en: 'days' }],
  [/^months$/, { vi: 'tháng', en: 'months' }],
  [/Ms$/, { vi: 'ms', en: 'ms' }],
  [/Mm$/, { vi: 'mm', en: 'mm' }],
  [/Dbm$/, { vi: 'dBm', en: 'dBm' }],
  [/^baudRate$/, { vi: 'baud', en: 'baud' }],
  [/^dotsPerInch$/, { vi: 'dpi', en: 'dpi' }],
];

export const unitOf = (path: string, language: Language): string | null => {
  const name = path.split('.').at(-1) ?? '';
  return units.find(([pattern]) => pattern.test(name))?.[1][language] ?? null;
};

/** For searching: no capitals, no accents, đ as d. */
export const searchKey = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('vi').replaceAll('đ', 'd');
