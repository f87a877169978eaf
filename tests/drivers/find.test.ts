// Finding devices: harmless questions, in order, and none where a line belongs to somebody.
import { expect, test } from 'vitest';
import { findCandidates, identify } from '../../drivers/find.ts';
import { DeviceError } from '../../drivers/ports/fault.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField } from '../../drivers/rfid/field.ts';
import { makers } from '../../drivers/rfid/makers.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { createHandClock } from '../clock.ts';

const nobodyElse: ReadonlyMap<string, string> = new Map();
const serial = { kind: 'serial', path: '/dev/ttyUSB9' } as const;

/** Time goes on until the search is over; `far` stands behind every line that is opened. */
const search = async (
  far: (connection: { readonly kind: string; readonly baudRate?: number }) => Far,
  where: Parameters<typeof identify>[0]['where'] = serial,
  taken = nobodyElse,
) => {
  const clock = createHandClock();
  const opened: string[] = [];
  const over = { is: false };
  const open = (connection: { readonly kind: string; readonly baudRate?: number }): Transport => {
    opened.push(`${connection.kind} ${connection.baudRate ?? ''}`.trim());
    return createMemoryLine({ name: 'a line', far: far(connection) }).transport;
  };
  const found = identify({ where, makers, taken, clock, open }).finally(() => (over.is = true));
  for (let ms = 0; ms < 30_000 && !over.is; ms += 10) await clock.pass(10);
  return { found: await found, opened, tookMs: clock.now() };
};

const feigAt =
  (baudRate: number): ((connection: { readonly baudRate?: number }) => Far) =>
  (connection) => {
    const far = createFeigSimulator({
      field: createField({ seed: 1 }),
      clock: createHandClock(),
      settings: feigSimulatorDefaults,
    });
    return connection.baudRate === baudRate ? far : () => () => undefined;
  };

test.each([38_400, 19_200, 9600])(
  'a FEIG reader at %i baud is found, with what to write into the settings',
  async (baud) => {
    const { found } = await search(feigAt(baud));
    expect(found).toMatchObject({
      kind: 'reader',
      settings: { maker: 'feig', frames: 'standard', connection: { kind: 'serial', baudRate: baud, parity: 'even' } },
    });
  },
);

test('a line that stays silent is nobody’s, and the search ends', async () => {
  const { found, opened } = await search(() => () => () => undefined);
  expect(found).toEqual({ kind: 'nobody' });
  expect(opened.length).toBe(
    makers.flatMap(({ probes }) => probes).filter(({ line }) => line.kind === 'serial').length,
  );
});

test('what speaks without being asked is not asked anything', async () => {
  const written: string[] = [];
  const { found } = await search(() => (send) => {
    queueMicrotask(() => send(new TextEncoder().encode('31234000001014\r')));
    return (chunk) => written.push(String(chunk));
  });
  expect(found).toMatchObject({ kind: 'speaks-by-itself', hex: '33313233343030303030313031340D' });
  expect(written).toEqual([]);
});

test('a port that the settings give to a printer is not even opened', async () => {
  const { found, opened } = await search(
    () => () => () => undefined,
    serial,
    new Map([['/dev/ttyUSB9', 'The settings give this port to the receipt printer.']]),
  );
  expect(found).toEqual({
    kind: 'not-asked',
    fault: 'taken',
    because: 'The settings give this port to the receipt printer.',
  });
  expect(opened).toEqual([]);
});

test('a port that another program uses says so, once', async () => {
  const clock = createHandClock();
  const busy: Transport = {
    name: 'a line',
    open: () => Promise.reject(new DeviceError('busy', 'another program uses the port.')),
  };
  const found = await identify({ where: serial, makers, taken: nobodyElse, clock, open: () => busy });
  expect(found).toEqual({ kind: 'not-asked', fault: 'busy', because: 'another program uses the port.' });
});

test('what cannot be listed on this machine is named, and the rest is told', async () => {
  const found = await findCandidates({
    serialPorts: () =>
      Promise.resolve([{ path: '/dev/ttyUSB0', model: 'FTDI 0403:6001', stable: 'usb:0403:6001:A50285BI' }]),
    hid: {
      list: () => Promise.reject(new Error('HID support is missing on this machine: install libusb-1.0.')),
      open: () => Promise.reject(new Error('no')),
    },
    pcscReaders: () => Promise.resolve(['ACS ACR1552 1S CL Reader PICC 0']),
  });
  expect(found).toEqual({
    candidates: [
      { kind: 'serial', path: '/dev/ttyUSB0', stablePath: 'usb:0403:6001:A50285BI', model: 'FTDI 0403:6001' },
      { kind: 'pcsc', name: 'ACS ACR1552 1S CL Reader PICC 0' },
    ],
    missing: [{ fault: 'other', because: 'HID support is missing on this machine: install libusb-1.0.' }],
  });
});
