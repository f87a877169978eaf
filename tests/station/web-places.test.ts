// Two places of one station behind one doorway: a ticket opens its own place and no other.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { ask, cookieFor, joinGlass, knock, openGlass, ticketTarget, until } from './doorway.ts';
import { newFolder, openHouse, page } from './open-house.ts';
import { startNode } from './programs.ts';

const twoPlaces = {
  ...demonstration,
  places: demonstration.places.map((place) => (place.kind === 'desk' ? { ...place, name: 'Bàn 1/A' } : place)),
};
const desk = encodeURIComponent('Bàn 1/A');

const openBoth = async () => {
  const house = await openHouse(
    settings.parse({
      ...twoPlaces,
      acs: { ...twoPlaces.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
    }),
  );
  const [first, second] = house.web.addresses;
  if (first === undefined || second === undefined) throw new Error('two places stand here');
  return { house, port: house.port, first, second };
};

test('every place has an address of its own; the first one is the station’s', async () => {
  const { house, port, first, second } = await openBoth();
  expect([first.place, first.kind, second.place, second.kind]).toEqual(['K1', 'kiosk', 'Bàn 1/A', 'desk']);
  expect(first.address).toBe(house.web.address);
  const traded = await ask(port, ticketTarget(second.address));
  expect([traded.status, traded.headers.get('location')]).toEqual([303, `/?place=${desk}`]);
  const cookies = [await cookieFor(first.address), await cookieFor(second.address)];
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([`tram-${port}-1`, `tram-${port}-2`]);
  const headers = { cookie: cookies.join('; ') };
  for (const target of ['/', `/?place=${desk}`, '/?place=K1'])
    expect([target, (await ask(port, target, { headers })).body]).toEqual([target, page]);
});

test('whoever has one place’s ticket is not let into another', async () => {
  const { port, first, second } = await openBoth();
  const [cookie, others] = [await cookieFor(first.address), await cookieFor(second.address)];
  const value = (of: string): string => of.slice(of.indexOf('=') + 1);
  const ticket = new URL(first.address).searchParams.get('ticket') ?? '';
  for (const { target, headers } of [
    { target: `/?place=${desk}`, headers: { cookie } },
    { target: `/?place=${desk}&ticket=${ticket}`, headers: {} },
    { target: `/?ticket=${ticket}&place=${desk}&place=K1`, headers: {} },
    { target: `/?place=${desk}`, headers: { cookie: `tram-${port}-2=${value(cookie)}` } },
    { target: '/', headers: { cookie: others } },
    { target: '/?place=nowhere', headers: { cookie: `${cookie}; ${others}` } },
    { target: `/?place=nowhere&ticket=${ticket}`, headers: { cookie } },
  ])
    expect([target, (await ask(port, target, { headers })).status]).toEqual([target, 403]);

  const origin = `http://127.0.0.1:${port}`;
  for (const { path, of } of [
    { path: `/glass?place=${desk}`, of: cookie },
    { path: `/glass?place=${desk}`, of: `tram-${port}-2=${value(cookie)}` },
    { path: `/glass?place=${desk}&place=K1`, of: cookie },
    { path: '/glass?place=nowhere', of: `${cookie}; ${others}` },
    { path: '/glass?place=', of: cookie },
    { path: '/glass', of: others },
    { path: '/glass?place=K1', of: others },
  ])
    expect([path, await knock(port, { path, headers: { origin, cookie: of } })]).toEqual([path, 403]);
  // What the pages are made of is the same for all.
  for (const own of [cookie, others])
    expect((await ask(port, '/assets/glass-1a2b.js', { headers: { cookie: own } })).status).toBe(200);
});

test('each place has one glass, and each glass its own place', async () => {
  const { house, port, first, second } = await openBoth();
  const [cookie, others] = [await cookieFor(first.address), await cookieFor(second.address)];
  const [one, two] = [openGlass(port, cookie), openGlass(port, others, `/glass?place=${desk}`)];
  await until('both views', () => one.view() !== null && two.view() !== null);
  expect([one.view()?.mode, two.view()?.mode]).toEqual(['kiosk', 'desk']);
  const third = openGlass(port, others, `/glass?place=${desk}`);
  expect(await third.closed()).toBe(1000);
  expect(third.heard).toEqual([{ kind: 'taken' }]);
  // Staff's acts are for the desk alone: at the kiosk, the same call does nothing.
  const signIn = { kind: 'sign-in', name: 'Minh', pin: '246810' } as const;
  const viewOf = (glass: typeof two) => glass.view();
  for (const glass of [one, two]) {
    const view = viewOf(glass);
    if (view === null || view.mode === 'technician') throw new Error('places are open');
    await glass.call({ kind: 'act', session: view.session, act: signIn });
  }
  const who = await until('somebody at the desk', () => {
    const view = viewOf(two);
    return view?.mode === 'desk' ? view.who : null;
  });
  expect([who.name, one.view()?.mode]).toEqual(['Minh', 'kiosk']);
  expect(house.station.works?.journal.read(['staff-signed-in'])).toHaveLength(1);
});

/** Programs are started, on a machine that may be busy. */
const longRun = { timeout: 120_000 };

const withFolder = (): string => {
  const folder = join(newFolder(), 'data');
  mkdirSync(folder);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(twoPlaces), { mode: 0o600 });
  return folder;
};
const address = String.raw`(http://127\.0\.0\.1:\d+/\?\S+)`;

test('the program says a line for every further place, and which one comes first can be said', longRun, async () => {
  const program = startNode(['station/main.ts', '--place', 'Bàn 1/A', '--data', withFolder()]);
  const [, first = ''] = await program.says(new RegExp(`^Tram is ready: ${address}\n`, 'm'));
  const [, second = ''] = await program.says(new RegExp(`^Kiosk K1: ${address}\n`, 'm'));
  const named = [first, second].map((one) => new URL(one).searchParams.get('place'));
  expect(named).toEqual(['Bàn 1/A', null]);
  const wrong = startNode(['station/main.ts', '--place', 'D9', '--data', withFolder()]);
  expect((await wrong.ended).code).toBe(1);
  expect(wrong.err()).toContain('Tram cannot start: --place is D9: the settings name K1, Bàn 1/A');
});

test('as a service, each place’s address is in a file for this user alone', longRun, async () => {
  const folder = withFolder();
  const program = startNode(['station/main.ts', '--service', '--data', folder]);
  await program.says(/^Tram is ready: the address is in .*\/address\n/m);
  for (const [name, place] of [
    ['address', null],
    [`address-${desk}`, 'Bàn 1/A'],
  ] as const) {
    const file = join(folder, name);
    await until(name, () => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    expect([name, statSync(file).mode & 0o777]).toEqual([name, 0o600]);
    const written = new URL(readFileSync(file, 'utf8').trim());
    expect([name, written.searchParams.get('place')]).toEqual([name, place]);
  }
  expect(program.out()).not.toContain('ticket=');
});

test(
  'told to be set up, a station without settings opens the technician’s place first, and the kiosk is closed',
  longRun,
  async () => {
    const folder = newFolder();
    const start = () => startNode(['station/main.ts', '--set-up', '--place', 'D1', '--data', folder]);
    const program = start();
    const [, first = ''] = await program.says(new RegExp(`^Tram is ready: ${address}\n`, 'm'));
    expect(new URL(first).searchParams.get('place')).toBe('technician');
    const [, kiosk = ''] = await program.says(new RegExp(`^Kiosk K1: ${address}\n`, 'm'));
    const glass = await joinGlass(kiosk);
    await until('the kiosk is closed', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'closed');
    await glass.leave();
    // Left and taken up again, it is the same.
    program.kill('SIGTERM');
    await program.ended;
    const [, again = ''] = await start().says(new RegExp(`^Tram is ready: ${address}\n`, 'm'));
    expect(new URL(again).searchParams.get('place')).toBe('technician');
  },
);
