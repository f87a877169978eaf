// Who works at the desk: name and PIN, staff card, the lock, and wrong tries.
import { expect } from 'vitest';
import { guardTimes, noWrongs, staffKey, waitMs } from '../../station/flows/guard.ts';
import { hashStaffPin } from '../../station/staff-pin.ts';
import { story, type Story } from './story.ts';

const desk = {};
/** Hours go by at once where no reader is asked meanwhile. */
const byBarcode = { reader: null, security: { kind: 'none' } } as const;
const lanCard = '29000000000001';

/** A check of a PIN costs real time; nothing else is waited for. */
const checked = async ({ clock, desk: glass }: Story): Promise<void> => {
  for (;;) {
    await clock.pass(0);
    const { screen } = glass.view();
    if (screen.at !== 'sign-in' || !screen.checking) return;
  }
};

const tryPin = async (told: Story, name: string, pin: string): Promise<void> => {
  await told.desk.act({ kind: 'sign-in', name, pin });
  await checked(told);
};

story(
  'staff sign in by name and PIN, work, and go; the journal has who',
  async (told) => {
    await told.desk.shows({ at: 'sign-in', lockedBy: null, wrong: null });
    expect(told.desk.view()).toMatchObject({ who: null, rooms: [] });
    await tryPin(told, ' minh ', '246810');
    expect(told.desk.view()).toMatchObject({ who: { name: 'Minh', level: 'senior' }, screen: { at: 'board' } });
    await told.desk.act({ kind: 'sign-out' });
    await told.desk.shows({ at: 'sign-in' });
    expect(told.journal.read('staff-signed-in', 'staff-signed-out')).toMatchObject([
      { kind: 'staff-signed-in', staff: 'Minh', by: 'pin' },
      { kind: 'staff-signed-out', staff: 'Minh', because: 'left' },
    ]);
    expect(JSON.stringify(told.log)).not.toContain('246810');
  },
  { desk },
);

story(
  'a wrong PIN and a name that nobody has sound alike, are slowed, and locked after three',
  async (told) => {
    await tryPin(told, 'Minh', '111111');
    const wrong = told.desk.view().screen;
    expect(wrong).toMatchObject({ at: 'sign-in', wrong: 'pin' });
    await told.clock.pass(guardTimes.windowMs + 1000);
    await tryPin(told, 'Nobody', '111111');
    expect(told.desk.view().screen).toEqual(wrong);

    await told.clock.pass(guardTimes.windowMs + 1000);
    await tryPin(told, 'Minh', '111111');
    await tryPin(told, 'Minh', '222222');
    expect(told.desk.view().screen).toMatchObject({ waits: 3 });
    await told.clock.pass(4000);
    await tryPin(told, 'Minh', '222222');
    await told.clock.pass(10_000);
    await tryPin(told, 'Minh', '333333');
    expect(told.desk.view().screen).toMatchObject({ wrong: 'locked' });
    await told.clock.pass(60_000);
    // Right by now, and locked all the same; also after the program was started anew.
    await tryPin(told, 'Minh', '246810');
    expect(told.desk.view().screen).toMatchObject({ at: 'sign-in', wrong: 'locked' });
    await told.restart();
    await tryPin(told, 'Minh', '246810');
    expect(told.desk.view().screen).toMatchObject({ at: 'sign-in', wrong: 'locked' });
    await told.clock.pass(guardTimes.windowMs);
    await tryPin(told, 'Minh', '246810');
    expect(told.desk.view().screen).toMatchObject({ at: 'board' });
    expect(told.journal.read('staff-wrong').map((entry) => 'staff' in entry && entry.staff)).toEqual([
      'Minh',
      null,
      'Minh',
      'Minh',
      'Minh',
    ]);
  },
  { desk: byBarcode, place: byBarcode },
);

/** What a sign-in says of one name after another wrong PIN, as often as it takes to be locked. */
const wrongOf = async (told: Story, name: string): Promise<readonly unknown[]> => {
  const said: unknown[] = [];
  for (const pin of ['111111', '222222', '333333', '444444']) {
    await tryPin(told, name, pin);
    said.push(told.desk.view().screen);
    await told.clock.pass(14_000);
  }
  return said;
};

story(
  'no number of tries tells a name that nobody has from one that somebody has',
  async (told) => {
    const real = await wrongOf(told, 'Minh');
    expect(real.at(-1)).toMatchObject({ at: 'sign-in', wrong: 'locked' });
    await told.clock.pass(guardTimes.windowMs + 1000);
    expect(await wrongOf(told, 'Nobody')).toEqual(real);
    await told.clock.pass(guardTimes.windowMs + 1000);
    // Three of one such name lock no other.
    await wrongOf(told, 'Nobody');
    await told.clock.pass(120_000);
    await tryPin(told, 'Somebody', '111111');
    expect(told.desk.view().screen).toMatchObject({ wrong: 'pin' });
    // And the lock of both outlives the program.
    await told.restart();
    await tryPin(told, 'Nobody', '246810');
    expect(told.desk.view().screen).toMatchObject({ wrong: 'locked' });
    const names = told.journal.read('staff-wrong');
    expect(JSON.stringify(names)).not.toMatch(/Nobody|Somebody/);
  },
  { desk: byBarcode, place: byBarcode },
);

story(
  'whoever guesses at a desk, name after name, is slowed there, and no patron is slowed at a kiosk',
  async (told) => {
    for (const name of ['an', 'binh', 'chi', 'dung', 'em']) await tryPin(told, name, '111111');
    await tryPin(told, 'Minh', '246810');
    expect(told.desk.view().screen).toMatchObject({ at: 'sign-in', waits: 3 });
    const [kiosk] = told.works().kiosks;
    const guard = kiosk?.state().guard ?? noWrongs;
    expect(guard.wrongs).toHaveLength(5);
    expect(waitMs(guard, '21234000000018', told.clock.now())).toBe(0);
    // Nor staff at another place.
    expect(waitMs(guard, staffKey({ staff: 'Minh', nobody: null }), told.clock.now())).toBe(0);
    await told.clock.pass(4000);
    await told.desk.signIn('Minh');
  },
  { desk: byBarcode, place: byBarcode },
);

story(
  'patrons’ cards that lie on the pad of a closed desk are nobody’s wrong sign-in; too many of them are not looked at for a while',
  async (told) => {
    for (const card of ['21234000000018', '21234000000026', '21234000000034', '21234000000042']) {
      await told.desk.bench.scan(card);
      await told.desk.shows({ at: 'sign-in', wrong: 'staff-card' });
    }
    await told.desk.bench.scan(lanCard);
    await told.desk.shows({ at: 'sign-in', name: null, wrong: 'cards-wait' });
    expect(told.journal.read('staff-wrong')).toEqual([]);
    await told.clock.pass(4000);
    await told.desk.bench.scan(lanCard);
    await told.desk.shows({ at: 'sign-in', name: 'Lan', wrong: null });
    await told.desk.signIn('Lan');
  },
  { desk: byBarcode, place: byBarcode },
);

story(
  'a name is found without its accents, where only one has it',
  async (told) => {
    await told.desk.signIn('tuan');
    expect(told.desk.view().who).toEqual({ name: 'Tuấn', level: 'technician' });
  },
  { desk: byBarcode, place: byBarcode },
);

story(
  'a staff card stands for the name, and a PIN is asked all the same',
  async (told) => {
    await told.desk.bench.scan(lanCard);
    await told.desk.shows({ at: 'sign-in', name: 'Lan', wrong: null });
    await told.desk.act({ kind: 'forget-name' });
    await told.desk.shows({ at: 'sign-in', name: null });
    await told.clock.pass(3000);
    await told.desk.bench.scan(lanCard);
    await tryPin(told, 'Lan', '246810');
    await told.desk.shows({ at: 'board' });
    expect(told.journal.read('staff-signed-in')).toMatchObject([{ staff: 'Lan', by: 'card-and-pin' }]);
  },
  { desk },
);

story(
  'a staff card alone is enough where the library says so; a patron’s card is not',
  async (told) => {
    await told.desk.bench.scan('21234000000018');
    await told.desk.shows({ at: 'sign-in', wrong: 'staff-card' });
    await told.desk.bench.scan(lanCard);
    await told.desk.shows({ at: 'board' });
    expect(told.journal.read('staff-signed-in')).toMatchObject([{ staff: 'Lan', by: 'card' }]);
  },
  { desk: { staffCard: 'alone' } },
);

story(
  'a desk that nobody touches locks; only the same person comes back to their work',
  async (told) => {
    await tryPin(told, 'Lan', '246810');
    await told.clock.pass(9 * 60_000);
    await told.desk.press({ kind: 'language', language: 'en' });
    await told.clock.pass(9 * 60_000);
    await told.desk.shows({ at: 'board' });
    await told.clock.pass(61_000);
    await told.desk.shows({ at: 'sign-in', lockedBy: 'Lan' });
    await tryPin(told, 'Lan', '246810');
    await told.desk.act({ kind: 'lock' });
    await told.desk.shows({ at: 'sign-in', lockedBy: 'Lan' });
    await tryPin(told, 'Minh', '246810');
    expect(told.desk.view()).toMatchObject({ who: { name: 'Minh' }, screen: { at: 'board' } });
    expect(
      told.journal
        .read('desk-locked', 'desk-unlocked', 'staff-signed-out', 'staff-signed-in')
        .map(
          (entry) => `${entry.kind} ${'staff' in entry ? entry.staff : ''} ${'because' in entry ? entry.because : ''}`,
        ),
    ).toEqual([
      'staff-signed-in Lan ',
      'desk-locked Lan idle',
      'desk-unlocked Lan ',
      'desk-locked Lan hand',
      'staff-signed-out Lan another',
      'staff-signed-in Minh ',
    ]);
  },
  { desk: { ...byBarcode, lockMinutes: 10 }, place: byBarcode },
);

story(
  'what is done at the kiosk never reaches the desk, nor the other way round',
  async (told) => {
    await tryPin(told, 'Minh', '246810');
    await told.glass.borrowAs('21234000000018');
    expect(told.desk.view().screen).toMatchObject({ at: 'board' });
    // A kiosk's glass may send what it likes: no staff act does anything there.
    const kiosk = told.works().kiosks[0];
    kiosk?.tell({ kind: 'acted', act: { kind: 'sign-in', name: 'Minh', pin: '246810' } });
    await told.clock.pass(1000);
    await told.glass.shows({ at: 'checkout' });
    expect(told.journal.read('staff-signed-in')).toHaveLength(1);
  },
  { desk },
);

story(
  'another browser that comes to an open desk finds it locked; the same one, loaded anew, goes on',
  async (told) => {
    await tryPin(told, 'Lan', '246810');
    const desks = told.works().desks[0];
    const views: unknown[] = [];
    told.desk.leave();
    desks?.join((view) => views.push(view))?.leave();
    expect(views.at(-1)).toMatchObject({ screen: { at: 'board' } });
    desks?.join((view) => views.push(view), 'another')?.leave();
    // Who works here is for whoever works here, and nobody else in that network.
    expect(views.at(-1)).toMatchObject({ who: null, screen: { at: 'sign-in', lockedBy: null } });
    expect(JSON.stringify(views.at(-1))).not.toContain('Lan');
    expect(told.journal.read('desk-locked')).toMatchObject([{ staff: 'Lan', because: 'glass' }]);
    // Their own browser comes back.
    desks?.join((view) => views.push(view))?.leave();
    expect(views.at(-1)).toMatchObject({ who: null, screen: { at: 'sign-in', lockedBy: 'Lan' } });
  },
  { desk: byBarcode, place: byBarcode },
);

story(
  'a PIN that is still being checked opens the desk to nobody but the browser that sent it',
  async (told) => {
    const desks = told.works().desks[0];
    await told.desk.act({ kind: 'sign-in', name: 'Lan', pin: '246810' });
    expect(told.desk.view().screen).toMatchObject({ checking: true });
    told.desk.leave();
    const views: unknown[] = [];
    desks?.join((view) => views.push(view), 'another');
    // Two more of its kind, one after the other: the first has come home by then.
    for (const pin of ['111111', '222222']) await hashStaffPin(pin);
    await told.clock.pass(0);
    expect(views.at(-1)).toMatchObject({ who: null, screen: { at: 'sign-in', checking: false } });
    expect(told.journal.read('staff-signed-in')).toEqual([]);
  },
  { desk: byBarcode, place: byBarcode },
);
