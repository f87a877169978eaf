// A reader of the UHFReader18/288 family as the port describes it: one question at a time on one open line. Knows its manners,
// nothing of pads.
import { type Clock, pass } from '../../clock.ts';
import { DeviceError, errorAbout, thrown } from '../../ports/fault.ts';
import {
  type Answer,
  type Radio,
  type SeenTag,
  type TagFailure,
  type TagReader,
  type Uid,
  unsupported,
} from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, type Question, silence } from '../exchange.ts';
import { bytesPerWord, gen2Overrun, gen2Reader, type Words, type WordsAnswer } from '../gen2.ts';
import type { Met } from '../maker.ts';
import {
  antennasOf,
  codes,
  failureOf,
  type Information,
  informationFrom,
  knownCommands,
  type Layout,
  powersOf,
  type Region,
  regions,
  type Request,
  requests,
  status,
  toldFrom,
} from './commands.ts';
import { createUhfReaderEar, encodeFrame, type Frame } from './frame.ts';

export type UhfReaderSettings = {
  /** `auto`: by the type that the reader tells. */
  readonly layout: Layout | 'auto';
  readonly q: number;
  /** 1 to 4; the 288 family only. */
  readonly antenna: number;
  /** `null`: as the reader is set. */
  readonly powerDbm: number | null;
  readonly region: Region | null;
  /** On the reader's own scale: a weaker tag does not lie here. `null`: all are taken. The 288 family only. */
  readonly weakest: number | null;
};

export const uhfReaderPatience = {
  answerMs: 500,
  accessMs: 1500,
  /** Beyond its own scan time. */
  inventorySlackMs: 1000,
  gapMs: 5,
  /** After a change of its mode or its radio. Estimate. */
  settleMs: 100,
} as const;

const broadcast = 0xff;
/** Tenths of a second; a round ends earlier when no more tags answer. Shipped: 10. */
const longestScanTime = 10;
/** One answer must fit a frame of 255 bytes. */
const mostWordsPerRead = 64;
const correctionsAllowed = 3;
const scanMode: TagFailure = {
  kind: 'reader-error',
  fault: 'wrong-mode',
  because: 'The reader is in scan mode and does not leave it. Set it to answer mode with its maker’s program.',
};

/** Makes the acquaintance of the reader on an open line. */
export const meetUhfReader = ({
  line,
  clock,
  settings,
}: {
  line: Line;
  clock: Clock;
  settings: UhfReaderSettings;
}): Met => {
  /** Frames that nobody asked for, since the reader's mode was last put right. */
  let pushes = 0;
  let corrections = 0;
  /** The port that rounds are asked of. */
  let { antenna } = settings;

  const ear = createUhfReaderEar({
    clock,
    commands: knownCommands,
    hears: (frame) => {
      if (frame.command === codes.pushed) pushes += 1;
      else exchange.hears(frame);
    },
  });
  const bytesOfRequest = ({ command, body }: Request): Uint8Array => encodeFrame({ address: broadcast, command, body });
  const questionOf = <T>(
    asked: Request,
    timeoutMs: number,
    take: (body: Uint8Array) => T | null,
  ): Question<Frame, T> => ({
    bytes: bytesOfRequest(asked),
    timeoutMs,
    take: (frame) => (frame.command === asked.command && frame.body.length > 0 ? take(frame.body) : null),
  });
  const information = () =>
    questionOf(requests.information(), uhfReaderPatience.answerMs, (body) => ({ told: informationFrom(body) }));
  const exchange = createExchange<Frame>({
    line,
    clock,
    gapMs: uhfReaderPatience.gapMs,
    barrier: information,
    forget: () => ear.reset(),
  });

  /** A command that is answered by its status. */
  const command = async (asked: Request, timeoutMs: number = uhfReaderPatience.accessMs): Promise<Answer<null>> => {
    const told = await exchange.ask(questionOf(asked, timeoutMs, (body) => body));
    if (told.kind !== 'ok') return told;
    return told.value[0] === status.ok ? { kind: 'ok', value: null } : failureOf(told.value);
  };

  /** As shipped by many dealers the reader tells tags by itself and may not listen: both families' command, no answer needed. */
  const putInAnswerMode = async (): Promise<void> => {
    for (const asked of [requests.answerMode18(), requests.answerMode288()]) {
      line.write(bytesOfRequest(asked));
      await pass(clock, uhfReaderPatience.settleMs);
    }
    pushes = 0;
  };

  const roundOf = (layout: Layout, scanTime: number): Request =>
    layout === 'uhf18' ? requests.inventory18() : requests.inventory288({ q: settings.q, antenna, scanTime });

  /** Frames of tags until one that does not say "more". */
  const round = (layout: Layout, scanTime: number) => (): Question<Frame, readonly SeenTag[] | TagFailure> => {
    const seen = new Map<Uid, SeenTag>();
    const timeoutMs = scanTime * 100 + uhfReaderPatience.inventorySlackMs;
    return questionOf(roundOf(layout, scanTime), timeoutMs, (body) => {
      const [code = status.failed] = body;
      if (code === status.noTag) return [];
      if (code > status.full) return failureOf(body);
      for (const { uid, strength } of toldFrom(layout, body) ?? [])
        if (strength === null || strength >= (settings.weakest ?? 0)) seen.set(uid, { air: 'gen2', uid, pc: null });
      return code === status.more ? null : [...seen.values()];
    });
  };

  const inventory = async (layout: Layout, scanTime: number): Promise<Answer<readonly SeenTag[]>> => {
    if (pushes > 0 && corrections < correctionsAllowed) {
      corrections += 1;
      await putInAnswerMode();
    }
    const told = await exchange.askAgain(round(layout, scanTime));
    if (told === silence && pushes > 0) return scanMode;
    if (told.kind !== 'ok') return told;
    return 'kind' in told.value ? told.value : { kind: 'ok', value: told.value };
  };

  const read = async (uid: Uid, bank: number, first: number, count: number): Promise<WordsAnswer> => {
    const told = await exchange.askAgain(() =>
      questionOf(requests.read(uid, bank, first, count), uhfReaderPatience.accessMs, (body) => body),
    );
    if (told.kind !== 'ok') return told;
    const [code, error] = told.value;
    if (code === status.ok && told.value.length === 1 + count * bytesPerWord)
      return { kind: 'ok', value: told.value.slice(1) };
    const failure = failureOf(told.value);
    const isOverrun = code === status.tagError && error === gen2Overrun;
    return isOverrun || code === status.failed
      ? { kind: 'beyond', isSure: isOverrun, because: failure.because }
      : failure;
  };

  const words: Words = {
    read,
    write: (uid, bank, first, bytes) => command(requests.write(uid, bank, first, bytes)),
    mostPerRead: mostWordsPerRead,
  };

  /** Any tag in the field may answer the alarm: it is this one's only where no other lies there. */
  const alarms = async (uid: Uid, seen: () => Promise<Answer<readonly SeenTag[]>>): Promise<Answer<boolean>> => {
    const told = await command(requests.easAlarm());
    if (told.kind === 'gone') return { kind: 'ok', value: false };
    if (told.kind !== 'ok') return told;
    const there = await seen();
    if (there.kind !== 'ok') return there;
    return there.value.every((tag) => tag.uid === uid)
      ? { kind: 'ok', value: there.value.length > 0 }
      : {
          kind: 'tag-error',
          fault: 'several-tags',
          because: 'Some tag alarms, and it cannot be told which: lay down one alone.',
        };
  };

  const greet = async (): Promise<Information> => {
    let told = await exchange.ask(information());
    const wasPushed = pushes > 0;
    if (told === silence || wasPushed) {
      await putInAnswerMode();
      told = await exchange.ask(information());
    }
    if (told === silence && (wasPushed || pushes > 0)) throw thrown(scanMode);
    if (told.kind !== 'ok') throw errorAbout('No UHFReader answers', told);
    if (told.value.told === null) throw new DeviceError('other-device', 'What answers is not a UHFReader.');
    return told.value.told;
  };

  const must = async (asked: Request): Promise<void> => {
    const done = await command(asked);
    if (done.kind !== 'ok') throw thrown(done);
    await pass(clock, uhfReaderPatience.settleMs);
  };

  /** Set only where it stands otherwise: each setting wears the reader's own memory. */
  const setUp = async (is: Information): Promise<void> => {
    const { powerDbm, region } = settings;
    if (powerDbm !== null && powerDbm !== is.powerDbm) await must(requests.setPower(powerDbm));
    if (region !== null && regions[region].some((byte, nth) => byte !== is.frequencies[nth]))
      await must(requests.setRegion(region));
    if (is.scanTime > longestScanTime) await must(requests.setScanTime(longestScanTime));
  };

  const radioOf = (layout: Layout, seen: () => Promise<Answer<unknown>>): Radio => ({
    powers: powersOf[layout],
    antennas: antennasOf[layout],
    ask: async () => {
      const told = await exchange.askAgain(information);
      if (told.kind !== 'ok') return told;
      const powerDbm = told.value.told?.powerDbm ?? null;
      return { kind: 'ok', value: { powerDbm, antenna: antennasOf[layout] === null ? null : antenna } };
    },
    setPower: async (dbm) => {
      const done = await command(requests.setPower(dbm));
      await pass(clock, uhfReaderPatience.settleMs);
      return done;
    },
    setAntenna: async (port) => {
      if (antennasOf[layout] === null) return unsupported;
      const before = antenna;
      antenna = port;
      // Only a round tells whether anything is connected there.
      const heard = await seen();
      if (heard.kind === 'ok') return { kind: 'ok', value: null };
      antenna = before;
      return heard;
    },
  });

  const meet = async (): Promise<TagReader> => {
    const is = await greet();
    await setUp(is);
    const layout = settings.layout === 'auto' ? is.layout : settings.layout;
    const scanTime = Math.min(is.scanTime, longestScanTime);
    const seen = () => inventory(layout, scanTime);
    const first = await seen();
    if (first.kind !== 'ok') throw errorAbout(is.model, first);
    return gen2Reader({
      model: is.model,
      inventory: seen,
      words,
      eas: { writeEas: (uid, on) => command(requests.writeEas(uid, on)), alarms: (uid) => alarms(uid, seen) },
      beep: () => command(requests.beep(2, 1, 1)),
      radio: radioOf(layout, seen),
    });
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};
