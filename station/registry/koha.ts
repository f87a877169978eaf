// The way into Koha: patrons over its REST interface (/api/v1). Knows what it takes and answers; koha-wire.ts has its words,
// koha-login.ts its secrets. There is no key against repetition: the card number, chosen before, settles what was done.
import type { PatronNumber } from '../library.ts';
import { atOnce, foundOf, holderOf, mostOfCard } from './by-card.ts';
import type { Http } from './http.ts';
import { allAlike, isOwnDoing } from './likeness.ts';
import {
  bodyOf,
  kohaCategories,
  kohaLibraries,
  kohaPatron,
  kohaPatrons,
  knownOf,
  refusalOf,
  sentBack,
  type Attributes,
  type KohaPatron,
} from './koha-wire.ts';
import { nameEnds, plainName, type NamePolicy } from './names.ts';
import { oneByOne } from './one-by-one.ts';
import { phoneSpellings } from './phone.ts';
import { refused, type Change, type ChangeAnswer, type Choice, type Lists, type Registry } from './registry.ts';
import type { Person, RegisterAnswer, Registration, Silent } from './registry.ts';
import { verdictOf } from './verdict.ts';

export type KohaRules = {
  readonly policy: NamePolicy;
  readonly attributes: Attributes;
  /** For who names none. */
  readonly branch: string;
  /** Where Koha does not tell: its older versions list no categories. */
  readonly lists: Lists;
};

type Found = { readonly kind: 'patrons'; readonly patrons: readonly KohaPatron[] };

const mostAlike = 200;
const mostChoices = 500;

/** `http`: in the name of this station already. */
export const createKoha = (http: Http, rules: KohaRules): Registry => {
  const alone = oneByOne();

  const patronsWhere = async (search: Readonly<Record<string, string>>): Promise<Found | Silent> => {
    const answer = await http.ask({ method: 'GET', path: '/patrons', search });
    const parsed = answer.kind === 'answer' && answer.status === 200 ? kohaPatrons.safeParse(answer.json) : null;
    return parsed?.success === true ? { kind: 'patrons', patrons: parsed.data } : { kind: 'silent' };
  };

  const asked = async (card: PatronNumber): Promise<readonly KohaPatron[] | null> => {
    const found = await patronsWhere({ cardnumber: card, _match: 'exact', _per_page: String(mostOfCard) });
    return found.kind === 'silent' ? null : found.patrons;
  };
  const withCard = (card: PatronNumber) => holderOf(card, asked, ({ cardnumber }) => cardnumber);

  const register = async (registration: Registration): Promise<RegisterAnswer> => {
    const body = bodyOf(registration, rules);
    const verdict = verdictOf(await http.ask({ method: 'POST', path: '/patrons', json: body }));
    if (verdict.kind === 'silent' || verdict.kind === 'unknown') return verdict;
    if (verdict.kind === 'yes') {
      const made = kohaPatron.safeParse(verdict.answer.json);
      return made.success ? { kind: 'registered', patron: knownOf(made.data) } : { kind: 'unknown' };
    }
    const refusal = refusalOf(verdict.answer);
    // Nothing answers below this address as Koha does: the settings are wrong, not the patron.
    if (refusal.because === 'not-there') return { kind: 'silent' };
    if (refusal.because !== 'card-taken') return refusal;
    // It may be our own earlier try that has taken it.
    const there = await withCard(registration.card);
    if (there.kind === 'silent') return { kind: 'unknown' };
    const known = there.of === null ? null : knownOf(there.of);
    return known !== null && isOwnDoing(registration, known) ? { kind: 'already-there', patron: known } : refusal;
  };

  const put = async (patron: KohaPatron, fields: Readonly<Record<string, unknown>>): Promise<ChangeAnswer> => {
    const path = `/patrons/${patron.patron_id}`;
    const verdict = verdictOf(await http.ask({ method: 'PUT', path, json: sentBack(patron, fields) }));
    if (verdict.kind === 'silent') return verdict;
    if (verdict.kind === 'no') return refusalOf(verdict.answer);
    // Also after a 204 of older versions, which says that nothing had to be changed.
    const after = verdict.kind === 'yes' ? kohaPatron.safeParse(verdict.answer.json).data : undefined;
    return after === undefined ? lookAfter(path, fields) : { kind: 'changed', patron: knownOf(after) };
  };

  /** A change that is made twice is the same change: what is not seen to be done may be asked for again. */
  const lookAfter = async (path: string, fields: Readonly<Record<string, unknown>>): Promise<ChangeAnswer> => {
    const answer = await http.ask({ method: 'GET', path });
    const parsed = answer.kind === 'answer' && answer.status === 200 ? kohaPatron.safeParse(answer.json) : null;
    if (parsed?.success !== true) return { kind: 'unknown' };
    const isDone = Object.entries(fields).every(([name, value]) => parsed.data[name] === value);
    return isDone ? { kind: 'changed', patron: knownOf(parsed.data) } : { kind: 'unknown' };
  };

  const setPin = async (patron: KohaPatron, pin: string): Promise<ChangeAnswer> => {
    const json = { password: pin, password_2: pin };
    const answer = await http.ask({ method: 'POST', path: `/patrons/${patron.patron_id}/password`, json });
    const verdict = verdictOf(answer);
    if (verdict.kind === 'yes') return { kind: 'changed', patron: knownOf(patron) };
    if (verdict.kind !== 'no') return verdict;
    const refusal = refusalOf(verdict.answer);
    // The library's rules for passwords, with a sentence.
    return refusal.because === 'other' || refusal.because === 'bad-field'
      ? { ...refusal, because: 'bad-pin' }
      : refusal;
  };

  const change = async (card: PatronNumber, wanted: Change): Promise<ChangeAnswer> => {
    const there = await withCard(card);
    if (there.kind === 'silent') return there;
    if (there.of === null) return refused('not-there');
    // Koha's own restriction stays whatever is sent: the card would be told to be good, and would not be.
    if (wanted.kind === 'unblock' && there.of.restricted === true) return refused('not-offered');
    return wanted.kind === 'pin' ? setPin(there.of, wanted.pin) : put(there.of, fieldsOf(wanted));
  };

  const choices = async <Row>(
    path: string,
    read: { safeParse(value: unknown): { readonly success: boolean; readonly data?: readonly Row[] } },
    choiceOf: (row: Row) => Choice,
    otherwise: readonly Choice[],
  ): Promise<readonly Choice[] | null> => {
    const answer = await http.ask({ method: 'GET', path, search: { _per_page: String(mostChoices) } });
    // Not there in this version, or not for this account: the settings say it.
    if (answer.kind === 'answer' && [403, 404].includes(answer.status)) return otherwise;
    const rows = answer.kind === 'answer' && answer.status === 200 ? read.safeParse(answer.json).data : undefined;
    return rows?.map(choiceOf) ?? null;
  };

  return {
    capabilities: atOnce({
      branch: true,
      guardian: true,
      citizenNumber: rules.attributes.citizenNumber !== null,
      consent: rules.attributes.consent !== null,
    }),
    register,
    find: async (card) => foundOf(await withCard(card), knownOf),
    alike: async (person) => {
      const found = await patronsWhere({ q: JSON.stringify(queryFor(person)), _per_page: String(mostAlike) });
      if (found.kind === 'silent') return found;
      return { kind: 'alike', patrons: allAlike(person, found.patrons.map(knownOf)) };
    },
    change: (card, wanted) => alone(() => change(card, wanted)),
    lists: async () => {
      const [branches, categories] = await Promise.all([
        choices('/libraries', kohaLibraries, ({ library_id: code, name }) => ({ code, name }), rules.lists.branches),
        choices(
          '/patron_categories',
          kohaCategories,
          ({ patron_category_id: code, name }) => ({ code, name }),
          rules.lists.categories,
        ),
      ]);
      return branches === null || categories === null ? { kind: 'silent' } : { kind: 'lists', branches, categories };
    },
  };
};

/**
 * Koha's interface sets no restriction (`restricted` is read-only): a card is kept from lending by the flag that says it is lost,
 * which its own desk shows as that.
 */
const fieldsOf = (change: Exclude<Change, { kind: 'pin' }>): Readonly<Record<string, unknown>> => {
  switch (change.kind) {
    case 'block':
    case 'lost':
      return { patron_card_lost: true };
    case 'unblock':
      return { patron_card_lost: false };
    case 'replace':
      return { cardnumber: change.card, patron_card_lost: false };
    case 'extend':
      return { expiry_date: change.expiry };
  }
};

/** Letters that may have marks in one record and none in another stand for any letter, and so do the signs of the pattern itself. */
const like = (text: string): string => plainName(text).replaceAll(/[aeiouyd%_\\]/g, '_');

/** Koha's JSON search. Names are asked for by their ends and compared here: records are made by more than one policy. */
const queryFor = ({ card, name, born, phone, email }: Person): object => {
  const { first, last } = nameEnds(name);
  const named =
    last === null
      ? [{ date_of_birth: born, surname: { '-like': `${like(first)}%` } }]
      : [
          { date_of_birth: born, surname: { '-like': `${like(first)}%${like(last)}` } },
          { date_of_birth: born, surname: { '-like': `${like(first)}%` }, firstname: { '-like': `%${like(last)}` } },
        ];
  return {
    '-or': [
      { cardnumber: card },
      ...(born === null ? [] : named),
      ...(phone === null ? [] : phoneSpellings(phone).flatMap((one) => [{ phone: one }, { mobile: one }])),
      ...(email === null ? [] : [{ email }]),
    ],
  };
};
