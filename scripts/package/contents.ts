// What of a checkout goes into a package: the rooms that a station runs on, their libraries, and Node itself, in the checkout's own
// order. Knows the lock file and what libraries carry for other machines; knows nothing of Debian.
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

type Locked = {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
};
export type Lock = { readonly packages: Readonly<Record<string, Locked>> };

const isLock = (value: unknown): value is Lock =>
  typeof value === 'object' && value !== null && 'packages' in value && typeof value.packages === 'object';

/** Throws where the file is no lock file. */
export const readLock = (root: string): Lock => {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  if (!isLock(lock)) throw new Error('package-lock.json is no lock file of npm');
  return lock;
};

/** Libraries of the glass: they stand in its built page already. */
const builtIn: readonly string[] = ['react', 'react-dom', 'lucide-react'];

/** Where a library finds another one, as Node looks for it: nearest first. Null where it is not installed. */
const found = (lock: Lock, from: string, name: string): string | null => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (path in lock.packages) return path;
    if (at === '') return null;
  }
};

/** Every library that the station needs to run, as paths in the checkout (`node_modules/…`), without Node's own packages. */
export const librariesOf = (lock: Lock): readonly string[] => {
  const needed = new Set<string>();
  const take = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const path = found(lock, from, name);
      if (path === null || needed.has(path)) continue;
      needed.add(path);
      const locked = lock.packages[path];
      const own = locked?.link === true ? (locked.resolved ?? path) : path;
      const { dependencies = {}, optionalDependencies = {} } = lock.packages[own] ?? {};
      take(own, [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
    }
  };
  const { dependencies = {} } = lock.packages[''] ?? {};
  take('', [...Object.keys(dependencies).filter((name) => !builtIn.includes(name)), 'sip2']);
  return [...needed].toSorted();
};

export type Platform = 'linux-x64' | 'linux-arm64' | 'win-x64';

/** How libraries call the machine that their native parts are for. */
const prebuiltFor: Readonly<Record<Platform, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'win-x64': 'win32-x64',
};

/** A path as it stands in lock files and rules, on a machine with another sign between folders, too. */
const plain = (path: string): string => path.replaceAll(sep, '/');

/** What a library carries for other machines, or to be built from: none of it is ever loaded. `true`: left out. */
const isLeftOut = (path: string, platform: Platform): boolean => {
  const prebuilt = /(?:^|\/)prebuilds\/([^/]+)/.exec(path)?.[1];
  if (prebuilt !== undefined) {
    const isOurs = prebuilt.replace(/\.node$/, '').replace(/^HID(?:_hidraw)?-/, '') === prebuiltFor[platform];
    return !isOurs || path.endsWith('.musl.node');
  }
  return (
    /\/(?:\.[^/]+|bower\.json|tsconfig[^/]*\.json)$/.test(path) ||
    /node_modules\/.*(?:\.[cm]?tsx?|\/tests?)$/.test(path) ||
    /\.(?:map|cc?|h|hpp|cpp|gyp|gypi|md)$/.test(path) ||
    /node_modules\/better-sqlite3\/(?:deps|src)(?:\/|$)/.test(path) ||
    /node_modules\/node-hid\/(?:hidapi|src)(?:\/|$)/.test(path)
  );
};

/** A program to be started by its name, as its first two bytes say: libraries' own tools, and `sip2` for npx. Nothing here loads one. */
const isTool = (file: string): boolean => {
  if (!statSync(file).isFile()) return false;
  const open = openSync(file, 'r');
  try {
    const first = Buffer.alloc(2);
    return readSync(open, first) === 2 && first.toString('latin1') === '#!';
  } finally {
    closeSync(open);
  }
};

const rooms = ['contract', 'sip2', 'drivers', 'station'];
const alone = ['package.json', 'package-lock.json', 'LICENSE', 'README.md', 'CHANGELOG.md'];

/** The doors of the package sip2, each a way to the room: a link would be a thing that Windows gives to administrators alone. */
const layDoors = (root: string, into: string): void => {
  const at = join(into, 'node_modules/sip2');
  const own: unknown = JSON.parse(readFileSync(join(root, 'sip2/package.json'), 'utf8'));
  const doors = typeof own === 'object' && own !== null && 'exports' in own ? Object.entries(Object(own.exports)) : [];
  const exported = doors.map(([door, file]) => {
    const name = `./${door === '.' ? 'index' : door.slice(2)}.js`;
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, name), `export * from '../../sip2/${String(file).slice(2)}';\n`);
    return [door, name] as const;
  });
  const manifest = { name: 'sip2', private: true, type: 'module', exports: Object.fromEntries(exported) };
  writeFileSync(join(at, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
};

/** Is the support for PC/SC readers here, to go into a package? */
export const hasPcsc = (root: string): boolean => existsSync(join(root, 'extras/pcsc/node_modules/pcsc-mini'));

/**
 * Lays the program into an empty folder. `version` is what it calls itself. The glass must have been built (build/glass).
 * `node`: the folder of the package that brings Node for that platform. `files`: others of the checkout that are wanted.
 * Throws a sentence where something is not there.
 */
export const layProgram = (parts: {
  readonly root: string;
  readonly into: string;
  readonly version: string;
  readonly platform: Platform;
  readonly node?: string;
  readonly files?: readonly string[];
}): void => {
  const { root, into, version, platform, files = [] } = parts;
  const take = (path: string, wants: (path: string) => boolean = () => true): void => {
    const from = join(root, path);
    if (!existsSync(from)) throw new Error(`${path} is not there: run npm ci and npm run build`);
    mkdirSync(dirname(join(into, path)), { recursive: true });
    cpSync(from, join(into, path), {
      recursive: true,
      dereference: true,
      filter: (one) => wants(plain(relative(root, one))) && !isTool(one),
    });
  };
  for (const file of alone) take(file);
  for (const room of rooms) take(room, (path) => !/(?:tsconfig[^/]*\.json|node_modules)$/.test(path));
  for (const file of files) take(file);
  take('docs');
  take('build/glass');

  const lock = readLock(root);
  for (const library of librariesOf(lock)) {
    if (lock.packages[library]?.link === true) continue;
    // The library's own folders below it are packages of their own, or were not asked for.
    take(library, (path) => !path.slice(library.length).includes('/node_modules') && !isLeftOut(path, platform));
  }
  // Fetched apart (npm run pcsc:fetch), and for this machine only.
  if (platform === 'linux-x64' && hasPcsc(root)) take('extras/pcsc', (path) => !isLeftOut(path, platform));
  layDoors(root, into);
  const own = `node_modules/node-${platform}`;
  const node = parts.node ?? join(root, own);
  const program = platform === 'win-x64' ? 'bin/node.exe' : 'bin/node';
  for (const path of [program, 'LICENSE', 'package.json']) {
    if (!existsSync(join(node, path))) throw new Error(`${path} is not in ${node}: run npm ci`);
    mkdirSync(dirname(join(into, own, path)), { recursive: true });
    cpSync(join(node, path), join(into, own, path), { dereference: true });
  }
  if (platform !== 'win-x64') {
    mkdirSync(join(into, 'node_modules/.bin'));
    symlinkSync(`../node-${platform}/bin/node`, join(into, 'node_modules/.bin/node'));
  }

  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(into, 'package.json'), `${JSON.stringify({ ...Object(manifest), version }, null, 2)}\n`);
};

/** All files below a folder, as paths from it, in order. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => plain(relative(folder, join(entry.parentPath, entry.name))))
    .toSorted();
