// A folder for one user alone: patrons' numbers and passwords stand in it. On Linux its mode says so; Windows has no such modes, and
// a new folder beside the programs is every user's to read.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

export type Asked = { readonly program: string; readonly args: readonly string[] };

/**
 * What closes a folder on Windows: nothing inherited; the system, administrators (by their SIDs: their names are translated) and
 * this user have it whole, and nobody else. `null` elsewhere.
 */
export const closingOf = (
  folder: string,
  machine: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> },
): Asked | null => {
  if (machine.platform !== 'win32') return null;
  const { USERDOMAIN, USERNAME = '' } = machine.env;
  const user = USERDOMAIN === undefined ? USERNAME : `${USERDOMAIN}\\${USERNAME}`;
  const whole = ['*S-1-5-18', '*S-1-5-32-544', user].flatMap((who) => ['/grant:r', `${who}:(OI)(CI)F`]);
  return { program: 'icacls', args: [folder, '/inheritance:r', ...whole] };
};

/**
 * Makes the folder where it is not, for this user alone; one that is there stays as it is. Throws a sentence where it cannot be
 * closed: then it is not there.
 */
export const makePrivateFolder = (
  folder: string,
  machine: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> } = process,
  run: (asked: Asked) => string | null = runHere,
): void => {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  const closing = made === undefined ? null : closingOf(folder, machine);
  const fault = closing === null ? null : run(closing);
  if (fault === null) return;
  rmSync(folder, { recursive: true });
  throw new Error(`${folder} could not be closed for other users of this computer, and was not made: ${fault}`);
};

/** Null where it went well, else what was said. */
const runHere = ({ program, args }: Asked): string | null => {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', windowsHide: true });
  return status === 0 ? null : (error?.message ?? stderr.trim());
};
