// A new card: a form, a look for doubles, the registration, the card. Pure: state and event in, state and effects out; what was
// made is register-made.ts's, what a form says register-form.ts's.
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { FormProblem, FormTick, FormField, Refusal } from '../../contract/register-view.ts';
import type { IdentityCard } from '../../drivers/barcode/identity-card.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { Ticket } from '../library.ts';
import { spokenName } from '../registry/names.ts';
import type { Alike, Lists, Registration } from '../registry/registry.ts';
import type { Begun, RegistrationAnswer } from '../register-talk.ts';
import {
  cardProblem,
  depositOf,
  draftOfPaper,
  emptyDraft,
  filled,
  givesNumber,
  personOf,
  readDraft,
  ticked,
  type Draft,
} from './register-form.ts';
import { begin, layTag, print, setPin, stepMade, type Ground, type Made, type MadeStep } from './register-made.ts';

/** Read from a form, and about to be registered. */
type Reading = { readonly draft: Draft; readonly registration: Registration; readonly child: boolean };

export type NewCard =
  | {
      readonly at: 'form';
      readonly draft: Draft;
      readonly refusal: Refusal | null;
      /** Scanned over what a hand has written. */
      readonly scanned: IdentityCard | null;
    }
  | ({ readonly at: 'looking'; readonly ticket: Ticket } & Reading)
  | ({ readonly at: 'alike'; readonly patrons: readonly Alike[] } & Reading)
  | ({ readonly at: 'registering'; readonly ticket: Ticket; readonly unlooked: boolean } & Reading)
  /** One who is here already gets the new number. */
  | ({ readonly at: 'replacing'; readonly ticket: Ticket; readonly known: Alike } & Reading)
  | { readonly at: 'made'; readonly made: Made };

/** What a new card may look at besides; `begun` is null while the form has no key. */
export type NewGround = Ground & {
  readonly begun: Begun | null;
  readonly lists: Lists | null;
  /** Keys of those who wait here: the library system has not got them yet. */
  readonly waiting: readonly string[];
};

/** `next`: this form is over, and the next one begins as somebody else's. */
export type NewStep = {
  readonly state: NewCard;
  readonly effects: readonly Effect[];
  readonly next: boolean;
};

export const emptyForm: NewCard = { at: 'form', draft: emptyDraft, refusal: null, scanned: null };
export const formOf = (draft: Draft): NewCard => ({ at: 'form', draft, refusal: null, scanned: null });

const to = (state: NewCard, ...effects: readonly Effect[]): NewStep => ({ state, effects, next: false });
const anew = (state: NewCard): NewStep => ({ state, effects: [], next: true });

export const stepNewCard = (ground: NewGround, state: NewCard, event: Event): NewStep => {
  if (event.kind === 'acted') return acted(ground, state, event.act);
  switch (state.at) {
    case 'form':
      return stepForm(ground, state, event);
    case 'looking':
      if (event.kind !== 'alike-answered' || event.ticket !== state.ticket) return to(state);
      return looked(ground, state, event);
    case 'registering':
      if (event.kind !== 'registration-answered' || event.ticket !== state.ticket) return to(state);
      return registered(ground, state, event.answer);
    case 'replacing':
      if (event.kind !== 'card-change-answered' || event.ticket !== state.ticket) return to(state);
      return replaced(ground, state, event.answer);
    case 'made':
      // The next person's paper is the next card's: nobody need press for it, once nothing of this one is under way.
      if (event.kind === 'scanned' && event.scan.kind === 'identity-card' && event.scan.card !== null)
        return isOver(state.made) ? anew(formOf(draftOfPaper(ground.rules, event.scan.card))) : to(state);
      return ofMade(stepMade(ground, state.made, event));
    case 'alike':
      return to(state);
  }
};

const isOver = ({ pin, tag }: Made): boolean => pin?.at !== 'asking' && (tag === null || tag.at === 'written');
const ofMade = ({ made, effects }: MadeStep): NewStep => to({ at: 'made', made }, ...effects);

const acted = (ground: NewGround, state: NewCard, act: DeskAct): NewStep => {
  switch (act.kind) {
    case 'fill-card-form':
      return state.at === 'form' ? to(fillIn(state, act.field, act.value)) : to(state);
    case 'tick-card-form':
      return state.at === 'form' ? to(tickIn(state, act.what, act.on)) : to(state);
    case 'clear-card-form':
      return state.at === 'form' || state.at === 'alike' ? anew(emptyForm) : to(state);
    case 'take-scanned':
      if (state.at !== 'form' || state.scanned === null) return to(state);
      return act.take ? anew(formOf(draftOfPaper(ground.rules, state.scanned))) : to({ ...state, scanned: null });
    case 'make-card':
      return state.at === 'form' ? makeCard(ground, state.draft) : to(state);
    case 'another-person':
      return state.at === 'alike' ? register(ground, state, false) : to(state);
    case 'same-person':
      return state.at === 'alike' ? giveTo(ground, state, act.key) : to(state);
    case 'back-to-card-form':
      return state.at === 'alike' ? to(formOf(state.draft)) : to(state);
    case 'next-card':
      return state.at === 'made' ? anew(emptyForm) : to(state);
    case 'set-card-pin':
      return state.at === 'made' ? ofMade(setPin(ground, state.made, act.pin, act.again)) : to(state);
    case 'print-card-slip':
      return state.at === 'made' ? ofMade(print(ground, state.made)) : to(state);
    case 'write-card-tag':
      return state.at === 'made' ? ofMade(layTag(ground, state.made)) : to(state);
    default:
      return to(state);
  }
};

type Form = Extract<NewCard, { at: 'form' }>;
const fillIn = (form: Form, field: FormField, value: string): Form => ({
  ...form,
  draft: filled(form.draft, field, value),
});
const tickIn = (form: Form, what: FormTick, on: boolean): Form => ({ ...form, draft: ticked(form.draft, what, on) });

const stepForm = (ground: NewGround, form: Form, event: Event): NewStep => {
  const { rules } = ground;
  if (event.kind === 'tag-read' && event.thing.kind === 'patron-card')
    return showCard(ground, form, event.thing.number);
  if (event.kind !== 'scanned') return to(form);
  const { scan } = event;
  if (scan.kind === 'identity-card' && scan.card !== null) {
    if (form.draft.isTouched) return to({ ...form, scanned: scan.card });
    return anew(formOf(draftOfPaper(rules, scan.card)));
  }
  if (scan.kind !== 'number') return to(form);
  if (scan.mayBe === 'patron' || scan.mayBe === 'either') return showCard(ground, form, scan.number);
  // A book, or the rest of a paper whose scan was cut in two: it is said, and nothing is written over.
  const problem = cardProblem(rules, scan.number);
  return givesNumber(rules) || problem === null ? to(form) : to({ ...form, draft: withProblem(form.draft, problem) });
};

/** The card that is to be theirs: scanned, tapped, or laid down. */
const showCard = ({ rules }: NewGround, form: Form, number: string): NewStep =>
  givesNumber(rules) || (form.draft.earlier !== null && !form.draft.earlier.isFree)
    ? to(form)
    : to(fillIn(form, 'card', number));

const makeCard = (ground: NewGround, draft: Draft): NewStep => {
  const { rules, ticket } = ground;
  const read = readDraft(rules, draft, ground);
  if (read.kind === 'amiss') return to(formOf({ ...draft, problems: read.problems }));
  // Its key and its number are being chosen: pressed in the very second that the form was opened.
  if (read.registration.id === '' || read.registration.card === '') return to(formOf(draft));
  const { registration, child } = read;
  return to(
    { at: 'looking', ticket, draft, registration, child },
    { kind: 'ask-alike', ticket, person: personOf(registration) },
  );
};

const looked = (
  ground: NewGround,
  state: Extract<NewCard, { at: 'looking' }>,
  { patrons, isWhole }: Extract<Event, { kind: 'alike-answered' }>,
): NewStep => {
  const { draft, registration, child } = state;
  // A row of the list that is being mended looks like itself.
  const others = patrons.filter(({ patron }) => patron.key !== registration.id);
  if (others.some(({ by }) => by.includes('card'))) return to(formOf(withProblem(draft, 'taken')));
  if (others.length > 0) return to({ at: 'alike', draft, registration, child, patrons: others });
  // Where it goes by file nobody ever looks there, and nobody was silent.
  return register(ground, state, !isWhole && ground.rules.capabilities.looksAt === 'all-patrons');
};

const withProblem = (draft: Draft, card: FormProblem): Draft => ({ ...draft, problems: { ...draft.problems, card } });

const register = (ground: NewGround, reading: Reading, unlooked: boolean): NewStep => {
  const { ticket, session, staff } = ground;
  const { draft, registration, child } = reading;
  const { id, card, consent, category } = registration;
  const { earlier } = draft;
  const deposit = depositOf(ground.rules, category);
  return to(
    { at: 'registering', ticket, unlooked, draft, registration, child },
    record({
      kind: 'registration-asked',
      session,
      staff,
      registration: id,
      patron: card,
      consent: consent.version,
      deposit: deposit === 0 ? null : String(deposit),
    }),
    {
      kind: 'register-patron',
      ticket,
      registration,
      mends: earlier !== null && !earlier.isFree,
      drops: earlier?.isFree === true ? earlier.id : null,
    },
  );
};

const registered = (
  ground: NewGround,
  state: Extract<NewCard, { at: 'registering' }>,
  answer: RegistrationAnswer,
): NewStep => {
  const { draft, registration, child, unlooked } = state;
  const { currency } = ground.rules;
  switch (answer.kind) {
    case 'registered':
    case 'queued':
    case 'for-the-file': {
      const amount = depositOf(ground.rules, registration.category);
      return ofMade(
        begin(ground, {
          card: registration.card,
          name: spokenName(registration.name),
          expiry: answer.kind === 'registered' ? (answer.patron.expiry ?? registration.expiry) : registration.expiry,
          isChild: child,
          outcome: answer.kind,
          unlooked,
          deposit: amount === 0 ? null : { amount: String(amount), currency },
        }),
      );
    }
    case 'not-kept':
      return to({ at: 'form', draft, refusal: { because: 'not-kept', says: null }, scanned: null });
    case 'refused': {
      const { because, says } = answer;
      // It stands in the list by its key. Another's number is let go of, with the key; all else is mended under it.
      const isFree = because === 'card-taken';
      const kept = { ...draft, earlier: { id: registration.id, card: registration.card, isFree } };
      const told = isFree ? withProblem({ ...kept, values: { ...kept.values, card: '' } }, 'taken') : kept;
      const form: NewCard = { at: 'form', draft: told, refusal: { because, says }, scanned: null };
      return to(form);
    }
  }
};

/** One whom the library system has, and whose card it lets be replaced. */
export const mayTake = ({ rules, waiting }: Pick<NewGround, 'rules' | 'waiting'>, { patron }: Alike): boolean =>
  patron.card !== null && rules.capabilities.changes.includes('replace') && !waiting.includes(patron.key);

const giveTo = (ground: NewGround, state: Extract<NewCard, { at: 'alike' }>, key: string): NewStep => {
  const { ticket, session, staff } = ground;
  const known = state.patrons.find(({ patron }) => patron.key === key);
  if (known === undefined || known.patron.card === null || !mayTake(ground, known)) return to(state);
  const { draft, registration, child } = state;
  return to(
    { at: 'replacing', ticket, known, draft, registration, child },
    record({ kind: 'card-handled', session, staff, patron: known.patron.card, change: 'replace' }),
    {
      kind: 'ask-card-change',
      ticket,
      card: known.patron.card,
      change: { kind: 'replace', card: registration.card },
    },
  );
};

const replaced = (
  ground: NewGround,
  state: Extract<NewCard, { at: 'replacing' }>,
  answer: Extract<Event, { kind: 'card-change-answered' }>['answer'],
): NewStep => {
  const { draft, registration, child } = state;
  switch (answer.kind) {
    case 'changed': {
      const { name, expiry } = answer.patron;
      const facts = { card: registration.card, name, expiry, isChild: child, deposit: null } as const;
      return ofMade(begin(ground, { ...facts, outcome: 'replaced', unlooked: false }));
    }
    case 'refused': {
      const { because, says } = answer;
      return to({ at: 'form', draft, refusal: { because, says }, scanned: null });
    }
    case 'silent':
    case 'unknown':
      return to({ at: 'form', draft, refusal: { because: 'not-reached', says: null }, scanned: null });
  }
};
