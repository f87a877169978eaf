// A slip as one layout: which glyph stands where, in dots, on paper of 80 or 58 mm. Knows nothing of pictures or printers.
import type { PrintLine } from '../ports/receipt-printer.ts';
import { cutLines, lettersAtMost, shorten, wrap, wrapEvenly } from './breaking.ts';
import { ascentEm, descentEm, type Face, type Faces, type Letter, type Weight } from './font.ts';
import { qrSquares } from './qr.ts';
import { marginDots, type Paper, type Sheet, sheetOf } from './sheet.ts';

/** `x`, `y` in dots from the slip's upper left; `y` of a glyph is its baseline. */
export type Mark =
  | {
      readonly kind: 'glyph';
      readonly weight: Weight;
      readonly sizeDots: number;
      readonly index: number;
      readonly x: number;
      readonly y: number;
    }
  /** Stands for a letter that the font lacks. */
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: 'rule'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Rows of squares of so many dots, `true` = black. */
  | {
      readonly kind: 'squares';
      readonly x: number;
      readonly y: number;
      readonly squareDots: number;
      readonly rows: readonly (readonly boolean[])[];
    }
  /** A picture as a data URL, fitted into this box. */
  | {
      readonly kind: 'picture';
      readonly href: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

/** One line on paper. No ink of it leaves `top` … `top + height`. */
export type Row = { readonly top: number; readonly height: number; readonly marks: readonly Mark[] };

export type Layout = {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: readonly Row[];
  /** The words of the slip, one line each, for whoever cannot see the picture. */
  readonly text: string;
};

type Style = { readonly sizeDots: number; readonly weight: Weight };
type Align = 'start' | 'middle' | 'end';
const spaceDots = 18;
const rule = { heightDots: 2, padDots: 10 };
const pairGapDots = 20;
/** Telephones read squares of half a millimetre; a code is no wider than this. */
const qr = { squareDotsAtMost: 8, widthDotsAtMost: 320, squaresOfMargin: 4 };
/** A sign is 12 mm high, or as wide as half the paper. */
const sign = { heightMm: 12, widthAtMost: 0.5, padDots: 8 };
const ruler = { heightDots: 22, shortDots: 8, middleDots: 14 };
/** A right text wider than this part of the line stands on a line of its own, unless the left one leaves it the room. */
const rightAtMost = 0.6;

/** A slip of 2.5 m: about 150 items. Longer ones are cut, visibly. */
const heightAtMostDots = 20_000;

/** Sets lines on paper. Takes any text; never throws. */
export function layOut(lines: readonly PrintLine[], paper: Paper, faces: Faces): Layout {
  const sheet = sheetOf(paper);
  const rows: Row[] = [];
  let top = 0;
  const add = (height: number, marks: (top: number) => readonly Mark[]) => {
    rows.push({ top, height, marks: marks(top) });
    top += height;
  };
  for (const line of lines) {
    for (const { height, marks } of setLine(line, sheet, faces)) {
      if (top + height > heightAtMostDots) {
        const [cut] = setText('…', { sizeDots: sheet.text, weight: 'strong' }, 'middle', sheet, faces);
        if (cut !== undefined) add(cut.height, cut.marks);
        return finish(sheet, rows, top, lines);
      }
      add(height, marks);
    }
  }
  return finish(sheet, rows, top, lines);
}

const finish = (sheet: Sheet, rows: readonly Row[], heightDots: number, lines: readonly PrintLine[]): Layout => ({
  widthDots: sheet.widthDots,
  heightDots: Math.max(heightDots, 1),
  rows,
  text: lines.flatMap(wordsOf).join('\n'),
});

function wordsOf(line: PrintLine): readonly string[] {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'small':
      return [line.text];
    case 'pair':
      return [`${line.left} ${line.right}`];
    case 'qr':
      return [line.caption ?? line.text];
    case 'picture':
    case 'ruler':
    case 'rule':
    case 'space':
      return [];
  }
}

type SetRow = { readonly height: number; readonly marks: (top: number) => readonly Mark[] };

function setLine(line: PrintLine, sheet: Sheet, faces: Faces): readonly SetRow[] {
  switch (line.kind) {
    case 'title':
      return setText(line.text, { sizeDots: sheet.title, weight: 'strong' }, 'middle', sheet, faces);
    case 'text':
      return setText(
        line.text,
        { sizeDots: sheet.text, weight: line.weight },
        line.align,
        sheet,
        faces,
        line.linesAtMost ?? null,
      );
    case 'small':
      return setText(line.text, { sizeDots: sheet.small, weight: 'plain' }, line.align, sheet, faces);
    case 'pair':
      return setPair(line.left, line.right, { sizeDots: sheet.text, weight: line.weight }, sheet, faces);
    case 'qr':
      return setQr(line.text, line.caption, sheet, faces);
    case 'picture':
      return setPicture(line, sheet);
    case 'ruler':
      return [{ height: ruler.heightDots, marks: (top) => rulerAt(top, sheet) }];
    case 'rule':
      return [{ height: rule.heightDots + 2 * rule.padDots, marks: (top) => [ruleAt(top + rule.padDots, sheet)] }];
    case 'space':
      return [{ height: spaceDots, marks: () => [] }];
  }
}

const ruleAt = (y: number, sheet: Sheet): Mark => ({
  kind: 'rule',
  x: marginDots,
  y,
  width: sheet.widthDots - 2 * marginDots,
  height: rule.heightDots,
});

// A step is a millimetre; the first and the last tick stand on the outermost dots.
function rulerAt(top: number, { widthDots, dotsPerMm }: Sheet): readonly Mark[] {
  const tick = (x: number, height: number): Mark => ({ kind: 'rule', x, y: top + 2, width: 2, height });
  const ticks = Array.from({ length: Math.floor((widthDots - 2) / dotsPerMm) + 1 }, (_, mm) =>
    tick(
      Math.round(mm * dotsPerMm),
      mm % 10 === 0 ? ruler.heightDots - 4 : mm % 5 === 0 ? ruler.middleDots : ruler.shortDots,
    ),
  );
  return [...ticks, tick(widthDots - 2, ruler.heightDots - 4)];
}

function setQr(text: string, caption: string | null, sheet: Sheet, faces: Faces): readonly SetRow[] {
  const rows = qrSquares(text.toWellFormed());
  const small: Style = { sizeDots: sheet.small, weight: 'plain' };
  if (rows === null) return setText(text, small, 'start', sheet, faces);
  const room = Math.min(sheet.widthDots - 2 * marginDots, qr.widthDotsAtMost);
  const squareDots = Math.min(qr.squareDotsAtMost, Math.floor(room / (rows.length + 2 * qr.squaresOfMargin)));
  const size = rows.length * squareDots;
  const margin = qr.squaresOfMargin * squareDots;
  const code: SetRow = {
    height: size + 2 * margin,
    marks: (top) => [{ kind: 'squares', x: (sheet.widthDots - size) >> 1, y: top + margin, squareDots, rows }],
  };
  return [code, ...(caption === null ? [] : setText(caption, small, 'middle', sheet, faces))];
}

function setPicture(
  { href, widthPx, heightPx }: Extract<PrintLine, { kind: 'picture' }>,
  sheet: Sheet,
): readonly SetRow[] {
  const high = sign.heightMm * sheet.dotsPerMm;
  const scale = Math.min(high / heightPx, (sheet.widthDots * sign.widthAtMost) / widthPx);
  const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  const x = (sheet.widthDots - width) >> 1;
  return [
    {
      height: height + sign.padDots,
      marks: (top) => [{ kind: 'picture', href, x, y: top, width, height }],
    },
  ];
}

function setText(
  text: string,
  style: Style,
  align: Align,
  sheet: Sheet,
  faces: Faces,
  linesAtMost: number | null = null,
): readonly SetRow[] {
  const face = faces[style.weight];
  const room = sheet.widthDots - 2 * marginDots;
  const breakLines = align === 'middle' ? wrapEvenly : wrap;
  const whole = breakLines(text, face, room / style.sizeDots);
  const lines = linesAtMost === null ? whole : cutLines(whole, linesAtMost, face, room / style.sizeDots);
  return lines.map((letters) => ({
    height: rowHeight(style),
    marks: (top) => setRow(letters, marginDots, room, align, top, style, face),
  }));
}

// Left and right share their first line, as in a table; the left one goes on below in its own column.
function setPair(left: string, right: string, style: Style, sheet: Sheet, faces: Faces): readonly SetRow[] {
  const face = faces[style.weight];
  const room = sheet.widthDots - 2 * marginDots;
  const rightLetters = face.letters(shorten(right).replace(/\s+/gu, ' ').trim());
  const rightDots = Math.ceil(face.widthEm(rightLetters) * style.sizeDots);
  const leftDots = Math.ceil(face.widthEm(face.letters(left.slice(0, lettersAtMost))) * style.sizeDots);
  if (rightDots > room * rightAtMost && leftDots + pairGapDots + rightDots > room)
    return [...setText(left, style, 'start', sheet, faces), ...setText(right, style, 'end', sheet, faces)];
  const leftRoom = room - (rightDots === 0 ? 0 : rightDots + pairGapDots);
  return wrap(left, face, leftRoom / style.sizeDots).map((letters, nth) => ({
    height: rowHeight(style),
    marks: (top) => [
      ...setRow(letters, marginDots, leftRoom, 'start', top, style, face),
      ...(nth === 0 ? setRow(rightLetters, marginDots, room, 'end', top, style, face) : []),
    ],
  }));
}

// One spare dot above and below: rounding must not put ink on a neighbour's row.
const rowHeight = ({ sizeDots }: Style): number => Math.ceil(ascentEm * sizeDots) + Math.ceil(descentEm * sizeDots) + 2;

// Glyphs stand on whole dots, so that a letter looks the same wherever it stands: at one bit per dot a shift of half a
// dot would make its stems one dot thicker or thinner.
function setRow(
  letters: readonly Letter[],
  left: number,
  room: number,
  align: Align,
  top: number,
  style: Style,
  face: Face,
): readonly Mark[] {
  const { sizeDots, weight } = style;
  const spare = room - face.widthEm(letters) * sizeDots;
  const y = top + 1 + Math.ceil(ascentEm * sizeDots);
  let x = left + { start: 0, middle: spare / 2, end: spare }[align];
  return letters.flatMap((letter, nth): readonly Mark[] => {
    const before = letters[nth - 1];
    if (before !== undefined) x += face.kerningEm(before, letter) * sizeDots;
    const from = x;
    x += letter.advanceEm * sizeDots;
    if (letter.missing) return [boxAt(from, y, sizeDots)];
    return letter.glyphs.map(({ index, shiftEm }) => ({
      kind: 'glyph',
      weight,
      sizeDots,
      index,
      x: Math.round(from + shiftEm * sizeDots),
      y,
    }));
  });
}

const boxAt = (x: number, baseline: number, sizeDots: number): Mark => {
  const height = Math.round(sizeDots * 0.7);
  return {
    kind: 'box',
    x: Math.round(x + sizeDots * 0.1),
    y: baseline - height,
    width: Math.round(sizeDots * 0.5),
    height,
  };
};
