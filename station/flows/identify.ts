// Who is it? A card scanned, tapped or typed, and a password where the library asks for one. Pure.
import type { PatronBlock, Fee } from '../../contract/terms.ts';
import type { CardProblem } from '../../contract/view.ts';
import { go, record, stay, type Event, type Step } from '../flow.ts';
import type { Patron, PatronAnswer, Ticket } from '../library.ts';
import type { OfflineCard } from '../offline/talk.ts';
import { guardAfter, isLocked, pinTries, waitMs, wrongsOf, type Guard, type GuardEntry } from './guard.ts';

/**
 * `always`: before the card is looked up; `when-asked`: unless the library system says that none is needed; `beyond-limit`:
 * not before a card has so many loans; `never`.
 */
export type PinPolicy = 'always' | 'when-asked' | 'beyond-limit' | 'never';

/** The wrong passwords so far, and the station's clock now. */
export type Watch = { readonly guard: Guard; readonly nowMs: number };

export type Identify = {
  readonly session: number;
  readonly tickets: number;
  readonly policy: PinPolicy;
  readonly state: IdentifyState;
};

type IdentifyState =
  | { readonly at: 'card'; readonly wrong: CardProblem | null }
  | { readonly at: 'asking-card'; readonly ticket: Ticket; readonly card: string }
  | PinAt
  | { readonly at: 'asking-pin'; readonly ticket: Ticket; readonly card: string; readonly pin: string }
  | ({ readonly at: 'known' } & Who)
  /** The library system is away: the card is one of this library's, and nothing is known against it. */
  | { readonly at: 'by-card'; readonly card: string }
  | {
      readonly at: 'turned-away';
      readonly because: PatronBlock;
      readonly fee: Fee | null;
      readonly card: string;
      /** The library system's own words to the patron, where the library lets them through. */
      readonly messages: readonly string[];
      /** Who it is, for what a block does not forbid; null where that is not sure. */
      readonly who: Who | null;
    };

/** `wrong`: the last one was. `waits`: seconds until the next one is taken; 0 for now. */
type PinAt = {
  readonly at: 'pin';
  readonly card: string;
  readonly wrong: boolean;
  readonly triesLeft: number;
  readonly waits: number;
};

/** A patron, the password that proved it (in memory only), and whether the library system said that it is them. */
export type Who = { readonly patron: Patron; readonly pin: string | null; readonly verified: boolean };

export const beginIdentify = (session: number, policy: PinPolicy): Identify => ({
  session,
  tickets: 0,
  policy,
  state: { at: 'card', wrong: null },
});

/** A card's number was given, by whatever way. */
export const showCard = (identify: Identify, card: string, watch: Watch): Step<Identify> => {
  if (identify.state.at !== 'card') return stay(identify);
  if (isLocked(watch.guard, card, watch.nowMs)) return stay(refuseCard(identify, 'locked'));
  if (identify.policy === 'always') return askPin(identify, card, false, watch);
  const ticket = ticketOf(identify);
  return go(
    { ...identify, tickets: identify.tickets + 1, state: { at: 'asking-card', ticket, card } },
    { kind: 'ask-patron', ticket, card, pin: null },
  );
};

/** The same while the library system is away: the station's own rules say whether the card may borrow. */
export const showCardOffline = (identify: Identify, card: string, watch: Watch): Step<Identify> => {
  if (identify.state.at !== 'card') return stay(identify);
  if (isLocked(watch.guard, card, watch.nowMs)) return stay(refuseCard(identify, 'locked'));
  const ticket = ticketOf(identify);
  return go(
    { ...identify, tickets: identify.tickets + 1, state: { at: 'asking-card', ticket, card } },
    { kind: 'ask-offline-card', ticket, card },
  );
};

/** The password of this card; not before the wrong ones so far were waited for. */
const askPin = (identify: Identify, card: string, wrong: boolean, { guard, nowMs }: Watch): Step<Identify> => {
  const triesLeft = pinTries - wrongsOf(guard, card, nowMs);
  const waits = Math.ceil(waitMs(guard, card, nowMs) / 1000);
  const now: Identify = { ...identify, state: { at: 'pin', card, wrong, triesLeft, waits } };
  return waits === 0 ? stay(now) : go(now, { kind: 'set-timer', timer: 'pin-wait', afterMs: 1000 });
};

/** The card cannot be taken, for a reason known without asking. */
export const refuseCard = (identify: Identify, wrong: CardProblem): Identify => ({
  ...identify,
  state: { at: 'card', wrong },
});

export const stepIdentify = (identify: Identify, event: Event, watch: Watch): Step<Identify> => {
  const { state } = identify;
  switch (event.kind) {
    case 'patron-answered':
      if (state.at === 'asking-card' && event.ticket === state.ticket)
        return cardAnswered(identify, event.answer, watch);
      if (state.at === 'asking-pin' && event.ticket === state.ticket)
        return pinAnswered(identify, state, event.answer, watch);
      return stay(identify);
    case 'offline-card-answered':
      return state.at === 'asking-card' && event.ticket === state.ticket
        ? cardAnsweredOffline(identify, state.card, event.answer)
        : stay(identify);
    case 'time-up': {
      if (event.timer !== 'pin-wait' || state.at !== 'pin' || state.waits === 0) return stay(identify);
      const waits = state.waits - 1;
      const now: Identify = { ...identify, state: { ...state, waits } };
      return waits === 0 ? stay(now) : go(now, { kind: 'set-timer', timer: 'pin-wait', afterMs: 1000 });
    }
    case 'pressed': {
      if (event.press.kind === 'type-card') return showCard(identify, event.press.number.trim(), watch);
      if (event.press.kind !== 'type-pin' || state.at !== 'pin' || state.waits > 0) return stay(identify);
      const { card } = state;
      // Another place of this station may have locked it meanwhile.
      if (isLocked(watch.guard, card, watch.nowMs)) return at(identify, locked(card));
      const ticket = ticketOf(identify);
      const { pin } = event.press;
      return go(
        { ...identify, tickets: identify.tickets + 1, state: { at: 'asking-pin', card, ticket, pin } },
        { kind: 'ask-patron', ticket, card, pin },
      );
    }
    default:
      return stay(identify);
  }
};

const locked = (card: string): IdentifyState => ({
  at: 'turned-away',
  because: 'pin-tries-used',
  fee: null,
  card,
  messages: [],
  who: null,
});

const ticketOf = (identify: Identify): Ticket => `${identify.session}-who-${identify.tickets + 1}`;

const at = (identify: Identify, state: IdentifyState): Step<Identify> => stay({ ...identify, state });

const cardAnsweredOffline = (identify: Identify, card: string, answer: OfflineCard): Step<Identify> => {
  switch (answer.kind) {
    case 'welcome':
      return at(identify, { at: 'by-card', card });
    case 'not-taken':
      return at(identify, { at: 'card', wrong: answer.because });
    case 'turned-away':
      return at(identify, { at: 'turned-away', because: answer.because, fee: null, card, messages: [], who: null });
  }
};

const cardAnswered = (identify: Identify, answer: PatronAnswer, watch: Watch): Step<Identify> => {
  switch (answer.kind) {
    case 'unknown-card':
      return at(identify, { at: 'card', wrong: 'unknown-card' });
    case 'silent':
      return at(identify, { at: 'card', wrong: 'acs-silent' });
    case 'known':
      // Nothing of the record is kept until the password was right: a real Koha sends it all the same.
      if (isLocked(watch.guard, answer.patron.number, watch.nowMs)) return stay(refuseCard(identify, 'locked'));
      if (!answer.verified && identify.policy === 'when-asked')
        return askPin(identify, answer.patron.number, false, watch);
      return welcome(identify, { patron: answer.patron, pin: null, verified: answer.verified });
  }
};

const pinAnswered = (
  identify: Identify,
  { pin }: { readonly pin: string },
  answer: PatronAnswer,
  watch: Watch,
): Step<Identify> => {
  const { session } = identify;
  switch (answer.kind) {
    case 'unknown-card':
      return at(identify, { at: 'card', wrong: 'unknown-card' });
    case 'silent':
      return at(identify, { at: 'card', wrong: 'acs-silent' });
    case 'known': {
      // By the number that the library system knows: a card that is spelled another way is not another card.
      const card = answer.patron.number;
      const before = wrongsOf(watch.guard, card, watch.nowMs);
      if (before >= pinTries) return at(identify, locked(card));
      if (answer.verified) {
        const known = welcome(identify, { patron: answer.patron, pin, verified: true });
        return before === 0 ? known : go(known.state, record({ kind: 'password-right', session, patron: card }));
      }
      const entry: GuardEntry = { kind: 'password-wrong', session, patron: card, tries: before + 1 };
      const guard = guardAfter(watch.guard, entry, { nowMs: watch.nowMs, isHere: true });
      const next =
        before + 1 >= pinTries ? at(identify, locked(card)) : askPin(identify, card, true, { ...watch, guard });
      return go(next.state, record(entry), ...next.effects);
    }
  }
};

const welcome = (identify: Identify, who: Who): Step<Identify> => {
  const { patron } = who;
  return patron.block === null
    ? at(identify, { at: 'known', ...who })
    : at(identify, {
        at: 'turned-away',
        because: patron.block,
        fee: patron.fee,
        card: patron.number,
        // A lost card is not in its owner's hand.
        messages: patron.block === 'card-lost' ? [] : patron.messages,
        who: patron.block === 'card-lost' ? null : who,
      });
};
