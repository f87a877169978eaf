// The settings with which the station last became ready are kept beside the file, offered where it cannot be used, and never taken by
// itself.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepGood, loadSettings } from '../../station/settings/store.ts';
import { newFolder } from './open-house.ts';

test('a file that was spoilt is answered with where the last good one is', () => {
  const file = join(newFolder(), 'settings.json');
  loadSettings(file);
  expect(loadSettings(file).kind).toBe('settings');
  // That they can be read says nothing of whether the station becomes ready with them.
  expect(existsSync(join(file, '../settings.good.json'))).toBe(false);
  keepGood(file, readFileSync(file, 'utf8'));
  const good = join(file, '../settings.good.json');
  expect(readFileSync(good, 'utf8')).toBe(readFileSync(file, 'utf8'));
  expect(statSync(good).mode & 0o777).toBe(0o600);
  const before = readFileSync(good, 'utf8');
  writeFileSync(file, before.slice(0, -20));
  const loaded = loadSettings(file);
  if (loaded.kind !== 'issues') throw new Error('half a file was used');
  expect(loaded.issues.map(({ message }) => message.en).join()).toContain('settings.good.json');
  expect(readFileSync(good, 'utf8')).toBe(before);
});

test('where there never was a good one none is offered', () => {
  const file = join(newFolder(), 'settings.json');
  writeFileSync(file, '{');
  const loaded = loadSettings(file);
  expect(loaded.kind === 'issues' ? loaded.issues.length : 0).toBe(1);
});
