// The library behind the small ACS: who has what, who waits, who owes, and the rules. Must not know messages.
// Its refusals are worded as a real Koha words them: bare values, and sometimes the name of another patron.

import type { Clock } from '../clock.ts';
import type { Catalogue, CatalogueItem, CataloguePatron } from './catalogue.ts';

export type Loan = {
  readonly itemId: string;
  readonly patronId: string;
  readonly title: string;
  /** ms since the epoch. */
  readonly dueAt: number;
  readonly renewals: number;
};

export type Hold = {
  readonly itemId: string;
  readonly patronId: string;
  readonly pickup: string;
  readonly ready: boolean;
};

export type Fee = { readonly patronId: string; readonly amount: number; readonly reason: string };

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

export type Circulation = {
  patron(card: string): CataloguePatron | null;
  item(barcode: string): CatalogueItem | null;
  loanOf(itemId: string): Loan | null;
  loans(): readonly Loan[];
  loansOf(patronId: string): readonly Loan[];
  holdsOf(patronId: string): readonly Hold[];
  holdsOn(itemId: string): readonly Hold[];
  feesOf(patronId: string): readonly Fee[];
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
  checkin(asked: { readonly itemId: string; readonly branch: string; readonly undoing: boolean }): CheckinResult;
};

const dayMs = 86_400_000;

/** Builds the state a catalogue describes, as of now. */
export function createCirculation({ clock, catalogue }: { clock: Clock; catalogue: Catalogue }): Circulation {
  const { library } = catalogue;
  const startedAt = clock.now();
  const items = new Map(catalogue.items.map((item) => [item.barcode, item]));
  const patrons = new Map(catalogue.patrons.map((patron) => [patron.card, patron]));
  const loans = new Map<string, Loan>();
  const inTransit = new Set<string>();
  let holds: readonly Hold[] = catalogue.holds.map(({ item, card, ...hold }) => ({
    itemId: item,
    patronId: card,
    ...hold,
  }));
  let fees: readonly Fee[] = catalogue.fees.map(({ card, ...fee }) => ({ patronId: card, ...fee }));
  let babble = 0;
  for (const { item, card, dueInDays, renewals } of catalogue.loans)
    lend(item, card, endOfDay(startedAt, dueInDays), renewals);

  function lend(itemId: string, patronId: string, dueAt: number, renewals: number): Loan {
    const loan = { itemId, patronId, title: items.get(itemId)?.title ?? '', dueAt, renewals };
    loans.set(itemId, loan);
    inTransit.delete(itemId);
    holds = holds.filter((hold) => hold.itemId !== itemId || hold.patronId !== patronId);
    return loan;
  }

  const patron = (card: string): CataloguePatron | null => patrons.get(card) ?? null;
  const item = (barcode: string): CatalogueItem | null => items.get(barcode) ?? null;
  const loansOf = (patronId: string): readonly Loan[] =>
    [...loans.values()].filter((loan) => loan.patronId === patronId);
  const owed = (patronId: string): number =>
    fees.filter((fee) => fee.patronId === patronId).reduce((sum, fee) => sum + fee.amount, 0);
  const isExpired = ({ expiresInDays }: CataloguePatron): boolean => endOfDay(startedAt, expiresInDays) < clock.now();
  const isBlocked = (who: CataloguePatron): boolean =>
    who.standing !== 'good' || isExpired(who) || owed(who.card) > library.feeLimit;

  function charge(patronId: string, amount: number, reason: string): void {
    if (amount > 0) fees = [...fees, { patronId, amount, reason }];
  }

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
    const hold = holds.find((other) => other.itemId === what.barcode);
    if (hold !== undefined && hold.patronId !== who.card) {
      return hold.ready ? 'Item is on hold shelf for another patron.' : babbleAbout(hold);
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

  const circulation: Circulation = {
    patron,
    item,
    loanOf: (itemId) => loans.get(itemId) ?? null,
    loans: () => [...loans.values()],
    loansOf,
    holdsOf: (patronId) => holds.filter((hold) => hold.patronId === patronId),
    holdsOn: (itemId) => holds.filter((hold) => hold.itemId === itemId),
    feesOf: (patronId) => fees.filter((fee) => fee.patronId === patronId),
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
      if (what.fee > 0 && !feeAccepted) return { kind: 'fee-needed', item: what };
      charge(patronId, what.fee, `Phí mượn: ${what.title}`);
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
      if (holds.some((hold) => hold.itemId === itemId)) {
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
      if (loan !== null) charge(loan.patronId, fee, `Quá hạn: ${what.title}`);
      const hold = catchHold(itemId, branch);
      const goal = hold?.pickup ?? what.branch;
      if (goal === branch) inTransit.delete(itemId);
      else inTransit.add(itemId);
      return { item: what, loan, overdueDays, fee, hold, sendTo: goal === branch ? null : goal };
    },
  };
  return circulation;

  /** The first who waits gets it: ready when it is already where they fetch it. */
  function catchHold(itemId: string, branch: string): Hold | null {
    const first = holds.find((hold) => hold.itemId === itemId);
    if (first === undefined) return null;
    const caught = { ...first, ready: first.pickup === branch };
    holds = holds.map((hold) => (hold === first ? caught : hold));
    return caught;
  }
}

/** 23:59:00, local time, so many days after a moment: as Koha has it when only a date is meant. */
function endOfDay(from: number, days: number): number {
  const at = new Date(from);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 23, 59, 0).getTime();
}
