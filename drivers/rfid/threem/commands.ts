// 3M's commands: requests to bytes, answers to values, as tables. Knows nothing of lines or of time.
// 3M 210/810 interface specification 1.0.0. UIDs travel most significant byte first.
import type { Answer, SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { isoFailure } from '../iso15693.ts';
import { bytesOf, hexOf } from '../uii.ts';
import { type Frame, starts } from './frame.ts';

export const codes = {
  readBlocks: 0x02,
  checkEas: 0x03,
  writeBlocks: 0x04,
  writeAfi: 0x09,
  readAfi: 0x0a,
  writeDsfid: 0x0b,
  setEas: 0x0c,
  version: 0x11,
  start: 0x13,
  inventory: 0xfe,
} as const;

/** What the maker's own program asks for; 01: UIDs. What 04 is for nobody has written down. */
const inventoryOptions = 0x05;
const withDsfid = 0x02;
/** Tags of any AFI. */
const anyAfi = 0x00;
const oldVersion = [0x04, 0x00, codes.version] as const;

const request = (command: number, ...body: readonly number[]): Frame => ({
  start: starts.usual,
  content: Uint8Array.from([command, ...body]),
});

export const requests = {
  version: () => request(codes.version),
  /** The one that older programs begin with. */
  oldVersion: (): Frame => ({ start: starts.old, content: Uint8Array.from(oldVersion) }),
  /** Captured from the maker's program, which sends it once before all inventories. */
  start: () => request(codes.start, 0x04, 0x01, 0x00, 0x02, 0x00, 0x03, 0x00, 0x04, 0x00),
  inventory: () => request(codes.inventory, anyAfi, inventoryOptions),
  readBlocks: (uid: Uid, first: number, count: number) => request(codes.readBlocks, ...bytesOf(uid), first, count),
  writeBlocks: (uid: Uid, first: number, count: number, bytes: Uint8Array) =>
    request(codes.writeBlocks, ...bytesOf(uid), first, count, 0x00, ...bytes),
  readAfi: (uid: Uid) => request(codes.readAfi, ...bytesOf(uid)),
  writeAfi: (uid: Uid, afi: number) => request(codes.writeAfi, ...bytesOf(uid), afi),
  writeDsfid: (uid: Uid, dsfid: number) => request(codes.writeDsfid, ...bytesOf(uid), dsfid),
  checkEas: (uid: Uid) => request(codes.checkEas, ...bytesOf(uid)),
  setEas: (uid: Uid, on: boolean) => request(codes.setEas, ...bytesOf(uid), on ? 0x01 : 0x00),
} as const;

export const errors = { none: 0x00, notImplemented: 0x02, noTransponder: 0x06, notRead: 0x15 } as const;

/** Says hardly anything: no tag, one that is silent, EAS off, a block behind the end, a feature that the chip lacks. */
export const noTransponder: TagFailure = { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' };

const failures: Readonly<Record<number, TagFailure>> = {
  [errors.notImplemented]: { kind: 'unsupported', fault: 'unsupported', because: 'This reader has no such command.' },
  [errors.noTransponder]: noTransponder,
  0x0f: {
    kind: 'reader-error',
    fault: 'device-refuses',
    because: 'The reader reports an error that it does not know.',
  },
  0x11: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such memory.' },
  0x12: { kind: 'tag-error', fault: 'locked', because: 'The block is locked.' },
  [errors.notRead]: { kind: 'tag-error', fault: 'tag-garbled', because: 'The tag could not be read.' },
  0x16: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag did not take the write.' },
  0x21: isoFailure(0x01),
  0x22: isoFailure(0x02),
  0x23: isoFailure(0x03),
  0x30: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not support this command.' },
  0x31: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses an option of the command.' },
  0x32: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of the command.' },
  0xfd: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader broke the command off.' },
  0xfe: { kind: 'reader-error', fault: 'device-fault', because: 'The memory of the reader is full.' },
};

/** What follows command and error. `null`: not an answer to this command. */
export const resultOf = ({ start, content }: Frame, command: number): Answer<Uint8Array> | null => {
  const [code, error] = content;
  if (start !== starts.usual || code !== command || error === undefined) return null;
  if (error === errors.none) return { kind: 'ok', value: content.slice(2) };
  const hex = error.toString(16).toUpperCase().padStart(2, '0');
  return (
    failures[error] ?? { kind: 'reader-error', fault: 'device-refuses', because: `The reader reports error ${hex}.` }
  );
};

/** Of a new version answer or of an old one. `null`: neither. */
export const modelFrom = ({ start, content }: Frame): string | null => {
  const head: readonly number[] = start === starts.old ? oldVersion : [codes.version, errors.none];
  const [major, minor, high, low] = content.subarray(head.length);
  if (head.some((byte, at) => content[at] !== byte) || content.length !== head.length + 4) return null;
  return `3M reader, version ${major}.${minor}.${((high ?? 0) << 8) | (low ?? 0)}`;
};

/** AFI, options, N, N × ([DSFID], UID). The same UID may come twice. `null`: not one. */
export const seenFrom = (body: Uint8Array): readonly SeenTag[] | null => {
  const [, options, count] = body;
  if (options === undefined || count === undefined) return null;
  const before = (options & withDsfid) === 0 ? 0 : 1;
  const size = before + 8;
  if (body.length !== 3 + count * size) return null;
  return Array.from({ length: count }, (_, nth) => {
    const at = 3 + nth * size;
    const uid = hexOf(body.subarray(at + before, at + size));
    return { air: 'iso15693', uid, dsfid: before === 0 ? null : (body[at] ?? null) };
  });
};

const uidBytes = 8;

/** The answer names its tag, and what follows is about that one. `null`: another, or none. */
export const aboutTag = (body: Uint8Array, uid: Uid): Uint8Array | null =>
  body.length >= uidBytes && hexOf(body.subarray(0, uidBytes)) === uid ? body.subarray(uidBytes) : null;

export type Blocks = { readonly bytes: Uint8Array; readonly blockSize: number; readonly locked: readonly boolean[] };

const locked = { none: 0, byUser: 1, byFactory: 2, byBoth: 3 } as const;

/** n × (block, lock state, data), from block `first` on; a lock state above 3 is an error. `null`: not one. */
export const blocksFrom = (about: Uint8Array, first: number, count: number): Blocks | null => {
  const [told] = about;
  const size = (about.length - 1) / count;
  if (told !== count || !Number.isInteger(size) || size <= 2) return null;
  const blockSize = size - 2;
  const bytes = new Uint8Array(count * blockSize);
  const locks: boolean[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const [block, lock = 0xff, ...data] = about.subarray(1 + nth * size, 1 + (nth + 1) * size);
    if (block !== ((first + nth) & 0xff) || lock > locked.byBoth) return null;
    bytes.set(data, nth * blockSize);
    locks.push(lock !== locked.none);
  }
  return { bytes, blockSize, locked: locks };
};
