// What a UHF tag (EPC Gen2, ISO/IEC 18000-63) says: ISO 28560-4, the Chinese universities' format, or plain letters, and how it
// says that it is armed. Knows no reader. Any bytes become a value, never a throw.
import type { AfiPair } from '../ports/pad.ts';
import { isOnLoan, readChinaUniversities, withLoan } from './china-universities.ts';
import {
  fewestSigns,
  isEvery,
  isPrintable,
  looksLikeIsil,
  not,
  partFrom,
  partText,
  type Reading,
  type TagContent,
} from './content.ts';
import { fill, lengthOf, readDataSets } from './data-sets.ts';
import { oids } from './elements.ts';
import { meaningOf, type TagMeaning } from './detect.ts';
import type { ForeignTold } from './foreign.ts';
import { announced, saidBy, setsBesides } from './iso28560-2.ts';
import { decodeUrn40, encodeUrn40 } from './urn40.ts';

/**
 * `pc`: the protocol control word. `uii`: the EPC bank behind it, at least as many bytes as the word announces. `user`: the
 * user bank from its beginning; `null` where it was not read: then part, usage and title are not known.
 */
export type UhfTag = { readonly pc: number; readonly uii: Uint8Array; readonly user: Uint8Array | null };

/** The protocol control word, taken apart. `afi`: `null` where GS1's numbering stands in its place. */
export type ProtocolControl = {
  /** Bytes of UII, an even number up to 62. */
  readonly length: number;
  /** The user bank holds something. */
  readonly hasUser: boolean;
  readonly afi: number | null;
};

const userBit = 0x0400;
const isoBit = 0x0100;
const longestUii = 62;

export const protocolControlFrom = (pc: number): ProtocolControl => ({
  length: (pc >>> 11) * 2,
  hasUser: (pc & userBit) !== 0,
  afi: (pc & isoBit) === 0 ? null : pc & 0xff,
});

export const protocolControlWord = ({ length, hasUser, afi }: ProtocolControl): number =>
  ((length / 2) << 11) | (hasUser ? userBit : 0) | (afi === null ? 0 : isoBit | afi);

/** ISO/IEC 15961-2 and the practice of ISO 28560: library items on loan or unsecured, and in stock. */
const libraryAfis: readonly number[] = [0xc2, 0x07];

/** owner.identifier.set, of which owner and set may be left out. */
const partsOfUii = (text: string): Pick<TagContent, 'id' | 'owner' | 'part'> => {
  const [first = '', ...rest] = text.split('.');
  if (rest.length === 0 || !looksLikeIsil(first)) return { id: text, owner: null, part: null };
  const part = rest.length === 2 ? partFrom(rest[1] ?? '') : undefined;
  return part === undefined || part.nth === 0
    ? { id: rest.join('.'), owner: first, part: null }
    : { id: rest[0] ?? '', owner: first, part };
};

/** In the user bank, before its data sets: no directory, the library's root identifier. */
const userDsfid = 0x06;

const readIso28560_4 = (uii: Uint8Array, user: Uint8Array | null): Reading => {
  const text = decodeUrn40(uii);
  if (text === null) return not('number-odd', 'The identifier on the tag is not written as ISO 28560-4 says.');
  const parts = partsOfUii(text);
  const named = { ...parts, id: parts.id.trim() };
  if (named.id.length < fewestSigns || !/^[^\p{Cc}]+$/u.test(named.id))
    return not('number-odd', 'The item identifier makes no sense.');
  const content = { ...named, usage: null, title: null };
  if (user === null || user.length === 0 || isEvery(user, 0x00) || isEvery(user, 0xff))
    return { kind: 'content', content, isEnded: true };

  const sets = user[0] === userDsfid ? readDataSets(user.subarray(1)) : null;
  if (sets === null) return not('field-odd', 'The user memory on the tag is not written as ISO 28560-4 says.');
  if (!sets.isEnded && !sets.elements.has(oids.contentParameter))
    return not('no-end', 'The data on the tag has no end.');
  const told = saidBy(sets);
  if (told.kind === 'not') return told;
  return {
    kind: 'content',
    isEnded: true,
    content: { ...told.said, ...named, part: named.part ?? told.said.part, owner: named.owner ?? told.said.owner },
  };
};

/** Where its security stands: in the AFI, in the loan bit of the EPC, or nowhere. */
export type UhfSecurity =
  | { readonly kind: 'afi'; readonly afi: number }
  | { readonly kind: 'loan-bit'; readonly isOnLoan: boolean }
  | { readonly kind: 'none' };

export type UhfReading = { readonly meaning: TagMeaning; readonly security: UhfSecurity };

const unsecured = (meaning: TagMeaning): UhfReading => ({ meaning, security: { kind: 'none' } });
const strange = ({ foreign, because }: ForeignTold): UhfReading => unsecured({ kind: 'foreign', foreign, because });

/** Factories copy the beginning of the TID bank, which is E2 for Gen2 chips. */
const isFactory = ({ pc }: UhfTag, uii: Uint8Array): boolean => pc === 0x3000 && uii[0] === 0xe2;

/** Letters as they are, which readers made in Asia take for the barcode. */
const plainText = (uii: Uint8Array): string | null => {
  const end = uii.indexOf(0);
  const text = Buffer.from(end === -1 ? uii : uii.subarray(0, end)).toString('latin1');
  const isWhole = end === -1 || isEvery(uii.subarray(end), 0);
  return isWhole && isPrintable(text) && text.trim().length >= fewestSigns ? text.trim() : null;
};

/**
 * `afis`: accepted besides those of the standard; null: none. A tag of another trade has another AFI, or GS1's numbering.
 */
export const readUhf = (tag: UhfTag, afis: AfiPair | null): UhfReading => {
  const { length, afi } = protocolControlFrom(tag.pc);
  if (tag.uii.length < length) return strange(not('read-in-part', 'Only a part of the tag was read.'));
  const uii = tag.uii.subarray(0, length);
  if (isEvery(uii, 0x00) || isEvery(uii, 0xff) || isFactory(tag, uii)) return unsecured({ kind: 'blank' });

  if (afi !== null) {
    if (!libraryAfis.includes(afi) && afi !== afis?.armed && afi !== afis?.disarmed)
      return strange(not('other-trade', 'The tag is of another trade than libraries.'));
    const reading = readIso28560_4(uii, tag.user);
    if (reading.kind === 'not') return strange(reading);
    return { meaning: meaningOf('iso-28560-4', reading.content), security: { kind: 'afi', afi } };
  }

  const text = plainText(uii);
  if (text !== null)
    return unsecured(meaningOf('text', { id: text, part: null, usage: null, owner: null, title: null }));
  // GS1 keeps attributes where the AFI would stand; the consortium leaves them empty.
  if ((tag.pc & 0x03ff) !== 0) return strange(not('other-trade', 'The EPC on the tag is none of a library.'));
  const reading = readChinaUniversities(uii, tag.user);
  if (reading.kind === 'not') return strange(reading);
  return {
    meaning: meaningOf('china-universities', reading.content),
    security: { kind: 'loan-bit', isOnLoan: isOnLoan(uii) },
  };
};

/**
 * What the EPC bank must hold from its second word on for the tag to be armed or disarmed. In the Chinese format the EPC
 * itself changes: between two rounds such a tag is known by its TID. `null`: there is nothing on it that says so, or its AFI
 * is neither of the two, and it is not touched.
 */
export const secureUhf = (tag: UhfTag, want: 'armed' | 'disarmed', afis: AfiPair): Omit<UhfTag, 'user'> | null => {
  const { security } = readUhf(tag, afis);
  const { length, hasUser } = protocolControlFrom(tag.pc);
  const uii = tag.uii.slice(0, length);
  switch (security.kind) {
    case 'afi': {
      const isOurs = security.afi === afis.armed || security.afi === afis.disarmed;
      // Bit 9 says that more control words follow: it stays as it is.
      return isOurs ? { pc: protocolControlWord({ length, hasUser, afi: afis[want] }) | (tag.pc & 0x0200), uii } : null;
    }
    case 'loan-bit':
      return { pc: tag.pc, uii: withLoan(uii, want === 'disarmed') };
    case 'none':
      return null;
  }
};

/**
 * A tag as ISO 28560-4 wants it: owner, identifier and part in the UII; usage and title, where there are any, in the user
 * bank. As a sentence: why it cannot be written. `userRoom`: bytes of the user bank, 0 where the chip has none.
 */
export const writeUhf = (content: TagContent, afi: number, userRoom: number): UhfTag | string => {
  const { id, owner, part, usage, title } = content;
  const isBare = owner === null || !looksLikeIsil(owner);
  if (isBare && owner !== null) return `The owner "${owner}" is no ISIL.`;
  if (part !== null && Math.max(part.nth, part.of) > 999) return 'A set cannot have more than 999 parts.';
  // Without an owner before it, a set cannot be told from an identifier with a dot.
  const words = isBare ? [id] : [owner, id, ...(part === null ? [] : [partText(part)])];
  const uii = encodeUrn40(words.join('.'));
  if (uii === null || uii.length > longestUii) return `The identifier "${id}" does not fit into a UHF tag.`;
  const sets = announced(setsBesides({ part: isBare ? part : null, usage, owner: null, title }));
  const room = sets.reduce((sum, set) => sum + lengthOf(set), 0);
  const bytes = sets.length === 0 ? [] : [userDsfid, ...(fill(sets, room) ?? [])];
  if (bytes.length > userRoom) return `The user memory has ${userRoom} bytes; ${bytes.length} are needed.`;
  // Whole words; where there is room, a 00 that ends the data.
  const user = new Uint8Array(Math.min(Math.ceil((bytes.length + 1) / 2) * 2, userRoom));
  user.set(bytes);
  const hasUser = bytes.length > 0;
  const written: UhfTag = {
    pc: protocolControlWord({ length: uii.length, hasUser, afi }),
    uii,
    user: hasUser ? user : null,
  };
  const reading = readIso28560_4(uii, written.user);
  return reading.kind === 'content' && reading.content.id === id
    ? written
    : `Written so, the identifier "${id}" could not be read again.`;
};
