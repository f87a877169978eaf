// What the small ACS knows when it starts: a library, its items, patrons, loans, holds and fees, as data in a file.
// Checked at the door, by path; must not know messages.

import foreign from './catalogue.json' with { type: 'json' };

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
export type CatalogueIssue = { readonly path: string; readonly text: string };

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
  const root = reading(value, '', issues);
  const catalogue: Catalogue = {
    library: readLibrary(root.object('library')),
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
  if (issues.length === 0) issues.push(...crossCheck(catalogue));
  return issues.length === 0 ? { kind: 'catalogue', catalogue } : { kind: 'issues', issues };
}

/** The catalogue that comes with the package. */
export function demoCatalogue(): Catalogue {
  const read = readCatalogue(foreign);
  if (read.kind === 'catalogue') return read.catalogue;
  const lines = read.issues.map(({ path, text }) => `${path}: ${text}`);
  throw new Error(`The catalogue of the package is broken.\n${lines.join('\n')}`);
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
  const pin = row.text('pin', '');
  return {
    card: row.text('card'),
    name: row.text('name'),
    pin: pin === '' ? null : pin,
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

// ---- reading foreign JSON ----

type Reading = {
  text(key: string, otherwise?: string): string;
  /** Text that may have line breaks: real titles do. */
  lines(key: string): string;
  whole(key: string, least: number, otherwise?: number): number;
  truth(key: string): boolean;
  oneOf<T extends string>(key: string, values: readonly T[], otherwise: T): T;
  object(key: string): Reading;
  rows<T>(key: string, read: (row: Reading) => T): readonly T[];
};

function reading(value: unknown, path: string, issues: CatalogueIssue[]): Reading {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) issues.push({ path: path === '' ? '(file)' : path, text: 'should be an object' });
  const values = new Map<string, unknown>(isObject ? Object.entries(value) : []);
  const place = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const amiss = <T>(key: string, text: string, instead: T): T => {
    if (isObject) issues.push({ path: place(key), text });
    return instead;
  };
  return {
    text(key, otherwise) {
      const text = values.get(key) ?? otherwise;
      const fits = typeof text === 'string' && (text !== '' || otherwise === '') && !/[|\p{Cc}]/u.test(text);
      return fits ? text : amiss(key, 'should be text, not empty, without "|" and control characters', '');
    },
    lines(key) {
      const text = values.get(key);
      const fits = typeof text === 'string' && text !== '' && !/[|\p{Cc}]/u.test(text.replaceAll('\n', ''));
      return fits ? text : amiss(key, 'should be text, not empty, without "|" and control characters', '');
    },
    whole(key, least, otherwise) {
      const number = values.get(key) ?? otherwise;
      const fits = typeof number === 'number' && Number.isSafeInteger(number) && number >= least;
      return fits ? number : amiss(key, `should be a whole number, ${least} or more`, least);
    },
    truth(key) {
      const truth = values.get(key);
      return typeof truth === 'boolean' ? truth : amiss(key, 'should be true or false', false);
    },
    oneOf(key, allowed, otherwise) {
      const found = values.get(key) ?? otherwise;
      return allowed.find((one) => one === found) ?? amiss(key, `should be one of ${allowed.join(', ')}`, otherwise);
    },
    object: (key) => reading(values.get(key), place(key), isObject ? issues : []), // said once, of the outer one
    rows(key, read) {
      const rows = values.get(key);
      if (!Array.isArray(rows)) return amiss(key, 'should be a list', []);
      return rows.map((row: unknown, index) => read(reading(row, `${place(key)}[${index}]`, issues)));
    },
  };
}

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
