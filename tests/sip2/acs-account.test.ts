// The embedded library on everything but lending: holds, payments, blocks, renewal of everything; and its other ways.

import type { AskKind, Outcome } from 'sip2';
import { describe, expect, test } from 'vitest';
import { barcodeOf, cardOf, library } from './library.ts';

const answerOf = async <K extends AskKind>(outcome: Promise<Outcome<K>>) => {
  const ended = await outcome;
  if (ended.kind !== 'answered') throw new Error(`${ended.kind}: ${ended.text}`);
  return ended.answer;
};

describe('holds', () => {
  const place = { kind: 'hold', holdMode: 'add' } as const;
  const patronId = cardOf('Nguyễn Văn An');

  test('placed, counted, moved, taken back', async () => {
    const { client, checkin, patronNamed } = library();
    const itemId = barcodeOf('Matilda');
    expect(await answerOf(client.ask({ ...place, patronId, itemId }))).toMatchObject({
      ok: true,
      available: true,
      queuePosition: '1',
      pickupLocation: 'TT',
    });
    expect(await answerOf(client.ask({ ...place, patronId, itemId }))).toMatchObject({ ok: false });
    expect(await patronNamed('Nguyễn Văn An')).toMatchObject({ unavailableHoldsCount: 1 });
    const moved = await answerOf(
      client.ask({ kind: 'hold', holdMode: 'change', patronId, itemId, pickupLocation: 'NB' }),
    );
    expect(moved).toMatchObject({ ok: true, pickupLocation: 'NB' });
    expect(await checkin('Matilda')).toMatchObject({ alertType: 'hold-elsewhere', destinationLocation: 'NB' });
    expect(await answerOf(client.ask({ kind: 'hold', holdMode: 'delete', patronId, itemId }))).toMatchObject({
      ok: true,
    });
    expect(await answerOf(client.ask({ kind: 'hold', holdMode: 'delete', patronId, itemId }))).toMatchObject({
      ok: false,
      screenMessage: ['No such hold'],
    });
    expect(await patronNamed('Nguyễn Văn An')).toMatchObject({ unavailableHoldsCount: 0 });
  });

  test('by its title, behind who came first', async () => {
    const { client } = library();
    const held = await answerOf(client.ask({ ...place, patronId, titleIdentifier: 'số đỏ' }));
    expect(held).toMatchObject({ ok: true, available: false, queuePosition: '2', itemId: barcodeOf('Số đỏ') });
  });

  test.each([
    ['an item nobody knows', { itemId: '39999999999999' }, 'No such item'],
    ['a branch nobody knows', { itemId: barcodeOf('Matilda'), pickupLocation: 'XX' }, 'No such pickup location: XX'],
    ['what is not for loan', { itemId: barcodeOf('Đại Việt sử ký toàn thư') }, 'Item cannot be held'],
    ['one’s own loan', { itemId: barcodeOf('Đồi gió hú') }, 'Item already checked out to this patron'],
  ])('not for %s', async (_, asked, text) => {
    const { client } = library();
    const refused = await answerOf(client.ask({ ...place, patronId, ...asked }));
    expect(refused).toMatchObject({ ok: false, available: false, screenMessage: [text] });
  });

  test('not with a wrong password', async () => {
    const { client } = library();
    const who = { patronId: cardOf('Trần Thị Bình'), patronPassword: '9999', itemId: barcodeOf('Matilda') };
    expect(await answerOf(client.ask({ ...place, ...who }))).toMatchObject({ ok: false });
    expect(await answerOf(client.ask({ ...place, ...who, patronPassword: '1234' }))).toMatchObject({ ok: true });
  });
});

describe('payments', () => {
  const owes = cardOf('Vũ Ngọc Lan');
  const pay = (feeAmount: string, more: { feeId?: string; currency?: string; transactionId?: string } = {}) =>
    ({
      kind: 'fee-paid',
      feeType: 'overdue',
      paymentType: '00',
      currency: 'VND',
      patronId: owes,
      feeAmount,
      ...more,
    }) as const;

  test('in parts, until the patron may borrow again, and never twice', async () => {
    const { client, patronNamed, checkout } = library();
    const first = await answerOf(client.ask(pay('30000', { transactionId: 'T1' })));
    expect(first).toMatchObject({ paymentAccepted: true, transactionId: 'T1' });
    expect(await patronNamed('Vũ Ngọc Lan')).toMatchObject({
      feeAmount: '42000',
      patronStatus: { chargePrivilegesDenied: false },
    });
    expect((await checkout('Vũ Ngọc Lan', 'Matilda')).ok).toBe(true);
    expect((await answerOf(client.ask(pay('42000.00')))).paymentAccepted).toBe(true);
    expect(await patronNamed('Vũ Ngọc Lan')).toMatchObject({ feeAmount: null, fineItemsCount: 0 });
    expect((await answerOf(client.ask(pay('42000')))).paymentAccepted).toBe(false);
  });

  test('of one fee by its id', async () => {
    const { client } = library();
    const listed = await answerOf(client.ask({ kind: 'patron-information', patronId: owes, summary: 'extended-fees' }));
    const [fee] = listed.fees;
    expect(fee).toMatchObject({ amountDue: '72000' });
    expect((await answerOf(client.ask(pay('72000', { feeId: 'F0' })))).paymentAccepted).toBe(false);
    expect((await answerOf(client.ask(pay('72000', { feeId: fee?.feeId ?? '' })))).paymentAccepted).toBe(true);
  });

  test.each([
    ['too much', pay('72001')],
    ['nothing', pay('0')],
    ['no amount', pay('a lot')],
    ['half a dong', pay('1000.50')],
    ['another currency', pay('72000', { currency: 'USD' })],
  ])('not %s', async (_, question) => {
    const { client, patronNamed } = library();
    const refused = await answerOf(client.ask(question));
    expect(refused.paymentAccepted).toBe(false);
    expect(refused.screenMessage).toHaveLength(1);
    expect((await patronNamed('Vũ Ngọc Lan')).feeAmount).toBe('72000');
  });

  test('too much is a credit in Koha, which the next fee uses up', async () => {
    const { client, checkout, patronNamed } = library({ acs: { as: 'koha' } });
    expect((await answerOf(client.ask(pay('75000')))).paymentAccepted).toBe(true);
    expect((await checkout('Vũ Ngọc Lan', 'Ca khúc da vàng')).ok).toBe(true);
    expect((await patronNamed('Vũ Ngọc Lan')).feeAmount).toBe('2000');
  });
});

test('everything is renewed that can be, and the rest says why', async () => {
  const { client, acs } = library();
  const patronId = cardOf('Lê Minh Chi');
  const due = new Map(acs.loans().map(({ itemId, dueAt }) => [itemId, dueAt]));
  const answer = await answerOf(client.ask({ kind: 'renew-all', patronId }));
  const mine = acs.loans().filter((loan) => loan.patronId === patronId);
  expect(answer).toMatchObject({
    ok: true,
    unrenewedItems: [`${barcodeOf('The Hobbit')} Item has reached maximum renewals`],
  });
  expect(answer.renewedCount).toBe(mine.length - 1);
  expect([...answer.renewedItems].toSorted()).toEqual(
    mine
      .filter(({ itemId, dueAt }) => dueAt !== due.get(itemId))
      .map(({ itemId }) => itemId)
      .toSorted(),
  );
  const nobody = await answerOf(client.ask({ kind: 'renew-all', patronId: '2' }));
  expect(nobody).toMatchObject({ ok: false, renewedCount: 0, unrenewedCount: 0 });
});

test('a card is blocked, and enabled again', async () => {
  const { client, checkout } = library();
  const patronId = cardOf('Nguyễn Văn An');
  const block = { kind: 'block-patron', cardRetained: true, blockedCardMessage: 'left behind', patronId } as const;
  const blocked = await answerOf(client.ask(block));
  expect(blocked.patronStatus.chargePrivilegesDenied).toBe(true);
  expect((await checkout('Nguyễn Văn An', 'Matilda')).ok).toBe(false);
  const enabled = await answerOf(client.ask({ kind: 'patron-enable', patronId }));
  expect(enabled.patronStatus.chargePrivilegesDenied).toBe(false);
  expect((await checkout('Nguyễn Văn An', 'Matilda')).ok).toBe(true);
});

test('what is written on an item is kept', async () => {
  const { client, item } = library();
  const itemId = barcodeOf('Matilda');
  const update = { kind: 'item-status-update', itemProperties: 'tag 2', itemId } as const;
  expect((await answerOf(client.ask(update))).itemPropertiesOk).toBe(true);
  expect((await item(itemId)).itemProperties).toBe('tag 2');
  expect((await answerOf(client.ask({ ...update, itemId: '3' }))).itemPropertiesOk).toBe(false);
});

describe('as Koha', () => {
  test('blocks nobody, and says so; CQ only for a password; no word of an overdue return or a fee', async () => {
    const { client, patron, checkin, checkout, acs } = library({ acs: { as: 'koha' } });
    const patronId = cardOf('Nguyễn Văn An');
    const block = { kind: 'block-patron', cardRetained: false, blockedCardMessage: '', patronId } as const;
    expect((await answerOf(client.ask(block))).screenMessage).toEqual(['Block feature not implemented']);
    expect((await patron(patronId, null)).validPatronPassword).toBeNull();
    expect((await patron(cardOf('Trần Thị Bình'), '9999')).validPatronPassword).toBe(false);
    expect(await checkin('Bến không chồng')).toMatchObject({
      ok: true,
      alert: false,
      feeAmount: null,
      screenMessage: [],
    });
    expect((await checkout('Nguyễn Văn An', 'Ca khúc da vàng')).ok).toBe(true);
    expect(acs.loanOf(barcodeOf('Ca khúc da vàng'))).not.toBeNull();
  });

  test('hangs up on a return without its date', async () => {
    const { client } = library({ acs: { as: 'koha' } });
    const outcome = await client.ask({
      kind: 'checkin',
      noBlock: false,
      itemId: barcodeOf('Matilda'),
      returnDate: null,
    });
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', because: 'connection-lost' });
  });
});

test('as Evergreen: plain refusals, letters without accents, all holds counted', async () => {
  const { checkout, patronNamed } = library({ acs: { as: 'evergreen' } });
  expect(await checkout('John Carter', 'Nineteen Eighty-Four')).toMatchObject({
    screenMessage: ['Item is on hold shelf for another patron.'],
  });
  expect(await patronNamed('Đặng Kim Oanh')).toMatchObject({
    personalName: '?ang Kim Oanh',
    holdItemsCount: 3,
    unavailableHoldsCount: 2,
  });
});

test('as FOLIO: silence for what it does not do, and 98 says so', async () => {
  const { client, clock } = library({ acs: { as: 'folio' } });
  const status = await answerOf(
    client.ask({ kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' }),
  );
  expect(status.supportedMessages).toBe('YYYNYYYYYYYNNNYY');
  const asked = client.ask({ kind: 'hold', holdMode: 'add', patronId: '1', itemId: '2' });
  await clock.pass(5000);
  expect(await asked).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
});
