// Staff say at a kiosk who they are: at its door, before a payment is confirmed, before the book drop is emptied. Pure.
import { go, record, stay, type Event, type Step } from '../flow.ts';
import { staffKey, wrongsOf } from '../flows/guard.ts';
import { anew, forgetName, pinChecked, showStaffCard, tickWaits, tryPin, type Signed } from '../flows/signing.ts';
import { cardIn } from './begin.ts';
import type { Kiosk, KioskRules, Stage } from './kiosk-state.ts';

/** Somebody is asked who they are. */
export const isSigning = (stage: Stage): boolean =>
  stage.at === 'staff-door' ||
  stage.at === 'book-drop' ||
  (stage.at === 'account' && stage.flow.payment?.state.at === 'staff');

/** Nobody has said anything yet. */
export const askWho = (kiosk: Kiosk): Kiosk => ({ ...kiosk, signing: anew(kiosk.signing), isNotAllowed: false });

/** Null: the event was for something else. */
export const stepKioskSigning = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Signed | null => {
  const { signing, session, guard } = kiosk;
  const ground = { rules, session, guard, nowMs };
  switch (event.kind) {
    case 'pressed':
      if (event.press.kind === 'staff-sign-in') return tryPin(ground, signing, event.press);
      return event.press.kind === 'staff-forget-name' ? { ...stay(forgetName(signing)), who: null } : null;
    case 'scanned':
    case 'tag-read': {
      const card = cardIn(kiosk, event);
      return card === null ? null : showStaffCard(ground, signing, card);
    }
    case 'staff-checked':
      return event.ticket === signing.ticket ? pinChecked(ground, signing, event) : null;
    case 'time-up':
      return event.timer === 'pin-wait' && signing.waits > 0 ? { ...tickWaits(signing), who: null } : null;
    default:
      return null;
  }
};

/** Whoever typed a wrong PIN and left before it was checked has typed a wrong PIN; a right one opens nothing any more. */
export const stepLatePin = (kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if (event.kind !== 'staff-checked' || event.staff !== null) return stay(kiosk);
  if (isSigning(kiosk.stage) && event.ticket === kiosk.signing.ticket) return stay(kiosk);
  const tries = wrongsOf(kiosk.guard, staffKey(event.as), nowMs) + 1;
  return go(kiosk, record({ kind: 'staff-wrong', session: kiosk.session, ...event.as, tries }));
};
