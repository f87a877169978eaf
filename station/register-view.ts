// The doorway from the room that makes cards to its screen: the state as plain data that can be drawn. Decides nothing.
import type {
  AlikeLine,
  FindSheet,
  FormView,
  NewSheet,
  PatronLine,
  RegisterScreen,
  WaitingLine,
} from '../contract/register-view.ts';
import type { Language } from '../contract/terms.ts';
import { mayDo, proposedEnd, type FindCard } from './flows/register-find.ts';
import {
  branchesOf,
  categoriesOf,
  depositOf,
  givesNumber,
  isChild,
  neededFields,
  proposed,
  shownFields,
  type Draft,
} from './flows/register-form.ts';
import { madeView, pinView } from './flows/register-made.ts';
import { mayTake } from './flows/register-ends.ts';
import type { NewCard } from './flows/register-state.ts';
import type { RegisterRoom } from './modes/register-state.ts';
import { spokenName } from './registry/names.ts';
import type { Listed } from './registry/registrar.ts';
import type { Alike, Known, Lists } from './registry/registry.ts';
import type { Begun, RegisterRules } from './register-talk.ts';

export const registerScreen = (rules: RegisterRules, room: RegisterRoom, language: Language): RegisterScreen => {
  const { today } = room;
  const waiting = room.listed.filter(({ state }) => state !== 'done').length;
  switch (room.page) {
    case 'new':
      return { at: 'register', waiting, page: 'new', sheet: newSheet(rules, room, language, today) };
    case 'find':
      return { at: 'register', waiting, page: 'find', sheet: findSheet(rules, room, today) };
    case 'waiting':
      return {
        at: 'register',
        waiting,
        page: 'waiting',
        lines: room.listed.map(waitingLine).toReversed(),
        files: room.files,
        problem: room.fileProblem ? 'not-written' : null,
      };
  }
};

const newSheet = (rules: RegisterRules, room: RegisterRoom, language: Language, today: string): NewSheet => {
  const { newCard } = room;
  switch (newCard.at) {
    case 'form':
    case 'looking':
    case 'registering':
    case 'replacing':
      return { at: 'form', form: formView(rules, room, newCard, language, today) };
    case 'alike': {
      const { name, born, phone } = newCard.registration;
      const waiting = idsOf(room.listed);
      return {
        at: 'alike',
        person: { name: spokenName(name), born, phone },
        patrons: newCard.patrons.map((one) => alikeLine(one, mayTake({ rules, waiting }, one), room.lists)),
      };
    }
    case 'made':
      return { at: 'made', made: madeView(rules, newCard.made) };
  }
};

type Filling = Extract<NewCard, { readonly draft: Draft }>;

const formView = (
  rules: RegisterRules,
  room: RegisterRoom,
  filling: Exclude<Filling, { at: 'alike' }>,
  language: Language,
  today: string,
): FormView => {
  const { lists, begun } = room;
  const { draft } = filling;
  const child = isChild(rules, draft.values, today);
  const kept = draft.earlier !== null && !draft.earlier.isFree ? draft.earlier.card : null;
  const isGiven = givesNumber(rules) || kept !== null;
  const values = {
    ...draft.values,
    ...proposed(rules, lists, draft.values, today),
    card: kept ?? cardShown(rules, begun, filling),
  };
  const deposit = depositOf(rules, values.category);
  const { consent } = rules.settings;
  const isForm = filling.at === 'form';
  return {
    values,
    shown: shownFields(rules, child),
    needed: neededFields(rules, child),
    problems:
      isForm && givesNumber(rules) && begun !== null && begun.wrong !== null
        ? { ...draft.problems, card: begun.wrong }
        : draft.problems,
    notes: draft.notes,
    isChild: child,
    categories: categoriesOf(rules, lists),
    branches: branchesOf(rules, lists),
    consent: { text: consent[language], version: consent.version, given: draft.ticks.consent },
    deposit:
      deposit === 0 ? null : { fee: { amount: String(deposit), currency: rules.currency }, taken: draft.ticks.deposit },
    card: { kind: rules.card, isGiven },
    refusal: isForm ? filling.refusal : null,
    scanned: isForm && filling.scanned !== null ? { name: filling.scanned.name } : null,
    busy: isForm ? (room.entered ? 'looking' : null) : filling.at === 'looking' ? 'looking' : 'registering',
  };
};

/** Of a form that was read it is the form's own. */
const cardShown = (rules: RegisterRules, begun: Begun | null, filling: Exclude<Filling, { at: 'alike' }>): string => {
  if (!givesNumber(rules)) return filling.draft.values.card;
  return filling.at === 'form' ? (begun?.card ?? '') : filling.registration.card;
};

const idsOf = (listed: readonly Listed[]): readonly string[] =>
  listed.flatMap(({ id, state }) => (state === 'done' ? [] : [id]));

const alikeLine = ({ patron, by, place }: Alike, isTakeable: boolean, lists: Lists | null): AlikeLine => ({
  patron: patronLine(patron, lists),
  by,
  place,
  mayTake: isTakeable,
});

/** Categories and branches by their names, where the library system tells them. */
const patronLine = (known: Known, lists: Lists | null): PatronLine => ({
  ...known,
  category: lists?.categories.find(({ code }) => code === known.category)?.name ?? known.category,
  branch: lists?.branches.find(({ code }) => code === known.branch)?.name ?? known.branch,
});

const findSheet = (rules: RegisterRules, room: RegisterRoom, today: string): FindSheet => {
  const { find, listed } = room;
  const waiting = idsOf(listed);
  switch (find.at) {
    case 'search':
      return { at: 'search', busy: find.ticket !== null, problem: find.problem };
    case 'several':
      return {
        at: 'several',
        patrons: find.patrons.map((one) => alikeLine(one, mayTake({ rules, waiting }, one), room.lists)),
      };
    case 'patron':
      return patronSheet(rules, room, find, waiting.includes(find.known.key), today);
    case 'made':
      return { at: 'made', made: madeView(rules, find.made) };
  }
};

const patronSheet = (
  rules: RegisterRules,
  { begun, lists }: RegisterRoom,
  find: Extract<FindCard, { at: 'patron' }>,
  isHere: boolean,
  today: string,
): FindSheet => {
  const { known, busy, came, untilWrong, pin, replacing } = find;
  const isGiven = givesNumber(rules);
  return {
    at: 'patron',
    patron: patronLine(known, lists),
    mayDo: mayDo(rules, known, isHere),
    busy: busy?.change ?? null,
    came,
    until: proposedEnd(rules, known, today),
    untilWrong,
    pin: isHere ? null : pinView(rules, pin),
    replacing:
      replacing === null
        ? null
        : {
            kind: rules.card,
            isGiven,
            number: isGiven && busy === null ? (begun?.card ?? '') : replacing.number,
            wrong: isGiven && busy === null ? (begun?.wrong ?? replacing.wrong) : replacing.wrong,
            frees: known.isBlocked,
          },
  };
};

const waitingLine = ({ id, card, registration, at, place, state, because }: Listed): WaitingLine => ({
  id,
  card,
  at,
  place,
  state,
  because,
  name: spokenName(registration.name),
  mayMend: state === 'refused' || state === 'for-the-file',
});
