// The desk's doorway on the network, knocked at over real TLS by browsers, by pages from elsewhere and by programs that mean no
// good: a desk is there, a kiosk never.
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import type { DeskView } from '../../contract/desk-view.ts';
import { deskTurnMs } from '../../station/desk-turns.ts';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { deskLimits } from '../../station/web-desk.ts';
import { createHandClock } from '../clock.ts';
import { sendRaw, until } from './doorway.ts';
import {
  askDesk,
  deskCookie,
  knockDesk,
  listenAt,
  openDeskGlass,
  openDeskHouse,
  openDoor,
  withLibrarys,
} from './desk-doorway.ts';
import { oddAuthority } from './odd-certificates.ts';
import { canConnect, newFolder, openHouse, page } from './open-house.ts';

const library = settings.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
});
const open = () => openDeskHouse(library);

// ── What is served ──

test('a desk’s page is there for whoever asks, with a cookie of its own for each browser', async () => {
  const { port } = await open();
  const first = await askDesk(port, '/');
  expect([first.status, first.body]).toEqual([200, page]);
  const [cookie = '', ...parts] = (first.headers.get('set-cookie') ?? '').split('; ');
  expect(cookie.split('=')[0]).toBe(`__Host-tram-desk-${port}`);
  expect(parts.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
  expect(await deskCookie(port)).not.toBe(cookie);
  const again = await askDesk(port, '/?place=D1', { headers: { cookie } });
  expect([again.status, again.body, again.headers.get('set-cookie')]).toEqual([200, page, null]);
  expect((await askDesk(port, '/assets/glass-1a2b.js')).body).toBe('export {};');
});

test('by the name of its file the page is the same: a cookie comes with it, and a place that is no desk has none', async () => {
  const { port } = await open();
  const named = await askDesk(port, '/index.html');
  expect([named.status, named.body]).toEqual([200, page]);
  const cookie = named.headers.get('set-cookie')?.split(';')[0] ?? '';
  const origin = `https://localhost:${port}`;
  expect(await knockDesk(port, '/glass', { origin, cookie })).toBe('open');
  expect((await askDesk(port, '/index.html?place=K1')).status).toBe(404);
});

test('every answer carries the strict headers, and none of them says a word for what else is served by that name', async () => {
  const { port } = await open();
  const answers = [
    await askDesk(port, '/'),
    await askDesk(port, '/nowhere'),
    await askDesk(port, '/', { method: 'POST' }),
    await askDesk(port, '/', { headers: { host: 'evil.example' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 421]);
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    // It would hold for the whole name, on every port: also for a catalogue that is served there by plain HTTP.
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});

test('a desk is worked at over the network, by one glass at a time, and without a bench', async () => {
  const { port, house } = await open();
  const glass = await openDeskGlass(port, '/glass', await deskCookie(port));
  await until('the desk', () => glass.view()?.mode === 'desk');
  glass.say({ id: 7, call: { kind: 'hand', hand: { kind: 'start-over' } } });
  await until('the fault', () => glass.heard.some(({ kind }) => kind === 'fault'));
  expect(glass.heard.find(({ kind }) => kind === 'fault')).toMatchObject({
    id: 7,
    because: 'there is no bench on the network',
  });
  const second = await openDeskGlass(port, '/glass?place=D1', await deskCookie(port, '127.0.0.3'));
  expect(second.heard.map(({ kind }) => kind)).toEqual(['taken']);
  // Its bench is there for whoever stands before the machine.
  expect(house.station.works?.benches.get('D1')).not.toBeNull();
  expect(glass.heard.some(({ kind }) => kind === 'bench')).toBe(false);
});

// ── What is not there ──

test('no kiosk, no figures, no voice and no ticket of the station is known here', async () => {
  const { port, house } = await open();
  const cookie = await deskCookie(port);
  const headers = { cookie };
  for (const target of ['/?place=K1', '/?place=', '/health', '/metrics', '/voice', '/pictures/0', '/../desk.key', '//'])
    expect([target, (await askDesk(port, target, { headers })).status]).toEqual([target, 404]);
  for (const target of ['*', 'http://[']) expect((await askDesk(port, target, { headers })).status).toBe(400);
  const origin = `https://localhost:${port}`;
  for (const path of ['/glass?place=K1', '/glass?place=', '/glass/', '/', '/glass?place=D1&place=K1'])
    expect([path, await knockDesk(port, path, { origin, cookie })]).toEqual([path, path.includes('D1') ? 'open' : 403]);
  // The ticket of the kiosk opens nothing here, nor the desk's cookie anything there.
  const { search } = new URL(house.web.address);
  expect((await askDesk(port, `/${search}&place=K1`)).status).toBe(404);
  const elsewhere = await sendRaw(
    house.port,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${house.port}\r\nConnection: close\r\nCookie: ${cookie}\r\n\r\n`,
  );
  expect(elsewhere).toMatch(/^HTTP\/1\.1 403 /);
});

test('another name, another origin, no cookie or a made-up one: turned away', async () => {
  const { port } = await open();
  const cookie = await deskCookie(port);
  const origin = `https://localhost:${port}`;
  const host = `localhost:${port}`;
  expect(await knockDesk(port, '/glass', { origin, cookie, host })).toBe('open');
  expect(await knockDesk(port, '/glass', { origin: `https://127.0.0.1:${port}`, cookie })).toBe('open');
  const [name = '', value = ''] = cookie.split('=');
  const [id = '', seal = ''] = value.split('.');
  for (const headers of [
    { origin },
    { origin, cookie: `${name}=${id}` },
    { origin, cookie: `${name}=${id}.` },
    { origin, cookie: `${name}=.${seal}` },
    { origin, cookie: `${name}=x${id}.${seal}` },
    { origin, cookie: `other=${value}` },
    { cookie },
    { cookie, origin: 'null' },
    { cookie, origin: `http://localhost:${port}` },
    { cookie, origin: 'https://localhost' },
    { cookie, origin: `https://localhost:${port}.evil.example` },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin, host: 'evil.example' },
    { cookie, origin, host: 'localhost' },
  ])
    expect([headers, await knockDesk(port, '/glass', headers)]).toEqual([headers, 403]);
});

test('only HTTPS is spoken, of a kind that still holds, and only at its own address', async () => {
  const { port } = await open();
  const plain = await sendRaw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`).catch(() => '');
  expect(plain).not.toMatch(/HTTP|<title>/);
  const old = await new Promise<string>((resolve) => {
    const socket = connect(
      {
        port,
        host: '127.0.0.1',
        ca: oddAuthority,
        servername: 'localhost',
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
      },
      () => resolve('shaken'),
    );
    socket.on('error', () => resolve('refused'));
  });
  expect(old).toBe('refused');
  expect(await canConnect('127.0.0.2', port)).toBe(false);
  expect((await askDesk(port, '/')).status).toBe(200);
});

// ── Floods ──

test('an address that tries too much is told to wait, and others are served', async () => {
  const { port } = await open();
  const tries = deskLimits.trying.burst;
  const statuses: number[] = [];
  // On a machine that is busy, more are let in meanwhile.
  while (statuses.at(-1) !== 429 && statuses.length < 4 * tries)
    statuses.push((await askDesk(port, '/', { headers: { host: 'evil.example' }, from: '127.0.0.9' })).status);
  expect(statuses.slice(0, tries)).toEqual(Array<number>(tries).fill(421));
  expect(statuses.at(-1)).toBe(429);
  const load = await askDesk(port, '/', { from: '127.0.0.9' });
  expect([load.status, load.headers.get('retry-after'), load.headers.get('set-cookie')]).toEqual([429, '60', null]);
  expect((await askDesk(port, '/', { from: '127.0.0.8' })).status).toBe(200);
});

test('an address holds so many lines and no more; what says nothing is hung up on', async () => {
  const { port } = await open();
  const ends: Promise<'closed'>[] = [];
  const lines = Array.from({ length: deskLimits.connectionsEach + 6 }, () =>
    connect({ port, host: '127.0.0.1', ca: oddAuthority, servername: 'localhost' }),
  );
  let shaken = 0;
  for (const line of lines) {
    line.on('secureConnect', () => (shaken += 1));
    line.on('error', () => undefined).resume();
    ends.push(new Promise((resolve) => line.on('close', () => resolve('closed'))));
  }
  await until('all that may be shaken', () => shaken >= deskLimits.connectionsEach);
  expect(shaken).toBe(deskLimits.connectionsEach);
  expect((await askDesk(port, '/')).status).toBe(0);
  expect((await askDesk(port, '/', { from: '127.0.0.7' })).status).toBe(200);
  await Promise.all(ends);
  expect((await askDesk(port, '/')).status).toBe(200);
});

// ── Whose turn it is ──

const signIn = (view: DeskView, pin = '246810') =>
  ({ kind: 'act', session: view.session, act: { kind: 'sign-in', name: 'Minh', pin } }) as const;
type DeskGlass = Awaited<ReturnType<typeof openDeskGlass>>;
const deskOf = (glass: DeskGlass): DeskView => {
  const view = glass.view();
  if (view?.mode !== 'desk') throw new Error('no desk is shown');
  return view;
};

test('only the same browser comes back to who worked there; another one finds the desk locked', async () => {
  const { port, house } = await open();
  const cookie = await deskCookie(port);
  const first = await openDeskGlass(port, '/glass', cookie);
  first.say({ id: 1, call: signIn(deskOf(first)) });
  await until('the sign-in', () => deskOf(first).who?.name === 'Minh');
  // While somebody works there, no other glass has it.
  const second = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(second.heard.map(({ kind }) => kind)).toEqual(['taken']);
  first.leave();
  await until('its end', first.isClosed);
  const again = await openDeskGlass(port, '/glass', cookie);
  expect(deskOf(again).who?.name).toBe('Minh');
  again.leave();
  await until('its end', again.isClosed);
  const third = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(third.heard.map(({ kind }) => kind)).toEqual(['view']);
  expect(deskOf(third)).toMatchObject({ who: null, screen: { at: 'sign-in', lockedBy: null } });
  expect(JSON.stringify(third.heard)).not.toContain('Minh');
  expect(house.station.works?.journal.read(['desk-locked'])).toMatchObject([{ staff: 'Minh', because: 'glass' }]);
});

test('where nobody signs in, a glass gives way after a minute; to one at the machine, at once', async () => {
  const clock = createHandClock(Date.now());
  const house = await openHouse(library);
  const folder = newFolder();
  const door = await openDoor(house, listenAt(0, { certificate: withLibrarys(folder) }), folder, { clock });
  const port = door.port() ?? 0;
  const idle = await openDeskGlass(port, '/glass', await deskCookie(port));
  await clock.pass(deskTurnMs - 1);
  const early = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(early.heard.map(({ kind }) => kind)).toEqual(['taken']);
  await clock.pass(1);
  const next = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(deskOf(next).screen.at).toBe('sign-in');
  await until('the idle one to be sent away', idle.isClosed);
  expect(idle.heard.at(-1)).toEqual({ kind: 'taken' });
  // The kiosk's place is nobody's to give here.
  expect(door.giveWay('K1')).toBe(false);
  expect(door.giveWay('D1')).toBe(true);
  await until('the next one to be sent away', next.isClosed);
});

test('whoever has just locked keeps the desk for a minute: a PIN is being typed', async () => {
  const clock = createHandClock(Date.now());
  const house = await openHouse(library);
  const folder = newFolder();
  const door = await openDoor(house, listenAt(0, { certificate: withLibrarys(folder) }), folder, { clock });
  const port = door.port() ?? 0;
  const first = await openDeskGlass(port, '/glass', await deskCookie(port));
  first.say({ id: 1, call: signIn(deskOf(first)) });
  await until('the sign-in', () => deskOf(first).who?.name === 'Minh');
  await clock.pass(2 * deskTurnMs);
  first.say({ id: 2, call: { kind: 'act', session: deskOf(first).session, act: { kind: 'lock' } } });
  await until('the lock', () => deskOf(first).who === null);
  const early = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(early.heard.map(({ kind }) => kind)).toEqual(['taken']);
  await clock.pass(deskTurnMs);
  const next = await openDeskGlass(port, '/glass', await deskCookie(port));
  expect(deskOf(next).screen).toMatchObject({ at: 'sign-in', lockedBy: null });
});

test('an address that guesses at the sign-in is cut off, whatever the name; a typed card number is no sign-in', async () => {
  const { port, house } = await open();
  const glass = await openDeskGlass(port, '/glass', await deskCookie(port));
  glass.say({ id: 0, call: { kind: 'scan', session: deskOf(glass).session, text: '29000000000001' } });
  await until('the refusal', () => glass.heard.some(({ kind }) => kind === 'fault'));
  expect(glass.heard.at(-1)).toMatchObject({ id: 0, because: 'over the network staff sign in by name and PIN' });
  for (let nth = 1; nth <= deskLimits.signing.burst + 1; nth += 1) {
    const act = { kind: 'sign-in', name: `nobody ${nth}`, pin: '000000' };
    glass.say({ id: nth, call: { kind: 'act', session: deskOf(glass).session, act } });
  }
  await until('the end', glass.isClosed);
  expect(house.station.works?.journal.read(['staff-signed-in'])).toEqual([]);
});
