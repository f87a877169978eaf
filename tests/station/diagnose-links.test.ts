// The bundle for a helper, made by root in folders that are the station's own: no link that lies there, or where the file is to go, leads root
// anywhere.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { demonstration } from '../../station/settings/schema.ts';
import { newFolder } from './open-house.ts';

const isRoot = process.geteuid?.() === 0;
const root = join(import.meta.dirname, '../..');
/** Anybody's but root's. */
const station = 54_321;

/** All that stands in a .zip, packed or not. */
const textOf = (bytes: Buffer): string => {
  let text = '';
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const ends = at + 30 + bytes.readUInt16LE(at + 26);
    const size = bytes.readUInt32LE(at + 18);
    text += inflateRawSync(bytes.subarray(ends, ends + size)).toString('utf8');
    at = ends + size;
  }
  return text;
};

test.skipIf(!isRoot)('a link to what root alone may read is not in it, and the rest is', { timeout: 60_000 }, () => {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  const [data, secret] = [join(folder, 'data'), join(folder, 'secret')];
  writeFileSync(secret, 'root:$y$j9T$of-nobody:19000\n', { mode: 0o600 });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(data, 'settings.json'), JSON.stringify(demonstration), { mode: 0o600 });
  symlinkSync(secret, join(data, 'upgrades.jsonl'));
  for (const path of [data, join(data, 'settings.json')]) chownSync(path, station, station);
  const to = join(folder, 'to');
  const args = ['station/diagnose.ts', '--data', data, '--to', to, '--port', '9'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.stringContaining('upgrades: EACCES')]);
  const text = textOf(readFileSync(stdout.trim()));
  expect(text).not.toContain('of-nobody');
  expect(text).toContain('"library"');
  expect(readdirSync(data).toSorted()).toEqual(['settings.json', 'upgrades.jsonl']);
});

test('it goes beside a file that has its name already, and through no link', { timeout: 60_000 }, () => {
  const folder = newFolder();
  const [to, victim] = [join(folder, 'to'), join(folder, 'victim')];
  mkdirSync(to);
  writeFileSync(victim, 'untouched');
  const now = Date.now();
  // Of this minute and the next one.
  for (const ms of [now, now + 60_000]) {
    const stamp = new Date(ms).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+).*$/, '$1$2$3-$4$5');
    symlinkSync(victim, join(to, `tram-${stamp}.zip`));
  }
  const args = ['station/diagnose.ts', '--data', join(folder, 'data'), '--to', to, '--port', '9'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stdout.trim()]).toEqual([0, expect.stringMatching(/-2\.zip$/)]);
  expect(readFileSync(victim, 'utf8')).toBe('untouched');
});
