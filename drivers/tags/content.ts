// What a library says on a tag, whatever the format. Knows no bytes.
import type { ForeignKind, ForeignTold } from './foreign.ts';

/**
 * `id`: primary item identifier, or a patron's card number. `owner`: ISIL with its country, `VN-HN1`.
 * `usage`: ISO 28560-1 type of usage, one byte: 0x1_ circulating, 0x7_ discarded, 0x8_ patron card, 0x9_ equipment.
 */
export type TagContent = {
  readonly id: string;
  readonly part: Part | null;
  readonly usage: number | null;
  readonly owner: string | null;
  readonly title: string | null;
};

/** The `nth` part of `of`; `of` 0: nobody knows how many there are. */
export type Part = { readonly nth: number; readonly of: number };

/** What a decoder of one format makes of bytes. `isEnded`: the format says that nothing follows. */
export type Reading = { readonly kind: 'content'; readonly content: TagContent; readonly isEnded: boolean } | NotRead;

export type NotRead = { readonly kind: 'not' } & ForeignTold;

export const not = (foreign: ForeignKind, because: string): NotRead => ({ kind: 'not', foreign, because });

export const isPatronCard = (usage: number | null): boolean => usage !== null && usage >>> 4 === 8;

/** Tells one printable ASCII word from anything else. */
export const isPrintable = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

/** ISO 15511: any ISIL has its country or agency before a hyphen. Some in use are longer than its 16 signs. */
export const looksLikeIsil = (text: string): boolean => /^[A-Z]{1,4}-[A-Z0-9:/-]{1,16}$/i.test(text);

/** No library numbers its items with three signs on tags, and what is shorter is mostly another format misread. */
export const fewestSigns = 4;

/** Bytes that are all the same: fresh from the factory, or wiped. */
export const isEvery = (bytes: Uint8Array, value: number): boolean => {
  for (const byte of bytes) if (byte !== value) return false;
  return true;
};

/** Set information: an even number of digits, first half the total, second half this one. `undefined`: makes no sense. */
export const partFrom = (text: string | null): Part | undefined => {
  if (text === null || !/^(\d\d){1,3}$/.test(text)) return undefined;
  const half = text.length / 2;
  const of = Number(text.slice(0, half));
  const nth = Number(text.slice(half));
  return of > 0 && nth > of ? undefined : { nth, of };
};

export const partText = ({ nth, of }: Part): string => {
  const digits = Math.max(String(of).length, String(nth).length);
  return String(of).padStart(digits, '0') + String(nth).padStart(digits, '0');
};
