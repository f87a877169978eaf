// The doorway to the library system, lending: yes and no in the library's own words, fees, and never a word that the library
// system chatters. Against scripted far ends and the embedded library, over a memory wire.
import { assert, asyncProperty, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, says } from './far-end.ts';

const card = cards.an;
const item = items.kieu;
const borrow = { patron: card, pin: null, item, feeAccepted: false, atLimit: false };
const title = 'Truyện Kiều';

// ── Lending ──

test.each([
  ['1NNY', { renewed: false, ours: null, leaveArmed: false }],
  ['1NYY', { renewed: false, ours: null, leaveArmed: false }],
  // 3M SIP2 2.00: only a Y lets the item out; U counts as N.
  ['1NUU', { renewed: false, ours: null, leaveArmed: true }],
  ['1NNN', { renewed: false, ours: null, leaveArmed: true }],
  // This patron's own loan: never taken back.
  ['1YNY', { renewed: true, ours: false, leaveArmed: false }],
])('lent: %s', async (letters, loan) => {
  const { acs, asked } = await openFarEnd({ checkout: says.checkout(letters) });
  expect(await acs.askCheckout(borrow)).toEqual({
    kind: 'lent',
    loan: { item, title, due: { kind: 'day', day: '2026-12-13' }, media: null, offline: null, ...loan },
  });
  expect(asked()).toEqual([expect.stringMatching(/^11YN.*\|AA21234000000018\|AB31234000001014\|.*BON\|/)]);
});

test.each([
  ['20261213    235900', { kind: 'day', day: '2026-12-13' }],
  ['2026-12-13 23:59:00', { kind: 'day', day: '2026-12-13' }],
  ['13.12.2026', { kind: 'day', day: '2026-12-13' }],
  ['05/06/2027', { kind: 'text', text: '05/06/2027' }],
  [' Saturday, 6 pm ', { kind: 'text', text: 'Saturday, 6 pm' }],
  ['20261331    235900', { kind: 'text', text: '20261331    235900' }],
])('a due date %j is a day, or its own words', async (due, wanted) => {
  const { acs, asked } = await openFarEnd({ checkout: says.checkout('1NNY', '', { due }) });
  expect(await acs.askCheckout(borrow)).toMatchObject({ loan: { due: wanted } });
  expect(asked()).toHaveLength(1);
});

test.each([
  ['on loan, with its day', says.item('04', 'AH20261213    235900|'), { kind: 'day', day: '2026-12-13' }],
  ['on loan, without a day', says.item('04'), null],
  ['on loan, with noughts', says.item('04', 'AH00000000    000000|'), null],
  ['not on loan, with a day of old', says.item('03', 'AH20201213    235900|'), null],
])('a loan without a due date: the item is asked, once, and says it is %s', async (_, said, wanted) => {
  for (const due of ['', '00000000    000000', ' ', 'NULL', 'n/a']) {
    const { acs, asked } = await openFarEnd({ checkout: says.checkout('1NNY', '', { due }), 'item-information': said });
    expect(await acs.askCheckout(borrow)).toMatchObject({ kind: 'lent', loan: { due: wanted } });
    expect(asked().map((text) => text.slice(0, 2))).toEqual(['11', '17']);
    // Who was asked in vain is not asked again while tags wait.
    expect(await acs.askCheckout(borrow)).toMatchObject({ kind: 'lent', loan: { due: wanted } });
    expect(asked()).toHaveLength(wanted === null ? 3 : 4);
  }
});

test('a loan in the name of another patron is not believed, and no more is a list of another’s loans', async () => {
  const { acs } = await openFarEnd({
    checkout: says.checkout('1NNY').replace('AA21234000000018', 'AA29999999999999'),
    'patron-information': says.patron(`AU${item}|`, { card: '29999999999999', loans: '0001' }),
  });
  expect(await acs.askCheckout(borrow)).toEqual({ kind: 'unknown' });
  expect(await acs.askList({ patron: borrow.patron, pin: null, list: 'loans' })).toEqual({ kind: 'silent' });
});

test.each([
  ['each time the same', ['p0006', 'p0006'], { kind: 'known', patron: { number: 'p0006' } }],
  ['once another’s, then its own', ['29999999999999', '21234000000018'], { kind: 'silent' }],
  ['now one, now another', ['29999999999999', '29999999999998'], { kind: 'silent' }],
])('a card that is answered with another number, %s', async (_, numbers, wanted) => {
  const { acs, asked } = await openFarEnd({
    'patron-information': numbers.map((number) => says.patron('BLY|', { card: number })),
  });
  expect(await acs.askPatron('21234000000018', null)).toMatchObject(wanted);
  expect(asked()).toHaveLength(2);
});

test.each([
  ['lent to somebody else', says.item('04'), false, 'lent-to-another'],
  ['not to be recalled', says.item('05'), false, 'lent-to-another'],
  ['on the hold shelf', says.item('08'), false, 'on-hold-for-another'],
  ['there, with somebody waiting', says.item('03', 'CF1|'), false, 'on-hold-for-another'],
  ['not for loan', says.item('01'), false, 'not-for-loan'],
  ['unknown', says.item('01', '', ''), false, 'unknown-item'],
  ['there, at the limit', says.item('03', 'CF0|'), true, 'too-many-loans'],
  ['there, and nobody knows why', says.item('03'), false, 'other'],
  ['lost', says.item('12'), false, 'other'],
])('a refusal is named from what the item is: %s', async (_, about, atLimit, because) => {
  const { acs, asked } = await openFarEnd({
    checkout: says.checkout('0NUN', 'AFEve|BLY|', { due: '', title: '' }),
    'item-information': about,
    'patron-information': says.patron('BLY|'),
  });
  expect(await acs.askCheckout({ ...borrow, atLimit })).toMatchObject({ kind: 'refused', because });
  expect(asked()[1]).toMatch(/^17/);
});

test.each([
  ['fees', 10, 'fees'],
  ['too many loans meanwhile', 5, 'too-many-loans'],
  ['overdue items', 6, 'overdue'],
  ['a blocked card', 0, 'patron-blocked'],
])('a refusal that the item does not explain is named from the flags of the patron: %s', async (_, flag, because) => {
  const flags = 'Y'.padStart(flag + 1).padEnd(14);
  const { acs } = await openFarEnd({
    checkout: says.checkout('0NUN', '', { due: '', title: '' }),
    'item-information': says.item('03'),
    'patron-information': says.patron('BLY|', { flags }),
  });
  expect(await acs.askCheckout(borrow)).toMatchObject({ kind: 'refused', because });
});

test('what the library system says of a refusal is shown only where the library says so', async () => {
  const told = {
    checkout: says.checkout('0NUN', 'AFChỉ đọc tại chỗ|AFQuầy 2|', { due: '' }),
    'item-information': says.item('01'),
  };
  const quiet = await openFarEnd(told);
  expect(JSON.stringify(await quiet.acs.askCheckout(borrow))).not.toContain('Quầy');
  const open = await openFarEnd(told, { showsMessages: true });
  expect(await open.acs.askCheckout(borrow)).toMatchObject({
    because: 'not-for-loan',
    says: 'Chỉ đọc tại chỗ Quầy 2',
  });
});

test('an own loan that may not be renewed once more is nobody else’s', async () => {
  const { acs } = await openFarEnd({
    checkout: says.checkout('0NUN', 'AFNO_MORE_RENEWALS: 1|', { due: '' }),
    'item-information': says.item('04'),
    'patron-information': says.patron(`BLY|AU${item}|`, { loans: '0001' }),
  });
  expect(await acs.askCheckout(borrow)).toEqual({ kind: 'refused', because: 'not-renewable', title });
});

test('a fee is asked for first, and the second question says that it was accepted', async () => {
  const { acs, asked } = await openFarEnd({
    checkout: [says.checkout('0NUN', 'BT06|BHVND|BV5000|', { due: '' }), says.checkout('1NNY', 'BT06|BHVND|BV5000|')],
  });
  const first = await acs.askCheckout(borrow);
  expect(first).toEqual({ kind: 'fee-first', fee: { amount: '5000', currency: 'VND' }, title });
  expect(await acs.askCheckout({ ...borrow, feeAccepted: true })).toMatchObject({ kind: 'lent' });
  expect(asked().map((text) => /BO[YN]/.exec(text)?.[0])).toEqual(['BON', 'BOY']);
});

test('a fee that was accepted and is still asked for is a refusal, not a circle', async () => {
  const { acs } = await openFarEnd({
    checkout: says.checkout('0NUN', 'BV5000|', { due: '' }),
    'item-information': says.item('03'),
    'patron-information': says.patron('BLY|'),
  });
  expect(await acs.askCheckout({ ...borrow, feeAccepted: true })).toMatchObject({ kind: 'refused', because: 'other' });
});

test('the embedded library: lent, a fee first, renewed, refused', async () => {
  const { acs, far } = await openEmbeddedEnd();
  const ask = (number: string, more = {}) => acs.askCheckout({ ...borrow, item: number, ...more });
  expect(await ask(item)).toMatchObject({
    kind: 'lent',
    loan: { item, due: { day: '2026-12-13' }, renewed: false, ours: null },
  });
  expect(far.loanOf(item)?.patronId).toBe(card);
  expect(await ask(item)).toMatchObject({ kind: 'lent', loan: { renewed: true, ours: false } });
  expect(await ask(item)).toMatchObject({ kind: 'lent', loan: { renewed: true } });
  // The third time it may not: it is An's own all the same.
  expect(await ask(item)).toMatchObject({ kind: 'refused', because: 'not-renewable' });
  expect(await ask(items.withFee)).toMatchObject({ kind: 'fee-first', fee: { amount: '5000', currency: 'VND' } });
  expect(far.loanOf(items.withFee)).toBeNull();
  expect(await ask(items.withFee, { feeAccepted: true })).toMatchObject({ kind: 'lent' });
  expect(await ask(items.inHouse)).toMatchObject({ kind: 'lent', loan: { leaveArmed: true } });
  expect(await ask(items.soDo)).toMatchObject({ kind: 'refused', because: 'lent-to-another' });
  expect(await ask(items.vangBong)).toMatchObject({ kind: 'refused', because: 'on-hold-for-another' });
  expect(await ask(items.notForLoan)).toMatchObject({ kind: 'refused', because: 'not-for-loan' });
  expect(await ask('39999999999999')).toMatchObject({ kind: 'refused', because: 'unknown-item' });
});

// ── Chatter ──

test('nothing that a library system says in prose, nor another patron’s name or card, passes the doorway', async () => {
  const chatter = stringMatching(/^Zq[a-z0-9 ]{6,12}z$/);
  await assert(
    asyncProperty(chatter, chatter, chatter, async (message, name, other) => {
      const more = `AF${message}|AF${name}|AG${other}|CY${other}|DA${name}|AA${other}|BD${name}|BE${other}|BF${name}|XY${message}|`;
      const { acs } = await openFarEnd({
        'patron-information': says.patron(
          `BLY|BD${name}|BE${other}|BF${name}|PB${other}|PC${other}|AG${message}|AF${other}|`,
        ),
        'item-information': says.item('04', more),
        checkout: [
          says.checkout('0NUN', `AF${message}|AG${name}|AF${other}|`),
          says.checkout('1NNY', `AF${message}|AG${name}|`),
        ],
        checkin: [says.checkin('1YNY', `${more}CV01|`), says.checkin('0NUY', `${more}CV99|`)],
      });
      const told = JSON.stringify([
        await acs.askPatron(card, null),
        await acs.askCheckout(borrow),
        await acs.askCheckout(borrow),
        await acs.askCheckin(item, null),
        await acs.askCheckin(item, null),
        await acs.askItem(item),
      ]);
      for (const word of [message, name, other]) expect(told).not.toContain(word);
      expect(told).toContain(title);
    }),
    { numRuns: 25 },
  );
});
