// A Debian package around a program that was laid out (contents.ts): where Debian has its files, what it depends on, and the scripts
// of its maintainer. Made by dpkg-deb alone.
//
// Why /opt/tram: Debian's policy (9.1.1) follows the FHS, and that gives /opt to add-on packages that are not the distribution's own;
// and a version can lie there whole beside the one before it, which going back needs. Why dpkg-deb and not debhelper: nothing here is
// compiled, and what debhelper would do to the libraries' native parts (strip them, look for their symbols) must not be done.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow, type Platform } from './contents.ts';

export type PackageOf = {
  readonly version: string;
  readonly platform: Exclude<Platform, 'win-x64'>;
  /** `Name <address>` of whoever answers for this package. */
  readonly maintainer: string;
  /** A folder with Electron's binary, for the glass; null: Debian's Chromium. */
  readonly electron: string | null;
  /** Seconds since the epoch: of every file, so that the same sources make the same package. */
  readonly epochS: number;
};

export const architectureOf = { 'linux-x64': 'amd64', 'linux-arm64': 'arm64' } as const;

/** Node and the libraries' native parts: nothing newer than Debian 12 has. */
const depends = [
  'libc6 (>= 2.28)',
  'libgcc-s1',
  'libstdc++6 (>= 11)',
  'libudev1',
  'libusb-1.0-0',
  'systemd',
  'init-system-helpers (>= 1.58)',
];
const glassOf = {
  chromium: ['chromium'],
  electron: ['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libasound2 | libasound2t64', 'libgbm1', 'libxss1', 'libxtst6'],
} as const;
/** Where the X server looks for keys and how they are put together. */
const forXServer = new Map([
  ['tram.xkb', 'symbols/tram'],
  ['tram.rules', 'rules/tram'],
]);

/** A desk or a station without a screen needs none of them: apt leaves them out with --no-install-recommends. */
const session = ['xinit', 'xserver-xorg-core', 'xserver-xorg-input-libinput', 'x11-xserver-utils', 'x11-xkb-utils'];

const control = ({ version, platform, maintainer, electron }: PackageOf, installedKb: number): string =>
  [
    'Package: tram',
    `Version: ${version}`,
    `Architecture: ${architectureOf[platform]}`,
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${installedKb}`,
    `Depends: ${depends.join(', ')}`,
    `Recommends: ${[...session, ...glassOf[electron === null ? 'chromium' : 'electron'], 'espeak-ng', 'udev'].join(', ')}`,
    'Suggests: pcscd, cups-client',
    'Section: misc',
    'Priority: optional',
    'Description: self-service circulation station for libraries',
    ' Patrons put a pile of books on the pad, show a card, and leave with a receipt;',
    ' staff make cards, tag items and see what needs a hand. Tram reads RFID tags and',
    ' barcodes, talks SIP2 to the library system, arms and disarms tags, and prints',
    ' in whole Vietnamese.',
    ' .',
    ' An upgrade that does not become ready gives the place back to the version',
    ' before it. Settings are in /etc/tram, data in /var/lib/tram.',
    '',
  ].join('\n');

const copyright = (root: string): string =>
  [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: tram',
    '',
    'Files: *',
    'Copyright: the authors of Tram',
    'License: Apache-2.0',
    ' On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.',
    '',
    'Files: opt/tram/versions/*/node_modules/*',
    'Copyright: the authors of each library, as its own folder there tells',
    'License: various',
    ' The licence of each lies in its folder. What they ask for:',
    ...readFileSync(join(root, 'docs/licences.md'), 'utf8')
      .split('\n')
      .map((line) => (line.trim() === '' ? ' .' : ` ${line.replaceAll(/ {2,}/g, ' ').replaceAll(/-{4,}/g, '---')}`)),
    '',
  ].join('\n');

const changelog = ({ version, maintainer, epochS }: PackageOf): string =>
  [
    `tram (${version}) stable; urgency=medium`,
    '',
    '  * See /usr/share/doc/tram/CHANGELOG.md, which is written for librarians.',
    '',
    ` -- ${maintainer}  ${new Date(epochS * 1000).toUTCString().replace('GMT', '+0000')}`,
    '',
  ].join('\n');

/** Lays everything of the package below `into`, which holds the program at /opt/tram/versions/VERSION already. */
export const layPackage = (root: string, into: string, of: PackageOf): void => {
  const at = (path: string): string => {
    const file = join(into, path);
    mkdirSync(join(file, '..'), { recursive: true });
    return file;
  };
  const put = (path: string, text: string | Buffer, mode = 0o644): void => {
    writeFileSync(at(path), text);
    chmodSync(join(into, path), mode);
  };
  const take = (from: string, path: string, mode = 0o644): void => put(path, readFileSync(join(root, from)), mode);
  const program = `opt/tram/versions/${of.version}`;
  const node = join(into, program, 'node_modules/.bin/node');

  take('extras/systemd/tram.service', 'usr/lib/systemd/system/tram.service');
  take('extras/systemd/tram-glass.service', 'usr/lib/systemd/system/tram-glass.service');
  take('extras/systemd/journald@tram.conf', 'usr/lib/systemd/journald@tram.conf.d/tram.conf');
  take('extras/systemd/credentials.conf', 'usr/share/doc/tram/examples/credentials.conf');
  take('extras/debian/tram.sysusers', 'usr/lib/sysusers.d/tram.conf');
  take('extras/debian/tram.tmpfiles', 'usr/lib/tmpfiles.d/tram.conf');
  take('extras/debian/tram.polkit.rules', 'usr/share/polkit-1/rules.d/50-tram.rules');
  const rules = spawnSync(node, [join(into, program, 'drivers/udev.ts')], { encoding: 'utf8' });
  if (rules.status !== 0) throw new Error(`the rules for udev could not be made: ${rules.stderr}`);
  put('usr/lib/udev/rules.d/60-tram.rules', rules.stdout);

  for (const file of filesBelow(join(root, 'extras/kiosk')))
    if (!forXServer.has(file))
      take(`extras/kiosk/${file}`, `usr/lib/tram/kiosk/${file}`, file === 'session' ? 0o755 : 0o644);
  // postinst runs it from the new version's own folder.
  take('scripts/package/trial.ts', `${program}/install/trial.ts`);
  for (const file of ['screen.ts', 'page-watch.ts']) take(`scripts/package/${file}`, `usr/lib/tram/kiosk/${file}`);
  put(
    'usr/share/man/man1/tram-diagnose.1.gz',
    gzipSync(readFileSync(join(root, 'extras/debian/tram-diagnose.1')), { level: 9 }),
  );
  for (const [file, where] of forXServer) take(`extras/kiosk/${file}`, `usr/share/X11/xkb/${where}`);
  if (of.electron !== null) {
    cpSync(of.electron, at('usr/lib/tram/kiosk/electron'), { recursive: true, dereference: true });
    cpSync(join(root, 'build/electron'), at('usr/lib/tram/build/electron'), { recursive: true });
  }

  take('extras/debian/tram-diagnose', 'usr/bin/tram-diagnose', 0o755);
  for (const page of ['install.md', 'settings.md']) take(`docs/${page}`, `usr/share/doc/tram/${page}`);
  take('CHANGELOG.md', 'usr/share/doc/tram/CHANGELOG.md');
  for (const picture of readdirSync(join(root, 'docs/pictures')).filter((name) => name.startsWith('install-')))
    take(`docs/pictures/${picture}`, `usr/share/doc/tram/pictures/${picture}`);
  put('usr/share/doc/tram/copyright', copyright(root));
  put('usr/share/doc/tram/changelog.gz', gzipSync(changelog(of), { level: 9 }));
  take('extras/debian/tram.lintian-overrides', 'usr/share/lintian/overrides/tram');

  for (const script of ['preinst', 'postinst', 'prerm', 'postrm'] as const) {
    const text = readFileSync(join(root, 'extras/debian', script), 'utf8');
    put(`DEBIAN/${script}`, text.replaceAll('@VERSION@', of.version), 0o755);
  }
};

const kilobytesOf = (folder: string): number =>
  filesBelow(folder).reduce((sum, file) => sum + Math.ceil(lstatSync(join(folder, file)).size / 1024), 0);

/** What is run by itself; what a library's author left executable is not. */
const isProgram = (path: string): boolean =>
  /(?:^|\/)(?:bin|kiosk)\/[^/.]+$|\/kiosk\/electron\/[^/]+$|\/DEBIAN\/(?:pre|post)(?:inst|rm)$/.test(path);

/** Modes that do not hang on the umask of whoever builds; times that do not hang on the day. */
const settle = (folder: string, epochS: number): void => {
  for (const entry of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const path = join(folder, entry);
    const about = lstatSync(path);
    if (!about.isSymbolicLink()) {
      const runs = about.isDirectory() || ((about.mode & 0o100) !== 0 && isProgram(path));
      chmodSync(path, runs ? 0o755 : 0o644);
    }
    lutimesSync(path, epochS, epochS);
  }
};

/** Builds what was laid; the file's path. `compression`: dpkg-deb's name of it, with its level. Throws what dpkg-deb says. */
export const buildDeb = (
  laid: string,
  into: string,
  of: PackageOf,
  compression: { readonly kind: 'zstd' | 'xz' | 'gzip' | 'none'; readonly level: number },
): string => {
  mkdirSync(join(laid, 'DEBIAN'), { recursive: true });
  writeFileSync(join(laid, 'DEBIAN/control'), control(of, kilobytesOf(laid)));
  settle(laid, of.epochS);
  mkdirSync(into, { recursive: true });
  const deb = join(into, `tram_${of.version}_${architectureOf[of.platform]}.deb`);
  const how = [`-Z${compression.kind}`, ...(compression.kind === 'none' ? [] : [`-z${compression.level}`])];
  const { status, stderr } = spawnSync('dpkg-deb', ['--root-owner-group', ...how, '--build', laid, deb], {
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: String(of.epochS) },
  });
  if (status !== 0) throw new Error(`dpkg-deb did not build it: ${stderr.trim()}`);
  return deb;
};
