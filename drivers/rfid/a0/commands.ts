// What is asked of R2000/E710 modules and what they answer, as tables. Knows nothing of lines or of time.
import type { SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { bytesOf, hexOf, uiiLength } from '../uii.ts';

export type Request = { readonly command: number; readonly body: Uint8Array };

export const codes = {
  reset: 0x70,
  firmware: 0x72,
  setAntenna: 0x74,
  setPower: 0x76,
  power: 0x77,
  setRegion: 0x78,
  region: 0x79,
  setBeeper: 0x7a,
  read: 0x81,
  write: 0x82,
  match: 0x85,
  inventory: 0x89,
  sessionInventory: 0x8b,
} as const;

export const success = 0x10;
export const errors = {
  failed: 0x11,
  antennaMissing: 0x22,
  read: 0x32,
  write: 0x33,
  noTag: 0x36,
  refused: 0x40,
  parameter: 0x41,
  tooLong: 0x42,
  noSuchBank: 0x43,
} as const;

/** What an error code means. The sentence is for the technician. */
const failures: Readonly<Record<number, TagFailure>> = {
  0x11: { kind: 'reader-error', fault: 'device-fault', because: 'The reader reports that the command failed.' },
  0x20: { kind: 'reader-error', fault: 'device-fault', because: 'The reader could not reset itself.' },
  0x21: { kind: 'reader-error', fault: 'device-fault', because: 'The reader could not switch its field on.' },
  0x22: {
    kind: 'reader-error',
    fault: 'no-antenna',
    because: 'No antenna is connected to the reader’s chosen antenna port.',
  },
  0x23: { kind: 'reader-error', fault: 'device-fault', because: 'The reader could not write its own memory.' },
  0x24: { kind: 'reader-error', fault: 'device-fault', because: 'The reader could not read its own memory.' },
  0x25: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader could not set its power.' },
  0x31: { kind: 'reader-error', fault: 'device-fault', because: 'The reader reports an error of its inventory.' },
  0x32: { kind: 'tag-error', fault: 'tag-garbled', because: 'The tag could not be read.' },
  0x33: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag did not take the write.' },
  0x34: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag could not be locked.' },
  0x35: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag could not be killed.' },
  0x36: { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' },
  0x37: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag was seen and did not answer the command.' },
  0x38: { kind: 'reader-error', fault: 'device-fault', because: 'The buffer of the reader is empty.' },
  0x40: { kind: 'tag-error', fault: 'password', because: 'The tag refused the command, or asks for a password.' },
  0x41: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of the command.' },
  0x42: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot carry so many words at once.' },
  0x43: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such memory.' },
  0x44: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader does not know this region of the tag’s memory.',
  },
  0x45: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not know this kind of lock.' },
  0x46: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses the address.' },
  0x47: { kind: 'reader-error', fault: 'no-antenna', because: 'The reader has no such antenna port.' },
  0x48: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot send with such a power.' },
  0x49: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot work in this region.' },
  0x4a: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot work at this baud rate.' },
  0x4b: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not know this way of beeping.' },
  0x4c: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The identifier of the tag is too long for the reader.',
  },
  0x4d: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader calls the length of the identifier wrong.',
  },
  0x4e: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader does not know this way of choosing a tag.',
  },
  0x4f: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot work on these frequencies.' },
  0x50: { kind: 'tag-error', fault: 'weak', because: 'The radio link to the tag broke off.' },
  0x51: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of its radio.' },
  0x52: { kind: 'reader-error', fault: 'device-fault', because: 'The radio of the reader found no steady frequency.' },
  0x53: { kind: 'reader-error', fault: 'device-fault', because: 'The radio chip of the reader does not answer.' },
  0x54: {
    kind: 'reader-error',
    fault: 'device-fault',
    because: 'The reader does not reach the power that was asked for.',
  },
  0x55: { kind: 'reader-error', fault: 'device-fault', because: 'The reader failed to prove its own licence.' },
  0x56: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader may not send on these frequencies.' },
  0x57: { kind: 'reader-error', fault: 'device-fault', because: 'The reader sends with too little power.' },
};

export const failureOf = (code: number): TagFailure =>
  failures[code] ?? {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: `The reader reports error ${code.toString(16).toUpperCase().padStart(2, '0')}.`,
  };

/** The numbers of a region and the ends of its frequencies: 0 to 6 are 865 to 868 MHz, 7 to 59 are 902 to 928 MHz, each 0.5 MHz apart. */
export const regions = {
  fcc: [0x01, 0x07, 0x3b],
  etsi: [0x02, 0x00, 0x06],
  china: [0x03, 0x2b, 0x35],
} as const;
export type Region = keyof typeof regions;

export const beepers = { quiet: 0, 'each-round': 1, 'each-tag': 2 } as const;
export type Beeper = keyof typeof beepers;

/** 0 to 33 dBm in whole steps; a module that cannot send with one of them answers 48. */
export const a0Powers: readonly number[] = Array.from({ length: 34 }, (_, dbm) => dbm);
export const a0Antennas = 4;

const noPassword = [0, 0, 0, 0] as const;
const request = (command: number, ...body: readonly number[]): Request => ({ command, body: Uint8Array.from(body) });

export const requests = {
  firmware: () => request(codes.firmware),
  setAntenna: (port: number) => request(codes.setAntenna, port),
  power: () => request(codes.power),
  setPower: (dbm: number) => request(codes.setPower, dbm),
  region: () => request(codes.region),
  setRegion: (region: Region) => request(codes.setRegion, ...regions[region]),
  setBeeper: (beeper: Beeper) => request(codes.setBeeper, beepers[beeper]),
  /** `repeat`: rounds within the reader, 0xFF: as quick as it can. */
  inventory: (repeat: number) => request(codes.inventory, repeat),
  /** `session` 0 to 3; `target`: tags whose flag stands at A or at B. */
  sessionInventory: (session: number, target: 'a' | 'b', repeat: number) =>
    request(codes.sessionInventory, session, target === 'a' ? 0 : 1, repeat),
  /** The next reads and writes go to this tag alone. */
  match: (uid: Uid) => request(codes.match, 0x00, uid.length / 2, ...bytesOf(uid)),
  read: (bank: number, first: number, count: number, withPassword: boolean) =>
    request(codes.read, bank, first, count, ...(withPassword ? noPassword : [])),
  write: (bank: number, first: number, bytes: Uint8Array) =>
    request(codes.write, ...noPassword, bank, first, bytes.length / 2, ...bytes),
} as const;

/** Firmware answer: major, minor. `null`: not one. */
export const modelFrom = (body: Uint8Array): string | null => {
  const [major, minor] = body;
  return body.length !== 2 || major === undefined || minor === undefined
    ? null
    : `UHF reader (R2000/E710), firmware ${major}.${minor}`;
};

/** What one frame of an inventory says. `strength`: the reader's own scale, about dBm + 129. */
export type InventoryFrame =
  | { readonly kind: 'tag'; readonly tag: Extract<SeenTag, { air: 'gen2' }>; readonly strength: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly code: number };

const endLength = 7;

/** Tag: frequency and antenna, PC (2), UII, strength. End: antenna, rate (2), total (4). Error: its code. `null`: none of these. */
export const inventoryFrameFrom = (body: Uint8Array): InventoryFrame | null => {
  const [code, high, low] = body;
  if (body.length === 1 && code !== undefined) return { kind: 'error', code };
  // A UII has whole words, so no tag's frame has as many bytes as the end's.
  if (body.length === endLength) return { kind: 'end' };
  if (high === undefined || low === undefined) return null;
  const pc = (high << 8) | low;
  const uii = body.subarray(3, -1);
  if (uii.length === 0 || uii.length !== uiiLength(pc)) return null;
  return { kind: 'tag', tag: { air: 'gen2', uid: hexOf(uii), pc }, strength: body.at(-1) ?? 0 };
};

/** Which tag an access answer is about and what came of it. */
export type AccessFrame =
  | { readonly kind: 'tag'; readonly uid: Uid; readonly rest: Uint8Array; readonly code: number }
  | { readonly kind: 'error'; readonly code: number };

/**
 * Read: count (2), length, PC (2) UII CRC (2) data, length of the data, antenna, times. Write: the same without data and with
 * an error code in place of the length of the data. `null`: neither.
 */
export const accessFrameFrom = (body: Uint8Array): AccessFrame | null => {
  const [code] = body;
  if (body.length === 1 && code !== undefined) return { kind: 'error', code };
  const length = body[2];
  if (length === undefined || body.length !== 3 + length + 3 || length < 4) return null;
  const said = body.subarray(3, 3 + length);
  const uiiEnd = 2 + uiiLength(((said[0] ?? 0) << 8) | (said[1] ?? 0));
  if (uiiEnd + 2 > said.length) return null;
  return {
    kind: 'tag',
    uid: hexOf(said.subarray(2, uiiEnd)),
    rest: said.slice(uiiEnd + 2),
    code: body[3 + length] ?? 0,
  };
};
