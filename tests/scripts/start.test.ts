// `npm start`, from outside: real processes in a miniature of this house.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layMiniature } from './miniature.ts';

const start = 'scripts/start.mjs';
const readyLine = 'Tram is ready: http://127.0.0.1:4711/?ticket=abc\n';

test('without a window: stdout is the ready line alone, and a signal ends everything', async () => {
  const run = layMiniature().run(start, ['--no-window', '--port', '0']);
  await run.says('Tram is ready');
  run.program.kill('SIGINT');
  expect(await run.ended).toBe(0);
  expect(run.out()).toBe(readyLine);
  expect(run.err()).toContain('some other line');
  expect(run.err()).toContain('station: asked to end');
});

test('the station runs on Node 24 with the options given', async () => {
  const { root, run } = layMiniature();
  const started = run(start, [
    '--no-window',
    '--port',
    '8123',
    '--data',
    'elsewhere',
    '--settings',
    '/etc/tram.json',
    '--set-up',
  ]);
  await started.says(
    `station: ["--data","${root}/elsewhere","--port","8123","--settings","/etc/tram.json","--set-up"] on Node 24`,
  );
});

test('data lies in the checkout when nothing else is asked', async () => {
  const { root, run } = layMiniature();
  await run(start, ['--no-window']).says(`station: ["--data","${root}/data"]`);
});

test.each([
  { args: ['--prot', '1'], says: "Unknown option '--prot'" },
  { args: ['--port', 'x'], says: '--port takes a number from 0 to 65535, not "x"' },
  { args: ['--port', '65536'], says: '--port takes a number' },
  { args: ['--data'], says: "'--data" },
  { args: ['stray'], says: 'stray' },
])('wrong options $args are told and nothing is started', async ({ args, says }) => {
  const run = layMiniature().run(start, args);
  expect(await run.ended).toBe(2);
  expect(run.out()).toBe('');
  expect(run.err()).toContain(says);
  expect(run.err()).toContain('--help');
  expect(run.err()).not.toContain('    at ');
});

test('help is told on stdout and starts nothing', async () => {
  const run = layMiniature().run(start, ['--help']);
  expect(await run.ended).toBe(0);
  for (const option of ['--port', '--data', '--settings', '--kiosk', '--no-window'])
    expect(run.out()).toContain(option);
  expect(run.err()).toBe('');
});

test('a station that falls passes its exit code on', async () => {
  const run = layMiniature().run(start, ['--no-window'], { STAND_IN: 'falls' });
  expect(await run.ended).toBe(7);
  expect(run.out()).toBe('');
});

test('a station that will not end is forced, and that is no success', async () => {
  const run = layMiniature().run(start, ['--no-window'], { STAND_IN: 'stubborn' });
  await run.says('Tram is ready');
  run.program.kill('SIGTERM');
  expect(await run.ended).toBe(1);
});

test('a start that is killed outright takes its station with it', async () => {
  const run = layMiniature().run(start, ['--no-window']);
  await run.says('Tram is ready');
  run.program.kill('SIGKILL');
  await run.ended; // The station holds the same stderr: this is the end of both.
  expect(run.err()).toContain('station: asked to end');
});

test('the glass is built when its source has changed, and only then', async () => {
  const { root, run } = layMiniature();
  const startOnce = async (): Promise<string> => {
    const started = run(start, ['--no-window']);
    await started.says('Tram is ready');
    started.program.kill('SIGTERM');
    await started.ended;
    return started.err();
  };
  expect(await startOnce()).toContain('building glass');
  expect(readFileSync(join(root, 'build/glass/index.html'), 'utf8')).toContain('A glass');
  const built = statSync(join(root, 'build/glass/index.html')).mtimeMs;
  expect(await startOnce()).not.toContain('building glass');
  expect(statSync(join(root, 'build/glass/index.html')).mtimeMs).toBe(built);
  writeFileSync(join(root, 'contract/words.ts'), '// Changed.\n');
  expect(await startOnce()).toContain('building glass');
});

test('a glass that does not build is told, and no station is started', async () => {
  const { root, run } = layMiniature();
  writeFileSync(join(root, 'renderer/vite.config.ts'), 'this is no config');
  const started = run(start, ['--no-window']);
  expect(await started.ended).toBe(1);
  expect(started.err()).toContain('the build failed');
  expect(started.err()).not.toContain('station:');
});

const chromium = [
  `trap 'echo "chromium: asked to end" >&2; exit 0' TERM`,
  `echo "chromium: $@" >&2`,
  // A shell comes to its trap only once a foreground program ends; from \`wait\` it comes at once.
  `/bin/sleep 1000 & wait`,
];

const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tram-window-'));

test('with a display and Chromium: an application window on the address, and how to get Electron', async () => {
  const { putProgram, run } = layMiniature();
  putProgram('chromium', ...chromium);
  const started = run(start, [], { DISPLAY: ':9' });
  await started.says('chromium: --app=http://127.0.0.1:4711/?ticket=abc --user-data-dir=');
  expect(started.err()).toContain('npm run electron:fetch');
  expect(started.err()).not.toMatch(/chromium:.*--kiosk/);
  started.program.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.err()).toContain('chromium: asked to end');
  expect(started.err()).toContain('station: asked to end');
  expect(started.out()).toBe(readyLine);
});

test('--kiosk fills the screen; other names of Chromium do', async () => {
  const { putProgram, run } = layMiniature();
  putProgram('google-chrome', ...chromium);
  await run(start, ['--kiosk'], { WAYLAND_DISPLAY: 'wayland-0' }).says(/chromium: .*--kiosk/);
});

test('closing the window ends the station and throws its profile away', async () => {
  const { putProgram, run } = layMiniature();
  const before = profiles();
  putProgram('chromium', 'echo "chromium: closed" >&2', 'exit 0');
  const started = run(start, [], { DISPLAY: ':9' });
  expect(await started.ended).toBe(0);
  expect(started.err()).toContain('station: asked to end');
  expect(profiles()).toEqual(before);
});

test('a station that falls takes the window with it', async () => {
  const { putProgram, run } = layMiniature();
  putProgram('chromium', ...chromium);
  const started = run(start, [], { DISPLAY: ':9' });
  await started.says('chromium: --app');
  const [, pid] = /station pid (\d+)\n/.exec(started.err()) ?? [];
  process.kill(Number(pid), 'SIGKILL');
  expect(await started.ended).toBe(1);
  expect(started.err()).toContain('chromium: asked to end');
});

test('without a display, or without any browser, the address is told', async () => {
  const { run } = layMiniature();
  await run(start, []).says('there is no display: open the address above');
  await run(start, [], { DISPLAY: ':9' }).says('neither Electron (npm run electron:fetch) nor Chromium is here');
});

test('where Electron is, it is started on the built case, and that starts the station', async () => {
  const { root, putProgram, run } = layMiniature();
  const hooks = join(import.meta.dirname, 'electron-hooks.ts');
  // Node in Electron's clothes: the last word is the case, flags are Electron's own.
  putProgram(
    'electron',
    `for word in "$@"; do file="$word"; done`,
    `exec "${process.execPath}" --import "${hooks}" "$file"`,
  );
  const env = { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: join(root, 'bin') };
  const started = run(start, ['--port', '8123'], env);
  await started.says('window shows http://127.0.0.1:4711/?ticket=abc');
  expect(started.err()).toContain(`station: ["--data","${root}/data","--port","8123"] on Node 24`);
  expect(started.err()).toContain('kiosk false');
  expect(started.err()).toMatch(/window shows .*starting\.html/);
  started.program.kill('SIGINT');
  expect(await started.ended).toBe(0);
  expect(started.err()).toContain('station: asked to end');
  expect(started.out()).toBe(readyLine);
});
