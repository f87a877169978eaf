// In which order a tag's blocks are written, so that a tag that lost its power in the middle is nobody's item. Pure.

export type BlockWrite = { readonly block: number; readonly bytes: Uint8Array };

const blockOf = (memory: Uint8Array, block: number, blockSize: number): Uint8Array =>
  memory.slice(block * blockSize, (block + 1) * blockSize);

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);

/** The blocks in which two memories of one size differ, as the second has them. */
export const changedBlocks = (from: Uint8Array, to: Uint8Array, blockSize: number): readonly BlockWrite[] => {
  const writes: BlockWrite[] = [];
  for (let block = 0; block * blockSize < to.length; block += 1) {
    const bytes = blockOf(to, block, blockSize);
    if (!isSame(bytes, blockOf(from, block, blockSize))) writes.push({ block, bytes });
  }
  return writes;
};

/**
 * Stages, each to be read back before the next is begun; within one the order does not matter. Every format begins in block 0,
 * and with 00 there none begins: so block 0 is emptied first and filled last. A chip writes one block whole or not at all, as far
 * as chips keep that. Where block 0 is locked the identifier in it stays what it is, and the end is written before the beginning.
 */
export const writeStages = (
  { from, to, blockSize }: { readonly from: Uint8Array; readonly to: Uint8Array; readonly blockSize: number },
  locked: ReadonlySet<number>,
): readonly (readonly BlockWrite[])[] => {
  const changed = changedBlocks(from, to, blockSize);
  if (changed.length < 2) return changed.map((write) => [write]);
  if (locked.has(0)) return changed.toReversed().map((write) => [write]);
  const empty = new Uint8Array(blockSize);
  const [before, after] = [blockOf(from, 0, blockSize), blockOf(to, 0, blockSize)];
  return [
    isSame(before, empty) ? [] : [{ block: 0, bytes: empty }],
    changed.filter(({ block }) => block !== 0),
    isSame(after, empty) ? [] : [{ block: 0, bytes: after }],
  ].filter((stage) => stage.length > 0);
};
