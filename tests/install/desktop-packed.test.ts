// electron-builder on what was laid out for it, for Linux and for Windows, with a stand-in for Electron: its own schema, its fuses,
// and that it leaves nothing out. It fetches electron-builder and Node for Windows, so that it runs in `npm run proof` only.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../scripts/ground.mjs';
import { filesBelow, type Platform } from '../../scripts/package/contents.ts';
import { isProof } from '../proof.ts';
import { layElectron } from './electron-folder.ts';

const own = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-packed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const { devDependencies }: { devDependencies: { electron: string } } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

const pack = (folder: string, platform: Platform) =>
  spawnSync(
    process.execPath,
    [
      'scripts/desktop.ts',
      ['--for', platform, '--electron', join(folder, 'electron'), '--version', '1.2.3'],
      ['--out', join(folder, 'out'), '--laid', join(folder, 'laid')],
    ].flat(),
    { cwd: root, encoding: 'utf8', env: { ...process.env, INIT_CWD: root } },
  );

test.skipIf(!isProof).each([
  ['linux-x64', 'linux-unpacked/tram', 'bin/node'],
  ['win-x64', 'win-unpacked/Tram.exe', 'bin/node.exe'],
] as const)(
  'a folder for %s holds all that was laid out, and Electron with its doors shut (proof)',
  (platform, program, node) => {
    const folder = own();
    layElectron(join(folder, 'electron'), platform, devDependencies.electron);
    const { status, stdout, stderr } = pack(folder, platform);
    expect([status, stderr.includes('⨯')], stderr).toEqual([0, false]);
    expect(stdout.trim()).toBe(join(folder, `out/tram-1.2.3-${platform}`));
    const files = filesBelow(stdout.trim());
    const laid = filesBelow(join(folder, 'laid/resources/tram'));
    expect(laid.filter((file) => !files.includes(`resources/tram/${file}`))).toEqual([]);
    for (const file of ['resources/app/main.mjs', `resources/tram/node_modules/node-${platform}/${node}`])
      expect(files).toContain(file);
    expect(files).toContain(program.split('/')[1]);
    // The screens speak two languages.
    expect(files.filter((file) => file.startsWith('locales/'))).toEqual(['locales/en-US.pak', 'locales/vi.pak']);
    const version = readFileSync(join(stdout.trim(), program.split('/')[1] ?? ''));
    if (platform === 'win-x64') expect(version.includes(Buffer.from('1.2.3', 'utf16le'))).toBe(true);
  },
);

test.skipIf(!isProof)('a setting that electron-builder does not know is refused by its own schema (proof)', () => {
  const folder = own();
  const config = join(root, 'extras/desktop/node_modules/app-builder-lib/out/util/config/config.js');
  const ask = `
    const { validateConfiguration } = await import(${JSON.stringify(config)});
    const { readFileSync } = await import('node:fs');
    const { configOf } = await import('./scripts/package/desktop.ts');
    const { fuses } = await import('./scripts/fuses.ts');
    const base = JSON.parse(readFileSync('extras/desktop/builder.json', 'utf8'));
    const debug = { add() {}, isEnabled: false };
    for (const platform of ['linux-x64', 'linux-arm64', 'win-x64']) for (const sign of [true, false]) {
      const of = { version: '1.2.3', platform, maintainer: 'a <b@c>', electron: null, electronVersion: '1.0.0', sign, targets: ['dir'] };
      const config = configOf(base, of, { out: ${JSON.stringify(folder)}, fuses });
      await validateConfiguration(config, debug);
      const said = await validateConfiguration({ ...config, asarr: true }, debug).then(() => 'taken', () => 'refused');
      console.log(platform, sign, said);
    }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout.trim().split('\n'), stderr).toEqual(
    ['linux-x64', 'linux-arm64', 'win-x64'].flatMap((platform) =>
      [true, false].map((sign) => `${platform} ${sign} refused`),
    ),
  );
});

test.skipIf(!isProof)('an Electron of another version, or for another machine, is not taken (proof)', () => {
  const folder = own();
  layElectron(join(folder, 'electron'), 'linux-x64', '1.0.0');
  expect(pack(folder, 'linux-x64').stderr).toContain(`the case is made for ${devDependencies.electron}`);
  expect(pack(folder, 'win-x64').stderr).toContain('there is no program "electron.exe"');
});
