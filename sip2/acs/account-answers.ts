// What the embedded library answers to holds, payments, renewals of everything, blocks, and what is written on an item.
// Knows messages and the library; must not know connections.

import type { MessageOf, OutgoingOf } from '../messages.ts';
import { readMoney } from '../money.ts';
import { wireTime } from '../time.ts';
import { titleOf, type Library } from './library.ts';
import { about, isRightPin, isWrongPin, noFlags, wrongPin } from './patron-answers.ts';

/** The answer to 65: what could not be renewed, each with its reason behind it. */
export function renewAll(asked: MessageOf<'renew-all'>, library: Library): OutgoingOf<'renew-all-response'> {
  const { circulation, clock, catalogue, behaviour } = library;
  const result = isWrongPin(asked, library) ? wrongPin : circulation.renewAll(asked.patronId);
  const common = {
    kind: 'renew-all-response',
    transactionDate: wireTime(clock.now()),
    institutionId: catalogue.library.institutionId,
  } as const;
  if (result.kind === 'refused') {
    const list = behaviour.refusedList === 'perl-reference' ? ['ARRAY(0x55d0c3a8f2e8)'] : [];
    return {
      ...common,
      ok: false,
      renewedCount: 0,
      unrenewedCount: 0,
      renewedItems: list,
      screenMessage: [result.text],
    };
  }
  return {
    ...common,
    ok: true,
    renewedCount: result.renewed.length,
    unrenewedCount: result.not.length,
    renewedItems: result.renewed.map(({ itemId }) => itemId),
    unrenewedItems: result.not.map(({ loan, text }) => `${loan.itemId} ${text}`),
  };
}

/** The answer to 15. */
export function holdAnswer(asked: MessageOf<'hold'>, library: Library): OutgoingOf<'hold-response'> | 'hang-up' {
  const { circulation, clock, catalogue, behaviour } = library;
  const { holdMode: mode, patronId } = asked;
  if (behaviour.emptyValues === 'hang-up' && mode === 'add' && asked.pickupLocation === '') return 'hang-up';
  const itemId = asked.itemId ?? '';
  const result =
    mode === null
      ? ({ kind: 'refused', text: 'Neither "+" nor "-" nor "*"' } as const)
      : isWrongPin(asked, library)
        ? wrongPin
        : circulation.hold({
            mode,
            patronId,
            itemId,
            title: asked.titleIdentifier ?? '',
            pickup: asked.pickupLocation ?? '',
          });
  const common = {
    kind: 'hold-response',
    transactionDate: wireTime(clock.now()),
    institutionId: catalogue.library.institutionId,
    patronId,
  } as const;
  if (result.kind === 'refused') {
    const itemOf = asked.itemId === null ? {} : { itemId };
    return { ...common, ...itemOf, ok: false, available: false, screenMessage: [result.text] };
  }
  return {
    ...common,
    ok: true,
    available: result.available,
    expirationDate: asked.expirationDate,
    queuePosition: result.place === 0 ? null : String(result.place),
    pickupLocation: result.pickup,
    itemId: result.item.barcode,
    titleIdentifier: titleOf(result.item),
  };
}

/** The answer to 37. Part of a unit cannot be paid here: the catalogue counts whole ones. */
export function feePaid(asked: MessageOf<'fee-paid'>, library: Library): OutgoingOf<'fee-paid-response'> {
  const { circulation, clock, catalogue } = library;
  const { patronId, feeId, currency } = asked;
  const amount = wholeUnits(asked.feeAmount);
  const amiss =
    currency.trim() !== catalogue.library.currency
      ? `Wrong currency: ${currency}`
      : amount === null
        ? `No amount: ${asked.feeAmount}`
        : circulation.pay({
            patronId,
            amount,
            feeId: feeId === '' ? null : feeId,
            reference: asked.transactionId ?? '',
          });
  return {
    kind: 'fee-paid-response',
    paymentAccepted: amiss === null,
    transactionDate: wireTime(clock.now()),
    institutionId: asked.institutionId,
    patronId,
    transactionId: asked.transactionId,
    screenMessage: amiss === null ? [] : [amiss],
  };
}

function wholeUnits(text: string): number | null {
  const money = readMoney(text);
  if (money === null) return null;
  const whole = 10n ** BigInt(money.decimals);
  return money.units % whole === 0n ? Number(money.units / whole) : null;
}

/** The answer to 01, which is that to 23. */
export function blockPatron(asked: MessageOf<'block-patron'>, library: Library): OutgoingOf<'patron-status-response'> {
  const isDone = library.behaviour.blocks === 'done';
  if (isDone) library.circulation.block(asked.patronId);
  const known = about(asked.patronId, null, library);
  return {
    kind: 'patron-status-response',
    language: '000',
    ...known,
    screenMessage: isDone ? known.screenMessage : ['Block feature not implemented'],
  };
}

/** The answer to 25. A Koha that enables nobody clears the flags in this one answer. */
export function enablePatron(
  asked: MessageOf<'patron-enable'>,
  library: Library,
): OutgoingOf<'patron-enable-response'> {
  const { behaviour, circulation } = library;
  const patron = circulation.patron(asked.patronId);
  const isMeant = patron !== null && (asked.patronPassword === null || isRightPin(patron, asked.patronPassword));
  const isDone = behaviour.blocks === 'done';
  if (isDone && isMeant) circulation.enable(asked.patronId);
  const known = about(asked.patronId, asked.patronPassword, library);
  return {
    kind: 'patron-enable-response',
    language: '000',
    ...known,
    patronStatus: isDone || patron === null ? known.patronStatus : noFlags,
    screenMessage: isDone ? known.screenMessage : ['Enable feature not implemented.'],
  };
}

/** The answer to 19. */
export function itemStatusUpdate(
  { itemId, itemProperties }: MessageOf<'item-status-update'>,
  { circulation, clock }: Library,
): OutgoingOf<'item-status-update-response'> {
  const item = circulation.item(itemId);
  return {
    kind: 'item-status-update-response',
    itemPropertiesOk: circulation.setProperties(itemId, itemProperties),
    transactionDate: wireTime(clock.now()),
    itemId,
    titleIdentifier: item === null ? null : titleOf(item),
    itemProperties,
  };
}
