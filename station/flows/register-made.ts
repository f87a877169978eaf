// A card that was just made, or that took the place of another: its slip, its tag, its patron password, and whether the card in the
// hand is the one on the screen. Pure.
import type { MadeView, PinView, Refusal, TagFailure, TagView } from '../../contract/register-view.ts';
import type { Fee } from '../../contract/terms.ts';
import type { Effect, Event } from '../flow.ts';
import type { Ticket } from '../library.ts';
import type { Lying } from '../modes/around.ts';
import type { Day } from '../registry/registry.ts';
import type { CardSlip, RegisterRules } from '../register-talk.ts';

/** What a step of this room may look at besides its own state. `ticket`: of this step alone. */
export type Ground = {
  readonly rules: RegisterRules;
  readonly session: number;
  readonly ticket: Ticket;
  readonly staff: string;
  readonly today: Day;
  readonly pad: readonly Lying[];
};

export type Pin =
  | { readonly at: 'open' | 'set' | 'later' | 'silent' }
  | { readonly at: 'not-the-same' | 'too-short' }
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'refused'; readonly refusal: Refusal };

export type TagState =
  | { readonly at: 'wait' | 'several' | 'not-blank' | 'written' }
  | { readonly at: 'writing'; readonly ticket: Ticket }
  | { readonly at: 'failed'; readonly why: TagFailure };

export type Made = {
  readonly card: string;
  readonly name: string;
  readonly expiry: Day | null;
  readonly isChild: boolean;
  readonly outcome: MadeView['outcome'];
  readonly unlooked: boolean;
  /** The library system lends nothing on it all the same. */
  readonly isBlocked: boolean;
  readonly deposit: Fee | null;
  readonly slip: { readonly at: MadeView['slip']; readonly ticket: Ticket | null };
  readonly pin: Pin | null;
  readonly tag: TagState | null;
  readonly readBack: MadeView['readBack'];
};
export type MadeStep = { readonly made: Made; readonly effects: readonly Effect[] };

type Facts = Pick<Made, 'card' | 'name' | 'expiry' | 'isChild' | 'outcome' | 'unlooked' | 'isBlocked' | 'deposit'>;

/** The card is there: its slip goes to the printer, its tag is written where a blank one lies there already. */
export const begin = (ground: Ground, facts: Facts): MadeStep => {
  const { rules } = ground;
  const { slip } = rules.settings;
  const made: Made = {
    ...facts,
    slip: { at: slip === 'none' || !rules.hasPrinter ? 'off' : 'ready', ticket: null },
    pin: pinAtFirst(rules, facts.outcome),
    tag: rules.card === 'tag' ? (rules.hasPad ? { at: 'wait' } : { at: 'failed', why: 'trouble' }) : null,
    readBack: null,
  };
  const printed = slip === 'print' ? print(ground, made) : { made, effects: [] };
  const tagged = layTag(ground, printed.made);
  return { made: tagged.made, effects: [...printed.effects, ...tagged.effects] };
};

const pinAtFirst = ({ settings, capabilities }: RegisterRules, outcome: Made['outcome']): Pin | null => {
  if (settings.pinDigits === 0 || !capabilities.changes.includes('pin')) return null;
  return { at: outcome === 'registered' || outcome === 'replaced' ? 'open' : 'later' };
};

export const print = ({ ticket }: Ground, made: Made): MadeStep => {
  const { card, name, expiry, outcome, deposit } = made;
  if (made.slip.at === 'off' || made.slip.at === 'printing') return { made, effects: [] };
  const slip: CardSlip = { card, name, expiry, outcome, deposit };
  return {
    made: { ...made, slip: { at: 'printing', ticket } },
    effects: [{ kind: 'print-card-slip', ticket, slip }],
  };
};

/** Starts where exactly one card that says nothing yet lies on the pad. */
export const layTag = (ground: Ground, made: Made): MadeStep => {
  const { rules, pad, ticket, staff, session } = ground;
  const { tag } = made;
  if (tag === null || tag.at === 'writing' || tag.at === 'written') return { made, effects: [] };
  // What was seen and not read yet lies there, too.
  const [only] = pad;
  if (only?.thing?.kind !== 'blank' || pad.length > 1) {
    const isRead = only !== undefined && only.thing !== null;
    const at = pad.length > 1 ? 'several' : isRead ? 'not-blank' : tag.at === 'failed' ? null : 'wait';
    return { made: at === null ? made : { ...made, tag: { at } }, effects: [] };
  }
  return {
    made: { ...made, tag: { at: 'writing', ticket } },
    effects: [
      {
        kind: 'write-card-tag',
        ticket,
        uid: only.uid,
        card: made.card,
        isChild: made.isChild,
        owner: rules.owner,
        format: rules.settings.tagFormat,
        asked: { kind: 'card-tag-asked', session, staff, patron: made.card },
        written: { kind: 'card-tag-written', session, patron: made.card },
      },
    ],
  };
};

export const setPin = ({ rules, ticket, staff, session }: Ground, made: Made, pin: string, again: string): MadeStep => {
  const become = (next: Pin, ...effects: readonly Effect[]): MadeStep => ({ made: { ...made, pin: next }, effects });
  if (made.pin === null || made.pin.at === 'asking' || made.pin.at === 'later') return { made, effects: [] };
  if (pin !== again) return become({ at: 'not-the-same' });
  if (pin.length < rules.settings.pinDigits) return become({ at: 'too-short' });
  return become(
    { at: 'asking', ticket },
    {
      kind: 'ask-card-change',
      ticket,
      card: made.card,
      change: { kind: 'pin', pin },
      notes: [{ kind: 'card-handled', session, staff, patron: made.card, change: 'pin' }],
    },
  );
};

/** What came of a password that was asked to be set. */
export const pinCame = ({ answer }: Extract<Event, { kind: 'card-change-answered' }>): Pin => {
  switch (answer.kind) {
    case 'changed':
      return { at: 'set' };
    case 'refused':
      return { at: 'refused', refusal: { because: answer.because, says: answer.says } };
    case 'not-kept':
      return { at: 'refused', refusal: { because: 'not-kept', says: null } };
    case 'silent':
    case 'unknown':
      return { at: 'silent' };
  }
};

const slipCame = ({ outcome }: Extract<Event, { kind: 'card-slip-printed' }>): MadeView['slip'] =>
  outcome.kind === 'printed' ? 'printed' : outcome.kind;

/** Answers, tags and cards that are shown; what staff press stands with the sheet. */
export const stepMade = (ground: Ground, made: Made, event: Event): MadeStep => {
  const become = (next: Partial<Made>, ...effects: readonly Effect[]): MadeStep => ({
    made: { ...made, ...next },
    effects,
  });
  switch (event.kind) {
    case 'card-slip-printed':
      return event.ticket === made.slip.ticket ? become({ slip: { at: slipCame(event), ticket: null } }) : become({});
    case 'card-change-answered':
      return made.pin?.at === 'asking' && made.pin.ticket === event.ticket
        ? become({ pin: pinCame(event) })
        : become({});
    case 'card-tag-written': {
      if (made.tag?.at !== 'writing' || made.tag.ticket !== event.ticket) return become({});
      const { outcome } = event;
      if (outcome.kind === 'written') return become({ tag: { at: 'written' }, readBack: 'right' });
      if (outcome.kind === 'gone') return become({ tag: { at: 'wait' } });
      if (outcome.kind === 'not-blank') return become({ tag: { at: 'not-blank' } });
      return become({ tag: { at: 'failed', why: outcome.kind === 'failed' ? outcome.why : 'half' } });
    }
    case 'tag-read':
    case 'tag-gone': {
      const shown = event.kind === 'tag-read' && event.thing.kind === 'patron-card' ? event.thing.number : null;
      // Its own tag, which the pad reads again behind each write.
      if (shown !== null && shown === made.card) return become({ readBack: 'right' });
      if (shown !== null && made.tag === null) return become({ readBack: 'other' });
      return made.tag?.at === 'failed' && event.kind === 'tag-read' ? become({}) : layTag(ground, made);
    }
    case 'scanned':
      return event.scan.kind === 'number'
        ? become({ readBack: event.scan.number === made.card ? 'right' : 'other' })
        : become({});
    default:
      return become({});
  }
};

export const pinView = (rules: RegisterRules, pin: Pin | null): PinView | null => {
  if (pin === null) return null;
  const digits = rules.settings.pinDigits;
  return pin.at === 'refused' ? { ...pin, digits } : { at: pin.at, digits };
};

const tagView = (tag: TagState): TagView => ({ at: tag.at, why: tag.at === 'failed' ? tag.why : null });

export const madeView = (rules: RegisterRules, made: Made): MadeView => {
  const { card, name, expiry, outcome, unlooked, isBlocked, readBack } = made;
  return {
    card,
    name,
    expiry,
    outcome,
    unlooked,
    isBlocked,
    readBack,
    slip: made.slip.at,
    pin: pinView(rules, made.pin),
    tag: made.tag === null ? null : tagView(made.tag),
  };
};
