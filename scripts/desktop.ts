// `npm run desktop`: Tram with a window of its own, as a folder, an AppImage or an installer for Windows, put together by
// electron-builder (extras/desktop). Prints the path of what was made. docs/install.md says what was run and what was not.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fuses, wrongIn } from './fuses.ts';
import { environment, isInstalled, root, run } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';
import { readOptions } from './options.ts';
import type { Platform } from './package/contents.ts';
import { electronProgram, layDesktop, packedAs, targetsOf, type DesktopOf } from './package/desktop.ts';
import { filesBelow } from './package/contents.ts';
import { nodeFor } from './package/node.ts';

const usage = `npm run desktop -- [options]

  --for PLATFORM     linux-x64, linux-arm64 or win-x64 (default: this machine's own)
  --target KIND      dir (default; a folder to copy), AppImage (Linux) or nsis (Windows' installer)
  --electron DIR     a folder with Electron's unpacked binary for that platform; else electron-builder fetches it
  --version V        what it calls itself (default: package.json's), as 1.2.3
  --maintainer TEXT  "Name <address>" of who answers for this package
  --sign             sign the programs for Windows: CSC_LINK names the certificate, CSC_KEY_PASSWORD opens it
  --out DIR          where it goes (default: build/desktop)
  --laid DIR         leave what was laid out for electron-builder there, too`;

const { values } = readOptions(usage, {
  options: {
    for: { type: 'string' },
    target: { type: 'string', default: 'dir' },
    electron: { type: 'string' },
    version: { type: 'string' },
    maintainer: { type: 'string', default: 'Tram <tram@tram.invalid>' },
    sign: { type: 'boolean', default: false },
    out: { type: 'string' },
    laid: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** npm runs this in the checkout; the person may have stood elsewhere. */
const here = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
const builder = join(root, 'extras/desktop');

const isPlatform = (text: string): text is Platform => Object.hasOwn(targetsOf, text);
const ownPlatform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** What was asked for, or a sentence about what cannot be done. */
const readAsked = (): DesktopOf => {
  const platform = values.for ?? ownPlatform;
  if (!isPlatform(platform)) throw new Mendable(`--for is ${Object.keys(targetsOf).join(', ')}, not "${platform}"`);
  if (!targetsOf[platform].includes(values.target))
    throw new Mendable(`for ${platform} --target is ${targetsOf[platform].join(' or ')}, not "${values.target}"`);
  if (!/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(values.maintainer))
    throw new Mendable('--maintainer looks like: Name <address>');
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const own = Object(manifest);
  const version = values.version ?? String(own.version);
  // Windows keeps numbers only; electron-builder refuses anything else.
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?$/.test(version))
    throw new Mendable(`--version is ${version}: it looks like 1.2.3`);
  if (values.sign && (process.env['CSC_LINK'] ?? '') === '')
    throw new Mendable('--sign needs the certificate: CSC_LINK is its file, CSC_KEY_PASSWORD its password');
  const electron = values.electron === undefined ? null : here(values.electron);
  const electronVersion = String(Object(own.devDependencies).electron);
  if (electron !== null) {
    if (!existsSync(join(electron, electronProgram(platform))))
      throw new Mendable(`there is no program "${electronProgram(platform)}" in ${electron}`);
    const told = join(electron, 'version');
    const is = existsSync(told) ? readFileSync(told, 'utf8').trim().replace(/^v/, '') : electronVersion;
    if (is !== electronVersion)
      throw new Mendable(`${electron} is Electron ${is}; the case is made for ${electronVersion}`);
  }
  return {
    version,
    platform,
    maintainer: values.maintainer,
    electron,
    electronVersion,
    sign: values.sign,
    targets: [values.target],
  };
};

const readJson = (path: string): object => (existsSync(path) ? Object(JSON.parse(readFileSync(path, 'utf8'))) : {});

/** `npm ci` in extras/desktop, when it does not hold what its lock file asks for. */
const fetchBuilder = async (): Promise<void> => {
  const asked = readJson(join(builder, 'package-lock.json'));
  if (isInstalled(asked, readJson(join(builder, 'node_modules/.package-lock.json')))) return;
  tell('tram: fetching electron-builder (npm ci in extras/desktop)…');
  if ((await run('npm', ['ci', '--prefix', builder, '--ignore-scripts'], process.env)) !== 0)
    throw new Mendable('npm ci in extras/desktop failed (see above)');
};

/** What electron-builder left out or changed of what was laid for it: nothing may be. */
const missingIn = (packed: string, laid: string): readonly string[] => {
  const there = new Set(filesBelow(packed));
  return filesBelow(laid).filter((file) => !there.has(file));
};

const pack = async (of: DesktopOf, laid: string, out: string): Promise<number> => {
  if ((await run('node', ['scripts/build.mjs', '--if-stale', 'glass', 'electron'], environment())) !== 0)
    throw new Mendable('the build failed (see above)');
  await fetchBuilder();
  const made = join(laid, 'made');
  await layDesktop(laid, of, { root, node: nodeFor(root, of.platform), out: made, fuses });
  const { flags, folder, program } = packedAs[of.platform];
  const [platformFlag = '', archFlag = ''] = flags;
  const cli = join(builder, 'node_modules/electron-builder/cli.js');
  const config = join(laid, 'builder.json');
  const args = [
    cli,
    '--projectDir',
    laid,
    '--config',
    config,
    platformFlag,
    ...of.targets,
    archFlag,
    '--publish',
    'never',
  ];
  if ((await run('node', args, environment())) !== 0) throw new Mendable('electron-builder failed (see above)');

  const unpacked = join(made, folder);
  const missing = missingIn(join(unpacked, 'resources/tram'), join(laid, 'resources/tram'));
  if (missing.length > 0) throw new Error(`electron-builder left out ${missing.length} files, such as ${missing[0]}`);
  const wrong = await wrongIn(join(unpacked, program), fuses);
  if (wrong.length > 0) throw new Error(wrong.join(' '));

  mkdirSync(out, { recursive: true });
  // Beside what was asked for there are notes of electron-builder's own.
  const isAsked = (name: string): boolean =>
    of.targets.includes('dir') ? name === folder : /\.(?:AppImage|exe)$/.test(name);
  for (const name of readdirSync(made).filter(isAsked)) {
    const to = join(out, of.targets.includes('dir') ? `tram-${of.version}-${of.platform}` : name);
    rmSync(to, { recursive: true, force: true });
    cpSync(join(made, name), to, { recursive: true, verbatimSymlinks: true });
    console.log(to);
  }
  return 0;
};

if (values.help) console.log(usage);
else
  await runProgram(async () => {
    const of = readAsked();
    const laid = values.laid === undefined ? mkdtempSync(join(tmpdir(), 'tram-desktop-')) : here(values.laid);
    try {
      rmSync(laid, { recursive: true, force: true });
      mkdirSync(laid, { recursive: true });
      return await pack(of, laid, values.out === undefined ? join(root, 'build/desktop') : here(values.out));
    } finally {
      if (values.laid === undefined) rmSync(laid, { recursive: true, force: true });
    }
  }, 5_000);
