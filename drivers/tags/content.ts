// What a library says on a tag, whatever the format. Knows no bytes.

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

export const isPatronCard = (usage: number | null): boolean => usage !== null && usage >>> 4 === 8;

/** Tells one printable ASCII word from anything else. */
export const isPrintable = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);
