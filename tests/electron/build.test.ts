// What is built for Electron: a preload that a sandbox takes, a main that needs nothing but Electron and Node.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { keepLog } from '../../electron/log-file.ts';
import { dataFolderOf, readSettings, rootOf, type Stand } from '../../electron/settings.ts';

const root = join(import.meta.dirname, '../..');
const checkout = { built: join(root, 'build/electron'), resources: null, platform: process.platform };
const built = (name: string) => readFileSync(join(root, 'build/electron', name), 'utf8');

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', 'electron'], { cwd: root });
  if (status !== 0) throw new Error(String(stderr));
});

test('the preload is CommonJS and gives the PIN page two functions', () => {
  const given: Record<string, unknown> = {};
  const sent: unknown[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: unknown) => (given[name] = bridge) },
    ipcRenderer: {
      invoke: (...words: unknown[]) => sent.push(words),
      send: (...words: unknown[]) => sent.push(words),
    },
  };
  const asked: string[] = [];
  const requireOne = (name: string) => {
    asked.push(name);
    return electron;
  };
  // As a sandboxed renderer does: a function around a script. An ES module would not compile so.
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function('require', built('preload.cjs'))(requireOne);
  expect(asked).toEqual(['electron']);
  expect(Object.keys(given)).toEqual(['exitPin']);
  expect(given['exitPin']).toEqual({ try: expect.any(Function), close: expect.any(Function) });
});

test('main is an ES module that imports Electron and Node only', () => {
  const { errors, module } = parseSync('main.mjs', built('main.mjs'));
  expect(errors).toEqual([]);
  const imports = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  expect(imports).toContain('electron');
  const own = new Set(['electron', ...builtinModules.map((name) => `node:${name}`)]);
  expect(imports.filter((name) => !own.has(name))).toEqual([]);
  expect(module.dynamicImports).toEqual([]);
});

test('the pages are beside it, with what they name', () => {
  for (const page of ['starting.html', 'pin.html']) {
    const html = built(page);
    expect(html).toContain('Content-Security-Policy');
    const named = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(named).not.toEqual([]);
    for (const name of named) expect(existsSync(join(root, 'build/electron', name)), name).toBe(true);
  }
});

test('the case starts the station on the bundled Node, on its leash', () => {
  const { station, dataDir, windowed } = readSettings({ TRAM_DATA: '/srv/tram', TRAM_PORT: '0' }, [], checkout);
  if (station.kind !== 'own') throw new Error('the case runs a station of its own');
  expect(station.program).toMatch(/node_modules\/node-[a-z]+-[a-z0-9]+\/bin\/node/);
  expect(station.args).toEqual([
    '--import',
    './electron/leash.ts',
    'station/main.ts',
    '--data',
    '/srv/tram',
    '--port',
    '0',
  ]);
  expect(dataDir).toBe('/srv/tram');
  expect(windowed).toBe(false);
  const places = [
    [{ TRAM_PLACE: 'D1' }, [], 'D1'],
    [{ TRAM_PLACE: 'D1' }, ['electron', 'main.mjs', '--place', 'D2'], 'D2'],
  ] as const;
  for (const [env, argv, place] of places)
    expect(readSettings(env, argv, checkout).station).toMatchObject({
      args: expect.arrayContaining(['--place', place]),
    });
  expect(() => readSettings({ TRAM_PORT: '99999' }, [], checkout)).toThrow(/TRAM_PORT must be a number/);
});

test('packed, the case finds the station beside itself, and its data where programs keep what they keep', () => {
  const packed = (platform: string) => ({ built: '/opt/x/resources/app', resources: '/opt/x/resources', platform });
  expect(rootOf(packed('linux'))).toBe('/opt/x/resources/tram');
  expect(rootOf(checkout)).toBe(root);
  expect(dataFolderOf(checkout, { ProgramData: 'D:\\x' })).toBe(join(root, 'data'));
  expect(dataFolderOf(packed('win32'), { ProgramData: 'D:\\Shared' })).toBe('D:\\Shared\\Tram');
  expect(dataFolderOf(packed('win32'), {})).toBe('C:\\ProgramData\\Tram');
  expect(dataFolderOf(packed('linux'), { HOME: '/srv/b' })).toBe('/srv/b/.local/share/tram');
  expect(dataFolderOf(packed('linux'), { HOME: '/srv/b', XDG_DATA_HOME: '/data' })).toBe('/data/tram');
});

test('a package begins with the assistant, and a checkout with the demonstration', () => {
  const resources = mkdtempSync(join(tmpdir(), 'tram-resources-'));
  onTestFinished(() => rmSync(resources, { recursive: true, force: true }));
  symlinkSync(root, join(resources, 'tram'));
  const argsOf = (stand: Stand, env: NodeJS.ProcessEnv = {}): readonly string[] => {
    const { station } = readSettings({ ...env, TRAM_DATA: '/srv/tram' }, [], stand);
    return station.kind === 'own' ? station.args : [];
  };
  expect(argsOf({ ...checkout, resources })).toContain('--set-up');
  expect(argsOf(checkout)).not.toContain('--set-up');
  // `npm start -- --set-up`
  expect(argsOf(checkout, { TRAM_SET_UP: '1' })).toContain('--set-up');
});

test('a package opens a window, and is a kiosk where it is asked to be one', () => {
  const packed = { built: '/x/app', resources: '/x', platform: 'linux' };
  const windowed = (argv: readonly string[], stand: Stand): boolean =>
    readSettings({ TRAM_ADDRESS_FILE: '/run/a', TRAM_DATA: '/run' }, argv, stand).windowed;
  expect(windowed(['tram'], packed)).toBe(true);
  expect(windowed(['tram', '--kiosk'], packed)).toBe(false);
  // A checkout's case is told by TRAM_WINDOWED, as before.
  expect(windowed(['electron', 'main.mjs'], checkout)).toBe(false);
});

test('the log is cut when it is long, with what was written before beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'station.log');
  const write = keepLog({ file, mostBytes: 10 });
  for (const text of ['one\n', 'two\n', 'three\n']) write(Buffer.from(text));
  expect([readFileSync(`${file}.1`, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['one\ntwo\n', 'three\n']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // The next start goes on where the last one ended.
  keepLog({ file, mostBytes: 10 })(Buffer.from('four\n'));
  expect(readFileSync(`${file}.1`, 'utf8')).toBe('three\n');
  // Where it cannot be written the station goes on.
  keepLog({ file: join(folder, 'nowhere/x.log'), mostBytes: 10 })(Buffer.from('lost'));
});
