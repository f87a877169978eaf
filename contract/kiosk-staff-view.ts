// What a kiosk's glass shows to staff who have signed in: what of it needs a hand. Plain data, as view.ts; nothing of a patron is
// part of it.
import type { BoardReason, BoardWhat, Moment } from './board-view.ts';
import type { StaffLevel } from './desk-view.ts';

/** A row of the board that is about this kiosk: never whose card it was. */
export type KioskHand = {
  readonly key: string;
  readonly what: BoardWhat;
  readonly since: Moment;
  readonly item: string | null;
  readonly reason: BoardReason | null;
  readonly taken: { readonly by: string; readonly isMe: boolean } | null;
  readonly maySettle: boolean;
  /** It ends when the thing is right again; nobody says so by hand. */
  readonly endsByItself: boolean;
};

/** What became of the last test slip; `none`: there was none since this page was opened. `sent`: the printer does not say whether it came out. */
export type TestSlip = 'none' | 'printing' | 'printed' | 'sent' | 'no-paper' | 'cover-open' | 'printer-silent';

export type StaffPage = {
  readonly who: { readonly name: string; readonly level: StaffLevel };
  readonly place: string;
  readonly today: string;
  readonly hands: readonly KioskHand[];
  /** Closed for patrons by staff, until staff open it. */
  readonly isOutOfUse: boolean;
  readonly slip: TestSlip;
};
