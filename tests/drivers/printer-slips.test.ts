// Slips as bytes, golden, and read back onto simulated paper: the same dots, in each language, out of any chunks.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinBytes } from '../../drivers/printer/language.ts';
import { languages } from '../../drivers/printer/languages.ts';
import type { Command } from '../../drivers/printer/paper.ts';
import type { Picture } from '../../drivers/printer/picture.ts';
import { readEscPos } from '../../drivers/printer/read-escpos.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import type { PrinterSettings } from '../../drivers/settings.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const names = ['esc-pos', 'star-prnt', 'star-line'] as const;
const { 'esc-pos': escPos, 'star-prnt': starPrnt, 'star-line': starLine } = languages;

const picture = (rows: readonly string[], widthDots = 576): Picture => {
  const bits = new Uint8Array((widthDots / 8) * rows.length);
  rows.forEach((row, at) => bits.set(Buffer.from(row, 'hex'), at * (widthDots / 8)));
  return { widthDots, heightDots: rows.length, bits };
};

const simulator = (language: PrinterSettings['language'], paperWidthMm: 80 | 58 = 80) => {
  const sent: number[] = [];
  const printer = createPrinterSimulator({
    clock: createHandClock(),
    language,
    paper: { paperWidthMm, dotsPerInch: 203 },
    realTime: false,
    baudRate: null,
  });
  return { printer, sent, hear: printer.serve((bytes) => sent.push(...bytes)) };
};

/** The bytes with ink of what fell out first. */
const paperOf = ({ printer }: ReturnType<typeof simulator>): string =>
  hex((printer.slips()[0]?.dots.bits ?? new Uint8Array()).filter((byte) => byte !== 0));

describe('golden bytes', () => {
  test('ESC/POS: ESC @, GS a; GS v 0 as wide as the ink; GS V B; GS r', () => {
    expect(hex(escPos.start(true))).toBe('1b401d610e');
    expect(hex(escPos.start(false))).toBe('1b401d6100');
    expect(hex(escPos.slip(picture(['ff', '0081']), 80))).toBe(['1d76300002000200', 'ff000081', '1d564218'].join(''));
    expect(hex(escPos.slip(picture(['01'], 384), 58))).toBe(['1d76300001000100', '01', '1b4a70', '1d564200'].join(''));
    expect(hex(escPos.reachedMark)).toBe('1d7201');
    expect(hex(escPos.clear)).toBe('10140801031401060208');
    expect(hex(escPos.kickDrawer)).toBe('1b700032fa');
  });

  test('StarPRNT: ESC @, ESC RS a; ESC GS S as wide as the ink; ESC d 3; ETB', () => {
    expect(hex(starPrnt.start(true))).toBe('1b401b1e6101');
    expect(hex(starPrnt.start(false))).toBe('1b401b1e6100');
    expect(hex(starPrnt.slip(picture(['ff', '0081']), 80))).toBe(['1b1d53010200020000', 'ff000081', '1b6403'].join(''));
    expect(hex(starPrnt.reachedMark)).toBe('17');
    expect(hex(starPrnt.clear)).toBe('1b0618');
    expect(hex(starPrnt.kickDrawer)).toBe('1b07141407');
  });

  test('Star Line: raster mode, a page as long as the slip, FF mode 13 (partial cut); b per row, ESC * r Y over white', () => {
    expect(hex(starLine.start(true))).toBe('1b1e6101');
    expect(hex(starLine.slip(picture(['ff', '', '', '0081']), 80))).toBe(
      [
        '1b2a7241', // ESC * r A
        '1b2a72503000', // ESC * r P 0 NUL
        '1b2a72453100', // ESC * r E 1 NUL
        '1b2a7246313300', // ESC * r F 13 NUL
        '620100ff',
        '1b2a72593200', // ESC * r Y 2 NUL
        '6202000081',
        '1b0c00', // ESC FF NUL
        '1b2a7242', // ESC * r B
      ].join(''),
    );
  });

  test('ESC/POS sends a white gap one byte wide and bands of at most 128 rows', () => {
    const rows = ['ffffffff', ...Array.from({ length: 20 }, () => ''), ...Array.from({ length: 200 }, () => 'ffff')];
    const commands: Command[] = [];
    let left = escPos.slip(picture(rows), 80);
    while (left.length > 0) {
      const command = readEscPos(left);
      if (command === 'more') throw new Error('a command is cut off');
      commands.push(command);
      left = left.slice(command.length);
    }
    const rasters = commands.flatMap((command) =>
      command.kind === 'raster' ? [[command.widthBytes, command.rows]] : [],
    );
    expect(rasters).toEqual([
      [4, 1],
      [1, 20],
      [2, 128],
      [2, 72],
    ]);
  });
});

describe.each(names)('%s', (name) => {
  const language = languages[name];

  test('dots never pass for an order that is obeyed at once: one more is burnt', () => {
    const bench = simulator(name);
    bench.hear(language.slip(picture(['001004010010050110140801031401060208', '1b06011b0618']), 80));
    expect(bench.sent).toEqual([]);
    expect(paperOf(bench)).toBe(
      name === 'esc-pos'
        ? ['18040118050118140801031401060208', '1b06011b0618'].join('')
        : ['10040110050110140801031401060208', '1f06011f0618'].join(''),
    );
  });

  test('any picture comes to stand on paper as it was drawn, in whatever chunks it travels', () => {
    const anyPicture = fc
      .array(fc.oneof(fc.constant(new Uint8Array(48)), fc.uint8Array({ minLength: 48, maxLength: 48 })), {
        minLength: 1,
        maxLength: 300,
      })
      .map((rows): Picture => ({
        widthDots: 384,
        heightDots: rows.length,
        bits: Uint8Array.from(rows.flatMap((row) => [...row])),
      }))
      .filter(({ bits }) => bits.some((byte) => byte !== 0) && !bits.includes(0x10) && !bits.includes(0x1b));
    fc.assert(
      fc.property(anyPicture, fc.integer({ min: 1, max: 5000 }), (drawn, chunkBytes) => {
        const { printer, hear } = simulator(name, 58);
        const bytes = joinBytes([language.start(false), language.slip(drawn, 58), language.reachedMark]);
        for (let at = 0; at < bytes.length; at += chunkBytes) hear(bytes.slice(at, at + chunkBytes));
        const paper = printer.slips()[0]?.dots;
        expect(paper?.heightDots).toBe(drawn.heightDots + (name === 'esc-pos' ? 112 : 24));
        expect(hex(paper?.bits.subarray(0, drawn.bits.length) ?? new Uint8Array())).toBe(hex(drawn.bits));
      }),
      { seed: 20260105, numRuns: runs(60) },
    );
  });

  test('the simulated printer keeps the rest of a slip for the next roll, as the real one does, unless told to forget', () => {
    for (const forgets of [false, true]) {
      const { printer, hear } = simulator(name);
      printer.pullPaper(10);
      hear(language.slip(picture(Array.from({ length: 100 }, () => 'ff')), 80));
      if (forgets) hear(language.clear);
      printer.loadPaper();
      const heights = printer.slips().map((slip) => [slip.whole, slip.dots.heightDots]);
      expect(heights).toEqual(
        forgets
          ? [[false, 10]]
          : [
              [false, 10],
              [true, 114],
            ],
      );
    }
  });

  test('the simulated printer takes any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
        const { hear } = simulator(name);
        for (const chunk of chunks) hear(chunk);
      }),
      { seed: 20260105, numRuns: runs(500) },
    );
  });
});

describe('the simulated printer', () => {
  test('answers out of turn, also in the middle of a picture, and a request in two chunks', () => {
    const bench = simulator('esc-pos');
    const { sent, hear } = bench;
    hear(Uint8Array.of(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff));
    hear(Uint8Array.of(0x10));
    hear(Uint8Array.of(0x04, 1));
    expect(sent).toEqual([0x12]);
    hear(Uint8Array.of(0xff, 0x1d, 0x56, 0));
    expect(paperOf(bench)).toBe('ffff');
  });

  test('gives each slip as a PNG, and says so', () => {
    const { printer, hear } = simulator('star-prnt');
    let told = 0;
    const stop = printer.changed(() => {
      told += 1;
    });
    hear(starPrnt.slip(picture(['ff']), 80));
    expect(printer.slips()[0]?.picture).toMatch(/^data:image\/png;base64,iVBORw0KGgo/u);
    stop();
    hear(starPrnt.slip(picture(['ff']), 80));
    expect([told, printer.slips().length]).toEqual([1, 2]);
  });
});
