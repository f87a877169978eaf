// Koha's own words: a patron as its REST interface has it, and what its refusals mean. Tables and mappings; asks nothing.
import * as z from 'zod';
import type { HttpAnswer } from './http.ts';
import { nameFields, spokenFields, type NamePolicy } from './names.ts';
import { plainPhone } from './phone.ts';
import { refused, type Guardian, type Known, type Refused, type Registration, type Sex } from './registry.ts';

const text = z.string().nullish();

/** What is read of a patron; the rest is kept as it came, so that it can be sent back whole. */
export const kohaPatron = z.looseObject({
  patron_id: z.int(),
  cardnumber: text,
  surname: text,
  firstname: text,
  middle_name: text,
  date_of_birth: text,
  email: text,
  phone: text,
  mobile: text,
  category_id: text,
  library_id: text,
  expiry_date: text,
  patron_card_lost: z.boolean().nullish(),
  restricted: z.boolean().nullish(),
});
export type KohaPatron = z.infer<typeof kohaPatron>;
export const kohaPatrons = z.array(kohaPatron);

export const kohaLibraries = z.array(z.looseObject({ library_id: z.string(), name: z.string() }));
export const kohaCategories = z.array(z.looseObject({ patron_category_id: z.string(), name: z.string() }));

export const knownOf = (patron: KohaPatron): Known => ({
  key: String(patron.patron_id),
  card: patron.cardnumber ?? null,
  name: spokenFields({
    surname: patron.surname ?? '',
    middle: patron.middle_name ?? '',
    first: patron.firstname ?? '',
  }),
  born: patron.date_of_birth ?? null,
  phone: patron.phone ?? patron.mobile ?? null,
  email: patron.email ?? null,
  category: patron.category_id ?? null,
  branch: patron.library_id ?? null,
  expiry: patron.expiry_date ?? null,
  isBlocked: patron.patron_card_lost === true || patron.restricted === true,
});

const genders: Readonly<Record<Sex, string>> = { male: 'M', female: 'F', other: 'O' };

/** As Koha's sample data has its relationships (preference borrowerRelationship). */
export const relations: Readonly<Record<Guardian['relation'], string>> = {
  mother: 'mother',
  father: 'father',
  guardian: 'guardian',
};

/** Names of attribute types; null: not kept. */
export type Attributes = { readonly citizenNumber: string | null; readonly consent: string | null };

/** The attributes that the settings name a place for, as type and value. */
export const attributesOf = (
  { citizenNumber, consent }: Registration,
  named: Attributes,
): readonly { readonly type: string; readonly value: string }[] => [
  ...(named.citizenNumber === null || citizenNumber === null
    ? []
    : [{ type: named.citizenNumber, value: citizenNumber }]),
  ...(named.consent === null ? [] : [{ type: named.consent, value: `${consent.version} ${consent.on}` }]),
];

/** The body of POST /patrons. A field that is not known is left out, never sent empty. */
export const bodyOf = (
  registration: Registration,
  {
    policy,
    attributes,
    branch,
  }: { readonly policy: NamePolicy; readonly attributes: Attributes; readonly branch: string },
): Readonly<Record<string, unknown>> => {
  const { guardian, phone } = registration;
  const name = nameFields(registration.name, policy);
  const elderPhone = guardian?.phone ?? null;
  const kept = attributesOf(registration, attributes);
  const elder = guardian === null ? null : nameFields(guardian.name, policy);
  const fields: Readonly<Record<string, unknown>> = {
    cardnumber: registration.card,
    surname: name.surname,
    middle_name: name.middle,
    firstname: name.first,
    date_of_birth: registration.born,
    gender: registration.sex === null ? null : genders[registration.sex],
    address: registration.address,
    city: registration.city,
    phone: phone === null ? null : plainPhone(phone),
    email: registration.email,
    category_id: registration.category,
    library_id: registration.branch ?? branch,
    date_enrolled: registration.enrolled,
    expiry_date: registration.expiry,
    relationship_type: guardian === null ? null : relations[guardian.relation],
    // Two fields for the elder's name, whatever the policy: there is no third.
    altcontact_surname: elder === null ? null : elder.surname,
    altcontact_firstname: elder === null ? null : spokenFields({ ...elder, surname: '' }),
    altcontact_phone: elderPhone === null ? null : plainPhone(elderPhone),
    extended_attributes: kept.length === 0 ? null : kept,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
};

/** Koha's own, of which a PUT must have none, and what it counts itself: an older value would be written back. */
const notSentBack = new Set<string>([
  ...(['patron_id', 'restricted', 'anonymized', 'updated_on', 'last_seen', 'login_attempts'] as const),
  ...(['extended_attributes', 'checkouts_count', 'overdues_count', 'account_balance', 'library', '_strings'] as const),
]);

/** The whole patron as a PUT takes it, with some fields changed. */
export const sentBack = (
  patron: KohaPatron,
  changed: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.entries(patron).filter(([name]) => !notSentBack.has(name))),
  ...changed,
});

const wrong = z.object({
  error: z.string().optional(),
  conflict: z.string().optional(),
  errors: z.array(z.object({ message: z.string(), path: z.string() })).optional(),
});

const longestSaid = 300;

/** What a 4xx means. Nothing was done. `not-there`: no such patron, or no such address below the base. */
export const refusalOf = ({ status, json }: Extract<HttpAnswer, { kind: 'answer' }>): Refused => {
  const { error = null, conflict = '', errors = [] } = wrong.safeParse(json).data ?? {};
  const listed = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  const says = (error ?? listed).slice(0, longestSaid) || null;
  if (status === 401 || status === 403) return refused('not-allowed', says);
  if (status === 404) return refused('not-there', says);
  // The column may come with its table in front.
  if (status === 409) return refused(/cardnumber/.test(conflict) ? 'card-taken' : 'unique-field', says);
  if (error !== null && /library_id|branchcode/.test(error)) return refused('bad-branch', says);
  if (error !== null && /category_id|categorycode/.test(error)) return refused('bad-category', says);
  return refused(errors.length > 0 ? 'bad-field' : 'other', says);
};
