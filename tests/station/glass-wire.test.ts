// The wire between glass and station: who may join, what may be said on it, one glass at a time. A real station behind it.
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { longestMessage } from '../../contract/protocol.ts';
import { ask, knock, openGlass, openRudeGlass, textFrame, until } from './doorway.ts';
import { allReal, canConnect, openHouse, stageOf, stillServes } from './open-house.ts';

// ── Who may join ──

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };

test('a glass joins only with the cookie, from our own page, by our own name, at its path', async () => {
  const house = await openHouse();
  const { port } = house;
  const cookie = await house.cookie();
  const origin = `http://127.0.0.1:${port}`;
  const right = { cookie, origin };
  expect(await knock(port, { headers: right })).toBe('open');
  expect(
    await knock(port, { headers: { cookie, origin: `http://localhost:${port}`, host: `localhost:${port}` } }),
  ).toBe('open');
  const wrong = {
    'no cookie': { headers: { origin } },
    'wrong cookie': { headers: { origin, cookie: `tram-${port}-1=${'A'.repeat(43)}` } },
    'cookie of another port': { headers: { origin, cookie: cookie.replace('tram-', 'tram-1') } },
    'no origin': { headers: { cookie } },
    'foreign origin': { headers: { cookie, origin: 'https://evil.example' } },
    'origin of another port': { headers: { cookie, origin: 'http://127.0.0.1:1' } },
    'secure origin': { headers: { cookie, origin: `https://127.0.0.1:${port}` } },
    'origin null': { headers: { cookie, origin: 'null' } },
    'wrong host': { headers: { ...right, host: `evil.example:${port}` } },
    'no path': { headers: right, path: '/' },
    'longer path': { headers: right, path: '/glass/' },
    'other path': { headers: right, path: '/glasses' },
    'double slash': { headers: right, path: '//glass' },
    'ticket in the path': { headers: { origin }, path: `/glass${new URL(house.web.address).search}` },
  };
  for (const [name, how] of Object.entries(wrong)) expect([name, await knock(port, how)]).toEqual([name, 403]);
});

test('an upgrade to an address that is none, or to another protocol, harms nobody', async () => {
  const house = await openHouse();
  const origin = `http://127.0.0.1:${house.port}`;
  const cookie = await house.cookie();
  for (const target of ['//', '//[', 'http://[', 'http://', '*'])
    expect([target, (await ask(house.port, target, { headers: { ...upgrade, origin, cookie } })).status]).toEqual([
      target,
      403,
    ]);
  for (const odd of [{ upgrade: 'h2c' }, { 'sec-websocket-version': '1' }, { 'sec-websocket-key': 'short' }]) {
    const { status } = await ask(house.port, '/glass', { headers: { ...upgrade, origin, cookie, ...odd } });
    expect([odd, status >= 400]).toEqual([odd, true]);
  }
  await stillServes(house);
});

test('a caller who is refused and breaks off, or stays on the line, keeps nobody', async () => {
  const house = await openHouse();
  const line = `GET /glass HTTP/1.1\r\nHost: 127.0.0.1:${house.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  for (let nth = 0; nth < 20; nth += 1) {
    const socket = connect(house.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.write(line, resolve));
    socket.resetAndDestroy();
  }
  const stays = connect({ port: house.port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void stays.destroy());
  let heard = '';
  stays.on('data', (chunk) => (heard += chunk.toString())).write(line);
  await until('the refusal', () => heard.includes('403'));
  await stillServes(house);
  // The doorway closes although that caller never hangs up.
  await house.web.close();
  expect(await canConnect('127.0.0.1', house.port)).toBe(false);
});

// ── What may be said ──

test('what is no call is a fault, and nothing is done', async () => {
  const house = await openHouse();
  const glass = openGlass(house.port, await house.cookie());
  await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
  const { session } = glass.kiosk();
  const borrow = { kind: 'press', session, press: { kind: 'borrow' } };
  const views = glass.heard.filter((message) => message.kind === 'view').length;
  const bad: readonly (string | Buffer)[] = [
    Buffer.from(JSON.stringify({ id: 1, call: borrow })), // binary
    '',
    'borrow',
    '{',
    'null',
    '[]',
    '1',
    `${'['.repeat(8000)}${']'.repeat(8000)}`,
    `{"id":1,"call":${JSON.stringify(borrow)},"__proto__":{"more":1}}`,
    ...[
      {},
      { id: 1 },
      { call: borrow },
      { id: -1, call: borrow },
      { id: 1.5, call: borrow },
      { id: '1', call: borrow },
      { id: null, call: borrow },
      { id: 1, call: null },
      { id: 1, call: [borrow] },
      { id: 1, call: borrow, more: true },
      { id: 1, call: { ...borrow, more: true } },
      { id: 1, call: { ...borrow, kind: 'shut-down' } },
      { id: 1, call: { ...borrow, session: String(session) } },
      { id: 1, call: { ...borrow, session: session + 0.5 } },
      { id: 1, call: { kind: 'press', press: { kind: 'borrow' } } },
      { id: 1, call: { ...borrow, press: { kind: 'borrow', more: 1 } } },
      { id: 1, call: { ...borrow, press: { kind: 'unlock' } } },
      { id: 1, call: { ...borrow, press: { kind: 'type-card', number: 21234000000018 } } },
      { id: 1, call: { ...borrow, press: { kind: 'type-card', number: '' } } },
      { id: 1, call: { ...borrow, press: { kind: 'type-card', number: '2'.repeat(65) } } },
      { id: 1, call: { ...borrow, press: { kind: 'type-pin', pin: '' } } },
      { id: 1, call: { ...borrow, press: { kind: 'language', language: 'fr' } } },
      { id: 1, call: { kind: 'scan', session, text: '' } },
      { id: 1, call: { kind: 'scan', session, text: '2'.repeat(513) } },
      { id: 1, call: { kind: 'hand', hand: { kind: 'clear-pad', more: 1 } } },
      { id: 1, call: { kind: 'hand', hand: { kind: 'acs-delay', answerDelayMs: 1e9 } } },
      { id: 1, call: { kind: 'hand', hand: { kind: 'put-on-pad' } } },
    ].map((value) => JSON.stringify(value)),
  ];
  for (const [nth, text] of bad.entries()) {
    glass.say(text);
    const answers = await until(`the fault of ${text.toString().slice(0, 80)}`, () => {
      const now = glass.heard.filter((message) => message.kind === 'fault' || message.kind === 'answer');
      return now.length > nth ? now : null;
    });
    expect([text.toString().slice(0, 200), answers[nth]]).toEqual([
      text.toString().slice(0, 200),
      { kind: 'fault', id: null, because: expect.stringMatching(/\w{4}/) },
    ]);
  }
  expect(stageOf(house)).toBe('welcome');
  expect(glass.heard.filter((message) => message.kind === 'view')).toHaveLength(views);
  expect(house.station.works?.journal.read(['session-began', 'fault'])).toEqual([]);
  // The same, said rightly, is done.
  expect(await glass.call({ kind: 'press', session, press: { kind: 'borrow' } })).toEqual({ kind: 'answer', id: 0 });
  await until('the card screen', () => glass.kiosk().screen.at === 'card');
});

test('a text longer than the longest ends its glass and nobody else’s; the longest itself is read', async () => {
  const house = await openHouse();
  const cookie = await house.cookie();
  const glass = openGlass(house.port, cookie);
  await until('a view', glass.view);
  glass.say(' '.repeat(longestMessage));
  await until('the fault', () => glass.heard.some((message) => message.kind === 'fault'));
  glass.say(' '.repeat(longestMessage + 1));
  expect(await glass.closed()).toBe(1009);
  await stillServes(house);
});

test('a flood is cut off at once, and the next glass joins', async () => {
  const house = await openHouse();
  const glass = openGlass(house.port, await house.cookie());
  await until('a view', glass.view);
  for (let nth = 0; nth < 500; nth += 1) glass.say('{}');
  expect(await glass.closed()).toBe(1008);
  const answered = glass.heard.filter((message) => message.kind === 'fault').length;
  expect(answered).toBeGreaterThanOrEqual(30);
  expect(answered).toBeLessThan(200);
  await stillServes(house);
});

test('a flood from one who never hangs up is not listened to any more, and keeps nobody out', async () => {
  const house = await openHouse();
  const cookie = await house.cookie();
  const { socket, heard } = await openRudeGlass(house.port, cookie);
  onTestFinished(() => void socket.destroy());
  await until('the welcome', () => heard().includes('"at":"welcome"'));
  socket.write(Buffer.concat(Array.from({ length: 300 }, () => textFrame('{}'))));
  await until('the cut', () => heard().includes('too many messages'));
  let isGone = false;
  socket.once('end', () => (isGone = true)).once('close', () => (isGone = true));
  // Slowly now, and with a call that would be obeyed.
  const session = house.station.works?.kiosks[0]?.state().session;
  const borrow = textFrame(JSON.stringify({ id: 1, call: { kind: 'press', session, press: { kind: 'borrow' } } }));
  const pressing = setInterval(() => socket.write(borrow), 100);
  onTestFinished(() => clearInterval(pressing));
  await until('the line to be cut', () => isGone);
  expect(stageOf(house)).toBe('welcome');
  await stillServes(house);
});

// ── One glass at a time ──

test('a second glass is told that the place is taken, and gets it when the first has left', async () => {
  const house = await openHouse();
  const cookie = await house.cookie();
  const first = openGlass(house.port, cookie);
  await until('the first view', first.view);
  const second = openGlass(house.port, cookie);
  expect(await second.closed()).toBe(1000);
  expect(second.heard).toEqual([{ kind: 'taken' }]);
  // The first one did not notice.
  expect((await first.call({ kind: 'press', session: first.kiosk().session, press: { kind: 'stay' } })).kind).toBe(
    'answer',
  );
  await first.leave();
  const third = openGlass(house.port, cookie);
  await until('the third view', third.view);
  expect(third.heard[0]?.kind).toBe('view');
});

test('a turned-away glass that goes on sending harms nobody', async () => {
  const house = await openHouse();
  const cookie = await house.cookie();
  const first = openGlass(house.port, cookie);
  await until('the first view', first.view);
  const { socket, heard } = await openRudeGlass(house.port, cookie);
  onTestFinished(() => void socket.destroy());
  await until('taken', () => heard().includes('{"kind":"taken"}'));
  socket.write(textFrame('x'.repeat(20_000)));
  socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
  await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  expect(heard()).not.toContain('"view"');
  expect((await first.call({ kind: 'press', session: first.kiosk().session, press: { kind: 'stay' } })).kind).toBe(
    'answer',
  );
});

test('a press for a screen that is gone is a fault and changes nothing', async () => {
  const house = await openHouse();
  const glass = openGlass(house.port, await house.cookie());
  await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
  const { session } = glass.kiosk();
  await glass.call({ kind: 'press', session, press: { kind: 'borrow' } });
  await until('the card screen', () => glass.kiosk().screen.at === 'card');
  const shown = glass.heard.length;
  for (const old of [session, session - 1, 0, -1, Number.MAX_SAFE_INTEGER]) {
    for (const call of [
      { kind: 'press', session: old, press: { kind: 'leave' } },
      { kind: 'press', session: old, press: { kind: 'type-card', number: '21234000000018' } },
      { kind: 'scan', session: old, text: '21234000000018' },
    ] as const) {
      expect(await glass.call(call)).toMatchObject({
        kind: 'fault',
        because: expect.stringContaining('nothing was done'),
      });
    }
  }
  expect(glass.kiosk().screen).toMatchObject({ at: 'card', asking: false });
  expect(glass.heard.slice(shown).filter((message) => message.kind !== 'fault')).toEqual([]);
});

test('a glass that goes away in the middle leaves the session to time, and the next one sees it', async () => {
  const house = await openHouse();
  const cookie = await house.cookie();
  const glass = openGlass(house.port, cookie);
  await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
  await glass.call({ kind: 'press', session: glass.kiosk().session, press: { kind: 'return' } });
  await until('the return', () => glass.kiosk().screen.at === 'checkin');
  glass.socket.terminate();
  const next = await until('the place to be free', () =>
    stageOf(house) === 'checkin' ? openGlass(house.port, cookie) : null,
  );
  await until('the view', next.view);
  expect(next.kiosk().screen.at).toBe('checkin');
});

test('where nothing is simulated there is no bench, and hands are refused', async () => {
  const house = await openHouse(allReal);
  expect(house.station.works?.benches.get('K1')).toBeNull();
  const glass = openGlass(house.port, await house.cookie());
  await until('a view', glass.view);
  for (const hand of [{ kind: 'clear-pad' }, { kind: 'start-over' }, { kind: 'scan', text: '1' }] as const)
    expect(await glass.call({ kind: 'hand', hand })).toMatchObject({
      kind: 'fault',
      because: 'nothing here is simulated: there is no bench',
    });
  expect(glass.heard.map(({ kind }) => kind)).not.toContain('bench');
});
