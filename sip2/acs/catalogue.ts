// What the small ACS knows when it starts: a library, its items, patrons, loans, holds and fees, as data in a file.
// Checked at the door, by path; must not know messages.

import foreign from './catalogue.json' with { type: 'json' };
import { checked, described, type Issue, type Reading, type Schema } from './reading.ts';

export type Branch = { readonly code: string; readonly name: string };

export type Library = {
  readonly institutionId: string;
  readonly name: string;
  /** Owner of the items, as an ISIL. */
  readonly owner: string;
  /** Where items go back when the SC does not say. */
  readonly homeBranch: string;
  readonly branches: readonly Branch[];
  readonly loanDays: number;
  readonly loanLimit: number;
  readonly renewalLimit: number;
  /** Whole units of `currency`, as all money here. Owing more stops borrowing. */
  readonly feeLimit: number;
  readonly overdueFeePerDay: number;
  readonly currency: string;
};

export type CatalogueItem = {
  readonly barcode: string;
  readonly title: string;
  readonly author: string;
  readonly callNumber: string;
  readonly branch: string;
  readonly media: (typeof mediaKinds)[number];
  /** `in-house`: lent, but it stays in the building, so it is not desensitized. */
  readonly lending: (typeof lendingKinds)[number];
  readonly audience: (typeof audiences)[number];
  /** To be accepted before each loan; 0 is none. */
  readonly fee: number;
  /** Physical parts under the one barcode. */
  readonly parts: number;
  /** For people: what this item is an example of. */
  readonly note: string;
};

export type CataloguePatron = {
  readonly card: string;
  readonly name: string;
  readonly pin: string | null;
  readonly standing: (typeof standings)[number];
  readonly category: (typeof categories)[number];
  /** From the day the ACS starts; negative: expired. */
  readonly expiresInDays: number;
  /** YYYY-MM-DD, or empty. */
  readonly birthDate: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly note: string;
};

export type CatalogueLoan = {
  readonly item: string;
  readonly card: string;
  /** From the day the ACS starts; negative: overdue. */
  readonly dueInDays: number;
  readonly renewals: number;
};

export type CatalogueHold = {
  readonly item: string;
  readonly card: string;
  readonly pickup: string;
  /** On the hold shelf, or still waiting. */
  readonly ready: boolean;
};

export type CatalogueFee = { readonly card: string; readonly amount: number; readonly reason: string };

export type Catalogue = {
  readonly library: Library;
  readonly items: readonly CatalogueItem[];
  readonly patrons: readonly CataloguePatron[];
  readonly loans: readonly CatalogueLoan[];
  readonly holds: readonly CatalogueHold[];
  readonly fees: readonly CatalogueFee[];
};

/** One thing wrong in a catalogue file: `items[3].barcode`, and what it should be. */
export type CatalogueIssue = Issue;

const mediaKinds = ['book', 'magazine', 'cd', 'audio-tape', 'video-tape', 'book-with-cd'] as const;
const lendingKinds = ['normal', 'not-for-loan', 'in-house'] as const;
const audiences = ['all', 'adults'] as const;
const standings = ['good', 'blocked', 'card-lost'] as const;
const categories = ['adult', 'child'] as const;

/** Reads a catalogue from parsed JSON; every issue is told, not only the first. */
export function readCatalogue(
  value: unknown,
):
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  | { readonly kind: 'issues'; readonly issues: readonly CatalogueIssue[] } {
  const issues: CatalogueIssue[] = [];
  const catalogue = checked(value, issues, readShape);
  if (issues.length === 0) issues.push(...crossCheck(catalogue));
  return issues.length === 0 ? { kind: 'catalogue', catalogue } : { kind: 'issues', issues };
}

/** JSON Schema of a catalogue: everything but that it refers only to what it has. */
export function catalogueSchema(): Schema {
  return described(readShape, { title: 'A library for sip2 serve', notes });
}

/** The catalogue that comes with the package. */
export function demoCatalogue(): Catalogue {
  const read = readCatalogue(foreign);
  if (read.kind === 'catalogue') return read.catalogue;
  const lines = read.issues.map(({ path, text }) => `${path}: ${text}`);
  throw new Error(`The catalogue of the package is broken.\n${lines.join('\n')}`);
}

function readShape(root: Reading): Catalogue {
  return {
    library: root.object('library', readLibrary),
    items: root.rows('items', readItem),
    patrons: root.rows('patrons', readPatron),
    loans: root.rows('loans', (row) => ({
      item: row.text('item'),
      card: row.text('card'),
      dueInDays: row.whole('dueInDays', -10_000),
      renewals: row.whole('renewals', 0, 0),
    })),
    holds: root.rows('holds', (row) => ({
      item: row.text('item'),
      card: row.text('card'),
      pickup: row.text('pickup'),
      ready: row.truth('ready'),
    })),
    fees: root.rows('fees', (row) => ({
      card: row.text('card'),
      amount: row.whole('amount', 1),
      reason: row.text('reason'),
    })),
  };
}

function readLibrary(library: Reading): Library {
  return {
    institutionId: library.text('institutionId'),
    name: library.text('name'),
    owner: library.text('owner'),
    homeBranch: library.text('homeBranch'),
    branches: library.rows('branches', (row) => ({ code: row.text('code'), name: row.text('name') })),
    loanDays: library.whole('loanDays', 1),
    loanLimit: library.whole('loanLimit', 1),
    renewalLimit: library.whole('renewalLimit', 0),
    feeLimit: library.whole('feeLimit', 0),
    overdueFeePerDay: library.whole('overdueFeePerDay', 0),
    currency: library.text('currency'),
  };
}

function readItem(row: Reading): CatalogueItem {
  return {
    barcode: row.text('barcode'),
    title: row.lines('title'),
    author: row.text('author'),
    callNumber: row.text('callNumber'),
    branch: row.text('branch'),
    media: row.oneOf('media', mediaKinds, 'book'),
    lending: row.oneOf('lending', lendingKinds, 'normal'),
    audience: row.oneOf('audience', audiences, 'all'),
    fee: row.whole('fee', 0, 0),
    parts: row.whole('parts', 1, 1),
    note: row.text('note', ''),
  };
}

function readPatron(row: Reading): CataloguePatron {
  return {
    card: row.text('card'),
    name: row.text('name'),
    pin: row.perhaps('pin'),
    standing: row.oneOf('standing', standings, 'good'),
    category: row.oneOf('category', categories, 'adult'),
    expiresInDays: row.whole('expiresInDays', -100_000, 365),
    birthDate: row.text('birthDate', ''),
    email: row.text('email', ''),
    phone: row.text('phone', ''),
    address: row.text('address', ''),
    note: row.text('note', ''),
  };
}

/** For whoever writes a catalogue in an editor. */
const notes = {
  'library.institutionId': 'AO of every message',
  'library.owner': 'Owner of the items, as an ISIL',
  'library.homeBranch': 'Where items go back when the self-check does not say; one of the branches',
  'library.feeLimit': 'Owing more than this stops borrowing; whole units of the currency, as all money here',
  'library.currency': 'Three letters of ISO 4217',
  'items.title': 'A line break may be in it, and is sent as the make that is imitated sends it',
  'items.branch': 'The branch it belongs to',
  'items.lending': 'in-house: lent, but it stays in the building, so it is not desensitized',
  'items.fee': 'To be accepted before each loan; 0 is none',
  'items.parts': 'Physical parts under the one barcode',
  'items.note': 'For people: what this item is an example of',
  'patrons.pin': 'None where it is left out, null or empty',
  'patrons.expiresInDays': 'From the day the server starts; negative: expired',
  'patrons.birthDate': 'YYYY-MM-DD, or empty',
  'loans.dueInDays': 'From the day the server starts; negative: overdue',
  'holds.ready': 'On the hold shelf, or still waiting',
} as const;

function crossCheck({ library, items, patrons, loans, holds, fees }: Catalogue): readonly CatalogueIssue[] {
  const issues: CatalogueIssue[] = [];
  const known = (path: string, value: string, among: readonly string[], what: string): void => {
    if (!among.includes(value)) issues.push({ path, text: `${what} "${value}" is not in this file` });
  };
  const once = (values: readonly string[], path: (index: number) => string): void => {
    for (const [index, value] of values.entries()) {
      if (values.indexOf(value) !== index) issues.push({ path: path(index), text: `"${value}" is there twice` });
    }
  };
  const branches = library.branches.map(({ code }) => code);
  const barcodes = items.map(({ barcode }) => barcode);
  const cards = patrons.map(({ card }) => card);
  known('library.homeBranch', library.homeBranch, branches, 'branch');
  once(barcodes, (index) => `items[${index}].barcode`);
  once(cards, (index) => `patrons[${index}].card`);
  once(
    loans.map(({ item }) => item),
    (index) => `loans[${index}].item`,
  );
  for (const [index, { branch }] of items.entries()) known(`items[${index}].branch`, branch, branches, 'branch');
  for (const [index, { item }] of loans.entries()) known(`loans[${index}].item`, item, barcodes, 'item');
  for (const [index, { card }] of loans.entries()) known(`loans[${index}].card`, card, cards, 'patron');
  for (const [index, { card }] of fees.entries()) known(`fees[${index}].card`, card, cards, 'patron');
  for (const [index, { item, card, pickup }] of holds.entries()) {
    known(`holds[${index}].item`, item, barcodes, 'item');
    known(`holds[${index}].card`, card, cards, 'patron');
    known(`holds[${index}].pickup`, pickup, branches, 'branch');
  }
  return issues;
}
