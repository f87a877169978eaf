// Scanners: where a scan ends, what it says, and what kind of number it is.
import { assert, array, nat, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { libraryNumber, publisherBarcode } from '../../drivers/barcode/numbers.ts';
import { createScanSplitter, textOfScan } from '../../drivers/barcode/scans.ts';
import { openScanner } from '../../drivers/open.ts';
import type { ScannerEvent } from '../../drivers/ports/barcode-scanner.ts';
import { scannerSettings } from '../../drivers/settings.ts';
import { createHandClock } from '../clock.ts';
import { hex } from './hex.ts';

const splitter = () => {
  const clock = createHandClock();
  const scans: string[] = [];
  const made = createScanSplitter({ clock, silenceMs: 50, scanned: (text) => scans.push(text) });
  return {
    clock,
    scans,
    types: (text: string) => made.bytes(Buffer.from(text)),
    bytes: (chunk: Uint8Array) => made.bytes(chunk),
  };
};

describe('where a scan ends', () => {
  test.each([
    ['CR', '30123000012345\r'],
    ['LF', '30123000012345\n'],
    ['CR LF', '30123000012345\r\n'],
    ['TAB', '30123000012345\t'],
    ['STX and ETX', '\u000230123000012345\u0003'],
  ])('%s', (_name, typed) => {
    const { scans, types } = splitter();
    types(typed);
    expect(scans).toEqual(['30123000012345']);
  });

  test('silence ends a scan that has no terminator, and only silence', async () => {
    const { clock, scans, types } = splitter();
    for (const char of '30123000012345') {
      types(char);
      await clock.pass(49);
    }
    expect(scans).toEqual([]);
    await clock.pass(1);
    expect(scans).toEqual(['30123000012345']);
  });

  test('two codes in one chunk, one code in many', () => {
    assert(
      property(
        array(stringMatching(/^[0-9A-Z]{1,20}$/), { minLength: 1, maxLength: 4 }),
        array(nat(90)),
        (codes, cuts) => {
          const { scans, bytes } = splitter();
          const all = Buffer.from(codes.map((code) => `${code}\r\n`).join(''));
          const at = [0, ...cuts.filter((cut) => cut < all.length).toSorted((a, b) => a - b), all.length];
          at.slice(1).forEach((end, nth) => bytes(all.subarray(at[nth], end)));
          expect(scans).toEqual(codes);
        },
      ),
    );
  });

  test('a stream that never ends is dropped up to its end, and the next scan is heard', () => {
    const { scans, types } = splitter();
    for (let nth = 0; nth < 100; nth += 1) types('x'.repeat(100));
    types('\r30123000012345\r');
    expect(scans).toEqual(['30123000012345']);
  });
});

describe('what a scan says', () => {
  test.each([
    [
      'the name on a citizen card',
      Buffer.from('012345678901||Nguyễn Văn A|01011990'),
      '012345678901||Nguyễn Văn A|01011990',
    ],
    ['a name in pieces', Buffer.from('Nguyễn'.normalize('NFD')), 'Nguyễn'],
    ['windows-1258', hex('4E677579 EA DE 6E'), 'Nguyễn'],
    ['an AIM prefix', Buffer.from(']C0TV001234'), 'TV001234'],
    ['STX before an AIM prefix', Buffer.from('\u0002]E09780306406157'), '9780306406157'],
    ['a bracket that is none', Buffer.from(']'), ']'],
    ['group separators and blanks', Buffer.from(' 30123\u001d000012345\0 '), '30123000012345'],
  ])('%s', (_name, bytes, text) => expect(textOfScan(bytes)).toBe(text));
});

describe('library numbers', () => {
  test.each([
    ['A30234000517861B', '30234000517861'],
    ['a30234000517861d', '30234000517861'],
    ['A30234000517861', 'A30234000517861'],
    ['ABCD', 'ABCD'],
    ['000123', '000123'],
    ['３０２３', '3023'],
    [' VN-HN1.000123 ', 'VN-HN1.000123'],
  ])('%s is %s', (scanned, number) => expect(libraryNumber(scanned)).toBe(number));

  test.each([
    ['9780306406157', { kind: 'isbn', number: '9780306406157' }],
    ['9780306406157 51999', { kind: 'isbn', number: '9780306406157' }],
    ['978030640615751999', { kind: 'isbn', number: '9780306406157' }],
    ['9771234567898', { kind: 'issn', number: '9771234567898' }],
    ['9780306406158', null],
    ['30234000517861', null],
    ['8934974170617', null],
  ])('%s', (scanned, is) => expect(publisherBarcode(scanned)).toEqual(is));
});

test('a simulated scanner scans, is unplugged in the middle and comes back', async () => {
  const clock = createHandClock();
  const events: ScannerEvent[] = [];
  const settings = scannerSettings.parse({ connection: { kind: 'simulated' } });
  const { scanner, scan, cable } = openScanner({ settings, clock, hears: (event) => events.push(event) });
  await clock.pass(0);
  scan?.('Nguyễn Văn A');
  await clock.pass(0);
  cable?.unplug();
  scan?.('lost');
  await clock.pass(100);
  cable?.plug();
  await clock.pass(500);
  scan?.('30123000012345');
  await clock.pass(0);
  await scanner.close();
  expect(events.map((event) => (event.kind === 'scanned' ? event.text : event.state.at))).toEqual([
    'ready',
    'Nguyễn Văn A',
    'trouble',
    'ready',
    '30123000012345',
    'closed',
  ]);
});
