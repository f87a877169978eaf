// ISO 28560-3 tags, against bytes that independent implementations agree on.
import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16 } from '../../drivers/tags/crc.ts';
import { dataEnds, detect, type TagMeaning } from '../../drivers/tags/detect.ts';
import { reverseBlocks, writeIso28560_3 } from '../../drivers/tags/iso28560-3.ts';
import { hex, toHex } from './hex.ts';
import { contents, danish, onChip, plain } from './tag-samples.ts';

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
});
