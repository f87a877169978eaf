// The kiosk's session as its unit starts it, with stand-ins for the X server's programs and for the browser: where it puts the
// browser's rules, and what it starts the browser with. The whole of it on an X server is glass.test.ts's.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../scripts/ground.mjs';

const address = 'http://127.0.0.1:4711/?ticket=abc_DEF-1';

/** A machine whose screen is 1080 × 1920, up to where the browser would begin. */
const begin = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const unit = readFileSync(join(root, 'extras/systemd/tram-glass.service'), 'utf8');
  const names = (/^RuntimeDirectory=(.*)$/m.exec(unit)?.[1] ?? '').split(' ');
  for (const name of [...names, 'bin', 'credentials']) mkdirSync(join(folder, name), { recursive: true });
  const program = (name: string, text: string): string => {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return join(folder, 'bin', name);
  };
  for (const name of ['xset', 'setxkbmap']) program(name, 'exit 0');
  program('xrandr', "echo 'Screen 0: minimum 1 x 1, current 1080 x 1920, maximum 8192 x 8192'");
  writeFileSync(join(folder, 'credentials/address'), `${address}\n`);
  const { status, stdout, stderr } = spawnSync('sh', [join(root, 'extras/kiosk/session')], {
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
      // systemd.exec(5): of several folders, all of them with colons between.
      RUNTIME_DIRECTORY: names.map((name) => join(folder, name)).join(':'),
      CREDENTIALS_DIRECTORY: join(folder, 'credentials'),
      TRAM_NODE: '/bin/true',
      TRAM_BROWSER: program('browser', 'printf "%s\\n" "$@"'),
    },
  });
  return { own: join(folder, names[0] ?? ''), status, stderr, args: stdout.split('\n') };
};

test('the browser begins with its rules, in the folder of the session', () => {
  const { own, status, stderr, args } = begin();
  expect([status, stderr]).toEqual([0, '']);
  expect(args).toEqual(expect.arrayContaining(['--kiosk', `--user-data-dir=${own}/chromium`]));
  const rules = JSON.parse(readFileSync(join(own, 'policies/managed/tram.json'), 'utf8'));
  expect(rules).toMatchObject({ RestoreOnStartupURLs: [address], HomepageLocation: address });
  // A command line is every user's to read.
  expect(args.join(' ')).not.toContain('ticket');
});

test('its window covers the whole screen: of one as large as the screen, Chromium takes a line away at two sides', () => {
  expect(begin().args).toContain('--window-size=1081,1921');
});
