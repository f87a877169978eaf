// What the library's own system says of a patron and of what is lent, in a form that a glass can put into words. Decides nothing.

/** What the glass and its slips speak. */
export type Language = 'vi' | 'en';

/** A due date as the library system told it: a day it named, or (SIP2's AH is free text) words nobody could read as a day. */
export type Due =
  | { readonly kind: 'day'; /** YYYY-MM-DD, library's local day */ readonly day: string }
  | { readonly kind: 'text'; readonly text: string };

/** A sum the library asks for; `amount` is a plain decimal such as `5000` or `12.50`, `currency` ISO 4217 or null when not told. */
export type Fee = { readonly amount: string; readonly currency: string | null };

/** Why a known patron may not borrow. */
export type PatronBlock =
  'blocked' | 'card-lost' | 'expired' | 'too-many-loans' | 'overdue' | 'fees' | 'pin-tries-used';
