// Borrowing's words: the states of an item that is being lent, and what the flow knows of its session. Data only.
import type { Release } from '../../contract/row-view.ts';
import type { Fee } from '../../contract/terms.ts';
import type { ItemNumber, Loan, PatronNumber, SecuredBy, Ticket } from '../library.ts';
import { withLine, withPile, type Line, type Pile } from './pile.ts';

export type LoanState =
  /** An item of several parts that do not all lie there, where only whole ones are lent. */
  | { readonly at: 'parts-missing' }
  /** Beyond the loans that need no password. */
  | { readonly at: 'needs-pin' }
  /** What the patron had before: is it still lent? Changes nothing, so that its answer may come too late. */
  | { readonly at: 'asking-own'; readonly ticket: Ticket }
  /** It stood before, and the patron wants it renewed. */
  | { readonly at: 'renewal-wanted' }
  | { readonly at: 'fee'; readonly fee: Fee | null }
  | { readonly at: 'fee-accepted' }
  | { readonly at: 'disarming'; readonly loan: Loan }
  | { readonly at: 'lent'; readonly loan: Loan; readonly release: Release }
  | { readonly at: 'put-back'; readonly loan: Loan }
  | { readonly at: 'taking-back'; readonly loan: Loan; readonly ticket: Ticket }
  | { readonly at: 'taken-back' }
  | { readonly at: 'lent-armed'; readonly loan: Loan }
  | { readonly at: 'mended' };

export type LoanLine = Line<LoanState>;

export type Checkout = {
  readonly patron: PatronNumber;
  /** The patron password, for library systems that ask for it with each question. In memory only. */
  readonly pin: string | null;
  readonly security: SecuredBy;
  readonly sets: 'any' | 'whole';
  /** Whether items are lent while the library system is away, by the station's own rules. */
  readonly lendsOffline: boolean;
  /**
   * How it lends now. A session that began with a known patron goes off-line and back item by item; one that began without
   * the library system never asks it: nobody has proved who stands there.
   */
  readonly way: 'acs' | 'offline' | 'offline-only';
  /** What the patron had before, item by item; null when the library system does not tell. */
  readonly had: readonly ItemNumber[] | null;
  /** Items of `had` that lie here and were asked about: the loan as it stands, or null where the library system told of none. */
  readonly own: readonly { readonly item: ItemNumber; readonly loan: Loan | null }[];
  /** How many more the library system lends to this card; null when it does not tell. */
  readonly allowance: number | null;
  /** How many loans may still be made without the patron password; null: none needs it any more. */
  readonly gate: PinGate | null;
  /** Items about which an earlier session's question is still open. */
  readonly held: readonly ItemNumber[];
  /** Rows that staff lend past a rule, with a reason: the library system is asked once not to stop them. */
  readonly unblocked?: readonly string[];
  readonly pile: Pile<LoanState>;
};

/** `isShut`: the password was wrong too often, and is asked for no more. */
export type PinGate = { readonly left: number; readonly isShut: boolean };

export const put = (checkout: Checkout, line: LoanLine): Checkout => withPile(checkout, withLine(checkout.pile, line));

/** Whether it is one more than the patron had: neither renewed nor left as it stood. */
export const isFurther = ({ renewed, stood }: Loan): boolean => !renewed && stood === undefined;

/** How many more the patron has than when the session began. */
export const lentNow = ({ pile }: Pick<Checkout, 'pile'>): number =>
  pile.lines.filter(({ state }) => 'loan' in state && isFurther(state.loan)).length;

/** The loan of before this session, where the library system told of it. */
export const standing = ({ own }: Checkout, item: ItemNumber | null): Loan | null =>
  own.find((known) => known.item === item)?.loan ?? null;

/** The loan of a line in a state that has one. */
export const loanOf = (line: LoanLine): Loan => {
  if (!('loan' in line.state)) throw new Error(`no loan in state ${line.state.at}`);
  return line.state.loan;
};
