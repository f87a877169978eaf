// Who owes what, and what is paid of it: the oldest first, unless one is named. Whole units, as in the catalogue.

import type { CatalogueFee } from './catalogue.ts';

export type Fee = {
  readonly id: string;
  readonly patronId: string;
  readonly amount: number;
  readonly reason: string;
};

export type Payment = {
  readonly patronId: string;
  readonly amount: number;
  /** Null: whatever is owed, the oldest first. */
  readonly feeId: string | null;
  /** What is paid beyond what is owed: refused, or a credit. */
  readonly beyond: 'refused' | 'credit';
};

export type Fees = {
  of(patronId: string): readonly Fee[];
  /** Below zero: a credit. */
  owed(patronId: string): number;
  /** The ids of what was charged: one, or none where there is nothing to charge. */
  charge(patronId: string, amount: number, reason: string): readonly string[];
  /** As if it had not been charged; what was paid of it already is a credit. */
  withdraw(id: string): void;
  /** Whoever had this card number has another. */
  rename(from: string, to: string): void;
  /** Null when it is paid; else why not. A fee that is paid is gone, and cannot be paid again. */
  pay(payment: Payment): string | null;
};

export function createFees(first: readonly CatalogueFee[]): Fees {
  let made = 0;
  const numbered = (patronId: string, amount: number, reason: string): Fee => ({
    id: `F${++made}`,
    patronId,
    amount,
    reason,
  });
  let fees: readonly Fee[] = first.map(({ card, amount, reason }) => numbered(card, amount, reason));
  const credits = new Map<string, number>();
  const charged = new Map<string, Fee>();

  const of = (patronId: string): readonly Fee[] => fees.filter((fee) => fee.patronId === patronId);
  const sum = (some: readonly Fee[]): number => some.reduce((total, { amount }) => total + amount, 0);

  /** Takes a fee down by what is left of the money; answers what is left after that. */
  function payOff(fee: Fee, money: number): number {
    const part = Math.min(fee.amount, money);
    fees = fees.flatMap((other) =>
      other !== fee ? [other] : part < fee.amount ? [{ ...fee, amount: fee.amount - part }] : [],
    );
    return money - part;
  }

  return {
    of,
    owed: (patronId) => sum(of(patronId)) - (credits.get(patronId) ?? 0),
    charge(patronId, amount, reason) {
      if (amount <= 0) return [];
      const fee = numbered(patronId, amount, reason);
      charged.set(fee.id, fee);
      fees = [...fees, fee];
      credits.set(patronId, payOff(fee, credits.get(patronId) ?? 0));
      return [fee.id];
    },
    withdraw(id) {
      const fee = charged.get(id);
      if (fee === undefined) return;
      charged.delete(id);
      const open = fees.find((one) => one.id === id)?.amount ?? 0;
      fees = fees.filter((one) => one.id !== id);
      credits.set(fee.patronId, (credits.get(fee.patronId) ?? 0) + fee.amount - open);
    },
    rename(from, to) {
      fees = fees.map((fee) => (fee.patronId === from ? { ...fee, patronId: to } : fee));
      for (const [id, fee] of charged) if (fee.patronId === from) charged.set(id, { ...fee, patronId: to });
      const credit = credits.get(from);
      credits.delete(from);
      if (credit !== undefined) credits.set(to, credit + (credits.get(to) ?? 0));
    },
    pay({ patronId, amount, feeId, beyond }) {
      if (amount <= 0) return 'Nothing was paid.';
      const meant = of(patronId).filter(({ id }) => feeId === null || id === feeId);
      if (feeId !== null && meant.length === 0) return `No such fee: ${feeId}`;
      if (amount > sum(meant) && beyond === 'refused') return `More than is owed: ${sum(meant)}`;
      let left = amount;
      for (const fee of meant) left = payOff(fee, left);
      if (left > 0) credits.set(patronId, (credits.get(patronId) ?? 0) + left);
      return null;
    },
  };
}
