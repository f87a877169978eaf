// The small ACS: every kind of patron and item its catalogue has, told as a real Koha tells it, and its bad moods.

import { memoryTransport, wireTime } from 'sip2';
import { createAcs, demoCatalogue, readCatalogue } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import { createHandClock } from '../clock.ts';
import { barcodeOf, cardOf, catalogue, library } from './library.ts';

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

async function connected(login: { user: string; password: string } | null = null) {
  const clock = createHandClock();
  const settings = { login, listsOf: 'barcodes', showPatrons: false } as const;
  const acs = createAcs({ clock, catalogue, settings, hears: { traffic() {}, changed() {} } });
  const heard: string[] = [];
  let closed = false;
  const hears = { bytes: (chunk: Uint8Array) => void heard.push(textOf(chunk)), closed: () => void (closed = true) };
  const connection = await memoryTransport((end) => acs.serve(end)).open(hears);
  const say = async (text: string): Promise<string> => {
    heard.length = 0;
    connection.write(bytes(text));
    await clock.pass(0);
    return heard.join('');
  };
  return { say, isClosed: () => closed };
}

describe('as bytes', () => {
  test('error detection follows the question', async () => {
    const { say } = await connected();
    expect(await say('9300CNa|COb|\r')).toBe('941\r\n');
    expect(await say('9900802.00AY1AZFCA0\r')).toMatch(/^98YYYYNY.*AY1AZ[0-9A-F]{4}\r\n$/);
    expect(await say('9900802.00\r')).not.toContain('AZ');
  });

  test('97 repeats the last answer without AY and AZ; 96 for what is not understood', async () => {
    const { say } = await connected();
    const answer = await say('9900802.00AY1AZFCA0\r');
    expect(await say('97AZFEF5\r')).toBe(`${answer.slice(0, answer.indexOf('AY1AZ'))}\r\n`);
    expect(await say('9900802.00AY1AZ0000\r')).toBe('96AZFEF6\r');
    expect(await say('5500\r')).toBe('96\r');
    expect(await say('rubbish\r')).toBe('96\r');
  });

  test('the same bytes again are not done twice', async () => {
    const { say } = await connected();
    const itemId = barcodeOf('Matilda');
    const question = `09N20261122    09301520261122    093015AP|AOTVT|AB${itemId}|AC|AY1AZ`;
    const sum = Array.from(question, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
    const wire = `${question}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`;
    expect(await say(wire)).toBe(await say(wire));
  });

  test('two questions in one chunk get two answers in order', async () => {
    const { say } = await connected();
    expect((await say('9900802.00AY1AZFCA0\r\n9900802.00\r\n')).split('\r\n').map((line) => line.slice(0, 2))).toEqual([
      '98',
      '98',
      '',
    ]);
  });

  test('where a login is wanted, nothing else is answered before it', async () => {
    const login = { user: 'kiosk', password: 's3cret' };
    const early = await connected(login);
    expect(await early.say('9900802.00\r')).toBe('');
    expect(early.isClosed()).toBe(true);
    const wrong = await connected(login);
    expect(await wrong.say('9300CNkiosk|COno|\r')).toBe('940\r\n');
    expect(await wrong.say('9300CNkiosk|COs3cret|\r')).toBe('941\r\n');
    expect(await wrong.say('9900802.00\r')).toMatch(/^98/);
  });
});

describe('moods', () => {
  test('silent: hears nothing, does nothing, and nothing is sent twice', async () => {
    const { clock, acs, tryCheckout, client } = library();
    await clock.pass(0);
    acs.setMood({ mood: 'silent' });
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
    acs.setMood({ mood: 'normal' });
    await clock.pass(60_000);
    expect(client.state().kind).toBe('up');
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
  });

  test('gone, and back', async () => {
    const { clock, acs, client, checkout } = library();
    await clock.pass(0);
    acs.setMood({ mood: 'gone' });
    await clock.pass(20_000);
    expect(client.state()).toMatchObject({ kind: 'down', because: 'unreachable' });
    acs.setMood({ mood: 'normal' });
    await clock.pass(30_000);
    expect((await checkout('Nguyễn Văn An', 'Matilda')).ok).toBe(true);
  });

  test('slow: the work is done although nobody waits any more', async () => {
    const { clock, acs, tryCheckout } = library();
    await clock.pass(0);
    acs.setMood({ answerDelayMs: 8000 });
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
    await clock.pass(3000);
    expect(acs.loanOf(barcodeOf('Matilda'))?.patronId).toBe(cardOf('Nguyễn Văn An'));
  });

  test.each([
    ['drop-before', false],
    ['drop-after-work', true],
    ['lose-answer-after-work', true],
    ['answer-late', true],
  ] as const)('%s: once, and only for what changes something', async (next, done) => {
    const { clock, acs, patronNamed, tryCheckout, checkout } = library();
    acs.setMood({ next });
    expect((await patronNamed('Nguyễn Văn An')).validPatron).toBe(true);
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(10_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(acs.loanOf(barcodeOf('Matilda')) !== null).toBe(done);
    expect(acs.mood().next).toBeNull();
    // The late answer comes out in front of this one, on another connection, and is not taken for it.
    expect(await checkout('John Carter', 'Animal Farm')).toMatchObject({ ok: false, itemId: barcodeOf('Animal Farm') });
    expect(await checkout('John Carter', 'Moby-Dick')).toMatchObject({ itemId: barcodeOf('Moby-Dick') });
  });

  test('reset: as the catalogue has it', async () => {
    const { acs, checkout } = library();
    const before = acs.loans();
    await checkout('Nguyễn Văn An', 'Matilda');
    acs.setMood({ next: 'drop-before' });
    expect(acs.loans()).toHaveLength(before.length + 1);
    acs.reset();
    expect(acs.loans()).toEqual(before);
    expect(acs.mood()).toEqual({ answerDelayMs: 0, mood: 'normal', next: null });
  });
});

describe('the catalogue', () => {
  test('has what a demonstration needs, with barcodes that check', () => {
    expect(catalogue.items.length).toBeGreaterThanOrEqual(60);
    expect(catalogue.patrons.length).toBeGreaterThanOrEqual(12);
    for (const code of [...catalogue.items.map((item) => item.barcode), ...catalogue.patrons.map((who) => who.card)]) {
      const digits = Array.from(code, Number);
      const sum = digits.reduce((total, digit, place) => {
        const doubled = place % 2 === 0 ? digit * 2 : digit;
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      expect([code, digits.length, sum % 10]).toEqual([code, 14, 0]);
    }
    expect(catalogue.items.some((item) => item.parts === 3)).toBe(true);
  });

  test('is checked by path, every issue at once', () => {
    const good: unknown = JSON.parse(JSON.stringify(demoCatalogue()));
    expect(readCatalogue(good).kind).toBe('catalogue');
    expect(readCatalogue(null)).toMatchObject({ kind: 'issues', issues: [{ path: '(file)' }] });
    const read = readCatalogue({
      library: { ...catalogue.library, loanDays: 0, homeBranch: 7 },
      items: [{ ...catalogue.items[0], barcode: 'a|b' }, 'no', { ...catalogue.items[1], media: 'scroll' }],
      patrons: [],
      loans: {},
      holds: [{ item: 'x', card: 'y', pickup: 'z', ready: 'yes' }],
      fees: [],
    });
    const paths = read.kind === 'issues' ? read.issues.map(({ path }) => path) : [];
    expect(paths).toEqual([
      'library.homeBranch',
      'library.loanDays',
      'items[0].barcode',
      'items[1]',
      'items[2].media',
      'loans',
      'holds[0].ready',
    ]);
  });

  test('refers only to what it has, and to everything once', () => {
    const [first] = catalogue.items;
    const read = readCatalogue({
      ...catalogue,
      items: [first, first],
      loans: [{ item: 'nowhere', card: 'nobody', dueInDays: 1 }],
      holds: [],
    });
    const paths = read.kind === 'issues' ? read.issues.map(({ path }) => path) : [];
    expect(paths).toEqual(['items[1].barcode', 'loans[0].item', 'loans[0].card']);
  });
});
