// How library systems of different makes behave, as rows that can be checked against a running one. Knows habits of the
// line and of what is told; must not know how either is done. A make of which nothing is known has no row.

import type { QuestionKind } from '../messages.ts';
import type { Habits } from './wire.ts';

export type Behaviour = {
  /** Whose ways these are, in a line. */
  readonly title: string;
  readonly habits: Habits;
  /** What a 98 says of itself. */
  readonly status: {
    readonly statusUpdateOk: boolean;
    readonly offLineOk: boolean;
    /** 999: unknown. */
    readonly timeoutTenths: number;
    readonly retriesAllowed: number;
  };
  /** Questions that get no answer at all. */
  readonly unanswered: readonly QuestionKind[];
  /** Questions that are answered, though a 98 says N to them. */
  readonly unadmitted: readonly QuestionKind[];
  /** CP of a login: not looked at; or the UUID of a service point, without which the login is right and nothing works. */
  readonly loginLocation: 'not-used' | 'service-point';
  /** AP of a checkin: where the item is now, or not looked at. */
  readonly checkinLocation: 'branch' | 'not-used';
  /** Where the patron password is looked at, beside 23 and 63, which only tell whether it is right. */
  readonly checksPin: readonly QuestionKind[];
  /** CQ in a 64: always, or only where a password was sent. In a 24 without one: the same, or a plain N. */
  readonly passwordTold: 'always' | 'when-sent';
  /** Letters of a card number, capital or small: one card, or two. A loan is compared with the card as it was sent. */
  readonly cardCase: 'told-apart' | 'ignored';
  /** AF of a 24 and a 64. `always-ok`: filled even when there is nothing to say. */
  readonly patronMessage: 'library-greets' | 'koha-greets' | 'always-ok' | 'when-needed';
  /** The first four letters of the patron status: those that fit, or all of them for whatever reason. */
  readonly deniedFlags: 'fitting' | 'all-four';
  /** BP and BQ in a 63. `one-more`: the end is one too far. `empty-past-end`: a field with nothing in it. */
  readonly paging: 'exact' | 'one-more' | 'empty-past-end';
  /** AO of a 24. */
  readonly institution: 'own' | 'echoed';
  /** Why a checkout was refused: `leaking`: a bare value, and of a hold anything about whoever waits. */
  readonly refusals: 'leaking' | 'plain';
  /** An overdue return: told with its fee, or not at all. */
  readonly overdueReturn: 'told' | 'untold';
  /** No block in a 11: the loan is taken as it was made, with its own due date; or it is looked at like any other. */
  readonly noBlock: 'obeyed' | 'ignored';
  /** A loan that costs something: asked for first (BO), or lent without a word. */
  readonly loanFee: 'asked' | 'unasked';
  /** The list of fees, and its count. */
  readonly fineItems: 'listed' | 'never';
  /** What the count of holds counts. */
  readonly holdCount: 'ready' | 'all';
  /** Holds that come by SIP2. `queued-only`: they keep nobody from the item, and no checkin catches it for them. */
  readonly placedHolds: 'kept' | 'queued-only';
  /** Whether 01 and 25 do what they say. */
  readonly blocks: 'done' | 'not-done';
  readonly overpayment: 'refused' | 'credit';
  /** The status of what is not for loan, or on its way to another branch: its own, or "available" all the same. */
  readonly notLendable: 'told' | 'available';
  readonly securityMarker: 'other' | 'tattle-tape';
  /** Magnetic media in a 12, 30 and 10: N, or always U. */
  readonly magneticMedia: 'told' | 'unknown';
  /** The alert flag of a 10. */
  readonly alerts: 'told' | 'never';
  /** CT of a 10: wherever the item goes, or only where a hold wants it. */
  readonly destination: 'told' | 'with-hold';
  /** Renewal ok in a 12 and a 30. */
  readonly renewalTold: 'told' | 'never';
  /** AF of a checkout of one's own loan. */
  readonly ownLoanMessage: string | null;
  /** Desensitize in a 30. */
  readonly renewalDesensitizes: boolean;
  /** A refused 66 in some OpenNCIP: the list printed as Perl prints a reference. */
  readonly refusedList: 'empty' | 'perl-reference';
  /** 29 with an empty AJ beside its AB: renewed by title, and no such title. */
  readonly emptyTitle: 'ignored' | 'meant';
  /** A question with an empty date, patron or pickup branch where one is needed. */
  readonly emptyValues: 'borne' | 'hang-up';
};

const usual = {
  title: 'what a station should bear, with every message answered',
  habits: {
    charset: 'utf-8',
    accents: 'composed',
    wideLetters: 'folded',
    counts: 'bytes',
    vocabulary: 'standard',
    end: 'cr-lf',
    lineBreaks: 'blank',
    longestField: null,
    untold: { 'patron-information-response': ['internetPrivileges', 'internalPatronId', 'borrowerType'] },
    repetition: 'bare',
    knowsRepeats: true,
    endWithoutCheck: 'kept',
    unreadable: 'ask-again',
    unknownMessage: 'ask-again',
    emptyLine: 'ignored',
    versions: 'any',
    logins: 'by-connection',
    statusBeforeLogin: false,
    mostLogins: null,
    oneAtATime: false,
  },
  status: { statusUpdateOk: false, offLineOk: true, timeoutTenths: 150, retriesAllowed: 3 },
  unanswered: [],
  unadmitted: [],
  loginLocation: 'not-used',
  checkinLocation: 'branch',
  checksPin: ['renew-all', 'hold'],
  passwordTold: 'always',
  cardCase: 'told-apart',
  patronMessage: 'library-greets',
  deniedFlags: 'fitting',
  paging: 'exact',
  institution: 'own',
  refusals: 'leaking',
  overdueReturn: 'told',
  noBlock: 'obeyed',
  loanFee: 'asked',
  fineItems: 'listed',
  holdCount: 'ready',
  placedHolds: 'kept',
  blocks: 'done',
  overpayment: 'refused',
  notLendable: 'told',
  securityMarker: 'other',
  magneticMedia: 'told',
  alerts: 'told',
  destination: 'told',
  renewalTold: 'told',
  ownLoanMessage: null,
  renewalDesensitizes: true,
  refusedList: 'empty',
  emptyTitle: 'ignored',
  emptyValues: 'borne',
} as const satisfies Behaviour;

/** What a Koha 3.17 was not seen to send. */
const kohaUntold = {
  'acs-status': ['libraryName'],
  'patron-status-response': ['currency', 'patronExpiry'],
  'patron-information-response': [
    ...(['currency', 'patronExpiry', 'internalPatronId', 'borrowerType'] as const),
    'chargedItemsLimit',
  ],
  'item-information-response': ['mediaType', 'itemProperties', 'callNumber', 'currency', 'feeAmount'],
  'checkout-response': ['mediaType', 'currency', 'feeAmount'],
  'renew-response': ['currency', 'feeAmount'],
  'checkin-response': ['sortBin', 'mediaType'],
} as const satisfies Habits['untold'];

const koha = {
  ...usual,
  title: 'a Koha 3.17 with encoding="utf8", as it was seen running',
  habits: {
    ...usual.habits,
    lineBreaks: 'raw',
    untold: kohaUntold,
    knowsRepeats: false,
    endWithoutCheck: 'cut',
    emptyLine: 'hang-up',
    versions: 'as-said',
    logins: 'by-worker',
  },
  status: { statusUpdateOk: false, offLineOk: false, timeoutTenths: 100, retriesAllowed: 5 },
  unadmitted: ['item-status-update'],
  passwordTold: 'when-sent',
  cardCase: 'ignored',
  patronMessage: 'koha-greets',
  deniedFlags: 'all-four',
  paging: 'one-more',
  institution: 'echoed',
  overdueReturn: 'untold',
  noBlock: 'ignored',
  loanFee: 'unasked',
  fineItems: 'never',
  placedHolds: 'queued-only',
  blocks: 'not-done',
  overpayment: 'credit',
  notLendable: 'available',
  securityMarker: 'tattle-tape',
  destination: 'with-hold',
  ownLoanMessage: 'Item already checked out to you: renewing item.',
  renewalDesensitizes: false,
  emptyValues: 'hang-up',
} as const satisfies Behaviour;

const openncip = {
  ...usual,
  title: 'OpenNCIP’s SIPServer: no patience with what it does not know',
  habits: {
    ...usual.habits,
    repetition: 'sequence-0',
    knowsRepeats: false,
    endWithoutCheck: 'cut',
    unreadable: 'hang-up',
    unknownMessage: 'hang-up',
    versions: 'as-said',
    mostLogins: 3,
  },
  // 37 is answered all the same.
  unadmitted: ['fee-paid'],
  patronMessage: 'when-needed',
  paging: 'empty-past-end',
  refusals: 'plain',
  refusedList: 'perl-reference',
  emptyTitle: 'meant',
} as const satisfies Behaviour;

const evergreen = {
  ...openncip,
  title: 'Evergreen with SIPServer: ASCII without accents, fields cut at 255, all holds counted',
  habits: {
    ...openncip.habits,
    charset: 'ascii',
    end: 'cr',
    longestField: 255,
    untold: { 'patron-information-response': ['borrowerType'] },
    statusBeforeLogin: true,
  },
  status: { statusUpdateOk: false, offLineOk: false, timeoutTenths: 600, retriesAllowed: 3 },
  unadmitted: ['fee-paid', 'item-status-update', 'patron-enable', 'hold', 'renew-all'],
  holdCount: 'all',
} as const satisfies Behaviour;

export const behaviours = {
  usual,
  koha,

  evergreen,

  folio: {
    ...usual,
    title: 'FOLIO’s edge-sip2: code page 850, prose for an error, silence for what it does not do',
    habits: {
      ...usual.habits,
      charset: 'cp850',
      end: 'cr',
      longestField: 255,
      untold: { 'patron-information-response': ['internetPrivileges', 'internalPatronId'] },
      unreadable: 'prose',
      unknownMessage: 'silence',
    },
    status: { statusUpdateOk: false, offLineOk: false, timeoutTenths: 5, retriesAllowed: 3 },
    unanswered: ['block-patron', 'hold', 'patron-enable', 'item-status-update'],
    loginLocation: 'service-point',
    checkinLocation: 'not-used',
    checksPin: ['checkout', 'renew', 'renew-all'],
    patronMessage: 'when-needed',
    refusals: 'plain',
    magneticMedia: 'unknown',
    alerts: 'never',
    renewalTold: 'never',
  },

  'koha-sample': {
    ...koha,
    title: 'a Koha as its sample configuration has it: no encoding, one connection',
    // ü is one byte as long as nothing in the message is beyond ÿ; else all of it is UTF-8, and AZ counts letters.
    habits: { ...koha.habits, charset: 'iso-8859-1', wideLetters: 'utf-8', counts: 'letters', oneAtATime: true },
  },

  openncip,

  'evergreen-utf8': {
    ...evergreen,
    title: 'Evergreen with encoding="utf-8": accents are letters of their own',
    habits: { ...evergreen.habits, charset: 'utf-8', accents: 'apart' },
  },

  polaris: {
    ...usual,
    title: 'Polaris: AZ counts letters, not bytes; P codes of its own',
    habits: {
      ...usual.habits,
      counts: 'letters',
      vocabulary: 'polaris',
      end: 'cr',
      untold: { 'patron-information-response': ['internetPrivileges', 'patronClass', 'borrowerType'] },
    },
    status: { statusUpdateOk: false, offLineOk: true, timeoutTenths: 999, retriesAllowed: 999 },
    patronMessage: 'always-ok',
    refusals: 'plain',
  },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type BehaviourName = keyof typeof behaviours;

const names: ReadonlySet<string> = new Set(Object.keys(behaviours));

export function isBehaviourName(name: string): name is BehaviourName {
  return names.has(name);
}
