// A package with a window of its own, for a desk or a kiosk: what electron-builder is given to put together, for Linux and for
// Windows. The case (build/electron) lies in `app`, the station as any other package has it in `resources/tram`; electron-builder adds
// Electron's binary and the installer, and is told to touch nothing else.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layProgram, type Platform } from './contents.ts';
import { drawIco, drawPng } from './icon.ts';

export type DesktopOf = {
  readonly version: string;
  readonly platform: Platform;
  /** `Name <address>` of whoever answers for this package. */
  readonly maintainer: string;
  /** A folder with Electron's unpacked binary; null: electron-builder fetches it. */
  readonly electron: string | null;
  readonly electronVersion: string;
  /** Signs with the certificate that CSC_LINK names; without, nothing is signed. */
  readonly sign: boolean;
  /** electron-builder's names. `dir`: the folder that the others are made of. */
  readonly targets: readonly string[];
};

/** What each platform can be made into. Debian has a package of its own (deb.ts): its station is a service, this one is a window. */
export const targetsOf: Readonly<Record<Platform, readonly string[]>> = {
  'linux-x64': ['dir', 'AppImage'],
  'linux-arm64': ['dir', 'AppImage'],
  'win-x64': ['dir', 'nsis'],
};

/** electron-builder's words for a platform, and where it leaves what it packed. */
export const packedAs: Readonly<
  Record<Platform, { readonly flags: readonly string[]; readonly folder: string; readonly program: string }>
> = {
  'linux-x64': { flags: ['--linux', '--x64'], folder: 'linux-unpacked', program: 'tram' },
  'linux-arm64': { flags: ['--linux', '--arm64'], folder: 'linux-arm64-unpacked', program: 'tram' },
  'win-x64': { flags: ['--win', '--x64'], folder: 'win-unpacked', program: 'Tram.exe' },
};

/** Electron's own program, in its unpacked folder. */
export const electronProgram = (platform: Platform): string => (platform === 'win-x64' ? 'electron.exe' : 'electron');

/** electron-builder has no word for this one. It is on as Electron delivers it, and read back with the others when all is packed. */
const notSpokenOf = ['WasmTrapHandlers'];

/** The table of scripts/fuses.ts in electron-builder's spelling. */
export const fusesFor = (
  fuses: Readonly<Record<string, { readonly on: boolean }>>,
): Readonly<Record<string, boolean>> =>
  Object.fromEntries(
    Object.entries(fuses)
      .filter(([name]) => !notSpokenOf.includes(name))
      .map(([name, { on }]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, on]),
  );

/** electron-builder's configuration: the data of extras/desktop/builder.json, and what is known only now. */
export const configOf = (
  base: Readonly<Record<string, unknown>>,
  of: DesktopOf,
  parts: { readonly out: string; readonly fuses: Readonly<Record<string, { readonly on: boolean }>> },
): Readonly<Record<string, unknown>> => {
  const { $schema: _schema, ...plain } = base;
  const part = (name: string): object => Object(plain[name]);
  return {
    ...plain,
    directories: { ...part('directories'), output: parts.out },
    electronVersion: of.electronVersion,
    ...(of.electron === null ? {} : { electronDist: of.electron }),
    electronFuses: fusesFor(parts.fuses),
    linux: { ...part('linux'), maintainer: of.maintainer },
    win: { ...part('win'), signExecutable: of.sign },
    forceCodeSigning: of.sign && of.platform === 'win-x64',
  };
};

/** What the case needs of the checkout beside its own build: it starts the station on this leash, and a technician sets its PIN. */
const ofTheCase = ['electron/leash.ts', 'electron/exit-pin.ts', 'electron/way-out.ts'];
const pngSizes = [16, 32, 48, 64, 128, 256, 512];

/**
 * Lays out everything below `into`, an empty folder: `app`, `resources/tram`, `icons` and `builder.json`. Glass and case must have
 * been built. `node`: the folder of the package that brings Node for that platform.
 */
export const layDesktop = async (
  into: string,
  of: DesktopOf,
  parts: {
    readonly root: string;
    readonly node: string;
    readonly out: string;
    readonly fuses: Readonly<Record<string, { readonly on: boolean }>>;
  },
): Promise<void> => {
  const { root, node } = parts;
  const built = join(root, 'build/electron');
  if (!existsSync(join(built, 'main.mjs'))) throw new Error('build/electron is not there: run npm run build');
  const { version, platform } = of;
  layProgram({ root, into: join(into, 'resources/tram'), version, platform, node, files: ofTheCase });

  cpSync(built, join(into, 'app'), { recursive: true });
  const [, author = of.maintainer, email = ''] = /^(.*) <(.*)>$/.exec(of.maintainer) ?? [];
  const manifest = {
    name: 'tram',
    version,
    description: 'A self-service circulation station for libraries',
    license: 'Apache-2.0',
    author: { name: author, email },
    private: true,
    type: 'module',
    main: 'main.mjs',
  };
  writeFileSync(join(into, 'app/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  // It looks for libraries above the case, too, and falls over a folder that is no package.
  writeFileSync(join(into, 'package.json'), '{ "name": "tram-laid", "private": true }\n');

  const mark = readFileSync(join(root, 'renderer/mark.svg'), 'utf8');
  mkdirSync(join(into, 'icons'));
  if (platform === 'win-x64') writeFileSync(join(into, 'icons/icon.ico'), await drawIco(mark));
  else for (const size of pngSizes) writeFileSync(join(into, `icons/${size}x${size}.png`), await drawPng(mark, size));

  const base: unknown = JSON.parse(readFileSync(join(root, 'extras/desktop/builder.json'), 'utf8'));
  writeFileSync(join(into, 'builder.json'), `${JSON.stringify(configOf(Object(base), of, parts), null, 2)}\n`);
};
