// URN Code 40 of ISO/IEC 15962, in which ISO 28560-4 writes the identifier of a UHF tag. Knows no library.
//   three characters c1 c2 c3 → 16 bits 1600·c1 + 40·c2 + c3 + 1; escapes:
//   FB a run of digits | FC one ASCII character | FD two bytes of UTF-8 | FE three bytes of UTF-8

/** The place of a character is its code; 0 fills the last word up. */
const table = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789';
const padding = 0;

/** A run of 9 digits is the shortest that FB has a number for, 24 the longest; it keeps no leading zero. */
const segments = /[1-9]\d{8,23}|[A-Z\-.:0-9]+?(?=[1-9]\d{8}|[^A-Z\-.:0-9]|$)|[^]/gu;

const bigEndian = (digits: string): readonly number[] => {
  const text = BigInt(digits).toString(16);
  return [...Buffer.from(text.padStart(text.length + (text.length % 2), '0'), 'hex')];
};

const encodeSegment = (segment: string): readonly number[] => {
  if (/^[1-9]\d{8,23}$/.test(segment)) {
    const bytes = bigEndian(segment);
    return [0xfb, ((segment.length - 9) << 4) | (bytes.length - 4), ...bytes];
  }
  if (/^[A-Z\-.:0-9]+$/.test(segment)) {
    const words: number[] = [];
    for (let at = 0; at < segment.length; at += 3) {
      const [c1 = padding, c2 = padding, c3 = padding] = segment
        .slice(at, at + 3)
        .split('')
        .map((char) => table.indexOf(char));
      const word = 1600 * c1 + 40 * c2 + c3 + 1;
      words.push(word >>> 8, word & 0xff);
    }
    return words;
  }
  const bytes = new TextEncoder().encode(segment);
  return [0xfb + bytes.length, ...bytes];
};

/** Whole words of 16 bits, filled up with 00. `null`: empty, or it has a character that UTF-8 writes in four bytes. */
export const encodeUrn40 = (text: string): Uint8Array | null => {
  const parts = text.match(segments);
  if (parts === null || parts.join('') !== text || /[\u{10000}-\u{10ffff}]/u.test(text)) return null;
  const bytes = parts.flatMap(encodeSegment);
  return Uint8Array.from(bytes.length % 2 === 0 ? bytes : [...bytes, 0]);
};

const decodeWord = (word: number): string | null => {
  const codes = [Math.floor((word - 1) / 1600), Math.floor(((word - 1) % 1600) / 40), (word - 1) % 40];
  const text = codes.map((code) => (code === padding ? '' : table.charAt(code))).join('');
  // The padding stands behind, and a word of nothing but padding says nothing.
  return text === '' || codes.slice(0, text.length).includes(padding) || (codes[0] ?? 40) >= 40 ? null : text;
};

const decodeDigits = (bytes: Uint8Array, length: number): string | null => {
  const text = BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString();
  return text.length > length ? null : text.padStart(length, '0');
};

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  const text = new TextDecoder().decode(bytes);
  return text.length === 1 && text !== '\ufffd' ? text : null;
};

/** What begins at `at`, and where it ends; `null`: nothing that this code can say. */
const decodeAt = (bytes: Uint8Array, at: number): { readonly text: string; readonly end: number } | null => {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1];
  if (second === undefined) return null;
  const [start, end] =
    first < 0xfb ? [at, at + 2] : first === 0xfb ? [at + 2, at + 6 + (second & 0x0f)] : [at + 1, at + first - 0xfa];
  if (end > bytes.length || first === 0xff) return null;
  const part = bytes.subarray(start, end);
  const text =
    first < 0xfb
      ? decodeWord((first << 8) | second)
      : first === 0xfb
        ? decodeDigits(part, (second >>> 4) + 9)
        : decodeUtf8(part);
  return text === null ? null : { text, end };
};

/** `null`: the bytes are none of this code. */
export const decodeUrn40 = (bytes: Uint8Array): string | null => {
  let text = '';
  let at = 0;
  while (at < bytes.length && bytes[at] !== 0) {
    const found = decodeAt(bytes, at);
    if (found === null) return null;
    text += found.text;
    at = found.end;
  }
  return text === '' || bytes.subarray(at).some((byte) => byte !== 0) ? null : text;
};
