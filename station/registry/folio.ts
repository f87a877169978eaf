// The way into FOLIO: its users. The patron's UUID is the station's own and chosen before the first try, so a second try is
// refused by FOLIO itself. folio-wire.ts has its words, folio-login.ts its secrets.
import type { Clock } from '../../drivers/clock.ts';
import type { PatronNumber } from '../library.ts';
import { atOnce, foundOf, holderOf, mostOfCard } from './by-card.ts';
import {
  cqlFor,
  cqlText,
  endOf,
  folioAddressTypes,
  folioGroups,
  folioUser,
  folioUsers,
  knownOf,
  refusalOf,
  userOf,
  type FolioFields,
  type FolioUser,
} from './folio-wire.ts';
import type { Http } from './http.ts';
import { allAlike, isOwnDoing } from './likeness.ts';
import type { NamePolicy } from './names.ts';
import { oneByOne } from './one-by-one.ts';
import { refused, type Change, type ChangeAnswer, type Refused, type Registry } from './registry.ts';
import type { RegisterAnswer, Registration, Silent } from './registry.ts';
import { verdictOf } from './verdict.ts';

export type FolioRules = {
  readonly policy: NamePolicy;
  readonly fields: FolioFields;
  /** UUID of the kind that addresses are kept as; null: the first that FOLIO lists. */
  readonly addressType: string | null;
};

type Users = { readonly kind: 'users'; readonly users: readonly FolioUser[] };

const mostAlike = '200';

/** `http`: as tenant, with its token already. */
export const createFolio = (http: Http, rules: FolioRules, clock: Clock): Registry => {
  const alone = oneByOne();
  let addressType = rules.addressType;

  const usersWhere = async (query: string, limit: string): Promise<Users | Silent> => {
    const answer = await http.ask({ method: 'GET', path: '/users', search: { query, limit } });
    const parsed = answer.kind === 'answer' && answer.status === 200 ? folioUsers.safeParse(answer.json) : null;
    return parsed?.success === true ? { kind: 'users', users: parsed.data.users } : { kind: 'silent' };
  };

  const asked = async (card: PatronNumber): Promise<readonly FolioUser[] | null> => {
    const found = await usersWhere(`barcode==${cqlText(card)}`, String(mostOfCard));
    return found.kind === 'silent' ? null : found.users;
  };
  const withCard = (card: PatronNumber) => holderOf(card, asked, ({ barcode }) => barcode);

  /** An address must be of a kind; where FOLIO has none, the address cannot be kept, and that is said. */
  const kindOfAddress = async (): Promise<{ readonly kind: 'type'; readonly id: string } | Silent | Refused> => {
    if (addressType !== null) return { kind: 'type', id: addressType };
    const answer = await http.ask({ method: 'GET', path: '/addresstypes', search: { limit: '100' } });
    if (answer.kind === 'answer' && (answer.status === 401 || answer.status === 403)) return refusalOf(answer);
    const parsed = answer.kind === 'answer' && answer.status === 200 ? folioAddressTypes.safeParse(answer.json) : null;
    if (parsed?.success !== true) return { kind: 'silent' };
    addressType = parsed.data.addressTypes[0]?.id ?? null;
    return addressType === null ? refused('bad-field', 'FOLIO has no address type') : { kind: 'type', id: addressType };
  };

  const register = async (registration: Registration): Promise<RegisterAnswer> => {
    const hasAddress = registration.address !== null || registration.city !== null;
    const type = hasAddress ? await kindOfAddress() : null;
    if (type !== null && type.kind !== 'type') return type;
    const json = userOf(registration, { ...rules, addressType: type?.id ?? null });
    const verdict = verdictOf(await http.ask({ method: 'POST', path: '/users', json }));
    if (verdict.kind === 'silent' || verdict.kind === 'unknown') return verdict;
    if (verdict.kind === 'yes') {
      const made = folioUser.safeParse(verdict.answer.json);
      return made.success ? { kind: 'registered', patron: knownOf(made.data) } : { kind: 'unknown' };
    }
    const refusal = refusalOf(verdict.answer);
    // Nothing answers below this address as FOLIO does: the settings are wrong, not the patron.
    if (refusal.because === 'not-there') return { kind: 'silent' };
    if (refusal.because === 'not-allowed' || refusal.because === 'bad-category') return refusal;
    // It may be our own earlier try: its key or its card is there, and it is the same person.
    const there = await withCard(registration.card);
    if (there.kind === 'silent') return { kind: 'unknown' };
    if (there.of === null) return refusal;
    const known = knownOf(there.of);
    return isOwnDoing(registration, known)
      ? { kind: 'already-there', patron: known }
      : { ...refusal, because: 'card-taken' };
  };

  const put = async (user: FolioUser, wanted: Exclude<Change, { kind: 'pin' }>): Promise<ChangeAnswer> => {
    const path = `/users/${user.id}`;
    const fields = fieldsOf(wanted, user, clock.now());
    const json = { ...user, ...fields, metadata: undefined };
    const verdict = verdictOf(await http.ask({ method: 'PUT', path, json }));
    if (verdict.kind === 'silent') return verdict;
    if (verdict.kind === 'no') {
      const refusal = refusalOf(verdict.answer);
      return refusal.because === 'other' && wanted.kind === 'replace' ? { ...refusal, because: 'card-taken' } : refusal;
    }
    // 204 has nothing in it; and after silence only looking tells.
    const answer = await http.ask({ method: 'GET', path });
    const parsed = answer.kind === 'answer' && answer.status === 200 ? folioUser.safeParse(answer.json) : null;
    if (parsed?.success !== true) return verdict.kind === 'yes' ? changed({ ...user, ...fields }) : { kind: 'unknown' };
    const isDone = isAs(knownOf(parsed.data), wanted);
    return verdict.kind === 'yes' || isDone ? changed(parsed.data) : { kind: 'unknown' };
  };

  const setPin = async (user: FolioUser, pin: string): Promise<ChangeAnswer> => {
    const verdict = verdictOf(await http.ask({ method: 'POST', path: '/patron-pin', json: { id: user.id, pin } }));
    if (verdict.kind === 'yes') return changed(user);
    if (verdict.kind !== 'no') return verdict;
    const refusal = refusalOf(verdict.answer);
    return ['other', 'bad-field'].includes(refusal.because) ? { ...refusal, because: 'bad-pin' } : refusal;
  };

  return {
    capabilities: atOnce({
      branch: false,
      guardian: rules.fields.guardian !== null,
      citizenNumber: rules.fields.citizenNumber !== null,
      consent: rules.fields.consent !== null,
    }),
    register,
    find: async (card) => foundOf(await withCard(card), knownOf),
    alike: async (person) => {
      const found = await usersWhere(cqlFor(person), mostAlike);
      return found.kind === 'silent' ? found : { kind: 'alike', patrons: allAlike(person, found.users.map(knownOf)) };
    },
    change: (card, wanted) =>
      alone(async () => {
        const there = await withCard(card);
        if (there.kind === 'silent') return there;
        if (there.of === null) return refused('not-there');
        return wanted.kind === 'pin' ? setPin(there.of, wanted.pin) : put(there.of, wanted);
      }),
    lists: async () => {
      const answer = await http.ask({ method: 'GET', path: '/groups', search: { limit: '500' } });
      const parsed = answer.kind === 'answer' && answer.status === 200 ? folioGroups.safeParse(answer.json) : null;
      if (parsed?.success !== true) return { kind: 'silent' };
      const categories = parsed.data.usergroups.map(({ id, group }) => ({ code: id, name: group }));
      return { kind: 'lists', branches: [], categories };
    },
  };
};

const changed = (user: FolioUser): ChangeAnswer => ({ kind: 'changed', patron: knownOf(user) });

const isOver = ({ expirationDate }: FolioUser, nowMs: number): boolean =>
  typeof expirationDate === 'string' && Date.parse(expirationDate) < nowMs;

/** FOLIO makes a user inactive whose days are over: with new days they are active again. */
const fieldsOf = (
  change: Exclude<Change, { kind: 'pin' }>,
  user: FolioUser,
  nowMs: number,
): Partial<Pick<FolioUser, 'active' | 'barcode' | 'expirationDate'>> => {
  switch (change.kind) {
    case 'block':
    case 'lost':
      return { active: false };
    case 'unblock':
      return { active: true };
    case 'replace':
      // A loss is over with the new card; days that are over are not.
      return { barcode: change.card, ...(isOver(user, nowMs) ? {} : { active: true }) };
    case 'extend':
      return { expirationDate: endOf(change.expiry), ...(isOver(user, nowMs) ? { active: true } : {}) };
  }
};

/** Whether a patron is as a change would have them. */
const isAs = (known: ReturnType<typeof knownOf>, change: Exclude<Change, { kind: 'pin' }>): boolean => {
  switch (change.kind) {
    case 'block':
    case 'lost':
      return known.isBlocked;
    case 'unblock':
      return !known.isBlocked;
    case 'replace':
      return known.card === change.card;
    case 'extend':
      return known.expiry === change.expiry;
  }
};
