// The simulated printer as a program of its own: behind a TCP port, or on stdin and stdout for a pty. Knows no driver.
//   node drivers/printer/simulate.ts --tcp 9100 --control /tmp/printer.sock --paper 80 --real-time
//   socat pty,link=/tmp/printer,raw,echo=0 EXEC:"node drivers/printer/simulate.ts"
import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import { printerSettings } from '../settings.ts';
import { serve, type Visitor } from '../transport/tcp.ts';
import { toPng } from './png.ts';
import { createPrinterSimulator, type PrinterSimulator } from './simulator.ts';

/** One JSON object per line; each is answered by one: `{ "kind": "done", "files": [] }` or `{ "kind": "fault", "because": "…" }`. */
const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pull-paper'), afterDots: z.int().min(0).default(0) }),
  z.object({ kind: z.literal('run-low') }),
  z.object({ kind: z.literal('load-paper') }),
  z.object({ kind: z.literal('open-cover') }),
  z.object({ kind: z.literal('close-cover') }),
  z.object({ kind: z.literal('mute') }),
  z.object({ kind: z.literal('unmute') }),
  /** Writes every slip kept as `slip-1.png`, … into a directory. */
  z.object({ kind: z.literal('slips'), directory: z.string().min(1) }),
]);

async function obey(printer: PrinterSimulator, wish: z.infer<typeof order>): Promise<readonly string[]> {
  switch (wish.kind) {
    case 'pull-paper':
      printer.pullPaper(wish.afterDots);
      return [];
    case 'run-low':
      printer.runLow();
      return [];
    case 'load-paper':
      printer.loadPaper();
      return [];
    case 'open-cover':
      printer.openCover();
      return [];
    case 'close-cover':
      printer.closeCover();
      return [];
    case 'mute':
      printer.mute();
      return [];
    case 'unmute':
      printer.unmute();
      return [];
    case 'slips':
      await mkdir(wish.directory, { recursive: true });
      return Promise.all(
        printer.slips().map(async ({ number, dots }) => {
          const file = join(wish.directory, `slip-${number}.png`);
          await writeFile(file, toPng(dots));
          return file;
        }),
      );
  }
}

async function answerLine(printer: PrinterSimulator, line: string): Promise<string> {
  try {
    const files = await obey(printer, order.parse(JSON.parse(line)));
    return JSON.stringify({ kind: 'done', files });
  } catch (fault) {
    const because = fault instanceof z.ZodError ? z.prettifyError(fault) : String(fault);
    return JSON.stringify({ kind: 'fault', because });
  }
}

const lineAtMost = 4096;

/** Orders are obeyed one after the other, each is answered by a line. */
function takeOrders(printer: PrinterSimulator, visitor: Visitor): void {
  const decoder = new TextDecoder();
  let text = '';
  let obeying: Promise<unknown> = Promise.resolve();
  const answer = async (line: string): Promise<void> =>
    visitor.send(new TextEncoder().encode(`${await answerLine(printer, line)}\n`));
  visitor.hears((chunk) => {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > lineAtMost) return visitor.dismiss();
    for (const line of lines) obeying = obeying.then(() => answer(line));
  });
}

/** A socket that an earlier run left behind is taken away; any other file stays, and serving fails. */
async function removeLeftOver(path: string): Promise<void> {
  const before = await lstat(path).catch(() => null);
  if (before?.isSocket() === true) await rm(path);
}

/** As a real printer: one sender at a time, a second one is turned away. */
function admitOne(printer: PrinterSimulator): (visitor: Visitor) => void {
  let isTaken = false;
  return (visitor) => {
    if (isTaken) return visitor.dismiss();
    isTaken = true;
    visitor.left(() => {
      isTaken = false;
    });
    visitor.hears(printer.serve((bytes) => visitor.send(bytes)));
  };
}

const host = '127.0.0.1';

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tcp: { type: 'string' },
      control: { type: 'string' },
      paper: { type: 'string', default: '80' },
      'real-time': { type: 'boolean', default: false },
    },
  });
  const port = values.tcp === undefined ? null : z.coerce.number().int().min(0).max(65535).parse(values.tcp);
  const printer = createPrinterSimulator({
    clock: systemClock,
    paperWidthMm: printerSettings.shape.paperWidthMm.parse(Number(values.paper)),
    realTime: values['real-time'],
  });
  if (values.control !== undefined) {
    await removeLeftOver(values.control);
    await serve({ path: values.control }, (visitor) => takeOrders(printer, visitor));
  }
  if (port !== null) {
    const server = await serve({ host, port }, admitOne(printer));
    console.log(`simulator ready: ${host}:${server.port}`);
  } else {
    const hear = printer.serve((bytes) => process.stdout.write(bytes));
    process.stdin.on('data', (chunk: Buffer) => hear(chunk));
    process.stdin.on('end', () => process.exit(0));
  }
  process.once('SIGTERM', () => process.exit(0));
}

if (import.meta.main) await run();
