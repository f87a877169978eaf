// A month of a kiosk in simulated time: the whole station with its journal on disk, its pad, scanner and printer simulated, and
// people who borrow and return all day. Memory must not grow, files only by what they are there for. The hours in which nobody
// comes are skipped over by the calendar.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import type { Clock } from '../../drivers/clock.ts';
import { preview } from '../../drivers/printer/picture.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { createHandClock } from '../clock.ts';
import { isProof } from '../proof.ts';

/** The whole month in `npm run proof`; a few days of it in `npm test`. */
const days = isProof ? 30 : 4;
/** Enough that the simulated printer keeps as many slips as it ever does by the settled day. */
const visitsADay = isProof ? 15 : 9;
/** Until then everything that is kept at most so many times has been. */
const settledDay = 3;

/** Their numbers leave within the run, also within the short one. */
const patronDays = 2;

const longRun = { timeout: 30 * 60_000 };
const dayMs = 24 * 3_600_000;

const items = ['31234000001014', '31234000001030', '31234000001048', '31234000001055'];
const cards = ['21234000000018', '21234000000034', '21234000000117'];

setFlagsFromString('--expose-gc');
const collectOnce: unknown = runInNewContext('gc');
const heapBytes = (): number => {
  for (let nth = 0; nth < 4; nth += 1) if (typeof collectOnce === 'function') collectOnce();
  return process.memoryUsage().heapUsed;
};

/** Nothing is left to do without time going by: no turn of the event loop is waited for, and no file. */
const atRest = async (): Promise<void> => {
  const isBusy = (): boolean =>
    process.getActiveResourcesInfo().some((kind) => kind === 'Immediate' || kind.startsWith('FSReq'));
  do await new Promise((resolve) => setImmediate(resolve));
  while (isBusy());
};

/** A clock whose calendar can be set forward, as a machine that slept would find it. */
const createCalendar = () => {
  const hand = createHandClock(new Date(2026, 10, 2, 8).getTime(), atRest);
  let skippedMs = 0;
  const clock: Clock = { now: () => hand.now() + skippedMs, after: hand.after };
  return { clock, pass: hand.pass, skip: (ms: number) => void (skippedMs += ms) };
};

/** Copies of the journal are as long as it is, and two at most. */
const bytesIn = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => !name.includes('-copy'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

test(`${days} days of use: memory stands still, files grow by what they are for`, longRun, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-month-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // Fonts and renderer are read once, before memory counts.
  await preview([], { paperWidthMm: 80, dotsPerInch: 203 });
  const { clock, pass, skip } = createCalendar();
  const kiosk = demonstrationKiosk;
  let logBytes = 0;
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: settings.parse({
        ...demonstration,
        retention: { patronDays },
        acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
        places: [
          {
            ...kiosk,
            reader: { maker: 'feig', frames: 'standard', connection: { kind: 'simulated', realTime: false } },
            scanner: { connection: { kind: 'simulated', realTime: false } },
            printer: { connection: { kind: 'simulated', realTime: false } },
          },
        ],
      }),
    },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock,
    random: () => 0.5,
    log: createLog('info', { write: (line) => void (logBytes += line.length) }),
  });
  let latest: KioskView | null = null;
  const joined = station.join('K1', {
    view: (view) => {
      latest = view.mode === 'kiosk' ? view : null;
    },
    bench: () => undefined,
  });
  const bench = station.works?.benches.get('K1');
  if (joined === null || bench === undefined || bench === null) throw new Error('the station does not work');
  const view = (): KioskView => {
    if (latest === null) throw new Error('no kiosk is shown');
    return latest;
  };
  const press = (pressed: Press): void => void joined.call({ kind: 'press', session: view().session, press: pressed });
  const shows = async (at: string): Promise<void> => {
    for (let left = 200; view().screen.at !== at; left -= 1) {
      if (left === 0) throw new Error(`${at} never came, but ${JSON.stringify(view().screen)}`);
      // Time goes by step by step.
      // oxlint-disable-next-line no-await-in-loop
      await pass(500);
    }
  };
  const uidsOf = new Map(bench.view().items.map((item) => [item.number, item.tags.map((tag) => tag.uid)]));
  const visit = async (card: string | null, pile: readonly string[]): Promise<void> => {
    await shows('welcome');
    press(card === null ? { kind: 'return' } : { kind: 'borrow' });
    if (card !== null) press({ kind: 'type-card', number: card });
    await shows(card === null ? 'checkin' : 'checkout');
    for (const uid of pile.flatMap((number) => uidsOf.get(number) ?? []))
      joined.call({ kind: 'hand', hand: { kind: 'put-on-pad', uid } });
    await pass(5000);
    press({ kind: 'finish' });
    await shows('receipt');
    press({ kind: 'print' });
    await pass(3000);
    joined.call({ kind: 'hand', hand: { kind: 'clear-pad' } });
    press({ kind: 'leave' });
    await pass(12_000);
  };

  const heap: number[] = [];
  const files: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    for (let nth = 0; nth < visitsADay; nth += 1) {
      const pile = items.slice(nth % 3, (nth % 3) + 2);
      await visit(cards[nth % cards.length] ?? null, pile);
      await visit(null, pile);
    }
    skip(dayMs);
    await pass(60_000);
    // Timers know nothing of a calendar that was set forward.
    await station.works?.housekeeping.run();
    heap.push(heapBytes());
    files.push(bytesIn(folder));
  }
  const sessions = days * visitsADay * 2;
  const [settled = 0, last = 0] = [heap[settledDay - 1], heap.at(-1)];
  const growth = (last - settled) / settled;
  const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const filesGrow = ((files.at(-1) ?? 0) - (files[settledDay - 1] ?? 0)) / ((days - settledDay) * visitsADay * 2);
  console.log(
    `${days} days, ${sessions} sessions: memory ${mb(settled)} on day ${settledDay}, ${mb(last)} on day ${days} (${(growth * 100).toFixed(1)} %); ` +
      `files ${mb(files.at(-1) ?? 0)}, ${Math.round(filesGrow)} bytes a session; log ${Math.round(logBytes / sessions)} bytes a session`,
  );
  const read = station.works?.journal.read(['session-ended', 'fault', 'lent', 'returned']) ?? [];
  const count = (kind: string): number => read.filter((entry) => entry.kind === kind).length;
  // It was use: every visit came to its end, and everything was lent and came back.
  expect([count('fault'), count('session-ended')]).toEqual([0, sessions]);
  expect(count('lent')).toBe(days * visitsADay * 2);
  expect(count('returned')).toBe(days * visitsADay * 2);
  const began = station.works?.journal.after(['session-began'], 0) ?? [];
  const named = began.filter(({ entry }) => 'patron' in entry && entry.patron !== null);
  // It was looked at a day after the last visit. Half of the visits are returns, of nobody.
  expect(named.length).toBe((patronDays - 1) * visitsADay);
  expect(Math.min(...named.map(({ at }) => at))).toBeGreaterThan(clock.now() - patronDays * dayMs);
  expect(growth).toBeLessThan(0.1);
  // Ten entries or so of two hundred bytes; the log tells nothing of a session that goes well.
  expect(filesGrow).toBeLessThan(6000);
  expect(logBytes / sessions).toBeLessThan(200);
  const closed = station.close();
  await pass(5000);
  await closed;
});
