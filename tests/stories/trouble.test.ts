// Stories of a library system that is slow, silent or gone, of pulled cables, and of the walls between two people.
import { expect } from 'vitest';
import { cards, items, story } from './story.ts';

story(
  'an answer lost after the work is found out: lent, disarmed, and asked only once',
  async ({ glass, bench, acs, journal }) => {
    await glass.borrowAs(cards.an);
    await bench.hand({ kind: 'acs-next', next: 'lose-answer-after-work' });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'asking' });
    expect(bench.tag(items.kieu).security).toBe('armed');
    await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
    expect(glass.everything()).toContain('"at":"finding-out"');
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
    expect(bench.tag(items.kieu).security).toBe('disarmed');
    expect(journal.read('checkout-asked')).toHaveLength(1);
    expect(journal.read('outcome-unknown', 'outcome-found')).toMatchObject([
      { asked: 'checkout' },
      { found: 'on-loan' },
    ]);
  },
);

story(
  'a line dropped before the work: not lent, said so, armed, and lent when it is put down again',
  async ({ glass, bench, acs, clock }) => {
    await glass.borrowAs(cards.an);
    await bench.hand({ kind: 'acs-next', next: 'drop-before' });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'refused', because: 'acs-silent' }, 40_000);
    expect(acs.lentTo(items.kieu)).toBeNull();
    expect(bench.tag(items.kieu).security).toBe('armed');
    await bench.take(items.kieu);
    await clock.pass(1500);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
  },
);

story('a line dropped after a return: found out, armed, asked once', async ({ glass, bench, acs, journal }) => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'return' });
  await bench.hand({ kind: 'acs-next', next: 'drop-after-work' });
  await bench.put(items.doiGioHu);
  await glass.rowShows(items.doiGioHu, { at: 'returned' }, 40_000);
  expect(acs.lentTo(items.doiGioHu)).toBeNull();
  expect(bench.tag(items.doiGioHu).security).toBe('armed');
  expect(journal.read('checkin-asked')).toHaveLength(1);
});

story(
  'a slow library system that lends after the time-out is found out, and its late answer reaches nobody',
  async ({ glass, bench, acs, journal }) => {
    await glass.borrowAs(cards.an);
    await bench.hand({ kind: 'acs-next', next: 'answer-late' });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' }, 40_000);
    // The late answer about the first item comes out in front of the second one's.
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'lent', release: 'read-back' });
    expect([acs.lentTo(items.kieu), acs.lentTo(items.chiPheo)]).toEqual([cards.an, cards.an]);
    expect(journal.read('lent')).toHaveLength(2);
  },
);

story('a session that ended gets no late answer, nor does the next patron', async (scene) => {
  const { glass, bench, acs, journal, clock } = scene;
  await glass.borrowAs(cards.an);
  await bench.hand({ kind: 'acs-mood', mood: 'silent' });
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'asking' });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } }, 120_000);
  await glass.press({ kind: 'leave' });
  await bench.hand({ kind: 'acs-mood', mood: 'normal' });
  await clock.pass(60_000);
  await glass.borrowAs(cards.john);
  await glass.rowShows(items.kieu, { at: 'left-over' });
  expect(acs.lentTo(items.kieu)).toBeNull();
  expect(bench.tag(items.kieu).security).toBe('armed');
  expect(journal.read('lent')).toEqual([]);
});

story(
  'the kiosk takes returns alone when the library system is gone and all when it is back',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'welcome', doors: ['return'] });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return', 'account'] }, 60_000);
  },
);

story('the reader’s cable is pulled and put back', async ({ glass, bench }) => {
  await glass.shows({ at: 'welcome' });
  await bench.hand({ kind: 'plug-reader', plugged: false });
  await glass.shows({ at: 'closed', because: 'pad-trouble' });
  await bench.hand({ kind: 'plug-reader', plugged: true });
  await glass.shows({ at: 'welcome' }, 30_000);
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' });
});

story(
  'the cable is pulled in the middle of a pile: what was lent and not read back is asked for again',
  async ({ glass, bench, acs }) => {
    await glass.borrowAs(cards.an);
    await bench.hand({ kind: 'acs-delay', answerDelayMs: 500 });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'asking' });
    await bench.hand({ kind: 'plug-reader', plugged: false });
    await glass.rowShows(items.kieu, { at: 'put-back' });
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
    await bench.hand({ kind: 'plug-reader', plugged: true });
    await glass.rowShows(items.kieu, { at: 'lent', release: 'read-back' }, 30_000);
  },
);

story('every kind of card that may not borrow is told apart', async ({ glass }) => {
  const reasons = [
    [cards.blocked, 'blocked'],
    [cards.lost, 'card-lost'],
    [cards.expired, 'expired'],
    [cards.atLimit, 'too-many-loans'],
    [cards.fees, 'fees'],
  ] as const;
  for (const [card, because] of reasons) {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'borrow' });
    await glass.press({ kind: 'type-card', number: card });
    await glass.shows({ at: 'turned-away', because });
    await glass.press({ kind: 'leave' });
  }
  await glass.press({ kind: 'borrow' });
  await glass.press({ kind: 'type-card', number: '29999999999999' });
  await glass.shows({ at: 'card', wrong: 'unknown-card' });
});

story(
  'a password is asked where the library system wants one; wrong ones are counted; nothing is known before',
  async ({ glass, journal }) => {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'borrow' });
    await glass.press({ kind: 'type-card', number: cards.binhWithPin });
    await glass.shows({ at: 'pin', wrong: false, triesLeft: 3 });
    await glass.press({ kind: 'type-pin', pin: '9999' });
    await glass.shows({ at: 'pin', wrong: true, triesLeft: 2 });
    expect(glass.everything()).not.toContain('Bình');
    // Each wrong one makes the next wait.
    await glass.shows({ at: 'pin', waits: 3 });
    await glass.shows({ at: 'pin', waits: 0 });
    await glass.press({ kind: 'type-pin', pin: '1234' });
    await glass.shows({ at: 'checkout', patron: { name: 'Trần Thị Bình' } });
    expect(journal.read('password-wrong')).toHaveLength(1);
  },
);

story('a card read by the scanner or laid on the pad begins to borrow', async ({ glass, bench, clock }) => {
  await glass.shows({ at: 'welcome' });
  await bench.scan(cards.an);
  await glass.shows({ at: 'checkout', patron: { name: 'Nguyễn Văn An' } });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  await clock.pass(3000);
  await bench.put(cards.john);
  await glass.shows({ at: 'checkout', patron: { name: 'John Carter' } });
});

story('a press meant for a screen that is gone does nothing', async ({ glass, works }) => {
  await glass.borrowAs(cards.an);
  const { session } = glass.view();
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  works().kiosks[0]?.tell({ kind: 'acs-up' });
  await glass.borrowAs(cards.john);
  expect(glass.view().session).not.toBe(session);
  await glass.shows({ at: 'checkout', patron: { name: 'John Carter' } });
});

story('a session nobody attends to warns, and ends', async ({ glass, clock }) => {
  await glass.borrowAs(cards.an);
  await clock.pass(41_000);
  expect(glass.view().idle).toEqual({ secondsLeft: 19 });
  await glass.press({ kind: 'stay' });
  expect(glass.view().idle).toBeNull();
  await clock.pass(61_000);
  await glass.shows({ at: 'welcome' });
});

story('what was lent and left armed is still known after a power cut', async (scene) => {
  const { glass, bench } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu, { snatched: 'before-write' });
  await glass.rowShows(items.kieu, { at: 'put-back' });
  await scene.restart();
  expect(scene.works().kiosks[0]?.state().book.size).toBe(1);
});
