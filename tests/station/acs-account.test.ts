// The doorway to the library system, a patron's own account: lists and their pages, what is ready, renewals, holds, payments.
// Against scripted far ends and the embedded library, over a memory wire.
import { describe, expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openEmbeddedEnd, openFarEnd, openNowhere, says } from './far-end.ts';

const who = { patron: cards.an, pin: null };
const item = items.kieu;
const at = '20261122    093000';
const noFlags = ' '.repeat(14);

/** A 64 with its six counts: holds, overdue, charged, fines, recalls, unavailable holds. */
const counted = (counts: string, more: string): string =>
  `64${noFlags}000${at}${counts}AOTVT|AA${cards.an}|AENguyễn Văn An|BLY|CQY|${more}`;

const numbers = (list: { readonly kind: string; readonly entries?: readonly { readonly text: string }[] }) =>
  (list.entries ?? []).map(({ text }) => text);

describe('lists', () => {
  test('come whole where they come whole, and no page is asked for', async () => {
    const { acs, asked } = await openFarEnd({
      'patron-information': counted('000000000002000000000000', 'AU31234000001014|AU31234000001030|'),
    });
    const list = await acs.askList({ ...who, list: 'loans' });
    expect(list).toMatchObject({ kind: 'listed', unlisted: 0, entries: [{ number: item }, { number: items.chiPheo }] });
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).not.toMatch(/\|B[PQ]/);
  });

  test('are asked for page by page, by the first item and never by the last', async () => {
    const { acs, asked } = await openFarEnd({
      'patron-information': [
        counted('000000000005000000000000', 'AU3001|AU3002|'),
        counted('000000000005000000000000', 'AU3003|AU3004|'),
        counted('000000000005000000000000', 'AU3005|'),
      ],
    });
    expect(numbers(await acs.askList({ ...who, list: 'loans' }))).toEqual(['3001', '3002', '3003', '3004', '3005']);
    expect(asked().map((text) => /\|BP(\d+)\|/.exec(text)?.[1] ?? null)).toEqual([null, '3', '5']);
    for (const text of asked()) expect(text).not.toContain('|BQ');
  });

  test.each([
    ['sends its first page again', counted('000000000005000000000000', 'AU3001|AU3002|')],
    ['sends empty fields past its end', counted('000000000005000000000000', 'AU|AU|')],
    ['sends nothing more', counted('000000000005000000000000', '')],
  ])('end where the library system %s: what is missing is counted', async (_, second) => {
    const { acs, asked } = await openFarEnd({
      'patron-information': [counted('000000000005000000000000', 'AU3001|AU3002|'), second],
    });
    expect(await acs.askList({ ...who, list: 'loans' })).toMatchObject({ kind: 'listed', unlisted: 3 });
    expect(asked()).toHaveLength(2);
  });

  test('of titles have no numbers to renew by', async () => {
    const { acs } = await openFarEnd({
      'patron-information': counted('000000000002000000000000', 'AUTruyện Kiều|AU1984 : a novel|'),
    });
    expect(await acs.askList({ ...who, list: 'loans' })).toMatchObject({
      entries: [
        { text: 'Truyện Kiều', number: null },
        { text: '1984 : a novel', number: null },
      ],
    });
  });

  test('of nobody, or of a library system that does not answer, are silence and not emptiness', async () => {
    const nobody = await openFarEnd({ 'patron-information': says.patron('BLN|') });
    expect(await nobody.acs.askList({ ...who, list: 'loans' })).toEqual({ kind: 'silent' });
    const silent = await openFarEnd({});
    expect(await silent.within(60_000, silent.acs.askList({ ...who, list: 'loans' }))).toEqual({ kind: 'silent' });
  });

  test.each([
    ['koha', '0001', 1],
    ['evergreen', '0003', 1],
    ['generic', '0001', null],
  ] as const)('ready holds are counted as %s counts them', async (dialect, holds, ready) => {
    const { acs } = await openFarEnd(
      { 'patron-information': counted(`${holds}00000000000000000002`, 'AS31234000001014|') },
      { dialect },
    );
    expect(await acs.askList({ ...who, list: 'ready' })).toMatchObject({ readyHolds: ready });
  });

  test.each(['usual', 'koha', 'evergreen', 'folio'] as const)('of the embedded library as %s', async (as) => {
    const { acs } = await openEmbeddedEnd({ as, dialect: as === 'usual' ? 'generic' : as });
    const oanh = { patron: cards.holder, pin: null };
    expect(numbers(await acs.askList({ ...oanh, list: 'ready' }))).toEqual([items.vangBong]);
    expect(numbers(await acs.askList({ ...oanh, list: 'waiting' }))).toEqual(['31234000001063', items.soDo]);
    expect(numbers(await acs.askList({ patron: '21234000000042', pin: '2468', list: 'overdue' }))).toEqual([
      items.overdue,
    ]);
  });
});

describe('fees', () => {
  test('are told one by one where they are, with their sum', async () => {
    const { acs } = await openEmbeddedEnd();
    expect(await acs.askList({ patron: cards.fees, pin: null, list: 'fees' })).toEqual({
      kind: 'listed',
      entries: [{ text: 'Mất sách: Tắt đèn', number: null, fee: { amount: '72000', currency: 'VND' } }],
      unlisted: 0,
      owed: { amount: '72000', currency: 'VND' },
      isOwedTold: true,
      readyHolds: 0,
    });
  });

  test('of FOLIO come in groups', async () => {
    const { acs } = await openEmbeddedEnd({ as: 'folio', dialect: 'folio' });
    expect(await acs.askList({ patron: cards.fees, pin: null, list: 'fees' })).toMatchObject({
      entries: [{ fee: { amount: '72000' } }],
      owed: { amount: '72000' },
    });
  });

  test('that begin with no amount stay words', async () => {
    const { acs } = await openFarEnd({
      'patron-information': counted('000000000000000200000000', 'AVLost: "Số đỏ" 12.50|AV$3.00 late|BHUSD|BV15.50|'),
    });
    expect(await acs.askList({ ...who, list: 'fees' })).toMatchObject({
      entries: [
        { text: 'Lost: "Số đỏ" 12.50', fee: null },
        { text: 'late', fee: { amount: '3.00', currency: 'USD' } },
      ],
      owed: { amount: '15.50', currency: 'USD' },
    });
  });
});

describe('an item', () => {
  test('tells title, date, shelf and how long it is kept', async () => {
    const more = `AH20261101    235900|APTầng 1|CS895.922|CM20261130    235900|`;
    const { acs } = await openFarEnd({ 'item-information': says.item('04', more) });
    expect(await acs.lookUp(item)).toEqual({
      kind: 'item',
      title: 'Truyện Kiều',
      due: { kind: 'day', day: '2026-11-01' },
      dueText: '20261101    235900',
      isOnLoan: true,
      isOverdue: true,
      shelf: 'Tầng 1 · 895.922',
      keptUntil: { kind: 'day', day: '2026-11-30' },
    });
  });

  test('waits behind a wish that came after it', async () => {
    const { acs, asked, clock } = await openFarEnd({
      'item-information': says.item('04'),
      renew: `301NUN${at}AOTVT|AA${cards.an}|AB${item}|AJTruyện Kiều|AH20261213    235900|`,
    });
    const looks = ['31234000001030', '31234000001048'].map((other) => acs.lookUp(other));
    const renewed = acs.askRenewal({ ...who, item, dueText: '20261101', feeAccepted: false });
    await clock.pass(60_000);
    await Promise.allSettled([...looks, renewed]);
    const kinds = asked().map((text) => text.slice(0, 2));
    expect(kinds.indexOf('29')).toBeLessThan(kinds.lastIndexOf('17'));
  });
});

describe('a renewal', () => {
  const renew = { ...who, item, dueText: '20261101    235900', feeAccepted: false };
  const answer = (letters: string, more = ''): string =>
    `30${letters}${at}AOTVT|AA${cards.an}|AB${item}|AJTruyện Kiều|AH20261213    235900|${more}`;

  test('is asked for by the item alone: an empty title would be one', async () => {
    const { acs, asked } = await openFarEnd({ renew: answer('1NUN') });
    expect(await acs.askRenewal(renew)).toEqual({
      kind: 'renewed',
      due: { kind: 'day', day: '2026-12-13' },
      title: 'Truyện Kiều',
    });
    expect(asked()[0]).toMatch(/^29NN/);
    expect(asked()[0]).not.toMatch(/\|A[DJ]/);
  });

  test('asks for its due date first where that is not known, so that a lost answer can be found out', async () => {
    const { acs, asked, within } = await openFarEnd({ 'item-information': says.item('04', 'AH20261101    235900|') });
    expect(await within(60_000, acs.askRenewal({ ...renew, dueText: '' }))).toEqual({
      kind: 'unknown',
      dueText: '20261101    235900',
    });
    expect(asked().map((text) => text.slice(0, 2))).toEqual(['17', '29']);
  });

  test.each([
    ['another waits', says.item('04', 'CF2|'), 'on-hold-for-another'],
    ['it is recalled', says.item('07'), 'on-hold-for-another'],
    ['it is back', says.item('03'), 'not-on-loan'],
    ['nobody knows it', says.item('01', '', ''), 'unknown-item'],
    ['nothing says why', says.item('04'), 'not-renewable'],
  ])('is refused by name: %s', async (_, about, because) => {
    const { acs } = await openFarEnd({
      renew: answer('0NUN', 'AFThe item is on hold for Oanh|'),
      'item-information': about,
    });
    expect(await acs.askRenewal(renew)).toEqual({ kind: 'refused', because });
  });

  test('that costs something is asked about first, and then told that it is accepted', async () => {
    const { acs, asked } = await openFarEnd({ renew: [answer('0NUN', 'BT06|BHVND|BV5000|'), answer('1NUN')] });
    expect(await acs.askRenewal(renew)).toEqual({ kind: 'fee-first', fee: { amount: '5000', currency: 'VND' } });
    expect(await acs.askRenewal({ ...renew, feeAccepted: true })).toMatchObject({ kind: 'renewed' });
    expect(asked().map((text) => /\|BO([YN])\|/.exec(text)?.[1])).toEqual(['N', 'Y']);
  });

  test('that could not be asked did not happen', async () => {
    const { acs, within } = await openNowhere();
    expect(await within(60_000, acs.askRenewal(renew))).toEqual({ kind: 'silent' });
  });
});

describe('a hold', () => {
  const cancel = { ...who, item };
  const answer = (ok: string): string => `16${ok}N${at}AOTVT|AA${cards.an}|AB${item}|`;

  test.each([
    ['1', 'cancelled'],
    ['0', 'refused'],
  ])('is deleted by its item: %s', async (ok, kind) => {
    const { acs, asked } = await openFarEnd({ hold: answer(ok) });
    expect(await acs.cancelHold(cancel)).toEqual({ kind });
    expect(asked()[0]).toMatch(/^15-/);
    expect(asked()[0]).toContain(`|AB${item}|`);
  });

  test('that nobody answered about is found out by both lists', async () => {
    const { acs, within } = await openEmbeddedEnd();
    const oanh = { patron: cards.holder, pin: null };
    expect(await within(60_000, acs.findOutHold({ ...oanh, item: items.soDo }))).toEqual({ kind: 'not-cancelled' });
    expect(await within(60_000, acs.findOutHold({ ...oanh, item: items.kieu }))).toEqual({ kind: 'cancelled' });
  });
});

describe('a payment', () => {
  const sum = { amount: '72000', currency: 'VND' };
  const pay = { ...who, sum, reference: 'K1-000007-1' };

  test('names sum, currency, kind and reference, each digit as it stands', async () => {
    const { acs, asked } = await openFarEnd({ 'fee-paid': `38Y${at}AOTVT|AA${cards.an}|` });
    expect(await acs.askPayment(pay)).toEqual({ kind: 'recorded' });
    expect(asked()[0]).toMatch(/^37.{18}0102VNDBV72000\|/);
    expect(asked()[0]).toContain('|BKK1-000007-1|');
    expect(asked()[0]).not.toContain('|AD');
  });

  test('that was not accepted was refused; one without an answer is unknown, and not sent again', async () => {
    const refused = await openFarEnd({ 'fee-paid': `38N${at}AOTVT|AA${cards.an}|AFNo.|` });
    expect(await refused.acs.askPayment(pay)).toEqual({ kind: 'refused' });
    const mute = await openFarEnd({});
    expect(await mute.within(120_000, mute.acs.askPayment(pay))).toEqual({ kind: 'unknown' });
    expect(mute.asked().filter((text) => text.startsWith('37'))).toHaveLength(1);
    const nowhere = await openNowhere();
    expect(await nowhere.within(60_000, nowhere.acs.askPayment(pay))).toEqual({ kind: 'silent' });
  });

  test.each([
    ['BV|', 'recorded'],
    ['BHVND|BV72000|', 'not-recorded'],
    ['BHVND|BV50000|', 'unclear'],
  ])('is found out by what is owed: %s', async (owed, kind) => {
    const { acs, within } = await openFarEnd({ 'patron-information': says.patron(`BLY|${owed}`) });
    expect(await within(60_000, acs.findOutPayment({ ...who, owedBefore: sum, sum }))).toEqual({ kind });
  });
});
