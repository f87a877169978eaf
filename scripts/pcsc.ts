// `npm run pcsc:fetch`: fetches the support for PC/SC readers into extras/pcsc, pinned to the byte. It stands outside the lock
// file because its parts for some platforms are in no registry, and `npm ci` would fail for want of them. Runs on Node 24.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root, run } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';
import { faultsOf } from './pcsc-pins.ts';

const folder = join(root, 'extras/pcsc');

const laidHere = (): unknown => {
  try {
    return JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  } catch {
    return null;
  }
};

const fetchPcsc = async (): Promise<number> => {
  if (faultsOf(laidHere()).length === 0) return 0;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Mendable(
      `pcsc-mini has no part for ${process.platform}-${process.arch} in the registry yet: PC/SC readers work on Linux x64 only.`,
    );
  tell('tram: fetching the support for PC/SC readers (pcsc-mini)…');
  const code = await run(
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    environment(),
  );
  const faults = code === 0 ? faultsOf(laidHere()) : ['npm could not fetch it (see above).'];
  if (faults.length === 0) return 0;
  // Nothing that was not checked stays where it would be loaded.
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  throw new Mendable(`the support for PC/SC readers is not installed: ${faults.join(' ')}`);
};

await runProgram(fetchPcsc, 2_000);
