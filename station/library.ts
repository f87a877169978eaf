// The library's own words: patrons, items, loans. Plain data; knows nothing of SIP2, tags' bytes or screens.
import type { Refusal, ReturnNote } from '../contract/row-view.ts';
import type { Due, Fee, PatronBlock } from '../contract/terms.ts';

/** The number the library system knows an item by (SIP2 AB); compared letter by letter, leading zeros count. */
export type ItemNumber = string;

/** The number on a patron's card as the library system spells it (SIP2 AA of a 64, not what was typed). */
export type PatronNumber = string;

/** Names one question, and the session that asked it. An answer that comes home to another session is late. */
export type Ticket = string;

/** Which of the two an item's tag is to be: the gate alarms for the first. */
export type SecurityWant = 'armed' | 'disarmed';

/** What lets an item past the gate: marks on its tag (AFI, EAS), a desensitiser for magnetic strips, or nothing. */
export type SecuredBy = 'tags' | 'desensitiser' | 'none';

export type Part = { readonly nth: number; readonly of: number };

/** What was found on the pad, once it has been read. */
export type Thing =
  | {
      readonly kind: 'item';
      readonly number: ItemNumber;
      readonly part: Part | null;
      readonly title: string | null;
      /** `odd`: neither of the library's two AFI values; such a tag is never written. */
      readonly security: 'armed' | 'disarmed' | 'odd';
      /** The tag itself forbids a loan (ISO 28560 type of usage 7x: discarded). */
      readonly discarded: boolean;
      /** Type of usage on the tag (ISO 28560-1); null where it does not say. */
      readonly usage: number | null;
    }
  | { readonly kind: 'patron-card'; readonly number: PatronNumber }
  | { readonly kind: 'blank' }
  | { readonly kind: 'foreign' };

export type Patron = {
  readonly number: PatronNumber;
  readonly name: string;
  /** Where receipts may be sent; null where none is known, or none that is one. */
  readonly email: string | null;
  readonly block: PatronBlock | null;
  /** Null for nothing, and where it is not told. */
  readonly fee: Fee | null;
  readonly isFeeTold: boolean;
  /** What the library system says to the patron, where the library lets it through; empty otherwise. */
  readonly messages: readonly string[];
  /** How many holds wait on the shelf to be fetched; null when the library system's counts do not tell. */
  readonly readyHolds: number | null;
  /** `numbers`: what the patron has now; null when the library system does not list it item by item. `limit` null when not told. */
  readonly loans: {
    readonly count: number | null;
    readonly limit: number | null;
    readonly numbers: readonly ItemNumber[] | null;
  };
};

export type Loan = {
  readonly item: ItemNumber;
  readonly title: string | null;
  readonly due: Due | null;
  /** It was this patron's already, and the library system says so: a renewal. */
  readonly renewed: boolean;
  /**
   * This very question made it, so that it may be taken back; false for renewals, and for what was only found out. Null: the
   * answer does not tell; then what the patron had before does.
   */
  readonly ours: boolean | null;
  /** The library system said not to switch the tag off. */
  readonly leaveArmed: boolean;
  /** What it is, by SIP2's media types; null when not told. */
  readonly media: string | null;
  /** Made while the library system was away: its ticket in the journal, from where it is forwarded. Null for all others. */
  readonly offline: Ticket | null;
  /** It stood before this session, and nothing was changed of it; left out of all others. */
  readonly stood?: Stood;
};

/** What came of the wish to renew a loan that stood before; null: nobody wished it yet. */
export type Stood = { readonly refused: { readonly because: Refusal; readonly says?: string } | null };

export type Return = {
  readonly item: ItemNumber;
  readonly title: string | null;
  readonly notes: readonly ReturnNote[];
  readonly fee: Fee | null;
  readonly bin: string | null;
  /** Where it is to go next; left out where it stays. */
  readonly routing?: Routing;
};

/** For staff alone. `to`: as the library system names the place; null for here, or where it does not say. */
export type Routing = {
  readonly to: string | null;
  /** Who waits for it, as far as the library system says; null where nobody does. */
  readonly holdFor: { readonly number: PatronNumber | null; readonly name: string | null } | null;
};

// What the library system said. `silent`: it was never asked, so nothing happened. `unknown`: it was asked and nobody knows what it did.

export type PatronAnswer =
  /** `verified`: by password, or the library system says that none is needed. */
  | { readonly kind: 'known'; readonly patron: Patron; readonly verified: boolean }
  | { readonly kind: 'unknown-card' }
  | { readonly kind: 'silent' };

/** `says`: the library system's own words, where the library shows them. */
export type CheckoutAnswer =
  | { readonly kind: 'lent'; readonly loan: Loan }
  | { readonly kind: 'fee-first'; readonly fee: Fee | null; readonly title: string | null }
  | { readonly kind: 'refused'; readonly because: Refusal; readonly title: string | null; readonly says?: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unknown' };

export type CheckinAnswer =
  | { readonly kind: 'returned'; readonly return: Return }
  /** What was done with it off-line is not forwarded yet: it was not asked, and this return comes behind that. */
  | { readonly kind: 'later' }
  | { readonly kind: 'refused'; readonly because: Refusal; readonly title: string | null }
  | { readonly kind: 'silent' }
  /** `wasLent`: it is known to have been on loan before. */
  | { readonly kind: 'unknown'; readonly wasLent: boolean };

/** After an `unknown`: asked until the answer was stable. */
export type FoundOut =
  | { readonly kind: 'on-loan'; readonly due: Due | null; readonly title: string | null }
  | { readonly kind: 'not-on-loan' }
  | { readonly kind: 'unclear' };

/** Taking a loan back, verified by asking afterwards. */
export type UndoAnswer = { readonly kind: 'undone' } | { readonly kind: 'stands' };

export type ItemAnswer =
  | {
      readonly kind: 'item';
      readonly onLoan: boolean;
      readonly title: string | null;
      readonly callNumber: string | null;
    }
  | { readonly kind: 'unknown-item' }
  | { readonly kind: 'silent' };
