// The account's words: one small machine per loan and per hold, the lists they come from, and a payment. Data only.
import type { AccountSection, RenewalRefusal } from '../../contract/account-view.ts';
import type { Due, Fee } from '../../contract/terms.ts';
import type { ListEntry, ListName } from '../account-talk.ts';
import type { ItemNumber, PatronNumber, Ticket } from '../library.ts';

/** What this kiosk offers: what the library system can do, and what the library allows. */
export type AccountRules = {
  readonly renews: boolean;
  readonly cancelsHolds: boolean;
  /** Null: nothing is paid here. */
  readonly pays: PaymentRules | null;
};

export type PaymentRules = {
  /** The code of a transfer, for a sum in whole units and a reference. */
  readonly codeFor: (units: string, reference: string) => string;
  readonly to: { readonly bank: string; readonly number: string; readonly name: string };
};

export type ListAt =
  | { readonly at: 'waiting' }
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'here'; readonly entries: readonly ListEntry[]; readonly unlisted: number }
  | { readonly at: 'silent' };

/** What an item says of itself: fetched once, behind every wish. */
export type Lookup =
  { readonly at: 'waiting' } | { readonly at: 'asking'; readonly ticket: Ticket } | { readonly at: 'over' };

export type LoanLine = {
  readonly key: string;
  readonly number: ItemNumber | null;
  readonly title: string | null;
  readonly due: Due | null;
  /** As the library system wrote it; '' while it is not known. */
  readonly dueText: string;
  readonly isOverdue: boolean;
  readonly lookup: Lookup;
  readonly state: LoanLineState;
};

export type LoanLineState =
  | { readonly at: 'open' }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'fee'; readonly fee: Fee | null }
  | { readonly at: 'fee-accepted' }
  | { readonly at: 'renewed' }
  | { readonly at: 'refused'; readonly because: RenewalRefusal }
  | { readonly at: 'finding-out'; readonly ticket: Ticket }
  | { readonly at: 'unclear' };

export type HoldLine = {
  readonly key: string;
  readonly number: ItemNumber | null;
  readonly title: string | null;
  readonly is: 'ready' | 'waiting' | 'unknown';
  readonly shelf: string | null;
  readonly keptUntil: Due | null;
  readonly lookup: Lookup;
  readonly state: HoldLineState;
};

export type HoldLineState =
  | { readonly at: 'open' }
  | { readonly at: 'sure' }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'cancelled' }
  | { readonly at: 'refused'; readonly because: 'said-no' | 'acs-silent' }
  | { readonly at: 'finding-out'; readonly ticket: Ticket }
  | { readonly at: 'unclear' };

export type Payment = {
  readonly sum: Fee;
  readonly reference: string;
  readonly code: string;
  /** Paid in cash at a desk: nothing is transferred. */
  readonly isCash?: true;
  readonly state: PaymentAt;
};

export type PaymentAt =
  | { readonly at: 'waiting' }
  /** Staff are asked who they are. */
  | { readonly at: 'staff' }
  | { readonly at: 'recording'; readonly ticket: Ticket }
  | { readonly at: 'finding-out'; readonly ticket: Ticket }
  | { readonly at: 'recorded' }
  | { readonly at: 'for-staff' }
  | { readonly at: 'not-sent' };

export type Account = {
  readonly session: number;
  /** Tickets given out so far in this session. */
  readonly tickets: number;
  readonly place: string;
  readonly patron: PatronNumber;
  /** The patron password, for library systems that ask for it with each question. In memory only. */
  readonly pin: string | null;
  readonly rules: AccountRules;
  readonly section: AccountSection;
  readonly lists: Readonly<Record<ListName, ListAt>>;
  readonly loans: readonly LoanLine[];
  readonly holds: readonly HoldLine[];
  /** All fees together; null for nothing, and where it is not told. */
  readonly owed: Fee | null;
  readonly isOwedTold: boolean;
  readonly readyHolds: number | null;
  /** Titles and dates fetched so far, and how many of them nobody answered. */
  readonly lookups: { readonly asked: number; readonly silent: number };
  readonly payments: number;
  readonly payment: Payment | null;
  /** Payments of this session that are over: recorded, or with staff. */
  readonly paid: readonly Payment[];
  /** A payment went to staff: nothing more is paid in this session, so that nothing is paid twice. */
  readonly isWithStaff: boolean;
  /** Finish was pressed: nothing more is fetched, the open outcomes are awaited. */
  readonly isClosing: boolean;
};

/** A fresh ticket, and the account that remembers having given it. */
export const ticketOf = (account: Account): { readonly ticket: Ticket; readonly account: Account } => ({
  ticket: `${account.session}-own-${account.tickets + 1}`,
  account: { ...account, tickets: account.tickets + 1 },
});

export const putLoan = (account: Account, line: LoanLine): Account => ({
  ...account,
  loans: account.loans.map((other) => (other.key === line.key ? line : other)),
});

export const putHold = (account: Account, line: HoldLine): Account => ({
  ...account,
  holds: account.holds.map((other) => (other.key === line.key ? line : other)),
});

/** Whether a loan may be asked to be renewed now: again too, where it was refused for want of an answer. */
export const mayRenew = ({ rules, isClosing }: Account, { number, state }: LoanLine): boolean =>
  rules.renews &&
  !isClosing &&
  number !== null &&
  (state.at === 'open' ||
    (state.at === 'refused' && (state.because === 'acs-silent' || state.because === 'fee-declined')));

export const mayCancel = ({ rules, isClosing }: Account, { number, state }: HoldLine): boolean =>
  rules.cancelsHolds &&
  !isClosing &&
  number !== null &&
  (state.at === 'open' || (state.at === 'refused' && state.because === 'acs-silent'));

/** A transfer is made in whole units of the one currency that a VietQR code knows. */
export const mayPay = ({ rules, owed, isClosing, isWithStaff }: Account): boolean =>
  rules.pays !== null &&
  !isClosing &&
  !isWithStaff &&
  owed !== null &&
  owed.currency === 'VND' &&
  /^[1-9]\d{0,11}(\.0+)?$/.test(owed.amount);
