// Scanners that send bytes: where a scan ends, and what it says, in every way a scanner may be set.
import { assert, array, constantFrom, nat, property, record, stringMatching, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScanSplitter } from '../../drivers/barcode/scans.ts';
import { createScannerSimulator, scannerHabits } from '../../drivers/barcode/simulator.ts';
import { readBytes, unwrapped, type Wrapping } from '../../drivers/barcode/text.ts';
import { openScanner } from '../../drivers/open.ts';
import type { ScannerEvent } from '../../drivers/ports/barcode-scanner.ts';
import { scannerSettings } from '../../drivers/settings.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex } from './hex.ts';

const cccd = '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021';

const splitter = (wrapping: Wrapping = unwrapped) => {
  const clock = createHandClock();
  const scans: string[] = [];
  const made = createScanSplitter({
    clock,
    silenceMs: 50,
    wrapping,
    heard: (read) => scans.push(read.kind === 'scanned' ? read.text : read.because),
  });
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
      { numRuns: runs(100) },
    );
  });

  test('a citizen card goes on over the line breaks of its address, in pieces that cut letters in two', async () => {
    const { clock, scans, bytes } = splitter();
    for (const byte of Buffer.from(`${cccd.replace('Huế, ', 'Huế,\r\n')}\r`)) {
      bytes(Uint8Array.of(byte));
      await clock.pass(5);
    }
    expect(scans).toEqual([]);
    await clock.pass(50);
    expect(scans).toEqual([cccd]);
  });

  test('a stream that never ends is dropped up to its end, and the next scan is heard', () => {
    const { scans, types } = splitter();
    for (let nth = 0; nth < 100; nth += 1) types('x'.repeat(100));
    types('\r30123000012345\r');
    expect(scans).toEqual(['too-long', '30123000012345']);
  });
});

describe('what a scan says', () => {
  test.each<[string, Uint8Array, string, string | null]>([
    ['the name on a citizen card', Buffer.from(cccd), cccd, null],
    ['a name in pieces', Buffer.from('Nguyễn'.normalize('NFD')), 'Nguyễn', null],
    ['windows-1258', hex('4E677579 EA DE 6E'), 'Nguyễn', null],
    ['Code 128', Buffer.from(']C0TV001234'), 'TV001234', 'code-128'],
    ['GS1-128', Buffer.from(']C1TV001234'), 'TV001234', 'code-128'],
    ['Code 39', Buffer.from(']A0TV001234'), 'TV001234', 'code-39'],
    ['Codabar', Buffer.from(']F0A30234000517861B'), 'A30234000517861B', 'codabar'],
    ['QR', Buffer.from(']Q3TV001234'), 'TV001234', 'qr'],
    ['Data Matrix', Buffer.from(']d1TV001234'), 'TV001234', 'data-matrix'],
    ['a symbology of which no library has heard', Buffer.from(']X5TV001234'), 'TV001234', 'other'],
    ['STX before an AIM prefix', Buffer.from('\u0002]E09780306406157'), '9780306406157', 'ean'],
    ['a bracket that is none', Buffer.from(']'), ']', null],
    ['group separators and blanks', Buffer.from(' 30123\u001d000012345\0 '), '30123000012345', null],
  ])('%s', (_name, bytes, text, symbology) =>
    expect(readBytes(bytes)).toMatchObject({ kind: 'scanned', text, symbology }),
  );

  test.each([
    ['~TV001#', { prefix: '~', suffix: '#' }, 'TV001'],
    ['j]A0TV001', { prefix: 'j', suffix: '' }, 'TV001'],
    [']A0jTV001', { prefix: 'j', suffix: '' }, 'TV001'],
    ['TV001', { prefix: 'j', suffix: '#' }, 'TV001'],
    ['~#', { prefix: '~', suffix: '#' }, null],
  ])('%s, wrapped by setting: %j', (sent, wrapping, text) => {
    const read = readBytes(Buffer.from(sent), wrapping);
    expect(read.kind === 'scanned' ? read.text : null).toBe(text);
  });

  test('parity bits are no text, and the technician is told', () => {
    const even = Array.from('30234000517861\r', (char) => {
      const byte = char.charCodeAt(0);
      return byte.toString(2).replaceAll('0', '').length % 2 === 0 ? byte : byte | 0x80;
    });
    expect(readBytes(Uint8Array.from(even))).toEqual({ kind: 'garbled', because: 'parity-bits' });
    expect(readBytes(Uint8Array.from(even, (byte) => byte ^ 0x80))).toEqual({
      kind: 'garbled',
      because: 'parity-bits',
    });
  });

  test('any bytes in, a value out', () => {
    assert(
      property(uint8Array({ maxLength: 80 }), (bytes) => {
        const read = readBytes(bytes);
        if (read.kind === 'scanned') expect(read.text).toMatch(/^\P{Cc}+$/u);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('a scanner on a line', () => {
  const open = (habits: object, settings: object = {}) => {
    const made = splitter({ prefix: '', suffix: '', ...settings });
    const { far, scan } = createScannerSimulator({ clock: made.clock, habits: scannerHabits.parse(habits) });
    far((bytes) => made.bytes(bytes));
    return { ...made, scan };
  };

  test('is understood however it is set', async () => {
    const habits = record({
      suffix: constantFrom('cr', 'lf', 'cr-lf', 'tab', 'none'),
      prefix: constantFrom('', '~', 'ab'),
      aim: constantFrom(true, false),
      msPerByte: constantFrom(0, 1, 5, 30),
    });
    const clocked: Promise<void>[] = [];
    assert(
      property(habits, stringMatching(/^[0-9]{6,20}$/), (habit, code) => {
        clocked.push(
          (async () => {
            const { clock, scans, scan } = open(habit, { prefix: habit.prefix });
            scan(code);
            await clock.pass(2000);
            expect(scans).toEqual([code]);
          })(),
        );
      }),
      { numRuns: 40 },
    );
    await Promise.all(clocked);
  });

  test('two codes on each other’s heels', async () => {
    const { clock, scans, scan } = open({ msPerByte: 5 });
    scan('30123000012345');
    scan('30123000012346');
    await clock.pass(500);
    expect(scans).toEqual(['30123000012345', '30123000012346']);
  });

  test.each([
    [{ parity: 'even' }, '30123000012345', ['parity-bits']],
    [{ parity: 'odd', suffix: 'none' }, '30123000012345', ['parity-bits']],
    [{ charset: 'ascii' }, 'Nguyễn', ['Nguy?n']],
    [{ charset: 'latin-1' }, 'Huế', ['Huáº¿']],
  ])('set to %j', async (habits, code, wanted) => {
    const { clock, scans, scan } = open(habits);
    scan(code);
    await clock.pass(100);
    expect(scans).toEqual(wanted);
  });

  test('on a bad line says no number', async () => {
    const { clock, scans, scan } = open({ parity: 'noise' });
    scan('30123000012345');
    await clock.pass(100);
    expect(scans).toHaveLength(1);
    expect(scans[0]).toMatch(/[^0-9]/);
  });
});

test('a simulated scanner scans, is unplugged in the middle and comes back', async () => {
  const clock = createHandClock();
  const events: ScannerEvent[] = [];
  const settings = scannerSettings.parse({ connection: { kind: 'simulated', realTime: true } });
  const { scanner, hands, cable } = openScanner({
    settings,
    clock,
    record: null,
    hears: (event) => events.push(event),
  });
  const scan = hands?.scan ?? null;
  await clock.pass(0);
  scan?.('Nguyễn Văn A');
  await clock.pass(200);
  scan?.('half a code');
  await clock.pass(20);
  cable?.unplug();
  await clock.pass(200);
  cable?.plug();
  await clock.pass(500);
  scan?.('30123000012345');
  await clock.pass(200);
  await scanner.close();
  expect(
    events.map((event) => (event.kind === 'scanned' ? event.text : event.kind === 'state' && event.state.at)),
  ).toEqual(['ready', 'Nguyễn Văn A', 'trouble', 'ready', '30123000012345', 'closed']);
});
