// The smallest parts of tags: texts made short, ISILs, the checksum.
import { assert, property, string, stringMatching, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compact, decompact } from '../../drivers/tags/compaction.ts';
import { crc16 } from '../../drivers/tags/crc.ts';
import { decodeIsil, encodeIsil } from '../../drivers/tags/isil.ts';
import { hex, toHex } from './hex.ts';

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
