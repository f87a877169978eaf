// Who works here: sign-in by name and PIN or by staff card, the lock, and the way out. Pure.
import {
  anew,
  forgetName,
  newSigning,
  pinChecked,
  showStaffCard,
  tickWaits,
  tryPin,
  type Signed,
} from '../flows/signing.ts';
import { andThen, go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { Desk, DeskRules, Door } from './desk-state.ts';
import { leaveRoom, resumeRoom } from './rooms.ts';

type ClosedDoor = Exclude<Door, { at: 'open' }>;

/** A step of a door that is shut or locked. */
export const stepSignIn = (rules: DeskRules, desk: Desk, door: ClosedDoor, event: Event, nowMs: number): Step<Desk> => {
  const { signing } = door;
  const ground = { rules, session: desk.session, guard: desk.guard, nowMs };
  const within = (next: ClosedDoor['signing']): Desk => ({ ...desk, door: { ...door, signing: next } });
  const signed = ({ state, effects, who }: Signed): Step<Desk> =>
    andThen(go(within(state), ...effects), (now) => (who === null ? stay(now) : welcome(rules, now, door, who)));
  switch (event.kind) {
    case 'acted':
      switch (event.act.kind) {
        case 'sign-in':
          return signed(tryPin(ground, signing, event.act));
        case 'forget-name':
          return stay(within(forgetName(signing)));
        default:
          return stay(desk);
      }
    case 'scanned':
      // A book that is scanned at a closed desk is nobody's card.
      return event.scan.kind === 'number' &&
        (event.scan.mayBe !== 'item' || rules.staffOfCard(event.scan.number) !== null)
        ? signed(showStaffCard(ground, signing, event.scan.number))
        : stay(desk);
    case 'tag-read':
      return event.thing.kind === 'patron-card'
        ? signed(showStaffCard(ground, signing, event.thing.number))
        : stay(desk);
    case 'glass-changed':
      // Nor does a PIN that is still being checked open the desk to whoever has come instead.
      return stay(within(anew(signing)));
    case 'staff-checked':
      return signed(pinChecked(ground, signing, event));
    case 'time-up': {
      const ticked = tickWaits(signing);
      return event.timer === 'pin-wait' ? go(within(ticked.state), ...ticked.effects) : stay(desk);
    }
    default:
      return stay(desk);
  }
};

const welcome = (
  rules: DeskRules,
  desk: Desk,
  door: ClosedDoor,
  { staff: who, by }: NonNullable<Signed['who']>,
): Step<Desk> => {
  if (door.at === 'locked' && door.who.name === who.name)
    return andThen(
      go<Desk>(
        { ...desk, door: { at: 'open', who, room: door.room } },
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
    { ...desk, notice: null, door: { at: 'locked', who, room, glass: desk.glass, signing: newSigning } },
    record({ kind: 'desk-locked', session: desk.session, staff: who.name, because }),
    { kind: 'cancel-timer', timer: 'idle' },
  );

export const lockTimer = ({ lockMs }: DeskRules): Effect => ({ kind: 'set-timer', timer: 'idle', afterMs: lockMs });
