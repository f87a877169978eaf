// What lies on the pad: from a tag's memory to an item, a patron's card, a blank or something foreign.
// Knows the formats and their order; nothing of loans. Any bytes become a value, never a throw.
import { isEvery, isPatronCard, not, type TagContent } from './content.ts';
import type { ForeignTold } from './foreign.ts';
import { hasMoreBehind, isVouchedFor, readIso28560_2 } from './iso28560-2.ts';
import { basicLength, hasGoodChecksum, looksMeant, readIso28560_3, reverseBlocks } from './iso28560-3.ts';
import { isPrepared, read3m, readText } from './legacy.ts';

/** The last two lie on UHF tags only, see uhf.ts. */
export type TagFormat = 'iso-28560-2' | 'iso-28560-3' | '3m' | 'text' | 'iso-28560-4' | 'china-universities';

/** `part`, `usage`, `owner`: as in `TagContent`. */
export type TagMeaning =
  | ({ readonly kind: 'item'; readonly format: TagFormat } & TagContent)
  | { readonly kind: 'patron-card'; readonly id: string }
  | { readonly kind: 'blank' }
  | ({ readonly kind: 'foreign' } & ForeignTold);

export const meaningOf = (format: TagFormat, content: TagContent): TagMeaning =>
  isPatronCard(content.usage) ? { kind: 'patron-card', id: content.id } : { kind: 'item', format, ...content };

type Detected = { readonly meaning: TagMeaning; readonly isEnded: boolean };

const final = (meaning: TagMeaning): Detected => ({ meaning, isEnded: false });
const strange = ({ foreign, because }: ForeignTold): Detected => final({ kind: 'foreign', foreign, because });

/**
 * The order is the safety. ISO 28560-3 with its checksum comes first: its first byte, 11, is also the precursor of an
 * ISO 28560-2 identifier, and a reader of that format takes the part number behind it for item "1".
 */
const decide = (memory: Uint8Array, blockSize: number): Detected => {
  if (memory.length === 0 || blockSize < 1) return strange(not('not-read', 'Nothing was read from the tag.'));
  // Fresh from the factory, wiped, or prepared.
  if (isEvery(memory, 0x00) || isEvery(memory, 0xff) || isPrepared(memory)) return final({ kind: 'blank' });

  const turned = reverseBlocks(memory.subarray(0, Math.ceil(basicLength / blockSize) * blockSize), blockSize);
  const orders = hasGoodChecksum(turned) ? [memory, reverseBlocks(memory, blockSize)] : [memory];
  const readings = orders.filter(hasGoodChecksum).map(readIso28560_3);
  // One tag in some ten thousand has by chance a good checksum, in the wrong order or the wrong format: what it says counts.
  const danish = readings.find(({ kind }) => kind === 'content') ?? readings[0];
  const reading = readIso28560_2(memory, blockSize);
  const isSure = reading.kind === 'content' && isVouchedFor(memory);
  if (danish?.kind === 'content' && isSure)
    return strange(not('two-formats', 'The tag can be read in two formats, as two items.'));
  if (danish?.kind === 'content') return { meaning: meaningOf('iso-28560-3', danish.content), isEnded: danish.isEnded };
  const hasMore = reading.kind === 'content' && hasMoreBehind(memory, basicLength);
  if (!isSure && [memory, turned].some((read) => looksMeant(read, hasMore)))
    return strange(danish ?? not('checksum-wrong', 'The checksum on the tag is wrong: it is damaged or half written.'));

  if (reading.kind === 'content')
    return { meaning: meaningOf('iso-28560-2', reading.content), isEnded: reading.isEnded };

  const from3m = read3m(memory);
  if (from3m !== null) return final(meaningOf('3m', from3m));
  const text = readText(memory);
  if (text !== null) return final(meaningOf('text', text));
  return strange(reading);
};

/**
 * `memory`: every byte from block 0, up to its end or to where `dataEnds` said that it may stop. Only what the reader
 * vouched for: ISO 28560-2 has no checksum, and 00 in the place of what was not read can look like the end of the data.
 */
export const detect = (memory: Uint8Array, blockSize: number): TagMeaning => decide(memory, blockSize).meaning;

/**
 * Whether the format itself says that these first bytes are all there is: `detect` then says of them what it would say
 * of the whole memory. Blank, foreign and older tags never say so.
 */
export const dataEnds = (memory: Uint8Array, blockSize: number): boolean =>
  memory.length >= basicLength && decide(memory, blockSize).isEnded;
