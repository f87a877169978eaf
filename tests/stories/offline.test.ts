// Stories of a library system that is away: what goes on at the kiosk, by the library's rules, and what the patron is told.
import { expect } from 'vitest';
import { hourSettings } from '../../station/settings/service.ts';
import { offlineSettings, type OfflineSettings } from '../../station/settings/offline.ts';
import { cards, items, story } from './story.ts';

const lends = (more: Partial<OfflineSettings> = {}) => ({
  place: { offline: offlineSettings.parse({ does: 'lends', ...more }) },
});

story(
  'a kiosk that closes is closed at once on refusal, and open again when the library system is back',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'closed', because: 'acs-silent' }, 2000);
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await glass.shows({ at: 'welcome' }, 60_000);
  },
  { place: { offline: offlineSettings.parse({ does: 'closes' }) } },
);

story(
  'a kiosk that takes returns alone says so, arms what comes, prints that it is being recorded, and tells it afterwards',
  async ({ glass, bench, acs, journal, clock }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'welcome', doors: ['return'] }, 2000);
    expect(glass.view().notice).toBe('offline-returns');
    await glass.press({ kind: 'return' });
    await bench.put(items.overdue);
    await glass.rowShows(items.overdue, { at: 'returned-offline', notes: [] });
    expect(glass.view().notice).toBe('recording-returns');
    expect(bench.tag(items.overdue).security).toBe('armed');
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 1, attention: 0, refused: 0 } });
    expect(glass.view().notice).toBe('recording-returns');
    await glass.press({ kind: 'no-receipt' });
    expect(journal.read('checkin-asked')).toEqual([]);
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return', 'account'] }, 60_000);
    await clock.pass(2000);
    expect(acs.lentTo(items.overdue)).toBeNull();
    expect(journal.read('forward-asked', 'forward-accepted')).toMatchObject([
      { item: items.overdue },
      { item: items.overdue },
    ]);
    expect(journal.read('outbox-empty')).toHaveLength(1);
  },
);

story(
  'a kiosk that lends off-line: a card by its number, disarmed and read back, due by rule, and on the account afterwards',
  async ({ glass, bench, acs, journal, clock, works }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return'] }, 2000);
    expect(glass.view().notice).toBe('offline-lends');
    await glass.borrowAs(cards.an);
    await glass.shows({ at: 'checkout', patron: { name: '•••• 0018' } });
    await bench.put(items.kieu);
    // 14 days after 22 November 2026 is a Sunday; this library is always open.
    await glass.rowShows(items.kieu, {
      at: 'lent-offline',
      due: { kind: 'day', day: '2026-12-06' },
      release: 'read-back',
    });
    expect(bench.tag(items.kieu).security).toBe('disarmed');
    expect(works().offline.facts()).toEqual({ waiting: 1, conflicts: 0 });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await clock.pass(40_000);
    // Back, and the session goes on: what it did is told after it, and it never asks anything itself.
    expect(glass.view().notice).toBe('recording-loans');
    expect(acs.lentTo(items.kieu)).toBeNull();
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 2, attention: 0, refused: 0 } });
    await glass.press({ kind: 'no-receipt' });
    await clock.pass(3000);
    expect([acs.lentTo(items.kieu), acs.lentTo(items.chiPheo)]).toEqual([cards.an, cards.an]);
    expect(works().library?.acs.loanOf(items.kieu)?.dueAt).toBe(new Date(2026, 11, 6, 23, 59).getTime());
    expect(journal.read('checkout-asked')).toEqual([]);
    expect(journal.read('forward-asked')).toHaveLength(2);
    expect(works().offline.facts()).toEqual({ waiting: 0, conflicts: 0 });
  },
  lends(),
);

story(
  'a due date on a day that is closed moves to the next open one',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent-offline', due: { kind: 'day', day: '2026-12-08' } });
  },
  {
    ...lends({ dueDays: 14 }),
    settings: {
      // Sunday the 6th is closed, Monday the 7th a holiday.
      hours: hourSettings.parse({
        ...Object.fromEntries(
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
            day,
            [{ from: '08:00', to: '17:00' }],
          ]),
        ),
        exceptions: [
          { from: '2026-11-22', open: [{ from: '08:00', to: '24:00' }] },
          { from: '2026-12-07', open: [] },
        ],
      }),
    },
  },
);

story(
  'silence is away too, after its time: the item whose answer was lost is not lent off-line, the others are',
  async ({ glass, bench, acs, journal, clock }) => {
    await glass.borrowAs(cards.an);
    await bench.hand({ kind: 'acs-mood', mood: 'silent' });
    await bench.put(items.kieu);
    await bench.put(items.chiPheo);
    await glass.rowShows(items.kieu, { at: 'asking' });
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    expect(journal.read('lent-offline')).toMatchObject([{ item: items.chiPheo, patron: cards.an }]);
    expect(bench.tag(items.kieu).security).toBe('armed');
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' }, 120_000);
    await glass.press({ kind: 'no-receipt' });
    // The next one, still off-line, does not get it either: nobody knows whose it is.
    await clock.pass(20_000);
    await bench.take(items.chiPheo);
    await bench.take(items.kieu);
    await clock.pass(20_000);
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await clock.pass(60_000);
    expect(acs.lentTo(items.chiPheo)).toBe(cards.an);
    expect(acs.lentTo(items.kieu)).toBeNull();
    expect(journal.read('checkout-asked')).toHaveLength(1);
  },
  lends(),
);

story(
  'a session with a known patron goes off-line and back, item by item, and nothing is done twice',
  async ({ glass, bench, acs, journal, clock }) => {
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await clock.pass(3000);
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await clock.pass(40_000);
    await glass.press({ kind: 'stay' });
    await bench.put(items.tatDen);
    await glass.rowShows(items.tatDen, { at: 'lent' });
    await bench.take(items.chiPheo);
    await clock.pass(2000);
    await bench.put(items.chiPheo);
    await clock.pass(2000);
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 3, attention: 0, refused: 0 } });
    await glass.press({ kind: 'no-receipt' });
    await clock.pass(5000);
    expect([items.kieu, items.chiPheo, items.tatDen].map((item) => acs.lentTo(item))).toEqual(
      Array.from({ length: 3 }, () => cards.an),
    );
    expect(journal.read('checkout-asked', 'forward-asked').map((entry) => ('item' in entry ? entry.item : ''))).toEqual(
      [items.kieu, items.tatDen, items.chiPheo],
    );
  },
  lends(),
);

story(
  'limits: so many to a card, so many a day, also after a restart',
  async (scene) => {
    const { glass, bench, clock } = scene;
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    for (const item of [items.kieu, items.chiPheo, items.tatDen]) await bench.put(item);
    await glass.rowShows(items.tatDen, { at: 'refused', because: 'offline-limit' });
    expect(bench.tag(items.tatDen).security).toBe('armed');
    await scene.restart();
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return'] }, 20_000);
    await glass.press({ kind: 'borrow' });
    await glass.press({ kind: 'type-card', number: cards.an });
    await glass.shows({ at: 'card', wrong: 'offline-limit' });
    // One is left for today, for everybody.
    await glass.press({ kind: 'type-card', number: cards.john });
    await glass.shows({ at: 'checkout' });
    await bench.put(items.datRung);
    await glass.rowShows(items.datRung, { at: 'lent-offline' });
    await clock.pass(100);
    await bench.put(items.vangBong);
    await glass.rowShows(items.vangBong, { at: 'refused', because: 'offline-limit' });
  },
  lends({ perCard: 2, perDay: 3 }),
);

story(
  'a card that was last blocked, expired or unknown borrows nothing, also after a restart',
  async (scene) => {
    const { glass, bench } = scene;
    for (const card of [cards.blocked, cards.expired]) {
      await glass.shows({ at: 'welcome' });
      await glass.press({ kind: 'borrow' });
      await glass.press({ kind: 'type-card', number: card });
      await glass.shows({ at: 'turned-away' });
      await glass.press({ kind: 'leave' });
    }
    await scene.restart();
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    const tries = async (card: string): Promise<void> => {
      await glass.shows({ at: 'welcome', doors: ['borrow', 'return'] });
      await glass.press({ kind: 'borrow' });
      await glass.press({ kind: 'type-card', number: card });
    };
    await tries(cards.blocked);
    await glass.shows({ at: 'turned-away', because: 'blocked', account: false });
    await glass.press({ kind: 'leave' });
    await tries(cards.expired);
    await glass.shows({ at: 'turned-away', because: 'expired' });
    await glass.press({ kind: 'leave' });
    await tries('91234000000018');
    await glass.shows({ at: 'card', wrong: 'not-a-card' });
  },
  lends(),
);

story(
  'off-line, a tag that says it is on loan, and a type of usage that forbids it, go to the desk',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    await bench.put(items.doiGioHu);
    await glass.rowShows(items.doiGioHu, { at: 'refused', because: 'not-now' });
    expect(bench.tag(items.doiGioHu).security).toBe('disarmed');
  },
  lends(),
);

story(
  'off-line, a tag that will not be disarmed takes the loan back, and nothing of it is told',
  async ({ glass, bench, acs, clock, journal, works }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu, { refusesWrites: true });
    await glass.rowShows(items.kieu, { at: 'taken-back' });
    expect(works().offline.facts().waiting).toBe(0);
    await glass.press({ kind: 'finish' });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await clock.pass(60_000);
    expect(acs.lentTo(items.kieu)).toBeNull();
    expect(journal.read('forward-asked')).toEqual([]);
  },
  lends(),
);

story(
  'a type of usage that the library never lends off-line stays armed',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'refused', because: 'not-now' });
    expect(bench.tag(items.kieu).security).toBe('armed');
  },
  lends({ withoutUsages: [0x10] }),
);

story(
  'what comes back while its off-line loan still waits is put behind it, and nobody else gets it before',
  async ({ glass, bench, acs, clock, journal }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    await bench.hand({ kind: 'acs-delay', answerDelayMs: 3000 });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'no-receipt' });
    await bench.take(items.kieu);
    await bench.take(items.chiPheo);
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return', 'account'] }, 60_000);
    await glass.press({ kind: 'return' });
    await bench.put(items.chiPheo);
    await glass.rowShows(items.chiPheo, { at: 'left-over' });
    await glass.press({ kind: 'take-left-overs' });
    await glass.rowShows(items.chiPheo, { at: 'returned-offline' });
    expect(glass.view().notice).toBe('recording-returns');
    await glass.press({ kind: 'finish' });
    await clock.pass(60_000);
    expect([acs.lentTo(items.kieu), acs.lentTo(items.chiPheo)]).toEqual([cards.an, null]);
    expect(journal.read('forward-accepted').map((entry) => ('item' in entry ? entry.item : ''))).toEqual([
      items.kieu,
      items.chiPheo,
      items.chiPheo,
    ]);
  },
  lends(),
);
