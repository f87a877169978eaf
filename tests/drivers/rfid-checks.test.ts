// Readers' checksums against frames that makers' programs and manuals show.
import { expect, test } from 'vitest';
import { crcC, crcTm, crcX, crcXInverted, sum, sumToZero } from '../../drivers/rfid/checks.ts';
import { hex } from './hex.ts';

test.each<[string, (bytes: Uint8Array) => number, string, number]>([
  ['FEIG, version', crcX, '05FF65', 0xcbe5],
  ['FEIG, two tags', crcX, '1B00B000020306E004010046A847AD0306E004010046A847AE', 0x370b],
  ['UHFReader18, one tag', crcX, '13000103010C000000000000000000000313', 0x393f],
  ['TWN4, a command that does not exist', crcX, '0005', 0xa715],
  ['RFIDStation, inventory', crcXInverted, '0900000100110000', 0xfb7d],
  ['RFIDStation, version', crcXInverted, '080000FFFFF700', 0x60bd],
  ['3M, the example of its specification', crcC, '000903000200000003', 0x12e6],
  ['3M, captured', crcC, '0005040011', 0x8c66],
  ['ThingMagic, version', crcTm, '0003', 0x1d0c],
  ['MagicRF, single inventory', sum, '00220000', 0x22],
  ['A0, firmware', sumToZero, 'A0030172', 0xea],
  ['A0, a tag', sumToZero, 'A01901900001103000E2003098881900722140369E4DD44B3007', 0xe0],
])('%s', (_name, check, bytes, is) => expect(check(hex(bytes))).toBe(is));

test('nothing has a checksum, too', () =>
  expect([crcX, crcXInverted, crcC, crcTm, sum, sumToZero].map((check) => check(new Uint8Array(0)))).toEqual([
    0xffff, 0, 0, 0xffff, 0, 0,
  ]));
