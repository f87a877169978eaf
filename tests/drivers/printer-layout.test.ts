// What a patron takes home: every Vietnamese letter told apart, nothing cut off, nothing beyond the edge of the paper.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Faces, loadFaces } from '../../drivers/printer/font.ts';
import { layOut, type Layout, type Mark } from '../../drivers/printer/layout.ts';
import type { Paper } from '../../drivers/printer/sheet.ts';
import { drawSlip, type Picture, preview } from '../../drivers/printer/picture.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import { runs } from '../proof.ts';

const capitals = 'Ấ Ầ Ẩ Ẫ Ậ Ắ Ằ Ẳ Ẵ Ặ Ế Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ứ Ừ Ử Ữ Ự Ỳ Ý Ỷ Ỹ Ỵ';
const letters = `${capitals} ${capitals.toLowerCase()} d đ D Đ ₫`.split(' ');

const wide: Paper = { paperWidthMm: 80, dotsPerInch: 203 };
const narrow: Paper = { paperWidthMm: 58, dotsPerInch: 203 };
const papers: readonly Paper[] = [
  wide,
  narrow,
  { paperWidthMm: 80, dotsPerInch: 180 },
  { paperWidthMm: 58, dotsPerInch: 180 },
];

const plain = (text: string): PrintLine => ({ kind: 'text', text, align: 'start', weight: 'plain' });
const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
const title = (text: string): PrintLine => ({ kind: 'title', text });

let faces: Faces;
beforeAll(async () => {
  faces = await loadFaces();
});

const isBlack = ({ widthDots, bits }: Picture, x: number, y: number): boolean =>
  ((bits[(y * widthDots + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0;
const hasInk = (picture: Picture, y: number): boolean =>
  Array.from({ length: picture.widthDots }, (_, x) => isBlack(picture, x, y)).includes(true);
const dots = async (line: PrintLine): Promise<string> =>
  Buffer.from((await drawSlip([line], narrow)).bits).toString('hex');
const ink = ({ bits }: Picture): number =>
  bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
const rowsOf = (line: PrintLine, paper: Paper = wide): Layout => layOut([line], paper, faces);

describe('Vietnamese', () => {
  test.each([
    ['small', small],
    ['text', plain],
    ['title', title],
  ] as const)('as %s: no two letters look alike', async (_, set) => {
    const seen = new Map<string, string>();
    for (const letter of letters) {
      const picture = await dots(set(letter));
      expect(`${letter} = ${seen.get(picture) ?? letter}`).toBe(`${letter} = ${letter}`);
      seen.set(picture, letter);
    }
  });

  test('each letter is drawn with its marks: more ink than its base', async () => {
    for (const letter of letters) {
      const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
      if (base === letter) continue;
      expect(ink(await drawSlip([plain(letter)], narrow))).toBeGreaterThan(ink(await drawSlip([plain(base)], narrow)));
    }
  });

  test('no letter is clipped: first and last dots of its line stay white', async () => {
    for (const set of [small, plain, title])
      for (const letter of [...letters, 'ç', 'Å', 'g', '|', 'Ǻ']) {
        const picture = await drawSlip([set(letter)], wide);
        expect([letter, hasInk(picture, 0), hasInk(picture, picture.heightDots - 1)]).toEqual([letter, false, false]);
      }
  });

  test('decomposed text looks like composed text', async () => {
    const name = 'Nguyễn Thị Hồng Ẩn';
    expect(await dots(plain(name.normalize('NFD')))).toBe(await dots(plain(name.normalize('NFC'))));
  });

  test('no letter is smaller than 24 dots, on either paper', () => {
    for (const paper of papers)
      for (const row of layOut([small('a'), plain('a'), title('a')], paper, faces).rows)
        for (const mark of row.marks) expect(mark.kind === 'glyph' && mark.sizeDots >= 24).toBe(true);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(fc.constantFrom(...letters, ' ', 'w', 'W', '-'), { maxLength: 120 }).map((parts) => parts.join('')),
);
const align = fc.constantFrom('start' as const, 'middle' as const, 'end' as const);
const weight = fc.constantFrom('plain' as const, 'strong' as const);
const anyLine: fc.Arbitrary<PrintLine> = fc.oneof(
  anyText.map(title),
  fc.record({ kind: fc.constant('text' as const), text: anyText, align, weight }),
  fc.record({ kind: fc.constant('small' as const), text: anyText, align }),
  fc.record({ kind: fc.constant('pair' as const), left: anyText, right: anyText, weight }),
  fc.record({ kind: fc.constant('qr' as const), text: anyText, caption: fc.option(anyText) }),
  fc.constant<PrintLine>({ kind: 'rule' }),
  fc.constant<PrintLine>({ kind: 'space' }),
);

const widthOf = (mark: Mark): number => {
  switch (mark.kind) {
    case 'glyph':
      return 0;
    case 'squares':
      return mark.rows.length * mark.squareDots;
    default:
      return mark.width;
  }
};

describe('wrapping', () => {
  test('any text stays on the paper, and lines do not overlap', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 4 }), fc.constantFrom(...papers), (lines, paper) => {
        const layout = layOut(lines, paper, faces);
        let top = 0;
        for (const row of layout.rows) {
          expect(row.top).toBe(top);
          top += row.height;
          for (const mark of row.marks) {
            const width = widthOf(mark);
            expect(mark.x).toBeGreaterThanOrEqual(0);
            expect(mark.x + width).toBeLessThanOrEqual(layout.widthDots);
            expect(mark.y).toBeGreaterThanOrEqual(row.top);
            expect(mark.y).toBeLessThan(row.top + row.height);
          }
        }
        expect(layout.heightDots).toBe(Math.max(top, 1));
      }),
      { seed: 20260105, numRuns: runs(500) },
    );
  });

  test('no ink reaches the first or last dots of the paper, drawn', async () => {
    await fc.assert(
      fc.asyncProperty(anyLine, fc.constantFrom(...papers), async (line, paper) => {
        const picture = await drawSlip([line], paper);
        for (let y = 0; y < picture.heightDots; y += 1)
          expect([isBlack(picture, 0, y), isBlack(picture, picture.widthDots - 1, y)]).toEqual([false, false]);
      }),
      { seed: 20260105, numRuns: runs(100) },
    );
  });

  test('a word of 60 letters is broken, and no letter of it is lost', () => {
    const layout = rowsOf(plain('x'.repeat(60)), narrow);
    expect(layout.rows.length).toBeGreaterThan(1);
    expect(layout.rows.reduce((sum, row) => sum + row.marks.length, 0)).toBe(60);
  });

  test('words are not broken where a blank will do', () => {
    const layout = rowsOf(plain('Lịch sử Việt Nam bằng tranh tập mười hai'), narrow);
    expect(layout.rows.map((row) => row.marks.length)).toEqual([22, 10]);
  });

  test('the right text of a pair stands whole at the end of the first line, the left one goes on below', () => {
    const layout = rowsOf({
      kind: 'pair',
      left: 'Những người khốn khổ, trọn bộ ba tập',
      right: '02/04/2026',
      weight: 'plain',
    });
    expect(layout.rows).toHaveLength(2);
    const [first, second] = layout.rows.map((row) => row.marks.map((mark) => mark.x));
    expect(Math.max(...(first ?? []))).toBeGreaterThan(530);
    expect(Math.max(...(second ?? []))).toBeLessThan(430);
  });

  test('a right text too wide for a pair gets a line of its own', () => {
    const pair: PrintLine = {
      kind: 'pair',
      left: 'Đơn vị phục vụ',
      right: 'Phòng Bổ sung và Xử lý tài liệu',
      weight: 'plain',
    };
    expect(rowsOf(pair).rows).toHaveLength(2);
  });
});

describe('text from outside', () => {
  test('may hold anything: markup is drawn, control characters are not, a letter without a glyph becomes a box', async () => {
    const line = plain('<use href="x"/> & \u0000\u0007\u001b[2J \ud800 😀 中');
    const marks = rowsOf(line).rows.flatMap((row) => row.marks);
    expect(marks.filter((mark) => mark.kind === 'box').length).toBe(3);
    expect(rowsOf(plain('a\u0000b\u200bc')).rows[0]?.marks).toHaveLength(3);
    const svg = await preview([line], wide);
    expect(svg).toContain('aria-label="&lt;use href=&quot;x&quot;/&gt; &amp; ');
    // oxlint-disable-next-line no-control-regex -- none may be left
    expect(svg).not.toMatch(/[\u0000-\u001f\ud800-\udfff](?![\udc00-\udfff])/u);
    expect(ink(await drawSlip([line], wide))).toBeGreaterThan(100);
  });

  test('is bounded: a page in a title is cut with an ellipsis, a slip of thousands of lines too', () => {
    const long = rowsOf(plain('a '.repeat(5000)));
    expect(long.rows.length).toBeLessThan(20);
    const endless = layOut(
      Array.from({ length: 5000 }, () => plain('a')),
      wide,
      faces,
    );
    expect(endless.heightDots).toBeLessThanOrEqual(20_100);
  });

  test('an empty slip is still a picture', async () => {
    expect((await drawSlip([], wide)).heightDots).toBe(1);
  });
});
