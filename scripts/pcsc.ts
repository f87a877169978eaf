// `npm run pcsc:fetch`: fetches the support for PC/SC readers into extras/pcsc, pinned to the byte. It stands outside the lock
// file because its parts for some platforms are in no registry, and `npm ci` would fail for want of them. Runs on Node 24.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root, run } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';

const folder = join(root, 'extras/pcsc');

/** What npm says of each package it laid down. The parts for other platforms were in no registry when this was written. */
const pinned: Readonly<Record<string, string>> = {
  'pcsc-mini': 'sha512-9PPIj0YbMxU0qFtp32Gq5jsAnLloOzMdFiiIjAgh07zGWOZv194IIVTulC354RDX5YNc14fwpkxS3oIS0iScWw==',
  '@pcsc-mini/linux-x86_64-gnu':
    'sha512-TMuuoSO93iIqF8Fdus32jH/VFNYyrjZICEiOduDqxlGETybU+eP3DTtXm9eQxRpxjXRcugiSvSAzFuqY3JSbpg==',
  '@pcsc-mini/linux-x86_64-musl':
    'sha512-KBxPeqlZ3Zz8kw2DSdtpBkfYS3R85NzOBXKdjBiMePwg2V3S7EuC/EWBq2S4ti/NRpQ6D17HULl63fuUAGl+gw==',
};

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;
const part = (value: unknown): Part => (isPart(value) ? value : {});

/** `laid`: npm's own note (node_modules/.package-lock.json) of what lies there; each fault is a sentence, none: all is right. */
export const faultsOf = (laid: unknown): readonly string[] => {
  const packages = Object.entries(part(part(laid)['packages'])).map(
    ([path, entry]) => [path.replace('node_modules/', ''), part(entry)['integrity']] as const,
  );
  const others = packages.flatMap(([name, integrity]) =>
    pinned[name] === integrity ? [] : [`${name} is not what it should be.`],
  );
  const names = packages.map(([name]) => name);
  const missing = names.includes('pcsc-mini') ? [] : ['pcsc-mini is not there.'];
  const isNative = names.some((name) => name.startsWith('@pcsc-mini/'));
  return [...others, ...missing, ...(isNative ? [] : ['its part for this platform is not there.'])];
};

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

if (import.meta.main) await runProgram(fetchPcsc, 2_000);
