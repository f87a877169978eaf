// A TWN4 on the far end of a wire: hears and speaks the Simple Protocol over a simulated field, and keeps the time of the real
// thing when asked. Knows nothing of who asks.
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field } from '../field.ts';
import { airCodes, airTimes, isoErrors, uidBytesLsb, uidFromLsb } from '../iso15693.ts';
import { createPace, type Reply } from '../pace.ts';
import { bytesOf } from '../uii.ts';
import { functions } from './commands.ts';
import { createTwn4Ear, encodeMessage, type Manner } from './frame.ts';

export const twn4Habits = z.strictObject({
  keyboard: z.boolean().default(false).describe('The firmware as shipped: types card numbers into the void'),
  order: z.enum(['msb', 'lsb']).default('msb').describe('Which byte of an ISO 15693 UID comes first'),
  flags: z.boolean().default(true).describe('What a tag answered comes with its flags'),
  readsMany: z.boolean().default(true).describe('The chips know the command to read many blocks'),
});

export type Twn4SimulatorSettings = Manner &
  z.infer<typeof twn4Habits> & {
    /** False: answers at once. */
    readonly realTime: boolean;
  };
export const twn4SimulatorDefaults: Twn4SimulatorSettings = {
  ...twn4Habits.parse({}),
  framing: 'ascii',
  check: 'none',
  realTime: false,
};

/** Where a real reader spends its time besides the air. Estimates. */
export const twn4Times = {
  /** USB, full speed. */
  msPerByte: 0.02,
  /** One kind of card after the other. */
  searchMs: 30,
  beepMs: 150,
} as const;

const model = 'TWN4/B1.50/NCF3.11/PRS1.04';
const [ok, unknown, parserError] = [0x00, 0x01, 0x05];
const yes = 0x01;
const no = 0x00;
const kinds = { iso15693: 0x82, iso14443: 0x80 } as const;

/** What a tag says of a command that it refused; nothing where nothing comes through. */
const airErrors: Readonly<Record<Exclude<AirAnswer<never>['kind'], 'ok'>, number | null>> = {
  silence: null,
  garbled: null,
  beyond: isoErrors.blockNotAvailable,
  refused: isoErrors.locked,
};

export const createTwn4Simulator =
  ({ field: { air }, clock, settings }: { field: Field; clock: Clock; settings: Twn4SimulatorSettings }): Far =>
  (send) => {
    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: twn4Times.msPerByte, send });
    /** The tag that was found last. */
    let chosen: Uid | null = null;

    const answer = (airMs: number, ...body: readonly number[]): Reply => [
      { airMs, bytes: encodeMessage(settings, Uint8Array.from(body)) },
    ];

    const idOf = (uid: Uid, isIso15693: boolean): Uint8Array =>
      isIso15693 && settings.order === 'lsb' ? uidBytesLsb(uid) : bytesOf(uid);

    const searchTag = (): Reply => {
      const tag = air.inventory().find(({ air: by }) => by !== 'gen2');
      chosen = tag?.uid ?? null;
      if (tag === undefined) return answer(twn4Times.searchMs, ok, no);
      const isIso15693 = tag.air === 'iso15693';
      const id = idOf(tag.uid, isIso15693);
      const kind = isIso15693 ? kinds.iso15693 : kinds.iso14443;
      return answer(twn4Times.searchMs, ok, yes, kind, id.length * 8, id.length, ...id);
    };

    const systemInformation = (): Reply => {
      const got = chosen === null ? ({ kind: 'silence' } as const) : air.look(chosen);
      if (got.kind !== 'ok') return answer(airTimes.commandMs, ok, no);
      const { uid, dsfid, afi, blockSize, memory } = got.value;
      const blocks = memory.length / blockSize;
      const size = [blockSize, blocks & 0xff, blocks >>> 8];
      return answer(airTimes.commandMs, ok, yes, 0x0f, ...idOf(uid, true), dsfid, afi, ...size, 0x01);
    };

    const bytesFrom = (uid: Uid, first: number, count: number): AirAnswer<readonly number[]> => {
      const got = air.readBlocks(uid, first, count);
      return got.kind === 'ok' ? { kind: 'ok', value: got.value.flatMap(({ bytes }) => [...bytes]) } : got;
    };
    const written = (got: AirAnswer<null>): AirAnswer<readonly number[]> =>
      got.kind === 'ok' ? { kind: 'ok', value: [] } : got;

    /** Of an air's command, addressed: what the tag answers behind its flags. */
    const inTheAir = (code: number, parameters: Uint8Array): AirAnswer<readonly number[]> => {
      const uid = uidFromLsb(parameters.subarray(0, 8));
      const [first = 0, ...rest] = parameters.subarray(8);
      switch (code) {
        case airCodes.readSingle:
          return bytesFrom(uid, first, 1);
        case airCodes.readMultiple:
          return settings.readsMany ? bytesFrom(uid, first, (rest[0] ?? 0) + 1) : { kind: 'silence' };
        case airCodes.writeSingle:
          return written(air.writeBlocks(uid, first, Uint8Array.from(rest)));
        case airCodes.writeAfi:
          return written(air.writeAfi(uid, first));
        case airCodes.writeDsfid:
          return written(air.writeDsfid(uid, first));
        case airCodes.blockSecurity: {
          const got = air.readBlocks(uid, first, (rest[0] ?? 0) + 1);
          return got.kind === 'ok' ? { kind: 'ok', value: got.value.map(({ locked }) => (locked ? 1 : 0)) } : got;
        }
        default:
          return { kind: 'silence' };
      }
    };

    const isoCommand = ([, code = 0, length = 0, ...rest]: Uint8Array): Reply => {
      if (rest.length !== length + 1) return answer(0, parserError);
      const got = inTheAir(code, Uint8Array.from(rest.slice(0, length)));
      const airMs = airTimes.commandMs + airTimes.writeMs;
      const error = got.kind === 'ok' ? null : airErrors[got.kind];
      if (got.kind !== 'ok' && error === null) return answer(airMs, ok, no);
      if (got.kind !== 'ok') return answer(airMs, ok, yes, 2, 0x01, error ?? 0);
      const told = settings.flags ? [0x00, ...got.value] : got.value;
      return answer(airMs, ok, yes, told.length, ...told);
    };

    const perform = (body: Uint8Array): Reply => {
      const [high = 0, low = 0] = body;
      const parameters = body.subarray(2);
      switch ((high << 8) | low) {
        case functions.version:
          return answer(0, ok, model.length, ...Buffer.from(model, 'latin1'));
        case functions.tagTypes:
          return parameters.length === 8 ? answer(0, ok) : answer(0, parserError);
        case functions.searchTag:
          return searchTag();
        case functions.beep:
          return answer(twn4Times.beepMs, ok);
        case functions.systemInformation:
          return systemInformation();
        case functions.isoCommand:
          return isoCommand(parameters);
        default:
          return answer(0, unknown);
      }
    };

    const ear = createTwn4Ear({
      manner: settings,
      clock,
      hears: (body) => {
        if (settings.keyboard) return;
        if (body.length === 0) send(encodeMessage(settings, Uint8Array.of(parserError)));
        else pace(encodeMessage(settings, body).length, () => perform(body));
      },
    });
    return (chunk) => ear.bytes(chunk);
  };
