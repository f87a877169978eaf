// The ground under `npm start` and `npm test`: plain JavaScript for the Node that came with the machine (20.19 or newer).
// Installs what is missing and finds the programs; knows nothing of stations.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Mendable, start, tell } from './household.mjs';
import { browsersOn, isInItsOwnWay } from './windows.mjs';

/** The checkout, whatever directory the command was given in. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  tell(`tram: this needs Node 20.19 or newer to set itself up; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Locked */
/** @typedef {{ packages?: Record<string, Locked> }} Lock */

/**
 * Does node_modules hold what the lock file asks for? Asks npm's own note of what it laid there, which it writes last: an
 * install that was cut short leaves none. Packages for other platforms may be missing.
 * @param {Lock} asked package-lock.json
 * @param {Lock} laid node_modules/.package-lock.json
 */
export const isInstalled = (asked, laid) => {
  const asks = asked.packages ?? {};
  const has = laid.packages ?? {};
  const same = (/** @type {string} */ path) =>
    asks[path]?.version === has[path]?.version && asks[path]?.integrity === has[path]?.integrity;
  return (
    Object.keys(has).every((path) => path in asks && same(path)) &&
    Object.entries(asks).every(([path, locked]) => path === '' || locked.optional === true || path in has)
  );
};

/** @param {string} path @returns {Lock | null} */
const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

/** `npm ci`, when node_modules does not hold what package-lock.json asks for. */
export const installLibraries = async () => {
  const asked = readLock(join(root, 'package-lock.json'));
  const laid = readLock(join(root, 'node_modules/.package-lock.json'));
  if (asked !== null && laid !== null && isInstalled(asked, laid)) return;
  if (isInItsOwnWay({ platform: process.platform, execPath: process.execPath, root }))
    throw new Mendable(
      'the libraries are not those of package-lock.json. Run npm ci, then give the same command again.',
    );
  tell('tram: installing the libraries (npm ci, some ten seconds)…');
  // npm must not run on the Node that it is about to replace: `npm run` has put node_modules/.bin first.
  const own = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const code = await run('npm', ['ci'], { ...process.env, PATH: own.join(delimiter) });
  if (code !== 0) throw new Mendable('npm ci failed (see above). Mend that, then give the same command again.');
};

/** The Node 24 that everything runs on, a library like the others (the machine's own, where no package has it). */
export const findNode = () => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const bundled = join(
    root,
    `node_modules/node-${platform}-${process.arch}/bin/node${platform === 'win' ? '.exe' : ''}`,
  );
  if (existsSync(bundled)) return bundled;
  if (major >= 24) return process.execPath;
  throw new Mendable(
    `there is no Node 24 for ${process.platform}-${process.arch} in node_modules (this is Node ${process.versions.node}). ` +
      'Install Node 24 and give the same command again.',
  );
};

/** The environment of everything started from here: `node`, `vite`, `tsc`… are the checkout's own. */
export const environment = () => ({
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter),
});

/**
 * Runs a program in the checkout to its end, its output on our stderr; resolves with its exit code.
 * @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
 */
export const run = (command, args, env) => start(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] }).ended;

/** @param {string} path */
const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** The first of `names` on the PATH, or null. @param {readonly string[]} names @param {NodeJS.ProcessEnv} env */
export const findProgram = (names, env) => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
};

/** @param {NodeJS.ProcessEnv} env */
export const findChromium = (env) =>
  process.platform === 'win32'
    ? (browsersOn(env).find(isProgram) ?? null)
    : findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], env);

/**
 * Electron's program, or null. Never asks the library itself: `require('electron')` downloads what it does not find.
 * @param {NodeJS.ProcessEnv} env
 */
export const findElectron = (env) => {
  const library = join(root, 'node_modules/electron');
  const named = join(library, 'path.txt');
  const path = existsSync(named) ? readFileSync(named, 'utf8') : 'electron';
  const program = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(library, 'dist'), path);
  return isProgram(program) ? program : null;
};

/** The PC/SC service, which stands among the programs of the system. @param {NodeJS.ProcessEnv} env */
export const findPcscd = (env) =>
  findProgram(['pcscd'], { PATH: [env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(delimiter) });

/** A reader of vsmartcard's making, for tests of PC/SC without one. */
export const virtualReader = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** @param {NodeJS.ProcessEnv} env */
export const hasDisplay = (env) =>
  process.platform !== 'linux' || (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';

/** One hash over all files under these paths of the checkout: has a build's source changed? @param {readonly string[]} paths */
export const hashSources = (paths) => {
  const hash = createHash('sha256');
  const take = (/** @type {string} */ path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).toSorted()) take(join(path, name));
    } else {
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  paths.forEach(take);
  return hash.digest('hex');
};
