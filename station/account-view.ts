// The doorway from an account to glass: its rows, its payment, and what the patron should know first. Decides nothing.
import type {
  AccountHold,
  AccountLoan,
  AccountNote,
  AccountScreen,
  CancelState,
  ListState,
  PaymentState,
  RenewalState,
} from '../contract/account-view.ts';
import type { StaffSigning } from '../contract/signing-view.ts';
import type { KioskScreen } from '../contract/view.ts';
import type { ListName } from './account-talk.ts';
import { isUnderWay } from './flows/account.ts';
import {
  mayCancel,
  mayPay,
  mayRenew,
  type Account,
  type HoldLine,
  type LoanLine,
  type Payment,
} from './flows/account-state.ts';
import type { AccountStage } from './modes/kiosk-state.ts';

/** What is lent, held and owed, as it is known by now. */
export const accountLists = (
  flow: Account,
): Pick<AccountScreen, 'lists' | 'loans' | 'holds' | 'fees' | 'owed' | 'renewable' | 'mayPay'> => {
  const list = (...names: readonly ListName[]) => ({ state: stateOf(flow, names), unlisted: unlistedOf(flow, names) });
  const { fees } = flow.lists;
  return {
    lists: { loans: list('loans', 'overdue'), holds: list('ready', 'waiting'), fees: list('fees') },
    loans: flow.loans.map((line) => loanRow(flow, line)),
    holds: flow.holds.map((line) => holdRow(flow, line)),
    fees:
      fees.at === 'here' ? fees.entries.map(({ text, fee }, place) => ({ key: `fee-${place + 1}`, text, fee })) : [],
    owed: flow.owed,
    renewable: flow.loans.filter((line) => mayRenew(flow, line)).length,
    mayPay: mayPay(flow),
  };
};

/** `signing`: what staff have said so far of who they are. */
export const accountScreen = (stage: AccountStage, signing: StaffSigning): KioskScreen => {
  const { flow, patron, door } = stage;
  const { payment, section } = flow;
  const to = flow.rules.pays?.to;
  if (payment !== null && to !== undefined) {
    const { sum, reference, code } = payment;
    return { at: 'payment', sum, reference, code, to, state: paymentState(payment, signing) };
  }
  return {
    at: 'account',
    patron: { name: patron.name },
    section,
    ...accountLists(flow),
    notes: notesOf(stage),
    finish: door.at === 'finishing' ? 'busy' : isUnderWay(flow) ? 'working' : 'ready',
  };
};

/** A section is here when its first list is: what only tells its rows apart may be silent. */
const stateOf = ({ lists }: Account, names: readonly ListName[]): ListState => {
  if (names.some((name) => lists[name].at === 'waiting' || lists[name].at === 'asking')) return 'coming';
  return names.every((name) => lists[name].at === 'silent') || lists[names[0] ?? 'loans'].at === 'silent'
    ? 'silent'
    : 'here';
};

const unlistedOf = ({ lists }: Account, names: readonly ListName[]): number => {
  const first = lists[names[0] ?? 'loans'];
  return first.at === 'here' ? first.unlisted : 0;
};

const notesOf = ({ patron, flow }: AccountStage): readonly AccountNote[] => {
  const overdue = flow.loans.filter(({ isOverdue }) => isOverdue).length;
  const ready = flow.holds.filter(({ is, state }) => is === 'ready' && state.at !== 'cancelled').length;
  const block = patron.block === 'fees' && flow.owed === null ? null : patron.block;
  return [
    ...(block === null ? [] : [{ kind: 'block', because: block } as const]),
    ...(overdue === 0 ? [] : [{ kind: 'overdue', count: overdue } as const]),
    ...(ready === 0 ? [] : [{ kind: 'ready', count: ready } as const]),
    ...patron.messages.map((text) => ({ kind: 'said', text }) as const),
  ];
};

const loanRow = (flow: Account, line: LoanLine): AccountLoan => {
  const { key, title, number, due, isOverdue, lookup } = line;
  const filling = lookup.at !== 'over';
  const byTitle = number === null && flow.rules.renews;
  return { key, title, number, due, isOverdue, filling, byTitle, state: renewalState(flow, line) };
};

const renewalState = (flow: Account, line: LoanLine): RenewalState => {
  const { state } = line;
  switch (state.at) {
    case 'open':
      return { at: 'open', mayRenew: mayRenew(flow, line) };
    case 'refused':
      return { ...state, mayRenew: mayRenew(flow, line) };
    case 'fee-accepted':
      return { at: 'waiting' };
    case 'asking':
    case 'finding-out':
      return { at: state.at };
    default:
      return state;
  }
};

const holdRow = (flow: Account, line: HoldLine): AccountHold => {
  const { key, title, number, is, shelf, keptUntil, lookup } = line;
  const filling = lookup.at !== 'over';
  const byTitle = number === null && flow.rules.cancelsHolds;
  return { key, title, number, filling, byTitle, is, shelf, keptUntil, state: cancelState(flow, line) };
};

const cancelState = (flow: Account, line: HoldLine): CancelState => {
  const { state } = line;
  switch (state.at) {
    case 'open':
      return { at: 'open', mayCancel: mayCancel(flow, line) };
    case 'refused':
      return { ...state, mayCancel: mayCancel(flow, line) };
    case 'asking':
    case 'finding-out':
      return { at: state.at };
    default:
      return state;
  }
};

const paymentState = ({ state }: Payment, signing: StaffSigning): PaymentState => {
  switch (state.at) {
    case 'staff':
      return { at: 'staff', signing };
    case 'recording':
    case 'finding-out':
      return { at: state.at };
    default:
      return state;
  }
};
