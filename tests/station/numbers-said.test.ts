// Figures on the pages of the library system's check and of the RF calibration, and on their papers: in the language of whoever reads them,
// 6,1 in Vietnamese and 6.1 in English.
import { expect, test } from 'vitest';
import { spanOf } from '../../contract/words/acs-said.ts';
import { sayCompared, sayFound, sayLimit } from '../../contract/words/calibration-said.ts';
import { allWords, createSay } from '../../contract/words/words.ts';

/** What is filled in as letters, by the names that the words give it. */
const letters = new Set(
  (
    'when by verdict place because spot tag time model version worst median code kind busy family address detail user now how ' +
    'branch name part'
  ).split(' '),
);
/** Where a name that is a number elsewhere is letters. */
const lettersIn: Readonly<Record<string, readonly string[]>> = {
  places: ['beside-less-power', 'beside-mark', 'weak-corners', 'weak-places'],
  says: ['acs.line.patience'],
  waits: ['acs.line.patience'],
  seen: ['charset-other', 'end-other'],
};

test.each(['vi', 'en'] as const)('no figure goes into the words of these pages as it is: %s', (language) => {
  const plain = Object.entries(allWords(language)).flatMap(([key, text]) =>
    /^(?:acs|calibration)\./.test(key)
      ? [...text.matchAll(/\{(\w+)\}/g)]
          .map(([, name = '']) => name)
          .filter((name) => !letters.has(name) && lettersIn[name]?.some((part) => key.includes(part)) !== true)
          .map((name) => `${key} {${name}}`)
      : [],
  );
  expect(plain).toEqual([]);
});

const line = {
  name: 'line',
  verdict: 'fail',
  found: { share: 0.061, rounds: 1728, ms: 62 },
  limit: { share: 0.02 },
} as const;
const pile = {
  name: 'pile-1',
  verdict: 'pass',
  found: { count: 1, worst: 1, seconds: 0.24 },
  limit: { count: 1, share: 0.5, seconds: 1.5 },
} as const;

test('a figure of a calibration, on glass and paper', () => {
  const [vi, en] = [createSay('vi'), createSay('en')];
  expect(sayFound(vi, line)).toContain('6,1% của 1.728 vòng');
  expect(sayFound(en, line)).toContain('6.1% of 1,728 rounds');
  expect(sayFound(vi, pile)).toContain('0,2 s');
  expect(sayLimit(vi, pile)).toContain('trong 1,5 s');
  expect(sayCompared(vi, 'seconds', 0.153)).toBe('0,15 s');
  expect(sayCompared(vi, 'count', 1200)).toBe('1.200');
});

test('a span of time on the line', () => {
  const [vi, en] = [createSay('vi'), createSay('en')];
  expect([48, 2940, 34_000, 5_400_000].map((ms) => spanOf(vi, ms))).toEqual(['48 ms', '2,9 s', '34 s', '90 phút']);
  expect(spanOf(en, 2940)).toBe('2.9 s');
});
