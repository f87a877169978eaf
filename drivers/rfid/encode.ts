// Writing what a tag is to say, with a bare reader: read whole, planned, written, and read back. Knows no maker's commands; what
// goes where is the plan's matter. Who may be written, and that it lies there alone, is the caller's.
import type { Answer, TagReader, Uid } from '../ports/tag-reader.ts';
import type { TagContent } from '../tags/content.ts';
import { planWrite, type WholeTag } from '../tags/write-plan.ts';
import { readLocks, readMemory } from './examine.ts';
import { writeTag } from './write-tag.ts';

/** `failed`: a part may have been written: read the tag again before anything is said of it. */
export type Encoded =
  | { readonly kind: 'done'; readonly blocksWritten: number }
  | { readonly kind: 'cannot'; readonly because: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly because: string };

const isThereOn =
  (reader: TagReader) =>
  async (uid: Uid): Promise<boolean> => {
    const round = await reader.inventory();
    return round.kind === 'ok' && round.value.some((tag) => tag.uid === uid);
  };

/** Every block of a tag, and which of them are locked where the reader can tell. */
export const readWhole = async (reader: TagReader, uid: Uid): Promise<Answer<WholeTag>> => {
  const isThere = isThereOn(reader);
  const at = { reader, uid, stillThere: () => isThere(uid) };
  const memory = await readMemory(at);
  if (memory.kind !== 'ok') return memory;
  const { bytes, blockSize } = memory.value;
  const locked = await readLocks(at, bytes.length / blockSize);
  if (locked.kind !== 'ok') return locked;
  return { kind: 'ok', value: { memory: bytes, blockSize, locked: locked.value ?? new Set() } };
};

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
  if (before.kind === 'gone') return { kind: 'gone' };
  if (before.kind !== 'ok')
    return { kind: before.kind === 'unsupported' ? 'cannot' : 'failed', because: before.because };
  const { memory: from, blockSize } = before.value;
  const planned = planWrite(before.value, content, format);
  if (planned.kind === 'cannot') return planned;
  const written = await writeTag(
    { reader, tag: { air: 'iso15693', uid, dsfid: null }, isThere: isThereOn(reader), afis: null },
    { kind: 'memory', blockSize, from, to: planned.memory, dsfid: null, marks: [], lock: [] },
  );
  switch (written.kind) {
    case 'verified':
      return { kind: 'done', blocksWritten: planned.writes.length };
    case 'gone':
      return { kind: 'gone' };
    case 'changed':
      return { kind: 'failed', because: 'The tag says something else than a moment ago.' };
    case 'locked':
      return { kind: 'cannot', because: `Locked blocks would have to change: ${written.blocks.join(', ')}.` };
    case 'refused':
    case 'trouble':
      return { kind: 'failed', because: written.because };
  }
};
