// What a supervisor reads at the doorway without a ticket: a real station behind it, real sockets in front, and no word of
// whoever was there.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { ask, openGlass, until, type Response } from './doorway.ts';
import { allReal, newFolder, openHouse, stillServes, type House } from './open-house.ts';
import { startNode } from './programs.ts';

const health = z.strictObject({
  ready: z.boolean(),
  missing: z.array(z.string()),
  screen: z.enum(['on', 'dark']),
  version: z.string(),
  upSeconds: z.int(),
});
const healthOf = (response: Response): z.infer<typeof health> => health.parse(JSON.parse(response.body));

const whenReady = async ({ port }: House): Promise<Response> => {
  let last = await ask(port, '/health');
  const giveUpAt = performance.now() + 10_000;
  while (last.status !== 200 && performance.now() < giveUpAt) last = await ask(port, '/health');
  return last;
};

/** Figures by their name with labels, as Prometheus would read them. */
const figuresOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

test('a station that serves is ready, without a ticket', async () => {
  const house = await openHouse();
  const answer = await whenReady(house);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'application/json',
    'no-store',
  ]);
  expect(healthOf(answer)).toMatchObject({ ready: true, missing: [] });
  const head = await ask(house.port, '/health', { method: 'HEAD' });
  expect([head.status, head.body]).toEqual([200, '']);
});

const without = (does: 'closes' | 'returns') =>
  settings.parse({ ...allReal, places: allReal.places.map((place) => ({ ...place, offline: { does } })) });

test('what is missing is said in a sentence, and names no other machine', async () => {
  const house = await openHouse(without('closes'));
  await until('the refusal', () => house.station.health().missing.length > 1);
  const answer = await ask(house.port, '/health');
  expect(answer.status).toBe(503);
  expect(healthOf(answer)).toMatchObject({
    ready: false,
    missing: ['K1 is closed while the library system is silent.', 'The library system is not reached (unreachable).'],
  });
  expect(answer.body).not.toContain('127.0.0.1');
});

test('a place that takes returns while the library system is away is ready, and yet something is missing', async () => {
  const house = await openHouse(without('returns'));
  const answer = await whenReady(house);
  expect(answer.status).toBe(200);
  expect(healthOf(answer)).toMatchObject({
    ready: true,
    missing: ['The library system is not reached (unreachable).'],
  });
});

test('a device in trouble is named, and a place that serves all the same is ready', async () => {
  const house = await openHouse();
  await whenReady(house);
  const glass = openGlass(house.port, await house.cookie());
  await until('a view', glass.view);
  await glass.call({ kind: 'hand', hand: { kind: 'paper', loaded: false } });
  await until('the paper to be missed', () => house.station.health().missing.length > 0);
  expect(healthOf(await ask(house.port, '/health'))).toMatchObject({
    ready: true,
    missing: ['The printer of K1 has no paper.'],
  });
  await glass.call({ kind: 'hand', hand: { kind: 'plug-reader', plugged: false } });
  const answer = await until('the pad to be missed', () => !house.station.health().ready).then(() =>
    ask(house.port, '/health'),
  );
  expect(answer.status).toBe(503);
  expect(healthOf(answer).missing).toContain('K1 is closed while its pad does not work.');
  const figures = figuresOf((await ask(house.port, '/metrics')).body);
  expect(figures.get('tram_device_ready{place="K1",device="pad"}')).toBe(0);
  expect(figures.get('tram_device_ready{place="K1",device="scanner"}')).toBe(1);
});

test('figures count what the journal says, once, and nobody by name', async () => {
  const house = await openHouse();
  await whenReady(house);
  const glass = openGlass(house.port, await house.cookie());
  await until('a view', glass.view);
  const press = (pressed: { kind: 'borrow' } | { kind: 'type-card'; number: string } | { kind: 'finish' }) =>
    glass.call({ kind: 'press', session: glass.kiosk().session, press: pressed });
  await press({ kind: 'borrow' });
  await press({ kind: 'type-card', number: '21234000000018' });
  await until('the pile', () => glass.kiosk().screen.at === 'checkout');
  await glass.call({ kind: 'hand', hand: { kind: 'scan', text: '31234000001014' } });
  await glass.call({ kind: 'hand', hand: { kind: 'scan', text: '31234000001253' } });
  await until('both answers', () => {
    const { screen } = glass.kiosk();
    return (
      screen.at === 'checkout' && screen.rows.filter((row) => !['asking', 'seen'].includes(row.state.at)).length === 2
    );
  });
  await until('the printer', () => house.station.works?.kiosks[0]?.devices.printer?.state().at === 'ready');
  const { body, headers, status } = await ask(house.port, '/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const figures = figuresOf(body);
  const read = house.station.works?.journal.read(['lent', 'checkout-refused']) ?? [];
  expect(read.map(({ kind }) => kind).toSorted()).toEqual(['checkout-refused', 'lent']);
  expect(figures.get('tram_sessions_total{place="K1",errand="checkout"}')).toBe(1);
  expect(figures.get('tram_items_total{place="K1",act="checkout",outcome="lent"}')).toBe(1);
  expect(figures.get('tram_items_total{place="K1",act="checkout",outcome="refused"}')).toBe(1);
  expect(figures.get('tram_acs_up')).toBe(1);
  expect(figures.get('tram_acs_questions_total{question="checkout",outcome="answered"}')).toBe(2);
  expect(figures.get('tram_acs_answer_seconds_count{question="checkout"}')).toBe(2);
  for (const name of [
    'tram_uptime_seconds',
    'tram_acs_silence_seconds',
    'tram_device_ready{place="K1",device="printer"}',
    'tram_outbox_depth{kind="letters"}',
    'tram_outbox_depth{kind="offline"}',
    'tram_offline_conflicts',
    'tram_security_pending{place="K1"}',
    'tram_open_questions{place="K1"}',
    'tram_printer_paper{place="K1",state="ok"}',
    'tram_journal_writable',
  ])
    expect([name, figures.has(name)]).toEqual([name, true]);
  for (const secret of ['21234000000018', '31234000001014', 'Nguyễn', 'Kiều', 'TVT', '127.0.0.1'])
    expect([secret, body.includes(secret)]).toEqual([secret, false]);
});

test('by another name, by another method, with more of a path: not served', async () => {
  const { port } = await openHouse();
  for (const path of ['/health', '/metrics']) {
    expect((await ask(port, path, { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await ask(port, path, { method: 'POST' })).status).toBe(405);
    expect((await ask(port, `${path}/`)).status).toBe(403);
    expect((await ask(port, `${path}/../`)).status).toBe(403);
    const { headers } = await ask(port, path);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('set-cookie')).toBeNull();
  }
});

test('callers who say nothing are hung up on, and as many as there may be keep nobody out for long', async () => {
  const house = await openHouse();
  const idle = Array.from({ length: 200 }, () => connect(house.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const socket of idle) socket.destroy();
  });
  const gone = idle.map(
    (socket) =>
      new Promise((resolve) => {
        socket.on('error', () => undefined);
        socket.once('close', resolve);
        socket.resume();
      }),
  );
  await Promise.all(gone);
  await stillServes(house);
});

test('a program whose settings are bad says so to its supervisor and tells no figures', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...demonstration, places: [] }));
  const program = startNode(['station/main.ts', '--data', folder]);
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  const port = Number(new URL(address).port);
  const answer = await ask(port, '/health');
  expect(answer.status).toBe(503);
  expect(healthOf(answer).missing).toEqual(['The settings cannot be used (1 fault): the glass and the log name each.']);
  expect((await ask(port, '/metrics')).status).toBe(503);
});

test('the program tells of itself, too', async () => {
  const program = startNode(['station/main.ts', '--data', newFolder()]);
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  const figures = figuresOf((await ask(Number(new URL(address).port), '/metrics')).body);
  expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(figures.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
});
