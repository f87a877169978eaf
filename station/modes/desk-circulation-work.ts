// What is laid down or scanned at the desk, to the pile it belongs to: the mending of old tags first, then whoever is served, or the
// pile of returns. Pure.
import { stepAccount } from '../flows/account.ts';
import { stepCheckin } from '../flows/checkin.ts';
import { ownsTag, stepCheckout } from '../flows/checkout.ts';
import { lineOfTag } from '../flows/pile.ts';
import { andThen, go, record, stay, type Event, type Step } from '../flow.ts';
import { within, type Desk, type DeskRules, type Door } from './desk-state.ts';
import { lends, quietTimer } from './desk-circulation-ends.ts';
import { printRouting } from './desk-circulation-slips.ts';
import type { CirculationRoom, Early, Lending } from './desk-circulation-state.ts';
import { isLeft } from './left.ts';
import { beginMend, stepMend } from './mending.ts';

/** Somebody works there, also behind the lock. */
export type Worked = Exclude<Door, { at: 'shut' }>;

export type Ground = { readonly rules: DeskRules; readonly who: Worked['who']; readonly nowMs: number };

export const roomIn = ({ door }: Desk): CirculationRoom | null =>
  door.at !== 'shut' && door.room.at === 'circulation' ? door.room : null;

/** What lies on the pad is told to whoever is served now, as what lay there before. */
export const lying = (ground: Ground, desk: Desk, pad = desk.pad): Step<Desk> =>
  pad.reduce(
    (step, { uid, thing }) =>
      andThen(step, (state) => {
        const seen = deliver(ground, state, { kind: 'tag-seen', uid });
        return thing === null ? seen : andThen(seen, (now) => deliver(ground, now, { kind: 'tag-read', uid, thing }));
      }),
    stay(desk),
  );

/** The event to the mending of old tags first, and what that lets through to the flows. */
export const deliver = (ground: Ground, desk: Desk, event: Event): Step<Desk> => {
  const room = roomIn(desk);
  if (room === null) return stay(desk);
  const { work } = room;
  const mends =
    event.kind === 'tag-read' && desk.book.has(event.uid) && work.at === 'lending' && !ownsTag(work.flow, event.uid);
  const mend = mends ? beginMend(room.mending, desk.book, event) : stepMend(room.mending, event);
  const ready = go(within(desk, { ...room, mending: mend.mending }), ...mend.effects);
  const { tell } = mend;
  return tell === null ? ready : andThen(ready, (state) => stepWork(ground, state, tell));
};

const stepWork = (ground: Ground, desk: Desk, told: Event): Step<Desk> => {
  const room = roomIn(desk);
  if (room === null) return stay(desk);
  const event = asLeftOver(room, told);
  const held = desk.orphans.map(({ item }) => item);
  const { work } = room;
  const early = earlyIn(room, event);
  if (early !== null) return stay(within(desk, { ...room, early }));
  if (work.at === 'returning') {
    const step = stepCheckin({ ...work.flow, held }, event);
    const begins = !work.began && step.effects.length > 0;
    const { session } = step.state.pile;
    const began = record({ kind: 'session-began', session, errand: 'checkin', patron: null });
    const isBegun = work.began || begins;
    const next = within(desk, { ...room, work: { ...work, flow: step.state, began: isBegun } });
    const isMoved = isBegun && step.state.pile !== work.flow.pile;
    return andThen(go(next, ...(begins ? [began] : []), ...step.effects, ...(isMoved ? [quietTimer] : [])), (state) => {
      const now = roomIn(state);
      return now === null ? stay(state) : printRouting(ground.rules, state, now, null);
    });
  }
  return stepLending(desk, room, { ...work, flow: { ...work.flow, held } }, event);
};

const stepLending = (desk: Desk, room: CirculationRoom, work: Lending, event: Event): Step<Desk> => {
  const own = stepAccount(work.account, event);
  const isNew =
    'uid' in event ? lineOfTag<{ at: string }>(work.flow.pile, event.uid) === null : event.kind === 'item-scanned';
  // Nothing new is taken for a patron who may not borrow, or who is going; what was scanned leaves no trace but this word.
  const isTaken = !isNew || (!work.isFinishing && lends(work));
  const loans = isTaken ? stepCheckout(work.flow, event) : stay(work.flow);
  const because = work.isFinishing ? ('item-while-finishing' as const) : ('item-not-lent' as const);
  const notice = isTaken || event.kind !== 'item-scanned' ? desk.notice : because;
  const next: Lending = { ...work, account: own.state, flow: loans.state };
  return go(within({ ...desk, notice }, { ...room, work: next }), ...loans.effects, ...own.effects);
};

/** Whether what comes now is for somebody whose card is still looked up. */
export const isEarly = ({ work, identify, next }: CirculationRoom): boolean =>
  work.at === 'returning' ? identify.state.at !== 'card' : work.isFinishing && next !== null;

/**
 * What is laid down or scanned while a card is looked up is for whoever's card it is, and no return: staff do not wait for the
 * library system between a card and the first item. Null for all else.
 */
const earlyIn = (room: CirculationRoom, event: Event): Early | null => {
  const { work, early } = room;
  if (!isEarly(room)) return null;
  if (event.kind === 'item-scanned')
    return { ...early, numbers: [...early.numbers, { number: event.number, mayBe: 'item' }] };
  if (event.kind !== 'tag-seen' && event.kind !== 'tag-read') return null;
  const { uid } = event;
  if (isLeft(room, uid) || lineOfTag<{ at: string }>(work.flow.pile, uid) !== null) return null;
  return early.uids.includes(uid) ? early : { ...early, uids: [...early.uids, uid] };
};

/** What lay there when somebody went is nobody's until staff claim it. */
const asLeftOver = (room: CirculationRoom, event: Event): Event => {
  const isRead = event.kind === 'tag-read' || (event.kind === 'tag-mended' && room.work.at === 'returning');
  return isRead && isLeft(room, event.uid) ? { kind: 'left-over-read', uid: event.uid, thing: event.thing } : event;
};
