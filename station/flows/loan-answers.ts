// What a word about one item comes to while borrowing: the library system's, what was found out, or the library's own rules
// off-line. Lent first, then disarmed. Pure; which item is asked about, and when, is checkout.ts's work.
import type { Release } from '../../contract/row-view.ts';
import { andThen, go, record, stay, type Effect, type Step } from '../flow.ts';
import type { CheckoutAnswer, FoundOut, Loan, Ticket } from '../library.ts';
import type { OfflineLoan } from '../offline/talk.ts';
import { put, standing, type Checkout, type LoanLine } from './loan.ts';
import { stoodArmed, stoodStill } from './own-loan.ts';
import { ticketFrom, withPile } from './pile.ts';
import { disarm } from './release.ts';

export const answered = (
  checkout: Checkout,
  line: LoanLine,
  ticket: Ticket,
  answer: CheckoutAnswer,
): Step<Checkout> => {
  const item = line.number ?? '';
  switch (answer.kind) {
    case 'lent':
      return lent(checkout, line, ticket, answer.loan);
    case 'fee-first':
      return go(
        put(checkout, { ...titled(line, answer.title), state: { at: 'fee', fee: answer.fee } }),
        record({ kind: 'checkout-refused', ticket, item, patron: checkout.patron, because: 'fee-first' }),
      );
    case 'refused':
      return go(
        put(checkout, { ...titled(line, answer.title), state: refusedBy(checkout, line, answer) }),
        record({ kind: 'checkout-refused', ticket, item, patron: checkout.patron, because: answer.because }),
      );
    case 'silent':
      return go(
        put(checkout, { ...line, state: refusedBy(checkout, line, { because: 'acs-silent' }) }),
        record({ kind: 'checkout-refused', ticket, item, patron: checkout.patron, because: 'acs-silent' }),
      );
    case 'unknown': {
      const next = ticketFrom(checkout.pile);
      return go(
        put(withPile(checkout, next.pile), { ...line, state: { at: 'finding-out', ticket: next.ticket } }),
        record({ kind: 'outcome-unknown', ticket, item, patron: checkout.patron, asked: 'checkout' }),
        {
          kind: 'find-out-loan',
          ticket: next.ticket,
          patron: checkout.patron,
          pin: checkout.pin,
          item,
          maybeBefore: checkout.had?.includes(item) ?? true,
        },
      );
    }
  }
};

/** What was theirs before, and is not renewed, is theirs still. */
const refusedBy = (
  checkout: Checkout,
  line: LoanLine,
  { because, says }: Pick<Extract<CheckoutAnswer, { kind: 'refused' }>, 'because' | 'says'>,
): LoanLine['state'] => {
  const said = says === undefined ? { because } : { because, says };
  const own = stoodStill(checkout, line, said) ?? (because === 'not-renewable' ? stoodArmed(checkout, line) : null);
  return own ?? { at: 'refused', ...said };
};

const titled = (line: LoanLine, title: string | null): LoanLine => ({ ...line, title: title ?? line.title });

const lent = (checkout: Checkout, line: LoanLine, ticket: Ticket, said: Loan): Step<Checkout> => {
  const loan = sure(checkout, said);
  const named = titled(line, loan.title);
  const due = loan.due === null ? null : loan.due.kind === 'day' ? loan.due.day : loan.due.text;
  const entry = record({
    kind: 'lent',
    ticket,
    item: loan.item,
    patron: checkout.patron,
    due,
    renewed: loan.renewed,
    ours: loan.ours,
  });
  return letGo(checkout, named, loan, entry);
};

/** Its loan stands, by `entry`: its tags are disarmed, or there is nothing to disarm. */
const letGo = (checkout: Checkout, named: LoanLine, loan: Loan, entry: Effect): Step<Checkout> => {
  if (checkout.security !== 'tags') {
    const release: Release = checkout.security === 'none' ? 'none' : 'desensitiser';
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release } }), entry);
  }
  if (loan.leaveArmed)
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release: 'left-armed' } }), entry);
  if (named.tags.length === 0) {
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release: 'not-seen' } }), entry);
  }
  // What is theirs and was let go before is out already, also where it was taken away meanwhile.
  const isOut = standing(checkout, named.number) !== null;
  const uids = named.tags.flatMap(({ uid, security }) => (isOut && security === 'disarmed' ? [] : [uid]));
  return andThen(go(checkout, entry), (state) => disarm(state, named, loan, uids));
};

/**
 * Some library systems never say that a checkout was a renewal: then what the patron had before tells, and where nobody
 * knows that either, a loan is not called ours, so that an older loan can never be taken back for a stubborn tag.
 */
const sure = (checkout: Checkout, loan: Loan): Loan & { readonly ours: boolean } => {
  const renewed = loan.renewed || (checkout.had?.includes(loan.item) ?? false);
  return { ...loan, renewed, ours: !renewed && (loan.ours ?? checkout.had !== null) };
};

export const foundOut = (checkout: Checkout, line: LoanLine, ticket: Ticket, answer: FoundOut): Step<Checkout> => {
  const item = line.number ?? '';
  const entry = record({ kind: 'outcome-found', ticket, item, patron: checkout.patron, found: answer.kind });
  switch (answer.kind) {
    case 'on-loan': {
      // Whose question made the loan is not known: it may have been on loan before. So it is never undone. Nor does any
      // later answer (63, 18) tell what the lost one said of desensitizing. The tag is let go: the loan stands on this
      // patron's card, so that what should have stayed in the house can be asked for; the others would all cry at the gate,
      // also at an hour when nobody is at the desk. An answer that is only late says it itself (late.ts).
      const loan: Loan = {
        item,
        title: answer.title,
        due: answer.due,
        renewed: false,
        ours: false,
        leaveArmed: false,
        media: null,
        offline: null,
      };
      return andThen(go(checkout, entry), (state) => lent(state, line, ticket, loan));
    }
    case 'not-on-loan':
      return go(put(checkout, { ...line, state: { at: 'refused', because: 'acs-silent' } }), entry);
    case 'unclear':
      return go(put(checkout, { ...line, state: { at: 'unclear' } }), entry);
  }
};

export const answeredOffline = (
  checkout: Checkout,
  line: LoanLine,
  ticket: Ticket,
  answer: OfflineLoan,
): Step<Checkout> => {
  if (answer.kind === 'refused')
    return stay(put(checkout, { ...line, state: { at: 'refused', because: answer.because } }));
  const item = line.number ?? '';
  const { due } = answer;
  const loan: Loan = {
    item,
    title: line.title,
    due: { kind: 'day', day: due },
    renewed: false,
    ours: true,
    leaveArmed: false,
    media: null,
    offline: ticket,
  };
  return letGo(checkout, line, loan, record({ kind: 'lent-offline', ticket, item, patron: checkout.patron, due }));
};
