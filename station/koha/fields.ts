// A patron as Koha's interface has it: which properties there are, of which kind, and what is said of a body that is otherwise.
// After the definition `patron` of its OpenAPI document: nothing else is accepted. Pure.
import * as z from 'zod';

const text = z.string().nullish();
const truth = z.boolean().nullish();
const whole = z.int().nullish();
const day = z.iso.date().nullish();
const attribute = z.strictObject({ type: z.string(), value: z.string(), extended_attribute_id: whole });

const address = {
  street_number: text,
  street_type: text,
  address: text,
  address2: text,
  city: text,
  state: text,
} as const;

/** `prefix` stands before each name, as in `altcontact_city`. */
const prefixed = (prefix: string, names: readonly string[]): Readonly<Record<string, typeof text>> =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, text]));

const shape = {
  surname: z.string(),
  library_id: z.string(),
  category_id: z.string(),
  patron_id: z.int().optional(),
  cardnumber: text,
  firstname: text,
  middle_name: text,
  date_of_birth: day,
  date_enrolled: day,
  expiry_date: day,
  date_renewed: day,
  ...address,
  ...prefixed('', ['postal_code', 'country', 'email', 'phone', 'mobile', 'fax', 'secondary_email', 'secondary_phone']),
  ...prefixed('', ['preferred_name', 'title', 'other_name', 'initials', 'pronouns', 'relationship_type', 'gender']),
  ...prefixed('', ['userid', 'staff_notes', 'opac_notes', 'statistics_1', 'statistics_2', 'sms_number', 'lang']),
  ...prefixed('altaddress_', ['street_number', 'street_type', 'address', 'address2', 'city', 'state', 'postal_code']),
  ...prefixed('altaddress_', ['country', 'email', 'phone', 'notes']),
  ...prefixed('altcontact_', ['firstname', 'surname', 'address', 'address2', 'city', 'state', 'postal_code']),
  ...prefixed('altcontact_', ['country', 'phone']),
  patron_card_lost: truth,
  incorrect_address: truth,
  autorenew_checkouts: truth,
  protected: truth,
  privacy_guarantor_fines: truth,
  privacy: whole,
  privacy_guarantor_checkouts: whole,
  sms_provider_id: whole,
  login_attempts: whole,
  check_previous_checkout: text,
  overdrive_auth_token: text,
  updated_on: text,
  last_seen: text,
  extended_attributes: z.array(attribute).optional(),
};

const body = z.strictObject(shape);
export type PatronBody = z.infer<typeof body> & Readonly<Record<string, unknown>>;

/** Read-only: in what is told, never in what is taken. */
const readOnly = ['restricted', 'anonymized'];

export type BodyFault = { readonly message: string; readonly path: string };

/** The words of the check that Koha's framework makes before Koha itself looks. */
const faultOf = (issue: z.core.$ZodIssue): BodyFault => {
  const path = `/body${issue.path.map((step) => `/${String(step)}`).join('')}`;
  if (issue.code === 'unrecognized_keys') {
    const first = issue.keys.find((key) => readOnly.includes(key));
    return first === undefined
      ? { message: `Properties not allowed: ${issue.keys.join(', ')}.`, path }
      : { message: 'Read-only.', path: `${path}/${first}` };
  }
  if (issue.code === 'invalid_format') return { message: 'Does not match date format.', path };
  if (issue.code === 'invalid_type' && issue.input === undefined) return { message: 'Missing property.', path };
  return { message: issue.code === 'invalid_type' ? `Expected ${issue.expected}/null.` : issue.message, path };
};

export const readBody = (
  value: unknown,
):
  | { readonly kind: 'patron'; readonly body: PatronBody }
  | { readonly kind: 'faults'; readonly faults: readonly BodyFault[] } => {
  const read = body.safeParse(value, { reportInput: true });
  if (read.success) return { kind: 'patron', body: read.data };
  return { kind: 'faults', faults: read.error.issues.map(faultOf) };
};

/** Every property of a patron that is told, as nothing: the whole of it comes in every answer. */
export const emptyPatron: Readonly<Record<string, null>> = Object.fromEntries(
  Object.keys(shape)
    .filter((name) => name !== 'extended_attributes')
    .map((name) => [name, null]),
);
