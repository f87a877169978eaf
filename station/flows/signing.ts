// Who of the staff is this? Name and PIN, or a staff card: the same at a desk and at a kiosk, with the same slowing and the same lock.
// Knows neither what they may do nor what is done then. Pure.
import type { SignInProblem } from '../../contract/signing-view.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { Entry } from '../journal/entries.ts';
import type { Ticket } from '../library.ts';
import type { Named, Staff } from '../staff.ts';
import {
  guardAfter,
  guardTimes,
  isLocked,
  pinTries,
  staffKey,
  waitLeft,
  waitMs,
  wrongsOf,
  type Guard,
} from './guard.ts';

export type SigningRules = {
  /** Whether a card is nothing, stands for a name, or is enough. */
  readonly staffCard: 'never' | 'with-pin' | 'alone';
  /** Whose card it is. */
  readonly staffOfCard: (number: string) => Staff | null;
  /** Whose name it is, or which of the names that nobody has. */
  readonly named: (name: string) => Named;
};

/** Somebody is about to say who they are. */
export type Signing = {
  /** Being checked; null while nothing is. */
  readonly ticket: Ticket | null;
  /** Names the next question. */
  readonly tries: number;
  /** Whose card was shown; null where a name is to be typed. */
  readonly card: string | null;
  readonly wrong: SignInProblem | null;
  /** Seconds until the next try is taken. */
  readonly waits: number;
  /** Cards of nobody here: mostly patrons' who lay down a book. They slow further cards and count against nobody's name. */
  readonly strangers: { readonly count: number; readonly lastMs: number };
};

export const newSigning: Signing = {
  ticket: null,
  tries: 0,
  card: null,
  wrong: null,
  waits: 0,
  strangers: { count: 0, lastMs: 0 },
};

/** Somebody else stands there, or another question is asked: what is still being checked opens nothing. */
export const anew = ({ tries, strangers }: Signing): Signing => ({ ...newSigning, tries, strangers });

/** Cards of nobody that are looked at as fast as they are shown. */
const usualStrangers = 3;

export type Ground = {
  readonly rules: SigningRules;
  readonly session: number;
  readonly guard: Guard;
  readonly nowMs: number;
};

/** `who`: they have proven who they are. */
export type Signed = Step<Signing> & {
  readonly who: { readonly staff: Staff; readonly by: 'pin' | 'card' | 'card-and-pin' } | null;
};

const notYet = (signing: Signing, ...effects: readonly Effect[]): Signed => ({ ...go(signing, ...effects), who: null });

const tick: Effect = { kind: 'set-timer', timer: 'pin-wait', afterMs: 1000 };

export const tryPin = (
  ground: Ground,
  signing: Signing,
  { name, pin }: { readonly name: string; readonly pin: string },
): Signed => {
  if (signing.ticket !== null) return notYet(signing);
  const held = heldBack(ground, signing, ground.rules.named(name));
  if (held !== null) return held;
  const tries = signing.tries + 1;
  const ticket = `${ground.session}-staff-${tries}`;
  return notYet({ ...signing, ticket, tries, wrong: null }, { kind: 'check-staff', ticket, name, pin });
};

/** By itself it is enough, stands for a name, or says nothing here. */
export const showStaffCard = (ground: Ground, signing: Signing, number: string): Signed => {
  const { rules, nowMs } = ground;
  if (rules.staffCard === 'never' || signing.ticket !== null) return notYet(signing);
  const { count, lastMs } = signing.strangers;
  const isOld = Math.abs(nowMs - lastMs) > guardTimes.windowMs;
  if (!isOld && waitLeft(count - usualStrangers, lastMs, nowMs) > 0) return notYet({ ...signing, wrong: 'cards-wait' });
  const staff = rules.staffOfCard(number);
  if (staff === null)
    return notYet({ ...signing, wrong: 'staff-card', strangers: { count: isOld ? 1 : count + 1, lastMs: nowMs } });
  const held = heldBack(ground, signing, { staff: staff.name, nobody: null });
  if (held !== null) return held;
  return rules.staffCard === 'alone'
    ? proven(ground, signing, staff, 'card')
    : notYet({ ...signing, card: staff.name, wrong: null });
};

/** The PIN was looked at; an answer to another question changes nothing. */
export const pinChecked = (
  ground: Ground,
  signing: Signing,
  { ticket, staff, as }: Extract<Event, { kind: 'staff-checked' }>,
): Signed => {
  if (ticket !== signing.ticket) return notYet(signing);
  const free: Signing = { ...signing, ticket: null };
  return staff === null
    ? wrong(ground, free, as)
    : proven(ground, free, staff, signing.card === staff.name ? 'card-and-pin' : 'pin');
};

/** The card that was shown is not theirs after all. */
export const forgetName = (signing: Signing): Signing => ({ ...signing, card: null, wrong: null });

/** A second of the wait is over. */
export const tickWaits = (signing: Signing): Step<Signing> =>
  signing.waits === 0
    ? stay(signing)
    : go({ ...signing, waits: signing.waits - 1 }, ...(signing.waits > 1 ? [tick] : []));

/** Too many wrong tries, or too soon after one; null where this try may be made. The same for a name that nobody has. */
const heldBack = ({ guard, nowMs }: Ground, signing: Signing, as: Named): Signed | null => {
  const key = staffKey(as);
  if (isLocked(guard, key, nowMs)) return notYet({ ...signing, wrong: 'locked', waits: 0 });
  const waits = Math.ceil(waitMs(guard, key, nowMs) / 1000);
  return waits === 0 ? null : notYet({ ...signing, waits }, tick);
};

/** The next try is slowed at once and visibly: one that is made too soon would be typed for nothing. */
const wrong = ({ session, guard, nowMs }: Ground, signing: Signing, as: Named): Signed => {
  const key = staffKey(as);
  const tries = wrongsOf(guard, key, nowMs) + 1;
  const entry: Entry = { kind: 'staff-wrong', session, ...as, tries };
  if (tries >= pinTries) return notYet({ ...signing, wrong: 'locked', waits: 0 }, record(entry));
  const waits = Math.ceil(waitMs(guardAfter(guard, entry, { nowMs, isHere: true }), key, nowMs) / 1000);
  return notYet({ ...signing, wrong: 'pin', waits }, record(entry), ...(waits > 0 ? [tick] : []));
};

const proven = (
  { session, guard, nowMs }: Ground,
  signing: Signing,
  staff: Staff,
  by: 'pin' | 'card' | 'card-and-pin',
): Signed => {
  const hadWrongs = wrongsOf(guard, staffKey({ staff: staff.name, nobody: null }), nowMs) > 0;
  const right = hadWrongs ? [record({ kind: 'staff-right', session, staff: staff.name })] : [];
  return { ...go(anew(signing), ...right), who: { staff, by } };
};
