// The doorway from the desk's loans and returns to its glass: the pile, the patron's panel, the slips. Decides nothing.
import type {
  CirculationRow,
  CirculationScreen,
  DeskPatron,
  DeskPayment,
  SlipState,
} from '../contract/circulation-view.ts';
import { accountLists } from './account-view.ts';
import type { CirculationRules } from './circulation-talk.ts';
import type { Payment } from './flows/account-state.ts';
import { isReturning } from './flows/checkin.ts';
import { isRuleToPass, isWorking } from './flows/checkout.ts';
import { lentNow } from './flows/loan.ts';
import { mayTakeCash } from './flows/payment.ts';
import { lends, mayEndReturns } from './modes/desk-circulation-ends.ts';
import { lendingReceipt } from './modes/desk-circulation-receipt.ts';
import type { CirculationRoom, Lending, Returning } from './modes/desk-circulation-state.ts';
import { may, type Staff } from './staff.ts';
import { loanRow, pileOf, returnRow } from './view.ts';

export const circulationScreen = (rules: CirculationRules, room: CirculationRoom, who: Staff): CirculationScreen => {
  const { work, identify } = room;
  const { state } = identify;
  const pile =
    work.at === 'returning'
      ? pileOf(work.flow, isReturning(work.flow), false, returnRow, [])
      : pileOf(work.flow, isWorking(work.flow), work.isFinishing, loanRow, []);
  return {
    at: 'circulation',
    isAsking: state.at !== 'card',
    wrong: room.isLost ? 'card-lost' : state.at === 'card' ? state.wrong : null,
    patron: work.at === 'lending' ? patronOf(rules, work, who) : null,
    rows: pile.rows.map((row): CirculationRow => ({
      ...row,
      routing: work.at === 'returning' ? routingOf(rules, room, work, row.key) : null,
      mayPass:
        work.at === 'lending' &&
        !work.isFinishing &&
        isRefusedByRule(row.state) &&
        rules.obeysNoBlock &&
        may(who, 'override'),
    })),
    seen: pile.seen,
    leftOvers: pile.leftOvers,
    end: endOf(room),
    receipt: receiptOf(rules, room),
  };
};

const isRefusedByRule = (state: CirculationRow['state']): boolean => {
  if (state.at === 'theirs') return state.refused !== null && isRuleToPass(state.refused);
  return state.at === 'refused' && isRuleToPass(state.because);
};

const endOf = (room: CirculationRoom): CirculationScreen['end'] => {
  const { work } = room;
  if (work.at === 'lending') return work.isFinishing ? 'finishing' : 'offered';
  if (!work.began) return 'none';
  return mayEndReturns(room) ? 'offered' : 'awaited';
};

const receiptOf = ({ hasPrinter }: CirculationRules, { work, slips }: CirculationRoom): SlipState | null => {
  if (!hasPrinter || work.at !== 'lending' || lendingReceipt('', work, false).items.length === 0) return null;
  return slips.find(({ row }) => row === null)?.state ?? 'offered';
};

const routingOf = (
  { hasPrinter }: CirculationRules,
  { slips }: CirculationRoom,
  { flow }: Returning,
  key: string,
): CirculationRow['routing'] => {
  const line = flow.pile.lines.find((other) => other.key === key);
  if (line === undefined || !('told' in line.state) || line.state.told.routing === undefined) return null;
  const { to, holdFor } = line.state.told.routing;
  return {
    kind: holdFor === null ? 'transit' : 'hold',
    to,
    name: holdFor?.name ?? null,
    number: holdFor?.number ?? null,
    slip: hasPrinter ? (slips.find(({ row }) => row === key)?.state ?? 'offered') : null,
  };
};

const patronOf = ({ account: { pays } }: CirculationRules, work: Lending, who: Staff): DeskPatron => {
  const { patron } = work.who;
  const { account, block } = work;
  const { mayPay, ...lists } = accountLists(account);
  const isStopped = block !== null && !work.passed;
  return {
    ...lists,
    section: account.section,
    name: patron.name,
    number: patron.number,
    block,
    lends: isStopped ? (may(who, 'override') ? 'mayPass' : 'no') : lends(work) && block !== null ? 'passed' : 'open',
    isOwedTold: account.isOwedTold,
    count: patron.loans.count === null ? null : patron.loans.count + lentNow(work.flow),
    limit: patron.loans.limit,
    readyHolds: account.readyHolds,
    says: patron.messages,
    mayTakeCash: may(who, 'take-money') && mayTakeCash(account),
    mayTransfer: may(who, 'take-money') && mayPay && account.payment === null,
    payment: account.payment === null ? null : paymentOf(account.payment, pays),
  };
};

const paymentOf = (
  { sum, reference, code, isCash, state }: Payment,
  pays: CirculationRules['account']['pays'],
): DeskPayment => ({
  sum,
  reference,
  transfer: isCash === true || pays === null ? null : { code, to: pays.to },
  // A PIN is never asked here.
  state: state.at === 'staff' ? 'waiting' : state.at,
});
