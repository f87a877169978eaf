// Stories of cheap printers: they say nothing of themselves, or little, or late. Through the port only.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../drivers/clock.ts';
import { drawSlip } from '../../drivers/printer/picture.ts';
import type { Far } from '../../drivers/transport/memory.ts';
import { carries, receipt, setUp, wide } from './printer-bench.ts';

// Fonts and renderer are read from disk once, which the clock moved by hand knows nothing of.
beforeAll(() => drawSlip(receipt, wide));

describe('a printer that never tells its state', () => {
  test('prints all the same, its paper unknown', async () => {
    const { bench, printer, papers, print } = await setUp({ before: (quiet) => quiet.mute() });
    expect(printer.state()).toEqual({ at: 'ready', model: 'ESC/POS, 80 mm, does not tell its state' });
    expect(papers()).toEqual([]);
    expect(await print()).toEqual({ kind: 'printed', seen: false });
    const picture = await drawSlip(receipt, wide);
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
  test('that know no GS r are watched for as long as a slow slip takes, and not longer', async () => {
    const { clock, print } = await setUp({ far: clone(() => ({ byte: 0x12, afterMs: 5 })) });
    const slowMs = (await drawSlip(receipt, wide)).heightDots / 0.4;
    const took: number[] = [];
    for (let slip = 0; slip < 2; slip += 1) {
      const from = clock.now();
      expect(await print()).toEqual({ kind: 'printed', seen: true });
      took.push(clock.now() - from);
    }
    expect(took.map((ms) => [ms >= slowMs, ms >= slowMs + 3000])).toEqual([
      [true, false],
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
      far: clone((_, nth) => ({ byte: 0x12, afterMs: nth === 24 ? 2500 : 5 })),
    });
    expect(await print()).toEqual({ kind: 'printed', seen: true });
    expect(printer.state().at).toBe('ready');
  });
});
