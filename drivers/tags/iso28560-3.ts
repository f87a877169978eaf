// ISO 28560-3 tags, the "Danish model": one fixed block with a checksum, then extension blocks. Any bytes become a value.
//   0 version | usage   1 parts in all   2 this part   3 identifier (16)   19 CRC, low byte first   21 country   23 owner (11)
import { isPrintable, type TagContent } from './content.ts';
import { crc16 } from './crc.ts';

export const basicLength = 34;
/** Chips of 32 bytes carry all but the last two bytes of the owner, which then count as 00. */
export const shortLength = 32;
const version = 1;
const titleBlock = 4;

const checksumOf = (basic: Uint8Array): number =>
  crc16(Uint8Array.from([...basic.subarray(0, 19), ...basic.subarray(21, basicLength)]));

const asciiOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** ASCII with nothing but 00 behind it; `null`: something else. */
const paddedText = (bytes: Uint8Array): string | null => {
  const text = asciiOf(bytes).replace(/\0+$/, '');
  return text === '' || isPrintable(text) ? text : null;
};

/** Each block turned round, as some makers' drivers write and read it. */
export const reverseBlocks = (memory: Uint8Array, blockSize: number): Uint8Array => {
  const turned = memory.slice();
  for (let at = 0; at < turned.length; at += blockSize) turned.subarray(at, at + blockSize).reverse();
  return turned;
};

/** Whether the checksum is good. It decides the format: nothing else begins so and has it. */
export const hasGoodChecksum = (memory: Uint8Array): boolean => {
  if (memory.length < shortLength) return false;
  const basic = new Uint8Array(basicLength);
  basic.set(memory.subarray(0, basicLength));
  return checksumOf(basic) === ((basic[19] ?? 0) | ((basic[20] ?? 0) << 8));
};

/** Bytes that may be damaged and leave the whole recognisable. */
const damageAllowed = 2;

/**
 * Whether the tag was meant to be one, though its checksum is wrong: text or 00, and the letters of a country. A damaged
 * one can read as an ISO 28560-2 item of another number. An ISO 28560-2 tag hardly looks so: its second data set alone has
 * two or three bytes that are no text.
 */
export const looksDamaged = (memory: Uint8Array): boolean => {
  if (memory.length < shortLength) return false;
  const odd = memory.subarray(3, 19).filter((byte) => byte !== 0 && !isPrintable(String.fromCharCode(byte)));
  const letters = memory.subarray(21, 23).filter((byte) => /[A-Z]/.test(String.fromCharCode(byte)));
  return letters.length > 0 && odd.length + 2 - letters.length <= damageAllowed;
};

/** Some installations write the two halves of the first byte the other way round. `null`: neither is the version. */
const usageFrom = (first: number): number | null => {
  if (first >>> 4 === version) return (first & 0x0f) << 4;
  return (first & 0x0f) === version ? first & 0xf0 : null;
};

/** Vendors store `705`, `DE705` or `DE-705` behind the country `DE`. */
const ownerFrom = (country: string, rest: string): string | null => {
  if (country === '') return rest === '' ? null : rest;
  const own = rest.startsWith(country) ? rest.slice(country.length).replace(/^-/, '') : rest;
  return own === '' ? country : `${country}-${own}`;
};

type Extension = { readonly id: number; readonly bytes: Uint8Array };

/** `isEnded`: the end was found within these bytes. length (whole block) | id, low byte first (2) | XOR | data */
const extensionsOf = (memory: Uint8Array): { readonly extensions: readonly Extension[]; readonly isEnded: boolean } => {
  const extensions: Extension[] = [];
  let at = basicLength;
  while (at < memory.length) {
    const length = memory[at] ?? 0;
    if (length === 0) return { extensions, isEnded: true };
    const block = memory.subarray(at, at + length);
    at += length;
    if (length === 1) continue;
    if (block.length < length) return { extensions, isEnded: false };
    // The sum over a whole block is 0 wherever the writer put the balancing byte. A bad one: nothing behind it counts.
    if (length < 4 || block.reduce((sum, byte) => sum ^ byte, 0) !== 0) return { extensions, isEnded: true };
    extensions.push({ id: (block[1] ?? 0) | ((block[2] ?? 0) << 8), bytes: block.slice(4) });
  }
  return { extensions, isEnded: false };
};

const titleFrom = (extensions: readonly Extension[]): string | null => {
  const block = extensions.find(({ id }) => id === titleBlock);
  const text = block === undefined ? '' : new TextDecoder().decode(block.bytes).replace(/\0.*$/s, '').trim();
  return text === '' ? null : text.normalize('NFC');
};

export type Reading =
  | { readonly kind: 'content'; readonly content: TagContent; readonly isEnded: boolean }
  | { readonly kind: 'not'; readonly because: string };

const not = (because: string): Reading => ({ kind: 'not', because });

/** `memory` from block 0, in the order of the standard, with a good checksum. `isEnded`: what follows says nothing more. */
export const readIso28560_3 = (memory: Uint8Array): Reading => {
  const [first = 0, of = 0, nth = 0] = memory;
  const usage = usageFrom(first);
  const id = paddedText(memory.subarray(3, 19));
  const country = paddedText(memory.subarray(21, 23));
  const rest = paddedText(memory.subarray(23, basicLength));
  if (usage === null) return not('The tag follows ISO 28560-3 in a version that is not known.');
  if (id === null || id.trim() === '') return not('The tag follows ISO 28560-3 and has no identifier.');
  if (of > 0 && nth > of) return not('The part number on the tag is greater than the number of parts.');
  const { extensions, isEnded } = extensionsOf(memory);
  return {
    kind: 'content',
    isEnded: isEnded && memory.length >= basicLength,
    content: {
      id: id.trim(),
      part: nth === 0 ? null : { nth, of },
      usage,
      owner: country === null || rest === null ? null : ownerFrom(country, rest),
      title: titleFrom(extensions),
    },
  };
};

/** What belongs on the tag from block 0, closed by a 00. The title is not written. `null`: the content does not fit. */
export const writeIso28560_3 = ({ id, part, usage, owner }: TagContent): Uint8Array | null => {
  const [, country = '', own = ''] = /^([A-Z]{2})-(.+)$/.exec(owner ?? '') ?? [];
  const fits =
    id.length <= 16 &&
    isPrintable(id) &&
    own.length <= 11 &&
    (owner === null || country !== '') &&
    (own === '' || isPrintable(own));
  if (!fits) return null;
  const memory = new Uint8Array(Math.ceil((basicLength + 1) / 4) * 4);
  const text = (at: number, value: string): void => memory.set(Buffer.from(value, 'latin1'), at);
  memory.set([(version << 4) | ((usage ?? 0x10) >>> 4), part?.of ?? 1, part?.nth ?? 1]);
  text(3, id);
  text(21, country);
  text(23, own);
  const crc = checksumOf(memory.subarray(0, basicLength));
  memory.set([crc & 0xff, crc >>> 8], 19);
  return memory;
};
