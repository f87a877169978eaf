// The doorway to the library system, patrons: who is known, what stands against a loan, what is owed. Against scripted far
// ends and the embedded library, over a memory wire.
import { expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, says } from './far-end.ts';

const card = cards.an;
const item = items.kieu;
const borrow = { patron: card, pin: null, item, feeAccepted: false, atLimit: false };

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
    await acs.undoCheckout(item);
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

test('what the library system says to a patron in prose passes only where the library lets it, and never all of it', async () => {
  const lines = { 'patron-information': says.patron(`BLY|AFOne  more|AFOne more|AF${'long '.repeat(100)}|AFfour|`) };
  const shut = await openFarEnd(lines);
  expect(await shut.acs.askPatron(card, null)).toMatchObject({ patron: { messages: [] } });
  const open = await openFarEnd(lines, { passesMessages: true });
  expect(await open.acs.askPatron(card, null)).toMatchObject({
    patron: { messages: ['One more', expect.stringMatching(/^long .{195}$/), 'four'] },
  });
});
