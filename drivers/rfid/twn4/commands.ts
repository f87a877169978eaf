// TWN4's commands: requests to bytes, answers to values, as tables. Knows nothing of lines or of time.
// Elatec, Simple Protocol, DocRev17: two bytes of function, then parameters; numbers low byte first, byte arrays after their
// length. An answer begins with 00, or with why it is none.
import type { Answer, SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { type AirCommand, airAnswer, uidFromLsb } from '../iso15693.ts';
import { hexOf } from '../uii.ts';

const request = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);
const lowHigh = (value: number): readonly number[] => [value & 0xff, value >>> 8];

/** Two bytes of function. */
export const functions = {
  version: 0x0004,
  beep: 0x0407,
  searchTag: 0x0500,
  tagTypes: 0x0502,
  isoCommand: 0x0d00,
  systemInformation: 0x0d01,
} as const;

const call = (which: number, ...parameters: readonly number[]): Uint8Array =>
  request(which >>> 8, which & 0xff, ...parameters);

const mostBytes = 0xff;
const mostIdBytes = 0x10;
/** Bits of the high-frequency kinds: ISO 14443-A, ISO 14443-B, ISO 15693. No low-frequency ones. */
const kinds = [0x00, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00] as const;
/** As the maker's own programs beep. */
const tone = { volume: 100, hertz: 2400, onMs: 100, offMs: 50 } as const;

export const requests = {
  version: () => call(functions.version, mostBytes),
  tagTypes: () => call(functions.tagTypes, ...kinds),
  searchTag: () => call(functions.searchTag, mostIdBytes),
  beep: ({ volume, hertz, onMs, offMs }: Readonly<Record<keyof typeof tone, number>> = tone) =>
    call(functions.beep, volume, ...lowHigh(hertz), ...lowHigh(onMs), ...lowHigh(offMs)),
  systemInformation: () => call(functions.systemInformation),
  isoCommand: ({ flags, code, parameters }: AirCommand) =>
    call(functions.isoCommand, flags, code, parameters.length, ...parameters, mostBytes),
} as const;

/** The first byte of an answer that is none. */
const failures: Readonly<Record<number, TagFailure>> = {
  0x01: { kind: 'unsupported', fault: 'unsupported', because: 'The firmware of this reader has no such command.' },
  0x02: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader misses a parameter of the command.' },
  0x03: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader was sent more than the command has.' },
  0x04: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of the command.' },
  0x05: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not understand the command.' },
};
/** The reader tells of every command on a tag that it failed, and of none why. */
export const noTag: TagFailure = { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' };

/** What follows the first byte. `null`: not an answer at all. */
export const resultOf = (body: Uint8Array): Answer<Uint8Array> | null => {
  const [status] = body;
  if (status === undefined) return null;
  if (status === 0) return { kind: 'ok', value: body.subarray(1) };
  const failure = failures[status];
  return failure !== undefined && body.length === 1 ? failure : null;
};

/** Length, text. `null`: not one. */
export const modelFrom = (result: Uint8Array): string | null => {
  const [length] = result;
  const text = Buffer.from(result.subarray(1)).toString('latin1').replaceAll('\0', ' ').trim();
  return length === result.length - 1 && /^[\x20-\x7e]{3,}$/.test(text) ? `Elatec ${text}` : null;
};

/** Kinds of tag. */
const iso15693 = 0x82;
const cards: readonly number[] = [0x80, 0x81];

/** How the reader sends the UIDs of ISO 15693 tags. */
export type UidOrder = 'msb' | 'lsb';
const firstOfUid = 0xe0;
const uidBytes = 8;

/** Each begins with E0, so it tells its order itself; `null`: it could be either. */
const orderOf = (id: Uint8Array): UidOrder | null => {
  const isFirst = id[0] === firstOfUid;
  const isLast = id.at(-1) === firstOfUid;
  if (isFirst === isLast) return null;
  return isFirst ? 'msb' : 'lsb';
};

/** Found or not, kind, bits, length, id. `order`: for a UID that does not tell its own. `null`: not one. */
export const seenFrom = (
  result: Uint8Array,
  order: UidOrder,
): { readonly tag: SeenTag | null; readonly order: UidOrder } | null => {
  const [found, kind, , length] = result;
  if (found === 0 && result.length === 1) return { tag: null, order };
  if (found !== 1 || kind === undefined || length === undefined || result.length !== 4 + length) return null;
  const id = result.subarray(4);
  if (kind === iso15693 && length === uidBytes) {
    const told = orderOf(id) ?? order;
    return { tag: { air: 'iso15693', uid: told === 'msb' ? hexOf(id) : uidFromLsb(id), dsfid: null }, order: told };
  }
  return { tag: cards.includes(kind) && length > 0 ? { air: 'iso14443', uid: hexOf(id) } : null, order };
};

const toldAfi = 0x02;
const systemInformationBytes = 15;

/** Of the tag that was found last: flags of what it tells, UID, DSFID, AFI, block size, blocks (2), chip. `null`: not one. */
export const afiFrom = (result: Uint8Array, uid: Uid): Answer<number> | null => {
  const [did, flags = 0] = result;
  if (did === 0) return noTag;
  if (did !== 1 || result.length !== 1 + systemInformationBytes) return null;
  const told = result.subarray(2, 2 + uidBytes);
  // Another card lies there now.
  if (hexOf(told) !== uid && uidFromLsb(told) !== uid) return noTag;
  if ((flags & toldAfi) === 0)
    return { kind: 'tag-error', fault: 'tag-unfit', because: 'The tag does not tell its AFI.' };
  return { kind: 'ok', value: result[3 + uidBytes] ?? 0 };
};

/** Done or not, length, what the tag answered. `null`: not one. */
const answerOf = (result: Uint8Array): Answer<Uint8Array> | null => {
  const [did, length] = result;
  if (did === 0) return noTag;
  return did === 1 && length === result.length - 2 ? { kind: 'ok', value: result.subarray(2) } : null;
};

const isError = (told: Uint8Array): boolean => told.length === 2 && told[0] === 0x01;

/** Firmware differs in whether the tag's flags come first: data of `bytes`, or whole words (`null`), tell which it is. */
export const isoAnswerFrom = (result: Uint8Array, bytes: number | null): Answer<Uint8Array> | null => {
  const told = answerOf(result);
  if (told?.kind !== 'ok') return told;
  const { length } = told.value;
  const hasFlags = bytes === null ? length % 4 === 1 : length === bytes + 1;
  if (hasFlags || isError(told.value)) return airAnswer(told.value);
  return bytes === null ? (length % 4 === 0 && length > 0 ? told : null) : length === bytes ? told : null;
};
