// HID as a transport: reports both ways, feature reports, the right device among many, and one that vanishes.
import { expect, test } from 'vitest';
import {
  createHidTransport,
  createSystemHid,
  type HidAddress,
  type HidInterface,
} from '../../drivers/transport/hid.ts';
import { createMemoryHid, type HidFar } from '../../drivers/transport/hid-memory.ts';
import { createHandClock } from '../clock.ts';

const reader: HidInterface = {
  path: 'usb-3',
  vendorId: 0x0483,
  productId: 0x5750,
  usagePage: 0xff00,
  usage: 1,
  serialNumber: 'A1',
  model: 'A reader of tags',
};
const anywhere: HidAddress = { vendorId: null, productId: null, serialNumber: null, usagePage: null };

/** A device of 64-byte reports that says back what it is told, and has one feature report. */
const echo = (): HidFar & { readonly features: Uint8Array[] } => {
  const features: Uint8Array[] = [];
  return {
    features,
    reports: (send) => (report) => {
      const back = new Uint8Array(64);
      back.set(report.subarray(0, 64));
      send(back);
    },
    takesFeature: (report) => {
      if (report[0] !== 7) throw new Error('the device does not have this report.');
      features.push(report);
    },
    givesFeature: (id) => (id === 7 ? Uint8Array.of(7, 1, 2, 3) : null),
  };
};

const open = (address: HidAddress, device = reader) => {
  const far = echo();
  const { bus, cable } = createMemoryHid({ device, far });
  const heard: Uint8Array[] = [];
  const closed: string[] = [];
  const transport = createHidTransport({
    bus,
    address,
    missing: 'no reader is plugged in.',
    prepare: async (connection) => {
      await connection.sendFeature(Uint8Array.of(7, 9));
      expect(await connection.readFeature(7, 3)).toEqual(Uint8Array.of(7, 1, 2));
      await expect(connection.readFeature(8, 3)).rejects.toThrow('does not have this report');
    },
  });
  const connected = () =>
    transport.open({ bytes: (report) => heard.push(report), closed: ({ because }) => closed.push(because) });
  return { transport, connected, far, heard, closed, cable };
};

test('reports go both ways whole, after the device was prepared', async () => {
  const clock = createHandClock();
  const { connected, far, heard } = open({ ...anywhere, vendorId: 0x0483 });
  const connection = await connected();
  expect(far.features).toEqual([Uint8Array.of(7, 9)]);
  connection.write(Uint8Array.of(1, 0xff, 2));
  connection.write(Uint8Array.of(4));
  await clock.pass(0);
  expect(heard.map((report) => [report.length, ...report.subarray(0, 3)])).toEqual([
    [64, 1, 0xff, 2],
    [64, 4, 0, 0],
  ]);
  await connection.close();
  await connection.close();
});

test('a device that vanishes is told once, and can be had again where it comes back', async () => {
  const clock = createHandClock();
  const { connected, closed, heard, cable } = open(anywhere);
  await connected();
  cable.unplug();
  await clock.pass(0);
  expect(closed).toEqual(['hid any: simulated is unplugged.']);
  await expect(connected()).rejects.toThrow('hid any: no reader is plugged in.');
  cable.plug();
  const again = await connected();
  again.write(Uint8Array.of(5));
  await clock.pass(0);
  expect(heard).toHaveLength(1);
  expect(closed).toHaveLength(1);
});

test.each<[string, HidAddress, Partial<HidInterface>, boolean]>([
  ['its numbers', { vendorId: 0x0483, productId: 0x5750, serialNumber: 'A1', usagePage: 0xff00 }, {}, true],
  ['another vendor', { ...anywhere, vendorId: 1 }, {}, false],
  ['another product', { ...anywhere, productId: 1 }, {}, false],
  ['another serial number', { ...anywhere, serialNumber: 'B2' }, {}, false],
  ['another usage, such as a keyboard', { ...anywhere, usagePage: 0xff00 }, { usagePage: 1 }, false],
  ['a usage that the system does not tell', { ...anywhere, usagePage: 0xff00 }, { usagePage: null }, false],
  ['…of a vendor that was named', { ...anywhere, vendorId: 0x0483, usagePage: 0xff00 }, { usagePage: null }, true],
])('a device is known by %s', async (_name, address, odd, found) => {
  const opened = await open(address, { ...reader, ...odd })
    .connected()
    .then(() => true)
    .catch(() => false);
  expect(opened).toBe(found);
});

test('a device that cannot be prepared is closed, and says why', async () => {
  const { bus } = createMemoryHid({ device: reader, far: echo() });
  const transport = createHidTransport({
    bus,
    address: anywhere,
    missing: '',
    prepare: (connection) => connection.sendFeature(Uint8Array.of(8)),
  });
  const hears = { bytes: () => undefined, closed: () => undefined };
  await expect(transport.open(hears)).rejects.toThrow('hid any: the device does not have this report.');
  // It was let go: otherwise it would be in use now.
  await expect(transport.open(hears)).rejects.toThrow('hid any: the device does not have this report.');
});

test('the machine’s own bus says what is the matter', async () => {
  const hears = { bytes: () => undefined, closed: () => undefined };
  await expect(createSystemHid(createHandClock()).open('/dev/no-such-device', hears)).rejects.toThrow(
    /not there any more|HID support is missing/,
  );
});
