// What the station may ask of whatever keeps the patrons: register, find, look for doubles, change a card, list branches and
// categories. Plain data and one port; must not know HTTP, CSV, screens or the queue.
import type { PatronNumber } from '../library.ts';
import type { FullName } from './names.ts';

/** `YYYY-MM-DD`. */
export type Day = string;

export type Sex = 'male' | 'female' | 'other';

/** Who answers for a child. No patron of the library need be one. */
export type Guardian = {
  readonly name: FullName;
  readonly relation: 'mother' | 'father' | 'guardian';
  readonly phone: string | null;
};

/**
 * A patron to be, as staff have seen it and the person has agreed to. There is no place for a patron password in it: whoever
 * waits in a queue has none.
 */
export type Registration = {
  /** A UUID that the station chooses before the first try; where the library system takes one, the patron's own key. */
  readonly id: string;
  /** Chosen before the first try, so that a lost answer is found out by it. Never a citizen number. */
  readonly card: PatronNumber;
  readonly name: FullName;
  readonly born: Day | null;
  readonly sex: Sex | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** A code of `Lists`. */
  readonly category: string;
  /** A code of `Lists`; null where the library system knows no home branch. */
  readonly branch: string | null;
  readonly enrolled: Day;
  /** Null: by the rule of the category. */
  readonly expiry: Day | null;
  readonly guardian: Guardian | null;
  /** Kept only where the settings name a place for it; null otherwise, and then it is nowhere. */
  readonly citizenNumber: string | null;
  /** Which text the person agreed to, and when. */
  readonly consent: { readonly version: string; readonly on: Day };
};

/** A patron as the library system has them. */
export type Known = {
  /** Its own key: an internal number, a UUID. */
  readonly key: string;
  readonly card: PatronNumber | null;
  /** In the order it is spoken. */
  readonly name: string;
  readonly born: Day | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly category: string | null;
  readonly branch: string | null;
  readonly expiry: Day | null;
  /** Nothing is lent on this card: lost, blocked, or not active. */
  readonly isBlocked: boolean;
};

/** Why the library system says no. `not-allowed`: the settings' account may not do that, or its secret is wrong. */
export const refusals = [
  ...(['card-taken', 'bad-branch', 'bad-category', 'bad-field', 'bad-pin', 'unique-field'] as const),
  ...(['not-allowed', 'not-there', 'not-offered', 'other'] as const),
] as const;
export type RegistryRefusal = (typeof refusals)[number];

// `silent`: nothing was done, it may be tried again. `unknown`: it was asked and nobody knows what it did.
// `says`: the library system's own words, for staff and never for a patron or a log; null where it gave none.

export type Refused = { readonly kind: 'refused'; readonly because: RegistryRefusal; readonly says: string | null };
export type Silent = { readonly kind: 'silent' };
export type Unknown = { readonly kind: 'unknown' };

export type RegisterAnswer =
  | { readonly kind: 'registered'; readonly patron: Known }
  /** This very registration stands there already: an earlier try went through. */
  | { readonly kind: 'already-there'; readonly patron: Known }
  /** It goes into the next file that staff take to the library system. */
  | { readonly kind: 'for-the-file' }
  | Refused
  | Silent
  | Unknown;

export type FindAnswer = { readonly kind: 'found'; readonly patron: Known } | { readonly kind: 'nobody' } | Silent;

/** What two records have in common. */
export type Likeness = 'card' | 'name-and-birth' | 'phone' | 'email';
/** `place`: a desk that is making their first card now; null for those who are there, or who wait. */
export type Alike = { readonly patron: Known; readonly by: readonly Likeness[]; readonly place: string | null };
export type AlikeAnswer = { readonly kind: 'alike'; readonly patrons: readonly Alike[] } | Silent;

export type Person = Pick<Registration, 'name' | 'born' | 'phone' | 'email' | 'card'>;

export type Change =
  | { readonly kind: 'block' }
  | { readonly kind: 'unblock' }
  | { readonly kind: 'lost' }
  /** The old number leads nowhere from then on; a loss that was told of it is over. */
  | { readonly kind: 'replace'; readonly card: PatronNumber }
  | { readonly kind: 'extend'; readonly expiry: Day }
  | { readonly kind: 'pin'; readonly pin: string };

export type ChangeAnswer = { readonly kind: 'changed'; readonly patron: Known } | Refused | Silent | Unknown;

export type Choice = { readonly code: string; readonly name: string };
export type Lists = { readonly branches: readonly Choice[]; readonly categories: readonly Choice[] };
export type ListsAnswer = ({ readonly kind: 'lists' } & Lists) | Silent;

/** What this way into the library system can do; the desk shows no more than this. */
export type Capabilities = {
  readonly registers: 'at-once' | 'by-file';
  /** `waiting-only`: it sees those that wait here, and not whom the library system has. */
  readonly looksAt: 'all-patrons' | 'waiting-only';
  readonly changes: readonly Change['kind'][];
  readonly keeps: {
    readonly branch: boolean;
    readonly guardian: boolean;
    readonly citizenNumber: boolean;
    readonly consent: boolean;
  };
};

/** A way into the library system. No answer rejects; what was not foreseen throws. */
export type Registry = {
  readonly capabilities: Capabilities;
  register(registration: Registration): Promise<RegisterAnswer>;
  find(card: PatronNumber): Promise<FindAnswer>;
  alike(person: Person): Promise<AlikeAnswer>;
  change(card: PatronNumber, change: Change): Promise<ChangeAnswer>;
  lists(): Promise<ListsAnswer>;
};

export const refused = (because: RegistryRefusal, says: string | null = null): Refused => ({
  kind: 'refused',
  because,
  says,
});
