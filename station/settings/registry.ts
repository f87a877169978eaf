// What a library may decide about registering patrons: the way into its library system, how names are kept, which card numbers it
// gives out, what is stored of a person beyond that. Knows shapes, help and defaults; the work is registry/'s.
import * as z from 'zod';
import { isSecret } from '../registry/http.ts';
import { isNamePolicy, namePolicies } from '../registry/names.ts';

const secret = z.string().min(1).max(1000).meta({ secret: true });

const address = z
  .string()
  .max(1000)
  .refine((text) => {
    const url = URL.parse(text);
    return (
      url !== null && ['http:', 'https:'].includes(url.protocol) && `${url.username}${url.password}${url.search}` === ''
    );
  }, 'settings.not-a-web-address');

const choice = z.strictObject({
  code: z.string().min(1).max(100).describe('As the library system spells it'),
  name: z.string().min(1).max(100).describe('As staff read it'),
});

const digits = z.string().regex(/^\d{1,12}$/, 'settings.not-digits');

const cardNumbers = z
  .strictObject({
    prefix: z.string().max(20).default('').describe('Stands in front of every number'),
    from: digits.describe('First running number, as wide as it is printed, such as "00010001"').meta({ own: true }),
    to: digits
      .describe('Last one, of the same width. Two stations never share numbers: give each a range of its own')
      .meta({ own: true }),
    check: z
      .enum(['none', 'mod-10'])
      .default('none')
      .describe('Check digit at the end, as library numbers have it, or none'),
  })
  .refine(({ from, to }) => from.length === to.length && from <= to, { path: ['to'], message: 'settings.not-a-range' });

const attribute = (what: string) =>
  z.string().min(1).max(100).nullable().default(null).describe(`${what}; null: it is not stored anywhere`);

const usual = {
  names: z
    .enum(Object.keys(namePolicies).filter(isNamePolicy))
    .default('family-first')
    .describe(
      'How "Nguyễn Thị Minh Khai" is kept: family name as surname and the rest as first name; in three fields (newer Kohas); all but the given name as surname; all of it as surname',
    ),
  cardNumbers: cardNumbers
    .nullable()
    .default(null)
    .describe('Numbers that this station gives out; null: cards come with their numbers printed'),
  consent: attribute(
    'Where the version of the text is kept that the person agreed to: an attribute type or custom field',
  ),
  citizenNumber: attribute(
    'Where the citizen number is kept: an attribute type or custom field of the library system. It is never a card number',
  ),
} as const;

const lists = {
  branches: z.array(choice).max(500).default([]).describe('Branches, where the library system does not list them'),
  categories: z.array(choice).max(500).default([]).describe('Categories of patrons, where it does not list them'),
} as const;

const reached = {
  baseUrl: address.describe('Its address; https, or http on this very machine'),
  plainHttp: z
    .boolean()
    .default(false)
    .describe('Speak to another machine without secrecy: whoever is on the network reads patrons and passwords'),
  timeoutSeconds: z.number().min(2).max(60).default(15).describe('How long an answer may take'),
} as const;

const isKept = ({ baseUrl, plainHttp }: { readonly baseUrl: string; readonly plainHttp: boolean }): boolean => {
  const url = URL.parse(baseUrl);
  return url === null || plainHttp || isSecret(url);
};
const unkept = { path: ['baseUrl'], message: 'settings.not-https' };

export const registrySettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z
      .literal('embedded')
      .describe('The small library inside Tram, as if it were a Koha: for demonstration and training'),
    ...usual,
  }),
  z
    .strictObject({
      kind: z.literal('koha').describe('Koha’s REST interface; its account needs the permission to edit patrons'),
      ...reached,
      auth: z
        .discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('oauth').describe('A client of Koha (OAuth2 client credentials)'),
            clientId: z.string().min(1).max(200).describe('Its id'),
            clientSecret: secret.describe('Its secret'),
          }),
          z.strictObject({
            kind: z.literal('basic').describe('A user of Koha, where the preference RESTBasicAuth allows it'),
            user: z
              .string()
              .min(1)
              .max(200)
              .regex(/^[^:]*$/, 'settings.no-colon')
              .describe('Its name'),
            password: secret.describe('Its password'),
          }),
        ])
        .describe('Who this station is'),
      branch: z.string().min(1).max(100).describe('Home branch of whoever names none: Koha needs one'),
      ...usual,
      ...lists,
    })
    .refine(isKept, unkept),
  z
    .strictObject({
      kind: z.literal('folio').describe('FOLIO’s users'),
      ...reached,
      tenant: z.string().min(1).max(200).describe('The library’s tenant'),
      auth: z
        .discriminatedUnion('kind', [
          z.strictObject({
            kind: z.literal('login').describe('A user of FOLIO; its tokens are renewed'),
            user: z.string().min(1).max(200).describe('Its name'),
            password: secret.describe('Its password'),
          }),
          z.strictObject({
            kind: z.literal('token').describe('A token that does not end'),
            token: secret.describe('The token'),
          }),
        ])
        .describe('Who this station is'),
      addressType: z
        .string()
        .max(36)
        .nullable()
        .default(null)
        .describe('UUID of the kind of addresses; null: the first that FOLIO has'),
      ...usual,
      guardian: attribute('Custom field that a child’s guardian is kept in'),
    })
    .refine(isKept, unkept),
  z.strictObject({
    kind: z
      .literal('file')
      .describe(
        'A file in the columns of Koha’s patron import, which staff take to a library system without an interface',
      ),
    folder: z
      .string()
      .min(1)
      .max(1000)
      .describe('Where the files are written; a relative path starts where the settings file is'),
    branch: z.string().min(1).max(100).describe('Home branch of whoever names none'),
    ...usual,
    ...lists,
  }),
]);
export type RegistrySettings = z.infer<typeof registrySettings>;
