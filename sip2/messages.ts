// The messages of 3M SIP2 2.00, one row each; everything else (types, reading, writing) is derived from this table.
// Knows which fields stand in which message; must not know bytes.

import { feeTypes, type FieldCode, type FieldValue, type fields, type GroupEntry, type GroupName } from './fields.ts';
import { choice, count, flags, ok01, summary, text, time, yn, ynu, type Fixed, type FixedValue } from './fixed.ts';

/** 3M SIP2 2.00, "Patron Status": fourteen letters, in this order. */
const patronStatus = flags('patronStatus', [
  'chargePrivilegesDenied',
  'renewalPrivilegesDenied',
  'recallPrivilegesDenied',
  'holdPrivilegesDenied',
  'cardReportedLost',
  'tooManyItemsCharged',
  'tooManyItemsOverdue',
  'tooManyRenewals',
  'tooManyClaimsReturned',
  'tooManyItemsLost',
  'excessiveFines',
  'excessiveFees',
  'recallOverdue',
  'tooManyItemsBilled',
]);

const circulationStatus = choice(
  'circulationStatus',
  {
    '01': 'other',
    '02': 'on-order',
    '03': 'available',
    '04': 'charged',
    '05': 'charged-not-recallable',
    '06': 'in-process',
    '07': 'recalled',
    '08': 'on-hold-shelf',
    '09': 'to-be-reshelved',
    '10': 'in-transit',
    '11': 'claimed-returned',
    '12': 'lost',
    '13': 'missing',
  },
  'other',
);

const securityMarker = choice(
  'securityMarker',
  { '00': 'other', '01': 'none', '02': 'tattle-tape', '03': 'whisper-tape' },
  'other',
);

const feeType = choice('feeType', feeTypes, 'other');

const scStatus = choice('status', { '0': 'ok', '1': 'out-of-paper', '2': 'shutting-down' }, 'ok');

const lists = summary('summary', [
  'hold-items',
  'overdue-items',
  'charged-items',
  'fine-items',
  'recall-items',
  'unavailable-hold-items',
  'extended-fees', // Gossip and FOLIO edge-sip2; the standard leaves places 6 to 9 open
]);

/** Null: an ACS that cannot read it must neither place a hold nor delete one. */
const holdMode = choice('holdMode', { '+': 'add', '-': 'delete', '*': 'change' }, null);

/** 12 and 30 open alike. */
const loanFixed = [
  ok01('ok'),
  yn('renewalOk'),
  ynu('magneticMedia'),
  ynu('desensitize'),
  time('transactionDate'),
] as const;
const loanMay = ['BT', 'CI', 'BH', 'BV', 'CK', 'CH', 'BK', 'AF', 'AG'] as const;

type Row = {
  /** The two digits. */
  readonly code: string;
  readonly fixed: readonly Fixed[];
  /** Fields the standard requires: always written, and read as empty text when the other side left them out. */
  readonly needs: readonly FieldCode[];
  /** Fields that may come; null (a list: empty) when they do not. */
  readonly may: readonly FieldCode[];
  /** Optional fields of which one at least must be written. */
  readonly oneOf?: readonly FieldCode[];
  /** Fields that come again and again together, an entry each time; empty when they do not come. */
  readonly groups?: readonly GroupName[];
  /** For a question of the SC: the kind of its answer. */
  readonly answer?: string;
  /** May the question be put twice without harm, when nobody knows whether the first one was heard? */
  readonly twice?: 'safe' | 'never';
};

export const messages = {
  login: {
    code: '93',
    answer: 'login-response',
    twice: 'safe',
    fixed: [text('userAlgorithm', 1), text('passwordAlgorithm', 1)],
    needs: ['CN', 'CO'],
    may: ['CP'],
  },
  'login-response': { code: '94', fixed: [ok01('ok')], needs: [], may: ['AF', 'AG'] },

  'sc-status': {
    code: '99',
    answer: 'acs-status',
    twice: 'safe',
    fixed: [scStatus, count('maxPrintWidth', 3), text('protocolVersion', 4)],
    needs: [],
    may: [],
  },
  'acs-status': {
    code: '98',
    fixed: [
      yn('onLine'),
      yn('checkinOk'),
      yn('checkoutOk'),
      yn('renewalPolicy'),
      yn('statusUpdateOk'),
      yn('offLineOk'),
      count('timeoutTenths', 3), // tenths of a second; 999 unknown; nonsense is common in the field
      count('retriesAllowed', 3), // 999 unknown
      time('dateTimeSync'),
      text('protocolVersion', 4),
    ],
    needs: ['AO'],
    may: ['AM', 'BX', 'AN', 'SV', 'GG', 'AF', 'AG'],
  },

  'patron-status': {
    code: '23',
    answer: 'patron-status-response',
    twice: 'safe',
    fixed: [text('language', 3), time('transactionDate')],
    needs: ['AO', 'AA', 'AC', 'AD'],
    may: [],
  },
  'patron-status-response': {
    code: '24', // to 23 and to 01
    fixed: [patronStatus, text('language', 3), time('transactionDate')],
    needs: ['AO', 'AA', 'AE'],
    may: [
      ...(['BL', 'CQ', 'BH', 'BV', 'BD', 'BE', 'BF', 'PA', 'PB', 'PC', 'PI', 'PT', 'AF', 'AG'] as const),
      ...(['PX@polaris', 'PY@polaris'] as const),
    ],
  },

  'block-patron': {
    code: '01',
    answer: 'patron-status-response',
    twice: 'safe',
    fixed: [yn('cardRetained'), time('transactionDate')],
    needs: ['AO', 'AL', 'AA', 'AC'],
    may: [],
  },

  'patron-enable': {
    code: '25',
    answer: 'patron-enable-response',
    twice: 'safe',
    fixed: [time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['AC', 'AD'],
  },
  'patron-enable-response': {
    code: '26',
    fixed: [patronStatus, text('language', 3), time('transactionDate')],
    needs: ['AO', 'AA', 'AE'],
    may: ['BL', 'CQ', 'AF', 'AG'],
  },

  'patron-information': {
    code: '63',
    answer: 'patron-information-response',
    twice: 'safe',
    fixed: [text('language', 3), time('transactionDate'), lists],
    needs: ['AO', 'AA'],
    may: ['AC', 'AD', 'BP', 'BQ'],
  },
  'patron-information-response': {
    code: '64',
    fixed: [
      patronStatus,
      text('language', 3),
      time('transactionDate'),
      count('holdItemsCount', 4),
      count('overdueItemsCount', 4),
      count('chargedItemsCount', 4),
      count('fineItemsCount', 4),
      count('recallItemsCount', 4),
      count('unavailableHoldsCount', 4),
    ],
    needs: ['AO', 'AA', 'AE'],
    may: [
      ...(['BZ', 'CA', 'CB', 'BL', 'CQ', 'BH', 'BV', 'CC'] as const),
      ...(['AS', 'AT', 'AU', 'AV', 'BU', 'CD'] as const),
      ...(['BD', 'BE', 'BF', 'PA', 'PB', 'PC', 'PI', 'PT', 'AQ', 'XI', 'FU', 'FV', 'AF', 'AG'] as const),
      ...(['BC@polaris', 'PA@polaris', 'PB@polaris', 'PC@polaris', 'PX@polaris', 'PY@polaris', 'PZ@polaris'] as const),
      ...(['U1@polaris', 'U2@polaris', 'U3@polaris', 'U4@polaris', 'U5@polaris', 'PD@orphee'] as const),
    ],
    groups: ['fees'],
  },

  'item-information': {
    code: '17',
    answer: 'item-information-response',
    twice: 'safe',
    fixed: [time('transactionDate')],
    needs: ['AO', 'AB'],
    may: ['AC'],
  },
  'item-information-response': {
    code: '18',
    fixed: [circulationStatus, securityMarker, feeType, time('transactionDate')],
    needs: ['AB', 'AJ'],
    may: [
      ...(['CF', 'AH', 'CJ', 'CM', 'BG', 'BH', 'BV', 'CK', 'AQ', 'AP', 'CH'] as const),
      ...(['CR', 'CS', 'CT', 'CV', 'CY', 'DA', 'MA', 'MB', 'MC', 'AO', 'AF', 'AG'] as const),
      ...(['CH@folio', 'EA@folio', 'DE@folio', 'IN@folio', 'NB@folio'] as const),
    ],
  },

  'item-status-update': {
    code: '19',
    answer: 'item-status-update-response',
    twice: 'safe',
    fixed: [time('transactionDate')],
    needs: ['AO', 'AB', 'CH'],
    may: ['AC', 'AP', 'AQ', 'KP@dp2', 'KQ@dp2'],
  },
  'item-status-update-response': {
    code: '20',
    fixed: [ok01('itemPropertiesOk'), time('transactionDate')],
    needs: ['AB'],
    may: ['AJ', 'CH', 'AF', 'AG'],
  },

  checkout: {
    code: '11',
    answer: 'checkout-response',
    twice: 'never',
    fixed: [yn('renewalPolicy'), yn('noBlock'), time('transactionDate'), time('nbDueDate')],
    needs: ['AO', 'AA', 'AB', 'AC'],
    may: ['CH', 'AD', 'BO', 'BI'],
  },
  'checkout-response': {
    code: '12',
    fixed: loanFixed,
    needs: ['AO', 'AA', 'AB', 'AJ', 'AH'],
    may: loanMay,
  },

  checkin: {
    code: '09',
    answer: 'checkin-response',
    twice: 'never',
    fixed: [yn('noBlock'), time('transactionDate'), time('returnDate')],
    needs: ['AP', 'AO', 'AB', 'AC'],
    may: ['CH', 'BI'],
  },
  'checkin-response': {
    code: '10',
    fixed: [ok01('ok'), yn('resensitize'), ynu('magneticMedia'), yn('alert'), time('transactionDate')],
    needs: ['AO', 'AB', 'AQ'],
    may: [
      ...(['AJ', 'CL', 'AA', 'CK', 'CH'] as const), // AA is the patron who had the item
      ...(['CR', 'CS', 'CT', 'CV', 'CY', 'DA', 'BF', 'BH', 'BV', 'AF', 'AG'] as const), // CY and DA name another patron
      'CH@folio',
    ],
  },

  renew: {
    code: '29',
    answer: 'renew-response',
    twice: 'never',
    fixed: [yn('thirdPartyAllowed'), yn('noBlock'), time('transactionDate'), time('nbDueDate')],
    needs: ['AO', 'AA'],
    may: ['AD', 'AB', 'AJ', 'AC', 'CH', 'BO'],
    oneOf: ['AB', 'AJ'],
  },
  'renew-response': {
    code: '30',
    fixed: loanFixed,
    needs: ['AO', 'AA', 'AB', 'AJ', 'AH'],
    may: loanMay,
  },

  'renew-all': {
    code: '65',
    answer: 'renew-all-response',
    twice: 'never',
    fixed: [time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['AD', 'AC', 'BO'],
  },
  'renew-all-response': {
    code: '66',
    fixed: [ok01('ok'), count('renewedCount', 4), count('unrenewedCount', 4), time('transactionDate')],
    needs: ['AO'],
    may: ['BM', 'BN', 'AF', 'AG'], // a BN may hold a reason behind the item
  },

  hold: {
    code: '15',
    answer: 'hold-response',
    twice: 'never',
    fixed: [holdMode, time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['BW', 'BS', 'BY', 'AD', 'AB', 'AJ', 'AC', 'BO'],
    oneOf: ['AB', 'AJ'],
  },
  'hold-response': {
    code: '16',
    fixed: [ok01('ok'), yn('available'), time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['BW', 'BR', 'BS', 'AB', 'AJ', 'AF', 'AG'],
  },

  'fee-paid': {
    code: '37',
    answer: 'fee-paid-response',
    twice: 'never',
    // Payment: 00 cash, 01 VISA, 02 credit card; others are the library's own (a write-off, in Koha). Currency: ISO 4217.
    fixed: [time('transactionDate'), feeType, text('paymentType', 2), text('currency', 3)],
    needs: ['BV', 'AO', 'AA'],
    may: ['AC', 'AD', 'CG', 'BK', 'OR', 'RN'],
  },
  'fee-paid-response': {
    code: '38',
    fixed: [yn('paymentAccepted'), time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['BK', 'AF', 'AG'],
    groups: ['fees'],
  },

  'end-patron-session': {
    code: '35',
    answer: 'end-patron-session-response',
    twice: 'safe',
    fixed: [time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['AC', 'AD'],
  },
  'end-patron-session-response': {
    code: '36',
    fixed: [yn('endSession'), time('transactionDate')],
    needs: ['AO', 'AA'],
    may: ['AF', 'AG'],
  },

  'request-sc-resend': { code: '96', fixed: [], needs: [], may: [] },
  'request-acs-resend': { code: '97', fixed: [], needs: [], may: [] },
} as const satisfies Readonly<Record<string, Row>>;

type Table = typeof messages;
type Flat<T> = { readonly [K in keyof T]: T[K] };
type NameOf<C extends FieldCode> = (typeof fields)[C]['name'];
type ListCode = { [C in FieldCode]: (typeof fields)[C]['kind'] extends 'list' ? C : never }[FieldCode];

type FixedOf<K extends Kind> = { [F in Table[K]['fixed'][number] as F['name']]: FixedValue<F> };
type NeedsOf<K extends Kind> = { [C in Table[K]['needs'][number] as NameOf<C>]: FieldValue<C> };
type MayRead<K extends Kind> = {
  [C in Table[K]['may'][number] as NameOf<C>]: C extends ListCode ? FieldValue<C> : FieldValue<C> | null;
};
type GroupsOf<K extends Kind> = Table[K] extends { readonly groups: readonly (infer G extends GroupName)[] }
  ? G
  : never;
type GroupsRead<K extends Kind> = { [G in GroupsOf<K>]: readonly GroupEntry<G>[] };
type GroupsWrite<K extends Kind> = { [G in GroupsOf<K>]?: readonly Partial<GroupEntry<G>>[] };
type MayWrite<K extends Kind> = { [C in Table[K]['may'][number] as NameOf<C>]?: FieldValue<C> | null };

/**
 * A field that the row does not name, or that came once more than it may, as it stood on the wire. In the order of the
 * wire.
 */
export type Other = { readonly code: string; readonly value: string };

/** The name of a message: 'checkout', 'checkout-response', … */
export type Kind = keyof Table;

/** The kinds an SC asks and an ACS answers. */
export type QuestionKind = { [K in Kind]: Table[K] extends { readonly answer: Kind } ? K : never }[Kind];

/** The kind of the answer to a question. */
export type AnswerKind<K extends QuestionKind> = Table[K]['answer'];

type Messages = {
  readonly [K in Kind]: Flat<
    { kind: K } & FixedOf<K> & NeedsOf<K> & MayRead<K> & GroupsRead<K> & { others: readonly Other[] }
  >;
};
type Outgoings = {
  readonly [K in Kind]: Flat<
    { kind: K } & FixedOf<K> & NeedsOf<K> & MayWrite<K> & GroupsWrite<K> & { others?: readonly Other[] }
  >;
};
type Answers = { readonly [K in QuestionKind]: Messages[AnswerKind<K>] };

/** A message as it was read: every field of its row is there, null (or an empty list) when the other side was silent. */
export type MessageOf<K extends Kind> = Messages[K];

/** A message to be written: optional fields may be left out, null or (in lists) empty. Every read message fits. */
export type OutgoingOf<K extends Kind> = Outgoings[K];

/** The message that answers a question of kind K. */
export type AnswerOf<K extends QuestionKind> = Answers[K];

export type Message = Messages[Kind];
export type Outgoing = Outgoings[Kind];

/** Whether a question may be put again when it is not known if the first one was heard. */
export function mayAskTwice(kind: QuestionKind): boolean {
  return messages[kind].twice === 'safe';
}

/** The kind of message that answers a question. */
export function answerKindOf(kind: QuestionKind): Kind {
  return messages[kind].answer;
}

/** The two digits of a message. */
export function codeOf(kind: Kind): string {
  return messages[kind].code;
}

/** As the tables name it, with its two digits: `checkout (11)`. */
export function messageName(kind: Kind): string {
  return `${kind} (${messages[kind].code})`;
}
