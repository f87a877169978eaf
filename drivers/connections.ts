// The ways to a device: what a technician says of each, and the transport it becomes. Knows no device. `own`: of each station alone, and
// asked anew where settings come from another.
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { createHidTransport, createSystemHid } from './transport/hid.ts';
import { createPcscTransport } from './transport/pcsc.ts';
import { createSerialTransport } from './transport/serial.ts';
import { createTcpTransport } from './transport/tcp.ts';
import type { Transport } from './transport/transport.ts';

const tcp = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1).describe('Host name or address of the device').meta({ own: true }),
  port: z.int().min(1).max(65535).describe('TCP port of the device'),
});

const serial = z.strictObject({
  kind: z.literal('serial'),
  path: z
    .string()
    .min(1)
    .describe(
      'The port: best a name that stays, /dev/serial/by-id/… or usb:VENDOR:PRODUCT (usb:VENDOR:PRODUCT:SERIAL for one of two alike), such as usb:0403:6001; else /dev/ttyUSB0 or COM3',
    )
    .meta({ own: true }),
  baudRate: z.int().min(300).max(921600),
  parity: z.enum(['none', 'even', 'odd']),
});

const usbNumber = z.int().min(0).max(0xffff);

const hid = z.strictObject({
  kind: z.literal('hid'),
  vendorId: usbNumber.describe('USB vendor'),
  productId: usbNumber.describe('USB product'),
  serialNumber: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Tells two devices of one model apart')
    .meta({ own: true }),
});

/** A device inside this program, for demonstration and training. */
export const simulated = z.strictObject({
  kind: z.literal('simulated'),
  realTime: z.boolean().default(false).describe('Keep the time of the real device (baud rate, milliseconds per tag)'),
});

/** A serial line that stands as the maker ships it. */
export const serialAt = (baudRate: number, parity: 'none' | 'even' | 'odd') =>
  serial.extend({ baudRate: serial.shape.baudRate.default(baudRate), parity: serial.shape.parity.default(parity) });

export const tcpAt = (port: number) => tcp.extend({ port: tcp.shape.port.default(port) });

/** A USB device that is no serial port, by its maker's numbers. */
export const hidAt = (vendorId: number, productId: number) =>
  hid.extend({ vendorId: usbNumber.default(vendorId), productId: usbNumber.default(productId) });

/** A reader that belongs to the machine's PC/SC service. */
export const pcscReader = z.strictObject({
  kind: z.literal('pcsc'),
  reader: z
    .string()
    .max(128)
    .default('')
    .describe('Name of the reader or a part of it, such as ACR1552; empty: the first one found')
    .meta({ own: true }),
});

export type WiredConnection =
  z.infer<typeof tcp> | z.infer<typeof serial> | z.infer<typeof hid> | z.infer<typeof pcscReader>;

export const transportOf = (connection: WiredConnection, clock: Clock): Transport => {
  switch (connection.kind) {
    case 'tcp':
      return createTcpTransport({ ...connection, clock });
    case 'serial':
      return createSerialTransport({ line: connection, clock });
    case 'pcsc':
      return createPcscTransport({ reader: connection.reader, clock });
    case 'hid':
      return createHidTransport({
        bus: createSystemHid(clock),
        address: { ...connection, usagePage: null },
        missing: 'no such device is plugged in.',
        prepare: () => Promise.resolve(),
      });
  }
};
