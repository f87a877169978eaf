// Who works here: sign-in by name and PIN or by staff card, the lock, and the way out. Pure.
import { isLocked, pinTries, staffKey, waitMs, wrongsOf } from '../flows/guard.ts';
import { andThen, go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { Staff } from '../staff.ts';
import { newSigning, type Desk, type DeskRules, type Door, type Signing } from './desk-state.ts';
import { leaveRoom, resumeRoom } from './rooms.ts';

type ClosedDoor = Exclude<Door, { at: 'open' }>;

/** A step of a door that is shut or locked. */
export const stepSignIn = (rules: DeskRules, desk: Desk, door: ClosedDoor, event: Event, nowMs: number): Step<Desk> => {
  const { signing } = door;
  const become = (next: Partial<Signing>, ...effects: readonly Effect[]): Step<Desk> =>
    go({ ...desk, door: { ...door, signing: { ...signing, ...next } } }, ...effects);
  switch (event.kind) {
    case 'acted':
      switch (event.act.kind) {
        case 'sign-in':
          return tryPin(rules, desk, door, event.act, nowMs);
        case 'forget-name':
          return become({ card: null, wrong: null });
        default:
          return stay(desk);
      }
    case 'scanned':
      // A book that is scanned at a closed desk is nobody's wrong try.
      return event.scan.kind === 'number' &&
        (event.scan.mayBe !== 'item' || rules.staffOfCard(event.scan.number) !== null)
        ? shownCard(rules, desk, door, event.scan.number, nowMs)
        : stay(desk);
    case 'tag-read':
      return event.thing.kind === 'patron-card' ? shownCard(rules, desk, door, event.thing.number, nowMs) : stay(desk);
    case 'glass-changed':
      // Nor does a PIN that is still being checked open the desk to whoever has come instead.
      return become({ ticket: null, card: null, wrong: null });
    case 'staff-checked':
      return event.ticket === signing.ticket ? checked(rules, desk, door, event, nowMs) : stay(desk);
    case 'time-up':
      if (event.timer !== 'pin-wait' || signing.waits === 0) return stay(desk);
      return become({ waits: signing.waits - 1 }, ...(signing.waits > 1 ? [tick] : []));
    default:
      return stay(desk);
  }
};

const tick: Effect = { kind: 'set-timer', timer: 'pin-wait', afterMs: 1000 };

const tryPin = (
  rules: DeskRules,
  desk: Desk,
  door: ClosedDoor,
  { name, pin }: { readonly name: string; readonly pin: string },
  nowMs: number,
): Step<Desk> => {
  const { signing } = door;
  if (signing.ticket !== null) return stay(desk);
  const held = heldBack(rules, desk, door, name, nowMs);
  if (held !== null) return held;
  const tries = signing.tries + 1;
  const ticket = `${desk.session}-staff-${tries}`;
  return go(
    { ...desk, door: { ...door, signing: { ...signing, ticket, tries, wrong: null } } },
    { kind: 'check-staff', ticket, name, pin },
  );
};

/** Too many wrong tries, or too soon after one; null where this try may be made. */
const heldBack = (rules: DeskRules, desk: Desk, door: ClosedDoor, name: string, nowMs: number): Step<Desk> | null => {
  const key = staffKey(rules.known(name));
  const said = (next: Partial<Signing>, ...effects: readonly Effect[]): Step<Desk> =>
    go({ ...desk, door: { ...door, signing: { ...door.signing, ...next } } }, ...effects);
  if (isLocked(desk.guard, key, nowMs)) return said({ wrong: 'locked', waits: 0 });
  const waits = Math.ceil(waitMs(desk.guard, key, nowMs) / 1000);
  return waits === 0 ? null : said({ waits }, tick);
};

/** By itself it is enough, stands for a name, or says nothing here. */
const shownCard = (rules: DeskRules, desk: Desk, door: ClosedDoor, number: string, nowMs: number): Step<Desk> => {
  if (rules.staffCard === 'never' || door.signing.ticket !== null) return stay(desk);
  const who = rules.staffOfCard(number);
  const held = heldBack(rules, desk, door, who?.name ?? '', nowMs);
  if (held !== null) return held;
  if (who === null) return wrong(desk, door, null, 'staff-card', nowMs);
  if (rules.staffCard === 'alone') return welcome(rules, desk, door, who, 'card', nowMs);
  return stay({ ...desk, door: { ...door, signing: { ...door.signing, card: who.name, wrong: null } } });
};

const checked = (
  rules: DeskRules,
  desk: Desk,
  door: ClosedDoor,
  { staff, name }: Extract<Event, { kind: 'staff-checked' }>,
  nowMs: number,
): Step<Desk> => {
  const free: ClosedDoor = { ...door, signing: { ...door.signing, ticket: null } };
  if (staff === null) return wrong(desk, free, name, 'pin', nowMs);
  return welcome(rules, desk, free, staff, door.signing.card === staff.name ? 'card-and-pin' : 'pin', nowMs);
};

const wrong = (
  desk: Desk,
  door: ClosedDoor,
  name: string | null,
  because: 'pin' | 'staff-card',
  nowMs: number,
): Step<Desk> => {
  const tries = wrongsOf(desk.guard, staffKey(name), nowMs) + 1;
  const entry = record({ kind: 'staff-wrong', session: desk.session, staff: name, tries });
  const problem = tries >= pinTries ? 'locked' : because;
  return go({ ...desk, door: { ...door, signing: { ...door.signing, wrong: problem } } }, entry);
};

const welcome = (
  rules: DeskRules,
  desk: Desk,
  door: ClosedDoor,
  who: Staff,
  by: 'pin' | 'card' | 'card-and-pin',
  nowMs: number,
): Step<Desk> => {
  const hadWrongs = wrongsOf(desk.guard, staffKey(who.name), nowMs) > 0;
  const right = hadWrongs ? [record({ kind: 'staff-right', session: desk.session, staff: who.name })] : [];
  if (door.at === 'locked' && door.who.name === who.name)
    return andThen(
      go<Desk>(
        { ...desk, door: { at: 'open', who, room: door.room } },
        ...right,
        record({ kind: 'desk-unlocked', session: desk.session, staff: who.name }),
        lockTimer(rules),
      ),
      (state) => resumeRoom(rules, state, door.room),
    );
  const out = door.at === 'locked' ? signOut(rules, desk, door, 'another') : go(desk);
  return andThen(out, (left) => {
    const session = left.session + 1;
    return go<Desk>(
      { ...left, session, door: { at: 'open', who, room: { at: 'board' } } },
      ...right,
      record({ kind: 'staff-signed-in', session, staff: who.name, by }),
      lockTimer(rules),
    );
  });
};

/** The work is put away first; what of it is under way becomes the place's. */
export const signOut = (
  rules: DeskRules,
  desk: Desk,
  { who, room }: Exclude<Door, { at: 'shut' }>,
  because: 'left' | 'another',
): Step<Desk> =>
  andThen(leaveRoom(rules, desk, room), (left) =>
    go<Desk>(
      { ...left, session: left.session + 1, notice: null, door: { at: 'shut', signing: newSigning } },
      record({ kind: 'staff-signed-out', session: desk.session, staff: who.name, because }),
      { kind: 'cancel-timer', timer: 'idle' },
    ),
  );

export const lock = (
  desk: Desk,
  { who, room }: Extract<Door, { at: 'open' }>,
  because: 'hand' | 'idle' | 'glass',
): Step<Desk> =>
  go<Desk>(
    { ...desk, notice: null, door: { at: 'locked', who, room, signing: newSigning } },
    record({ kind: 'desk-locked', session: desk.session, staff: who.name, because }),
    { kind: 'cancel-timer', timer: 'idle' },
  );

export const lockTimer = ({ lockMs }: DeskRules): Effect => ({ kind: 'set-timer', timer: 'idle', afterMs: lockMs });
