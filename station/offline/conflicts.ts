// What of the off-line work waits for staff: the item, the patron's card, and what to do about it. For the desk; a log gets no card.
import type { Lack } from '../../contract/lack.ts';
import type { Entry, EntryKind } from '../journal/entries.ts';
import type { Journal, Written } from '../journal/journal.ts';
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

/** `patron`: null for a return, and once it was aged out. `sinceMs`: when it was handed to staff. */
export type Conflict = {
  /** The row by which it was handed to staff. */
  readonly seq: number;
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

/** How staff closed it: the remedy was done, nothing was left to do, or it cannot be done. */
export type Settled = Extract<Entry, { kind: 'conflict-settled' }>['how'];

export type Conflicts = {
  /** Those that staff have not settled, newest last. */
  open(nowMs: number): readonly Conflict[];
  /** Rows whose patron staff still need: not for ever, where nobody ever looks. */
  neededRows(nowMs: number): readonly number[];
  /** Staff are done with it; `by`: who, null where nobody signed in. `not-open`: somebody was quicker, or there is none. */
  settle(
    which: Pick<Conflict, 'place' | 'ticket'>,
    done: { readonly by: string | null; readonly how: Settled },
  ): 'settled' | 'not-open';
};

const kinds: readonly EntryKind[] = [
  'returned-offline',
  'forward-accepted',
  'forward-refused',
  'forward-conflict',
  'forward-unknown',
  'conflict-settled',
];

/** What nobody settled for so long is nobody's work any more: the card goes, the item and what to do stay. */
export const conflictDays = 90;

const isNeeded = ({ sinceMs }: Conflict, nowMs: number): boolean => nowMs - sinceMs < conflictDays * 86_400_000;

const keyOf = ({ place, ticket }: Pick<Conflict, 'place' | 'ticket'>): string => `${place} ${ticket}`;

/** A fold over the journal that goes on where it stopped: looking again costs what is new. */
export const createConflicts = (journal: Pick<Journal, 'after' | 'append'>): Conflicts => {
  /** Returns that are not told yet. */
  const returns = new Set<string>();
  const open = new Map<string, Conflict>();
  let through = 0;

  const note = ({ seq, at, place, entry }: Written): void => {
    through = Math.max(through, seq);
    if (!('ticket' in entry)) return;
    const { ticket } = entry;
    const key = keyOf({ place, ticket });
    switch (entry.kind) {
      case 'returned-offline':
        returns.add(key);
        return;
      case 'forward-accepted': {
        const { item } = entry;
        if (!returns.delete(key)) return;
        for (const [other, one] of open) if (one.item === item) open.set(other, { ...one, isBack: true });
        return;
      }
      case 'forward-refused':
      case 'forward-conflict':
      case 'forward-unknown': {
        const { item, patron, remedy } = entry;
        const because = entry.kind === 'forward-unknown' ? 'unknown' : entry.because;
        const of = returns.delete(key) ? 'return' : 'loan';
        open.set(key, { seq, place, ticket, of, item, patron, because, remedy, sinceMs: at, isBack: false });
        return;
      }
      case 'conflict-settled':
        open.delete(key);
        return;
      default:
        return;
    }
  };
  const refresh = (): void => {
    for (const written of journal.after(kinds, through)) note(written);
  };
  /** As the journal ages it out: what is gone from disk is not kept in memory either. */
  const age = (nowMs: number): readonly Conflict[] => {
    refresh();
    for (const [key, one] of open)
      if (one.patron !== null && !isNeeded(one, nowMs)) open.set(key, { ...one, patron: null });
    return [...open.values()];
  };

  return {
    open: age,
    neededRows: (nowMs) =>
      age(nowMs)
        .filter((one) => isNeeded(one, nowMs))
        .map(({ seq }) => seq),
    settle: (which, { by, how }) => {
      refresh();
      const conflict = open.get(keyOf(which));
      if (conflict === undefined) return 'not-open';
      const { place, ticket, item } = conflict;
      journal.append(place, [{ kind: 'conflict-settled', ticket, item, by, how }]);
      return 'settled';
    },
  };
};

/** Once, for whoever only looks. */
export const openConflicts = (journal: Pick<Journal, 'after' | 'append'>, nowMs: number): readonly Conflict[] =>
  createConflicts(journal).open(nowMs);

/** For health; nothing where there is none. */
export const conflictLacks = (count: number): readonly Lack[] => (count === 0 ? [] : [{ kind: 'conflicts', count }]);
