// What a technician may say about the devices of a place. Knows the shapes; opening is open.ts's work.
import * as z from 'zod';

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

const simulated = z.strictObject({
  kind: z.literal('simulated'),
  realTime: z.boolean().default(false).describe('Keep the time of the real device (baud rate, milliseconds per tag)'),
});

export const readerSettings = z.strictObject({
  maker: z.literal('feig').describe('FEIG OBID i-scan / classic-pro HF'),
  frames: z.enum(['standard', 'advanced']).default('standard').describe('LAN readers speak advanced frames only'),
  connection: z.discriminatedUnion('kind', [
    serial.extend({ baudRate: serial.shape.baudRate.default(38400), parity: serial.shape.parity.default('even') }),
    tcp.extend({ port: tcp.shape.port.default(10001) }),
    simulated,
  ]),
});
export type ReaderSettings = z.infer<typeof readerSettings>;

export const scannerSettings = z.strictObject({
  silenceMs: z.int().min(10).max(500).default(50).describe('A scan without a terminator ends after this silence'),
  connection: z.discriminatedUnion('kind', [
    serial.extend({ baudRate: serial.shape.baudRate.default(9600), parity: serial.shape.parity.default('none') }),
    simulated,
  ]),
});
export type ScannerSettings = z.infer<typeof scannerSettings>;

export const printerSettings = z.strictObject({
  paperWidthMm: z.union([z.literal(80), z.literal(58)]).default(80),
  connection: z.discriminatedUnion('kind', [
    tcp.extend({ port: tcp.shape.port.default(9100) }),
    serial.extend({ baudRate: serial.shape.baudRate.default(115200), parity: serial.shape.parity.default('none') }),
    z.strictObject({ kind: z.literal('file'), path: z.string().min(1).describe('A device file such as /dev/usb/lp0') }),
    simulated,
  ]),
});
export type PrinterSettings = z.infer<typeof printerSettings>;

/** How a library's items are secured at the gate. */
export const securitySettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('afi'),
    armed: z.int().min(0).max(255).default(0x07).describe('AFI of an item in stock: the gate alarms'),
    disarmed: z.int().min(0).max(255).default(0xc2).describe('AFI of an item on loan: the gate is silent'),
  }),
  z
    .object({ kind: z.literal('desensitiser') })
    .describe('Magnetic strips: the patron draws the item over a desensitiser'),
  z.strictObject({ kind: z.literal('none') }),
]);
export type SecuritySettings = z.infer<typeof securitySettings>;
