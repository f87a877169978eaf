// The bundle for a helper, made by the command in a process of its own while the station works: a journal of years takes seconds to look
// over, and nobody at a kiosk waits for it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

export type DiagnosticsFile = { readonly name: string; readonly bytes: Buffer; readonly missing: readonly string[] };

const timeoutMs = 120_000;
/** Behind everything that serves somebody. */
const lowest = 15;

/** `address`: of the station's own door, as it is asked for health and figures. Rejects where the command makes none. */
export const diagnoseApart = async (from: {
  readonly data: string;
  readonly settingsFile: string;
  readonly address: () => string;
}): Promise<DiagnosticsFile> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-diagnose-'));
  const port = /:(\d+)\//.exec(from.address())?.[1];
  const command = join(import.meta.dirname, '../diagnose.ts');
  const args = ['--data', from.data, '--settings', from.settingsFile, '--to', folder];
  try {
    const said = await run(process.execPath, [command, ...args, ...(port === undefined ? [] : ['--port', port])]);
    const [name] = readdirSync(folder);
    if (name === undefined) throw new Error(`the command made no file: ${said.slice(0, 500)}`);
    const missing = said.split('\n').flatMap((line) => /^Not in it: (.+)$/.exec(line)?.[1] ?? []);
    return { name, bytes: readFileSync(join(folder, name)), missing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What it says on standard error. */
const run = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { encoding: 'utf8', timeout: timeoutMs, maxBuffer: 2 ** 20 },
      (error, _out, said) =>
        error === null ? resolve(said) : reject(new Error(`${error.message}. ${said.slice(0, 500)}`)),
    );
    try {
      if (child.pid !== undefined) setPriority(child.pid, lowest);
    } catch {
      // It has ended already, or this system has no priorities: then it runs as everything else does.
    }
  });
