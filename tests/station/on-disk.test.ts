// Files and folders as Windows wants them, tried with a stand-in for its ways; on Windows itself nobody has run them yet.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { flushFile, flushFolder, replaceFile } from '../../station/on-disk.ts';
import { closingOf, makePrivateFolder, type Asked } from '../../station/private-folder.ts';

const own = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-on-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const held = (code: string): Error => Object.assign(new Error(`${code}: it is held`), { code });

test('a file and its folder are flushed; on Windows a folder is not even opened, which nobody may there', () => {
  const folder = own();
  const file = join(folder, 'a');
  writeFileSync(file, 'x');
  flushFile(file);
  flushFolder(folder, { platform: 'linux' });
  expect(readFileSync(file, 'utf8')).toBe('x');
  expect(() => flushFolder(join(folder, 'none'), { platform: 'linux' })).toThrow(/ENOENT/);
  flushFolder(join(folder, 'none'), { platform: 'win32' });
});

test('on Windows a file that a virus scanner holds is replaced as soon as it lets go', () => {
  const calls: string[] = [];
  let left = 3;
  replaceFile('new', 'old', {
    platform: 'win32',
    rename: (from, to) => {
      left -= 1;
      if (left > 0) throw held('EPERM');
      calls.push(`${from} → ${to}`);
    },
    pause: (ms) => void calls.push(`waits ${ms}`),
  });
  expect(calls).toEqual(['waits 25', 'waits 25', 'new → old']);
});

test('one that is held for good is an error after half a second; any other error, and any on Linux, is one at once', () => {
  const tried = (platform: string, code: string): number => {
    let tries = 0;
    const rename = (): void => {
      tries += 1;
      throw held(code);
    };
    expect(() => replaceFile('a', 'b', { platform, rename, pause: () => undefined })).toThrow(code);
    return tries;
  };
  expect(tried('win32', 'EBUSY')).toBe(20);
  expect(tried('win32', 'ENOSPC')).toBe(1);
  expect(tried('linux', 'EPERM')).toBe(1);
});

const windows = { platform: 'win32', env: { USERDOMAIN: 'THUVIEN', USERNAME: 'Quầy 1' } };

test('a new folder on Windows is closed for everybody but this user, the system and administrators', () => {
  const folder = join(own(), 'Tram');
  const asked: Asked[] = [];
  makePrivateFolder(folder, windows, (one) => {
    asked.push(one);
    return null;
  });
  expect(asked).toEqual([
    {
      program: 'icacls',
      args: [
        [folder, '/inheritance:r'],
        ['/grant:r', '*S-1-5-18:(OI)(CI)F'],
        ['/grant:r', '*S-1-5-32-544:(OI)(CI)F'],
        ['/grant:r', 'THUVIEN\\Quầy 1:(OI)(CI)F'],
      ].flat(),
    },
  ]);
  // What an administrator has decided since is not undone at the next start.
  makePrivateFolder(folder, windows, () => 'asked again');
  expect(existsSync(folder)).toBe(true);
});

test('a folder that cannot be closed is not made: nothing is ever written into one that all can read', () => {
  const folder = join(own(), 'Tram');
  expect(() => makePrivateFolder(folder, windows, () => 'Access is denied.')).toThrow(/closed.*Access is denied/);
  expect(existsSync(folder)).toBe(false);
});

test('on Linux the mode says it, and no program is asked', () => {
  const folder = join(own(), 'a/b');
  expect(closingOf(folder, { platform: 'linux', env: {} })).toBe(null);
  makePrivateFolder(folder, { platform: 'linux', env: {} }, () => 'asked');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
