// Telex, key by key, and every Vietnamese word that the glass itself uses, typed.
import { expect, test } from 'vitest';
import { vi } from '../../contract/words/vi.ts';
import { telex } from '../../renderer/parts/telex.ts';

const typed = (keys: string): string => Array.from(keys).reduce(telex, '');

test.each([
  ['vieejt', 'việt'],
  ['vietej', 'việt'],
  ['VIEEJT', 'VIỆT'],
  ['thuw', 'thư'],
  ['vieejn', 'viện'],
  ['tinhr', 'tỉnh'],
  ['DDawsk', 'Đắk'],
  ['ddoongf', 'đồng'],
  ['dongfd', 'đòng'],
  ['truowngf', 'trường'],
  ['truongwf', 'trường'],
  ['nguyeenx', 'nguyễn'],
  ['hoaf', 'hòa'],
  ['hoafn', 'hoàn'],
  ['khuyur', 'khuỷu'],
  ['quys', 'quý'],
  ['quas', 'quá'],
  ['giaf', 'già'],
  ['gif', 'gì'],
  ['giuwowngf', 'giường'],
  ['thuys', 'thúy'],
  ['ngoaif', 'ngoài'],
  ['w', 'ư'],
  ['muaw', 'mưa'],
  ['hoawcj', 'hoặc'],
  ['quawn', 'quăn'],
  ['thuowr', 'thuở'],
  ['luuw', 'lưu'],
  ['cuuws', 'cứu'],
  ['huuxw', 'hữu'],
  ['luuww', 'luuw'],
  ['tuowi', 'tươi'],
])('%s is %s', (keys, word) => {
  expect(typed(keys)).toBe(word);
});

test.each([
  ['ass', 'as'],
  ['aaa', 'aa'],
  ['ooo', 'oo'],
  ['oww', 'ow'],
  ['ddd', 'dd'],
  ['tasz', 'ta'],
  ['taz', 'taz'],
  ['str', 'str'],
  ['bcd', 'bcd'],
])('a key pressed twice is itself, and one that finds no vowel is, too: %s is %s', (keys, word) => {
  expect(typed(keys)).toBe(word);
});

/** As a hand would type it: each mark behind its letter, the tone at the end. */
const keysOf = (word: string): string => {
  const toneKeys: Readonly<Record<string, string>> = {
    '\u0301': 's',
    '\u0300': 'f',
    '\u0309': 'r',
    '\u0303': 'x',
    '\u0323': 'j',
  };
  let tone = '';
  const body = Array.from(word, (letter) => {
    const [base = '', ...marks] = letter.normalize('NFD');
    const own = marks.map((mark) => {
      const key = toneKeys[mark];
      if (key === undefined) return mark === '\u0302' ? base : 'w';
      tone = key;
      return '';
    });
    return (base === 'đ' ? 'dd' : base === 'Đ' ? 'DD' : base) + own.join('');
  }).join('');
  return body + tone;
};

test('every Vietnamese word of the glass is written as it stands there', () => {
  const all = new Set(
    Object.values(vi)
      .flatMap((text) => text.normalize('NFC').match(/(?<![\p{L}\d{}])[\p{L}]{2,7}(?![\p{L}\d])/gu) ?? [])
      .filter((word) => /[^a-z]/i.test(word)),
  );
  expect(all.size).toBeGreaterThan(500);
  expect([...all].filter((word) => typed(keysOf(word)) !== word)).toEqual([]);
});
