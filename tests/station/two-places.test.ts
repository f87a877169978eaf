// Two kiosks of one station: what one learns of a card counts at the other.
import { onTestFinished, test, vi, expect } from 'vitest';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { createLog } from '../../station/log.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Place } from '../../station/place.ts';
import { createHandClock } from '../clock.ts';

const binh = '21234000000026';

test('a card that is locked at one kiosk is locked at the other', async () => {
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated' } });
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: {
        ...demonstration,
        acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
        places: demonstration.places.flatMap((place) => ['K1', 'K2'].map((name) => ({ ...place, name, reader }))),
      },
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: createLog('silent'),
  });
  onTestFinished(() => station.close());
  const [one, two] = station.works?.places ?? [];
  if (one === undefined || two === undefined) throw new Error('two places stand here');
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
