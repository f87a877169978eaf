// An R2000/E710 module on the far end of a wire: hears and speaks its bytes over a simulated field, and keeps the time of the
// real thing when asked. Knows nothing of who asks.
import type { Clock } from '../../clock.ts';
import type { SeenTag, Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field, Gen2Tag } from '../field.ts';
import { banks } from '../gen2.ts';
import { gen2Times, readWords, writeWords } from '../gen2-field.ts';
import { createPace, type Reply } from '../pace.ts';
import { bytesOf, hexOf } from '../uii.ts';
import { codes, errors, success } from './commands.ts';
import { createA0Ear, encodeFrame, type Frame } from './frame.ts';

export type A0SimulatorSettings = {
  readonly realTime: boolean;
  /** Its detector finds no antenna: every inventory fails. */
  readonly antennaMissing: boolean;
  /** Whether the read command of this firmware carries an access password. */
  readonly readPassword: boolean;
};
export const a0SimulatorDefaults: A0SimulatorSettings = { realTime: false, antennaMissing: false, readPassword: true };

/** Where a real reader spends its time besides the air. */
export const a0Times = {
  /** 115200 baud, 8N1 makes 10 bits of a byte: as shipped. */
  msPerByte: 10_000 / 115_200,
} as const;

const ownAddress = 0x01;
const broadcast = 0xff;
const strength = 0x48;
const antennaAndFrequency = 0x00;
const firmware = [0x08, 0x02] as const;
const shippedPowerDbm = 30;
/** Nothing is screwed to the other three. */
const connectedPort = 0;

/** What a module says of a command that a tag did not fulfil: it knows little more than that it failed. */
const codeOf = ({ kind }: Exclude<AirAnswer<unknown>, { kind: 'ok' }>, otherwise: number): number =>
  kind === 'silence' ? errors.noTag : otherwise;

export const createA0Simulator =
  ({ field, clock, settings }: { field: Field; clock: Clock; settings: A0SimulatorSettings }): Far =>
  (send) => {
    const { air } = field;
    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: a0Times.msPerByte, send });
    let power: number = shippedPowerDbm;
    let antenna = 0;
    let region: readonly number[] = [0x01, 0x07, 0x3b];
    /** Reads and writes go to this tag; `null`: to any. */
    let matched: Uid | null = null;
    /** Session 1: the tags whose flag stands at B, for as long as they have power. */
    const turned = new Set<Uid>();

    const frame = (command: number, airMs: number, ...body: readonly number[]): Reply[number] => ({
      airMs,
      bytes: encodeFrame({ address: ownAddress, command, body: Uint8Array.from(body) }),
    });
    const code = (command: number, said: number, airMs = 0): Reply => [frame(command, airMs, said)];

    const reach = (): number => Math.min(1, power / shippedPowerDbm);
    const isGen2 = (tag: SeenTag): tag is Extract<SeenTag, { air: 'gen2' }> => tag.air === 'gen2';
    const wordOf = (pc: number): readonly number[] => [pc >>> 8, pc & 0xff];

    const inventory = (command: number, answering: readonly SeenTag[], repeat: number): Reply => {
      if (settings.antennaMissing || antenna !== connectedPort)
        return code(command, errors.antennaMissing, gen2Times.roundMs);
      const told = answering
        .filter(isGen2)
        .map(({ uid, pc }) =>
          frame(command, gen2Times.perTagMs, antennaAndFrequency, ...wordOf(pc ?? 0), ...bytesOf(uid), strength),
        );
      const rounds = Array.from({ length: repeat }, () => told).flat();
      return [...rounds, frame(command, gen2Times.roundMs, 0, 0, 0, 0, 0, rounds.length >>> 8, rounds.length & 0xff)];
    };

    /** Only tags whose flag stands at the target answer, and turn it over. */
    const sessionInventory = ([session = 0, target = 0, repeat = 1]: Uint8Array): Reply => {
      const there = air.inventory(reach());
      if (session === 0) return inventory(codes.sessionInventory, there, repeat);
      for (const uid of turned) if (!field.tags().some((tag) => tag.uid === uid)) turned.delete(uid);
      const answering = there.filter(({ uid }) => turned.has(uid) === (target === 1));
      for (const { uid } of answering) {
        if (target === 1) turned.delete(uid);
        else turned.add(uid);
      }
      return inventory(codes.sessionInventory, answering, 1);
    };

    const gen2Tags = (): readonly Gen2Tag[] => field.tags().filter((tag) => tag.air === 'gen2');
    const target = (): Uid | null => matched ?? gen2Tags()[0]?.uid ?? null;

    const about = (command: number, airMs: number, tag: Gen2Tag, bytes: Uint8Array, said: number): Reply => {
      const known = [...wordOf(tag.pc), ...bytesOf(tag.uid), 0, 0, ...bytes];
      return [frame(command, airMs, 0, 1, known.length, ...known, said, antennaAndFrequency, 1)];
    };

    const read = (body: Uint8Array): Reply => {
      const [bank = 0, first = 0, count = 0] = body;
      if (body.length !== (settings.readPassword ? 7 : 3)) return code(codes.read, errors.parameter);
      const uid = target();
      if (uid === null) return code(codes.read, errors.noTag, gen2Times.readMs);
      const got = readWords(air, { uid, bank, first, count });
      if (got.kind !== 'ok')
        return code(codes.read, bank > banks.user ? errors.noSuchBank : codeOf(got, errors.read), gen2Times.readMs);
      return about(codes.read, gen2Times.readMs, got.value.tag, got.value.bytes, got.value.bytes.length);
    };

    const write = (body: Uint8Array): Reply => {
      const [bank = 0, first = 0, count = 0, ...bytes] = body.subarray(4);
      if (bytes.length !== count * 2) return code(codes.write, errors.parameter);
      const uid = target();
      const tag = gen2Tags().find((one) => one.uid === uid);
      const airMs = gen2Times.readMs + count * gen2Times.writePerWordMs;
      if (uid === null || tag === undefined) return code(codes.write, errors.noTag, airMs);
      const got = writeWords(air, gen2Tags(), { uid, bank, first, bytes: Uint8Array.from(bytes) });
      if (got.kind !== 'ok') return code(codes.write, codeOf(got, errors.write), airMs);
      return about(codes.write, airMs, tag, new Uint8Array(0), success);
    };

    const match = ([mode, length = 0, ...uii]: Uint8Array): Reply => {
      if (mode === 0 && uii.length !== length) return code(codes.match, errors.parameter);
      matched = mode === 0 ? hexOf(Uint8Array.from(uii)) : null;
      return code(codes.match, success);
    };

    const perform = ({ command, body }: Frame): Reply => {
      switch (command) {
        case codes.reset:
          // It starts anew and says nothing: the tags lost their power meanwhile.
          turned.clear();
          matched = null;
          return [];
        case codes.firmware:
          return [frame(command, 0, ...firmware)];
        case codes.power:
          return [frame(command, 0, power)];
        case codes.region:
          return [frame(command, 0, ...region)];
        case codes.setPower:
          power = body[0] ?? power;
          return code(command, success);
        case codes.setRegion:
          region = [...body];
          return code(command, success);
        case codes.setAntenna:
          antenna = body[0] ?? 0;
          return code(command, antenna < 4 ? success : 0x47);
        case codes.setBeeper:
          return code(command, success);
        case codes.match:
          return match(body);
        case codes.read:
          return read(body);
        case codes.write:
          return write(body);
        case codes.inventory:
          return inventory(command, air.inventory(reach()), Math.min(body[0] ?? 1, 2));
        case codes.sessionInventory:
          return sessionInventory(body);
        default:
          return code(command, errors.failed);
      }
    };

    const ear = createA0Ear({
      clock,
      hears: (heard) => {
        if (heard.address !== broadcast && heard.address !== ownAddress) return;
        pace(encodeFrame(heard).length, () => perform(heard));
      },
    });
    return (chunk) => ear.bytes(chunk);
  };
