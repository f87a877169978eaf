// Slips in the printer's own letters: every Vietnamese letter on its code page, and a whole slip drawn where one is lacking.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawSlip } from '../../drivers/printer/picture.ts';
import { writeSlip } from '../../drivers/printer/text.ts';
import { testSlip } from '../../drivers/printer/test-slip.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import { printerSettings } from '../../drivers/settings.ts';
import { runs } from '../proof.ts';
import { carries, receipt, setUp, wide } from './printer-bench.ts';

// Fonts and renderer are read from disk once, which the clock moved by hand knows nothing of.
beforeAll(() => drawSlip(receipt, wide));

const makers = ['epson', 'citizen', 'bixolon'] as const;
const capitals = 'AÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬEÉÈẺẼẸÊẾỀỂỄỆIÍÌỈĨỊOÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢUÚÙỦŨỤƯỨỪỬỮỰYÝỲỶỸỴĐBCDGHKLMNPQRSTVX';
const letters = Array.from(capitals + capitals.toLocaleLowerCase('vi'));

const plain = (text: string): PrintLine => ({ kind: 'text', text, align: 'start', weight: 'plain' });
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** What stands on paper in the end. */
const printed = async (lines: readonly PrintLine[], letters_: (typeof makers)[number] = 'epson') => {
  const { bench, printer, outcome } = await setUp({ letters: letters_ });
  expect(await outcome(printer.print(lines))).toEqual({ kind: 'printed', seen: true });
  return bench.slips()[0];
};

test('golden: TCVN 5712 (VN3), small letters on page 30, capitals on page 31', () => {
  const bytes = hex(writeSlip([plain('Đỗ Ẩn')], 'epson', wide)?.bytes);
  expect(bytes).toBe(
    [
      '1c2e', // FS .
      '1b741f', // ESC t 31
      'a7', // Đ
      '1b741e', // ESC t 30
      'e7', // ỗ
      '20',
      '1b741f',
      'c8', // Ẩ
      '6e',
      '0a',
    ].join(''),
  );
});

describe.each(makers)('%s', (maker) => {
  test('every Vietnamese letter stands on the paper as itself', async () => {
    const slip = await printed(letters.map(plain), maker);
    expect(slip?.text).toEqual(letters);
  });
});

test('any Vietnamese text, composed or not, stands on the paper, no line wider than its columns', async () => {
  const words = fc.array(
    fc
      .array(fc.constantFrom(...letters, '1', '7', '-', '.'), { minLength: 1, maxLength: 14 })
      .map((some) => some.join('')),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(words, fc.boolean(), async (some, decomposed) => {
      const text = some.join(' ');
      const slip = await printed([plain(decomposed ? text.normalize('NFD') : text)]);
      expect(slip?.text.join(' ').split(/\s+/u).filter(Boolean)).toEqual(some);
      for (const line of slip?.text ?? []) expect(line.length).toBeLessThanOrEqual(48);
    }),
    { seed: 20260105, numRuns: runs(15) },
  );
});

test('a slip in letters that loses its paper in the middle is known to have failed, though it has paper again', async () => {
  const { clock, bench, printer, outcome } = await setUp({ letters: 'epson', realTime: true });
  const printing = printer.print([...receipt, ...receipt]);
  await clock.pass(120);
  bench.pullPaper();
  bench.loadPaper();
  expect(await outcome(printing)).toEqual({ kind: 'no-paper' });
  await clock.pass(30_000);
  expect(bench.slips().map((slip) => slip.whole)).toEqual([false]);
});

test('what no page has is written as what a reader takes for it', async () => {
  const slip = await printed([plain('“Dế Mèn” – tập 1… 15.000 ₫')]);
  expect(slip?.text).toEqual(['"Dế Mèn" - tập 1... 15.000 đ']);
});

test('commands in a title from outside do not reach the printer', async () => {
  const slip = await printed([plain('a\u001b@\u001bt\u0005b\u0010\u0004\u0001\u001dV\u0000c')]);
  expect(slip?.whole).toBe(true);
  expect(slip?.text.join('')).toBe('a@tbVc');
});

test('one letter that is lacking, and the whole slip is drawn', async () => {
  for (const text of ['Truyện Kiều 翹', 'Łódź', 'ɛ̃', '😀']) {
    const lines = [...receipt, plain(text)];
    const slip = await printed(lines);
    expect(slip?.text).toEqual([]);
    expect(carries(slip, await drawSlip(lines, wide))).toBe(true);
  }
});

test('a code that the printer cannot be trusted with is drawn with its slip, a plain one is left to the printer', async () => {
  const vietnamese = await printed([{ kind: 'qr', text: 'Đọc sách', caption: null }]);
  expect(vietnamese?.text).toEqual([]);
  const { bench, printer, outcome } = await setUp({ letters: 'epson' });
  const asked = printer.print([{ kind: 'qr', text: 'TRAM-TEST', caption: 'Quét' }]);
  expect(await outcome(asked)).toMatchObject({ kind: 'printed' });
  expect(
    bench
      .slips()[0]
      ?.text.map((line) => line.trim())
      .filter(Boolean),
  ).toEqual(['Quét']);
  expect(bench.slips()[0]?.dots.bits.some((byte) => byte !== 0)).toBe(true);
});

test('a pair keeps its right text whole at the end of the line; one that is too wide stands below', async () => {
  const slip = await printed([
    { kind: 'pair', left: 'Phí quá hạn', right: '1.234.567 đ', weight: 'plain' },
    { kind: 'pair', left: 'Mã', right: 'x'.repeat(40), weight: 'plain' },
  ]);
  expect(slip?.text[0]).toMatch(/^Phí quá hạn +1\.234\.567 đ$/u);
  expect(slip?.text[0]).toHaveLength(48);
  expect(slip?.text.slice(1).map((line) => line.trim())).toEqual(['Mã', 'x'.repeat(40)]);
});

test('is a fraction of the bytes of the same slip drawn', () => {
  const written = writeSlip(receipt, 'epson', wide);
  expect(written?.bytes.length).toBeLessThan(400);
});

test("the technician's test slip can be written and drawn, on every paper, with the whole alphabet", async () => {
  for (const paperWidthMm of [80, 58])
    for (const maker of ['drawn', ...makers]) {
      const connection = { kind: 'tcp', host: '192.0.2.20' };
      const settings = printerSettings.parse({ paperWidthMm, letters: maker, connection });
      const lines = testSlip(settings);
      const all = upper(lines.flatMap((line) => ('text' in line ? [line.text] : [])).join(''));
      for (const letter of 'AÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬEÉÈẺẼẸÊẾỀỂỄỆIÍÌỈĨỊOÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢUÚÙỦŨỤƯỨỪỬỮỰYÝỲỶỸỴĐ')
        expect(all).toContain(letter);
      expect(lines.some((line) => line.kind === 'ruler') && lines.some((line) => line.kind === 'qr')).toBe(true);
      if (settings.letters === 'drawn') expect((await drawSlip(lines, settings)).heightDots).toBeGreaterThan(1000);
      else expect(writeSlip(lines, settings.letters, settings)).not.toBeNull();
    }
});
