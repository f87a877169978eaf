// What of the off-line work waits for staff: the item, the patron's card, and what to do about it. For the desk; a log gets no card.
import type { EntryKind } from '../journal/entries.ts';
import type { Journal } from '../journal/journal.ts';
import type { ItemNumber, PatronNumber, Ticket } from '../library.ts';
import type { Because } from './acs-forward.ts';

/** The sentence of what to do stands under `remedy.…` in the words. */
export type Remedy =
  'find-item' | 'find-card' | 'return-then-lend' | 'lend-with-override' | 'ask-back' | 'return-at-desk' | 'look-up';

const ofLoans: Readonly<Record<Because, Remedy>> = {
  'unknown-item': 'find-item',
  'unknown-card': 'find-card',
  'lent-to-another': 'return-then-lend',
  'on-hold-for-another': 'ask-back',
  'not-for-loan': 'ask-back',
  'parts-missing': 'ask-back',
  'patron-blocked': 'lend-with-override',
  'too-many-loans': 'lend-with-override',
  fees: 'lend-with-override',
  overdue: 'lend-with-override',
  'fee-declined': 'lend-with-override',
  'pin-needed': 'lend-with-override',
  'not-renewable': 'look-up',
  'acs-silent': 'look-up',
  'not-now': 'look-up',
  'offline-limit': 'look-up',
  other: 'look-up',
};

export const remedyOf = (of: 'loan' | 'return', because: Because): Remedy =>
  of === 'loan' ? ofLoans[because] : because === 'unknown-item' ? 'find-item' : 'return-at-desk';

/** `patron`: null for a return, and once it was aged out. `atMs`: when it was told to the patron; `since`: when it was refused. */
export type Conflict = {
  readonly place: string;
  readonly ticket: Ticket;
  readonly of: 'loan' | 'return';
  readonly item: ItemNumber;
  readonly patron: PatronNumber | null;
  readonly because: string;
  readonly remedy: string;
  readonly sinceMs: number;
  /** The same item was taken back since, and the library system knows: there may be nothing left to do. */
  readonly isBack: boolean;
};

const kinds: readonly EntryKind[] = [
  'returned-offline',
  'forward-accepted',
  'forward-refused',
  'forward-conflict',
  'forward-unknown',
];

const keyOf = (place: string, ticket: Ticket): string => `${place} ${ticket}`;

/** Newest last. What it costs grows with the off-line work, not with all days. */
export const conflictsIn = (journal: Pick<Journal, 'after'>): readonly Conflict[] => {
  const returns = new Set<string>();
  let conflicts: readonly Conflict[] = [];
  for (const { at, place, entry } of journal.after(kinds, 0)) {
    switch (entry.kind) {
      case 'returned-offline':
        returns.add(keyOf(place, entry.ticket));
        break;
      case 'forward-accepted': {
        const { item } = entry;
        if (returns.has(keyOf(place, entry.ticket)))
          conflicts = conflicts.map((one) => (one.item === item ? { ...one, isBack: true } : one));
        break;
      }
      case 'forward-refused':
      case 'forward-conflict':
      case 'forward-unknown': {
        const { ticket, item, patron, remedy } = entry;
        const because = entry.kind === 'forward-unknown' ? 'unknown' : entry.because;
        const of = returns.has(keyOf(place, ticket)) ? 'return' : 'loan';
        conflicts = [...conflicts, { place, ticket, of, item, patron, because, remedy, sinceMs: at, isBack: false }];
        break;
      }
      default:
        break;
    }
  }
  return conflicts;
};
