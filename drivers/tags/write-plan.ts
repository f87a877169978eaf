// What must be written to a tag so that it says something: pure, from what lies on it now to single blocks. Nothing locked is
// touched, nothing of an older content stays behind, and what would not read again as it was meant is not planned at all.
import type { TagContent } from './content.ts';
import { type DataSets, fill, lengthOf, type NewDataSet, readDataSets, textOf } from './data-sets.ts';
import { detect } from './detect.ts';
import { nameOf, oids, shelfOid } from './elements.ts';
import { isTitle, readExtensions } from './extensions.ts';
import { announcedOids, readIso28560_2, setsOf, textSet, wordlessSets } from './iso28560-2.ts';
import { basicLength, mannerOf, readIso28560_3, reverseBlocks, writeIso28560_3 } from './iso28560-3.ts';
import { type BlockWrite, changedBlocks } from './write-order.ts';

/** `memory`: every user block, from block 0 to the last. `locked`: numbers of the blocks that take no write. */
export type WholeTag = {
  readonly memory: Uint8Array;
  readonly blockSize: number;
  readonly locked: ReadonlySet<number>;
};

/** `unfit`: no tag of this format can say it, or this one could not say it so that it is read as it is meant. */
export type CannotWrite = {
  readonly kind: 'cannot';
  readonly why: 'too-small' | 'locked' | 'unfit';
  /** A sentence for staff. */
  readonly because: string;
};

/** `memory`: what the tag holds afterwards, to compare a read-back with. */
export type WritePlan =
  { readonly kind: 'writes'; readonly writes: readonly BlockWrite[]; readonly memory: Uint8Array } | CannotWrite;

const cannot = (why: CannotWrite['why'], because: string): CannotWrite => ({ kind: 'cannot', why, because });
const isCannot = (laid: object): laid is CannotWrite => 'kind' in laid;

type Stretch = { readonly start: number; readonly end: number };

/** Runs of locked blocks, in bytes. */
const lockedRuns = ({ memory, blockSize, locked }: WholeTag): readonly Stretch[] => {
  const runs: Stretch[] = [];
  for (let start = 0; start < memory.length; start += blockSize) {
    if (!locked.has(start / blockSize)) continue;
    const before = runs.at(-1);
    if (before?.end === start) runs.splice(-1, 1, { start: before.start, end: start + blockSize });
    else runs.push({ start, end: start + blockSize });
  }
  return runs;
};

/** 00, but for what is locked. */
const wiped = (tag: WholeTag): Uint8Array => {
  const memory = new Uint8Array(tag.memory.length);
  for (const { start, end } of lockedRuns(tag)) memory.set(tag.memory.subarray(start, end), start);
  return memory;
};

// ── ISO 28560-2 ──

/** The same element may be spelled in other bytes. */
const saysTheSame = (one: NewDataSet, other: NewDataSet): boolean => {
  if (one.oid !== other.oid) return false;
  if (one.oid === oids.contentParameter) return announcedOids(one.bytes).join() === announcedOids(other.bytes).join();
  const isSame = Buffer.from(one.bytes).equals(other.bytes);
  return isSame || (textOf(one) !== null && textOf(one) === textOf(other));
};

/** In their order, those that fit into `room` together. */
const fitting = (sets: readonly NewDataSet[], room: number): readonly NewDataSet[] => {
  let left = room;
  return sets.filter((set) => {
    if (lengthOf(set) > left) return false;
    left -= lengthOf(set);
    return true;
  });
};

/** Without what locked runs hold, which must be what is wanted. */
const withoutHeld = (
  sets: readonly NewDataSet[],
  islands: readonly Stretch[],
  { elements }: DataSets,
): readonly NewDataSet[] | CannotWrite => {
  let free = sets;
  for (const [oid, { start, end, compaction, bytes }] of elements) {
    const island = islands.find((run) => start < run.end && end > run.start);
    if (island === undefined) continue;
    if (start < island.start || end > island.end)
      return cannot('locked', `A locked block holds a part of the ${nameOf(oid)}: the tag cannot be written any more.`);
    const same = free.find((set) => saysTheSame(set, { oid, compaction, bytes }));
    if (same === undefined) return cannot('locked', `The ${nameOf(oid)} on the tag is locked and cannot be changed.`);
    free = free.filter((set) => set !== same);
  }
  return free;
};

/** Locked runs that hold data sets stay where they are, and the others are laid round them; what is locked behind is a wall. */
const layDataSets = (tag: WholeTag, sets: readonly NewDataSet[]): Uint8Array | CannotWrite => {
  const { memory, blockSize } = tag;
  const isOurs = mannerOf(memory, blockSize) === null && readIso28560_2(memory, blockSize).kind === 'content';
  const old = isOurs ? readDataSets(memory) : null;
  const runs = lockedRuns(tag);
  const islands = runs.filter(({ start }) => old !== null && start < old.end);
  const wall = runs[islands.length]?.start ?? memory.length;
  const unheld = old === null ? sets : withoutHeld(sets, islands, old);
  if (isCannot(unheld)) return unheld;

  const laid = wiped(tag);
  let free = unheld;
  let position = 0;
  for (const { start, end } of islands) {
    const room = start - position;
    const taken = fitting(free, room);
    const filling = room === 0 ? [] : fill(taken, room);
    if (filling === null)
      return cannot('locked', `The ${room} bytes before a locked block cannot be filled with what is to be written.`);
    laid.set(filling, position);
    free = free.filter((set) => !taken.includes(set));
    position = end;
  }
  // A locked 00 behind the data: for every reader it ends there.
  if (old !== null && position > old.end && free.length > 0)
    return cannot('locked', 'The end of the data on the tag is locked: nothing can be added.');

  const needed = free.reduce((sum, set) => sum + lengthOf(set), 0);
  const isOpen = wall < memory.length && memory[wall] !== 0;
  const room = wall - position;
  if (needed + (isOpen ? 1 : 0) > room)
    return cannot(
      wall < memory.length ? 'locked' : 'too-small',
      `The tag has ${room} bytes for it, and ${needed + (isOpen ? 1 : 0)} are needed.`,
    );
  laid.set(fill(free, needed) ?? [], position);
  return laid;
};

const layIso28560_2 = (tag: WholeTag, content: TagContent, shelf: string | null): Uint8Array | CannotWrite => {
  const { memory, blockSize } = tag;
  const before = mannerOf(memory, blockSize) === null ? readIso28560_2(memory, blockSize) : null;
  const isSameItem = before?.kind === 'content' && before.content.id === content.id;
  const old = isSameItem ? readDataSets(memory) : null;
  const wordless = old === null ? [] : wordlessSets(old);
  const more =
    shelf === null ? wordless : [...wordless.filter(({ oid }) => oid !== shelfOid), textSet(shelfOid, shelf)];
  const sets = setsOf(content, more);
  return typeof sets === 'string' ? cannot('unfit', sets) : layDataSets(tag, sets);
};

// ── ISO 28560-3 ──

/** In the manner in which the tag was written before. */
const layIso28560_3 = (tag: WholeTag, content: TagContent): Uint8Array | CannotWrite => {
  const { memory, blockSize } = tag;
  const manner = mannerOf(memory, blockSize) ?? { isTurned: false, isSwapped: false };
  const inOrder = (bytes: Uint8Array): Uint8Array => (manner.isTurned ? reverseBlocks(bytes, blockSize) : bytes);
  const old = inOrder(memory);
  const before = mannerOf(memory, blockSize) === null ? null : readIso28560_3(old);
  const isSameItem = before?.kind === 'content' && before.content.id === content.id;
  const { extensions } = readExtensions(isSameItem ? old.subarray(basicLength) : new Uint8Array(0));
  const more = extensions.filter((extension) => !isTitle(extension));
  const written = writeIso28560_3(content, { room: memory.length, more, manner });
  if (written === null) {
    // What a bigger tag could hold is this tag's fault.
    const isTooSmall = writeIso28560_3(content, { more, manner }) !== null;
    return isTooSmall
      ? cannot('too-small', `The tag has ${memory.length} bytes: this does not fit into it.`)
      : cannot('unfit', 'This does not fit into a tag of ISO 28560-3: an identifier has 16 signs, an owner 11.');
  }
  const laid = inOrder(wiped(tag)).slice();
  laid.set(written);
  return inOrder(laid);
};

// ── Both ──

/** What the tag would say, against what it should; `null`: the same. */
const misreading = (memory: Uint8Array, blockSize: number, content: TagContent): string | null => {
  const meaning = detect(memory, blockSize);
  if (meaning.kind === 'foreign') return meaning.because;
  if (meaning.kind === 'blank') return 'It would be blank.';
  const asMeant = (text: string | null): string | null => text?.normalize('NFC') ?? null;
  if (meaning.id !== asMeant(content.id)) return `It would say ${meaning.id}.`;
  if (meaning.kind === 'patron-card') return null;
  if (meaning.owner !== content.owner) return `It would belong to ${meaning.owner ?? 'nobody'}.`;
  if (meaning.title !== asMeant(content.title)) return 'Its title would be another one.';
  const { part } = meaning;
  const isPart = content.part === null || (part?.nth === content.part.nth && part.of === content.part.of);
  return isPart ? null : 'It would be another part of the set.';
};

/**
 * Everything that `TagContent` has words for is written as it says, `null` being "not on the tag"; what it has no word for
 * stays where the tag holds the same item. `shelf`: shelf location, which ISO 28560-2 alone writes; null: as it is. Only blocks
 * that change are written.
 */
export const planWrite = (
  tag: WholeTag,
  content: TagContent,
  format: 'iso-28560-2' | 'iso-28560-3',
  shelf: string | null = null,
): WritePlan => {
  const { memory, blockSize, locked } = tag;
  if (blockSize < 1 || memory.length === 0 || memory.length % blockSize !== 0)
    return cannot('unfit', 'The tag was not read whole: its memory is not a number of blocks.');
  const laid = format === 'iso-28560-2' ? layIso28560_2(tag, content, shelf) : layIso28560_3(tag, content);
  if (isCannot(laid)) return laid;

  const writes = changedBlocks(memory, laid, blockSize);
  const held = writes.find(({ block }) => locked.has(block));
  if (held !== undefined) return cannot('locked', `Block ${held.block} of the tag is locked and would have to change.`);
  const wrong = misreading(laid, blockSize, content);
  if (wrong !== null) return cannot('unfit', `Written so, the tag would not be read as it is meant. ${wrong}`);
  return { kind: 'writes', writes, memory: laid };
};
