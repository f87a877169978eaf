// The banks of a simulated Gen2 tag, word by word, for the simulators of all UHF readers. Knows no reader's bytes.
import type { Uid } from '../ports/tag-reader.ts';
import type { Air, AirAnswer, Gen2Tag } from './field.ts';
import { banks, bytesPerWord } from './gen2.ts';
import { bytesOf, pcWithAfi, uiiLength } from './uii.ts';

/** What the air costs a UHF reader. Estimates for Gen2 at a middling link (Miller 4, 250 kHz). */
export const gen2Times = {
  roundMs: 15,
  /** A tag that is singled out and told; makers' sheets promise some hundreds a second. */
  perTagMs: 4,
  readMs: 12,
  /** A chip may take up to 20 ms for a word; common ones take some 4 ms. */
  writePerWordMs: 6,
} as const;

const crcBytes = 2;
const pcAt = crcBytes;
const uiiAt = pcAt + 2;
/** What the EPC bank of a common chip holds behind the control word: 128 bits. */
const uiiRoom = 16;
/** Class E2, NXP, UCODE 8; the serial number is the UII's, for want of another. */
const tidHead = [0xe2, 0x80, 0x68, 0x94] as const;

const contentOf = ({ uid, pc, user }: Gen2Tag, bank: number): Uint8Array | null => {
  const uii = bytesOf(uid);
  switch (bank) {
    case banks.reserved:
      return new Uint8Array(8);
    case banks.epc: {
      const bytes = new Uint8Array(uiiAt + Math.max(uiiRoom, uii.length));
      bytes.set([pc >>> 8, pc & 0xff, ...uii], pcAt);
      return bytes;
    }
    case banks.tid: {
      const bytes = new Uint8Array(12);
      bytes.set([...tidHead, ...uii.subarray(0, 8)]);
      return bytes;
    }
    case banks.user:
      return user;
    default:
      return null;
  }
};

/** What a tag answers to a read of `count` words. */
export const readWords = (
  air: Air,
  { uid, bank, first, count }: { uid: Uid; bank: number; first: number; count: number },
): AirAnswer<{ readonly tag: Gen2Tag; readonly bytes: Uint8Array }> => {
  const got = air.lookGen2(uid);
  if (got.kind !== 'ok') return got;
  const content = contentOf(got.value, bank);
  const end = (first + count) * bytesPerWord;
  if (content === null || end > content.length) return { kind: 'beyond' };
  return { kind: 'ok', value: { tag: got.value, bytes: content.slice(first * bytesPerWord, end) } };
};

/** Writes whole words. A new control word makes the tag answer with as many bytes as it announces. */
export const writeWords = (
  air: Air,
  tags: readonly Gen2Tag[],
  { uid, bank, first, bytes }: { uid: Uid; bank: number; first: number; bytes: Uint8Array },
): AirAnswer<null> => {
  const tag = tags.find((one) => one.uid === uid);
  if (tag === undefined) return { kind: 'silence' };
  if (bank === banks.user) return air.writeUser(uid, first * bytesPerWord, bytes);
  const content = bank === banks.epc ? contentOf(tag, bank) : null;
  const at = first * bytesPerWord;
  if (content === null || at < pcAt) return { kind: 'refused' };
  if (at + bytes.length > content.length) return { kind: 'beyond' };
  content.set(bytes, at);
  const pc = ((content[pcAt] ?? 0) << 8) | (content[pcAt + 1] ?? 0);
  if (uiiAt + uiiLength(pc) > content.length) return { kind: 'refused' };
  return air.writeUii(uid, pc, content.slice(uiiAt, uiiAt + uiiLength(pc)));
};

const commonUserBytes = 32;

/** A tag as a library writes it: a UII of whole words, the AFI in its control word (`null`: an EPC), an empty user bank. */
export const uhfTag = ({ uid, afi }: { uid: Uid; afi: number | null }): Gen2Tag => ({
  air: 'gen2',
  uid,
  pc: ((uid.length / 4) << 11) | (afi === null ? 0 : pcWithAfi(0, afi)),
  user: new Uint8Array(commonUserBytes),
  eas: false,
});
