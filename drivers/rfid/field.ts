// A simulated antenna field: the tags that lie in it, what they carry and how they misbehave. Shared by the simulators of
// all makers. Knows ISO 15693's idea of a tag, but no reader's bytes and no library's data.
import type { SeenTag, Uid } from '../ports/tag-reader.ts';

/** An ISO 15693 tag as it was made. `afi`, `dsfid` 0…255; `locks`: numbers of the locked blocks. */
export type FieldTag = {
  readonly uid: Uid;
  readonly memory: Uint8Array;
  readonly blockSize: number;
  readonly afi: number;
  readonly dsfid: number;
  readonly eas: boolean;
  readonly locks: ReadonlySet<number>;
};

/** What a tag does wrong. Everything counts from the moment it was laid down. */
export type TagFaults = {
  /** Answers each write with an error. */
  readonly refusesWrites: boolean;
  /** This many writes fail first, as on the edge of the pad. */
  readonly writesBadly: number;
  /** Writes and does not say so, like chips that want ISO 15693's option flag. */
  readonly writesSilently: boolean;
  /** This many commands that read it fail first. */
  readonly readsBadly: number;
  /** Answers only every n-th inventory, like a tag that lies on top of another; 1: always. */
  readonly seenEvery: number;
  /** Misses an inventory with this chance, 0…1. */
  readonly flickers: number;
  /** Is snatched away at the next write: before the write took, or right after it. */
  readonly snatched: 'never' | 'before-write' | 'after-write';
};

const noFaults: TagFaults = {
  refusesWrites: false,
  writesBadly: 0,
  writesSilently: false,
  readsBadly: 0,
  seenEvery: 1,
  flickers: 0,
  snatched: 'never',
};

/** What comes back through the air. `beyond`: no such block. */
export type AirAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'silence' }
  | { readonly kind: 'garbled' }
  | { readonly kind: 'beyond' }
  | { readonly kind: 'refused' };

export type AirBlock = { readonly bytes: Uint8Array; readonly locked: boolean };

/** The radio side: what a reader's simulator may ask. */
export type Air = {
  /** The tags that answer this round, in the order of their answers. */
  inventory(): readonly SeenTag[];
  look(uid: Uid): AirAnswer<FieldTag>;
  readBlocks(uid: Uid, first: number, count: number): AirAnswer<readonly AirBlock[]>;
  writeAfi(uid: Uid, afi: number): AirAnswer<null>;
  writeEas(uid: Uid, on: boolean): AirAnswer<null>;
};

/** The hands. */
export type Field = {
  readonly air: Air;
  /** A tag with this UID that lies there already is replaced. */
  lay(tag: FieldTag, faults?: Partial<TagFaults>): void;
  /** Does nothing when no such tag lies there. */
  lift(uid: Uid): void;
  /** As they lie there now, first laid first. */
  tags(): readonly FieldTag[];
  /** Calls `run` after every change, by a hand or through the air; the returned function ends that. */
  changed(run: () => void): () => void;
};

type Lying = { tag: FieldTag; faults: TagFaults; rounds: number; reads: number; writes: number };

/** NXP chips have maker byte 04 after E0; only they know the EAS commands. */
const isNxp = (uid: Uid): boolean => uid.startsWith('E004');

/** A small seeded generator (mulberry32): the same seed always tells the same story. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const createField = ({ seed }: { seed: number }): Field => {
  const lying = new Map<Uid, Lying>();
  const listeners = new Set<() => void>();
  const chance = seeded(seed);

  const tell = (): void => {
    for (const run of listeners) run();
  };

  const answersRound = (there: Lying): boolean => {
    there.rounds += 1;
    return (there.rounds - 1) % there.faults.seenEvery === 0 && chance() >= there.faults.flickers;
  };

  /** One command that reads a tag. */
  const reading = <T>(uid: Uid, read: (tag: FieldTag) => AirAnswer<T>): AirAnswer<T> => {
    const there = lying.get(uid);
    if (there === undefined) return { kind: 'silence' };
    there.reads += 1;
    return there.reads <= there.faults.readsBadly ? { kind: 'garbled' } : read(there.tag);
  };

  /** One command that writes to a tag. */
  const writing = (uid: Uid, written: (tag: FieldTag) => FieldTag): AirAnswer<null> => {
    const there = lying.get(uid);
    if (there === undefined) return { kind: 'silence' };
    const { faults } = there;
    there.writes += 1;
    if (faults.snatched === 'before-write') {
      lying.delete(uid);
      tell();
      return { kind: 'silence' };
    }
    if (faults.refusesWrites) return { kind: 'refused' };
    if (there.writes <= faults.writesBadly) return { kind: 'garbled' };
    there.tag = written(there.tag);
    if (faults.snatched === 'after-write') lying.delete(uid);
    tell();
    return faults.snatched === 'after-write' || faults.writesSilently
      ? { kind: 'silence' }
      : { kind: 'ok', value: null };
  };

  const air: Air = {
    inventory: () => [...lying.values()].filter(answersRound).map(({ tag }) => ({ uid: tag.uid, dsfid: tag.dsfid })),
    look: (uid) => reading(uid, (tag) => ({ kind: 'ok', value: tag })),
    readBlocks: (uid, first, count) =>
      reading(uid, ({ memory, blockSize, locks }) => {
        if ((first + count) * blockSize > memory.length) return { kind: 'beyond' };
        const numbers = Array.from({ length: count }, (_, nth) => first + nth);
        const block = (n: number): AirBlock => ({
          bytes: memory.slice(n * blockSize, (n + 1) * blockSize),
          locked: locks.has(n),
        });
        return { kind: 'ok', value: numbers.map(block) };
      }),
    writeAfi: (uid, afi) => writing(uid, (tag) => ({ ...tag, afi })),
    writeEas: (uid, on) => (isNxp(uid) ? writing(uid, (tag) => ({ ...tag, eas: on })) : { kind: 'silence' }),
  };

  return {
    air,
    lay: (tag, faults = {}) => {
      lying.delete(tag.uid);
      lying.set(tag.uid, { tag, faults: { ...noFaults, ...faults }, rounds: 0, reads: 0, writes: 0 });
      tell();
    },
    lift: (uid) => {
      if (lying.delete(uid)) tell();
    },
    tags: () => [...lying.values()].map(({ tag }) => tag),
    changed: (run) => {
      listeners.add(run);
      return () => {
        listeners.delete(run);
      };
    },
  };
};

const slixBlocks = 28;
const slixBlockSize = 4;

/** An NXP ICODE SLIX, the commonest tag in books: 28 blocks of 4 bytes, `content` at their beginning, the rest 00. */
export const slixTag = ({ uid, content, afi }: { uid: Uid; content: Uint8Array; afi: number }): FieldTag => {
  const memory = new Uint8Array(slixBlocks * slixBlockSize);
  if (content.length > memory.length) throw new Error(`An ICODE SLIX cannot hold ${content.length} bytes.`);
  memory.set(content);
  return { uid, memory, blockSize: slixBlockSize, afi, dsfid: 0x06, eas: false, locks: new Set() };
};
