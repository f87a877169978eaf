// Stories of borrowing, from pad to paper.
import { expect } from 'vitest';
import { cards, items, story } from './story.ts';

/** Robert Baker has Số đỏ on loan, and another patron waits for it. */
const baker = '21234000000141';

story('a pile is lent, disarmed, read back, journalled and printed', async ({ glass, bench, acs, journal }) => {
  await glass.borrowAs(cards.an);
  for (const item of [items.kieu, items.chiPheo, items.tatDen]) await bench.put(item);
  for (const item of [items.kieu, items.chiPheo, items.tatDen]) {
    await glass.rowShows(item, { at: 'lent', release: 'read-back', renewed: false });
    expect(acs.lentTo(item)).toBe(cards.an);
    expect(bench.tag(item).security).toBe('disarmed');
  }
  expect(glass.row(items.kieu)?.title).toBe('Truyện Kiều / Nguyễn Du');
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 3, attention: 0, refused: 0 } });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', printed: true });
  expect(bench.paper()).toBe(1);
  expect(journal.read('lent')).toHaveLength(3);
  expect(journal.read('session-ended')).toMatchObject([{ done: 3 }]);
});

story('a refused item stays armed, and nobody else’s name is ever shown', async ({ glass, bench, acs }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.vangBong);
  await bench.put(items.soDo);
  await glass.rowShows(items.vangBong, { at: 'refused', because: 'on-hold-for-another' });
  await glass.rowShows(items.soDo, { at: 'refused', because: 'lent-to-another' });
  expect(bench.tag(items.vangBong).security).toBe('armed');
  expect(acs.lentTo(items.vangBong)).toBeNull();
  for (const name of ['Oanh', 'Baker', cards.holder]) expect(glass.everything()).not.toContain(name);
});

story('reasons are named for what is not lent', async ({ glass, bench }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.notForLoan);
  await glass.rowShows(items.notForLoan, { at: 'refused', because: 'not-for-loan' });
  await bench.scan('39999999999999');
  await glass.rowShows('39999999999999', { at: 'refused', because: 'unknown-item' });
});

story(
  'a tag that will not disarm while it lies there: the loan is taken back',
  async ({ glass, bench, acs, journal }) => {
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu, { refusesWrites: true });
    await glass.rowShows(items.kieu, { at: 'taken-back' });
    expect(acs.lentTo(items.kieu)).toBeNull();
    expect(bench.tag(items.kieu).security).toBe('armed');
    expect(journal.read('lent', 'undo-asked', 'loan-undone').map((entry) => entry.kind)).toEqual([
      'lent',
      'undo-asked',
      'loan-undone',
    ]);
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'goodbye', tally: { done: 0, attention: 0, refused: 1 } });
    expect(bench.paper()).toBe(0);
  },
);

story('a renewal is never taken back, whatever its tag does', async ({ glass, bench, acs, journal }) => {
  await glass.borrowAs(cards.an);
  // Armed although it is on loan, as by a desk that armed the wrong book; and it takes no write.
  await bench.put(items.doiGioHu, { refusesWrites: true, afi: 0x07 });
  await glass.rowShows(items.doiGioHu, { at: 'lent-armed' });
  expect(acs.lentTo(items.doiGioHu)).toBe(cards.an);
  expect(journal.read('undo-asked')).toEqual([]);
  expect(journal.read('loan-stands')).toHaveLength(1);
});

story(
  'what the patron has already is theirs, and renewed when they want it',
  async ({ glass, bench, acs, journal }) => {
    const { doiGioHu } = items;
    await glass.borrowAs(cards.an);
    await bench.put(doiGioHu);
    await glass.rowShows(doiGioHu, { at: 'theirs', release: 'read-back', refused: null });
    const due = (): unknown => {
      const state = glass.row(doiGioHu)?.state;
      return state !== undefined && 'due' in state ? state.due : null;
    };
    const before = due();
    expect(before).toEqual({ kind: 'day', day: expect.stringMatching(/^2026-1[12]-\d\d$/) });
    expect(journal.read('checkout-asked', 'lent')).toEqual([]);

    await glass.press({ kind: 'renew', row: glass.row(doiGioHu)?.key ?? '' });
    await glass.rowShows(doiGioHu, { at: 'lent', renewed: true });
    expect(due()).not.toEqual(before);
    expect(acs.lentTo(doiGioHu)).toBe(cards.an);
    expect(bench.tag(doiGioHu).security).toBe('disarmed');
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 1, attention: 0, refused: 0 } });
  },
);

story('an own loan that another patron waits for stays theirs, and says so', async ({ glass, bench, acs }) => {
  await glass.borrowAs(baker);
  await bench.put(items.soDo);
  await glass.rowShows(items.soDo, { at: 'theirs', refused: null });
  await glass.press({ kind: 'renew', row: glass.row(items.soDo)?.key ?? '' });
  await glass.rowShows(items.soDo, { at: 'theirs', refused: 'not-renewable' });
  expect(acs.lentTo(items.soDo)).toBe(baker);
  expect(glass.everything()).not.toContain('Oanh');
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'welcome' });
});

story('an own loan that no tag was written for is let go by its renewal', async ({ glass, bench, journal }) => {
  await glass.borrowAs(cards.an);
  // Borrowed by telephone: the gate was never told.
  await bench.put(items.doiGioHu, { afi: 0x07 });
  await glass.rowShows(items.doiGioHu, { at: 'lent', renewed: true, release: 'read-back' });
  expect(bench.tag(items.doiGioHu).security).toBe('disarmed');
  expect(journal.read('lent')).toHaveLength(1);
});

story('an AFI that is neither of the two is not touched, not lent, and reported', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu, { afi: 0x42 });
  await glass.rowShows(items.kieu, { at: 'not-an-item', because: 'odd-security' });
  expect(acs.lentTo(items.kieu)).toBeNull();
  expect(bench.tag(items.kieu).security).toBe('odd');
  expect(journal.read('security-odd')).toHaveLength(1);
});

story(
  'an item snatched away before it was disarmed is asked back, and done when it comes',
  async ({ glass, bench, acs }) => {
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu, { snatched: 'before-write' });
    await glass.rowShows(items.kieu, { at: 'put-back' });
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
    expect(bench.tag(items.kieu).security).toBe('disarmed');
  },
);

story('what was left armed is mended on another day, after a power cut, in anybody’s session', async (scene) => {
  const { glass, bench, journal } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu, { snatched: 'before-write' });
  await glass.rowShows(items.kieu, { at: 'put-back' });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
  expect(journal.read('security-pending')).toHaveLength(1);
  await glass.press({ kind: 'leave' });
  await bench.put(items.kieu);
  await glass.shows({ at: 'welcome', mended: 1 });
  expect(bench.tag(items.kieu).security).toBe('disarmed');
  expect(scene.works().kiosks[0]?.state().book.size).toBe(0);
});

story('do not desensitize: the item stays armed and the row says so', async ({ glass, bench, acs }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.inHouse);
  await glass.rowShows(items.inHouse, { at: 'lent', release: 'left-armed' });
  expect(acs.lentTo(items.inHouse)).toBe(cards.an);
  expect(bench.tag(items.inHouse).security).toBe('armed');
});

story('three volumes under one number are one item, and all of them are disarmed', async ({ glass, bench }) => {
  await glass.borrowAs(cards.an);
  await bench.putPart(items.set, 2);
  await glass.rowShows(items.set, { at: 'lent' });
  expect(glass.row(items.set)?.parts).toEqual({ of: 3, here: [2] });
  await bench.putPart(items.set, 1);
  await bench.putPart(items.set, 3);
  await glass.shows({
    at: 'checkout',
    seen: 1,
    finish: 'ready',
    rows: [expect.objectContaining({ parts: { of: 3, here: [1, 2, 3] } })],
  });
  await glass.rowShows(items.set, { at: 'lent', release: 'read-back' });
  expect([1, 2, 3].map((nth) => bench.tag(items.set, nth).security)).toEqual(['disarmed', 'disarmed', 'disarmed']);
});

story('cards, blanks and strangers on the pad are never asked about', async ({ glass, bench, journal }) => {
  await glass.borrowAs(cards.an);
  await bench.put(cards.john);
  for (const oddment of ['blank', 'other-library', 'other-trade']) await bench.put(oddment);
  await glass.shows({ at: 'checkout', seen: 0 });
  await glass.shows({ at: 'checkout', finish: 'ready' });
  const { screen } = glass.view();
  expect('rows' in screen && screen.rows.map((row) => row.state)).toEqual([
    { at: 'not-an-item', because: 'patron-card' },
    { at: 'not-an-item', because: 'blank' },
    { at: 'not-an-item', because: 'foreign' },
    { at: 'not-an-item', because: 'foreign' },
  ]);
  expect(journal.read('checkout-asked')).toEqual([]);
});

story('a fee is asked first, and only an accepted one is lent', async ({ glass, bench, acs }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.withFee);
  await glass.rowShows(items.withFee, { at: 'fee', fee: { amount: '5000', currency: 'VND' } });
  expect(acs.lentTo(items.withFee)).toBeNull();
  await glass.press({ kind: 'accept-fee', row: glass.row(items.withFee)?.key ?? '' });
  await glass.rowShows(items.withFee, { at: 'lent' });
});

story(
  'without a pad a kiosk lends by barcode and says honestly what opens the gate',
  async ({ glass, bench }) => {
    await glass.borrowAs(cards.an);
    await bench.scan(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent', release: 'desensitiser' });
  },
  { place: { reader: null, security: { kind: 'desensitiser' } } },
);

story('no paper: it is said, offered again, and comes out once there is some', async ({ glass, bench }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent' });
  await bench.hand({ kind: 'paper', loaded: false });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt' });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'receipt', paper: 'no-paper' });
  await bench.hand({ kind: 'paper', loaded: true });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', printed: true });
  expect(bench.paper()).toBe(1);
});
