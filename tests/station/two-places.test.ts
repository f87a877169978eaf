// Two kiosks of one station: what one learns of a card counts at the other.
import { onTestFinished, test, vi, expect } from 'vitest';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationKiosk } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Place } from '../../station/place.ts';
import { createHandClock } from '../clock.ts';

const binh = '21234000000026';

const openTwo = async () => {
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated' } });
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: {
        ...demonstration,
        acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
        places: ['K1', 'K2'].map((name) => ({ ...demonstrationKiosk, name, reader })),
      },
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: createLog('silent'),
  });
  onTestFinished(() => station.close());
  const [one, two] = station.works?.kiosks ?? [];
  if (one === undefined || two === undefined) throw new Error('two places stand here');
  return { clock, station, one, two };
};

test('a card that is locked at one kiosk is locked at the other', async () => {
  const { clock, one, two } = await openTwo();
  const shows = (place: Place, like: object): Promise<void> =>
    vi.waitFor(async () => {
      await clock.pass(500);
      expect(place.view()).toMatchObject({ screen: like });
    });
  const begin = (place: Place): void => {
    place.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    place.tell({ kind: 'pressed', press: { kind: 'type-card', number: binh } });
  };

  await shows(one, { at: 'welcome' });
  await shows(two, { at: 'welcome' });
  begin(one);
  for (const triesLeft of [3, 2, 1]) {
    await shows(one, { at: 'pin', triesLeft, waits: 0 });
    one.tell({ kind: 'pressed', press: { kind: 'type-pin', pin: '9999' } });
  }
  await shows(one, { at: 'turned-away', because: 'pin-tries-used' });
  begin(two);
  await shows(two, { at: 'card', wrong: 'locked' });
});

test('each place has its own glass and bench, and a simulated tag lies in one place only', async () => {
  const { station } = await openTwo();
  const benches = station.works?.benches;
  const [here, there] = [benches?.get('K1'), benches?.get('K2')];
  if (here === undefined || here === null || there === undefined || there === null) throw new Error('all is simulated');
  const show = { view: () => undefined, bench: () => undefined };
  const first = station.join('K1', show);
  expect(station.join('K1', show)).toBeNull();
  const second = station.join('K2', show);
  if (first === null || second === null) throw new Error('both places are free');
  expect(() => station.join('K3', show)).toThrow('no place K3');

  const uid = here.view().items[0]?.tags[0]?.uid ?? '';
  const isOn = (bench: typeof here): boolean | undefined => bench.view().items[0]?.tags[0]?.onPad;
  first.call({ kind: 'hand', hand: { kind: 'put-on-pad', uid } });
  expect([isOn(here), isOn(there)]).toEqual([true, false]);
  // What was written at one place is on the tag at the other.
  const air = station.works?.kiosks[0]?.devices.hands.pad?.field.air;
  air?.writeAfi(uid, 0xc2);
  second.call({ kind: 'hand', hand: { kind: 'put-on-pad', uid } });
  expect([isOn(here), isOn(there)]).toEqual([false, true]);
  expect(there.view().items[0]?.tags[0]?.security).toBe('disarmed');
  second.call({ kind: 'hand', hand: { kind: 'start-over' } });
  expect([isOn(here), isOn(there)]).toEqual([false, false]);
  expect(here.view().items[0]?.tags[0]?.security).toBe('armed');
});
