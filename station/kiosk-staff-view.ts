// What staff see at a kiosk: who is asked for, and what of this kiosk needs a hand. Leaves out whose card it was. Decides nothing.
import { boardWhats } from '../contract/board-view.ts';
import type { KioskHand, StaffPage } from '../contract/kiosk-staff-view.ts';
import type { StaffSigning } from '../contract/signing-view.ts';
import type { Hand } from './board.ts';
import { endsByItself } from './board-kinds.ts';
import { momentOf, reasonOf } from './board-view.ts';
import { maySettle } from './modes/board.ts';
import type { Kiosk, KioskRules, StaffStage } from './modes/kiosk-state.ts';
import { handsHere } from './modes/staff-page.ts';
import type { Staff } from './staff.ts';

export const signingView = (
  { staffCard }: Pick<KioskRules, 'staffCard'>,
  { signing, isNotAllowed }: Pick<Kiosk, 'signing' | 'isNotAllowed'>,
): StaffSigning => ({
  name: signing.card,
  checking: signing.ticket !== null,
  wrong: isNotAllowed ? 'not-allowed' : signing.wrong,
  waits: signing.waits,
  byCard: staffCard !== 'never',
});

export const staffPage = (rules: KioskRules, kiosk: Kiosk, { who, slip }: StaffStage): StaffPage => ({
  who,
  place: rules.place,
  today: momentOf(kiosk.board.nowMs).day,
  hands: handsHere(rules, kiosk)
    .toSorted((a, b) => boardWhats.indexOf(a.what) - boardWhats.indexOf(b.what) || a.sinceMs - b.sinceMs)
    .map((hand) => handRow(who, hand)),
  isOutOfUse: kiosk.isOutOfUse,
  slip,
});

const handRow = (who: Staff, hand: Hand): KioskHand => ({
  key: hand.key,
  what: hand.what,
  since: momentOf(hand.sinceMs),
  item: hand.item,
  reason: reasonOf(hand),
  taken: hand.taken === null ? null : { by: hand.taken.by, isMe: hand.taken.by === who.name },
  maySettle: maySettle(who, hand),
  endsByItself: endsByItself(hand.what),
});
