// Registrations as they lie on disk: read back and checked, and seen as the patrons they will be.
import * as z from 'zod';
import { allAlike } from './likeness.ts';
import { spokenName } from './names.ts';
import type { Alike, AlikeAnswer, Known, Person, Registration } from './registry.ts';

const text = z.string().max(1000);
const name = z.object({ family: text, middle: text, given: text });
const registration = z.object({
  id: text,
  card: text,
  name,
  born: text.nullable(),
  sex: z.enum(['male', 'female', 'other']).nullable(),
  address: text.nullable(),
  city: text.nullable(),
  phone: text.nullable(),
  email: text.nullable(),
  category: text,
  branch: text.nullable(),
  enrolled: text,
  expiry: text.nullable(),
  guardian: z.object({ name, relation: z.enum(['mother', 'father', 'guardian']), phone: text.nullable() }).nullable(),
  citizenNumber: text.nullable(),
  consent: z.object({ version: text, on: text }),
});

/** Null where the row cannot be read: damaged, or none of ours. */
export const readRegistration = (body: string): Registration | null => {
  try {
    return registration.parse(JSON.parse(body));
  } catch {
    return null;
  }
};

/** As it will be known. */
export const asKnown = (one: Registration): Known => ({
  key: one.id,
  card: one.card,
  name: spokenName(one.name),
  born: one.born,
  phone: one.phone,
  email: one.email,
  category: one.category,
  branch: one.branch,
  expiry: one.expiry,
  isBlocked: false,
});

/** Those of the library system, and those here who are not among them. */
export const withAlike = (person: Person, there: AlikeAnswer, here: readonly Known[]): readonly Alike[] => {
  const known = there.kind === 'alike' ? there.patrons : [];
  const cards = new Set(known.map(({ patron }) => patron.card));
  return [
    ...known,
    ...allAlike(
      person,
      here.filter(({ card }) => !cards.has(card)),
    ),
  ];
};
