// ESC/POS bytes read back onto paper: what a printer does, without the printer. Knows nothing of lines or of status.
import type { Picture } from './picture.ts';

/** One command out of a stream. `length`: bytes it took. */
export type Command =
  | {
      readonly kind: 'raster';
      readonly widthBytes: number;
      readonly rows: number;
      readonly dots: Uint8Array;
      readonly length: number;
    }
  | { readonly kind: 'feed'; readonly dots: number; readonly length: number }
  | { readonly kind: 'cut'; readonly feedDots: number; readonly length: number }
  /** GS r: to be answered in its turn. */
  | { readonly kind: 'ask'; readonly length: number }
  /** Text, settings, and whatever this printer does not know. */
  | { readonly kind: 'passed-over'; readonly length: number };

type Row = {
  readonly starts: readonly number[];
  /** Bytes after the start. */
  readonly takes: number;
  readonly read: (bytes: Uint8Array, length: number) => Command | 'more';
};

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
const passedOver = (_bytes: Uint8Array, length: number): Command => ({ kind: 'passed-over', length });
const lineDots = 30;

// By the names of the manual. The longer start stands before the shorter one.
const commands: readonly Row[] = [
  { starts: [0x1d, 0x76, 0x30], takes: 5, read: readRaster }, // GS v 0
  { starts: [0x1b, 0x4a], takes: 1, read: (bytes, length) => ({ kind: 'feed', dots: byte(bytes, 2), length }) }, // ESC J
  {
    starts: [0x1b, 0x64],
    takes: 1,
    read: (bytes, length) => ({ kind: 'feed', dots: byte(bytes, 2) * lineDots, length }),
  }, // ESC d
  { starts: [0x0a], takes: 0, read: (_bytes, length) => ({ kind: 'feed', dots: lineDots, length }) }, // LF
  { starts: [0x1d, 0x56, 65], takes: 1, read: (bytes, length) => ({ kind: 'cut', feedDots: byte(bytes, 3), length }) }, // GS V A
  { starts: [0x1d, 0x56, 66], takes: 1, read: (bytes, length) => ({ kind: 'cut', feedDots: byte(bytes, 3), length }) }, // GS V B
  { starts: [0x1d, 0x56], takes: 1, read: (_bytes, length) => ({ kind: 'cut', feedDots: 0, length }) }, // GS V
  { starts: [0x1d, 0x72], takes: 1, read: (_bytes, length) => ({ kind: 'ask', length }) }, // GS r
  { starts: [0x1d, 0x61], takes: 1, read: passedOver }, // GS a
  { starts: [0x1b, 0x40], takes: 0, read: passedOver }, // ESC @
  { starts: [0x1b, 0x61], takes: 1, read: passedOver }, // ESC a
  { starts: [0x1b, 0x45], takes: 1, read: passedOver }, // ESC E
  { starts: [0x1b, 0x74], takes: 1, read: passedOver }, // ESC t
];

/** The first command of a stream; `more`: it is not whole yet. Any bytes are taken; `bytes` must not be empty. */
export function readCommand(bytes: Uint8Array): Command | 'more' {
  for (const { starts, takes, read } of commands) {
    if (!starts.every((start, at) => at >= bytes.length || bytes[at] === start)) continue;
    const length = starts.length + takes;
    return bytes.length < length ? 'more' : read(bytes, length);
  }
  return { kind: 'passed-over', length: 1 };
}

function readRaster(bytes: Uint8Array, headLength: number): Command | 'more' {
  const widthBytes = byte(bytes, 4) + byte(bytes, 5) * 256;
  const rows = byte(bytes, 6) + byte(bytes, 7) * 256;
  const length = headLength + widthBytes * rows;
  if (bytes.length < length) return 'more';
  return { kind: 'raster', widthBytes, rows, dots: bytes.slice(headLength, length), length };
}

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
