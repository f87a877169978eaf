// A librarian's own sentences: taken where they are sound, and told by their place where they are not.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkOwnWords, longestSentence } from '../../contract/words/own.ts';
import { createSay, takeOwnWords } from '../../contract/words/words.ts';
import { loadOwnWords } from '../../station/settings/own-words.ts';
import { newFolder } from './open-house.ts';

const written = (text: string): string => {
  const file = join(newFolder(), 'words.json');
  writeFileSync(file, text);
  return file;
};

test('a sentence of the library’s own is said in the place of ours, and only there', () => {
  onTestFinished(() => takeOwnWords({}));
  const file = written(
    `\uFEFF${JSON.stringify({ vi: { 'welcome.title': 'Chào bạn đến với thư viện Ninh Thuận', 'tally.lent': 'Bạn mượn {count} cuốn' } })}`,
  );
  const own = loadOwnWords(file);
  if (own.kind !== 'words') throw new Error(JSON.stringify(own));
  takeOwnWords(own.words);
  expect(createSay('vi')('welcome.title')).toBe('Chào bạn đến với thư viện Ninh Thuận');
  expect(createSay('vi')('tally.lent', { count: 3 })).toBe('Bạn mượn 3 cuốn');
  expect(createSay('vi')('press.borrow')).toBe('Mượn sách');
  expect(createSay('en')('welcome.title')).toBe('Welcome to the library');
});

test('no file is no fault', () => {
  expect(loadOwnWords(join(newFolder(), 'words.json'))).toEqual({ kind: 'words', words: {} });
});

test.each([
  [{ vi: { 'welcome.titel': 'Chào' } }, 'vi.welcome.titel', 'is no key'],
  [{ fr: { 'welcome.title': 'Bonjour' } }, 'fr', 'is no language'],
  [{ vi: { 'tally.lent': 'Bạn mượn {count cuốn' } }, 'vi.tally.lent', 'curly brackets'],
  [{ en: { 'tally.lent': '{count, plural, one {# item}}' } }, 'en.tally.lent', 'curly brackets'],
  [
    { vi: { 'tally.lent': 'Bạn mượn {so} cuốn' } },
    'vi.tally.lent',
    'uses {so}, which this sentence is not given; it is given: {count}',
  ],
  [{ vi: { 'welcome.title': 'Chào {name}' } }, 'vi.welcome.title', 'uses {name}'],
  [{ vi: { 'welcome.title': 'Chào <b>bạn</b>' } }, 'vi.welcome.title', 'greater-than'],
  [{ vi: { 'checkout.patron': '{name, date, ::yyyy}' } }, 'vi.checkout.patron', 'cannot be read'],
  [{ vi: { 'welcome.title': ' ' } }, 'vi.welcome.title', 'not empty'],
  [{ vi: { 'welcome.title': 7 } }, 'vi.welcome.title', 'must be a sentence'],
  [{ vi: { 'welcome.title': 'x'.repeat(longestSentence + 1) } }, 'vi.welcome.title', 'longer than 400'],
  [{ vi: 'Chào' }, 'vi', 'table of keys'],
  [['vi'], '', 'table of keys'],
])('%j is told by its place', (value, path, says) => {
  const checked = checkOwnWords(value);
  expect(checked).toEqual({
    kind: 'issues',
    issues: [{ path, message: { vi: expect.stringMatching(/\S/), en: expect.stringContaining(says) } }],
  });
});

test('what is no JSON is told with the file’s name', () => {
  expect(loadOwnWords(written('{ "vi": { "welcome.title": "Chào" '))).toMatchObject({
    kind: 'issues',
    issues: [{ path: 'words.json' }],
  });
});

test('every text can be printed, and what is printed can be taken as it is', () => {
  const printed = execFileSync(process.execPath, ['station/main.ts', '--words'], { encoding: 'utf8' });
  const words: unknown = JSON.parse(printed);
  expect(words).toHaveProperty(['vi', 'welcome.title']);
  expect(checkOwnWords(words)).toMatchObject({ kind: 'words' });
});
