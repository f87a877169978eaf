// The doorway between scanners and the station's words: what a scan is here, and what never comes through.
import { expect, test } from 'vitest';
import { anyNumber, type NumberRules } from '../../drivers/barcode/read-scan.ts';
import type { Scan } from '../../station/flow.ts';
import { createScanEar, rulesOf } from '../../station/scans.ts';
import { createHandClock } from '../clock.ts';

const told = rulesOf({ patron: '^2\\d{13}$', item: '^3\\d{13}$', letters: 'as-scanned', check: 'none' });
const free = anyNumber;
const item = '31234000001014';
const card = '21234000000018';
const isbn = '9786041176447';
const issn = '9770866743007';

const earOf = (rules: NumberRules) => {
  const clock = createHandClock();
  const now = { session: 1 };
  return { clock, now, ear: createScanEar({ rules, takesPapers: false, clock, session: () => now.session }) };
};
const is = (pattern: string): NumberRules['item'] => rulesOf({ ...plain, item: pattern }).item;
const plain = { patron: null, item: null, letters: 'as-scanned', check: 'none' } as const;

test.each<[string, NumberRules, Scan | null]>([
  // A library whose numbers tell cards from items.
  [item, told, { kind: 'number', number: item, mayBe: 'item' }],
  [card, told, { kind: 'number', number: card, mayBe: 'patron' }],
  ['1234', told, { kind: 'number', number: '1234', mayBe: 'neither' }],
  [` ${item}\r\n`, told, { kind: 'number', number: item, mayBe: 'item' }],
  [`A${item}B`, told, { kind: 'number', number: item, mayBe: 'item' }],
  [`]F0A${item}B`, told, { kind: 'number', number: item, mayBe: 'item' }],
  ['３１２３４０００００１０１４', told, { kind: 'number', number: item, mayBe: 'item' }],
  // A library whose numbers do not differ.
  [item, free, { kind: 'number', number: item, mayBe: 'either' }],
  // Only the one or the other is told.
  [item, { ...free, patron: is('^2') }, { kind: 'number', number: item, mayBe: 'item' }],
  [card, { ...free, patron: is('^2') }, { kind: 'number', number: card, mayBe: 'either' }],
  [card, { ...free, item: is('^3') }, { kind: 'number', number: card, mayBe: 'patron' }],
  // The publisher's barcode, which patrons scan instead of the library's.
  [isbn, told, { kind: 'publisher-barcode' }],
  [issn, told, { kind: 'publisher-barcode' }],
  [`${isbn} 51299`, told, { kind: 'publisher-barcode' }],
  [isbn, free, { kind: 'publisher-barcode' }],
  ['9786041176448', free, { kind: 'number', number: '9786041176448', mayBe: 'either' }],
  // Many Vietnamese books have an article number only; a library's own numbers may look like one.
  ['8934974170617', told, { kind: 'publisher-barcode' }],
  ['8934974170617', free, { kind: 'number', number: '8934974170617', mayBe: 'either' }],
  [']E08934974170617', free, { kind: 'publisher-barcode' }],
  // Where the library numbers its items, or its cards, so, it is theirs.
  [isbn, { ...free, item: is('^978\\d{10}$') }, { kind: 'number', number: isbn, mayBe: 'either' }],
  [isbn, { ...told, item: is('^978\\d{10}$') }, { kind: 'number', number: isbn, mayBe: 'item' }],
  [issn, { ...told, patron: is('^977') }, { kind: 'number', number: issn, mayBe: 'patron' }],
  // A pattern for cards alone does not make it an item.
  [isbn, { ...free, patron: is('^2\\d{13}$') }, { kind: 'publisher-barcode' }],
  // Leading zeros count.
  ['0031234', free, { kind: 'number', number: '0031234', mayBe: 'either' }],
  // People's papers.
  ['001090012345||Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021', free, { kind: 'identity-card', card: null }],
  ['GD4797939123456|4E677579E1BB856E|01/01/1990|1|', told, { kind: 'health-card' }],
  // Noise on the line is no number.
  ['3123²0000¶1014', free, { kind: 'garbled' }],
  ['', told, null],
  [' \t\r\n', free, null],
  ['\0\u0007', free, null],
])('a scan of %j', (text, rules, wanted) => {
  expect(earOf(rules).ear.typed(text)).toEqual(wanted);
});

test('a scanner that stutters is heard once; a hand that scans again later is heard again', async () => {
  const { clock, ear } = earOf(told);
  const number = { kind: 'number', number: item, mayBe: 'item' };
  expect(ear.typed(item)).toEqual(number);
  expect(ear.scanned({ kind: 'scanned', text: item, symbology: 'codabar', isSure: true })).toBeNull();
  expect(ear.typed('31234000001030')).toMatchObject({ number: '31234000001030' });
  await clock.pass(1999);
  expect(ear.typed(`A${item}B`)).toBeNull();
  // Left lying there, it is silent as long as it lies.
  for (let nth = 0; nth < 10; nth += 1) {
    await clock.pass(1999);
    expect(ear.typed(item)).toBeNull();
  }
  await clock.pass(2000);
  expect(ear.typed(item)).toEqual(number);
});

test('the same code for another session is never a stutter', () => {
  const { ear, now } = earOf(told);
  expect(ear.typed(item)).toMatchObject({ number: item });
  now.session += 1;
  expect(ear.typed(item)).toMatchObject({ number: item });
});

test('a wrong check digit asks for a second look, and a label that is printed so is taken then', async () => {
  const { clock, ear } = earOf(rulesOf({ ...plain, check: 'mod-10' }));
  expect(ear.typed('30234000517861')).toMatchObject({ kind: 'number' });
  expect(ear.typed('30234000517862')).toEqual({ kind: 'misread' });
  expect(ear.typed('30234000517863')).toEqual({ kind: 'misread' });
  expect(ear.typed('30234000517862')).toEqual({ kind: 'number', number: '30234000517862', mayBe: 'either' });
  await clock.pass(60_000);
  expect(ear.typed('30234000517863')).toEqual({ kind: 'misread' });
});

test('what is no text is told as not understood', () => {
  expect(earOf(told).ear.scanned({ kind: 'garbled', because: 'parity-bits' })).toEqual({ kind: 'garbled' });
});

test('letters are spelt as the library system spells them', () => {
  const { ear } = earOf(rulesOf({ ...plain, patron: '^B\\d\\dDC[A-Z]+\\d+$', letters: 'upper' }));
  expect(ear.typed('b21dccn123')).toMatchObject({ number: 'B21DCCN123', mayBe: 'either' });
});
