// The compactions of ISO/IEC 15962 as ISO 28560-2 uses them: a text and its shortest bytes. Knows no data elements.
import { readBits, writeBits } from './bits.ts';

/** Codes as they stand in a precursor. 0 is defined by the element itself. */
export const compactions = {
  applicationDefined: 0,
  integer: 1,
  numeric: 2,
  fiveBit: 3,
  sixBit: 4,
  sevenBit: 5,
  octets: 6,
  utf8: 7,
} as const;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** Splits bytes in characters of `size` bits. */
const codesOf = (bytes: Uint8Array, size: number): number[] => {
  const bits = readBits(bytes);
  const codes: number[] = [];
  for (let code = bits.take(size); code !== null; code = bits.take(size)) codes.push(code);
  return codes;
};

/** Takes off the one code that may be padding. */
const withoutPadding = (codes: readonly number[], padding: number): readonly number[] =>
  codes.at(-1) === padding ? codes.slice(0, -1) : codes;

/** A number holds six bytes exactly; most identifiers on tags need no more. */
const integerText = (bytes: Uint8Array): string =>
  bytes.length > 6 ? BigInt(`0x${hex(bytes)}`).toString() : String(bytes.reduce((sum, byte) => sum * 256 + byte, 0));

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** `null`: the bytes are not of this compaction, or it is application-defined. */
export const decompact = (compaction: number, bytes: Uint8Array): string | null => {
  if (bytes.length === 0) return null;
  switch (compaction) {
    case compactions.integer:
      // The standard's integer is minimal and has 19 digits at most: other bytes come from something else.
      return bytes[0] === 0 || bytes.length > 8 ? null : integerText(bytes);
    case compactions.numeric:
      return /^(\d+)f?$/.exec(hex(bytes))?.[1] ?? null;
    case compactions.fiveBit: {
      const codes = withoutPadding(codesOf(bytes, 5), 0);
      return codes.includes(0) ? null : codes.map((code) => String.fromCharCode(code | 0x40)).join('');
    }
    case compactions.sixBit:
      return withoutPadding(codesOf(bytes, 6), 0x20)
        .map((code) => String.fromCharCode(code < 0x20 ? code | 0x40 : code))
        .join('');
    case compactions.sevenBit: {
      const codes = withoutPadding(codesOf(bytes, 7), 0x7f);
      return codes.includes(0x7f) ? null : String.fromCharCode(...codes);
    }
    case compactions.octets:
      return Buffer.from(bytes).toString('latin1');
    case compactions.utf8:
      return decodeUtf8(bytes);
    default:
      return null;
  }
};

const packed = (text: string, size: number, padding: string): Uint8Array =>
  writeBits(
    Array.from({ length: text.length }, (_, at) => [text.charCodeAt(at) & ((1 << size) - 1), size] as const),
    padding,
  );

const integerBytes = (digits: string): Uint8Array => {
  const text = BigInt(digits).toString(16);
  return fromHex(text.padStart(text.length + (text.length % 2), '0'));
};

/** Which texts each compaction can hold, and how; in the order of their codes. */
const rules: readonly { code: number; holds: RegExp; encode: (text: string) => Uint8Array }[] = [
  { code: compactions.integer, holds: /^[1-9]\d{1,18}$/, encode: integerBytes },
  {
    code: compactions.numeric,
    holds: /^\d{2,}$/,
    encode: (text) => fromHex(text.padEnd(text.length + (text.length % 2), 'f')),
  },
  { code: compactions.fiveBit, holds: /^[A-_]{3,}$/, encode: (text) => packed(text, 5, '0000000') },
  { code: compactions.sixBit, holds: /^[ -_]{3,}[!-_]$/, encode: (text) => packed(text, 6, '100000') },
  // oxlint-disable-next-line no-control-regex -- seven bits hold control characters too
  { code: compactions.sevenBit, holds: /^[\x00-\x7e]{2,}$/, encode: (text) => packed(text, 7, '1111111') },
  {
    code: compactions.octets,
    // oxlint-disable-next-line no-control-regex -- ISO 8859-1 has all of them
    holds: /^[\x00-\xff]*$/,
    encode: (text) => Uint8Array.from(Buffer.from(text, 'latin1')),
  },
  { code: compactions.utf8, holds: /^/, encode: (text) => new TextEncoder().encode(text) },
];

/** The shortest bytes that hold the text; of equals the one with the lower code. */
export const compact = (text: string): { readonly compaction: number; readonly bytes: Uint8Array } => {
  let best: { compaction: number; bytes: Uint8Array } | null = null;
  for (const { code, holds, encode } of rules) {
    if (!holds.test(text)) continue;
    const bytes = encode(text);
    if (best === null || bytes.length < best.bytes.length) best = { compaction: code, bytes };
  }
  return best ?? { compaction: compactions.utf8, bytes: new TextEncoder().encode(text) };
};
