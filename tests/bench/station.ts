// The station with a reader that keeps real time and a real TCP conversation: pile to done, scan to row, start to ready.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pass, systemClock } from '../../drivers/clock.ts';
import { slixTag } from '../../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { createAcs, demoCatalogue, listen } from 'sip2/acs';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { demonstration, demonstrationKiosk } from '../../station/settings/schema.ts';
import { joinGlass, openForBench } from './open.ts';

const card = '21234000000018';
const piles = [1, 5, 10] as const;
const usualDelayMs = 200;
/** As FEIG ships its readers. */
export const usualBaud = 38_400;

const say = (line: string): void => console.log(line);

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** The small ACS on a port of its own, with room for a pile of ten: the demonstration lends five. */
const open = async (baudRate: number) => {
  const demo = demoCatalogue();
  const catalogue = { ...demo, library: { ...demo.library, loanLimit: 50 } };
  const nothing = (): void => undefined;
  const login = { login: null, listsOf: 'barcodes', showPatrons: false } as const;
  const acs = createAcs({
    clock: systemClock,
    catalogue,
    settings: login,
    hears: { traffic: nothing, changed: nothing },
  });
  const server = await listen(acs, { host: '127.0.0.1', port: 0 });
  const connection = { kind: 'tcp', host: '127.0.0.1', port: server.port, promptLogin: null } as const;
  const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated', realTime: true, baudRate } });
  const { station, close } = await openForBench({
    ...demonstration,
    acs: { ...demonstration.acs, connection },
    places: [{ ...demonstrationKiosk, reader }],
  });
  const glass = joinGlass(station, 'K1', 'kiosk');
  return {
    ...glass,
    station,
    acs,
    press: (kind: 'borrow' | 'leave') => glass.call({ kind: 'press', session: glass.view().session, press: { kind } }),
    close: async () => {
      await close();
      await server.close();
    },
  };
};

/** Seconds of the machine's until every row of a pile is honest: from the moment all are seen, and from when they were laid. */
export const pile = async (
  count: number,
  answerDelayMs: number,
  baudRate = usualBaud,
): Promise<{ readonly fromSeen: number; readonly fromLaid: number }> => {
  const opened = await open(baudRate);
  const { station, until, press, view } = opened;
  const { works } = station;
  if (works === null) throw new Error('the demonstration works');
  await until((now) => now.screen.at === 'welcome');
  press('borrow');
  works.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'type-card', number: card } });
  await until((now) => now.screen.at === 'checkout');
  opened.acs.setMood({ answerDelayMs });
  const field = works.kiosks[0]?.devices.hands.pad?.field;
  const plain = opened.acs.catalogue.items.filter(
    (item) =>
      item.lending === 'normal' &&
      item.fee === 0 &&
      item.parts === 1 &&
      opened.acs.loanOf(item.barcode) === null &&
      item.audience === 'all' &&
      !opened.acs.catalogue.holds.some((hold) => hold.item === item.barcode),
  );
  const laid = performance.now();
  for (const [at, { barcode }] of plain.slice(0, count).entries()) {
    const content = writeIso28560_2({ id: barcode, part: null, usage: 0x10, owner: 'VN-HN1', title: null });
    field?.lay(slixTag({ uid: `E00401501${String(at).padStart(7, '0')}`, content, afi: 0x07 }));
  }
  const seen = await until(({ screen }) => screen.at === 'checkout' && screen.seen === count);
  const done = await until(
    ({ screen }) =>
      screen.at === 'checkout' &&
      screen.rows.length === count &&
      screen.rows.every(
        ({ state }) => (state.at === 'lent' && state.release === 'read-back') || state.at === 'refused',
      ),
  );
  const { screen } = view();
  const lent = screen.at === 'checkout' ? screen.rows.filter((row) => row.state.at === 'lent').length : 0;
  if (lent !== count) throw new Error(`only ${lent} of ${count} were lent`);
  await opened.close();
  return { fromSeen: (done - seen) / 1000, fromLaid: (done - laid) / 1000 };
};

const scans = async (count: number): Promise<readonly number[]> => {
  const opened = await open(usualBaud);
  const { station, until, press } = opened;
  const { works } = station;
  const bench = works?.benches.get('K1') ?? null;
  if (works === null || bench === null) throw new Error('the demonstration works');
  await until((now) => now.screen.at === 'welcome');
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    if (at % 20 === 0) {
      if (at > 0) press('leave');
      await until((now) => now.screen.at === 'welcome' || now.screen.at === 'goodbye');
      if (opened.view().screen.at === 'goodbye') press('leave');
      press('borrow');
      works.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'type-card', number: card } });
      await until((now) => now.screen.at === 'checkout');
    }
    const number = `3999999${String(at).padStart(7, '0')}`;
    const began = performance.now();
    bench.hand({ kind: 'scan', text: number });
    const shown = await until(({ screen }) => 'rows' in screen && screen.rows.some((row) => row.number === number));
    times.push(shown - began);
    await pass(systemClock, 5);
  }
  await opened.close();
  return times.toSorted((a, b) => a - b);
};

const start = async (): Promise<{ readonly readyMs: number; readonly residentMb: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, ['station/main.ts', '--data', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((ready) => {
    createInterface({ input: child.stdout }).once('line', () => ready());
  });
  const readyMs = performance.now() - began;
  await pass(systemClock, 5000);
  const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  child.kill('SIGTERM');
  await new Promise((ended) => child.once('exit', ended));
  rmSync(folder, { recursive: true, force: true });
  return { readyMs, residentMb: Number(resident) / 1024 };
};

export const benchStation = async (): Promise<void> => {
  say(`pile to done, ${usualDelayMs} ms per answer of the library system, FEIG at 38400 baud in real time`);
  for (const count of piles) {
    const runs = [await pile(count, usualDelayMs), await pile(count, usualDelayMs), await pile(count, usualDelayMs)];
    const seen = runs.map((run) => run.fromSeen).toSorted((a, b) => a - b);
    const laid = runs.map((run) => run.fromLaid).toSorted((a, b) => a - b);
    const floor = (count * usualDelayMs) / 1000;
    say(
      `  ${String(count).padStart(2)} items: ${seen[1]?.toFixed(2)} s from all seen (${laid[1]?.toFixed(2)} s from laid down), floor ${floor.toFixed(1)} s, ratio ${((seen[1] ?? 0) / floor).toFixed(2)}`,
    );
  }
  const times = await scans(200);
  say(
    `scan to row, without the library system: p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`,
  );
  const started = await start();
  say(
    `start to ready: ${started.readyMs.toFixed(0)} ms; resident memory of the station: ${started.residentMb.toFixed(0)} MiB`,
  );
};
