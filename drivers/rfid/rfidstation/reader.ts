// An RFIDStation reader as the port describes it: one question at a time on one open line. Knows its manners, nothing of pads.
import { type Clock, pass } from '../../clock.ts';
import { DeviceError, errorAbout, type Fault } from '../../ports/fault.ts';
import {
  type Answer,
  type SeenTag,
  type TagReader,
  type Uid,
  unsupported,
  withoutUii,
} from '../../ports/tag-reader.ts';
import type { Line } from '../../transport/watch.ts';
import { createExchange, nonsense, type Question } from '../exchange.ts';
import { airCodes, airCommand, type BlocksAnswer, createTagMemory } from '../iso15693.ts';
import type { Met } from '../maker.ts';
import {
  addresses,
  codes,
  configurationFrom,
  fieldOrders,
  modelFrom,
  mostBlocksPerRead,
  passedThrough,
  type PassThrough,
  refusedByTag,
  type Request,
  requests,
  resultOf,
  seenFrom,
  systemInformationFrom,
} from './commands.ts';
import { createRfidStationEar, encodeFrame, type Frame } from './frame.ts';

export type RfidStationSettings = {
  /** How commands reach a tag that the reader has none of its own for: EAS, the state of locks. `none`: not at all. */
  readonly passThrough: PassThrough | 'none';
};

export const rfidStationPatience = {
  /** The maker's protocol: 200 ms, longer for many blocks. */
  answerMs: 400,
  readMs: 1000,
  writeMs: 1500,
  inventoryMs: 3000,
  /** The maker's protocol: at least 50 ms between requests; an earlier one is not heard. */
  gapMs: 50,
  /** After its configuration was changed. Estimate. */
  settleMs: 200,
} as const;

/** A reader that always has more to tell is broken. */
const mostAnswersPerRound = 16;
/** A whole request must fit one USB report. */
const mostBytesPerWrite = 40;

/** Makes the acquaintance of the reader on an open line. */
export const meetRfidStation = ({
  line,
  clock,
  settings: { passThrough },
}: {
  line: Line;
  clock: Clock;
  settings: RfidStationSettings;
}): Met => {
  let address: number = addresses.broadcast;
  let isActive = false;

  const frameOf = (isAnswer: boolean, { command, parameters }: Request, target: number): Uint8Array =>
    encodeFrame({ source: addresses.host, target, isAnswer, command, parameters });

  /** In active mode the reader repeats itself until it is told that it was heard. */
  const acknowledge = ({ command, source }: Frame): void => {
    isActive = true;
    line.write(frameOf(true, { command, parameters: Uint8Array.of(0x00, 0x00) }, source));
  };

  const ear = createRfidStationEar({
    clock,
    hears: (frame) => {
      if (frame.isAnswer) exchange.hears(frame);
      else if (frame.command === codes.pushedTags || frame.command === codes.pushedAlarm) acknowledge(frame);
    },
  });

  const questionOf = <T>(
    asked: Request,
    timeoutMs: number,
    take: (frame: Frame) => T | null,
    target = address,
  ): Question<Frame, T> => ({
    bytes: frameOf(false, asked, target),
    timeoutMs,
    take: (frame) => (frame.command === asked.command ? take(frame) : null),
  });
  const version = () =>
    questionOf(
      requests.version(),
      rfidStationPatience.answerMs,
      ({ source, parameters }) => ({ source, model: modelFrom(parameters) }),
      addresses.broadcast,
    );
  const exchange = createExchange<Frame>({
    line,
    clock,
    gapMs: rfidStationPatience.gapMs,
    barrier: version,
    forget: () => ear.reset(),
  });

  /** A question that changes nothing, and what its parameters say; an answer that says nothing is nonsense. */
  const look = async <T>(
    asked: Request,
    timeoutMs: number,
    from: (parameters: Uint8Array) => Answer<T> | null,
  ): Promise<Answer<T>> => {
    const told = await exchange.askAgain(() => questionOf(asked, timeoutMs, ({ parameters }) => parameters));
    return told.kind === 'ok' ? (from(told.value) ?? nonsense) : told;
  };
  /** A command that changes something: asked once. */
  const change = async (asked: Request, from = resultOf): Promise<Answer<null>> => {
    const told = await exchange.ask(questionOf(asked, rfidStationPatience.writeMs, ({ parameters }) => parameters));
    if (told.kind !== 'ok') return told;
    const result = from(told.value) ?? nonsense;
    return result.kind === 'ok' ? { kind: 'ok', value: null } : result;
  };

  const inventory = async (): Promise<Answer<readonly SeenTag[]>> => {
    // A tag that was told is silent until the field was off: so a pile is told to its end, and each round begins with this.
    const reset = await look(requests.field(fieldOrders.reset), rfidStationPatience.answerMs, resultOf);
    if (reset.kind !== 'ok') return reset;
    const seen = new Map<Uid, SeenTag>();
    for (let nth = 0; nth < mostAnswersPerRound; nth += 1) {
      // Each answer tells whether there is another.
      // oxlint-disable-next-line no-await-in-loop
      const told = await look(requests.inventory(), rfidStationPatience.inventoryMs, (parameters) => {
        const some = seenFrom(parameters);
        return some === null ? null : { kind: 'ok', value: some };
      });
      if (told.kind !== 'ok') return told;
      const before = seen.size;
      for (const tag of told.value.tags) seen.set(tag.uid, tag);
      // A reader that is not silent about what it told may begin anew each time.
      if (told.value.left === 0 || seen.size === before) return { kind: 'ok', value: [...seen.values()] };
    }
    return { kind: 'reader-error', fault: 'garbled', because: 'The reader never comes to the end of its inventory.' };
  };

  const readBlocks = async (uid: Uid, first: number, count: number): Promise<BlocksAnswer> => {
    const told = await look(requests.read(uid, first, count), rfidStationPatience.readMs, resultOf);
    if (told === refusedByTag) return { kind: 'beyond', because: told.because };
    if (told.kind !== 'ok') return told;
    const blockSize = told.value.length / count;
    return Number.isInteger(blockSize) && blockSize > 0
      ? { kind: 'ok', value: { bytes: told.value, blockSize } }
      : nonsense;
  };
  const memory = createTagMemory({ mostBlocks: mostBlocksPerRead, readBlocks });

  const readAfi = async (uid: Uid): Promise<Answer<number>> => {
    const told = await look(requests.systemInformation(uid), rfidStationPatience.answerMs, systemInformationFrom);
    if (told.kind !== 'ok') return told;
    memory.told(uid, told.value);
    const { afi } = told.value;
    return afi === null
      ? { kind: 'tag-error', fault: 'tag-unfit', because: 'The tag does not tell its AFI.' }
      : { kind: 'ok', value: afi };
  };

  const write = async (uid: Uid, first: number, bytes: Uint8Array, blockSize: number): Promise<Answer<null>> => {
    const most = Math.max(1, Math.floor(mostBytesPerWrite / blockSize));
    for (let at = 0; at < bytes.length; at += most * blockSize) {
      const some = bytes.subarray(at, at + most * blockSize);
      // oxlint-disable-next-line no-await-in-loop
      const done = await change(requests.write(uid, first + at / blockSize, some.length / blockSize, some));
      if (done.kind !== 'ok') return done;
    }
    return { kind: 'ok', value: null };
  };

  const lock = async (uid: Uid, first: number, count: number): Promise<Answer<null>> => {
    for (let block = first; block < first + count; block += 1) {
      // One block a command, and none after one that was refused.
      // oxlint-disable-next-line no-await-in-loop
      const done = await change(requests.lockBlock(uid, block));
      if (done.kind !== 'ok') return done;
    }
    return { kind: 'ok', value: null };
  };

  /** `bytes`: of the tag's answer behind its flags. */
  const throughAir = (code: number, uid: Uid, rest: readonly number[], bytes: number): Request | null =>
    passThrough === 'none' ? null : requests.passThrough(airCommand(code, uid, rest), 1 + bytes, passThrough);

  const writeEas = async (uid: Uid, on: boolean): Promise<Answer<null>> => {
    const asked = throughAir(on ? airCodes.easSet : airCodes.easReset, uid, [], 0);
    return asked === null ? unsupported : await change(asked, passedThrough);
  };

  const alarmBytes = 32;
  const alarms = async (uid: Uid): Promise<Answer<boolean>> => {
    const asked = throughAir(airCodes.easAlarm, uid, [], alarmBytes);
    if (asked === null) return unsupported;
    const told = await look(asked, rfidStationPatience.answerMs, passedThrough);
    if (told.kind === 'gone') return { kind: 'ok', value: false };
    return told.kind === 'ok' ? { kind: 'ok', value: true } : told;
  };

  const locks = async (uid: Uid, first: number, count: number): Promise<Answer<readonly boolean[]>> => {
    // The air's command counts from none.
    const asked = throughAir(airCodes.blockSecurity, uid, [first, count - 1], count);
    if (asked === null) return unsupported;
    const told = await look(asked, rfidStationPatience.readMs, passedThrough);
    if (told.kind !== 'ok') return told;
    if (told.value.length < count) return nonsense;
    return { kind: 'ok', value: [...told.value.subarray(0, count)].map((state) => (state & 0x01) !== 0) };
  };

  /** Only where it stands otherwise: it wears the reader's own memory. Older readers do not tell: they are taken as shipped. */
  const putRight = async (): Promise<void> => {
    const told = await exchange.askAgain(() =>
      questionOf(requests.configuration(), rfidStationPatience.answerMs, ({ parameters }) => ({
        is: configurationFrom(parameters),
      })),
    );
    const is = told.kind === 'ok' ? told.value.is : null;
    if (is === null || Buffer.from(is.bytes).equals(is.wanted)) return;
    const done = await change(requests.setConfiguration(is.wanted));
    if (done.kind !== 'ok') return;
    isActive = false;
    await pass(clock, rfidStationPatience.settleMs);
  };

  const modeTrouble = ({ fault, because }: Fault): Fault =>
    isActive
      ? {
          fault: 'wrong-mode',
          because:
            'The reader tells tags by itself (active mode) and does not answer. Set it to passive mode with its maker’s program.',
        }
      : { fault, because: `${because} Set it to ISO 15693, inventory on request, with its maker’s program.` };

  const meet = async (): Promise<TagReader> => {
    const told = await exchange.askAgain(version);
    if (told.kind !== 'ok') throw errorAbout('No RFIDStation reader answers', told);
    const { model, source } = told.value;
    if (model === null) throw new DeviceError('other-device', 'What answers is not an RFIDStation reader.');
    address = source;
    await putRight();
    // After power-on the field is off, and the reader answers no command on tags: the inventory switches it on.
    const first = await inventory();
    if (first.kind !== 'ok') throw errorAbout(model, modeTrouble(first));
    return {
      model,
      capabilities: {
        airs: ['iso15693'],
        pile: true,
        afi: true,
        eas: passThrough === 'none' ? 'none' : 'verify',
        write: true,
        uii: false,
        lock: true,
        beep: false,
      },
      inventory,
      read: memory.read,
      locks,
      write,
      lock,
      readAfi,
      writeAfi: (uid, afi) => change(requests.writeAfi(uid, afi)),
      writeDsfid: (uid, dsfid) => change(requests.writeDsfid(uid, dsfid)),
      writeEas,
      alarms,
      beep: () => Promise.resolve(unsupported),
      radio: null,
      ...withoutUii,
    };
  };

  return { bytes: (chunk) => ear.bytes(chunk), ended: (why) => exchange.ended(why), reader: meet() };
};
