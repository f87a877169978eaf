// The doorway to the library system: what real ones say, good and bad, in the library's own words; and nothing of what
// they chatter. Against scripted far ends and the embedded library, over a memory wire.
import { assert, asyncProperty, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, openNowhere, says } from './far-end.ts';

const card = cards.an;
const item = items.kieu;
const borrow = { patron: card, pin: null, item, feeAccepted: false, atLimit: false };
const title = 'Truyện Kiều';

// ── Patrons ──

test('no password is sent where there is none, nor an empty one', async () => {
  const { acs, asked } = await openFarEnd({
    'patron-information': says.patron('BLY|'),
    checkout: says.checkout('1NNY'),
    checkin: says.checkin('1YNN'),
    'item-information': says.item('03'),
  });
  for (const pin of [null, '']) {
    await acs.askPatron(card, pin);
    await acs.askCheckout({ ...borrow, pin });
    await acs.undoCheckout(card, pin, item);
  }
  expect(asked()).toHaveLength(8);
  for (const text of asked()) expect(text).not.toMatch(/\|AD/);
  await acs.askPatron(card, '1234');
  await acs.askCheckout({ ...borrow, pin: '1234' });
  expect(asked().slice(8)).toEqual([expect.stringContaining('|AD1234|'), expect.stringContaining('|AD1234|')]);
});

test.each([
  ['BLY|CQY|', true],
  ['BLY|CQN|', false],
  ['BLY|', false],
  ['BLY|CQ|', false],
  ['BLY|CQ1|', false],
])('a patron is verified by a plain yes alone: %s', async (more, verified) => {
  const { acs } = await openFarEnd({ 'patron-information': says.patron(more) });
  expect(await acs.askPatron(card, '1234')).toMatchObject({
    kind: 'known',
    verified,
    patron: { name: 'Nguyễn Văn An' },
  });
});

test('the embedded library: right password, wrong password, none needed, no such card', async () => {
  const { acs } = await openEmbeddedEnd();
  expect(await acs.askPatron(cards.binhWithPin, '1234')).toMatchObject({ kind: 'known', verified: true });
  expect(await acs.askPatron(cards.binhWithPin, '9999')).toMatchObject({ kind: 'known', verified: false });
  expect(await acs.askPatron(cards.binhWithPin, null)).toMatchObject({ kind: 'known', verified: false });
  expect(await acs.askPatron(cards.an, null)).toMatchObject({ kind: 'known', verified: true });
  expect(await acs.askPatron('29999999999999', null)).toEqual({ kind: 'unknown-card' });
});

test('the number is the one that the library system spells; where it says none, the card’s', async () => {
  const spelled = await openFarEnd({ 'patron-information': says.patron('BLY|', { card: 'P0006' }) });
  expect(await spelled.acs.askPatron('p0006', null)).toMatchObject({ patron: { number: 'P0006' } });
  const mute = await openFarEnd({ 'patron-information': says.patron('BLY|', { card: '' }) });
  expect(await mute.acs.askPatron('p0006', null)).toMatchObject({ patron: { number: 'p0006' } });
});

test('what is not valid is an unknown card, whatever else is said of it', async () => {
  const { acs } = await openFarEnd({ 'patron-information': says.patron('BLN|CQY|', { flags: 'YYYY          ' }) });
  expect(await acs.askPatron(card, null)).toEqual({ kind: 'unknown-card' });
});

test('a password that the wire cannot carry is a wrong one, and never leaves', async () => {
  const { acs, asked } = await openFarEnd({ 'patron-information': says.patron('BLY|') });
  expect(await acs.askPatron(card, '12|34')).toMatchObject({ kind: 'known', verified: false });
  expect(asked()).toHaveLength(1);
  expect(asked()[0]).not.toContain('|AD');
});

/** Fourteen letters with a Y at these places, counted from 1 as in the standard. */
const flags = (...places: readonly number[]): string =>
  Array.from({ length: 14 }, (_, nth) => (places.includes(nth + 1) ? 'Y' : ' ')).join('');

test.each([
  ['nothing', flags(), 'BLY|', null],
  ['charge privileges denied', flags(1), '', 'blocked'],
  ['renewal, recall and hold privileges denied', flags(2, 3, 4), '', null],
  ['card reported lost, before all else', flags(1, 2, 3, 4, 5, 11), 'PA20200101|', 'card-lost'],
  ['too many items', flags(6), '', 'too-many-loans'],
  ['too many overdue', flags(7), '', 'overdue'],
  ['too many renewals, claims returned', flags(8, 9), '', null],
  ['too many lost', flags(10), '', 'blocked'],
  ['fines', flags(1, 2, 3, 4, 11), 'BV72000|', 'fees'],
  ['fees', flags(12), '', 'fees'],
  ['recall overdue', flags(13), '', 'overdue'],
  ['billed', flags(14), '', 'blocked'],
  ['expired yesterday', flags(1), 'PA20261121|', 'expired'],
  ['expires today', flags(), 'PA20261122|', null],
  ['expires tomorrow', flags(), 'PA20261123|', null],
  ['a branch of Polaris, no date', flags(), 'PA3|', null],
  ['an eight-digit number that is no date of ours', flags(), 'PA00000003|', null],
  ['no date', flags(), 'PA|', null],
])('a patron’s block: %s', async (_, letters, more, block) => {
  const { acs } = await openFarEnd({ 'patron-information': says.patron(more, { flags: letters }) });
  expect(await acs.askPatron(card, null)).toMatchObject({ kind: 'known', patron: { block } });
});

test.each([
  ['two of two', '0002', `AU${items.kieu}|AU ${items.chiPheo} |`, { count: 2, numbers: [items.kieu, items.chiPheo] }],
  ['none', '0000', '', { count: 0, numbers: [] }],
  ['one of two: the list is cut', '0002', `AU${items.kieu}|`, { count: 2, numbers: null }],
  ['two that are not listed', '0002', '', { count: 2, numbers: null }],
  ['titles', '0002', 'AUTruyện Kiều|AUChí Phèo|', { count: 2, numbers: null }],
  ['titles with numbers in them', '0002', `AU${items.kieu}|AUCatch 22|`, { count: 2, numbers: null }],
  ['a count that is not told, a list that is', '    ', `AU${items.kieu}|`, { count: null, numbers: [items.kieu] }],
  ['neither count nor list', '    ', '', { count: null, numbers: null }],
])('what a patron has already: %s', async (_, loans, more, wanted) => {
  const { acs } = await openFarEnd({ 'patron-information': says.patron(`CB0005|${more}`, { loans }) });
  expect(await acs.askPatron(card, null)).toMatchObject({ patron: { loans: { limit: 5, ...wanted } } });
});

test.each([
  ['BV12.50|BHUSD|', { amount: '12.50', currency: 'USD' }],
  ['BV72000|BHVND|', { amount: '72000', currency: 'VND' }],
  ['BV12.50|', { amount: '12.50', currency: null }],
  ['BV1,234.50|BHEUR|', { amount: '1234.50', currency: 'EUR' }],
  ['BV1,234,567|BH|', { amount: '1234567', currency: null }],
  ['BV12,50|BHđ|', { amount: '12.50', currency: null }],
  ['BV 5 |BHeuro|', { amount: '5', currency: null }],
  ['BV0.0|BHUSD|', null],
  ['BV0|', null],
  ['BV|', null],
  ['', null],
  ['BV-3.00|', null],
  ['BVnone|', null],
  ['BV0x10|', null],
  ['BV1e999|', null],
  ['BVInfinity|', null],
])('money is a plain decimal or nothing: %s', async (more, fee) => {
  const { acs } = await openFarEnd({ 'patron-information': says.patron(more) });
  expect(await acs.askPatron(card, null)).toMatchObject({ patron: { fee } });
});

// ── Lending ──

test.each([
  ['1NNY', { renewed: false, ours: true, leaveArmed: false }],
  ['1NYY', { renewed: false, ours: true, leaveArmed: false }],
  // 3M SIP2 2.00: only a Y lets the item out; U counts as N.
  ['1NUU', { renewed: false, ours: true, leaveArmed: true }],
  ['1NNN', { renewed: false, ours: true, leaveArmed: true }],
  // This patron's own loan: never taken back.
  ['1YNY', { renewed: true, ours: false, leaveArmed: false }],
])('lent: %s', async (letters, loan) => {
  const { acs, asked } = await openFarEnd({ checkout: says.checkout(letters) });
  expect(await acs.askCheckout(borrow)).toEqual({
    kind: 'lent',
    loan: { item, title, due: { kind: 'day', day: '2026-12-13' }, ...loan },
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
  ['', null],
])('a due date %j is a day, or its own words', async (due, wanted) => {
  const { acs } = await openFarEnd({ checkout: says.checkout('1NNY', '', { due }) });
  expect(await acs.askCheckout(borrow)).toMatchObject({ loan: { due: wanted } });
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
  });
  expect(await acs.askCheckout({ ...borrow, feeAccepted: true })).toMatchObject({ kind: 'refused', because: 'other' });
});

test('the embedded library: lent, a fee first, renewed, refused', async () => {
  const { acs, far } = await openEmbeddedEnd();
  const ask = (number: string, more = {}) => acs.askCheckout({ ...borrow, item: number, ...more });
  expect(await ask(item)).toMatchObject({
    kind: 'lent',
    loan: { item, due: { day: '2026-12-13' }, renewed: false, ours: true },
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
        await acs.askCheckin(item),
        await acs.askCheckin(item),
        await acs.askItem(item),
      ]);
      for (const word of [message, name, other]) expect(told).not.toContain(word);
      expect(told).toContain(title);
    }),
    { numRuns: 25 },
  );
});

// ── Taking back ──

const lent = says.item('04', 'AH20261213    235900|');
const overdue = says.item('04', 'AH20261101    235900|');

test.each([
  ['in time', lent, '1YNN', '', { notes: [], fee: null, bin: null }],
  ['due today, not yet late', says.item('04', 'AH20261122    235900|'), '1YNN', '', { notes: [] }],
  ['due this morning', says.item('04', 'AH20261122    080000|'), '1YNN', '', { notes: ['overdue'] }],
  ['overdue', overdue, '1YNN', '', { notes: ['overdue'] }],
  [
    'overdue, with a fee',
    overdue,
    '1YNN',
    'BV12000|BHVND|',
    { notes: ['overdue', 'fee'], fee: { amount: '12000', currency: 'VND' } },
  ],
  ['wanted here', lent, '1YNY', 'CV01|CTTT|CL2|', { notes: ['on-hold'], bin: '2' }],
  ['wanted elsewhere', lent, '1YNY', 'CV02|CTNB|', { notes: ['on-hold'] }],
  ['of another branch', lent, '1YNY', 'CV04|', { notes: ['other-branch'] }],
  ['with an alert nobody explains', lent, '1YNY', '', { notes: ['see-staff'] }],
  ['an alert of its own kind', lent, '1YNY', 'CV98|', { notes: ['see-staff'] }],
  ['not on loan', says.item('03'), '0NUY', 'AFItem not checked out|', { notes: ['not-on-loan'] }],
  [
    'not on loan, and caught for somebody',
    says.item('03'),
    '0YNY',
    'CV01|CTTT|',
    { notes: ['not-on-loan', 'on-hold'] },
  ],
])('returned: %s', async (_, before, letters, more, wanted) => {
  const { acs, asked } = await openFarEnd({ 'item-information': before, checkin: says.checkin(letters, more) });
  expect(await acs.askCheckin(item)).toMatchObject({ kind: 'returned', return: { item, title, ...wanted } });
  expect(asked().map((text) => text.slice(0, 2))).toEqual(['17', '09']);
  expect(asked()[1]).toMatch(/^09N/);
  expect(asked()[1]).not.toContain('BIY');
});

test.each([
  ['an item nobody knows', says.item('01', '', ''), '0NUY', 'CV99|', 'unknown-item'],
  ['an item that stays on loan', lent, '0NUY', '', 'other'],
])('not taken: %s', async (_, before, letters, more, because) => {
  const { acs } = await openFarEnd({ 'item-information': before, checkin: says.checkin(letters, more, '') });
  expect(await acs.askCheckin(item)).toMatchObject({ kind: 'refused', because });
});

test('a library that spares the question before asks it only where the checkin was not ok', async () => {
  const how = { askBeforeCheckin: false };
  const good = await openFarEnd({ 'item-information': overdue, checkin: says.checkin('1YNN') }, how);
  expect(await good.acs.askCheckin(item)).toMatchObject({ kind: 'returned', return: { notes: [] } });
  expect(good.asked()).toHaveLength(1);

  const notTaken = await openFarEnd({ 'item-information': lent, checkin: says.checkin('0YUN') }, how);
  expect(await notTaken.acs.askCheckin(item)).toEqual({ kind: 'refused', because: 'other', title });
  const wasBack = await openFarEnd({ 'item-information': says.item('03'), checkin: says.checkin('0NUY') }, how);
  expect(await wasBack.acs.askCheckin(item)).toMatchObject({ kind: 'returned', return: { notes: ['not-on-loan'] } });
  const stranger = await openFarEnd(
    { 'item-information': says.item('01', '', ''), checkin: says.checkin('0NUY', '', '') },
    how,
  );
  expect(await stranger.acs.askCheckin(item)).toMatchObject({ kind: 'refused', because: 'unknown-item' });
  // Not ok, and the item does not tell either: nobody knows.
  const mute = await openFarEnd({ checkin: says.checkin('0NUN') }, how);
  expect(await mute.within(60_000, mute.acs.askCheckin(item))).toEqual({ kind: 'unknown' });
});

test('the embedded library takes back, with what there is to say', async () => {
  const { acs, far } = await openEmbeddedEnd();
  expect(await acs.askCheckin(items.overdue)).toMatchObject({
    kind: 'returned',
    return: { notes: expect.arrayContaining(['overdue', 'fee']), fee: { amount: '12000', currency: 'VND' } },
  });
  expect(far.loanOf(items.overdue)).toBeNull();
  expect(await acs.askCheckin(items.overdue)).toMatchObject({ return: { notes: ['not-on-loan'] } });
  expect(await acs.askCheckin(items.soDo)).toMatchObject({ return: { notes: expect.arrayContaining(['on-hold']) } });
  expect(await acs.askCheckin('39999999999999')).toMatchObject({ kind: 'refused', because: 'unknown-item' });
});

// ── Undoing and finding out ──

test('a loan is undone by a checkin that says so, and believed only when the item says so too', async () => {
  const { acs, asked } = await openFarEnd({ checkin: says.checkin('1YNN'), 'item-information': says.item('03') });
  expect(await acs.undoCheckout(card, null, item)).toEqual({ kind: 'undone' });
  expect(asked()).toEqual([expect.stringContaining('|BIY|'), expect.stringMatching(/^17/)]);

  const liar = await openFarEnd({
    checkin: says.checkin('1YNN'),
    'item-information': lent,
    'patron-information': says.patron(`BLY|AU${item}|`, { loans: '0001' }),
  });
  expect(await liar.within(60_000, liar.acs.undoCheckout(card, null, item))).toEqual({ kind: 'stands' });
});

test.each(['drop-before', 'drop-after-work', 'lose-answer-after-work'] as const)(
  'an undoing whose answer does not come (%s) ends with the truth',
  async (next) => {
    const { acs, far, within } = await openEmbeddedEnd();
    await acs.askCheckout(borrow);
    far.setMood({ next });
    const { kind } = await within(60_000, acs.undoCheckout(card, null, item));
    expect(kind).toBe(far.loanOf(item) === null ? 'undone' : 'stands');
    expect(kind).toBe(next === 'drop-before' ? 'stands' : 'undone');
  },
);

test.each(['drop-before', 'drop-after-work', 'lose-answer-after-work'] as const)(
  'a checkout whose answer does not come (%s) is unknown, and found out',
  async (next) => {
    const { acs, far, within } = await openEmbeddedEnd();
    far.setMood({ next });
    expect(await within(10_000, acs.askCheckout(borrow))).toEqual({ kind: 'unknown' });
    const found = await within(60_000, acs.findOutLoan(card, null, item));
    expect(found.kind).toBe(next === 'drop-before' ? 'not-on-loan' : 'on-loan');
    if (found.kind === 'on-loan') expect(found.due).toEqual({ kind: 'day', day: '2026-12-13' });
  },
);

test('a return whose answer does not come is unknown, and found out', async () => {
  const { acs, far, within } = await openEmbeddedEnd();
  far.setMood({ next: 'lose-answer-after-work' });
  expect(await within(10_000, acs.askCheckin(items.overdue))).toEqual({ kind: 'unknown' });
  expect(await within(60_000, acs.findOutReturn(items.overdue))).toEqual({ kind: 'not-on-loan' });
  far.setMood({ next: 'drop-before' });
  expect(await within(10_000, acs.askCheckin(items.soDo))).toEqual({ kind: 'unknown' });
  expect(await within(60_000, acs.findOutReturn(items.soDo))).toMatchObject({ kind: 'on-loan' });
});

test('an item tells whether it is on loan', async () => {
  const { acs } = await openEmbeddedEnd();
  expect(await acs.askItem(items.soDo)).toMatchObject({
    kind: 'item',
    onLoan: true,
    title: expect.stringContaining('/'),
  });
  expect(await acs.askItem(item)).toMatchObject({ kind: 'item', onLoan: false });
  expect(await acs.askItem('39999999999999')).toEqual({ kind: 'unknown-item' });
});

// ── No answer, no connection ──

test('a library system that hears and never answers: what changes something is unknown, the rest silent', async () => {
  const ask = async <T>(question: (far: Awaited<ReturnType<typeof openFarEnd>>) => Promise<T>): Promise<T> => {
    const far = await openFarEnd({});
    return far.within(120_000, question(far));
  };
  expect(await ask(({ acs }) => acs.askPatron(card, null))).toEqual({ kind: 'silent' });
  expect(await ask(({ acs }) => acs.askItem(item))).toEqual({ kind: 'silent' });
  expect(await ask(({ acs }) => acs.askCheckout(borrow))).toEqual({ kind: 'unknown' });
  expect(await ask(({ acs }) => acs.askCheckin(item))).toEqual({ kind: 'unknown' });
  expect(await ask(({ acs }) => acs.findOutLoan(card, null, item))).toEqual({ kind: 'unclear' });
  expect(await ask(({ acs }) => acs.findOutReturn(item))).toEqual({ kind: 'unclear' });
  expect(await ask(({ acs }) => acs.undoCheckout(card, null, item))).toEqual({ kind: 'stands' });
  await ask(({ acs }) => acs.endPatronSession(card));
});

test('nobody there: nothing was asked, so nothing happened', async () => {
  const { acs, within } = await openNowhere();
  const soon = <T>(answer: Promise<T>): Promise<T> => within(30_000, answer);
  expect(await soon(acs.askPatron(card, null))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askItem(item))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askCheckout(borrow))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askCheckin(item))).toEqual({ kind: 'silent' });
  expect(await soon(acs.findOutLoan(card, null, item))).toEqual({ kind: 'unclear' });
  // Nobody could take it back, and nobody knows: it is taken to stand.
  expect(await soon(acs.undoCheckout(card, null, item))).toEqual({ kind: 'stands' });
  await soon(acs.endPatronSession(card));
});

test('a number that cannot stand in a message is nobody’s, and is never asked about', async () => {
  const { acs, asked } = await openFarEnd({ checkout: says.checkout('1NNY'), checkin: says.checkin('1YNN') });
  for (const odd of ['3123|AFx', '3123\r4', '\0']) {
    expect(await acs.askCheckout({ ...borrow, item: odd })).toEqual({
      kind: 'refused',
      because: 'unknown-item',
      title: null,
    });
    expect(await acs.askPatron(odd, null)).toEqual({ kind: 'unknown-card' });
    expect(await acs.askCheckin(odd)).toEqual({ kind: 'refused', because: 'unknown-item', title: null });
  }
  expect(asked()).toEqual([]);
});
