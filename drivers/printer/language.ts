// What a printer language must give the driver, and what all of them share: rasters without their white. Knows no maker.
import type { Flag, Sense } from './status.ts';
import type { PaperWidthMm } from './sheet.ts';
import type { Picture } from './picture.ts';

/** One question about the state. `senses`: what an answer to it covers. */
export type Question = {
  readonly bytes: Uint8Array;
  readonly senses: readonly Sense[];
  readonly read: (answer: Uint8Array) => readonly Flag[];
};

/** What comes back from a printer. */
export type EarHears = {
  /** An answer to the question that was put. */
  answer(bytes: Uint8Array): void;
  /** Said unasked, because something changed. */
  automatic(flags: readonly Flag[], senses: readonly Sense[]): void;
  /** The printer has worked through everything up to `reachedMark`. */
  reached(): void;
};

export type Language = {
  readonly name: string;
  readonly questions: readonly Question[];
  /** The station's ear: sorts what a printer sends. */
  createEar(hears: EarHears): (chunk: Uint8Array) => void;
  /** Forgets what an earlier job left. `tells`: the printer answers questions, so it may speak unasked, too. */
  start(tells: boolean): Uint8Array;
  /** Dots and cut. */
  slip(picture: Picture, widthMm: PaperWidthMm): Uint8Array;
  /** After the last line of a slip in the printer's own letters. */
  cut(widthMm: PaperWidthMm): Uint8Array;
  /** Put after a slip; answered in its turn, that is, once the slip is out. */
  readonly reachedMark: Uint8Array;
  /**
   * Obeyed at once, also by a printer that has stopped: forget the rest. A printer out of paper keeps it and would print
   * it, hours later, on the new roll, for whoever stands there then.
   */
  readonly clear: Uint8Array;
  readonly kickDrawer: Uint8Array;
};

export function joinBytes(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Rows `from` … `to` (without `to`) of a picture; only the first `widthBytes` of each carry ink. */
export type Band = { readonly from: number; readonly to: number; readonly widthBytes: number };

/** Rows of one raster command: small printers hold a few kilobytes, and ESC/POS's smallest limit is 255. */
const bandRows = 128;
/** A blank gap from this height on is sent apart. */
const gapRows = 8;

// White costs as much as black in a raster, so a band ends where its ink ends on the right, and a gap between two lines is
// sent one byte wide: half the bytes of a slip, which is seconds on a serial line. (A feed would be shorter still, but its
// unit is half a dot on one printer and a dot on the next.)
export function bands(picture: Picture): readonly Band[] {
  const found: Band[] = [];
  let from = 0;
  while (from < picture.heightDots) {
    let to = from;
    let blank = 0;
    let widthBytes = 0;
    while (to < picture.heightDots && to - from < bandRows) {
      const row = inkBytes(picture, to);
      blank = row === 0 ? blank + 1 : 0;
      if (widthBytes === 0 ? row > 0 && to - from >= gapRows : blank >= gapRows) break;
      widthBytes = Math.max(widthBytes, row);
      to += 1;
    }
    if (widthBytes > 0 && blank >= gapRows) to -= blank - 1;
    found.push({ from, to, widthBytes: Math.max(widthBytes, 1) });
    from = to;
  }
  return found;
}

/** Bytes of a row up to its last ink; 0 for a white row. */
export function inkBytes({ widthDots, bits }: Picture, row: number): number {
  const perRow = widthDots >> 3;
  let width = perRow;
  while (width > 0 && bits[row * perRow + width - 1] === 0) width -= 1;
  return width;
}

export function dotsOf({ from, to, widthBytes }: Band, { widthDots, bits }: Picture): Uint8Array {
  const perRow = widthDots >> 3;
  const dots = new Uint8Array(widthBytes * (to - from));
  for (let row = from; row < to; row += 1)
    dots.set(bits.subarray(row * perRow, row * perRow + widthBytes), (row - from) * widthBytes);
  return dots;
}

/**
 * A printer listens for real-time commands inside pictures too, and would answer or act on dots that look like one. Where
 * `lead` stands before one of `follow`, it becomes `instead`: one more dot, not seen on paper.
 */
export function sparing(dots: Uint8Array, lead: number, follow: readonly number[], instead: number): Uint8Array {
  for (let at = 0; at + 1 < dots.length; at += 1)
    if (dots[at] === lead && follow.includes(dots[at + 1] ?? 0)) dots[at] = instead;
  return dots;
}
