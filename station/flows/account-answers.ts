// What the library system said to a wish: a renewal, a hold to be cancelled. What nobody answered is found out, and is
// for staff where it cannot be. Pure.
import { go, record, type Step } from '../flow.ts';
import type { Ticket } from '../library.ts';
import type { CancelAnswer, CancelFoundOut, RenewalAnswer, RenewalFoundOut } from '../account-talk.ts';
import { putHold, putLoan, ticketOf, type Account, type HoldLine, type LoanLine } from './account-state.ts';

export const renewalAnswered = (
  account: Account,
  line: LoanLine,
  ticket: Ticket,
  answer: RenewalAnswer,
): Step<Account> => {
  const item = line.number ?? '';
  const { patron } = account;
  const refused = (because: Extract<RenewalAnswer, { kind: 'refused' }>['because']): Step<Account> =>
    go(
      putLoan(account, { ...line, state: { at: 'refused', because } }),
      record({ kind: 'renewal-refused', ticket, item, patron, because }),
    );
  switch (answer.kind) {
    case 'renewed':
      return go(
        putLoan(account, {
          ...line,
          title: line.title ?? answer.title,
          due: answer.due,
          isOverdue: false,
          state: { at: 'renewed' },
        }),
        record({ kind: 'renewed', ticket, item, patron, due: dayOf(answer.due) }),
      );
    case 'fee-first':
      return go(
        putLoan(account, { ...line, state: { at: 'fee', fee: answer.fee } }),
        record({ kind: 'renewal-refused', ticket, item, patron, because: 'fee-first' }),
      );
    case 'refused':
      return refused(answer.because);
    case 'silent':
      return refused('acs-silent');
    case 'unknown': {
      const next = ticketOf(account);
      return go(
        putLoan(next.account, { ...line, state: { at: 'finding-out', ticket: next.ticket } }),
        record({ kind: 'outcome-unknown', ticket, item, patron, asked: 'renewal' }),
        { kind: 'find-out-renewal', ticket: next.ticket, item, dueText: answer.dueText },
      );
    }
  }
};

export const renewalFoundOut = (
  account: Account,
  line: LoanLine,
  ticket: Ticket,
  answer: RenewalFoundOut,
): Step<Account> => {
  const found = record({
    kind: 'outcome-found',
    ticket,
    item: line.number ?? '',
    patron: account.patron,
    found: answer.kind,
  });
  switch (answer.kind) {
    case 'renewed':
      return go(putLoan(account, { ...line, due: answer.due, isOverdue: false, state: { at: 'renewed' } }), found);
    case 'not-renewed':
      return go(putLoan(account, { ...line, state: { at: 'refused', because: 'acs-silent' } }), found);
    case 'unclear':
      return go(putLoan(account, { ...line, state: { at: 'unclear' } }), found);
  }
};

export const holdAnswered = (account: Account, line: HoldLine, ticket: Ticket, answer: CancelAnswer): Step<Account> => {
  const item = line.number ?? '';
  const { patron } = account;
  switch (answer.kind) {
    case 'cancelled':
      return go(
        putHold(account, { ...line, state: { at: 'cancelled' } }),
        record({ kind: 'hold-cancelled', ticket, item, patron }),
      );
    case 'refused':
    case 'silent': {
      const because = answer.kind === 'silent' ? 'acs-silent' : 'said-no';
      return go(
        putHold(account, { ...line, state: { at: 'refused', because } }),
        record({ kind: 'hold-not-cancelled', ticket, item, patron, because }),
      );
    }
    case 'unknown': {
      const next = ticketOf(account);
      return go(
        putHold(next.account, { ...line, state: { at: 'finding-out', ticket: next.ticket } }),
        record({ kind: 'outcome-unknown', ticket, item, patron, asked: 'hold' }),
        { kind: 'find-out-hold', ticket: next.ticket, patron, pin: account.pin, item },
      );
    }
  }
};

export const holdFoundOut = (
  account: Account,
  line: HoldLine,
  ticket: Ticket,
  answer: CancelFoundOut,
): Step<Account> => {
  const states = {
    cancelled: { at: 'cancelled' },
    'not-cancelled': { at: 'refused', because: 'acs-silent' },
    unclear: { at: 'unclear' },
  } as const;
  return go(
    putHold(account, { ...line, state: states[answer.kind] }),
    record({ kind: 'outcome-found', ticket, item: line.number ?? '', patron: account.patron, found: answer.kind }),
  );
};

const dayOf = (due: LoanLine['due']): string | null => (due === null ? null : due.kind === 'day' ? due.day : due.text);
