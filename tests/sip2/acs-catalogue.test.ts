// The file that the small ACS starts from: what is wrong with one is said by path, and its schema says the same.

import { assert, constantFrom, nat, oneof, option, property, string } from 'fast-check';
import { catalogueSchema, demoCatalogue, readCatalogue } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import shipped from '../../sip2/acs/catalogue.schema.json' with { type: 'json' };
import { runs } from '../proof.ts';
import { catalogue } from './library.ts';

describe('the catalogue', () => {
  test('has what a demonstration needs, with barcodes that check', () => {
    expect(catalogue.items.length).toBeGreaterThanOrEqual(60);
    expect(catalogue.patrons.length).toBeGreaterThanOrEqual(12);
    for (const code of [...catalogue.items.map((item) => item.barcode), ...catalogue.patrons.map((who) => who.card)]) {
      const digits = Array.from(code, Number);
      const sum = digits.reduce((total, digit, place) => {
        const doubled = place % 2 === 0 ? digit * 2 : digit;
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      expect([code, digits.length, sum % 10]).toEqual([code, 14, 0]);
    }
    expect(catalogue.items.some((item) => item.parts === 3)).toBe(true);
  });

  test('is checked by path, every issue at once', () => {
    const good: unknown = JSON.parse(JSON.stringify(demoCatalogue()));
    expect(readCatalogue(good).kind).toBe('catalogue');
    expect(readCatalogue(null)).toMatchObject({ kind: 'issues', issues: [{ path: '(file)' }] });
    const read = readCatalogue({
      library: { ...catalogue.library, loanDays: 0, homeBranch: 7 },
      items: [{ ...catalogue.items[0], barcode: 'a|b' }, 'no', { ...catalogue.items[1], media: 'scroll' }],
      patrons: [],
      loans: {},
      holds: [{ item: 'x', card: 'y', pickup: 'z', ready: 'yes' }],
      fees: [],
    });
    const paths = read.kind === 'issues' ? read.issues.map(({ path }) => path) : [];
    expect(paths).toEqual([
      'library.homeBranch',
      'library.loanDays',
      'items[0].barcode',
      'items[1]',
      'items[2].media',
      'loans',
      'holds[0].ready',
    ]);
  });

  test('refers only to what it has, and to everything once', () => {
    const [first] = catalogue.items;
    const read = readCatalogue({
      ...catalogue,
      items: [first, first],
      loans: [{ item: 'nowhere', card: 'nobody', dueInDays: 1 }],
      holds: [],
    });
    const paths = read.kind === 'issues' ? read.issues.map(({ path }) => path) : [];
    expect(paths).toEqual(['items[1].barcode', 'loans[0].item', 'loans[0].card']);
  });
});

describe('its schema', () => {
  test('is the file that comes with the package', () => {
    expect(shipped).toEqual(catalogueSchema());
  });

  test('may be named in a catalogue; what nobody knows may not stand there', () => {
    expect(readCatalogue({ $schema: './catalogue.schema.json', ...catalogue }).kind).toBe('catalogue');
    const read = readCatalogue({ ...catalogue, items: [{ ...catalogue.items[0], barcod: '1' }], loans: [], holds: [] });
    expect(read).toEqual({ kind: 'issues', issues: [{ path: 'items[0].barcod', text: 'is not known here' }] });
  });

  const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(catalogueSchema())));
  const odd = oneof(
    constantFrom(undefined, null, '', 'x', 'a|b', 'a\nb', '\u0085', 'book', 'good', true, [], {}, [{}]),
    constantFrom(-200_000, -1, 0, 1, 1.5, Number.MAX_SAFE_INTEGER, 2 ** 53),
  );
  // A catalogue with nothing that refers to anything else, so that only the shape decides.
  const row = constantFrom('items', 'patrons', 'fees', 'library');
  const plain = {
    library: catalogue.library,
    items: catalogue.items.slice(0, 1),
    patrons: catalogue.patrons.slice(0, 1),
    loans: [],
    holds: [],
    fees: catalogue.patrons.slice(0, 1).map(({ card }) => ({ card, amount: 1, reason: 'late' })),
  };

  test('accepts what the reader accepts, and nothing else', () => {
    let accepted = 0;
    assert(
      property(row, nat(), option(string()), odd, (name, place, stray, value) => {
        const part = name === 'library' ? plain.library : plain[name][0];
        const keys = Object.keys(part ?? {});
        const key = stray ?? keys[place % keys.length] ?? '';
        const changed: Record<string, unknown> = Object.fromEntries(Object.entries({ ...part, [key]: value }));
        if (value === undefined) delete changed[key];
        const whole = { ...plain, [name]: name === 'library' ? changed : [changed] };
        const read = readCatalogue(whole);
        const isOnlyAstray = read.kind === 'issues' && read.issues.every(({ text }) => text.endsWith('in this file'));
        const isRead = read.kind === 'catalogue' || isOnlyAstray;
        if (isRead) accepted += 1;
        expect([key, value, schema.safeParse(whole).success]).toEqual([key, value, isRead]);
      }),
      { numRuns: runs(400) },
    );
    // One in twenty or so is right by chance: none at all would be a property about nothing.
    expect(accepted).toBeGreaterThan(0);
  });
});
