// An RFIDStation reader on the far end of a wire: hears and speaks its bytes over a simulated field, and keeps the time of the
// real thing when asked. Knows nothing of who asks.
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { SeenTag, Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import { crcXInverted } from '../checks.ts';
import type { AirAnswer, Field } from '../field.ts';
import { airCodes, airTimes, isoErrors, uidBytesLsb, uidFromLsb } from '../iso15693.ts';
import { createPace, type Reply } from '../pace.ts';
import {
  activeConfiguration,
  addresses,
  codes,
  errors,
  fieldOrders,
  mostBlocksPerRead,
  type PassThrough,
  shippedConfiguration,
  talkativeConfiguration,
  waysOf,
} from './commands.ts';
import { createRfidStationEar, encodeFrame, type Frame } from './frame.ts';

export const rfidStationHabits = z.strictObject({
  active: z.boolean().default(false).describe('Tells tags by itself, and repeats itself until it is answered'),
  leavesActive: z.boolean().default(true).describe('Takes another configuration'),
  silent: z
    .boolean()
    .default(true)
    .describe('Tells each tag once until the field was off; else it begins anew each time'),
  tagsPerAnswer: z.int().min(1).max(25).default(25).describe('The others are told on the next question'),
  result: z.enum(['before', 'behind']).default('before').describe('Where the result of a tag’s information stands'),
});

export type RfidStationSimulatorSettings = z.infer<typeof rfidStationHabits> & {
  /** False: answers at once. */
  readonly realTime: boolean;
  readonly passThrough: PassThrough;
};
export const rfidStationSimulatorDefaults: RfidStationSimulatorSettings = {
  ...rfidStationHabits.parse({}),
  realTime: false,
  passThrough: 'plain',
};

/** Where a real reader spends its time besides the air. */
export const rfidStationTimes = {
  /** 38400 baud, 8N1 makes 10 bits of a byte: as shipped. */
  msPerByte: 10_000 / 38_400,
  /** The maker's protocol: what comes sooner after the request before is not heard. */
  restMs: 50,
  /** The maker's protocol: the field is off for 20 ms. */
  fieldResetMs: 20,
  /** How often it tells tags in active mode. Estimate. */
  pushMs: 300,
} as const;

const model = 'R321 SV:V2.0 HV:V1.0';
const modelBytes = 50;
const ok = [0x00, errors.none] as const;
const uidMark = 0xaa;
const alarm = Array<number>(32).fill(0x2f);

const results: Readonly<Record<Exclude<AirAnswer<never>['kind'], 'ok'>, readonly number[]>> = {
  silence: [0x01, errors.noAnswer],
  garbled: [0x01, errors.check],
  beyond: [0x01, errors.tag],
  refused: [0x01, errors.tag],
};
/** What a tag itself says of the same; nothing where nothing comes through. */
const airErrors: Readonly<Record<Exclude<AirAnswer<never>['kind'], 'ok'>, number | null>> = {
  silence: null,
  garbled: null,
  beyond: isoErrors.blockNotAvailable,
  refused: isoErrors.locked,
};

const resultOf = ({ kind }: AirAnswer<unknown>): readonly number[] => (kind === 'ok' ? ok : results[kind]);

export const createRfidStationSimulator =
  ({ field: { air }, clock, settings }: { field: Field; clock: Clock; settings: RfidStationSimulatorSettings }): Far =>
  (send) => {
    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: rfidStationTimes.msPerByte, send });
    const asSet = settings.silent ? shippedConfiguration : talkativeConfiguration;
    let configuration: Uint8Array = settings.active ? activeConfiguration : asSet;
    let isFieldOn = settings.active;
    /** The tags that were told since the field came on. */
    const told = new Set<Uid>();
    /** Found by the last inventory, still to be told. */
    let rest: readonly SeenTag[] = [];
    let heardAt = -Infinity;
    /** A push that was not answered yet. */
    let pushed: Uint8Array | null = null;

    const frame = (isAnswer: boolean, command: number, ...parameters: readonly number[]): Uint8Array =>
      encodeFrame({
        source: addresses.reader,
        target: addresses.host,
        isAnswer,
        command,
        parameters: Uint8Array.from(parameters),
      });
    const answer = (command: number, airMs: number, ...parameters: readonly number[]): Reply => [
      { airMs, bytes: frame(true, command, ...parameters) },
    ];

    const switchField = (order: number): Reply => {
      isFieldOn = order !== fieldOrders.off;
      if (order === fieldOrders.on) return answer(codes.field, 0, ...ok);
      told.clear();
      rest = [];
      return answer(codes.field, rfidStationTimes.fieldResetMs, ...ok);
    };

    /** One round; the time it takes in the air. */
    const search = (): number => {
      const all = air.inventory().filter(({ air: by }) => by === 'iso15693');
      rest = waysOf(configuration).tellsAlways ? all : all.filter(({ uid }) => !told.has(uid));
      for (const { uid } of rest) told.add(uid);
      return airTimes.inventoryMs + rest.length * airTimes.inventoryPerTagMs;
    };

    const inventory = (): Reply => {
      const airMs = rest.length > 0 && !waysOf(configuration).tellsAlways ? 0 : search();
      const some = rest.slice(0, settings.tagsPerAnswer);
      rest = rest.slice(settings.tagsPerAnswer);
      const entries = some.flatMap(({ uid }) => [...uidBytesLsb(uid), uidMark]);
      return answer(codes.inventory, airMs, ...entries, Math.min(rest.length, 0xff), 0x00);
    };

    const read = (uid: Uid, first: number, count: number): Reply => {
      const got = air.readBlocks(uid, first, count);
      const airMs = airTimes.commandMs + count * airTimes.perBlockMs;
      if (count < 1 || count > mostBlocksPerRead) return answer(codes.read, 0, 0x01, errors.parameter);
      // As the reader's own program does: the blocks of a failed read are sent as zeros.
      if (got.kind !== 'ok') return answer(codes.read, airMs, ...Array<number>(count * 4).fill(0), ...resultOf(got));
      return answer(codes.read, airMs, ...got.value.flatMap(({ bytes }) => [...bytes]), ...ok);
    };

    const systemInformation = (uid: Uid): Reply => {
      const got = air.look(uid);
      if (got.kind !== 'ok') return answer(codes.systemInformation, airTimes.commandMs, ...resultOf(got));
      const { dsfid, afi, memory, blockSize } = got.value;
      const tells = [0x0f, dsfid, afi, (memory.length / blockSize) & 0xff, blockSize, 0x01];
      const parameters = settings.result === 'before' ? [...ok, ...tells] : [...tells, ...ok];
      return answer(codes.systemInformation, airTimes.commandMs, ...parameters);
    };

    const written = (command: number, got: AirAnswer<null>, writes = 1): Reply =>
      answer(command, airTimes.writeMs * writes, ...resultOf(got));

    /** Of an air's command: what the tag answers, flags first. */
    const inTheAir = (code: number, parameters: Uint8Array): AirAnswer<readonly number[]> => {
      const isCustom = code >= airCodes.easSet;
      const uid = uidFromLsb(parameters.subarray(isCustom ? 1 : 0, isCustom ? 9 : 8));
      const [first = 0, last = 0] = parameters.subarray(8);
      switch (code) {
        case airCodes.easSet:
        case airCodes.easReset: {
          const got = air.writeEas(uid, code === airCodes.easSet);
          return got.kind === 'ok' ? { kind: 'ok', value: [] } : got;
        }
        case airCodes.easAlarm: {
          const got = air.alarm(uid);
          return got.kind === 'ok' ? { kind: 'ok', value: alarm } : got;
        }
        case airCodes.blockSecurity: {
          const got = air.readBlocks(uid, first, last + 1);
          return got.kind === 'ok' ? { kind: 'ok', value: got.value.map(({ locked }) => (locked ? 1 : 0)) } : got;
        }
        default:
          return { kind: 'silence' };
      }
    };

    const passThrough = (parameters: Uint8Array): Reply => {
      const [length = 0] = parameters;
      const sent = parameters.subarray(1, 1 + length);
      const bare = settings.passThrough === 'plain' ? sent : sent.subarray(0, -2);
      const check = crcXInverted(bare);
      const isSound =
        settings.passThrough === 'plain' || (sent.at(-2) === (check & 0xff) && sent.at(-1) === check >>> 8);
      const got: AirAnswer<readonly number[]> = isSound
        ? inTheAir(bare[1] ?? 0, bare.subarray(2))
        : { kind: 'silence' };
      const airMs = airTimes.writeMs;
      const error = got.kind === 'ok' ? null : airErrors[got.kind];
      if (got.kind !== 'ok' && error === null) return answer(codes.passThrough, airMs, ...resultOf(got));
      const tag = Uint8Array.from(got.kind === 'ok' ? [0x00, ...got.value] : [0x01, error ?? 0]);
      const tagCheck = crcXInverted(tag);
      return answer(codes.passThrough, airMs, ...tag, tagCheck & 0xff, tagCheck >>> 8, 0x00, ...ok);
    };

    /** The commands on tags. `null`: not one. */
    const onTags = (command: number, parameters: Uint8Array): Reply | null => {
      const uid = uidFromLsb(parameters.subarray(0, 8));
      const [first = 0, count = 0, ...bytes] = parameters.subarray(8);
      switch (command) {
        case codes.inventory:
          return inventory();
        case codes.read:
          return read(uid, first, count);
        case codes.write:
          return written(command, air.writeBlocks(uid, first, Uint8Array.from(bytes)), count);
        case codes.writeAfi:
          return written(command, air.writeAfi(uid, first));
        case codes.writeDsfid:
          return written(command, air.writeDsfid(uid, first));
        case codes.lockBlock:
          return written(command, air.lockBlocks(uid, first, 1));
        case codes.systemInformation:
          return systemInformation(uid);
        case codes.passThrough:
          return passThrough(parameters);
        default:
          return null;
      }
    };

    const push = (): void => {
      if (!waysOf(configuration).isActive) return;
      const found =
        pushed === null ? air.inventory().filter(({ air: by, uid }) => by === 'iso15693' && !told.has(uid)) : [];
      if (found.length > 0) {
        for (const { uid } of found) told.add(uid);
        pushed = frame(false, codes.pushedTags, ...found.flatMap(({ uid }) => [...uidBytesLsb(uid), uidMark]));
      }
      if (pushed !== null) send(pushed);
      clock.after(rfidStationTimes.pushMs, push);
    };
    if (settings.active) clock.after(rfidStationTimes.pushMs, push);

    const configure = (parameters: Uint8Array): Reply => {
      if (parameters.length !== 6 || !settings.leavesActive)
        return answer(codes.setConfiguration, 0, 0x01, errors.parameter);
      configuration = parameters;
      return answer(codes.setConfiguration, 0, ...ok);
    };

    const perform = ({ command, parameters }: Frame): Reply => {
      switch (command) {
        case codes.version:
          return answer(command, 0, ...Buffer.from(model.padEnd(modelBytes, '\0'), 'latin1'), ...ok);
        case codes.configuration:
          return answer(command, 0, ...configuration);
        case codes.setConfiguration:
          return configure(parameters);
        case codes.field:
          return parameters.length === 2 ? switchField(parameters[0] ?? 0) : [];
        default: {
          // With its field off, or set to another kind of tag, the reader says nothing at all.
          const { isIso15693, isActive } = waysOf(configuration);
          return isFieldOn && isIso15693 && !isActive ? (onTags(command, parameters) ?? []) : [];
        }
      }
    };

    const ear = createRfidStationEar({
      clock,
      hears: (heard) => {
        if (heard.target !== addresses.broadcast && heard.target !== addresses.reader) return;
        if (heard.isAnswer) {
          pushed = null;
          return;
        }
        const isEarly = clock.now() - heardAt < rfidStationTimes.restMs;
        heardAt = clock.now();
        if (!isEarly) pace(encodeFrame(heard).length, () => perform(heard));
      },
    });
    return (chunk) => ear.bytes(chunk);
  };
