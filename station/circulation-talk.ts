// What is asked where loans are made and taken back at a desk, besides what the kiosk's flows ask. Plain data.
import type { Routing, SecuredBy, Ticket } from './library.ts';
import type { AccountRules } from './flows/account-state.ts';
import type { Language } from '../contract/terms.ts';

/** What the library decided about loans at this desk, and what its system can do. */
export type CirculationRules = {
  readonly security: SecuredBy;
  readonly account: AccountRules;
  /** The library system lends past its own rules when it is told not to stop (SIP2: no block). */
  readonly obeysNoBlock: boolean;
  /** What a number is that may be a card's or an item's: `item` where items alone have a pattern, which it matches. */
  readonly either: 'item' | 'unknown';
  readonly hasPrinter: boolean;
  /** Whether the name of who waits stands on the slip in the book; their number's last four always do. */
  readonly namesOnSlips: boolean;
};

/** A slip that goes into a returned item, to its shelf or onto its way. */
export type RoutingSlip = {
  readonly item: string;
  readonly title: string | null;
  readonly routing: Routing;
  readonly showsName: boolean;
  /** It was printed before. */
  readonly copy: boolean;
};

/** Answered by `slip-printed`. */
export type CirculationEffect = {
  readonly kind: 'print-routing-slip';
  readonly ticket: Ticket;
  readonly language: Language;
  readonly slip: RoutingSlip;
};
