// A barcode scanner on a serial line: types a scan and says nothing else. Knows nothing of what the numbers mean.
import type { Clock } from '../clock.ts';
import type { BarcodeScanner, ScannerEvent } from '../ports/barcode-scanner.ts';
import type { Transport } from '../transport/transport.ts';
import { watch } from '../transport/watch.ts';
import { createScanSplitter } from './scans.ts';
import type { Wrapping } from './text.ts';

/** A scanner cannot be asked who it is: it is ready when its line is open. `silenceMs`: see `createScanSplitter`. */
export const createSerialScanner = ({
  transport,
  clock,
  silenceMs,
  wrapping,
  hears,
}: {
  transport: Transport;
  clock: Clock;
  silenceMs: number;
  wrapping: Wrapping;
  hears: (event: ScannerEvent) => void;
}): BarcodeScanner =>
  watch({
    transport,
    clock,
    visit: () => {
      const splitter = createScanSplitter({ clock, silenceMs, wrapping, heard: hears });
      return {
        bytes: (chunk) => splitter.bytes(chunk),
        ended: () => splitter.reset(),
        model: Promise.resolve(`Scanner on ${transport.name}`),
      };
    },
    hears: (state) => hears({ kind: 'state', state }),
  });
