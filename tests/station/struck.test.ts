// What is struck out of a message of the wire where only its words can be gone by: whole words, in whatever case, wherever they stand.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { strike, type Manner } from '../../station/acs-watch/struck.ts';
import { runs } from '../proof.ts';

const manner: Manner = { charset: 'utf-8', vocabulary: 'standard', isCard: () => false };
const when = '20261123    093015';
/** A title of an item that is asked about, where the question named somebody. */
const itemTitle = (name: string, title: string): string | undefined => {
  const answer = `121NNY${when}AOTVT|AA4711|AB31234|AJ${title}|AH|`;
  const asked = { secrets: [], patrons: [name] };
  const { text } = strike(new TextEncoder().encode(answer), manner, asked, false);
  return /AJ([^|]*)\|/.exec(text)?.[1];
};

test.each([
  ['Nguyễn Thị Minh', 'Thư của nguyễn thị minh gửi mẹ', 'Thư của *** gửi mẹ'],
  ['Jürgen Groß', 'JÜRGEN GROß: Gedichte', '***: Gedichte'],
  ['Jürgen Groß', 'Jürgen Großmann', 'Jürgen Großmann'],
  ['Σωκράτης', 'ΣΩΚΡΆΤΗΣ', '***'],
  ['21234000000026', '21234000000026, 212340000000261', '***, 212340000000261'],
  ['Trần Minh', 'Trần Minh Trần Minh', '*** ***'],
])('of %s: %s', (name, title, left) => {
  expect(itemTitle(name, title)).toBe(left);
});

test('whatever is asked for, and in whatever words it stands, no whole word of it is left', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'a A b B à À đ Đ ß ς Σ σ 1'.split(' ')),
    minLength: 6,
    maxLength: 8,
  });
  const others = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '.', ',', '-'), maxLength: 10 });
  fc.assert(
    fc.property(letters, others, others, (name, before, behind) => {
      const title = `${before} ${name} ${behind}`;
      expect(itemTitle(name, title)?.split(/[^\p{L}\p{N}]+/u)).not.toContain(name);
    }),
    { numRuns: runs(100) },
  );
});
