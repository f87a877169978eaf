// Stories of a receipt printer: paper, cover, silence, and slips that came out or did not. Through the port only.
import { beforeAll, describe, expect, test } from 'vitest';
import { drawSlip } from '../../drivers/printer/picture.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import { carries, receipt, setUp, wide } from './printer-bench.ts';

// Fonts and renderer are read from disk once, which the clock moved by hand knows nothing of.
beforeAll(() => drawSlip(receipt, wide));

describe('a printer that tells its state', () => {
  test('is ready, has paper, and lays the very dots of the slip on it', async () => {
    const { printer, bench, papers, print } = await setUp();
    expect(printer.state()).toEqual({ at: 'ready', model: 'ESC/POS, 80 mm' });
    expect(papers()).toEqual(['ok closed']);

    expect(await print()).toEqual({ kind: 'printed', seen: true });

    const [slip] = bench.slips();
    const picture = await drawSlip(receipt, wide);
    expect(slip?.whole).toBe(true);
    expect(slip?.dots.widthDots).toBe(576);
    expect(carries(slip, picture)).toBe(true);
  });

  test('prints 58 mm wide where the settings say so', async () => {
    const { bench, print } = await setUp({ paperWidthMm: 58 });
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    const picture = await drawSlip(receipt, { ...wide, paperWidthMm: 58 });
    expect(bench.slips()[0]?.dots.widthDots).toBe(384);
    expect(carries(bench.slips()[0], picture)).toBe(true);
  });

  test('without paper from the start prints nothing, and prints when paper is loaded', async () => {
    const { clock, bench, papers, print } = await setUp({ before: (printer) => printer.pullPaper() });
    expect(papers()).toEqual(['out closed']);
    expect(await print()).toEqual({ kind: 'no-paper' });

    bench.loadPaper();
    await clock.pass(11_000);
    expect(papers()).toEqual(['out closed', 'ok closed']);
    expect(bench.slips()).toEqual([]);
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(bench.slips()).toHaveLength(1);
  });

  test('that runs out in the middle has not printed, and does not print the rest for the next patron', async () => {
    const { clock, bench, papers, print } = await setUp();
    bench.pullPaper(120);
    expect(await print()).toEqual({ kind: 'no-paper' });
    expect(papers().at(-1)).toBe('out closed');

    bench.loadPaper();
    await clock.pass(30_000);
    expect(bench.slips().map((slip) => [slip.whole, slip.dots.heightDots])).toEqual([[false, 120]]);
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    const picture = await drawSlip(receipt, wide);
    expect(carries(bench.slips()[1], picture)).toBe(true);
  });

  test('is believed only after the last dot is burnt: the roll ends while the slip comes out', async () => {
    const { clock, bench, printer, outcome } = await setUp({ realTime: true });
    const printing = printer.print(receipt);
    // All bytes are taken at once; the paper takes a quarter of a second.
    await clock.pass(100);
    bench.pullPaper();
    expect(await outcome(printing)).toEqual({ kind: 'no-paper' });
    expect(bench.slips().map((slip) => slip.whole)).toEqual([false]);
  });

  test('with an open cover prints nothing and says so once', async () => {
    const { clock, bench, papers, print } = await setUp();
    bench.openCover();
    await clock.pass(30_000);
    expect(papers()).toEqual(['ok closed', 'ok open']);
    expect(await print()).toEqual({ kind: 'cover-open' });
    bench.closeCover();
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(papers()).toEqual(['ok closed', 'ok open', 'ok closed']);
  });

  test('warns when the roll nears its end, and still prints', async () => {
    const { clock, bench, papers, print } = await setUp();
    bench.runLow();
    await clock.pass(11_000);
    expect(papers()).toEqual(['ok closed', 'near-end closed']);
    expect(await print()).toEqual({ kind: 'printed', seen: true });
  });

  test('prints slips one after the other, each whole', async () => {
    const { bench, printer, outcome } = await setUp({ realTime: true });
    const other: readonly PrintLine[] = [{ kind: 'title', text: 'Ễ' }];
    const both = [printer.print(receipt), printer.print(other)];
    for (const printing of both) expect(await outcome(printing)).toEqual({ kind: 'printed', seen: true });
    const pictures = [await drawSlip(receipt, wide), await drawSlip(other, wide)];
    expect(bench.slips().map((slip, nth) => slip.whole && carries(slip, pictures[nth]))).toEqual([true, true]);
  });
});

describe('a printer that falls silent', () => {
  test('fails the slip, comes to be in trouble, and comes back', async () => {
    const { clock, bench, printer, print, papers } = await setUp();
    bench.mute();
    const printed = await print();
    expect(printed).toMatchObject({ kind: 'printer-silent', because: expect.stringContaining('does not answer') });
    expect(bench.slips()).toEqual([]);
    expect(printer.state().at).toBe('trouble');
    expect(papers()).toEqual(['ok closed', 'unknown unknown']);

    bench.unmute();
    await clock.pass(10_000);
    expect(printer.state().at).toBe('ready');
    expect(await print()).toEqual({ kind: 'printed', seen: true });
  });

  test('in the middle of a slip does not pass for one that printed', async () => {
    const { clock, bench, printer, outcome } = await setUp({ realTime: true });
    const printing = printer.print(receipt);
    await clock.pass(100);
    bench.mute();
    const printed = await outcome(printing);
    expect(printed).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('may have come out in part'),
    });
  });

  test('because its cable is pulled in the middle fails the slip with a sentence and is opened again', async () => {
    const { clock, bench, printer, outcome } = await setUp({ realTime: true });
    const printing = printer.print(receipt);
    await clock.pass(100);
    bench.cable.unplug();
    expect(await outcome(printing)).toMatchObject({
      kind: 'printer-silent',
      because: expect.stringContaining('unplugged'),
    });
    bench.cable.plug();
    await clock.pass(6000);
    expect(printer.state().at).toBe('ready');
  });

  test('after close answers every slip with a sentence and leaves no timer that asks', async () => {
    const { clock, events, printer, print } = await setUp();
    await printer.close();
    const count = events.length;
    await clock.pass(60_000);
    expect(events).toHaveLength(count);
    expect(printer.state()).toEqual({ at: 'closed' });
    expect(await print()).toMatchObject({ kind: 'printer-silent', because: expect.stringContaining('closed') });
  });
});
