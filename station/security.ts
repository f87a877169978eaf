// The security book: tags that are still to be armed or disarmed, over all sessions and restarts. Pure; the journal's
// entries are its only source, so that it survives whatever happens to the program.
import type { Uid } from '../drivers/ports/tag-reader.ts';
import type { ItemNumber, SecurityWant } from './library.ts';
import type { Entry } from './journal/entries.ts';

export type Pending = { readonly uid: Uid; readonly item: ItemNumber; readonly want: SecurityWant };

export type SecurityBook = ReadonlyMap<Uid, Pending>;

export const emptyBook: SecurityBook = new Map();

/**
 * The book after an entry. A tag has one wish, the newest: an item that was to be disarmed and has come back is to be
 * armed. A verified write closes the wish it fulfils and no other: a write of an earlier session may come home late.
 */
export const withEntry = (book: SecurityBook, entry: Entry): SecurityBook => {
  const change = changeOf(book, entry);
  if (change === null) return book;
  const next = new Map(book);
  change(next);
  return next;
};

/** Sets, as the newest: a map keeps a key that it has where it was first, and what is open is told oldest first. */
export const putLast = <K, V>(map: Map<K, V>, key: K, value: V): void => {
  map.delete(key);
  map.set(key, value);
};

/** What an entry does to the book; null where it leaves it as it is. */
const changeOf = (book: SecurityBook, entry: Entry): ((book: Map<Uid, Pending>) => void) | null => {
  switch (entry.kind) {
    case 'security-pending': {
      const { uid, item, want } = entry;
      return (open) => putLast(open, uid, { uid, item, want });
    }
    case 'secured':
      return book.get(entry.uid)?.want === entry.want ? (open) => void open.delete(entry.uid) : null;
    case 'security-dropped':
      return book.has(entry.uid) ? (open) => void open.delete(entry.uid) : null;
    default:
      return null;
  }
};
