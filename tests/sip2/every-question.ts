// Every question that a client asks, and an ACS that answers each and counts: what was asked how often, what was worked.

import type { AskKind, Question, QuestionKind } from 'sip2';
import { behaviours, createServer, type Handlers, type Server } from 'sip2/acs';
import type { HandClock } from '../clock.ts';

const at = '20261122    093015';

/** About patron and item `number`: 1 in one test, 2 in the next question. */
export const questions: { readonly [K in AskKind]: (number: string) => Question<K> & { readonly kind: K } } = {
  'sc-status': () => ({ kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' }),
  'patron-status': (patronId) => ({ kind: 'patron-status', patronId, patronPassword: '' }),
  'block-patron': (patronId) => ({ kind: 'block-patron', cardRetained: false, patronId, blockedCardMessage: '' }),
  'patron-enable': (patronId) => ({ kind: 'patron-enable', patronId }),
  'patron-information': (patronId) => ({ kind: 'patron-information', patronId, summary: 'none' }),
  'item-information': (itemId) => ({ kind: 'item-information', itemId }),
  'item-status-update': (itemId) => ({ kind: 'item-status-update', itemId, itemProperties: 'torn' }),
  checkout: (itemId) => ({ kind: 'checkout', renewalPolicy: true, noBlock: false, patronId: '21', itemId }),
  checkin: (itemId) => ({ kind: 'checkin', noBlock: false, itemId }),
  renew: (itemId) => ({ kind: 'renew', thirdPartyAllowed: false, noBlock: false, patronId: '21', itemId }),
  'renew-all': (patronId) => ({ kind: 'renew-all', patronId }),
  hold: (itemId) => ({ kind: 'hold', holdMode: 'add', patronId: '21', itemId }),
  'fee-paid': (patronId) => ({
    kind: 'fee-paid',
    feeType: 'overdue',
    paymentType: '00',
    currency: 'VND',
    patronId,
    feeAmount: '5000',
  }),
  'end-patron-session': (patronId) => ({ kind: 'end-patron-session', patronId }),
};

const patronStatus = {
  chargePrivilegesDenied: false,
  renewalPrivilegesDenied: false,
  recallPrivilegesDenied: false,
  holdPrivilegesDenied: false,
  cardReportedLost: false,
  tooManyItemsCharged: false,
  tooManyItemsOverdue: false,
  tooManyRenewals: false,
  tooManyClaimsReturned: false,
  tooManyItemsLost: false,
  excessiveFines: false,
  excessiveFees: false,
  recallOverdue: false,
  tooManyItemsBilled: false,
} as const;

/** `work` counts, and gives what stands in the answer, so that each answer tells which work it came of. */
function handlers(work: (kind: QuestionKind) => string): Handlers {
  const told = (kind: QuestionKind) => ({ transactionDate: at, institutionId: 'KLIB', screenMessage: [work(kind)] });
  const loan = { ok: true, renewalOk: false, magneticMedia: null, desensitize: true, dueDate: '' } as const;
  return {
    login: () => ({ kind: 'login-response', ok: true, screenMessage: [work('login')] }),
    'sc-status': () => ({
      kind: 'acs-status',
      onLine: true,
      checkinOk: true,
      checkoutOk: true,
      renewalPolicy: true,
      statusUpdateOk: true,
      offLineOk: true,
      timeoutTenths: 100,
      retriesAllowed: 3,
      dateTimeSync: at,
      protocolVersion: '2.00',
      ...told('sc-status'),
    }),
    'patron-status': ({ kind, patronId }) => ({
      kind: 'patron-status-response',
      patronStatus,
      language: '000',
      patronId,
      personalName: 'An',
      ...told(kind),
    }),
    'block-patron': ({ kind, patronId }) => ({
      kind: 'patron-status-response',
      patronStatus,
      language: '000',
      patronId,
      personalName: 'An',
      ...told(kind),
    }),
    'patron-enable': ({ kind, patronId }) => ({
      kind: 'patron-enable-response',
      patronStatus,
      language: '000',
      patronId,
      personalName: 'An',
      ...told(kind),
    }),
    'patron-information': ({ kind, patronId }) => ({
      kind: 'patron-information-response',
      patronStatus,
      language: '000',
      patronId,
      personalName: 'An',
      holdItemsCount: 0,
      overdueItemsCount: 0,
      chargedItemsCount: 0,
      fineItemsCount: 0,
      recallItemsCount: 0,
      unavailableHoldsCount: 0,
      ...told(kind),
    }),
    'item-information': ({ kind, itemId }) => ({
      kind: 'item-information-response',
      circulationStatus: 'available',
      securityMarker: 'other',
      feeType: 'other',
      itemId,
      titleIdentifier: 'Số đỏ',
      ...told(kind),
    }),
    'item-status-update': ({ kind, itemId }) => ({
      kind: 'item-status-update-response',
      itemPropertiesOk: true,
      itemId,
      ...told(kind),
    }),
    checkout: ({ kind, patronId, itemId }) => ({
      kind: 'checkout-response',
      ...loan,
      patronId,
      itemId,
      titleIdentifier: 'Số đỏ',
      ...told(kind),
    }),
    checkin: ({ kind, itemId }) => ({
      kind: 'checkin-response',
      ok: true,
      resensitize: true,
      magneticMedia: null,
      alert: false,
      itemId,
      permanentLocation: '',
      ...told(kind),
    }),
    renew: ({ kind, patronId, itemId }) => ({
      kind: 'renew-response',
      ...loan,
      patronId,
      itemId: itemId ?? '',
      titleIdentifier: '',
      ...told(kind),
    }),
    'renew-all': ({ kind }) => ({
      kind: 'renew-all-response',
      ok: true,
      renewedCount: 0,
      unrenewedCount: 0,
      ...told(kind),
    }),
    hold: ({ kind, patronId, itemId }) => ({
      kind: 'hold-response',
      ok: true,
      available: false,
      patronId,
      itemId,
      ...told(kind),
    }),
    'fee-paid': ({ kind, patronId }) => ({
      kind: 'fee-paid-response',
      paymentAccepted: true,
      patronId,
      ...told(kind),
    }),
    'end-patron-session': ({ kind, patronId }) => ({
      kind: 'end-patron-session-response',
      endSession: true,
      patronId,
      ...told(kind),
    }),
  };
}

export type CountingAcs = {
  readonly server: Server;
  /** How often a question of this kind was heard: a repeated one, too. */
  readonly heard: (code: string) => number;
  /** How often it was worked. */
  readonly worked: (kind: QuestionKind) => number;
};

export function countingAcs(clock: HandClock): CountingAcs {
  const works = new Map<QuestionKind, number>();
  const heard: string[] = [];
  const work = (kind: QuestionKind): string => {
    const times = (works.get(kind) ?? 0) + 1;
    works.set(kind, times);
    return `work ${times}`;
  };
  const server = createServer({
    clock,
    handlers: handlers(work),
    // An ACS that takes every question for a new one: whatever is sent twice is done twice.
    settings: { habits: { ...behaviours.usual.habits, end: 'cr', knowsRepeats: false }, showPatrons: false },
    hears: { traffic: ({ kind, text }) => void (kind === 'heard' && heard.push(text.slice(0, 2))), changed() {} },
  });
  return {
    server,
    heard: (code) => heard.filter((one) => one === code).length,
    worked: (kind) => works.get(kind) ?? 0,
  };
}
