// The library behind the small ACS: who has what, who waits, who owes, and the rules. Must not know messages.
// Its refusals are worded as a real Koha words them: bare values, and sometimes the name of another patron.

import type { Clock } from '../clock.ts';
import type { Behaviour } from './behaviours.ts';
import type { Catalogue, CatalogueItem, CataloguePatron } from './catalogue.ts';
import { createFees, type Fee, type Payment } from './fees.ts';
import { createHolds, type Hold } from './holds.ts';

export type Loan = {
  readonly itemId: string;
  readonly patronId: string;
  readonly title: string;
  /** ms since the epoch. */
  readonly dueAt: number;
  readonly renewals: number;
};

export type Refused = { readonly kind: 'refused'; readonly text: string };

export type CheckoutResult =
  | { readonly kind: 'lent'; readonly loan: Loan; readonly item: CatalogueItem; readonly wasRenewal: boolean }
  | { readonly kind: 'fee-needed'; readonly item: CatalogueItem }
  | Refused;

export type CheckinResult = {
  /** Null when no such item is known. */
  readonly item: CatalogueItem | null;
  /** The loan that ended; null when it was not on loan. */
  readonly loan: Loan | null;
  readonly overdueDays: number;
  readonly fee: number;
  /** The hold that caught it; it is on its way to, or on, the hold shelf now. */
  readonly hold: Hold | null;
  readonly sendTo: string | null;
};

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

export type RenewAllResult =
  | {
      readonly kind: 'renewed';
      readonly renewed: readonly Loan[];
      readonly not: readonly { readonly loan: Loan; readonly text: string }[];
    }
  | Refused;

export type Circulation = {
  patron(card: string): CataloguePatron | null;
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
  checkout(asked: {
    readonly patronId: string;
    readonly itemId: string;
    readonly feeAccepted: boolean;
    /** Done off-line already: not to be refused. `dueAt` null: by the rules. */
    readonly done: { readonly dueAt: number | null } | null;
  }): CheckoutResult;
  renew(asked: { readonly patronId: string; readonly itemId: string }): CheckoutResult;
  renewAll(patronId: string): RenewAllResult;
  checkin(asked: { readonly itemId: string; readonly branch: string; readonly undoing: boolean }): CheckinResult;
  hold(asked: {
    readonly mode: 'add' | 'delete' | 'change';
    readonly patronId: string;
    /** One of them at least; a title alone means its first copy. */
    readonly itemId: string;
    readonly title: string;
    /** Empty: the home branch. */
    readonly pickup: string;
  }): HoldResult;
  /** Null when it is paid; else why not. */
  pay(payment: Omit<Payment, 'beyond'>): string | null;
  /** Until they are enabled, or for good. An unknown card is no matter. */
  block(patronId: string): void;
  enable(patronId: string): void;
  properties(itemId: string): string | null;
  /** False when no such item is known. */
  setProperties(itemId: string, properties: string): boolean;
};

const dayMs = 86_400_000;
const heldForAnother = 'Item is on hold shelf for another patron.';

/** Builds the state a catalogue describes, as of now. */
export function createCirculation({
  clock,
  catalogue,
  behaviour,
}: {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly behaviour: Behaviour;
}): Circulation {
  const { library } = catalogue;
  const startedAt = clock.now();
  const items = new Map(catalogue.items.map((item) => [item.barcode, item]));
  const patrons = new Map(catalogue.patrons.map((one) => [one.card, one]));
  const loans = new Map<string, Loan>();
  const inTransit = new Set<string>();
  const standings = new Map<string, CataloguePatron['standing']>();
  const properties = new Map<string, string>();
  const holds = createHolds(catalogue.holds);
  const fees = createFees(catalogue.fees);
  let babble = 0;
  for (const { item, card, dueInDays, renewals } of catalogue.loans)
    lend(item, card, endOfDay(startedAt, dueInDays), renewals);

  function lend(itemId: string, patronId: string, dueAt: number, renewals: number): Loan {
    const loan = { itemId, patronId, title: items.get(itemId)?.title ?? '', dueAt, renewals };
    loans.set(itemId, loan);
    inTransit.delete(itemId);
    holds.remove(patronId, itemId);
    return loan;
  }

  function patron(card: string): CataloguePatron | null {
    const known = patrons.get(card);
    return known === undefined ? null : { ...known, standing: standings.get(card) ?? known.standing };
  }
  const item = (barcode: string): CatalogueItem | null => items.get(barcode) ?? null;
  const loansOf = (patronId: string): readonly Loan[] =>
    [...loans.values()].filter((loan) => loan.patronId === patronId);
  const isExpired = ({ expiresInDays }: CataloguePatron): boolean => endOfDay(startedAt, expiresInDays) < clock.now();
  const isBlocked = (who: CataloguePatron): boolean =>
    who.standing !== 'good' || isExpired(who) || fees.owed(who.card) > library.feeLimit;

  // Koha 3.17 answers a refusal over somebody else's hold with whatever its hash gave last.
  function babbleAbout(hold: Hold): string {
    const name = patron(hold.patronId)?.name ?? '';
    const branch = library.branches.find(({ code }) => code === hold.pickup)?.name ?? hold.pickup;
    const words = [name, 'Holds', hold.patronId, '5', branch, name.split(' ').at(-1) ?? ''];
    return words[babble++ % words.length] ?? '';
  }

  function refusal(who: CataloguePatron, what: CatalogueItem): string | null {
    const loan = loans.get(what.barcode);
    if (loan !== undefined && loan.patronId !== who.card) return 'Item checked out to another patron';
    const [hold] = holds.on(what.barcode);
    if (hold !== undefined && hold.patronId !== who.card) {
      return hold.ready || behaviour.refusals === 'plain' ? heldForAnother : babbleAbout(hold);
    }
    if (what.lending === 'not-for-loan') return 'itemtype_notforloan: REF';
    if (what.audience === 'adults' && who.category === 'child') return 'AGE_RESTRICTION: 16';
    const count = loansOf(who.card).length;
    return loan === undefined && count >= library.loanLimit ? String(count) : null;
  }

  function prolong(loan: Loan, what: CatalogueItem): CheckoutResult {
    if (loan.renewals >= library.renewalLimit) return { kind: 'refused', text: 'NO_MORE_RENEWALS: 1' };
    // As Koha does, an overdue loan is prolonged from its old due date: the new one can be in the past too.
    const from = Math.min(loan.dueAt, clock.now());
    const renewed = { ...loan, dueAt: endOfDay(from, library.loanDays), renewals: loan.renewals + 1 };
    loans.set(loan.itemId, renewed);
    return { kind: 'lent', loan: renewed, item: what, wasRenewal: true };
  }

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
    if (isBlocked(who)) return 'Patron Blocked';
    if (loans.get(what.barcode)?.patronId === who.card) return 'Item already checked out to this patron';
    return what.lending === 'normal' ? null : 'Item cannot be held';
  }

  const circulation: Circulation = {
    patron,
    item,
    loanOf: (itemId) => loans.get(itemId) ?? null,
    loans: () => [...loans.values()],
    loansOf,
    holdsOf: holds.of,
    holdsOn: holds.on,
    feesOf: fees.of,
    owed: fees.owed,
    isOverdue: (loan) => loan.dueAt < clock.now(),
    isInTransit: (itemId) => inTransit.has(itemId),
    isExpired,

    checkout({ patronId, itemId, feeAccepted, done }) {
      const who = patron(patronId);
      const what = item(itemId);
      if (who === null) return { kind: 'refused', text: 'Invalid Patron' };
      if (what === null) return { kind: 'refused', text: 'Invalid Item' };
      if (done !== null) {
        const loan = lend(itemId, patronId, done.dueAt ?? endOfDay(clock.now(), library.loanDays), 0);
        return { kind: 'lent', loan, item: what, wasRenewal: false };
      }
      if (isBlocked(who)) return { kind: 'refused', text: 'Patron Blocked' };
      const text = refusal(who, what);
      if (text !== null) return { kind: 'refused', text };
      const own = loans.get(itemId);
      if (own !== undefined) return prolong(own, what);
      if (what.fee > 0 && !feeAccepted && behaviour.loanFee === 'asked') return { kind: 'fee-needed', item: what };
      fees.charge(patronId, what.fee, `Phí mượn: ${what.title}`);
      const loan = lend(itemId, patronId, endOfDay(clock.now(), library.loanDays), 0);
      return { kind: 'lent', loan, item: what, wasRenewal: false };
    },

    renew({ patronId, itemId }) {
      const who = patron(patronId);
      const what = item(itemId);
      if (who === null) return { kind: 'refused', text: 'Invalid patron barcode.' };
      const loan = loans.get(itemId);
      if (what === null || loan === undefined || loan.patronId !== patronId) {
        return { kind: 'refused', text: `Item not checked out to ${who.name}` };
      }
      if (isBlocked(who)) return { kind: 'refused', text: 'Renewals not allowed.' };
      if (holds.on(itemId).length > 0) {
        return { kind: 'refused', text: 'Item unavailable due to outstanding holds' };
      }
      return prolong(loan, what);
    },

    checkin({ itemId, branch, undoing }) {
      const what = item(itemId);
      const loan = loans.get(itemId) ?? null;
      if (what === null) return { item: null, loan: null, overdueDays: 0, fee: 0, hold: null, sendTo: null };
      loans.delete(itemId);
      if (undoing) return { item: what, loan, overdueDays: 0, fee: 0, hold: null, sendTo: null };
      const overdueDays = loan === null ? 0 : Math.max(0, Math.ceil((clock.now() - loan.dueAt) / dayMs));
      const fee = overdueDays * library.overdueFeePerDay;
      if (loan !== null) fees.charge(loan.patronId, fee, `Quá hạn: ${what.title}`);
      const hold = holds.capture(itemId, branch);
      const goal = hold?.pickup ?? what.branch;
      if (goal === branch) inTransit.delete(itemId);
      else inTransit.add(itemId);
      return { item: what, loan, overdueDays, fee, hold, sendTo: goal === branch ? null : goal };
    },

    renewAll(patronId) {
      if (patron(patronId) === null) return { kind: 'refused', text: 'Invalid patron barcode.' };
      const asked = loansOf(patronId).map((loan) => ({
        loan,
        result: circulation.renew({ patronId, itemId: loan.itemId }),
      }));
      return {
        kind: 'renewed',
        renewed: asked.flatMap(({ result }) => (result.kind === 'lent' ? [result.loan] : [])),
        not: asked.flatMap(({ loan, result }) => (result.kind === 'refused' ? [{ loan, text: result.text }] : [])),
      };
    },

    hold({ mode, patronId, itemId, title, pickup }) {
      const who = patron(patronId);
      const what = item(itemId) ?? (itemId === '' ? byTitle(title) : null);
      if (who === null) return { kind: 'refused', text: 'Invalid patron barcode.' };
      if (what === null) return { kind: 'refused', text: 'No such item' };
      const own = holds.on(what.barcode).find((hold) => hold.patronId === patronId);
      const branch = pickup === '' ? (own?.pickup ?? library.homeBranch) : pickup;
      const text = holdRefusal(mode, { who, what, own: own !== undefined, branch });
      if (text !== null) return { kind: 'refused', text };
      if (mode === 'add') holds.add({ itemId: what.barcode, patronId, pickup: branch, ready: false });
      else if (mode === 'delete') holds.remove(patronId, what.barcode);
      else holds.change(patronId, what.barcode, branch);
      const place = holds.on(what.barcode).findIndex((hold) => hold.patronId === patronId) + 1;
      const available = place === 1 && !loans.has(what.barcode) && !inTransit.has(what.barcode);
      return { kind: 'done', item: what, pickup: branch, place, available };
    },

    pay: (payment) =>
      patron(payment.patronId) === null
        ? 'Invalid patron barcode.'
        : fees.pay({ ...payment, beyond: behaviour.overpayment }),
    block: (patronId) => void standings.set(patronId, 'blocked'),
    enable: (patronId) => void standings.set(patronId, 'good'),
    properties: (itemId) => properties.get(itemId) ?? null,
    setProperties(itemId, text) {
      if (items.has(itemId)) properties.set(itemId, text);
      return items.has(itemId);
    },
  };
  return circulation;
}

/** 23:59:00, local time, so many days after a moment: as Koha has it when only a date is meant. */
function endOfDay(from: number, days: number): number {
  const at = new Date(from);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 23, 59, 0).getTime();
}
