// ISO 28560-3 tags, the "Danish model": one fixed block with a checksum, then extension blocks. Any bytes become a value.
//   0 version | usage   1 parts in all   2 this part   3 identifier (16)   19 CRC, low byte first   21 country   23 owner (11)
import { isPrintable, not, type Reading, type TagContent } from './content.ts';
import { crc16 } from './crc.ts';
import { type Extension, readExtensions, titleExtension, titleFrom, writeExtensions } from './extensions.ts';

export const basicLength = 34;
/** Chips of 32 bytes carry all but the last two bytes of the owner, which then count as 00. */
export const shortLength = 32;
const version = 1;

const missing = new Uint8Array(basicLength - shortLength);

/** Over everything but itself, up to the last two bytes of the owner; with those as they are, or as 00. */
const frontOf = (memory: Uint8Array): number => crc16(memory.subarray(21, shortLength), crc16(memory.subarray(0, 19)));
const checksumOf = (memory: Uint8Array): number =>
  crc16(memory.length < basicLength ? missing : memory.subarray(shortLength, basicLength), frontOf(memory));

/** ASCII with nothing but 00 behind it; `null`: something else. */
const paddedText = (bytes: Uint8Array): string | null => {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const text = String.fromCharCode(...bytes.subarray(0, end));
  return text === '' || isPrintable(text) ? text : null;
};

/** Each block turned round, as some makers' drivers write and read it. */
export const reverseBlocks = (memory: Uint8Array, blockSize: number): Uint8Array => {
  const turned = new Uint8Array(memory.length);
  const size = Math.max(1, blockSize);
  for (let start = 0; start < memory.length; start += size) {
    const last = Math.min(start + size, memory.length) - 1;
    for (let at = start; at <= last; at += 1) turned[at] = memory[start + last - at] ?? 0;
  }
  return turned;
};

/**
 * Whether the checksum is good. It decides the format: nothing else begins so and has it. One widely used library leaves
 * the last two bytes out of it even where they are there.
 */
export const hasGoodChecksum = (memory: Uint8Array): boolean => {
  if (memory.length < shortLength) return false;
  const told = (memory[19] ?? 0) | ((memory[20] ?? 0) << 8);
  return checksumOf(memory) === told || crc16(missing, frontOf(memory)) === told;
};

const isLetter = (byte = 0): boolean => byte >= 0x41 && byte <= 0x5a;

/** How much of where the identifier stands is text, and how much neither text nor 00. */
const textIn = (memory: Uint8Array): { readonly shown: number; readonly odd: number } => {
  let [shown, odd] = [0, 0];
  for (const byte of memory.subarray(3, 19)) {
    if (byte >= 0x20 && byte <= 0x7e) shown += 1;
    else if (byte !== 0) odd += 1;
  }
  return { shown, odd };
};

/**
 * Whether the tag was meant to be one, though something on it is wrong: a damaged one can read as an ISO 28560-2 item of
 * another number. Told by a text for an identifier, some bytes of it damaged, and by the letters of a country, or by a first
 * byte and part numbers that make sense. An ISO 28560-2 tag hardly looks so: its second data set alone has three bytes that
 * are no text. `hasMore`: there is something behind where ISO 28560-2 sees the end, as this format's checksum is.
 */
export const looksMeant = (memory: Uint8Array, hasMore: boolean): boolean => {
  if (memory.length < shortLength) return false;
  const [first = 0, of = 0, nth = 0] = memory;
  const letters = (isLetter(memory[21]) ? 1 : 0) + (isLetter(memory[22]) ? 1 : 0);
  const { shown, odd } = textIn(memory);
  const isOrdered = of === 0 || nth <= of;
  if (first >>> 4 === version && hasMore && (isOrdered || odd <= 3)) return true;
  if (first >>> 4 === version && isOrdered && shown >= 6 && odd <= 3) return true;
  return letters > 0 && odd + 2 - letters <= 2;
};

/** Some installations write the two halves of the first byte the other way round. */
const isSwapped = (first: number): boolean => first >>> 4 !== version && (first & 0x0f) === version;

/** `null`: neither half is the version. */
const usageFrom = (first: number): number | null => {
  if (first >>> 4 === version) return (first & 0x0f) << 4;
  return isSwapped(first) ? first & 0xf0 : null;
};

/** Vendors store `705`, `DE705` or `DE-705` behind the country `DE`. */
const ownerFrom = (country: string, rest: string): string | null => {
  if (country === '') return rest === '' ? null : rest;
  const own = rest.startsWith(country) ? rest.slice(country.length).replace(/^-/, '') : rest;
  return own === '' ? country : `${country}-${own}`;
};

/** `memory` from block 0, in the order of the standard, with a good checksum. `isEnded`: what follows says nothing more. */
export const readIso28560_3 = (memory: Uint8Array): Reading => {
  const [first = 0, of = 0, nth = 0] = memory;
  const usage = usageFrom(first);
  const id = paddedText(memory.subarray(3, 19));
  const country = paddedText(memory.subarray(21, 23));
  const rest = paddedText(memory.subarray(23, basicLength));
  if (usage === null) return not('version-unknown', 'The tag follows ISO 28560-3 in a version that is not known.');
  if (id === null || id.trim() === '') return not('no-number', 'The tag follows ISO 28560-3 and has no identifier.');
  if (country === null || !/^([A-Z]{2})?$/i.test(country)) return not('field-odd', 'The country on the tag is none.');
  if (of > 0 && nth > of) return not('part-odd', 'The part number on the tag is greater than the number of parts.');
  const { extensions, isEnded } = readExtensions(memory.subarray(basicLength));
  return {
    kind: 'content',
    isEnded: isEnded && memory.length >= basicLength,
    content: {
      id: id.trim(),
      part: nth === 0 ? null : { nth, of },
      usage,
      owner: rest === null ? null : ownerFrom(country, rest),
      title: titleFrom(extensions),
    },
  };
};

/** How a tag of this format is laid out: `isTurned` in reversed blocks, `isSwapped` with the halves of its first byte. */
export type Manner = { readonly isTurned: boolean; readonly isSwapped: boolean };
const usual: Manner = { isTurned: false, isSwapped: false };

/** `null`: no tag of this format. */
export const mannerOf = (memory: Uint8Array, blockSize: number): Manner | null => {
  for (const isTurned of [false, true]) {
    const read = isTurned ? reverseBlocks(memory, blockSize) : memory;
    if (hasGoodChecksum(read) && readIso28560_3(read).kind === 'content')
      return { isTurned, isSwapped: isSwapped(read[0] ?? 0) };
  }
  return null;
};

/** Into country and rest; an owner that no country stands before goes into the rest whole. */
const ownerInto = (owner: string): { readonly country: string; readonly own: string } => {
  const [, country, own] = /^([A-Z]{2})(?:-(.+))?$/.exec(owner) ?? [];
  return country === undefined ? { country: '', own: owner } : { country, own: own ?? '' };
};

/**
 * The bytes from block 0 in the standard's order: 32 of them where `room` is no more, otherwise 34, extension blocks, a 00
 * and 00 up to a multiple of 4. `more`: extension blocks of the same item besides its title. `null`: it does not fit.
 */
export const writeIso28560_3 = (
  { id, part, usage, owner, title }: TagContent,
  { room = Infinity, more = [], manner = usual }: { room?: number; more?: readonly Extension[]; manner?: Manner } = {},
): Uint8Array | null => {
  const { country, own } = ownerInto(owner ?? '');
  const isShort = room < basicLength;
  const fits =
    room >= shortLength &&
    id.length <= 16 &&
    isPrintable(id) &&
    own.length <= (isShort ? 9 : 11) &&
    (own === '' || isPrintable(own)) &&
    Math.max(part?.of ?? 0, part?.nth ?? 0) <= 255;
  const extensions = writeExtensions([...(title === null ? [] : [titleExtension(title)]), ...more]);
  if (!fits || extensions === null || (isShort && extensions.length > 0)) return null;
  const filled = isShort ? shortLength : basicLength + extensions.length;
  if (filled > room) return null;

  const memory = new Uint8Array(isShort ? shortLength : Math.ceil((filled + 1) / 4) * 4);
  const text = (at: number, value: string): void => memory.set(Buffer.from(value, 'latin1'), at);
  const usageClass = (usage ?? 0x10) >>> 4;
  const first = manner.isSwapped ? (usageClass << 4) | version : (version << 4) | usageClass;
  memory.set([first, part?.of ?? 1, part?.nth ?? 1]);
  text(3, id);
  text(21, country);
  text(23, own);
  if (!isShort) memory.set(extensions, basicLength);
  const crc = checksumOf(memory);
  memory.set([crc & 0xff, crc >>> 8], 19);
  return memory.length > room ? memory.slice(0, room) : memory;
};
