// What the case is told from outside: a few environment variables, checked here. The station has its own settings.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, resolve, win32 } from 'node:path';

export type CaseSettings = {
  /** Absolute; the station's data directory, where `exit-pin` and the window's own files lie too. */
  readonly dataDir: string;
  /** A plain window instead of the whole screen: for development. */
  readonly windowed: boolean;
  /** The station's program and arguments, to be run in `root`; or where the address of one lies that somebody else runs. */
  readonly station:
    | { readonly kind: 'own'; readonly program: string; readonly args: readonly string[]; readonly root: string }
    | { readonly kind: 'elsewhere'; readonly addressFile: string };
};

/** Where this case stands: in a checkout, or packed by electron-builder (scripts/package/desktop.ts). */
export type Stand = {
  /** The folder of the built case: `build/electron` of a checkout, or `app` among a package's resources. */
  readonly built: string;
  /** A package's resources, the station beside the case; null in a checkout. */
  readonly resources: string | null;
  readonly platform: string;
};

/** The folder that the station's rooms stand in. */
export const rootOf = ({ built, resources }: Stand): string =>
  resources === null ? join(built, '../..') : join(resources, 'tram');

/**
 * Where the station keeps its data unless told: in a checkout beside its rooms; of a package where the machine has room for what
 * programs keep, since the program itself lies where nobody may write. On Windows that is one folder of the computer and not of a
 * user: a station is a place, whoever sits there.
 */
export const dataFolderOf = (stand: Stand, env: NodeJS.ProcessEnv): string => {
  if (stand.resources === null) return join(rootOf(stand), 'data');
  if (stand.platform === 'win32') return win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Tram');
  return posix.join(env['XDG_DATA_HOME'] ?? posix.join(env['HOME'] ?? '/', '.local/share'), 'tram');
};

/**
 * Reads TRAM_DATA (default: dataFolderOf), TRAM_PORT, TRAM_SETTINGS, TRAM_SET_UP, TRAM_WINDOWED and the place whose glass is shown:
 * `--place NAME` of the command line, else TRAM_PLACE, else the first of the settings. A package opens a window, and fills the
 * screen with no way out for patrons where it is started with `--kiosk`, as `npm start` does. TRAM_ADDRESS_FILE: the station is
 * run by somebody else, and its address lies there. Throws a sentence about a port that is none, or a Node that is not there.
 */
export const readSettings = (env: NodeJS.ProcessEnv, argv: readonly string[], stand: Stand): CaseSettings => {
  const root = rootOf(stand);
  const dataDir = resolve(root, env['TRAM_DATA'] ?? dataFolderOf(stand, env));
  const windowed = (env['TRAM_WINDOWED'] ?? '') !== '' || (stand.resources !== null && !argv.includes('--kiosk'));
  const addressFile = env['TRAM_ADDRESS_FILE'];
  if (addressFile !== undefined) return { dataDir, windowed, station: { kind: 'elsewhere', addressFile } };
  const args = ['--import', './electron/leash.ts', 'station/main.ts', '--data', dataDir];
  // Installed, it is in earnest: it begins with the assistant. In a checkout, with the demonstration.
  if (stand.resources !== null || (env['TRAM_SET_UP'] ?? '') !== '') args.push('--set-up');
  const port = env['TRAM_PORT'];
  if (port !== undefined) {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw new Error(`TRAM_PORT must be a number from 0 to 65535, not "${port}".`);
    args.push('--port', port);
  }
  const settings = env['TRAM_SETTINGS'];
  if (settings !== undefined) args.push('--settings', resolve(root, settings));
  const asked = argv.indexOf('--place');
  const place = asked < 0 ? env['TRAM_PLACE'] : argv[asked + 1];
  if (place !== undefined) args.push('--place', place);
  return {
    dataDir,
    windowed,
    station: { kind: 'own', program: findNode(root), args, root },
  };
};

/** The bundled Node 24: native modules load there and never in Electron's own Node. */
const findNode = (root: string): string => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = platform === 'win' ? 'node.exe' : 'node';
  const program = join(root, `node_modules/node-${platform}-${process.arch}/bin`, file);
  if (!existsSync(program)) throw new Error(`The bundled Node is not there: ${program}. Run npm ci.`);
  return program;
};

/** The exit PIN's hash: TRAM_EXIT_PIN_HASH, else the file `exit-pin` in the data directory, else null. */
export const readExitPinHash = (env: NodeJS.ProcessEnv, dataDir: string): string | null => {
  const given = env['TRAM_EXIT_PIN_HASH'];
  if (given !== undefined) return given;
  const file = join(dataDir, 'exit-pin');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
