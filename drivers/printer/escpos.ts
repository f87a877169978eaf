// A picture as ESC/POS bytes, by the command names of the manual. Knows nothing of status, lines or transports.
import type { PaperWidthMm } from './layout.ts';
import type { Picture } from './picture.ts';

const ESC = 0x1b;
const GS = 0x1d;
const DLE = 0x10;

/** ESC @: forget what an earlier job left. GS a 0: no automatic status, every byte that comes back is an answer. */
const initialise = [ESC, 0x40, GS, 0x61, 0];

/** GS r 1: answered in its turn, that is, once everything before it has been worked through. */
const saysWhenReached = [GS, 0x72, 1];

// GS V 66 n feeds to the cutter and n dots more, then cuts. Most 58 mm printers have no cutter and pass the command over:
// they need the feed (ESC J) to bring the last line past the tear bar. No slip may end in 16: that is DLE.
const endOfSlip: Readonly<Record<PaperWidthMm, readonly number[]>> = {
  80: [GS, 0x56, 66, 24],
  58: [ESC, 0x4a, 112, GS, 0x56, 66, 0],
};

/**
 * DLE DC4 8: real-time "clear the buffers". A printer out of paper keeps the rest of the slip and would print it, hours
 * later, on the new roll, for whoever stands there then.
 */
export const clearBuffers = Uint8Array.of(DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** One slip, from ESC @ to the cut. `askWhenReached`: only for a printer that answers, others might print the question. */
export function encodeSlip(picture: Picture, widthMm: PaperWidthMm, askWhenReached: boolean): Uint8Array {
  const parts: (Uint8Array | readonly number[])[] = [initialise];
  for (const band of bands(picture)) parts.push(rasterHead(band), sparing(dotsOf(band, picture)));
  parts.push(endOfSlip[widthMm]);
  if (askWhenReached) parts.push(saysWhenReached);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Rows `from` … `to` (without `to`) of a picture; only the first `widthBytes` of each carry ink. */
type Band = { readonly from: number; readonly to: number; readonly widthBytes: number };

/** Rows of one GS v 0: small printers hold a few kilobytes, and the manual's smallest limit is 255. */
const bandRows = 128;
/** A blank gap from this height on is sent apart. */
const gapRows = 8;

// White costs as much as black in a raster, so a band ends where its ink ends on the right, and a gap between two lines is
// sent one byte wide: half the bytes of a slip, which is seconds on a serial line. (A feed by ESC J would be shorter still,
// but its unit is half a dot on one printer and a dot on the next.)
function bands(picture: Picture): readonly Band[] {
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
function inkBytes({ widthDots, bits }: Picture, row: number): number {
  const perRow = widthDots >> 3;
  let width = perRow;
  while (width > 0 && bits[row * perRow + width - 1] === 0) width -= 1;
  return width;
}

/** GS v 0: one raster, as wide as its bytes, from the left. */
const rasterHead = ({ from, to, widthBytes }: Band): readonly number[] => {
  const rows = to - from;
  return [GS, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, rows & 0xff, rows >> 8];
};

function dotsOf({ from, to, widthBytes }: Band, { widthDots, bits }: Picture): Uint8Array {
  const perRow = widthDots >> 3;
  const dots = new Uint8Array(widthBytes * (to - from));
  for (let row = from; row < to; row += 1)
    dots.set(bits.subarray(row * perRow, row * perRow + widthBytes), (row - from) * widthBytes);
  return dots;
}

// A printer listens for real-time commands (DLE EOT, DLE ENQ, DLE DC4) inside pictures too, and would answer or act on
// dots that look like one. One more dot beside the lone dot of DLE is not seen on paper.
function sparing(dots: Uint8Array): Uint8Array {
  for (let at = 0; at + 1 < dots.length; at += 1)
    if (dots[at] === DLE && [0x04, 0x05, 0x14].includes(dots[at + 1] ?? 0)) dots[at] = 0x18;
  return dots;
}
