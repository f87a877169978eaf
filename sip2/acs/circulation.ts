// The library behind the small ACS: who has what, who waits, who owes, and the rules. Must not know messages.

import type { CatalogueItem, CataloguePatron } from './catalogue.ts';
import type { Fee } from './fees.ts';
import type { Hold } from './holds.ts';
import { createLending, type Lending } from './lending.ts';
import { createShelves, type Loan, type Refused, type ShelfParts } from './shelves.ts';

export type HoldResult =
  | {
      readonly kind: 'done';
      readonly item: CatalogueItem;
      readonly pickup: string;
      /** The place in the queue, from 1; 0 when it was deleted. */
      readonly place: number;
      /** On the shelf now, and first in the queue. */
      readonly available: boolean;
    }
  | Refused;

export type Paid = { readonly patronId: string; readonly amount: number; readonly reference: string };

export type Circulation = Lending & {
  patron(card: string): CataloguePatron | null;
  patrons(): readonly CataloguePatron[];
  /** A new patron (`card` null), or changes to one; false where the card number is another's, or nobody has this card. */
  putPatron(card: string | null, patron: CataloguePatron): boolean;
  item(barcode: string): CatalogueItem | null;
  loanOf(itemId: string): Loan | null;
  loans(): readonly Loan[];
  loansOf(patronId: string): readonly Loan[];
  holdsOf(patronId: string): readonly Hold[];
  holdsOn(itemId: string): readonly Hold[];
  feesOf(patronId: string): readonly Fee[];
  /** Below zero: a credit. */
  owed(patronId: string): number;
  isOverdue(loan: Loan): boolean;
  isInTransit(itemId: string): boolean;
  isExpired(patron: CataloguePatron): boolean;
  hold(asked: {
    readonly mode: 'add' | 'delete' | 'change';
    readonly patronId: string;
    /** One of them at least; a title alone means its first copy. */
    readonly itemId: string;
    readonly title: string;
    /** Empty: the home branch. */
    readonly pickup: string;
  }): HoldResult;
  /** Null when it is paid; else why not. `reference`: whoever was paid finds it by that. */
  pay(payment: Paid & { readonly feeId: string | null }): string | null;
  /** What was taken, the oldest first. */
  payments(): readonly Paid[];
  /** Until they are enabled, or for good. An unknown card is no matter. */
  block(patronId: string): void;
  enable(patronId: string): void;
  properties(itemId: string): string | null;
  /** False when no such item is known. */
  setProperties(itemId: string, properties: string): boolean;
};

/** Builds the state a catalogue describes, as of now. */
export function createCirculation(parts: ShelfParts): Circulation {
  const { clock, catalogue, behaviour } = parts;
  const { library } = catalogue;
  const shelves = createShelves(parts);
  const { patron, item, loans, inTransit, holds, fees } = shelves;
  const properties = new Map<string, string>();
  const payments: Paid[] = [];

  const byTitle = (title: string): CatalogueItem | null =>
    title === '' ? null : (catalogue.items.find((one) => one.title.toLowerCase() === title.toLowerCase()) ?? null);

  function holdRefusal(
    mode: 'add' | 'delete' | 'change',
    { who, what, own, branch }: { who: CataloguePatron; what: CatalogueItem; own: boolean; branch: string },
  ): string | null {
    if (mode !== 'add' && !own) return 'No such hold';
    if (mode === 'delete') return null;
    if (!library.branches.some(({ code }) => code === branch)) return `No such pickup location: ${branch}`;
    if (mode === 'change') return null;
    if (own) return 'Item already on hold for this patron';
    if (shelves.isBlocked(who)) return 'Patron Blocked';
    if (loans.get(what.barcode)?.patronId === who.card) return 'Item already checked out to this patron';
    return what.lending === 'normal' ? null : 'Item cannot be held';
  }

  function hold({ mode, patronId, itemId, title, pickup }: Parameters<Circulation['hold']>[0]): HoldResult {
    const who = patron(patronId);
    const what = item(itemId) ?? (itemId === '' ? byTitle(title) : null);
    if (who === null) return { kind: 'refused', text: 'Invalid patron barcode.' };
    if (what === null) return { kind: 'refused', text: 'No such item' };
    const isWeak = behaviour.placedHolds === 'queued-only';
    const ours = holds.on(what.barcode).find((one) => one.patronId === who.card);
    // A Koha was seen not to find by its item the hold that was placed over SIP2 a moment ago.
    const own = mode !== 'add' && ours?.isWeak === true ? undefined : ours;
    const branch = pickup === '' ? (own?.pickup ?? library.homeBranch) : pickup;
    const text = holdRefusal(mode, { who, what, own: own !== undefined, branch });
    if (text !== null) return { kind: 'refused', text };
    if (mode === 'add') holds.add({ itemId: what.barcode, patronId: who.card, pickup: branch, ready: false, isWeak });
    else if (mode === 'delete') holds.remove(who.card, what.barcode);
    else if (own !== undefined) holds.change({ ...own, pickup: branch, ready: own.ready && own.pickup === branch });
    const place = holds.on(what.barcode).findIndex((one) => one.patronId === who.card) + 1;
    const available = place === 1 && !loans.has(what.barcode) && !inTransit.has(what.barcode);
    return { kind: 'done', item: what, pickup: branch, place, available };
  }

  return {
    ...createLending(shelves),
    patron,
    patrons: shelves.patrons,
    putPatron: shelves.putPatron,
    item,
    loanOf: (itemId) => loans.get(itemId) ?? null,
    loans: () => [...loans.values()],
    loansOf: shelves.loansOf,
    holdsOf: holds.of,
    holdsOn: holds.on,
    feesOf: fees.of,
    owed: fees.owed,
    isOverdue: (loan) => loan.dueAt < clock.now(),
    isInTransit: (itemId) => inTransit.has(itemId),
    isExpired: shelves.isExpired,
    hold,
    pay({ patronId, amount, feeId, reference }) {
      const who = patron(patronId);
      if (who === null) return 'Invalid patron barcode.';
      const amiss = fees.pay({ patronId: who.card, amount, feeId, beyond: behaviour.overpayment });
      if (amiss === null) payments.push({ patronId: who.card, amount, reference });
      return amiss;
    },
    payments: () => payments,
    block: (patronId) => shelves.setStanding(patronId, 'blocked'),
    enable: (patronId) => shelves.setStanding(patronId, 'good'),
    properties: (itemId) => properties.get(itemId) ?? null,
    setProperties(itemId, text) {
      if (item(itemId) === null) return false;
      properties.set(itemId, text);
      return true;
    },
  };
}
