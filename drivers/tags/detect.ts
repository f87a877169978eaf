// What lies on the pad: from a tag's memory to an item, a patron's card, a blank or something foreign.
// Knows the formats and their order; nothing of loans. Any bytes become a value, never a throw.
import { isPatronCard, isPrintable, type Part, type TagContent } from './content.ts';
import { readIso28560_2 } from './iso28560-2.ts';
import { basicLength, hasGoodChecksum, looksDamaged, readIso28560_3, reverseBlocks } from './iso28560-3.ts';

export type TagFormat = 'iso-28560-2' | 'iso-28560-3' | '3m' | 'text';

/** `part`, `usage`, `owner`: as in `TagContent`. `because`: a sentence for staff. */
export type TagMeaning =
  | ({ readonly kind: 'item'; readonly format: TagFormat } & TagContent)
  | { readonly kind: 'patron-card'; readonly id: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'foreign'; readonly because: string };

const meaningOf = (format: TagFormat, content: TagContent): TagMeaning =>
  isPatronCard(content.usage) ? { kind: 'patron-card', id: content.id } : { kind: 'item', format, ...content };

const barely = (id: string, part: Part | null): TagContent => ({ id, part, usage: null, owner: null, title: null });

const every = (bytes: Uint8Array, value: number): boolean => bytes.every((byte) => byte === value);

/** Fresh from the factory, wiped, or prepared by 3M (55 55 … and then 00). */
const isBlank = (memory: Uint8Array): boolean => {
  if (every(memory, 0x00) || every(memory, 0xff)) return true;
  const prepared = memory.findIndex((byte) => byte !== 0x55);
  return prepared >= 24 && every(memory.subarray(prepared), 0x00);
};

const fewestSigns = 4;

/** Printable ASCII and then nothing but 00; `null`: something else, or no 00 to say that it is all. */
const closedText = (bytes: Uint8Array): string | null => {
  const end = bytes.indexOf(0);
  const text = Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString('latin1');
  const isText = isPrintable(text) && text.trim().length >= fewestSigns && every(bytes.subarray(end), 0x00);
  return isText ? text.trim() : null;
};

/** 3M's older tags: 04 | part and total | 00 | kind of item | barcode (16) | library (4) | own (4) | 00 × 4 */
const read3m = (memory: Uint8Array): TagContent | null => {
  const [first, parts = 0, third] = memory;
  if (memory.length < 32 || first !== 0x04 || third !== 0x00 || !every(memory.subarray(28, 32), 0x00)) return null;
  const barcode = memory.subarray(4, 20);
  const id = closedText(Uint8Array.from([...barcode, 0]));
  const part = { nth: parts >>> 4, of: parts & 0x0f };
  return id === null || (part.of > 0 && part.nth > part.of) ? null : barely(id, part.nth === 0 ? null : part);
};

type Detected = { readonly meaning: TagMeaning; readonly isEnded: boolean };

const final = (meaning: TagMeaning): Detected => ({ meaning, isEnded: false });
const foreign = (because: string): Detected => final({ kind: 'foreign', because });

/**
 * The order is the safety. ISO 28560-3 with its checksum comes first: its first byte, 11, is also the precursor of an
 * ISO 28560-2 identifier, and a reader of that format takes the part number behind it for item "1".
 */
const decide = (memory: Uint8Array, blockSize: number): Detected => {
  if (memory.length === 0) return foreign('Nothing was read from the tag.');
  if (isBlank(memory)) return final({ kind: 'blank' });

  const turned = reverseBlocks(memory, blockSize);
  const readings = [memory, turned].filter(hasGoodChecksum).map(readIso28560_3);
  // One tag in 65 000 has by chance a good checksum in the wrong order too, where the rest makes no sense.
  const sensible = readings.find(({ kind }) => kind === 'content') ?? readings[0];
  if (sensible?.kind === 'not') return foreign(sensible.because);
  if (sensible !== undefined) return { meaning: meaningOf('iso-28560-3', sensible.content), isEnded: sensible.isEnded };
  if (looksDamaged(memory) || looksDamaged(turned))
    return foreign('The checksum on the tag is wrong: it is damaged or half written.');

  const reading = readIso28560_2(memory);
  if (reading.kind === 'content')
    return { meaning: meaningOf('iso-28560-2', reading.content), isEnded: reading.isEnded };

  const from3m = read3m(memory);
  if (from3m !== null) return final(meaningOf('3m', from3m));
  const text = closedText(memory);
  if (text !== null) return final(meaningOf('text', barely(text, null)));
  return foreign(reading.because);
};

/** `memory`: every byte from block 0, up to its end or to where `dataEnds` said that it may stop. */
export const detect = (memory: Uint8Array, blockSize: number): TagMeaning => decide(memory, blockSize).meaning;

/**
 * Whether the format itself says that these first bytes are all there is: `detect` then says of them what it would say
 * of the whole memory. Blank, foreign and older tags never say so.
 */
export const dataEnds = (memory: Uint8Array, blockSize: number): boolean =>
  memory.length >= basicLength && decide(memory, blockSize).isEnded;
