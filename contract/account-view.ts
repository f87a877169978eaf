// The patron's own account and the paying of what is owed, as the glass shows them. No words, no colours.
import type { StaffSigning } from './signing-view.ts';
import type { Due, Fee, PatronBlock } from './terms.ts';

export type AccountSection = 'loans' | 'holds' | 'fees';

/** `coming`: being asked for; `silent`: the library system did not answer, so nothing is known. */
export type ListState = 'coming' | 'here' | 'silent';

export type AccountScreen = {
  readonly patron: { readonly name: string };
  readonly section: AccountSection;
  /** `unlisted`: how many there are beyond those that the library system lists. */
  readonly lists: Readonly<Record<AccountSection, { readonly state: ListState; readonly unlisted: number }>>;
  /** Overdue ones first. */
  readonly loans: readonly AccountLoan[];
  /** Those that are ready first. */
  readonly holds: readonly AccountHold[];
  readonly fees: readonly AccountFee[];
  /** All fees together; null for nothing. */
  readonly owed: Fee | null;
  readonly notes: readonly AccountNote[];
  /** How many loans could be asked to be renewed now. */
  readonly renewable: number;
  readonly mayPay: boolean;
  /** `working`: something that was asked for is under way; `busy`: finish was pressed, and it is awaited. */
  readonly finish: 'ready' | 'working' | 'busy';
};

/** What the patron should know before anything else. */
export type AccountNote =
  | { readonly kind: 'block'; readonly because: PatronBlock }
  | { readonly kind: 'overdue'; readonly count: number }
  | { readonly kind: 'ready'; readonly count: number }
  /** The library system's own words, where the library lets them through. */
  | { readonly kind: 'said'; readonly text: string };

/** `filling`: title or date are still being fetched. */
type Filled = {
  readonly key: string;
  readonly title: string | null;
  readonly number: string | null;
  readonly filling: boolean;
  /** The library system lists it by its title alone, so that nothing can be asked for it here: the desk can. */
  readonly byTitle: boolean;
};

export type AccountLoan = Filled & {
  readonly due: Due | null;
  readonly isOverdue: boolean;
  readonly state: RenewalState;
};

export type RenewalState =
  | { readonly at: 'open'; readonly mayRenew: boolean }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking' }
  | { readonly at: 'renewed' }
  | { readonly at: 'refused'; readonly because: RenewalRefusal; readonly mayRenew: boolean }
  /** A fee belongs to this renewal: accept it? */
  | { readonly at: 'fee'; readonly fee: Fee | null }
  | { readonly at: 'finding-out' }
  | { readonly at: 'unclear' };

export type RenewalRefusal =
  | 'on-hold-for-another'
  /** The library system says no more than that: mostly the limit of renewals. */
  | 'not-renewable'
  | 'not-on-loan'
  | 'unknown-item'
  | 'fee-declined'
  | 'acs-silent';

export type AccountHold = Filled & {
  /** `unknown`: this library system does not tell ready holds from waiting ones. */
  readonly is: 'ready' | 'waiting' | 'unknown';
  /** Where it is to be fetched; null when not told. */
  readonly shelf: string | null;
  readonly keptUntil: Due | null;
  readonly state: CancelState;
};

export type CancelState =
  | { readonly at: 'open'; readonly mayCancel: boolean }
  /** Sure? */
  | { readonly at: 'sure' }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking' }
  | { readonly at: 'cancelled' }
  | { readonly at: 'refused'; readonly because: 'said-no' | 'acs-silent'; readonly mayCancel: boolean }
  | { readonly at: 'finding-out' }
  | { readonly at: 'unclear' };

/** `fee` null: the library system names it in words only. */
export type AccountFee = { readonly key: string; readonly text: string; readonly fee: Fee | null };

/** A transfer by the patron's bank: shown as a code, confirmed by staff, recorded once. */
export type PaymentScreen = {
  readonly sum: Fee;
  /** Stands in the transfer and in the library system, so that both can be found. */
  readonly reference: string;
  /** What a bank's app reads (VietQR). */
  readonly code: string;
  readonly to: { readonly bank: string; readonly number: string; readonly name: string };
  readonly state: PaymentState;
};

export type PaymentState =
  /** For the transfer, and for staff who see it in the library's account. */
  | { readonly at: 'waiting' }
  /** Staff say who they are, and so confirm it. */
  | { readonly at: 'staff'; readonly signing: StaffSigning }
  | { readonly at: 'recording' }
  | { readonly at: 'finding-out' }
  | { readonly at: 'recorded' }
  /** Paid, and the library system did not take it (or nobody knows): staff do the rest. Never recorded again from here. */
  | { readonly at: 'for-staff' }
  /** Paid, and the library system could not be reached: nothing was sent, it can be recorded once more. */
  | { readonly at: 'not-sent' };
