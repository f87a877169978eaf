// What a new card is at any moment, from an empty form to the card that was made; and what a step of it may look at. Pure.
import type { IdentityCard } from '../../drivers/barcode/identity-card.ts';
import type { Effect } from '../flow.ts';
import type { Ticket } from '../library.ts';
import type { FormProblem, Refusal } from '../../contract/register-view.ts';
import type { Alike, Lists, Registration } from '../registry/registry.ts';
import type { Begun } from '../register-talk.ts';
import { emptyDraft, givesNumber, type Draft } from './register-form.ts';
import type { Ground, Made, MadeStep } from './register-made.ts';

/** Read from a form, and about to be registered. */
export type Reading = { readonly draft: Draft; readonly registration: Registration; readonly child: boolean };

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

export type Form = Extract<NewCard, { at: 'form' }>;

/** What a new card may look at besides; `begun` is null while the form has no key. */
export type NewGround = Ground & {
  readonly begun: Begun | null;
  readonly lists: Lists | null;
  /** Keys of those who wait here: the library system has not got them yet. */
  readonly waiting: readonly string[];
};

/**
 * `next`: this form is over, and the next one begins as somebody else's. `returns`: what the form was begun with, where nobody has it
 * after all.
 */
export type NewStep = {
  readonly state: NewCard;
  readonly effects: readonly Effect[];
  readonly next: boolean;
  readonly returns: Begun | null;
};

export const emptyForm: Form = { at: 'form', draft: emptyDraft, refusal: null, scanned: null };
export const formOf = (draft: Draft): Form => ({ at: 'form', draft, refusal: null, scanned: null });

export const to = (state: NewCard, ...effects: readonly Effect[]): NewStep => ({
  state,
  effects,
  next: false,
  returns: null,
});
export const anew = (state: NewCard, returns: Begun | null = null): NewStep => ({
  state,
  effects: [],
  next: true,
  returns,
});

/** What a form that was read holds, and no other form may have; null where it is a row's of the list. */
export const heldBy = (rules: NewGround['rules'], state: NewCard): Begun | null => {
  if (state.at === 'form' || state.at === 'made') return null;
  const { draft, registration } = state;
  if (draft.earlier?.isFree === false) return null;
  return { id: registration.id, card: givesNumber(rules) ? registration.card : null, wrong: null };
};
export const back = (ground: NewGround, from: NewCard, form: NewCard): NewStep => ({
  ...to(form),
  returns: heldBy(ground.rules, from),
});

export const ofMade = ({ made, effects }: MadeStep): NewStep => to({ at: 'made', made }, ...effects);

export const withProblem = (draft: Draft, card: FormProblem): Draft => ({
  ...draft,
  problems: { ...draft.problems, card },
});
