// A FEIG reader as the port describes it: one question at a time on one open line. Knows FEIG's manners, nothing of pads.
import { type Clock, pass } from '../../clock.ts';
import { DeviceError, errorAbout } from '../../ports/fault.ts';
import {
  type Answer,
  type SeenTag,
  type TagBlocks,
  type TagFailure,
  type TagReader,
  type Uid,
  unsupported,
  withoutUii,
} from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import type { Met } from '../maker.ts';
import {
  type Blocks,
  blocksFrom,
  blocksOnChip,
  failureOf,
  isBeyondMemory,
  knownCommands,
  mostBytesPerRead,
  type Request,
  requests,
  seenFrom,
  status,
  systemInformationFrom,
  versionFrom,
} from './commands.ts';
import { createFramer, encodeFrame, type FrameKind } from './frame.ts';

export const feigPatience = {
  answerMs: 500,
  writeMs: 1000,
  /** The reader singles out some 60 tags a second before it answers; a dead one is noticed by the question before. */
  inventoryMs: 3000,
  /** FEIG manual: at least 5 ms between frames. */
  frameGapMs: 5,
  /** The manual allows 12 ms between two bytes of a frame, USB adapters add some 16: after this a frame is not going on. */
  frameSilenceMs: 100,
  readRetries: 2,
} as const;

/** The reader answers with its own address whatever it was called by. */
const broadcast = 0xff;
/** A pile has some dozens of tags; a reader that always says "more" is broken. */
const mostAnswersPerRound = 64;
/** Heard and not a nuisance. */
const beepTenths = 2;
const mostRememberedChips = 256;
/** Of nearly every chip in books; a few makers have 8. */
const commonBlockSize = 4;

/** As a technician says it, where the facts on the makes differ. */
export type FeigReaderSettings = {
  readonly frames: FrameKind;
  /** `find`: the reader is asked which of its two commands for beeping it has. */
  readonly beeper: 'find' | 'none';
  /** Whether it tells a whole pile apart; null: as its type says. */
  readonly pile: boolean | null;
};

/** A reader as it is shipped. */
export const feigUsual: FeigReaderSettings = { frames: 'standard', beeper: 'find', pile: null };

type Body = { readonly kind: 'body'; readonly body: Uint8Array };
type Heard = Body | TagFailure;

const silence: TagFailure = { kind: 'reader-error', fault: 'silent', because: 'The reader did not answer in time.' };
const nonsense: TagFailure = {
  kind: 'reader-error',
  fault: 'garbled',
  because: 'The reader’s answer does not fit the question.',
};

/** Worth asking again: nothing came, or the radio link was bad. */
const isPassing = (heard: Heard): boolean =>
  heard === silence || (heard.kind === 'body' && [0x02, 0x83, 0x84].includes(heard.body[0] ?? 0));

/** Makes the acquaintance of the reader on an open line. */
export const meetFeigReader = ({
  line,
  clock,
  settings: { frames, beeper, pile },
}: {
  line: Line;
  clock: Clock;
  settings: FeigReaderSettings;
}): Met => {
  let over: TagFailure | null = null;
  /** The one question in flight: the command that its answer must carry, and what to do with it. */
  let waiting: { readonly command: number; readonly settle: (heard: Heard) => void } | null = null;
  /** An answer stayed away: it may still come and must not be taken for the answer to the next question. */
  let isDoubtful = false;
  let quietSince = 0;
  /** What each tag told of its memory. The block size is a guess until its first blocks were read. */
  const chips = new Map<Uid, { readonly size: Uint8Array; readonly blockSize: number }>();

  const framer = createFramer({
    kind: frames,
    commands: knownCommands,
    hears: (frame) => {
      if (waiting?.command === frame.command && frame.body.length > 0)
        waiting.settle({ kind: 'body', body: frame.body });
    },
  });

  /** What looked like a frame and does not go on was noise, and the answer may stand behind it. */
  let cancelSilence: (() => void) | null = null;
  const listen = (chunk: Uint8Array): void => {
    cancelSilence?.();
    const isHalf = framer.bytes(chunk);
    cancelSilence = isHalf ? clock.after(feigPatience.frameSilenceMs, () => framer.flush()) : null;
  };

  const exchange = async ({ command, body }: Request, timeoutMs: number): Promise<Heard> => {
    const restMs = quietSince + feigPatience.frameGapMs - clock.now();
    if (restMs > 0 && over === null) await pass(clock, restMs);
    if (over !== null) return over;
    framer.reset();
    const heard = await new Promise<Heard>((resolve) => {
      const cancel = clock.after(timeoutMs, () => settle(silence));
      const settle = (what: Heard): void => {
        cancel();
        waiting = null;
        resolve(what);
      };
      waiting = { command, settle };
      line.write(encodeFrame(frames, { address: broadcast, command, body }));
    });
    quietSince = clock.now();
    isDoubtful = heard === silence;
    if (heard === silence) line.missed();
    else if (heard.kind === 'body') line.answered();
    return heard;
  };

  /**
   * All ISO 15693 commands share one command byte, so a late answer to one looks like the answer to the next. Answers
   * come in order: once the version has come, whose command byte is its own, nothing older can.
   */
  const ask = async (request: Request, timeoutMs: number): Promise<Heard> => {
    if (isDoubtful) {
      const barrier = await exchange(requests.version(), feigPatience.answerMs);
      if (barrier.kind !== 'body') return barrier;
    }
    return await exchange(request, timeoutMs);
  };

  /** For questions that change nothing. */
  const askAgain = async (request: Request): Promise<Heard> => {
    let heard = await ask(request, feigPatience.answerMs);
    for (let retry = 0; retry < feigPatience.readRetries && isPassing(heard); retry += 1)
      heard = await ask(request, feigPatience.answerMs);
    return heard;
  };

  /**
   * One round from the beginning. The field goes off first: a reader set to "only new transponders" (the factory setting
   * of CPR models) would say nothing of tags it has told before, and no inventory can tell that from an empty pad.
   * It costs 14 ms, needs no right to change the reader's own settings, and also wakes tags that were told to be quiet.
   */
  const inventoryRound = async (): Promise<Answer<readonly SeenTag[]>> => {
    const reset = await askAgain(requests.rfReset());
    if (reset.kind !== 'body') return reset;
    const seen = new Map<Uid, SeenTag>();
    for (let nth = 0; nth < mostAnswersPerRound; nth += 1) {
      const heard = await ask(requests.inventory({ more: nth > 0 }), feigPatience.inventoryMs);
      if (heard.kind !== 'body') return heard;
      const told = seenFrom(heard.body);
      if (told === null) return heard.body[0] === status.ok ? nonsense : failureOf(heard.body);
      for (const tag of told) seen.set(tag.uid, tag);
      if (heard.body[0] !== status.moreData) return { kind: 'ok', value: [...seen.values()] };
    }
    return {
      kind: 'reader-error',
      fault: 'garbled',
      because: 'The reader tells of more and more tags without an end.',
    };
  };

  /** An answer to MORE cannot be asked for twice, so a broken round is made anew from its beginning. */
  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    let round = await inventoryRound();
    for (let retry = 0; retry < feigPatience.readRetries && round === silence; retry += 1)
      round = await inventoryRound();
    return round;
  };

  const readAfi = async (uid: Uid): Promise<Answer<number>> => {
    const heard = await askAgain(requests.systemInformation(uid));
    if (heard.kind !== 'body') return heard;
    const told = systemInformationFrom(heard.body);
    if (told === null) return heard.body[0] === status.ok ? nonsense : failureOf(heard.body);
    if (told.uid !== uid) return nonsense;
    if (chips.size >= mostRememberedChips) chips.clear();
    chips.set(uid, { size: told.size, blockSize: chips.get(uid)?.blockSize ?? commonBlockSize });
    return { kind: 'ok', value: told.afi };
  };

  /** The blocks left on the chip from `first`, by what it told of itself; `null` when that is not known. */
  const blocksLeft = (uid: Uid, first: number): number | null => {
    const chip = chips.get(uid);
    const blocks = chip === undefined ? null : blocksOnChip(chip.size, chip.blockSize);
    return blocks === null ? null : blocks - first;
  };

  const taken = (uid: Uid, first: number, { bytes, blockSize, count }: Blocks): Answer<TagBlocks> => {
    const chip = chips.get(uid);
    if (chip !== undefined) chips.set(uid, { ...chip, blockSize });
    const left = blocksLeft(uid, first);
    return { kind: 'ok', value: { bytes, blockSize, last: left !== null && count >= left } };
  };

  /**
   * Chips differ in what they say of blocks beyond their end, and readers in how they tell a chip's size. So: at most
   * what the chip told, and where that was too much, half as many, down to none.
   */
  const read = async (uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>> => {
    const blockSize = chips.get(uid)?.blockSize ?? commonBlockSize;
    const room = Math.floor(mostBytesPerRead / blockSize);
    for (let asked = Math.max(1, Math.min(count, room, blocksLeft(uid, first) ?? count)); ; asked = asked >>> 1) {
      if (asked === 0) return { kind: 'ok', value: { bytes: new Uint8Array(0), blockSize, last: true } };
      const heard = await askAgain(requests.readBlocks(uid, first, asked));
      if (heard.kind !== 'body') return heard;
      const blocks = blocksFrom(heard.body);
      if (blocks !== null) return blocks.count === asked ? taken(uid, first, blocks) : nonsense;
      if (heard.body[0] === status.ok) return nonsense;
      if (!isBeyondMemory(heard.body) || (first === 0 && asked === 1)) return failureOf(heard.body);
    }
  };

  const locks = async (uid: Uid, first: number, count: number): Promise<Answer<readonly boolean[]>> => {
    const heard = await askAgain(requests.blockSecurity(uid, first, count));
    if (heard.kind !== 'body') return heard;
    const blocks = blocksFrom(heard.body);
    if (blocks !== null) return blocks.count === count ? { kind: 'ok', value: blocks.locked } : nonsense;
    return heard.body[0] === status.ok ? nonsense : failureOf(heard.body);
  };

  const write = async (request: Request): Promise<Answer<null>> => {
    const heard = await ask(request, feigPatience.writeMs);
    if (heard.kind !== 'body') return heard;
    return heard.body[0] === status.ok ? { kind: 'ok', value: null } : failureOf(heard.body);
  };

  const alarms = async (uid: Uid): Promise<Answer<boolean>> => {
    const heard = await askAgain(requests.easAlarm(uid));
    if (heard.kind !== 'body') return heard;
    if (heard.body[0] === status.ok) return { kind: 'ok', value: true };
    return heard.body[0] === status.noTransponder ? { kind: 'ok', value: false } : failureOf(heard.body);
  };

  /** The command that makes it beep. Asked with nothing to do; a reader without a beeper may know the command too. */
  const findBeeper = async (): Promise<((tenths: number) => Request) | null> => {
    if (beeper === 'none') return null;
    for (const command of [requests.setOutput, requests.setOutputs]) {
      // oxlint-disable-next-line no-await-in-loop
      const heard = await ask(command(0), feigPatience.answerMs);
      if (heard.kind === 'body' && heard.body[0] === status.ok) return command;
    }
    return null;
  };

  const meet = async (): Promise<TagReader> => {
    const heard = await askAgain(requests.version());
    if (heard.kind !== 'body') throw errorAbout('No FEIG reader answers', heard);
    const version = versionFrom(heard.body);
    if (version === null) throw new DeviceError('other-device', 'What answers is not a FEIG reader.');
    const { model, isCardReader } = version;
    // A reader left in scan mode tells its version gladly and nothing else.
    const round = await inventory();
    if (round.kind !== 'ok') throw errorAbout(model, round);
    const beepBy = await findBeeper();
    return {
      model,
      capabilities: {
        airs: isCardReader === false ? ['iso15693'] : ['iso15693', 'iso14443'],
        pile: pile ?? isCardReader !== true,
        afi: true,
        eas: 'verify',
        write: true,
        uii: false,
        lock: true,
        beep: beepBy !== null,
      },
      inventory,
      read,
      locks,
      write: (uid, first, bytes, blockSize) => write(requests.writeBlocks(uid, first, bytes, blockSize)),
      lock: (uid, first, count) => write(requests.lockBlocks(uid, first, count)),
      readAfi,
      writeAfi: (uid, afi) => write(requests.writeAfi(uid, afi)),
      writeDsfid: (uid, dsfid) => write(requests.writeDsfid(uid, dsfid)),
      writeEas: (uid, on) => write(requests.writeEas(uid, on)),
      alarms,
      beep: () => (beepBy === null ? Promise.resolve(unsupported) : write(beepBy(beepTenths))),
      radio: null,
      ...withoutUii,
    };
  };

  return {
    bytes: listen,
    ended: (why) => {
      cancelSilence?.();
      over = { kind: 'reader-error', ...why };
      waiting?.settle(over);
    },
    reader: meet(),
  };
};
