// A patron's own account: what is lent, held and owed, each loan and each hold a small machine. What a finger wishes goes
// before what is fetched in the background, one question of each kind at a time. Pure.
import { go, record, stay, andThen, type Event, type Step } from '../flow.ts';
import type { Patron, Ticket } from '../library.ts';
import type { ListAnswer, ListName } from '../account-talk.ts';
import { holdAnswered, holdFoundOut, renewalAnswered, renewalFoundOut } from './account-answers.ts';
import { holdLines, loanLines, lookedUp, withoutLookups } from './account-lists.ts';
import {
  mayCancel,
  mayRenew,
  putHold,
  putLoan,
  ticketOf,
  type Account,
  type AccountRules,
  type HoldLine,
  type LoanLine,
} from './account-state.ts';
import { isPaying, stepPayment } from './payment.ts';

export const beginAccount = (begin: {
  readonly session: number;
  readonly place: string;
  readonly patron: Patron;
  readonly pin: string | null;
  readonly rules: AccountRules;
}): Step<Account> =>
  fetchNext({
    session: begin.session,
    tickets: 0,
    place: begin.place,
    patron: begin.patron.number,
    pin: begin.pin,
    rules: begin.rules,
    section: 'loans',
    lists: {
      loans: { at: 'waiting' },
      overdue: { at: 'waiting' },
      ready: { at: 'waiting' },
      waiting: { at: 'waiting' },
      fees: { at: 'waiting' },
    },
    loans: [],
    holds: [],
    owed: begin.patron.fee,
    isOwedTold: begin.patron.isFeeTold,
    readyHolds: begin.patron.readyHolds,
    lookups: { asked: 0, silent: 0 },
    payments: 0,
    payment: null,
    paid: [],
    isWithStaff: false,
    isClosing: false,
  });

/** A step in the account. Events that are not for it, or come home to another session's ticket, change nothing. */
export const stepAccount = (account: Account, event: Event): Step<Account> =>
  andThen(
    andThen(stepPayment(account, event), (now) => stepLists(now, event)),
    (now) => andThen(wishNext(now), fetchNext),
  );

const stepLists = (account: Account, event: Event): Step<Account> => {
  switch (event.kind) {
    case 'pressed':
      return stay(pressed(account, event.press));
    case 'list-answered':
      return stay(listAnswered(account, event.ticket, event.answer));
    case 'looked-up':
      return stay(lookedUp(account, event.ticket, event.answer));
    case 'renewal-answered':
    case 'renewal-found-out': {
      const line = account.loans.find((other) => ticketIn(other) === event.ticket);
      if (line === undefined) return stay(account);
      if (event.kind === 'renewal-answered')
        return line.state.at === 'asking' ? renewalAnswered(account, line, event.ticket, event.answer) : stay(account);
      return line.state.at === 'finding-out'
        ? renewalFoundOut(account, line, event.ticket, event.answer)
        : stay(account);
    }
    case 'hold-answered':
    case 'hold-found-out': {
      const line = account.holds.find((other) => ticketIn(other) === event.ticket);
      if (line === undefined) return stay(account);
      if (event.kind === 'hold-answered')
        return line.state.at === 'asking' ? holdAnswered(account, line, event.ticket, event.answer) : stay(account);
      return line.state.at === 'finding-out' ? holdFoundOut(account, line, event.ticket, event.answer) : stay(account);
    }
    default:
      return stay(account);
  }
};

const ticketIn = ({ state }: LoanLine | HoldLine): Ticket | null => ('ticket' in state ? state.ticket : null);

/** Finish was pressed, or nobody is there: what was asked for is still done, a question unanswered is a no. */
export const closeAccount = (account: Account): Account => ({
  ...account,
  isClosing: true,
  loans: account.loans.map((line): LoanLine =>
    line.state.at === 'fee' ? { ...line, state: { at: 'refused', because: 'fee-declined' } } : line,
  ),
  holds: account.holds.map((line): HoldLine => (line.state.at === 'sure' ? { ...line, state: { at: 'open' } } : line)),
});

/** Whether the outcome of anything that was asked for is still on its way. */
export const isUnderWay = (account: Account): boolean =>
  [...account.loans, ...account.holds].some(({ state }) =>
    ['waiting', 'asking', 'fee-accepted', 'finding-out'].includes(state.at),
  ) || isPaying(account);

/** Patience is over: what was not asked did not happen, what did not come home is for staff. */
export const giveUpAccount = (account: Account): Account => ({
  ...account,
  loans: account.loans.map((line): LoanLine => {
    const { at } = line.state;
    if (at === 'waiting' || at === 'fee-accepted') return { ...line, state: { at: 'refused', because: 'acs-silent' } };
    return at === 'asking' || at === 'finding-out' ? { ...line, state: { at: 'unclear' } } : line;
  }),
  holds: account.holds.map((line): HoldLine => {
    const { at } = line.state;
    if (at === 'waiting') return { ...line, state: { at: 'refused', because: 'acs-silent' } };
    return at === 'asking' || at === 'finding-out' ? { ...line, state: { at: 'unclear' } } : line;
  }),
  payment:
    account.payment !== null && isPaying(account)
      ? { ...account.payment, state: { at: 'for-staff' } }
      : account.payment,
  isWithStaff: account.isWithStaff || isPaying(account),
});

// ---- fingers ----

const pressed = (account: Account, press: Extract<Event, { kind: 'pressed' }>['press']): Account => {
  if (account.isClosing || account.payment !== null) return account;
  switch (press.kind) {
    case 'section':
      return { ...account, section: press.section };
    case 'renew':
      return onLoan(account, press.row, (line) =>
        mayRenew(account, line) ? { ...line, state: { at: 'waiting' } } : line,
      );
    case 'renew-all':
      // One by one: the answer to a "renew all" (65) names numbers, titles or nothing, and a lost one is lost for all.
      return {
        ...account,
        loans: account.loans.map((line) => (mayRenew(account, line) ? { ...line, state: { at: 'waiting' } } : line)),
      };
    case 'accept-fee':
      return onLoan(account, press.row, (line) =>
        line.state.at === 'fee' ? { ...line, state: { at: 'fee-accepted' } } : line,
      );
    case 'decline-fee':
      return onLoan(account, press.row, (line) =>
        line.state.at === 'fee' ? { ...line, state: { at: 'refused', because: 'fee-declined' } } : line,
      );
    case 'cancel-hold':
      return onHold(account, press.row, (line) =>
        mayCancel(account, line) ? { ...line, state: { at: 'sure' } } : line,
      );
    case 'cancel-hold-surely':
      return onHold(account, press.row, (line) =>
        line.state.at === 'sure' ? { ...line, state: { at: 'waiting' } } : line,
      );
    case 'keep-hold':
      return onHold(account, press.row, (line) =>
        line.state.at === 'sure' ? { ...line, state: { at: 'open' } } : line,
      );
    default:
      return account;
  }
};

const onLoan = (account: Account, key: string, change: (line: LoanLine) => LoanLine): Account => ({
  ...account,
  loans: account.loans.map((line) => (line.key === key ? change(line) : line)),
});

const onHold = (account: Account, key: string, change: (line: HoldLine) => HoldLine): Account => ({
  ...account,
  holds: account.holds.map((line) => (line.key === key ? change(line) : line)),
});

// ---- questions ----

/** The next wish, unless one is under way: renewals first. */
const wishNext = (account: Account): Step<Account> => {
  if ([...account.loans, ...account.holds].some(({ state }) => state.at === 'asking')) return stay(account);
  const loan = account.loans.find(({ state }) => state.at === 'waiting' || state.at === 'fee-accepted');
  if (loan !== undefined && loan.number !== null) {
    const { ticket, account: now } = ticketOf(account);
    const { patron, pin } = account;
    return go(
      putLoan(now, { ...loan, state: { at: 'asking', ticket } }),
      record({ kind: 'renewal-asked', ticket, item: loan.number, patron, dueText: loan.dueText }),
      {
        kind: 'ask-renewal',
        ticket,
        patron,
        pin,
        item: loan.number,
        dueText: loan.dueText,
        feeAccepted: loan.state.at === 'fee-accepted',
      },
    );
  }
  const hold = account.holds.find(({ state }) => state.at === 'waiting');
  if (hold === undefined || hold.number === null) return stay(account);
  const { ticket, account: now } = ticketOf(account);
  const { patron, pin } = account;
  return go(
    putHold(now, { ...hold, state: { at: 'asking', ticket } }),
    record({ kind: 'hold-cancel-asked', ticket, item: hold.number, patron }),
    { kind: 'cancel-hold', ticket, patron, pin, item: hold.number },
  );
};

/** Lists are asked for in this order; what comes first is shown first. */
const inOrder: readonly ListName[] = ['loans', 'overdue', 'ready', 'waiting', 'fees'];

/** The next thing to fetch, unless one is under way or a finger waits: lists, then titles and dates. */
const fetchNext = (account: Account): Step<Account> => {
  const isFetching =
    inOrder.some((list) => account.lists[list].at === 'asking') ||
    [...account.loans, ...account.holds].some(({ lookup }) => lookup.at === 'asking');
  if (isFetching || account.isClosing) return stay(account);
  const list = inOrder.find((name) => account.lists[name].at === 'waiting');
  if (list !== undefined) {
    const { ticket, account: now } = ticketOf(account);
    const { patron, pin } = account;
    return go(
      { ...now, lists: { ...now.lists, [list]: { at: 'asking', ticket } } },
      { kind: 'ask-list', ticket, patron, pin, list },
    );
  }
  return hasWish(account) ? stay(account) : lookUpNext(account);
};

/** A patron with more than these looks a title up by its number: the library system has others to answer. */
const mostLookups = 120;
/** Who did not answer twice is not asked fifty times more, each time until patience is over. */
const mostSilent = 2;

/** Titles and dates, what is being looked at first. */
const lookUpNext = (account: Account): Step<Account> => {
  const { loans, holds, section, lookups } = account;
  if (lookups.asked >= mostLookups || lookups.silent >= mostSilent) return stay(withoutLookups(account));
  const rows = section === 'holds' ? [...holds, ...loans] : [...loans, ...holds];
  const line = rows.find(({ lookup }) => lookup.at === 'waiting');
  if (line === undefined || line.number === null) return stay(account);
  const { ticket, account: counted } = ticketOf(account);
  const now: Account = { ...counted, lookups: { ...lookups, asked: lookups.asked + 1 } };
  const lookup = { at: 'asking', ticket } as const;
  return go('due' in line ? putLoan(now, { ...line, lookup }) : putHold(now, { ...line, lookup }), {
    kind: 'look-up',
    ticket,
    item: line.number,
  });
};

const hasWish = (account: Account): boolean =>
  [...account.loans, ...account.holds].some(({ state }) => ['waiting', 'asking', 'fee-accepted'].includes(state.at));

const listAnswered = (account: Account, ticket: Ticket, answer: ListAnswer): Account => {
  const name = inOrder.find((list) => {
    const state = account.lists[list];
    return state.at === 'asking' && state.ticket === ticket;
  });
  if (name === undefined) return account;
  if (answer.kind === 'silent') return filled({ ...account, lists: { ...account.lists, [name]: { at: 'silent' } } });
  const { entries, unlisted, owed, isOwedTold, readyHolds } = answer;
  return filled({
    ...account,
    lists: { ...account.lists, [name]: { at: 'here', entries, unlisted } },
    owed,
    isOwedTold,
    readyHolds,
  });
};

/** Rows, once all that tells them apart has come: nothing jumps afterwards. */
const filled = (account: Account): Account => ({
  ...account,
  loans: account.loans.length > 0 ? account.loans : loanLines(account),
  holds: account.holds.length > 0 ? account.holds : holdLines(account),
});
