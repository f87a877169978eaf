// How library systems of different makes behave, as rows that can be checked against a running one. Knows habits of the
// line and of what is told; must not know messages.

import type { QuestionKind } from '../messages.ts';
import type { Habits } from './wire.ts';

export type Behaviour = {
  readonly habits: Habits;
  /** Questions that get no answer at all. */
  readonly unanswered: readonly QuestionKind[];
  /** Questions that are answered, though a 98 says N to them. */
  readonly unadmitted: readonly QuestionKind[];
  /** Where the patron password is looked at, beside 23 and 63, which only tell whether it is right. */
  readonly checksPin: readonly QuestionKind[];
  /** CQ in a 64: always, or only where a password was sent. In a 24 without one: the same, or a plain N. */
  readonly passwordTold: 'always' | 'when-sent';
  /** Why a checkout was refused: `leaking`: a bare value, and of a hold the name of whoever waits. */
  readonly refusals: 'leaking' | 'plain';
  /** An overdue return: told with its fee, or not at all. */
  readonly overdueReturn: 'told' | 'untold';
  /** A loan that costs something: asked for first (BO), or lent without a word. */
  readonly loanFee: 'asked' | 'unasked';
  /** The list of fees, and its count. */
  readonly fineItems: 'listed' | 'never';
  /** What the count of holds counts. */
  readonly holdCount: 'ready' | 'all';
  /** Whether 01 and 25 do what they say. */
  readonly blocks: 'done' | 'not-done';
  readonly overpayment: 'refused' | 'credit';
  /** The status of what is not for loan, or on its way to another branch: its own, or "available" all the same. */
  readonly notLendable: 'told' | 'available';
  /** A refused 66 in some OpenNCIP: the list printed as Perl prints a reference. */
  readonly refusedList: 'empty' | 'perl-reference';
  /** A question with an empty date, patron or pickup branch where one is needed. */
  readonly emptyValues: 'borne' | 'hang-up';
  readonly renewalTold: 'told' | 'never';
};

const usual = {
  habits: {
    charset: 'utf-8',
    end: 'cr-lf',
    lineBreaks: 'blank',
    longestField: null,
    repetition: 'bare',
    knowsRepeats: true,
    unreadable: 'ask-again',
    emptyLine: 'ignored',
    oneAtATime: false,
  },
  unanswered: [],
  unadmitted: [],
  checksPin: ['renew-all', 'hold'],
  passwordTold: 'always',
  refusals: 'leaking',
  overdueReturn: 'told',
  loanFee: 'asked',
  fineItems: 'listed',
  holdCount: 'ready',
  blocks: 'done',
  overpayment: 'refused',
  notLendable: 'told',
  refusedList: 'empty',
  emptyValues: 'borne',
  renewalTold: 'told',
} as const satisfies Behaviour;

export const behaviours = {
  /** What a station should be able to bear, and nothing that keeps it from its work. */
  usual,

  /** A Koha of the 3.x line with its usual settings, seen running. One connection at a time: see `habits`. */
  koha: {
    ...usual,
    habits: { ...usual.habits, lineBreaks: 'raw', knowsRepeats: false, emptyLine: 'hang-up' },
    unadmitted: ['item-status-update'],
    passwordTold: 'when-sent',
    overdueReturn: 'untold',
    loanFee: 'unasked',
    fineItems: 'never',
    blocks: 'not-done',
    overpayment: 'credit',
    notLendable: 'available',
    emptyValues: 'hang-up',
  },

  /** Evergreen with SIPServer (OpenNCIP): ASCII, fields cut at 255, no patience with what it does not know. */
  evergreen: {
    ...usual,
    habits: {
      ...usual.habits,
      charset: 'ascii',
      end: 'cr',
      longestField: 255,
      repetition: 'sequence-0',
      unreadable: 'hang-up',
    },
    refusals: 'plain',
    holdCount: 'all',
    refusedList: 'perl-reference',
  },

  /** FOLIO's edge-sip2: code page 850, prose for an error, and silence for what it does not do. */
  folio: {
    ...usual,
    habits: { ...usual.habits, charset: 'cp850', end: 'cr', longestField: 255, unreadable: 'prose' },
    unanswered: ['block-patron', 'hold', 'patron-enable', 'item-status-update'],
    refusals: 'plain',
    renewalTold: 'never',
  },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type BehaviourName = keyof typeof behaviours;
