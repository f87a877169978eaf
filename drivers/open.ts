// The one factory: from a technician's settings to devices. Knows every driver; nothing knows it but the station.
import { createSerialScanner } from './barcode/serial-scanner.ts';
import { createScannerSimulator } from './barcode/simulator.ts';
import type { Clock } from './clock.ts';
import type { BarcodeScanner, ScannerEvent } from './ports/barcode-scanner.ts';
import type { AfiPair, Pad, PadEvent } from './ports/pad.ts';
import type { PrinterEvent, ReceiptPrinter } from './ports/receipt-printer.ts';
import { createPrinter } from './printer/printer.ts';
import { createPrinterSimulator, type PrinterSimulator } from './printer/simulator.ts';
import type { FrameKind } from './rfid/feig/frame.ts';
import { meetFeigReader } from './rfid/feig/reader.ts';
import { createFeigSimulator, feigSimulatorDefaults } from './rfid/feig/simulator.ts';
import { createField, type Field } from './rfid/field.ts';
import { createPad } from './rfid/pad.ts';
import type { PrinterSettings, ReaderSettings, ScannerSettings } from './settings.ts';
import { dataEnds } from './tags/detect.ts';
import { createFileTransport } from './transport/file.ts';
import { type Cable, createMemoryLine } from './transport/memory.ts';
import { createSerialTransport } from './transport/serial.ts';
import { createTcpTransport } from './transport/tcp.ts';
import type { Transport } from './transport/transport.ts';

type Wired = Exclude<ReaderSettings['connection'] | ScannerSettings['connection'], { kind: 'simulated' }>;

const wiredTransport = (connection: Wired, clock: Clock): Transport =>
  connection.kind === 'tcp'
    ? createTcpTransport({ ...connection, clock })
    : createSerialTransport({ line: connection, clock });

/** `field`, `cable`: the bench's hands on a simulated pad; `null` for a real one. */
export type OpenedPad = { readonly pad: Pad; readonly field: Field | null; readonly cable: Cable | null };

const simulatedReader = ({ frames, realTime, clock }: { frames: FrameKind; realTime: boolean; clock: Clock }) => {
  const field = createField({ seed: 1 });
  const far = createFeigSimulator({ field, clock, settings: { ...feigSimulatorDefaults, frames, realTime } });
  return { field, ...createMemoryLine({ name: 'simulated', far }) };
};

/** Returns at once; `hears` is told how the pad fares, never before this has returned. */
export const openPad = ({
  settings,
  afi,
  clock,
  hears,
}: {
  settings: ReaderSettings;
  afi: AfiPair;
  clock: Clock;
  hears: (event: PadEvent) => void;
}): OpenedPad => {
  const { connection, frames } = settings;
  const { field, transport, cable } =
    connection.kind === 'simulated'
      ? simulatedReader({ frames, realTime: connection.realTime, clock })
      : { field: null, transport: wiredTransport(connection, clock), cable: null };
  const pad = createPad({
    transport,
    clock,
    afi,
    meet: (line) => meetFeigReader({ line, clock, frames }),
    ends: dataEnds,
    hears,
  });
  return { pad, field, cable };
};

/** `scan`, `cable`: the bench's hands on a simulated scanner; `null` for a real one. */
export type OpenedScanner = {
  readonly scanner: BarcodeScanner;
  readonly scan: ((text: string) => void) | null;
  readonly cable: Cable | null;
};

const simulatedScanner = () => {
  const { far, scan } = createScannerSimulator();
  return { scan, ...createMemoryLine({ name: 'simulated', far }) };
};

/** Returns at once; `hears` is told how the scanner fares, never before this has returned. */
export const openScanner = ({
  settings,
  clock,
  hears,
}: {
  settings: ScannerSettings;
  clock: Clock;
  hears: (event: ScannerEvent) => void;
}): OpenedScanner => {
  const { connection, silenceMs } = settings;
  const { scan, transport, cable } =
    connection.kind === 'simulated'
      ? simulatedScanner()
      : { scan: null, transport: wiredTransport(connection, clock), cable: null };
  const scanner = createSerialScanner({ transport, clock, silenceMs, hears });
  return { scanner, scan, cable };
};

/** `bench`: the hands on a simulated printer, and what fell out of it; `null` for a real one. */
export type OpenedPrinter = { readonly printer: ReceiptPrinter; readonly bench: PrinterSimulator | null };

/** Returns at once; `hears` is told how the printer fares, never before this has returned. */
export const openPrinter = ({
  settings,
  clock,
  hears,
}: {
  settings: PrinterSettings;
  clock: Clock;
  hears: (event: PrinterEvent) => void;
}): OpenedPrinter => {
  const { connection, paperWidthMm } = settings;
  if (connection.kind === 'simulated') {
    const bench = createPrinterSimulator({ clock, paperWidthMm, realTime: connection.realTime });
    return { printer: createPrinter({ transport: bench.transport, settings, clock, hears }), bench };
  }
  const transport =
    connection.kind === 'file'
      ? createFileTransport({ path: connection.path, clock })
      : wiredTransport(connection, clock);
  return { printer: createPrinter({ transport, settings, clock, hears }), bench: null };
};
