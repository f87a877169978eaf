// What the station may ask of a receipt printer: print these lines; how are you. Knows nothing of loans or of ESC/POS.
import type { Device, DeviceState } from './device.ts';
import type { Fault } from './fault.ts';

/** One line of a slip, as a person would describe it. Text is any Unicode; the printer draws it as a picture. */
export type PrintLine =
  | { readonly kind: 'title'; readonly text: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'start' | 'middle' | 'end';
      readonly weight: 'plain' | 'strong';
      /** A longer text ends with an ellipsis in the last of so many lines. */
      readonly linesAtMost?: number;
    }
  | { readonly kind: 'small'; readonly text: string; readonly align: 'start' | 'middle' | 'end' }
  /** Left text may wrap, the right one stands whole at the end of the line. */
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly weight: 'plain' | 'strong' }
  /** A QR code in the middle, `caption` below it. A text too long for a code (about 2300 bytes) is printed as text. */
  | { readonly kind: 'qr'; readonly text: string; readonly caption: string | null }
  /** A small picture in the middle, such as a library's sign: a PNG or SVG as a data URL, and its proportions. Not in text mode. */
  | { readonly kind: 'picture'; readonly href: string; readonly widthPx: number; readonly heightPx: number }
  /** A scale from the first dot to the last: what of it is missing on paper is missing of every slip. */
  | { readonly kind: 'ruler' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' };

/** `unknown`: the printer does not tell (many cheap ones do not). */
export type PaperState = 'ok' | 'near-end' | 'out' | 'unknown';
export type CoverState = 'closed' | 'open' | 'unknown';
/** What only a hand or time can mend, besides paper and cover. `offline`: stopped for none of the other reasons. */
export type PrinterFault = 'cutter' | 'too-hot' | 'needs-service' | 'error' | 'offline';

export type PrinterStatus = {
  readonly paper: PaperState;
  readonly cover: CoverState;
  readonly fault: PrinterFault | null;
};

export type PrinterEvent =
  ({ readonly kind: 'status' } & PrinterStatus) | { readonly kind: 'state'; readonly state: DeviceState };

/**
 * `printed`: the bytes were taken, and nothing speaks against it. `seen`: the printer itself said that the slip came out;
 * `false` for one that tells nothing, and for a print queue: then only the paper knows.
 */
export type Printed =
  | { readonly kind: 'printed'; readonly seen: boolean }
  | { readonly kind: 'no-paper' }
  | { readonly kind: 'cover-open' }
  | ({ readonly kind: 'printer-silent' } & Fault);

/** For a place that has none. */
export const noPrinter: Printed = {
  kind: 'printer-silent',
  fault: 'no-device',
  because: 'This place has no printer.',
};

/** `kicked`: the pulse was sent; no printer says whether a drawer sprang open. */
export type DrawerKicked =
  { readonly kind: 'kicked' } | { readonly kind: 'no-drawer' } | ({ readonly kind: 'printer-silent' } & Fault);

export type ReceiptPrinter = Device & {
  /** Never rejects; one slip at a time, others queue. */
  print(lines: readonly PrintLine[]): Promise<Printed>;
  /** A cash drawer is wired to the printer. */
  readonly hasDrawer: boolean;
  /** Never rejects; waits for the slip under way. */
  openDrawer(): Promise<DrawerKicked>;
};
