// What the station hears from a barcode scanner. Knows nothing of patrons or items.
import type { Device, DeviceState } from './device.ts';

/** `text`: what was scanned, NFC, without terminator, symbology prefix or control characters; never empty. */
export type ScannerEvent =
  { readonly kind: 'scanned'; readonly text: string } | { readonly kind: 'state'; readonly state: DeviceState };

export type BarcodeScanner = Device;
