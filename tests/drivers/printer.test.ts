// Stories of a receipt printer: paper, cover, silence, and slips that came out or did not. Through the port only.
import { beforeAll, describe, expect, test } from 'vitest';
import { createPrinter } from '../../drivers/printer/printer.ts';
import { drawSlip, type Picture } from '../../drivers/printer/picture.ts';
import { createPrinterSimulator, type Slip } from '../../drivers/printer/simulator.ts';
import type { Printed, PrinterEvent, PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { Clock } from '../../drivers/clock.ts';
import { printerSettings } from '../../drivers/settings.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import { createHandClock } from '../clock.ts';

const receipt: readonly PrintLine[] = [
  { kind: 'title', text: 'Thư viện tỉnh' },
  { kind: 'rule' },
  { kind: 'text', text: 'Dế Mèn phiêu lưu ký', align: 'start', weight: 'strong' },
  { kind: 'pair', left: '31234000111111', right: '02/04/2026', weight: 'plain' },
  { kind: 'space' },
  { kind: 'small', text: 'Giữ biên nhận này để đối chiếu', align: 'middle' },
];

const outcomeAtMostMs = 20_000;

// Fonts and renderer are read from disk once, which the clock moved by hand knows nothing of.
beforeAll(() => drawSlip(receipt, 80));

/** The slip shows exactly this picture, and white paper after it. */
const carries = (slip: Slip | undefined, picture: Picture | undefined): boolean =>
  slip !== undefined &&
  picture !== undefined &&
  slip.dots.bits.every((byte, at) => byte === (picture.bits[at] ?? 0)) &&
  slip.dots.bits.length > picture.bits.length;

/** A simulated printer on a memory line, and the driver in front of it, five seconds after the start. */
async function setUp({
  realTime = false,
  paperWidthMm = 80,
  before = () => undefined,
  far = null,
}: {
  realTime?: boolean;
  paperWidthMm?: 80 | 58;
  before?: (bench: ReturnType<typeof createPrinterSimulator>) => void;
  /** A printer of another make in its place. */
  far?: ((clock: Clock) => Far) | null;
} = {}) {
  const clock = createHandClock();
  const bench = createPrinterSimulator({ clock, paperWidthMm, realTime });
  before(bench);
  const events: PrinterEvent[] = [];
  const settings = printerSettings.parse({ paperWidthMm, connection: { kind: 'simulated', realTime } });
  const printer = createPrinter({
    transport: far === null ? bench.transport : createMemoryLine({ name: 'simulated', far: far(clock) }).transport,
    settings,
    clock,
    hears: (event) => events.push(event),
  });
  await clock.pass(5000);
  const papers = () => events.flatMap((event) => (event.kind === 'paper' ? [`${event.paper} ${event.cover}`] : []));

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

describe('a printer that tells its state', () => {
  test('is ready, has paper, and lays the very dots of the slip on it', async () => {
    const { printer, bench, papers, print } = await setUp();
    expect(printer.state()).toEqual({ at: 'ready', model: 'ESC/POS, 80 mm' });
    expect(papers()).toEqual(['ok closed']);

    expect(await print()).toEqual({ kind: 'printed' });

    const [slip] = bench.slips();
    const picture = await drawSlip(receipt, 80);
    expect(slip?.whole).toBe(true);
    expect(slip?.dots.widthDots).toBe(576);
    expect(carries(slip, picture)).toBe(true);
  });

  test('prints 58 mm wide where the settings say so', async () => {
    const { bench, print } = await setUp({ paperWidthMm: 58 });
    expect(await print()).toEqual({ kind: 'printed' });
    const picture = await drawSlip(receipt, 58);
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
    expect(await print()).toEqual({ kind: 'printed' });
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
    expect(await print()).toEqual({ kind: 'printed' });
    const picture = await drawSlip(receipt, 80);
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
    expect(await print()).toEqual({ kind: 'printed' });
    expect(papers()).toEqual(['ok closed', 'ok open', 'ok closed']);
  });

  test('warns when the roll nears its end, and still prints', async () => {
    const { clock, bench, papers, print } = await setUp();
    bench.runLow();
    await clock.pass(11_000);
    expect(papers()).toEqual(['ok closed', 'near-end closed']);
    expect(await print()).toEqual({ kind: 'printed' });
  });

  test('prints slips one after the other, each whole', async () => {
    const { bench, printer, outcome } = await setUp({ realTime: true });
    const other: readonly PrintLine[] = [{ kind: 'title', text: 'Ễ' }];
    const both = [printer.print(receipt), printer.print(other)];
    for (const printing of both) expect(await outcome(printing)).toEqual({ kind: 'printed' });
    const pictures = [await drawSlip(receipt, 80), await drawSlip(other, 80)];
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
    expect(await print()).toEqual({ kind: 'printed' });
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

describe('a printer that never tells its state', () => {
  test('prints all the same, its paper unknown', async () => {
    const { bench, printer, papers, print } = await setUp({ before: (quiet) => quiet.mute() });
    expect(printer.state()).toEqual({ at: 'ready', model: 'ESC/POS, 80 mm, does not tell its state' });
    expect(papers()).toEqual([]);
    expect(await print()).toEqual({ kind: 'printed' });
    const picture = await drawSlip(receipt, 80);
    expect(carries(bench.slips()[0], picture)).toBe(true);
  });

  test('is asked again while idle, in case it was switched on late', async () => {
    const { clock, bench, papers } = await setUp({ before: (quiet) => quiet.mute() });
    bench.unmute();
    await clock.pass(12_000);
    expect(papers()).toEqual(['ok closed']);
  });
});

/** A low-cost printer: `answer` says what comes back to DLE EOT n, and when; it knows no GS r. */
const clone =
  (answer: (question: number, nth: number) => { byte: number; afterMs: number } | null) =>
  (clock: Clock): Far =>
  (send) => {
    let nth = 0;
    return (chunk) => {
      if (chunk.length !== 3 || chunk[0] !== 0x10 || chunk[1] !== 0x04) return;
      const said = answer(chunk[2] ?? 0, nth);
      nth += 1;
      if (said !== null) clock.after(said.afterMs, () => send(Uint8Array.of(said.byte)));
    };
  };

describe('low-cost printers', () => {
  test('that know no GS r are watched for as long as a slow slip takes; the second time without the grace', async () => {
    const { clock, print } = await setUp({ far: clone(() => ({ byte: 0x12, afterMs: 5 })) });
    const slowMs = (await drawSlip(receipt, 80)).heightDots / 0.4;
    const took: number[] = [];
    for (let slip = 0; slip < 2; slip += 1) {
      const from = clock.now();
      expect(await print()).toEqual({ kind: 'printed' });
      took.push(clock.now() - from);
    }
    expect(took.map((ms) => [ms >= slowMs, ms >= slowMs + 3000])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test('that answer only the first two questions tell what they know, and stay ready', async () => {
    const asked: number[] = [];
    const { clock, printer, papers } = await setUp({
      far: clone((question) => {
        asked.push(question);
        return question <= 2 ? { byte: 0x12, afterMs: 5 } : null;
      }),
    });
    await clock.pass(120_000);
    expect(printer.state().at).toBe('ready');
    expect(papers()).toEqual(['ok closed']);
    expect(asked.filter((question) => question > 2)).toEqual([3, 4]);
  });

  test('that answer late are not misread: the drawer of one answer is the cover of the next', async () => {
    const { clock, papers } = await setUp({
      far: clone((question, nth) => ({ byte: question === 1 ? 0x16 : 0x12, afterMs: [10_600, 150][nth] ?? 200 })),
    });
    await clock.pass(60_000);
    expect(papers()).toEqual(['ok closed']);
  });

  test('that answer in turn, after the slip is out, are waited for', async () => {
    const { print, printer } = await setUp({
      far: clone((_, nth) => ({ byte: 0x12, afterMs: nth === 8 ? 2500 : 5 })),
    });
    expect(await print()).toEqual({ kind: 'printed' });
    expect(printer.state().at).toBe('ready');
  });
});
