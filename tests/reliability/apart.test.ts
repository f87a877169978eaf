// What goes wrong at one place stops no other: two kiosks of one station, one of them met by a program's fault, a reader that is
// pulled out, or a printer without paper; and a library system that goes away and comes back. Simulated time.
import { expect, onTestFinished, test } from 'vitest';
import type { Event } from '../../station/flow.ts';
import type { Place } from '../../station/place.ts';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Works } from '../../station/works.ts';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { silent } from '../station/open-house.ts';

const an = '21234000000018';

type Two = { readonly clock: HandClock; readonly works: Works; readonly first: Place; readonly second: Place };

const openTwo = async (): Promise<Two> => {
  const kiosk = demonstrationKiosk;
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: settings.parse({
        ...demonstration,
        acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
        places: [kiosk, { ...kiosk, name: 'K2' }],
      }),
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: silent,
  });
  onTestFinished(() => station.close());
  const [first, second] = station.works?.kiosks ?? [];
  if (station.works === null || first === undefined || second === undefined)
    throw new Error('the station does not work');
  await clock.pass(5000);
  return { clock, works: station.works, first, second };
};

const screenOf = (place: Place): string => {
  const view = place.view();
  return view.mode === 'kiosk' ? view.screen.at : view.mode;
};

/** A patron borrows one item by its label. */
const borrows = async ({ clock, works }: Two, place: Place, item: string): Promise<void> => {
  place.tell({ kind: 'pressed', press: { kind: 'borrow' } });
  place.tell({ kind: 'pressed', press: { kind: 'type-card', number: an } });
  await clock.pass(1000);
  place.tell({ kind: 'scanned', scan: { kind: 'number', number: item, mayBe: 'item' } });
  await clock.pass(1000);
  expect(works.journal.read(['lent']).some((entry) => entry.kind === 'lent' && entry.item === item)).toBe(true);
};

/** What no program of ours tells: a mistake in one, as it would come to a place. */
const mistake = (): Event => ({
  kind: 'pressed',
  get press(): never {
    throw new Error('a mistake of the program');
  },
});

test('a fault in one place puts that place out of order for a moment, and no other', async () => {
  const two = await openTwo();
  const { clock, works, first, second } = two;
  first.tell(mistake());
  expect(screenOf(first)).toBe('closed');
  expect(works.journal.read(['fault'])).toHaveLength(1);
  await borrows(two, second, '31234000001014');
  await clock.pass(kioskTimes.reopenMs);
  expect(screenOf(first)).toBe('welcome');
  await borrows(two, first, '31234000001030');
});

test('a fault in the middle of one patron’s session leaves the other patron’s alone', async () => {
  const two = await openTwo();
  const { clock, works, first, second } = two;
  second.tell({ kind: 'pressed', press: { kind: 'borrow' } });
  second.tell({ kind: 'pressed', press: { kind: 'type-card', number: an } });
  await clock.pass(1000);
  expect(screenOf(second)).toBe('checkout');
  for (let nth = 0; nth < 20; nth += 1) first.tell(mistake());
  second.tell({ kind: 'scanned', scan: { kind: 'number', number: '31234000001014', mayBe: 'item' } });
  await clock.pass(1000);
  expect(screenOf(second)).toBe('checkout');
  expect(works.journal.read(['lent'])).toHaveLength(1);
});

test('a reader that is pulled out and a printer that is opened close one place, and not the other', async () => {
  const two = await openTwo();
  const { clock, first, second } = two;
  const { pad, printer } = first.devices.hands;
  pad?.cable.unplug();
  printer?.openCover();
  await clock.pass(5000);
  expect(screenOf(first)).toBe('closed');
  expect(screenOf(second)).toBe('welcome');
  await borrows(two, second, '31234000001014');
  pad?.cable.plug();
  await clock.pass(30_000);
  expect(screenOf(first)).toBe('welcome');
});

test('a library system that goes away stops no device, and service comes back with it', async () => {
  const two = await openTwo();
  const { clock, works, first, second } = two;
  works.library?.acs.setMood({ mood: 'gone' });
  await clock.pass(60_000);
  for (const place of [first, second]) expect(place.devices.pad?.state().at).toBe('ready');
  works.library?.acs.setMood({ mood: 'normal' });
  await clock.pass(60_000);
  expect([screenOf(first), screenOf(second)]).toEqual(['welcome', 'welcome']);
  await borrows(two, first, '31234000001014');
});
