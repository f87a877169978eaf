// Why a tag is nobody's here: what the inspector and the console of devices tell of a tag that says no item and no card. Plain data: the
// words are in words/foreign-tags.ts.

export const foreignTags = [
  'not-read',
  'read-in-part',
  'no-format',
  'version-unknown',
  'two-formats',
  'checksum-wrong',
  'no-end',
  'no-number',
  'number-odd',
  'part-odd',
  'field-odd',
  'field-missing',
  'other-trade',
  'no-item',
] as const;
export type ForeignTag = (typeof foreignTags)[number];
