// The station as a child: real child processes, a clock moved by hand.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { createStationProcess, readyAddress, restartPausesMs, timings } from '../../electron/station-process.ts';
import { createHandClock } from '../clock.ts';
import { until } from '../station/doorway.ts';

const root = join(import.meta.dirname, '../..');
const ready = `console.log('Tram is ready: http://127.0.0.1:4711/?ticket=' + process.pid);`;
const stays = `setInterval(() => {}, 1000);`;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A supervised child that runs the next of `programs` (the last one again and again), and what it was heard to do. */
const supervise = (...programs: readonly [string, ...string[]]) => superviseOver(['pipe', 'pipe', 'inherit'], programs);

/** The same, with the channel on which a station says that all is well. */
const superviseOnChannel = (...programs: readonly [string, ...string[]]) =>
  superviseOver(['pipe', 'pipe', 'inherit', 'ipc'], programs);

const superviseOver = (stdio: StdioOptions, programs: readonly [string, ...string[]]) => {
  const clock = createHandClock();
  const heard: string[] = [];
  let wake: (() => void) | null = null;
  const hear = (what: string): void => {
    heard.push(what);
    wake?.();
  };
  let starts = 0;
  let spoken = 0;
  /** Resolves when so many words came on the channel. */
  const words = (atLeast: number): Promise<boolean> => until(`${atLeast} words`, () => spoken >= atLeast);
  const station = createStationProcess({
    spawn: () => {
      const program = programs[Math.min(starts, programs.length - 1)] ?? programs[0];
      starts += 1;
      const child = spawn(process.execPath, ['-e', program], { stdio });
      child.on('message', () => void (spoken += 1));
      children.push(child);
      return child;
    },
    clock,
    hears: {
      ready: (address) => hear(`ready ${address.replace(/\d+$/, 'PID')}`),
      down: (because, againInMs) => hear(`${because}, again in ${againInMs}`),
      line: () => {},
    },
  });
  /** Resolves with the next thing heard. */
  const next = async (): Promise<string> => {
    const before = heard.length;
    while (heard.length === before)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return heard[before] ?? '';
  };
  return { station, clock, heard, next, words, starts: () => starts };
};

test('a station that falls again and again is started ever more slowly, never given up', async () => {
  const { station, clock, next, starts } = supervise('process.exit(3)');
  let fell = next();
  station.start();
  for (const [index, pauseMs] of [...restartPausesMs, 3_000, 3_000].entries()) {
    expect(await fell).toBe(`the station ended (exit code 3), again in ${pauseMs}`);
    await clock.pass(pauseMs - 1);
    expect(starts()).toBe(index + 1);
    fell = next();
    await clock.pass(1);
    expect(starts()).toBe(index + 2);
  }
  await fell;
});

test('it is heard to be ready, again after each fall, at its new address', async () => {
  const { station, clock, next, heard } = supervise(`${ready} setTimeout(() => process.exit(1), 50)`, ready + stays);
  const first = next();
  station.start();
  await first;
  await next();
  const again = next();
  await clock.pass(500);
  await again;
  expect(heard).toEqual([
    'ready http://127.0.0.1:4711/?ticket=PID',
    'the station ended (exit code 1), again in 500',
    'ready http://127.0.0.1:4711/?ticket=PID',
  ]);
});

test('after a steady while the next fall is answered at once again', async () => {
  const { station, clock, next } = supervise('process.exit(1)', ready + stays, 'process.exit(1)');
  let heard = next();
  station.start();
  expect(await heard).toMatch(/again in 500$/);
  heard = next();
  await clock.pass(500);
  expect(await heard).toMatch(/^ready/);
  await clock.pass(timings.steadyAfterMs);
  heard = next();
  children.at(-1)?.kill('SIGKILL');
  expect(await heard).toBe('the station ended (SIGKILL), again in 500');
});

test('a station that does not become ready is ended and started again', async () => {
  const { station, clock, next } = supervise(stays);
  const heard = next();
  station.start();
  const [child] = children;
  if (child === undefined) throw new Error('nothing was started');
  const gone = once(child, 'exit');
  await clock.pass(timings.readyTimeoutMs);
  expect(await heard).toBe('the station was not ready after 60 s, again in 500');
  expect(await gone).toEqual([null, 'SIGKILL']);
});

test('each word buys the whole time again; a station that falls silent is ended although it hears nothing', async () => {
  // Says that all is well whenever it is asked to, until its loop is as dead as it can be.
  const { station, clock, next, words } = superviseOnChannel(
    `${ready} process.on('message', (word) => { if (word === 'hang') for (;;); process.send({ kind: 'alive' }); });`,
  );
  let heard = next();
  station.start();
  expect(await heard).toMatch(/^ready/);
  const [child] = children;
  if (child === undefined) throw new Error('nothing was started');
  const gone = once(child, 'exit');
  for (const nth of [1, 2, 3]) {
    await clock.pass(timings.silentMs - 1);
    child.send('speak');
    await words(nth);
  }
  child.send('hang');
  await clock.pass(timings.silentMs - 1);
  expect(child.signalCode).toBeNull();
  heard = next();
  await clock.pass(1);
  expect(await heard).toBe('the station said nothing for 15 s, again in 500');
  expect(await gone).toEqual([null, 'SIGKILL']);
  heard = next();
  await clock.pass(500);
  expect(await heard).toMatch(/^ready/);
});

test('a station that is stopped in its tracks (SIGSTOP) is found out, too', async () => {
  const { station, clock, next, words } = superviseOnChannel(
    `${ready} setInterval(() => process.send({ kind: 'alive' }), 20);`,
  );
  let heard = next();
  station.start();
  await heard;
  await words(2);
  const [child] = children;
  if (child === undefined) throw new Error('nothing was started');
  child.kill('SIGSTOP');
  // What it said before may still be on its way.
  await new Promise((resolve) => setTimeout(resolve, 200));
  heard = next();
  await clock.pass(timings.silentMs);
  expect(await heard).toBe('the station said nothing for 15 s, again in 500');
});

test('other words on the channel buy no time', async () => {
  const { station, clock, next, words } = superviseOnChannel(
    `${ready} setInterval(() => process.send('alive'), 20); setInterval(() => process.send({ kind: 'ready' }), 20);`,
  );
  let heard = next();
  station.start();
  await heard;
  await words(4);
  heard = next();
  await clock.pass(timings.silentMs);
  expect(await heard).toBe('the station said nothing for 15 s, again in 500');
});

test('a program that is not there is a fall like others', async () => {
  const clock = createHandClock();
  const heard = Promise.withResolvers<string>();
  const station = createStationProcess({
    spawn: () => spawn('/nowhere/node', [], { stdio: ['pipe', 'pipe', 'inherit'] }),
    clock,
    hears: { ready: () => {}, down: heard.resolve, line: () => {} },
  });
  station.start();
  expect(await heard.promise).toMatch(/^the station could not be started: .*ENOENT/);
  await station.stop();
});

test('stopped, it ends politely and does not come back', async () => {
  const { station, clock, next, heard, starts } = supervise(
    `process.on('SIGTERM', () => process.exit(0)); ${ready} ${stays}`,
  );
  const first = next();
  station.start();
  await first;
  await station.stop();
  expect(children[0]?.exitCode).toBe(0);
  await clock.pass(60_000);
  expect(starts()).toBe(1);
  expect(heard).toHaveLength(1);
});

test('a station that will not end is forced after two seconds', async () => {
  const { station, clock, next } = supervise(`process.on('SIGTERM', () => {}); ${ready} ${stays}`);
  const first = next();
  station.start();
  await first;
  const stopped = station.stop();
  await clock.pass(timings.forceAfterMs - 1);
  expect(children[0]?.signalCode).toBeNull();
  await clock.pass(1);
  await stopped;
  expect(children[0]?.signalCode).toBe('SIGKILL');
});

test('stopped between two starts, it is not started again', async () => {
  const { station, clock, next, starts } = supervise('process.exit(1)');
  const fell = next();
  station.start();
  await fell;
  await station.stop();
  await clock.pass(60_000);
  expect(starts()).toBe(1);
});

test.each([
  ['Tram is ready: http://127.0.0.1:8080/?ticket=x', 'http://127.0.0.1:8080/?ticket=x'],
  ['Tram is ready: http://localhost:8080/', 'http://localhost:8080/'],
  ['Tram is ready: http://example.org/?ticket=x', null],
  ['Tram is ready: http://127.0.0.1.example.org/', null],
  ['Tram is ready: https://127.0.0.1/', null],
  ['Tram is ready: file:///etc/passwd', null],
  ['Tram is ready: http://', null],
  ['so Tram is ready: http://127.0.0.1:8080/', null],
  ['Tram is ready: http://127.0.0.1:8080/ and more', null],
  ['', null],
])('the line %j is ready at %j', (line, address) => {
  expect(readyAddress(line)).toBe(address);
});

test('a ready line in pieces, after a flood without an end, is heard', async () => {
  const { station, next } = supervise(
    `process.stdout.write('x'.repeat(300000), () => process.stdout.write('\\nTram is re', () =>
       setTimeout(() => console.log('ady: http://127.0.0.1:1/?ticket=1'), 50))); ${stays}`,
  );
  const first = next();
  station.start();
  expect(await first).toBe('ready http://127.0.0.1:1/?ticket=PID');
});

test('on Windows a station is ended by letting its leash go, since a signal would end it on the spot', async () => {
  const inner = `process.on('SIGTERM', () => { console.log('clean end'); process.exit(0); }); ${ready} ${stays}`;
  const up = Promise.withResolvers<void>();
  let said = '';
  const station = createStationProcess({
    spawn: () => {
      const stdio = ['pipe', 'pipe', 'inherit'] satisfies StdioOptions;
      const child = spawn(process.execPath, ['--import', './electron/leash.ts', '-e', inner], { cwd: root, stdio });
      children.push(child);
      child.stdout?.on('data', (text: string) => void (said += text));
      child.kill = () => {
        throw new Error('a signal was sent');
      };
      return child;
    },
    clock: createHandClock(),
    hears: { ready: () => up.resolve(), down: () => {}, line: () => {} },
    platform: 'win32',
  });
  station.start();
  await up.promise;
  await station.stop();
  await until('its last word', () => said.includes('clean end'));
  children.length = 0;
});

test('on its leash the station ends cleanly when its starter is killed', async () => {
  const inner = `process.on('SIGTERM', () => { console.log('clean end'); process.exit(0); }); console.log('up'); ${stays}`;
  const starter = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['--import', './electron/leash.ts', '-e', ${JSON.stringify(inner)}],
      { stdio: ['pipe', 'inherit', 'inherit'] });
    ${stays}`;
  const parent = spawn(process.execPath, ['-e', starter], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(parent);
  const lines: string[] = [];
  // The inner program holds the same stdout: this stream ends when both are gone.
  for await (const line of createInterface({ input: parent.stdout })) {
    lines.push(line);
    if (line === 'up') parent.kill('SIGKILL');
  }
  expect(lines).toEqual(['up', 'clean end']);
});
