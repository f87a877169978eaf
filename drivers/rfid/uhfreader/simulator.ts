// A reader of the UHFReader18/288 family on the far end of a wire: hears and speaks its bytes over a simulated field, and keeps
// the time of the real thing when asked. Knows nothing of who asks.
import type { Clock } from '../../clock.ts';
import type { SeenTag } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field, Gen2Tag } from '../field.ts';
import { gen2Locked, gen2Overrun } from '../gen2.ts';
import { gen2Times, readWords, writeWords } from '../gen2-field.ts';
import { createPace, type Reply } from '../pace.ts';
import { bytesOf, hexOf } from '../uii.ts';
import { codes, knownCommands, type Layout, status } from './commands.ts';
import { createUhfReaderEar, encodeFrame, type Frame } from './frame.ts';

export type UhfReaderSimulatorSettings = {
  readonly layout: Layout;
  readonly realTime: boolean;
  /** As shipped by many dealers: tells tags by itself, and hears only the command that ends this. */
  readonly scanMode: boolean;
  /** `false`: not even that one. */
  readonly leavesScanMode: boolean;
  /** The more there are, the more frames say "more". */
  readonly tagsPerFrame: number;
};
export const uhfReaderSimulatorDefaults: UhfReaderSimulatorSettings = {
  layout: 'uhf18',
  realTime: false,
  scanMode: false,
  leavesScanMode: true,
  tagsPerFrame: 8,
};

/** Where a real reader spends its time besides the air. */
export const uhfReaderTimes = {
  /** 57600 baud, 8N1 makes 10 bits of a byte: as shipped. */
  msPerByte: 10_000 / 57_600,
  /** How often it tells tags in scan mode. Estimate. */
  scanMs: 200,
} as const;

const ownAddress = 0x00;
const broadcast = 0xff;
const antenna = 0x01;
const shippedPowerDbm = 30;
const strength = 0x6b;
/** Version, type and air protocols. */
const heads: Readonly<Record<Layout, readonly number[]>> = {
  uhf18: [0x02, 0x26, 0x09, 0x03],
  uhf288: [0x00, 0x16, 0x0c, 0x03],
};
/** The 288 family tells its antennas, too. */
const tails: Readonly<Record<Layout, readonly number[]>> = { uhf18: [], uhf288: [0x01, 0x00, 0x00, 0x00] };

const failures: Readonly<Record<Exclude<AirAnswer<never>['kind'], 'ok'>, readonly number[]>> = {
  silence: [status.noTag],
  garbled: [status.weak],
  beyond: [status.tagError, gen2Overrun],
  refused: [status.tagError, gen2Locked],
};

export const createUhfReaderSimulator =
  ({ field, clock, settings }: { field: Field; clock: Clock; settings: UhfReaderSimulatorSettings }): Far =>
  (send) => {
    const { air } = field;
    const { layout } = settings;
    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: uhfReaderTimes.msPerByte, send });
    let isScanning = settings.scanMode;
    let power: number = shippedPowerDbm;
    const reach = (): number => Math.min(1, power / shippedPowerDbm);
    let region: readonly number[] = [0x4e, 0x00];
    let scanTime = 10;

    const frame = (command: number, airMs: number, ...body: readonly number[]): Reply[number] => ({
      airMs,
      bytes: encodeFrame({ address: ownAddress, command, body: Uint8Array.from(body) }),
    });
    const said = (command: number, airMs: number, got: AirAnswer<null>): Reply => [
      frame(command, airMs, ...(got.kind === 'ok' ? [status.ok] : failures[got.kind])),
    ];

    const entryOf = ({ uid }: SeenTag): readonly number[] => {
      const uii = bytesOf(uid);
      return [uii.length, ...uii, ...(layout === 'uhf18' ? [] : [strength])];
    };
    const tagsFrame = (code: number, airMs: number, tags: readonly SeenTag[]): Reply[number] => {
      const head = layout === 'uhf18' ? [] : [antenna];
      return frame(codes.inventory, airMs, code, ...head, tags.length, ...tags.flatMap(entryOf));
    };

    const inventory = (): Reply => {
      const there = air.inventory(reach()).filter(({ air: by }) => by === 'gen2');
      const frames: Reply[number][] = [];
      for (let at = 0; at < there.length; at += settings.tagsPerFrame) {
        const some = there.slice(at, at + settings.tagsPerFrame);
        frames.push(tagsFrame(status.more, some.length * gen2Times.perTagMs, some));
      }
      return [...frames, tagsFrame(status.done, gen2Times.roundMs, [])];
    };

    const gen2Tags = (): readonly Gen2Tag[] => field.tags().filter((tag) => tag.air === 'gen2');

    /** Words of UII, UII, and what follows it. */
    const named = (body: Uint8Array) => {
      const end = 1 + (body[0] ?? 0) * 2;
      return { uid: hexOf(body.subarray(1, end)), rest: body.subarray(end) };
    };

    const read = (body: Uint8Array): Reply => {
      const { uid, rest } = named(body);
      const [bank, first, count] = rest;
      if (bank === undefined || first === undefined || count === undefined || rest.length !== 7)
        return [frame(codes.read, 0, status.wrongLength)];
      const got = readWords(air, { uid, bank, first, count });
      if (got.kind !== 'ok') return said(codes.read, gen2Times.readMs, got);
      return [frame(codes.read, gen2Times.readMs, status.ok, ...got.value.bytes)];
    };

    const write = (body: Uint8Array): Reply => {
      const [count = 0] = body;
      const { uid, rest } = named(body.subarray(1));
      const [bank = 0, first = 0, ...more] = rest;
      if (more.length !== count * 2 + 4) return [frame(codes.write, 0, status.wrongLength)];
      const bytes = Uint8Array.from(more.slice(0, count * 2));
      const airMs = gen2Times.readMs + count * gen2Times.writePerWordMs;
      return said(codes.write, airMs, writeWords(air, gen2Tags(), { uid, bank, first, bytes }));
    };

    const writeEas = (body: Uint8Array): Reply => {
      const { uid, rest } = named(body);
      return said(codes.writeEas, gen2Times.readMs, air.writeEas(uid, rest[4] === 1));
    };

    const perform = ({ command, body }: Frame): Reply => {
      const [first = 0, second = 0] = body;
      switch (command) {
        case codes.inventory:
          return (layout === 'uhf18') === (body.length === 0) ? inventory() : [frame(command, 0, status.wrongLength)];
        case codes.read:
          return read(body);
        case codes.write:
          return write(body);
        case codes.writeEas:
          return writeEas(body);
        case codes.easAlarm:
          return [frame(command, gen2Times.readMs, gen2Tags().some(({ eas }) => eas) ? status.ok : status.noTag)];
        case codes.information:
          return [frame(command, 0, status.ok, ...heads[layout], ...region, power, scanTime, ...tails[layout])];
        case codes.setPower:
          power = first;
          return [frame(command, 0, status.ok)];
        case codes.setRegion:
          region = [first, second];
          return [frame(command, 0, status.ok)];
        case codes.setScanTime:
          scanTime = first;
          return [frame(command, 0, status.ok)];
        case codes.beep:
          return [frame(command, 0, status.ok)];
        case layout === 'uhf18' ? codes.setWorkMode : codes.setWorkMode288:
          isScanning = first !== 0 || (isScanning && !settings.leavesScanMode);
          return [frame(command, 0, status.ok)];
        default:
          return [frame(command, 0, status.unknownCommand)];
      }
    };

    const scan = (): void => {
      if (!isScanning) return;
      for (const tag of air.inventory()) send(frame(codes.pushed, 0, status.ok, antenna, ...entryOf(tag)).bytes);
      clock.after(uhfReaderTimes.scanMs, scan);
    };
    scan();

    const isMode = ({ command }: Frame): boolean =>
      [codes.setWorkMode, codes.setWorkMode288].some((one) => one === command);
    const ear = createUhfReaderEar({
      clock,
      commands: knownCommands,
      hears: (heard) => {
        if (heard.address !== broadcast && heard.address !== ownAddress) return;
        if (isScanning && !isMode(heard)) return;
        pace(encodeFrame(heard).length, () => perform(heard));
      },
    });
    return (chunk) => ear.bytes(chunk);
  };
