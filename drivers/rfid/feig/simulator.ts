// A FEIG OBID HF reader on the far end of a wire: hears and speaks FEIG's bytes over a simulated field, and keeps the time
// of the real thing when asked. Knows nothing of who asks.
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { SeenTag, Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { Air, AirAnswer, Field } from '../field.ts';
import { isoErrors } from '../iso15693.ts';
import {
  codes,
  inventoryMore,
  isoCodes,
  knownCommands,
  mostBytesPerRead,
  nxpCodes,
  status,
  uidBytes,
  uidText,
} from './commands.ts';
import { createFramer, encodeFrame, type Frame, type FrameKind } from './frame.ts';

/** What real readers do besides answering, as they are shipped or as somebody has set them. */
export const feigHabits = z.strictObject({
  type: z.int().min(0).max(255).default(76).describe('SW-TYPE: 76 an MR101, 80 and 83 card readers'),
  onlyNew: z.boolean().default(true).describe('Tells each tag once until the field was off; CPR as shipped'),
  tagsPerAnswer: z.int().min(1).max(24).default(24).describe('The others follow on MORE; a frame has room for 24'),
  mostTags: z.int().min(1).nullable().default(null).describe('Tells no more tags than this; null: 5 for card readers'),
  scanMode: z.boolean().default(false).describe('Answers ISO 15693 commands with 82'),
  notifies: z.boolean().default(false).describe('Pushes a frame that nobody asked for before each answer'),
  memorySize: z.enum(['iso', 'feig', 'extended']).default('iso').describe('Form of a chip’s size: 2 bytes, or 3'),
  beeper: z.enum(['none', '71', '72']).default('71').describe('The command that it beeps by'),
  baudRate: z
    .int()
    .min(4800)
    .max(230_400)
    .default(38_400)
    .describe('Of its serial line, whose bytes take time in real time'),
  deaf: z.boolean().default(false).describe('As at another baud rate: nothing is understood'),
});

export type FeigSimulatorSettings = z.infer<typeof feigHabits> & {
  readonly frames: FrameKind;
  /** False: answers at once. */
  readonly realTime: boolean;
};

export const feigSimulatorDefaults: FeigSimulatorSettings = {
  ...feigHabits.parse({}),
  frames: 'standard',
  realTime: false,
};

/** A notice of one tag; nobody reads more of it than its command. */
const noticeOfTag = Uint8Array.of(status.ok, 0x00, 0x01, 0x03, 0x06, 0xe0, 0x04, 0x01, 0x00, 0x46, 0xa8, 0x47, 0xb0);

const cardReaders: readonly number[] = [80, 83];
const mostTagsOfCardReader = 5;

/** Where a real reader spends its time. */
export const feigTimes = {
  /** Field off and on again; FEIG manual, RF reset. */
  rfResetMs: 6,
  /** Sixteen empty slots of an ISO 15693 inventory, about 1 ms each. */
  inventoryMs: 15,
  /** Each tag's answer and the round that singles it out: ISO 15693 allows some 60 tags a second. */
  inventoryPerTagMs: 15,
  /** Eight blocks of 4 bytes through the air at 26 kbit/s. */
  readEightBlocksMs: 8,
  /** System information: a short question and 14 bytes of answer at 26 kbit/s. */
  systemInformationMs: 7,
  /** Writing one system byte, chip time included. */
  writeMs: 6,
  /** A command without an answer of the tag; estimate. */
  commandMs: 2,
} as const;

/** 8E1 makes 11 bits of a byte; 38400 baud is the factory setting. FEIG manual. */
export const msPerByte = (baudRate: number): number => 11_000 / baudRate;

type Reply = { readonly body: readonly number[]; readonly airMs: number };

const answer = (airMs: number, ...body: number[]): Reply => ({ body, airMs });

/** What a reader says of a command that a tag did not fulfil. */
const failures: Readonly<Record<Exclude<AirAnswer<never>['kind'], 'ok'>, readonly number[]>> = {
  silence: [status.noTransponder],
  garbled: [0x02],
  beyond: [status.iso15693Error, isoErrors.blockNotAvailable],
  refused: [status.iso15693Error, isoErrors.locked],
};
const failed = (airMs: number, { kind }: Exclude<AirAnswer<unknown>, { kind: 'ok' }>): Reply =>
  answer(airMs, ...failures[kind]);

const written = (got: AirAnswer<null>): Reply =>
  got.kind === 'ok' ? answer(feigTimes.writeMs, status.ok) : failed(feigTimes.writeMs, got);

const readBlocks = (air: Air, uid: Uid, first: number | undefined, count: number | undefined): Reply => {
  if (first === undefined || count === undefined) return answer(0, status.wrongLength);
  const airMs = (feigTimes.readEightBlocksMs * count) / 8;
  const got = air.readBlocks(uid, first, count);
  if (got.kind !== 'ok') return failed(airMs, got);
  const size = (got.value[0]?.bytes.length ?? 0) * count;
  if (size === 0 || size > mostBytesPerRead) return answer(0, status.parameterRange);
  const blocks = got.value.flatMap(({ bytes, locked }) => [locked ? 1 : 0, ...bytes]);
  return answer(airMs, status.ok, count, got.value[0]?.bytes.length ?? 0, ...blocks);
};

/** First, count, block size, data. */
const writeBlocks = (air: Air, uid: Uid, [first, count, size, ...bytes]: Uint8Array): Reply => {
  if (first === undefined || count === undefined || size === undefined || bytes.length !== count * size)
    return answer(0, status.wrongLength);
  const got = air.writeBlocks(uid, first, Uint8Array.from(bytes));
  const airMs = feigTimes.writeMs * count;
  return got.kind === 'ok' ? answer(airMs, status.ok) : failed(airMs, got);
};

const sizes = {
  iso: (blocks: number, blockSize: number) => [blocks - 1, blockSize - 1],
  feig: (blocks: number, blockSize: number) => [blockSize, blocks],
  extended: (blocks: number, blockSize: number) => [(blocks - 1) & 0xff, (blocks - 1) >>> 8, blockSize - 1],
} as const;

const systemInformation = (air: Air, uid: Uid, memorySize: keyof typeof sizes): Reply => {
  const got = air.look(uid);
  if (got.kind !== 'ok') return failed(feigTimes.systemInformationMs, got);
  const { dsfid, afi, memory, blockSize } = got.value;
  const blocks = memory.length / blockSize;
  const size = sizes[memorySize](blocks, blockSize);
  return answer(feigTimes.systemInformationMs, status.ok, dsfid, ...uidBytes(uid), afi, ...size, 0x01);
};

/** TR-TYPE and what follows it. ISO 14443-A cards: TR-INFO (04: a UID of ten bytes), 00, UID. */
const entryOf = (tag: SeenTag): readonly number[] => {
  switch (tag.air) {
    case 'iso15693':
      return [0x03, tag.dsfid ?? 0, ...uidBytes(tag.uid)];
    case 'iso14443': {
      const card = Buffer.from(tag.uid, 'hex');
      const room = card.length > 7 ? 10 : 7;
      return [0x04, room === 10 ? 0x04 : 0x00, 0x00, ...card, ...Array<number>(room - card.length).fill(0)];
    }
    case 'gen2':
      return [];
  }
};

const nxp = (air: Air, body: Uint8Array): Reply => {
  const [maker, code] = body;
  if (maker !== nxpCodes.maker || body.length !== 11) return answer(0, status.unknownCommand);
  if (code === nxpCodes.easAlarm) return written(air.alarm(uidText(body.subarray(3))));
  if (code !== nxpCodes.easSet && code !== nxpCodes.easReset) return answer(0, status.unknownCommand);
  return written(air.writeEas(uidText(body.subarray(3)), code === nxpCodes.easSet));
};

export const createFeigSimulator =
  ({ field: { air }, clock, settings }: { field: Field; clock: Clock; settings: FeigSimulatorSettings }): Far =>
  (send) => {
    /** ONT: the tags that were told since the field came on. */
    const told = new Set<Uid>();
    /** Told to stay quiet, until the field was off or they were reset to ready. */
    const quiet = new Set<Uid>();
    let isFieldOn = true;
    /** Found by the last inventory, still to be fetched with MORE. */
    let rest: readonly SeenTag[] = [];
    /** A reader works off one command after the other. */
    let busyUntil = 0;

    /** One round; the time it takes in the air. */
    const search = (): number => {
      const most = settings.mostTags ?? (cardReaders.includes(settings.type) ? mostTagsOfCardReader : Infinity);
      const all = (isFieldOn ? air.inventory() : []).filter(({ uid }) => !quiet.has(uid)).slice(0, most);
      rest = settings.onlyNew ? all.filter(({ uid }) => !told.has(uid)) : all;
      for (const { uid } of rest) told.add(uid);
      return feigTimes.inventoryMs + rest.length * feigTimes.inventoryPerTagMs;
    };

    const inventory = (more: boolean): Reply => {
      const airMs = more ? 0 : search();
      const now = rest.slice(0, settings.tagsPerAnswer);
      rest = rest.slice(settings.tagsPerAnswer);
      if (now.length === 0) return answer(airMs, status.noTransponder);
      const entries = now.flatMap(entryOf);
      return answer(airMs, rest.length > 0 ? status.moreData : status.ok, now.length, ...entries);
    };

    const fieldOff = (): void => {
      told.clear();
      quiet.clear();
      rest = [];
    };

    const iso15693 = (body: Uint8Array): Reply => {
      if (settings.scanMode) return answer(0, status.notAvailable);
      const [code, mode = 0] = body;
      if (code === isoCodes.inventory) return inventory((mode & inventoryMore) !== 0);
      if (body.length < 10) return answer(0, status.wrongLength);
      const uid = uidText(body.subarray(2, 10));
      if (!isFieldOn) return answer(0, status.noTransponder);
      const [first, second] = body.subarray(10);
      switch (code) {
        case isoCodes.readBlocks:
          return readBlocks(air, uid, first, second);
        case isoCodes.systemInformation:
          return systemInformation(air, uid, settings.memorySize);
        case isoCodes.stayQuiet:
          quiet.add(uid);
          return answer(feigTimes.commandMs, status.ok);
        case isoCodes.resetToReady:
          quiet.delete(uid);
          return answer(feigTimes.commandMs, status.ok);
        case isoCodes.writeBlocks:
          return writeBlocks(air, uid, body.subarray(10));
        case isoCodes.lockBlocks:
          return first === undefined || second === undefined
            ? answer(0, status.wrongLength)
            : written(air.lockBlocks(uid, first, second));
        case isoCodes.writeDsfid:
          return first === undefined ? answer(0, status.wrongLength) : written(air.writeDsfid(uid, first));
        case isoCodes.writeAfi:
          return first === undefined ? answer(0, status.wrongLength) : written(air.writeAfi(uid, first));
        default:
          return answer(0, status.unknownCommand);
      }
    };

    const perform = ({ command, body }: Frame): Reply => {
      switch (command) {
        case codes.version:
          return answer(0, status.ok, 0x03, 0x02, 0x00, 0x00, settings.type, 0x00, 0x08);
        case codes.baudRateDetection:
          return answer(0, status.ok);
        case codes.login:
          return answer(0, body.length === 4 ? status.ok : status.wrongLength);
        case codes.rfOnOff:
          isFieldOn = body[0] !== 0;
          fieldOff();
          return answer(feigTimes.rfResetMs, status.ok);
        case codes.setOutput:
          return settings.beeper === '71'
            ? answer(0, body.length === 8 ? status.ok : status.wrongLength)
            : answer(0, status.unknownCommand);
        case codes.setOutputs:
          return settings.beeper === '72'
            ? answer(0, body.length === 2 + (body[1] ?? 0) * 5 ? status.ok : status.wrongLength)
            : answer(0, status.unknownCommand);
        case codes.rfReset:
        case codes.cpuReset:
          isFieldOn = true;
          fieldOff();
          return answer(feigTimes.rfResetMs, status.ok);
        case codes.iso15693:
          return iso15693(body);
        case codes.nxp:
          return nxp(air, body);
        default:
          return answer(0, status.unknownCommand);
      }
    };

    /** Performs the command; sends the answer after the time it took. */
    const reply = (frame: Frame): void => {
      const { body, airMs } = perform(frame);
      const bytes = encodeFrame(settings.frames, { address: 0, command: frame.command, body: new Uint8Array(body) });
      if (!settings.realTime) {
        send(bytes);
        return;
      }
      const tookMs = airMs + bytes.length * msPerByte(settings.baudRate);
      busyUntil = clock.now() + tookMs;
      clock.after(tookMs, () => send(bytes));
    };

    const hears = (frame: Frame): void => {
      // A reader answers under its own address, 0, also to a broadcast; to another's address not at all.
      if (frame.address !== 0xff && frame.address !== 0x00) return;
      if (settings.notifies)
        send(encodeFrame(settings.frames, { address: 0, command: codes.notification, body: noticeOfTag }));
      if (!settings.realTime) {
        reply(frame);
        return;
      }
      // The field is asked when the whole command has arrived.
      const length = encodeFrame(settings.frames, frame).length;
      const arrivesAt = Math.max(clock.now(), busyUntil) + length * msPerByte(settings.baudRate);
      busyUntil = arrivesAt;
      clock.after(arrivesAt - clock.now(), () => reply(frame));
    };

    const framer = createFramer({ kind: settings.frames, commands: knownCommands, hears });
    return (chunk) => {
      if (!settings.deaf) framer.bytes(chunk);
    };
  };
