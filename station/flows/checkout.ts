// Borrowing a pile: one small machine per item. Lent only after the library system's yes, disarmed only after lent,
// done only after read-back. Pure; the order of its effects is the order in which they happen.
import type { Refusal } from '../../contract/row-view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { go, record, stay, andThen, type Event, type Step } from '../flow.ts';
import type { ItemNumber, Thing, Ticket } from '../library.ts';
import { givenUp, isOpen, lineAwaiting, nextToAsk } from './asking.ts';
import { answered, answeredOffline, foundOut } from './loan-answers.ts';
import { lentNow, put, type Checkout, type LoanLine } from './loan.ts';
import { askOwn, isOwn, ownAnswered, ownJoined, stoodStill, wished } from './own-loan.ts';
import { freedFromGate, gateOpened, needsPin, refusedForPin } from './pin-gate.ts';
import { closed, emptyPile, lineOfTag, missingParts, onPad, read, ticketFrom, withPile } from './pile.ts';
import { disarm, secured, undoFailed, undone } from './release.ts';

export const beginCheckout = (
  begin: Omit<Checkout, 'pile' | 'held' | 'own'> & { readonly session: number },
): Checkout => {
  const { session, ...rest } = begin;
  return { ...rest, held: [], own: [], pile: emptyPile(session) };
};

/** A step of borrowing. Events that are not for it, or come home to another session's ticket, change nothing. */
export const stepCheckout = (checkout: Checkout, event: Event): Step<Checkout> =>
  andThen(stepLine(checkout, event), askNext);

const stepLine = (checkout: Checkout, event: Event): Step<Checkout> => {
  const pile = onPad(checkout.pile, event);
  if (pile !== null) return stay(withoutGone(withPile(checkout, pile)));
  switch (event.kind) {
    case 'tag-read':
    case 'left-over-read':
      return arrived(checkout, event.uid, event.thing);
    case 'tag-mended':
      return mended(checkout, event.uid, event.thing);
    case 'checkout-answered':
      return awaited(checkout, 'asking', event.ticket, (line) => {
        // A fee that is accepted is a part of the same question.
        const now = event.answer.kind === 'fee-first' ? checkout : passSpent(checkout, line.key);
        return answered(now, line, event.ticket, event.answer);
      });
    case 'standing-answered':
      return awaited(checkout, 'asking-own', event.ticket, (line) => ownAnswered(checkout, line, event.loan));
    case 'loan-found-out':
      return awaited(checkout, 'finding-out', event.ticket, (line) =>
        foundOut(checkout, line, event.ticket, event.answer),
      );
    case 'offline-loan-answered':
      return awaited(checkout, 'asking', event.ticket, (line) =>
        answeredOffline(checkout, line, event.ticket, event.answer),
      );
    case 'acs-down':
      return stay(checkout.way === 'acs' && checkout.lendsOffline ? { ...checkout, way: 'offline' } : checkout);
    case 'acs-up':
      return stay(checkout.way === 'offline' ? { ...checkout, way: 'acs' } : checkout);
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

/** What was never asked about, and waits for a part of its set or for the password, goes with its last tag. */
const withoutGone = (checkout: Checkout): Checkout =>
  withPile(checkout, {
    ...checkout.pile,
    lines: checkout.pile.lines.filter(
      ({ state, tags }) =>
        (state.at !== 'parts-missing' && state.at !== 'needs-pin') ||
        tags.length === 0 ||
        tags.some(({ here }) => here),
    ),
  });

const pressed = (checkout: Checkout, press: Extract<Event, { kind: 'pressed' }>['press']): Step<Checkout> => {
  switch (press.kind) {
    case 'accept-fee':
    case 'decline-fee': {
      const line = checkout.pile.lines.find((other) => other.key === press.row);
      if (line?.state.at !== 'fee') return stay(checkout);
      const state: LoanLine['state'] =
        press.kind === 'accept-fee' ? { at: 'fee-accepted' } : feeDeclined(checkout, line);
      const now = press.kind === 'accept-fee' ? checkout : passSpent(checkout, line.key);
      return stay(put(now, { ...line, state }));
    }
    case 'renew':
      return wished(checkout, press.row);
    default:
      return stay(checkout);
  }
};

const feeDeclined = (checkout: Checkout, line: LoanLine): LoanLine['state'] =>
  stoodStill(checkout, line) ?? { at: 'refused', because: 'fee-declined' };

/** Rules of the library, which staff may pass. What another has, or nobody knows, is no rule: "no block" would take it from them. */
const rulesToPass: readonly Refusal[] = [
  'on-hold-for-another',
  'not-for-loan',
  'too-many-loans',
  'patron-blocked',
  'fees',
  'overdue',
  'not-renewable',
  'other',
];

export const isRuleToPass = (because: Refusal): boolean => rulesToPass.includes(because);

/** Staff lend a refused item past the rule that refused it: it is asked about once more. Null where no such rule did. */
export const passRefusal = (checkout: Checkout, key: string): Step<Checkout> | null => {
  const line = checkout.pile.lines.find((other) => other.key === key);
  const because = line === undefined ? null : refusalIn(line);
  if (line === undefined || because === null || line.number === null || !isRuleToPass(because)) return null;
  const unblocked = [...(checkout.unblocked ?? []), key];
  const state: LoanLine['state'] = { at: line.state.at === 'refused' ? 'waiting' : 'renewal-wanted' };
  return askNext(put({ ...checkout, unblocked }, { ...line, state }));
};

/** Why the library system did not lend it, or not renew what stands; null where it refused nothing. */
export const refusalIn = ({ state }: LoanLine): Refusal | null => {
  if (state.at === 'refused') return state.because;
  return state.at === 'lent' ? (state.loan.stood?.refused?.because ?? null) : null;
};

/** What staff passed was one refusal: another of the same item is asked about again. */
const passSpent = (checkout: Checkout, key: string): Checkout =>
  checkout.unblocked === undefined
    ? checkout
    : { ...checkout, unblocked: checkout.unblocked.filter((other) => other !== key) };

/** Whether this session itself left the tag's security open, so that a return of the tag is for it and for nobody else. */
export const ownsTag = (checkout: Checkout, uid: Uid): boolean => {
  const state = lineOfTag(checkout.pile, uid)?.state.at;
  return state === 'put-back' || state === 'lent-armed' || state === 'disarming' || state === 'lent';
};

/** The patron wants to leave: what was not asked stays unasked, an open fee is not accepted. */
export const closeCheckout = (checkout: Checkout): Checkout => {
  const pile = closed(checkout.pile);
  const lines = pile.lines.map((line): LoanLine =>
    line.state.at === 'fee'
      ? { ...line, state: feeDeclined(checkout, line) }
      : line.state.at === 'parts-missing'
        ? { ...line, state: { at: 'refused', because: 'parts-missing' } }
        : line.state.at === 'needs-pin'
          ? { ...line, state: refusedForPin }
          : line,
  );
  return withPile(checkout, { ...pile, lines });
};

/** Whether the outcome of any line is still on its way. */
export const isWorking = (checkout: Checkout): boolean =>
  isOpen(checkout.pile, ['asking-own', 'fee-accepted', 'renewal-wanted', 'disarming', 'taking-back']);

/** Patience is over: a loan whose tag or undoing did not come home stands, with its tag armed. */
export const giveUpCheckout = (checkout: Checkout): Checkout =>
  withPile(
    checkout,
    givenUp(checkout.pile, (state, line): LoanLine['state'] => {
      if (state.at === 'fee-accepted' || state.at === 'renewal-wanted') return unasked(checkout, line);
      if (state.at === 'asking-own') return { at: 'refused', because: 'acs-silent' };
      return state.at === 'disarming' || state.at === 'taking-back' ? { at: 'lent-armed', loan: state.loan } : state;
    }),
  );

const unasked = (checkout: Checkout, line: LoanLine): LoanLine['state'] =>
  stoodStill(checkout, line, { because: 'acs-silent' }) ?? { at: 'refused', because: 'acs-silent' };

const awaited = (
  checkout: Checkout,
  at: LoanLine['state']['at'],
  ticket: Ticket,
  act: (line: LoanLine) => Step<Checkout>,
): Step<Checkout> => {
  const line = lineAwaiting(checkout.pile, at, ticket);
  return line === null ? stay(checkout) : act(line);
};

const askNext = (checkout: Checkout): Step<Checkout> => {
  const next = nextToAsk(checkout.pile, ['fee-accepted', 'renewal-wanted'], checkout.held);
  if (next === null) {
    const freed = freedFromGate(checkout);
    return freed === null ? stay(checkout) : askNext(put(checkout, { ...freed, state: { at: 'waiting' } }));
  }
  if (needsPin(checkout, next))
    return askNext(
      put(checkout, {
        ...next,
        state: checkout.gate?.isShut === true ? refusedForPin : { at: 'needs-pin' },
      }),
    );
  if (checkout.way !== 'acs') return askOffline(checkout, next);
  if (isOwn(checkout, next)) return askOwn(checkout, next);
  const { ticket, pile } = ticketFrom(checkout.pile);
  return go(
    put(withPile(checkout, pile), { ...next, state: { at: 'asking', ticket } }),
    record({
      kind: 'checkout-asked',
      ticket,
      item: next.number,
      patron: checkout.patron,
      uids: next.tags.map(({ uid }) => uid),
    }),
    {
      kind: 'ask-checkout',
      ticket,
      patron: checkout.patron,
      pin: checkout.pin,
      item: next.number,
      feeAccepted: next.state.at === 'fee-accepted',
      ...(checkout.unblocked?.includes(next.key) === true ? { noBlock: true } : {}),
      atLimit: checkout.allowance !== null && checkout.allowance <= lentNow(checkout),
    },
  );
};

/** The password was right: what waited for it is asked about. */
export const openGate = (checkout: Checkout, pin: string | null): Step<Checkout> => askNext(gateOpened(checkout, pin));

/** Nothing is sent, so nothing is recorded before the answer; that comes at once. */
const askOffline = (checkout: Checkout, next: LoanLine & { readonly number: ItemNumber }): Step<Checkout> => {
  // A fee that was accepted, or a wish to renew, belongs to a question that cannot be asked now.
  if (next.state.at === 'fee-accepted' || next.state.at === 'renewal-wanted')
    return askNext(put(checkout, { ...next, state: unasked(checkout, next) }));
  const { ticket, pile } = ticketFrom(checkout.pile);
  return go(put(withPile(checkout, pile), { ...next, state: { at: 'asking', ticket } }), {
    kind: 'ask-offline-loan',
    ticket,
    patron: checkout.patron,
    item: next.number,
    usages: next.tags.flatMap(({ usage }) => (usage === null ? [] : [usage])),
    isDisarmed: checkout.security === 'tags' && next.tags.some(({ security }) => security === 'disarmed'),
  });
};

const arrived = (checkout: Checkout, uid: Uid, thing: Thing): Step<Checkout> => {
  const before = lineOfTag(checkout.pile, uid);
  const pile = read(checkout.pile, uid, thing);
  const line = lineOfTag(pile, uid);
  if (line === null || thing.kind !== 'item' || line.number !== thing.number) return stay(withPile(checkout, pile));
  const now = withPile(checkout, pile);
  if (line.state.at === 'waiting' || line.state.at === 'parts-missing') return vetted(now, line, thing);
  // A refused item that is put down again is asked again.
  if (line.state.at === 'refused' && before?.key === line.key)
    return stay(put(now, { ...line, state: { at: 'waiting' } }));
  if ('loan' in line.state && line.state.loan.stood !== undefined)
    return before?.key === line.key ? stay(now) : ownJoined(now, line, line.state.loan);
  // Its loan stands and its tag is back, or a further part of a set that is lent has come.
  if (
    line.state.at === 'put-back' ||
    line.state.at === 'lent-armed' ||
    (line.state.at === 'disarming' && before?.key !== line.key)
  ) {
    return disarm(now, line, line.state.loan, [uid]);
  }
  // Where no tag is armed there is none to disarm: the row goes on saying what lets the item pass.
  const isLetGo = line.state.at === 'lent' && line.state.release !== 'left-armed' && checkout.security === 'tags';
  if (line.state.at === 'lent' && isLetGo && before?.key !== line.key) {
    return disarm(now, line, line.state.loan, [uid]);
  }
  return stay(now);
};

/** What the tag itself already forbids is not asked at all. */
const vetted = (checkout: Checkout, line: LoanLine, thing: Extract<Thing, { kind: 'item' }>): Step<Checkout> => {
  if (thing.discarded) return stay(put(checkout, { ...line, state: { at: 'refused', because: 'not-for-loan' } }));
  if (checkout.security === 'tags' && thing.security === 'odd') {
    const uid = line.tags.at(-1)?.uid ?? line.key;
    return go(
      put(checkout, { ...line, state: { at: 'not-an-item', because: 'odd-security' } }),
      record({ kind: 'security-odd', uid, item: thing.number }),
    );
  }
  const isPart = checkout.sets === 'whole' && missingParts(line).length > 0;
  return stay(put(checkout, { ...line, state: { at: isPart ? 'parts-missing' : 'waiting' } }));
};

/** A tag was mended that an earlier session left open: nothing else is to be done with its item. */
const mended = (checkout: Checkout, uid: Uid, thing: Thing): Step<Checkout> => {
  const pile = read(checkout.pile, uid, thing);
  const line = lineOfTag(pile, uid);
  if (line === null) return stay(checkout);
  // A question that is open, or a loan, waits for its own end; a second tag of one number is nobody's item.
  const isBegun =
    'ticket' in line.state ||
    'loan' in line.state ||
    ['not-an-item', 'fee', 'fee-accepted', 'renewal-wanted'].includes(line.state.at);
  if (isBegun) return arrived(checkout, uid, thing);
  return stay(put(withPile(checkout, pile), { ...line, state: { at: 'mended' } }));
};
