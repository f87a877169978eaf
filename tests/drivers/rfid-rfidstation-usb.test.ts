// RFIDStation's pad with a USB plug: the same frames in reports, and the device found by its numbers.
import { describe, expect, test } from 'vitest';
import { list } from '../../drivers/cli/finding.ts';
import { identify } from '../../drivers/find.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { makers, readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { createReportReader, mostPerReport, rfidStationUsb } from '../../drivers/rfid/rfidstation/reports.ts';
import { createRfidStationSimulator, rfidStationSimulatorDefaults } from '../../drivers/rfid/rfidstation/simulator.ts';
import { createHidTransport, type HidAddress } from '../../drivers/transport/hid.ts';
import { createMemoryHid } from '../../drivers/transport/hid-memory.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { createHandClock } from '../clock.ts';
import { uidOf } from './hf-bench.ts';
import { toHex } from './hex.ts';

const maker = 'rfidstation';

describe('over USB', () => {
  /** The reader behind reports of 64 bytes; long frames in the one way or the other. */
  const usb = (countsWhole: boolean) => {
    const clock = createHandClock();
    const field = createField({ seed: 1 });
    const written: string[] = [];
    const settings = readerSettings.parse({ maker, connection: { kind: 'hid' } });
    const inReports = (frame: Uint8Array, send: (report: Uint8Array) => void): void => {
      for (let at = 0; at < frame.length;) {
        const report = new Uint8Array(64);
        const isRest = countsWhole && at > 0;
        const some = frame.subarray(at, at + (isRest ? 64 : mostPerReport));
        if (!isRest) report[0] = countsWhole ? frame.length : some.length;
        report.set(some, isRest ? 0 : 1);
        send(report);
        at += some.length;
      }
    };
    const simulator = createRfidStationSimulator({ field, clock, settings: rfidStationSimulatorDefaults });
    const { bus, cable } = createMemoryHid({
      device: {
        path: 'usb-1',
        ...rfidStationUsb,
        usagePage: 0xff00,
        usage: 1,
        serialNumber: null,
        model: 'AnyID Reader',
      },
      far: {
        reports: (send) => {
          const frameBytes = createReportReader();
          const hears = simulator((frame) => inReports(frame, send));
          return (report) => {
            written.push(toHex(report));
            // What is written begins with a 0, which does not travel.
            hears(frameBytes(report.subarray(1)));
          };
        },
        takesFeature: () => undefined,
        givesFeature: () => null,
      },
    });
    const events: PadEvent[] = [];
    const transportTo = (connection: Omit<HidAddress, 'usagePage'>): Transport =>
      createHidTransport({
        bus,
        address: { ...connection, usagePage: null },
        missing: 'no such device is plugged in.',
        prepare: () => Promise.resolve(),
      });
    return { bus, clock, field, cable, events, written, settings, transportTo };
  };
  const usbPad = (countsWhole: boolean) => {
    const bench = usb(countsWhole);
    const { clock, events, settings, transportTo } = bench;
    const { connection } = settings;
    if (connection.kind !== 'hid') throw new Error('not USB');
    const pad = createPad({
      transport: transportTo(connection),
      clock,
      rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
      meet: wiredOf(settings, clock).meet,
      ends: () => false,
      hears: (event) => events.push(event),
    });
    return { ...bench, pad };
  };

  test.each([false, true])('a pile is read and disarmed; the first report counts all: %s', async (countsWhole) => {
    const { clock, field, cable, pad, events, written } = usbPad(countsWhole);
    for (let nth = 0; nth < 12; nth += 1)
      field.lay(slixTag({ uid: uidOf(nth), content: Uint8Array.of(nth), afi: 0x07 }));
    await clock.pass(10_000);
    expect(events.filter(({ kind }) => kind === 'tag-read')).toHaveLength(12);
    const disarmed = pad.secure(uidOf(3), 'disarmed');
    await clock.pass(2000);
    expect(await disarmed).toEqual({ kind: 'done' });
    expect(new Set(written.map(({ length }) => length))).toEqual(new Set([2 * 65]));
    expect(written[0]?.slice(0, 26)).toBe('000B7E55080000FFFFF700BD60');
    cable.unplug();
    await clock.pass(100);
    expect(events.at(-1)).toMatchObject({ kind: 'tag-gone' });
    cable.plug();
    await clock.pass(10_000);
    expect(events.filter(({ kind }) => kind === 'tag-read')).toHaveLength(24);
  });

  test.each([false, true])(
    'is found by its numbers, and says what to write into the settings: %s',
    async (countsWhole) => {
      const { clock, transportTo } = usb(countsWhole);
      const over = { is: false };
      const found = identify({
        where: { kind: 'hid', ...rfidStationUsb },
        makers,
        taken: new Map(),
        clock,
        open: (connection) => {
          if (connection.kind !== 'hid') throw new Error('not USB');
          return transportTo(connection);
        },
      }).finally(() => (over.is = true));
      for (let ms = 0; ms < 5000 && !over.is; ms += 10) await clock.pass(10);
      const told = await found;
      expect(told).toMatchObject({ kind: 'reader', model: 'RFIDStation R321 SV:V2.0 HV:V1.0' });
      expect(told.kind === 'reader' && readerSettings.parse(told.settings).connection).toEqual({
        kind: 'hid',
        ...rfidStationUsb,
        serialNumber: null,
      });
    },
  );
  test('is named where what is plugged in is listed', async () => {
    const { bus, clock } = usb(false);
    const printed: string[] = [];
    await list([], {
      print: (text) => printed.push(text),
      complain: () => undefined,
      clock,
      serialPorts: () => Promise.resolve([]),
      hid: bus,
      pcscReaders: () => Promise.resolve([]),
      stop: new AbortController().signal,
    });
    expect(printed).toEqual(['hid     0505:5050  AnyID Reader  usb-1  (RFIDStation HF: identify hid:0505:5050)']);
  });
  test('numbers that no make has are not asked', async () => {
    const where = { kind: 'hid', vendorId: 0x0c2e, productId: 0x0001 } as const;
    const clock = createHandClock();
    expect(await identify({ where, makers, taken: new Map(), clock })).toMatchObject({ kind: 'not-asked' });
  });
});
