// What a Windows desk does otherwise, as rules without deeds: how a program is started and ended there, and where browsers are. Plain
// JavaScript for Node 20. The rules are tried on any machine; on Windows itself nobody has tried them yet.
import { existsSync, readFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** The commands that libraries bring, and whose they are. @type {Readonly<Record<string, string>>} */
const broughtBy = {
  tsc: 'typescript',
  oxlint: 'oxlint',
  prettier: 'prettier',
  vitest: 'vitest',
  playwright: '@playwright/test',
};

/** @typedef {{ command: string, args: readonly string[] }} Command */
/**
 * @typedef {{ platform: string, execPath: string, env: Readonly<Record<string, string | undefined>>, root: string,
 *   exists: (path: string) => boolean, read: (path: string) => string }} Machine
 */

/** The script behind a library's command, as its package.json tells. @param {string} name @param {Machine} machine */
const scriptOf = (name, { root, exists, read }) => {
  const folder = join(root, 'node_modules', broughtBy[name] ?? '');
  const manifest = join(folder, 'package.json');
  if (!exists(manifest)) return null;
  const { bin } = JSON.parse(read(manifest));
  const file = typeof bin === 'string' ? bin : bin?.[name];
  return typeof file === 'string' ? join(folder, file) : null;
};

/** npm's own script: as whoever ran this by npm says, else beside Node as Node's installer lays it. @param {Machine} machine */
const npmScript = ({ env, execPath, exists }) => {
  const beside = win32.join(win32.dirname(execPath), 'node_modules/npm/bin/npm-cli.js');
  return [env['npm_execpath'], beside].find((path) => path !== undefined && exists(path)) ?? null;
};

/**
 * How a command is started. On Windows `npm`, `vitest` and their like are files for its shell (.cmd): Node starts them through a
 * shell only, and the shell tears a path with a blank in two. There Node runs the script behind them itself.
 * @param {string} command @param {readonly string[]} args @param {Machine} machine @returns {Command}
 */
export const commandOn = (command, args, machine) => {
  if (machine.platform !== 'win32') return { command, args };
  // npm runs on the Node that came with it: the checkout's own may be what it is about to replace.
  if (command === 'npm') {
    const script = npmScript(machine);
    return script === null
      ? { command, args }
      : { command: machine.env['npm_node_execpath'] ?? machine.execPath, args: [script, ...args] };
  }
  if (command === 'node') return { command: machine.execPath, args };
  const script = Object.hasOwn(broughtBy, command) ? scriptOf(command, machine) : null;
  return script === null ? { command, args } : { command: machine.execPath, args: [script, ...args] };
};

/** @param {string} command @param {readonly string[]} args */
export const commandHere = (command, args) =>
  commandOn(command, args, {
    platform: process.platform,
    execPath: process.execPath,
    env: process.env,
    root: checkout,
    exists: existsSync,
    read: (path) => readFileSync(path, 'utf8'),
  });

/**
 * How a program and all that it started are asked to end there, or made to: Windows has neither signals nor process groups.
 * `asked`: a window is asked to close.
 * @param {number} pid @param {'asked' | 'forced'} how @returns {Command}
 */
export const endingOf = (pid, how) => ({
  command: 'taskkill',
  args: ['/pid', String(pid), '/t', ...(how === 'forced' ? ['/f'] : [])],
});

/** Chrome and Edge where their installers put them. Edge comes with Windows. @param {Machine['env']} env */
export const browsersOn = (env) =>
  ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].flatMap((program) =>
    [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']].flatMap((folder) =>
      folder === undefined ? [] : [win32.join(folder, program)],
    ),
  );

/**
 * Would npm have to replace the very Node that this runs on? Windows lets nobody touch a program that runs.
 * @param {Pick<Machine, 'platform' | 'execPath' | 'root'>} machine
 */
export const isInItsOwnWay = ({ platform, execPath, root }) =>
  platform === 'win32' &&
  win32
    .normalize(execPath)
    .toLowerCase()
    .startsWith(win32.join(root, 'node_modules', win32.sep).toLowerCase());
