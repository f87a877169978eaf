// The data elements of ISO 28560-1 by their object identifiers, and how each is written by ISO 28560-2. Knows no bytes.

/**
 * `as`: `text` any text by its shortest compaction; `isil` by the ISIL compaction; `set`, `usage` and `bitmap` (content
 * parameter) by rules of their own.
 */
export type ElementRow = { readonly name: string; readonly as: 'text' | 'isil' | 'set' | 'usage' | 'bitmap' };

const row = (name: string, as: ElementRow['as'] = 'text'): ElementRow => ({ name, as });

/** 27 to 31 are reserved. */
export const elementTable: Readonly<Record<number, ElementRow>> = {
  1: row('primary item identifier'),
  2: row('content parameter', 'bitmap'),
  3: row('owner institution', 'isil'),
  4: row('set information', 'set'),
  5: row('type of usage', 'usage'),
  6: row('shelf location'),
  7: row('ONIX media format'),
  8: row('MARC media format'),
  9: row('supplier identifier'),
  10: row('order number'),
  11: row('ILL borrowing institution', 'isil'),
  12: row('ILL borrowing transaction number'),
  13: row('GS1 product identifier'),
  14: row('alternative unique item identifier'),
  15: row('local data A'),
  16: row('local data B'),
  17: row('title'),
  18: row('product identifier, local'),
  19: row('media format, other'),
  20: row('supply chain stage'),
  21: row('supplier invoice number'),
  22: row('alternative item identifier'),
  23: row('alternative owner institution', 'isil'),
  24: row('subsidiary of an owner institution', 'isil'),
  25: row('alternative ILL borrowing institution', 'isil'),
  26: row('local data C'),
};

export const oids = { id: 1, contentParameter: 2, owner: 3, set: 4, usage: 5, title: 17 } as const;
/** Shelf location: `TagContent` has no word for it. */
export const shelfOid = 6;
export const highestOid = 31;

export const isIsil = (oid: number): boolean => elementTable[oid]?.as === 'isil';
/** For people: `shelf location`, or `element 29`. */
export const nameOf = (oid: number): string => elementTable[oid]?.name ?? `element ${oid}`;
