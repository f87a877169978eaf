// The units for systemd, looked over by systemd's own checker, and held against what the program says and needs. Nothing here is
// run by a systemd: that the words reach its socket is tests/station/notify.test.ts. Where systemd-analyze is not installed
// (Debian: apt install systemd), that is said and its part is skipped.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { credentialNames } from '../../station/settings/credentials.ts';

const units = join(import.meta.dirname, '../../extras/systemd');
const textOf = (name: string): string => readFileSync(join(units, name), 'utf8');
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

/** Every value of a setting, in their order. */
const values = (unit: string, name: string): readonly string[] =>
  unit.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));

/** The units as they would lie on a machine, but for programs that are not on this one. */
const laidOut = (change: (name: string, text: string) => string = (_, text) => text): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-units-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = ['tram.service', 'tram-glass.service'].map((name) => {
    const text = textOf(name).replaceAll(/^ExecStart=\S+/gm, 'ExecStart=/bin/true');
    writeFileSync(join(folder, name), change(name, text));
    return join(folder, name);
  });
  mkdirSync(join(folder, 'tram.service.d'));
  copyFileSync(join(units, 'credentials.conf'), join(folder, 'tram.service.d/credentials.conf'));
  return files;
};

const analyze = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
};

test.skipIf(!hasAnalyze)('systemd’s own checker finds nothing to complain of', () => {
  expect(analyze('verify', '--man=no', '--recursive-errors=no', ...laidOut())).toEqual({ status: 0, said: '' });
});

test.skipIf(!hasAnalyze)('the checker would have found a setting that is none', () => {
  const files = laidOut((_, text) => text.replace('WatchdogSec=', 'WatchdogSeconds='));
  expect(analyze('verify', '--man=no', '--recursive-errors=no', ...files).said).toContain('WatchdogSeconds');
});

test.skipIf(!hasAnalyze)('what the station could do to its machine is little, by systemd’s own count', () => {
  const { status, said } = analyze('security', '--offline=true', '--threshold=20', join(units, 'tram.service'));
  expect([status, /Overall exposure level[^\n]*/.exec(said)?.[0]]).toEqual([0, expect.stringMatching(/: [01]\.\d OK/)]);
});

test('it is started anew whatever happens, in time, and never given up', () => {
  for (const name of ['tram.service', 'tram-glass.service']) {
    const unit = textOf(name);
    expect(values(unit, 'Restart')).toEqual(['always']);
    expect(Number(values(unit, 'RestartSec')[0])).toBeLessThanOrEqual(2);
    expect(values(unit, 'StartLimitIntervalSec')).toEqual(['0']);
    // A core holds whatever was in memory.
    expect(values(unit, 'LimitCORE')).toEqual(['0']);
  }
  const unit = textOf('tram.service');
  expect(values(unit, 'Type')).toEqual(['notify']);
  expect(values(unit, 'NotifyAccess')).toEqual(['all']);
  expect(Number(values(unit, 'WatchdogSec')[0])).toBeGreaterThan(0);
  expect(values(unit, 'WatchdogSignal')).toEqual(['SIGKILL']);
  expect(values(unit, 'StateDirectoryMode')).toEqual(['0700']);
  expect(values(unit, 'UMask')).toEqual(['0077']);
});

test('it starts the program that is there, with options that it knows', () => {
  const [start = ''] = values(textOf('tram.service'), 'ExecStart');
  const [node = '', program = '', ...options] = start.split(' ');
  const root = join(import.meta.dirname, '../..');
  for (const path of [node, program])
    expect([path, existsSync(path.replace('/opt/tram/current', root))]).toEqual([path, true]);
  const help = spawnSync(process.execPath, ['station/main.ts', '--help'], { cwd: root, encoding: 'utf8' }).stdout;
  for (const option of options.filter((word) => word.startsWith('--'))) expect(help).toContain(option);
});

test('every secret can be handed over, each under the name that the program looks for', () => {
  const lines = textOf('credentials.conf').match(/^#?LoadCredentialEncrypted=([^:]+):/gm) ?? [];
  const names = lines.map((line) => /=([^:]+):/.exec(line)?.[1] ?? '');
  expect(names.toSorted()).toEqual(credentialNames.toSorted());
});

test('the log is bounded', () => {
  expect(values(textOf('tram.service'), 'LogNamespace')).toEqual(['tram']);
  const journald = textOf('journald@tram.conf');
  for (const name of ['SystemMaxUse', 'MaxRetentionSec', 'RateLimitBurst'])
    expect([name, values(journald, name)]).toEqual([name, [expect.stringMatching(/^\d+/)]]);
});
