// Carrying out what was planned for one tag: found as planned, written stage by stage, read back. Nothing is believed before it
// was read back. Knows no maker's commands; what the bytes mean is the plan's matter.
import { type Fault, faultIn } from '../ports/fault.ts';
import type { AfiPair } from '../ports/pad.ts';
import type { Answer, SeenTag, TagFailure, TagReader, Uid } from '../ports/tag-reader.ts';
import type { TagPlan, UhfBanks, Written } from '../ports/tag-work.ts';
import { type BlockWrite, changedBlocks, writeStages } from '../tags/write-order.ts';
import { again, type At, readBanks, readLocks, readMemory } from './examine.ts';
import { bytesPerWord } from './gen2.ts';
import { setMarks } from './secure.ts';
import { hexOf, uiiLength } from './uii.ts';

const mostWrites = 3;
/** As many as one command of any reader takes. */
const mostBlocksPerWrite = 8;
const notKept: Fault = { fault: 'tag-refuses', because: 'The tag took the write and did not keep it.' };

type Parts = {
  readonly reader: TagReader;
  readonly tag: SeenTag;
  readonly isThere: (uid: Uid) => Promise<boolean>;
  /** The library's; null: none. */
  readonly afis: AfiPair | null;
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);

const failed = (told: TagFailure, maybeHalf: boolean, block: number | null = null): Written => {
  switch (told.kind) {
    case 'gone':
      return { kind: 'gone', maybeHalf };
    case 'reader-error':
      return { kind: 'trouble', ...faultIn(told), maybeHalf };
    case 'tag-error':
    case 'unsupported':
      return { kind: 'refused', ...faultIn(told), block, maybeHalf };
  }
};

/** Neighbours together. */
const inRuns = (writes: readonly BlockWrite[]): readonly (readonly BlockWrite[])[] => {
  const runs: BlockWrite[][] = [];
  for (const write of writes) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < mostBlocksPerWrite && run.at(-1)?.block === write.block - 1) run.push(write);
    else runs.push([write]);
  }
  return runs;
};

/** Those of these writes that the tag does not hold. */
const missingFrom = async (
  { reader, uid, stillThere }: At,
  writes: readonly BlockWrite[],
): Promise<Answer<readonly BlockWrite[]>> => {
  const missing: BlockWrite[] = [];
  for (const run of inRuns(writes)) {
    const held: number[] = [];
    const [first = 0, size] = [run[0]?.block, run.reduce((sum, { bytes }) => sum + bytes.length, 0)];
    const blockSize = size / run.length;
    while (held.length < size) {
      const [from, count] = [first + held.length / blockSize, (size - held.length) / blockSize];
      // One command is under way at a time.
      // oxlint-disable-next-line no-await-in-loop
      const told = await again(() => reader.read(uid, from, count), stillThere);
      if (told.kind !== 'ok') return told;
      if (told.value.bytes.length === 0) break;
      held.push(...told.value.bytes);
    }
    for (const [nth, write] of run.entries())
      if (!isSame(Uint8Array.from(held.slice(nth * blockSize, (nth + 1) * blockSize)), write.bytes))
        missing.push(write);
  }
  return { kind: 'ok', value: missing };
};

type StageOutcome =
  TagFailure | { readonly kind: 'done' } | ({ readonly kind: 'missing'; readonly block: number } & Fault);

/** Writes and looks, and writes again what is missing. */
const writeStage = async (at: At, stage: readonly BlockWrite[], blockSize: number): Promise<StageOutcome> => {
  const { reader, uid } = at;
  let missing = stage;
  let why: Fault = notKept;
  // A chip that writes block by block and does not say so gets on at each try.
  for (let vain = 0; vain < mostWrites && missing.length > 0;) {
    for (const run of inRuns(missing)) {
      const bytes = Uint8Array.from(run.flatMap((write) => [...write.bytes]));
      // One command is under way at a time.
      // oxlint-disable-next-line no-await-in-loop
      const written = await reader.write(uid, run[0]?.block ?? 0, bytes, blockSize);
      if (written.kind === 'ok') continue;
      why = faultIn(written);
      if (written.kind === 'unsupported' || written.kind === 'reader-error') return written;
    }
    // Only what was read back tells what is still to be written.
    // oxlint-disable-next-line no-await-in-loop
    const after = await missingFrom(at, missing);
    if (after.kind !== 'ok') return after;
    vain = after.value.length < missing.length ? 0 : vain + 1;
    missing = after.value;
  }
  const [first] = missing;
  return first === undefined ? { kind: 'done' } : { kind: 'missing', ...why, block: first.block };
};

type MemoryPlan = Extract<TagPlan, { kind: 'memory' }>;

/** Null: all of it is there. */
const writeBlocks = async (at: At, plan: MemoryPlan): Promise<Written | null> => {
  const { from, to, blockSize } = plan;
  const changed = changedBlocks(from, to, blockSize);
  if (changed.length === 0) return null;
  const locks = await readLocks(at, to.length / blockSize);
  if (locks.kind !== 'ok') return failed(locks, false);
  const locked = locks.value ?? new Set<number>();
  const blocks = changed.map(({ block }) => block).filter((block) => locked.has(block));
  if (blocks.length > 0) return { kind: 'locked', blocks };

  for (const stage of writeStages(plan, locked)) {
    // Each stage is there before the next is begun.
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await writeStage(at, stage, blockSize);
    if (outcome.kind === 'done') continue;
    // oxlint-disable-next-line no-await-in-loop
    const now = await readMemory(at);
    const maybeHalf = now.kind !== 'ok' || !isSame(now.value.bytes, from);
    if (outcome.kind !== 'missing') return failed(outcome, maybeHalf);
    return { kind: 'refused', ...faultIn(outcome), block: outcome.block, maybeHalf };
  }
  const after = await readMemory(at);
  if (after.kind !== 'ok') return failed(after, true);
  const [wrong] = changedBlocks(after.value.bytes, to, blockSize);
  return wrong === undefined ? null : { kind: 'refused', ...notKept, block: wrong.block, maybeHalf: true };
};

/** For ever. Null: all are locked. */
const lockBlocks = async (at: At, { lock, to, blockSize }: MemoryPlan): Promise<Written | null> => {
  for (const block of lock) {
    // One command is under way at a time.
    // oxlint-disable-next-line no-await-in-loop
    const told = await at.reader.lock(at.uid, block, 1);
    if (told.kind === 'reader-error' || told.kind === 'unsupported') return failed(told, true, block);
  }
  if (lock.length === 0) return null;
  const locked = await readLocks(at, to.length / blockSize);
  if (locked.kind !== 'ok') return failed(locked, true);
  const open = lock.find((block) => locked.value?.has(block) !== true);
  const why: Fault = { fault: 'tag-refuses', because: 'The block was to be locked and is not.' };
  return open === undefined ? null : { kind: 'refused', ...why, block: open, maybeHalf: true };
};

const secureAs = async (at: At, { marks }: MemoryPlan, isTouched: boolean): Promise<Written> => {
  const outcome = await setMarks({ ...at, isOurs: () => true, carried: null }, marks);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'verified', uid: at.uid, remark: null };
    case 'unverified':
      return { kind: 'verified', uid: at.uid, remark: faultIn(outcome) };
    case 'gone':
      return { kind: 'gone', maybeHalf: isTouched };
    case 'refused':
    case 'odd': {
      const why: Fault =
        outcome.kind === 'odd' ? { fault: 'tag-refuses', because: 'Its AFI was not written.' } : faultIn(outcome);
      return { kind: 'refused', ...why, block: null, maybeHalf: isTouched };
    }
  }
};

const writeMemory = async (at: At, plan: MemoryPlan, dsfid: number | null): Promise<Written> => {
  const before = await readMemory(at);
  if (before.kind !== 'ok') return failed(before, false);
  const { bytes, blockSize } = before.value;
  if (blockSize !== plan.blockSize || !isSame(bytes, plan.from)) return { kind: 'changed' };
  const unwritten = await writeBlocks(at, plan);
  if (unwritten !== null) return unwritten;
  // A hint that many tags do not carry, and that most readers cannot ask for: nothing fails over it.
  if (plan.dsfid !== null && plan.dsfid !== dsfid) await at.reader.writeDsfid(at.uid, plan.dsfid);
  const secured = await secureAs(at, plan, !isSame(plan.from, plan.to));
  return secured.kind === 'verified' ? ((await lockBlocks(at, plan)) ?? secured) : secured;
};

// ── UHF ──

/** EPC Gen2: many chips keep this bit, "the user bank holds something", by themselves. */
const userBit = 0x0400;
const isSamePc = (one: number, other: number): boolean => (one & ~userBit) === (other & ~userBit);

const isSameBanks = (one: UhfBanks, other: UhfBanks): boolean =>
  isSamePc(one.pc, other.pc) && isSame(one.uii, other.uii) && isSame(one.user, other.user);

/** A control word that announces as many bytes, of another trade than libraries. */
const mutePc = (pc: number, afis: AfiPair | null): number => {
  const afi = [0x00, 0xff, 0xfe].find((one) => one !== afis?.armed && one !== afis?.disarmed) ?? 0x00;
  return (pc & 0xf800) | 0x0100 | afi;
};

/** The control word and the UII in one command; the tag answers to the new one then. */
const rename = async (
  { reader, isThere }: Parts,
  from: Uid,
  { pc, uii }: Omit<UhfBanks, 'user'>,
): Promise<Answer<null>> => {
  const to = hexOf(uii);
  let refusal: TagFailure = { kind: 'tag-error', ...notKept };
  let name = from;
  for (let time = 0; time < mostWrites; time += 1) {
    // One command is under way at a time.
    // oxlint-disable-next-line no-await-in-loop
    const written = await reader.writeUii(name, pc, uii);
    if (written.kind === 'reader-error' || written.kind === 'unsupported') return written;
    if (written.kind !== 'ok') refusal = { kind: 'tag-error', ...faultIn(written) };
    // oxlint-disable-next-line no-await-in-loop
    const told = await reader.readPc(to);
    if (told.kind === 'ok' && isSamePc(told.value, pc)) return { kind: 'ok', value: null };
    if (told.kind === 'reader-error') return told;
    if (told.kind === 'ok') name = to;
    // oxlint-disable-next-line no-await-in-loop
    else if (!(await isThere(name))) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await isThere(to))) return { kind: 'gone', ...faultIn(told) };
      name = to;
    }
  }
  return refusal;
};

/**
 * Words are written one by one, and half a UII decodes as another item: so the tag is made one of another trade first, with the
 * word that is written before all others; it is a library's again with the last word.
 */
const writeBanks = async (parts: Parts, { from, to }: Extract<TagPlan, { kind: 'uhf' }>): Promise<Written> => {
  const { reader, tag, isThere, afis } = parts;
  const { uid } = tag;
  const atOld: At = { reader, uid, stillThere: () => isThere(uid) };
  const before = await readBanks(atOld);
  if (before.kind !== 'ok') return failed(before, false);
  if (!isSameBanks(before.value, from) || to.user.length !== from.user.length) return { kind: 'changed' };
  if (to.uii.length !== uiiLength(to.pc)) return { kind: 'changed' };
  const name = hexOf(to.uii);
  if (isSameBanks(from, to)) return { kind: 'verified', uid, remark: null };

  const words = changedBlocks(from.user, to.user, bytesPerWord);
  if (name !== uid || words.length > 0) {
    const muted = await rename(parts, uid, { pc: mutePc(to.pc, afis), uii: to.uii });
    if (muted.kind !== 'ok') return failed(muted, true);
  }
  const atNew: At = { reader, uid: name, stillThere: () => isThere(name) };
  const outcome = await writeStage(atNew, words, bytesPerWord);
  if (outcome.kind === 'missing')
    return { kind: 'refused', ...faultIn(outcome), block: outcome.block, maybeHalf: true };
  if (outcome.kind !== 'done') return failed(outcome, true);
  const named = await rename(parts, name, to);
  if (named.kind !== 'ok') return failed(named, true);
  const after = await readBanks(atNew);
  if (after.kind !== 'ok') return failed(after, true);
  return isSameBanks(after.value, to)
    ? { kind: 'verified', uid: name, remark: null }
    : { kind: 'refused', ...notKept, block: null, maybeHalf: true };
};

export const writeTag = async (parts: Parts, plan: TagPlan): Promise<Written> => {
  const { reader, tag, isThere } = parts;
  const { uid } = tag;
  switch (tag.air) {
    case 'iso14443':
      return { kind: 'changed' };
    case 'gen2':
      return plan.kind === 'uhf' ? await writeBanks(parts, plan) : { kind: 'changed' };
    case 'iso15693':
      return plan.kind === 'memory'
        ? await writeMemory({ reader, uid, stillThere: () => isThere(uid) }, plan, tag.dsfid)
        : { kind: 'changed' };
  }
};
