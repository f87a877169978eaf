// The one factory: from a technician's settings to devices. Knows every driver; nothing knows it but the station.
import { createHidScanner } from './barcode/hid-scanner.ts';
import { createSerialScanner } from './barcode/serial-scanner.ts';
import { createScannerSimulator, scannerHabits, type ScannerSimulator } from './barcode/simulator.ts';
import type { Clock } from './clock.ts';
import type { BarcodeScanner, ScannerEvent } from './ports/barcode-scanner.ts';
import { transportOf, type WiredConnection } from './connections.ts';
import type { Pad, PadEvent, SecurityRule } from './ports/pad.ts';
import type { PrinterEvent, ReceiptPrinter } from './ports/receipt-printer.ts';
import { createPrinter } from './printer/printer.ts';
import { createQueuePrinter } from './printer/queue-printer.ts';
import { createPrinterSimulator, type PrinterSimulator } from './printer/simulator.ts';
import { createField, type Field } from './rfid/field.ts';
import type { Wired } from './rfid/maker.ts';
import { type ReaderSettings, wiredOf } from './rfid/makers.ts';
import { createPad } from './rfid/pad.ts';
import type { PrinterSettings, ScannerSettings } from './settings.ts';
import { dataEnds } from './tags/detect.ts';
import { createFileTransport } from './transport/file.ts';
import { createSystemHid } from './transport/hid.ts';
import { type Cable, createMemoryLine } from './transport/memory.ts';
import { createQueue } from './transport/queue.ts';
import { type Pen, recordTransport } from './transport/recorded.ts';
import { createSeekingTransport, type Way } from './transport/seek.ts';
import type { Transport } from './transport/transport.ts';

/** `record`: keeps every byte that passes, for a trace; null: nothing is kept. */
const withPen = (transport: Transport, record: Pen | null, clock: Clock): Transport =>
  record === null ? transport : recordTransport({ transport, clock, pen: record });

/** `field`, `cable`: the bench's hands on a simulated pad; `null` for a real one. */
export type OpenedPad = { readonly pad: Pad; readonly field: Field | null; readonly cable: Cable | null };

/** A reader on a serial line is found again when somebody has set it to another speed. */
const readerTransport = (connection: WiredConnection, { probes }: Wired, clock: Clock): Transport => {
  const home = transportOf(connection, clock);
  if (connection.kind !== 'serial') return home;
  const others = probes.flatMap((probe): Way[] => {
    const { line, asks } = probe;
    if (line.kind !== 'serial') return [];
    const { baudRate, parity } = line;
    if (baudRate === connection.baudRate && parity === connection.parity) return [];
    const transport = transportOf({ ...connection, baudRate, parity }, clock);
    const says = `${baudRate} baud, parity ${parity}`;
    return [{ transport, says, asks, isAnswer: (heard) => probe.knows(heard) !== null }];
  });
  return createSeekingTransport({ home, others, clock });
};

const simulatedReader = (wired: Wired) => {
  const field = createField({ seed: 1 });
  return { field, ...createMemoryLine({ name: 'simulated', far: wired.simulate(field, wired.realTime) }) };
};

/** Returns at once; `hears` is told how the pad fares, never before this has returned. */
export const openPad = ({
  settings,
  rule,
  clock,
  record,
  hears,
}: {
  settings: ReaderSettings;
  rule: SecurityRule;
  clock: Clock;
  record: Pen | null;
  hears: (event: PadEvent) => void;
}): OpenedPad => {
  const wired = wiredOf(settings, clock);
  const { field, transport, cable } =
    wired.connection === null
      ? simulatedReader(wired)
      : { field: null, transport: readerTransport(wired.connection, wired, clock), cable: null };
  const pad = createPad({
    transport: withPen(transport, record, clock),
    clock,
    rule,
    meet: wired.meet,
    ends: dataEnds,
    hears,
  });
  return { pad, field, cable };
};

/** `hands`, `cable`: the bench's on a simulated scanner; `null` for a real one. */
export type OpenedScanner = {
  readonly scanner: BarcodeScanner;
  readonly hands: Pick<ScannerSimulator, 'scan' | 'become'> | null;
  readonly cable: Cable | null;
};

/** A real one in real time: 5 ms for each byte. */
const simulatedScanner = (realTime: boolean, clock: Clock) => {
  const habits = scannerHabits.parse({ msPerByte: realTime ? 5 : 0 });
  const { far, ...hands } = createScannerSimulator({ clock, habits });
  return { hands, ...createMemoryLine({ name: 'simulated', far }) };
};

/** Returns at once; `hears` is told how the scanner fares, never before this has returned. */
export const openScanner = ({
  settings,
  clock,
  record,
  hears,
}: {
  settings: ScannerSettings;
  clock: Clock;
  record: Pen | null;
  hears: (event: ScannerEvent) => void;
}): OpenedScanner => {
  const { connection, silenceMs, prefix, suffix } = settings;
  const ear = { clock, silenceMs, wrapping: { prefix, suffix }, hears };
  switch (connection.kind) {
    case 'hid': {
      const wrap = (transport: Transport): Transport => withPen(transport, record, clock);
      const scanner = createHidScanner({ ...ear, bus: createSystemHid(clock), address: connection, wrap });
      return { scanner, hands: null, cable: null };
    }
    case 'simulated': {
      const { transport, hands, cable } = simulatedScanner(connection.realTime, clock);
      return { scanner: createSerialScanner({ ...ear, transport: withPen(transport, record, clock) }), hands, cable };
    }
    default:
      return {
        scanner: createSerialScanner({ ...ear, transport: withPen(transportOf(connection, clock), record, clock) }),
        hands: null,
        cable: null,
      };
  }
};

/** `bench`: the hands on a simulated printer, and what fell out of it; `null` for a real one. */
export type OpenedPrinter = { readonly printer: ReceiptPrinter; readonly bench: PrinterSimulator | null };

/** Returns at once; `hears` is told how the printer fares, never before this has returned. */
export const openPrinter = ({
  settings,
  clock,
  record,
  hears,
}: {
  settings: PrinterSettings;
  clock: Clock;
  /** Of a print queue nothing can be kept: its bytes pass through another program. */
  record: Pen | null;
  hears: (event: PrinterEvent) => void;
}): OpenedPrinter => {
  const { connection, language } = settings;
  const through = (transport: Transport): ReceiptPrinter =>
    createPrinter({ transport: withPen(transport, record, clock), settings, clock, hears });
  switch (connection.kind) {
    case 'simulated': {
      const { realTime } = connection;
      const bench = createPrinterSimulator({ clock, language, paper: settings, realTime, baudRate: null });
      return { printer: through(bench.transport), bench };
    }
    case 'queue': {
      const queue = createQueue({ name: connection.name, clock });
      return { printer: createQueuePrinter({ queue, settings, clock, hears }), bench: null };
    }
    case 'file':
      return { printer: through(createFileTransport({ path: connection.path, clock })), bench: null };
    default:
      return { printer: through(transportOf(connection, clock)), bench: null };
  }
};
