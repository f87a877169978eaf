// The bytes between driver and printer: golden commands, the table of status bits, and a simulator that survives rubbish.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearBuffers, encodeSlip } from '../../drivers/printer/escpos.ts';
import { type Command, readCommand } from '../../drivers/printer/paper.ts';
import type { Picture } from '../../drivers/printer/picture.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import {
  createEar,
  type Flag,
  readFlags,
  readStatus,
  type StatusQuestion,
  statusQuestions,
  statusRequest,
  writeFlags,
} from '../../drivers/printer/status.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const picture = (rows: readonly string[], widthDots = 576): Picture => {
  const bits = new Uint8Array((widthDots / 8) * rows.length);
  rows.forEach((row, at) => bits.set(Buffer.from(row, 'hex'), at * (widthDots / 8)));
  return { widthDots, heightDots: rows.length, bits };
};

const simulator = (paperWidthMm: 80 | 58 = 80) => {
  const sent: number[] = [];
  const printer = createPrinterSimulator({
    clock: createHandClock(),
    paperWidthMm,
    realTime: false,
  });
  return { printer, sent, hear: printer.serve((bytes) => sent.push(...bytes)) };
};

describe('a slip as bytes', () => {
  test('begins with ESC @ and GS a 0, is one raster as wide as its ink, ends in GS V B and GS r', () => {
    expect(hex(encodeSlip(picture(['ff', '0081']), 80, true))).toBe(
      ['1b40', '1d6100', '1d76300002000200', 'ff000081', '1d564218', '1d7201'].join(''),
    );
  });

  test('for 58 mm feeds past the tear bar, and asks nothing of a printer that does not answer', () => {
    expect(hex(encodeSlip(picture(['01'], 384), 58, false))).toBe(
      ['1b40', '1d6100', '1d76300001000100', '01', '1b4a70', '1d564200'].join(''),
    );
  });

  test('sends a white gap one byte wide and bands of at most 128 rows', () => {
    const rows = ['ffffffff', ...Array.from({ length: 20 }, () => ''), ...Array.from({ length: 200 }, () => 'ffff')];
    const commands: Command[] = [];
    let left = encodeSlip(picture(rows), 80, false);
    while (left.length > 0) {
      const command = readCommand(left);
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

  test('never holds dots that a printer would take for a real-time command: one more dot is burnt', () => {
    const { printer, sent, hear } = simulator();
    hear(encodeSlip(picture(['001004010010050110140801031401060208']), 80, false));
    expect(sent).toEqual([]);
    expect(hex(printer.slips()[0]?.dots.bits.subarray(0, 18) ?? new Uint8Array())).toBe(
      '001804010018050118140801031401060208',
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
      .filter(({ bits }) => bits.some((byte) => byte !== 0) && !bits.includes(0x10));
    fc.assert(
      fc.property(anyPicture, fc.integer({ min: 1, max: 5000 }), (drawn, chunkBytes) => {
        const { printer, hear } = simulator(58);
        const bytes = encodeSlip(drawn, 58, false);
        for (let at = 0; at < bytes.length; at += chunkBytes) hear(bytes.slice(at, at + chunkBytes));
        const paper = printer.slips()[0]?.dots;
        expect(paper?.heightDots).toBe(drawn.heightDots + 112);
        expect(hex(paper?.bits.subarray(0, drawn.bits.length) ?? new Uint8Array())).toBe(hex(drawn.bits));
      }),
      { seed: 20260105, numRuns: runs(60) },
    );
  });
});

describe('status', () => {
  // The manual's tables for DLE EOT 1 to 4, as bytes on the wire.
  test.each<readonly [StatusQuestion, number, readonly Flag[]]>([
    [1, 0x12, []],
    [1, 0x16, []], // drawer
    [1, 0x1a, ['offline']],
    [2, 0x16, ['cover-open']],
    [2, 0x1a, []], // feed button
    [2, 0x32, ['paper-end']],
    [2, 0x52, ['error']],
    [3, 0x1a, ['cutter-error']],
    [3, 0x32, ['needs-service']],
    [3, 0x52, ['too-hot']],
    [4, 0x1e, ['paper-near-end']],
    [4, 0x7e, ['paper-near-end', 'paper-end']],
    [4, 0x16, []], // one bit of a sensor alone says nothing
  ])('DLE EOT %d answered %d', (question, answer, flags) => {
    expect(readFlags(question, answer)).toEqual(flags);
    expect(hex(statusRequest(question))).toBe(`10040${question}`);
  });

  test('what the simulator says is what the driver reads', () => {
    const flags: readonly Flag[] = ['offline', 'cover-open', 'paper-end', 'error', 'cutter-error', 'paper-near-end'];
    fc.assert(
      fc.property(fc.subarray([...flags]), (some) => {
        const read = statusQuestions.flatMap((question) => readFlags(question, writeFlags(question, new Set(some))));
        expect(new Set(read)).toEqual(new Set(some));
      }),
    );
  });

  test('becomes paper, cover and a sentence; what has no answer stays unknown', () => {
    expect(readStatus(new Set(), [1, 2, 3, 4])).toEqual({ paper: 'ok', cover: 'closed', error: null });
    expect(readStatus(new Set(['paper-near-end', 'paper-end']), [1, 2, 4])).toMatchObject({ paper: 'out' });
    expect(readStatus(new Set(), [1])).toEqual({ paper: 'unknown', cover: 'unknown', error: null });
    expect(readStatus(new Set(['error', 'cutter-error']), [1, 2, 3, 4]).error).toContain('cutter');
  });

  test('the ear tells answers from automatic status, which makers switch on', () => {
    const heard: string[] = [];
    const ear = createEar({
      status: (answer) => heard.push(answer.toString(16)),
      reached: () => heard.push('reached'),
    });
    ear(Uint8Array.of(0x12, 0x10, 0x00));
    ear(Uint8Array.of(0x00, 0x0f, 0x16, 0x00));
    expect(heard).toEqual(['12', '16', 'reached']);
  });
});

describe('the simulated printer', () => {
  test('answers out of turn, also in the middle of a picture, and a request in two chunks', () => {
    const { printer, sent, hear } = simulator();
    hear(Uint8Array.of(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff));
    hear(Uint8Array.of(0x10));
    hear(Uint8Array.of(0x04, 1));
    expect(sent).toEqual([0x12]);
    hear(Uint8Array.of(0xff, 0x1d, 0x56, 0));
    expect(hex(printer.slips()[0]?.dots.bits ?? new Uint8Array()).replaceAll('00', '')).toBe('ffff');
  });

  test('keeps the rest of a slip for the next roll, as the real one does, unless its buffers are cleared', () => {
    for (const cleared of [false, true]) {
      const { printer, hear } = simulator();
      printer.pullPaper(10);
      hear(encodeSlip(picture(Array.from({ length: 100 }, () => 'ff')), 80, false));
      if (cleared) hear(clearBuffers);
      printer.loadPaper();
      expect(printer.slips().map((slip) => [slip.whole, slip.dots.heightDots])).toEqual(
        cleared
          ? [[false, 10]]
          : [
              [false, 10],
              [true, 114],
            ],
      );
    }
  });

  test('takes any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
        const { hear } = simulator();
        for (const chunk of chunks) hear(chunk);
      }),
      { seed: 20260105, numRuns: runs(1000) },
    );
  });

  test('gives each slip as a PNG, and says so', () => {
    const { printer, hear } = simulator();
    let told = 0;
    const stop = printer.changed(() => {
      told += 1;
    });
    hear(encodeSlip(picture(['ff']), 80, false));
    expect(printer.slips()[0]?.picture).toMatch(/^data:image\/png;base64,iVBORw0KGgo/u);
    stop();
    hear(encodeSlip(picture(['ff']), 80, false));
    expect([told, printer.slips().length]).toEqual([1, 2]);
  });
});
