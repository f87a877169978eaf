// `npm run diagnose` and `tram-diagnose`: the bundle for a helper as a command, whether the station runs or not. Knows where a log is
// kept and what a supervisor can be asked; what goes into the file is diagnostics.ts's.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asOwnerOf } from './as-owner.ts';
import { makeDiagnostics } from './diagnostics.ts';
import { readCredentials } from './settings/credentials.ts';

const help = `node station/diagnose.ts [options]

One .zip with versions, settings without secrets, devices, journal statistics, figures and the last of the log.
No patron's data, no password and no PIN is in it.

  --data DIR       where the journal lies (default ./data)
  --settings FILE  settings file (default DIR/settings.json)
  --port N         port of the station's door (default: as in DIR/address, else 4711)
  --log FILE       a log to take the last lines of (default: the journal of systemd, where there is one)
  --to DIR         where the file goes (default: here, else the folder for temporary files)
  --help           this text`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'data' },
    settings: { type: 'string' },
    port: { type: 'string' },
    log: { type: 'string' },
    to: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Patience with a station that hangs. */
const askTimeoutMs = 3_000;

const door = (): string => {
  const address = join(values.data, 'address');
  const said = existsSync(address) ? /:(\d{1,5})\//.exec(readFileSync(address, 'utf8'))?.[1] : undefined;
  return `http://127.0.0.1:${values.port ?? said ?? '4711'}`;
};

const ask = async (path: string): Promise<string | null> => {
  try {
    const answer = await fetch(`${door()}${path}`, { signal: AbortSignal.timeout(askTimeoutMs) });
    return await answer.text();
  } catch {
    return null;
  }
};

const said = (program: string, ...args: readonly string[]): string | null => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 15_000, maxBuffer: 64 * 2 ** 20 });
  return status === 0 && stdout.trim() !== '' ? stdout : null;
};

const mostLogBytes = 8 * 2 ** 20;

/** Of a log of weeks the end alone is read. A line that is cut there is none of the station's own any more, and may hold anything. */
const lastLines = (file: string): readonly string[] => {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const bytes = Buffer.alloc(Math.min(size, mostLogBytes));
    const read = readSync(opened, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8', 0, read).trimEnd().split('\n');
    return size > mostLogBytes ? lines.slice(1) : lines;
  } finally {
    closeSync(opened);
  }
};

const logLines = (): readonly string[] | null => {
  if (values.log !== undefined) {
    return existsSync(values.log) && statSync(values.log).isFile() ? lastLines(values.log) : null;
  }
  return said('journalctl', '--namespace=tram', '--no-pager', '-n', '3000', '-o', 'cat')?.trim().split('\n') ?? null;
};

/** How often it was started anew, and with what it ended. */
const supervisor = (): Readonly<Record<string, string>> => {
  const wanted = 'ActiveState,SubState,Result,NRestarts,ExecMainStatus,ExecMainCode,MemoryCurrent,ActiveEnterTimestamp';
  const told = said('systemctl', 'show', 'tram.service', 'tram-glass.service', '-p', wanted);
  return told === null ? {} : { 'supervisor.txt': told };
};

/** Never over a file, or through a link, that stands there by this name already: a folder for temporary files is everybody's. */
const writeNew = (folder: string, fileName: string, bytes: Buffer): string => {
  const names = [fileName, ...[2, 3, 4, 5].map((nth) => fileName.replace(/(?=\.zip$)/, `-${nth}`))];
  const file = names.map((name) => resolve(folder, name)).find((path) => !isTaken(path));
  if (file === undefined)
    throw new Error(`${resolve(folder, fileName)} and four others by that name are there already`);
  writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
  return file;
};
const isTaken = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The first of these folders that takes it: a disk that is full is one reason to want the file. */
const write = (fileName: string, bytes: Buffer): string => {
  const folders = values.to === undefined ? ['.', tmpdir(), '/dev/shm'] : [values.to];
  const refusals: string[] = [];
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      return writeNew(folder, fileName, bytes);
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`the file could be written nowhere; --to DIR names a folder. ${refusals.join('; ')}`);
};

if (values.help) console.log(help);
else {
  try {
    const from = {
      data: values.data,
      settingsFile: values.settings ?? join(values.data, 'settings.json'),
      credentials: readCredentials(process.env['CREDENTIALS_DIRECTORY']),
      health: await ask('/health'),
      metrics: await ask('/metrics'),
      log: logLines(),
      also: supervisor(),
      now: new Date(),
    };
    const diagnostics = asOwnerOf(values.data, () => makeDiagnostics(from));
    const file = write(diagnostics.fileName, diagnostics.bytes);
    for (const sentence of diagnostics.missing) console.error(`Not in it: ${sentence}`);
    console.log(file);
  } catch (error) {
    console.error(`tram-diagnose: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
