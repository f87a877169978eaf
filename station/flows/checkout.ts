// Borrowing a pile: one small machine per item. Lent only after the library system's yes, disarmed only after lent,
// done only after read-back. Pure; the order of its effects is the order in which they happen.
import type { Fee, Refusal, Release } from '../../contract/view.ts';
import type { SecuritySettings } from '../../drivers/settings.ts';
import type { Secured } from '../../drivers/ports/pad.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { go, record, stay, andThen, type Event, type SecurityWant, type Step } from '../flow.ts';
import type { CheckoutAnswer, FoundOut, ItemNumber, Loan, PatronNumber, Thing, Ticket } from '../library.ts';
import {
  claimLeftOvers,
  closed,
  emptyPile,
  gone,
  leftOver,
  lineOfItem,
  lineOfTag,
  lineAwaiting,
  nextToAsk,
  pendingFor,
  read,
  scanned,
  seen,
  tagsOf,
  ticketFrom,
  unreadable,
  withLine,
  withTag,
  writeTags,
  type Line,
  type Pile,
} from './pile.ts';

export type LoanState =
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'fee'; readonly fee: Fee | null }
  | { readonly at: 'fee-accepted' }
  | { readonly at: 'refused'; readonly because: Refusal }
  | { readonly at: 'disarming'; readonly loan: Loan }
  | { readonly at: 'lent'; readonly loan: Loan; readonly release: Release }
  | { readonly at: 'put-back'; readonly loan: Loan }
  | { readonly at: 'taking-back'; readonly loan: Loan; readonly ticket: Ticket }
  | { readonly at: 'taken-back' }
  | { readonly at: 'lent-armed'; readonly loan: Loan }
  | { readonly at: 'finding-out'; readonly ticket: Ticket }
  | { readonly at: 'unclear' }
  | { readonly at: 'mended' };

type LoanLine = Line<LoanState>;

export type Checkout = {
  readonly patron: PatronNumber;
  /** The patron password, for library systems that ask for it with each question. In memory only. */
  readonly pin: string | null;
  readonly security: SecuritySettings['kind'];
  /** What the patron had before, item by item; null when the library system does not tell. */
  readonly had: readonly ItemNumber[] | null;
  /** How many more the library system lends to this card; null when it does not tell. */
  readonly allowance: number | null;
  readonly pile: Pile<LoanState>;
};

export const beginCheckout = (begin: Omit<Checkout, 'pile'> & { readonly session: number }): Checkout => {
  const { session, ...rest } = begin;
  return { ...rest, pile: emptyPile(session) };
};

/** A step of borrowing. Events that are not for it, or come home to another session's ticket, change nothing. */
export const stepCheckout = (checkout: Checkout, event: Event): Step<Checkout> =>
  andThen(stepLine(checkout, event), askNext);

const stepLine = (checkout: Checkout, event: Event): Step<Checkout> => {
  switch (event.kind) {
    case 'tag-seen':
      return stay(withPile(checkout, seen(checkout.pile, event.uid)));
    case 'tag-read':
      return arrived(checkout, event.uid, event.thing);
    case 'tag-mended':
      return mended(checkout, event.uid, event.thing);
    case 'left-over-read':
      return stay(withPile(checkout, leftOver(checkout.pile, event.uid, event.thing)));
    case 'tag-unreadable':
      return stay(withPile(checkout, unreadable(checkout.pile, event.uid)));
    case 'tag-gone':
      return stay(withPile(checkout, gone(checkout.pile, event.uid)));
    case 'item-scanned':
      return stay(withPile(checkout, askAgain(scanned(checkout.pile, event.number), event.number)));
    case 'checkout-answered':
      return awaited(checkout, 'asking', event.ticket, (line) => answered(checkout, line, event.ticket, event.answer));
    case 'loan-found-out':
      return awaited(checkout, 'finding-out', event.ticket, (line) =>
        foundOut(checkout, line, event.ticket, event.answer),
      );
    case 'secured':
      return secured(checkout, event.ticket, event.uid, event.want, event.outcome);
    case 'undo-answered':
      return awaited(checkout, 'taking-back', event.ticket, (line) =>
        event.answer.kind === 'undone'
          ? undone(checkout, line, event.ticket)
          : undoFailed(checkout, line, event.ticket),
      );
    case 'pressed':
      return pressed(checkout, event.press);
    default:
      return stay(checkout);
  }
};

const pressed = (checkout: Checkout, press: Extract<Event, { kind: 'pressed' }>['press']): Step<Checkout> => {
  switch (press.kind) {
    case 'take-left-overs':
      return stay(withPile(checkout, claimLeftOvers(checkout.pile)));
    case 'accept-fee':
    case 'decline-fee': {
      const line = checkout.pile.lines.find((other) => other.key === press.row);
      if (line?.state.at !== 'fee') return stay(checkout);
      const state: LoanState =
        press.kind === 'accept-fee' ? { at: 'fee-accepted' } : { at: 'refused', because: 'fee-declined' };
      return stay(put(checkout, { ...line, state }));
    }
    default:
      return stay(checkout);
  }
};

/** Whether this session itself left the tag's security open, so that a return of the tag is for it and for nobody else. */
export const ownsTag = (checkout: Checkout, uid: Uid): boolean => {
  const state = lineOfTag(checkout.pile, uid)?.state.at;
  return state === 'put-back' || state === 'lent-armed' || state === 'disarming' || state === 'lent';
};

/** The patron wants to leave: what was not asked stays unasked, an open fee is not accepted. */
export const closeCheckout = (checkout: Checkout): Checkout => {
  const pile = closed(checkout.pile);
  const lines = pile.lines.map((line): LoanLine =>
    line.state.at === 'fee' ? { ...line, state: { at: 'refused', because: 'fee-declined' } } : line,
  );
  return withPile(checkout, { ...pile, lines });
};

/** Whether the outcome of any line is still on its way. */
export const isWorking = (checkout: Checkout): boolean =>
  checkout.pile.lines.some((line) =>
    ['reading', 'waiting', 'fee-accepted', 'asking', 'disarming', 'taking-back', 'finding-out'].includes(line.state.at),
  );

/** Patience is over: lines whose outcome did not come home are for staff. Their answers will be journalled, not shown. */
export const giveUpCheckout = (checkout: Checkout): Checkout =>
  withPile(checkout, {
    ...checkout.pile,
    lines: checkout.pile.lines.map((line): LoanLine => {
      switch (line.state.at) {
        case 'reading':
          return { ...line, state: { at: 'not-an-item', because: 'unreadable' } };
        case 'waiting':
        case 'fee-accepted':
          return { ...line, state: { at: 'refused', because: 'acs-silent' } };
        case 'asking':
        case 'finding-out':
          return { ...line, state: { at: 'unclear' } };
        case 'disarming':
        case 'taking-back':
          return { ...line, state: { at: 'lent-armed', loan: line.state.loan } };
        default:
          return line;
      }
    }),
  });

const withPile = (checkout: Checkout, pile: Pile<LoanState>): Checkout => ({ ...checkout, pile });
const put = (checkout: Checkout, line: LoanLine): Checkout => withPile(checkout, withLine(checkout.pile, line));

const awaited = (
  checkout: Checkout,
  at: LoanState['at'],
  ticket: Ticket,
  act: (line: LoanLine) => Step<Checkout>,
): Step<Checkout> => {
  const line = lineAwaiting(checkout.pile, at, ticket);
  return line === null ? stay(checkout) : act(line);
};

const askNext = (checkout: Checkout): Step<Checkout> => {
  const next = nextToAsk(checkout.pile, 'fee-accepted');
  if (next === null) return stay(checkout);
  const { ticket, pile } = ticketFrom(checkout.pile);
  return go(
    put(withPile(checkout, pile), { ...next, state: { at: 'asking', ticket } }),
    record({ kind: 'checkout-asked', ticket, item: next.number, patron: checkout.patron }),
    {
      kind: 'ask-checkout',
      ticket,
      patron: checkout.patron,
      pin: checkout.pin,
      item: next.number,
      feeAccepted: next.state.at === 'fee-accepted',
      atLimit: checkout.allowance !== null && checkout.allowance <= lentNow(checkout),
    },
  );
};

const lentNow = (checkout: Checkout): number =>
  checkout.pile.lines.filter((line) => 'loan' in line.state && !line.state.loan.renewed).length;

const arrived = (checkout: Checkout, uid: Uid, thing: Thing): Step<Checkout> => {
  const before = lineOfTag(checkout.pile, uid);
  const pile = read(checkout.pile, uid, thing);
  const line = lineOfTag(pile, uid);
  if (line === null || thing.kind !== 'item' || line.number !== thing.number) return stay(withPile(checkout, pile));
  const now = withPile(checkout, pile);
  if (line.state.at === 'waiting') return vetted(now, line, thing);
  // A refused item that is put down again is asked again.
  if (line.state.at === 'refused' && before?.key === line.key)
    return stay(put(now, { ...line, state: { at: 'waiting' } }));
  // Its loan stands and its tag is back, or a further part of a set that is lent has come.
  if (
    line.state.at === 'put-back' ||
    line.state.at === 'lent-armed' ||
    (line.state.at === 'disarming' && before?.key !== line.key)
  ) {
    return disarm(now, line, line.state.loan, [uid]);
  }
  if (line.state.at === 'lent' && before?.key !== line.key && line.state.release !== 'left-armed') {
    return disarm(now, line, line.state.loan, [uid]);
  }
  return stay(now);
};

const loanOf = (line: LoanLine): Loan => {
  if (!('loan' in line.state)) throw new Error(`no loan in state ${line.state.at}`);
  return line.state.loan;
};

/** What the tag itself already forbids is not asked at all. */
const vetted = (checkout: Checkout, line: LoanLine, thing: Extract<Thing, { kind: 'item' }>): Step<Checkout> => {
  if (thing.discarded) return stay(put(checkout, { ...line, state: { at: 'refused', because: 'not-for-loan' } }));
  if (checkout.security === 'afi' && thing.security === 'odd') {
    const uid = line.tags.at(-1)?.uid ?? line.key;
    return go(
      put(checkout, { ...line, state: { at: 'not-an-item', because: 'odd-security' } }),
      record({ kind: 'security-odd', uid, item: thing.number }),
    );
  }
  return stay(checkout);
};

const mended = (checkout: Checkout, uid: Uid, thing: Thing): Step<Checkout> => {
  const pile = read(checkout.pile, uid, thing);
  const line = lineOfTag(pile, uid);
  return stay(line === null ? checkout : put(withPile(checkout, pile), { ...line, state: { at: 'mended' } }));
};

const askAgain = (pile: Pile<LoanState>, number: ItemNumber): Pile<LoanState> => {
  const line = lineOfItem(pile, number);
  return line?.state.at === 'refused' ? withLine(pile, { ...line, state: { at: 'waiting' } }) : pile;
};

const answered = (checkout: Checkout, line: LoanLine, ticket: Ticket, answer: CheckoutAnswer): Step<Checkout> => {
  const item = line.number ?? '';
  switch (answer.kind) {
    case 'lent':
      return lent(checkout, line, ticket, answer.loan);
    case 'fee-first':
      return stay(put(checkout, { ...titled(line, answer.title), state: { at: 'fee', fee: answer.fee } }));
    case 'refused':
      return go(
        put(checkout, { ...titled(line, answer.title), state: { at: 'refused', because: answer.because } }),
        record({ kind: 'checkout-refused', ticket, item, patron: checkout.patron, because: answer.because }),
      );
    case 'silent':
      return go(
        put(checkout, { ...line, state: { at: 'refused', because: 'acs-silent' } }),
        record({ kind: 'checkout-refused', ticket, item, patron: checkout.patron, because: 'acs-silent' }),
      );
    case 'unknown': {
      const next = ticketFrom(checkout.pile);
      return go(
        put(withPile(checkout, next.pile), { ...line, state: { at: 'finding-out', ticket: next.ticket } }),
        record({ kind: 'outcome-unknown', ticket, item, patron: checkout.patron, asked: 'checkout' }),
        { kind: 'find-out-loan', ticket: next.ticket, patron: checkout.patron, pin: checkout.pin, item },
      );
    }
  }
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
  if (checkout.security !== 'afi') {
    const release: Release = checkout.security === 'none' ? 'none' : 'desensitiser';
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release } }), entry);
  }
  if (loan.leaveArmed)
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release: 'left-armed' } }), entry);
  if (named.tags.length === 0) {
    return go(put(checkout, { ...named, state: { at: 'lent', loan, release: 'not-seen' } }), entry);
  }
  const uids = named.tags.map((tag) => tag.uid);
  return andThen(go(checkout, entry), (state) => disarm(state, named, loan, uids));
};

/**
 * Some library systems never say that a checkout was a renewal: what the patron had before is one, and where nobody
 * knows what that was, a loan is not called ours, so that an older loan can never be taken back for a stubborn tag.
 */
const sure = (checkout: Checkout, loan: Loan): Loan => {
  const renewed = loan.renewed || (checkout.had?.includes(loan.item) ?? false);
  return { ...loan, renewed, ours: loan.ours && !renewed && checkout.had !== null };
};

/** From now on these tags are to be disarmed. Writes those that are here; a tag that is not leaves the line asking for it. */
const disarm = (checkout: Checkout, line: LoanLine, loan: Loan, uids: readonly Uid[]): Step<Checkout> => {
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

const secured = (
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
      return wouldNotDisarm(checkout, withTag(line, uid, { ticket: null }), loan);
  }
};

/** It lies there and does not take the write. Only a loan that this very question made is taken back. */
const wouldNotDisarm = (checkout: Checkout, line: LoanLine, loan: Loan): Step<Checkout> => {
  const item = loan.item;
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
    record({ kind: 'undo-asked', ticket, item, patron: checkout.patron }),
    { kind: 'undo-checkout', ticket, patron: checkout.patron, pin: checkout.pin, item },
  );
};

/** Not lent any more: no tag of it may leave disarmed, also not one that had taken the write before. */
const undone = (checkout: Checkout, line: LoanLine, ticket: Ticket): Step<Checkout> => {
  const item = line.number ?? '';
  const uids = line.tags.map((tag) => tag.uid);
  const writing = writeTags(checkout.pile, { ...line, state: { at: 'taken-back' } }, uids, 'armed');
  return go(
    put(withPile(checkout, writing.pile), writing.line),
    record({ kind: 'loan-undone', ticket, item, patron: checkout.patron }),
    ...pendingFor(line, uids, 'armed'),
    ...writing.effects,
  );
};

const undoFailed = (checkout: Checkout, line: LoanLine, ticket: Ticket): Step<Checkout> =>
  go(
    put(checkout, { ...line, state: { at: 'lent-armed', loan: loanOf(line) } }),
    record({ kind: 'loan-stands', ticket, item: line.number ?? '', patron: checkout.patron }),
  );

const foundOut = (checkout: Checkout, line: LoanLine, ticket: Ticket, answer: FoundOut): Step<Checkout> => {
  const item = line.number ?? '';
  const entry = record({ kind: 'outcome-found', ticket, item, patron: checkout.patron, found: answer.kind });
  switch (answer.kind) {
    case 'on-loan': {
      // Whose question made the loan is not known: it may have been on loan before. So it is never undone.
      const loan: Loan = { item, title: answer.title, due: answer.due, renewed: false, ours: false, leaveArmed: false };
      return andThen(go(checkout, entry), (state) => lent(state, line, ticket, loan));
    }
    case 'not-on-loan':
      return go(put(checkout, { ...line, state: { at: 'refused', because: 'acs-silent' } }), entry);
    case 'unclear':
      return go(put(checkout, { ...line, state: { at: 'unclear' } }), entry);
  }
};
