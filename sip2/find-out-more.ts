// After an outcome-unknown of a renewal, a hold or a payment: what the ACS says now, against what it said before. Asks
// without changing anything, and more than once; what no question can tell is left to staff.

import type { Client } from './client.ts';
import { askItem, believed, same, type Finding } from './find-out.ts';
import type { AnswerOf } from './messages.ts';
import { compareMoney, lessMoney, moneyText, readMoney, type Money } from './money.ts';
import { readTime, type LocalTime } from './time.ts';

type Asks = Pick<Client, 'ask'>;
type Patron = AnswerOf<'patron-information'>;

/** `dueDate`: the ACS's own text. */
export type RenewalFound =
  | { readonly kind: 'renewed'; readonly dueDate: string }
  | { readonly kind: 'not-renewed'; readonly dueDate: string }
  | {
      readonly kind: 'unclear';
      /** `no-due-date`: none was known before, or none is told now, or they cannot be compared. */
      readonly because: 'no-answer' | 'no-due-date';
    };

/**
 * Whether a loan was renewed (29, or one of those of 65): its due date against the one before. A later one is believed at
 * once, the same one only at every asking. `dueBefore`: what the ACS wrote then; '' when nobody knows.
 */
export function findOutRenewal(
  client: Asks,
  question: Finding & { readonly dueBefore: string },
): Promise<RenewalFound> {
  return believed<RenewalFound>(question, 'renewed', async () => {
    const item = await askItem(client, question.itemId);
    if (item === null) return { kind: 'unclear', because: 'no-answer' };
    const dueDate = item.dueDate ?? '';
    const [before, now] = [readTime(question.dueBefore), readTime(dueDate)];
    if (before === null || now === null) return { kind: 'unclear', because: 'no-due-date' };
    // A day without a time, before or now, is compared as a day.
    const precise = before.time !== null && now.time !== null;
    return orderOf(now, precise) > orderOf(before, precise)
      ? { kind: 'renewed', dueDate }
      : { kind: 'not-renewed', dueDate };
  });
}

function orderOf({ year, month, day, time }: LocalTime, precise: boolean): number {
  const at = precise && time !== null ? [time.hour, time.minute, time.second] : [0, 0, 0];
  const [hour = 0, minute = 0, second = 0] = at;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export type HoldFound =
  | { readonly kind: 'on-hold'; readonly ready: boolean }
  | { readonly kind: 'not-on-hold' }
  /**
   * `not-listed`: there are holds that cannot be told apart: by title, or fewer listed than counted. `withheld`: no hold is
   * named, and it is not said that there is none: who asks without the password may simply not be told.
   */
  | { readonly kind: 'unclear'; readonly because: 'no-answer' | 'not-listed' | 'withheld' };

/**
 * Whether this patron has a hold on the item (15): both lists of 63, ready and waiting. After a hold was placed "on hold" is
 * believed at once; after it was deleted, "not on hold"; the other only at every asking.
 */
export function findOutHold(
  client: Asks,
  question: Finding & {
    readonly patronId: string;
    readonly patronPassword?: string | null;
    readonly asked: 'add' | 'delete';
  },
): Promise<HoldFound> {
  const atOnce = question.asked === 'add' ? 'on-hold' : 'not-on-hold';
  return believed<HoldFound>(question, atOnce, async () => {
    const ready = await askPatron(client, question, 'hold-items');
    const waiting = await askPatron(client, question, 'unavailable-hold-items');
    if (ready === null || waiting === null) return { kind: 'unclear', because: 'no-answer' };
    const isListed = (list: readonly string[]): boolean => list.some((entry) => same(entry, question.itemId));
    if (isListed(ready.holdItems)) return { kind: 'on-hold', ready: true };
    if (isListed(waiting.unavailableHoldItems)) return { kind: 'on-hold', ready: false };
    const lists = [
      { of: ready, entries: ready.holdItems, count: ready.holdItemsCount },
      { of: waiting, entries: waiting.unavailableHoldItems, count: waiting.unavailableHoldsCount },
    ];
    const isToldNothing = lists.every(({ entries }) => entries.length === 0);
    if (isToldNothing && lists.some(({ of, count }) => count === null || of.validPatronPassword === false))
      return { kind: 'unclear', because: 'withheld' };
    const whole = lists.every(({ entries, count }) => isWhole(entries, count));
    return whole ? { kind: 'not-on-hold' } : { kind: 'unclear', because: 'not-listed' };
  });
}

/** Numbers, one for every hold that is counted. An ACS that lists titles says nothing of this item. */
function isWhole(list: readonly string[], count: number | null): boolean {
  return list.length >= (count ?? 0) && list.every((entry) => /^\S+$/.test(entry.trim()));
}

export type PaymentFound =
  /** `owes`: what is left, as a decimal. */
  | { readonly kind: 'paid'; readonly owes: string }
  | { readonly kind: 'not-paid'; readonly owes: string }
  /**
   * `balance-unknown`: the ACS told no amount before, or tells one that is none. `balance-other`: it is neither what it was
   * nor what it should be; another fee may have come, or a part was taken. Staff must look.
   */
  | { readonly kind: 'unclear'; readonly because: 'no-answer' | 'balance-unknown' | 'balance-other' };

/**
 * Whether a payment (37) was taken, as far as the balance can tell (BV in 63): what it was, less what was paid. Paid is
 * believed at once, not paid only at every asking. `owedBefore`: BV before the payment, as the ACS wrote it. An ACS that had
 * told an amount and tells none now means nothing owed.
 */
export function findOutPayment(
  client: Asks,
  question: Pick<Finding, 'clock' | 'pauses'> & {
    readonly patronId: string;
    readonly patronPassword?: string | null;
    readonly owedBefore: string | null;
    readonly paid: string;
  },
): Promise<PaymentFound> {
  const before = readMoney(question.owedBefore ?? '');
  const paid = readMoney(question.paid);
  if (before === null || paid === null || before.units <= 0n || paid.units <= 0n)
    return Promise.resolve({ kind: 'unclear', because: 'balance-unknown' });
  return believed<PaymentFound>(question, 'paid', async () => {
    const patron = await askPatron(client, question, 'none');
    if (patron === null) return { kind: 'unclear', because: 'no-answer' };
    const isTold = (patron.feeAmount ?? '').trim() !== '';
    const now = isTold ? readMoney(patron.feeAmount ?? '') : nothingOwed;
    if (now === null) return { kind: 'unclear', because: 'balance-unknown' };
    // Who asks without the password may simply not be told, or be told nought: that is no word about what is owed.
    if (now.units === 0n && patron.validPatronPassword === false)
      return { kind: 'unclear', because: 'balance-unknown' };
    if (compareMoney(now, lessMoney(before, paid)) === 0) return { kind: 'paid', owes: moneyText(now) };
    if (compareMoney(now, before) === 0) return { kind: 'not-paid', owes: moneyText(now) };
    return { kind: 'unclear', because: 'balance-other' };
  });
}

const nothingOwed: Money = { units: 0n, decimals: 0 };

/** Null when there was no answer, or one of a patron whom the ACS does not know (any more). */
async function askPatron(
  client: Asks,
  { patronId, patronPassword = null }: { readonly patronId: string; readonly patronPassword?: string | null },
  summary: 'none' | 'hold-items' | 'unavailable-hold-items',
): Promise<Patron | null> {
  const outcome = await client.ask({ kind: 'patron-information', patronId, patronPassword, summary });
  return outcome.kind === 'answered' && outcome.answer.validPatron !== false ? outcome.answer : null;
}
