// What a slip is to say, before it is words: plain data that an effect can carry.
import type { ReturnNote } from '../../contract/row-view.ts';
import type { Due, Fee } from '../../contract/terms.ts';

type Parts = { readonly of: number; readonly here: readonly number[] } | null;

export type SlipItem = { readonly title: string | null; readonly number: string; readonly parts: Parts } & (
  | { readonly kind: 'lent'; readonly due: Due | null; readonly renewed: boolean }
  /** Lent while the library system was away: it is being recorded. */
  | { readonly kind: 'lent-offline'; readonly due: Due | null }
  | { readonly kind: 'returned-offline' }
  | { readonly kind: 'put-back' | 'lent-armed' | 'unclear'; readonly due: Due | null }
  | { readonly kind: 'returned'; readonly notes: readonly ReturnNote[]; readonly fee: Fee | null }
  | { readonly kind: 'returned-unarmed' }
  /** A payment: its reference is the number. */
  | { readonly kind: 'paid' | 'paid-unrecorded'; readonly fee: Fee }
);

/** What a slip says. `datedMs`: the returns count from then; null for now. `name`, `card`: as far as the library puts them there; null on returns. `copy`: it was printed before. */
export type SlipFacts = {
  readonly of: 'checkout' | 'checkin' | 'account';
  readonly reference: string;
  readonly name: string | null;
  readonly card: { readonly kind: 'last-four' | 'whole'; readonly number: string } | null;
  readonly copy: boolean;
  readonly datedMs: number | null;
  readonly items: readonly SlipItem[];
};
