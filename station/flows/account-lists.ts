// Rows out of lists: which loans are overdue, which holds are ready, and what each item says of itself. Pure.
import type { ListName, LookedUp } from '../account-talk.ts';
import type { Ticket } from '../library.ts';
import type { Account, HoldLine, LoanLine, Lookup } from './account-state.ts';

const isOver = (account: Account, list: ListName): boolean =>
  account.lists[list].at === 'here' || account.lists[list].at === 'silent';

const entriesOf = (account: Account, list: ListName) => {
  const state = account.lists[list];
  return state.at === 'here' ? state.entries : [];
};

const lookupOf = (number: string | null): Lookup => (number === null ? { at: 'over' } : { at: 'waiting' });

/** Overdue ones first; none before both lists have come. */
export const loanLines = (account: Account): readonly LoanLine[] => {
  if (!isOver(account, 'loans') || !isOver(account, 'overdue')) return [];
  const overdue = new Set(entriesOf(account, 'overdue').map(({ text }) => text));
  const lines = entriesOf(account, 'loans').map(({ text, number }, place): LoanLine => ({
    key: `loan-${place + 1}`,
    number,
    title: number === null ? text : null,
    due: null,
    dueText: '',
    isOverdue: overdue.has(text),
    lookup: lookupOf(number),
    state: { at: 'open' },
  }));
  return [...lines.filter(({ isOverdue }) => isOverdue), ...lines.filter(({ isOverdue }) => !isOverdue)];
};

/**
 * Those that are ready first; none before both lists have come. Some library systems list every hold as ready, so what is
 * listed as waiting is not; where neither that nor their counts tell, nobody says that it is.
 */
export const holdLines = (account: Account): readonly HoldLine[] => {
  if (!isOver(account, 'ready') || !isOver(account, 'waiting')) return [];
  const waiting = entriesOf(account, 'waiting');
  const texts = new Set(waiting.map(({ text }) => text));
  const isTold = account.readyHolds !== null || waiting.length > 0;
  const rest = entriesOf(account, 'ready').filter(({ text }) => !texts.has(text));
  const all = [
    ...rest.map((entry) => ({ ...entry, is: isTold ? ('ready' as const) : ('unknown' as const) })),
    ...waiting.map((entry) => ({ ...entry, is: 'waiting' as const })),
  ];
  return all.map(({ text, number, is }, place): HoldLine => ({
    key: `hold-${place + 1}`,
    number,
    title: number === null ? text : null,
    is,
    shelf: null,
    keptUntil: null,
    lookup: lookupOf(number),
    state: { at: 'open' },
  }));
};

/** A row learns its title and date; the answer of a row that was renewed meanwhile is an old one. */
export const lookedUp = (account: Account, ticket: Ticket, answer: LookedUp): Account => {
  const isMeant = ({ lookup }: LoanLine | HoldLine): boolean => lookup.at === 'asking' && lookup.ticket === ticket;
  const silent = account.lookups.silent + (answer.kind === 'silent' ? 1 : 0);
  return {
    ...account,
    lookups: { ...account.lookups, silent },
    loans: account.loans.map((line) => (isMeant(line) ? loanTold(line, answer) : line)),
    holds: account.holds.map((line) => (isMeant(line) ? holdTold(line, answer) : line)),
  };
};

const loanTold = (line: LoanLine, answer: LookedUp): LoanLine => {
  const over: LoanLine = { ...line, lookup: { at: 'over' } };
  if (answer.kind !== 'item') return over;
  const named: LoanLine = { ...over, title: line.title ?? answer.title };
  if (line.state.at === 'renewed') return named;
  const { due, dueText } = answer;
  return { ...named, due, dueText, isOverdue: line.isOverdue || answer.isOverdue };
};

const holdTold = (line: HoldLine, answer: LookedUp): HoldLine => {
  const over: HoldLine = { ...line, lookup: { at: 'over' } };
  if (answer.kind !== 'item') return over;
  const { title, shelf, keptUntil, isOnLoan } = answer;
  // On loan to whomever, it cannot lie on the shelf.
  return { ...over, title: line.title ?? title, shelf, keptUntil, is: isOnLoan ? 'waiting' : line.is };
};

/** The rest stays without titles and dates: a row that waits for nothing must not say that it does. */
export const withoutLookups = (account: Account): Account => ({
  ...account,
  loans: account.loans.map((line) => (line.lookup.at === 'waiting' ? { ...line, lookup: { at: 'over' } } : line)),
  holds: account.holds.map((line) => (line.lookup.at === 'waiting' ? { ...line, lookup: { at: 'over' } } : line)),
});
