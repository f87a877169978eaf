// A barcode scanner in HID POS mode: wakes it, listens, and says nothing else. Knows nothing of what the numbers mean.
import type { Clock } from '../clock.ts';
import type { BarcodeScanner, ScannerEvent } from '../ports/barcode-scanner.ts';
import { createHidTransport, type HidAddress, type HidBus, type HidInterface } from '../transport/hid.ts';
import type { Transport } from '../transport/transport.ts';
import { watch } from '../transport/watch.ts';
import { createHidPosReader, hidPos, wakeOf } from './hid-pos.ts';
import type { Wrapping } from './text.ts';

const missing =
  'no barcode scanner is plugged in, or it is not in HID POS mode (see its manual for the settings barcode).';

export const createHidScanner = ({
  bus,
  address,
  clock,
  silenceMs,
  wrapping,
  wrap,
  hears,
}: {
  bus: HidBus;
  address: Omit<HidAddress, 'usagePage'>;
  clock: Clock;
  /** A code in pieces without an end ends after this silence. */
  silenceMs: number;
  wrapping: Wrapping;
  /** Puts something between the scanner and its reports, such as a recorder. */
  wrap: (transport: Transport) => Transport;
  hears: (event: ScannerEvent) => void;
}): BarcodeScanner => {
  let opened: HidInterface | null = null;
  const transport = createHidTransport({
    bus,
    address: { ...address, usagePage: hidPos.usagePage },
    missing,
    prepare: async (connection, device) => {
      opened = device;
      const wake = wakeOf(device.vendorId);
      // Some models are in HID POS mode for good and refuse to be told.
      if (wake !== null) await connection.sendFeature(Uint8Array.from(wake)).catch(() => undefined);
    },
  });

  return watch({
    transport: wrap(transport),
    clock,
    visit: () => {
      const reader = createHidPosReader({
        clock,
        silenceMs,
        vendorId: opened?.vendorId ?? null,
        wrapping,
        heard: hears,
      });
      return {
        bytes: (report) => reader.report(report),
        ended: () => reader.reset(),
        model: Promise.resolve(opened === null || opened.model === '' ? `Scanner on ${transport.name}` : opened.model),
      };
    },
    hears: (state) => hears({ kind: 'state', state }),
  });
};
