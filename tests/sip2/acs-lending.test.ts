// Lending, renewing and taking back by the small ACS, with all that can be in the way, and undoing it.

import { wireTime } from 'sip2';
import { describe, expect, test } from 'vitest';
import { barcodeOf, cardOf, catalogue, library } from './library.ts';

const dayMs = 86_400_000;

describe('checkout', () => {
  test('lends until the end of a day, and the item says so', async () => {
    const { clock, acs, checkout, item } = library();
    const answer = await checkout('Nguyễn Văn An', 'Truyện Kiều');
    const due = `${wireTime(clock.now() + 21 * dayMs).slice(0, 8)}    235900`;
    expect(answer).toMatchObject({
      ok: true,
      renewalOk: false,
      desensitize: true,
      titleIdentifier: 'Truyện Kiều / Nguyễn Du',
      dueDate: due,
      mediaType: 'book',
    });
    expect(acs.loanOf(barcodeOf('Truyện Kiều'))).toMatchObject({ patronId: cardOf('Nguyễn Văn An'), renewals: 0 });
    expect(await item(barcodeOf('Truyện Kiều'))).toMatchObject({
      circulationStatus: 'charged',
      dueDate: due,
      owner: 'VN-HN1',
    });
  });

  test('of one’s own loan renews it, and says so, until it was renewed enough', async () => {
    const { checkout } = library();
    expect(await checkout('Lê Minh Chi', 'Mắt biếc')).toMatchObject({ ok: true, renewalOk: true });
    expect(await checkout('Lê Minh Chi', 'The Hobbit')).toMatchObject({
      ok: false,
      screenMessage: ['NO_MORE_RENEWALS: 1'],
    });
  });

  test.each([
    ['Số đỏ', 'Item checked out to another patron'],
    ['Vang bóng một thời', 'Item is on hold shelf for another patron.'],
    ['Đại Việt sử ký toàn thư', 'itemtype_notforloan: REF'],
  ])('of %s is refused', async (title, text) => {
    const { acs, checkout } = library();
    const before = acs.loanOf(barcodeOf(title));
    expect(await checkout('John Carter', title)).toMatchObject({
      ok: false,
      desensitize: false,
      screenMessage: [text],
    });
    expect(acs.loanOf(barcodeOf(title))).toEqual(before);
  });

  test('of what somebody else waits for babbles that patron’s name and card, as a real Koha does', async () => {
    const { checkout } = library();
    const texts: string[] = [];
    for (let time = 0; time < 40; time++) {
      const answer = await checkout('John Carter', 'Nineteen Eighty-Four');
      expect(answer.ok).toBe(false);
      texts.push(...answer.screenMessage);
    }
    expect(texts).toContain('Ngô Diễm Quỳnh');
    expect(texts).toContain(cardOf('Ngô Diễm Quỳnh'));
  });

  test('of one’s own hold takes it off the shelf', async () => {
    const { checkout, patronNamed } = library();
    expect((await checkout('Đặng Kim Oanh', 'Vang bóng một thời')).ok).toBe(true);
    expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({ holdItemsCount: 0, chargedItemsCount: 1 });
  });

  test('of what costs something waits until the fee is accepted', async () => {
    const { acs, checkout, patronNamed } = library();
    const asked = await checkout('Nguyễn Văn An', 'Ca khúc da vàng');
    expect(asked).toMatchObject({ ok: false, feeType: 'rental', feeAmount: '5000', currency: 'VND' });
    expect(acs.loanOf(barcodeOf('Ca khúc da vàng'))).toBeNull();
    const accepted = await checkout('Nguyễn Văn An', 'Ca khúc da vàng', true);
    expect(accepted).toMatchObject({ ok: true, mediaType: 'cd' });
    expect((await patronNamed('Nguyễn Văn An')).feeAmount).toBe('5000');
  });

  test('of what stays in the house: lent, and armed', async () => {
    const { checkout } = library();
    expect(await checkout('Nguyễn Văn An', 'Từ điển tiếng Việt')).toMatchObject({ ok: true, desensitize: false });
  });

  test('of an item nobody knows, for a patron nobody knows', async () => {
    const { client, item } = library();
    const checkout = { kind: 'checkout', renewalPolicy: true, noBlock: false } as const;
    const noItem = await client.ask({ ...checkout, patronId: cardOf('John Carter'), itemId: '39999999999999' });
    const nobody = await client.ask({ ...checkout, patronId: '2', itemId: barcodeOf('Matilda') });
    expect(noItem).toMatchObject({ answer: { ok: false, titleIdentifier: '', screenMessage: ['Invalid Item'] } });
    expect(nobody).toMatchObject({ answer: { ok: false, screenMessage: ['Invalid Patron'] } });
    expect(await item('39999999999999')).toMatchObject({ circulationStatus: 'other', titleIdentifier: '' });
  });

  test('done off-line is not refused, and keeps its date', async () => {
    const { acs, client } = library();
    const itemId = barcodeOf('Số đỏ');
    const outcome = await client.ask({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: true,
      patronId: cardOf('Phạm Quốc Dũng'),
      itemId,
      nbDueDate: '20261201    235900',
    });
    expect(outcome).toMatchObject({ answer: { ok: true, dueDate: '20261201    235900' } });
    expect(acs.loanOf(itemId)?.patronId).toBe(cardOf('Phạm Quốc Dũng'));
  });

  test('the PIN is not looked at, as in Koha: it must be checked before', async () => {
    const { client } = library();
    const outcome = await client.ask({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: false,
      patronId: cardOf('Trần Thị Bình'),
      patronPassword: 'wrong',
      itemId: barcodeOf('Matilda'),
    });
    expect(outcome).toMatchObject({ answer: { ok: true } });
  });
});

describe('renewal', () => {
  test('of a loan, of one that has been renewed enough, of one somebody waits for, of another’s', async () => {
    const { clock, renew } = library();
    const due = `${wireTime(clock.now() + 21 * dayMs).slice(0, 8)}    235900`;
    expect(await renew('Lê Minh Chi', 'Mắt biếc')).toMatchObject({ ok: true, renewalOk: true, dueDate: due });
    expect((await renew('Lê Minh Chi', 'The Hobbit')).ok).toBe(false);
    expect((await renew('Thomas Baker', 'Số đỏ')).screenMessage).toEqual(['Item unavailable due to outstanding holds']);
    expect((await renew('John Carter', 'Số đỏ')).screenMessage).toEqual(['Item not checked out to John Carter']);
  });

  test('of an overdue loan counts from its old date', async () => {
    const { clock, renew } = library();
    const due = `${wireTime(clock.now() + (21 - 12) * dayMs).slice(0, 8)}    235900`;
    expect(await renew('Lê Minh Chi', 'Bến không chồng')).toMatchObject({ ok: true, dueDate: due });
  });
});

describe('checkin', () => {
  test('of a loan, and once more', async () => {
    const { acs, checkin } = library();
    expect(await checkin('Thời xa vắng')).toMatchObject({
      ok: true,
      resensitize: true,
      alert: false,
      alertType: null,
      sortBin: '1',
      patronId: cardOf('Đỗ Thanh Hải'),
    });
    expect(acs.loanOf(barcodeOf('Thời xa vắng'))).toBeNull();
    expect(await checkin('Thời xa vắng')).toMatchObject({
      ok: false,
      alert: true,
      alertType: null,
      screenMessage: ['Item not checked out'],
    });
  });

  test('of an overdue one puts a fee on the account', async () => {
    const { checkin, patronNamed } = library();
    expect(await checkin('Bến không chồng')).toMatchObject({ ok: true, feeAmount: '12000', currency: 'VND' });
    expect(await patronNamed('Lê Minh Chi', '2468')).toMatchObject({ feeAmount: '12000' });
  });

  test('of an overdue one that came back earlier, off-line: counted by the day it came back', async () => {
    const { clock, client } = library();
    const returnDate = wireTime(clock.now() - 11 * dayMs);
    const itemId = barcodeOf('Bến không chồng');
    const outcome = await client.ask({ kind: 'checkin', noBlock: true, itemId, returnDate });
    expect(outcome).toMatchObject({ answer: { ok: true, feeAmount: '1000' } });
  });

  test('of what waits for somebody here: alert, name and card of the other patron', async () => {
    const { checkin, item } = library();
    expect(await checkin('Nỗi buồn chiến tranh')).toMatchObject({
      ok: true,
      alert: true,
      alertType: 'hold-here',
      destinationLocation: 'TT',
      sortBin: '2',
      holdPatronId: cardOf('Đặng Kim Oanh'),
      holdPatronName: 'Đặng Kim Oanh',
    });
    expect((await item(barcodeOf('Nỗi buồn chiến tranh'))).circulationStatus).toBe('on-hold-shelf');
  });

  test('of what waits for somebody elsewhere, and of another branch’s item', async () => {
    const { checkin, item } = library();
    expect(await checkin('Số đỏ')).toMatchObject({ ok: true, alertType: 'hold-elsewhere', destinationLocation: 'NB' });
    expect(await checkin('Đồi gió hú')).toMatchObject({
      ok: true,
      alert: true,
      alertType: 'other-branch',
      destinationLocation: 'NB',
      sortBin: '3',
      holdPatronId: null,
    });
    expect((await item(barcodeOf('Đồi gió hú'))).circulationStatus).toBe('in-transit');
  });

  test('at the branch it belongs to is nothing special', async () => {
    const { checkin } = library();
    expect(await checkin('Đồi gió hú', 'NB')).toMatchObject({ ok: true, alert: false, alertType: null });
  });

  test('not on loan, and caught for a hold all the same: not ok, and yet something happened', async () => {
    const { checkin, item } = library();
    expect(await checkin('Nineteen Eighty-Four')).toMatchObject({ ok: false, alert: true, alertType: 'hold-here' });
    expect((await item(barcodeOf('Nineteen Eighty-Four'))).circulationStatus).toBe('on-hold-shelf');
  });

  test('of an item nobody knows', async () => {
    const { client } = library();
    const outcome = await client.ask({ kind: 'checkin', noBlock: false, itemId: '39999999999999' });
    expect(outcome).toMatchObject({
      answer: { ok: false, resensitize: false, alert: true, alertType: 'other', titleIdentifier: null },
    });
  });

  test('that undoes a checkout catches no hold', async () => {
    const { acs, client, item } = library();
    const itemId = barcodeOf('Nỗi buồn chiến tranh');
    const outcome = await client.ask({ kind: 'checkin', noBlock: false, itemId, cancel: true });
    expect(outcome).toMatchObject({ answer: { ok: true, alert: false } });
    expect(acs.loanOf(itemId)).toBeNull();
    expect((await item(itemId)).circulationStatus).toBe('available');
  });
});

describe('undoing', () => {
  const undone = (client: ReturnType<typeof library>['client'], name: string, title: string) =>
    client.ask({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: false,
      patronId: cardOf(name),
      itemId: barcodeOf(title),
      cancel: true,
    });
  const takenBack = (client: ReturnType<typeof library>['client'], title: string) =>
    client.ask({ kind: 'checkin', noBlock: false, itemId: barcodeOf(title), cancel: true });

  test('a checkin: the loan is as it was, the fee is off the account, the hold waits again', async () => {
    const { acs, client, checkin, patronNamed } = library();
    const late = barcodeOf('Bến không chồng');
    const loan = acs.loanOf(late);
    expect(await checkin('Bến không chồng')).toMatchObject({ ok: true, feeAmount: '12000' });
    expect(await undone(client, 'Lê Minh Chi', 'Bến không chồng')).toMatchObject({
      answer: { ok: true, renewalOk: false },
    });
    expect(acs.loanOf(late)).toEqual(loan);
    expect((await patronNamed('Lê Minh Chi', '2468')).feeAmount).toBeNull();

    const wanted = acs.loanOf(barcodeOf('Nỗi buồn chiến tranh'));
    const who = catalogue.patrons.find(({ card }) => card === wanted?.patronId)?.name ?? '';
    expect(await checkin('Nỗi buồn chiến tranh')).toMatchObject({ alertType: 'hold-here' });
    expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({ holdItemsCount: 2, unavailableHoldsCount: 1 });
    expect(await undone(client, who, 'Nỗi buồn chiến tranh')).toMatchObject({ answer: { ok: true } });
    expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({ holdItemsCount: 1, unavailableHoldsCount: 2 });
  });

  test('a checkout: the loan ends, its fee is off the account, one’s own hold is on the shelf again', async () => {
    const { acs, client, checkout, patronNamed } = library();
    await checkout('Nguyễn Văn An', 'Ca khúc da vàng', true);
    expect((await patronNamed('Nguyễn Văn An')).feeAmount).toBe('5000');
    expect(await takenBack(client, 'Ca khúc da vàng')).toMatchObject({ answer: { ok: true, alert: false } });
    expect([acs.loanOf(barcodeOf('Ca khúc da vàng')), (await patronNamed('Nguyễn Văn An')).feeAmount]).toEqual([
      null,
      null,
    ]);

    await checkout('Đặng Kim Oanh', 'Vang bóng một thời');
    expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({ holdItemsCount: 0 });
    await takenBack(client, 'Vang bóng một thời');
    expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({ holdItemsCount: 1 });
  });

  test('what was paid of the fee meanwhile is a credit', async () => {
    const { client, checkout, patronNamed } = library({ acs: { as: 'koha' } });
    await checkout('Nguyễn Văn An', 'Ca khúc da vàng');
    const pay = { kind: 'fee-paid', feeType: 'rental', paymentType: '00', currency: 'VND' } as const;
    await client.ask({ ...pay, patronId: cardOf('Nguyễn Văn An'), feeAmount: '2000' });
    await takenBack(client, 'Ca khúc da vàng');
    expect((await patronNamed('Nguyễn Văn An')).screenMessage.join()).toContain('Patron has credit of 2000');
  });

  test('only what was done, and only for whom it was done; twice is once', async () => {
    const { acs, client, checkin, checkout } = library();
    expect(await undone(client, 'John Carter', 'Matilda')).toMatchObject({
      answer: { ok: false, desensitize: false, screenMessage: ['There is no checkin to undo'] },
    });
    await checkin('Bến không chồng');
    expect(await undone(client, 'John Carter', 'Bến không chồng')).toMatchObject({ answer: { ok: false } });
    expect(await undone(client, 'Lê Minh Chi', 'Bến không chồng')).toMatchObject({ answer: { ok: true } });
    const loan = acs.loanOf(barcodeOf('Bến không chồng'));
    expect(await undone(client, 'Lê Minh Chi', 'Bến không chồng')).toMatchObject({ answer: { ok: true } });
    expect(acs.loanOf(barcodeOf('Bến không chồng'))).toEqual(loan);

    await checkin('Thời xa vắng');
    await checkout('Nguyễn Văn An', 'Thời xa vắng');
    expect(await undone(client, 'Đỗ Thanh Hải', 'Thời xa vắng')).toMatchObject({ answer: { ok: false } });
    expect(await takenBack(client, 'Thời xa vắng')).toMatchObject({ answer: { ok: true } });
    expect(await takenBack(client, 'Thời xa vắng')).toMatchObject({ answer: { ok: false } });
  });
});
