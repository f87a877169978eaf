// What is in the package, before anybody installs it: files, modes, units, rules and scripts. Its life is life.test.ts's.
// Where Debian's checkers are not installed (shellcheck, lintian, dpkg-deb), their part is skipped by its name.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hidDevices } from '../../drivers/udev.ts';
import { filesBelow, hasPcsc } from '../../scripts/package/contents.ts';
import { root } from '../../scripts/ground.mjs';
import { buildDeb, layPackage } from '../../scripts/package/deb.ts';
import { layElectron } from './electron-folder.ts';
import { firstVersion, openWorkshop, packageOf, type Workshop } from './packages.ts';

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const isLinux = process.platform === 'linux';
const long = { timeout: 300_000 };

let workshop: Workshop;
let files: readonly string[];
beforeAll(() => {
  if (!isLinux) return;
  workshop = openWorkshop();
  files = filesBelow(workshop.laid);
}, 120_000);
afterAll(() => {
  if (isLinux) workshop.close();
});

const read = (path: string): string => readFileSync(join(workshop.laid, path), 'utf8');
const program = `opt/tram/versions/${firstVersion}`;
const scripts = ['preinst', 'postinst', 'prerm', 'postrm'];

test.skipIf(!isLinux)('it holds a whole program: Node 24, the rooms, their libraries and the built glass', () => {
  const at = join(workshop.laid, program);
  const node = join(at, 'node_modules/.bin/node');
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout;
  expect(version).toMatch(/^v24\./);
  // Every file of the station finds what it imports, in the package alone.
  const loads = `await import('${at}/station/station.ts'); console.log('whole')`;
  const loaded = spawnSync(node, ['--input-type=module', '-e', loads], { cwd: at, encoding: 'utf8', input: '' });
  expect(loaded.stdout + loaded.stderr).toContain('whole');
  expect(spawnSync(node, ['station/main.ts', '--help'], { cwd: at, encoding: 'utf8' }).stdout).toContain('--settings');
  expect(files).toContain(`${program}/build/glass/index.html`);
});

test.skipIf(!isLinux)('every library loads whole, also those that the station takes up only for a device', () => {
  const at = join(workshop.laid, program);
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(read(`${program}/package.json`));
  // Those of the glass are in its built page; the font is files.
  const notLoaded = ['react', 'react-dom', 'lucide-react', '@expo-google-fonts/be-vietnam-pro', 'reflect-metadata'];
  const names = [...Object.keys(dependencies).filter((name) => !notLoaded.includes(name)), 'sip2', 'sip2/acs'];
  const loads = `await import('reflect-metadata'); for (const name of ${JSON.stringify(names)})
    await import(name).catch((error) => console.log(name, error.message))`;
  const loaded = spawnSync(join(at, 'node_modules/.bin/node'), ['--input-type=module', '-e', loads], {
    cwd: at,
    encoding: 'utf8',
  });
  expect([loaded.stdout + loaded.stderr, loaded.status]).toEqual(['', 0]);
});

test.skipIf(!isLinux || process.arch !== 'x64' || !hasPcsc(root))(
  'the support for PC/SC readers is in it where it was fetched: the library, its licence and its part for this machine',
  () => {
    const pcsc = files.filter((path) => path.startsWith(`${program}/extras/pcsc/`));
    const native = pcsc.filter((path) => path.endsWith('.node')).map((path) => path.split('/').slice(-2).join('/'));
    expect(native).toEqual(['linux-x86_64-gnu/addon.node']);
    for (const path of ['package.json', 'node_modules/pcsc-mini/build/index.js', 'node_modules/pcsc-mini/LICENSE'])
      expect(pcsc).toContain(`${program}/extras/pcsc/${path}`);
  },
);

test.skipIf(!isLinux)('nothing of another machine, of the tests or of a developer is in it', () => {
  const odd = files.filter((path) => {
    // The package sip2 is a room, and a link to it.
    const inLibrary = /node_modules\/(?!sip2\/)(.*)/.exec(path)?.[1] ?? '';
    return (
      /(?:^|\/)(?:tests?|darwin[^/]*|win32[^/]*|android[^/]*)\/|\.musl\.node$|\.[cm]?tsx?$/.test(inLibrary) ||
      /^(?:vite|typescript|react|electron)\//.test(inLibrary) ||
      path.endsWith('.test.ts')
    );
  });
  expect(odd).toEqual([]);
  const outside = files.filter((path) => {
    const about = lstatSync(join(workshop.laid, path));
    return about.isSymbolicLink() && readlinkSync(join(workshop.laid, path)).startsWith('/');
  });
  expect(outside).toEqual([]);
});

test.skipIf(!isLinux)('a device is for the station’s group and for nobody else', () => {
  const rules = read('usr/lib/udev/rules.d/60-tram.rules');
  const modes = rules.match(/MODE="[^"]*"/g) ?? [];
  expect(modes.length).toBe(hidDevices.length);
  expect(new Set(modes)).toEqual(new Set(['MODE="0660"']));
  expect(new Set(rules.match(/GROUP="[^"]*"/g))).toEqual(new Set(['GROUP="tram"']));
  for (const { vendorId } of hidDevices) expect(rules).toContain(`=="${vendorId.toString(16).padStart(4, '0')}"`);
  for (const line of rules.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
    expect(line).toMatch(/^(?:[A-Z]+(?:\{[A-Za-z_/]+\})?(?:==|=|\+=)"[^"]*"(?:, )?|TEST=="[^"]*"(?:, )?)+$/);
});

test.skipIf(!isLinux)('what a unit starts is in the package, or in one that it asks for', () => {
  for (const unit of ['tram.service', 'tram-glass.service']) {
    const text = read(`usr/lib/systemd/system/${unit}`);
    const paths = (/^ExecStart=(.*)$/m.exec(text)?.[1] ?? '').match(/\/(?:opt|usr\/lib)\/tram\/\S+/g) ?? [];
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const inside = path.replace('/opt/tram/current', program).replace(/^\//, '');
      const isThere = existsSync(join(workshop.laid, inside));
      expect([path, isThere]).toEqual([path, true]);
    }
  }
  // A browser that was taken over must not be the user whose files the patrons' numbers stand in.
  expect(read('usr/lib/systemd/system/tram-glass.service')).toMatch(/^User=tram-glass$/m);
  // A command line is every user's to read.
  expect(read('usr/lib/tram/kiosk/session')).not.toMatch(/--app=|exec .*ADDRESS.*chromium/);
});

test.skipIf(!isLinux)('what the technician’s page leads to, and what the session takes up, is in the package', () => {
  const page = read('usr/share/doc/tram/install.md');
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links).toContain('settings.md');
  for (const link of links) expect(files).toContain(`usr/share/doc/tram/${link}`);
  const taken = [...read('usr/lib/tram/kiosk/screen.ts').matchAll(/from '\.\/([^']+)'/g)].map(([, file = '']) => file);
  expect(taken).not.toEqual([]);
  for (const file of taken) expect(files).toContain(`usr/lib/tram/kiosk/${file}`);
});

test.skipIf(!isLinux || !has('dpkg-deb'))(
  'with Electron it holds what the session starts, and asks for no browser',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tram-with-electron-'));
    try {
      const electron = join(folder, 'electron');
      mkdirSync(electron);
      layElectron(electron, 'linux-x64', '1.0.0');
      const laid = join(folder, 'laid');
      cpSync(workshop.laid, laid, { recursive: true, verbatimSymlinks: true });
      const of = { ...packageOf(firstVersion), electron };
      layPackage(root, laid, of);
      const deb = buildDeb(laid, folder, of, { kind: 'none', level: 0 });
      const told = (...words: readonly string[]): string =>
        spawnSync('dpkg-deb', [...words], { encoding: 'utf8', maxBuffer: 1e8 }).stdout;
      const session = read('usr/lib/tram/kiosk/session');
      const [, started = '', page = ''] =
        /exec "\$kiosk\/(electron\/electron)" "\$kiosk\/\.\.\/(\S+)"/.exec(session) ?? [];
      const contents = told('-c', deb);
      expect(contents).toMatch(new RegExp(`^-rwxr-xr-x root/root .* \\./usr/lib/tram/kiosk/${started}$`, 'm'));
      expect(contents).toMatch(new RegExp(`^-rw-r--r-- root/root .* \\./usr/lib/tram/${page}$`, 'm'));
      const asked = told('-f', deb, 'Recommends');
      expect(asked).toContain('libnss3');
      expect(asked).not.toContain('chromium');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test.skipIf(!has('shellcheck'))('shellcheck finds nothing in the scripts', () => {
  const all = [
    ...scripts.map((name) => `extras/debian/${name}`),
    'extras/debian/tram-diagnose',
    'extras/kiosk/session',
  ];
  const { status, stdout } = spawnSync('shellcheck', all, { cwd: root, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, '']);
});

// It reads every file of every library, for minutes.
test.skipIf(process.env['TRAM_PROOF'] === undefined || !has('lintian'))(
  'lintian finds nothing that is not explained (proof)',
  long,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tram-lintian-'));
    try {
      const deb = workshop.build(firstVersion, {}, { kind: 'gzip', level: 1 });
      const { stdout } = spawnSync('lintian', ['--no-cfg', '--allow-root', '--fail-on', 'none', deb], {
        encoding: 'utf8',
        cwd: folder,
      });
      expect(stdout.split('\n').filter((line) => /^[EW]:/.test(line))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
