// What is wrong with settings that are being edited: by path, in words that say what to do. The same rules as at a start; what the
// checker itself would say in its own tongue is said for people here.
import type * as z from 'zod';
import type { Language } from '../../contract/terms.ts';
import { createSay, isKey, type Key, type Values } from '../../contract/words/words.ts';
import type { Json } from './json.ts';
import { settings } from './schema.ts';

/** `path`: dots between steps. */
export type Fault = { readonly path: string; readonly says: Readonly<Record<Language, string>> };

const speech = { vi: createSay('vi'), en: createSay('en') };
const both = (key: Key, values: Values = {}): Fault['says'] => ({
  vi: speech.vi(key, values),
  en: speech.en(key, values),
});

type Issue = z.core.$ZodIssue;

const saidOf = (issue: Issue): Fault['says'] => {
  const { message } = issue;
  // Not filled in yet: nobody is told of its format before.
  if (issue.code === 'invalid_format' && issue.input === '') return both('editor.wrong.needed');
  // The schema's own words are keys of ours.
  if (isKey(message)) return both(message);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? both('editor.wrong.needed')
        : issue.expected === 'number' || issue.expected === 'int'
          ? both('editor.wrong.number')
          : both('editor.wrong.kind', { wanted: issue.expected });
    case 'too_small':
      if (issue.origin === 'string')
        return both(issue.minimum === 1 ? 'editor.wrong.needed' : 'editor.wrong.short', {
          least: Number(issue.minimum),
        });
      return issue.origin === 'array'
        ? both('editor.wrong.few', { least: Number(issue.minimum) })
        : both('editor.wrong.least', { least: String(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return both('editor.wrong.long', { most: Number(issue.maximum) });
      return issue.origin === 'array'
        ? both('editor.wrong.many', { most: Number(issue.maximum) })
        : both('editor.wrong.most', { most: String(issue.maximum) });
    case 'invalid_value':
    case 'invalid_union':
      return both('editor.wrong.choice');
    case 'unrecognized_keys':
      return both('editor.wrong.unknown', { names: issue.keys.join(', ').slice(0, 200) });
    case 'invalid_format':
      return both('editor.wrong.format');
    default:
      return { vi: message, en: message };
  }
};

/** None: they can be used, as far as the file itself goes. */
export const faultsOf = (value: Json): readonly Fault[] => {
  const parsed = settings.safeParse(value, { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue): readonly Fault[] => {
    const path = issue.path.join('.');
    const says = saidOf(issue);
    if (issue.code !== 'unrecognized_keys') return [{ path, says }];
    return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, says }));
  });
};
