// What the devices of one place told, for a technician who listens: how each fared lately, and every byte and event from the moment on
// that somebody listens. Keeps no byte itself: card numbers travel there. Decides nothing.
import type { Clock } from '../drivers/clock.ts';
import type { ScannerEvent } from '../drivers/ports/barcode-scanner.ts';
import type { DeviceState } from '../drivers/ports/device.ts';
import type { PadEvent } from '../drivers/ports/pad.ts';
import type { PrinterEvent, PrinterStatus } from '../drivers/ports/receipt-printer.ts';
import type { Pen, TraceLine } from '../drivers/transport/recorded.ts';
import type { DeviceName } from './health.ts';

/** `atMs`: by the station's clock, as people read it. */
export type DeviceMoment = { readonly atMs: number; readonly state: DeviceState };

export type DeviceHeard = { readonly device: DeviceName; readonly atMs: number } & (
  | { readonly kind: 'state'; readonly state: DeviceState }
  | { readonly kind: 'pad'; readonly event: Exclude<PadEvent, { kind: 'state' }> }
  | { readonly kind: 'scanner'; readonly event: Exclude<ScannerEvent, { kind: 'state' }> }
  | { readonly kind: 'printer'; readonly event: Exclude<PrinterEvent, { kind: 'state' }> }
  /** Of a print queue there are none: its bytes pass through another program. */
  | { readonly kind: 'line'; readonly line: TraceLine }
);

type Told = DeviceHeard extends infer Heard ? (Heard extends unknown ? Omit<Heard, 'atMs' | 'device'> : never) : never;

export type DeviceWatch = {
  /** The last changes of each device, the newest last. */
  history(device: DeviceName): readonly DeviceMoment[];
  /** What the printer said of itself last; null where it has said nothing yet. It tells what changed, also over its absences. */
  printer(): PrinterStatus | null;
  /** Gives what ends it. */
  listen(hears: (heard: DeviceHeard) => void): () => void;
};

export const mostMoments = 60;

export const createDeviceWatch = (
  clock: Clock,
): DeviceWatch & { tell(device: DeviceName, told: Told): void; pen(device: DeviceName): Pen } => {
  const listeners = new Set<(heard: DeviceHeard) => void>();
  const history = new Map<DeviceName, readonly DeviceMoment[]>();
  let printer: PrinterStatus | null = null;

  const tell = (device: DeviceName, told: Told): void => {
    const atMs = clock.now();
    if (told.kind === 'state')
      history.set(device, [...(history.get(device) ?? []), { atMs, state: told.state }].slice(-mostMoments));
    if (told.kind === 'printer') printer = told.event;
    for (const hears of listeners) hears({ device, atMs, ...told });
  };

  return {
    tell,
    pen: (device) => (line) => {
      if (listeners.size > 0) tell(device, { kind: 'line', line });
    },
    history: (device) => history.get(device) ?? [],
    printer: () => printer,
    listen: (hears) => {
      listeners.add(hears);
      return () => listeners.delete(hears);
    },
  };
};
