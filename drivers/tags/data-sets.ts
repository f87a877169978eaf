// The grammar of ISO/IEC 15962 without a directory: data sets one after the other, as ISO 28560-2 tags and the user bank of
// ISO 28560-4 hold them. Knows no library. Any bytes become a value, never a throw.
//   precursor | [extended identifier] | [offset] | length | data | padding
//   precursor: bit 7 an offset byte is there; bits 6-4 compaction; bits 3-0 object identifier, 15: 15 + the next byte
import { compactions, decompact } from './compaction.ts';
import { isEvery } from './content.ts';
import { highestOid, isIsil } from './elements.ts';
import { decodeIsil } from './isil.ts';

/** `text`: `null` where the bytes are none. `start`, `end`: where it lies, with its padding. */
export type Element = {
  readonly compaction: number;
  readonly bytes: Uint8Array;
  readonly text: string | null;
  readonly start: number;
  readonly end: number;
};

/** `isEnded`: a 00 byte said that nothing follows; otherwise the memory ended first. `end`: behind the last data set. */
export type DataSets = {
  readonly elements: ReadonlyMap<number, Element>;
  readonly isEnded: boolean;
  readonly end: number;
};

/** `null`: the bytes are no text. */
export const textOf = ({ oid, compaction, bytes }: NewDataSet): string | null =>
  compaction === compactions.applicationDefined && isIsil(oid) ? decodeIsil(bytes) : decompact(compaction, bytes);

/** The data set that begins at `start`; `null` when none can. */
const dataSetAt = (memory: Uint8Array, start: number): { readonly oid: number; readonly element: Element } | null => {
  let at = start;
  const next = (): number => memory[at++] ?? 0;
  const precursor = next();
  const low = precursor & 0x0f;
  const oid = low === 15 ? 15 + next() : low;
  const offset = (precursor & 0x80) === 0 ? 0 : next();
  const length = next();
  const end = at + length + offset;
  if (oid === 0 || oid > highestOid || length === 0 || end > memory.length) return null;
  if (!isEvery(memory.subarray(at + length, end), 0)) return null;
  const compaction = (precursor >>> 4) & 0x07;
  const bytes = memory.slice(at, at + length);
  return { oid, element: { compaction, bytes, text: textOf({ oid, compaction, bytes }), start, end } };
};

/** `null`: these bytes are not data sets, or the memory ends in the middle of one. */
export const readDataSets = (memory: Uint8Array): DataSets | null => {
  const elements = new Map<number, Element>();
  let at = 0;
  while (at < memory.length && memory[at] !== 0) {
    const found = dataSetAt(memory, at);
    if (found === null || elements.has(found.oid)) return null;
    elements.set(found.oid, found.element);
    at = found.element.end;
  }
  return { elements, isEnded: at < memory.length, end: at };
};

/** One to be written. `bytes`: at most 127. */
export type NewDataSet = { readonly oid: number; readonly compaction: number; readonly bytes: Uint8Array };

/** A length from 128 on would need a second byte, and no tag in a book has the room. */
export const mostDataBytes = 127;
/** The offset byte itself, and the 255 bytes of padding that it can announce. */
export const mostStretch = 256;

export const lengthOf = ({ oid, bytes }: NewDataSet): number => bytes.length + (oid < 15 ? 2 : 3);

/** `stretch`: how many bytes longer than need be, so that it ends where a block does: the offset byte is the first of them. */
export const encodeDataSet = ({ oid, compaction, bytes }: NewDataSet, stretch: number): readonly number[] => [
  (stretch > 0 ? 0x80 : 0) | (compaction << 4) | Math.min(oid, 15),
  ...(oid < 15 ? [] : [oid - 15]),
  ...(stretch > 0 ? [stretch - 1] : []),
  bytes.length,
  ...bytes,
  ...Array.from({ length: Math.max(0, stretch - 1) }, () => 0),
];

/** Data sets that fill `room` bytes exactly, the last one stretched; `null`: they cannot. */
export const fill = (sets: readonly NewDataSet[], room: number): readonly number[] | null => {
  const stretch = room - sets.reduce((sum, set) => sum + lengthOf(set), 0);
  if (stretch < 0 || stretch > mostStretch || sets.length === 0) return null;
  return sets.flatMap((set, nth) => encodeDataSet(set, nth === sets.length - 1 ? stretch : 0));
};

/**
 * Data sets from block 0, with those that are to be locked in blocks of their own. `lockedBlocks`: their numbers.
 * Without a terminating 00 and not filled up to whole blocks, unless a locked run stands at the end.
 */
export const writeDataSets = (
  sets: readonly (NewDataSet & { readonly isLocked: boolean })[],
  blockSize: number,
): { readonly bytes: Uint8Array; readonly lockedBlocks: readonly number[] } => {
  const bytes: number[] = [];
  const lockedBlocks: number[] = [];
  for (let at = 0; at < sets.length;) {
    const isLocked = sets[at]?.isLocked === true;
    const next = sets.findIndex((set, nth) => nth > at && set.isLocked !== isLocked);
    const run = sets.slice(at, next === -1 ? sets.length : next);
    at += run.length;
    const length = run.reduce((sum, set) => sum + lengthOf(set), 0);
    const isAligned = isLocked || next !== -1;
    const start = bytes.length;
    bytes.push(...(fill(run, isAligned ? Math.ceil(length / blockSize) * blockSize : length) ?? []));
    if (isLocked)
      for (let block = start / blockSize; block * blockSize < bytes.length; block += 1) lockedBlocks.push(block);
  }
  return { bytes: Uint8Array.from(bytes), lockedBlocks };
};
