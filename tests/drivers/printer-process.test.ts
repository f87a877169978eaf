// The simulated printer as its own process, behind a real pty and a real TCP port. Real time: nothing here counts it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PNG } from 'pngjs';
import { systemClock } from '../../drivers/clock.ts';
import { openPrinter } from '../../drivers/open.ts';
import { createPrinter } from '../../drivers/printer/printer.ts';
import { drawSlip } from '../../drivers/printer/picture.ts';
import type { PrinterEvent, PrintLine, ReceiptPrinter } from '../../drivers/ports/receipt-printer.ts';
import { printerSettings } from '../../drivers/settings.ts';
import { createFileTransport } from '../../drivers/transport/file.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { createHandClock } from '../clock.ts';

const receipt: readonly PrintLine[] = [{ kind: 'title', text: 'Thư viện tỉnh' }];
const program = ['drivers/simulate.ts', 'printer'] as const;

let directory: string;
const children: ChildProcess[] = [];
const printers: ReceiptPrinter[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tram-printer-'));
});

afterEach(async () => {
  await Promise.all(printers.splice(0).map((printer) => printer.close()));
  for (const child of children.splice(0)) child.kill('SIGTERM');
  await rm(directory, { recursive: true, force: true });
});

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const start = (command: string, args: readonly string[]): ChildProcess => {
  const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
};

/** A driver on this line, once it is ready. */
const open = async (transport: Transport) => {
  const events: PrinterEvent[] = [];
  const settings = printerSettings.parse({ connection: { kind: 'simulated' } });
  const printer = createPrinter({ transport, settings, clock: systemClock, hears: (event) => events.push(event) });
  printers.push(printer);
  await until(() => printer.state().at === 'ready');
  return { printer, events };
};

const order = async (path: string, wish: object): Promise<unknown> => {
  const socket = connect(path);
  socket.write(`${JSON.stringify(wish)}\n`);
  for await (const line of createInterface({ input: socket })) {
    socket.destroy();
    return JSON.parse(line);
  }
  return null;
};

test('a device file: prints, runs out of paper, and its slip is a PNG of the same dots', async () => {
  const tty = join(directory, 'lp');
  const control = join(directory, 'control');
  start('socat', [`pty,link=${tty},raw,echo=0`, `EXEC:${process.execPath} ${program.join(' ')} --control ${control}`]);
  await until(() => existsSync(tty) && existsSync(control));
  const { printer, events } = await open(createFileTransport({ path: tty, clock: systemClock }));
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });

  expect(await order(control, { kind: 'pull-paper' })).toEqual({ kind: 'done', is: null });
  expect(await printer.print(receipt)).toEqual({ kind: 'no-paper' });
  expect(events.at(-1)).toEqual({ kind: 'status', paper: 'out', cover: 'closed', fault: null });

  const file = join(directory, 'slips', 'slip-1.png');
  expect(await order(control, { kind: 'slips', directory: join(directory, 'slips') })).toEqual({
    kind: 'done',
    is: [file],
  });
  const png = PNG.sync.read(await readFile(file));
  const picture = await drawSlip(receipt, { paperWidthMm: 80, dotsPerInch: 203 });
  const blackDots = picture.bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  let blackPixels = 0;
  for (let at = 0; at < png.data.length; at += 4) if (png.data[at] === 0) blackPixels += 1;
  expect([png.width, blackPixels]).toEqual([576, blackDots]);

  expect(await order(control, { kind: 'set-fire' })).toMatchObject({ kind: 'fault' });
}, 30_000);

const longReceipt: readonly PrintLine[] = Array.from({ length: 30 }, () => ({ kind: 'title', text: 'Thư viện tỉnh' }));

/** A printer behind a pty, for a driver that opens it by these settings. */
const startOnPty = async (language: string, more: string) => {
  const tty = join(directory, 'tty');
  const control = join(directory, 'control');
  const command = `${process.execPath} ${program.join(' ')} --control ${control} --language ${language} ${more}`;
  const socat = start('socat', [`pty,link=${tty},raw,echo=0`, `EXEC:${command}`]);
  await until(() => existsSync(tty) && existsSync(control));
  return { tty, control, socat };
};

test.each(['esc-pos', 'star-prnt', 'star-line'])(
  'a serial line, %s: prints, loses its paper in the middle of a slip, then its cable',
  async (language) => {
    const { tty, control, socat } = await startOnPty(language, '--real-time');
    const connection = { kind: 'serial', path: tty, baudRate: 115_200 };
    const settings = printerSettings.parse({ language, connection });
    const { printer } = openPrinter({ settings, clock: systemClock, record: null, hears: () => undefined });
    printers.push(printer);
    await until(() => printer.state().at === 'ready');
    expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });

    await order(control, { kind: 'pull-paper', afterDots: 40 });
    expect(await printer.print(receipt)).toEqual({ kind: 'no-paper' });
    await order(control, { kind: 'load-paper' });
    expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });

    const printing = printer.print(longReceipt);
    await order(control, { kind: 'kicks' });
    socat.kill('SIGKILL');
    expect(await printing).toMatchObject({ kind: 'printer-silent' });
    await until(() => printer.state().at === 'trouble');
  },
  30_000,
);

test('a serial line at its own slow pace: letters of the printer instead of dots, and what they say', async () => {
  const { tty, control } = await startOnPty('esc-pos', '--baud 19200 --paper 58');
  const connection = { kind: 'serial', path: tty, baudRate: 19_200 };
  const settings = printerSettings.parse({ letters: 'epson', paperWidthMm: 58, connection });
  const { printer } = openPrinter({ settings, clock: systemClock, record: null, hears: () => undefined });
  printers.push(printer);
  await until(() => printer.state().at === 'ready');
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });
  expect(await order(control, { kind: 'text' })).toEqual({
    kind: 'done',
    is: [expect.stringContaining('Thư viện tỉnh')],
  });
}, 30_000);

const startOn = async (port: number): Promise<{ child: ChildProcess; port: number }> => {
  const child = start(process.execPath, [...program, '--tcp', String(port)]);
  if (child.stdout === null) throw new Error('no output of the simulator');
  for await (const line of createInterface({ input: child.stdout }))
    return { child, port: Number(/^simulator ready: 127\.0\.0\.1:(\d+)$/u.exec(line)?.[1]) };
  throw new Error('the simulator did not start');
};

test('a TCP port: prints, is not disturbed by a second sender, and comes back after the printer was restarted', async () => {
  const first = await startOn(0);
  const events: PrinterEvent[] = [];
  const settings = printerSettings.parse({ connection: { kind: 'tcp', host: '127.0.0.1', port: first.port } });
  const { printer, bench } = openPrinter({
    settings,
    clock: systemClock,
    record: null,
    hears: (event) => events.push(event),
  });
  printers.push(printer);
  expect(bench).toBeNull();
  await until(() => printer.state().at === 'ready');
  const second = connect(first.port, '127.0.0.1');
  await new Promise((resolve) => second.once('close', resolve));
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });

  first.child.kill('SIGKILL');
  await until(() => printer.state().at === 'trouble');
  expect(await printer.print(receipt)).toMatchObject({ kind: 'printer-silent' });
  await startOn(first.port);
  await until(() => printer.state().at === 'ready');
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: true });
  expect(events.map((event) => (event.kind === 'status' ? event.paper : event.state.at))).toEqual(
    expect.arrayContaining(['ok', 'ready', 'unknown', 'trouble', 'ok', 'ready']),
  );
}, 30_000);

test('a device file that is not there, or not a device, is a sentence', async () => {
  const hears = { bytes: () => undefined, closed: () => undefined };
  await expect(createFileTransport({ path: join(directory, 'lp0'), clock: systemClock }).open(hears)).rejects.toThrow(
    'lp0 is not there. Switch the device on and check its cable.',
  );
  await expect(createFileTransport({ path: directory, clock: systemClock }).open(hears)).rejects.toThrow(
    'is a directory',
  );
});

test('a device file whose device goes away ends the line with the next byte, and says so once', async () => {
  const tty = join(directory, 'lp');
  const socat = start('socat', [`pty,link=${tty},raw,echo=0`, 'EXEC:cat']);
  await until(() => existsSync(tty));
  const endings: string[] = [];
  const connection = await createFileTransport({ path: tty, clock: systemClock }).open({
    bytes: () => undefined,
    closed: ({ because }) => endings.push(because),
  });
  socat.kill('SIGKILL');
  await until(() => {
    connection.write(Uint8Array.of(1));
    return endings.length > 0;
  });
  await connection.close();
  expect(endings).toEqual([expect.stringContaining('Check the cable and the device.')]);
}, 30_000);

test('a device file that takes no more bytes is closed: a printer that has stopped holds them up, and says nothing', async () => {
  const tty = join(directory, 'lp');
  start('socat', [`pty,link=${tty},raw,echo=0`, 'EXEC:sleep 60']);
  await until(() => existsSync(tty));
  const clock = createHandClock();
  const endings: string[] = [];
  const connection = await createFileTransport({ path: tty, clock }).open({
    bytes: () => undefined,
    closed: ({ because }) => endings.push(because),
  });
  connection.write(new Uint8Array(400_000));
  while (endings.length === 0) await clock.pass(100);
  expect(endings).toEqual([expect.stringContaining('takes no more bytes. Look at the device')]);
}, 30_000);
