// A simulated printer on a memory line, the driver in front of it, and a clock moved by hand: for stories of printers.
import { createPrinter } from '../../drivers/printer/printer.ts';
import type { Picture } from '../../drivers/printer/picture.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import type { Slip } from '../../drivers/printer/tray.ts';
import type { Printed, PrinterEvent, PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { Clock } from '../../drivers/clock.ts';
import { type PrinterSettings, printerSettings } from '../../drivers/settings.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import { createHandClock } from '../clock.ts';

export const wide = { paperWidthMm: 80, dotsPerInch: 203 } as const;

export const receipt: readonly PrintLine[] = [
  { kind: 'title', text: 'Thư viện tỉnh' },
  { kind: 'rule' },
  { kind: 'text', text: 'Dế Mèn phiêu lưu ký', align: 'start', weight: 'strong' },
  { kind: 'pair', left: '31234000111111', right: '02/04/2026', weight: 'plain' },
  { kind: 'space' },
  { kind: 'small', text: 'Giữ biên nhận này để đối chiếu', align: 'middle' },
];

const outcomeAtMostMs = 20_000;

/** The slip shows exactly this picture, and white paper after it. */
export const carries = (slip: Slip | undefined, picture: Picture | undefined): boolean =>
  slip !== undefined &&
  picture !== undefined &&
  slip.dots.bits.every((byte, at) => byte === (picture.bits[at] ?? 0)) &&
  slip.dots.bits.length > picture.bits.length;

/** A simulated printer on a memory line, and the driver in front of it, five seconds after the start. */
export async function setUp({
  realTime = false,
  baudRate = null,
  paperWidthMm = 80,
  language = 'esc-pos',
  letters = 'drawn',
  drawer = false,
  before = () => undefined,
  far = null,
}: {
  realTime?: boolean;
  /** Bytes come in at this pace, and the driver knows it. */
  baudRate?: number | null;
  paperWidthMm?: 80 | 58;
  language?: PrinterSettings['language'];
  letters?: PrinterSettings['letters'];
  drawer?: boolean;
  before?: (bench: ReturnType<typeof createPrinterSimulator>) => void;
  /** A printer of another make in its place. */
  far?: ((clock: Clock) => Far) | null;
} = {}) {
  const clock = createHandClock();
  const bench = createPrinterSimulator({
    clock,
    language,
    paper: { paperWidthMm, dotsPerInch: 203 },
    realTime,
    baudRate,
  });
  before(bench);
  const events: PrinterEvent[] = [];
  const connection =
    baudRate === null
      ? { kind: 'simulated', realTime }
      : { kind: 'serial', path: 'simulated', baudRate, parity: 'none' };
  const settings = printerSettings.parse({ language, letters, drawer, paperWidthMm, connection });
  const printer = createPrinter({
    transport: far === null ? bench.transport : createMemoryLine({ name: 'simulated', far: far(clock) }).transport,
    settings,
    clock,
    hears: (event) => events.push(event),
  });
  await clock.pass(5000);
  const papers = () => events.flatMap((event) => (event.kind === 'status' ? [`${event.paper} ${event.cover}`] : []));

  /** Lets the clock run until the slip has an outcome. */
  const outcome = async (printing: Promise<Printed>): Promise<Printed | 'no outcome'> => {
    const results: Printed[] = [];
    void printing.then((printed) => results.push(printed));
    await clock.pass(0);
    for (let waited = 0; waited < outcomeAtMostMs && results.length === 0; waited += 50) await clock.pass(50);
    return results[0] ?? 'no outcome';
  };
  return { clock, bench, events, papers, printer, print: () => outcome(printer.print(receipt)), outcome };
}
