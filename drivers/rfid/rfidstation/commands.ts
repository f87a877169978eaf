// RFIDStation's commands: requests to bytes, answers to values, as tables. Knows nothing of lines or of time.
// The maker's protocol V1.1 and the reader's own program. UIDs travel least significant byte first.
import type { Answer, SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { crcXInverted } from '../checks.ts';
import { type AirCommand, airAnswer, uidBytesLsb, uidFromLsb } from '../iso15693.ts';

export type Request = { readonly command: number; readonly parameters: Uint8Array };

export const codes = {
  /** In active mode the reader asks by itself: here are tags, here is an alarm. It waits for an answer. */
  pushedTags: 0x10,
  pushedAlarm: 0x13,
  inventory: 0x11,
  read: 0x22,
  write: 0x23,
  writeAfi: 0x24,
  writeDsfid: 0x26,
  systemInformation: 0x28,
  lockBlock: 0x2c,
  passThrough: 0x2f,
  field: 0xf0,
  setConfiguration: 0xf4,
  configuration: 0xf5,
  version: 0xf7,
} as const;

export const addresses = { host: 0x0000, reader: 0x0001, broadcast: 0xffff } as const;

export const fieldOrders = { off: 0x00, on: 0x01, reset: 0x02 } as const;
export const mostBlocksPerRead = 32;
/** What a reader waits for a tag's answer to a passed-through command, in µs: as long as its own writes. */
const passThroughWaitUs = 25_000;

const request = (command: number, ...parameters: readonly number[]): Request => ({
  command,
  parameters: Uint8Array.from(parameters),
});

/** Whether the reader adds the air's check to a command that is passed through, or wants it from us. */
export type PassThrough = 'plain' | 'with-check';

const lowHigh = (value: number): readonly number[] => [value & 0xff, value >>> 8];

export const requests = {
  version: () => request(codes.version),
  configuration: () => request(codes.configuration, 0x00),
  setConfiguration: (bytes: Uint8Array) => request(codes.setConfiguration, ...bytes),
  field: (order: number) => request(codes.field, order, 0x00),
  inventory: () => request(codes.inventory, 0x00),
  read: (uid: Uid, first: number, count: number) => request(codes.read, ...uidBytesLsb(uid), first, count),
  write: (uid: Uid, first: number, count: number, bytes: Uint8Array) =>
    request(codes.write, ...uidBytesLsb(uid), first, count, ...bytes),
  writeAfi: (uid: Uid, afi: number) => request(codes.writeAfi, ...uidBytesLsb(uid), afi),
  writeDsfid: (uid: Uid, dsfid: number) => request(codes.writeDsfid, ...uidBytesLsb(uid), dsfid),
  systemInformation: (uid: Uid) => request(codes.systemInformation, ...uidBytesLsb(uid)),
  lockBlock: (uid: Uid, block: number) => request(codes.lockBlock, ...uidBytesLsb(uid), block),
  /** `answerBytes`: of the tag's answer, flags included, check not. */
  passThrough: ({ flags, code, parameters }: AirCommand, answerBytes: number, form: PassThrough) => {
    const bare = Uint8Array.from([flags, code, ...parameters]);
    const sent = form === 'plain' ? bare : [...bare, ...lowHigh(crcXInverted(bare))];
    return request(codes.passThrough, sent.length, ...sent, ...lowHigh(passThroughWaitUs), answerBytes + 2);
  },
} as const;

/** The error byte behind a result that failed. */
export const errors = { none: 0x00, tag: 0x01, check: 0x02, noAnswer: 0x03, parameter: 0x04 } as const;
/** What a tag says, too, of blocks behind its end. */
export const refusedByTag: TagFailure = {
  kind: 'tag-error',
  fault: 'tag-refuses',
  because: 'The tag answered with an error.',
};
const failures: Readonly<Record<number, TagFailure>> = {
  [errors.tag]: refusedByTag,
  [errors.check]: { kind: 'tag-error', fault: 'tag-garbled', because: 'The answer of the tag was garbled.' },
  [errors.noAnswer]: { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' },
  [errors.parameter]: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader refuses a parameter of the command.',
  },
};

const failureOf = (error: number): TagFailure =>
  failures[error] ?? { kind: 'reader-error', fault: 'device-refuses', because: `The reader reports error ${error}.` };

/** The result stands at the end: flag, error. A failed read carries its blocks all the same, as zeros. `null`: no result. */
export const resultOf = (parameters: Uint8Array): Answer<Uint8Array> | null => {
  const [flag, error] = parameters.subarray(-2);
  if (flag === undefined || error === undefined) return null;
  return flag === 0 ? { kind: 'ok', value: parameters.slice(0, -2) } : failureOf(error);
};

/** Text of 50 bytes, then the result. `null`: not one. */
export const modelFrom = (parameters: Uint8Array): string | null => {
  const told = resultOf(parameters);
  if (told?.kind !== 'ok') return null;
  const text = Buffer.from(told.value).toString('latin1').replaceAll('\0', ' ').trim();
  return /^[\x20-\x7e]+$/.test(text) ? `RFIDStation ${text.replaceAll(/ +/g, ' ')}` : null;
};

const bytesPerUid = 9;

/** n × (UID, AA), how many are left to tell, 00. Nothing but two bytes: no tags, in one way or the other. `null`: not one. */
export const seenFrom = (
  parameters: Uint8Array,
): { readonly tags: readonly SeenTag[]; readonly left: number } | null => {
  const end = parameters.length - 2;
  if (end < 0 || end % bytesPerUid !== 0) return null;
  if (end === 0) return { tags: [], left: 0 };
  const tags: SeenTag[] = [];
  for (let at = 0; at < end; at += bytesPerUid)
    tags.push({ air: 'iso15693', uid: uidFromLsb(parameters.subarray(at, at + 8)), dsfid: null });
  return { tags, left: parameters[end] ?? 0 };
};

export type SystemInformation = {
  readonly afi: number | null;
  readonly blocks: number | null;
  readonly blockSize: number | null;
};

const told = { afi: 0x02, memory: 0x04 } as const;

/** Flags of what the tag tells, DSFID, AFI, blocks, block size, chip; the result stands before them or behind them. */
export const systemInformationFrom = (parameters: Uint8Array): Answer<SystemInformation> | null => {
  if (parameters.length === 2) return resultOf(parameters)?.kind === 'ok' ? null : failureOf(parameters[1] ?? 0);
  if (parameters.length !== 8) return null;
  const isBefore = parameters[0] === 0 && parameters[1] === 0;
  if (!isBefore && parameters[6] !== 0) return failureOf(parameters[7] ?? 0);
  const [flags = 0, , afi = 0, blocks = 0, blockSize = 0] = isBefore ? parameters.subarray(2) : parameters;
  const hasMemory = (flags & told.memory) !== 0 && blockSize >= 1 && blockSize <= 32;
  return {
    kind: 'ok',
    value: {
      afi: (flags & told.afi) === 0 ? null : afi,
      // The reader counts from one in one byte: 256 blocks look like none.
      blocks: hasMemory ? blocks || 256 : null,
      blockSize: hasMemory ? blockSize : null,
    },
  };
};

/** What a tag said to a command that was passed through; the air's check and a 00 may follow it. `null`: not one. */
export const passedThrough = (parameters: Uint8Array): Answer<Uint8Array> | null => {
  const result = resultOf(parameters);
  if (result?.kind !== 'ok') return result;
  return airAnswer(result.value) ?? failureOf(errors.noAnswer);
};

/** Bits of the fourth byte of the configuration, and how they have to stand for a pad. The second and third are the address. */
const bits = { noSilence: 0x10, passive: 0x20, afiFilter: 0x40, onRequest: 0x80 } as const;
const kinds = { mask: 0xf0, iso15693: 0x00 } as const;
const inventoryMode = 0x02;

export type Configuration = {
  readonly bytes: Uint8Array;
  /** How it has to stand for a pad: the same bytes where it does. */
  readonly wanted: Uint8Array;
};

/** Mode, address (2), two bytes of bits, AFI to filter by; a result may follow. `null`: not one. */
export const configurationFrom = (parameters: Uint8Array): Configuration | null => {
  const [mode, , , low] = parameters;
  if (mode === undefined || low === undefined || (parameters.length !== 6 && parameters.length !== 8)) return null;
  const bytes = parameters.slice(0, 6);
  const wanted = bytes.slice();
  wanted[0] = kinds.iso15693 | inventoryMode;
  // Silent about what it told: else a pile that does not fit one answer is never told to its end.
  wanted[3] = (low | bits.passive | bits.onRequest) & ~(bits.afiFilter | bits.noSilence);
  return { bytes, wanted };
};

/** What of a configuration a simulated reader goes by. */
export const waysOf = ([mode = 0, , , low = 0]: Uint8Array) => ({
  isIso15693: (mode & kinds.mask) === kinds.iso15693,
  isActive: (low & bits.passive) === 0,
  tellsAlways: (low & bits.noSilence) !== 0,
});
/** As the maker ships it: 38400 baud, ISO 15693, passive, on request; a tag is told once. */
export const shippedConfiguration = Uint8Array.of(
  inventoryMode,
  0x01,
  0x00,
  0x07 | bits.passive | bits.onRequest,
  1,
  1,
);
/** As some dealers ship it: the reader tells tags by itself. */
export const activeConfiguration = Uint8Array.of(inventoryMode, 0x01, 0x00, 0x07, 1, 1);
/** As somebody may have set it: each round tells all tags. */
export const talkativeConfiguration = shippedConfiguration.with(
  3,
  0x07 | bits.noSilence | bits.passive | bits.onRequest,
);
