// What the bytes of one scan say. Knows character sets and prefixes; nothing of lines, reports or library numbers.
import type { Garble, ScannedText } from '../ports/barcode-scanner.ts';
import { splitSymbology } from './symbologies.ts';

/** What a technician set the scanner to send around every code, besides a terminator; empty for none. */
export type Wrapping = { readonly prefix: string; readonly suffix: string };
export const unwrapped: Wrapping = { prefix: '', suffix: '' };

/** The bytes of one scan, read. `nothing`: there was no code in them. */
export type Read =
  | ({ readonly kind: 'scanned' } & ScannedText)
  | { readonly kind: 'garbled'; readonly because: Garble }
  | { readonly kind: 'nothing' };

/** The largest QR code holds not 3 KiB; the longest codes of people's papers have some 300 bytes. */
export const mostBytes = 4096;

const highBit = 0x80;

const hasEvenParity = (byte: number): boolean => {
  let ones = 0;
  for (let bits = byte; bits !== 0; bits >>= 1) ones += bits & 1;
  return ones % 2 === 0;
};

/** CR, LF, TAB, ETX: what ends a scan. */
export const terminators: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x09, 0x03]);

const isTypeable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || terminators.has(byte);

/**
 * A scanner set to 7 data bits and a parity sends each byte's parity in the bit we take for the eighth: then every byte has the
 * same parity and is a plain character without it. Text in any 8-bit character set hardly ever looks so.
 */
const hasParityBits = (bytes: Uint8Array): boolean => {
  const plain = bytes.map((byte) => byte & ~highBit);
  if (!bytes.some((byte) => byte >= highBit) || !plain.every(isTypeable)) return false;
  const even = bytes.filter(hasEvenParity).length;
  return even === bytes.length || even === 0;
};

const decode = (bytes: Uint8Array): { text: string; isSure: boolean } => {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isSure: true };
  } catch {
    // Scanners set to an older character set: Vietnamese Windows; its ASCII part is everybody's.
    return { text: new TextDecoder('windows-1258').decode(bytes), isSure: false };
  }
};

/** Blanks between words stay blanks: a citizen card's address may have a line of its own. Other control characters mean nothing. */
const clean = (text: string): string =>
  text
    .replaceAll(/[\t\n\r]+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .normalize('NFC')
    .trim();

const unwrap = (text: string, { prefix, suffix }: Wrapping): string => {
  const rest = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return rest.endsWith(suffix) ? rest.slice(0, rest.length - suffix.length) : rest;
};

/** A text as it came from a scanner (or as a scanner typed it), cleaned. Null when nothing is left. */
export const cleanText = (text: string, wrapping: Wrapping = unwrapped): Omit<ScannedText, 'isSure'> | null => {
  const split = splitSymbology(unwrap(clean(text), wrapping));
  // A prefix may stand on either side of the symbology's, by the scanner's make.
  const inner = clean(split.symbology === null ? split.text : unwrap(split.text, { ...wrapping, suffix: '' }));
  return inner === '' ? null : { text: inner, symbology: split.symbology };
};

/** Any bytes in, a value out. */
export const readBytes = (bytes: Uint8Array, wrapping: Wrapping = unwrapped): Read => {
  if (bytes.length > mostBytes) return { kind: 'garbled', because: 'too-long' };
  const { text, isSure } = decode(bytes);
  // One byte may have any parity; a short number of three has the same one by chance in one of four.
  if (!isSure && bytes.length >= 4 && hasParityBits(bytes)) return { kind: 'garbled', because: 'parity-bits' };
  const cleaned = cleanText(text, wrapping);
  return cleaned === null ? { kind: 'nothing' } : { kind: 'scanned', ...cleaned, isSure };
};
