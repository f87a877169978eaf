// Scanners in HID POS mode: recorded shapes of reports through the parser, and a device that comes and goes.
import { assert, array, constantFrom, property, stringMatching, tuple, nat, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHidPosReader, hidPosLayouts } from '../../drivers/barcode/hid-pos.ts';
import { createHidScanner } from '../../drivers/barcode/hid-scanner.ts';
import { createHidScannerSimulator, hidPosReports } from '../../drivers/barcode/simulator.ts';
import { unwrapped } from '../../drivers/barcode/text.ts';
import type { ScannerEvent } from '../../drivers/ports/barcode-scanner.ts';
import { createSystemHid, hidFault } from '../../drivers/transport/hid.ts';
import { createMemoryHid } from '../../drivers/transport/hid-memory.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { hex } from './hex.ts';

const cccd = `001090012345|123456789|${'Nguyễn '.repeat(20)}An|02011990|Nam|12 Phố Huế, Hà Nội|15042021`;
const zebra = 0x05e0;
const honeywell = 0x0c2e;

const reader = (vendorId: number | null) => {
  const clock = createHandClock();
  const scans: string[] = [];
  const made = createHidPosReader({
    clock,
    silenceMs: 50,
    vendorId,
    wrapping: unwrapped,
    heard: (read) => scans.push(read.kind === 'scanned' ? `${read.symbology ?? '-'} ${read.text}` : read.because),
  });
  return { clock, scans, hears: (report: Uint8Array) => made.report(report) };
};

/** A report as a capture shows it: what is written, and zeros to its length. */
const report = (start: string, more = 0, length = 64): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(hex(start));
  bytes[length - 1] = more;
  return bytes;
};

describe('one report', () => {
  test.each<[string, number | null, Uint8Array, string[]]>([
    ['Honeywell, numbered', honeywell, report('02 0D 5D4530 39373830333036343036313537'), ['ean 9780306406157']],
    ['Honeywell, bare', honeywell, report('0D 5D4530 39373830333036343036313537', 0, 63), ['ean 9780306406157']],
    ['Honeywell, vendor unknown', null, report('02 0D 5D4530 39373830333036343036313537'), ['ean 9780306406157']],
    ['Zebra, numbered', zebra, report('02 08 00 5D4630 4133303233344231'), ['codabar A30234B1']],
    ['Zebra, bare', zebra, report('08 00 5D4630 4133303233344231', 0, 63), ['codabar A30234B1']],
    ['Zebra, bare, two digits', null, report('02 00 5D4330 3432', 0, 63), ['code-128 42']],
    ['Honeywell, bare, two digits', null, report('02 5D4330 3432', 0, 63), ['code-128 42']],
    ['its own CR', honeywell, report('02 05 5D4130 545630310D'), ['code-39 TV01']],
    ['its own TAB', honeywell, report('02 05 5D4130 5456303109'), ['code-39 TV01']],
    ['cut short', honeywell, hex('02 0D 5D4530 3937'), []],
    ['no symbology told', honeywell, report('02 02 000000 3432'), ['- 42']],
    ['no symbology told, bare', zebra, report('02 00 000000 3432', 0, 63), ['- 42']],
    ['no symbology told, vendor unknown', null, report('02 02 000000 3432'), ['unknown-report']],
    ['another layout', honeywell, report('02 0D 004530 3937'), ['unknown-report']],
    ['nothing in it', honeywell, report('02 00 5D4530'), []],
    ['empty', honeywell, new Uint8Array(0), []],
    ['another report of the device', honeywell, report('05 0D 5D4530 3937'), []],
  ])('%s', (_name, vendorId, bytes, scans) => {
    const made = reader(vendorId);
    made.hears(bytes);
    expect(made.scans).toEqual(scans);
  });
});

describe('a code in pieces', () => {
  const ways = hidPosLayouts.flatMap((layout) =>
    [true, false].flatMap((numbered) =>
      [layout.vendors[0] ?? null, null].map((vendorId) => ({ layout, numbered, vendorId })),
    ),
  );

  test.each(ways.map((way) => [way.layout.name, way.numbered, way.vendorId, way] as const))(
    '%s, numbered: %s, vendor %s: any code is read whole',
    (_name, _numbered, _vendorId, { layout, numbered, vendorId }) => {
      assert(
        property(stringMatching(/^[0-9A-Z|ễạ]{1,240}$/), (code) => {
          const { scans, hears } = reader(vendorId);
          for (const piece of hidPosReports(code, layout, numbered)) hears(piece);
          expect(scans.map((scan) => scan.slice(scan.indexOf(' ') + 1))).toEqual([code]);
        }),
        { numRuns: runs(50) },
      );
    },
  );

  test('a citizen card comes in five pieces and is told at the last', () => {
    const [layout] = hidPosLayouts;
    if (layout === undefined) throw new Error('there is a layout');
    const pieces = hidPosReports(cccd, layout, true);
    expect(pieces).toHaveLength(5);
    const { scans, hears } = reader(honeywell);
    for (const [nth, piece] of pieces.entries()) {
      expect(scans).toEqual([]);
      hears(piece);
      expect(piece.at(-1)).toBe(nth === pieces.length - 1 ? 0 : 1);
    }
    expect(scans).toEqual([`qr ${cccd}`]);
  });

  test('whose flag never clears ends with a silence', async () => {
    const { clock, scans, hears } = reader(honeywell);
    hears(report('02 02 5D4330 3432', 1));
    await clock.pass(49);
    hears(report('02 02 5D4330 3433', 1));
    await clock.pass(49);
    expect(scans).toEqual([]);
    await clock.pass(1);
    expect(scans).toEqual(['code-128 4243']);
  });

  test('that never ends is dropped', async () => {
    const { clock, scans, hears } = reader(honeywell);
    for (let nth = 0; nth < 500; nth += 1) hears(report(`02 38 5D4330 ${'37'.repeat(56)}`, 1));
    await clock.pass(50);
    hears(report('02 02 5D4330 3432'));
    expect(scans).toEqual(['too-long', 'code-128 42']);
  });

  test('spoilt anywhere is a value all the same, of no more than any code’s length', () => {
    const codes = array(stringMatching(/^[0-9A-Z|ễ]{1,150}$/), { minLength: 1, maxLength: 3 });
    const noise = array(tuple(nat(400), nat(255)), { minLength: 20, maxLength: 20 });
    assert(
      property(codes, constantFrom(...ways), noise, uint8Array({ maxLength: 70 }), (all, way, spoilt, rubbish) => {
        const reports = all.flatMap((code) => hidPosReports(code, way.layout, way.numbered));
        for (const [at, byte] of spoilt) {
          const { scans, hears } = reader(way.vendorId);
          const hit = reports[at % reports.length];
          if (hit !== undefined) hit[at % hit.length] = byte;
          for (const each of [...reports, rubbish]) hears(each);
          if (scans.some((scan) => scan.length > 600)) throw new Error(scans.join(' / '));
        }
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('a scanner that comes and goes', () => {
  const open = (make: 'honeywell' | 'zebra-datalogic', vendorId: number | null = null) => {
    const clock = createHandClock();
    const events: ScannerEvent[] = [];
    const { far, device, scan } = createHidScannerSimulator({ make, numbered: true });
    const { bus, cable } = createMemoryHid({ device, far });
    const scanner = createHidScanner({
      bus,
      address: { vendorId, productId: null, serialNumber: null },
      clock,
      silenceMs: 50,
      wrapping: unwrapped,
      wrap: (transport) => transport,
      hears: (event) => events.push(event),
    });
    return { clock, events, scanner, scan, cable };
  };

  test.each(['honeywell', 'zebra-datalogic'] as const)('%s is woken, read, unplugged and read again', async (make) => {
    const { clock, events, scanner, scan, cable } = open(make);
    await clock.pass(0);
    scan(cccd);
    await clock.pass(0);
    cable.unplug();
    await clock.pass(2000);
    cable.plug();
    await clock.pass(2000);
    scan('30123000012345');
    await clock.pass(0);
    await scanner.close();
    expect(events).toEqual([
      { kind: 'state', state: { at: 'ready', model: `Simulated ${make}` } },
      { kind: 'scanned', text: cccd, symbology: 'qr', isSure: true },
      { kind: 'state', state: { at: 'trouble', fault: 'unplugged', because: expect.stringContaining('unplugged') } },
      { kind: 'state', state: { at: 'trouble', fault: 'no-device', because: expect.stringContaining('HID POS mode') } },
      { kind: 'state', state: { at: 'ready', model: `Simulated ${make}` } },
      { kind: 'scanned', text: '30123000012345', symbology: 'code-128', isSure: true },
      { kind: 'state', state: { at: 'closed' } },
    ]);
  });

  test('another maker’s is not taken for it', async () => {
    const { clock, scanner } = open('honeywell', zebra);
    await clock.pass(0);
    expect(scanner.state()).toEqual({
      at: 'trouble',
      fault: 'no-device',
      because: expect.stringMatching(/^hid 05e0:\*: no barcode scanner is plugged in/),
    });
    await scanner.close();
  });
});

describe('what the machine says', () => {
  test.each([
    ['libusb-1.0.so.0: cannot open shared object file: No such file or directory', 'no-support', 'libusb-1.0'],
    [
      "cannot open device with path /dev/hidraw3: Failed to open a device with path '/dev/hidraw3': Permission denied",
      'no-permission',
      'udev',
    ],
    ["Failed to open a device with path '/dev/hidraw99': No such file or directory", 'no-device', 'not there any more'],
    ['could not read from HID device', 'unplugged', 'unplugged'],
    ['Cannot write to hid device: hid_error is not implemented yet', 'other', 'hid_error'],
  ])('%s', (message, fault, says) =>
    expect(hidFault(message)).toEqual({ fault, because: expect.stringContaining(says) }),
  );

  test('this machine lists its devices, or says what is missing for that', async () => {
    const found = await createSystemHid(createHandClock())
      .list()
      .catch((reason: unknown) => String(reason));
    if (typeof found === 'string') expect(found).toContain('HID support is missing');
    else expect(Array.isArray(found)).toBe(true);
  });
});
