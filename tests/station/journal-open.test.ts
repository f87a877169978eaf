// What a journal leaves open, as a fold over its entries: told by whole stories of entries, and against itself when the
// fold begins at a checkpoint.
import { array, assert, constantFrom, integer, property, record, type Arbitrary } from 'fast-check';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { createOpenFold, openIn, type Noted, type Open } from '../../station/journal/open.ts';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { newFolder } from './open-house.ts';

const patron = '21234000000018';
const item = '31234000001014';
const uid = 'E004010046A847AD';
const reference = 'K1-000007-1';

const noted = (entries: readonly Entry[], place = 'K1'): readonly Noted[] =>
  entries.map((entry, nth) => ({ seq: nth + 1, at: 1000 + nth, place, entry }));
const openOf = (...entries: readonly Entry[]): Open => openIn(noted(entries));
const askedOf = (...entries: readonly Entry[]): readonly string[] =>
  openOf(...entries).questions.map(({ asked, isUnknown }) => `${asked.kind}${isUnknown ? ' unknown' : ''}`);

const about = { ticket: '7-1', item, patron };
const checkout: Entry = { kind: 'checkout-asked', ...about, uids: [uid] };
const checkin: Entry = { kind: 'checkin-asked', ticket: '7-1', item, uids: [uid] };
const renewal: Entry = { kind: 'renewal-asked', ...about, dueText: '' };
const hold: Entry = { kind: 'hold-cancel-asked', ...about };
const undo: Entry = { kind: 'undo-asked', ...about, uids: [uid] };
const money = { ticket: '7-1', reference, patron };
const payment: Entry = { kind: 'payment-asked', ...money, amount: '5', currency: null };
const unknown = (asked: 'checkout' | 'checkin' | 'renewal' | 'hold'): Entry => ({
  kind: 'outcome-unknown',
  ...about,
  asked,
});
const found = (is: Extract<Entry, { kind: 'outcome-found' }>['found'], ticket = '7-2'): Entry => ({
  kind: 'outcome-found',
  ...about,
  ticket,
  found: is,
});

test.each<{ asked: Entry; answers: readonly Entry[] }>([
  {
    asked: checkout,
    answers: [
      { kind: 'lent', ...about, due: null, renewed: false, ours: true },
      { kind: 'checkout-refused', ...about, because: 'lost' },
    ],
  },
  {
    asked: checkin,
    answers: [
      { kind: 'returned', ticket: '7-1', item, notes: [] },
      { kind: 'checkin-refused', ticket: '7-1', item, because: 'lost' },
    ],
  },
  {
    asked: renewal,
    answers: [
      { kind: 'renewed', ...about, due: null },
      { kind: 'renewal-refused', ...about, because: 'not-renewable' },
    ],
  },
  {
    asked: hold,
    answers: [
      { kind: 'hold-cancelled', ...about },
      { kind: 'hold-not-cancelled', ...about, because: 'said-no' },
    ],
  },
  {
    asked: undo,
    answers: [
      { kind: 'loan-undone', ...about },
      { kind: 'loan-stands', ...about },
    ],
  },
  {
    asked: payment,
    answers: [
      { kind: 'payment-recorded', ...money },
      { kind: 'payment-refused', ...money },
      { kind: 'payment-not-sent', ...money },
      { kind: 'payment-unclear', ...money, found: 'unclear' },
    ],
  },
])('$asked.kind is open until it is answered', ({ asked, answers }) => {
  expect(askedOf(asked)).toEqual([asked.kind]);
  for (const answer of answers) expect([answer.kind, askedOf(asked, answer)]).toEqual([answer.kind, []]);
  for (const answer of answers)
    expect(askedOf(asked, 'ticket' in answer ? { ...answer, ticket: '8-1' } : answer)).toEqual([asked.kind]);
});

test('a missed answer leaves it open until it is found out, whatever ticket that has in its session', () => {
  expect(askedOf(checkout, unknown('checkout'))).toEqual(['checkout-asked unknown']);
  expect(askedOf(checkout, unknown('checkout'), found('unclear'))).toEqual([]);
  expect(askedOf(checkout, unknown('checkout'), found('on-loan', '8-2'))).toEqual(['checkout-asked unknown']);
  expect(askedOf(checkout, unknown('checkout'), found('on-loan', '7-1-late'))).toEqual([]);
  expect(askedOf(payment, { kind: 'payment-unknown', ...money })).toEqual(['payment-asked unknown']);
  expect(
    askedOf(payment, { kind: 'payment-unknown', ...money }, { kind: 'payment-recorded', ...money, ticket: '7-4' }),
  ).toEqual([]);
});

test('what a start took over for a place that is no more is closed by its ticket', () => {
  const rows = [
    ...noted([checkout, unknown('checkout')], 'K9'),
    { seq: 3, at: 3, place: 'K1', entry: found('not-on-loan', '7-1-late-late') },
  ];
  expect(openIn(rows).questions).toEqual([]);
});

test('the same ticket at two places is two questions', () => {
  const rows = [...noted([checkout], 'K1'), ...noted([{ ...checkout, item: '2' }], 'K2')];
  expect(openIn(rows).questions.map(({ place }) => place)).toEqual(['K1', 'K2']);
});

test('a session without its end is open, with what its items came to', () => {
  const began: Entry = { kind: 'session-began', session: 7, errand: 'checkout', patron };
  const lent = (nth: number, of: string): readonly Entry[] => [
    { kind: 'checkout-asked', ticket: `7-${nth}`, item: of, patron, uids: [`${uid}${nth}`] },
    { kind: 'lent', ticket: `7-${nth}`, item: of, patron, due: null, renewed: false, ours: true },
    { kind: 'security-pending', uid: `${uid}${nth}`, item: of, want: 'disarmed' },
  ];
  const entries: readonly Entry[] = [
    began,
    ...lent(1, 'a'),
    { kind: 'secured', uid: `${uid}1`, want: 'disarmed' },
    ...lent(2, 'b'),
    { kind: 'checkout-asked', ticket: '7-3', item: 'c', patron, uids: [] },
    { kind: 'checkout-refused', ticket: '7-3', item: 'c', patron, because: 'lost' },
    { kind: 'checkout-asked', ticket: '7-4', item: 'd', patron, uids: [] },
  ];
  const open = openOf(...entries);
  expect(open.sessions).toEqual([{ place: 'K1', session: 7, tally: { done: 1, attention: 2, refused: 1 } }]);
  expect([...open.book.keys()]).toEqual([`${uid}2`]);
  expect(openOf(...entries, { kind: 'session-ended', session: 7, done: 1, attention: 2, refused: 1 }).sessions).toEqual(
    [],
  );
});

test('a transfer that was shown is open until staff confirm it or it is left', () => {
  const shown: Entry = { kind: 'payment-shown', session: 7, reference, amount: '5', currency: null, patron };
  expect(openOf(shown).payments.map(({ entry }) => entry.reference)).toEqual([reference]);
  expect(openOf(shown, { kind: 'payment-left', session: 7, reference, patron }).payments).toEqual([]);
  expect(openOf(shown, payment).payments).toEqual([]);
});

// ── From a checkpoint on ──

const some = (): Arbitrary<Entry> =>
  record({ n: integer({ min: 1, max: 3 }), t: integer({ min: 1, max: 3 }), which: integer({ min: 0, max: 13 }) }).map(
    ({ n, t, which }): Entry => {
      const of = { ticket: `${n}-${t}`, item: `i${t}`, patron };
      const kinds: readonly Entry[] = [
        { kind: 'session-began', session: n, errand: 'checkout', patron },
        { kind: 'session-ended', session: n, done: 0, attention: 0, refused: 0 },
        { kind: 'password-wrong', session: n, patron, tries: 1 },
        { kind: 'checkout-asked', ...of, uids: [`u${t}`] },
        { kind: 'lent', ...of, due: null, renewed: false, ours: true },
        { kind: 'outcome-unknown', ...of, asked: 'checkout' },
        { kind: 'outcome-found', ...of, found: 'on-loan' },
        { kind: 'security-pending', uid: `u${t}`, item: `i${t}`, want: n === 1 ? 'armed' : 'disarmed' },
        { kind: 'secured', uid: `u${t}`, want: n === 1 ? 'armed' : 'disarmed' },
        { kind: 'security-dropped', uid: `u${t}`, because: 'loan-undone' },
        { kind: 'payment-shown', session: n, reference: `r${t}`, amount: '5', currency: null, patron },
        { kind: 'payment-asked', ticket: `${n}-${t}`, reference: `r${t}`, amount: '5', currency: null, patron },
        { kind: 'payment-unknown', ticket: `${n}-${t}`, reference: `r${t}`, patron },
        { kind: 'payment-unclear', ticket: `${n}-${t}`, reference: `r${t}`, patron, found: 'unclear' },
      ];
      return kinds[which] ?? { kind: 'station-started', version: '0' };
    },
  );

test('a fold of the rows it said it needs, and of what came later, is the fold of all, in the same order', () => {
  assert(
    property(
      array(some(), { maxLength: 25 }),
      array(some(), { maxLength: 10 }),
      constantFrom('K1', 'K2'),
      (a, b, place) => {
        const before = noted(a, place);
        const after = b.map((entry, nth): Noted => ({ seq: a.length + nth + 1, at: 9, place: 'K1', entry }));
        const fold = createOpenFold();
        for (const row of before) fold.note(row);
        const needed = new Set(fold.needed());
        const kept = before.filter(({ seq }) => needed.has(seq));
        const told = (open: Open): unknown => ({ ...open, book: [...open.book] });
        expect(told(openIn([...kept, ...after]))).toEqual(told(openIn([...before, ...after])));
      },
    ),
    { numRuns: runs(300) },
  );
});

test('a journal that is opened again reads what is open, and not the days before', () => {
  const file = join(newFolder(), 'journal.sqlite');
  const clock = createHandClock();
  const journal = openJournal(file, clock);
  const day: readonly Entry[] = Array.from({ length: 2500 }, (_, n): readonly Entry[] => [
    { kind: 'checkin-asked', ticket: `5-${n}`, item: `${n}`, uids: [] },
    { kind: 'returned', ticket: `5-${n}`, item: `${n}`, notes: [] },
  ]).flat();
  journal.append('K1', [checkout, { kind: 'security-pending', uid, item, want: 'disarmed' }]);
  for (let at = 0; at < day.length; at += 100) journal.append('K1', day.slice(at, at + 100));
  expect([journal.isOpenItem(item), journal.isOpenItem('17')]).toEqual([true, false]);
  journal.close();
  // Had it read them, it would have stumbled over these.
  const raw = new Database(file);
  raw.exec('drop trigger entries_are_never_rewritten');
  raw.prepare("update entries set body = '[]' where seq between 100 and 4000").run();
  raw.close();
  const again = openJournal(file, clock);
  onTestFinished(() => again.close());
  expect(again.oddRows).toBe(0);
  expect([again.isOpenItem(item), again.isOpenItem('17'), again.security().size]).toEqual([true, false, 1]);
});

test('a row that nobody can read opens nothing and keeps nobody from work; it is counted', () => {
  const file = join(newFolder(), 'journal.sqlite');
  const journal = openJournal(file, createHandClock());
  journal.append('K1', [checkout]);
  const raw = new Database(file);
  raw.prepare("insert into entries (at, place, kind, patron, body) values (1, 'K1', 'lent', null, '[]')").run();
  raw.close();
  journal.close();
  const again = openJournal(file, createHandClock());
  onTestFinished(() => again.close());
  expect([again.oddRows, again.isOpenItem(item)]).toEqual([1, true]);
});
