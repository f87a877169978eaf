// The end of a message: sequence (AY) and checksum (AZ), as the standard wants them and as ACS really write them.

import { checksumOf, deviationOf, sumOf, type Deviation } from './checksum.ts';

/** 'odd': right when something else is counted than the bytes; the message is whole. 'none': there was no checksum. */
export type Checksum = 'good' | 'odd' | 'bad' | 'none';

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Where the body ends, and what stood behind it. */
export type Tail = {
  readonly bodyEnd: number;
  readonly sequence: number | null;
  readonly checksum: Checksum;
  /** What was counted, where the checksum is odd. */
  readonly deviation: Deviation | null;
};

// The last nine characters, or six when there is no AY (96, 97). All of these have been seen, and are taken: blanks behind
// it, a checksum that was not padded to four digits, or with blanks, 10000 for 0000, lower case, and a needless "|" before
// it or behind it.
const tailPattern = /(?:AY(\d))?AZ(10000| {0,3}[0-9A-Fa-f]{1,4})\|?[ \0]*$/;

/** Reads AY and AZ off the end of a frame; `text` is the frame decoded, `sum` the sum of all its bytes. */
export function tailOf(frame: Uint8Array, text: string, sum: number): Tail {
  const quick = quickTail(frame, text, sum);
  if (quick !== null) return quick;
  const near = text.slice(Math.max(2, text.length - 24));
  const found = tailPattern.exec(near);
  if (found === null) return sequenceAlone(text);
  const [whole, sequence, digits = ''] = found;
  const bodyEnd = text.length - whole.length;
  // Without AY it is a checksum only where a field may stand; else it is the end of somebody's text.
  if (sequence === undefined && bodyEnd > 2 && text.charAt(bodyEnd - 1) !== '|') return sequenceAlone(text);
  const azEnd = text.lastIndexOf('AZ') + 2;
  const checksum = Number.parseInt(digits, 16) & 0xffff;
  const bytesEnd = frame.length - (text.length - azEnd); // what follows AZ is ASCII: one byte a letter
  return {
    bodyEnd,
    sequence: sequence === undefined ? null : Number(sequence),
    ...verdict(sumOf(frame, bytesEnd), text, azEnd, checksum),
  };
}

/** The tail as the standard wants it, without a regular expression. */
function quickTail(frame: Uint8Array, text: string, sum: number): Tail | null {
  const at = frame.length - 9;
  const inPlace =
    at >= 2 && frame[at] === 0x41 && frame[at + 1] === 0x59 && frame[at + 3] === 0x41 && frame[at + 4] === 0x5a;
  const sequence = frame[at + 2];
  if (!inPlace || sequence === undefined || !isDigit(sequence)) return null;
  let checksum = 0;
  let upToAz = sum;
  for (let digit = at + 5; digit < frame.length; digit++) {
    const byte = frame[digit] ?? 0;
    const value = hexDigit(byte);
    if (value < 0) return null;
    upToAz -= byte;
    checksum = checksum * 16 + value;
  }
  const bodyEnd = text.length - 9;
  const number = sequence - 0x30;
  return checksumOf(upToAz) === checksum
    ? { bodyEnd, sequence: number, checksum: 'good', deviation: null }
    : { bodyEnd, sequence: number, ...verdict(upToAz, text, text.length - 4, checksum) };
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

type Verdict = { readonly checksum: Checksum; readonly deviation: Deviation | null };

const good: Verdict = { checksum: 'good', deviation: null };
const bad: Verdict = { checksum: 'bad', deviation: null };

function verdict(sum: number, text: string, azEnd: number, checksum: number): Verdict {
  if (checksumOf(sum) === checksum) return good;
  const deviation = deviationOf(text.slice(0, azEnd), checksum);
  return deviation === null ? bad : { checksum: 'odd', deviation };
}

/** AY without AZ: a number, but no error detection. */
function sequenceAlone(text: string): Tail {
  const found = /\|AY(\d)\|?[ \0]*$/.exec(text.slice(-8));
  if (found === null) return { bodyEnd: text.length, sequence: null, checksum: 'none', deviation: null };
  return { bodyEnd: text.length - found[0].length, sequence: Number(found[1]), checksum: 'none', deviation: null };
}
