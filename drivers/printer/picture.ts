// A layout as SVG and as a picture of one bit per dot. Knows nothing of printers. The only importer of resvg.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { PrintLine } from '../ports/receipt-printer.ts';
import { ascentEm, type Faces, loadFaces } from './font.ts';
import { layOut, type Layout, type Mark } from './layout.ts';
import type { Paper } from './sheet.ts';

/** One bit per dot, 1 = black, the leftmost dot in the highest bit; rows follow each other without a gap. */
export type Picture = {
  /** A multiple of 8. */
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bits: Uint8Array;
};

/** The slip as SVG, the same shapes as on paper: letters are outlines, so it looks alike where the font is not at hand. */
export async function preview(lines: readonly PrintLine[], paper: Paper): Promise<string> {
  const faces = await loadFaces();
  return toSvg(layOut(lines, paper, faces), faces);
}

/** The slip as the printer will burn it. Takes any text; rejects only when the program is not whole. */
export async function drawSlip(lines: readonly PrintLine[], paper: Paper): Promise<Picture> {
  const [faces] = await Promise.all([loadFaces(), startRenderer()]);
  return rasterise(toSvg(layOut(lines, paper, faces), faces));
}

/** Letters in cells of one width, as a printer sets its own. `tall`: twice as high. */
export async function drawCells(
  text: string,
  how: { readonly widthDots: number; readonly cellDots: number; readonly tall: boolean; readonly strong: boolean },
): Promise<Picture> {
  const [faces] = await Promise.all([loadFaces(), startRenderer()]);
  const weight = how.strong ? 'strong' : 'plain';
  const sizeDots = how.tall ? 20 : 18;
  const marks = faces[weight].letters(text).flatMap((letter, cell): readonly Mark[] =>
    letter.glyphs.map(({ index }) => {
      const left = Math.round(cell * how.cellDots + (how.cellDots - letter.advanceEm * sizeDots) / 2);
      return { kind: 'glyph', weight, sizeDots, index, x: left, y: Math.ceil(ascentEm * sizeDots) };
    }),
  );
  const heightDots = how.tall ? 48 : 30;
  return rasterise(
    toSvg({ widthDots: how.widthDots, heightDots, rows: [{ top: 0, height: heightDots, marks }], text }, faces),
  );
}

/** Squares alone, with the white margin of a QR code above and below. */
export async function drawSquares(
  rows: readonly (readonly boolean[])[],
  how: { readonly widthDots: number; readonly squareDots: number; readonly align: 'start' | 'middle' | 'end' },
): Promise<Picture> {
  const [faces] = await Promise.all([loadFaces(), startRenderer()]);
  const { widthDots, squareDots } = how;
  const size = rows.length * squareDots;
  const margin = 4 * squareDots;
  const spare = widthDots - size;
  const x = { start: 0, middle: spare >> 1, end: spare }[how.align];
  const heightDots = size + 2 * margin;
  const marks: readonly Mark[] = [{ kind: 'squares', x, y: margin, squareDots, rows }];
  return rasterise(toSvg({ widthDots, heightDots, rows: [{ top: 0, height: heightDots, marks }], text: '' }, faces));
}

export function toSvg(layout: Layout, faces: Faces): string {
  const { widthDots, heightDots } = layout;
  const outlines = new Map<string, string>();
  const body = layout.rows.flatMap(({ marks }) => marks.map((mark) => drawMark(mark, faces, outlines)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthDots}" height="${heightDots}"`,
    ` viewBox="0 0 ${widthDots} ${heightDots}" role="img" aria-label="${escape(layout.text)}">`,
    `<rect width="${widthDots}" height="${heightDots}" fill="#fff"/>`,
    `<defs>${[...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')}</defs>`,
    ...body,
    '</svg>',
  ].join('');
}

function drawMark(mark: Mark, faces: Faces, outlines: Map<string, string>): string {
  switch (mark.kind) {
    case 'glyph': {
      // Named by what it is, so that two slips on one page agree about every name.
      const id = `slip-${mark.weight}-${mark.sizeDots}-${mark.index}`;
      if (!outlines.has(id)) outlines.set(id, faces[mark.weight].outline(mark.index, mark.sizeDots));
      return `<use href="#${id}" x="${mark.x}" y="${mark.y}"/>`;
    }
    case 'box':
      return `<rect x="${mark.x + 1}" y="${mark.y + 1}" width="${mark.width - 2}" height="${mark.height - 2}" fill="none" stroke="#000" stroke-width="2"/>`;
    case 'rule':
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}"/>`;
    case 'picture':
      return `<image href="${escape(mark.href)}" x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}"/>`;
    case 'squares':
      return `<path shape-rendering="crispEdges" d="${pathOf(mark)}"/>`;
  }
}

/** Each run of black squares is one box. */
function pathOf({ x, y, squareDots, rows }: Extract<Mark, { kind: 'squares' }>): string {
  const boxes = rows.flatMap((row, nth) => {
    const starts = row.flatMap((isBlack, at) => (isBlack && row[at - 1] !== true ? [at] : []));
    return starts.map((from) => {
      const length = row.slice(from).findIndex((isBlack) => !isBlack);
      const width = (length === -1 ? row.length - from : length) * squareDots;
      return `M${x + from * squareDots} ${y + nth * squareDots}h${width}v${squareDots}h-${width}z`;
    });
  });
  return boxes.join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// XML 1.0 (2.2): most control characters may not stand in a document, not even as entities.
const escape = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"]/gu, (sign) => entities[sign] ?? '');

let starting: Promise<void> | null = null;

function startRenderer(): Promise<void> {
  starting ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((wasm) =>
    initWasm(wasm),
  );
  return starting;
}

/** Below this a dot is burnt: a little above the middle, so that the thin strokes of 24-dot letters hold together. */
const blackBelow = 144;

/** How light the eye finds a dot (ITU-R BT.601): a library's sign has colours, letters have none. */
const lightAt = (pixels: Uint8Array, at: number): number =>
  ((pixels[at] ?? 255) * 299 + (pixels[at + 1] ?? 255) * 587 + (pixels[at + 2] ?? 255) * 114) / 1000;

function rasterise(svg: string): Picture {
  const drawing = new Resvg(svg, { font: { fontBuffers: [] } });
  const image = drawing.render();
  const { width, height, pixels } = image;
  const bits = new Uint8Array((width >> 3) * height);
  for (let dot = 0; dot < width * height; dot += 1)
    if (lightAt(pixels, dot * 4) < blackBelow) bits[dot >> 3] = (bits[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  image.free();
  drawing.free();
  return { widthDots: width, heightDots: height, bits };
}
