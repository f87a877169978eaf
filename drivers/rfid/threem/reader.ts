// A 3M reader as the port describes it: one question at a time on one open line. Knows its manners, nothing of pads.
import type { Clock } from '../../clock.ts';
import { errorAbout } from '../../ports/fault.ts';
import {
  type Answer,
  type SeenTag,
  type TagReader,
  type Uid,
  unsupported,
  withoutUii,
} from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, nonsense, type Question, silence } from '../exchange.ts';
import { createTagMemory, orBeyond } from '../iso15693.ts';
import type { Met } from '../maker.ts';
import {
  aboutTag,
  type Blocks,
  blocksFrom,
  modelFrom,
  noTransponder,
  requests,
  resultOf,
  seenFrom,
} from './commands.ts';
import { createThreeMEar, encodeFrame, type Frame } from './frame.ts';

export type ThreeMSettings = {
  /** In one read or write. */
  readonly blocksPerCommand: number;
  /** Of an AFI, before the pad hears of a failure: at the edge of these pads it fails often. */
  readonly writeTries: number;
};

export const threeMPatience = {
  answerMs: 800,
  writeMs: 1500,
  /** It looks twice unless told otherwise, and tells UIDs at 19200 baud. */
  inventoryMs: 4000,
  /** Between an answer and the next question; none is asked for, this is for slow adapters. */
  gapMs: 5,
} as const;

/** Makes the acquaintance of the reader on an open line. */
export const meetThreeM = ({
  line,
  clock,
  settings: { blocksPerCommand, writeTries },
}: {
  line: Line;
  clock: Clock;
  settings: ThreeMSettings;
}): Met => {
  const ear = createThreeMEar({ clock, hears: (frame) => exchange.hears(frame) });
  const questionOf = <T>(asked: Frame, timeoutMs: number, take: (frame: Frame) => T | null): Question<Frame, T> => ({
    bytes: encodeFrame(asked),
    timeoutMs,
    take,
  });
  /** The version question that this reader knows. */
  let hello = requests.version();
  const version = () =>
    questionOf(hello, threeMPatience.answerMs, (frame) => {
      const model = modelFrom(frame);
      return model === null ? null : { model };
    });
  const exchange = createExchange<Frame>({
    line,
    clock,
    gapMs: threeMPatience.gapMs,
    barrier: version,
    forget: () => ear.reset(),
  });

  const resultTo = (asked: Frame, timeoutMs: number): Question<Frame, { result: Answer<Uint8Array> }> =>
    questionOf(asked, timeoutMs, (frame) => {
      const result = resultOf(frame, asked.content[0] ?? 0);
      return result === null ? null : { result };
    });
  /** A question that changes nothing. */
  const look = async (asked: Frame, timeoutMs: number = threeMPatience.answerMs): Promise<Answer<Uint8Array>> => {
    const told = await exchange.askAgain(() => resultTo(asked, timeoutMs));
    return told.kind === 'ok' ? told.value.result : told;
  };
  /** The same about one tag: an answer about another is not believed. */
  const lookAt = async (uid: Uid, asked: Frame): Promise<Answer<Uint8Array>> => {
    const told = await look(asked);
    if (told.kind !== 'ok') return told;
    const about = aboutTag(told.value, uid);
    return about === null ? nonsense : { kind: 'ok', value: about };
  };
  /** A command that changes something: asked once. */
  const change = async (uid: Uid, asked: Frame): Promise<Answer<null>> => {
    const told = await exchange.ask(resultTo(asked, threeMPatience.writeMs));
    if (told.kind !== 'ok') return told;
    const { result } = told.value;
    if (result.kind !== 'ok') return result;
    return aboutTag(result.value, uid) === null ? nonsense : { kind: 'ok', value: null };
  };

  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    const told = await look(requests.inventory(), threeMPatience.inventoryMs);
    if (told === noTransponder) return { kind: 'ok', value: [] };
    if (told.kind !== 'ok') return told;
    const tags = seenFrom(told.value);
    if (tags === null) return nonsense;
    return { kind: 'ok', value: [...new Map(tags.map((tag) => [tag.uid, tag])).values()] };
  };

  const readWithLocks = async (uid: Uid, first: number, count: number): Promise<Answer<Blocks>> => {
    const told = await lookAt(uid, requests.readBlocks(uid, first, count));
    if (told.kind !== 'ok') return told;
    const blocks = blocksFrom(told.value, first, count);
    return blocks === null
      ? { kind: 'tag-error', fault: 'tag-garbled', because: 'The tag could not be read.' }
      : { kind: 'ok', value: blocks };
  };

  const readBlocks = orBeyond(readWithLocks, (told) => told === noTransponder);
  const memory = createTagMemory({ mostBlocks: blocksPerCommand, readBlocks });

  const locks = async (uid: Uid, first: number, count: number): Promise<Answer<readonly boolean[]>> => {
    const all: boolean[] = [];
    while (all.length < count) {
      const most = Math.min(blocksPerCommand, count - all.length);
      // As many commands as it takes.
      // oxlint-disable-next-line no-await-in-loop
      const told = await readWithLocks(uid, first + all.length, most);
      if (told.kind !== 'ok') return told;
      all.push(...told.value.locked);
    }
    return { kind: 'ok', value: all };
  };

  const write = async (uid: Uid, first: number, bytes: Uint8Array, blockSize: number): Promise<Answer<null>> => {
    const most = blocksPerCommand * blockSize;
    for (let at = 0; at < bytes.length; at += most) {
      const some = bytes.subarray(at, at + most);
      // oxlint-disable-next-line no-await-in-loop
      const done = await change(uid, requests.writeBlocks(uid, first + at / blockSize, some.length / blockSize, some));
      if (done.kind !== 'ok') return done;
    }
    return { kind: 'ok', value: null };
  };

  const readAfi = async (uid: Uid): Promise<Answer<number>> => {
    const told = await lookAt(uid, requests.readAfi(uid));
    if (told.kind !== 'ok') return told;
    const [afi] = told.value;
    return afi === undefined ? nonsense : { kind: 'ok', value: afi };
  };

  /** Never again before the tag was looked at: it may have taken the write that was called a failure. */
  const writeAfi = async (uid: Uid, afi: number): Promise<Answer<null>> => {
    for (let nth = 1; ; nth += 1) {
      // Each try hangs on the one before.
      // oxlint-disable-next-line no-await-in-loop
      const done = await change(uid, requests.writeAfi(uid, afi));
      if (done.kind === 'ok' || done.kind === 'reader-error' || nth >= writeTries) return done;
      // oxlint-disable-next-line no-await-in-loop
      const found = await readAfi(uid);
      if (found.kind !== 'ok') return done;
      if (found.value === afi) return { kind: 'ok', value: null };
    }
  };

  const alarms = async (uid: Uid): Promise<Answer<boolean>> => {
    const told = await look(requests.checkEas(uid));
    if (told === noTransponder) return { kind: 'ok', value: false };
    return told.kind === 'ok' ? { kind: 'ok', value: true } : told;
  };

  const meet = async (): Promise<TagReader> => {
    let told = await exchange.ask(version());
    for (const other of [requests.oldVersion(), requests.version()]) {
      if (told !== silence) break;
      hello = other;
      // oxlint-disable-next-line no-await-in-loop
      told = await exchange.ask(version());
    }
    if (told.kind !== 'ok') throw errorAbout('No 3M reader answers', told);
    const { model } = told.value;
    // Not every model knows it, and nothing hangs on its answer.
    await exchange.ask(resultTo(requests.start(), threeMPatience.answerMs));
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(model, first);
    return {
      model,
      capabilities: {
        airs: ['iso15693'],
        pile: true,
        afi: true,
        eas: 'verify',
        write: true,
        uii: false,
        // How blocks are named in the command that locks them is not certain, and it is for ever.
        lock: false,
        beep: false,
      },
      inventory,
      read: memory.read,
      locks,
      write,
      lock: () => Promise.resolve(unsupported),
      readAfi,
      writeAfi,
      writeDsfid: (uid, dsfid) => change(uid, requests.writeDsfid(uid, dsfid)),
      writeEas: (uid, on) => change(uid, requests.setEas(uid, on)),
      alarms,
      beep: () => Promise.resolve(unsupported),
      radio: null,
      ...withoutUii,
    };
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};
