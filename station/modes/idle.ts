// Is anybody still there? The warning before a session ends by itself, and the end. Pure.
import { go, stay, andThen, type Event, type Step } from '../flow.ts';
import { toWelcome } from './begin.ts';
import { finishAccount } from './account.ts';
import { leaveDrop } from './book-drop.ts';
import { leaveStaffPage } from './staff-page.ts';
import { finish } from './end.ts';
import { isAsStandard, isPileStage, kioskTimes, patienceFor, type Kiosk, type KioskRules } from './kiosk-state.ts';

/**
 * Whether a person is expected to act now. On the welcome screen that is somebody who made it their own: the next one
 * must find it as it stands for everybody.
 */
const isAttended = (rules: KioskRules, kiosk: Kiosk): boolean => {
  const { stage } = kiosk;
  if (stage.at === 'welcome') return !isAsStandard(rules, kiosk);
  if (isPileStage(stage) || stage.at === 'account') return stage.door.at !== 'finishing';
  if (isStaffs(kiosk)) return true;
  return stage.at === 'book-drop' || stage.at === 'identify' || stage.at === 'turned-away' || stage.at === 'receipt';
};

/** Behind the staff's own way in, or before it. */
const isStaffs = ({ stage }: Kiosk): boolean => stage.at === 'staff-door' || stage.at === 'staff';

/**
 * What only a person does. A tag that flickers at the edge of the pad is none: it would keep a session open that
 * everybody has left, and the next patron's items would land on it.
 */
const isActivity = (before: Kiosk, event: Event): boolean => {
  switch (event.kind) {
    case 'pressed':
    case 'scanned':
      return true;
    case 'tag-seen':
      return !before.seen.includes(event.uid);
    case 'patron-answered':
    case 'checkout-answered':
    case 'checkin-answered':
    case 'slip-printed':
    case 'renewal-answered':
    case 'hold-answered':
    case 'payment-answered':
      return true;
    default:
      return false;
  }
};

export const stepIdle = (rules: KioskRules, before: Kiosk, kiosk: Kiosk, event: Event): Step<Kiosk> => {
  const was = isAttended(rules, before);
  if (!isAttended(rules, kiosk)) {
    return was
      ? go(
          { ...kiosk, idle: null },
          { kind: 'cancel-timer', timer: 'idle' },
          { kind: 'cancel-timer', timer: 'idle-tick' },
        )
      : stay(kiosk);
  }
  if (event.kind === 'time-up' && event.timer === 'idle')
    return tick({ ...kiosk, idle: { secondsLeft: warningMs(kiosk) / 1000 } });
  if (event.kind === 'time-up' && event.timer === 'idle-tick' && kiosk.idle !== null) {
    const secondsLeft = kiosk.idle.secondsLeft - 1;
    return secondsLeft > 0 ? tick({ ...kiosk, idle: { secondsLeft } }) : nobodyThere(rules, kiosk);
  }
  if (was && !isActivity(before, event)) return stay(kiosk);
  return go(
    { ...kiosk, idle: null },
    { kind: 'cancel-timer', timer: 'idle-tick' },
    { kind: 'set-timer', timer: 'idle', afterMs: patienceMs(rules, kiosk) - warningMs(kiosk) },
  );
};

const patienceMs = ({ idleMs }: KioskRules, kiosk: Kiosk): number => {
  if (isStaffs(kiosk)) return kioskTimes.staffIdleMs * patienceFor(kiosk);
  const { stage } = kiosk;
  const ms = idleMs * patienceFor(kiosk);
  // A bank's transfer takes no longer for whoever needs time at the glass, and an account left open is an open account.
  return stage.at === 'account' && stage.flow.payment !== null ? Math.max(ms, kioskTimes.paymentIdleMs) : ms;
};

const warningMs = (kiosk: Kiosk): number =>
  (isStaffs(kiosk) ? kioskTimes.staffWarningMs : kioskTimes.idleWarningMs) * patienceFor(kiosk);

const tick = (kiosk: Kiosk): Step<Kiosk> => go(kiosk, { kind: 'set-timer', timer: 'idle-tick', afterMs: 1000 });

const nobodyThere = (rules: KioskRules, kiosk: Kiosk): Step<Kiosk> => {
  const left: Kiosk = { ...kiosk, idle: null };
  if (left.stage.at === 'account') return finishAccount(left, left.stage, false);
  if (left.stage.at === 'book-drop') return leaveDrop(left, left.stage);
  if (left.stage.at === 'staff') return leaveStaffPage(rules, left, left.stage, 'idle');
  return isPileStage(left.stage) ? andThen(finish(left, left.stage, false), stay) : toWelcome(rules, left);
};
