// The station under a supervisor: the whole program, and a stand-in for systemd's end of the notify socket (socat), which hears
// what systemd would hear. Where systemd-notify is not installed, that is said and not tried.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { keepWatch, supervisorOf, type Word } from '../../station/notify.ts';
import { createHandClock } from '../clock.ts';
import { until } from './doorway.ts';
import { newFolder, silent } from './open-house.ts';
import { start, startNode, type Program } from './programs.ts';

const onMemory = settings.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
});
const hasNotify = existsSync('/usr/bin/systemd-notify');

type Heard = { readonly socket: string; words(): readonly string[] };

/** Listens as systemd does: one word a datagram. */
const openEar = async (folder: string): Promise<Heard> => {
  const socket = join(folder, 'notify');
  const ear = start('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT']);
  onTestFinished(() => ear.kill('SIGTERM'));
  await until('the ear', () => existsSync(socket));
  return { socket, words: () => ear.out().match(/READY=1|WATCHDOG=1|STOPPING=1/g) ?? [] };
};

const startUnder = (folder: string, env: Readonly<Record<string, string>>): Program =>
  startNode(['station/main.ts', '--service', '--data', folder], env);

const count = (ear: Heard, word: string): number => ear.words().filter((heard) => heard === word).length;

test.skipIf(!hasNotify)(
  'systemd hears when it is ready, again and again that all is well, and when it stops',
  async () => {
    const folder = newFolder();
    const ear = await openEar(folder);
    const program = startUnder(folder, { NOTIFY_SOCKET: ear.socket, WATCHDOG_USEC: '1000000' });
    await until('ready', () => count(ear, 'READY=1') === 1);
    const before = count(ear, 'WATCHDOG=1');
    await until('three beats more', () => count(ear, 'WATCHDOG=1') >= before + 3);
    program.kill('SIGTERM');
    expect(await program.ended).toEqual({ code: 0, signal: null });
    await until('the end', () => ear.words().at(-1) === 'STOPPING=1' || count(ear, 'STOPPING=1') === 1);
    expect(count(ear, 'READY=1')).toBe(1);
  },
);

test('a journal that another program holds is found out, said in the health, and forgiven once it is free', async () => {
  const folder = newFolder();
  const file = join(folder, 'journal.sqlite');
  const clock = createHandClock();
  const station = await openStation({
    loaded: { kind: 'settings', settings: onMemory },
    settingsFile: join(folder, 'settings.json'),
    journalFile: file,
    clock,
    random: () => 0.5,
    log: silent,
  });
  onTestFinished(() => station.close());
  await clock.pass(5000);
  station.check();
  expect(station.health()).toMatchObject({ ready: true, missing: [] });
  const other = new Database(file);
  onTestFinished(() => void other.close());
  other.exec('begin immediate');
  await clock.pass(60_000);
  expect(() => station.check()).toThrow('locked');
  expect(station.health()).toMatchObject({ ready: false, missing: [{ kind: 'journal-not-written' }] });
  expect(await station.metrics?.text()).toMatch(/^tram_journal_writable 0$/m);
  other.exec('rollback');
  station.check();
  expect(station.health()).toMatchObject({ ready: true, missing: [] });
});

test('what systemd says of its watchdog is understood, and what is another’s is not', () => {
  const every = (env: Readonly<Record<string, string>>): number | null =>
    supervisorOf({ env: { NOTIFY_SOCKET: '/nowhere', ...env }, pid: 42 }, silent).aliveEveryMs;
  expect(every({ WATCHDOG_USEC: '20000000' })).toBe(5000);
  expect(every({ WATCHDOG_USEC: '20000000', WATCHDOG_PID: '42' })).toBe(5000);
  expect(every({ WATCHDOG_USEC: '20000000', WATCHDOG_PID: '41' })).toBeNull();
  expect(every({ WATCHDOG_USEC: '0' })).toBeNull();
  expect(every({ WATCHDOG_USEC: 'soon' })).toBeNull();
  expect(every({})).toBeNull();
  expect(supervisorOf({ env: {}, pid: 42 }, silent).aliveEveryMs).toBeNull();
});

test('the watch says that all is well only as long as it is, and complains once', async () => {
  const clock = createHandClock();
  const said: Word[] = [];
  let trouble: string | null = null;
  const watch = keepWatch({
    supervisor: { tell: (word) => said.push(word), aliveEveryMs: 5000 },
    clock,
    check: () => {
      if (trouble !== null) throw new Error(trouble);
    },
    log: silent,
  });
  await clock.pass(10_000);
  expect(said).toEqual(['alive', 'alive', 'alive']);
  trouble = 'database or disk is full';
  await clock.pass(20_000);
  expect(said).toHaveLength(3);
  trouble = null;
  await clock.pass(5000);
  expect(said).toHaveLength(4);
  watch.stop();
  await clock.pass(60_000);
  expect(said).toHaveLength(4);
});
