// What the embedded library answers to checkouts, renewals and checkins. Knows messages and the library; must not know
// connections.

import type { MessageOf, OutgoingOf } from '../messages.ts';
import { readTime, wireTime } from '../time.ts';
import type { CheckoutResult } from './lending.ts';
import { feeFields, titleOf, type Library } from './library.ts';
import { isWrongPin, wrongPin } from './patron-answers.ts';
import type { Loan } from './shelves.ts';

/** The answer to 11. BI: the checkin before it is undone. */
export function checkoutAnswer(asked: MessageOf<'checkout'>, library: Library): OutgoingOf<'checkout-response'> {
  const named = asked.nbDueDate === null ? null : millisecondsOf(asked.nbDueDate);
  const { patronId, itemId } = asked;
  const result = isWrongPin(asked, library)
    ? wrongPin
    : asked.cancel === true
      ? library.circulation.undoCheckin({ patronId, itemId })
      : library.circulation.checkout({
          patronId,
          itemId,
          feeAccepted: asked.feeAcknowledged === true,
          done: asked.noBlock && library.behaviour.noBlock === 'obeyed' ? { dueAt: named } : null,
        });
  const own = result.kind === 'lent' && result.wasRenewal ? library.behaviour.ownLoanMessage : null;
  const answer = loanAnswer(patronId, itemId, result, library);
  return { kind: 'checkout-response', ...answer, ...(own === null ? {} : { screenMessage: [own] }) };
}

/** The answer to 29. */
export function renewAnswer(asked: MessageOf<'renew'>, library: Library): OutgoingOf<'renew-response'> {
  const { behaviour, circulation } = library;
  const isByNoTitle = behaviour.emptyTitle === 'meant' && asked.titleIdentifier === '';
  const itemId = isByNoTitle ? '' : (asked.itemId ?? '');
  const result = isWrongPin(asked, library) ? wrongPin : circulation.renew({ patronId: asked.patronId, itemId });
  const answer = loanAnswer(asked.patronId, asked.itemId ?? '', result, library);
  return {
    kind: 'renew-response',
    ...answer,
    desensitize: answer.desensitize && behaviour.renewalDesensitizes,
  };
}

function loanAnswer(
  patronId: string,
  itemId: string,
  result: CheckoutResult,
  { clock, catalogue, circulation, behaviour }: Library,
) {
  const lent = result.kind === 'lent';
  const item = result.kind === 'refused' ? circulation.item(itemId) : result.item;
  const inHouse = item?.lending === 'in-house';
  const feeNeeded = result.kind === 'fee-needed' ? result.item : null;
  const text = result.kind === 'refused' ? result.text : feeNeeded === null ? null : `Phí mượn: ${feeNeeded.fee}`;
  return {
    ok: lent,
    renewalOk: lent && result.wasRenewal && behaviour.renewalTold === 'told',
    magneticMedia: lent && behaviour.magneticMedia === 'told' ? false : null,
    desensitize: lent && !inHouse,
    transactionDate: wireTime(clock.now()),
    institutionId: catalogue.library.institutionId,
    patronId,
    itemId,
    titleIdentifier: item === null ? '' : titleOf(item),
    dueDate: lent ? wireTime(result.loan.dueAt) : '',
    mediaType: item?.media ?? null,
    ...(feeNeeded === null ? {} : { feeType: 'rental' as const, ...feeFields(feeNeeded, catalogue) }),
    screenMessage: text !== null ? [text] : inHouse ? ['Chỉ đọc tại chỗ'] : [],
  };
}

/** The answer to 09. BI: the checkout before it is undone. */
export function checkinAnswer(
  asked: MessageOf<'checkin'>,
  library: Library,
): OutgoingOf<'checkin-response'> | 'hang-up' {
  const { clock, catalogue, circulation, behaviour } = library;
  if (behaviour.emptyValues === 'hang-up' && asked.returnDate === null) return 'hang-up';
  const isTold = behaviour.overdueReturn === 'told';
  const known =
    behaviour.checkinLocation === 'branch' &&
    catalogue.library.branches.some(({ code }) => code === asked.currentLocation);
  const branch = known ? asked.currentLocation : catalogue.library.homeBranch;
  const { itemId } = asked;
  // 3M SIP2 2.00, return date: when it was really returned, which an off-line return tells afterwards.
  const returnedAt = (asked.returnDate === null ? null : millisecondsOf(asked.returnDate)) ?? clock.now();
  const { item, loan, overdueDays, fee, hold, sendTo } =
    asked.cancel === true ? circulation.undoCheckout(itemId) : circulation.checkin({ itemId, branch, returnedAt });
  const holder = hold === null ? null : circulation.patron(hold.patronId);
  const alertType = item === null ? 'other' : hold !== null ? (sendTo === null ? 'hold-here' : 'hold-elsewhere') : null;
  return {
    kind: 'checkin-response',
    ok: loan !== null,
    resensitize: item !== null,
    magneticMedia: item === null || behaviour.magneticMedia === 'unknown' ? null : false,
    // A second return of the same item says so too, but without a type.
    alert: behaviour.alerts === 'told' && (alertType !== null || sendTo !== null || loan === null),
    transactionDate: wireTime(clock.now()),
    institutionId: asked.institutionId,
    itemId,
    permanentLocation: item?.branch ?? '',
    titleIdentifier: item === null ? null : titleOf(item),
    sortBin: item === null ? null : hold !== null ? '2' : sendTo === null ? '1' : '3',
    patronId: loan?.patronId ?? null,
    mediaType: item?.media ?? null,
    callNumber: item?.callNumber ?? null,
    destinationLocation: hold?.pickup ?? (behaviour.destination === 'told' ? sendTo : null),
    alertType: alertType ?? (sendTo === null ? null : 'other-branch'),
    holdPatronId: hold?.patronId ?? null,
    holdPatronName: holder?.name ?? null,
    ...(fee > 0 && isTold ? { currency: catalogue.library.currency, feeAmount: String(fee) } : {}),
    screenMessage: checkinMessages(loan, isTold ? overdueDays : 0, fee),
  };
}

function checkinMessages(loan: Loan | null, overdueDays: number, fee: number): readonly string[] {
  if (loan === null) return ['Item not checked out'];
  return overdueDays > 0 ? [`Overdue ${overdueDays} days, fee ${fee}`] : [];
}

function millisecondsOf(text: string): number | null {
  const local = readTime(text);
  if (local === null) return null;
  const { hour, minute, second } = local.time ?? { hour: 23, minute: 59, second: 0 };
  return new Date(local.year, local.month - 1, local.day, hour, minute, second).getTime();
}
