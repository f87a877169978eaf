// What a technician may say about the devices of a place. Knows the shapes; opening is open.ts's work.
import * as z from 'zod';
import type { SecurityRule } from './ports/pad.ts';
import { serialAt, simulated, tcpAt } from './connections.ts';

const usbNumber = z.int().min(0).max(0xffff).nullable().default(null);

export const scannerSettings = z.strictObject({
  silenceMs: z.int().min(10).max(500).default(50).describe('A scan without a terminator ends after this silence'),
  prefix: z.string().max(16).default('').describe('What the scanner is set to send before each code; taken off'),
  suffix: z.string().max(16).default('').describe('…and after it, besides CR, LF, TAB or ETX; taken off'),
  connection: z.discriminatedUnion('kind', [
    serialAt(9600, 'none'),
    tcpAt(4001),
    z
      .strictObject({
        kind: z.literal('hid'),
        vendorId: usbNumber.describe('USB vendor; null for the first scanner found'),
        productId: usbNumber.describe('USB product; null for any'),
        serialNumber: z
          .string()
          .min(1)
          .nullable()
          .default(null)
          .describe('Tells two scanners of one model apart')
          .meta({ own: true }),
      })
      .describe('A USB scanner in HID POS mode'),
    simulated,
  ]),
});
export type ScannerSettings = z.infer<typeof scannerSettings>;

export const printerSettings = z
  .strictObject({
    language: z
      .enum(['esc-pos', 'star-prnt', 'star-line'])
      .default('esc-pos')
      .describe('What the printer understands: ESC/POS (most makes), StarPRNT or Star Line mode (Star Micronics)'),
    paperWidthMm: z.union([z.literal(80), z.literal(58)]).default(80),
    dotsPerInch: z
      .union([z.literal(203), z.literal(180)])
      .default(203)
      .describe('Dots of the print head: 180 for Epson TM-T70 and TM-T88, Bixolon SRP-350; 203 for nearly all others'),
    letters: z
      .enum(['drawn', 'epson', 'citizen', 'bixolon'])
      .default('drawn')
      .describe(
        "Drawn by the station, right on any printer; or the maker's own Vietnamese letters (faster on a serial line)",
      ),
    drawer: z.boolean().default(false).describe('A cash drawer is wired to the printer'),
    connection: z.discriminatedUnion('kind', [
      tcpAt(9100),
      serialAt(115_200, 'none'),
      z.strictObject({
        kind: z.literal('file'),
        path: z.string().min(1).describe('A device file such as /dev/usb/lp0').meta({ own: true }),
      }),
      z.strictObject({
        kind: z.literal('queue'),
        name: z
          .string()
          .regex(/^\w[\w.-]{0,126}$/, 'letters, digits, dot, dash and underscore, not beginning with a dash')
          .describe('A raw queue of CUPS; it tells less than any other connection')
          .meta({ own: true }),
      }),
      simulated,
    ]),
  })
  .refine(({ language, letters }) => language === 'esc-pos' || letters === 'drawn', {
    path: ['letters'],
    error: 'Star printers have no Vietnamese letters of their own: say "drawn"',
  });
export type PrinterSettings = z.infer<typeof printerSettings>;

/** How a library's items are secured at the gate. */
export const securitySettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('afi'),
    armed: z.int().min(0).max(255).default(0x07).describe('AFI of an item in stock: the gate alarms'),
    disarmed: z.int().min(0).max(255).default(0xc2).describe('AFI of an item on loan: the gate is silent'),
    eas: z.boolean().default(false).describe('Switch the EAS bit too, on the chips that have one (NXP)'),
  }),
  z.strictObject({ kind: z.literal('eas') }).describe('The EAS bit alone: only NXP chips have it'),
  z
    .object({ kind: z.literal('desensitiser') })
    .describe('Magnetic strips: the patron draws the item over a desensitiser'),
  z.strictObject({ kind: z.literal('none') }),
]);
export type SecuritySettings = z.infer<typeof securitySettings>;

/** What is written on an item's tag by these settings. */
export const ruleOf = (security: SecuritySettings): SecurityRule => {
  switch (security.kind) {
    case 'afi':
      return { afi: { armed: security.armed, disarmed: security.disarmed }, eas: security.eas };
    case 'eas':
      return { afi: null, eas: true };
    case 'desensitiser':
    case 'none':
      return { afi: null, eas: false };
  }
};
