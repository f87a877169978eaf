// What the patron had before and brings along: it is theirs, so nothing is lent, and a renewal is theirs to wish. Pure.
//
// A tag that was let go already says that the library's gate was told; such an item is only asked about (17), and its row offers the
// renewal. One that is still armed was lent where no tag was written (by telephone, at a desk without a pad), or is to stay in the
// house: only the answer to a checkout says which, so it is asked for as before, and what is refused then goes to the desk.
import type { Release } from '../../contract/row-view.ts';
import { go, stay, type Step } from '../flow.ts';
import type { ItemNumber, Loan, Stood } from '../library.ts';
import { put, standing, type Checkout, type LoanLine } from './loan.ts';
import { ticketFrom, withPile } from './pile.ts';

/** Nothing that lies here of it would cry at the gate. */
const isOut = ({ security }: Checkout, { tags }: LoanLine): boolean =>
  security !== 'tags' || tags.every((tag) => tag.security === 'disarmed');

const releaseOf = ({ security }: Checkout, { tags }: LoanLine): Release => {
  if (security !== 'tags') return security === 'none' ? 'none' : 'desensitiser';
  return tags.length === 0 ? 'not-seen' : 'read-back';
};

/** Whether it is to be asked about first, as what the patron has already. */
export const isOwn = ({ had, own }: Checkout, { number }: LoanLine): boolean =>
  number !== null && had?.includes(number) === true && !own.some(({ item }) => item === number);

export const askOwn = (checkout: Checkout, line: LoanLine & { readonly number: ItemNumber }): Step<Checkout> => {
  const { ticket, pile } = ticketFrom(checkout.pile);
  return go(put(withPile(checkout, pile), { ...line, state: { at: 'asking-own', ticket } }), {
    kind: 'ask-standing',
    ticket,
    item: line.number,
  });
};

/** Where the library system tells of no loan, or its tag is armed, the item is asked for as any other. */
export const ownAnswered = (checkout: Checkout, line: LoanLine, loan: Loan | null): Step<Checkout> => {
  const named = { ...line, title: loan?.title ?? line.title };
  const now = { ...checkout, own: [...checkout.own, { item: line.number ?? '', loan }] };
  return stay(put(now, { ...named, state: stoodStill(now, named) ?? { at: 'waiting' } }));
};

/** The row of what stays as it was; null where nothing is known to stand, or where a tag of it is armed. */
export const stoodStill = (
  checkout: Checkout,
  line: LoanLine,
  refused: Stood['refused'] = null,
): LoanLine['state'] | null => {
  const loan = standing(checkout, line.number);
  if (loan === null || !isOut(checkout, line)) return null;
  return { at: 'lent', loan: { ...loan, stood: { refused } }, release: releaseOf(checkout, line) };
};

/** It is theirs, may not be renewed, and its tag was never let go: the gate will say so, and the desk knows whether it should. */
export const stoodArmed = (checkout: Checkout, line: LoanLine): LoanLine['state'] | null => {
  const loan = standing(checkout, line.number);
  return loan === null ? null : { at: 'lent-armed', loan };
};

/** A further tag of it has come: as before where that is disarmed too; otherwise the library system is to say whether it goes out. */
export const ownJoined = (checkout: Checkout, line: LoanLine, { stood }: Loan): Step<Checkout> =>
  stay(put(checkout, { ...line, state: stoodStill(checkout, line, stood?.refused ?? null) ?? { at: 'waiting' } }));

/** The patron wants it renewed. Off-line there is nobody to ask. */
export const wished = (checkout: Checkout, key: string): Step<Checkout> => {
  const line = checkout.pile.lines.find((other) => other.key === key);
  if (line?.state.at !== 'lent' || line.state.loan.stood === undefined) return stay(checkout);
  const silent = stoodStill(checkout, line, { because: 'acs-silent' });
  const state: LoanLine['state'] = checkout.way === 'acs' || silent === null ? { at: 'renewal-wanted' } : silent;
  return stay(put(checkout, { ...line, state }));
};
