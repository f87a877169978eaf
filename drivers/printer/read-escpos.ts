// An ESC/POS stream read back into commands, by the names of Epson's manual: what a printer does with it. Knows no driver.
import { byteAt, type Command, passedOver, type Reader, readByTable, readRaster, type Row, wordAt } from './paper.ts';

const lineDots = 30;

const aligns = ['start', 'middle', 'end'] as const;

const table: readonly Row[] = [
  {
    // GS v 0
    starts: [0x1d, 0x76, 0x30],
    takes: 5,
    read: (bytes, length) => readRaster(bytes, length, wordAt(bytes, 4), wordAt(bytes, 6)),
  },
  { starts: [0x1b, 0x4a], takes: 1, read: (bytes, length) => ({ kind: 'feed', dots: byteAt(bytes, 2), length }) }, // ESC J
  {
    starts: [0x1b, 0x64], // ESC d
    takes: 1,
    read: (bytes, length) => ({ kind: 'feed', dots: byteAt(bytes, 2) * lineDots, length }),
  },
  { starts: [0x0a], takes: 0, read: (_bytes, length) => ({ kind: 'new-line', length }) }, // LF
  {
    starts: [0x1d, 0x56, 65],
    takes: 1,
    read: (bytes, length) => ({ kind: 'cut', feedDots: byteAt(bytes, 3), length }),
  }, // GS V A
  {
    starts: [0x1d, 0x56, 66],
    takes: 1,
    read: (bytes, length) => ({ kind: 'cut', feedDots: byteAt(bytes, 3), length }),
  }, // GS V B
  { starts: [0x1d, 0x56], takes: 1, read: (_bytes, length) => ({ kind: 'cut', feedDots: 0, length }) }, // GS V
  { starts: [0x1d, 0x72], takes: 1, read: (_bytes, length) => ({ kind: 'ask', length }) }, // GS r
  {
    starts: [0x1d, 0x61], // GS a
    takes: 1,
    read: (bytes, length) => ({ kind: 'automatic', on: byteAt(bytes, 2) !== 0, length }),
  },
  { starts: [0x1b, 0x70], takes: 3, read: (_bytes, length) => ({ kind: 'kick', length }) }, // ESC p
  { starts: [0x1b, 0x40], takes: 0, read: (_bytes, length) => ({ kind: 'reset', length }) }, // ESC @
  {
    starts: [0x1b, 0x61], // ESC a
    takes: 1,
    read: (bytes, length) => ({ kind: 'align', align: aligns[byteAt(bytes, 2) % 48] ?? 'start', length }),
  },
  {
    starts: [0x1b, 0x45],
    takes: 1,
    read: (bytes, length) => ({ kind: 'strong', on: (byteAt(bytes, 2) & 1) === 1, length }),
  }, // ESC E
  {
    starts: [0x1d, 0x21],
    takes: 1,
    read: (bytes, length) => ({ kind: 'tall', on: (byteAt(bytes, 2) & 7) > 0, length }),
  }, // GS !
  { starts: [0x1b, 0x74], takes: 1, read: (bytes, length) => ({ kind: 'code-page', page: byteAt(bytes, 2), length }) }, // ESC t
  { starts: [0x1b, 0x4d], takes: 1, read: passedOver }, // ESC M
  { starts: [0x1c, 0x2e], takes: 0, read: passedOver }, // FS .
  { starts: [0x1d, 0x28, 0x6b], takes: 2, read: readSymbol }, // GS ( k
];

// GS ( k pL pH cn fn …: cn 49 is QR; fn 67 its size, 80 its text, 81 prints it.
function readSymbol(bytes: Uint8Array, headLength: number): Command | 'more' {
  const length = headLength + wordAt(bytes, 3);
  if (bytes.length < length) return 'more';
  const rest = bytes.slice(headLength + 3, length);
  switch (byteAt(bytes, 5) === 49 ? byteAt(bytes, 6) : 0) {
    case 67:
      return { kind: 'qr-size', squareDots: byteAt(bytes, 7), length };
    case 80:
      return { kind: 'qr-text', text: new TextDecoder('latin1').decode(rest), length };
    case 81:
      return { kind: 'qr-print', length };
    default:
      return { kind: 'passed-over', length };
  }
}

export const readEscPos: Reader = (bytes) => {
  const known = readByTable(table, bytes);
  if (known !== null) return known;
  const end = bytes.findIndex((byte) => byte < 0x20);
  const length = end === -1 ? bytes.length : end;
  return length === 0 ? { kind: 'passed-over', length: 1 } : { kind: 'letters', bytes: bytes.slice(0, length), length };
};
