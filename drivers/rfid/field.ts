// A simulated antenna field: the tags that lie in it, what they carry and how they misbehave. Shared by the simulators of
// all makers. Knows the air protocols' ideas of a tag, but no reader's bytes and no library's data.
import type { AirProtocol, SeenTag, Uid } from '../ports/tag-reader.ts';
import { chipOf } from '../tags/chips.ts';
import { chanceOf, surfaces, type Spot, type Surface } from './surface.ts';
import { bytesOf, hexOf, pcWithAfi } from './uii.ts';

/** An ISO 15693 tag as it was made. `afi`, `dsfid` 0…255; `locks`: numbers of the locked blocks. */
export type IsoTag = {
  readonly air: 'iso15693';
  readonly uid: Uid;
  readonly memory: Uint8Array;
  readonly blockSize: number;
  readonly afi: number;
  readonly dsfid: number;
  readonly eas: boolean;
  readonly locks: ReadonlySet<number>;
};

/** A patron's card that tells its UID and nothing else: 4, 7 or 10 bytes. */
export type CardTag = { readonly air: 'iso14443'; readonly uid: Uid };

/** A UHF tag. `uid`: its UII in hex; `pc`: the protocol control word; `user`: its user bank. */
export type Gen2Tag = {
  readonly air: 'gen2';
  readonly uid: Uid;
  readonly pc: number;
  readonly user: Uint8Array;
  readonly eas: boolean;
};

export type FieldTag = IsoTag | CardTag | Gen2Tag;

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
  /** The blocks from this one on cannot be read, as under metal: what is read before them must not be taken for all. */
  readonly readsUpTo: number;
  /** Answers only every n-th inventory, like a tag that lies on top of another; 1: always. */
  readonly seenEvery: number;
  /** Misses an inventory with this chance, 0…1. */
  readonly flickers: number;
  /** Is snatched away at a write: before it took, when half of it was written, or right after it. */
  readonly snatched: 'never' | 'before-write' | 'within-write' | 'after-write';
  /** At which write: 1 the next. */
  readonly snatchedAt: number;
  /** This many writes of memory are taken and kept with a bit wrong. */
  readonly keepsBadly: number;
};

const noFaults: TagFaults = {
  refusesWrites: false,
  writesBadly: 0,
  writesSilently: false,
  readsBadly: 0,
  readsUpTo: Infinity,
  seenEvery: 1,
  flickers: 0,
  snatched: 'never',
  snatchedAt: 1,
  keepsBadly: 0,
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
  /** The tags that answer this round, in the order of their answers. `power`: 0 to 1 of what the reader is shipped with; 1 where it is not said. */
  inventory(power?: number): readonly SeenTag[];
  look(uid: Uid): AirAnswer<IsoTag>;
  readBlocks(uid: Uid, first: number, count: number): AirAnswer<readonly AirBlock[]>;
  writeBlocks(uid: Uid, first: number, bytes: Uint8Array): AirAnswer<null>;
  lockBlocks(uid: Uid, first: number, count: number): AirAnswer<null>;
  writeAfi(uid: Uid, afi: number): AirAnswer<null>;
  writeDsfid(uid: Uid, dsfid: number): AirAnswer<null>;
  writeEas(uid: Uid, on: boolean): AirAnswer<null>;
  /** Silence: its EAS bit is off, it has none, or it is not there. */
  alarm(uid: Uid): AirAnswer<null>;
  lookGen2(uid: Uid): AirAnswer<Gen2Tag>;
  /** The tag answers to its new UII from now on. */
  writeUii(uid: Uid, pc: number, uii: Uint8Array): AirAnswer<null>;
  writeUser(uid: Uid, at: number, bytes: Uint8Array): AirAnswer<null>;
};

/** The hands. */
export type Field = {
  readonly air: Air;
  /** A tag with this UID that lies there already is replaced. */
  lay(tag: FieldTag, faults?: Partial<TagFaults>): void;
  /** From now on every tag misbehaves so, those that lie there too; what it was laid down with stands above it. */
  spoil(faults: Partial<TagFaults>): void;
  /** Does nothing when no such tag lies there. */
  lift(uid: Uid): void;
  /** Where the next tags come to lie; those of one place lie on one another. As it comes: the middle. */
  point(spot: Spot): void;
  /** What pad it is. As it comes: an even one. */
  become(surface: Surface): void;
  /** As they lie there now, first laid first. */
  tags(): readonly FieldTag[];
  /** Those that were snatched away at a write, as they are now. */
  snatched(): readonly FieldTag[];
  /** Calls `run` after every change, by a hand or through the air; the returned function ends that. */
  changed(run: () => void): () => void;
};

type Lying = {
  tag: FieldTag;
  readonly spot: Spot;
  /** As it was laid down. */
  readonly own: Partial<TagFaults>;
  faults: TagFaults;
  rounds: number;
  reads: number;
  writes: number;
};

const hasEas = (uid: Uid): boolean => chipOf(uid).eas;

const speaks = <A extends AirProtocol>(by: A, tag: FieldTag): tag is Extract<FieldTag, { air: A }> => tag.air === by;

const seenAs = (tag: FieldTag): SeenTag => {
  switch (tag.air) {
    case 'iso15693':
      return { air: tag.air, uid: tag.uid, dsfid: tag.dsfid };
    case 'iso14443':
      return { air: tag.air, uid: tag.uid };
    case 'gen2':
      return { air: tag.air, uid: tag.uid, pc: tag.pc };
  }
};

const spliced = (memory: Uint8Array, at: number, bytes: Uint8Array): Uint8Array => {
  const after = memory.slice();
  after.set(bytes, at);
  return after;
};

/** As many bytes, cut off or filled up with 00. */
const sized = (bytes: Uint8Array, length: number): Uint8Array =>
  spliced(new Uint8Array(length), 0, bytes.subarray(0, length));

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
  const away = new Map<Uid, FieldTag>();
  const listeners = new Set<() => void>();
  const chance = seeded(seed);
  let surface: Surface = surfaces.even;
  let spot: Spot = { column: 1, row: 1 };
  let usual = noFaults;

  const tell = (): void => {
    for (const run of listeners) run();
  };

  /** How many lie below it, at its own place. */
  const layerOf = (there: Lying): number => {
    let below = 0;
    for (const other of lying.values()) {
      if (other === there) break;
      if (other.spot.column === there.spot.column && other.spot.row === there.spot.row) below += 1;
    }
    return below;
  };

  const answersRound = (there: Lying, power: number): boolean => {
    there.rounds += 1;
    const { flickers, seenEvery } = there.faults;
    if ((there.rounds - 1) % seenEvery !== 0) return false;
    const reached = chanceOf(surface, { spot: there.spot, layer: layerOf(there), power });
    return chance() >= (reached === 1 ? flickers : 1 - (1 - flickers) * reached);
  };

  /** One command that reads a tag. */
  const reading = <A extends AirProtocol, T>(
    by: A,
    uid: Uid,
    read: (tag: Extract<FieldTag, { air: A }>, faults: TagFaults) => AirAnswer<T>,
  ): AirAnswer<T> => {
    const there = lying.get(uid);
    if (there === undefined || !speaks(by, there.tag)) return { kind: 'silence' };
    there.reads += 1;
    return there.reads <= there.faults.readsBadly ? { kind: 'garbled' } : read(there.tag, there.faults);
  };

  /** One command that writes to a tag. `written`: what it is then, or why it is not; of bytes, as many as the tag kept. */
  const writing = <A extends AirProtocol>(
    by: A,
    uid: Uid,
    written: (
      tag: Extract<FieldTag, { air: A }>,
      kept: (bytes: Uint8Array) => Uint8Array,
    ) => FieldTag | 'beyond' | 'refused',
  ): AirAnswer<null> => {
    const there = lying.get(uid);
    if (there === undefined || !speaks(by, there.tag)) return { kind: 'silence' };
    const { faults } = there;
    there.writes += 1;
    const snatched = there.writes >= faults.snatchedAt ? faults.snatched : 'never';
    if (snatched === 'before-write') {
      lying.delete(uid);
      tell();
      return { kind: 'silence' };
    }
    if (faults.refusesWrites) return { kind: 'refused' };
    if (there.writes <= faults.writesBadly) return { kind: 'garbled' };
    const after = written(there.tag, (bytes) => {
      if (snatched === 'within-write') return bytes.subarray(0, (bytes.length >>> 3) << 2);
      return there.writes <= faults.keepsBadly ? bytes.map((byte, at) => (at === 0 ? byte ^ 0x10 : byte)) : bytes;
    });
    if (after === 'beyond' || after === 'refused') return { kind: after };
    there.tag = after;
    if (snatched !== 'never') away.set(after.uid, after);
    if (snatched !== 'never' || after.uid !== uid) lying.delete(uid);
    if (snatched === 'never') lying.set(after.uid, there);
    tell();
    return snatched !== 'never' || faults.writesSilently ? { kind: 'silence' } : { kind: 'ok', value: null };
  };

  const air: Air = {
    inventory: (power = 1) =>
      [...lying.values()].filter((there) => answersRound(there, power)).map(({ tag }) => seenAs(tag)),
    look: (uid) => reading('iso15693', uid, (tag) => ({ kind: 'ok', value: tag })),
    readBlocks: (uid, first, count) =>
      reading('iso15693', uid, ({ memory, blockSize, locks }, { readsUpTo }) => {
        if ((first + count) * blockSize > memory.length) return { kind: 'beyond' };
        if (first + count > readsUpTo) return { kind: 'garbled' };
        const numbers = Array.from({ length: count }, (_, nth) => first + nth);
        const block = (n: number): AirBlock => ({
          bytes: memory.slice(n * blockSize, (n + 1) * blockSize),
          locked: locks.has(n),
        });
        return { kind: 'ok', value: numbers.map(block) };
      }),
    writeBlocks: (uid, first, bytes) =>
      writing('iso15693', uid, (tag, kept) => {
        const count = Math.ceil(bytes.length / tag.blockSize);
        if ((first + count) * tag.blockSize > tag.memory.length) return 'beyond';
        for (let n = first; n < first + count; n += 1) if (tag.locks.has(n)) return 'refused';
        return { ...tag, memory: spliced(tag.memory, first * tag.blockSize, kept(bytes)) };
      }),
    lockBlocks: (uid, first, count) =>
      writing('iso15693', uid, (tag) => {
        if ((first + count) * tag.blockSize > tag.memory.length) return 'beyond';
        return { ...tag, locks: new Set([...tag.locks, ...Array.from({ length: count }, (_, nth) => first + nth)]) };
      }),
    writeAfi: (uid, afi) =>
      lying.get(uid)?.tag.air === 'gen2'
        ? writing('gen2', uid, (tag) => ({ ...tag, pc: pcWithAfi(tag.pc, afi) }))
        : writing('iso15693', uid, (tag) => ({ ...tag, afi })),
    writeDsfid: (uid, dsfid) => writing('iso15693', uid, (tag) => ({ ...tag, dsfid })),
    writeEas: (uid, on) => {
      if (lying.get(uid)?.tag.air === 'gen2') return writing('gen2', uid, (tag) => ({ ...tag, eas: on }));
      return hasEas(uid) ? writing('iso15693', uid, (tag) => ({ ...tag, eas: on })) : { kind: 'silence' };
    },
    alarm: (uid) =>
      reading('iso15693', uid, (tag) => (tag.eas && hasEas(uid) ? { kind: 'ok', value: null } : { kind: 'silence' })),
    lookGen2: (uid) => reading('gen2', uid, (tag) => ({ kind: 'ok', value: tag })),
    writeUii: (uid, pc, uii) =>
      writing('gen2', uid, (tag, kept) => ({
        ...tag,
        pc,
        uid: hexOf(spliced(sized(bytesOf(tag.uid), uii.length), 0, kept(uii))),
      })),
    writeUser: (uid, at, bytes) =>
      writing('gen2', uid, (tag, kept) =>
        at + bytes.length > tag.user.length ? 'beyond' : { ...tag, user: spliced(tag.user, at, kept(bytes)) },
      ),
  };

  return {
    air,
    lay: (tag, faults = {}) => {
      lying.delete(tag.uid);
      away.delete(tag.uid);
      lying.set(tag.uid, { tag, spot, own: faults, faults: { ...usual, ...faults }, rounds: 0, reads: 0, writes: 0 });
      tell();
    },
    spoil: (faults) => {
      usual = { ...noFaults, ...faults };
      for (const there of lying.values())
        Object.assign(there, { faults: { ...usual, ...there.own }, rounds: 0, reads: 0, writes: 0 });
    },
    lift: (uid) => {
      if (lying.delete(uid)) tell();
    },
    point: (to) => (spot = to),
    become: (next) => (surface = next),
    tags: () => [...lying.values()].map(({ tag }) => tag),
    snatched: () => [...away.values()],
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
export const slixTag = ({ uid, content, afi }: { uid: Uid; content: Uint8Array; afi: number }): IsoTag => {
  const memory = new Uint8Array(slixBlocks * slixBlockSize);
  if (content.length > memory.length) throw new Error(`An ICODE SLIX cannot hold ${content.length} bytes.`);
  memory.set(content);
  return { air: 'iso15693', uid, memory, blockSize: slixBlockSize, afi, dsfid: 0x06, eas: false, locks: new Set() };
};
