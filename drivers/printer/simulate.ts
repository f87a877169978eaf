// The simulated printer as a part of `npm run simulate`: its options, and what its control channel obeys. Knows no driver.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import { printerSettings } from '../settings.ts';
import type { Far } from '../transport/memory.ts';
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
