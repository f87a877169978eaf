// Stories of returning: without a card, with a voice, and armed before anything is called done.
import { expect } from 'vitest';
import { cards, items, story, type Story } from './story.ts';

const giveBack = async ({ glass }: Story): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'return' });
  await glass.shows({ at: 'checkin' });
};

story('a return is armed, read back, told and proven on paper', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await giveBack(scene);
  await bench.put(items.doiGioHu);
  await glass.rowShows(items.doiGioHu, { at: 'returned', notes: ['other-branch'] });
  expect(acs.lentTo(items.doiGioHu)).toBeNull();
  expect(bench.tag(items.doiGioHu).security).toBe('armed');
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', of: 'checkin', tally: { done: 1, attention: 0, refused: 0 } });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', printed: true });
  expect(bench.paper()).toBe(1);
  expect(journal.read('returned')).toHaveLength(1);
  expect(scene.works().kiosks[0]?.state().book.size).toBe(0);
});

story('an overdue item says so, and never who had it', async (scene) => {
  const { glass, bench } = scene;
  await giveBack(scene);
  await bench.put(items.overdue);
  await glass.rowShows(items.overdue, { at: 'returned', notes: expect.arrayContaining(['overdue']) });
  expect(glass.everything()).not.toContain('Lê Minh Chi');
  expect(glass.everything()).not.toContain('21234000000042');
});

story('an item that somebody waits for says so, and never who', async (scene) => {
  const { glass, bench, acs } = scene;
  await giveBack(scene);
  await bench.put(items.soDo);
  await glass.rowShows(items.soDo, { at: 'returned', notes: expect.arrayContaining(['on-hold']) });
  expect(acs.lentTo(items.soDo)).toBeNull();
  for (const secret of ['Oanh', cards.holder, 'Baker']) expect(glass.everything()).not.toContain(secret);
});

story('what was not on loan is armed all the same, and proven', async (scene) => {
  const { glass, bench } = scene;
  await giveBack(scene);
  // Left disarmed by a desk; a return is where that ends.
  await bench.put(items.kieu, { afi: 0xc2 });
  await glass.rowShows(items.kieu, { at: 'returned', notes: expect.arrayContaining(['not-on-loan']) });
  expect(bench.tag(items.kieu).security).toBe('armed');
});

story('a returned tag that will not be armed is for staff', async (scene) => {
  const { glass, bench, acs } = scene;
  await giveBack(scene);
  await bench.put(items.doiGioHu, { refusesWrites: true });
  await glass.rowShows(items.doiGioHu, { at: 'returned-unarmed' });
  expect(acs.lentTo(items.doiGioHu)).toBeNull();
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
  expect(scene.works().kiosks[0]?.state().book.size).toBe(1);
});

story(
  'a returned item snatched away unarmed is asked back, and armed when it is seen again on another day',
  async (scene) => {
    const { glass, bench } = scene;
    await giveBack(scene);
    await bench.put(items.doiGioHu, { snatched: 'before-write' });
    await glass.rowShows(items.doiGioHu, { at: 'return-put-back' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'leave' });
    await bench.put(items.doiGioHu);
    await scene.clock.pass(3000);
    expect(bench.tag(items.doiGioHu).security).toBe('armed');
  },
);

story('an odd AFI is returned, not touched, and reported', async (scene) => {
  const { glass, bench, acs, journal } = scene;
  await giveBack(scene);
  await bench.put(items.doiGioHu, { afi: 0x42 });
  await glass.rowShows(items.doiGioHu, { at: 'returned-unarmed' });
  expect(acs.lentTo(items.doiGioHu)).toBeNull();
  expect(bench.tag(items.doiGioHu).security).toBe('odd');
  expect(journal.read('security-odd')).toHaveLength(1);
});

story('an item unknown to the library is refused and left as it is', async (scene) => {
  const { glass, bench } = scene;
  await giveBack(scene);
  await bench.scan('39999999999999');
  await glass.rowShows('39999999999999', { at: 'refused', because: 'unknown-item' });
});

story('three volumes come back as one item, all armed', async (scene) => {
  const { glass, bench } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.set);
  await glass.rowShows(items.set, { at: 'lent' });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt' });
  await glass.press({ kind: 'leave' });
  await bench.take(items.set);
  await scene.clock.pass(12_000);
  await giveBack(scene);
  await bench.put(items.set);
  await glass.shows({
    at: 'checkin',
    seen: 1,
    finish: 'ready',
    rows: [expect.objectContaining({ parts: { of: 3, here: [1, 2, 3] } })],
  });
  expect([1, 2, 3].map((nth) => bench.tag(items.set, nth).security)).toEqual(['armed', 'armed', 'armed']);
});

story('a return by barcode asks for the tag, and arms it when it comes', async (scene) => {
  const { glass, bench } = scene;
  await giveBack(scene);
  await bench.scan(items.doiGioHu);
  await glass.rowShows(items.doiGioHu, { at: 'returned', notes: expect.arrayContaining(['tag-not-seen']) });
  await bench.put(items.doiGioHu);
  await glass.rowShows(items.doiGioHu, { at: 'returned', notes: ['other-branch'] });
  expect(bench.tag(items.doiGioHu).security).toBe('armed');
});
