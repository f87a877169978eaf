// Stories of printers that go wrong in the middle: whatever happens, a slip that did not come out is never called printed,
// and its rest never comes out for the next patron. In every language, through the port only.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawSlip } from '../../drivers/printer/picture.ts';
import { runs } from '../proof.ts';
import { carries, receipt, setUp, wide } from './printer-bench.ts';

// Fonts and renderer are read from disk once, which the clock moved by hand knows nothing of.
beforeAll(() => drawSlip(receipt, wide));

describe.each(['esc-pos', 'star-prnt', 'star-line'] as const)('a printer that speaks %s', (language) => {
  test('prints slips one after the other, and each was seen', async () => {
    const { bench, print, printer } = await setUp({ language });
    expect(printer.state()).toMatchObject({ at: 'ready' });
    const picture = await drawSlip(receipt, wide);
    for (let nth = 0; nth < 40; nth += 1) {
      expect(await print()).toEqual({ kind: 'printed', seen: true });
      expect(carries(bench.slips().at(-1), picture)).toBe(true);
    }
  });

  test('is seen to be out of paper, open, near its end, off line, jammed: asked while idle', async () => {
    const { clock, bench, events } = await setUp({ language });
    const hands = [
      bench.runLow,
      () => bench.pullPaper(),
      bench.loadPaper,
      bench.openCover,
      bench.closeCover,
      bench.goOffline,
      bench.goOnline,
    ];
    for (const hand of hands) {
      hand();
      await clock.pass(11_000);
    }
    const said = events.flatMap((event) =>
      event.kind === 'status' ? [`${event.paper} ${event.cover} ${event.fault}`] : [],
    );
    expect(said).toEqual([
      'ok closed null',
      'near-end closed null',
      'out closed null',
      'ok closed null',
      'ok open null',
      'ok closed null',
      'ok closed offline',
      'ok closed null',
    ]);
  });

  test('whose cutter jams has not printed, says why, and prints the next slip whole when it is free again', async () => {
    const { clock, bench, events, print } = await setUp({ language });
    bench.jamCutter();
    expect(await print()).toMatchObject({ kind: 'printer-silent', because: expect.stringContaining('cutter') });
    expect(events.at(-1)).toMatchObject({ kind: 'status', fault: 'cutter' });
    bench.freeCutter();
    await clock.pass(11_000);
    bench.loadPaper(); // the hand that freed the blade tears off what stood there
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(carries(bench.slips().at(-1), await drawSlip(receipt, wide))).toBe(true);
  });

  test('that a button puts off line in the middle did not print, and forgets the rest', async () => {
    const { bench, printer, outcome, clock } = await setUp({ language, realTime: true });
    const printing = printer.print(receipt);
    await clock.pass(100);
    bench.goOffline();
    expect(await outcome(printing)).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('off line'),
    });
    bench.goOnline();
    await clock.pass(30_000);
    expect(bench.slips()).toEqual([]);
  });

  test('that freezes in the middle is closed, opened anew, and told to forget the rest', async () => {
    const { bench, printer, outcome, print, clock } = await setUp({ language, realTime: true });
    const printing = printer.print(receipt);
    await clock.pass(100);
    bench.freeze();
    expect(await outcome(printing)).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('may have come out in part'),
    });
    expect(printer.state().at).toBe('trouble');
    bench.thaw();
    await clock.pass(10_000);
    expect(printer.state().at).toBe('ready');
    bench.loadPaper(); // torn off
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(carries(bench.slips().at(-1), await drawSlip(receipt, wide))).toBe(true);
  });

  test('on a slow serial line whose cable is pulled in the middle of the dots prints the next slip whole', async () => {
    const { bench, printer, outcome, clock } = await setUp({ language, realTime: true, baudRate: 19_200 });
    const printing = printer.print(receipt);
    await clock.pass(1500);
    bench.cable.unplug();
    expect(await outcome(printing)).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('unplugged'),
    });
    bench.cable.plug();
    await clock.pass(10_000);
    expect(printer.state().at).toBe('ready');
    bench.loadPaper();
    const before = bench.slips().length;
    expect(await outcome(printer.print(receipt))).toEqual({ kind: 'printed', seen: true });
    expect(bench.slips()).toHaveLength(before + 1);
    expect(carries(bench.slips().at(-1), await drawSlip(receipt, wide))).toBe(true);
  });

  test('on a slow line is given the time that its bytes take', async () => {
    const { bench, print } = await setUp({ language, realTime: true, baudRate: 9600 });
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(bench.slips()).toHaveLength(1);
  });

  test('kicks the drawer between two slips, and only one that is there', async () => {
    const { bench, printer, clock, outcome } = await setUp({ language, drawer: true });
    const printing = printer.print(receipt);
    const kicking = printer.openDrawer();
    expect(await outcome(printing)).toEqual({ kind: 'printed', seen: true });
    expect(await kicking).toEqual({ kind: 'kicked' });
    await clock.pass(10);
    expect([printer.hasDrawer, bench.kicks(), bench.slips().length]).toEqual([true, 1, 1]);

    const without = await setUp({ language });
    expect(without.printer.hasDrawer).toBe(false);
    expect(await without.printer.openDrawer()).toEqual({ kind: 'no-drawer' });
    expect(without.bench.kicks()).toBe(0);
  });

  test('whose drawer is asked for while it is away says so', async () => {
    const { bench, printer, clock } = await setUp({ language, drawer: true });
    bench.cable.unplug();
    await clock.pass(100);
    expect(await printer.openDrawer()).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('unplugged'),
    });
  });
});

describe('an ESC/POS printer that speaks unasked', () => {
  test('tells of its cover at once, long before it would be asked', async () => {
    const { clock, bench, print, papers } = await setUp();
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    bench.openCover();
    await clock.pass(10);
    expect(papers().at(-1)).toBe('ok open');
    bench.closeCover();
    await clock.pass(10);
    expect(papers().at(-1)).toBe('ok closed');
  });

  test('that lost its paper for a moment in the middle has torn the slip, though it has paper again', async () => {
    const { clock, bench, printer, outcome } = await setUp({ realTime: true });
    expect(await outcome(printer.print(receipt))).toEqual({ kind: 'printed', seen: true });
    const printing = printer.print(receipt);
    await clock.pass(120);
    bench.pullPaper();
    bench.loadPaper();
    expect(await outcome(printing)).toEqual({ kind: 'no-paper' });
    await clock.pass(30_000);
    expect(bench.slips().map((slip) => slip.whole)).toEqual([true, false]);
  });
});

type Bench = Awaited<ReturnType<typeof setUp>>['bench'];
/** What can go wrong at any moment, and how it is mended. */
const mishaps: readonly { readonly strikes: (bench: Bench) => void; readonly mends: (bench: Bench) => void }[] = [
  { strikes: (bench) => bench.pullPaper(), mends: (bench) => bench.loadPaper() },
  { strikes: (bench) => bench.pullPaper(20), mends: (bench) => bench.loadPaper() },
  { strikes: (bench) => bench.openCover(), mends: (bench) => bench.closeCover() },
  { strikes: (bench) => bench.goOffline(), mends: (bench) => bench.goOnline() },
  { strikes: (bench) => bench.jamCutter(), mends: (bench) => bench.freeCutter() },
  { strikes: (bench) => bench.freeze(), mends: (bench) => bench.thaw() },
  { strikes: (bench) => bench.mute(), mends: (bench) => bench.unmute() },
  { strikes: (bench) => bench.cable.unplug(), mends: (bench) => bench.cable.plug() },
];

test('whatever happens whenever: what is called printed hangs whole from the printer, and the next slip is clean', async () => {
  const picture = await drawSlip(receipt, wide);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('esc-pos' as const, 'star-prnt' as const, 'star-line' as const),
      fc.constantFrom(...mishaps),
      fc.constantFrom(null, 38_400),
      fc.integer({ min: 0, max: 2500 }),
      // No hand is quicker, and a printer that speaks only when asked is asked four times a second.
      fc.integer({ min: 600, max: 4000 }),
      async (language, mishap, baudRate, afterMs, forMs) => {
        const { clock, bench, printer, outcome } = await setUp({ language, baudRate, realTime: true });
        const printing = printer.print(receipt);
        await clock.pass(afterMs);
        mishap.strikes(bench);
        await clock.pass(forMs);
        mishap.mends(bench);
        const printed = await outcome(printing);
        if (printed !== 'no outcome' && printed.kind === 'printed')
          expect(bench.slips().filter((slip) => slip.whole && carries(slip, picture))).toHaveLength(1);
        else expect(printed).not.toBe('no outcome');

        await clock.pass(30_000);
        bench.loadPaper(); // what hangs there is torn off
        const before = bench.slips().length;
        expect(await outcome(printer.print(receipt))).toEqual({ kind: 'printed', seen: true });
        const after = bench.slips().slice(before);
        expect(after.map((slip) => slip.whole && carries(slip, picture))).toEqual([true]);
      },
    ),
    { seed: 20260105, numRuns: runs(60) },
  );
}, 60_000);
