// Codes and rulers on a slip: square for square as they should be, with their white margin, on every paper.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Faces, loadFaces } from '../../drivers/printer/font.ts';
import { layOut } from '../../drivers/printer/layout.ts';
import { drawSlip, type Picture } from '../../drivers/printer/picture.ts';
import { qrSquares } from '../../drivers/printer/qr.ts';
import { type Paper, widthDotsOf } from '../../drivers/printer/sheet.ts';

const papers: readonly Paper[] = [
  { paperWidthMm: 80, dotsPerInch: 203 },
  { paperWidthMm: 58, dotsPerInch: 203 },
  { paperWidthMm: 80, dotsPerInch: 180 },
  { paperWidthMm: 58, dotsPerInch: 180 },
];

let faces: Faces;
beforeAll(async () => {
  faces = await loadFaces();
});

const isBlack = ({ widthDots, heightDots, bits }: Picture, x: number, y: number): boolean =>
  x >= 0 &&
  y >= 0 &&
  x < widthDots &&
  y < heightDots &&
  ((bits[(y * widthDots + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0;

/** The code on a picture as its squares, each read in all its dots. */
const squaresOf = (
  picture: Picture,
  { x, y, squareDots, size }: { x: number; y: number; squareDots: number; size: number },
) =>
  Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => {
      const dots = Array.from({ length: squareDots * squareDots }, (___, dot) =>
        isBlack(
          picture,
          x + column * squareDots + (dot % squareDots),
          y + row * squareDots + Math.floor(dot / squareDots),
        ),
      );
      return dots.every((dot) => dot === dots[0]) ? dots[0] : 'torn';
    }),
  );

describe.each(papers)('$paperWidthMm mm, $dotsPerInch dpi', (paper) => {
  test.each([
    'TRAM',
    'https://thuvien.example.vn/bien-nhan/2026-11-22-000123',
    'Đọc sách '.repeat(20),
    'x'.repeat(300),
  ])('a code of %s is drawn square for square, in a white margin, large enough for a telephone', async (text) => {
    const squares = qrSquares(text);
    const mark = layOut([{ kind: 'qr', text, caption: null }], paper, faces).rows[0]?.marks[0];
    if (mark?.kind !== 'squares' || squares === null) throw new Error('no code');
    const picture = await drawSlip([{ kind: 'qr', text, caption: null }], paper);
    expect(squaresOf(picture, { ...mark, size: squares.length })).toEqual(squares);
    expect(mark.squareDots).toBeGreaterThanOrEqual(text.length > 100 ? 3 : 4);
    const margin = 4 * mark.squareDots;
    expect(mark.x).toBeGreaterThanOrEqual(margin);
    expect(mark.x + squares.length * mark.squareDots).toBeLessThanOrEqual(widthDotsOf(paper) - margin);
    expect(mark.y).toBeGreaterThanOrEqual(margin);
    expect(picture.heightDots).toBeGreaterThanOrEqual(mark.y + squares.length * mark.squareDots + margin);
  });

  test('the ruler begins on the first dot and ends on the last, with a long tick each centimetre', async () => {
    const picture = await drawSlip([{ kind: 'ruler' }], paper);
    const row = (y: number): readonly number[] =>
      Array.from({ length: picture.widthDots }, (_, x) => x).filter((x) => isBlack(picture, x, y));
    expect([row(4)[0], row(4).at(-1)]).toEqual([0, picture.widthDots - 1]);
    const starts = row(16).filter((x) => !isBlack(picture, x - 1, 16));
    const dotsPerCm = paper.dotsPerInch / 2.54;
    const centimetres = Math.floor((picture.widthDots - 1) / dotsPerCm);
    for (let cm = 0; cm <= centimetres; cm += 1)
      expect(starts.some((x) => Math.abs(x - cm * dotsPerCm) < 2)).toBe(true);
  });
});

test('a text too long for any code is printed as text; its caption is not missed', () => {
  const text = 'Nguyễn '.repeat(500);
  expect(qrSquares(text)).toBeNull();
  const marks = layOut(
    [{ kind: 'qr', text, caption: 'x' }],
    { paperWidthMm: 80, dotsPerInch: 203 },
    faces,
  ).rows.flatMap((row) => row.marks);
  expect(marks.every((mark) => mark.kind === 'glyph')).toBe(true);
  expect(marks.length).toBeGreaterThan(100);
});

test('a caption stands below its code, and tells it to whoever cannot see the picture', () => {
  const layout = layOut(
    [{ kind: 'qr', text: 'https://example.vn', caption: 'Quét để xem lại' }],
    { paperWidthMm: 58, dotsPerInch: 203 },
    faces,
  );
  expect(layout.rows.map((row) => row.marks[0]?.kind)).toEqual(['squares', 'glyph']);
  expect(layout.text).toBe('Quét để xem lại');
});
