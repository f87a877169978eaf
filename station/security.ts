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
 * The book after an entry. A verified write of a tag closes whatever was pending for it: it was made for the newest
 * wish (an item that was to be disarmed and has come back is armed, and that is right).
 */
export const withEntry = (book: SecurityBook, entry: Entry): SecurityBook => {
  switch (entry.kind) {
    case 'security-pending':
      return new Map(book).set(entry.uid, { uid: entry.uid, item: entry.item, want: entry.want });
    case 'secured':
    case 'security-dropped': {
      if (!book.has(entry.uid)) return book;
      const without = new Map(book);
      without.delete(entry.uid);
      return without;
    }
    default:
      return book;
  }
};
