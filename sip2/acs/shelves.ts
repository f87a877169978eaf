// What the library behind the small ACS has and knows at this moment: items, patrons, loans, holds, fees. Knows where things
// are; must not know what is allowed.

import type { Clock } from '../clock.ts';
import type { Behaviour } from './behaviours.ts';
import type { Catalogue, CatalogueItem, CataloguePatron } from './catalogue.ts';
import { createFees, type Fees } from './fees.ts';
import { createHolds, type Holds } from './holds.ts';

export type Loan = {
  readonly itemId: string;
  readonly patronId: string;
  readonly title: string;
  /** ms since the epoch. */
  readonly dueAt: number;
  readonly renewals: number;
};

export type Refused = { readonly kind: 'refused'; readonly text: string };

export type ShelfParts = {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly behaviour: Behaviour;
  /** From 0 up to 1, as Math.random. */
  readonly random: () => number;
};

export type Shelves = ShelfParts & {
  /** As they stand now: blocked since, or not. */
  patron(card: string): CataloguePatron | null;
  item(barcode: string): CatalogueItem | null;
  readonly loans: Map<string, Loan>;
  readonly inTransit: Set<string>;
  readonly holds: Holds;
  readonly fees: Fees;
  setStanding(card: string, standing: CataloguePatron['standing']): void;
  /** In the order they came, as they stand now. */
  patrons(): readonly CataloguePatron[];
  /**
   * A patron who is new (`card` null), or as the one with this card is now; what was on an old card number goes along to the
   * new one. False, and nothing is done, where the number is another's, or nobody has this card.
   */
  putPatron(card: string | null, patron: CataloguePatron): boolean;
  loansOf(patronId: string): readonly Loan[];
  isExpired(patron: CataloguePatron): boolean;
  /** For whatever reason: nothing is lent or renewed. */
  isBlocked(patron: CataloguePatron): boolean;
  /** When a loan of so many days ends that begins at this moment. */
  dueAfter(from: number): number;
};

/** Everything as the catalogue has it, as of now. */
export function createShelves(parts: ShelfParts): Shelves {
  const { clock, catalogue, behaviour } = parts;
  const startedAt = clock.now();
  const cardKey = (card: string): string => (behaviour.cardCase === 'ignored' ? card.toLowerCase() : card);
  const items = new Map(catalogue.items.map((item) => [item.barcode, item]));
  const patrons = new Map(catalogue.patrons.map((one) => [cardKey(one.card), one]));
  const standings = new Map<string, CataloguePatron['standing']>();
  const holds = createHolds(catalogue.holds);
  const fees = createFees(catalogue.fees);
  const loans = new Map(
    catalogue.loans.map(({ item, card, dueInDays, renewals }): readonly [string, Loan] => {
      const title = items.get(item)?.title ?? '';
      return [item, { itemId: item, patronId: card, title, dueAt: endOfDay(startedAt, dueInDays), renewals }];
    }),
  );
  const asTheyStand = (known: CataloguePatron): CataloguePatron => ({
    ...known,
    standing: standings.get(known.card) ?? known.standing,
  });

  function putPatron(card: string | null, now: CataloguePatron): boolean {
    const before = card === null ? null : (patrons.get(cardKey(card)) ?? null);
    const other = patrons.get(cardKey(now.card)) ?? null;
    if ((card !== null && before === null) || (other !== null && other !== before)) return false;
    standings.delete(before?.card ?? now.card);
    if (before === null) {
      patrons.set(cardKey(now.card), now);
      return true;
    }
    // In their place: a list of patrons does not change its order because somebody lost a card.
    const all = [...patrons.values()].map((one) => (one === before ? now : one));
    patrons.clear();
    for (const one of all) patrons.set(cardKey(one.card), one);
    if (before.card === now.card) return true;
    for (const [item, loan] of loans)
      if (loan.patronId === before.card) loans.set(item, { ...loan, patronId: now.card });
    holds.rename(before.card, now.card);
    fees.rename(before.card, now.card);
    return true;
  }

  const isExpired = ({ expiresInDays }: CataloguePatron): boolean => endOfDay(startedAt, expiresInDays) < clock.now();
  return {
    ...parts,
    patron(card) {
      const known = patrons.get(cardKey(card));
      return known === undefined ? null : asTheyStand(known);
    },
    patrons: () => [...patrons.values()].map(asTheyStand),
    putPatron,
    item: (barcode) => items.get(barcode) ?? null,
    loans,
    inTransit: new Set(),
    holds,
    fees,
    setStanding: (card, standing) => void standings.set(patrons.get(cardKey(card))?.card ?? card, standing),
    loansOf: (patronId) => [...loans.values()].filter((loan) => loan.patronId === patronId),
    isExpired,
    isBlocked: (who) => who.standing !== 'good' || isExpired(who) || fees.owed(who.card) > catalogue.library.feeLimit,
    dueAfter: (from) => endOfDay(from, catalogue.library.loanDays),
  };
}

/** 23:59:00, local time, so many days after a moment: as Koha has it when only a date is meant. */
function endOfDay(from: number, days: number): number {
  const at = new Date(from);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 23, 59, 0).getTime();
}
