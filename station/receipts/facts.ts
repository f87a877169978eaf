// What a slip is to say, before it is words: plain data that an effect can carry.
import type { Due, Fee, ReturnNote } from '../../contract/view.ts';

type Parts = { readonly of: number; readonly here: readonly number[] } | null;

export type SlipItem = { readonly title: string | null; readonly number: string; readonly parts: Parts } & (
  | { readonly kind: 'lent'; readonly due: Due | null; readonly renewed: boolean }
  | { readonly kind: 'put-back' | 'lent-armed' | 'unclear'; readonly due: Due | null }
  | { readonly kind: 'returned'; readonly notes: readonly ReturnNote[]; readonly fee: Fee | null }
  | { readonly kind: 'returned-unarmed' }
  /** A payment: its reference is the number. */
  | { readonly kind: 'paid' | 'paid-unrecorded'; readonly fee: Fee }
);

/** What a slip says. `card`: the patron's card number, of which only the last four are printed; null on returns. */
export type SlipFacts = {
  readonly of: 'checkout' | 'checkin' | 'account';
  readonly reference: string;
  readonly card: string | null;
  readonly items: readonly SlipItem[];
};
