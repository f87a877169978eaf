// One story a dialect: what costs something, what one has already, what was not on loan, a wrong password. Against the embedded
// library in the ways of those makes whose ways are known, and against the plain words of the standard for the others.
import { dialectNames, type DialectName } from 'sip2';
import type { BehaviourName } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, says } from './far-end.ts';

const card = cards.an;
const borrow = { patron: card, pin: null, item: items.kieu, feeAccepted: false, atLimit: false };

const played: readonly (readonly [DialectName, BehaviourName])[] = [
  ['generic', 'usual'],
  ['koha', 'koha'],
  ['koha', 'koha-sample'],
  ['evergreen', 'openncip'],
  ['evergreen', 'evergreen'],
  ['evergreen', 'evergreen-utf8'],
  ['folio', 'folio'],
  ['polaris', 'polaris'],
];

describe.each(played)('%s, in the ways of %s', (dialect, as) => {
  test('a loan that costs something is asked for first where the library system asks, and lent where it does not', async () => {
    const { acs, far } = await openEmbeddedEnd({ as, dialect });
    const first = await acs.askCheckout({ ...borrow, item: items.withFee });
    if (dialect === 'koha') expect(first).toMatchObject({ kind: 'lent' });
    else {
      expect(first).toMatchObject({ kind: 'fee-first', fee: { amount: '5000', currency: 'VND' } });
      expect(far.loanOf(items.withFee)).toBeNull();
      expect(await acs.askCheckout({ ...borrow, item: items.withFee, feeAccepted: true })).toMatchObject({
        kind: 'lent',
      });
    }
    expect(far.loanOf(items.withFee)?.patronId).toBe(card);
  });

  test('an own loan is renewed, and is never called a new one of which one is sure', async () => {
    const { acs } = await openEmbeddedEnd({ as, dialect });
    // Whether a new loan is certainly new only a system says that tells renewals for certain.
    expect(await acs.askCheckout(borrow)).toMatchObject({
      kind: 'lent',
      loan: { renewed: false, ours: dialect === 'koha' ? true : null },
    });
    expect(await acs.askCheckout(borrow)).toMatchObject({
      kind: 'lent',
      // FOLIO never says so: nobody can tell from the answer.
      loan: dialect === 'folio' ? { renewed: false, ours: null } : { renewed: true, ours: false },
    });
    // What the patron had before tells all the same.
    expect(await acs.askPatron(card, null)).toMatchObject({
      patron: { loans: { numbers: expect.arrayContaining([items.kieu]) } },
    });
  });

  test('what was not on loan is returned, and said so', async () => {
    const { acs } = await openEmbeddedEnd({ as, dialect });
    expect(await acs.askCheckin(items.kieu, null)).toMatchObject({
      kind: 'returned',
      return: { notes: ['not-on-loan'] },
    });
    await acs.askCheckout(borrow);
    expect(await acs.askCheckin(items.kieu, null)).toMatchObject({ kind: 'returned', return: { notes: [] } });
  });

  test('a wrong password is one', async () => {
    const { acs } = await openEmbeddedEnd({ as, dialect });
    expect(await acs.askPatron(cards.binhWithPin, '1234')).toMatchObject({ kind: 'known', verified: true });
    expect(await acs.askPatron(cards.binhWithPin, '9999')).toMatchObject({ kind: 'known', verified: false });
    expect(await acs.askPatron(cards.binhWithPin, null)).toMatchObject({ kind: 'known', verified: false });
  });
});

describe.each(dialectNames)('%s, by the words of the standard', (dialect) => {
  test('a refusal with a fee is a question', async () => {
    const fee = says.checkout('0NUN', 'BT06|BV1,234.50|', { due: '' });
    const { acs } = await openFarEnd({ checkout: [fee, says.checkout('1NNY')] }, { dialect, currency: 'VND' });
    // The library's own currency, where the amount comes without one.
    expect(await acs.askCheckout(borrow)).toMatchObject({
      kind: 'fee-first',
      fee: { amount: '1234.50', currency: 'VND' },
    });
    expect(await acs.askCheckout({ ...borrow, feeAccepted: true })).toMatchObject({ kind: 'lent' });
  });

  test('a renewal that is told is one; a loan of which nothing is told is certain only where renewals are told', async () => {
    const { acs } = await openFarEnd({ checkout: [says.checkout('1YNY'), says.checkout('1NNY')] }, { dialect });
    expect(await acs.askCheckout(borrow)).toMatchObject({ loan: { renewed: true, ours: false } });
    const ours = dialect === 'koha' ? true : null;
    expect(await acs.askCheckout(borrow)).toMatchObject({ loan: { renewed: false, ours } });
  });

  test.each([
    ['0NNY', says.item('03'), 'AFItem not checked out|', ['not-on-loan']],
    // Not ok, and yet somebody had it.
    ['0NNY', says.item('03'), 'AA21234000000026|', []],
    // A library that takes back what was not on loan as if it had been: the item itself had told before.
    ['1NNN', says.item('03'), '', ['not-on-loan']],
    ['1NNN', says.item('10'), '', ['not-on-loan']],
    ['1YNN', says.item('04'), '', []],
    // Lost: nobody knows whether a loan still stood.
    ['1YNN', says.item('12'), '', []],
  ])('a return %s of %s', async (letters, before, more, notes) => {
    const { acs } = await openFarEnd({ 'item-information': before, checkin: says.checkin(letters, more) }, { dialect });
    expect(await acs.askCheckin(items.kieu, null)).toMatchObject({ kind: 'returned', return: { notes } });
  });

  test('a wrong password', async () => {
    const { acs } = await openFarEnd({ 'patron-information': says.patron('BLY|CQN|') }, { dialect });
    expect(await acs.askPatron(card, '9999')).toMatchObject({ kind: 'known', verified: false });
  });
});

test.each([
  ['koha', 7, null],
  ['evergreen', 1, null],
  ['generic', null, null],
  ['koha', 0, '0000'],
] as const)('holds to fetch as %s counts them: %s', async (dialect, ready, none) => {
  const counted = `64${' '.repeat(14)}00020261122    093000${none ?? '0007'}00000000000000000006AOTVT|AA${card}|AEAn|BLY|`;
  const { acs } = await openFarEnd({ 'patron-information': counted }, { dialect });
  expect(await acs.askPatron(card, null)).toMatchObject({ patron: { readyHolds: ready } });
});

test.each([
  ['generic', '', null, false],
  ['generic', 'BV0.00|', null, true],
  ['generic', 'BVn/a|', null, false],
  ['koha', '', null, true],
  ['koha', 'BV12000|', '12000', true],
] as const)(
  'what is owed, by %s with "%s": nothing is said of it unless somebody said so',
  async (dialect, said, fee, isFeeTold) => {
    const { acs } = await openFarEnd({ 'patron-information': says.patron(`${said}BLY|`) }, { dialect });
    const answer = await acs.askPatron(card, null);
    expect(answer).toMatchObject({ patron: { fee: fee === null ? null : { amount: fee }, isFeeTold } });
    expect(await acs.askList({ patron: card, pin: null, list: 'loans' })).toMatchObject({ isOwedTold: isFeeTold });
  },
);

test('a card that Polaris calls expired is, by its own field', async () => {
  const expiry = 'PA3|PX20261121    235900|BLY|';
  const { acs } = await openFarEnd({ 'patron-information': says.patron(expiry) }, { dialect: 'polaris' });
  expect(await acs.askPatron(card, null)).toMatchObject({ patron: { block: 'expired' } });
  const other = await openFarEnd({ 'patron-information': says.patron(expiry) });
  expect(await other.acs.askPatron(card, null)).toMatchObject({ patron: { block: null } });
});

test('a number with blanks in it is a number where lists hold nothing else', async () => {
  const listed = says.patron('BLY|AU31 234|', { loans: '0001' });
  const koha = await openFarEnd({ 'patron-information': listed }, { dialect: 'koha' });
  expect(await koha.acs.askPatron(card, null)).toMatchObject({ patron: { loans: { numbers: ['31 234'] } } });
  const generic = await openFarEnd({ 'patron-information': listed });
  expect(await generic.acs.askPatron(card, null)).toMatchObject({ patron: { loans: { numbers: null } } });
});
