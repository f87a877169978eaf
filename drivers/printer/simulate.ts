// The simulated printer as a program of its own: behind a TCP port, or on stdin and stdout for a pty. Knows no driver.
//   node drivers/printer/simulate.ts --tcp 9100 --control /tmp/printer.sock --paper 80 --language star-prnt --baud 9600
//   socat pty,link=/tmp/printer,raw,echo=0 EXEC:"node drivers/printer/simulate.ts"
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import { serveOrders } from '../orders.ts';
import { printerSettings } from '../settings.ts';
import type { Far } from '../transport/memory.ts';
import { serve, type Visitor } from '../transport/tcp.ts';
import { toPng } from './png.ts';
import { createPrinterSimulator, type PrinterSimulator } from './simulator.ts';

/** Orders without a word of their own (see orders.ts), and the hand each one moves. */
const hands = {
  'run-low': (printer) => printer.runLow(),
  'load-paper': (printer) => printer.loadPaper(),
  'open-cover': (printer) => printer.openCover(),
  'close-cover': (printer) => printer.closeCover(),
  'go-offline': (printer) => printer.goOffline(),
  'go-online': (printer) => printer.goOnline(),
  'jam-cutter': (printer) => printer.jamCutter(),
  'free-cutter': (printer) => printer.freeCutter(),
  mute: (printer) => printer.mute(),
  unmute: (printer) => printer.unmute(),
  freeze: (printer) => printer.freeze(),
  thaw: (printer) => printer.thaw(),
} as const satisfies Readonly<Record<string, (printer: PrinterSimulator) => void>>;

const handNames = [
  'run-low',
  'load-paper',
  'open-cover',
  'close-cover',
  'go-offline',
  'go-online',
  'jam-cutter',
  'free-cutter',
  'mute',
  'unmute',
  'freeze',
  'thaw',
] as const satisfies readonly (keyof typeof hands)[];

const order = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(handNames) }),
  z.strictObject({ kind: z.literal('pull-paper'), afterDots: z.int().min(0).default(0) }),
  /** Writes every slip kept as `slip-1.png`, … into a directory; answers their names. */
  z.strictObject({ kind: z.literal('slips'), directory: z.string().min(1) }),
  /** Answers what the latest slip says in the printer's own letters. */
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('kicks') }),
]);

function obey(printer: PrinterSimulator, wish: z.infer<typeof order>): unknown {
  switch (wish.kind) {
    case 'pull-paper':
      return printer.pullPaper(wish.afterDots);
    case 'slips':
      mkdirSync(wish.directory, { recursive: true });
      return printer.slips().map(({ number, dots }) => {
        const file = join(wish.directory, `slip-${number}.png`);
        writeFileSync(file, toPng(dots));
        return file;
      });
    case 'text':
      return printer.slips().at(-1)?.text ?? [];
    case 'kicks':
      return printer.kicks();
    default:
      return hands[wish.kind](printer);
  }
}

/** How a simulated printer is asked for on a command line; every value as text. */
export const printerOptions = {
  language: { type: 'string', default: 'esc-pos' },
  star: { type: 'boolean', default: false },
  paper: { type: 'string', default: '80' },
  dpi: { type: 'string', default: '203' },
  baud: { type: 'string' },
  'real-time': { type: 'boolean', default: false },
} as const;

const wished = z.object({
  language: printerSettings.shape.language,
  star: z.boolean(),
  paper: z.preprocess(Number, printerSettings.shape.paperWidthMm),
  dpi: z.preprocess(Number, printerSettings.shape.dotsPerInch),
  baud: z.coerce.number().int().min(300).optional(),
  'real-time': z.boolean(),
});

/** A printer for any wire, and what its control channel obeys. `values`: what `parseArgs` made of `printerOptions`. */
export function simulatePrinter(values: unknown): { readonly far: Far; readonly obey: (wish: unknown) => unknown } {
  const { language, star, paper, dpi, baud, 'real-time': realTime } = wished.parse(values);
  const printer = createPrinterSimulator({
    clock: systemClock,
    language: star ? 'star-prnt' : language,
    paper: { paperWidthMm: paper, dotsPerInch: dpi },
    realTime,
    baudRate: baud ?? null,
  });
  return { far: printer.serve, obey: (wish) => obey(printer, order.parse(wish)) };
}

/** As a real printer: one sender at a time, a second one is turned away. */
function admitOne(far: Far): (visitor: Visitor) => void {
  let isTaken = false;
  return (visitor) => {
    if (isTaken) return visitor.dismiss();
    isTaken = true;
    visitor.left(() => {
      isTaken = false;
    });
    visitor.hears(far((bytes) => visitor.send(bytes)));
  };
}

const host = '127.0.0.1';

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { ...printerOptions, tcp: { type: 'string' }, control: { type: 'string' } },
  });
  const { far, obey: obeyOrder } = simulatePrinter(values);
  if (values.control !== undefined) await serveOrders(values.control, obeyOrder);
  if (values.tcp !== undefined) {
    const port = z.coerce.number().int().min(0).max(65535).parse(values.tcp);
    const server = await serve({ host, port }, admitOne(far));
    console.log(`simulator ready: ${host}:${server.port}`);
  } else {
    const hear = far((bytes) => process.stdout.write(bytes));
    process.stdin.on('data', (chunk: Buffer) => hear(chunk));
    process.stdin.on('end', () => process.exit(0));
    // A pty that is torn away.
    process.stdin.on('error', () => process.exit(0));
  }
  process.once('SIGTERM', () => process.exit(0));
}

if (import.meta.main) await run();
