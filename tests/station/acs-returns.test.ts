// The doorway to the library system, taking back: what a return is called, undoing a loan, finding out. Against scripted far
// ends and the embedded library, over a memory wire.
import { expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, says } from './far-end.ts';

const card = cards.an;
const item = items.kieu;
const borrow = { patron: card, pin: null, item, feeAccepted: false, atLimit: false };
const title = 'Truyện Kiều';

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
  expect(await acs.askCheckin(item, null)).toMatchObject({ kind: 'returned', return: { item, title, ...wanted } });
  expect(asked().map((text) => text.slice(0, 2))).toEqual(['17', '09']);
  expect(asked()[1]).toMatch(/^09N/);
  expect(asked()[1]).not.toContain('BIY');
});

test.each([
  ['an item nobody knows', says.item('01', '', ''), '0NUY', 'CV99|', 'unknown-item'],
  ['an item that stays on loan', lent, '0NUY', '', 'other'],
])('not taken: %s', async (_, before, letters, more, because) => {
  const { acs } = await openFarEnd({ 'item-information': before, checkin: says.checkin(letters, more, '') });
  expect(await acs.askCheckin(item, null)).toMatchObject({ kind: 'refused', because });
});

test('a library that spares the question before asks it only where the checkin was not ok', async () => {
  const how = { askBeforeCheckin: false };
  const good = await openFarEnd({ 'item-information': overdue, checkin: says.checkin('1YNN') }, how);
  expect(await good.acs.askCheckin(item, null)).toMatchObject({ kind: 'returned', return: { notes: [] } });
  expect(good.asked()).toHaveLength(1);

  const notTaken = await openFarEnd({ 'item-information': lent, checkin: says.checkin('0YUN') }, how);
  expect(await notTaken.acs.askCheckin(item, null)).toEqual({ kind: 'refused', because: 'other', title });
  const wasBack = await openFarEnd({ 'item-information': says.item('03'), checkin: says.checkin('0NUY') }, how);
  expect(await wasBack.acs.askCheckin(item, null)).toMatchObject({
    kind: 'returned',
    return: { notes: ['not-on-loan'] },
  });
  const stranger = await openFarEnd(
    { 'item-information': says.item('01', '', ''), checkin: says.checkin('0NUY', '', '') },
    how,
  );
  expect(await stranger.acs.askCheckin(item, null)).toMatchObject({ kind: 'refused', because: 'unknown-item' });
  // Not ok, and the item does not tell either: nobody knows.
  const mute = await openFarEnd({ checkin: says.checkin('0NUN') }, how);
  expect(await mute.within(60_000, mute.acs.askCheckin(item, null))).toEqual({ kind: 'unknown', wasLent: false });
});

test('the embedded library takes back, with what there is to say', async () => {
  const { acs, far } = await openEmbeddedEnd();
  expect(await acs.askCheckin(items.overdue, null)).toMatchObject({
    kind: 'returned',
    return: { notes: expect.arrayContaining(['overdue', 'fee']), fee: { amount: '12000', currency: 'VND' } },
  });
  expect(far.loanOf(items.overdue)).toBeNull();
  expect(await acs.askCheckin(items.overdue, null)).toMatchObject({ return: { notes: ['not-on-loan'] } });
  expect(await acs.askCheckin(items.soDo, null)).toMatchObject({
    return: { notes: expect.arrayContaining(['on-hold']) },
  });
  expect(await acs.askCheckin('39999999999999', null)).toMatchObject({ kind: 'refused', because: 'unknown-item' });
});

// ── Undoing and finding out ──

test('a loan is undone by a checkin that says so, and believed only when the item says so too', async () => {
  const { acs, asked } = await openFarEnd({ checkin: says.checkin('1YNN'), 'item-information': says.item('03') });
  expect(await acs.undoCheckout(item)).toEqual({ kind: 'undone' });
  expect(asked()).toEqual([expect.stringContaining('|BIY|'), expect.stringMatching(/^17/)]);

  const liar = await openFarEnd({
    checkin: says.checkin('1YNN'),
    'item-information': lent,
    'patron-information': says.patron(`BLY|AU${item}|`, { loans: '0001' }),
  });
  expect(await liar.within(60_000, liar.acs.undoCheckout(item))).toEqual({ kind: 'stands' });
});

test.each(['drop-before', 'drop-after-work', 'lose-answer-after-work'] as const)(
  'an undoing whose answer does not come (%s) ends with the truth',
  async (next) => {
    const { acs, far, within } = await openEmbeddedEnd();
    await acs.askCheckout(borrow);
    far.setMood({ next });
    const { kind } = await within(60_000, acs.undoCheckout(item));
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
    const found = await within(60_000, acs.findOutLoan(card, null, item, false));
    expect(found.kind).toBe(next === 'drop-before' ? 'not-on-loan' : 'on-loan');
    if (found.kind === 'on-loan') expect(found.due).toEqual({ kind: 'day', day: '2026-12-13' });
  },
);

test('a return whose answer does not come is unknown, and found out', async () => {
  const { acs, far, within } = await openEmbeddedEnd();
  far.setMood({ next: 'lose-answer-after-work' });
  expect(await within(10_000, acs.askCheckin(items.overdue, null))).toEqual({ kind: 'unknown', wasLent: true });
  expect(await within(60_000, acs.findOutReturn(items.overdue, false))).toEqual({ kind: 'not-on-loan' });
  far.setMood({ next: 'drop-before' });
  expect(await within(10_000, acs.askCheckin(items.soDo, null))).toEqual({ kind: 'unknown', wasLent: true });
  expect(await within(60_000, acs.findOutReturn(items.soDo, false))).toMatchObject({ kind: 'on-loan' });
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
