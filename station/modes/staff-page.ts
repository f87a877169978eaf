// The staff's own way in at a kiosk, and what they do behind it. No patron's session is ever open there: the door is on the welcome
// screen, closed or not, and on the one that is out of order. Pure.
import type { KioskHand } from '../../contract/kiosk-staff-view.ts';
import type { Hand } from '../board.ts';
import { andThen, go, record, stay, type Event, type Step } from '../flow.ts';
import { showStaffCard } from '../flows/signing.ts';
import { may } from '../staff.ts';
import { cardIn, toWelcome } from './begin.ts';
import { maySettle } from './board.ts';
import type { Kiosk, KioskRules, StaffStage } from './kiosk-state.ts';
import { askWho, stepKioskSigning } from './staff-signing.ts';

/** Rows that somebody who stands at the kiosk can do something about. What is about a patron's account is the desk's. */
const atKiosk: readonly KioskHand['what'][] = [
  'help',
  'loan-armed',
  'not-returned',
  'refused-return',
  'see-staff',
  'tag-arm',
  'tag-disarm',
  'tag-open',
  'odd-tag',
  'parts-missing',
  'device',
  'paper-out',
  'cover-open',
  'printer-fault',
  'paper-near-end',
];

export const handsHere = ({ place }: Pick<KioskRules, 'place'>, { board }: Pick<Kiosk, 'board'>): readonly Hand[] =>
  board.rows.filter(({ where, what }) => where === place && atKiosk.includes(what));

/** Null: this opens no door. */
export const openStaffDoor = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> | null => {
  if (!rules.hasStaff) return null;
  const session = kiosk.session + 1;
  const door: Kiosk = { ...askWho(kiosk), session, notice: null, mended: 0, called: 'no', stage: { at: 'staff-door' } };
  if (event.kind === 'pressed') return event.press.kind === 'staff-door' ? stay(door) : null;
  const card = cardIn(kiosk, event);
  if (card === null || rules.staffCard === 'never' || rules.staffOfCard(card) === null) return null;
  const { guard } = kiosk;
  const { state: signing, effects } = showStaffCard({ rules, session, guard, nowMs }, door.signing, card);
  return go({ ...door, signing }, ...effects);
};

export const stepStaffDoor = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if (event.kind === 'pressed' && event.press.kind === 'leave') return toWelcome(rules, kiosk);
  const signed = stepKioskSigning(rules, kiosk, event, nowMs);
  if (signed === null) return stay(kiosk);
  const { state: signing, effects, who } = signed;
  const now = go<Kiosk>({ ...kiosk, signing }, ...effects);
  if (who === null) return now;
  const session = kiosk.session + 1;
  return andThen(now, (open) =>
    go<Kiosk>(
      { ...open, session, stage: { at: 'staff', who: who.staff, slips: 0, slip: 'none' } },
      record({ kind: 'staff-signed-in', session, staff: who.staff.name, by: who.by }),
    ),
  );
};

/** Also when nobody touches it any more. */
export const leaveStaffPage = (
  rules: KioskRules,
  kiosk: Kiosk,
  { who }: StaffStage,
  because: 'left' | 'idle',
): Step<Kiosk> =>
  andThen(go(kiosk, record({ kind: 'staff-signed-out', session: kiosk.session, staff: who.name, because })), (left) =>
    toWelcome(rules, left),
  );

export const stepStaffPage = (rules: KioskRules, kiosk: Kiosk, stage: StaffStage, event: Event): Step<Kiosk> => {
  const { session, language } = kiosk;
  const { who } = stage;
  const staff = who.name;
  if (event.kind === 'slip-printed' && event.ticket === slipTicket(kiosk, stage)) {
    const { outcome } = event;
    const came = outcome.kind === 'printed' ? (outcome.seen ? 'printed' : 'sent') : outcome.kind;
    return go({ ...kiosk, stage: { ...stage, slip: came } }, record({ kind: 'test-slip', session, staff, came }));
  }
  if (event.kind !== 'pressed' || !may(who, 'serve')) return stay(kiosk);
  const { press } = event;
  switch (press.kind) {
    case 'leave':
      return leaveStaffPage(rules, kiosk, stage, 'left');
    case 'staff-take': {
      const hand = handsHere(rules, kiosk).find(({ key }) => key === press.key);
      return hand === undefined || hand.taken?.by === staff
        ? stay(kiosk)
        : go(kiosk, record({ kind: 'hand-taken', session, key: hand.key, staff }));
    }
    case 'staff-settle': {
      const hand = handsHere(rules, kiosk).find(({ key }) => key === press.key);
      return hand === undefined || !maySettle(who, hand)
        ? stay(kiosk)
        : go(kiosk, record({ kind: 'hand-settled', key: hand.key, staff, how: 'done' }));
    }
    case 'staff-paper':
    case 'staff-test-slip': {
      if (!rules.hasPrinter || stage.slip === 'printing') return stay(kiosk);
      const next: StaffStage = { ...stage, slips: stage.slips + 1, slip: 'printing' };
      return go(
        { ...kiosk, stage: next },
        ...(press.kind === 'staff-paper' ? [record({ kind: 'paper-changed', session, staff })] : []),
        { kind: 'print-test-slip', ticket: slipTicket(kiosk, next), language, staff },
      );
    }
    case 'staff-close':
      return kiosk.isOutOfUse
        ? stay(kiosk)
        : go({ ...kiosk, isOutOfUse: true }, record({ kind: 'kiosk-closed', session, staff }));
    case 'staff-open':
      return kiosk.isOutOfUse
        ? go({ ...kiosk, isOutOfUse: false }, record({ kind: 'kiosk-opened', session, staff }))
        : stay(kiosk);
    default:
      return stay(kiosk);
  }
};

const slipTicket = ({ session }: Kiosk, { slips }: StaffStage): string => `${session}-test-slip-${slips}`;
