// A roll of paper on which rows of dots come to stand, and what a command out of a printer's stream can be. Knows no maker.
import type { Picture } from './picture.ts';

/** One command out of a stream. `length`: bytes it took. */
export type Command = { readonly length: number } & (
  | { readonly kind: 'raster'; readonly widthBytes: number; readonly rows: number; readonly dots: Uint8Array }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut'; readonly feedDots: number }
  /** To be answered in its turn: GS r, ETB. */
  | { readonly kind: 'ask' }
  /** From now on the printer speaks unasked, or only when asked. */
  | { readonly kind: 'automatic'; readonly on: boolean }
  | { readonly kind: 'kick' }
  | { readonly kind: 'reset' }
  /** The printer's own letters, as bytes of the code page of the moment. */
  | { readonly kind: 'letters'; readonly bytes: Uint8Array }
  | { readonly kind: 'new-line' }
  | { readonly kind: 'code-page'; readonly page: number }
  | { readonly kind: 'tall'; readonly on: boolean }
  | { readonly kind: 'strong'; readonly on: boolean }
  | { readonly kind: 'align'; readonly align: 'start' | 'middle' | 'end' }
  | { readonly kind: 'qr-size'; readonly squareDots: number }
  | { readonly kind: 'qr-text'; readonly text: string }
  | { readonly kind: 'qr-print' }
  /** Settings, and whatever this printer does not know. */
  | { readonly kind: 'passed-over' }
);

/** Reads the first command of a stream that is not empty; `more`: it is not whole yet. Takes any bytes. */
export type Reader = (bytes: Uint8Array) => Command | 'more';

export type Row = {
  readonly starts: readonly number[];
  /** Bytes after the start. */
  readonly takes: number;
  readonly read: (bytes: Uint8Array, length: number) => Command | 'more';
};

export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
export const wordAt = (bytes: Uint8Array, at: number): number => byteAt(bytes, at) + byteAt(bytes, at + 1) * 256;
export const passedOver = (_bytes: Uint8Array, length: number): Command => ({ kind: 'passed-over', length });

/** The first row that fits; `null`: none. The longer start stands before the shorter one. */
export function readByTable(table: readonly Row[], bytes: Uint8Array): Command | 'more' | null {
  for (const { starts, takes, read } of table) {
    if (!starts.every((start, at) => at >= bytes.length || bytes[at] === start)) continue;
    const length = starts.length + takes;
    return bytes.length < length ? 'more' : read(bytes, length);
  }
  return null;
}

/** A raster command whose head says how many dots follow. */
export function readRaster(bytes: Uint8Array, headLength: number, widthBytes: number, rows: number): Command | 'more' {
  const length = headLength + widthBytes * rows;
  if (bytes.length < length) return 'more';
  return { kind: 'raster', widthBytes, rows, dots: bytes.slice(headLength, length), length };
}

export const blankRows = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(0));
export const rowsOf = (dots: Uint8Array, widthBytes: number): Uint8Array[] =>
  widthBytes === 0
    ? []
    : Array.from({ length: dots.length / widthBytes }, (_, row) =>
        dots.subarray(row * widthBytes, (row + 1) * widthBytes),
      );

/** A roll on which rows of dots come to stand, up to the cut. */
export type Paper = {
  /** One row; dots beyond the paper's edge are lost. Empty: a white row. */
  burn(row: Uint8Array): void;
  /** What stands on the paper since the last cut; the roll begins anew. */
  tearOff(): Picture;
  heightDots(): number;
};

/** As much as is kept of one slip: 5 m. */
const heightAtMostDots = 40_000;

export function createPaper(widthDots: number): Paper {
  const perRow = widthDots >> 3;
  let rows: Uint8Array[] = [];
  return {
    burn: (dots) => {
      if (rows.length >= heightAtMostDots) return;
      const row = new Uint8Array(perRow);
      row.set(dots.subarray(0, perRow));
      rows.push(row);
    },
    tearOff: () => {
      const bits = new Uint8Array(rows.length * perRow);
      rows.forEach((row, at) => bits.set(row, at * perRow));
      const picture = { widthDots, heightDots: rows.length, bits };
      rows = [];
      return picture;
    },
    heightDots: () => rows.length,
  };
}
