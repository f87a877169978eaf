// The letters of a slip: which the font has, how wide they are, how they are drawn. Knows nothing of lines or paper.
// The only importer of opentype.js.
// oxlint-disable-next-line typescript/triple-slash-reference -- any room that imports this file must find the types
/// <reference path="./opentype.d.ts" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
// The package's main file is CommonJS, whose names Node does not see.
import { type Font, parse, type PathCommand } from 'opentype.js/dist/opentype.mjs';

export type Weight = 'plain' | 'strong';

/** What a reader takes for one letter: a base and its marks. All lengths in em. */
export type Letter = {
  /** As it stands in the text. */
  readonly text: string;
  /** Empty for a space, and for a letter that the font lacks. */
  readonly glyphs: readonly { readonly index: number; readonly shiftEm: number }[];
  readonly advanceEm: number;
  /** The font has no such letter: a box is drawn in its place, so that a gap in a title is seen. */
  readonly missing: boolean;
};

export type Face = {
  /** The letters of a text of one line; what has neither width nor ink is left out. Takes any text. */
  letters(text: string): readonly Letter[];
  /** Width of letters set side by side, kerned. */
  widthEm(letters: readonly Letter[]): number;
  /** Added between two letters; mostly negative. */
  kerningEm(left: Letter, right: Letter): number;
  /** SVG path of a glyph whose baseline starts at 0,0. */
  outline(glyph: number, sizeDots: number): string;
};

export type Faces = Readonly<Record<Weight, Face>>;

/** Above and below the baseline, in em, over every letter of Be Vietnam Pro: the highest is Ẳ (1.215), the lowest ç (0.263). */
export const ascentEm = 1.22;
export const descentEm = 0.27;

const missingAdvanceEm = 0.72;

const fontFiles: Readonly<Record<Weight, string>> = {
  plain: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  strong: '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf',
};

let loading: Promise<Faces> | null = null;

/** Reads both faces once (about 50 ms). Rejects only when the program is not whole. */
export function loadFaces(): Promise<Faces> {
  loading ??= Promise.all([readFace('plain'), readFace('strong')]).then(([plain, strong]) => ({ plain, strong }));
  return loading;
}

async function readFace(weight: Weight): Promise<Face> {
  const file = await readFile(createRequire(import.meta.url).resolve(fontFiles[weight]));
  return createFace(parse(new Uint8Array(file).buffer));
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });
const invisible = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;

function createFace(font: Font): Face {
  const letterOf = remember((text: string) => drawLetter(font, text));
  const kerningOf = remember((pair: string) => {
    const [left = 0, right = 0] = pair.split(' ').map(Number);
    return font.getKerningValue(left, right) / font.unitsPerEm;
  });
  const outlineOf = remember((key: string) => {
    const [glyph = 0, size = 0] = key.split(' ').map(Number);
    return font.glyphs.get(glyph).getPath(0, 0, size).commands.map(writePath).join('');
  });
  const kerningEm = (left: Letter, right: Letter): number => {
    const from = left.glyphs[0];
    const to = right.glyphs[0];
    return from === undefined || to === undefined ? 0 : kerningOf(`${from.index} ${to.index}`);
  };
  return {
    letters: (text) =>
      Array.from(graphemes.segment(text.toWellFormed().normalize('NFC')), ({ segment }) => letterOf(segment)).filter(
        (letter) => letter.advanceEm > 0,
      ),
    widthEm: (letters) =>
      letters.reduce((sum, letter, nth) => {
        const before = letters[nth - 1];
        return sum + letter.advanceEm + (before === undefined ? 0 : kerningEm(before, letter));
      }, 0),
    kerningEm,
    outline: (glyph, sizeDots) => outlineOf(`${glyph} ${sizeDots}`),
  };
}

// Vietnamese is whole after NFC, so one code point is one glyph. A mark that did not compose (ɛ̃) is set over the middle
// of its base: Be Vietnam Pro's marks carry a width of their own, so they would otherwise stand beside it.
function drawLetter(font: Font, text: string): Letter {
  const seen = Array.from(text.replace(/\s/gu, ' ').replace(invisible, ''));
  const [base] = seen;
  if (base === undefined) return { text, glyphs: [], advanceEm: 0, missing: false };
  const indexes = seen.map((point) => font.charToGlyphIndex(point));
  if (indexes.some((index) => index === 0)) return { text, glyphs: [], advanceEm: missingAdvanceEm, missing: true };
  const widths = indexes.map((index) => (font.glyphs.get(index).advanceWidth ?? 0) / font.unitsPerEm);
  const advanceEm = widths[0] ?? 0;
  const glyphs = indexes.map((index, nth) => ({
    index,
    shiftEm: nth === 0 ? 0 : (advanceEm - (widths[nth] ?? 0)) / 2,
  }));
  return { text: seen.join(''), glyphs: base === ' ' ? [] : glyphs, advanceEm, missing: false };
}

// Not the library's toPathData: 2.0.0 glues a number that rounds to -0 to the one before it ("4 -0" becomes "40"), which
// tears 9, m and Ầ apart at some sizes.
function writePath(command: PathCommand): string {
  switch (command.type) {
    case 'M':
    case 'L':
      return `${command.type}${write(command.x, command.y)}`;
    case 'Q':
      return `Q${write(command.x1, command.y1, command.x, command.y)}`;
    case 'C':
      return `C${write(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`;
    case 'Z':
      return 'Z';
  }
}

const write = (...numbers: readonly number[]): string =>
  numbers.map((number) => String(Math.round(number * 10) / 10)).join(' ');

// Text comes from outside, so what is remembered has a limit: it starts afresh rather than grow for ever.
function remember<Value>(make: (key: string) => Value, limit = 4096): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= limit) known.clear();
    const value = make(key);
    known.set(key, value);
    return value;
  };
}
