// Streams of StarPRNT and Star Line read back into commands, by the names of Star's specifications. Knows no driver.
import { byteAt, type Command, passedOver, type Reader, readByTable, readRaster, type Row, wordAt } from './paper.ts';

const cutFeedDots = 24;

const table: readonly Row[] = [
  {
    // ESC GS S
    starts: [0x1b, 0x1d, 0x53],
    takes: 6,
    read: (bytes, length) => readRaster(bytes, length, wordAt(bytes, 4), wordAt(bytes, 6)),
  },
  { starts: [0x1b, 0x64], takes: 1, read: (_bytes, length) => ({ kind: 'cut', feedDots: cutFeedDots, length }) }, // ESC d
  {
    starts: [0x1b, 0x1e, 0x61], // ESC RS a
    takes: 1,
    read: (bytes, length) => ({ kind: 'automatic', on: byteAt(bytes, 3) !== 0, length }),
  },
  { starts: [0x1b, 0x07], takes: 2, read: passedOver }, // ESC BEL
  { starts: [0x07], takes: 0, read: (_bytes, length) => ({ kind: 'kick', length }) }, // BEL
  { starts: [0x17], takes: 0, read: (_bytes, length) => ({ kind: 'ask', length }) }, // ETB
  { starts: [0x1b, 0x40], takes: 0, read: (_bytes, length) => ({ kind: 'reset', length }) }, // ESC @
  { starts: [0x0a], takes: 0, read: (_bytes, length) => ({ kind: 'new-line', length }) }, // LF
];

const enterRaster = [0x1b, 0x2a, 0x72, 0x41]; // ESC * r A
const quitRaster = [0x1b, 0x2a, 0x72, 0x42]; // ESC * r B
const numberAtMost = 8;

// ESC * r X n NUL, n in decimal digits. Of these only Y, skip rows, moves paper.
function readNumbered(bytes: Uint8Array): Command | 'more' {
  const end = bytes.indexOf(0, 4);
  if (end === -1) return bytes.length > 4 + numberAtMost ? { kind: 'passed-over', length: 1 } : 'more';
  const length = end + 1;
  const count = Number(new TextDecoder('latin1').decode(bytes.slice(4, end)));
  return byteAt(bytes, 3) === 0x59 && Number.isInteger(count)
    ? { kind: 'feed', dots: Math.min(count, 0xffff), length }
    : { kind: 'passed-over', length };
}

const rasterTable: readonly Row[] = [
  { starts: [0x62], takes: 2, read: (bytes, length) => readRaster(bytes, length, wordAt(bytes, 1), 1) }, // b
  { starts: [0x1b, 0x0c, 0x00], takes: 0, read: (_bytes, length) => ({ kind: 'cut', feedDots: cutFeedDots, length }) }, // ESC FF NUL
  { starts: quitRaster, takes: 0, read: passedOver },
  { starts: [0x1b, 0x2a, 0x72], takes: 1, read: readNumbered },
];

export function createStarReader(): Reader {
  let inRaster = false;
  return (bytes) => {
    const rows = inRaster ? rasterTable : [{ starts: enterRaster, takes: 0, read: passedOver }, ...table];
    const command = readByTable(rows, bytes) ?? { kind: 'passed-over', length: 1 };
    if (command !== 'more' && command.length === enterRaster.length) {
      if (enterRaster.every((byte, at) => byte === bytes[at])) inRaster = true;
      if (quitRaster.every((byte, at) => byte === bytes[at])) inRaster = false;
    }
    return command;
  };
}
