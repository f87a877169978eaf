// Card numbers: one card, and the many ways in which library systems have stored it.
import { assert, constantFrom, property, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CardReading, cardNumber, cardNumberSettings, spellingsOf } from '../../drivers/tags/card-number.ts';
import { hex } from './hex.ts';
import { runs } from '../proof.ts';

const uid = (text: string): CardReading => ({ kind: 'uid', bytes: hex(text) });
const numberOf = (reading: CardReading, wish: object = {}): string | null => {
  const told = cardNumber(reading, cardNumberSettings.parse(wish));
  return told.kind === 'number' ? told.number : null;
};
const because = (reading: CardReading): string => {
  const told = cardNumber(reading, cardNumberSettings.parse({}));
  return told.kind === 'unusable' ? told.because : '';
};

describe('a MIFARE card with a UID of four bytes', () => {
  const card = uid('04A1B2C3');
  test.each([
    ['hexadecimal', {}, '04A1B2C3'],
    ['reversed', { order: 'reversed' }, 'C3B2A104'],
    ['decimal of ten digits', { base: 'decimal', width: 10 }, '0077705923'],
    ['decimal without zeros', { base: 'decimal' }, '77705923'],
    ['reversed decimal', { order: 'reversed', base: 'decimal' }, '3283263748'],
    ['Wiegand-26 as facility and number', { base: 'facility-and-number' }, '16145763'],
    ['small letters', { letters: 'lower' }, '04a1b2c3'],
    ['without its leading zero', { strip: { zeros: true } }, '4A1B2C3'],
    ['with what the library puts round it', { add: { prefix: 'SV-', suffix: '#' } }, 'SV-04A1B2C3#'],
    ['without what a reader puts before it', { strip: { prefix: '04' } }, 'A1B2C3'],
  ])('%s', (_name, wish, number) => expect(numberOf(card, wish)).toBe(number));

  test('the technician sees each spelling once', () => {
    const numbers = spellingsOf(card).map(({ number }) => number);
    for (const number of ['04A1B2C3', 'C3B2A104', '0077705923', '3283263748']) expect(numbers).toContain(number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { settings, number } of spellingsOf(card)) expect(numberOf(card, settings)).toBe(number);
  });
});

test('seven bytes of which a system stores four', () => {
  const card = uid('04AABBCCDDEEFF');
  expect(numberOf(card)).toBe('04AABBCCDDEEFF');
  expect(numberOf(card, { keep: { bytes: 4, from: 'start' } })).toBe('04AABBCC');
  expect(numberOf(card, { keep: { bytes: 4, from: 'end' }, order: 'reversed' })).toBe('FFEEDDCC');
  expect(spellingsOf(card).map(({ number }) => number)).toContain('CCDDEEFF');
});

test('an ISO 15693 card as readers of either order tell it', () => {
  expect(numberOf(uid('E004010046A847AD'))).toBe('E004010046A847AD');
  expect(numberOf(uid('E004010046A847AD'), { order: 'reversed' })).toBe('AD47A846000104E0');
});

describe('Wiegand', () => {
  // Facility 161, number 45763: A1 B2C3, an even parity bit before and an odd one behind.
  const good = '01010000110110010110000110';

  test('26 bits', () => {
    expect(numberOf({ kind: 'wiegand', bits: good }, { base: 'facility-and-number' })).toBe('16145763');
    expect(numberOf({ kind: 'wiegand', bits: good })).toBe('A1B2C3');
  });

  test('34 bits are the four bytes of a UID', () => {
    const bits = `0${(0x04a1b2c3).toString(2).padStart(32, '0')}1`;
    expect(numberOf({ kind: 'wiegand', bits }, { base: 'decimal', width: 10 })).toBe('0077705923');
  });

  test.each([
    ['a bit read wrong', good.replace('11', '10'), 'parity'],
    ['a length nobody knows', '101', 'no Wiegand word'],
    ['another', '1'.repeat(27), '27 bits'],
    ['no bits', 'hello world', 'no Wiegand word'],
  ])('%s', (_name, bits, sentence) => expect(because({ kind: 'wiegand', bits })).toContain(sentence));
});

test('the content of a card: what a system leaves away and how it writes letters', () => {
  expect(numberOf({ kind: 'text', text: ' b21dccn123 ' })).toBe('B21DCCN123');
  expect(numberOf({ kind: 'text', text: '0000123' }, { strip: { zeros: true } })).toBe('123');
  expect(numberOf({ kind: 'text', text: 'A21234000000018B' }, { strip: { prefix: 'A', suffix: 'B' } })).toBe(
    '21234000000018',
  );
  expect(numberOf({ kind: 'text', text: 'a\u0001b' })).toBeNull();
  expect(numberOf({ kind: 'text', text: 'VN' }, { strip: { prefix: 'VN' } })).toBeNull();
});

test.each([
  ['a card that makes up a UID each time', '08A1B2C3', 'new UID'],
  ['nothing', '', '0 bytes'],
  ['too much', '0102030405060708090A0B', '11 bytes'],
])('%s is unusable', (_name, bytes, sentence) => expect(because(uid(bytes))).toContain(sentence));

test('settings that make no sense are refused', () => {
  for (const wish of [{ base: 'octal' }, { width: -1 }, { keep: { bytes: 0, from: 'end' } }, { orders: 'reversed' }])
    expect(cardNumberSettings.safeParse(wish).success).toBe(false);
});

test('any reading is a value, and two cards never share a number in full hexadecimal', () => {
  const settings = cardNumberSettings.parse({});
  assert(
    property(uint8Array({ maxLength: 12 }), uint8Array({ maxLength: 12 }), (one, other) => {
      const [first, second] = [one, other].map((bytes) => cardNumber({ kind: 'uid', bytes }, settings));
      if (first?.kind !== 'number' || second?.kind !== 'number') return;
      expect(first.number === second.number).toBe(Buffer.from(one).equals(other));
    }),
    { numRuns: runs(500) },
  );
  assert(
    property(string({ unit: 'binary' }), constantFrom('text', 'wiegand'), (text, kind) => {
      const reading = kind === 'text' ? ({ kind, text } as const) : ({ kind, bits: text } as const);
      return ['number', 'unusable'].includes(cardNumber(reading, settings).kind) && spellingsOf(reading).length >= 0;
    }),
    { numRuns: runs(500) },
  );
});
