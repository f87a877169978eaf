// An R2000/E710 reader as the port describes it: one question at a time on one open line. Knows its manners, nothing of pads.
import { type Clock, pass } from '../../clock.ts';
import { DeviceError, errorAbout, thrown } from '../../ports/fault.ts';
import type { Answer, Radio, SeenTag, TagFailure, TagReader, Uid } from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, nonsense, type Question } from '../exchange.ts';
import { bytesPerWord, gen2Reader, type Words, type WordsAnswer } from '../gen2.ts';
import type { Met } from '../maker.ts';
import {
  accessFrameFrom,
  type AccessFrame,
  type Beeper,
  codes,
  errors,
  failureOf,
  inventoryFrameFrom,
  modelFrom,
  a0Antennas,
  a0Powers,
  type Region,
  type Request,
  requests,
  success,
} from './commands.ts';
import { createA0Ear, encodeFrame, type Frame } from './frame.ts';

export type A0Settings = {
  /** `reader`: as the reader is set; `s0`: each round tells every tag; `s1`: better with big piles, two rounds for one. */
  readonly session: 'reader' | 's0' | 's1';
  /** 1 to 4. */
  readonly antenna: number;
  /** `null`: as the reader is set. */
  readonly powerDbm: number | null;
  readonly region: Region | null;
  readonly beeper: Beeper;
  /** On the reader's own scale (about dBm + 129): a weaker tag does not lie here. `null`: all are taken. */
  readonly weakest: number | null;
  /** Whether the read command carries an access password: firmwares differ. */
  readonly readPassword: boolean;
};

export const a0Patience = {
  answerMs: 500,
  accessMs: 1000,
  /** A round over some dozens of tags and two repeats. */
  inventoryMs: 3000,
  /** Between an answer and the next question: none is asked for, this is for slow adapters. */
  gapMs: 2,
  /** After its power was set the radio settles. Estimate. */
  settleMs: 50,
} as const;

const broadcast = 0xff;
/** Rounds within one command: a tag that lost the first may win the second. */
const repeat = 2;
/** One answer must fit a frame of 255 bytes together with the longest UII. */
const mostWordsPerRead = 32;

/** Makes the acquaintance of the reader on an open line. */
export const meetA0Reader = ({ line, clock, settings }: { line: Line; clock: Clock; settings: A0Settings }): Met => {
  /** The tag that reads and writes go to; `null`: not known. */
  let matched: Uid | null = null;

  const ear = createA0Ear({ clock, hears: (frame) => exchange.hears(frame) });
  const questionOf = <T>(
    { command, body }: Request,
    timeoutMs: number,
    take: (body: Uint8Array) => T | null,
  ): Question<Frame, T> => ({
    bytes: encodeFrame({ address: broadcast, command, body }),
    timeoutMs,
    take: (frame) => (frame.command === command ? take(frame.body) : null),
  });
  const firmware = () => questionOf(requests.firmware(), a0Patience.answerMs, (body) => ({ model: modelFrom(body) }));
  const exchange = createExchange<Frame>({
    line,
    clock,
    gapMs: a0Patience.gapMs,
    barrier: firmware,
    forget: () => ear.reset(),
  });

  /** A command that is answered by one byte: 10, or why not. */
  const command = async (asked: Request): Promise<Answer<null>> => {
    const told = await exchange.ask(questionOf(asked, a0Patience.answerMs, ([code = 0]) => ({ code })));
    if (told.kind !== 'ok') return told;
    return told.value.code === success ? { kind: 'ok', value: null } : failureOf(told.value.code);
  };

  /** Tag frames until the end's or the error's. Of a tag that is told twice the stronger one counts. */
  const round = (asked: Request) => (): Question<Frame, readonly SeenTag[] | TagFailure> => {
    const seen = new Map<Uid, SeenTag>();
    return questionOf(asked, a0Patience.inventoryMs, (body) => {
      const told = inventoryFrameFrom(body);
      if (told === null) return null;
      if (told.kind === 'tag') {
        if (told.strength >= (settings.weakest ?? 0)) seen.set(told.tag.uid, told.tag);
        return null;
      }
      return told.kind === 'end' || told.code === errors.noTag ? [...seen.values()] : failureOf(told.code);
    });
  };

  const rounds: Readonly<Record<A0Settings['session'], readonly Request[]>> = {
    reader: [requests.inventory(repeat)],
    s0: [requests.sessionInventory(0, 'a', repeat)],
    // In session 1 a told tag turns its flag over and is silent to the same question: so both are asked.
    s1: [requests.sessionInventory(1, 'a', repeat), requests.sessionInventory(1, 'b', repeat)],
  };

  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    const seen = new Map<Uid, SeenTag>();
    for (const asked of rounds[settings.session]) {
      const told = await exchange.askAgain(round(asked));
      if (told.kind !== 'ok') return told;
      if ('kind' in told.value) return told.value;
      for (const tag of told.value) seen.set(tag.uid, tag);
    }
    return { kind: 'ok', value: [...seen.values()] };
  };

  const match = async (uid: Uid): Promise<Answer<null>> => {
    if (matched === uid) return { kind: 'ok', value: null };
    matched = null;
    const told = await command(requests.match(uid));
    if (told.kind === 'ok') matched = uid;
    return told;
  };

  const accessOf = (asked: Request) => (): Question<Frame, AccessFrame> =>
    questionOf(asked, a0Patience.accessMs, accessFrameFrom);

  const read = async (uid: Uid, bank: number, first: number, count: number): Promise<WordsAnswer> => {
    const chosen = await match(uid);
    if (chosen.kind !== 'ok') return chosen;
    const told = await exchange.askAgain(accessOf(requests.read(bank, first, count, settings.readPassword)));
    if (told.kind !== 'ok') return told;
    const answer = told.value;
    // The answer names its tag: a reader that lost our choice (a power cut) answers for any.
    if (answer.kind === 'error' || answer.uid !== uid) matched = null;
    if (answer.kind === 'tag')
      return answer.uid === uid && answer.rest.length === count * bytesPerWord
        ? { kind: 'ok', value: answer.rest }
        : nonsense;
    const failure = failureOf(answer.code);
    if (answer.code !== errors.read && answer.code !== errors.noSuchBank) return failure;
    return { kind: 'beyond', isSure: answer.code === errors.noSuchBank, because: failure.because };
  };

  const write = async (uid: Uid, bank: number, first: number, bytes: Uint8Array): Promise<Answer<null>> => {
    const chosen = await match(uid);
    if (chosen.kind !== 'ok') return chosen;
    const told = await exchange.ask(accessOf(requests.write(bank, first, bytes))());
    // The tag may be called by another name from now on.
    matched = null;
    if (told.kind !== 'ok') return told;
    if (told.value.kind === 'error') return failureOf(told.value.code);
    if (told.value.uid !== uid) return nonsense;
    return told.value.code === success ? { kind: 'ok', value: null } : failureOf(told.value.code);
  };

  const words: Words = { read, write, mostPerRead: mostWordsPerRead };

  /** Set only where it stands otherwise: each setting wears the reader's own memory. */
  const setUp = async (asked: { is: Request; wanted: readonly number[]; set: Request }): Promise<void> => {
    const is = await exchange.askAgain(() => questionOf(asked.is, a0Patience.answerMs, (body) => body));
    if (is.kind !== 'ok') throw thrown(is);
    if (asked.wanted.every((byte, nth) => is.value[nth] === byte)) return;
    const done = await command(asked.set);
    if (done.kind !== 'ok') throw thrown(done);
    await pass(clock, a0Patience.settleMs);
  };

  /** The module tells one power for all ports, or one for each. */
  const askPower = async (antenna: number): Promise<Answer<number | null>> => {
    const told = await exchange.askAgain(() => questionOf(requests.power(), a0Patience.answerMs, (body) => body));
    return told.kind === 'ok' ? { kind: 'ok', value: told.value[antenna - 1] ?? told.value[0] ?? null } : told;
  };

  const radioOn = (first: number): Radio => {
    let antenna = first;
    const choose = (port: number): Promise<Answer<null>> => command(requests.setAntenna(port - 1));
    return {
      powers: a0Powers,
      antennas: a0Antennas,
      ask: async () => {
        const power = await askPower(antenna);
        return power.kind === 'ok' ? { kind: 'ok', value: { powerDbm: power.value, antenna } } : power;
      },
      setPower: async (dbm) => {
        const done = await command(requests.setPower(dbm));
        await pass(clock, a0Patience.settleMs);
        return done;
      },
      setAntenna: async (port) => {
        const done = await choose(port);
        if (done.kind !== 'ok') return done;
        // Only a round tells whether anything is connected there.
        const heard = await inventory();
        if (heard.kind === 'ok') {
          antenna = port;
          return done;
        }
        await choose(antenna);
        return heard;
      },
    };
  };

  const meet = async (): Promise<TagReader> => {
    const told = await exchange.askAgain(firmware);
    if (told.kind !== 'ok') throw errorAbout('No UHF reader of this kind answers', told);
    const { model } = told.value;
    if (model === null) throw new DeviceError('other-device', 'What answers is not a UHF reader of this kind.');
    const { powerDbm, region, antenna, beeper } = settings;
    if (powerDbm !== null) await setUp({ is: requests.power(), wanted: [powerDbm], set: requests.setPower(powerDbm) });
    if (region !== null) {
      const { body } = requests.setRegion(region);
      await setUp({ is: requests.region(), wanted: [...body], set: requests.setRegion(region) });
    }
    const chosen = await command(requests.setAntenna(antenna - 1));
    if (chosen.kind !== 'ok') throw errorAbout(model, chosen);
    // Not every module has a beeper.
    await command(requests.setBeeper(beeper));
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(model, first);
    return gen2Reader({ model, inventory, words, eas: null, beep: null, radio: radioOn(antenna) });
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};

/** Only the version's answer: for a probe. */
export const modelHeard = (frame: Frame): string | null =>
  frame.command === codes.firmware ? modelFrom(frame.body) : null;
