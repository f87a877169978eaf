// What the station may ask of a receipt printer: print these lines; how are you. Knows nothing of loans or of ESC/POS.
import type { Device, DeviceState } from './device.ts';

/** One line of a slip, as a person would describe it. Text is any Unicode; the printer draws it as a picture. */
export type PrintLine =
  | { readonly kind: 'title'; readonly text: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'start' | 'middle' | 'end';
      readonly weight: 'plain' | 'strong';
    }
  | { readonly kind: 'small'; readonly text: string; readonly align: 'start' | 'middle' | 'end' }
  /** Left text may wrap, the right one stands whole at the end of the line. */
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly weight: 'plain' | 'strong' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' };

/** `unknown`: the printer does not tell (many cheap ones do not). */
export type PaperState = 'ok' | 'near-end' | 'out' | 'unknown';
export type CoverState = 'closed' | 'open' | 'unknown';

export type PrinterEvent =
  | { readonly kind: 'paper'; readonly paper: PaperState; readonly cover: CoverState }
  | { readonly kind: 'state'; readonly state: DeviceState };

/** `printed`: all bytes taken and, where the printer tells, still with paper and no error afterwards. */
export type Printed =
  | { readonly kind: 'printed' }
  | { readonly kind: 'no-paper' }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'printer-silent'; readonly because: string };

export type ReceiptPrinter = Device & {
  /** Never rejects; one slip at a time, others queue. */
  print(lines: readonly PrintLine[]): Promise<Printed>;
};
