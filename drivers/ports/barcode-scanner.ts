// What the station hears from a barcode scanner. Knows nothing of patrons or items.
import type { Device, DeviceState } from './device.ts';

/** What kind of barcode it was, as far as a scanner tells. */
export type Symbology =
  | 'code-39'
  | 'telepen'
  | 'code-128'
  | 'ean'
  | 'codabar'
  | 'code-93'
  | 'interleaved-2-of-5'
  | 'pdf-417'
  | 'qr'
  | 'data-matrix'
  | 'aztec'
  | 'other';

/**
 * What was scanned. `text`: NFC, without terminator, symbology prefix or control characters; never empty. `isSure`: false where
 * the bytes were no UTF-8 and had to be guessed at. A text may be a whole citizen card: it is read at once and never kept or logged.
 */
export type ScannedText = { readonly text: string; readonly symbology: Symbology | null; readonly isSure: boolean };

/** Something came that is no text at all. */
export type Garble = 'parity-bits' | 'too-long' | 'unknown-report';

/** What a technician is told of it. */
export const garbleSentences: Readonly<Record<Garble, string>> = {
  'parity-bits': 'The scanner sends parity bits. Set it to 8 data bits, no parity.',
  'unknown-report': 'The reports of this scanner are laid out in an unknown way. Set it to USB-COM instead of HID POS.',
  'too-long':
    'More came than any barcode holds. Check the speed of the line, and whether something else is plugged in.',
};

export type ScannerEvent =
  | ({ readonly kind: 'scanned' } & ScannedText)
  | { readonly kind: 'garbled'; readonly because: Garble }
  | { readonly kind: 'state'; readonly state: DeviceState };

export type BarcodeScanner = Device;
