// `npm run package`: Tram as a Debian package, with Node 24 in it, built by Debian's own dpkg-deb (package/deb.ts says why).
// Prints the file's path. Run it as an ordinary user.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './ground.mjs';
import { readOptions } from './options.ts';
import { hasPcsc, layProgram } from './package/contents.ts';
import { buildDeb, layPackage, type PackageOf } from './package/deb.ts';

const usage = `npm run package -- [options]

  --electron DIR     put Electron's binary in, from this folder; else the glass is Debian's Chromium
  --version V        what it calls itself (default: package.json's)
  --maintainer TEXT  "Name <address>" of who answers for this package (default: the project, with an address that leads nowhere)
  --out DIR          where the package goes (default: build/packages)
  --laid DIR         leave what was laid out there, too
  --compress KIND    xz (default, as Debian’s own), zstd, gzip or none`;

const { values } = readOptions(usage, {
  options: {
    electron: { type: 'string' },
    version: { type: 'string' },
    maintainer: { type: 'string', default: 'Tram <tram@tram.invalid>' },
    out: { type: 'string', default: 'build/packages' },
    laid: { type: 'string' },
    compress: { type: 'string', default: 'xz' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const fail = (sentence: string): never => {
  console.error(`tram: ${sentence}`);
  process.exit(1);
};

/** npm runs this in the checkout; the person may have stood elsewhere. */
const here = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

const platforms: Readonly<Record<string, PackageOf['platform']>> = { x64: 'linux-x64', arm64: 'linux-arm64' };
const levels = { zstd: 12, xz: 6, gzip: 6, none: 0 } as const;
const isCompression = (text: string): text is keyof typeof levels => Object.hasOwn(levels, text);

const platform = process.platform === 'linux' ? platforms[process.arch] : undefined;
if (platform === undefined)
  fail(`packages are made on Linux for x64 and arm64, not on ${process.platform}-${process.arch}`);
const compress = values.compress;
if (!isCompression(compress)) fail(`--compress is zstd, xz, gzip or none, not "${compress}"`);
if (!/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/.test(values.maintainer)) fail('--maintainer looks like: Name <address>');
const electron = values.electron === undefined ? null : here(values.electron);
if (electron !== null && !existsSync(join(electron, 'electron'))) fail(`there is no program "electron" in ${electron}`);

const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const own = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
const version = values.version ?? own;
// Debian policy 5.6.12; without a revision, an add-on package being its own upstream.
if (!/^\d[A-Za-z0-9.+~]*$/.test(version))
  fail(`--version is ${version}: it begins with a digit, then letters, digits, . + ~`);

/** Of the last commit, so that the same sources make the same package; else of now. */
const epochS = ((): number => {
  const given = Number(process.env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
  if (Number.isInteger(given)) return given;
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return Number(stdout ?? '') || Math.floor(Date.now() / 1000);
})();

const built = spawnSync(
  process.execPath,
  ['scripts/build.mjs', '--if-stale', 'glass', ...(electron === null ? [] : ['electron'])],
  {
    cwd: root,
    stdio: ['ignore', 2, 2],
  },
);
if (built.status !== 0) fail('the build failed (see above)');

if (platform === 'linux-x64' && !hasPcsc(root))
  console.error('tram: without the support for PC/SC readers: npm run pcsc:fetch, then npm run package again.');

const laid = values.laid === undefined ? mkdtempSync(join(tmpdir(), 'tram-package-')) : here(values.laid);
try {
  rmSync(laid, { recursive: true, force: true });
  const of: PackageOf = { version, platform: platform ?? 'linux-x64', maintainer: values.maintainer, electron, epochS };
  layProgram({ root, into: join(laid, 'opt/tram/versions', version), version, platform: of.platform });
  layPackage(root, laid, of);
  const kind = isCompression(compress) ? compress : 'zstd';
  console.log(
    buildDeb(laid, values.out === 'build/packages' ? join(root, values.out) : here(values.out), of, {
      kind,
      level: levels[kind],
    }),
  );
} finally {
  if (values.laid === undefined) rmSync(laid, { recursive: true, force: true });
}
