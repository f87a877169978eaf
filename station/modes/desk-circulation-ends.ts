// How somebody begins to be served at the desk, and how that ends: the last outcomes are awaited, then the next one comes. Pure.
import { accountOrphansOf } from '../flows/account-late.ts';
import { beginAccount, closeAccount, giveUpAccount, isUnderWay } from '../flows/account.ts';
import { beginCheckin, giveUpCheckin, isReturning, leftForStaff, type Checkin } from '../flows/checkin.ts';
import { beginCheckout, closeCheckout, giveUpCheckout, isWorking } from '../flows/checkout.ts';
import { beginIdentify, showCard, type Who } from '../flows/identify.ts';
import { noWrongs } from '../flows/guard.ts';
import { orphansOf } from '../flows/late.ts';
import { leavePayment } from '../flows/payment.ts';
import { andThen, go, record, stay, type Effect, type Step } from '../flow.ts';
import { tallyOfAccount } from '../receipts/account-slip.ts';
import { tallyOfLoans, tallyOfReturns } from '../receipts/slips.ts';
import type { Staff } from '../staff.ts';
import { within, type Desk, type DeskRules } from './desk-state.ts';
import { nothingEarly, returnsQuietMs, type CirculationRoom, type Lending } from './desk-circulation-state.ts';
import { kioskTimes, type Kiosk } from './kiosk-state.ts';
import { leftBehind } from './left.ts';
import { noMending } from './mending.ts';

/** Nobody is served; what lies on the pad was somebody else's. `desk.session` is its own already. */
export const newRoom = (rules: DeskRules, desk: Desk, before: Pick<Kiosk, 'left' | 'pad'>): CirculationRoom => ({
  at: 'circulation',
  identify: beginIdentify(desk.session, 'never'),
  isLost: false,
  work: {
    at: 'returning',
    began: false,
    flow: beginCheckin({
      session: desk.session,
      security: rules.circulation.security,
      showsFee: true,
      showsRouting: true,
      isSlot: false,
      dated: null,
      takesOffline: true,
      way: desk.acs === 'silent' ? 'offline' : 'acs',
    }),
  },
  next: null,
  early: nothingEarly,
  doubt: null,
  left: leftBehind(before),
  mending: noMending,
  slips: [],
  printed: 0,
});

/** Whether items are lent to whoever is served. */
export const lends = ({ block, passed }: Lending): boolean => block === null || passed;

/** A pile of returns of which every outcome is known, while nobody's card is looked up. */
export const mayEndReturns = ({ work, identify }: CirculationRoom): boolean =>
  work.at === 'returning' && work.began && !isReturning(work.flow) && identify.state.at === 'card';

/** Nobody came back to the pile: it is over, unless a slip into something of it is not printed yet. */
export const endQuiet = (rules: DeskRules, desk: Desk, room: CirculationRoom): Step<Desk> => {
  const { work, slips } = room;
  if (work.at !== 'returning') return stay(desk);
  const hasSlip = (row: string): boolean => slips.some((slip) => slip.row === row && slip.state === 'printed');
  const isWanted = work.flow.pile.lines.some(
    ({ key, state }) => 'told' in state && state.told.routing !== undefined && !hasSlip(key),
  );
  return mayEndReturns(room) && !isWanted ? nobody(rules, desk, room) : go(desk, quietTimer);
};

export const quietTimer: Effect = { kind: 'set-timer', timer: 'quiet', afterMs: returnsQuietMs };

/** The patron is done: what was not asked stays unasked, and the open outcomes are awaited. */
export const finish = (rules: DeskRules, desk: Desk): Step<Desk> => {
  const { door } = desk;
  if (door.at === 'shut' || door.room.at !== 'circulation') return stay(desk);
  const { room } = door;
  const { work } = room;
  if (work.at === 'returning') return mayEndReturns(room) ? nobody(rules, desk, room) : stay(desk);
  if (work.isFinishing) return stay(desk);
  const closing: Lending = {
    ...work,
    isFinishing: true,
    flow: closeCheckout(work.flow),
    account: closeAccount(work.account),
  };
  return go(within(desk, { ...room, work: closing }), settleTimer);
};

export const settleTimer: Effect = { kind: 'set-timer', timer: 'settle', afterMs: kioskTimes.settleMs };

/** Outcomes that did not come home in time become the place's, and are nobody's on this screen. */
export const giveUp = (desk: Desk, room: CirculationRoom): Step<Desk> => {
  const { work } = room;
  const orphaned: Desk = {
    ...desk,
    orphans: [...desk.orphans, ...orphansOf(work.flow)],
    accountOrphans: [...desk.accountOrphans, ...(work.at === 'lending' ? accountOrphansOf(work.account) : [])],
  };
  const given: CirculationRoom =
    work.at === 'lending'
      ? { ...room, work: { ...work, flow: giveUpCheckout(work.flow), account: giveUpAccount(work.account) } }
      : { ...room, work: { ...work, flow: giveUpCheckin(work.flow) } };
  return stay(within(orphaned, given));
};

/** Another room is opened, or somebody goes: nothing is awaited, nothing is left unsaid in the journal. */
export const leaveCirculation = (desk: Desk, room: CirculationRoom): Step<Desk> => {
  const closed: CirculationRoom =
    room.work.at === 'lending'
      ? {
          ...room,
          work: { ...room.work, flow: closeCheckout(room.work.flow), account: closeAccount(room.work.account) },
        }
      : room;
  return andThen(giveUp(desk, closed), (state) => {
    const now = state.door.at === 'shut' || state.door.room.at !== 'circulation' ? closed : state.door.room;
    return go(state, ...endOf(now));
  });
};

/** What lies among the returned and was never asked about is lent still: its tag is as it was, and nobody's screen says so. */
const leftAtDesk = (flow: Checkin): ReturnType<typeof leftForStaff> => [
  ...leftForStaff(flow),
  ...flow.pile.lines.flatMap(({ number: item, state }) =>
    item !== null && (state.at === 'waiting' || (state.at === 'refused' && state.because === 'acs-silent'))
      ? [{ item, because: 'not-returned' as const, missing: [] }]
      : [],
  ),
];

const endOf = ({ work }: CirculationRoom): readonly Effect[] => {
  const { session } = work.flow.pile;
  // Set for whoever waited for these outcomes: it must not end the patience with the next one's.
  const patience: Effect = { kind: 'cancel-timer', timer: 'settle' };
  if (work.at === 'returning')
    return [
      patience,
      { kind: 'cancel-timer', timer: 'quiet' },
      ...(work.began
        ? [
            ...leftAtDesk(work.flow).map((left) => record({ kind: 'item-for-staff', session, ...left })),
            record({ kind: 'session-ended', session, ...tallyOfReturns(work.flow) }),
          ]
        : []),
    ];
  const [loans, own] = [tallyOfLoans(work.flow.pile), tallyOfAccount(work.account)];
  return [
    patience,
    ...leavePayment(work.account),
    record({
      kind: 'session-ended',
      session,
      done: loans.done + own.done,
      attention: loans.attention + own.attention,
      refused: loans.refused + own.refused,
    }),
    { kind: 'end-patron-session', patron: work.flow.patron },
  ];
};

/** Whoever is done goes once every line is honest; whoever was found comes once the pile before them is. */
export const endWhenSettled = (rules: DeskRules, desk: Desk, staff: Staff): Step<Desk> => {
  const { door } = desk;
  if (door.at === 'shut' || door.room.at !== 'circulation') return stay(desk);
  const { room } = door;
  const { work, identify } = room;
  if (work.at === 'lending') {
    const isOpen = isWorking(work.flow) || isUnderWay(work.account);
    return !work.isFinishing || isOpen ? stay(desk) : nobody(rules, desk, room);
  }
  const { state } = identify;
  const who = state.at === 'known' ? state : state.at === 'turned-away' ? state.who : null;
  if (who === null) return stay(desk);
  return isReturning(work.flow) ? stay(desk) : serve(rules, desk, room, who, staff);
};

/** What lies there and is not the next one's: it was laid down before their card was shown. */
const before = (desk: Desk, { left, early }: CirculationRoom): Pick<Kiosk, 'left' | 'pad'> => ({
  left,
  pad: desk.pad.filter(({ uid }) => !early.uids.includes(uid)),
});

const nobody = (rules: DeskRules, desk: Desk, room: CirculationRoom): Step<Desk> => {
  const next: Desk = { ...desk, session: desk.session + 1 };
  const fresh = newRoom(rules, next, before(desk, room));
  if (room.next === null) return go(within(next, fresh), ...endOf(room));
  const shown = showCard(fresh.identify, room.next, { guard: noWrongs, nowMs: 0 });
  const early = { ...nothingEarly, numbers: room.early.numbers };
  return go(within(next, { ...fresh, early, identify: shown.state }), ...endOf(room), ...shown.effects);
};

const serve = (rules: DeskRules, desk: Desk, room: CirculationRoom, who: Who, staff: Staff): Step<Desk> => {
  const session = desk.session + 1;
  const { patron } = who;
  const { count, limit, numbers } = patron.loans;
  const flow = beginCheckout({
    session,
    patron: patron.number,
    pin: null,
    security: rules.circulation.security,
    sets: 'any',
    had: numbers,
    gate: null,
    lendsOffline: false,
    way: 'acs',
    allowance: count === null || limit === null ? null : Math.max(0, limit - count),
  });
  const account = beginAccount({ session, place: rules.place, patron, pin: null, rules: rules.circulation.account });
  const next: Desk = { ...desk, session };
  return go(
    within(next, {
      ...newRoom(rules, next, before(desk, room)),
      work: {
        at: 'lending',
        who: { patron, pin: null, verified: true },
        block: patron.block,
        passed: false,
        flow,
        account: account.state,
        isFinishing: false,
      },
    }),
    ...endOf(room),
    record({ kind: 'session-began', session, errand: 'checkout', patron: patron.number }),
    record({ kind: 'desk-serves', session, staff: staff.name, patron: patron.number }),
    ...account.effects,
  );
};
