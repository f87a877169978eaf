// Commands behind a PC/SC reader: requests to APDUs, responses to values, as tables. Knows nothing of lines or of time.
// PC/SC part 3 (FF CA, FF B0, FF D6) and its amendment 1 (FF C2); FF FB and E0 from ACS' reference manual of the ACR1552U 1.07.
import type { Answer, SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { type AirCommand, uidBytesLsb, uidFromLsb } from '../iso15693.ts';
import { hexOf } from '../uii.ts';

/** How ISO 15693 tags are read and written. `standard`: PC/SC's read and write of blocks, and nothing more. */
export type Way = 'standard' | 'session' | 'pass-through';
/** Which byte of a read or write names the block: P2 with ACS and most, P1 as Microsoft describes it. */
export type BlockAddress = 'p1' | 'p2';

const address = (at: BlockAddress, block: number): readonly [number, number] => (at === 'p1' ? [block, 0] : [0, block]);
/** With no byte of length behind it: whatever there is. */
const le = 0x00;

export const objects = { timer: 0x5f46, command: 0x95, error: 0xc0, answer: 0x97, air: 0x96 } as const;
/** One second, in microseconds, low byte first: without it the reader gives up before a write is done, and says 64 01. */
const timer = [0x5f, 0x46, 0x04, 0x40, 0x42, 0x0f, 0x00] as const;

const apdu = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

export const requests = {
  uid: () => apdu(0xff, 0xca, 0x00, 0x00, le),
  read: (at: BlockAddress, block: number, length: number) => apdu(0xff, 0xb0, ...address(at, block), length),
  write: (at: BlockAddress, block: number, bytes: Uint8Array) =>
    apdu(0xff, 0xd6, ...address(at, block), bytes.length, ...bytes),
  /** The reader adds the flags itself, and names no UID. */
  passThrough: (code: number, parameters: readonly number[]) =>
    apdu(0xff, 0xfb, 0x00, 0x00, 1 + parameters.length, code, ...parameters),
  beginSession: () => apdu(0xff, 0xc2, 0x00, 0x00, 0x02, 0x81, 0x00),
  /** ISO 15693, layer 3: the reader adds the air's check and nothing else. */
  speakIso15693: () => apdu(0xff, 0xc2, 0x00, 0x02, 0x04, 0x8f, 0x02, 0x02, 0x03),
  exchange: ({ flags, code, parameters }: AirCommand, mode: 'again' | 'write') => {
    const air = [flags, code, ...parameters];
    const said = [...(mode === 'write' ? timer : []), 0x95, air.length, ...air];
    return apdu(0xff, 0xc2, 0x00, 0x01, said.length, ...said);
  },
  endSession: () => apdu(0xff, 0xc2, 0x00, 0x00, 0x02, 0x82, 0x00),
  /** In units of 10 ms. */
  buzz: (tens: number) => apdu(0xe0, 0x00, 0x00, 0x28, 0x01, tens),
} as const;

const failures: Readonly<Record<number, TagFailure>> = {
  0x6300: { kind: 'tag-error', fault: 'tag-refuses', because: 'The reader could not do this with the tag.' },
  0x6400: { kind: 'reader-error', fault: 'device-fault', because: 'The reader did not carry the command out.' },
  0x6401: { kind: 'gone', fault: 'no-tag', because: 'The tag did not answer.' },
  0x6581: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag did not take the write.' },
  0x6700: { kind: 'tag-error', fault: 'no-memory', because: 'The length of the command does not fit this tag.' },
  0x6982: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag or the reader forbids this.' },
  0x6986: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag does not allow this command.' },
  0x6a81: { kind: 'tag-error', fault: 'tag-unfit', because: 'The reader does not know this command for this tag.' },
  0x6a82: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such block.' },
  0x6b00: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such block.' },
  0x6d00: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not know this command.' },
  0x6e00: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader does not know this class of commands.',
  },
};
const done = 0x9000;
const beyond: readonly number[] = [0x6a82, 0x6b00];

export const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

export const cardGone: TagFailure = { kind: 'gone', fault: 'no-tag', because: 'The card was taken away.' };
export const garbled: TagFailure = {
  kind: 'tag-error',
  fault: 'tag-garbled',
  because: 'The answer of the tag was garbled.',
};
export const strange: TagFailure = {
  kind: 'reader-error',
  fault: 'garbled',
  because: 'The reader’s answer does not fit the question.',
};

const failureOf = (code: number): TagFailure => {
  // 61 and 9F: more bytes wait; a reader that answers so to short commands is none that we know.
  const known = failures[code];
  return known ?? { kind: 'tag-error', fault: 'tag-refuses', because: `The reader answers ${hex4(code)}.` };
};

/** A response without its SW; `code`: of a failure. Nothing at all: the card is gone. */
export type Response =
  { readonly kind: 'ok'; readonly value: Uint8Array } | (TagFailure & { readonly code: number | null });

export const responseFrom = (message: Uint8Array): Response => {
  if (message.length === 0) return { ...cardGone, code: null };
  const [high, low] = message.subarray(-2);
  if (high === undefined || low === undefined) return { ...strange, code: null };
  const code = (high << 8) | low;
  return code === done ? { kind: 'ok', value: message.subarray(0, -2) } : { ...failureOf(code), code };
};

/** Whether the failure says that the block lies behind the tag's memory. */
export const isBeyond = (response: { readonly code: number | null }): boolean =>
  response.code !== null && beyond.includes(response.code);
/** ISO 7816-4, 6C: the length was wrong, and this one is right. */
export const rightLength = (response: Response): number | null =>
  response.kind !== 'ok' && response.code !== null && response.code >> 8 === 0x6c ? response.code & 0xff : null;
/** A write that took longer than the reader waited: it may well have happened. */
export const isTimeOut = (response: Response): boolean => response.kind === 'gone' && response.code === 0x6401;

/** ISO 7816-6 data objects with tags of one or two bytes; `null`: the bytes are none. */
export const objectsIn = (bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | null => {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const isLong = (first & 0x1f) === 0x1f;
    const tag = isLong ? (first << 8) | (bytes[at + 1] ?? 0) : first;
    at += isLong ? 2 : 1;
    let length = bytes[at];
    at += 1;
    if (length === 0x81) {
      length = bytes[at];
      at += 1;
    }
    if (length === undefined || length > 0xff || at + length > bytes.length) return null;
    found.set(tag, bytes.subarray(at, at + length));
    at += length;
  }
  return found;
};

/** What a step of a session came to: the response itself may be 90 00 and the failure stand inside. */
export const sessionFrom = (response: Response): Response => {
  if (response.kind !== 'ok') return response;
  const inside = objectsIn(response.value);
  if (inside === null) return { ...strange, code: null };
  const [, high = 0x90, low = 0x00] = inside.get(objects.error) ?? [];
  const code = (high << 8) | low;
  if (code !== done) return { ...failureOf(code), code };
  // Amendment 1, object 96: bits of what was wrong in the air (check, collision, parity, framing).
  if ((inside.get(objects.air)?.[0] ?? 0) !== 0) return { ...garbled, code: null };
  return { kind: 'ok', value: inside.get(objects.answer) ?? new Uint8Array(0) };
};

const atrHead = Uint8Array.of(0x80, 0x4f, 0x0c, 0xa0, 0x00, 0x00, 0x03, 0x06);
/** PC/SC part 3, 3.1.3.2.3.1: the byte behind the registered identifier tells the standard. */
const standardOf = (atr: Uint8Array): number | null => {
  for (let at = 0; at + atrHead.length < atr.length; at += 1)
    if (atrHead.every((byte, nth) => atr[at + nth] === byte)) return atr[at + atrHead.length] ?? null;
  return null;
};

/** Which card lies there, from its ATR and its UID as the reader tells it. `null`: the UID is none. */
export const seenFrom = (atr: Uint8Array, told: Uint8Array): SeenTag | null => {
  if (told.length < 4 || told.length > 10) return null;
  const standard = standardOf(atr);
  const isEnded = told.length === 8 && (told[7] === 0xe0 || told[0] === 0xe0);
  const isIso15693 = standard === null ? isEnded : standard >= 0x09 && standard <= 0x0c;
  if (!isIso15693) return { air: 'iso14443', uid: hexOf(told) };
  if (told.length !== 8) return null;
  // Every ISO 15693 UID begins with E0. Readers tell it last byte first, some drivers turn it round.
  const isTurned = told[0] === 0xe0 && told[7] !== 0xe0;
  return { air: 'iso15693', uid: isTurned ? hexOf(told) : uidFromLsb(told), dsfid: null };
};

export type SystemInformation = {
  readonly dsfid: number | null;
  /** Null: the chip has none. */
  readonly afi: number | null;
  readonly blocks: number | null;
  readonly blockSize: number | null;
};

/** ISO 15693-3, 10.4.12, behind the response flags. `null`: not that, or of another tag. */
export const systemInformationFrom = (bytes: Uint8Array, uid: Uid): SystemInformation | null => {
  const [flags, ...rest] = bytes;
  if (flags === undefined || rest.length < 8) return null;
  if (!uidBytesLsb(uid).every((byte, nth) => rest[nth] === byte)) return null;
  let at = 8;
  const next = (is: boolean): number | null => (is ? (rest[at++] ?? null) : null);
  const dsfid = next((flags & 0x01) !== 0);
  const afi = next((flags & 0x02) !== 0);
  const blocks = next((flags & 0x04) !== 0);
  const size = next((flags & 0x04) !== 0);
  return {
    dsfid,
    afi,
    blocks: blocks === null ? null : blocks + 1,
    blockSize: size === null ? null : (size & 0x1f) + 1,
  };
};

/** The manual does not say whether the response flags are passed on: the length that must come does. */
export const withoutFlags = (bytes: Uint8Array, fits: (bytes: Uint8Array) => boolean): Answer<Uint8Array> => {
  if (fits(bytes)) return { kind: 'ok', value: bytes };
  return bytes[0] === 0x00 && fits(bytes.subarray(1)) ? { kind: 'ok', value: bytes.subarray(1) } : strange;
};
