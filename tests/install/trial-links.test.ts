// The trial of a new version is root's, in folders that are the station's own: whoever got hold of the station lays links there, and root
// must neither write through them, nor give away or read out what they lead to. Needs root, as dpkg does.
import { spawn } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const isRoot = process.geteuid?.() === 0;
/** Anybody's but root's. */
const station = 54_321;

/** A machine in small: two versions, the station's folders, a door that says the new one is ready, and a systemctl that does nothing. */
const lay = async (links: (data: string, victim: string) => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-trial-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const at = (name: string): string => join(folder, name);
  for (const [name, version] of [
    ['former', '1.0.0'],
    ['new', '2.0.0'],
  ] as const) {
    mkdirSync(at(name));
    writeFileSync(join(at(name), 'package.json'), JSON.stringify({ version }));
  }
  mkdirSync(at('bin'));
  for (const name of ['systemctl', 'logger'])
    writeFileSync(join(at('bin'), name), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const victim = at('victim');
  writeFileSync(victim, 'root’s own\n', { mode: 0o600 });
  for (const name of ['data', 'etc']) mkdirSync(at(name), { mode: 0o700 });
  writeFileSync(join(at('etc'), 'settings.json'), '{}', { mode: 0o600 });
  links(at('data'), victim);
  for (const name of ['data', 'etc', 'etc/settings.json']) chownSync(at(name), station, station);
  const door = createServer((_request, response) => {
    response.end(JSON.stringify({ ready: true, missing: [], version: '2.0.0' }));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void door.close());
  const address = door.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const options = { current: at('current'), former: at('former'), new: at('new'), data: at('data') };
  const more = { settings: join(at('etc'), 'settings.json'), door: `http://127.0.0.1:${port}` };
  const args = Object.entries({ ...options, ...more }).flatMap(([name, value]) => [`--${name}`, value]);
  const trial = join(import.meta.dirname, '../../scripts/package/trial.ts');
  const child = spawn(process.execPath, [trial, ...args], {
    env: { ...process.env, PATH: `${at('bin')}:/usr/bin:/bin` },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, said, data: at('data'), victim };
};

const isUntouched = (victim: string): void => {
  const { uid, mode } = statSync(victim);
  expect([uid, mode & 0o777, readFileSync(victim, 'utf8')]).toEqual([0, 0o600, 'root’s own\n']);
};

test.skipIf(!isRoot)('a link in place of the list of upgrades leads root nowhere', { timeout: 60_000 }, async () => {
  const { status, said, data, victim } = await lay((folder, to) => symlinkSync(to, join(folder, 'upgrades.jsonl')));
  expect([status, said]).toEqual([0, expect.stringContaining('2.0.0 is ready')]);
  isUntouched(victim);
  // What it copied is the station's own, and for nobody else.
  const { uid, mode } = statSync(join(data, 'before-upgrade/settings.json'));
  expect([uid, mode & 0o777]).toEqual([station, 0o600]);
});

test.skipIf(!isRoot)('a link in place of the journal reads out nothing of root’s', { timeout: 60_000 }, async () => {
  const { status, said, data, victim } = await lay((folder, to) => symlinkSync(to, join(folder, 'journal.sqlite')));
  expect([status, said]).toEqual([1, expect.stringContaining('2.0.0 was not tried')]);
  isUntouched(victim);
  expect(readdirSync(join(data, 'before-upgrade'))).not.toContain('journal.sqlite');
});
