// What brings a row to the board, what takes it away, and how long it stands. Tables.
import type { BoardWhat } from '../contract/board-view.ts';
import type { EntryKind } from './journal/entries.ts';

/** Entries that may bring a row about an item or a person who stands there. Few, however long the journal. */
export const bringing = [
  'staff-called',
  'loan-stands',
  'outcome-found',
  'checkin-refused',
  'item-for-staff',
  'security-odd',
] as const satisfies readonly EntryKind[];

/** Entries that may only take one away. Many: a start reads no more of them than came after the first that brought one. */
export const taking = [
  'returned',
  'returned-offline',
  'lent',
  'lent-offline',
  'secured',
] as const satisfies readonly EntryKind[];

/** The same for money and for new cards, which nothing but their own end puts right: few of either. */
export const bringingLong = [
  'payment-left',
  'payment-refused',
  'payment-unclear',
  'registration-waits',
  'registration-refused',
] as const satisfies readonly EntryKind[];
export const takingLong = [
  'payment-recorded',
  'patron-registered',
  'registration-dropped',
] as const satisfies readonly EntryKind[];

/** Conflicts of off-line work have a fold of their own. */
export const ofConflicts = [
  'forward-accepted',
  'forward-refused',
  'forward-conflict',
  'forward-unknown',
  'conflict-settled',
] as const satisfies readonly EntryKind[];

/** What nobody has settled for so long leaves the board; the journal keeps it by its own days. */
export const boardDays = 14;
/** Money and cards stand longer. */
export const longDays = 90;

/** Ends when the thing is right again: a hand that says so before would be wrong. */
const byItself: readonly BoardWhat[] = [
  'device',
  'paper-out',
  'cover-open',
  'printer-fault',
  'paper-near-end',
  'cards-queued',
];
export const endsByItself = (what: BoardWhat): boolean => byItself.includes(what);

/** The station knows by itself whether they are so still. */
const known: readonly BoardWhat[] = ['offline', 'tag-arm', 'tag-disarm'];
const long: readonly BoardWhat[] = ['payment-left', 'payment-refused', 'payment-unclear', 'card-refused'];

/** Null: as long as it is so. */
export const standsDays = (what: BoardWhat): number | null =>
  endsByItself(what) || known.includes(what) ? null : long.includes(what) ? longDays : boardDays;
