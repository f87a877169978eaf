// The patrons of the small library system as Koha would have them: what that library knows of a patron stands there, so that a
// card which is made here borrows over SIP2 at once; what only Koha has a field for stands here. Must not know requests.
import type { Clock } from '../../drivers/clock.ts';
import type { Acs, CataloguePatron } from 'sip2/acs';
import { nameFields, spokenFields, splitName } from '../registry/names.ts';
import { emptyPatron, type PatronBody } from './fields.ts';

export type KohaRecord = Readonly<Record<string, unknown>> & { readonly patron_id: number };

export type Wrong =
  | { readonly kind: 'no-such'; readonly what: 'library_id' | 'category_id' | 'attribute type' }
  | { readonly kind: 'taken'; readonly what: 'cardnumber' | 'userid' | 'attribute' };

export type Records = {
  all(): readonly KohaRecord[];
  get(id: number): KohaRecord | null;
  add(body: PatronBody): KohaRecord | Wrong;
  /** The fields that are there take the place of those before. Null: there is no such patron. */
  change(id: number, body: PatronBody): KohaRecord | Wrong | null;
  setPin(id: number, pin: string): boolean;
  /** As on the first morning. */
  reset(): void;
};

/** The codes that the small library system tells of its patrons over SIP2, and the names of its kinds. */
export const kohaCategories = [
  { patron_category_id: 'NGUOI-LON', name: 'Người lớn', is: 'adult' },
  { patron_category_id: 'TRE-EM', name: 'Trẻ em', is: 'child' },
] as const;

/** `CCCD`: nobody has the number of another. */
export const attributeTypes: Readonly<Record<string, { readonly isUnique: boolean }>> = {
  CCCD: { isUnique: true },
  'DONG-Y': { isUnique: false },
};

const dayMs = 86_400_000;
const pad = (value: number): string => String(value).padStart(2, '0');
const dayOf = (at: Date): string => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
const midnight = (day: string): Date => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
};
const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

export const createRecords = (acs: Acs, clock: Clock): Records => {
  /** Fields of their own, by patron id; ids stay with a patron whose card changes. */
  const own = new Map<number, PatronBody>();
  const ids = new Map<string, number>();
  let startedAt = clock.now();
  let last = 0;

  const idOf = (card: string): number => {
    const known = ids.get(card);
    if (known !== undefined) return known;
    last += 1;
    ids.set(card, last);
    return last;
  };
  const startDay = (): Date => midnight(dayOf(new Date(startedAt)));
  const expiryOf = ({ expiresInDays }: CataloguePatron): string => {
    const day = startDay();
    day.setDate(day.getDate() + expiresInDays);
    return dayOf(day);
  };
  const daysUntil = (day: string): number => Math.round((midnight(day).getTime() - startDay().getTime()) / dayMs);
  const categoryOf = (patron: CataloguePatron): string =>
    kohaCategories.find(({ is }) => is === patron.category)?.patron_category_id ?? '';

  /** Those of the catalogue have one whole name. */
  const namesOf = (patron: CataloguePatron) => {
    const { surname, first } = nameFields(splitName(patron.name), 'family-first');
    return { surname, firstname: first };
  };

  const recordOf = (patron: CataloguePatron): KohaRecord => {
    const id = idOf(patron.card);
    return {
      ...emptyPatron,
      library_id: acs.catalogue.library.homeBranch,
      ...namesOf(patron),
      ...own.get(id),
      patron_id: id,
      cardnumber: patron.card,
      date_of_birth: patron.birthDate === '' ? null : patron.birthDate,
      email: patron.email === '' ? null : patron.email,
      phone: patron.phone === '' ? null : patron.phone,
      address: patron.address === '' ? null : patron.address,
      category_id: categoryOf(patron),
      expiry_date: expiryOf(patron),
      patron_card_lost: patron.standing === 'card-lost',
      restricted: patron.standing === 'blocked',
      anonymized: false,
    };
  };
  const withId = (id: number): CataloguePatron | null =>
    acs.patrons().find((patron) => idOf(patron.card) === id) ?? null;

  const amiss = (body: PatronBody, self: number | null): Wrong | null => {
    const { libraries, others } = {
      libraries: acs.catalogue.library.branches.map(({ code }) => code),
      others: [...own].filter(([id]) => id !== self).map(([, fields]) => fields),
    };
    if (!libraries.includes(body.library_id)) return { kind: 'no-such', what: 'library_id' };
    if (!kohaCategories.some((row) => row.patron_category_id === body.category_id))
      return { kind: 'no-such', what: 'category_id' };
    const card = body.cardnumber?.toLowerCase();
    const holder = acs.patrons().find((patron) => patron.card.toLowerCase() === card);
    if (holder !== undefined && idOf(holder.card) !== self) return { kind: 'taken', what: 'cardnumber' };
    const { userid = null, extended_attributes = [] } = body;
    if (userid !== null && others.some((other) => other['userid'] === userid)) return { kind: 'taken', what: 'userid' };
    for (const { type, value } of extended_attributes) {
      const rule = attributeTypes[type];
      if (rule === undefined) return { kind: 'no-such', what: 'attribute type' };
      const has = others.some((other) =>
        (other.extended_attributes ?? []).some((one) => one.type === type && one.value === value),
      );
      if (rule.isUnique && has) return { kind: 'taken', what: 'attribute' };
    }
    return null;
  };

  /** What the small library system keeps of it. */
  const cataloguedOf = (body: PatronBody, before: CataloguePatron | null): CataloguePatron => {
    const enrolled = textOr(body.date_enrolled, dayOf(new Date(clock.now())));
    const yearOn = midnight(enrolled);
    yearOn.setFullYear(yearOn.getFullYear() + 1);
    const isLost = body.patron_card_lost ?? before?.standing === 'card-lost';
    const standing = isLost ? 'card-lost' : before?.standing === 'blocked' ? 'blocked' : 'good';
    return {
      card: textOr(body.cardnumber, before?.card ?? ''),
      name: spokenFields({
        surname: body.surname,
        middle: textOr(body.middle_name, ''),
        first: textOr(body.firstname, ''),
      }),
      pin: before?.pin ?? null,
      standing,
      category: kohaCategories.find((row) => row.patron_category_id === body.category_id)?.is ?? 'adult',
      expiresInDays: daysUntil(textOr(body.expiry_date, before === null ? dayOf(yearOn) : expiryOf(before))),
      birthDate: textOr(body.date_of_birth, ''),
      email: textOr(body['email'], ''),
      phone: textOr(body['phone'], ''),
      address: textOr(body.address, ''),
      note: before?.note ?? '',
    };
  };

  return {
    all: () => acs.patrons().map(recordOf),
    get: (id) => {
      const patron = withId(id);
      return patron === null ? null : recordOf(patron);
    },
    add: (body) => {
      const wrong = amiss(body, null);
      if (wrong !== null) return wrong;
      const id = last + 1;
      const card = textOr(body.cardnumber, String(id));
      const patron = cataloguedOf({ ...body, cardnumber: card }, null);
      if (!acs.putPatron(null, patron)) return { kind: 'taken', what: 'cardnumber' };
      own.set(idOf(card), body);
      return recordOf(patron);
    },
    change: (id, body) => {
      const before = withId(id);
      if (before === null) return null;
      const wrong = amiss(body, id);
      if (wrong !== null) return wrong;
      const patron = cataloguedOf(body, before);
      if (!acs.putPatron(before.card, patron)) return { kind: 'taken', what: 'cardnumber' };
      ids.delete(before.card);
      ids.set(patron.card, id);
      // Attributes have a door of their own: a patron that is sent without them keeps them.
      const { extended_attributes = own.get(id)?.extended_attributes } = body;
      own.set(id, { ...body, ...(extended_attributes === undefined ? {} : { extended_attributes }) });
      return recordOf(patron);
    },
    setPin: (id, pin) => {
      const patron = withId(id);
      return patron !== null && acs.putPatron(patron.card, { ...patron, pin });
    },
    reset: () => {
      own.clear();
      ids.clear();
      last = 0;
      startedAt = clock.now();
      for (const { card } of acs.patrons()) idOf(card);
    },
  };
};
