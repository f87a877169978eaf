// What each family of library systems makes of SIP2, as rows that can be checked against a running one. Knows nothing of how
// it is told; dialect.ts reads answers by these rows, probe.ts finds out which row fits.

import type { Settings } from './settings.ts';

/** `unknown` everywhere: nobody here has seen it; nothing is concluded from it. */
export type Dialect = {
  readonly name: DialectName;
  /** As people call it. */
  readonly title: string;
  /** The line's own settings; the library adds what is its own: institution, login, location. */
  readonly line: Pick<
    Settings,
    | 'charset'
    | 'vocabulary'
    | 'end'
    | 'greeting'
    | 'errorDetection'
    | 'timeoutFrom'
    | 'unsupported'
    | 'omit'
    | 'timesAsked'
  >;
  /** CP of a login (93). */
  readonly loginLocation: 'not-used' | 'service-point' | 'unknown';
  /** AP of a checkin (09). `branch`: the item moves to that branch, so it must be a real one's code, or empty. */
  readonly checkinLocation: 'branch' | 'not-used' | 'unknown';
  /** What the count of holds in a 64 counts: those on the shelf, or all of them, so that CD's are to be taken off. */
  readonly holdCount: 'ready' | 'all' | 'unknown';
  /** What stands in the lists of a 64. */
  readonly lists: 'barcodes' | 'barcodes-or-titles';
  readonly fees: {
    /** A loan that costs something: a 12 asks first (BT, BV; then 11 with BO), or lends and charges, or either. */
    readonly onCheckout: 'asks' | 'lends' | 'either' | 'unknown';
    /** Which list of a 64 names the fees one by one. */
    readonly listed: 'fine-items' | 'extended-fees' | 'never' | 'unknown';
    /** Whether BV comes with its currency (BH). */
    readonly currency: 'told' | 'never' | 'unknown';
    /** What a 64 without BV says of what the patron owes. */
    readonly untold: 'nothing' | 'unknown';
  };
  /** A checkout of what this patron has already: `renewed`, and told so (renewal ok) or not. */
  readonly ownLoan: 'renewed-and-told' | 'renewed-untold' | 'unknown';
  /** A checkin of what is not on loan: `refused` is ok 0; where a library can choose, `either`. */
  readonly notOnLoan: 'refused' | 'either' | 'unknown';
  /** No block in a 11, for what was lent off-line: taken as it was made, or looked at like any other and perhaps refused. */
  readonly noBlock: 'obeyed' | 'ignored' | 'unknown';
  /** Whether a checkout looks at the patron password. Where not, only 63 and 23 tell, by CQ. */
  readonly checkoutChecksPassword: boolean | 'unknown';
  /** For the technician, a sentence each. */
  readonly advice: readonly string[];
};

export const dialectNames = [
  ...(['generic', 'koha', 'evergreen', 'folio'] as const),
  ...(['symphony', 'sierra', 'polaris', 'alma'] as const),
] as const;
export type DialectName = (typeof dialectNames)[number];

const line: Dialect['line'] = {
  charset: 'utf-8',
  vocabulary: 'standard',
  end: 'cr',
  greeting: 'login-first',
  errorDetection: 'on',
  timeoutFrom: 'settings',
  unsupported: [],
  omit: [],
  timesAsked: 3,
};

/** What is safe with any of them. */
const generic: Dialect = {
  name: 'generic',
  title: 'SIP2',
  line: { ...line, charset: 'automatic', errorDetection: 'automatic' },
  loginLocation: 'unknown',
  checkinLocation: 'unknown',
  holdCount: 'unknown',
  lists: 'barcodes-or-titles',
  fees: { onCheckout: 'unknown', listed: 'unknown', currency: 'unknown', untold: 'unknown' },
  ownLoan: 'unknown',
  notOnLoan: 'unknown',
  noBlock: 'unknown',
  checkoutChecksPassword: 'unknown',
  advice: ['Leave the location of a checkin empty, or name a real branch.'],
};

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  generic,

  koha: {
    ...generic,
    name: 'koha',
    title: 'Koha',
    // 01 and 25 are answered, and nothing is stored.
    line: { ...line, unsupported: ['block-patron', 'patron-enable'] },
    loginLocation: 'not-used',
    checkinLocation: 'branch',
    holdCount: 'ready',
    lists: 'barcodes',
    // BV comes only where something is owed.
    fees: { onCheckout: 'either', listed: 'never', currency: 'never', untold: 'nothing' },
    ownLoan: 'renewed-and-told',
    notOnLoan: 'either', // checked_in_ok
    noBlock: 'ignored',
    checkoutChecksPassword: false,
    advice: [
      'What was lent off-line is looked at like any other loan: it may be refused, or get another due date, and is then for staff.',
      'Give every station an account with encoding="utf8" and error-detect; without the first, letters and checksums are wrong.',
      'The location of a checkin must be a branch code of Koha or empty: items move to it.',
      'Screen messages of a refusal can name other patrons: do not show them.',
      'Each station needs a worker of its own (min_servers): otherwise a second one waits for ever.',
    ],
  },

  evergreen: {
    ...generic,
    name: 'evergreen',
    title: 'Evergreen, OpenNCIP',
    line,
    loginLocation: 'not-used',
    checkinLocation: 'unknown',
    holdCount: 'all',
    advice: [
      'Leave error detection on: without it the end of a message is cut off, and a wrong password can pass.',
      'Card numbers and barcodes are told apart by capital letters.',
      'Where its character set is ASCII, as it comes, letters lose their accents.',
      'Whether loans are listed by barcode or by title is a setting of its own: barcodes let a station take a loan back.',
      'Not known here: its fees, how it takes an own loan and what was not on loan.',
    ],
  },

  folio: {
    ...generic,
    name: 'folio',
    title: 'FOLIO (edge-sip2, fsip2)',
    line: {
      ...line,
      charset: 'cp850', // IBM850 unless the tenant says otherwise
      vocabulary: 'folio',
      errorDetection: 'automatic', // a switch of the tenant
      // Never answered: each would cost a time-out and the connection.
      unsupported: ['block-patron', 'hold', 'patron-enable', 'item-status-update'],
    },
    loginLocation: 'service-point',
    checkinLocation: 'not-used',
    fees: { onCheckout: 'unknown', listed: 'extended-fees', currency: 'unknown', untold: 'unknown' },
    ownLoan: 'renewed-untold', // renewal ok is N always
    advice: [
      'The location of the login must be the UUID of the service point; with any other, the login is right and nothing works.',
      'Use TLS.',
      'Its status promises answers in half a second; do not take it at its word.',
      'It never says that a loan was a renewal; what the patron had before tells.',
      'Not known here: whether it asks before a loan that costs something, what it counts as holds, how it takes what was not on loan.',
    ],
  },

  symphony: {
    ...generic,
    name: 'symphony',
    title: 'Symphony (SirsiDynix)',
    advice: [
      'It may ask for its login by prompts, in words that the library can change.',
      'A return can come with the collection and the call number.',
      'Some dates are of the wrong length: they are shown as they came.',
      'An upgrade has changed how messages are cut before: try a loan and a return after each.',
      'Not known here: its letters and checksums, what it counts as holds, its fees, how it takes an own loan and what was not on loan.',
    ],
  },

  sierra: {
    ...generic,
    name: 'sierra',
    title: 'Sierra (Innovative)',
    advice: [
      'Alert type, destination and the patron of a hold come in a checkin only where its options for sorters are on.',
      'Its messages are out of a table of ten that the library can change: nothing is concluded from their words.',
      'Not known here: its letters and checksums, what it counts as holds, its fees, how it takes an own loan and what was not on loan.',
    ],
  },

  polaris: {
    ...generic,
    name: 'polaris',
    title: 'Polaris (Innovative)',
    line: { ...line, vocabulary: 'polaris' },
    advice: [
      'Its checksums count letters, not bytes; they are taken.',
      'Screen messages are always filled, even when all is well.',
      'It writes branch, numbers and expiry of a patron under codes that others use otherwise; they are read its way.',
      'Not known here: what it counts as holds, its fees, how it takes an own loan and what was not on loan.',
    ],
  },

  alma: {
    ...generic,
    name: 'alma',
    title: 'Alma (Ex Libris)',
    advice: [
      'Nothing of it has been seen here: it is spoken to as any other, and nothing is concluded from its answers that the standard does not say.',
      'Let a probe tell what it understands, and try a loan, a renewal and a return by hand.',
    ],
  },
};

/** The settings of a line to such an ACS; what the library says wins. */
export function settingsFor(dialect: Dialect, usual: Settings, own: Partial<Settings>): Settings {
  return { ...usual, ...dialect.line, ...own };
}
