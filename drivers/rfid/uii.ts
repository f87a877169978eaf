// UHF Gen2's identifier and its protocol control word, as numbers and hex. Knows no reader; the library's meaning of a UII is
// drivers/tags' work.
import type { Uid } from '../ports/tag-reader.ts';

/** EPC Gen2: the toggle bit of the protocol control word says that its low byte is an AFI. */
const isAfi = 0x0100;

/** Null: the tag carries an EPC in the sense of GS1, and no AFI. */
export const afiOfPc = (pc: number): number | null => ((pc & isAfi) === 0 ? null : pc & 0xff);

export const pcWithAfi = (pc: number, afi: number): number => (pc & 0xfe00) | isAfi | afi;

/** How many bytes of UII the word announces: its top five bits count words of 16 bits. */
export const uiiLength = (pc: number): number => (pc >>> 11) * 2;

export const bytesOf = (uid: Uid): Uint8Array => Uint8Array.from(Buffer.from(uid, 'hex'));
export const hexOf = (bytes: Uint8Array): Uid => Buffer.from(bytes).toString('hex').toUpperCase();
