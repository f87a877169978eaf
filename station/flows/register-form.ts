// The form of a new card: what a paper or a hand put into it, and what of it makes a registration. Pure; asks nobody.
import {
  formFields,
  type Choice,
  type FormField,
  type FormProblem,
  type FormTick,
  type FormValues,
  type PaperNote,
} from '../../contract/register-view.ts';
import type { IdentityCard } from '../../drivers/barcode/identity-card.ts';
import { ageOn, daySaid, monthsOn, readDay } from '../days.ts';
import { splitName, type FullName } from '../registry/names.ts';
import { plainPhone } from '../registry/phone.ts';
import type { Guardian, Lists, Person, Registration, Sex } from '../registry/registry.ts';
import type { Begun, RegisterRules } from '../register-talk.ts';

/**
 * A row of the list that this form is about: it keeps its key and its card, where `isFree` is false. `consent`: what was agreed to
 * when it was written, on another day perhaps and to an older text; left out where it is agreed to in this form.
 */
export type Earlier = {
  readonly id: string;
  readonly card: string;
  readonly isFree: boolean;
  readonly consent?: Registration['consent'];
};

export type Draft = {
  /** Empty: nothing was said; category, branch and expiry are proposed then. */
  readonly values: FormValues;
  readonly ticks: Readonly<Record<FormTick, boolean>>;
  /** A hand has written into it. */
  readonly isTouched: boolean;
  readonly notes: readonly PaperNote[];
  readonly problems: FormProblems;
  readonly earlier: Earlier | null;
};
export type FormProblems = Readonly<Partial<Record<FormField | FormTick, FormProblem>>>;

const isField = (name: string): name is FormField => formFields.some((field) => field === name);
const valuesOf = (some: Readonly<Partial<Record<FormField, string | null>>>): FormValues => {
  const values: Record<FormField, string> = {
    family: '',
    middle: '',
    given: '',
    born: '',
    sex: '',
    address: '',
    phone: '',
    email: '',
    citizen: '',
    guardian: '',
    relation: '',
    guardianPhone: '',
    category: '',
    branch: '',
    expiry: '',
    card: '',
  };
  for (const [name, value] of Object.entries(some)) if (isField(name)) values[name] = value ?? '';
  return values;
};

export const emptyDraft: Draft = {
  values: valuesOf({}),
  ticks: { consent: false, deposit: false },
  isTouched: false,
  notes: [],
  problems: {},
  earlier: null,
};

/** What of a paper this library's form has a place for; the rest is let go here. */
export const draftOfPaper = (rules: RegisterRules, paper: IdentityCard): Draft => {
  const { fields } = rules.settings;
  const name = paper.name === null ? null : splitName(paper.name);
  const kept = (field: keyof typeof fields, value: string | null): string | null =>
    fields[field] === 'left-out' ? null : value;
  return {
    ...emptyDraft,
    values: valuesOf({
      ...name,
      born: kept('born', paper.born === null ? null : daySaid(paper.born)),
      sex: kept('sex', paper.gender),
      address: kept('address', paper.address),
      citizen: rules.capabilities.keeps.citizenNumber ? paper.number : null,
    }),
    notes: notesOf(paper),
  };
};

const notesOf = (paper: IdentityCard): readonly PaperNote[] => [
  ...(paper.name === null ? (['number-alone'] as const) : paper.isSure ? [] : (['unsure'] as const)),
  ...(paper.agrees === false ? (['disagrees'] as const) : []),
  ...(paper.address !== null && paper.issued === null ? (['address-cut'] as const) : []),
];

/** As it was written before, for staff to mend. */
export const draftOfRegistration = (one: Registration, isFree: boolean): Draft => ({
  ...emptyDraft,
  values: valuesOf({
    ...one.name,
    born: one.born === null ? null : daySaid(one.born),
    sex: one.sex,
    address: one.address,
    phone: one.phone,
    email: one.email,
    citizen: one.citizenNumber,
    guardian: one.guardian === null ? null : wholeName(one.guardian.name),
    relation: one.guardian?.relation ?? null,
    guardianPhone: one.guardian?.phone ?? null,
    category: one.category,
    branch: one.branch,
    expiry: one.expiry === null ? null : daySaid(one.expiry),
    card: isFree ? '' : one.card,
  }),
  ticks: { consent: true, deposit: true },
  isTouched: true,
  earlier: { id: one.id, card: one.card, isFree, consent: one.consent },
});

const wholeName = ({ family, middle, given }: FullName): string => [family, middle, given].filter(Boolean).join(' ');

export const filled = (draft: Draft, field: FormField, value: string): Draft => ({
  ...draft,
  values: { ...draft.values, [field]: value },
  isTouched: true,
  problems: Object.fromEntries(Object.entries(draft.problems).filter(([name]) => name !== field)),
});

export const ticked = (draft: Draft, what: FormTick, on: boolean): Draft => ({
  ...draft,
  ticks: { ...draft.ticks, [what]: on },
  isTouched: true,
  problems: Object.fromEntries(Object.entries(draft.problems).filter(([name]) => name !== what)),
});

/** The whole name may be written into the first field. */
export const nameOf = ({ family, middle, given }: FormValues): FullName => {
  const name = { family: tidy(family), middle: tidy(middle), given: tidy(given) };
  return name.middle === '' && name.given === '' ? splitName(name.family) : name;
};
const tidy = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

const offered = (all: readonly Choice[], codes: readonly string[]): readonly Choice[] =>
  codes.length === 0 ? all : codes.map((code) => all.find((one) => one.code === code) ?? { code, name: code });

export const categoriesOf = (rules: RegisterRules, lists: Lists | null): readonly Choice[] =>
  offered(lists?.categories ?? [], rules.settings.categories);
export const branchesOf = (rules: RegisterRules, lists: Lists | null): readonly Choice[] =>
  rules.capabilities.keeps.branch ? offered(lists?.branches ?? [], rules.settings.branches) : [];

/** Too young by the day of birth, or in a category of those who are. */
export const isChild = (rules: RegisterRules, values: FormValues, today: string): boolean => {
  const { guardianBelow, childCategories } = rules.settings;
  const born = readDay(values.born);
  if (born.kind === 'day') return ageOn(born.day, today) < guardianBelow;
  return guardianBelow > 0 && childCategories.includes(values.category);
};

/** What stands in a field that nobody wrote into. */
export const proposed = (
  rules: RegisterRules,
  lists: Lists | null,
  values: FormValues,
  today: string,
): Pick<FormValues, 'category' | 'branch' | 'expiry'> => {
  const { childCategories, months } = rules.settings;
  const categories = categoriesOf(rules, lists).map(({ code }) => code);
  const child = isChild(rules, values, today);
  const fit = categories.filter((code) => childCategories.includes(code) === child);
  const first = child ? (childCategories[0] ?? categories[0]) : (fit[0] ?? categories[0]);
  return {
    category: values.category === '' ? (first ?? '') : values.category,
    branch: values.branch === '' ? (branchesOf(rules, lists)[0]?.code ?? '') : values.branch,
    expiry: values.expiry === '' && months !== null ? daySaid(monthsOn(today, months)) : values.expiry,
  };
};

export const depositOf = ({ settings }: RegisterRules, category: string): number => {
  const { deposits } = settings;
  const row = deposits.find((one) => one.category === category) ?? deposits.find((one) => one.category === null);
  return row?.amount ?? 0;
};

/** The station gives the number; nobody scans or types one. */
export const givesNumber = ({ card, hasRange }: RegisterRules): boolean =>
  card === 'range' || (card === 'tag' && hasRange);

const personFields = ['born', 'sex', 'address', 'phone', 'email'] as const;
const guardianFields = ['guardian', 'relation', 'guardianPhone'] as const;

/** In the order of the form. */
export const shownFields = (rules: RegisterRules, child: boolean): readonly FormField[] => [
  ...(['family', 'middle', 'given'] as const),
  ...personFields.filter((field) => rules.settings.fields[field] !== 'left-out'),
  ...(rules.capabilities.keeps.citizenNumber ? (['citizen'] as const) : []),
  ...(child && rules.capabilities.keeps.guardian ? guardianFields : []),
  ...(['category', ...(rules.capabilities.keeps.branch ? (['branch'] as const) : []), 'expiry', 'card'] as const),
];

export const neededFields = (rules: RegisterRules, child: boolean): readonly FormField[] => [
  'family',
  ...personFields.filter((field) => rules.settings.fields[field] === 'needed'),
  ...(child && rules.capabilities.keeps.guardian ? (['guardian', 'relation'] as const) : []),
  'category',
  'card',
];

/** Whether this may be the number of a new card. A citizen number never is, but where it fits the library's own pattern. */
export const cardProblem = ({ isPatronNumber }: RegisterRules, number: string): FormProblem | null => {
  if (number === '') return 'missing';
  if (isPatronNumber === null) return /^\d{12}$/.test(number) ? 'citizen-number' : null;
  return isPatronNumber(number) ? null : /^\d{12}$/.test(number) ? 'citizen-number' : 'not-our-number';
};

type Ready = { readonly kind: 'ready'; readonly registration: Registration; readonly child: boolean };
type Amiss = { readonly kind: 'amiss'; readonly problems: FormProblems };

const sexes: readonly Sex[] = ['male', 'female', 'other'];
const relations: readonly Guardian['relation'][] = ['mother', 'father', 'guardian'];
const among = <Value extends string>(all: readonly Value[], text: string): Value | null =>
  all.find((one) => one === text) ?? null;
const orNull = (text: string): string | null => (text === '' ? null : text);

/** `begun`: null while the form has no key yet. Wants nothing that it does not show. */
export const readDraft = (
  rules: RegisterRules,
  draft: Draft,
  around: { readonly begun: Begun | null; readonly lists: Lists | null; readonly today: string },
): Ready | Amiss => {
  const { lists, today, begun } = around;
  const child = isChild(rules, draft.values, today);
  const shown = shownFields(rules, child);
  const values: FormValues = valuesOf(
    Object.fromEntries(
      Object.entries({ ...draft.values, ...proposed(rules, lists, draft.values, today) })
        .filter(([name]) => isField(name) && shown.includes(name))
        .map(([name, value]) => [name, tidy(value)]),
    ),
  );
  const name = nameOf(values);
  const born = readDay(values.born);
  const expiry = readDay(values.expiry);
  const phone = plainPhone(values.phone);
  const kept = draft.earlier === null || draft.earlier.isFree ? null : draft.earlier;
  const card = kept?.card ?? (givesNumber(rules) ? (begun?.card ?? '') : values.card);

  const amiss: Partial<Record<FormField | FormTick, FormProblem>> = {};
  for (const field of neededFields(rules, child))
    if (field !== 'card' && values[field] === '') amiss[field] = 'missing';
  if (values.born !== '' && born.kind !== 'day') amiss.born = born.kind;
  if (born.kind === 'day' && (born.day > today || ageOn(born.day, today) > 120)) amiss.born = 'no-such-day';
  if (values.expiry !== '' && expiry.kind !== 'day') amiss.expiry = expiry.kind;
  if (expiry.kind === 'day' && expiry.day <= today) amiss.expiry = 'past';
  if (values.phone !== '' && !isPhone(phone)) amiss.phone = 'not-a-phone';
  if (values.guardianPhone !== '' && !isPhone(plainPhone(values.guardianPhone))) amiss.guardianPhone = 'not-a-phone';
  if (values.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(values.email)) amiss.email = 'not-an-email';
  if (values.citizen !== '' && !/^\d{12}$/.test(values.citizen)) amiss.citizen = 'not-twelve-digits';
  const isOffered = (all: readonly Choice[], code: string): boolean =>
    all.length === 0 || code === '' || all.some((one) => one.code === code);
  if (!isOffered(categoriesOf(rules, lists), values.category)) amiss.category = 'not-listed';
  if (!isOffered(branchesOf(rules, lists), values.branch)) amiss.branch = 'not-listed';
  const wrongCard = givesNumber(rules) ? (begun?.noneLeft === true ? 'none-left' : null) : cardProblem(rules, card);
  if (kept === null && wrongCard !== null) amiss.card = wrongCard;
  if (card !== '' && card === values.citizen) amiss.card = 'citizen-number';
  if (!draft.ticks.consent) amiss.consent = 'missing';
  if (depositOf(rules, values.category) > 0 && !draft.ticks.deposit) amiss.deposit = 'missing';
  if (Object.keys(amiss).length > 0) return { kind: 'amiss', problems: amiss };

  const id = kept?.id ?? begun?.id ?? '';
  const relation = among(relations, values.relation);
  return {
    kind: 'ready',
    child,
    registration: {
      id,
      card,
      name,
      born: born.kind === 'day' ? born.day : null,
      sex: among(sexes, values.sex),
      address: orNull(values.address),
      city: null,
      phone: orNull(phone),
      email: orNull(values.email),
      category: values.category,
      branch: orNull(values.branch),
      enrolled: today,
      expiry: expiry.kind === 'day' ? expiry.day : null,
      guardian:
        relation === null || values.guardian === ''
          ? null
          : { name: splitName(values.guardian), relation, phone: orNull(plainPhone(values.guardianPhone)) },
      citizenNumber: orNull(values.citizen),
      consent: draft.earlier?.consent ?? { version: rules.settings.consent.version, on: today },
    },
  };
};

/** Digits of a telephone anywhere, and no fewer than a village's. */
const isPhone = (plain: string): boolean => /^\d{7,16}$/.test(plain);

/** By what one that has this person in common is looked for. */
export const personOf = ({ name, born, phone, email, card }: Registration): Person => ({
  name,
  born,
  phone,
  email,
  card,
});
