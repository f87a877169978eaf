// The outbox: what was done while the library system was away and is not settled with it. A fold over the journal since it was
// last empty, so that it costs what is open. Knows the order of things; must not know how they are told.
import type { EntryKind } from '../journal/entries.ts';
import type { Journal, Written } from '../journal/journal.ts';
import type { ItemNumber, PatronNumber, Ticket } from '../library.ts';

/** What was done off-line, with when and where: milliseconds since the epoch. */
export type OfflineAct = {
  readonly seq: number;
  readonly place: string;
  readonly ticket: Ticket;
  readonly item: ItemNumber;
  readonly atMs: number;
} & (
  | { readonly of: 'loan'; readonly patron: PatronNumber; /** YYYY-MM-DD, as it was told. */ readonly due: string }
  | { readonly of: 'return'; readonly datedMs: number | null }
);

export type Waiting = {
  readonly act: OfflineAct;
  /** It was sent, and nobody knows what came of it; `was`: the due date that the item had before. */
  readonly asked: { readonly was: string | null } | null;
  /** How often it was sent. */
  readonly tries: number;
};

export type Outbox = {
  /** The oldest that is not settled. */
  next(): Waiting | null;
  /** The newest that is not settled and is about this item. */
  newestOf(item: ItemNumber): OfflineAct | null;
  /** All that is not settled, oldest first. */
  waiting(): readonly Waiting[];
  /** Items lent off-line to a card since then, with those that still wait. */
  lentTo(card: PatronNumber, sinceMs: number): number;
  lentSince(sinceMs: number): number;
  /** How many were settled since the outbox was last empty. */
  settled(): number;
};

const kinds: readonly EntryKind[] = [
  'lent-offline',
  'offline-undone',
  'returned-offline',
  'forward-asked',
  'forward-accepted',
  'forward-found',
  'forward-refused',
  'forward-conflict',
  'forward-unknown',
  'outbox-empty',
];

type Loan = { readonly key: string; readonly card: PatronNumber; readonly atMs: number };

const keyOf = (place: string, ticket: Ticket): string => `${place} ${ticket}`;

/** `sinceMs`: loans are counted by day, so what was lent since then is remembered though it is settled. */
export const createOutbox = (journal: Pick<Journal, 'after' | 'newestFirst'>, sinceMs: number): Outbox => {
  const open = new Map<string, Waiting>();
  /** By day they count for little: those of long ago go when a station starts. */
  let loans: Loan[] = [];
  let through = 0;
  let settled = 0;

  const note = ({ seq, at, place, entry }: Written): void => {
    through = Math.max(through, seq);
    if (!('ticket' in entry)) {
      if (entry.kind === 'outbox-empty') settled = 0;
      return;
    }
    const key = keyOf(place, entry.ticket);
    const known = open.get(key);
    switch (entry.kind) {
      case 'lent-offline': {
        const { ticket, item, due } = entry;
        const patron = entry.patron ?? '';
        open.set(key, { act: { of: 'loan', seq, place, ticket, item, atMs: at, patron, due }, asked: null, tries: 0 });
        loans.push({ key, card: patron, atMs: at });
        return;
      }
      case 'returned-offline': {
        const { ticket, item, datedMs } = entry;
        open.set(key, { act: { of: 'return', seq, place, ticket, item, atMs: at, datedMs }, asked: null, tries: 0 });
        return;
      }
      case 'offline-undone':
        open.delete(key);
        loans = loans.filter((loan) => loan.key !== key);
        return;
      case 'forward-asked':
        if (known !== undefined) open.set(key, { ...known, asked: { was: entry.was }, tries: known.tries + 1 });
        return;
      case 'forward-found':
        // Done and unclear are followed by their own word.
        if (known !== undefined && entry.found === 'not-done') open.set(key, { ...known, asked: null });
        return;
      case 'forward-accepted':
      case 'forward-refused':
      case 'forward-conflict':
      case 'forward-unknown':
        if (open.delete(key)) settled += 1;
        return;
      default:
        return;
    }
  };
  const refresh = (): void => {
    for (const written of journal.after(kinds, through)) note(written);
  };

  const [empty] = journal.newestFirst('outbox-empty');
  const undone = new Set<string>();
  for (const { at, place, entry } of journal.newestFirst('offline-undone')) {
    if (at < sinceMs) break;
    if (entry.kind === 'offline-undone') undone.add(keyOf(place, entry.ticket));
  }
  const earlier: Loan[] = [];
  for (const { seq, at, place, entry } of journal.newestFirst('lent-offline')) {
    if (at < sinceMs) break;
    if (entry.kind !== 'lent-offline' || seq > (empty?.seq ?? 0)) continue;
    const key = keyOf(place, entry.ticket);
    if (!undone.has(key)) earlier.push({ key, card: entry.patron ?? '', atMs: at });
  }
  loans = earlier.toReversed();
  through = empty?.seq ?? 0;
  refresh();

  const waiting = (): readonly Waiting[] => {
    refresh();
    return [...open.values()];
  };
  return {
    next: () => {
      refresh();
      for (const first of open.values()) return first;
      return null;
    },
    waiting,
    newestOf: (item) => {
      refresh();
      let newest: OfflineAct | null = null;
      for (const { act } of open.values()) if (act.item === item) newest = act;
      return newest;
    },
    lentTo: (card, since) => {
      refresh();
      return loans.filter((loan) => loan.card === card && (loan.atMs >= since || open.has(loan.key))).length;
    },
    lentSince: (since) => {
      refresh();
      return loans.filter(({ atMs }) => atMs >= since).length;
    },
    settled: () => {
      refresh();
      return settled;
    },
  };
};

/** Rows whose patron is still needed, because the library system was not told yet. */
export const openSeqs = (journal: Pick<Journal, 'after' | 'newestFirst'>): readonly number[] =>
  createOutbox(journal, Infinity)
    .waiting()
    .map(({ act }) => act.seq);
