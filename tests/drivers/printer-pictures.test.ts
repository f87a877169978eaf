// A library's sign on paper, and titles that end in time: what a slip shows besides plain lines.
import { expect, test } from 'vitest';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import { drawSlip, type Picture } from '../../drivers/printer/picture.ts';
import { toPng } from '../../drivers/printer/png.ts';
import { writeSlip } from '../../drivers/printer/text.ts';

const paper = { paperWidthMm: 80, dotsPerInch: 203 } as const;
const square = 'data:image/svg+xml;base64,'.concat(
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#b3541e"/></svg>',
  ).toString('base64'),
);
const title = (text: string): PrintLine => ({ kind: 'text', text, align: 'start', weight: 'strong', linesAtMost: 2 });

/** Columns of the black dots, first and last, and how many there are. */
const ink = ({ widthDots, heightDots, bits }: Picture) => {
  const columns = Array.from({ length: widthDots * heightDots }, (_, dot) => dot)
    .filter((dot) => ((bits[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0)
    .map((dot) => dot % widthDots);
  return { count: columns.length, from: Math.min(...columns), to: Math.max(...columns) };
};

test('a coloured sign is printed black, in the middle, 12 mm high', async () => {
  const picture: PrintLine = { kind: 'picture', href: square, widthPx: 40, heightPx: 40 };
  expect(ink(await drawSlip([picture], paper))).toEqual({ count: 96 * 96, from: 240, to: 335 });
});

test('a PNG is printed too, and a very wide one is no wider than half the paper', async () => {
  const black: Picture = { widthDots: 800, heightDots: 8, bits: new Uint8Array(800).fill(0xff) };
  const href = `data:image/png;base64,${Buffer.from(toPng(black)).toString('base64')}`;
  const { from, to } = ink(await drawSlip([{ kind: 'picture', href, widthPx: 800, heightPx: 8 }], paper));
  expect(to - from + 1).toBe(288);
});

test('a title takes two lines and no more', async () => {
  const long = 'Lão Hạc và những truyện ngắn chọn lọc của nhà văn Nam Cao, tái bản có bổ sung. '.repeat(4);
  const one = await drawSlip([title('Lão Hạc')], paper);
  const two = await drawSlip([title('Lão Hạc và những truyện ngắn chọn lọc của nhà văn Nam Cao')], paper);
  const cut = await drawSlip([title(long)], paper);
  expect(two.heightDots).toBe(2 * one.heightDots);
  expect(cut.heightDots).toBe(two.heightDots);
  expect(ink(cut).to).toBeLessThan(576 - 8);
});

test('the printer’s own letters cut the same, and go without the sign', () => {
  const lines: readonly PrintLine[] = [
    { kind: 'picture', href: square, widthPx: 40, heightPx: 40 },
    title('The Hitchhiker’s Guide to the Galaxy and all that came after it, '.repeat(4).replaceAll('’', "'")),
  ];
  const slip = writeSlip(lines, 'epson', paper);
  const text = Buffer.from(slip?.bytes ?? []).toString('latin1');
  expect(text).toContain('...');
  expect(text.match(/Galaxy/g)).toHaveLength(1);
});
