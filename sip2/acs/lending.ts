// Lending, renewing, taking back, and undoing the last of these. Knows the rules of the library; must not know messages.

import type { Behaviour } from './behaviours.ts';
import type { CatalogueItem, CataloguePatron } from './catalogue.ts';
import type { Hold } from './holds.ts';
import type { Loan, Refused, Shelves } from './shelves.ts';

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

export type RenewAllResult =
  | {
      readonly kind: 'renewed';
      readonly renewed: readonly Loan[];
      readonly not: readonly { readonly loan: Loan; readonly text: string }[];
    }
  | Refused;

export type Lending = {
  checkout(asked: {
    readonly patronId: string;
    readonly itemId: string;
    readonly feeAccepted: boolean;
    /** Done off-line already: not to be refused. `dueAt` null: by the rules. */
    readonly done: { readonly dueAt: number | null } | null;
  }): CheckoutResult;
  /** BI in a checkout: the checkin of this item, where it was this patron's loan, had better not been. */
  undoCheckin(asked: { readonly patronId: string; readonly itemId: string }): CheckoutResult;
  renew(asked: { readonly patronId: string; readonly itemId: string }): CheckoutResult;
  renewAll(patronId: string): RenewAllResult;
  /** `returnedAt`: what is overdue is counted by it, in milliseconds since the epoch. */
  checkin(asked: { readonly itemId: string; readonly branch: string; readonly returnedAt: number }): CheckinResult;
  /** BI in a checkin: the loan ends, and what its checkout did to fees and holds with it. */
  undoCheckout(itemId: string): CheckinResult;
};

/** What the last checkout or checkin of an item did beside the loan, so that it can be taken back. */
type Deed = { readonly kind: 'checkout' | 'checkin'; readonly loan: Loan; readonly takeBack: () => void };

const dayMs = 86_400_000;

/** Why a checkout is refused, in the words of Koha's hash (bare values), and in plain ones. */
const words = {
  leaking: {
    notForLoan: 'itemtype_notforloan: REF',
    adultsOnly: 'AGE_RESTRICTION: 16',
    renewedEnough: 'NO_MORE_RENEWALS: 1',
    tooMany: (count: number) => String(count),
  },
  plain: {
    notForLoan: 'Item may not be lent',
    adultsOnly: 'Item is for adults',
    renewedEnough: 'Item has reached maximum renewals',
    tooMany: () => 'Patron has too many items',
  },
} as const satisfies Readonly<Record<Behaviour['refusals'], unknown>>;

const refused = (text: string): Refused => ({ kind: 'refused', text });

export function createLending(shelves: Shelves): Lending {
  const { clock, catalogue, behaviour, random, patron, item, loans, inTransit, holds, fees } = shelves;
  const { library } = catalogue;
  const says = words[behaviour.refusals];
  const deeds = new Map<string, Deed>();

  function lend(what: CatalogueItem, patronId: string, dueAt: number, charged: readonly string[]): CheckoutResult {
    const itemId = what.barcode;
    const loan = { itemId, patronId, title: what.title, dueAt, renewals: 0 };
    const wasInTransit = inTransit.delete(itemId);
    const own = holds.remove(patronId, itemId);
    loans.set(itemId, loan);
    deeds.set(itemId, {
      kind: 'checkout',
      loan,
      takeBack() {
        if (own !== null) holds.putBack(own);
        if (wasInTransit) inTransit.add(itemId);
        for (const id of charged) fees.withdraw(id);
      },
    });
    return { kind: 'lent', loan, item: what, wasRenewal: false };
  }

  // Koha 3.17 answers a refusal over somebody else's hold with whatever its hash gave last.
  function babbleAbout(hold: Hold): string {
    const name = patron(hold.patronId)?.name ?? '';
    const branch = library.branches.find(({ code }) => code === hold.pickup)?.name ?? hold.pickup;
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    const all = [name, 'Holds', hold.patronId, '5', branch, name.split(' ').at(-1) ?? '', today];
    return all[Math.floor(random() * all.length)] ?? '';
  }

  // The card as it was sent: where letters of a card are found in any case, Koha still compares it with the loan's as it is.
  function refusal(who: CataloguePatron, sent: string, what: CatalogueItem): string | null {
    const loan = loans.get(what.barcode);
    if (loan !== undefined && loan.patronId !== sent) return 'Item checked out to another patron';
    const [hold] = holds.on(what.barcode).filter(({ isWeak }) => !isWeak);
    if (hold !== undefined && hold.patronId !== who.card) {
      const isPlain = hold.ready || behaviour.refusals === 'plain';
      return isPlain ? 'Item is on hold shelf for another patron.' : babbleAbout(hold);
    }
    if (what.lending === 'not-for-loan') return says.notForLoan;
    if (what.audience === 'adults' && who.category === 'child') return says.adultsOnly;
    const count = shelves.loansOf(who.card).length;
    return loan === undefined && count >= library.loanLimit ? says.tooMany(count) : null;
  }

  function prolong(loan: Loan, what: CatalogueItem): CheckoutResult {
    // As Koha does, an overdue loan is prolonged from its old due date: the new one can be in the past too.
    const from = Math.min(loan.dueAt, clock.now());
    const renewed = { ...loan, dueAt: shelves.dueAfter(from), renewals: loan.renewals + 1 };
    loans.set(loan.itemId, renewed);
    return { kind: 'lent', loan: renewed, item: what, wasRenewal: true };
  }

  const isRenewedEnough = ({ renewals }: Loan): boolean => renewals >= library.renewalLimit;

  function checkout({ patronId, itemId, feeAccepted, done }: Parameters<Lending['checkout']>[0]): CheckoutResult {
    const who = patron(patronId);
    const what = item(itemId);
    if (who === null) return refused('Invalid Patron');
    if (what === null) return refused('Invalid Item');
    if (done !== null) return lend(what, who.card, done.dueAt ?? shelves.dueAfter(clock.now()), []);
    if (shelves.isBlocked(who)) return refused('Patron Blocked');
    const text = refusal(who, patronId, what);
    if (text !== null) return refused(text);
    const own = loans.get(itemId);
    if (own !== undefined) return isRenewedEnough(own) ? refused(says.renewedEnough) : prolong(own, what);
    if (what.fee > 0 && !feeAccepted && behaviour.loanFee === 'asked') return { kind: 'fee-needed', item: what };
    const charged = fees.charge(who.card, what.fee, `Phí mượn: ${what.title}`);
    return lend(what, who.card, shelves.dueAfter(clock.now()), charged);
  }

  function renew({ patronId, itemId }: Parameters<Lending['renew']>[0]): CheckoutResult {
    const who = patron(patronId);
    const what = item(itemId);
    if (who === null) return refused('Invalid patron barcode.');
    const loan = loans.get(itemId);
    if (what === null || loan === undefined || loan.patronId !== patronId)
      return refused(`Item not checked out to ${who.name}`);
    if (shelves.isBlocked(who)) return refused('Renewals not allowed.');
    if (holds.on(itemId).some(({ isWeak }) => !isWeak)) return refused('Item unavailable due to outstanding holds');
    return isRenewedEnough(loan) ? refused(words.plain.renewedEnough) : prolong(loan, what);
  }

  const quiet = { overdueDays: 0, fee: 0, hold: null, sendTo: null } as const;

  return {
    checkout,
    renew,

    undoCheckin({ patronId, itemId }) {
      const who = patron(patronId);
      const what = item(itemId);
      if (who === null) return refused('Invalid Patron');
      if (what === null) return refused('Invalid Item');
      const now = loans.get(itemId);
      if (now?.patronId === who.card) return { kind: 'lent', loan: now, item: what, wasRenewal: false };
      const deed = deeds.get(itemId);
      if (now !== undefined || deed?.kind !== 'checkin' || deed.loan.patronId !== who.card)
        return refused('There is no checkin to undo');
      deed.takeBack();
      deeds.delete(itemId);
      loans.set(itemId, deed.loan);
      return { kind: 'lent', loan: deed.loan, item: what, wasRenewal: false };
    },

    renewAll(patronId) {
      const who = patron(patronId);
      if (who === null) return refused('Invalid patron barcode.');
      const asked = shelves
        .loansOf(who.card)
        .map((loan) => ({ loan, result: renew({ patronId: who.card, itemId: loan.itemId }) }));
      return {
        kind: 'renewed',
        renewed: asked.flatMap(({ result }) => (result.kind === 'lent' ? [result.loan] : [])),
        not: asked.flatMap(({ loan, result }) => (result.kind === 'refused' ? [{ loan, text: result.text }] : [])),
      };
    },

    checkin({ itemId, branch, returnedAt }) {
      const what = item(itemId);
      const loan = loans.get(itemId) ?? null;
      if (what === null) return { item: null, loan: null, ...quiet };
      loans.delete(itemId);
      const overdueDays = loan === null ? 0 : Math.max(0, Math.ceil((returnedAt - loan.dueAt) / dayMs));
      const fee = overdueDays * library.overdueFeePerDay;
      const charged = loan === null ? [] : fees.charge(loan.patronId, fee, `Quá hạn: ${what.title}`);
      const waiting = holds.on(itemId).find(({ isWeak }) => !isWeak) ?? null;
      const hold = waiting === null ? null : holds.capture(waiting, branch);
      const goal = hold?.pickup ?? what.branch;
      const wasInTransit = inTransit.delete(itemId);
      if (goal !== branch) inTransit.add(itemId);
      if (loan !== null)
        deeds.set(itemId, {
          kind: 'checkin',
          loan,
          takeBack() {
            if (waiting !== null) holds.change(waiting);
            inTransit.delete(itemId);
            if (wasInTransit) inTransit.add(itemId);
            for (const id of charged) fees.withdraw(id);
          },
        });
      return { item: what, loan, overdueDays, fee, hold, sendTo: goal === branch ? null : goal };
    },

    undoCheckout(itemId) {
      const loan = loans.get(itemId) ?? null;
      const deed = deeds.get(itemId);
      loans.delete(itemId);
      if (loan !== null && deed?.kind === 'checkout') deed.takeBack();
      deeds.delete(itemId);
      return { item: item(itemId), loan, ...quiet };
    },
  };
}
