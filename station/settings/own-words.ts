// The library's own sentences, in words.json beside the settings: read, checked, or told by what is wrong in them. The file is a
// person's work: it is never written here.
import { readFileSync } from 'node:fs';
import { checkOwnWords, type CheckedWords } from '../../contract/words/own.ts';
import { issueAt } from './store.ts';

export const ownWordsFile = 'words.json';

/** No file: no words of its own. The issues' paths begin with the file's name. Throws only what the file system throws. */
export const loadOwnWords = (file: string): CheckedWords => {
  const text = readIfThere(file);
  const checked = text === null ? checkOwnWords({}) : checkText(text);
  return checked.kind === 'words'
    ? checked
    : {
        kind: 'issues',
        issues: checked.issues.map((one) => ({ ...one, path: [ownWordsFile, one.path].filter(Boolean).join(': ') })),
      };
};

const checkText = (text: string): CheckedWords => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return checkOwnWords(value);
  } catch {
    return { kind: 'issues', issues: [issueAt('', 'settings.not-json', {})] };
  }
};

const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
