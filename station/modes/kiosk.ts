// The kiosk: one patron at a time, from welcome to goodbye. Composes the flows and is the wall between two sessions.
// Pure: state and event in, state and effects out.
import { stepCheckin } from '../flows/checkin.ts';
import { ownsTag, stepCheckout } from '../flows/checkout.ts';
import { guardAfter } from '../flows/guard.ts';
import { lineOfTag } from '../flows/pile.ts';
import { go, stay, andThen, type Effect, type Event, type Step } from '../flow.ts';
import { booked, lyingAfter, securedEntry, type Lying } from './around.ts';
import { stepCovered } from './covered.ts';
import { endAccountWhenSettled, stepAccountStage } from './account.ts';
import { stepAttract } from './attract.ts';
import { askForStaff, stepDrop } from './book-drop.ts';
import { begin, identified, toAccount, toWelcome } from './begin.ts';
import { endWhenSettled, finish, giveUp } from './end.ts';
import { stepHelp, stepPaper } from './help.ts';
import { stepIdle } from './idle.ts';
import { isPileStage, type Kiosk, type KioskRules, type PileStage } from './kiosk-state.ts';
import { isLeft, laid, leftBehind, lifted, parted, sought } from './left.ts';
import { beginMend, isMending, stepMend } from './mending.ts';
import { stepMorePin } from './more-pin.ts';
import { notice, noticeTimer } from './notice.ts';
import { stepOrphans } from './orphans.ts';
import { offeredNow, stepHours } from './opening.ts';
import { stepGoodbye, stepReceipt } from './receipt.ts';
import { beginsReturn, returnsByItself } from './returning.ts';
import { openStaffDoor, stepStaffDoor, stepStaffPage } from './staff-page.ts';
import { stepLatePin } from './staff-signing.ts';
import { isTending, stepTendedKiosk } from './tended.ts';

/** One step of the place. `nowMs`: the station's clock at the event. */
export const stepKiosk = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  const around = notice(surroundings(rules, kiosk, event, nowMs), event);
  const orphaned = stepOrphans(rules, around, event);
  const counted = andThen(stepPaper(orphaned.state, event), (state) => stepLatePin(state, event, nowMs));
  const helped = andThen(counted, (state) => stepHelp(rules, state, event));
  const aside = andThen(helped, (state) => stepHours(rules, state, event, nowMs));
  if (isTending(kiosk, event)) {
    const tended = andThen(aside, (state) => stepTendedKiosk(rules, state, event, nowMs));
    const effects = [...securedEntry(event), ...orphaned.effects, ...tended.effects];
    return { state: booked(tended.state, effects, nowMs), effects };
  }
  const covered = stepCovered(aside.state, event);
  if (covered !== null) {
    const effects = [...securedEntry(event), ...orphaned.effects, ...aside.effects, ...covered.effects];
    return { state: booked(covered.state, effects, nowMs), effects };
  }
  const told = andThen(
    andThen(aside, (state) => deliver(rules, state, event, nowMs)),
    (state) => (isStirred(event, orphaned.effects) ? mendLying(rules, state, nowMs) : stay(state)),
  );
  const entered = !isPileStage(kiosk.stage) && isPileStage(told.state.stage);
  const begun = entered
    ? told.state.pad.reduce((step, lying) => andThen(step, (state) => arrive(rules, state, lying, nowMs)), told)
    : told;
  const settle = (state: Kiosk): Step<Kiosk> =>
    andThen(endWhenSettled(rules, state), (now) => endAccountWhenSettled(rules, now));
  const ended = andThen(begun, settle);
  const idled = andThen(
    andThen(
      andThen(ended, (state) => stepIdle(rules, kiosk, state, event)),
      settle,
    ),
    (state) => stepAttract(rules, kiosk, state, event),
  );
  const effects = [...securedEntry(event), ...noticeTimer(idled.state, event), ...orphaned.effects, ...idled.effects];
  const state = isParting(rules, kiosk, idled.state) ? parted(rules, idled.state, nowMs) : idled.state;
  const own = state.session === kiosk.session ? state : { ...state, seen: state.pad.map(({ uid }) => uid) };
  return { state: booked(own, effects, nowMs), effects };
};

/**
 * Somebody goes: with a goodbye, or back to the welcome screen, also when they never came to borrow, or made the welcome screen
 * their own and went without a word. From a slot they go once the receipt is offered: the next one gives before it is answered.
 */
const isParting = ({ returns }: KioskRules, before: Kiosk, now: Kiosk): boolean => {
  const from = before.stage.at;
  switch (now.stage.at) {
    case 'goodbye':
      return from !== 'goodbye';
    case 'welcome':
      return from !== 'goodbye' && before.session !== now.session;
    case 'receipt':
      return from !== 'receipt' && returns.slot;
    default:
      return false;
  }
};

/** The event to the mending of old tags first, and what that lets through to the stage. */
const deliver = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  const mend = mayMend(kiosk, event) ? beginMend(kiosk.mending, kiosk.book, event) : stepMend(kiosk.mending, event);
  const { tell } = mend;
  const mended = tell?.kind === 'tag-mended' ? kiosk.mended + 1 : kiosk.mended;
  const ready = go<Kiosk>({ ...kiosk, mended, mending: mend.mending }, ...mend.effects);
  return tell === null ? ready : andThen(ready, (state) => stepStage(rules, state, tell, nowMs));
};

/** What lay on the pad before the session began is told to it. */
const arrive = (rules: KioskRules, kiosk: Kiosk, lying: Lying, nowMs: number): Step<Kiosk> => {
  const { uid, thing } = lying;
  const seen = stepStage(rules, kiosk, { kind: 'tag-seen', uid }, nowMs);
  if (thing === null || isMending(kiosk.mending, uid)) return seen;
  return andThen(seen, (state) => deliver(rules, state, { kind: 'tag-read', uid, thing }, nowMs));
};

/** A tag that lies there may have become one to mend: the library system is back, or something was found out. */
const isStirred = (event: Event, effects: readonly Effect[]): boolean =>
  event.kind === 'acs-up' ||
  effects.some((effect) => effect.kind === 'record' && effect.entry.kind === 'security-pending');

const mendLying = (rules: KioskRules, kiosk: Kiosk, nowMs: number): Step<Kiosk> =>
  isPileStage(kiosk.stage)
    ? stay(kiosk)
    : kiosk.pad.reduce((step, { uid, thing }) => {
        const { book, mending } = step.state;
        if (thing === null || !book.has(uid) || isMending(mending, uid)) return step;
        return andThen(step, (state) => deliver(rules, state, { kind: 'tag-read', uid, thing }, nowMs));
      }, stay(kiosk));

/** What is true in any stage: what lies on the pad, whether the library system and the pad are there. */
const surroundings = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Kiosk => {
  switch (event.kind) {
    case 'tag-seen':
      return kiosk.pad.some((lying) => lying.uid === event.uid) ? kiosk : laid(rules, kiosk, event.uid, nowMs);
    case 'tag-read':
    case 'secured':
      return { ...kiosk, pad: lyingAfter(kiosk.pad, event) };
    case 'tag-gone':
      return {
        ...kiosk,
        pad: kiosk.pad.filter((lying) => lying.uid !== event.uid),
        left: lifted(kiosk, event.uid, nowMs),
      };
    case 'pad-changed':
      return {
        ...kiosk,
        padReadyAtMs: event.ready ? nowMs : null,
        left: event.ready ? sought(kiosk, nowMs) : kiosk.left,
      };
    case 'password-elsewhere':
      return { ...kiosk, guard: guardAfter(kiosk.guard, event.entry, { nowMs, isHere: false }) };
    case 'covered':
      // What lay there meanwhile is nobody's, until somebody says so.
      return event.isCovered || kiosk.stage.at !== 'welcome'
        ? { ...kiosk, isCovered: event.isCovered }
        : { ...kiosk, isCovered: false, left: leftBehind(kiosk), partedAtMs: nowMs };
    case 'trial-began':
      return { ...kiosk, trial: { item: event.item, uids: event.uids } };
    case 'trial-ended':
      return { ...kiosk, trial: null };
    case 'clock-moved':
      return clockMoved(kiosk, event.byMs);
    case 'board-changed':
      return { ...kiosk, board: event.board };
    case 'acs-up':
      return { ...kiosk, acs: 'up' };
    case 'acs-lost':
      return { ...kiosk, acs: 'lost' };
    case 'acs-down':
      return { ...kiosk, acs: 'silent' };
    default:
      return kiosk;
  }
};

/** What is counted from a moment is counted from the same moment by the clock as it stands now. */
const clockMoved = (kiosk: Kiosk, byMs: number): Kiosk => ({
  ...kiosk,
  padReadyAtMs: kiosk.padReadyAtMs === null ? null : kiosk.padReadyAtMs + byMs,
  partedAtMs: kiosk.partedAtMs + byMs,
  left: kiosk.left.map((tag) => (tag.goneAtMs === null ? tag : { ...tag, goneAtMs: tag.goneAtMs + byMs })),
});

/** A return settles a tag's security itself, and so does the session that left it open; all others mend first. */
const mayMend = (kiosk: Kiosk, event: Event): event is Extract<Event, { kind: 'tag-read' }> =>
  event.kind === 'tag-read' &&
  kiosk.book.has(event.uid) &&
  kiosk.stage.at !== 'checkin' &&
  !(kiosk.stage.at === 'checkout' && ownsTag(kiosk.stage.flow, event.uid));

const stepStage = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  if (event.kind === 'pressed' && event.press.kind === 'language') {
    return stay({ ...kiosk, language: event.press.language });
  }
  if (event.kind === 'pressed' && event.press.kind === 'comfort') {
    return stay({ ...kiosk, comfort: event.press.comfort });
  }
  const { stage } = kiosk;
  switch (stage.at) {
    case 'welcome':
      return openStaffDoor(rules, kiosk, event, nowMs) ?? begin(rules, kiosk, event, nowMs);
    case 'staff-door':
      return stepStaffDoor(rules, kiosk, event, nowMs);
    case 'staff':
      return stepStaffPage(rules, kiosk, stage, event);
    case 'identify':
      if (event.kind === 'pressed' && event.press.kind === 'leave') return toWelcome(rules, kiosk);
      return identified(rules, kiosk, stage, event, nowMs);
    case 'turned-away':
      if (event.kind !== 'pressed') return stay(kiosk);
      if (event.press.kind === 'account' && stage.who !== null && offeredNow(rules, kiosk).includes('account'))
        return toAccount(rules, kiosk, stage.who, nowMs);
      return event.press.kind === 'leave' ? toWelcome(rules, kiosk) : stay(kiosk);
    case 'account':
      return stepAccountStage(rules, kiosk, stage, event, nowMs);
    case 'checkin':
      if (event.kind === 'pressed' && event.press.kind === 'book-drop') return askForStaff(rules, kiosk, stage, nowMs);
      // What the slot's antenna still sees of the last session is the library's already.
      if (isSlot(stage) && 'uid' in event && isLeft(kiosk, event.uid)) return stay(kiosk);
      return stepPile(rules, kiosk, stage, asLeftOver(kiosk, event));
    case 'checkout':
      return stepMorePin(kiosk, stage, event, nowMs) ?? stepPile(rules, kiosk, stage, asLeftOver(kiosk, event));
    case 'book-drop':
      return stepDrop(rules, kiosk, stage, event, nowMs);
    case 'receipt':
      if (fallsIn(rules, kiosk, event)) return begin(rules, kiosk, event, nowMs);
      return stepReceipt(rules, kiosk, stage, event);
    case 'goodbye':
      if (fallsIn(rules, kiosk, event)) return begin(rules, kiosk, event, nowMs);
      return stepGoodbye(rules, kiosk, stage, event);
    case 'out-of-order':
      if (event.kind === 'time-up' && event.timer === 'reopen') return toWelcome(rules, kiosk);
      return openStaffDoor(rules, kiosk, event, nowMs) ?? stay(kiosk);
  }
};

/** Into a slot the next one gives before the last one has gone; it cannot be asked for later. */
const fallsIn = (rules: KioskRules, kiosk: Kiosk, event: Event): boolean =>
  rules.returns.slot && !kiosk.isCovered && returnsByItself(rules, kiosk) && beginsReturn(kiosk, event);

/**
 * What the last session left on the pad is nobody's until somebody says so; a return would take it in, also when its mending
 * comes home only now.
 */
const asLeftOver = (kiosk: Kiosk, event: Event): Event => {
  const isRead = event.kind === 'tag-read' || (event.kind === 'tag-mended' && kiosk.stage.at === 'checkin');
  return isRead && isLeft(kiosk, event.uid) ? { kind: 'left-over-read', uid: event.uid, thing: event.thing } : event;
};

const stepPile = (rules: KioskRules, kiosk: Kiosk, stage: PileStage, event: Event): Step<Kiosk> => {
  const finishing = stage.door.at === 'finishing';
  if (event.kind === 'time-up' && event.timer === 'settle') return giveUp(kiosk, stage);
  if (event.kind === 'pressed' && (event.press.kind === 'finish' || event.press.kind === 'leave')) {
    if (finishing) return stay(kiosk);
    const asks = rules.borrow.count === 'ask' && stage.at === 'checkout' && stage.flow.pile.lines.length > 0;
    return asks && stage.door.at === 'open' && event.press.kind === 'finish'
      ? stay({ ...kiosk, stage: { ...stage, door: { at: 'counting' } } })
      : finish(kiosk, stage, true);
  }
  if (event.kind === 'pressed' && event.press.kind === 'more' && stage.door.at === 'counting')
    return stay({ ...kiosk, stage: { ...stage, door: { at: 'open' } } });
  if (event.kind === 'scanned') {
    const { scan } = event;
    if (finishing || scan.kind !== 'number' || (scan.mayBe !== 'item' && scan.mayBe !== 'either')) return stay(kiosk);
    return stepFlow(kiosk, stage, { kind: 'item-scanned', number: scan.number });
  }
  // The door is shut: what is put down now belongs to nobody yet.
  const { pile } = stage.flow;
  const isNew = 'uid' in event && lineOfTag<{ at: string }>(pile, event.uid) === null;
  return finishing && isNew && !isSlot(stage) ? stay(kiosk) : stepFlow(kiosk, stage, event);
};

/** Whether what is laid here falls in: then whatever was read has been given. */
const isSlot = (stage: PileStage): boolean => stage.at === 'checkin' && stage.flow.isSlot;

const stepFlow = (kiosk: Kiosk, stage: PileStage, event: Event): Step<Kiosk> => {
  const held = kiosk.orphans.map(({ item }) => item);
  if (stage.at === 'checkout') {
    const step = stepCheckout({ ...stage.flow, held }, event);
    return go({ ...kiosk, stage: { ...stage, flow: step.state } }, ...step.effects);
  }
  const step = stepCheckin({ ...stage.flow, held }, event);
  return go({ ...kiosk, stage: { ...stage, flow: step.state } }, ...step.effects);
};
