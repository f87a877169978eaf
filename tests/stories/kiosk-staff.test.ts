// Staff at a kiosk: their own way in, what they see and do behind it, and that nobody else gets there.
import { expect, vi } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { staffPresses } from '../../contract/kiosk-staff-calls.ts';
import { guardTimes } from '../../station/flows/guard.ts';
import { cards, items, story, type Story } from './story.ts';

const lanCard = '29000000000001';
const byBarcode = { reader: null, security: { kind: 'none' } } as const;

/** A check of a PIN costs real time; nothing else is waited for. */
const signIn = async ({ glass, clock }: Story, name: string, pin = '246810'): Promise<void> => {
  await glass.press({ kind: 'staff-sign-in', name, pin });
  const isChecking = ({ screen }: { readonly screen: KioskScreen }): boolean =>
    screen.at === 'staff-door' && screen.signing.checking;
  while (isChecking(glass.view())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.pass(0);
  }
};

const enter = async (scene: Story, name = 'Minh'): Promise<void> => {
  await scene.glass.shows({ at: 'welcome' });
  await scene.glass.press({ kind: 'staff-door' });
  await scene.glass.shows({ at: 'staff-door' });
  await signIn(scene, name);
  await scene.glass.shows({ at: 'staff' });
};

story('staff come in by name and PIN, and go by one touch; the journal has who', async (scene) => {
  const { glass, journal } = scene;
  await glass.shows({ at: 'welcome' });
  expect(glass.view().staffDoor).toBe(true);
  await enter(scene, 'tuan');
  expect(glass.view()).toMatchObject({
    staffDoor: false,
    screen: { who: { name: 'Tuấn', level: 'technician' }, place: 'K1', hands: [], isOutOfUse: false, slip: 'none' },
  });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  expect(journal.read('staff-signed-in', 'staff-signed-out', 'session-began')).toMatchObject([
    { kind: 'staff-signed-in', staff: 'Tuấn', by: 'pin' },
    { kind: 'staff-signed-out', staff: 'Tuấn', because: 'left' },
  ]);
  await glass.borrowAs(cards.an);
});

story('a staff card on the welcome screen stands for the name; the PIN is asked all the same', async (scene) => {
  const { glass, bench, journal } = scene;
  await glass.shows({ at: 'welcome' });
  await bench.scan(lanCard);
  await glass.shows({ at: 'staff-door' });
  expect(glass.view().screen).toMatchObject({ signing: { name: 'Lan', byCard: true } });
  await glass.press({ kind: 'staff-forget-name' });
  expect(glass.view().screen).toMatchObject({ signing: { name: null } });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  await bench.scan(lanCard);
  await signIn(scene, 'Lan');
  await glass.shows({ at: 'staff' });
  expect(journal.read('staff-signed-in')).toMatchObject([{ staff: 'Lan', by: 'card-and-pin' }]);
});

story(
  'where staff cards are cards as any other, one opens no door',
  async ({ glass, bench, clock }) => {
    await glass.shows({ at: 'welcome' });
    await bench.scan(lanCard);
    await clock.pass(3000);
    expect(glass.view().screen.at).not.toBe('staff-door');
  },
  { place: { staffCard: 'never' } },
);

story('whoever is called away leaves nothing open: half a minute, the last ten seconds counted down', async (scene) => {
  const { glass, clock, journal } = scene;
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'staff-door' });
  await clock.pass(31_000);
  await glass.shows({ at: 'welcome' });
  await enter(scene);
  await clock.pass(19_000);
  expect(glass.view().idle).toBeNull();
  await clock.pass(2_000);
  expect(glass.view().idle).toMatchObject({ secondsLeft: expect.any(Number) });
  await glass.press({ kind: 'stay' });
  await clock.pass(19_000);
  expect(glass.view().screen.at).toBe('staff');
  await clock.pass(12_000);
  await glass.shows({ at: 'welcome' });
  expect(journal.read('staff-signed-out')).toMatchObject([{ staff: 'Minh', because: 'idle' }]);
});

story(
  'wrong tries at a kiosk are counted with those at a desk, and outlive the program',
  async (scene) => {
    const { glass, desk, clock, journal } = scene;
    const wrong = async (pin: string): Promise<void> => {
      await signIn(scene, 'Minh', pin);
      await clock.pass(14_000);
    };
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'staff-door' });
    await wrong('111111');
    expect(glass.view().screen).toMatchObject({ at: 'staff-door', signing: { wrong: 'pin' } });
    await wrong('222222');
    await desk.act({ kind: 'sign-in', name: 'Minh', pin: '333333' });
    for (let screen = desk.view().screen; screen.at === 'sign-in' && screen.checking; screen = desk.view().screen)
      await clock.pass(0);
    expect(desk.view().screen).toMatchObject({ wrong: 'locked' });
    await scene.restart();
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'staff-door' });
    await signIn(scene, 'Minh');
    expect(glass.view().screen).toMatchObject({ at: 'staff-door', signing: { wrong: 'locked' } });
    expect(journal.read('staff-wrong')).toMatchObject([{ tries: 1 }, { tries: 2 }, { tries: 3 }]);
    await clock.pass(guardTimes.windowMs);
    await enter(scene);
  },
  { desk: byBarcode, place: byBarcode },
);

/** One of each, as any glass could send it. */
const everyStaffPress = (): readonly Press[] => {
  const samples: Readonly<Record<string, string>> = { key: 'help K1', name: 'Minh', pin: '000000' };
  return staffPresses.map((shape) => {
    const filled = Object.keys(shape.shape).map((name) => [
      name,
      name === 'kind' ? shape.shape.kind.value : samples[name],
    ]);
    return shape.parse(Object.fromEntries(filled));
  });
};

story(
  'no staff act does anything where nobody has signed in, whatever the screen',
  async (scene) => {
    const { glass, journal, clock, bench } = scene;
    const acts = ['kiosk-closed', 'kiosk-opened', 'paper-changed', 'test-slip', 'hand-taken', 'hand-settled'] as const;
    const all = async (but: readonly Press['kind'][] = []): Promise<void> => {
      for (const press of everyStaffPress()) if (!but.includes(press.kind)) await glass.press(press);
      await clock.pass(1000);
    };
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'help' });
    await all(['staff-door']);
    expect(glass.view().screen.at).toBe('welcome');
    // Before the door, and nowhere else, a name and PIN are looked at: these are wrong.
    await glass.press({ kind: 'staff-door' });
    await all();
    await glass.shows({ at: 'staff-door' });
    await glass.press({ kind: 'leave' });
    await clock.pass(3000);
    // In a patron's session there is no door.
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'lent' });
    await all();
    expect(glass.view().screen).toMatchObject({ at: 'checkout' });
    await glass.press({ kind: 'finish' });
    await all();
    expect(['receipt', 'goodbye']).toContain(glass.view().screen.at);
    await glass.press({ kind: 'no-receipt' });
    await clock.pass(10_000);
    await glass.press({ kind: 'account' });
    await all();
    expect(glass.view().screen.at).toBe('card');
    expect(journal.read(...acts)).toEqual([]);
    expect(journal.read('staff-signed-in')).toEqual([]);
    // Checked beside the clock, and counted though nobody waited for it.
    await vi.waitFor(() => expect(journal.read('staff-wrong')).toHaveLength(1), { timeout: 20_000, interval: 50 });
  },
  { desk: {} },
);

story('a patron’s card and a book on the pad open nothing and are nobody’s there', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await enter(scene);
  await bench.scan(cards.an);
  await bench.put(items.kieu);
  await clock.pass(2000);
  expect(glass.view().screen.at).toBe('staff');
  expect(journal.read('checkout-asked', 'checkin-asked', 'session-began')).toEqual([]);
  expect(JSON.stringify(glass.view())).not.toContain(cards.an);
});

story(
  'a call for help is taken and settled where it was made; nothing of who was served before is on the page',
  async (scene) => {
    const { glass, bench, desk, journal, clock } = scene;
    await glass.borrowAs(cards.an);
    await bench.put(items.kieu, { refusesWrites: true });
    await clock.pass(30_000);
    await glass.press({ kind: 'help' });
    await glass.press({ kind: 'finish' });
    await clock.pass(70_000);
    await glass.press({ kind: 'no-receipt' });
    await clock.pass(10_000);
    await enter(scene);
    const { screen } = glass.view();
    if (screen.at !== 'staff') throw new Error('no staff page');
    const help = screen.hands.find(({ what }) => what === 'help');
    expect(help).toMatchObject({ taken: null, maySettle: true });
    // Whoever would come is there.
    expect(glass.view().help).toBeNull();
    const page = JSON.stringify(glass.view());
    for (const word of [cards.an, 'Nguyễn', 'Trần']) expect(page).not.toContain(word);
    await glass.press({ kind: 'staff-take', key: help?.key ?? '' });
    expect(glass.view().screen).toMatchObject({
      hands: expect.arrayContaining([expect.objectContaining({ what: 'help', taken: { by: 'Minh', isMe: true } })]),
    });
    await desk.signIn('Lan');
    expect(desk.view().screen).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ what: 'help', taken: expect.objectContaining({ by: 'Minh', isMe: false }) }),
      ]),
    });
    await glass.press({ kind: 'staff-settle', key: help?.key ?? '' });
    expect(JSON.stringify(glass.view())).not.toContain('"what":"help"');
    expect(journal.read('hand-taken', 'hand-settled')).toMatchObject([
      { kind: 'hand-taken', staff: 'Minh' },
      { kind: 'hand-settled', staff: 'Minh', how: 'done' },
    ]);
    // What is a desk's, and what is no row at all, is not settled from here.
    await glass.press({ kind: 'staff-settle', key: 'payment K1-1' });
    expect(journal.read('hand-settled')).toHaveLength(1);
  },
  { desk: {} },
);

story('a kiosk that staff put out of use stays so, over a restart, until staff open it again', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await enter(scene, 'Lan');
  await glass.press({ kind: 'staff-close' });
  expect(glass.view().screen).toMatchObject({ at: 'staff', isOutOfUse: true });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'closed', because: 'out-of-use' });
  expect(scene.health()).toContain('K1 was put out of use by staff, who open it again at its glass.');
  for (const kind of ['borrow', 'return', 'account'] as const) await glass.press({ kind });
  await bench.scan(cards.an);
  await bench.put(items.kieu);
  await clock.pass(3000);
  await glass.shows({ at: 'closed', because: 'out-of-use' });
  expect(journal.read('session-began', 'checkout-asked', 'checkin-asked')).toEqual([]);
  await scene.restart();
  await clock.pass(3000);
  await glass.shows({ at: 'closed', because: 'out-of-use' });
  expect(glass.view().staffDoor).toBe(true);
  await glass.press({ kind: 'staff-door' });
  await signIn(scene, 'Minh');
  await glass.press({ kind: 'staff-open' });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  await scene.restart();
  await glass.shows({ at: 'welcome' });
  expect(journal.read('kiosk-closed', 'kiosk-opened')).toMatchObject([{ staff: 'Lan' }, { staff: 'Minh' }]);
});

story('paper that was changed is tried at once, and the page says what became of it', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await bench.hand({ kind: 'paper', loaded: false });
  await clock.pass(3000);
  await enter(scene, 'Lan');
  expect(glass.view().screen).toMatchObject({ hands: [{ what: 'paper-out', maySettle: false, endsByItself: true }] });
  await glass.press({ kind: 'staff-test-slip' });
  await glass.shows({ at: 'staff', slip: 'no-paper' });
  await bench.hand({ kind: 'paper', loaded: true });
  const before = bench.paper();
  await glass.press({ kind: 'staff-paper' });
  await glass.shows({ at: 'staff', slip: 'printed', hands: [] });
  expect(bench.paper()).toBe(before + 1);
  expect(journal.read('paper-changed', 'test-slip')).toMatchObject([
    { kind: 'test-slip', staff: 'Lan', came: 'no-paper' },
    { kind: 'paper-changed', staff: 'Lan' },
    { kind: 'test-slip', staff: 'Lan', came: 'printed' },
  ]);
  // No receipt of anybody.
  expect(journal.read('slip-printed')).toEqual([]);
});

story(
  'where nobody works there is no door',
  async ({ glass }) => {
    await glass.shows({ at: 'welcome' });
    expect(glass.view().staffDoor).toBe(false);
    await glass.press({ kind: 'staff-door' });
    expect(glass.view().screen.at).toBe('welcome');
  },
  { settings: { staff: [], payment: null } },
);
