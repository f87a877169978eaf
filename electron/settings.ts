// What the case is told from outside: a few environment variables, checked here. The station has its own settings.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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

/**
 * Reads TRAM_DATA (default: `data` in the checkout), TRAM_PORT, TRAM_SETTINGS, TRAM_WINDOWED and the place whose glass is shown:
 * `--place NAME` of the command line, else TRAM_PLACE, else the first of the settings. TRAM_ADDRESS_FILE: the station is run by
 * somebody else, and its address lies there. Throws a sentence about a port that is
 * none, or a Node that is not there.
 */
export const readSettings = (env: NodeJS.ProcessEnv, argv: readonly string[], root: string): CaseSettings => {
  const dataDir = resolve(root, env['TRAM_DATA'] ?? 'data');
  const windowed = (env['TRAM_WINDOWED'] ?? '') !== '';
  const addressFile = env['TRAM_ADDRESS_FILE'];
  if (addressFile !== undefined) return { dataDir, windowed, station: { kind: 'elsewhere', addressFile } };
  const args = ['--import', './electron/leash.ts', 'station/main.ts', '--data', dataDir];
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
