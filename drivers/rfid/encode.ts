// Writing what a tag is to say: read whole, planned, written, and read back; never believed before. Knows no maker's
// commands; what goes where is the plan's matter. Who may be written, and that it lies there alone, is the caller's.
import type { Answer, TagFailure, TagReader, Uid } from '../ports/tag-reader.ts';
import type { TagContent } from '../tags/content.ts';
import { planWrite, type BlockWrite, type WholeTag } from '../tags/write-plan.ts';

/** `failed`: a part may have been written: read the tag again before anything is said of it. */
export type Encoded =
  | { readonly kind: 'done'; readonly blocksWritten: number }
  | { readonly kind: 'cannot'; readonly because: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly because: string };

const blocksPerRead = 32;
const mostBytesPerTag = 8192;
const mostWrites = 3;

const failed = ({ kind, because }: TagFailure): Encoded =>
  kind === 'gone' ? { kind } : kind === 'unsupported' ? { kind: 'cannot', because } : { kind: 'failed', because };

/** Every block of a tag, and which of them are locked where the reader can tell. */
export const readWhole = async (reader: TagReader, uid: Uid): Promise<Answer<WholeTag>> => {
  const bytes: number[] = [];
  let blockSize = 0;
  for (let last = false; !last && bytes.length < mostBytesPerTag;) {
    const first = blockSize === 0 ? 0 : bytes.length / blockSize;
    // A tag is read piece by piece.
    // oxlint-disable-next-line no-await-in-loop
    const told = await reader.read(uid, first, blocksPerRead);
    if (told.kind !== 'ok') return told;
    bytes.push(...told.value.bytes);
    ({ blockSize, last } = told.value);
  }
  const locked = new Set<number>();
  const blocks = bytes.length / blockSize;
  for (let first = 0; first < blocks; first += blocksPerRead) {
    const count = Math.min(blocksPerRead, blocks - first);
    // One command is under way at a time.
    // oxlint-disable-next-line no-await-in-loop
    const told = await reader.locks(uid, first, count);
    if (told.kind === 'unsupported') break;
    if (told.kind !== 'ok') return told;
    for (const [nth, isLocked] of told.value.entries()) if (isLocked) locked.add(first + nth);
  }
  return { kind: 'ok', value: { memory: Uint8Array.from(bytes), blockSize, locked } };
};

/** Neighbours together, as many as one command of any reader takes. */
const inRuns = (writes: readonly BlockWrite[]): readonly (readonly BlockWrite[])[] => {
  const runs: BlockWrite[][] = [];
  for (const write of writes) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < 8 && run.at(-1)?.block === write.block - 1) run.push(write);
    else runs.push([write]);
  }
  return runs;
};

/** The blocks of a plan that the tag does not hold. */
const missingFrom = (writes: readonly BlockWrite[], { memory, blockSize }: WholeTag): readonly BlockWrite[] =>
  writes.filter(
    ({ block, bytes }) => !Buffer.from(bytes).equals(memory.subarray(block * blockSize, (block + 1) * blockSize)),
  );

export const encodeTag = async ({
  reader,
  uid,
  content,
  format,
}: {
  reader: TagReader;
  uid: Uid;
  content: TagContent;
  format: 'iso-28560-2' | 'iso-28560-3';
}): Promise<Encoded> => {
  if (!reader.capabilities.write) return { kind: 'cannot', because: `${reader.model} cannot write tags.` };
  const before = await readWhole(reader, uid);
  if (before.kind !== 'ok') return failed(before);
  const plan = planWrite(before.value, content, format);
  if (plan.kind === 'cannot') return plan;
  let missing = plan.writes;
  let refusal = 'The tag took the write and did not keep it.';
  for (let time = 0; time < mostWrites && missing.length > 0; time += 1) {
    for (const run of inRuns(missing)) {
      const bytes = Uint8Array.from(run.flatMap((write) => [...write.bytes]));
      // One command is under way at a time.
      // oxlint-disable-next-line no-await-in-loop
      const written = await reader.write(uid, run[0]?.block ?? 0, bytes, before.value.blockSize);
      if (written.kind !== 'ok') refusal = written.because;
    }
    // Only what was read back tells what is still to be written.
    // oxlint-disable-next-line no-await-in-loop
    const after = await readWhole(reader, uid);
    if (after.kind === 'ok') missing = missingFrom(plan.writes, after.value);
    else if (after.kind === 'gone') return { kind: 'gone' };
    else refusal = after.because;
  }
  return missing.length === 0
    ? { kind: 'done', blocksWritten: plan.writes.length }
    : { kind: 'failed', because: refusal };
};
