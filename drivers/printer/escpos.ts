// ESC/POS as a language: commands and status bits by the names of Epson's manual. Knows nothing of lines or transports.
import type { PaperWidthMm } from './sheet.ts';
import { bands, type Band, dotsOf, joinBytes, type Language, type Question, sparing } from './language.ts';
import { type Bit, readBits } from './status.ts';

const ESC = 0x1b;
const GS = 0x1d;
const DLE = 0x10;

// DLE EOT n. Both bits of a paper sensor go up and down together. Drawer and feed button are left out.
export const realTimeBits: Readonly<Record<1 | 2 | 3 | 4, readonly Bit[]>> = {
  1: [{ at: 0, mask: 0x08, says: 'offline' }],
  2: [
    { at: 0, mask: 0x04, says: 'cover-open' },
    { at: 0, mask: 0x20, says: 'paper-end' },
    { at: 0, mask: 0x40, says: 'error' },
  ],
  3: [
    { at: 0, mask: 0x04, says: 'error' },
    { at: 0, mask: 0x08, says: 'cutter-error' },
    { at: 0, mask: 0x20, says: 'needs-service' },
    { at: 0, mask: 0x40, says: 'too-hot' },
  ],
  4: [
    { at: 0, mask: 0x0c, says: 'paper-near-end' },
    { at: 0, mask: 0x60, says: 'paper-end' },
  ],
};

// GS a: four bytes, sent whenever something changes ("ASB").
export const automaticBits: readonly Bit[] = [
  { at: 0, mask: 0x08, says: 'offline' },
  { at: 0, mask: 0x20, says: 'cover-open' },
  { at: 1, mask: 0x04, says: 'error' },
  { at: 1, mask: 0x08, says: 'cutter-error' },
  { at: 1, mask: 0x20, says: 'needs-service' },
  { at: 1, mask: 0x40, says: 'too-hot' },
  { at: 2, mask: 0x03, says: 'paper-near-end' },
  { at: 2, mask: 0x0c, says: 'paper-end' },
];

// Every answer to DLE EOT has bits 1 and 4 set and bits 0 and 7 clear; an automatic status begins with bit 4 alone and goes
// on with three bytes that have bits 4 and 7 clear, as an answer to GS r has.
const fixedMask = 0x93;
export const realTimeMark = 0x12;
export const automaticMark = 0x10;
const restMask = 0x90;
const automaticLength = 4;

const question = (n: 1 | 2 | 3 | 4, senses: Question['senses']): Question => ({
  bytes: Uint8Array.of(DLE, 0x04, n),
  senses,
  read: (answer) => readBits(realTimeBits[n], answer),
});

function createEar(hears: Parameters<Language['createEar']>[0]): (chunk: Uint8Array) => void {
  /** The beginning of an automatic status. */
  let held: number[] = [];
  const hear = (byte: number): void => {
    if (held.length > 0 && (byte & restMask) === 0) {
      held.push(byte);
      if (held.length < automaticLength) return;
      const flags = readBits(automaticBits, Uint8Array.from(held));
      held = [];
      hears.automatic(flags, ['paper', 'cover']);
      return;
    }
    held = [];
    if ((byte & fixedMask) === realTimeMark) hears.answer(Uint8Array.of(byte));
    else if ((byte & fixedMask) === automaticMark) held = [byte];
    else if ((byte & restMask) === 0) hears.reached();
  };
  return (chunk) => chunk.forEach(hear);
}

// GS V 66 n feeds to the cutter and n dots more, then cuts. Most 58 mm printers have no cutter and pass the command over:
// they need the feed (ESC J) to bring the last line past the tear bar. No slip may end in 16: that is DLE.
const endOfSlip: Readonly<Record<PaperWidthMm, readonly number[]>> = {
  80: [GS, 0x56, 66, 24],
  58: [ESC, 0x4a, 112, GS, 0x56, 66, 0],
};

/** GS v 0: one raster, as wide as its bytes, from the left. */
const rasterHead = ({ from, to, widthBytes }: Band): readonly number[] => {
  const rows = to - from;
  return [GS, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, rows & 0xff, rows >> 8];
};

/** Second bytes of DLE EOT, DLE ENQ, DLE DC4. */
const realTimeSeconds = [0x04, 0x05, 0x14];

export const escPos: Language = {
  name: 'ESC/POS',
  questions: [question(1, []), question(2, ['paper', 'cover']), question(3, []), question(4, ['paper'])],
  createEar,
  // ESC @, then GS a: on-line state, errors and paper, or nothing for a printer that may have no one listening.
  start: (tells) => Uint8Array.of(ESC, 0x40, GS, 0x61, tells ? 0x0e : 0),
  slip: (picture, widthMm) =>
    joinBytes([
      ...bands(picture).flatMap((band) => [
        rasterHead(band),
        sparing(dotsOf(band, picture), DLE, realTimeSeconds, 0x18),
      ]),
      endOfSlip[widthMm],
    ]),
  cut: (widthMm) => Uint8Array.from(endOfSlip[widthMm]),
  // GS r 1
  reachedMark: Uint8Array.of(GS, 0x72, 1),
  // DLE DC4 8: clear the buffers.
  clear: Uint8Array.of(DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8),
  // ESC p 0: connector pin 2, 100 ms on, 500 ms off.
  kickDrawer: Uint8Array.of(ESC, 0x70, 0, 50, 250),
};
