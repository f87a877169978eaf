// The desk's room of loans and returns: whose card is shown is served, and what is laid down then is lent; without anybody it is
// returned. Composes the kiosk's flows, with staff's permissions. Pure.
import type { Press } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import { passRefusal, refusalIn } from '../flows/checkout.ts';
import { beginIdentify, showCard, stepIdentify } from '../flows/identify.ts';
import { noWrongs } from '../flows/guard.ts';
import { confirmTransfer, takeCash } from '../flows/payment.ts';
import { lineOfTag } from '../flows/pile.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { andThen, go, record, stay, type Event, type Step } from '../flow.ts';
import { may } from '../staff.ts';
import type { Desk, DeskRules } from './desk-state.ts';
import { within } from './desk-state.ts';
import { endQuiet, endWhenSettled, finish, giveUp, newRoom, settleTimer } from './desk-circulation-ends.ts';
import {
  nothingEarly,
  type CirculationRoom,
  type Early,
  type Lending,
  type ScannedNumber,
} from './desk-circulation-state.ts';
import { deliver, isEarly, lying, roomIn, type Ground, type Worked } from './desk-circulation-work.ts';
import { kioskTimes } from './kiosk-state.ts';
import { isLeft } from './left.ts';
import { printReceipt, printRouting, slipPrinted } from './desk-circulation-slips.ts';

export const openCirculation = (rules: DeskRules, desk: Desk, who: Worked['who']): Step<Desk> => {
  const room = newRoom(rules, desk, { left: [], pad: desk.pad });
  return lying({ rules, who, nowMs: 0 }, { ...desk, door: { at: 'open', who, room } });
};

/** Behind the lock nothing is taken: what was laid down or read meanwhile is told now, and waits to be claimed. */
export const resumeCirculation = (rules: DeskRules, desk: Desk, room: CirculationRoom): Step<Desk> => {
  if (desk.door.at === 'shut') return stay(desk);
  const lineOf = (uid: Uid) => lineOfTag<{ at: string }>(room.work.flow.pile, uid);
  const isTold = (uid: Uid): boolean => {
    const line = lineOf(uid);
    return line !== null && line.state.at !== 'reading' && line.tags.some((tag) => tag.uid === uid && tag.here);
  };
  const missed = desk.pad.filter(({ uid, thing }) => thing?.kind !== 'patron-card' && !isTold(uid));
  const unknown = missed.filter(({ uid }) => lineOf(uid) === null && !isLeft(room, uid));
  const left = [...room.left, ...unknown.map(({ uid }) => ({ uid, goneAtMs: null }))];
  return lying({ rules, who: desk.door.who, nowMs: 0 }, within(desk, { ...room, left }), missed);
};

export const stepCirculation = (
  rules: DeskRules,
  desk: Desk,
  room: CirculationRoom,
  event: Event,
  nowMs: number,
): Step<Desk> => {
  if (desk.door.at === 'shut') return stay(desk);
  const ground: Ground = { rules, who: desk.door.who, nowMs };
  const before = within(desk, remembered(room, event, nowMs));
  const taken = andThen(stay(before), (state) => take(ground, state, event));
  const settled = andThen(taken, (state) => endWhenSettled(rules, state, ground.who));
  // Another is served, or nobody: what lies there was somebody else's.
  if (sessionOf(settled.state) === sessionOf(before)) return settled;
  const numbers = roomIn(before)?.early.numbers ?? [];
  return andThen(settled, (state) => andThen(lying(ground, state), (now) => handed(ground, now, numbers)));
};

const sessionOf = (desk: Desk): number | null => roomIn(desk)?.work.flow.pile.session ?? null;

/** A tag that lay here when somebody went, was lifted and comes back at once, is still theirs. */
const remembered = (room: CirculationRoom, event: Event, nowMs: number): CirculationRoom => {
  if (event.kind === 'tag-gone')
    return { ...room, left: room.left.map((tag) => (tag.uid === event.uid ? { ...tag, goneAtMs: nowMs } : tag)) };
  if (event.kind !== 'tag-seen') return room;
  const left = room.left.filter(
    ({ goneAtMs }) => goneAtMs === null || (goneAtMs <= nowMs && nowMs - goneAtMs <= kioskTimes.leftMemoryMs),
  );
  return { ...room, left: left.map((tag) => (tag.uid === event.uid ? { ...tag, goneAtMs: null } : tag)) };
};

/** What was scanned while a card was looked up, to whoever it was of. */
const handed = (ground: Ground, desk: Desk, numbers: Early['numbers']): Step<Desk> =>
  roomIn(desk)?.work.at !== 'lending'
    ? stay(desk)
    : numbers.reduce(
        (step, { number }) => andThen(step, (state) => deliver(ground, state, { kind: 'item-scanned', number })),
        stay(desk),
      );

/** A card opened nothing: what was laid down for it is to be claimed, and what was scanned is to be scanned again. */
const unclaimed = (ground: Ground, desk: Desk): Step<Desk> => {
  const room = roomIn(desk);
  if (room === null) return stay(desk);
  const pad = desk.pad.filter(({ uid }) => room.early.uids.includes(uid));
  const left = [...room.left, ...pad.map(({ uid }) => ({ uid, goneAtMs: null }))];
  return lying(ground, within(desk, { ...room, left, early: nothingEarly }), pad);
};

/**
 * Where the library's patterns do not tell an item from a card, and nobody is served: asking who it is changes nothing, and where
 * it is nobody it was an item.
 */
const takeNumber = (ground: Ground, desk: Desk, room: CirculationRoom, scanned: ScannedNumber): Step<Desk> => {
  const { number, mayBe } = scanned;
  const isDoubtful = mayBe === 'either' && ground.rules.circulation.either === 'unknown';
  if (!isDoubtful || room.work.at === 'lending') return deliver(ground, desk, { kind: 'item-scanned', number });
  if (isEarly(room)) {
    const early = { ...room.early, numbers: [...room.early.numbers, scanned] };
    return stay(within(desk, { ...room, early }));
  }
  return andThen(showTo(ground, desk, room, number), (state) => {
    const now = roomIn(state);
    return now === null || now.identify.state.at === 'card'
      ? stay(state)
      : stay(within(state, { ...now, doubt: number }));
  });
};

/** It was an item, and so may be what came after it. */
const noCard = (ground: Ground, desk: Desk): Step<Desk> => {
  const room = roomIn(desk);
  if (room === null || room.doubt === null) return stay(desk);
  const { doubt, early } = room;
  const { session, tickets } = room.identify;
  const identify = { ...beginIdentify(session, 'never'), tickets };
  const clear = within(desk, { ...room, identify, doubt: null, early: nothingEarly });
  const item = deliver(ground, clear, { kind: 'item-scanned', number: doubt });
  const pad = desk.pad.filter(({ uid }) => early.uids.includes(uid));
  return early.numbers.reduce(
    (step, scanned) =>
      andThen(step, (state) => {
        const now = roomIn(state);
        return now === null ? stay(state) : takeNumber(ground, state, now, scanned);
      }),
    andThen(item, (state) => lying(ground, state, pad)),
  );
};

const take = (ground: Ground, desk: Desk, event: Event): Step<Desk> => {
  const room = roomIn(desk);
  if (room === null) return stay(desk);
  const card = cardIn(room, event);
  if (card !== null) {
    const shown = showTo(ground, desk, room, card);
    // On the pad it is also a thing that lies there, and no item.
    return event.kind === 'tag-read' ? andThen(shown, (state) => deliver(ground, state, event)) : shown;
  }
  switch (event.kind) {
    case 'patron-answered': {
      const step = stepIdentify(room.identify, event, { guard: noWrongs, nowMs: ground.nowMs });
      const { state } = step.state;
      const isLost = state.at === 'turned-away' && state.who === null;
      const identify = isLost ? beginIdentify(step.state.session, 'never') : step.state;
      const found = go(
        within(desk, { ...room, isLost, identify: { ...identify, tickets: step.state.tickets } }),
        ...step.effects,
      );
      const opensNothing = room.identify.state.at !== 'card' && identify.state.at === 'card';
      if (opensNothing && room.doubt !== null && !isLost) return andThen(found, (now) => noCard(ground, now));
      if (opensNothing) return andThen(found, (now) => unclaimed(ground, now));
      const isFound = identify.state.at === 'known' || identify.state.at === 'turned-away';
      // Once: whatever else happens here must not put off the end of the patience with a return under way.
      return isFound ? andThen(found, (now) => go(now, settleTimer)) : found;
    }
    case 'slip-printed':
      return stay(within(desk, slipPrinted(room, event)));
    case 'time-up':
      if (event.timer === 'quiet') return endQuiet(ground.rules, desk, room);
      return event.timer === 'settle' ? giveUp(desk, room) : deliver(ground, desk, event);
    case 'scanned': {
      const { scan } = event;
      return scan.kind === 'number' && (scan.mayBe === 'item' || scan.mayBe === 'either')
        ? takeNumber(ground, desk, room, { number: scan.number, mayBe: scan.mayBe })
        : stay(desk);
    }
    case 'acted':
      return acted(ground, desk, room, event.act);
    case 'pressed':
      return pressed(ground, desk, room, event.press, event);
    default:
      return deliver(ground, desk, event);
  }
};

/** A card, by scan, tap or typing; null when the event is none. One that lay there when somebody went is none. */
const cardIn = (room: CirculationRoom, event: Event): string | null => {
  if (event.kind === 'tag-read' && event.thing.kind === 'patron-card')
    return isLeft(room, event.uid) ? null : event.thing.number;
  if (event.kind === 'scanned' && event.scan.kind === 'number' && event.scan.mayBe === 'patron')
    return event.scan.number;
  return event.kind === 'pressed' && event.press.kind === 'type-card' ? event.press.number.trim() : null;
};

/** Staff have the person before them: no password is asked, and the kiosk's lock of a card is not theirs. */
const showTo = ({ rules, nowMs }: Ground, desk: Desk, room: CirculationRoom, card: string): Step<Desk> => {
  if (room.work.at === 'lending') {
    if (room.work.who.patron.number === card) return stay(desk);
    return finish(rules, within(desk, { ...room, next: card }));
  }
  const { at } = room.identify.state;
  if (at !== 'card') return stay(desk);
  const step = showCard(room.identify, card, { guard: noWrongs, nowMs });
  return go(within(desk, { ...room, isLost: false, doubt: null, identify: step.state }), ...step.effects);
};

const pressed = (ground: Ground, desk: Desk, room: CirculationRoom, press: Press, event: Event): Step<Desk> => {
  if (press.kind === 'finish' || (press.kind === 'leave' && room.work.at === 'lending'))
    return finish(ground.rules, desk);
  // A PIN for a payment is the kiosk's: here staff have signed in.
  return press.kind === 'staff-here' ? stay(desk) : deliver(ground, desk, event);
};

const acted = (ground: Ground, desk: Desk, room: CirculationRoom, act: DeskAct): Step<Desk> => {
  const { work } = room;
  switch (act.kind) {
    case 'enter-item':
      return deliver(ground, desk, { kind: 'item-scanned', number: act.number });
    case 'print-routing-slip':
      return printRouting(ground.rules, desk, room, act.row);
    case 'print-receipt':
      return printReceipt(ground.rules, desk, room);
    default:
      return work.at === 'lending' && !work.isFinishing ? served(ground, desk, room, work, act) : stay(desk);
  }
};

/** What is done for the patron who is served. */
const served = (ground: Ground, desk: Desk, room: CirculationRoom, work: Lending, act: DeskAct): Step<Desk> => {
  const { rules, who } = ground;
  const { session } = work.flow.pile;
  const staff = who.name;
  const patron = work.flow.patron;
  switch (act.kind) {
    case 'pass-block': {
      if (work.block === null || work.passed || !may(who, 'override')) return stay(desk);
      const { reason } = act;
      const entry = record({ kind: 'block-passed', session, staff, patron, block: work.block, reason });
      const now = within(desk, { ...room, work: { ...work, passed: true } });
      return andThen(go(now, entry), (state) => lying(ground, state));
    }
    case 'pass-refusal': {
      if (!rules.circulation.obeysNoBlock || !may(who, 'override')) return stay(desk);
      const line = work.flow.pile.lines.find(({ key }) => key === act.row);
      const step = passRefusal(work.flow, act.row);
      const because = line === undefined ? null : refusalIn(line);
      if (step === null || because === null) return stay(desk);
      const item = line?.number ?? '';
      return go(
        within(desk, { ...room, work: { ...work, flow: step.state } }),
        record({ kind: 'refusal-passed', session, staff, patron, item, because, reason: act.reason }),
        ...step.effects,
      );
    }
    case 'take-cash':
    case 'confirm-transfer': {
      if (!may(who, 'take-money')) return stay(desk);
      const step = act.kind === 'take-cash' ? takeCash(work.account) : confirmTransfer(work.account);
      const reference = step.state.payment?.reference ?? '';
      if (step.effects.length === 0) return stay(desk);
      const by = act.kind === 'take-cash' ? ('cash' as const) : ('transfer' as const);
      return go(
        within(desk, { ...room, work: { ...work, account: step.state } }),
        record({ kind: 'payment-taken', session, staff, reference, by }),
        ...step.effects,
      );
    }
    default:
      return stay(desk);
  }
};
