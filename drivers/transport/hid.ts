// Reports over USB HID: the only file that knows node-hid. Knows no report's meaning.
//
// A chunk is one report. Where a device numbers its reports, the number is the first byte, both ways; where it does not,
// what is read begins with the report itself, and what is written begins with a 0.
import type { HIDAsync } from 'node-hid';
import type { Clock } from '../clock.ts';
import { type DeviceError, errorAbout, type Fault, type FaultKind, faultOf, thrown } from '../ports/fault.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** A HID interface that is plugged in. One device may have several, each of another usage. */
export type HidInterface = {
  /** The operating system's name of it; changes when it is plugged in elsewhere. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  /** HID usage page and usage, such as 0x8C and 2 for a barcode scanner; null where the system does not tell. */
  readonly usagePage: number | null;
  readonly usage: number | null;
  readonly serialNumber: string | null;
  /** As the device calls itself: maker and product. */
  readonly model: string;
};

export type HidConnection = Connection & {
  /** Sends a feature report, its number first. Rejects with a sentence when the device does not take it. */
  sendFeature(report: Uint8Array): Promise<void>;
  /** Asks for a feature report of at most `length` bytes, its number included. */
  readFeature(id: number, length: number): Promise<Uint8Array>;
};

/** Where HID interfaces are found: the machine's own bus, or one in memory. Both reject with a sentence. */
export type HidBus = {
  list(): Promise<readonly HidInterface[]>;
  open(path: string, hears: TransportHears): Promise<HidConnection>;
};

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

const reasons: readonly (readonly [RegExp, FaultKind, string])[] = [
  [
    /libusb|shared object|cannot find module|prebuil/i,
    'no-support',
    'HID support is missing on this machine: install libusb-1.0.',
  ],
  [
    /permission denied|access is denied|0x00000005|EACCES/i,
    'no-permission',
    'this user may not use the device. Give the user of the station access to it (a udev rule for its vendor).',
  ],
  [
    /no such (?:file|device)|not found|ENOENT|ENODEV/i,
    'no-device',
    'the device is not there any more. Check its cable.',
  ],
  [/busy|sharing violation|0x00000020/i, 'busy', 'another program uses the device.'],
  [/could not read|input\/output|EIO|disconnected|not connected|closed/i, 'unplugged', 'the device was unplugged.'],
];

/** What went wrong, for a technician. */
export const hidFault = (message: string): Fault => {
  const [, fault, because] = reasons.find(([pattern]) => pattern.test(message)) ?? [null, 'other', `${message}.`];
  return { fault, because };
};

const fault = (reason: unknown): DeviceError => thrown(hidFault(messageOf(reason)));

/** Loaded when first needed: a machine without libusb still starts, and says what is missing. */
const loadHid = async () => {
  const { default: hid } = await import('node-hid');
  // Linux has two ways to HID; only this one leaves the device to the system's own driver as well.
  if (process.platform === 'linux') hid.setDriverType('hidraw');
  return hid;
};

const closeTimeoutMs = 1000;

const attach = (device: HIDAsync, clock: Clock, hears: TransportHears): HidConnection => {
  let isOver = false;
  let closing: Promise<void> | null = null;

  const close = (): Promise<void> => {
    isOver = true;
    // A device in the middle of vanishing may never answer.
    closing ??= new Promise((resolve) => {
      const cancel = clock.after(closeTimeoutMs, resolve);
      const closed = (): void => {
        cancel();
        resolve();
      };
      device.close().then(closed, closed);
    });
    return closing;
  };
  const end = (reason: unknown): void => {
    if (isOver) return;
    void close();
    hears.closed(hidFault(messageOf(reason)));
  };

  device.on('data', (report: Buffer) => {
    if (!isOver) hears.bytes(report);
  });
  device.on('error', end);

  return {
    write: (report) => {
      if (!isOver) device.write(Buffer.from(report)).catch(end);
    },
    sendFeature: async (report) => {
      await device.sendFeatureReport(Buffer.from(report)).catch((reason: unknown) => {
        throw fault(reason);
      });
    },
    readFeature: (id, length) =>
      device.getFeatureReport(id, length).catch((reason: unknown) => {
        throw fault(reason);
      }),
    close,
  };
};

/** The HID devices of this machine. */
export const createSystemHid = (clock: Clock): HidBus => ({
  list: async () => {
    try {
      const devices = await (await loadHid()).devicesAsync();
      return devices.flatMap(({ path, vendorId, productId, usagePage, usage, serialNumber, manufacturer, product }) =>
        path === undefined
          ? []
          : [
              {
                path,
                vendorId,
                productId,
                usagePage: usagePage ?? null,
                usage: usage ?? null,
                serialNumber: serialNumber === undefined || serialNumber === '' ? null : serialNumber,
                model: [manufacturer ?? '', product ?? ''].join(' ').trim(),
              },
            ],
      );
    } catch (reason) {
      throw fault(reason);
    }
  },
  open: async (path, hears) => {
    try {
      return attach(await (await loadHid()).HIDAsync.open(path), clock, hears);
    } catch (reason) {
      throw fault(reason);
    }
  },
});

/** Which device, by its own numbers; null: any. A path is no name: it changes with the socket. */
export type HidAddress = {
  readonly vendorId: number | null;
  readonly productId: number | null;
  readonly serialNumber: string | null;
  readonly usagePage: number | null;
};

const fits = (device: HidInterface, address: HidAddress): boolean =>
  (address.vendorId === null || device.vendorId === address.vendorId) &&
  (address.productId === null || device.productId === address.productId) &&
  (address.serialNumber === null || device.serialNumber === address.serialNumber) &&
  (address.usagePage === null ||
    device.usagePage === address.usagePage ||
    // Some systems do not tell; then only a named vendor keeps us from opening somebody's keyboard.
    (device.usagePage === null && address.vendorId !== null));

const hex = (number: number): string => number.toString(16).padStart(4, '0');

const nameOf = ({ vendorId, productId, serialNumber }: HidAddress): string =>
  [
    'hid',
    vendorId === null ? 'any' : `${hex(vendorId)}:${productId === null ? '*' : hex(productId)}`,
    ...(serialNumber === null ? [] : [serialNumber]),
  ].join(' ');

/** `prepare`: what the device needs to hear at each opening before it works; a rejection is a reason not to open. */
export const createHidTransport = ({
  bus,
  address,
  missing,
  prepare,
}: {
  bus: HidBus;
  address: HidAddress;
  /** The sentence for a device that is not there. */
  missing: string;
  prepare: (connection: HidConnection, device: HidInterface) => Promise<void>;
}): Transport => {
  const name = nameOf(address);
  const about = (reason: unknown): DeviceError => errorAbout(name, faultOf(reason));

  return {
    name,
    open: async (hears) => {
      const devices = (await bus.list().catch((reason: unknown) => Promise.reject(about(reason)))).filter((device) =>
        fits(device, address),
      );
      // One whose usage is known goes first.
      const device = devices.find(({ usagePage }) => usagePage === address.usagePage) ?? devices[0];
      if (device === undefined) throw errorAbout(name, { fault: 'no-device', because: missing });
      let connection: HidConnection | null = null;
      try {
        connection = await bus.open(device.path, {
          bytes: (report) => hears.bytes(report),
          closed: ({ fault: kind, because }) => hears.closed({ fault: kind, because: `${name}: ${because}` }),
        });
        await prepare(connection, device);
        return connection;
      } catch (reason) {
        await connection?.close();
        throw about(reason);
      }
    },
  };
};
