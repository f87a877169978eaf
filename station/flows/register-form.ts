// The form of a new card: what a paper or a hand put into it, what it shows and asks for. Pure; asks nobody.
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
import type { Lists, Registration } from '../registry/registry.ts';
import type { RegisterRules } from '../register-talk.ts';

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
  /** What the journal says already that was taken for this card. */
  readonly deposited: number;
};
export type FormProblems = Readonly<Partial<Record<FormField | FormTick, FormProblem>>>;

export const isField = (name: string): name is FormField => formFields.some((field) => field === name);
export const valuesOf = (some: Readonly<Partial<Record<FormField, string | null>>>): FormValues => {
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
  deposited: 0,
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
export const draftOfRegistration = (rules: RegisterRules, one: Registration, isFree: boolean): Draft => ({
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
  deposited: depositOf(rules, one.category),
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
export const tidy = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

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
