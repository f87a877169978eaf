// Paying: the patron transfers by their bank, staff see the money and confirm it, and the library system is told once. What
// nobody can find out is for staff, and is never sent again. Pure.
import { go, record, stay, type Event, type Step } from '../flow.ts';
import type { Ticket } from '../library.ts';
import type { PaymentAnswer, PaymentFoundOut } from '../account-talk.ts';
import { mayPay, ticketOf, type Account, type Payment, type PaymentAt } from './account-state.ts';

/** Whether the library system is being told; then nothing else happens and nobody leaves unheard. */
export const isPaying = ({ payment }: Account): boolean =>
  payment !== null && (payment.state.at === 'recording' || payment.state.at === 'finding-out');

export const stepPayment = (account: Account, event: Event): Step<Account> => {
  if (event.kind === 'pressed' && event.press.kind === 'pay') return pay(account);
  const { payment } = account;
  if (payment === null) return stay(account);
  const { state } = payment;
  switch (event.kind) {
    case 'pressed':
      return pressed(account, payment, event.press);
    case 'payment-answered':
      return state.at === 'recording' && state.ticket === event.ticket
        ? answered(account, payment, event.ticket, event.answer)
        : stay(account);
    case 'payment-found-out':
      return state.at === 'finding-out' && state.ticket === event.ticket
        ? foundOut(account, payment, event.ticket, event.answer)
        : stay(account);
    default:
      return stay(account);
  }
};

/** The session ends: a transfer that was shown and not confirmed may have been made all the same. */
export const leavePayment = ({ payment, patron, session }: Account): ReturnType<typeof record>[] =>
  payment !== null && ['waiting', 'staff', 'not-sent'].includes(payment.state.at)
    ? [record({ kind: 'payment-left', session, reference: payment.reference, patron })]
    : [];

const put = (account: Account, payment: Payment, state: PaymentAt): Account => ({
  ...account,
  payment: { ...payment, state },
});

const toStaff = (account: Account, payment: Payment): Account => ({
  ...put(account, payment, { at: 'for-staff' }),
  isWithStaff: true,
});

const pay = (account: Account): Step<Account> => {
  const { rules, owed, session, patron } = account;
  if (account.payment !== null || rules.pays === null || owed === null || !mayPay(account)) return stay(account);
  const number = account.payments + 1;
  const reference = `${account.place}-${String(session).padStart(6, '0')}-${number}`;
  const code = rules.pays.codeFor(owed.amount.replace(/\..*$/, ''), reference);
  const { amount, currency } = owed;
  return go(
    { ...account, payments: number, payment: { sum: owed, reference, code, state: { at: 'waiting' } } },
    record({ kind: 'payment-shown', session, reference, amount, currency, patron }),
  );
};

/** Type of payment in 37: cash (3M SIP2 2.00). */
const cash = '00';

/** At a desk, cash needs no code and no currency that one knows. */
export const mayTakeCash = ({ payment, owed, isWithStaff, isClosing }: Account): boolean =>
  payment === null && owed !== null && !isWithStaff && !isClosing;

/** Staff have the money in hand. */
export const takeCash = (account: Account): Step<Account> => {
  const { owed, session } = account;
  if (owed === null || !mayTakeCash(account)) return stay(account);
  const number = account.payments + 1;
  const reference = `${account.place}-${String(session).padStart(6, '0')}-${number}`;
  const payment: Payment = { sum: owed, reference, code: '', isCash: true, state: { at: 'waiting' } };
  return tell({ ...account, payments: number, payment }, payment);
};

/** Staff see the transfer in the library's account, and have said who they are. */
export const confirmTransfer = (account: Account): Step<Account> =>
  account.payment?.state.at === 'waiting' || account.payment?.state.at === 'staff'
    ? tell(account, account.payment)
    : stay(account);

const pressed = (
  account: Account,
  payment: Payment,
  press: Extract<Event, { kind: 'pressed' }>['press'],
): Step<Account> => {
  const { state } = payment;
  switch (press.kind) {
    case 'back':
      switch (state.at) {
        case 'waiting':
          return go({ ...account, payment: null }, ...leavePayment(account));
        case 'staff':
          return stay(put(account, payment, { at: 'waiting' }));
        case 'recorded':
        case 'for-staff':
          // What is owed now is asked anew.
          return stay({
            ...account,
            payment: null,
            paid: [...account.paid, payment],
            lists: { ...account.lists, fees: { at: 'waiting' } },
          });
        default:
          return stay(account);
      }
    case 'staff-here':
      return state.at === 'waiting' ? stay(put(account, payment, { at: 'staff' })) : stay(account);
    case 'record-again':
      return state.at === 'not-sent' ? tell(account, payment) : stay(account);
    default:
      return stay(account);
  }
};

/** Staff have seen the money: the library system is told. */
const tell = (account: Account, payment: Payment): Step<Account> => {
  const { ticket, account: now } = ticketOf(account);
  const { patron, pin } = account;
  const { sum, reference } = payment;
  return go(
    put(now, payment, { at: 'recording', ticket }),
    record({ kind: 'payment-asked', ticket, reference, amount: sum.amount, currency: sum.currency, patron }),
    { kind: 'ask-payment', ticket, patron, pin, sum, reference, ...(payment.isCash === true ? { paidBy: cash } : {}) },
  );
};

const answered = (account: Account, payment: Payment, ticket: Ticket, answer: PaymentAnswer): Step<Account> => {
  const { patron, pin } = account;
  const { sum, reference } = payment;
  switch (answer.kind) {
    case 'recorded':
      return recorded(account, payment, ticket);
    case 'refused':
      return go(toStaff(account, payment), record({ kind: 'payment-refused', ticket, reference, patron }));
    case 'silent':
      // It never left this machine: it may be sent.
      return go(
        put(account, payment, { at: 'not-sent' }),
        record({ kind: 'payment-not-sent', ticket, reference, patron }),
      );
    case 'unknown': {
      const next = ticketOf(account);
      return go(
        put(next.account, payment, { at: 'finding-out', ticket: next.ticket }),
        record({ kind: 'payment-unknown', ticket, reference, patron }),
        { kind: 'find-out-payment', ticket: next.ticket, patron, pin, owedBefore: sum, sum },
      );
    }
  }
};

/** Only the amount that is owed can tell. Where it says "not recorded", a slow library system may still act: staff look. */
const foundOut = (account: Account, payment: Payment, ticket: Ticket, answer: PaymentFoundOut): Step<Account> => {
  if (answer.kind === 'recorded') return recorded(account, payment, ticket);
  const { reference } = payment;
  return go(
    toStaff(account, payment),
    record({ kind: 'payment-unclear', ticket, reference, patron: account.patron, found: answer.kind }),
  );
};

const recorded = (account: Account, payment: Payment, ticket: Ticket): Step<Account> =>
  go(
    { ...put(account, payment, { at: 'recorded' }), owed: null, isOwedTold: true },
    record({ kind: 'payment-recorded', ticket, reference: payment.reference, patron: account.patron }),
  );
