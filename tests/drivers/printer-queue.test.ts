// Stories of a print queue. The print service's programs are stand-ins, but real programs on the PATH, found and started
// as the real ones are. Real time: nothing here counts it, but for the last story, whose queue is an object.
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../drivers/clock.ts';
import { openPrinter } from '../../drivers/open.ts';
import { makeJob } from '../../drivers/printer/job.ts';
import { languages } from '../../drivers/printer/languages.ts';
import { createQueuePrinter } from '../../drivers/printer/queue-printer.ts';
import type { Printed, PrinterEvent, PrintLine, ReceiptPrinter } from '../../drivers/ports/receipt-printer.ts';
import { printerSettings } from '../../drivers/settings.ts';
import { createQueue, type Queue, type QueueJob } from '../../drivers/transport/queue.ts';
import { createHandClock } from '../clock.ts';

const receipt: readonly PrintLine[] = [{ kind: 'title', text: 'Thư viện tỉnh' }];

// What the programs say is as CUPS says it in English; the spool is a directory. A file "stopped" stops the queue and
// holds its words, "refuses" turns jobs away, "aborts" lets them fail, "holds" keeps them waiting.
const programs = {
  lp: `#!/bin/sh
echo "$@" >> "$SPOOL/calls"
[ -e "$SPOOL/refuses" ] && { echo "lp: Error - destination \\"$2\\" is not accepting jobs." >&2; exit 1; }
n=$(( $(ls "$SPOOL/jobs" | wc -l) + 1 ))
cat > "$SPOOL/jobs/$n"
if [ -e "$SPOOL/holds" ]; then echo "$2-$n" >> "$SPOOL/waiting"
else
  alerts=job-completed-successfully
  [ -e "$SPOOL/aborts" ] && alerts=aborted-by-system
  printf '%s tram 1024 Sun Nov 22 16:00:00 2026\\n\\tAlerts: %s\\n\\tqueued for %s\\n' "$2-$n" "$alerts" "$2" >> "$SPOOL/ended"
fi
echo "request id is $2-$n (0 file(s))"
`,
  lpstat: `#!/bin/sh
case "$*" in
  "-p receipts")
    if [ -e "$SPOOL/stopped" ]; then printf 'printer receipts disabled since Sun Nov 22 2026 -\\n\\t%s\\n' "$(cat "$SPOOL/stopped")"
    else echo "printer receipts is idle.  enabled since Sun Nov 22 2026"; fi ;;
  "-W not-completed -o receipts") [ -e "$SPOOL/waiting" ] && while read -r job; do echo "$job tram 1024 Sun Nov 22"; done < "$SPOOL/waiting" ;;
  "-l -W completed -o receipts") [ -e "$SPOOL/ended" ] && cat "$SPOOL/ended" ;;
  *) echo 'lpstat: Invalid destination name in list "'"$2"'".' >&2; exit 1 ;;
esac
exit 0
`,
  cancel: `#!/bin/sh
echo "$1" >> "$SPOOL/cancelled"
rm -f "$SPOOL/waiting"
`,
};

let spool: string;
let path: string | undefined;
const printers: ReceiptPrinter[] = [];

beforeEach(async () => {
  spool = await mkdtemp(join(tmpdir(), 'tram-queue-'));
  await mkdir(join(spool, 'jobs'));
  await mkdir(join(spool, 'bin'));
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(spool, 'bin', name), text);
    await chmod(join(spool, 'bin', name), 0o755);
  }
  path = process.env['PATH'];
  process.env['PATH'] = `${join(spool, 'bin')}${delimiter}${path}`;
  process.env['SPOOL'] = spool;
});

afterEach(async () => {
  await Promise.all(printers.splice(0).map((printer) => printer.close()));
  process.env['PATH'] = path;
  delete process.env['SPOOL'];
  await rm(spool, { recursive: true, force: true });
});

// In one step: a program that looks in between must not find the file without its words.
const put = async (name: string, text = ''): Promise<void> => {
  await writeFile(join(spool, 'bin', name), text);
  await rename(join(spool, 'bin', name), join(spool, name));
};
const take = (name: string): Promise<void> => rm(join(spool, name), { force: true });
const read = (name: string): Promise<string> => readFile(join(spool, name), 'utf8').catch(() => '');
const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const settings = printerSettings.parse({ drawer: true, connection: { kind: 'queue', name: 'receipts' } });

const open = (name = 'receipts') => {
  const events: PrinterEvent[] = [];
  const wished = printerSettings.parse({ ...settings, connection: { kind: 'queue', name } });
  const hears = (event: PrinterEvent) => events.push(event);
  const { printer } = openPrinter({ settings: wished, clock: systemClock, record: null, hears });
  printers.push(printer);
  return { printer, events };
};

const ready = async () => {
  const opened = open();
  await until(() => opened.printer.state().at === 'ready');
  return opened;
};

test('a slip goes through raw, as one job of the very bytes; the queue sees it leave, not come out', async () => {
  const { printer } = await ready();
  expect(printer.state()).toEqual({ at: 'ready', model: 'ESC/POS, 80 mm, print queue' });
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: false });
  expect(await read('calls')).toBe('-d receipts -o raw -t Tram -\n');
  const { bytes } = await makeJob(receipt, settings);
  const job = await readFile(join(spool, 'jobs', '1'));
  expect(job.subarray(-bytes.length)).toEqual(Buffer.from(bytes));
  expect(job.subarray(0, -bytes.length)).toEqual(Buffer.from(languages['esc-pos'].start(false)));
});

test('a queue that has stopped is trouble with its reason, and takes no slip; it comes back by itself', async () => {
  await put('stopped', 'Unplugged or turned off');
  const { printer } = open();
  await until(() => printer.state().at === 'trouble');
  expect(printer.state()).toMatchObject({
    because: expect.stringMatching(/receipts has stopped \(Unplugged or turned off\)/u),
  });
  expect(await printer.print(receipt)).toMatchObject({
    kind: 'printer-silent',
    because: expect.stringContaining('Unplugged'),
  });
  expect(await readdir(join(spool, 'jobs'))).toEqual([]);
  await take('stopped');
  await until(() => printer.state().at === 'ready');
  expect(await printer.print(receipt)).toEqual({ kind: 'printed', seen: false });
}, 20_000);

test('a queue that stops over a slip: the job is taken back and has failed, and the printer is in trouble', async () => {
  const { printer } = await ready();
  await put('holds');
  const printing = printer.print(receipt);
  while ((await read('waiting')) === '') await new Promise((resolve) => setTimeout(resolve, 10));
  await put('stopped', 'Media empty');
  expect(await printing).toMatchObject({ kind: 'printer-silent', because: expect.stringContaining('Media empty') });
  expect(await read('cancelled')).toBe('receipts-1\n');
  expect(printer.state().at).toBe('trouble');
}, 20_000);

test('a job that the print service gives up has failed', async () => {
  const { printer } = await ready();
  await put('aborts');
  expect(await printer.print(receipt)).toMatchObject({
    kind: 'printer-silent',
    because: expect.stringContaining('gave the job receipts-1 up'),
  });
});

test('a queue that takes no jobs, and one that is not there, say so in the words of the print service', async () => {
  const { printer } = await ready();
  await put('refuses');
  expect(await printer.print(receipt)).toMatchObject({ because: expect.stringContaining('is not accepting jobs') });
  const missing = open('nowhere');
  await until(() => missing.printer.state().at === 'trouble');
  expect(missing.printer.state()).toMatchObject({ because: expect.stringContaining('Invalid destination name') });
});

test('a drawer is kicked by a job of its own', async () => {
  const { printer } = await ready();
  expect(await printer.openDrawer()).toEqual({ kind: 'kicked' });
  expect(await readFile(join(spool, 'jobs', '1'))).toEqual(Buffer.from(languages['esc-pos'].kickDrawer));
});

test('without the programs of the print service the technician is told what to install', async () => {
  process.env['PATH'] = join(spool, 'jobs');
  const { printer } = open();
  await until(() => printer.state().at === 'trouble');
  expect(printer.state()).toMatchObject({ because: expect.stringContaining('cups-client') });
});

test('no name of a queue can pass for an option or a path', () => {
  for (const name of ['-o', '--help', 'a b', 'a/b', '', 'ä', 'a;b', '$(x)', 'a\n-o'])
    expect(printerSettings.safeParse({ connection: { kind: 'queue', name } }).success).toBe(false);
  for (const name of ['receipts', 'TM-T20III_2', 'a.b', '_x'])
    expect(printerSettings.safeParse({ connection: { kind: 'queue', name } }).success).toBe(true);
  expect(() => createQueue({ name: '-o', clock: systemClock })).toThrow('cannot be called -o');
});

test('a job that never leaves a queue without complaint is taken back: it must not come out for the next patron', async () => {
  const clock = createHandClock();
  const cancelled: string[] = [];
  const queue: Queue = {
    name: 'queue receipts',
    state: () => Promise.resolve({ at: 'ready' }),
    submit: () => Promise.resolve('receipts-1'),
    job: (): Promise<QueueJob> => Promise.resolve('waiting'),
    cancel: (id) => {
      cancelled.push(id);
      return Promise.resolve();
    },
  };
  await makeJob(receipt, settings); // fonts and renderer are read from disk, which this clock knows nothing of
  const printer = createQueuePrinter({ queue, settings, clock: clock satisfies Clock, hears: () => undefined });
  printers.push(printer);
  await clock.pass(100);
  const results: Printed[] = [];
  void printer.print(receipt).then((printed) => results.push(printed));
  await clock.pass(30_000);
  expect(results).toMatchObject([{ kind: 'printer-silent', because: expect.stringContaining('does not leave') }]);
  expect(cancelled).toEqual(['receipts-1']);
});
