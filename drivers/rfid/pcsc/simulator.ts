// A PC/SC reader with what lies on it, on the far end of a wire: an ACR1552U, a reader that knows PC/SC's commands only, or an
// ACR122U. Hears the messages of frame.ts, so that it also is the virtual card of vsmartcard. Knows nothing of who asks.
import type { Clock } from '../../clock.ts';
import type { SeenTag, Uid } from '../../ports/tag-reader.ts';
import type { Far } from '../../transport/memory.ts';
import type { AirAnswer, Field, IsoTag } from '../field.ts';
import { airCodes, airTimes, isoErrors, uidBytesLsb, uidFromLsb } from '../iso15693.ts';
import { createPace } from '../pace.ts';
import { bytesOf } from '../uii.ts';
import { type BlockAddress, objects, objectsIn } from './commands.ts';
import { controls, createPcscEar, encodeFrame, type Message } from './frame.ts';

export type PcscSimulatorSettings = {
  /** What the reader calls itself. */
  readonly name: string;
  /** `air`: knows the tags' own commands; `cards`: is deaf to ISO 15693. */
  readonly knows: 'air' | 'blocks' | 'cards';
  readonly blockAddress: BlockAddress;
  /** With two cards in the field: none, or one of them. */
  readonly collision: 'none' | 'first';
  /** Slow writes: the reader gives up before the tag is done and says 64 01, with a timer object or without. */
  readonly writes: 'in-time' | 'wants-timer' | 'too-slow';
  /** The response flags of a pass-through are handed on. */
  readonly passesFlags: boolean;
  readonly realTime: boolean;
};

export const pcscSimulatorDefaults: PcscSimulatorSettings = {
  name: 'ACS ACR1552 1S CL Reader PICC 0',
  knows: 'air',
  blockAddress: 'p2',
  collision: 'none',
  writes: 'wants-timer',
  passesFlags: false,
  realTime: false,
};

export const pcscTimes = {
  /** One message there and back over USB, the system's service included. Estimate. */
  messageMs: 4,
} as const;

type Reply = { readonly airMs: number; readonly bytes: readonly number[] };

const sw = (code: number): readonly number[] => [code >> 8, code & 0xff];
const ok = sw(0x9000);
const timeOut = 0x6401;

/** PC/SC part 3: the standard (03: ISO 14443-A, 0B: ISO 15693-3), then the card's name; T and check are the last two bytes. */
const atrOf = ({ air }: SeenTag): readonly number[] => {
  const [standard, name] = air === 'iso15693' ? [0x0b, 0x14] : [0x03, 0x01];
  const bytes = [0x8f, 0x80, 0x01, 0x80, 0x4f, 0x0c, 0xa0, 0, 0, 0x03, 0x06, standard, 0, name, 0, 0, 0, 0];
  return [0x3b, ...bytes, bytes.reduce((check, byte) => check ^ byte, 0)];
};

/** What a tag answers in the air, flags first; null: nothing. */
type AirReply = readonly number[] | null;
const noError = 0x00;
const isError = 0x01;

const airReply = <T>(got: AirAnswer<T>, told: (value: T) => readonly number[]): AirReply | 'garbled' => {
  switch (got.kind) {
    case 'ok':
      return [noError, ...told(got.value)];
    case 'silence':
      return null;
    case 'garbled':
      return 'garbled';
    case 'beyond':
      return [isError, isoErrors.blockNotAvailable];
    case 'refused':
      return [isError, isoErrors.locked];
  }
};

const systemInformation = ({ uid, dsfid, afi, memory, blockSize }: IsoTag): readonly number[] => [
  0x0f,
  ...uidBytesLsb(uid),
  dsfid,
  afi,
  memory.length / blockSize - 1,
  blockSize - 1,
  0x01,
];

/** One command in the air on the tag that was taken up. */
const airCommand = (field: Field, uid: Uid, code: number, rest: Uint8Array): AirReply | 'garbled' => {
  const { air } = field;
  const [first = 0, more = 0] = rest;
  const nothing = (): readonly number[] => [];
  switch (code) {
    case 0x2b:
      return airReply(air.look(uid), systemInformation);
    case airCodes.readMultiple:
      return airReply(air.readBlocks(uid, first, more + 1), (blocks) => blocks.flatMap(({ bytes }) => [...bytes]));
    case airCodes.blockSecurity:
      return airReply(air.readBlocks(uid, first, more + 1), (blocks) => blocks.map(({ locked }) => (locked ? 1 : 0)));
    case airCodes.writeSingle:
      return airReply(air.writeBlocks(uid, first, rest.slice(1)), nothing);
    case airCodes.lockBlock:
      return airReply(air.lockBlocks(uid, first, 1), nothing);
    case airCodes.writeAfi:
      return airReply(air.writeAfi(uid, first), nothing);
    case airCodes.writeDsfid:
      return airReply(air.writeDsfid(uid, first), nothing);
    case airCodes.easSet:
    case airCodes.easReset:
      return airReply(air.writeEas(uid, code === airCodes.easSet), nothing);
    case airCodes.easAlarm:
      return airReply(air.alarm(uid), () => Array.from({ length: 32 }, (_, nth) => nth));
    default:
      return [isError, isoErrors.unknownCommand];
  }
};

const isWrite = (code: number): boolean =>
  code === airCodes.writeSingle ||
  code === airCodes.lockBlock ||
  code === airCodes.writeAfi ||
  code === airCodes.writeDsfid ||
  code === airCodes.easSet ||
  code === airCodes.easReset;

const done = (airMs: number, ...bytes: number[]): Reply => ({ airMs, bytes });

export const createPcscSimulator =
  ({ field, clock, settings }: { field: Field; clock: Clock; settings: PcscSimulatorSettings }): Far =>
  (send) => {
    /** The card that was taken up with the last 04. */
    let card: SeenTag | null = null;
    let isInSession = false;

    const isHere = (uid: Uid): boolean => field.tags().some((tag) => tag.uid === uid);

    const takeUp = (): readonly number[] => {
      if (card !== null && !isHere(card.uid)) {
        // Gone; what lies there now, if anything, is told of next time.
        card = null;
        return [];
      }
      const answering = field.air
        .inventory()
        .filter(({ air }) => air === 'iso14443' || (air === 'iso15693' && settings.knows !== 'cards'));
      const isClear = answering.length === 1 || settings.collision === 'first';
      const found = isClear ? (answering[0] ?? null) : null;
      if (card === null || found?.uid !== card.uid) isInSession = false;
      card = found;
      return card === null ? [] : atrOf(card);
    };

    const airOf = (code: number, rest: Uint8Array, hasTimer: boolean): { ms: number; got: AirReply | 'garbled' } => {
      if (card === null) return { ms: 0, got: null };
      const ms = airTimes.commandMs + (isWrite(code) ? airTimes.writeMs : airTimes.perBlockMs * (rest[1] ?? 0));
      const got = airCommand(field, card.uid, code, rest);
      const isLate =
        isWrite(code) &&
        (settings.writes === 'too-slow' || (settings.writes === 'wants-timer' && !hasTimer && got?.[0] === noError));
      return { ms, got: isLate ? null : got };
    };

    const objectsOf = (code: number, answer: readonly number[] = []): readonly number[] => [
      objects.error,
      3,
      0,
      ...sw(code),
      ...answer,
      ...ok,
    ];

    const session = (order: number, said: Uint8Array): Reply => {
      const inside = objectsIn(said);
      if (inside === null) return done(0, ...sw(0x6700));
      if (order === 0x00) {
        isInSession = inside.has(0x81);
        return done(isInSession ? airTimes.fieldResetMs : 0, ...objectsOf(0x9000));
      }
      if (!isInSession) return done(0, ...objectsOf(0x6985));
      if (order === 0x02) return done(0, ...objectsOf(0x9000));
      const air = inside.get(objects.command);
      if (air === undefined) return done(0, ...objectsOf(0x6a80));
      const [flags = 0, code = 0] = air;
      const isNxp = code >= 0xa0;
      const uidAt = isNxp ? 3 : 2;
      const isAddressed = (flags & 0x20) !== 0;
      const rest = air.subarray(isAddressed ? uidAt + 8 : uidAt);
      const isOurs = !isAddressed || uidFromLsb(air.subarray(uidAt, uidAt + 8)) === card?.uid;
      const { ms, got } = isOurs ? airOf(code, rest, inside.has(objects.timer)) : { ms: 0, got: null };
      if (got === null) return done(ms, ...objectsOf(timeOut));
      if (got === 'garbled') return done(ms, ...objectsOf(0x9000, [0x92, 1, 0, objects.air, 2, 1, 0]));
      return done(ms, ...objectsOf(0x9000, [0x92, 1, 0, objects.air, 2, 0, 0, objects.answer, got.length, ...got]));
    };

    const passThrough = ([code = 0, ...said]: Uint8Array): Reply => {
      const rest = Uint8Array.from(code >= 0xa0 ? said.slice(1) : said);
      const { ms, got } = airOf(code, rest, true);
      if (got === null || got === 'garbled') return done(ms, ...sw(got === null ? timeOut : 0x6300));
      const isFailure = got[0] !== noError;
      return done(ms, ...(settings.passesFlags || isFailure ? got : got.slice(1)), ...ok);
    };

    const readBlock = (uid: Uid, block: number, length: number): Reply => {
      const got = field.air.readBlocks(uid, block, 1);
      const ms = airTimes.commandMs;
      if (got.kind !== 'ok') return done(ms, ...sw(got.kind === 'beyond' ? 0x6a82 : 0x6300));
      const bytes = got.value[0]?.bytes ?? new Uint8Array(0);
      if (length !== bytes.length && length !== 0) return done(ms, ...sw(0x6c00 | bytes.length));
      return done(ms, ...bytes, ...ok);
    };

    const writeBlock = (uid: Uid, block: number, bytes: Uint8Array): Reply => {
      const got = field.air.writeBlocks(uid, block, bytes);
      return done(airTimes.writeMs, ...(got.kind === 'ok' ? ok : sw(got.kind === 'beyond' ? 0x6a82 : 0x6581)));
    };

    const onCard = (there: SeenTag, apdu: Message): Reply => {
      const [cla, ins, p1 = 0, p2 = 0, length = 0] = apdu;
      const said = apdu.subarray(5, 5 + length);
      if (cla !== 0xff) return done(0, ...sw(0x6e00));
      const isIso = there.air === 'iso15693';
      const block = settings.blockAddress === 'p1' ? p1 : p2;
      if (ins === 0xca) return done(0, ...(isIso ? uidBytesLsb(there.uid) : bytesOf(there.uid)), ...ok);
      if (ins === 0xb0 && isIso) return readBlock(there.uid, block, length);
      if (ins === 0xd6 && isIso) return writeBlock(there.uid, block, said);
      if (settings.knows !== 'air' || !isIso) return done(0, ...sw(0x6a81));
      if (ins === 0xc2) return session(p2, said);
      return ins === 0xfb ? passThrough(said) : done(0, ...sw(0x6d00));
    };

    const perform = (message: Message): Reply => {
      if (message.length === 1) {
        const [control] = message;
        if (control === controls.card) return done(airTimes.inventoryMs, ...takeUp());
        return done(0, controls.name, ...Buffer.from(settings.name));
      }
      if (message[0] === 0xe0) return settings.knows === 'air' ? done(0, 0xe1, 0, 0, 0, 1, message[5] ?? 0) : done(0);
      if (card === null || !isHere(card.uid)) return done(0);
      return onCard(card, message);
    };

    const pace = createPace({ clock, realTime: settings.realTime, msPerByte: 0, send });
    const ear = createPcscEar({
      clock,
      hears: (message) => {
        // Power off, power on and reset are orders that the virtual card's protocol answers with nothing at all.
        if (message.length === 1 && message[0] !== controls.card && message[0] !== controls.name) return;
        pace(message.length, () => {
          const { airMs, bytes } = perform(message);
          return [{ airMs: airMs + pcscTimes.messageMs, bytes: encodeFrame(Uint8Array.from(bytes)) }];
        });
      },
    });
    return (chunk) => ear.bytes(chunk);
  };
