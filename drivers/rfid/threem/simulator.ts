// A 3M reader on the far end of a wire: hears and speaks its bytes over a simulated field, and keeps the time of the real
// thing when asked. Knows nothing of who asks.
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field } from '../field.ts';
import { airTimes } from '../iso15693.ts';
import { createPace, type Reply } from '../pace.ts';
import { bytesOf, hexOf } from '../uii.ts';
import { codes, errors } from './commands.ts';
import { createThreeMEar, encodeFrame, type Frame, starts } from './frame.ts';

export const threeMHabits = z.strictObject({
  twice: z.boolean().default(true).describe('The same UID twice in one inventory, as its second look brings about'),
  old: z.boolean().default(false).describe('Knows only the old version question'),
  mostBlocks: z.int().min(1).max(32).default(32).describe('The most blocks in one read or write'),
});

export type ThreeMSimulatorSettings = z.infer<typeof threeMHabits> & {
  /** False: answers at once. */
  readonly realTime: boolean;
};
export const threeMSimulatorDefaults: ThreeMSimulatorSettings = { ...threeMHabits.parse({}), realTime: false };

/** Where a real reader spends its time besides the air. */
export const threeMTimes = {
  /** 19200 baud, 8N1 makes 10 bits of a byte: as shipped. */
  msPerByte: 10_000 / 19_200,
  /** 3M specification: each inventory looks twice. */
  looks: 2,
} as const;

const version = [0x0a, 0x05, 0x00, 0x02] as const;
const headBytes = 9;

export const createThreeMSimulator =
  ({ field: { air }, clock, settings }: { field: Field; clock: Clock; settings: ThreeMSimulatorSettings }): Far =>
  (send) => {
    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: threeMTimes.msPerByte, send });

    const answer = (command: number, airMs: number, ...body: readonly number[]): Reply => [
      { airMs, bytes: encodeFrame({ start: starts.usual, content: Uint8Array.from([command, ...body]) }) },
    ];
    /** Whatever went wrong, the reader has one word for it. */
    const about = (
      command: number,
      airMs: number,
      uid: Uid,
      got: AirAnswer<unknown>,
      ...rest: readonly number[]
    ): Reply =>
      got.kind === 'ok'
        ? answer(command, airMs, errors.none, ...bytesOf(uid), ...rest)
        : answer(command, airMs, errors.noTransponder);

    const inventory = ([afi = 0, options = 0]: Uint8Array): Reply => {
      const there = air.inventory().filter(({ air: by }) => by === 'iso15693');
      const told = settings.twice ? there.flatMap((tag, nth) => (nth % 2 === 0 ? [tag, tag] : [tag])) : there;
      const airMs = threeMTimes.looks * (airTimes.inventoryMs + there.length * airTimes.inventoryPerTagMs);
      const uids = told.flatMap(({ uid }) => [...bytesOf(uid)]);
      return answer(codes.inventory, airMs, errors.none, afi, options, told.length, ...uids);
    };

    const readBlocks = (uid: Uid, first: number, count: number): Reply => {
      const airMs = airTimes.commandMs + count * airTimes.perBlockMs;
      if (count < 1 || count > settings.mostBlocks) return answer(codes.readBlocks, 0, errors.noTransponder);
      const got = air.readBlocks(uid, first, count);
      if (got.kind !== 'ok') return about(codes.readBlocks, airMs, uid, got);
      const blocks = got.value.flatMap(({ bytes, locked }, nth) => [first + nth, locked ? 1 : 0, ...bytes]);
      return about(codes.readBlocks, airMs, uid, got, count, ...blocks);
    };

    const writeBlocks = (uid: Uid, [first = 0, count = 0, , ...bytes]: Uint8Array): Reply => {
      if (count < 1 || count > settings.mostBlocks) return answer(codes.writeBlocks, 0, errors.noTransponder);
      const got = air.writeBlocks(uid, first, Uint8Array.from(bytes));
      return about(codes.writeBlocks, airTimes.writeMs * count, uid, got, count);
    };

    /** The commands on one tag. */
    const onTag = (command: number, uid: Uid, rest: Uint8Array): Reply => {
      const [first = 0, count = 0] = rest;
      switch (command) {
        case codes.readBlocks:
          return readBlocks(uid, first, count);
        case codes.writeBlocks:
          return writeBlocks(uid, rest);
        case codes.readAfi: {
          const got = air.look(uid);
          return about(command, airTimes.commandMs, uid, got, got.kind === 'ok' ? got.value.afi : 0);
        }
        case codes.writeAfi:
          return about(command, airTimes.writeMs, uid, air.writeAfi(uid, first), first);
        case codes.writeDsfid:
          return about(command, airTimes.writeMs, uid, air.writeDsfid(uid, first), first);
        case codes.setEas:
          return about(command, airTimes.writeMs, uid, air.writeEas(uid, first !== 0));
        case codes.checkEas:
          return about(command, airTimes.commandMs, uid, air.alarm(uid));
        default:
          return answer(command, 0, errors.notImplemented);
      }
    };

    const perform = ({ start, content }: Frame): Reply => {
      const [command = 0] = content;
      if (start === starts.old) {
        const told = Uint8Array.from([...content, ...version]);
        return [{ airMs: 0, bytes: encodeFrame({ start: starts.old, content: told }) }];
      }
      switch (command) {
        case codes.version:
          return settings.old ? [] : answer(command, 0, errors.none, ...version);
        case codes.start:
          // As captured.
          return answer(command, 0, errors.none, 0x02, 0x01, 0x01, 0x03, 0x02, 0x02, 0x03, 0x00);
        case codes.inventory:
          return inventory(content.subarray(1));
        default:
          return content.length < headBytes
            ? answer(command, 0, errors.notImplemented)
            : onTag(command, hexOf(content.subarray(1, headBytes)), content.subarray(headBytes));
      }
    };

    const ear = createThreeMEar({
      clock,
      hears: (heard) => pace(encodeFrame(heard).length, () => perform(heard)),
    });
    return (chunk) => ear.bytes(chunk);
  };
