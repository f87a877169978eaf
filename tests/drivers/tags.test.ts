// What is written on tags, against bytes that independent implementations agree on.
import {
  assert,
  constantFrom,
  nat,
  option,
  property,
  record,
  string,
  stringMatching,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact, decompact } from '../../drivers/tags/compaction.ts';
import type { TagContent } from '../../drivers/tags/content.ts';
import { crc16 } from '../../drivers/tags/crc.ts';
import { dataEnds, detect, type TagMeaning } from '../../drivers/tags/detect.ts';
import { decodeIsil, encodeIsil } from '../../drivers/tags/isil.ts';
import { announcedOids, readDataSets, writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { hex, toHex } from './hex.ts';
import { runs } from '../proof.ts';

/** On an ICODE SLIX: the content, and 00 up to 112 bytes. */
const onChip = (content: Uint8Array, length = 112): Uint8Array => {
  const memory = new Uint8Array(length);
  memory.set(content);
  return memory;
};
const plain = { part: null, usage: null, owner: null, title: null };
const danish = {
  de: '11 01 01 3131323233333434 0000000000000000 513E 4445 373035 000000000000',
  vn: '110101333031323330303030313233343500004CBA564E484E31000000000000',
  dk: '110101313030303030303133360000000000003615444B373138353030000000',
  secondOfThree: '110302333031323330303030313233343500001EAD564E484E310000000000000000',
  turned: '3101011130303030333130300000003636000000374B44153035383100000030',
};

describe('compaction', () => {
  test.each([
    [1, '256', '0100'],
    [1, '9999999999999999999', '8AC7230489E7FFFF'],
    [2, '091', '091F'],
    [3, 'ABC', '0886'],
    [3, 'HELLO', '4158C780'],
    [4, 'QA268.L55', '441CB6E2E335D6'],
    [6, 'é', 'E9'],
    [7, 'Truyện Kiều', '54727579E1BB876E204B69E1BB8175'],
  ])('%i: %s', (compaction, text, bytes) => {
    expect(decompact(compaction, hex(bytes))).toBe(text);
    expect(compact(text)).toEqual({ compaction, bytes: hex(bytes) });
  });

  test('a longer form that another maker chose is read too', () => {
    expect(decompact(5, hex('A30593670BA6356B'))).toBe('QA268.L55');
    expect(decompact(6, Buffer.from('30123000012345'))).toBe('30123000012345');
  });

  test('bytes that are none of the kind are no text', () => {
    expect([
      decompact(2, hex('0A')),
      decompact(3, hex('0000000000')),
      decompact(7, hex('FF')),
      decompact(0, hex('10')),
    ]).toEqual([null, null, null, null]);
  });

  test('every text comes back', () => {
    assert(
      property(string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        const { compaction, bytes } = compact(text);
        expect(decompact(compaction, bytes)).toBe(text);
      }),
    );
    assert(
      property(stringMatching(/^[0-9A-Z .:-]{1,24}$/), (text) => {
        const { compaction, bytes } = compact(text);
        expect(decompact(compaction, bytes)).toBe(text);
        expect(bytes.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('ISIL', () => {
  test.each([
    ['US-InU-Mu', 'ACC09EBAA06F6B'],
    ['DE-705', '2141E705'],
    ['VN-HN1', 'B380877C7F'],
    ['CN-110108-1-NLC', '1B81E110108A1AC7307F'],
    ['CN-120104-C-YBL', '1B81E120104AD1D6644C'],
  ])('%s', (isil, bytes) => {
    expect(decodeIsil(hex(bytes))).toBe(isil);
    expect(toHex(encodeIsil(isil) ?? new Uint8Array(0))).toBe(bytes);
  });
  test('the other spelling of the same owner', () => {
    expect(decodeIsil(hex('1B81E120104AC1832267'))).toBe('CN-120104-C-YBL');
  });
  test('every ISIL comes back, and no bytes make it fall over', () => {
    assert(
      property(stringMatching(/^[A-Za-z0-9:/-]{1,20}$/), (isil) => {
        expect(decodeIsil(encodeIsil(isil) ?? new Uint8Array(0))).toBe(isil);
      }),
    );
    assert(
      property(uint8Array(), (bytes) => {
        expect(typeof decodeIsil(bytes)).toBe('string');
      }),
    );
    expect(encodeIsil('VN_HN')).toBeNull();
  });
});

test('the checksum of the Danish model', () => expect(crc16(Buffer.from('RFID tag data model'))).toBe(0x1aee));

describe('ISO 28560-2', () => {
  const annexD =
    '91 00 05 1C BE 99 1A 14 | 02 01 D0 | 14 02 04 B3 | 46 07 44 1C B6 E2 E3 35 D6 | 83 02 07 AC C0 9E BA A0 6F 6B 00 00';

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
  ])('%s is no item', (_name, bytes) => {
    expect(detect(onChip(hex(bytes)), 4)).toMatchObject({ kind: 'foreign' });
  });
});

describe('ISO 28560-3', () => {
  const vn: TagMeaning = {
    kind: 'item',
    format: 'iso-28560-3',
    id: '30123000012345',
    part: { nth: 1, of: 1 },
    usage: 0x10,
    owner: 'VN-HN1',
    title: null,
  };

  test.each<[string, string, TagMeaning]>([
    ['a book of the Schiller library', danish.de, { ...vn, id: '11223344', owner: 'DE-705' }],
    ['a book of Hanoi', danish.vn, vn],
    ['a Danish book', danish.dk, { ...vn, id: '1000000136', owner: 'DK-718500' }],
    ['the second of three parts', danish.secondOfThree, { ...vn, part: { nth: 2, of: 3 } }],
    ['every block turned round', danish.turned, { ...vn, id: '1000000136', owner: 'DK-718500' }],
  ])('%s', (_name, bytes, meaning) => {
    expect(detect(onChip(hex(bytes)), 4)).toEqual(meaning);
    if (hex(bytes).length === 32) expect(detect(hex(bytes), 4)).toEqual(meaning);
  });

  test('is written as other implementations write it', () => {
    const written = writeIso28560_3({
      ...plain,
      id: '30123000012345',
      part: { nth: 2, of: 3 },
      usage: 0x10,
      owner: 'VN-HN1',
    });
    expect(toHex(written ?? new Uint8Array(0))).toBe(`${danish.secondOfThree}0000`);
    expect(writeIso28560_3({ ...plain, id: 'longer than sixteen' })).toBeNull();
  });

  test('the halves of the first byte the wrong way round', () => {
    const memory = onChip(hex(danish.vn));
    memory[0] = 0x71;
    const crc = crc16(Uint8Array.from([...memory.subarray(0, 19), ...memory.subarray(21, 34)]));
    memory.set([crc & 0xff, crc >>> 8], 19);
    expect(detect(memory, 4)).toMatchObject({ kind: 'item', usage: 0x70 });
  });

  test('a title in an extension block', () => {
    const title = Buffer.from('Truyện Kiều');
    const block = Uint8Array.from([title.length + 4, 4, 0, 0, ...title]);
    block[3] = block.reduce((sum, byte) => sum ^ byte, 0);
    const memory = onChip(hex(danish.vn));
    memory.set([1, ...block], 34);
    expect(detect(memory, 4)).toMatchObject({ id: '30123000012345', title: 'Truyện Kiều' });
    expect([36, 40, 52, 56].map((length) => dataEnds(memory.subarray(0, length), 4))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  // Read as ISO 28560-2, each of these is item "1" of nobody: the same precursor 11, the number of parts for a length.
  test.each(Object.values(danish))('%s is never item "1"', (bytes) => {
    const damaged = onChip(hex(bytes));
    damaged[8] = (damaged[8] ?? 0) ^ 0x01;
    expect(detect(damaged, 4)).toMatchObject({ kind: 'foreign' });
    for (let length = 1; length < 32; length += 1) {
      const meaning = detect(hex(bytes).subarray(0, length), 4);
      expect(['foreign', 'blank']).toContain(meaning.kind);
    }
  });
});

describe('other tags', () => {
  test.each([
    ['new', new Uint8Array(112)],
    ['wiped', new Uint8Array(112).fill(0xff)],
    ['prepared by 3M', onChip(new Uint8Array(96).fill(0x55))],
  ])('%s: blank', (_name, memory) => expect(detect(memory, 4)).toEqual({ kind: 'blank' }));

  test('3M’s older format', () => {
    expect(detect(onChip(hex('04 12 00 01 3330313233303030303132333435 0000 00123456')), 4)).toEqual({
      kind: 'item',
      format: '3m',
      ...plain,
      id: '30123000012345',
      part: { nth: 1, of: 2 },
    });
  });

  test('any plain text is read as itself, whatever format its letters look like', () => {
    assert(
      property(stringMatching(/^[!-~][ -~]{2,58}[!-~]$/), (text) => {
        expect(detect(onChip(Buffer.from(text)), 4)).toMatchObject({ kind: 'item', format: 'text', id: text });
      }),
      { numRuns: runs(2000), seed: 1 },
    );
  });

  test('nothing, and anything else', () => {
    expect(detect(new Uint8Array(0), 4)).toMatchObject({ kind: 'foreign' });
    expect(detect(hex('E1400D01 0301D000'), 4)).toMatchObject({ kind: 'foreign' });
  });
});

const contents = record({
  id: stringMatching(/^([0-9]{6,16}|[A-Z]{2}[0-9]{4,10}|[A-Z]{2}\.[0-9]{4,8})$/),
  owner: option(stringMatching(/^[A-Z]{2}-[A-Za-z0-9]{1,6}$/)),
  part: option(tuple(nat(40), nat(40)).map(([nth, more]) => ({ nth, of: nth + more }))),
  usage: option(constantFrom(0x10, 0x20, 0x72, 0x80, 0x91)),
  title: option(constantFrom('Truyện Kiều', 'Số đỏ', 'Nhà giả kim', 'War and Peace')),
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

  test('ISO 28560-3, also with every block turned round', () => {
    assert(
      property(contents, (content) => {
        const one = { ...content, title: null, part: { nth: 1, of: 2 } };
        const written = writeIso28560_3(one);
        if (written === null) throw new Error('does not fit');
        const usage = (one.usage ?? 0x10) & 0xf0;
        const meaning = detect(onChip(written), 4);
        expect(meaning).toEqual(
          usage === 0x80 ? { kind: 'patron-card', id: one.id } : { kind: 'item', format: 'iso-28560-3', ...one, usage },
        );
        expect(detect(reverseBlocks(onChip(written), 4), 4)).toEqual(meaning);
        expect(detect(reverseBlocks(onChip(written), 8), 8)).toEqual(meaning);
        expect(dataEnds(onChip(written).subarray(0, 36), 4)).toBe(true);
      }),
    );
  });

  test('a part of a tag never reads as an item that is not on it', () => {
    assert(
      property(contents, nat(110), (content, cut) => {
        const whole = detect(onChip(writeIso28560_2(content)), 4);
        const part = detect(writeIso28560_2(content).subarray(0, cut), 4);
        if (part.kind === 'item' || part.kind === 'patron-card') expect(part).toEqual(whole);
      }),
      { numRuns: runs(2000) },
    );
  });
});

/** Up to three bytes somewhere in the first `length`. */
const damages = (length: number) =>
  tuple(uint8Array({ minLength: 1, maxLength: 3 }), tuple(nat(length - 1), nat(length - 1), nat(length - 1)));

// Ten thousand runs each: a property says true or false here, because an expectation in each costs more than all the rest.
describe('damaged memories', () => {
  test('damaged ISO 28560-3 tags are their own item or none', () => {
    assert(
      property(constantFrom(...Object.values(danish)), damages(34), (bytes, [values, places]) => {
        const memory = onChip(hex(bytes));
        const before = detect(memory, 4);
        values.forEach((value, nth) => (memory[places[nth] ?? 0] = value));
        const after = detect(memory, 4);
        return after.kind === 'item' ? before.kind === 'item' && after.id === before.id : after.kind === 'foreign';
      }),
      { numRuns: runs(10_000), seed: 20_260_105 },
    );
  });

  test('damaged memories of every kind are a value, and the same from as much as says that it ends', () => {
    const starts = [
      ...Object.values(danish),
      '11061B658EB71E39 0201E0 0305B380877C7F 14010B 650110',
      '04120001 33303132',
      '',
    ];
    assert(
      property(
        constantFrom(...starts),
        damages(112),
        uint8Array({ maxLength: 112 }),
        constantFrom(4, 8),
        (bytes, [values, places], noise, blockSize) => {
          const memory = onChip(noise);
          memory.set(hex(bytes));
          values.forEach((value, nth) => (memory[places[nth] ?? 0] = value));
          const whole = JSON.stringify(detect(memory, blockSize));
          const first = memory.subarray(0, 40);
          return !dataEnds(first, blockSize) || JSON.stringify(detect(first, blockSize)) === whole;
        },
      ),
      { numRuns: runs(10_000), seed: 20_260_106 },
    );
  });
});
