// The ways to a device: what a technician says of each, and the transport it becomes. Knows no device.
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { createSerialTransport } from './transport/serial.ts';
import { createTcpTransport } from './transport/tcp.ts';
import type { Transport } from './transport/transport.ts';

const tcp = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1).describe('Host name or address of the device'),
  port: z.int().min(1).max(65535).describe('TCP port of the device'),
});

const serial = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1).describe('Device path, best a stable one such as /dev/serial/by-id/…'),
  baudRate: z.int().min(300).max(921600),
  parity: z.enum(['none', 'even', 'odd']),
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

export type WiredConnection = z.infer<typeof tcp> | z.infer<typeof serial>;

export const transportOf = (connection: WiredConnection, clock: Clock): Transport => {
  switch (connection.kind) {
    case 'tcp':
      return createTcpTransport({ ...connection, clock });
    case 'serial':
      return createSerialTransport({ line: connection, clock });
  }
};
