// What an answer means in the mouth of one family of library systems. Null everywhere: it cannot be told. Must not know how
// an answer came.

import type { Dialect } from './dialects.ts';
import type { AnswerOf, QuestionKind } from './messages.ts';
import { readMoney } from './money.ts';

type Patron = AnswerOf<'patron-information'>;

/** How many of a patron's holds are ready to be fetched. */
export function readyHolds(
  { holdItemsCount, unavailableHoldsCount }: Pick<Patron, 'holdItemsCount' | 'unavailableHoldsCount'>,
  { holdCount }: Dialect,
): number | null {
  if (holdItemsCount === null) return null;
  switch (holdCount) {
    case 'ready':
      return holdItemsCount;
    case 'all':
      return unavailableHoldsCount === null ? null : Math.max(0, holdItemsCount - unavailableHoldsCount);
    case 'unknown':
      return unavailableHoldsCount === 0 ? holdItemsCount : null; // then both mean the same
  }
}

/** Whether a checkout that was done was a renewal of this patron's own loan: such a loan must not be taken back. */
export function wasOwnLoan({ ok, renewalOk }: AnswerOf<'checkout'>, { ownLoan }: Dialect): boolean | null {
  if (!ok) return false;
  if (renewalOk) return true;
  return ownLoan === 'renewed-and-told' ? false : null;
}

/**
 * Whether an item that was returned had been on loan. Who had it (AA) is proof; ok 0 says no only where that is its meaning,
 * and an item that was caught for a hold though it was not on loan says ok 0 too (Koha).
 */
export function wasOnLoan({ ok, patronId }: AnswerOf<'checkin'>, { notOnLoan }: Dialect): boolean | null {
  if (patronId !== null && patronId.trim() !== '') return true;
  if (ok) return notOnLoan === 'refused' ? true : null;
  return notOnLoan === 'unknown' ? null : false;
}

type Item = Pick<AnswerOf<'item-information'>, 'circulationStatus'>;

/** Whether an item says that it is on loan, to whomever. */
export const isOnLoan = ({ circulationStatus: status }: Item): boolean =>
  status === 'charged' || status === 'charged-not-recallable' || status === 'recalled';

/** Whether an item says that the library has it. Neither this nor on loan: lost, missing, on order, or nothing to go by. */
export const isBack = ({ circulationStatus: status }: Item): boolean =>
  status === 'available' ||
  status === 'on-hold-shelf' ||
  status === 'to-be-reshelved' ||
  status === 'in-transit' ||
  status === 'in-process';

/** Whether a checkout or renewal was refused only because it costs something: to be asked again with the fee acknowledged (BO). */
export function asksForFee(
  { ok, feeAmount }: Pick<AnswerOf<'checkout'>, 'ok' | 'feeAmount'>,
  { fees }: Dialect,
): boolean {
  const fee = readMoney(feeAmount ?? '');
  return !ok && fees.onCheckout !== 'lends' && fee !== null && fee.units > 0n;
}

/** `about`: a question; `resend`: 97 and 96, both ways. `says`: null where it does not say. */
export type Claim = { readonly about: QuestionKind | 'resend'; readonly says: boolean | null };

/** 3M SIP2 2.00, BX: one letter a message, in this order; the sixth is 97 and 96. */
const inOrder: readonly Claim['about'][] = [
  ...(['patron-status', 'checkout', 'checkin', 'block-patron', 'sc-status', 'resend', 'login'] as const),
  ...(['patron-information', 'end-patron-session', 'fee-paid', 'item-information', 'item-status-update'] as const),
  ...(['patron-enable', 'hold', 'renew', 'renew-all'] as const),
];

/**
 * What an ACS says of a question in its status (BX). Not to be relied on: OpenNCIP says N to checkin, checkout and payment,
 * and does them. Null: it does not say.
 */
export function saysItAnswers(
  { supportedMessages }: Pick<AnswerOf<'sc-status'>, 'supportedMessages'>,
  kind: QuestionKind,
): boolean | null {
  return letterSays(supportedMessages?.charAt(inOrder.indexOf(kind)));
}

/** All sixteen letters of a status (BX), in their order. Without a status nothing is said. */
export function claimedInOrder(status: Pick<AnswerOf<'sc-status'>, 'supportedMessages'> | null): readonly Claim[] {
  return inOrder.map((about, at) => ({ about, says: letterSays(status?.supportedMessages?.charAt(at)) }));
}

const letterSays = (letter: string | undefined): boolean | null =>
  letter === 'Y' ? true : letter === 'N' ? false : null;
