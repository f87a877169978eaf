// A place that a technician works with: nobody is served there meanwhile, what happens on its devices is nobody's, and it comes back by
// itself.
import { expect } from 'vitest';
import { tendedMs } from '../../station/modes/tended.ts';
import type { DeviceHeard } from '../../station/device-watch.ts';
import { cards, items, story, type Story } from './story.ts';

const placeOf = ({ works }: Story, name: string) => {
  const place = works().places.find((one) => one.name === name);
  if (place === undefined) throw new Error(`there is no place ${name}`);
  return place;
};
const came = { kind: 'technician-came', by: 'Tuấn' } as const;

story(
  'nobody is served at a kiosk whose devices a technician has, and what they left there is nobody’s',
  async (told) => {
    const { glass, bench, journal, clock } = told;
    await glass.shows({ at: 'welcome' });
    const kiosk = placeOf(told, 'K1');
    kiosk.tell(came);
    await glass.shows({ at: 'closed', because: 'tended' });
    expect(kiosk.state().isTended).toBe(true);
    // It is no trouble: new settings that are being proved are not taken back for it.
    expect(told.health()).toEqual([]);
    for (const kind of ['borrow', 'return', 'account', 'staff-door'] as const) await glass.press({ kind });
    await bench.scan(cards.an);
    await bench.put(items.kieu);
    await clock.pass(3000);
    await glass.shows({ at: 'closed', because: 'tended' });
    expect(journal.read('session-began', 'checkout-asked', 'checkin-asked', 'staff-signed-in')).toEqual([]);
    kiosk.tell({ kind: 'technician-left' });
    await glass.shows({ at: 'welcome' });
    // Whoever comes next does not get the book that lies there.
    await glass.borrowAs(cards.an);
    await clock.pass(3000);
    expect(journal.read('checkout-asked')).toEqual([]);
    expect(journal.read('place-tended', 'place-given-back')).toMatchObject([{ staff: 'Tuấn' }, { because: 'left' }]);
  },
);

story('a technician who says nothing any more has the place no longer, and one who does keeps it', async (told) => {
  const { glass, clock } = told;
  await glass.shows({ at: 'welcome' });
  const kiosk = placeOf(told, 'K1');
  kiosk.tell(came);
  for (let turn = 0; turn < 3; turn += 1) {
    await clock.pass(tendedMs - 1000);
    kiosk.tell(came);
  }
  await glass.shows({ at: 'closed', because: 'tended' });
  await clock.pass(tendedMs + 1000);
  await glass.shows({ at: 'welcome' });
  expect(told.journal.read('place-tended', 'place-given-back')).toMatchObject([
    { kind: 'place-tended' },
    { because: 'time' },
  ]);
  // Nor does it outlive the program.
  kiosk.tell(came);
  await told.restart();
  await glass.shows({ at: 'welcome' });
});

story('a kiosk at which somebody stands is not had, and a session goes on', async (told) => {
  const { glass, bench } = told;
  await glass.borrowAs(cards.an);
  placeOf(told, 'K1').tell(came);
  expect(placeOf(told, 'K1').state().isTended).toBe(false);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent' });
  expect(told.journal.read('place-tended')).toEqual([]);
});

story(
  'a desk is had while nobody works there, and whoever signs in has it back',
  async (told) => {
    const desk = placeOf(told, 'D1');
    await told.desk.signIn('Minh');
    desk.tell(came);
    expect(desk.state().isTended).toBe(false);
    await told.desk.act({ kind: 'sign-out' });
    desk.tell(came);
    expect(desk.state().isTended).toBe(true);
    await told.desk.signIn('Minh');
    expect(desk.state().isTended).toBe(false);
    expect(told.journal.read('place-tended', 'place-given-back')).toMatchObject([
      { staff: 'Tuấn' },
      { because: 'staff' },
    ]);
  },
  { desk: {} },
);

story('what devices tell is heard byte by byte while somebody listens, and how they fared is kept', async (told) => {
  const { glass, bench, clock } = told;
  await glass.shows({ at: 'welcome' });
  const { watch, pad } = placeOf(told, 'K1').devices;
  const heard: DeviceHeard[] = [];
  const quiet = watch.listen((one) => heard.push(one));
  await bench.put(items.kieu);
  await clock.pass(2000);
  expect(heard.map(({ device, kind }) => `${device} ${kind}`)).toEqual(expect.arrayContaining(['pad line', 'pad pad']));
  expect((await inTime(told, pad?.reader()?.inventory()))?.kind).toBe('ok');
  quiet();
  const before = heard.length;
  await bench.hand({ kind: 'plug-reader', plugged: false });
  await clock.pass(3000);
  expect(heard).toHaveLength(before);
  expect(watch.history('pad').map(({ state }) => state.at)).toEqual(expect.arrayContaining(['ready', 'trouble']));
  expect(pad?.reader()).toBeNull();
});

const inTime = async <T>({ clock }: Story, promise: Promise<T> | undefined): Promise<T | undefined> => {
  await clock.pass(1000);
  return promise;
};
