// FOLIO's own words: a user as its users module has it, its query language, and what its refusals mean. Asks nothing.
import * as z from 'zod';
import type { HttpAnswer } from './http.ts';
import { nameEnds, nameFields, spokenFields, spokenName, type NamePolicy } from './names.ts';
import { phoneSpellings, plainPhone } from './phone.ts';
import { refused, type Known, type Person, type Refused, type Registration } from './registry.ts';

const text = z.string().nullish();

/** What is read of a user; the rest is kept as it came, so that it can be sent back whole. */
export const folioUser = z.looseObject({
  id: z.string(),
  barcode: text,
  active: z.boolean().nullish(),
  patronGroup: text,
  expirationDate: text,
  personal: z
    .looseObject({
      lastName: text,
      firstName: text,
      middleName: text,
      email: text,
      phone: text,
      mobilePhone: text,
      dateOfBirth: text,
    })
    .nullish(),
});
export type FolioUser = z.infer<typeof folioUser>;
export const folioUsers = z.object({ users: z.array(folioUser) });
export const folioGroups = z.object({ usergroups: z.array(z.object({ id: z.string(), group: z.string() })) });
export const folioAddressTypes = z.object({ addressTypes: z.array(z.object({ id: z.string() })) });

/** Days come as moments. */
const dayOf = (moment: string | null | undefined): string | null => moment?.slice(0, 10) ?? null;

export const knownOf = ({ id, barcode, active, patronGroup, expirationDate, personal }: FolioUser): Known => ({
  key: id,
  card: barcode ?? null,
  name: spokenFields({
    surname: personal?.lastName ?? '',
    middle: personal?.middleName ?? '',
    first: personal?.firstName ?? '',
  }),
  born: dayOf(personal?.dateOfBirth),
  phone: personal?.phone ?? personal?.mobilePhone ?? null,
  email: personal?.email ?? null,
  category: patronGroup ?? null,
  branch: null,
  expiry: dayOf(expirationDate),
  isBlocked: active === false,
});

/** Custom fields by their refId; null: not kept. */
export type FolioFields = {
  readonly citizenNumber: string | null;
  readonly consent: string | null;
  readonly guardian: string | null;
};

const contact = { mail: '001', email: '002' } as const;

/** The end of a day, so that the card is good on that day. */
export const endOf = (day: string): string => `${day}T23:59:59.000+00:00`;

/** The body of POST /users. */
export const userOf = (
  registration: Registration,
  rules: { readonly policy: NamePolicy; readonly fields: FolioFields; readonly addressType: string | null },
): Readonly<Record<string, unknown>> => {
  const { guardian, consent, citizenNumber, address, city, phone, email, born, expiry } = registration;
  const { surname, middle, first } = nameFields(registration.name, rules.policy);
  const { fields } = rules;
  const custom = {
    ...(fields.citizenNumber === null || citizenNumber === null ? {} : { [fields.citizenNumber]: citizenNumber }),
    ...(fields.consent === null ? {} : { [fields.consent]: `${consent.version} ${consent.on}` }),
    ...(fields.guardian === null || guardian === null
      ? {}
      : {
          [fields.guardian]: [spokenName(guardian.name), guardian.relation, guardian.phone].filter(Boolean).join(', '),
        }),
  };
  const place = { ...(address === null ? {} : { addressLine1: address }), ...(city === null ? {} : { city }) };
  return {
    id: registration.id,
    barcode: registration.card,
    active: true,
    type: 'patron',
    patronGroup: registration.category,
    enrollmentDate: `${registration.enrolled}T00:00:00.000+00:00`,
    ...(expiry === null ? {} : { expirationDate: endOf(expiry) }),
    personal: {
      lastName: surname,
      ...(first === '' ? {} : { firstName: first }),
      ...(middle === '' ? {} : { middleName: middle }),
      ...(email === null ? {} : { email }),
      ...(phone === null ? {} : { mobilePhone: plainPhone(phone) }),
      ...(born === null ? {} : { dateOfBirth: born }),
      ...(rules.addressType === null || Object.keys(place).length === 0
        ? {}
        : { addresses: [{ addressTypeId: rules.addressType, ...place, primaryAddress: true }] }),
      preferredContactTypeId: email === null ? contact.mail : contact.email,
    },
    ...(Object.keys(custom).length === 0 ? {} : { customFields: custom }),
  };
};

/** A string of CQL: a backslash before whatever means something in it. */
export const cqlText = (value: string): string => `"${value.replaceAll(/["\\*?^]/g, String.raw`\$&`)}"`;

/** Names are asked for by their ends and compared by the station: records are made by more than one policy. */
export const cqlFor = ({ card, name, born, phone, email }: Person): string => {
  const { first, last } = nameEnds(name);
  const begins = cqlText(first).slice(0, -1).concat('*"');
  const ends = last === null ? null : `"*${cqlText(last).slice(1)}`;
  const named =
    ends === null
      ? `personal.lastName==${begins}`
      : `personal.lastName==${begins} and (personal.firstName==${ends} or personal.lastName==${ends})`;
  return [
    `barcode==${cqlText(card)}`,
    ...(born === null ? [] : [`(personal.dateOfBirth==${cqlText(born).slice(0, -1)}*" and ${named})`]),
    ...(phone === null
      ? []
      : phoneSpellings(phone).flatMap((one) => [
          `personal.phone==${cqlText(one)}`,
          `personal.mobilePhone==${cqlText(one)}`,
        ])),
    ...(email === null ? [] : [`personal.email==${cqlText(email)}`]),
  ].join(' or ');
};

const wrong = z.object({
  errors: z.array(
    z.looseObject({
      message: z.string(),
      parameters: z.array(z.looseObject({ key: z.string() })).optional(),
    }),
  ),
});
const longestSaid = 300;

/** What a 4xx means; whether a number is really taken is found out by looking. Nothing was done. */
export const refusalOf = ({ status, json }: Extract<HttpAnswer, { kind: 'answer' }>): Refused => {
  const errors = wrong.safeParse(json).data?.errors ?? [];
  const says =
    errors
      .map(({ message }) => message)
      .join('; ')
      .slice(0, longestSaid) || null;
  const told = errors
    .flatMap(({ message, parameters = [] }) => [message, ...parameters.map(({ key }) => key)])
    .join(' ');
  if (status === 401 || status === 403) return refused('not-allowed', says);
  if (status === 404) return refused('not-there', says);
  if (/barcode/i.test(told)) return refused('card-taken', says);
  if (/patron ?group/i.test(told)) return refused('bad-category', says);
  return refused(errors.length > 0 ? 'bad-field' : 'other', says);
};
