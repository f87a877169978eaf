// How a form ends: registered, given to somebody who is here already, or back on the screen with what is amiss. Pure.
import type { Entry } from '../journal/entries.ts';
import { spokenName } from '../registry/names.ts';
import type { Alike } from '../registry/registry.ts';
import type { CardChangeAnswer, RegistrationAnswer } from '../register-talk.ts';
import { depositOf, type Draft } from './register-form.ts';
import { begin, type Made } from './register-made.ts';
import {
  back,
  formOf,
  ofMade,
  to,
  withProblem,
  type NewCard,
  type NewGround,
  type NewStep,
  type Reading,
} from './register-state.ts';

export const register = (ground: NewGround, reading: Reading, unlooked: boolean): NewStep => {
  const { ticket, session, staff } = ground;
  const { draft, registration, child } = reading;
  const { card, consent } = registration;
  const { earlier } = draft;
  const asked: Entry = { kind: 'registration-asked', session, staff, patron: card, consent: consent.version };
  return to(
    { at: 'registering', ticket, unlooked, draft, registration, child },
    {
      kind: 'register-patron',
      ticket,
      registration,
      mends: earlier !== null && !earlier.isFree,
      drops: earlier?.isFree === true ? earlier.id : null,
      notes: [asked, ...depositNotes(ground, reading)],
    },
  );
};

/** What was taken for this card and is in no entry yet. */
const depositNotes = ({ rules, session, staff }: NewGround, { draft, registration }: Reading): readonly Entry[] => {
  const taken = depositOf(rules, registration.category) - draft.deposited;
  return taken === 0
    ? []
    : [{ kind: 'deposit-taken', session, staff, patron: registration.card, amount: String(taken) }];
};
/** As it goes on once its entries are on disk. */
const noted = ({ rules }: NewGround, { draft, registration }: Reading): Draft => ({
  ...draft,
  deposited: depositOf(rules, registration.category),
});
const feeOf = ({ rules }: NewGround, { registration }: Reading): Made['deposit'] => {
  const amount = depositOf(rules, registration.category);
  return amount === 0 ? null : { amount: String(amount), currency: rules.currency };
};

export const registered = (
  ground: NewGround,
  state: Extract<NewCard, { at: 'registering' }>,
  answer: RegistrationAnswer,
): NewStep => {
  const { draft, registration, child, unlooked } = state;
  switch (answer.kind) {
    case 'registered':
    case 'queued':
    case 'for-the-file':
      return ofMade(
        begin(ground, {
          card: registration.card,
          name: spokenName(registration.name),
          expiry: answer.kind === 'registered' ? (answer.patron.expiry ?? registration.expiry) : registration.expiry,
          isChild: child,
          outcome: answer.kind,
          unlooked,
          isBlocked: false,
          deposit: feeOf(ground, state),
        }),
      );
    case 'not-kept':
      return back(ground, state, { ...formOf(draft), refusal: { because: 'not-kept', says: null } });
    case 'not-mended':
      // From now on it is a form like any other: who it is about is found among those who look alike.
      return to({ ...formOf({ ...draft, earlier: null }), refusal: { because: 'not-mended', says: null } });
    case 'refused': {
      const { because, says } = answer;
      // It stands in the list by its key. Another's number is let go of, with the key; all else is mended under it.
      const isFree = because === 'card-taken';
      const kept: Draft = {
        ...noted(ground, state),
        earlier: { ...draft.earlier, id: registration.id, card: registration.card, isFree },
      };
      const told = isFree ? withProblem({ ...kept, values: { ...kept.values, card: '' } }, 'taken') : kept;
      return to({ ...formOf(told), refusal: { because, says } });
    }
  }
};

/** One whom the library system has, and whose card it lets be replaced. */
export const mayTake = ({ rules, waiting }: Pick<NewGround, 'rules' | 'waiting'>, { patron }: Alike): boolean =>
  patron.card !== null && rules.capabilities.changes.includes('replace') && !waiting.includes(patron.key);

export const giveTo = (ground: NewGround, state: Extract<NewCard, { at: 'alike' }>, key: string): NewStep => {
  const { ticket, session, staff } = ground;
  const known = state.patrons.find(({ patron }) => patron.key === key);
  if (known === undefined || known.patron.card === null || !mayTake(ground, known)) return to(state);
  const { draft, registration, child } = state;
  return to(
    { at: 'replacing', ticket, known, draft, registration, child },
    {
      kind: 'ask-card-change',
      ticket,
      card: known.patron.card,
      change: { kind: 'replace', card: registration.card },
      notes: [
        { kind: 'card-handled', session, staff, patron: known.patron.card, change: 'replace' },
        ...depositNotes(ground, state),
      ],
    },
  );
};

export const replaced = (
  ground: NewGround,
  state: Extract<NewCard, { at: 'replacing' }>,
  answer: CardChangeAnswer,
): NewStep => {
  const { draft, registration, child } = state;
  const again = formOf(noted(ground, state));
  switch (answer.kind) {
    case 'changed': {
      const { name, expiry, isBlocked } = answer.patron;
      const facts = { card: registration.card, name, expiry, isChild: child, deposit: feeOf(ground, state) } as const;
      const { made, effects } = begin(ground, { ...facts, outcome: 'replaced', unlooked: false, isBlocked });
      // A row that was being mended, and whose card it is not: nobody waits for it any more.
      const { earlier } = draft;
      const over = earlier?.isFree === true ? ([{ kind: 'drop-registration', id: earlier.id }] as const) : [];
      return to({ at: 'made', made }, ...effects, ...over);
    }
    case 'refused': {
      const { because, says } = answer;
      const form = { ...again, refusal: { because, says } };
      // The number may be somebody's: it is nobody's next one.
      return because === 'card-taken' ? to(form) : back(ground, state, form);
    }
    case 'not-kept':
      return back(ground, state, { ...formOf(draft), refusal: { because: 'not-kept', says: null } });
    case 'silent':
      return back(ground, state, { ...again, refusal: { because: 'not-reached', says: null } });
    case 'unknown':
      // The library system may have given it to them.
      return to({ ...again, refusal: { because: 'not-reached', says: null } });
  }
};
