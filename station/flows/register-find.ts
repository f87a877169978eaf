// A patron who is here already: looked for by card, telephone, mail or paper, and their card replaced, blocked, prolonged, given a
// password. Pure; what is made of a replaced card is register-made.ts's.
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { ChangeName, FormProblem, Refusal } from '../../contract/register-view.ts';
import type { IdentityCard } from '../../drivers/barcode/identity-card.ts';
import { daySaid, monthsOn, readDay } from '../days.ts';
import type { Effect, Event } from '../flow.ts';
import type { Ticket } from '../library.ts';
import { splitName } from '../registry/names.ts';
import type { Alike, Change, Known, Person } from '../registry/registry.ts';
import type { Begun, CardChangeAnswer, RegisterRules } from '../register-talk.ts';
import { emptyDraft, givesNumber, isChild } from './register-form.ts';
import {
  begin,
  layTag,
  pinCame,
  print,
  setPin,
  stepMade,
  type Made,
  type MadeStep,
  type Pin,
} from './register-made.ts';
import { cardProblem } from './register-read.ts';
import type { NewGround } from './register-state.ts';

export type FindCard =
  | { readonly at: 'search'; readonly ticket: Ticket | null; readonly problem: 'nobody' | 'silent' | null }
  | { readonly at: 'several'; readonly patrons: readonly Alike[] }
  | Opened
  | { readonly at: 'made'; readonly made: Made };

type Opened = {
  readonly at: 'patron';
  readonly known: Known;
  /** `holds`: the number that is about to take the place of another, where the station gave it. */
  readonly busy: { readonly change: ChangeName; readonly ticket: Ticket; readonly holds: Begun | null } | null;
  readonly came: Came | null;
  readonly untilWrong: FormProblem | null;
  readonly pin: Pin | null;
  readonly replacing: { readonly number: string; readonly wrong: FormProblem | null } | null;
};

export type Came =
  | { readonly kind: 'changed' | 'silent' | 'unknown'; readonly change: ChangeName }
  | { readonly kind: 'refused'; readonly change: ChangeName; readonly refusal: Refusal };

/** `returns`: a number that was to take the place of another, and that nobody has after all. */
export type FindStep = {
  readonly state: FindCard;
  readonly effects: readonly Effect[];
  readonly returns: Begun | null;
};
const to = (state: FindCard, ...effects: readonly Effect[]): FindStep => ({ state, effects, returns: null });

/** What is about to take the place of another card, and no form may begin with. */
export const heldByFind = (state: FindCard): Begun | null =>
  state.at === 'patron' ? (state.busy?.holds ?? null) : null;

export const emptySearch: FindCard = { at: 'search', ticket: null, problem: null };

export const stepFind = (ground: NewGround, state: FindCard, event: Event): FindStep => {
  if (event.kind === 'acted') return acted(ground, state, event.act);
  const shown = cardShown(event);
  if (state.at === 'patron' && state.busy !== null && shown !== null) return to(state);
  if (state.at === 'patron' && state.replacing !== null && shown !== null && !givesNumber(ground.rules))
    return to({ ...state, replacing: { number: shown, wrong: null } });
  if (state.at !== 'made' && shown !== null) return look(ground, state, personOfText(shown));
  if (event.kind === 'scanned' && event.scan.kind === 'identity-card' && event.scan.card !== null)
    return isFree(state) ? look(ground, state, personOfPaper(ground, event.scan.card)) : to(state);
  switch (state.at) {
    case 'search':
      if (event.kind !== 'alike-answered' || event.ticket !== state.ticket) return to(state);
      return found(ground, event);
    case 'patron':
      return event.kind === 'card-change-answered' ? answered(ground, state, event) : to(state);
    case 'made': {
      const { made, effects } = stepMade(ground, state.made, event);
      return to({ at: 'made', made }, ...effects);
    }
    case 'several':
      return to(state);
  }
};

/** Nothing is under way that somebody else's paper would hide. */
const isFree = (state: FindCard): boolean =>
  state.at === 'patron' ? state.busy === null && state.replacing === null && state.pin?.at !== 'asking' : true;

const cardShown = (event: Event): string | null => {
  if (event.kind === 'scanned' && event.scan.kind === 'number') return event.scan.number;
  return event.kind === 'tag-read' && event.thing.kind === 'patron-card' ? event.thing.number : null;
};

const nobody: Pick<Person, 'name' | 'born' | 'phone' | 'email'> = {
  name: { family: '', middle: '', given: '' },
  born: null,
  phone: null,
  email: null,
};

/** What somebody typed or scanned: it may be a card's number, a telephone's, or an address of mail. */
const personOfText = (text: string): Person => ({
  ...nobody,
  card: text,
  phone: /^\+?[\d .()-]{7,20}$/.test(text) ? text : null,
  email: text.includes('@') ? text : null,
});

/** By name and day of birth; nobody's card is numbered like this question. */
const personOfPaper = ({ ticket }: NewGround, paper: IdentityCard): Person => ({
  ...nobody,
  card: ticket,
  name: splitName(paper.name ?? ''),
  born: paper.name === null ? null : paper.born,
});

const look = ({ ticket }: NewGround, state: FindCard, person: Person): FindStep => {
  if (state.at === 'search' && state.ticket !== null) return to(state);
  return to({ at: 'search', ticket, problem: null }, { kind: 'ask-alike', ticket, person, form: null });
};

const found = ({ rules }: NewGround, { patrons, isWhole }: Extract<Event, { kind: 'alike-answered' }>): FindStep => {
  const [only, ...others] = patrons;
  if (only === undefined) {
    const isSilent = !isWhole && rules.capabilities.looksAt === 'all-patrons';
    return to({ at: 'search', ticket: null, problem: isSilent ? 'silent' : 'nobody' });
  }
  return to(others.length === 0 ? opened(rules, only.patron) : { at: 'several', patrons });
};

export const opened = ({ settings, capabilities }: RegisterRules, known: Known): Opened => ({
  at: 'patron',
  known,
  busy: null,
  came: null,
  untilWrong: null,
  pin: settings.pinDigits === 0 || !capabilities.changes.includes('pin') ? null : { at: 'open' },
  replacing: null,
});

/** What of it makes sense for this patron; nothing for one who waits here and whom the library system has not. */
export const mayDo = ({ capabilities }: RegisterRules, known: Known, isHere: boolean): readonly ChangeName[] => {
  if (known.card === null || isHere) return [];
  return capabilities.changes.filter((change) => {
    if (change === 'unblock') return known.isBlocked;
    return change === 'block' || change === 'lost' ? !known.isBlocked : true;
  });
};

/** `dd/mm/yyyy`: so long as a new card is good for, from the end of this one or from now. */
export const proposedEnd = ({ settings }: RegisterRules, known: Known, today: string): string =>
  daySaid(monthsOn(known.expiry !== null && known.expiry > today ? known.expiry : today, settings.months ?? 12));

const acted = (ground: NewGround, state: FindCard, act: DeskAct): FindStep => {
  switch (act.kind) {
    case 'find-patron':
      return isFree(state) ? look(ground, state, personOfText(act.text)) : to(state);
    case 'choose-patron': {
      const chosen = state.at === 'several' ? state.patrons.find(({ patron }) => patron.key === act.key) : undefined;
      return to(chosen === undefined ? state : opened(ground.rules, chosen.patron));
    }
    case 'leave-patron':
    case 'next-card':
      return isFree(state) ? to(emptySearch) : to(state);
    default:
  }
  if (state.at === 'patron') return actedOn(ground, state, act);
  if (state.at !== 'made') return to(state);
  const ofMade = ({ made, effects }: MadeStep): FindStep => to({ at: 'made', made }, ...effects);
  switch (act.kind) {
    case 'set-card-pin':
      return ofMade(setPin(ground, state.made, act.pin, act.again));
    case 'print-card-slip':
      return ofMade(print(ground, state.made));
    case 'write-card-tag':
      return ofMade(layTag(ground, state.made));
    default:
      return to(state);
  }
};

const actedOn = (ground: NewGround, state: Opened, act: DeskAct): FindStep => {
  const { rules, today, begun } = ground;
  const { replacing } = state;
  switch (act.kind) {
    case 'change-card':
      return ask(ground, state, { kind: act.change });
    case 'extend-card': {
      const until = readDay(act.until);
      const untilWrong = until.kind !== 'day' ? until.kind : until.day <= today ? 'past' : null;
      if (until.kind !== 'day' || untilWrong !== null) return to({ ...state, untilWrong });
      return ask(ground, { ...state, untilWrong: null }, { kind: 'extend', expiry: until.day });
    }
    case 'set-card-pin': {
      if (state.pin === null || state.busy !== null) return to(state);
      if (act.pin !== act.again) return to({ ...state, pin: { at: 'not-the-same' } });
      if (act.pin.length < rules.settings.pinDigits) return to({ ...state, pin: { at: 'too-short' } });
      return ask(ground, state, { kind: 'pin', pin: act.pin });
    }
    case 'replace-card':
      return to(state.busy === null ? { ...state, came: null, replacing: { number: '', wrong: null } } : state);
    case 'do-not-replace':
      // Once it is asked for it may be done: the new card's sheet is waited for.
      return to(state.busy === null ? { ...state, replacing: null } : state);
    case 'replace-with': {
      if (replacing === null || (givesNumber(rules) && begun === null)) return to(state);
      const number = givesNumber(rules) ? (begun?.card ?? '') : act.number;
      const wrong =
        givesNumber(rules) && begun !== null && begun.wrong !== null ? begun.wrong : cardProblem(rules, number);
      if (wrong !== null) return to({ ...state, replacing: { number, wrong } });
      return ask(ground, { ...state, replacing: { number, wrong: null } }, { kind: 'replace', card: number });
    }
    default:
      return to(state);
  }
};

const ask = ({ ticket, session, staff, rules, begun }: NewGround, state: Opened, change: Change): FindStep => {
  const { card } = state.known;
  if (card === null || state.busy !== null || !rules.capabilities.changes.includes(change.kind)) return to(state);
  const pin: Pin | null = change.kind === 'pin' ? { at: 'asking', ticket } : state.pin;
  const holds = change.kind === 'replace' && givesNumber(rules) ? begun : null;
  return to(
    { ...state, came: null, pin, busy: { change: change.kind, ticket, holds } },
    {
      kind: 'ask-card-change',
      ticket,
      card,
      change,
      notes: [{ kind: 'card-handled', session, staff, patron: card, change: change.kind }],
    },
  );
};

const answered = (
  ground: NewGround,
  state: Opened,
  event: Extract<Event, { kind: 'card-change-answered' }>,
): FindStep => {
  const { busy, replacing } = state;
  if (busy === null || busy.ticket !== event.ticket) return to(state);
  const { answer } = event;
  const { change } = busy;
  const pin = change === 'pin' ? pinCame(event) : state.pin;
  const still: Opened = { ...state, busy: null, pin, came: cameOf(change, answer) };
  if (answer.kind !== 'changed') {
    const isTaken = change === 'replace' && answer.kind === 'refused' && answer.because === 'card-taken';
    const next: Opened = isTaken ? { ...still, replacing: { number: replacing?.number ?? '', wrong: 'taken' } } : still;
    // Where it may have been given to them it is nobody's next one.
    return { ...to(next), returns: isTaken || answer.kind === 'unknown' ? null : busy.holds };
  }
  if (change !== 'replace' || replacing === null) return to({ ...still, known: answer.patron });
  const { name, expiry, category, born, isBlocked } = answer.patron;
  const values = {
    ...emptyDraft.values,
    category: category ?? '',
    born: born === null ? '' : daySaid(born),
  };
  const { made, effects } = begin(ground, {
    card: answer.patron.card ?? replacing.number,
    name,
    expiry,
    deposit: null,
    unlooked: false,
    isBlocked,
    isChild: isChild(ground.rules, values, ground.today),
    outcome: 'replaced',
  });
  return to({ at: 'made', made }, ...effects);
};

const cameOf = (change: ChangeName, answer: CardChangeAnswer): Came => {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'refused', change, refusal: { because: answer.because, says: answer.says } };
    case 'not-kept':
      return { kind: 'refused', change, refusal: { because: 'not-kept', says: null } };
    default:
      return { kind: answer.kind, change };
  }
};
