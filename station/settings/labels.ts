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

export const helpOf = (help: string, language: Language): string => (language === 'en' ? help : (helpVi[help] ?? help));

/** A value of a choice, as it stands in the file where it has no other name. */
export const optionOf = (value: string, language: Language): string => options[value]?.[language] ?? value;

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
