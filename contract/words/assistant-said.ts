// How a finding of the assistant is said, on the glass as in the report: what the station names by a word of its own stands there in the
// reader's language.
import type { Finding } from '../assistant-view.ts';
import { isKey, type Say } from './words.ts';

/** Values that are words of the station; whatever else a finding holds is as somebody else wrote it. */
const codes = ['because', 'state', 'screen', 'why', 'security', 'notes'] as const;

const wordOf = (say: Say, code: string): string => {
  const key = [`assistant.code.${code}`, `row.refused.${code}`, `turned-away.${code}.title`].find(isKey);
  // Nothing that is not named is hidden: the word of the station may be looked for.
  return key === undefined ? code : say(key);
};

export const sayFinding = (say: Say, { name, values }: Pick<Finding, 'name' | 'values'>): string => {
  const said = Object.entries(values).map(([key, value]) => {
    const isCode = codes.some((code) => code === key);
    if (!isCode || typeof value !== 'string') return [key, value] as const;
    return [
      key,
      value === ''
        ? ''
        : value
            .split(', ')
            .map((code) => wordOf(say, code))
            .join(', '),
    ] as const;
  });
  // A code that was not there leaves no hole in the sentence.
  return say(`assistant.finding.${name}`, Object.fromEntries(said))
    .replaceAll(/ +\)/g, ')')
    .replaceAll(/ ?\(\)/g, '')
    .trim();
};
