// Letting a lent item go: its tags are disarmed and read back, or asked back, or the loan is taken back. Pure.
import type { Secured } from '../../drivers/ports/pad.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { go, record, stay, type Step } from '../flow.ts';
import type { Loan, SecurityWant, Ticket } from '../library.ts';
import type { Entry } from '../journal/entries.ts';
import { pendingFor, tagsOf, writeTags } from './asking.ts';
import { loanOf, put, type Checkout, type LoanLine } from './loan.ts';
import { lineOfTag, ticketFrom, withPile, withTag } from './pile.ts';

/** From now on these tags are to be disarmed. Writes those that are here; a tag that is not leaves the line asking for it. */
export const disarm = (checkout: Checkout, line: LoanLine, loan: Loan, uids: readonly Uid[]): Step<Checkout> => {
  const writing = writeTags(checkout.pile, line, uids, 'disarmed');
  return go(
    judge(withPile(checkout, writing.pile), writing.line, loan),
    ...pendingFor(line, uids, 'disarmed'),
    ...writing.effects,
  );
};

/** What a line with a loan is, once its tags have spoken: being written, waiting for a tag to come back, or done. */
const judge = (checkout: Checkout, line: LoanLine, loan: Loan): Checkout => {
  const states = {
    writing: { at: 'disarming', loan },
    open: { at: 'put-back', loan },
    done: { at: 'lent', loan, release: 'read-back' },
  } as const;
  return put(checkout, { ...line, state: states[tagsOf(line, 'disarmed')] });
};

export const secured = (
  checkout: Checkout,
  ticket: Ticket,
  uid: Uid,
  want: SecurityWant,
  outcome: Secured,
): Step<Checkout> => {
  const line = lineOfTag(checkout.pile, uid);
  if (line === null || !line.tags.some((tag) => tag.uid === uid && tag.ticket === ticket)) return stay(checkout);
  if (line.state.at !== 'disarming') return stay(put(checkout, withTag(line, uid, { ticket: null })));
  const { loan } = line.state;
  switch (outcome.kind) {
    case 'done':
      return stay(judge(checkout, withTag(line, uid, { ticket: null, security: want }), loan));
    case 'gone':
      return stay(judge(checkout, withTag(line, uid, { ticket: null, here: false }), loan));
    case 'odd':
    case 'refused':
    case 'unverified':
      return wouldNotDisarm(checkout, withTag(line, uid, { ticket: null }), loan);
  }
};

/** It lies there and does not take the write. Only a loan that this very question made is taken back. */
const wouldNotDisarm = (checkout: Checkout, line: LoanLine, loan: Loan): Step<Checkout> => {
  const item = loan.item;
  // Nobody was told of it yet, so that taking it back needs nobody's word.
  if (loan.offline !== null)
    return takenBack(checkout, line, { kind: 'offline-undone', ticket: loan.offline, item, patron: checkout.patron });
  if (!loan.ours || loan.renewed) {
    const { ticket, pile } = ticketFrom(checkout.pile);
    return go(
      put(withPile(checkout, pile), { ...line, state: { at: 'lent-armed', loan } }),
      record({ kind: 'loan-stands', ticket, item, patron: checkout.patron }),
    );
  }
  const { ticket, pile } = ticketFrom(checkout.pile);
  return go(
    put(withPile(checkout, pile), { ...line, state: { at: 'taking-back', loan, ticket } }),
    record({ kind: 'undo-asked', ticket, item, patron: checkout.patron, uids: line.tags.map(({ uid }) => uid) }),
    { kind: 'undo-checkout', ticket, patron: checkout.patron, pin: checkout.pin, item },
  );
};

/** Not lent any more: no tag of it may leave disarmed, also not one that had taken the write before. */
export const undone = (checkout: Checkout, line: LoanLine, ticket: Ticket): Step<Checkout> =>
  takenBack(checkout, line, { kind: 'loan-undone', ticket, item: line.number ?? '', patron: checkout.patron });

const takenBack = (checkout: Checkout, line: LoanLine, entry: Entry): Step<Checkout> => {
  const uids = line.tags.map((tag) => tag.uid);
  const writing = writeTags(checkout.pile, { ...line, state: { at: 'taken-back' } }, uids, 'armed');
  return go(
    put(withPile(checkout, writing.pile), writing.line),
    record(entry),
    ...pendingFor(line, uids, 'armed'),
    ...writing.effects,
  );
};

export const undoFailed = (checkout: Checkout, line: LoanLine, ticket: Ticket): Step<Checkout> =>
  go(
    put(checkout, { ...line, state: { at: 'lent-armed', loan: loanOf(line) } }),
    record({ kind: 'loan-stands', ticket, item: line.number ?? '', patron: checkout.patron }),
  );
