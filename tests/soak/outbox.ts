// What was done while the library system was away, as the journal tells it. Knows the journal's catalogue and no screen.
import type { Entry } from '../../station/journal/entries.ts';

/** `patron`: to whom it was lent; null where it was taken back. */
export type Offline = { readonly ticket: string; readonly item: string; readonly patron: string | null };

/** What waits to be told to the library system, by its ticket, oldest first. */
export const waitingIn = (entries: readonly Entry[]): ReadonlyMap<string, Offline> => {
  const waiting = new Map<string, Offline>();
  for (const entry of entries) {
    switch (entry.kind) {
      case 'lent-offline':
      case 'returned-offline': {
        const { ticket, item } = entry;
        waiting.set(ticket, { ticket, item, patron: entry.kind === 'lent-offline' ? entry.patron : null });
        break;
      }
      case 'offline-undone':
      case 'forward-accepted':
      case 'forward-refused':
      case 'forward-conflict':
      case 'forward-unknown':
        waiting.delete(entry.ticket);
        break;
      default:
    }
  }
  return waiting;
};

/** Lent off-line in a session, and not taken back at once; or given back in it. */
export const wasDoneOffline = (
  entries: readonly Entry[],
  { kind, session, item }: { kind: 'lent-offline' | 'returned-offline'; session: number; item: string },
): boolean => {
  const done = entries.findLast(
    (entry) => entry.kind === kind && entry.item === item && entry.ticket.startsWith(`${session}-`),
  );
  if (done === undefined || !('ticket' in done)) return false;
  return entries.every((entry) => entry.kind !== 'offline-undone' || entry.ticket !== done.ticket);
};

/** From the first question on: its answer may be lost, and what was told stands all the same. -1 before that. */
const askedAtIn = (entries: readonly Entry[], ticket: string): number =>
  entries.findIndex((entry) => entry.kind === 'forward-asked' && entry.ticket === ticket);

/** Where the library system has it, by the journal; -1 before that. */
const toldAtIn = (entries: readonly Entry[], ticket: string): number =>
  entries.findIndex(
    (entry) =>
      (entry.kind === 'forward-accepted' || (entry.kind === 'forward-found' && entry.found === 'done')) &&
      entry.ticket === ticket,
  );

/** The session in which this item was lent to this card off-line, once that was told and as long as it was not lent on-line since. */
export const toldLoanSession = (entries: readonly Entry[], item: string, card: string): number | null => {
  const loan = entries.findLast(
    (entry) => entry.kind === 'lent-offline' && entry.item === item && entry.patron === card,
  );
  if (loan?.kind !== 'lent-offline') return null;
  const toldAt = askedAtIn(entries, loan.ticket);
  const isSince = entries.some(
    (entry, at) => at > toldAt && entry.kind === 'lent' && entry.item === item && entry.patron === card,
  );
  return toldAt === -1 || isSince ? null : Number(loan.ticket.split('-')[0]);
};

/** Whether the last off-line loan of this item to this card was told behind an off-line return of it. */
export const wasToldBackBefore = (entries: readonly Entry[], item: string, card: string): boolean => {
  const loan = entries.findLast(
    (entry) => entry.kind === 'lent-offline' && entry.item === item && entry.patron === card,
  );
  const back = entries.findLast((entry) => entry.kind === 'returned-offline' && entry.item === item);
  if (loan?.kind !== 'lent-offline' || back?.kind !== 'returned-offline') return false;
  const [backAt, loanAt] = [toldAtIn(entries, back.ticket), askedAtIn(entries, loan.ticket)];
  return backAt !== -1 && loanAt !== -1 && entries.indexOf(back) < entries.indexOf(loan) && backAt < loanAt;
};
