// How a finding of the assistant is said, on the glass as in the report: what the station names by a word of its own stands there in the
// reader's language. What another version wrote is said, too: a word that is not known here stands as it is.
import { isDeviceFault, sayFault } from './device-faults-said.ts';
import { slotsOf } from './own.ts';
import { vi } from './vi.ts';
import { isKey, type Key, type Say } from './words.ts';

/** What was found, as it was kept. `name`: of another version it may be any word. */
export type FoundBefore = { readonly name: string; readonly values: Readonly<Record<string, string | number>> };

/** Values that are words of the station; whatever else a finding holds is as somebody else wrote it. */
const codes = ['because', 'state', 'screen', 'why', 'security', 'notes'] as const;
const isCode = (name: string): boolean => codes.some((code) => code === name);

const wordOf = (say: Say, code: string): string => {
  const key = [`assistant.code.${code}`, `row.refused.${code}`, `turned-away.${code}.title`].find(isKey);
  // Nothing that is not named is hidden: the word of the station may be looked for.
  return key === undefined ? code : say(key);
};

const untold = '?';

/**
 * Null where it is no sentence: a count that the message needs is not there, or is no number. A text that is not there is a question mark,
 * and a code that is not there nothing.
 */
export const sayKept = (say: Say, key: Key, values: FoundBefore['values']): string | null => {
  const whole: Record<string, string | number> = { ...values };
  for (const [name, like] of slotsOf(vi[key])) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof like !== 'string' && typeof value !== 'number') return null;
    whole[name] = value ?? (isCode(name) ? '' : untold);
  }
  return say(key, whole);
};

/** In the station's own words: what has no others. */
const asItIs = ({ name, values }: FoundBefore): string => {
  const told = Object.entries(values).map(([key, value]) => `${key}: ${value}`);
  return told.length === 0 ? name : `${name} (${told.join(', ')})`;
};

/** What a device said is told in words, where the station knew its kind. */
const withFault = (say: Say, values: FoundBefore['values']): FoundBefore['values'] => {
  const { fault, text } = values;
  return isDeviceFault(fault) ? { ...values, text: sayFault(say, { fault, because: String(text ?? '') }) } : values;
};

export const sayFinding = (say: Say, found: FoundBefore): string => {
  const key = `assistant.finding.${found.name}`;
  const said = Object.entries(withFault(say, found.values)).map(([name, value]) => {
    if (!isCode(name) || typeof value !== 'string') return [name, value] as const;
    return [
      name,
      value === ''
        ? ''
        : value
            .split(', ')
            .map((code) => wordOf(say, code))
            .join(', '),
    ] as const;
  });
  const sentence = isKey(key) ? sayKept(say, key, Object.fromEntries(said)) : null;
  if (sentence === null) return asItIs(found);
  // A code that was not there leaves no hole in the sentence.
  return sentence
    .replaceAll(/ +\)/g, ')')
    .replaceAll(/ ?\(\)/g, '')
    .trim();
};
