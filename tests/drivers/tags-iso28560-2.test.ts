// ISO 28560-2 tags, against bytes that independent implementations agree on.
import {
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  option,
  property,
  record,
  stringMatching,
  tuple,
  uint8Array,
  uniqueArray,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact } from '../../drivers/tags/compaction.ts';
import type { TagContent } from '../../drivers/tags/content.ts';
import { readDataSets, writeDataSets } from '../../drivers/tags/data-sets.ts';
import { dataEnds, detect } from '../../drivers/tags/detect.ts';
import { announcedOids, writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { hex, toHex } from './hex.ts';
import { runs } from '../proof.ts';
import { annexD, contents, onChip, plain } from './tag-samples.ts';

describe('ISO 28560-2', () => {
  test('the example of the standard, with its offsets', () => {
    expect(detect(onChip(hex(annexD)), 4)).toEqual({
      kind: 'item',
      format: 'iso-28560-2',
      ...plain,
      id: '123456789012',
      part: { nth: 3, of: 12 },
      owner: 'US-InU-Mu',
    });
    expect(readDataSets(hex(annexD))?.elements.get(6)?.text).toBe('QA268.L55');
    expect([announcedOids(hex('D0')), announcedOids(hex('E0')), announcedOids(hex('0002'))]).toEqual([
      [3, 4, 6],
      [3, 4, 5],
      [17],
    ]);
  });

  const elementsOfAnnexD = [
    { oid: 1, compaction: 1, bytes: hex('1CBE991A14'), isLocked: true },
    { oid: 2, compaction: 0, bytes: hex('D0'), isLocked: false },
    { oid: 4, compaction: 1, bytes: hex('04B3'), isLocked: false },
    { oid: 6, compaction: 4, bytes: hex('441CB6E2E335D6'), isLocked: false },
    { oid: 3, compaction: 0, bytes: hex('ACC09EBAA06F6B'), isLocked: true },
  ];

  test('the example of the standard is written as it stands there, with its locked runs on whole blocks', () => {
    const { bytes, lockedBlocks } = writeDataSets(elementsOfAnnexD, 4);
    expect(toHex(bytes)).toBe(toHex(hex(annexD)));
    expect(lockedBlocks).toEqual([0, 1, 6, 7, 8]);
  });

  test('data sets come back whatever is locked and however large a block is, and no block is half locked', () => {
    const sets = record({
      oid: integer({ min: 1, max: 31 }),
      compaction: constantFrom(0, 6, 7),
      bytes: uint8Array({ minLength: 1, maxLength: 30 }),
      isLocked: boolean(),
    });
    assert(
      property(
        uniqueArray(sets, { minLength: 1, maxLength: 8, selector: ({ oid }) => oid }),
        constantFrom(4, 8, 32),
        (elements, blockSize) => {
          const { bytes, lockedBlocks } = writeDataSets(elements, blockSize);
          const read = readDataSets(Uint8Array.from([...bytes, 0]));
          expect([...(read?.elements ?? [])].map(([oid, element]) => [oid, element.compaction, element.bytes])).toEqual(
            elements.map(({ oid, compaction, bytes: content }) => [oid, compaction, content]),
          );
          const isLockedAt = (at: number): boolean => lockedBlocks.includes(Math.floor(at / blockSize));
          for (const { oid, isLocked } of elements) {
            const { start = 0, end = 0 } = read?.elements.get(oid) ?? {};
            expect([isLockedAt(start), isLockedAt(end - 1)]).toEqual([isLocked, isLocked]);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test('what no tag can hold is not written', () => {
    const usual = { ...plain, id: '30123000012345' };
    for (const content of [
      { ...usual, id: '123' },
      { ...usual, title: 'x\u00fc'.repeat(100) },
      { ...usual, title: '' },
      { ...usual, part: { nth: 1, of: 1000 } },
      { ...usual, usage: 256 },
    ])
      expect(() => writeIso28560_2(content)).toThrow(RangeError);
  });

  const book = { ...plain, id: '30123000012345', owner: 'VN-HN1', part: { nth: 1, of: 1 }, usage: 0x10 };

  test.each<[string, TagContent]>([
    ['11061B658EB71E39 0201E0 0305B380877C7F 14010B 650110', book],
    ['4106516C30C72CF4', { ...plain, id: 'TV001234' }],
    [
      '11051CBE991A14 02020002 7F020F54727579E1BB876E204B69E1BB8175',
      { ...plain, id: '123456789012', title: 'Truyện Kiều' },
    ],
  ])('%s', (bytes, content) => {
    expect(detect(onChip(hex(bytes)), 4)).toEqual({ kind: 'item', format: 'iso-28560-2', ...content });
    expect(toHex(writeIso28560_2(content))).toMatch(new RegExp(`^${toHex(hex(bytes))}(00)+$`));
  });

  test('the type of usage in either spelling', () => {
    for (const usage of ['050110', '650110'])
      expect(detect(onChip(hex(`11061B658EB71E39 ${usage}`)), 4)).toMatchObject({ kind: 'item', usage: 0x10 });
  });

  test('a patron card is a person, a discarded book says so', () => {
    expect(detect(onChip(hex('11061B658EB71E39 650183')), 4)).toEqual({ kind: 'patron-card', id: '30123000012345' });
    expect(detect(onChip(hex('11061B658EB71E39 650172')), 4)).toMatchObject({ kind: 'item', usage: 0x72 });
  });

  test('what is left of an older, longer content behind the end is not read', () => {
    expect(detect(onChip(hex('11061B658EB71E39 00 650183')), 4)).toMatchObject({ kind: 'item', usage: null });
  });

  test.each([
    ['an element announced and not there', '11061B658EB71E39 0201E0 0305B380877C7F 14010B 00'],
    ['an identifier twice', '11061B658EB71E39 11061B658EB71E39'],
    ['no identifier first', '0305B380877C7F 11061B658EB71E39'],
    ['a length beyond the memory', '117F1B658EB71E39'],
    ['an impossible part', '11061B658EB71E39 14010C'],
    ['an identifier of one digit', '110101'],
    ['an empty list of what is there', '11061B658EB71E39 020100'],
    ['a data set of no element', '11061B658EB71E39 6F1101AA'],
    ['an identifier with a control character', '6106 313233340A35'],
    ['an identifier whose second half was not read', '1106 1B65 00000000'],
  ])('%s is no item', (_name, bytes) => {
    expect(detect(onChip(hex(bytes)), 4)).toMatchObject({ kind: 'foreign' });
  });
});

describe('round trips', () => {
  test('ISO 28560-2: what was written is read, from the whole chip and from as much as says that it ends', () => {
    assert(
      property(contents, (content) => {
        const memory = onChip(writeIso28560_2(content));
        const meaning = detect(memory, 4);
        expect(meaning).toEqual(
          content.usage === 0x80
            ? { kind: 'patron-card', id: content.id }
            : { kind: 'item', format: 'iso-28560-2', ...content },
        );
        for (let length = 4; length < memory.length; length += 4) {
          const first = memory.subarray(0, length);
          if (dataEnds(first, 4)) expect(detect(first, 4)).toEqual(meaning);
        }
        expect(dataEnds(memory, 4)).toBe(true);
      }),
    );
  });

  // A reader that lost the tag half-way and says 00 for what it did not read: the identifier is the right one or none.
  test('blocks that were not read and came as 00 never make another item', () => {
    assert(
      property(contents, nat(27), constantFrom(4, 8), (content, block, blockSize) => {
        const memory = onChip(writeIso28560_2(content));
        memory.fill(0, block * blockSize);
        const meaning = detect(memory, blockSize);
        return (meaning.kind !== 'item' && meaning.kind !== 'patron-card') || meaning.id === content.id;
      }),
      { numRuns: runs(2000) },
    );
  });

  // As octets and without a list, such a tag looks much like a damaged one of ISO 28560-3.
  test('tags of other makers, who write anything in any compaction and order, are read too', () => {
    const octets = (oid: number, text: string) => ({ oid, compaction: 6, bytes: Buffer.from(text) });
    const spelled = (oid: number, text: string) => constantFrom(octets(oid, text), { oid, ...compact(text) });
    const ids = stringMatching(/^([1-9][0-9]{5,16}|0[0-9]{5,13}|(A|TV|KHX\.)[0-9]{4,9})$/);
    const vouching = constantFrom(octets(3, 'US-InU-Mu'), octets(5, '\x10'), { ...octets(5, '\x10'), compaction: 0 });
    const others = tuple(
      option(spelled(4, '0201')),
      option(spelled(6, 'QA268.L55')),
      option(spelled(17, 'War, Peace')),
    );
    assert(
      property(ids, boolean(), vouching, others, nat(3), (id, isShort, sure, more, place) => {
        const sets = more.filter((set) => set !== null);
        sets.splice(place, 0, sure);
        const first = isShort ? { oid: 1, ...compact(id) } : octets(1, id);
        const { bytes } = writeDataSets(
          [first, ...sets].map((set) => ({ ...set, isLocked: false })),
          4,
        );
        const meaning = detect(onChip(bytes), 4);
        return meaning.kind === 'item' && meaning.format === 'iso-28560-2' && meaning.id === id;
      }),
      { numRuns: runs(1000), seed: 20_261_124 },
    );
  });

  test('a part of a tag never reads as an item that is not on it', () => {
    assert(
      property(contents, nat(110), (content, cut) => {
        const whole = detect(onChip(writeIso28560_2(content)), 4);
        const part = detect(writeIso28560_2(content).subarray(0, cut), 4);
        if (part.kind !== 'item' && part.kind !== 'patron-card') return true;
        return JSON.stringify(part) === JSON.stringify(whole);
      }),
      { numRuns: runs(2000) },
    );
  });
});
