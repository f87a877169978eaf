// A desk: staff sign in, work in one room of it after another, and their screen locks when they go. Pure: state and event in, state
// and effects out.
import type { DeskNotice } from '../../contract/desk-view.ts';
import { andThen, go, stay, type Event, type Step } from '../flow.ts';
import { guardAfter } from '../flows/guard.ts';
import { mayOpen } from '../staff.ts';
import { booked, lyingAfter, securedEntry, troubleOf } from './around.ts';
import { stepBoard } from './board.ts';
import { mendedEntry } from './inspector.ts';
import { hasRoom, type Desk, type DeskRules, type Room } from './desk-state.ts';
import { stepOrphans } from './orphans.ts';
import { leaveRoom, openRoom, stepRoom, type OpenDoor } from './rooms.ts';
import { strayCard } from './register.ts';
import { lock, lockTimer, signOut, stepSignIn } from './sign-in.ts';
import { stepTaggingBehind } from './tagging.ts';
import { isTending, stepTendedDesk } from './tended.ts';

/** One step of the place. `nowMs`: the station's clock at the event. */
export const stepDesk = (rules: DeskRules, desk: Desk, event: Event, nowMs: number): Step<Desk> => {
  const around = noticed(surroundings(desk, event, nowMs), event);
  const orphaned = andThen(stepOrphans(rules, around, event), (state) => stepTaggingBehind(rules, state, event, nowMs));
  const told = andThen(orphaned, (state) =>
    isTending(state, event)
      ? stepTendedDesk(state, event, (now) => stepDoor(rules, now, event, nowMs))
      : stepDoor(rules, state, event, nowMs),
  );
  const strays = strayCard(desk.door.at === 'shut' ? null : desk.door.room, event);
  const effects = [...securedEntry(event), ...mendedEntry(event), ...strays, ...told.effects];
  return { state: booked(told.state, effects, nowMs), effects };
};

/** What only a person does. */
const isHand = ({ kind }: Event): boolean =>
  kind === 'acted' ||
  kind === 'pressed' ||
  kind === 'scanned' ||
  kind === 'tag-seen' ||
  kind === 'item-scanned' ||
  kind === 'training-touched';

const stepDoor = (rules: DeskRules, desk: Desk, event: Event, nowMs: number): Step<Desk> => {
  const { door } = desk;
  if (event.kind === 'pressed' && event.press.kind === 'language')
    return go({ ...desk, language: event.press.language }, ...(door.at === 'open' ? [lockTimer(rules)] : []));
  switch (door.at) {
    case 'shut':
      return stepSignIn(rules, desk, door, event, nowMs);
    case 'locked':
      // What was under way behind the lock goes on; what a hand does is for the lock alone.
      if (isHand(event) || event.kind === 'tag-read' || event.kind === 'staff-checked')
        return stepSignIn(rules, desk, door, event, nowMs);
      return andThen(stepSignIn(rules, desk, door, event, nowMs), (state) =>
        stepRoom(rules, state, door.room, event, nowMs),
      );
    case 'open':
      return stepOpen(rules, desk, door, event, nowMs);
  }
};

const stepOpen = (rules: DeskRules, desk: Desk, door: OpenDoor, event: Event, nowMs: number): Step<Desk> => {
  if (event.kind === 'time-up' && event.timer === 'idle') return lock(desk, door, 'idle');
  if (event.kind === 'glass-changed')
    return andThen(lock(desk, door, 'glass'), (state) => stay({ ...state, glass: event.browser }));
  if (event.kind === 'acted') {
    switch (event.act.kind) {
      case 'take-hand':
      case 'settle-hand':
      case 'board-sound':
        return andThen(stepBoard(desk, door.who, event.act), (state) => go(state, lockTimer(rules)));
      case 'lock':
        return lock(desk, door, 'hand');
      case 'sign-out':
        return signOut(rules, desk, door, 'left');
      case 'open-room': {
        const { room } = event.act;
        if (!mayOpen(door.who, room) || !hasRoom(rules, room)) return stay(desk);
        return andThen(leaveRoom(rules, desk, door.room), (left) =>
          andThen(
            openRoom(rules, { ...left, session: left.session + 1, notice: null }, door.who, room, nowMs),
            (state) => go(state, lockTimer(rules)),
          ),
        );
      }
      default:
    }
  }
  const step = stepRoom(rules, desk, door.room, event, nowMs);
  return isHand(event) ? andThen(step, (state) => go(state, lockTimer(rules))) : step;
};

const surroundings = (desk: Desk, event: Event, nowMs: number): Desk => {
  switch (event.kind) {
    case 'tag-seen':
      return desk.pad.some(({ uid }) => uid === event.uid)
        ? desk
        : { ...desk, pad: [...desk.pad, { uid: event.uid, thing: null }] };
    case 'tag-read':
    case 'secured':
      return { ...desk, pad: lyingAfter(desk.pad, event) };
    case 'tag-gone':
      return { ...desk, pad: desk.pad.filter(({ uid }) => uid !== event.uid) };
    case 'pad-changed':
      return { ...desk, padReadyAtMs: event.ready ? nowMs : null };
    case 'paper-changed':
      return { ...desk, paper: event.paper, printerTrouble: troubleOf(event) };
    case 'password-elsewhere':
      return { ...desk, guard: guardAfter(desk.guard, event.entry, { nowMs, isHere: false }) };
    case 'clock-moved':
      return desk.padReadyAtMs === null ? desk : { ...desk, padReadyAtMs: desk.padReadyAtMs + event.byMs };
    case 'glass-changed':
      // Whoever is covered now worked at the one before.
      return desk.door.at === 'open' ? desk : { ...desk, glass: event.browser };
    case 'board-changed':
      return { ...desk, board: event.board };
    case 'acs-up':
      return { ...desk, acs: 'up' };
    case 'acs-lost':
      return { ...desk, acs: 'lost' };
    case 'acs-down':
      return { ...desk, acs: 'silent' };
    default:
      return desk;
  }
};

/** One quiet line about the last scan; the next hand takes it away. */
const noticed = (desk: Desk, event: Event): Desk => {
  if (event.kind === 'acted' || event.kind === 'pressed') return { ...desk, notice: null };
  if (event.kind !== 'scanned') return desk;
  const { scan } = event;
  return { ...desk, notice: noticeOf(scan.kind, desk) };
};

/** Rooms that take a paper, such as the one that registers cards, say so themselves. */
const noticeOf = (kind: Extract<Event, { kind: 'scanned' }>['scan']['kind'], { door }: Desk): DeskNotice | null => {
  if (kind === 'number') return null;
  if (kind === 'garbled') return 'scan-not-understood';
  return kind === 'identity-card' && door.at === 'open' && takesPapers(door.room) ? null : kind;
};

const takesPapers = (room: Room): boolean => room.at === 'register';

/** What a desk does after something nobody expected: whoever works there stays, what they did is put away, and the board is open. */
export const deskOutOfOrder = (rules: DeskRules, desk: Desk): Step<Desk> => {
  const session = desk.session + 1;
  const { door } = desk;
  if (door.at === 'shut') return stay({ ...desk, session });
  return andThen(leaveRoom(rules, desk, door.room), (left) =>
    stay<Desk>({ ...left, session, notice: 'fault', door: { ...door, room: { at: 'board' } } }),
  );
};
