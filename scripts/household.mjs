// The programs that a command has started: they live under one roof and end together. Plain JavaScript for Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { commandHere, endingOf } from './windows.mjs';

/** What somebody at the keyboard can mend: said in one sentence, without a stack. */
export class Mendable extends Error {}

/** People read stderr; stdout is left to what programs read. @param {string} text */
export const tell = (text) => void process.stderr.write(`${text}\n`);

/** @typedef {import('node:child_process').ChildProcess} Program */

/** @type {Map<Program, Promise<number>>} */
const members = new Map();
/** @type {Promise<boolean> | null} */
let ending = null;

/** Has the end begun, for whatever reason? */
export const isEnding = () => ending !== null;

/** @param {Program} member @param {NodeJS.Signals} name */
const signal = (member, name) => {
  if (member.pid === undefined) return;
  if (process.platform === 'win32') {
    endOnWindows(member, member.pid, name);
    return;
  }
  try {
    process.kill(-member.pid, name);
  } catch {
    // It has ended by itself in this moment.
  }
};

/** @param {Program} member @param {number} pid @param {NodeJS.Signals} name */
const endOnWindows = (member, pid, name) => {
  // Its number may be another program's by now.
  if (member.exitCode !== null || member.signalCode !== null) return;
  // A station on its leash ends itself when that is let go (electron/leash.ts).
  if (name === 'SIGTERM' && member.stdin !== null && !member.stdin.destroyed) {
    member.stdin.end();
    return;
  }
  const { command, args } = endingOf(pid, name === 'SIGTERM' ? 'asked' : 'forced');
  spawnSync(command, args, { stdio: 'ignore', windowsHide: true });
};

/** @param {readonly Program[]} who @param {number} graceMs @returns {Promise<boolean>} whether force was needed */
const endSome = async (who, graceMs) => {
  let forced = false;
  for (const member of who) signal(member, 'SIGTERM');
  const force = setTimeout(() => {
    forced = true;
    for (const member of who) signal(member, 'SIGKILL');
  }, graceMs);
  for (const member of who) await members.get(member);
  clearTimeout(force);
  // What it left behind in its group.
  for (const member of who) signal(member, 'SIGKILL');
  return forced;
};

/**
 * Starts a program in a process group of its own, so that its children (Chromium has many) end with it.
 * `ended` is its exit code, 1 when a signal ended it or it could not start.
 * `end` asks it to end, forces it after `graceMs`, and sweeps away what it left behind, also when it has ended by itself.
 * @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} how
 */
export const start = (command, args, how) => {
  if (ending !== null) throw new Error(`${command} was not started: everything is ending`);
  const real = commandHere(command, args);
  const member = spawn(real.command, real.args, { detached: process.platform !== 'win32', ...how });
  /** @type {Promise<number>} */
  const ended = new Promise((done) => {
    member.on('error', (error) => {
      tell(`tram: cannot start ${command}: ${error.message}`);
      done(1);
    });
    member.on('exit', (code) => done(code ?? 1));
  }).then((code) => {
    members.delete(member);
    return code;
  });
  members.set(member, ended);
  return { member, ended, end: (/** @type {number} */ graceMs) => endSome([member], graceMs) };
};

/**
 * The frame of a command: does `work`, whose number is the exit code; whatever happens, nothing it started outlives it.
 * After Ctrl-C (or SIGTERM, SIGHUP) everything is asked to end, and forced after `graceMs`; the exit code is 1 when force
 * was needed, and 130 when the work was broken off.
 * @param {() => Promise<number>} work @param {number} graceMs
 */
export const runProgram = async (work, graceMs) => {
  let interrupted = false;
  const endAll = () => (ending ??= endSome([...members.keys()], graceMs));
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => {
      interrupted = true;
      void endAll();
    });
  try {
    const code = await work();
    const forced = await endAll();
    process.exitCode = forced ? 1 : code;
  } catch (thrown) {
    process.exitCode = interrupted ? 130 : 1;
    if (!interrupted)
      tell(
        thrown instanceof Mendable
          ? `tram: ${thrown.message}`
          : String(thrown instanceof Error ? thrown.stack : thrown),
      );
    await endAll();
  }
};
