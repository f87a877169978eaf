// The security book: tags that are still to be armed or disarmed, over all sessions and restarts. Pure; the journal's
// entries are its only source, so that it survives whatever happens to the program.
import type { Uid } from '../drivers/ports/tag-reader.ts';
import type { SecurityWant } from './flow.ts';
import type { Entry } from './journal/entries.ts';
import type { ItemNumber } from './library.ts';

export type Pending = { readonly uid: Uid; readonly item: ItemNumber; readonly want: SecurityWant };

export type SecurityBook = ReadonlyMap<Uid, Pending>;

export const emptyBook: SecurityBook = new Map();

/**
 * The book after an entry. A tag has one wish, the newest: an item that was to be disarmed and has come back is to be
 * armed. A verified write closes the wish it fulfils and no other: a write of an earlier session may come home late.
 */
export const withEntry = (book: SecurityBook, entry: Entry): SecurityBook => {
  switch (entry.kind) {
    case 'security-pending':
      return new Map(book).set(entry.uid, { uid: entry.uid, item: entry.item, want: entry.want });
    case 'secured':
      return book.get(entry.uid)?.want === entry.want ? without(book, entry.uid) : book;
    case 'security-dropped':
      return without(book, entry.uid);
    default:
      return book;
  }
};

const without = (book: SecurityBook, uid: Uid): SecurityBook => {
  const rest = new Map(book);
  rest.delete(uid);
  return rest;
};
