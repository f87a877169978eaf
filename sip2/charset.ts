// Letters and bytes. A message is read as UTF-8 when it is that, else in the 8-bit page the library agreed on,
// message by message: one Koha connection mixes both. The one place of iconv-lite; must not know messages.

import iconv from 'iconv-lite';

/**
 * What is written, and what is read when a message is not UTF-8 ('utf-8' and 'ascii' fall back to ISO-8859-1).
 * 'automatic' reads whatever it most looks like, and writes UTF-8; a session writes what its ACS was heard to write.
 */
export type Charset = 'automatic' | 'utf-8' | 'ascii' | Page;

/** The 8-bit pages. 3M SIP2 2.00: code page 850 unless agreed otherwise. */
export type Page = keyof typeof pages;

/** `from`: the first byte above ASCII that is written. `not`: letters that have a byte, but are not written with it. */
const pages = {
  'iso-8859-1': { encoding: 'iso-8859-1', from: 0xa0, not: null },
  cp850: { encoding: 'cp850', from: 0x80, not: null },
  'windows-1252': { encoding: 'windows1252', from: 0x80, not: null },
  'windows-1258': { encoding: 'windows1258', from: 0x80, not: null },
  // TCVN 5712. Its first table (VN1), which is read, has capitals with a tone where control characters are; its third
  // (VN3, "TCVN3"), which is written, has none: the tone stands behind the capital.
  tcvn3: { encoding: 'tcvn', from: 0xa0, not: /^\p{Lu}[\u0302\u0306\u031b]?[\u0300\u0301\u0303\u0309\u0323]/u },
} as const;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes to text, whatever the bytes are. Accents may come out as letters of their own. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    if (charset === 'automatic') return eightBit(bytes, likeliestPage(bytes));
    return eightBit(bytes, charset === 'utf-8' || charset === 'ascii' ? 'iso-8859-1' : charset);
  }
}

/** Bytes that are known to be ASCII, to text: two thirds of the time of UTF-8's decoder. */
export function decodeAscii(bytes: Uint8Array): string {
  return Buffer.prototype.latin1Slice.call(bytes, 0, bytes.length);
}

function eightBit(bytes: Uint8Array, page: Page): string {
  return iconv.decode(bytes, pages[page].encoding, { stripBOM: false });
}

/** What one message is written in, as far as it shows; null when it is all ASCII. */
export function charsetOf(bytes: Uint8Array): 'utf-8' | Page | null {
  if (bytes.every((byte) => byte < 0x80)) return null;
  try {
    strictUtf8.decode(bytes);
    return 'utf-8';
  } catch {
    return likeliestPage(bytes);
  }
}

// In the order of likelihood: of two that fit equally well, the first is taken.
const guesses: readonly Page[] = ['windows-1252', 'windows-1258', 'tcvn3', 'cp850'];

function likeliestPage(bytes: Uint8Array): Page {
  let best: Page = 'windows-1252';
  let least = Infinity;
  for (const page of guesses) {
    const odd = oddness(eightBit(bytes, page).normalize('NFC'));
    if (odd < least) [best, least] = [page, odd];
  }
  return best;
}

/** What text of a library seldom holds; the more of it, the less it was written so. */
const oddities: readonly RegExp[] = [
  /[^\p{L}\p{ASCII}\u2013-\u2026\u20ac«»\u00a0]/gu, // signs
  /[\ufffd\u2500-\u25ff\p{M}]/gu, // bytes without a letter, frames, tones without a letter
  /\p{Ll}(?=\P{ASCII})\p{Lu}/gu, // a capital inside a word
  /(?<=\p{L})[ÞþÿıƒðÐ]/gu,
  /(?=\P{ASCII}{2})\p{L}(?=\p{L})/gu, // two accents side by side: Vietnamese has them, but few
];

function oddness(text: string): number {
  return oddities.reduce((sum, oddity) => sum + (text.match(oddity)?.length ?? 0), 0);
}

/** Writes text into `target` from `at` on and gives the next position; -1 when a letter has no byte in this charset. */
export function encodeInto(text: string, charset: Charset, target: Uint8Array, at: number): number {
  if (charset === 'utf-8' || charset === 'automatic') {
    if (!text.isWellFormed()) return -1;
    return at + encoder.encodeInto(text, target.subarray(at)).written;
  }
  if (charset === 'ascii') return -1; // plain text does not come here
  const bytes = bytesOf(charset);
  let next = at;
  for (const letter of text) {
    for (const part of letter < '\u0080' || bytes.has(letter) ? [letter] : toneApart(letter)) {
      const byte = part < '\u0080' ? part.charCodeAt(0) : bytes.get(part);
      if (byte === undefined) return -1;
      target[next++] = byte;
    }
  }
  return next;
}

const made = new Map<Page, ReadonlyMap<string, number>>();

function bytesOf(page: Page): ReadonlyMap<string, number> {
  const before = made.get(page);
  if (before !== undefined) return before;
  const { from, not } = pages[page];
  const letters = Array.from({ length: 0x100 - from }, (_, index): readonly [string, number] => [
    eightBit(Uint8Array.of(from + index), page),
    from + index,
  ]);
  const isWritten = (letter: string): boolean =>
    letter !== '\ufffd' && !/\p{Cc}/u.test(letter) && not?.test(letter.normalize('NFD')) !== true;
  const bytes = new Map(letters.filter(([letter]) => isWritten(letter)));
  made.set(page, bytes);
  return bytes;
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** "ế" as "ê" and an acute: windows-1258 and TCVN3 have the letter whole, and the tone behind it. */
function toneApart(letter: string): readonly string[] {
  const apart = letter.normalize('NFD');
  return [apart.replace(tones, '').normalize('NFC'), ...(apart.match(tones) ?? [])];
}
