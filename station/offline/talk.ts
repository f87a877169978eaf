// What a place asks of the station's own rules while the library system is away, and what they say. Data only.
import type { Refusal } from '../../contract/row-view.ts';
import type { PatronBlock } from '../../contract/terms.ts';
import type { CardProblem } from '../../contract/view.ts';
import type { ItemNumber, PatronNumber } from '../library.ts';

export type OfflineCard =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'not-taken'; readonly because: CardProblem }
  | { readonly kind: 'turned-away'; readonly because: PatronBlock };

/** `due`: YYYY-MM-DD. */
export type OfflineLoan =
  { readonly kind: 'lent'; readonly due: string } | { readonly kind: 'refused'; readonly because: Refusal };

export type OfflineAsk = {
  readonly patron: PatronNumber;
  readonly item: ItemNumber;
  /** Types of usage on its tags (ISO 28560-1). */
  readonly usages: readonly number[];
  /** A tag of it says that it is on loan. */
  readonly isDisarmed: boolean;
};
