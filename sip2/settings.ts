// How a station talks to its ACS: plain values, checked by whoever reads them from outside.

import type { Wire } from './build.ts';
import type { Charset } from './charset.ts';
import type { FieldName, Vocabulary } from './fields.ts';
import type { QuestionKind } from './messages.ts';

/**
 * Sequence and checksum (AY, AZ) on every message; without them Koha and Evergreen cut the end off a patron password.
 * - `on`: a wrong checksum is asked for again (97), and ends the connection when it stays wrong.
 * - `warn`: a wrong one is told as trouble, and the message taken.
 * - `automatic`: as `on`; but a message that comes again the same with a checksum that is wrong again is taken, as that is
 *   the ACS's arithmetic and no noise on the line. An ACS that understands no greeting with AY and AZ is greeted without.
 * - `off`: neither written nor looked at.
 */
export type ErrorDetection = 'on' | 'warn' | 'automatic' | 'off';

export type Settings = {
  /** What the library calls itself on the wire; most ACS ignore it, a few want it exact. */
  readonly institutionId: string;
  readonly terminalPassword: string;
  /** Null: this ACS wants no login. `location` is sent even when empty; FOLIO needs its service point's UUID here. */
  readonly login: { readonly user: string; readonly password: string; readonly location: string } | null;
  /** Where this station takes items back. Koha moves items to this branch: a real branch code, or empty. */
  readonly currentLocation: string;
  /** Three digits out of the standard's table; there is none for Vietnamese: "000". */
  readonly language: string;
  readonly errorDetection: ErrorDetection;
  readonly charset: Charset;
  /** Whose field codes, where systems use one code for different things. */
  readonly vocabulary: Vocabulary;
  /** What ends a message we send. */
  readonly end: NonNullable<Wire['end']>;
  /** Most ACS want the login (93) first; a few want to be asked for their status (99) before it, and are asked again after. */
  readonly greeting: 'login-first' | 'status-first';
  /** Questions this ACS is known to leave unanswered, or to hang up over: they are not asked. */
  readonly unsupported: readonly QuestionKind[];
  /** Optional fields that are never written to this ACS. */
  readonly omit: readonly FieldName[];
  /** How often a question that changes nothing is asked in all, before it ends as unknown. */
  readonly timesAsked: number;
  /** How long an answer may take before the connection is given up. */
  readonly answerTimeoutMs: number;
  /** 'acs': as long as its status says, but at least 5 s and at most 60 s; what it says is often nonsense. */
  readonly timeoutFrom: 'settings' | 'acs';
  /** The same for login and for the first status. */
  readonly loginTimeoutMs: number;
  /** Silence after which the ACS is asked for its status. */
  readonly keepAliveMs: number;
  /** Pauses between attempts to connect: doubled after each failure, up to the longest. */
  readonly reconnect: { readonly shortestMs: number; readonly longestMs: number };
  /** How long after the connection is lost a question still waits for the next one. */
  readonly graceMs: number;
  /** Whether traffic events show card numbers, names and addresses. Passwords never. */
  readonly showPatrons: boolean;
};

/** Sound values for a library network; institution, login and location are the library's own. */
export const usualSettings: Settings = {
  institutionId: '',
  terminalPassword: '',
  login: null,
  currentLocation: '',
  language: '000',
  errorDetection: 'on',
  charset: 'utf-8',
  vocabulary: 'standard',
  end: 'cr',
  greeting: 'login-first',
  unsupported: [],
  omit: [],
  timesAsked: 3,
  answerTimeoutMs: 15_000,
  timeoutFrom: 'settings',
  loginTimeoutMs: 10_000,
  keepAliveMs: 240_000,
  reconnect: { shortestMs: 1_000, longestMs: 30_000 },
  graceMs: 5_000,
  showPatrons: false,
};

type Choice = 'charset' | 'vocabulary' | 'errorDetection' | 'end' | 'greeting' | 'timeoutFrom';

/** Every value of the settings that are choices, for whoever checks settings that come from outside. */
export const choices = {
  charset: {
    automatic: 'automatic',
    'utf-8': 'utf-8',
    ascii: 'ascii',
    'iso-8859-1': 'iso-8859-1',
    cp850: 'cp850',
    'windows-1252': 'windows-1252',
    'windows-1258': 'windows-1258',
    tcvn3: 'tcvn3',
  },
  vocabulary: { standard: 'standard', polaris: 'polaris', folio: 'folio', orphee: 'orphee', dp2: 'dp2' },
  errorDetection: { on: 'on', warn: 'warn', automatic: 'automatic', off: 'off' },
  end: { cr: 'cr', 'cr-lf': 'cr-lf' },
  greeting: { 'login-first': 'login-first', 'status-first': 'status-first' },
  timeoutFrom: { settings: 'settings', acs: 'acs' },
} as const satisfies { readonly [C in Choice]: { readonly [V in Settings[C]]: V } };
