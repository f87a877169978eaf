// FEIG OBID HF commands: requests to bytes, answers to values, as tables. Knows nothing of lines or of time.
// FEIG manual H20800; ISO 15693 commands stand behind the command byte B0, NXP's own behind B1.
import type { SeenTag, TagFailure, Uid } from '../../ports/tag-reader.ts';
import { isoErrors, isoFailure } from '../iso15693.ts';

export type Request = { readonly command: number; readonly body: Uint8Array };

export const codes = {
  /** What a reader in notification mode sends by itself. */
  notification: 0x22,
  baudRateDetection: 0x52,
  cpuReset: 0x63,
  version: 0x65,
  rfReset: 0x69,
  rfOnOff: 0x6a,
  /** Lamps and beeper; MR102 has the second one in its place. */
  setOutput: 0x71,
  setOutputs: 0x72,
  login: 0xa0,
  iso15693: 0xb0,
  nxp: 0xb1,
} as const;

/** Every command that we ask or answer; the framer takes no other byte for a command. */
export const knownCommands: ReadonlySet<number> = new Set(Object.values(codes));

export const isoCodes = {
  inventory: 0x01,
  stayQuiet: 0x02,
  lockBlocks: 0x22,
  readBlocks: 0x23,
  writeBlocks: 0x24,
  resetToReady: 0x26,
  writeAfi: 0x27,
  writeDsfid: 0x29,
  systemInformation: 0x2b,
} as const;
export const nxpCodes = { maker: 0x04, easSet: 0xa2, easReset: 0xa3, easAlarm: 0xa5 } as const;

/** MODE bits of the inventory; of the commands on one tag only "addressed by UID" is used. */
export const inventoryMore = 0x80;
export const addressed = 0x01;
/** Of a read: the security byte before each block is asked of the tag, and not just 0. */
export const withSecurity = 0x08;
/** TR-TYPE in an inventory answer. */
const transponder = { iso15693: 0x03, iso14443a: 0x04, iso14443b: 0x05 } as const;
/** What a read answer can carry. */
export const mostBytesPerRead = 128;

export const status = {
  ok: 0x00,
  noTransponder: 0x01,
  parameterRange: 0x11,
  unknownCommand: 0x80,
  wrongLength: 0x81,
  notAvailable: 0x82,
  moreData: 0x94,
  iso15693Error: 0x95,
} as const;

/** What a status byte means for the command that was asked. The sentence is for the technician. */
const failures: Readonly<Record<number, TagFailure>> = {
  0x01: { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' },
  0x02: { kind: 'tag-error', fault: 'tag-garbled', because: 'The answer of the tag was garbled.' },
  0x03: { kind: 'tag-error', fault: 'tag-refuses', because: 'The tag did not take the write.' },
  0x04: { kind: 'tag-error', fault: 'no-memory', because: 'The tag has no such memory.' },
  0x05: { kind: 'tag-error', fault: 'tag-unfit', because: 'The tag is of a type that does not know this command.' },
  0x08: { kind: 'tag-error', fault: 'password', because: 'The tag asks for a password.' },
  0x0e: { kind: 'reader-error', fault: 'device-fault', because: 'The reader reports a general error.' },
  0x10: { kind: 'reader-error', fault: 'device-fault', because: 'The memory of the reader itself is faulty.' },
  0x11: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of the command.' },
  0x80: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not know this command.' },
  0x81: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader calls the length of the command wrong.' },
  0x82: {
    kind: 'reader-error',
    fault: 'wrong-mode',
    because: 'The reader is in scan mode or buffered-read mode. Set it to host mode with its maker’s program.',
  },
  0x83: { kind: 'tag-error', fault: 'weak', because: 'The radio link to the tag broke off.' },
  0x84: { kind: 'tag-error', fault: 'weak', because: 'The reader warns of trouble with its antenna or with noise.' },
  0x92: { kind: 'reader-error', fault: 'device-fault', because: 'The reader has no valid data.' },
  0x93: { kind: 'reader-error', fault: 'device-fault', because: 'The buffer of the reader overflowed.' },
  0x96: { kind: 'tag-error', fault: 'tag-unfit', because: 'The tag is not an ISO 15693 tag.' },
};

const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** Why an answer's body is a failure. */
export const failureOf = (body: Uint8Array): TagFailure => {
  const code = body[0] ?? 0x92;
  if (code === status.iso15693Error) return isoFailure(body[1] ?? isoErrors.unspecified);
  return (
    failures[code] ?? {
      kind: 'reader-error',
      fault: 'device-refuses',
      because: `The reader reports status ${hexOf(code)}.`,
    }
  );
};

/** Whether the tag said, in one of the ways tags say it, that the blocks asked for lie beyond its memory. */
export const isBeyondMemory = (body: Uint8Array): boolean =>
  body[0] === 0x04 ||
  (body[0] === status.iso15693Error &&
    [isoErrors.blockNotAvailable, isoErrors.unspecified].some((error) => error === body[1]));

const uidPattern = /^[0-9A-F]{16}$/;

/** Throws on a text that is no UID: our own mistake. */
export const uidBytes = (uid: Uid): Uint8Array => {
  if (!uidPattern.test(uid)) throw new Error(`"${uid}" is not a UID of 16 upper-case hex digits.`);
  return new Uint8Array(Buffer.from(uid, 'hex'));
};
/** FEIG sends UIDs most significant byte first. */
export const uidText = ({ buffer, byteOffset, byteLength }: Uint8Array): Uid =>
  Buffer.from(buffer, byteOffset, byteLength).toString('hex').toUpperCase();

const request = (command: number, ...body: number[]): Request => ({ command, body: Uint8Array.from(body) });
const word = (value: number): readonly number[] => [value >>> 8, value & 0xff];
const onTag = (code: number, uid: Uid, ...rest: number[]): Request =>
  request(codes.iso15693, code, addressed, ...uidBytes(uid), ...rest);

export const requests = {
  version: () => request(codes.version),
  rfReset: () => request(codes.rfReset),
  inventory: ({ more }: { more: boolean }) => request(codes.iso15693, isoCodes.inventory, more ? inventoryMore : 0x00),
  readBlocks: (uid: Uid, first: number, count: number) => onTag(isoCodes.readBlocks, uid, first, count),
  blockSecurity: (uid: Uid, first: number, count: number) =>
    request(codes.iso15693, isoCodes.readBlocks, addressed | withSecurity, ...uidBytes(uid), first, count),
  systemInformation: (uid: Uid) => onTag(isoCodes.systemInformation, uid),
  writeBlocks: (uid: Uid, first: number, bytes: Uint8Array, blockSize: number) =>
    onTag(isoCodes.writeBlocks, uid, first, bytes.length / blockSize, blockSize, ...bytes),
  lockBlocks: (uid: Uid, first: number, count: number) => onTag(isoCodes.lockBlocks, uid, first, count),
  writeAfi: (uid: Uid, afi: number) => onTag(isoCodes.writeAfi, uid, afi),
  writeDsfid: (uid: Uid, dsfid: number) => onTag(isoCodes.writeDsfid, uid, dsfid),
  easAlarm: (uid: Uid) => request(codes.nxp, nxpCodes.maker, nxpCodes.easAlarm, addressed, ...uidBytes(uid)),
  /** `tenths`: how long, in 100 ms; 0 changes nothing, and asks whether the reader has the command. */
  setOutput: (tenths: number) =>
    request(codes.setOutput, 0x00, tenths === 0 ? 0x00 : 0x10, 0x00, 0x00, ...word(tenths), ...word(tenths)),
  /** The same for MR102: a list of outputs, here its first buzzer (0x41), on. An empty list asks. */
  setOutputs: (tenths: number) =>
    tenths === 0
      ? request(codes.setOutputs, 0x00, 0x00)
      : request(codes.setOutputs, 0x00, 0x01, 0x41, 0x01, 0x00, ...word(tenths)),
  writeEas: (uid: Uid, on: boolean) =>
    request(codes.nxp, nxpCodes.maker, on ? nxpCodes.easSet : nxpCodes.easReset, addressed, ...uidBytes(uid)),
} as const;

/** SW-TYPE of the version answer, decimal as FEIG's list has it. Card readers stop at five tags by design. */
const types: Readonly<Record<number, { readonly name: string; readonly isCardReader: boolean }>> = {
  74: { name: 'FEIG MR100/PR100', isCardReader: false },
  76: { name: 'FEIG MR101/PR101-A', isCardReader: false },
  78: { name: 'FEIG MR101/PR101-U', isCardReader: false },
  80: { name: 'FEIG CPR.M02', isCardReader: true },
  83: { name: 'FEIG CPR40', isCardReader: true },
};

/** `isCardReader` null: of a type that is not in the list. */
export type Version = { readonly model: string; readonly isCardReader: boolean | null };

/** Version answer: status, SW-REV (2), D-REV, HW-TYPE, SW-TYPE, TR-TYPE (2). `null`: not one. */
export const versionFrom = (body: Uint8Array): Version | null => {
  const [code, major, minor, , , type] = body;
  if (code !== status.ok || major === undefined || minor === undefined || type === undefined) return null;
  const { name, isCardReader } = types[type] ?? { name: `FEIG reader, type ${type}`, isCardReader: null };
  const limit = isCardReader === true ? ' (a card reader: five items at most)' : '';
  return { model: `${name}${limit}, firmware ${major}.${minor}`, isCardReader };
};

/** Bytes of one entry after TR-TYPE. ISO 14443-A entries tell in TR_INFO whether their UID has 7 or 10 bytes. */
const entryLength = (type: number | undefined, next: number | undefined): number | null => {
  if (type === transponder.iso15693) return 9;
  if (type === transponder.iso14443a) return ((next ?? 0) & 0x04) === 0 ? 9 : 12;
  return type === transponder.iso14443b ? 10 : null;
};

/**
 * The UID of an ISO 14443-A card, from a field of 7 or 10 bytes. One of 4 bytes stands at either end of it, as firmware
 * will, with 00 in the rest: no longer UID begins with 00 (it would name no chip maker), and hardly one ends with three.
 */
const cardUid = (field: Uint8Array): Uid => {
  const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
  if (isBlank(field.subarray(4))) return uidText(field.subarray(0, 4));
  return isBlank(field.subarray(0, field.length - 4)) ? uidText(field.subarray(field.length - 4)) : uidText(field);
};

/**
 * Inventory answer: status, N, N × (TR-TYPE, DSFID or TR-INFO, UID). ISO 14443-B cards are passed over: their number changes
 * with each look. `null`: not one.
 */
export const seenFrom = (body: Uint8Array): readonly SeenTag[] | null => {
  if (body[0] === status.noTransponder) return [];
  const count = body[1];
  if ((body[0] !== status.ok && body[0] !== status.moreData) || count === undefined) return null;
  const seen: SeenTag[] = [];
  let at = 2;
  for (let nth = 0; nth < count; nth += 1) {
    const type = body[at];
    const length = entryLength(type, body[at + 1]);
    const dsfid = body[at + 1];
    if (length === null || dsfid === undefined || at + 1 + length > body.length) return null;
    if (type === transponder.iso15693)
      seen.push({ air: 'iso15693', uid: uidText(body.subarray(at + 2, at + 10)), dsfid });
    if (type === transponder.iso14443a)
      seen.push({ air: 'iso14443', uid: cardUid(body.subarray(at + 3, at + 1 + length)) });
    at += 1 + length;
  }
  return at === body.length ? seen : null;
};

/** `locked`: true where the security byte says so; all false where it was not asked for. */
export type Blocks = {
  readonly bytes: Uint8Array;
  readonly locked: readonly boolean[];
  readonly blockSize: number;
  readonly count: number;
};

/** Read answer: status, n, block size, n × (security byte, data). `null`: not one. */
export const blocksFrom = (body: Uint8Array): Blocks | null => {
  const [code, count, blockSize] = body;
  if (code !== status.ok || count === undefined || blockSize === undefined || blockSize === 0) return null;
  if (body.length !== 3 + count * (blockSize + 1)) return null;
  const bytes = new Uint8Array(count * blockSize);
  const locked: boolean[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const at = 3 + nth * (blockSize + 1) + 1;
    bytes.set(body.subarray(at, at + blockSize), nth * blockSize);
    locked.push(((body[at - 1] ?? 0) & 0x01) !== 0);
  }
  return { bytes, locked, blockSize, count };
};

/** `size`: the two or three bytes on the memory's size, of which readers have different ideas; see `blocksOnChip`. */
export type SystemInformation = { readonly uid: Uid; readonly afi: number; readonly size: Uint8Array };

/** System information answer: status, DSFID, UID (8), AFI, MEM (2 or 3), ICREF. `null`: not one. */
export const systemInformationFrom = (body: Uint8Array): SystemInformation | null => {
  const afi = body[10];
  if (body[0] !== status.ok || afi === undefined || body.length < 14 || body.length > 15) return null;
  return { uid: uidText(body.subarray(2, 10)), afi, size: body.slice(11, body.length - 1) };
};

/**
 * How many blocks of `blockSize` (as a read answer told it) the chip has; `null` when the bytes make no sense.
 * On the air it is (blocks - 1, block size - 1); FEIG's manual describes (block size, blocks), which
 * some firmware sends less one; three bytes are the
 * extended form with a two-byte count, low byte first. The known block size tells them apart.
 */
export const blocksOnChip = (size: Uint8Array, blockSize: number): number | null => {
  const [a = 0, b = 0, c = 0] = size;
  if (size.length === 3) return (c & 0x1f) + 1 === blockSize ? ((b << 8) | a) + 1 : null;
  if (size.length !== 2) return null;
  if ((b & 0x1f) + 1 === blockSize) return a + 1;
  if (a === blockSize) return b;
  if (a + 1 === blockSize) return b + 1;
  return null;
};
