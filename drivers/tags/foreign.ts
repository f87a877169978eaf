// Why a tag with something on it is no item and no card: a closed set. Whoever shows it has words of their own for each, in the language
// of whoever reads. Knows no bytes.

export const foreignKinds = [
  'not-read',
  'read-in-part',
  /** Its bytes are those of no format that libraries use. */
  'no-format',
  /** ISO 28560-3 in a version that nobody has written yet. */
  'version-unknown',
  /** Two formats vouch for it, each with another item. */
  'two-formats',
  'checksum-wrong',
  'no-end',
  'no-number',
  'number-odd',
  'part-odd',
  /** Something else on it makes no sense: owner, usage, title. */
  'field-odd',
  /** It announces what is not there. */
  'field-missing',
  'other-trade',
  /** A library's own, of a shelf or the like. */
  'no-item',
] as const;
export type ForeignKind = (typeof foreignKinds)[number];

/** `because`: the precise sentence, for technicians and for logs, in English. */
export type ForeignTold = { readonly foreign: ForeignKind; readonly because: string };
