// A new card: a form, a look for doubles, the registration, the card. Pure: state and event in, state and effects out; what was
// made is register-made.ts's, what a form says register-form.ts's.
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { FormField, FormTick } from '../../contract/register-view.ts';
import type { Event } from '../flow.ts';
import { giveTo, register, registered, replaced } from './register-ends.ts';
import { depositOf, draftOfPaper, filled, givesNumber, proposed, ticked, type Draft } from './register-form.ts';
import { layTag, print, setPin, stepMade, type Made } from './register-made.ts';
import { cardProblem, personOf, readDraft } from './register-read.ts';
import {
  anew,
  back,
  emptyForm,
  formOf,
  heldBy,
  ofMade,
  to,
  withProblem,
  type Form,
  type NewCard,
  type NewGround,
  type NewStep,
} from './register-state.ts';

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
const acted = (ground: NewGround, state: NewCard, act: DeskAct): NewStep => {
  switch (act.kind) {
    case 'fill-card-form':
      return state.at === 'form' ? to(fillIn(ground, state, act.field, act.value)) : to(state);
    case 'tick-card-form':
      return state.at === 'form' ? to(tickIn(state, act.what, act.on)) : to(state);
    case 'clear-card-form':
      return state.at === 'form' || state.at === 'alike' ? anew(emptyForm, heldBy(ground.rules, state)) : to(state);
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
      return state.at === 'alike' ? back(ground, state, formOf(state.draft)) : to(state);
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

const fillIn = (ground: NewGround, form: Form, field: FormField, value: string): Form => {
  const draft = filled(form.draft, field, value);
  // Another sum is another word of the hand.
  const isSame = dueOf(ground, draft) === dueOf(ground, form.draft);
  return { ...form, draft: isSame ? draft : { ...draft, ticks: { ...draft.ticks, deposit: false } } };
};
const dueOf = ({ rules, lists, today }: NewGround, draft: Draft): number =>
  depositOf(rules, proposed(rules, lists, draft.values, today).category);
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
const showCard = (ground: NewGround, form: Form, number: string): NewStep =>
  givesNumber(ground.rules) || (form.draft.earlier !== null && !form.draft.earlier.isFree)
    ? to(form)
    : to(fillIn(ground, form, 'card', number));

const makeCard = (ground: NewGround, draft: Draft): NewStep => {
  const { rules, ticket } = ground;
  const read = readDraft(rules, draft, ground);
  if (read.kind === 'amiss') return to(formOf({ ...draft, problems: read.problems }));
  // Its key and its number are being chosen: pressed in the very second that the form was opened.
  if (read.registration.id === '' || read.registration.card === '') return to(formOf(draft));
  const { registration, child } = read;
  return to(
    { at: 'looking', ticket, draft, registration, child },
    { kind: 'ask-alike', ticket, person: personOf(registration), form: registration.id },
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
