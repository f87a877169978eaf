// Every kind of patron that the small ACS has, told as a real Koha tells it.

import { wireTime } from 'sip2';
import { describe, expect, test } from 'vitest';
import { barcodeOf, cardOf, library } from './library.ts';

const dayMs = 86_400_000;

describe('patrons', () => {
  test('a plain one: no PIN needed, nothing against her', async () => {
    const { patronNamed } = library();
    const answer = await patronNamed('Nguyễn Văn An');
    expect(answer).toMatchObject({
      personalName: 'Nguyễn Văn An',
      validPatron: true,
      validPatronPassword: true,
      chargedItemsCount: 1,
      chargedItems: [barcodeOf('Đồi gió hú')],
      emailAddress: 'an.nguyen@example.org',
      institutionId: 'TVT',
    });
    expect(Object.values(answer.patronStatus).every((flag) => !flag)).toBe(true);
  });

  test.each([
    ['without a PIN', null, false],
    ['with the wrong one', '9999', false],
    ['with the right one', '1234', true],
  ])('one with a PIN, %s: the whole record comes, only the flag tells', async (_, pin, right) => {
    const { patronNamed } = library();
    const answer = await patronNamed('Trần Thị Bình', pin);
    expect(answer).toMatchObject({ personalName: 'Trần Thị Bình', validPatronPassword: right });
    expect(answer.screenMessage.join().includes('Invalid password')).toBe(pin === '9999');
  });

  test.each([
    ['Phạm Quốc Dũng', ['chargePrivilegesDenied', 'renewalPrivilegesDenied'], 'khóa'],
    ['Emma Wilson', ['chargePrivilegesDenied', 'cardReportedLost'], 'lost'],
    ['Hoàng Thu Giang', ['chargePrivilegesDenied', 'holdPrivilegesDenied'], 'EXPIRED'],
    ['Vũ Ngọc Lan', ['chargePrivilegesDenied', 'excessiveFines'], 'owes 72000'],
    ['Đỗ Thanh Hải', ['tooManyItemsCharged'], 'Greetings'],
  ] as const)('%s is stopped by %s', async (name, flags, notice) => {
    const { patronNamed, checkout, acs } = library();
    const answer = await patronNamed(name);
    for (const flag of flags) expect(answer.patronStatus[flag]).toBe(true);
    expect(answer.screenMessage.join()).toContain(notice);
    const refused = await checkout(name, 'Truyện Kiều');
    expect(refused).toMatchObject({ ok: false, desensitize: false, dueDate: '' });
    expect(refused.screenMessage).toEqual([name === 'Đỗ Thanh Hải' ? '5' : 'Patron Blocked']);
    expect(acs.loanOf(barcodeOf('Truyện Kiều'))).toBeNull();
  });

  test('an expired card says when', async () => {
    const { clock, patronNamed } = library();
    expect((await patronNamed('Hoàng Thu Giang')).patronExpiry).toBe(wireTime(clock.now() - 30 * dayMs).slice(0, 8));
  });

  test('what is owed', async () => {
    const { patronNamed } = library();
    expect(await patronNamed('Vũ Ngọc Lan')).toMatchObject({ feeAmount: '72000', currency: 'VND', fineItemsCount: 1 });
    expect(await patronNamed('Lý Gia Phúc')).toMatchObject({
      feeAmount: '12000',
      patronStatus: { chargePrivilegesDenied: false },
    });
    expect((await patronNamed('Nguyễn Văn An')).feeAmount).toBeNull();
  });

  test('a young reader is not lent what is for adults', async () => {
    const { patronNamed, checkout } = library();
    expect(await patronNamed('Bùi Đức Minh')).toMatchObject({ patronClass: 'TRE-EM', patronBirthDate: '20160514' });
    expect((await checkout('Bùi Đức Minh', 'Cánh đồng bất tận')).ok).toBe(false);
    expect((await checkout('Bùi Đức Minh', 'Matilda')).ok).toBe(true);
  });

  test('holds, ready and waiting, and the status question', async () => {
    const { client } = library();
    const patronId = cardOf('Đặng Kim Oanh');
    const ready = await client.ask({ kind: 'patron-information', patronId, summary: 'hold-items' });
    const waiting = await client.ask({ kind: 'patron-information', patronId, summary: 'unavailable-hold-items' });
    const status = await client.ask({ kind: 'patron-status', patronId, patronPassword: '' });
    expect(ready).toMatchObject({
      answer: { holdItemsCount: 1, unavailableHoldsCount: 2, holdItems: [barcodeOf('Vang bóng một thời')] },
    });
    expect(waiting).toMatchObject({
      answer: { unavailableHoldItems: [barcodeOf('Nỗi buồn chiến tranh'), barcodeOf('Số đỏ')], chargedItems: [] },
    });
    expect(status).toMatchObject({ answer: { personalName: 'Đặng Kim Oanh', validPatronPassword: true } });
  });

  test('a page of a list', async () => {
    const { client } = library();
    const patronId = cardOf('Đỗ Thanh Hải');
    const page = { startItem: '2', endItem: '3' } as const;
    const answer = await client.ask({ kind: 'patron-information', patronId, summary: 'charged-items', ...page });
    expect(answer).toMatchObject({
      answer: { chargedItemsCount: 5, chargedItems: [barcodeOf('Giông tố'), barcodeOf('Animal Farm')] },
    });
  });

  test('nobody', async () => {
    const { patron } = library();
    expect(await patron('20000000000000', '1')).toMatchObject({
      validPatron: false,
      validPatronPassword: null,
      personalName: '',
      patronStatus: { chargePrivilegesDenied: true, holdPrivilegesDenied: true },
    });
  });

  test('the session ends', async () => {
    const { client } = library();
    const ended = await client.ask({ kind: 'end-patron-session', patronId: cardOf('John Carter') });
    expect(ended).toMatchObject({ kind: 'answered', answer: { endSession: true } });
  });
});
