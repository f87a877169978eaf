// Everything that one tag carries, read afresh from its first block to its last. Nothing is ever said of half a tag. Knows no
// maker's commands, and nothing of what the bytes mean.
import { faultIn } from '../ports/fault.ts';
import type { Answer, SeenTag, TagReader, Uid } from '../ports/tag-reader.ts';
import type { Examined, ExaminedMemory, UhfBanks } from '../ports/tag-work.ts';
import { chipOf } from '../tags/chips.ts';
import { bytesOf } from './uii.ts';

const blocksPerRead = 32;
/** Tags with more than this are none that a library writes. */
const mostBytesPerTag = 8192;
const mostTries = 3;

/** One tag on one reader. `stillThere`: asks a whole inventory. */
export type At = { readonly reader: TagReader; readonly uid: Uid; readonly stillThere: () => Promise<boolean> };

/** For questions that change nothing: a tag on the pad's edge answers the second time. */
export const again = async <T>(
  ask: () => Promise<Answer<T>>,
  stillThere: () => Promise<boolean>,
): Promise<Answer<T>> => {
  let told = await ask();
  for (let time = 1; time < mostTries; time += 1) {
    if (told.kind === 'ok' || told.kind === 'unsupported' || told.kind === 'reader-error') return told;
    // Each try waits for the one before.
    // oxlint-disable-next-line no-await-in-loop
    if (told.kind === 'gone' && !(await stillThere())) return told;
    // oxlint-disable-next-line no-await-in-loop
    told = await ask();
  }
  return told;
};

export type Memory = { readonly bytes: Uint8Array; readonly blockSize: number };

/** Every block; on Gen2 the user bank, in words. */
export const readMemory = async ({ reader, uid, stillThere }: At): Promise<Answer<Memory>> => {
  const bytes: number[] = [];
  let blockSize = 0;
  for (let last = false; !last && bytes.length < mostBytesPerTag;) {
    const first = blockSize === 0 ? 0 : bytes.length / blockSize;
    // A tag is read piece by piece.
    // oxlint-disable-next-line no-await-in-loop
    const told = await again(() => reader.read(uid, first, blocksPerRead), stillThere);
    if (told.kind !== 'ok') return told;
    bytes.push(...told.value.bytes);
    ({ blockSize, last } = told.value);
  }
  return { kind: 'ok', value: { bytes: Uint8Array.from(bytes), blockSize } };
};

/** Null: the reader has no such command, or the chip does not know it. */
export const readLocks = async (
  { reader, uid, stillThere }: At,
  blocks: number,
): Promise<Answer<ReadonlySet<number> | null>> => {
  const locked = new Set<number>();
  for (let first = 0; first < blocks; first += blocksPerRead) {
    const count = Math.min(blocksPerRead, blocks - first);
    // One command is under way at a time.
    // oxlint-disable-next-line no-await-in-loop
    const told = await again(() => reader.locks(uid, first, count), stillThere);
    if (told.kind === 'unsupported' || told.kind === 'tag-error') return { kind: 'ok', value: null };
    if (told.kind !== 'ok') return told;
    for (const [nth, isLocked] of told.value.entries()) if (isLocked) locked.add(first + nth);
  }
  return { kind: 'ok', value: locked };
};

const examineMemory = async (at: At, dsfid: number | null): Promise<Answer<ExaminedMemory>> => {
  const { reader, uid, stillThere } = at;
  const chip = chipOf(uid);
  const nobody = { kind: 'ok', value: null } as const;
  // Before the memory: no alarm and no tag look the same, but a tag that is read afterwards was there.
  const eas =
    chip.eas && reader.capabilities.eas === 'verify' ? await again(() => reader.alarms(uid), stillThere) : nobody;
  const memory = await readMemory(at);
  if (memory.kind !== 'ok') return memory;
  const { bytes, blockSize } = memory.value;
  const locked = await readLocks(at, bytes.length / blockSize);
  if (locked.kind !== 'ok') return locked;
  const afi = reader.capabilities.afi ? await again(() => reader.readAfi(uid), stillThere) : nobody;
  for (const told of [eas, afi]) if (told.kind === 'gone' || told.kind === 'reader-error') return told;
  const orNull = <T>(told: Answer<T | null>): T | null => (told.kind === 'ok' ? told.value : null);
  return {
    kind: 'ok',
    value: {
      kind: 'memory',
      uid,
      chip,
      memory: bytes,
      blockSize,
      locked: locked.value,
      dsfid,
      afi: orNull(afi),
      eas: orNull(eas),
    },
  };
};

export const readBanks = async (at: At): Promise<Answer<UhfBanks>> => {
  const pc = await again(() => at.reader.readPc(at.uid), at.stillThere);
  if (pc.kind !== 'ok') return pc;
  const user = await readMemory(at);
  // A chip without a user bank, or with one that is kept under a password.
  if (user.kind !== 'ok' && user.kind !== 'tag-error') return user;
  const bytes = user.kind === 'ok' ? user.value.bytes : new Uint8Array(0);
  return { kind: 'ok', value: { pc: pc.value, uii: bytesOf(at.uid), user: bytes } };
};

/** `tag`: as the inventory saw it. `isThere`: asks a whole inventory. */
export const examineTag = async ({
  reader,
  tag,
  isThere,
}: {
  reader: TagReader;
  tag: SeenTag;
  isThere: (uid: Uid) => Promise<boolean>;
}): Promise<Examined> => {
  const { uid } = tag;
  const stillThere = (): Promise<boolean> => isThere(uid);
  const at = { reader, uid, stillThere };
  if (tag.air === 'iso14443')
    return (await stillThere()) ? { kind: 'examined', tag: { kind: 'card', uid } } : { kind: 'gone' };
  const told = tag.air === 'gen2' ? await readBanks(at) : await examineMemory(at, tag.dsfid);
  if (told.kind === 'gone') return (await stillThere()) ? { kind: 'trouble', ...faultIn(told) } : { kind: 'gone' };
  if (told.kind !== 'ok') return { kind: 'trouble', ...faultIn(told) };
  const { value } = told;
  return { kind: 'examined', tag: 'kind' in value ? value : { kind: 'uhf', uid, ...value } };
};
