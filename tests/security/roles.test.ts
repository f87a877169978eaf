// What the kiosk's glass cannot be made to do: become staff's, become the technician's, be the bench where nothing is simulated;
// and guessing staff's PIN, counted, locked and journalled. A real station behind a real doorway.
import { expect, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import { press as presses } from '../../contract/calls.ts';
import { openGlass, until, type Glass } from '../station/doorway.ts';
import { openHouse } from '../station/open-house.ts';

/** Real waits on a machine that may be busy; each guess costs a tenth of a second. */
const longRun = { timeout: 120_000 };

const samples: Readonly<Record<string, unknown>> = {
  row: 'x',
  section: 'fees',
  pin: '246811',
  name: 'Minh',
  key: 'help K1',
  number: '21234000000018',
  language: 'en',
  cell: 7,
  comfort: {
    letters: 'normal',
    contrast: 'normal',
    reach: 'normal',
    motion: 'normal',
    sounds: true,
    voice: false,
  },
};

/** One press of every kind the contract knows, with something in every field. */
const everyPress = (): readonly Press[] =>
  presses.options.map(({ shape }) => {
    const filled = Object.fromEntries(
      Object.keys(shape).map((name) => [name, name === 'kind' ? shape.kind.value : samples[name]]),
    );
    return presses.parse(filled);
  });

const joined = async (): Promise<{ glass: Glass; house: Awaited<ReturnType<typeof openHouse>> }> => {
  const house = await openHouse();
  const glass = openGlass(house.port, await house.cookie());
  await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
  return { glass, house };
};

const pressed = (glass: Glass, press: Press) => glass.call({ kind: 'press', session: glass.kiosk().session, press });

test('no press of any kind, at any screen, leaves the kiosk', longRun, async () => {
  const { glass, house } = await joined();
  for (const first of ['borrow', 'return', 'account'] as const) {
    for (const press of everyPress()) {
      await pressed(glass, { kind: first });
      await pressed(glass, press);
      // A person at most: a flood is cut off.
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  }
  const modes = glass.heard.flatMap((message) => (message.kind === 'view' ? [message.view.mode] : []));
  expect(new Set(modes)).toEqual(new Set(['kiosk']));
  const kinds = house.station.works?.journal.read(['payment-asked', 'payment-recorded', 'fault']) ?? [];
  expect(kinds).toEqual([]);
});

test('a call for another role, place or glass is no call', async () => {
  const { glass } = await joined();
  for (const [id, call] of [
    { kind: 'join', role: 'technician' },
    { kind: 'join', place: 'K2', role: 'desk' },
    { kind: 'sign-in', pin: '246810' },
    { kind: 'press', session: 1, press: { kind: 'borrow' }, role: 'staff' },
    { kind: 'settings', value: {} },
    { kind: 'hand', hand: { kind: 'settings' } },
  ].entries()) {
    const before = glass.heard.length;
    glass.say(JSON.stringify({ id, call }));
    await until('the fault', () => glass.heard.slice(before).some(({ kind }) => kind === 'fault'));
  }
  expect(glass.kiosk().mode).toBe('kiosk');
});

test('guessing staff’s PIN is counted over sessions, locked, and journalled without the guesses', longRun, async () => {
  const { glass, house } = await joined();
  const state = () => {
    const { screen } = glass.kiosk();
    return screen.at === 'payment' ? screen.state : null;
  };
  const toStaff = async (): Promise<void> => {
    await pressed(glass, { kind: 'account' });
    await pressed(glass, { kind: 'type-card', number: '21234000000091' });
    await until('the account', () => {
      const { screen } = glass.kiosk();
      return screen.at === 'account' && screen.owed !== null;
    });
    await pressed(glass, { kind: 'section', section: 'fees' });
    await until('a payment to be possible', () => {
      const { screen } = glass.kiosk();
      return screen.at === 'account' && screen.mayPay;
    });
    await pressed(glass, { kind: 'pay' });
    await pressed(glass, { kind: 'staff-here' });
    await until('the question for the PIN', () => state()?.at === 'staff');
  };
  const wrongs = () => house.station.works?.journal.read(['staff-wrong']) ?? [];
  /** Slowed after each wrong one, so it takes a few presses. */
  const guess = async (pin: string, nth: number): Promise<void> => {
    while (wrongs().length < nth) {
      await pressed(glass, { kind: 'staff-sign-in', name: 'Minh', pin });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await toStaff();
  for (const nth of [1, 2]) {
    await guess(`guess-${nth}`, nth);
  }
  // Another session does not begin to count anew.
  await pressed(glass, { kind: 'leave' });
  await until('the end', () => ['welcome', 'receipt', 'goodbye'].includes(glass.kiosk().screen.at));
  await pressed(glass, { kind: 'no-receipt' });
  await until('the welcome', () => glass.kiosk().screen.at === 'welcome');
  await toStaff();
  await guess('guess-3', 3);
  // Locked: even the right one is not looked at.
  await pressed(glass, { kind: 'staff-sign-in', name: 'Minh', pin: '246810' });
  expect(state()).toMatchObject({ at: 'staff', signing: { wrong: 'locked' } });
  expect(house.station.works?.journal.read(['payment-asked'])).toEqual([]);
  expect(JSON.stringify(wrongs())).not.toMatch(/guess|246810/);
  expect(wrongs().map((entry) => entry.kind === 'staff-wrong' && entry.tries)).toEqual([1, 2, 3]);
});
