// Library numbers: their spelling, their check digits, and the publishers' barcodes that are none of them.
import { assert, constantFrom, property, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breaksRule, code39Check, libraryNumber, publisherBarcode, tidyNumber } from '../../drivers/barcode/numbers.ts';
import type { Symbology } from '../../drivers/ports/barcode-scanner.ts';
import { runs } from '../proof.ts';

describe('one spelling for one number', () => {
  test.each<[string, Symbology | null, string]>([
    ['A30234000517861B', null, '30234000517861'],
    ['a30234000517861d', null, '30234000517861'],
    ['A30234000517861B', 'codabar', '30234000517861'],
    // A number that was no Codabar keeps its letters.
    ['A30234000517861B', 'code-128', 'A30234000517861B'],
    ['A30234000517861', null, 'A30234000517861'],
    ['ABCD', null, 'ABCD'],
    ['*TV001234*', null, 'TV001234'],
    ['*TV001234*', 'code-39', 'TV001234'],
    ['*TV001234*', 'qr', '*TV001234*'],
    ['**', null, '**'],
    ['000123', null, '000123'],
    ['３０２３', null, '3023'],
    [' VN-HN1.000123 ', null, 'VN-HN1.000123'],
    ['VN–HN1‐000123', null, 'VN-HN1-000123'],
    ['VN−HN1', null, 'VN-HN1'],
    ['3 0234\u00a000051\u30007861', null, '3 0234 00051 7861'],
    ['\u001d30234\u200b000517861\0', null, '30234000517861'],
    ['tv001234', null, 'tv001234'],
    ['12345678901234567890123456', null, '12345678901234567890123456'],
  ])('%j (%s) is %s', (scanned, symbology, number) => expect(libraryNumber(scanned, symbology)).toBe(number));

  test('a spelling that is spelt again stays', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = tidyNumber(text);
        expect(tidyNumber(once)).toBe(once);
        expect(once).not.toMatch(/\p{Cc}|^\s|\s$/u);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('check digits', () => {
  test.each([
    ['30234000517861', false],
    ['33191000105864', false],
    ['30123000012348', false],
    ['21234000098764', false],
    ['35555000012346', false],
    ['22390000027895', false],
    // Printed in the world, and wrong by the rule: so no rule is assumed.
    ['35555000012349', true],
    ['22390000027896', true],
    // The rule is made for 14 digits.
    ['3023400051786', false],
    ['TV001234', false],
  ])('%s breaks the rule of 14 digits: %s', (number, breaks) => {
    expect(breaksRule(number, null, 'mod-10')).toBe(breaks);
    expect(breaksRule(number, null, 'none')).toBe(false);
  });

  test.each([
    ['TV001234', 'R'],
    ['CODE39', 'W'],
    ['tv', null],
    ['', null],
  ])('Code 39, mod 43: %s ends with %s', (number, check) => {
    expect(code39Check(number)).toBe(check);
    if (check === null) return;
    const printed = `${number}${check}`;
    expect(breaksRule(printed, 'code-39', 'mod-43')).toBe(false);
    expect(breaksRule(`${printed.slice(0, -1)}!`, null, 'mod-43')).toBe(true);
    expect(breaksRule(`${printed.slice(0, -1)}!`, 'code-128', 'mod-43')).toBe(false);
  });

  test('the rule of 14 digits finds every single wrong digit', () => {
    assert(
      property(stringMatching(/^[23]\d{12}$/), (start) => {
        const good = Array.from('0123456789', (last) => start + last).filter(
          (number) => !breaksRule(number, null, 'mod-10'),
        );
        expect(good).toHaveLength(1);
        const [number = ''] = good;
        for (let at = 0; at < number.length; at += 1)
          for (const digit of '0123456789') {
            const wrong = number.slice(0, at) + digit + number.slice(at + 1);
            expect(breaksRule(wrong, null, 'mod-10')).toBe(wrong !== number);
          }
      }),
      { numRuns: runs(30) },
    );
  });

  test('mod 43 finds every single wrong character', () => {
    const character = constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'));
    assert(
      property(stringMatching(/^[0-9A-Z]{2,12}$/), character, (number, other) => {
        const printed = `${number}${code39Check(number) ?? ''}`;
        const wrong = other + printed.slice(1);
        expect(breaksRule(wrong, 'code-39', 'mod-43')).toBe(wrong !== printed);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('the publisher’s barcode', () => {
  const isbn = { kind: 'isbn', number: '9780306406157', isSure: true };
  test.each<[string, Symbology | null, ReturnType<typeof publisherBarcode> | object]>([
    ['9780306406157', null, isbn],
    ['9780306406157', 'ean', isbn],
    ['9780306406157 51999', null, isbn],
    ['978030640615751999', 'ean', isbn],
    ['978-0-306-40615-7', null, isbn],
    ['ISBN 978-0-306-40615-7', 'qr', isbn],
    ['9771234567898', null, { kind: 'issn', number: '9771234567898', isSure: true }],
    ['977123456789801', 'ean', { kind: 'issn', number: '9771234567898', isSure: true }],
    ['9790260000438', null, { kind: 'ismn', number: '9790260000438', isSure: true }],
    ['ISBN 0-306-40615-2', null, { kind: 'isbn', number: '0306406152', isSure: true }],
    ['080442957X', null, { kind: 'isbn', number: '080442957X', isSure: false }],
    ['0378-5955', null, { kind: 'issn', number: '03785955', isSure: false }],
    ['8934974170617', 'ean', { kind: 'product', number: '8934974170617', isSure: true }],
    ['8934974170617', null, { kind: 'product', number: '8934974170617', isSure: false }],
    ['036000291452', 'ean', { kind: 'product', number: '036000291452', isSure: true }],
    ['96385074', 'ean', { kind: 'product', number: '96385074', isSure: true }],
    // Numbers that a shop or a library gives out itself.
    ['2012345678903', 'ean', null],
    ['20123451', 'ean', null],
    // A Code 128 with these digits is a label of somebody's own making.
    ['8934974170617', 'code-128', null],
    ['9780306406158', null, null],
    ['0306406153', null, null],
    ['036000291452', null, null],
    ['30234000517861', null, null],
    ['03785955', null, null],
  ])('%s (%s)', (scanned, symbology, is) => expect(publisherBarcode(scanned, symbology)).toEqual(is));

  test('one wrong digit makes it none', () => {
    assert(
      property(stringMatching(/^97[89]\d{9}$/), (start) => {
        const found = Array.from('0123456789', (last) => publisherBarcode(start + last)).filter((one) => one !== null);
        expect(found).toHaveLength(1);
      }),
      { numRuns: runs(200) },
    );
  });
});
