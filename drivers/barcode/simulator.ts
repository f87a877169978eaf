// A barcode scanner on the far end of a wire: types what a hand scans, as a scanner set to UTF-8 and CR does.
import type { Far } from '../transport/memory.ts';

export type ScannerSimulator = {
  readonly far: Far;
  /** Pulls the trigger over a code with this text. */
  readonly scan: (text: string) => void;
};

export const createScannerSimulator = (): ScannerSimulator => {
  let send: ((bytes: Uint8Array) => void) | null = null;
  return {
    far: (sendNear) => {
      send = sendNear;
      // Nobody says anything to a scanner.
      return () => undefined;
    },
    scan: (text) => send?.(new TextEncoder().encode(`${text}\r`)),
  };
};
