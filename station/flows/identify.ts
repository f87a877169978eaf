// Who is it? A card scanned, tapped or typed, and a password where the library asks for one. Pure.
import type { CardProblem, PatronBlock, Fee } from '../../contract/view.ts';
import { go, record, stay, type Event, type Step } from '../flow.ts';
import type { Patron, PatronAnswer, Ticket } from '../library.ts';

/** `always`: before the card is looked up; `when-asked`: unless the library system says that none is needed; `never`. */
export type PinPolicy = 'always' | 'when-asked' | 'never';

/** Wrong passwords after which a card is turned away and locked at this station for a while. */
export const pinTries = 3;

export type Identify = {
  readonly session: number;
  readonly tickets: number;
  readonly policy: PinPolicy;
  readonly state: IdentifyState;
};

type IdentifyState =
  | { readonly at: 'card'; readonly wrong: CardProblem | null }
  | { readonly at: 'asking-card'; readonly ticket: Ticket; readonly card: string }
  | { readonly at: 'pin'; readonly card: string; readonly wrong: number }
  | {
      readonly at: 'asking-pin';
      readonly ticket: Ticket;
      readonly card: string;
      readonly pin: string;
      readonly wrong: number;
    }
  | { readonly at: 'known'; readonly patron: Patron; readonly pin: string | null }
  | {
      readonly at: 'turned-away';
      readonly because: PatronBlock;
      readonly fee: Fee | null;
      readonly card: string;
      /** Who it is, for what a block does not forbid; null where that is not sure. */
      readonly who: Who | null;
    };

/** A patron who is sure, and the password that proved it (in memory only). */
export type Who = { readonly patron: Patron; readonly pin: string | null };

export const beginIdentify = (session: number, policy: PinPolicy): Identify => ({
  session,
  tickets: 0,
  policy,
  state: { at: 'card', wrong: null },
});

/** A card's number was given, by whatever way. */
export const showCard = (identify: Identify, card: string): Step<Identify> => {
  if (identify.state.at !== 'card') return stay(identify);
  if (identify.policy === 'always') return stay({ ...identify, state: { at: 'pin', card, wrong: 0 } });
  const ticket = ticketOf(identify);
  return go(
    { ...identify, tickets: identify.tickets + 1, state: { at: 'asking-card', ticket, card } },
    { kind: 'ask-patron', ticket, card, pin: null },
  );
};

/** The card cannot be taken, for a reason known without asking. */
export const refuseCard = (identify: Identify, wrong: CardProblem): Identify => ({
  ...identify,
  state: { at: 'card', wrong },
});

export const stepIdentify = (identify: Identify, event: Event): Step<Identify> => {
  const { state } = identify;
  switch (event.kind) {
    case 'patron-answered':
      if (state.at === 'asking-card' && event.ticket === state.ticket)
        return cardAnswered(identify, state.card, event.answer);
      if (state.at === 'asking-pin' && event.ticket === state.ticket) return pinAnswered(identify, state, event.answer);
      return stay(identify);
    case 'pressed': {
      if (event.press.kind === 'type-card') return showCard(identify, event.press.number.trim());
      if (event.press.kind !== 'type-pin' || state.at !== 'pin') return stay(identify);
      const ticket = ticketOf(identify);
      const { pin } = event.press;
      return go(
        { ...identify, tickets: identify.tickets + 1, state: { ...state, at: 'asking-pin', ticket, pin } },
        { kind: 'ask-patron', ticket, card: state.card, pin },
      );
    }
    default:
      return stay(identify);
  }
};

const ticketOf = (identify: Identify): Ticket => `${identify.session}-who-${identify.tickets + 1}`;

const at = (identify: Identify, state: IdentifyState): Step<Identify> => stay({ ...identify, state });

const cardAnswered = (identify: Identify, card: string, answer: PatronAnswer): Step<Identify> => {
  switch (answer.kind) {
    case 'unknown-card':
      return at(identify, { at: 'card', wrong: 'unknown-card' });
    case 'silent':
      return at(identify, { at: 'card', wrong: 'acs-silent' });
    case 'known':
      // Nothing of the record is kept until the password was right: a real Koha sends it all the same.
      if (!answer.verified && identify.policy !== 'never') return at(identify, { at: 'pin', card, wrong: 0 });
      return welcome(identify, answer.patron, null);
  }
};

const pinAnswered = (
  identify: Identify,
  asked: { readonly card: string; readonly pin: string; readonly wrong: number },
  answer: PatronAnswer,
): Step<Identify> => {
  switch (answer.kind) {
    case 'unknown-card':
      return at(identify, { at: 'card', wrong: 'unknown-card' });
    case 'silent':
      return at(identify, { at: 'card', wrong: 'acs-silent' });
    case 'known': {
      if (answer.verified) return welcome(identify, answer.patron, asked.pin);
      const wrong = asked.wrong + 1;
      const entry = record({ kind: 'password-wrong', session: identify.session, patron: asked.card, tries: wrong });
      const state: IdentifyState =
        wrong >= pinTries
          ? { at: 'turned-away', because: 'pin-tries-used', fee: null, card: asked.card, who: null }
          : { at: 'pin', card: asked.card, wrong };
      return go({ ...identify, state }, entry);
    }
  }
};

const welcome = (identify: Identify, patron: Patron, pin: string | null): Step<Identify> =>
  patron.block === null
    ? at(identify, { at: 'known', patron, pin })
    : at(identify, {
        at: 'turned-away',
        because: patron.block,
        fee: patron.fee,
        card: patron.number,
        // A lost card is not in its owner's hand.
        who: patron.block === 'card-lost' ? null : { patron, pin },
      });
