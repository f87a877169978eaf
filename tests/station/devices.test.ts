// The doorway between devices and the station's words, as tables: what lies on the pad.
import { expect, test } from 'vitest';
import { anyNumber } from '../../drivers/barcode/read-scan.ts';
import { slixTag } from '../../drivers/rfid/field.ts';
import type { TagContent } from '../../drivers/tags/content.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { securityOf } from '../../drivers/rfid/pad.ts';
import { numbersOf, thingOf, type Numbers } from '../../station/devices.ts';
import type { Thing } from '../../station/library.ts';

const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
const free: Numbers = { ...anyNumber, owner: null };
const told = numbersOf({ patron: '^2\\d{13}$', item: '^3\\d{13}$', letters: 'as-scanned', check: 'none' }, 'VN-HN1');
const item = '31234000001014';
const card = '21234000000018';

const usual: TagContent = { id: item, part: { nth: 1, of: 1 }, usage: 0x10, owner: null, title: null };
const readTag = (bytes: Uint8Array | null, value = 0x07) => {
  if (bytes === null) throw new Error('that does not fit on a tag');
  const { memory, blockSize } = slixTag({ uid: 'E004010046A847AD', content: bytes, afi: value });
  return { kind: 'memory', memory, blockSize, afi: value } as const;
};
const thing = (content: Partial<TagContent>, numbers: Numbers = free, value = 0x07): Thing =>
  thingOf(
    readTag(writeIso28560_2({ ...usual, ...content }), value),
    securityOf(rule, { afi: value, alarms: null }),
    numbers,
    rule.afi,
  );

// ── Tags ──

test('an item with all it says, in either format', () => {
  const wanted = {
    kind: 'item',
    number: item,
    part: { nth: 2, of: 3 },
    title: null,
    security: 'armed',
    discarded: false,
    usage: 0x10,
  };
  const content = { ...usual, owner: 'VN-HN1', part: { nth: 2, of: 3 } };
  expect(thing(content, told)).toEqual(wanted);
  expect(thingOf(readTag(writeIso28560_3(content)), 'armed', told, rule.afi)).toEqual(wanted);
  expect(thing({ title: 'Truyen Kieu' })).toMatchObject({ title: 'Truyen Kieu' });
});

test.each([
  ['the only part', { nth: 1, of: 1 }, null],
  ['none is told', null, null],
  ['one of nobody knows how many', { nth: 2, of: 0 }, { nth: 2, of: 0 }],
  ['the first of two', { nth: 1, of: 2 }, { nth: 1, of: 2 }],
  ['the last of twelve', { nth: 12, of: 12 }, { nth: 12, of: 12 }],
])('a part: %s', (_, part, wanted) => {
  expect(thing({ part })).toMatchObject({ kind: 'item', part: wanted });
});

test.each([
  [0x10, { kind: 'item', discarded: false }],
  [0x00, { kind: 'item', discarded: false }],
  [0x20, { kind: 'item', discarded: false }],
  [0x6f, { kind: 'item', discarded: false }],
  [0x70, { kind: 'item', discarded: true }],
  [0x71, { kind: 'item', discarded: true }],
  [0x7f, { kind: 'item', discarded: true }],
  [0x80, { kind: 'patron-card', number: item }],
  [0x81, { kind: 'patron-card', number: item }],
  [0x90, { kind: 'item', discarded: false }],
  [null, { kind: 'item', discarded: false }],
])('type of usage %s', (usage, wanted) => {
  expect(thing({ usage })).toMatchObject(wanted);
});

test('a patron’s card is a card whatever its number and owner', () => {
  expect(thing({ id: card, usage: 0x80, owner: 'DE-705' }, told)).toEqual({ kind: 'patron-card', number: card });
});

test.each([
  [0x07, 'armed'],
  [0xc2, 'disarmed'],
  [0x00, 'odd'],
  [0x9a, 'odd'],
  [0xff, 'odd'],
] as const)('AFI %s is %s', (value, security) => {
  expect(thing({}, free, value)).toMatchObject({ kind: 'item', security });
});

test('where the gates go by EAS, an item is armed when its tag alarms, whatever its AFI', () => {
  const eas = { afi: null, eas: true };
  expect(securityOf(eas, { afi: 0xc2, alarms: true })).toBe('armed');
  expect(securityOf(eas, { afi: 0x07, alarms: false })).toBe('disarmed');
});

test.each<[string | null, string | null, boolean]>([
  // What the tag says, what the library is, whether it is ours.
  ['DE-705', 'DE-705', true],
  ['DE705', 'DE-705', true],
  ['705', 'DE-705', true],
  ['de-705', 'DE-705', true],
  ['HN1', 'VN-HN1', true],
  ['VN-HN1', 'VN-HN1', true],
  ['US-InU-Mu', 'US-InU-Mu', true],
  ['InU-Mu', 'US-InU-Mu', true],
  ['DE-705', '705', true],
  [null, 'DE-705', true],
  ['DE-705', null, true],
  ['DE-705', '', true],
  [null, null, true],
  ['DE-706', 'DE-705', false],
  ['DE-70', 'DE-705', false],
  ['VN-705', 'DE-705', false],
  // The end of a number is not the number: DE-5 is in Bonn.
  ['5', 'DE-705', false],
  ['05', 'DE-705', false],
  ['1', 'VN-HN1', false],
  ['Mu', 'US-InU-Mu', false],
  ['E-705', 'DE-705', false],
])('an item of %j in the library %j', (owner, isil, isOurs) => {
  const numbers: Numbers = { ...anyNumber, owner: isil };
  expect(thing({ owner }, numbers).kind).toBe(isOurs ? 'item' : 'foreign');
});

test('an owner stands the same in the older format, with its country apart', () => {
  const old = (owner: string): Thing => thingOf(readTag(writeIso28560_3({ ...usual, owner })), 'armed', told, rule.afi);
  expect(old('VN-HN1').kind).toBe('item');
  expect(old('VN-HN2').kind).toBe('foreign');
});

test('a number that no item here can have is foreign: nobody is asked about it', () => {
  expect(thing({ id: item }, told)).toMatchObject({ kind: 'item', number: item });
  expect(thing({ id: card }, told)).toEqual({ kind: 'foreign' });
  expect(thing({ id: '1001' }, told)).toEqual({ kind: 'foreign' });
  expect(thing({ id: '1001' }, free)).toMatchObject({ kind: 'item', number: '1001' });
});

test('a UHF tag of this library is an item, one of another trade is foreign, and a card by its UID alone is nothing yet', () => {
  const uhf = (pc: number, uii: string): Thing =>
    thingOf({ kind: 'uii', pc, uii: Uint8Array.from(Buffer.from(uii, 'hex')) }, 'armed', free, rule.afi);
  expect(uhf(0x3907, '8BCC3450AF01FB521B658EB71E39')).toMatchObject({
    kind: 'item',
    number: '30123000012345',
    security: 'armed',
  });
  expect(uhf(0x3000, '3034257BF7194E4000001A85')).toEqual({ kind: 'foreign' });
  expect(uhf(0x3000, 'E28011700000020B3A4C5D6E')).toEqual({ kind: 'blank' });
  expect(thingOf({ kind: 'card' }, 'odd', free, rule.afi)).toEqual({ kind: 'foreign' });
});

test('a blank tag is blank; half a tag, another trade’s and rubbish are foreign', () => {
  const of = (memory: Uint8Array): Thing =>
    thingOf({ kind: 'memory', memory, blockSize: 4, afi: 0x07 }, 'armed', free, rule.afi);
  expect(of(new Uint8Array(112))).toEqual({ kind: 'blank' });
  expect(of(new Uint8Array(0))).toEqual({ kind: 'foreign' });
  const { memory } = readTag(writeIso28560_3(usual));
  memory[10] = (memory[10] ?? 0) ^ 0x01;
  expect(of(memory)).toEqual({ kind: 'foreign' });
  expect(of(Uint8Array.from({ length: 112 }, (_, nth) => (nth * 37 + 11) & 0xff))).toEqual({ kind: 'foreign' });
});
