// The desk's loans and returns as the glass shows them: with a patron the pile is lent, without one it is returned. No words.
import type { AccountScreen, PaymentScreen } from './account-view.ts';
import type { Row } from './row-view.ts';
import type { Fee, PatronBlock } from './terms.ts';

export type CirculationScreen = {
  readonly at: 'circulation';
  /** A card is being looked up. */
  readonly isAsking: boolean;
  readonly wrong: DeskCardProblem | null;
  /** Null: what is laid down is returned. */
  readonly patron: DeskPatron | null;
  readonly rows: readonly CirculationRow[];
  /** Items in the pile. */
  readonly seen: number;
  /** What lay here before: it is nobody's until it is claimed, or lifted and laid down again. */
  readonly leftOvers: number;
  /**
   * How whoever is served, or a pile of returns, comes to an end. `none`: nothing is begun. `awaited`: outcomes of returns are on
   * their way. `finishing`: the last outcomes are awaited, then the next one is served.
   */
  readonly end: 'none' | 'awaited' | 'offered' | 'finishing';
  /** Null where there is no printer, or nothing to print. */
  readonly receipt: SlipState | null;
};

/** What is wrong with the last card. `card-lost`: reported lost; whoever has it is not to be served by it. */
export type DeskCardProblem = 'unknown-card' | 'not-a-card' | 'acs-silent' | 'offline-limit' | 'locked' | 'card-lost';

/** `failed`: no paper, or the printer says nothing: it can be printed once that is mended. */
export type SlipState = 'offered' | 'printing' | 'printed' | 'failed';

export type CirculationRow = Row & {
  /** Where a returned item goes; null where it stays, or for a loan. */
  readonly routing: {
    readonly kind: 'hold' | 'transit';
    /** As the library system names the place; null where it does not say. */
    readonly to: string | null;
    /** Who waits for it, for staff's eyes. */
    readonly name: string | null;
    readonly number: string | null;
    readonly slip: SlipState | null;
  } | null;
  /** This person may lend it past the refusal, and the library system obeys. */
  readonly mayPass: boolean;
};

export type DeskPatron = Pick<
  AccountScreen,
  'lists' | 'loans' | 'holds' | 'fees' | 'owed' | 'renewable' | 'section'
> & {
  readonly name: string;
  readonly number: string;
  /** Why this patron may not borrow; null where nothing stands against it. */
  readonly block: PatronBlock | null;
  /** `open`: items are lent. `passed`: in spite of the block. `mayPass`: not yet, and this person may. */
  readonly lends: 'open' | 'passed' | 'mayPass' | 'no';
  /** Whether the library system says what is owed; where not, `owed` null is no word about it. */
  readonly isOwedTold: boolean;
  readonly count: number | null;
  readonly limit: number | null;
  readonly readyHolds: number | null;
  /** The library system's own words. */
  readonly says: readonly string[];
  readonly mayTakeCash: boolean;
  readonly mayTransfer: boolean;
  readonly payment: DeskPayment | null;
};

export type DeskPayment = {
  readonly sum: Fee;
  readonly reference: string;
  /** Null for cash. */
  readonly transfer: { readonly code: string; readonly to: PaymentScreen['to'] } | null;
  readonly state: 'waiting' | 'recording' | 'finding-out' | 'recorded' | 'for-staff' | 'not-sent';
};
