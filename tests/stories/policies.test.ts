// Stories of what libraries decide about borrowing and returning: counting, sets, cases, hidden fees, borrowing again, help.
import { expect, vi } from 'vitest';
import { mailSettings } from '../../station/settings/mail.ts';
import { borrowSettings, returnSettings } from '../../station/settings/service.ts';
import { cards, items, story } from './story.ts';

story(
  'a library that counts with its patrons asks before the end, and takes what is put down meanwhile',
  async ({ glass, bench, acs }) => {
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'checkout', counting: true, seen: 1 });
    await glass.press({ kind: 'more' });
    await glass.shows({ at: 'checkout', counting: false });
    await glass.press({ kind: 'finish' });
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'lent' });
    await glass.shows({ at: 'checkout', counting: true, seen: 2 });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 2, attention: 0, refused: 0 } });
    expect(acs.lentTo(items.chiPheo)).toBe(cards.an);
  },
  { place: { borrow: borrowSettings.parse({ count: 'ask' }) } },
);

story(
  'who is asked and goes away is not kept: the session ends by itself, and what is lent stays lent',
  async ({ glass, bench, acs, clock }) => {
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'checkout', counting: true });
    await clock.pass(61_000);
    await glass.shows({ at: 'welcome' });
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
  },
  { place: { borrow: borrowSettings.parse({ count: 'ask' }) } },
);

story(
  'where only whole sets are lent, a set waits for its last part',
  async ({ glass, bench, acs }) => {
    await glass.borrowAs(cards.an);
    await bench.putPart(items.set, 1);
    await bench.putPart(items.set, 3);
    await glass.rowShows(items.set, { at: 'parts-missing', missing: [2] });
    expect(acs.lentTo(items.set)).toBeNull();
    await bench.putPart(items.set, 2);
    await glass.rowShows(items.set, { at: 'lent' });
    for (const part of [1, 2, 3]) expect(bench.tag(items.set, part).security).toBe('disarmed');
  },
  { place: { borrow: borrowSettings.parse({ sets: 'whole' }) } },
);

story(
  'a set that never was whole is refused at the end, stays armed, and keeps nobody waiting',
  async ({ glass, bench, acs, journal }) => {
    await glass.borrowAs(cards.an);
    await bench.putPart(items.set, 1);
    await glass.rowShows(items.set, { at: 'parts-missing', missing: [2, 3] });
    await bench.take(items.set);
    await glass.shows({ at: 'checkout', rows: [] });
    await bench.putPart(items.set, 1);
    await glass.rowShows(items.set, { at: 'parts-missing', missing: [2, 3] });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'goodbye', tally: { done: 0, attention: 0, refused: 1 } });
    expect(acs.lentTo(items.set)).toBeNull();
    expect(bench.tag(items.set, 1).security).toBe('armed');
    expect(journal.read('checkout-asked')).toEqual([]);
  },
  { place: { borrow: borrowSettings.parse({ sets: 'whole' }) } },
);

story(
  'a library may keep a fee from whoever returns',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await bench.put(items.overdue);
    await glass.rowShows(items.overdue, { at: 'returned', fee: null });
    expect(glass.row(items.overdue)?.state).toMatchObject({ notes: expect.not.arrayContaining(['fee']) });
    expect(glass.everything()).not.toMatch(/"amount"/);
  },
  { place: { returns: returnSettings.parse({ fee: 'hidden' }) } },
);

const again = { place: { returns: returnSettings.parse({ lendAgain: true }) } };

story(
  'what was just returned can be borrowed at once, with a card; what waits for somebody cannot',
  async ({ glass, bench, acs }) => {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await bench.put(items.kieu);
    await bench.put(items.soDo);
    await glass.rowShows(items.kieu, { at: 'returned' });
    await glass.rowShows(items.soDo, { at: 'returned' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'no-receipt' });
    await glass.shows({ at: 'goodbye', mayLendAgain: true });
    await glass.press({ kind: 'lend-again' });
    await glass.shows({ at: 'card' });
    await glass.press({ kind: 'type-card', number: cards.an });
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.rowShows(items.soDo, { at: 'left-over' });
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
  },
  again,
);

story(
  'who borrows again gets nothing that the next one has put down meanwhile',
  async ({ glass, bench, acs, clock }) => {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'returned' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'no-receipt' });
    await glass.shows({ at: 'goodbye', mayLendAgain: true });
    await clock.pass(3000);
    await bench.put(items.soDo);
    await clock.pass(1000);
    await glass.press({ kind: 'lend-again' });
    await glass.press({ kind: 'type-card', number: cards.an });
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.rowShows(items.soDo, { at: 'left-over' });
    expect(acs.lentTo(items.soDo)).not.toBe(cards.an);
  },
  again,
);

story(
  'who does not borrow again leaves the pile nobody’s',
  async ({ glass, bench, acs }) => {
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'returned' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'no-receipt' });
    await glass.press({ kind: 'lend-again' });
    await glass.shows({ at: 'card' });
    await glass.press({ kind: 'leave' });
    await glass.borrowAs(cards.an);
    await glass.rowShows(items.kieu, { at: 'left-over' });
    expect(acs.lentTo(items.kieu)).toBeNull();
  },
  again,
);

story(
  'a call for help goes to staff once, quietly, and names nobody',
  async ({ glass, journal, works }) => {
    await glass.borrowAs(cards.an);
    expect(glass.view().help).toBe('offered');
    await glass.press({ kind: 'help' });
    // The mail server is not there: nobody is said to have heard.
    await vi.waitFor(() => expect(glass.view().help).toBe('not-reached'));
    expect(glass.view().notice).toBe('staff-not-reached');
    expect(glass.everything()).not.toContain('"help":"called"');
    await glass.press({ kind: 'help' });
    expect(journal.read('staff-called')).toMatchObject([{ because: 'help' }]);
    const [letter] = [...works().journal.outbox.underWay(), works().journal.outbox.next()];
    expect(JSON.stringify(letter)).not.toContain(cards.an);
    expect(glass.view().screen.at).toBe('checkout');
  },
  {
    settings: {
      mail: mailSettings.parse({
        host: '127.0.0.1',
        port: 9,
        security: 'none',
        from: 'thuvien@example.org',
        staff: 'quay@example.org',
      }),
    },
  },
);

const beyondTwo = { place: { password: 'beyond-limit', withoutPassword: 2 } } as const;

story(
  'a library that lends two items without a password asks for it at the third; the loans before it stand',
  async ({ glass, bench, acs }) => {
    await glass.borrowAs(cards.binhWithPin);
    for (const item of [items.kieu, items.chiPheo, items.tatDen]) await bench.put(item);
    await glass.rowShows(items.tatDen, { at: 'needs-pin' });
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.rowShows(items.chiPheo, { at: 'lent' });
    expect(acs.lentTo(items.tatDen)).toBeNull();
    expect(bench.tag(items.tatDen).security).toBe('armed');
    await glass.press({ kind: 'give-pin' });
    await glass.shows({ at: 'pin', isMore: true });
    await glass.press({ kind: 'back' });
    await glass.shows({ at: 'checkout', mayGivePin: true });
    await glass.press({ kind: 'give-pin' });
    await glass.press({ kind: 'type-pin', pin: '1234' });
    await glass.rowShows(items.tatDen, { at: 'lent' });
    await bench.put(items.datRung);
    await glass.rowShows(items.datRung, { at: 'lent' });
    expect(acs.lentTo(items.tatDen)).toBe(cards.binhWithPin);
  },
  beyondTwo,
);

story(
  'loans of before count, and who does not know the password borrows no more: the card is locked, what is lent stays lent',
  async ({ glass, bench, acs, clock }) => {
    await glass.borrowAs(cards.binhWithPin);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'leave' });
    await bench.take(items.kieu);
    await clock.pass(3000);
    await glass.borrowAs(cards.binhWithPin);
    await bench.put(items.chiPheo);
    await bench.put(items.tatDen);
    await glass.rowShows(items.chiPheo, { at: 'lent' });
    await glass.rowShows(items.tatDen, { at: 'needs-pin' });
    await glass.press({ kind: 'give-pin' });
    for (const triesLeft of [2, 1]) {
      await glass.shows({ at: 'pin', waits: 0 });
      await glass.press({ kind: 'type-pin', pin: '9999' });
      await glass.shows({ at: 'pin', wrong: true, triesLeft });
    }
    await glass.shows({ at: 'pin', waits: 0 });
    await glass.press({ kind: 'type-pin', pin: '9999' });
    await glass.rowShows(items.tatDen, { at: 'refused', because: 'pin-needed' });
    await bench.put(items.datRung);
    await glass.rowShows(items.datRung, { at: 'refused', because: 'pin-needed' });
    expect([acs.lentTo(items.chiPheo), acs.lentTo(items.datRung)]).toEqual([cards.binhWithPin, null]);
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 1, attention: 0, refused: 2 } });
    await glass.press({ kind: 'leave' });
    await glass.press({ kind: 'borrow' });
    await glass.press({ kind: 'type-card', number: cards.binhWithPin });
    await glass.shows({ at: 'card', wrong: 'locked' });
  },
  beyondTwo,
);

story('a card that is locked for wrong passwords stays locked when the program starts anew', async (scene) => {
  const { glass, journal } = scene;
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'borrow' });
  await glass.press({ kind: 'type-card', number: cards.binhWithPin });
  for (let tries = 0; tries < 3; tries += 1) {
    await glass.shows({ at: 'pin', waits: 0 });
    await glass.press({ kind: 'type-pin', pin: '9999' });
    await scene.clock.pass(1000);
  }
  await glass.shows({ at: 'turned-away', because: 'pin-tries-used' });
  expect(journal.read('password-wrong')).toMatchObject([{ tries: 1 }, { tries: 2 }, { tries: 3 }]);
  await scene.restart();
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'borrow' });
  await glass.press({ kind: 'type-card', number: cards.binhWithPin });
  await glass.shows({ at: 'card', wrong: 'locked' });
  await glass.press({ kind: 'leave' });
  await scene.clock.pass(15 * 60_000);
  await glass.press({ kind: 'borrow' });
  await glass.press({ kind: 'type-card', number: cards.binhWithPin });
  await glass.shows({ at: 'pin', wrong: false, triesLeft: 3 });
});
