// The UHF format of the Chinese university libraries' consortium: an identifier packed into the EPC, the rest in the user bank.
// Any bytes become a value. There is no checksum: what packing it again would not give back is not of this format.
//   EPC  0 on loan | reserved (3) | sorting (4)   1 packing (2) | version − 1 (6)   2 index of the user bank (2)   4 identifier
//   user identifier (6 bits) | length (10 bits) | data
import { fewestSigns, isEvery, isPrintable, not, type Part, type Reading, type TagContent } from './content.ts';

const headLength = 4;
const onLoan = 0x80;
/** Reserved: other makers' EPCs are told apart by them, above all GS1's, which begin with 30 to 3F or E2. */
const reserved = 0x70;
/** Later versions have been seen up to this one. */
const newestVersion = 4;

export const isOnLoan = (epc: Uint8Array): boolean => ((epc[0] ?? 0) & onLoan) !== 0;

export const withLoan = (epc: Uint8Array, isLent: boolean): Uint8Array => {
  const written = epc.slice();
  written[0] = ((epc[0] ?? 0) & ~onLoan) | (isLent ? onLoan : 0);
  return written;
};

/** 0–9 and A–Z in six bits. */
const sixBitsOf = (text: string): readonly number[] => text.split('').map((char) => char.charCodeAt(0) - 0x30);
const charOf = (code: number): string => String.fromCharCode((code & 0x3f) + 0x30);

const littleEndian = (words: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, nth) => view.setUint32(nth * 4, word, true));
  return bytes;
};
const wordAt = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

/** The length in four bits, the last character whole, and `codes` of six bits before it. */
const tailWord = (codes: readonly number[], id: string): number =>
  ((codes.reduce((sum, code) => (sum << 6) | code, 0) << 12) | (id.charCodeAt(id.length - 1) << 4) | id.length) >>> 0;

/** A packing is tried backwards: unpacked, it must pack to the same bytes. `null`: it cannot hold the text. */
type Packing = { pack(id: string): Uint8Array | null; unpack(bytes: Uint8Array): string | null };

const plain = (id: string): Uint8Array => Uint8Array.from([id.length, ...Buffer.from(id, 'latin1')]);
const unpackPlain = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.subarray(1, 1 + length)).toString('latin1');

/** Up to 7 characters as they are; up to 14: three of 0–9 A–Z, digits, any last one. */
const in96bits: Packing = {
  pack: (id) => {
    if (id.length < 8) return plain(id);
    const [, digits] = /^[0-9A-Z]{3}(\d{4,10})[ -~]$/.exec(id) ?? [];
    if (digits === undefined) return null;
    const fourth = Number(digits.slice(0, 1));
    const low = tailWord(sixBitsOf(id.slice(0, 3)), id);
    const high = Number(digits.slice(1)) * 4 + (fourth >>> 2);
    return littleEndian([(low | ((fourth & 0x03) << 30)) >>> 0, high]);
  },
  unpack: (bytes) => {
    const length = (bytes[0] ?? 0) & 0x0f;
    if (length < 8) return unpackPlain(bytes, length);
    if (bytes.length < 8) return null;
    const [low, high] = [wordAt(bytes, 0), wordAt(bytes, 4)];
    const fourth = (low >>> 30) | ((high & 0x03) << 2);
    const front = charOf(low >>> 24) + charOf(low >>> 18) + charOf(low >>> 12);
    const digits = String(high >>> 2).padStart(length - 5, '0');
    return front + String(fourth) + digits + String.fromCharCode((low >>> 4) & 0xff);
  },
};

/** Up to 11 characters as they are; up to 14: 0–9 A–Z, any last one. */
const in128bits: Packing = {
  pack: (id) => {
    if (id.length < 12) return plain(id);
    if (!/^[0-9A-Z]{11,13}[ -~]$/.test(id)) return null;
    const codes = sixBitsOf(id);
    const packed = (part: readonly number[]): number => part.reduce((sum, code) => (sum << 6) | code, 0);
    return littleEndian([tailWord(codes.slice(10, -1), id), packed(codes.slice(5, 10)), packed(codes.slice(0, 5))]);
  },
  unpack: (bytes) => {
    const length = (bytes[0] ?? 0) & 0x0f;
    if (length < 12) return unpackPlain(bytes, length);
    if (bytes.length < 12) return null;
    const unpacked = (word: number, count: number): string =>
      Array.from({ length: count }, (_, nth) => charOf(word >>> (6 * (count - 1 - nth)))).join('');
    const tail = wordAt(bytes, 0);
    const front = unpacked(wordAt(bytes, 8), 5) + unpacked(wordAt(bytes, 4), 5);
    return front + unpacked(tail >>> 12, length - 11) + String.fromCharCode((tail >>> 4) & 0xff);
  },
};

/** Just the characters. */
const unpacked: Packing = {
  pack: (id) => (id.length <= 14 ? Uint8Array.from(Buffer.from(id, 'latin1')) : null),
  unpack: (bytes) => {
    const end = bytes.indexOf(0);
    return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString('latin1');
  },
};

const packings: readonly Packing[] = [in96bits, in128bits, unpacked];

const idFrom = (epc: Uint8Array): string | null => {
  const packing = packings[(epc[1] ?? 0) >>> 6];
  const bytes = epc.subarray(headLength);
  const id = packing?.unpack(bytes) ?? '';
  const again = id === '' ? null : (packing?.pack(id) ?? null);
  if (again === null || id.length > 14 || again.length > bytes.length || !isPrintable(id)) return null;
  const isSame = again.every((byte, nth) => byte === bytes[nth]) && isEvery(bytes.subarray(again.length), 0);
  return isSame && id.trim().length >= fewestSigns ? id.trim() : null;
};

/** `null`: the bytes are no elements. What follows an identifier 0 is filling. */
const userElements = (user: Uint8Array): ReadonlyMap<number, Uint8Array> | null => {
  const elements = new Map<number, Uint8Array>();
  let at = 0;
  while (at + 1 < user.length && (user[at] ?? 0) >>> 2 !== 0) {
    const head = ((user[at] ?? 0) << 8) | (user[at + 1] ?? 0);
    const bytes = user.subarray(at + 2, at + 2 + (head & 0x03ff));
    if (bytes.length < (head & 0x03ff) || elements.has(head >>> 10)) return null;
    elements.set(head >>> 10, bytes);
    at += 2 + bytes.length;
  }
  return elements;
};

const number16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Five digits of a ministry's list; a first 9 is stored as 6, to fit two bytes. */
const ownerFrom = (bytes: Uint8Array | undefined): string | null =>
  bytes?.length === 2 ? String(number16(bytes, 0)).padStart(5, '0').replace(/^6/, '9') : null;

const partFrom = (bytes: Uint8Array | undefined): Part | null | undefined => {
  if (bytes === undefined) return null;
  const part = { of: number16(bytes, 0), nth: number16(bytes, 2) };
  return bytes.length !== 4 || part.nth === 0 || (part.of > 0 && part.nth > part.of) ? undefined : part;
};

/** Main and secondary qualifier, as ISO 28560-1 would say them. `null`: what is labelled is no item. */
const usageFrom = (bytes: Uint8Array | undefined): number | null | undefined => {
  if (bytes === undefined) return null;
  const [main = 0, secondary = 0] = bytes;
  const stock = main === 0 ? [0x10, 0x20, 0x70, 0x00] : [0x10, 0x20, 0x00];
  if (main <= 1) return stock[secondary] ?? 0x10;
  return ({ 3: 0x80, 4: 0x90 } as const)[main];
};

/**
 * `epc`: the UII without its protocol control word. `user`: the user bank, `null` where it was not read. Some makers announce
 * elements in the index and write none, so the index is not believed.
 */
export const readChinaUniversities = (epc: Uint8Array, user: Uint8Array | null): Reading => {
  const [first = 0, second = 0] = epc;
  const id = (first & reserved) === 0 && (second & 0x3f) < newestVersion ? idFrom(epc) : null;
  if (id === null) return not('other-trade', 'The EPC on the tag is none of a library.');
  const elements = userElements(user ?? new Uint8Array(0));
  if (elements === null) return not('field-odd', 'The user memory on the tag makes no sense.');
  const part = partFrom(elements.get(4));
  if (part === undefined) return not('part-odd', 'The part number on the tag makes no sense.');
  const usage = usageFrom(elements.get(5));
  if (usage === undefined) return not('no-item', 'The tag is no item: a label of a shelf or something else.');
  const content: TagContent = { id, part, usage, owner: ownerFrom(elements.get(3)), title: null };
  return { kind: 'content', content, isEnded: true };
};
