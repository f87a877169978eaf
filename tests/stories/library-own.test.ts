// Stories of the library's own ways with what comes back: sets that are not whole, the book drop, the return slot.
import { expect, test, vi } from 'vitest';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { hourSettings, returnSettings } from '../../station/settings/service.ts';
import { mailSettings } from '../../station/settings/mail.ts';
import { cards, items, story, type Story } from './story.ts';

const giveBack = async ({ glass }: Story): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'return' });
  await glass.shows({ at: 'checkin' });
};

const borrowed = async ({ glass, bench, clock }: Story, number: string): Promise<void> => {
  await glass.borrowAs(cards.an);
  await bench.put(number);
  await glass.rowShows(number, { at: 'lent' });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt' });
  await glass.press({ kind: 'leave' });
  await bench.take(number);
  await clock.pass(12_000);
};

const mail = mailSettings.parse({
  host: '127.0.0.1',
  port: 9,
  security: 'none',
  from: 'thuvien@example.org',
  staff: 'quay@example.org',
});

story(
  'a set that comes back without a part is returned, says which one is missing, and is left for staff to see to',
  async (scene) => {
    const { glass, bench, journal, works } = scene;
    await borrowed(scene, items.set);
    await giveBack(scene);
    await bench.putPart(items.set, 1);
    await bench.putPart(items.set, 3);
    await glass.rowShows(items.set, {
      at: 'returned',
      notes: expect.arrayContaining(['parts-missing']),
      needsHand: true,
    });
    expect(glass.row(items.set)?.parts).toEqual({ of: 3, here: [1, 3] });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
    expect(journal.read('item-for-staff')).toMatchObject([{ item: items.set, because: 'parts-missing', missing: [2] }]);
    const letters = [...works().journal.outbox.underWay(), works().journal.outbox.next()];
    expect(JSON.stringify(letters)).toContain(items.set);
    expect(JSON.stringify(letters)).not.toContain(cards.an);
  },
  { settings: { mail } },
);

story('the missing part, laid down in time, makes the set whole: nobody is told', async (scene) => {
  const { glass, bench, journal } = scene;
  await borrowed(scene, items.set);
  await giveBack(scene);
  await bench.putPart(items.set, 1);
  await bench.putPart(items.set, 3);
  await glass.rowShows(items.set, { at: 'returned', notes: expect.arrayContaining(['parts-missing']) });
  await bench.putPart(items.set, 2);
  await glass.rowShows(items.set, { at: 'returned', notes: expect.not.arrayContaining(['parts-missing']) });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 1, attention: 0, refused: 0 } });
  expect(journal.read('item-for-staff')).toEqual([]);
});

// ── the book drop: the story's day is Sunday, 22 November 2026, half past nine ──

const day = [{ from: '08:00', to: '17:00' }];
const hours = hourSettings.parse({ saturday: [{ from: '08:00', to: '20:00' }], sunday: day });
/** A PIN takes a while to be checked, on a busy machine a long one. */
const slowly = { timeout: 20_000, interval: 50 };
/** Of the demonstration. */
const staffPin = '246810';
const closing = new Date(2026, 10, 21, 20, 0);
const asStaff = { place: { returns: returnSettings.parse({ drop: 'staff' }) }, settings: { hours } };

story(
  'staff who empty the book drop say so with their PIN, and the pile counts from when the library last closed',
  async (scene) => {
    const { glass, bench, journal } = scene;
    await giveBack(scene);
    expect(glass.view().screen).toMatchObject({ mayComeFromDrop: true, dated: null });
    await glass.press({ kind: 'book-drop' });
    await glass.shows({
      at: 'book-drop',
      day: '2026-11-21',
      time: '20:00',
      signing: { wrong: null, checking: false, waits: 0, byCard: true, name: null },
    });
    // Laid down while the PIN is typed: it waits, and has the same date.
    await bench.put(items.overdue);
    await scene.clock.pass(2000);
    expect(journal.read('checkin-asked')).toEqual([]);
    await glass.press({ kind: 'staff-sign-in', name: 'Lan', pin: staffPin });
    await vi.waitFor(() => expect(glass.view().screen.at).toBe('checkin'), slowly);
    await glass.shows({ at: 'checkin', dated: { day: '2026-11-21', time: '20:00', because: 'drop' } });
    await glass.rowShows(items.overdue, { at: 'returned' });
    expect(glass.view().screen).toMatchObject({ mayComeFromDrop: false });
    expect(journal.read('returns-dated')).toEqual([
      {
        kind: 'returns-dated',
        session: glass.view().session,
        dated: closing.toISOString(),
        because: 'drop',
        by: 'staff',
        staff: 'Lan',
      },
    ]);
    await glass.press({ kind: 'finish' });
    await glass.press({ kind: 'print' });
    await glass.shows({ at: 'goodbye', printed: true });
    await glass.press({ kind: 'leave' });
    // It ends with the session.
    await bench.take(items.overdue);
    await scene.clock.pass(12_000);
    await giveBack(scene);
    expect(glass.view().screen).toMatchObject({ dated: null, mayComeFromDrop: true });
  },
  asStaff,
);

story(
  'a wrong staff PIN dates nothing, is counted, and leads back to a pile of today',
  async (scene) => {
    const { glass, bench, journal } = scene;
    await giveBack(scene);
    await glass.press({ kind: 'book-drop' });
    await glass.press({ kind: 'staff-sign-in', name: 'Lan', pin: '000000' });
    await vi.waitFor(
      () => expect(glass.view().screen).toMatchObject({ at: 'book-drop', signing: { wrong: 'pin' } }),
      slowly,
    );
    await glass.press({ kind: 'back' });
    await bench.put(items.overdue);
    await glass.rowShows(items.overdue, { at: 'returned' });
    expect(glass.view().screen).toMatchObject({ dated: null, mayComeFromDrop: false });
    await glass.press({ kind: 'book-drop' });
    expect(glass.view().screen.at).toBe('checkin');
    expect(journal.read('returns-dated')).toEqual([]);
    expect(journal.read('staff-wrong')).toHaveLength(1);
  },
  asStaff,
);

story(
  'staff who are called away from the book drop leave nothing open',
  async (scene) => {
    const { glass, clock, journal } = scene;
    await giveBack(scene);
    await glass.press({ kind: 'book-drop' });
    await glass.shows({ at: 'book-drop' });
    await clock.pass(61_000);
    await glass.shows({ at: 'welcome' });
    expect(journal.read('session-ended')).toHaveLength(1);
  },
  asStaff,
);

story(
  'a place that is set to be the drop dates every return, and says so',
  async (scene) => {
    const { glass, bench, journal } = scene;
    await giveBack(scene);
    expect(glass.view().screen).toMatchObject({
      mayComeFromDrop: false,
      dated: { day: '2026-11-21', time: '20:00', because: 'drop' },
    });
    await bench.put(items.overdue);
    await glass.rowShows(items.overdue, { at: 'returned' });
    expect(journal.read('returns-dated')).toMatchObject([{ because: 'drop', by: 'settings' }]);
  },
  { place: { returns: returnSettings.parse({ drop: 'always' }) }, settings: { hours } },
);

// ── the slot ──

const slot = {
  place: { functions: ['return' as const], returns: returnSettings.parse({ slot: true }) },
  settings: { mail },
};

story(
  'into a slot one puts a book and goes: nothing is pressed, and the next one gives before the first has gone',
  async ({ glass, bench, acs, journal }) => {
    await glass.shows({ at: 'welcome', beginsByItself: true });
    await bench.put(items.doiGioHu);
    await glass.rowShows(items.doiGioHu, { at: 'returned' });
    await bench.take(items.doiGioHu);
    expect(glass.row(items.doiGioHu)?.state.at).toBe('returned');
    expect(acs.lentTo(items.doiGioHu)).toBeNull();
    expect(bench.tag(items.doiGioHu).security).toBe('armed');
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await bench.put(items.soDo);
    await glass.rowShows(items.soDo, { at: 'returned', needsHand: false });
    expect(glass.row(items.doiGioHu)).toBeNull();
    expect(journal.read('session-began')).toHaveLength(2);
  },
  slot,
);

story(
  'what fell in before its turn is returned all the same; its tag is for staff, and armed when it is seen again',
  async ({ glass, bench, acs, journal, works, clock }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-delay', answerDelayMs: 3000 });
    await bench.put(items.doiGioHu);
    await bench.put(items.soDo);
    await glass.rowShows(items.soDo, { at: 'waiting' });
    // Both are through: the one before its answer, the other before its question.
    await bench.take(items.doiGioHu);
    await bench.take(items.soDo);
    await glass.rowShows(items.doiGioHu, { at: 'returned', notes: expect.arrayContaining(['tag-later']) });
    await glass.rowShows(items.soDo, { at: 'returned', notes: expect.arrayContaining(['tag-later']) });
    for (const one of [items.doiGioHu, items.soDo]) {
      expect(acs.lentTo(one)).toBeNull();
      expect(bench.tag(one).security).toBe('disarmed');
    }
    expect(works().kiosks[0]?.state().book.size).toBe(2);
    await glass.press({ kind: 'finish' });
    // Who gave them has given them.
    await glass.shows({ at: 'receipt', tally: { done: 2, attention: 0, refused: 0 } });
    expect(journal.read('item-for-staff')).toMatchObject([
      { item: items.doiGioHu, because: 'tag-open' },
      { item: items.soDo, because: 'tag-open' },
    ]);
    await glass.press({ kind: 'leave' });
    await bench.hand({ kind: 'acs-delay', answerDelayMs: 0 });
    await bench.put(items.doiGioHu);
    await clock.pass(5000);
    expect(bench.tag(items.doiGioHu).security).toBe('armed');
  },
  slot,
);

story(
  'what fell in and is unknown to the library stays with it, and staff are told',
  async ({ glass, bench, journal }) => {
    await glass.shows({ at: 'welcome' });
    await bench.scan('39999999999999');
    await glass.rowShows('39999999999999', { at: 'kept-for-staff' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
    expect(journal.read('item-for-staff')).toMatchObject([{ item: '39999999999999', because: 'not-returned' }]);
  },
  slot,
);

story(
  'a card shown to a kiosk for returns begins nothing, and an item scanned there begins by itself',
  async ({ glass, bench }) => {
    await glass.shows({ at: 'welcome', beginsByItself: true });
    await bench.scan(cards.an);
    await glass.shows({ at: 'welcome' });
    await bench.scan(items.doiGioHu);
    await glass.rowShows(items.doiGioHu, { at: 'returned' });
    expect(glass.view().notice).toBeNull();
  },
  { place: { functions: ['return'] } },
);

test.each([
  ['without opening hours', { hours: null }, 'always', 'drop-needs-hours'],
  ['without staff', { payment: null, staff: [], hours }, 'staff', 'drop-needs-staff'],
] as const)('a book drop %s is told by its place in the settings', (_, more, drop, key) => {
  const place = { ...demonstrationKiosk, returns: { drop } };
  const [issue] = settings.safeParse({ ...demonstration, ...more, places: [place] }).error?.issues ?? [];
  expect(issue).toMatchObject({ path: ['places', 0, 'returns', 'drop'], message: `settings.${key}` });
});

story(
  'where borrowing only rests while the library system is gone, what is laid down is not taken for a return',
  async ({ glass, bench, clock, journal }) => {
    await glass.shows({ at: 'welcome', doors: ['borrow', 'return', 'account'] });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.shows({ at: 'welcome', doors: ['return'], beginsByItself: false }, 60_000);
    await bench.put(items.kieu);
    await clock.pass(3000);
    await glass.shows({ at: 'welcome' });
    expect(journal.read('session-began')).toEqual([]);
  },
);
