// ISO 15693 itself, as every HF reader has it below its own commands: a tag's errors, its raw commands, and how its memory is
// read to the end. Knows no maker's frames.
import type { FaultKind } from '../ports/fault.ts';
import type { Answer, TagBlocks, TagFailure, Uid } from '../ports/tag-reader.ts';
import { chipOf } from '../tags/chips.ts';
import { bytesOf, hexOf } from './uii.ts';

/** ISO 15693-3, error codes of a tag. */
const errors: Readonly<Record<number, string>> = {
  0x01: 'The tag does not know this command.',
  0x02: 'The tag does not recognise this command’s form.',
  0x03: 'The tag does not know this option.',
  0x0f: 'The tag reports an error without a reason.',
  0x10: 'The tag has no such block.',
  0x11: 'The block is already locked.',
  0x12: 'The block is locked.',
  0x13: 'The block could not be written.',
  0x14: 'The block could not be locked.',
};
const kinds: Readonly<Record<number, FaultKind>> = {
  0x01: 'tag-unfit',
  0x02: 'tag-unfit',
  0x03: 'tag-unfit',
  0x10: 'no-memory',
  0x11: 'locked',
  0x12: 'locked',
};
export const isoErrors = { unknownCommand: 0x01, unspecified: 0x0f, blockNotAvailable: 0x10, locked: 0x12 } as const;

/** `error`: as the tag sent it. */
export const isoFailure = (error: number): TagFailure => ({
  kind: 'tag-error',
  fault: kinds[error] ?? 'tag-refuses',
  because: errors[error] ?? `The tag reports error ${error.toString(16).toUpperCase().padStart(2, '0')}.`,
});

/** Command codes in the air. From A2 on: NXP's own. */
export const airCodes = {
  readSingle: 0x20,
  writeSingle: 0x21,
  lockBlock: 0x22,
  readMultiple: 0x23,
  writeAfi: 0x27,
  writeDsfid: 0x29,
  blockSecurity: 0x2c,
  easSet: 0xa2,
  easReset: 0xa3,
  easAlarm: 0xa5,
} as const;

/** One subcarrier, high data rate, addressed by UID. */
const usualFlags = 0x22;
/** Texas Instruments' chips write only with it. */
const optionFlag = 0x40;
const firstCustomCode = 0xa0;
const nxp = 0x04;

/** In the air, and with several readers, UIDs travel least significant byte first. */
export const uidBytesLsb = (uid: Uid): Uint8Array => bytesOf(uid).toReversed();
export const uidFromLsb = (bytes: Uint8Array): Uid => hexOf(bytes.toReversed());

/** What a raw command consists of before the air's check is added. */
export type AirCommand = { readonly flags: number; readonly code: number; readonly parameters: Uint8Array };

export const airCommand = (code: number, uid: Uid, rest: readonly number[], withOption = false): AirCommand => ({
  flags: withOption ? usualFlags | optionFlag : usualFlags,
  code,
  parameters: Uint8Array.from([...(code >= firstCustomCode ? [nxp] : []), ...uidBytesLsb(uid), ...rest]),
});

/** Response flags, then data or the error. `null`: nothing at all. */
export const airAnswer = (bytes: Uint8Array): Answer<Uint8Array> | null => {
  const [flags, error] = bytes;
  if (flags === undefined) return null;
  return (flags & 0x01) === 0 ? { kind: 'ok', value: bytes.subarray(1) } : isoFailure(error ?? isoErrors.unspecified);
};

/** The air of a simulated reader. ISO 15693 at 26 kbit/s; estimates on the side of slowness. */
export const airTimes = {
  /** Sixteen empty slots of an inventory, about 1 ms each. */
  inventoryMs: 15,
  /** Each tag's answer and the round that singles it out: ISO 15693 allows some 60 tags a second. */
  inventoryPerTagMs: 15,
  /** A question and its short answer. */
  commandMs: 6,
  /** A block of 4 bytes more. */
  perBlockMs: 1,
  /** One write, chip time included. */
  writeMs: 6,
  /** The field off and on again, until tags are awake. */
  fieldResetMs: 6,
} as const;

/** Blocks of one command. `beyond`: the tag says, or seems to say, that some of them lie behind its memory. */
export type BlocksAnswer =
  | Answer<{ readonly bytes: Uint8Array; readonly blockSize: number }>
  | { readonly kind: 'beyond'; readonly because: string };

/** For readers that say the same of a tag that left and of blocks behind a tag's end: block 0 tells which it is. */
export const orBeyond =
  <T>(
    read: (uid: Uid, first: number, count: number) => Promise<Answer<T>>,
    isVague: (told: TagFailure) => boolean,
  ): ((uid: Uid, first: number, count: number) => Promise<Answer<T> | { kind: 'beyond'; because: string }>) =>
  async (uid, first, count) => {
    const told = await read(uid, first, count);
    if (told.kind === 'ok' || !isVague(told) || (first === 0 && count === 1)) return told;
    const beginning = await read(uid, 0, 1);
    return beginning.kind === 'ok' ? { kind: 'beyond', because: 'The tag could not be read.' } : beginning;
  };

export type TagMemory = {
  /** What a tag told of itself; null where it did not. */
  told(uid: Uid, size: { readonly blocks: number | null; readonly blockSize: number | null }): void;
  read(uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>>;
};

const mostRemembered = 256;
/** Of nearly every chip in books; a few makers have 8. */
const commonBlockSize = 4;

/**
 * Chips differ in what they say of blocks behind their end, and readers say the same of a bad link. So: at most what the chip
 * told; a refusal of blocks that it has is no end, half a tag can read as another item; and where nobody knows how many there
 * are, half as many after each refusal, down to none.
 */
export const createTagMemory = ({
  mostBlocks,
  readBlocks,
}: {
  /** In one command. */
  mostBlocks: number;
  readBlocks: (uid: Uid, first: number, count: number) => Promise<BlocksAnswer>;
}): TagMemory => {
  const sizes = new Map<Uid, { readonly blocks: number | null; readonly blockSize: number }>();
  const remember: TagMemory['told'] = (uid, { blocks, blockSize }) => {
    if (sizes.size >= mostRemembered) sizes.clear();
    sizes.set(uid, { blocks, blockSize: blockSize ?? commonBlockSize });
  };

  const read = async (uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>> => {
    const { blocks, blockSize } = sizes.get(uid) ?? { blocks: null, blockSize: commonBlockSize };
    const left = blocks === null ? Infinity : Math.max(0, blocks - first);
    /** Blocks from `first` on that are there for certain. */
    const sure = Math.max(0, (blocks ?? chipOf(uid).blocks ?? 0) - first);
    let asked = Math.min(count, mostBlocks, left);
    while (asked >= 1) {
      // Fewer are asked only after more were refused.
      // oxlint-disable-next-line no-await-in-loop
      const told = await readBlocks(uid, first, asked);
      if (told.kind === 'ok') {
        remember(uid, { blocks, blockSize: told.value.blockSize });
        return { kind: 'ok', value: { ...told.value, last: asked >= left } };
      }
      if (told.kind !== 'beyond') return told;
      if (asked <= sure || (first === 0 && asked === 1))
        return { kind: 'tag-error', fault: 'tag-garbled', because: told.because };
      asked = sure > 0 ? sure : asked >>> 1;
    }
    return { kind: 'ok', value: { bytes: new Uint8Array(0), blockSize, last: true } };
  };

  return { told: remember, read };
};
