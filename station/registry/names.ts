// Vietnamese names: family name, middle names, given name, and how a library system that knows surname and first name has them.
// Pure; must not know any library system.

/** Họ, đệm, tên. `middle` and `given` may be empty; `family` never is. */
export type FullName = { readonly family: string; readonly middle: string; readonly given: string };

/** As they stand in the fields of a library system; empty for a field that is left out. */
export type NameFields = { readonly surname: string; readonly middle: string; readonly first: string };

type Part = keyof FullName;

/**
 * Which part goes into which field. Read in the order surname, middle, first, each of them is the name as it is spoken; that
 * is how it is put together again, and recognised whatever policy an older record was made by.
 */
export const namePolicies = {
  'family-first': { surname: ['family'], middle: [], first: ['middle', 'given'] },
  'three-fields': { surname: ['family'], middle: ['middle'], first: ['given'] },
  'given-first': { surname: ['family', 'middle'], middle: [], first: ['given'] },
  'whole-in-surname': { surname: ['family', 'middle', 'given'], middle: [], first: [] },
} as const satisfies Readonly<Record<string, Readonly<Record<keyof NameFields, readonly Part[]>>>>;

export type NamePolicy = keyof typeof namePolicies;
export const isNamePolicy = (name: string): name is NamePolicy => Object.hasOwn(namePolicies, name);

const words = (text: string): readonly string[] => text.normalize('NFC').trim().split(/\s+/).filter(Boolean);

/** The first word, the last, and what is between: right for most, and a form lets staff move a word. */
export const splitName = (whole: string): FullName => {
  const [family = '', ...others] = words(whole);
  return { family, middle: others.slice(0, -1).join(' '), given: others.at(-1) ?? '' };
};

const joined = (parts: readonly string[]): string => parts.flatMap(words).join(' ');

export const spokenName = ({ family, middle, given }: FullName): string => joined([family, middle, given]);

export const spokenFields = ({ surname, middle, first }: NameFields): string => joined([surname, middle, first]);

export const nameFields = (name: FullName, policy: NamePolicy): NameFields => {
  const of = (parts: readonly Part[]): string => joined(parts.map((part) => name[part]));
  const { surname, middle, first } = namePolicies[policy];
  return { surname: of(surname), middle: of(middle), first: of(first) };
};

/** The first word and the last one, by which records are asked for; null where there is but one. */
export const nameEnds = (name: FullName): { readonly first: string; readonly last: string | null } => {
  const [first = '', ...others] = words(spokenName(name));
  return { first, last: others.at(-1) ?? null };
};

/** Without marks, capitals and double blanks: records typed in a hurry have none of them. */
export const plainName = (name: string): string =>
  joined([name]).normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();

/** By the same letters, marks and capitals aside. */
export const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);
