// Star's languages: StarPRNT and Star Line mode, by the names of Star's command specifications. They differ in how dots
// travel and share the rest. Knows nothing of lines or transports.
import { bands, type Band, dotsOf, inkBytes, joinBytes, type Language, sparing } from './language.ts';
import type { Picture } from './picture.ts';
import { type Bit, readBits } from './status.ts';

const ESC = 0x1b;
const GS = 0x1d;
const RS = 0x1e;
const ACK = 0x06;

/**
 * Automatic status, counted from its first header byte. The status proper begins with the third byte, whose bits 0, 4 and 7
 * are always clear, as in all that follow; bit 0 tells the first header byte from all others.
 */
export const statusBits: readonly Bit[] = [
  { at: 2, mask: 0x20, says: 'cover-open' },
  { at: 2, mask: 0x08, says: 'offline' },
  { at: 3, mask: 0x40, says: 'too-hot' },
  { at: 3, mask: 0x20, says: 'needs-service' },
  { at: 3, mask: 0x08, says: 'cutter-error' },
  { at: 3, mask: 0x04, says: 'error' },
  { at: 4, mask: 0x08, says: 'error' }, // black mark
  { at: 4, mask: 0x04, says: 'error' }, // presenter jam
  { at: 4, mask: 0x02, says: 'error' }, // head up
  { at: 5, mask: 0x08, says: 'paper-end' },
  { at: 5, mask: 0x04, says: 'paper-near-end' }, // inner sensor
  { at: 5, mask: 0x02, says: 'paper-near-end' }, // outer sensor
];

const etbAt = 2;
const etbExecuted = 0x02;
const counterAt = 7;

/** Header 1: the length in bits 1 to 3 and 5 to 6. 7 bytes are 0x0F, 9 bytes are 0x23. */
const lengthOf = (header: number): number => ((header >> 2) & 0x18) | ((header >> 1) & 0x07);
const isHeader = (byte: number): boolean => (byte & 0x91) === 0x01;
/** The ETB counter, five bits around the one that is always clear. */
const counterOf = (answer: Uint8Array): number | null => {
  const byte = answer[counterAt];
  return byte === undefined ? null : ((byte >> 2) & 0x18) | ((byte >> 1) & 0x07);
};
export const counterByte = (count: number): number => ((count & 0x18) << 2) | ((count & 0x07) << 1);

/** Bit 7 of header 2, on Ethernet: two bytes of length and so much more, none of it status, follow. */
const isExpanded = (header: number): boolean => (header & 0x80) !== 0;
const shortest = 3;
const extraAtMost = 0x200;

/** How long the status is that begins here; `null`: not yet known. */
function wholeLength(held: readonly number[]): number | null {
  const length = lengthOf(held[0] ?? 0);
  if (held.length < 2) return null;
  if (!isExpanded(held[1] ?? 0)) return length;
  const [high, low] = [held[length], held[length + 1]];
  return high === undefined || low === undefined ? null : length + 2 + Math.min(high * 256 + low, extraAtMost);
}

function createEar(hears: Parameters<Language['createEar']>[0]): (chunk: Uint8Array) => void {
  let held: number[] = [];
  let counted: number | null = null;

  const take = (status: Uint8Array): void => {
    // ETB is told in two ways: a bit that is up once, and, by all but the oldest, a counter that goes one further.
    const count = counterOf(status);
    const wentOn = count !== null && counted !== null && count === ((counted + 1) & 0x1f);
    counted = count;
    hears.automatic(readBits(statusBits, status), ['paper', 'cover']);
    hears.answer(status);
    if (wentOn || ((status[etbAt] ?? 0) & etbExecuted) !== 0) hears.reached();
  };

  return (chunk) => {
    for (const byte of chunk) {
      if (held.length === 0 && (!isHeader(byte) || lengthOf(byte) < shortest)) continue;
      held.push(byte);
      const whole = wholeLength(held);
      if (whole === null || held.length < whole) continue;
      const status = Uint8Array.from(held.slice(0, lengthOf(held[0] ?? 0)));
      held = [];
      take(status);
    }
  };
}

/** Second bytes of ESC ACK SOH and its like, obeyed in the middle of dots. */
const spare = (dots: Uint8Array): Uint8Array => sparing(dots, ESC, [ACK], 0x1f);

// ESC GS S: one raster, as wide as its bytes, from the left.
const graphics = (band: Band): readonly number[] => {
  const rows = band.to - band.from;
  return [ESC, GS, 0x53, 1, band.widthBytes & 0xff, band.widthBytes >> 8, rows & 0xff, rows >> 8, 0];
};

// ESC d 3: feed to the cutter (or the tear bar), then cut all but a corner.
const partialCut = [ESC, 0x64, 3];

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));
/** ESC * r X n NUL: numbers in raster mode are decimal digits. */
const raster = (command: string, value: string): readonly number[] => [ESC, ...ascii(`*r${command}${value}`), 0];
const rasterMode = {
  enter: [ESC, ...ascii('*rA')],
  quit: [ESC, ...ascii('*rB')],
  /** ESC FF NUL: does what ESC * r F said. */
  formFeed: [ESC, 0x0c, 0],
};
/** FF mode 13: feed to the cutter, partial cut. EOT mode 1: leaving raster mode does nothing more. */
const cutMode = '13';
const leaveMode = '1';

// Raster mode of Star Line: b n1 n2 is one row of dots, ESC * r Y skips rows. Both are all that "Star Graphic" printers know.
function rasterRows(picture: Picture): readonly (Uint8Array | readonly number[])[] {
  const parts: (Uint8Array | readonly number[])[] = [];
  let blank = 0;
  const skip = (): void => {
    if (blank > 0) parts.push(raster('Y', String(blank)));
    blank = 0;
  };
  for (let row = 0; row < picture.heightDots; row += 1) {
    const widthBytes = inkBytes(picture, row);
    if (widthBytes === 0) blank += 1;
    else {
      skip();
      parts.push(
        [0x62, widthBytes & 0xff, widthBytes >> 8],
        spare(dotsOf({ from: row, to: row + 1, widthBytes }, picture)),
      );
    }
  }
  skip();
  return parts;
}

// ESC RS a. The manual wants no questions while it is on, because their answers look alike; here they are read alike. What
// happens while the dots of a slow line still travel would be missed by asking: the question waits behind them.
const automatic = (on: boolean): readonly number[] => [ESC, RS, 0x61, on ? 1 : 0];

const shared: Omit<Language, 'name' | 'slip'> = {
  // ESC ACK SOH: answered at once with the automatic status.
  questions: [
    {
      bytes: Uint8Array.of(ESC, ACK, 0x01),
      senses: ['paper', 'cover'],
      read: (answer) => readBits(statusBits, answer),
    },
  ],
  createEar,
  start: (tells) => Uint8Array.of(ESC, 0x40, ...automatic(tells)),
  cut: () => Uint8Array.from(partialCut),
  // ETB
  reachedMark: Uint8Array.of(0x17),
  // ESC ACK CAN: reset, at once.
  clear: Uint8Array.of(ESC, ACK, 0x18),
  // ESC BEL: 200 ms on and off; BEL: device 1.
  kickDrawer: Uint8Array.of(ESC, 0x07, 20, 20, 0x07),
};

export const starPrnt: Language = {
  ...shared,
  name: 'StarPRNT',
  slip: (picture) =>
    joinBytes([...bands(picture).flatMap((band) => [graphics(band), spare(dotsOf(band, picture))]), partialCut]),
};

export const starLine: Language = {
  ...shared,
  name: 'Star Line',
  // Entering raster mode forgets by itself; "Star Graphic" printers know no ESC @.
  start: (tells) => Uint8Array.from(automatic(tells)),
  slip: (picture) =>
    joinBytes([
      rasterMode.enter,
      raster('P', '0'), // a page as long as the slip
      raster('E', leaveMode),
      raster('F', cutMode),
      ...rasterRows(picture),
      rasterMode.formFeed,
      rasterMode.quit,
    ]),
};
