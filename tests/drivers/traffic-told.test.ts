// Traffic in words: real frames of each make, read as a technician reads them, and any bytes at all without harm.
import { array, assert, boolean, constantFrom, property, record, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { hexOf } from '../../drivers/rfid/uii.ts';
import { createTrafficReader } from '../../drivers/traffic/reading.ts';
import { isTongue, printerTongue, readerTongue, type Tongue } from '../../drivers/traffic/tongues.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { printerSettings } from '../../drivers/settings.ts';
import type { TraceLine } from '../../drivers/transport/recorded.ts';
import { runs } from '../proof.ts';

type Passed = readonly ['sent' | 'heard', string];
const passed = (lines: readonly Passed[]): readonly TraceLine[] =>
  lines.map(([kind, hex], nth) => ({ at: nth * 10, kind, hex }));

/** `did came count`, and the UIDs or words behind it. */
const said = (tongue: Tongue, ...lines: readonly Passed[]): readonly string[] => {
  const read = createTrafficReader(tongue);
  return passed(lines)
    .flatMap((line) => read(line).told)
    .map(({ did, came, count, uids, text, flags, fault }) =>
      [did, came, count, ...uids, text, ...(flags ?? []), fault?.because ?? null]
        .filter((part) => part !== null)
        .join(' '),
    );
};

test('FEIG: frames that the maker’s own library made', () => {
  expect(
    said(
      'feig-standard',
      ['sent', '05FF65E5CB'],
      ['sent', '07FFB001001C56'],
      ['heard', '1B00B000020306E004010046A847AD0306E004010046A847AE0B37'],
      ['sent', '11FFB02301E004010046A847AD000847A6'],
      ['sent', '10FFB02701E004010046A847ADC23A90'],
      ['heard', '0600B000D572'],
      ['heard', '0600B0015C63'],
      ['sent', '16FFB02401E004010046A847AD0001041101013183D0'],
      ['heard', '0800B0951203CA6C'],
      ['sent', '10FFB104A301E004010046A847A077CA'],
      ['sent', '0FFFB02B01E004010046A847AD5825'],
      ['heard', '1300B00006E004015001000011071B03016885'],
    ),
  ).toEqual([
    'version asked',
    'inventory asked',
    'inventory ok 2 E004010046A847AD E004010046A847AE',
    'read asked E004010046A847AD #0–7',
    'write-afi asked E004010046A847AD AFI C2',
    'write-afi ok',
    'write-afi none',
    'write asked E004010046A847AD #0',
    expect.stringMatching(/^write failed .*locked/i),
    'write-eas asked E004010046A847A0 EAS 0',
    'tag-information asked E004010046A847AD',
    'tag-information ok DSFID 06, AFI 07',
  ]);
  expect(said('feig-advanced', ['sent', '020009FFB001001843'])).toEqual(['inventory asked']);
  // Its question passed before anybody listened.
  expect(said('feig-standard', ['heard', '1B00B000020306E004010046A847AD0306E004010046A847AE0B37'])).toEqual([
    'inventory ok 2 E004010046A847AD E004010046A847AE',
  ]);
  // In two pieces, behind noise.
  expect(said('feig-standard', ['heard', 'FFFF0600B0'], ['heard', '015C63'])).toEqual(['other none']);
});

test('RFIDStation, 3M, UHFReader18, R2000 and TWN4: frames of their makers and of those who sniffed them', () => {
  expect(
    said(
      'rfidstation',
      ['sent', '7E5509000001001100007DFB'],
      ['heard', '7E5514010000001F1100AD47A846000104E0AA00009D31'],
      ['sent', '7E5511000001002400AD47A846000104E0C284AC'],
      ['heard', '7E550B010000001F24000103853B'],
    ),
  ).toEqual([
    'inventory asked',
    'inventory ok 1 E004010046A847AD',
    'write-afi asked E004010046A847AD AFI C2',
    'write-afi none',
  ]);
  expect(
    said(
      'threem',
      ['sent', 'D60003116420'],
      ['heard', 'D60017FE000005020000000000AD6302E0070000006000AE9BA5'],
      ['sent', 'D6000C09E004010046A847ADC2E413'],
      ['heard', 'D6000409067DA1'],
    ),
  ).toEqual([
    'version asked',
    'inventory ok 2 0000000000AD6302 E0070000006000AE',
    'write-afi asked E004010046A847AD AFI C2',
    'write-afi none',
  ]);
  expect(
    said(
      'uhfreader',
      ['sent', '04FF011BB4'],
      ['heard', '13000103010C0000000000000000000003133F39'],
      ['heard', '0700010101001E4B'],
    ),
  ).toEqual(['inventory asked', 'inventory more 1 000000000000000000000313', 'inventory ok 0']);
  expect(
    said(
      'a0',
      ['sent', 'A0030172EA'],
      ['sent', 'A0040189FFD3'],
      ['heard', 'A01901900001103000E2003098881900722140369E4DD44B3007E0'],
      ['heard', 'A00A018900000000000001CB'],
      ['heard', 'A004018922B0'],
    ),
  ).toEqual([
    'version asked',
    'inventory asked',
    'other ok',
    'inventory ok',
    'inventory failed No antenna is connected to the reader’s chosen antenna port.',
  ]);
  const ascii = (text: string): string => hexOf(new TextEncoder().encode(`${text}\r`));
  expect(said('twn4-ascii', ['sent', ascii('050010')], ['heard', ascii('000180200466CF4DC2')])).toEqual([
    'inventory asked',
    'inventory ok 1 66CF4DC2',
  ]);
});

test('a slip is told as what it is: reset, pictures, cut, and what the printer says', () => {
  const raster = '1D763000020002000F0F0F0F';
  const passing: readonly Passed[] = [
    ['sent', '100401'],
    ['heard', '12'],
    ['sent', '100402'],
    ['sent', '100404'],
    ['heard', '32'],
    ['heard', '7E'],
    ['heard', '38000000'],
    ['sent', `1B401D610E${raster}${raster}1D5642181D7201`],
    ['heard', '00'],
  ];
  expect(said('esc-pos', ...passing)).toEqual([
    'status asked',
    'status ok',
    'status asked',
    'status asked',
    'status ok paper-end',
    'status ok paper-near-end paper-end',
    'status ok offline cover-open',
    'reset asked',
    'status asked',
    'picture asked 4',
    'cut asked',
    'status asked',
    'slip-out ok',
  ]);
  const read = createTrafficReader('esc-pos');
  const codes = passed(passing).flatMap((line) => read(line).told.map(({ code }) => code));
  expect(codes.filter((code) => code !== '')).toEqual(
    ['DLE EOT 1', 'DLE EOT 1', 'DLE EOT 2', 'DLE EOT 4', 'DLE EOT 2', 'DLE EOT 4', 'ESC @', 'GS a 14', 'GS v 0', 'GS V 66', 'GS r 1'], // prettier-ignore
  );
});

test('a scan is told with its text', () => {
  expect(said('scanner', ['heard', hexOf(new TextEncoder().encode('31234000001014\r'))])).toEqual([
    'scan ok 31234000001014',
  ]);
});

const tongues = [
  'feig-standard', 'feig-advanced', 'rfidstation', 'threem', 'a0', 'uhfreader', 'llrp', 'pcsc', 'twn4-ascii', 'twn4-ascii-crc',
  'twn4-binary', 'twn4-binary-crc', 'esc-pos', 'star-prnt', 'star-line', 'scanner', 'hid-scanner',
] as const; // prettier-ignore

test('any bytes are taken, in any language, and nothing is held for ever', () => {
  assert(
    property(
      constantFrom(...tongues),
      array(record({ isSent: boolean(), bytes: uint8Array({ minLength: 1, maxLength: 80 }) }), { maxLength: 20 }),
      (tongue, chunks) => {
        const read = createTrafficReader(tongue);
        for (const [nth, { isSent, bytes }] of chunks.entries())
          read({ at: nth * 50, kind: isSent ? 'sent' : 'heard', hex: hexOf(bytes) });
      },
    ),
    { numRuns: runs(150) },
  );
});

test('the language of each device follows from its settings', () => {
  expect(tongues.every(isTongue)).toBe(true);
  expect(
    readerTongue(readerSettings.parse({ maker: 'feig', frames: 'advanced', connection: { kind: 'simulated' } })),
  ).toBe('feig-advanced');
  expect(
    readerTongue(
      readerSettings.parse({ maker: 'twn4', framing: 'binary', check: 'crc', connection: { kind: 'simulated' } }),
    ),
  ).toBe('twn4-binary-crc');
  expect(printerTongue(printerSettings.parse({ language: 'star-line', connection: { kind: 'simulated' } }))).toBe(
    'star-line',
  );
});
