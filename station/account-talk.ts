// What is asked and heard about a patron's own account: lists, items, renewals, holds, payments. Plain data; knows nothing of
// SIP2, sockets or screens.
import type { RenewalRefusal } from '../contract/account-view.ts';
import type { Due, Fee } from '../contract/terms.ts';
import type { ItemNumber, PatronNumber, Ticket } from './library.ts';

/** What a library system lists of a patron. `overdue` is a part of `loans`; `ready` holds wait on the shelf. */
export type ListName = 'loans' | 'overdue' | 'ready' | 'waiting' | 'fees';

/** One entry of a list. `number`: the entry is an item's number; else it is the library system's own text, such as a title. */
export type ListEntry = { readonly text: string; readonly number: ItemNumber | null; readonly fee: Fee | null };

export type ListAnswer =
  | {
      readonly kind: 'listed';
      readonly entries: readonly ListEntry[];
      /** How many the library system counts beyond those it lists. */
      readonly unlisted: number;
      /** What is owed now, all fees together; null for nothing, or where it is not told. */
      readonly owed: Fee | null;
      readonly isOwedTold: boolean;
      /** How many holds are ready; null where the counts of this library system do not tell. */
      readonly readyHolds: number | null;
    }
  | { readonly kind: 'silent' };

export type LookedUp =
  | {
      readonly kind: 'item';
      readonly title: string | null;
      readonly due: Due | null;
      /** As the library system wrote it: what a renewal is found out by. */
      readonly dueText: string;
      /** To whomever; a hold on it cannot be ready then. */
      readonly isOnLoan: boolean;
      readonly isOverdue: boolean;
      /** Where it is to be fetched, and under which call number. */
      readonly shelf: string | null;
      /** Until when a hold that is ready is kept. */
      readonly keptUntil: Due | null;
    }
  | { readonly kind: 'unknown-item' }
  | { readonly kind: 'silent' };

export type RenewalAnswer =
  | { readonly kind: 'renewed'; readonly due: Due | null; readonly title: string | null }
  | { readonly kind: 'fee-first'; readonly fee: Fee | null }
  | { readonly kind: 'refused'; readonly because: RenewalRefusal }
  | { readonly kind: 'silent' }
  /** `dueText`: the due date before the question; '' when nobody knows it. */
  | { readonly kind: 'unknown'; readonly dueText: string };

export type RenewalFoundOut =
  | { readonly kind: 'renewed'; readonly due: Due | null }
  | { readonly kind: 'not-renewed' }
  | { readonly kind: 'unclear' };

export type CancelAnswer =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unknown' };

export type CancelFoundOut =
  { readonly kind: 'cancelled' } | { readonly kind: 'not-cancelled' } | { readonly kind: 'unclear' };

export type PaymentAnswer =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unknown' };

export type PaymentFoundOut =
  { readonly kind: 'recorded' } | { readonly kind: 'not-recorded' } | { readonly kind: 'unclear' };

type Who = { readonly ticket: Ticket; readonly patron: PatronNumber; readonly pin: string | null };

/** Imperative, as all effects. */
export type AccountEffect =
  | ({ readonly kind: 'ask-list'; readonly list: ListName } & Who)
  /** Behind all that a finger has asked for. */
  | { readonly kind: 'look-up'; readonly ticket: Ticket; readonly item: ItemNumber }
  | ({
      readonly kind: 'ask-renewal';
      readonly item: ItemNumber;
      /** The due date as the library system wrote it; '' when it was not looked up yet. */
      readonly dueText: string;
      readonly feeAccepted: boolean;
    } & Who)
  | {
      readonly kind: 'find-out-renewal';
      readonly ticket: Ticket;
      readonly item: ItemNumber;
      readonly dueText: string;
    }
  | ({ readonly kind: 'cancel-hold'; readonly item: ItemNumber } & Who)
  | ({ readonly kind: 'find-out-hold'; readonly item: ItemNumber } & Who)
  | ({
      readonly kind: 'ask-payment';
      readonly sum: Fee;
      readonly reference: string;
      /** Type of payment (37), two digits; left out for the one of the settings. */
      readonly paidBy?: string;
    } & Who)
  | ({ readonly kind: 'find-out-payment'; readonly owedBefore: Fee; readonly sum: Fee } & Who);

/** Past tense, as all events. */
export type AccountEvent =
  | { readonly kind: 'list-answered'; readonly ticket: Ticket; readonly answer: ListAnswer }
  | { readonly kind: 'looked-up'; readonly ticket: Ticket; readonly answer: LookedUp }
  | { readonly kind: 'renewal-answered'; readonly ticket: Ticket; readonly answer: RenewalAnswer }
  | { readonly kind: 'renewal-found-out'; readonly ticket: Ticket; readonly answer: RenewalFoundOut }
  | { readonly kind: 'hold-answered'; readonly ticket: Ticket; readonly answer: CancelAnswer }
  | { readonly kind: 'hold-found-out'; readonly ticket: Ticket; readonly answer: CancelFoundOut }
  | { readonly kind: 'payment-answered'; readonly ticket: Ticket; readonly answer: PaymentAnswer }
  | { readonly kind: 'payment-found-out'; readonly ticket: Ticket; readonly answer: PaymentFoundOut };
