// What the desk's room of loans and returns is at any moment: whom it serves, their pile and account, the slips. Data only.
import type { PatronBlock } from '../../contract/terms.ts';
import type { SlipState } from '../../contract/circulation-view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { Account } from '../flows/account-state.ts';
import type { Checkin } from '../flows/checkin.ts';
import type { Identify, Who } from '../flows/identify.ts';
import type { Checkout } from '../flows/loan.ts';
import type { ItemNumber, Ticket } from '../library.ts';
import type { LeftTag } from './kiosk-state.ts';
import type { Mending } from './mending.ts';

/** Nobody is served: what is laid down is returned. `began`: something was, so that it is a session of the journal. */
export type Returning = { readonly at: 'returning'; readonly flow: Checkin; readonly began: boolean };

export type Lending = {
  readonly at: 'lending';
  readonly who: Who;
  /** What stands against a loan, and that staff have said to lend all the same. */
  readonly block: PatronBlock | null;
  readonly passed: boolean;
  readonly flow: Checkout;
  readonly account: Account;
  readonly isFinishing: boolean;
};

/** `row`: the line of the pile that it is for; null for the patron's receipt. */
export type Slip = {
  readonly row: string | null;
  readonly ticket: Ticket;
  readonly state: Exclude<SlipState, 'offered'>;
};

/** A number that was scanned. `either`: the library's patterns do not tell an item's from a card's. */
export type ScannedNumber = { readonly number: ItemNumber; readonly mayBe: 'item' | 'either' };

/** Laid down or scanned for somebody whose card is still looked up. */
export type Early = { readonly uids: readonly Uid[]; readonly numbers: readonly ScannedNumber[] };

/** A pile of returns that nothing is added to for so long is over. */
export const returnsQuietMs = 600_000;

export const nothingEarly: Early = { uids: [], numbers: [] };

export type CirculationRoom = {
  readonly at: 'circulation';
  readonly identify: Identify;
  /** Of the last card that was shown: reported lost. */
  readonly isLost: boolean;
  readonly work: Returning | Lending;
  /** A card that was shown while somebody was still being served. */
  readonly next: string | null;
  readonly early: Early;
  /** What is looked up as a card, and is an item to return where there is no such card. */
  readonly doubt: ItemNumber | null;
  readonly left: readonly LeftTag[];
  readonly mending: Mending;
  readonly slips: readonly Slip[];
  /** Slips asked for so far. */
  readonly printed: number;
};
