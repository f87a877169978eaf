// Whether two records are of one person: what they have in common. Pure.
import { isSameName, spokenName } from './names.ts';
import { isSamePhone } from './phone.ts';
import type { Alike, Known, Likeness, Person, Registration } from './registry.ts';

const isSameMail = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

const likenesses: Readonly<Record<Likeness, (person: Person, known: Known) => boolean>> = {
  card: (person, known) => known.card?.toLowerCase() === person.card.toLowerCase(),
  'name-and-birth': (person, known) =>
    person.born !== null && person.born === known.born && isSameName(spokenName(person.name), known.name),
  phone: (person, known) => person.phone !== null && known.phone !== null && isSamePhone(person.phone, known.phone),
  email: (person, known) => person.email !== null && known.email !== null && isSameMail(person.email, known.email),
};

const names: readonly Likeness[] = ['card', 'name-and-birth', 'phone', 'email'];

/** Null where they have nothing in common. */
export const alikeBy = (person: Person, known: Known): Alike | null => {
  const by = names.filter((name) => likenesses[name](person, known));
  return by.length === 0 ? null : { patron: known, by, place: null };
};

/** Those who have something in common with a person, each once, whoever has the most first. */
export const allAlike = (person: Person, known: readonly Known[]): readonly Alike[] => {
  const byKey = new Map(known.map((one) => [one.key, one]));
  return [...byKey.values()]
    .flatMap((one) => alikeBy(person, one) ?? [])
    .toSorted((one, other) => other.by.length - one.by.length);
};

/** Whether the patron with this card is what this registration made: the same card, name and day of birth. */
export const isOwnDoing = (registration: Registration, known: Known): boolean =>
  known.card?.toLowerCase() === registration.card.toLowerCase() &&
  known.born === registration.born &&
  isSameName(spokenName(registration.name), known.name);
