// What of a form makes a registration, or what is amiss in it. Pure; asks nobody.
import type { Choice, FormField, FormProblem, FormTick, FormValues } from '../../contract/register-view.ts';
import { ageOn, readDay } from '../days.ts';
import { splitName } from '../registry/names.ts';
import { plainPhone } from '../registry/phone.ts';
import type { Guardian, Lists, Person, Registration, Sex } from '../registry/registry.ts';
import type { Begun, RegisterRules } from '../register-talk.ts';
import {
  branchesOf,
  categoriesOf,
  depositOf,
  givesNumber,
  isChild,
  isField,
  nameOf,
  neededFields,
  proposed,
  shownFields,
  tidy,
  valuesOf,
  type Draft,
  type FormProblems,
} from './register-form.ts';

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
  const wrongCard = givesNumber(rules) ? (begun?.wrong ?? null) : cardProblem(rules, card);
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
