// Is package-lock.json whole, and free of a machine's own addresses? `npm install` succeeds with platform packages that the
// registry does not have (yet); the lock file then lacks them, and `npm ci` fails on the next machine.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const part = (value: unknown): Part => (isPart(value) ? value : {});

/** As npm looks for a package wanted by the one at `from`: in its own node_modules, then outwards to the root's. */
const isThere = (packages: Part, from: string, name: string): boolean => {
  if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true;
  if (from === '') return false;
  return isThere(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
};

/** A parsed lock file in; a sentence with what to do for each fault out. */
export const faultsOfLock = (lock: unknown): readonly string[] => {
  const packages = part(part(lock)['packages']);
  if (Object.keys(packages).length === 0) return ['it holds no packages. Run npm install.'];
  return Object.entries(packages).flatMap(([path, entry]) => {
    const { optionalDependencies, dependencies, resolved, integrity } = part(entry);
    const name = path === '' ? 'the root' : path;
    const missing = [...Object.keys(part(dependencies)), ...Object.keys(part(optionalDependencies))]
      .filter((wanted) => !isThere(packages, path, wanted))
      .map((wanted) => `${name} wants ${wanted}, which has no entry. Take an older version of ${name}.`);
    // The root, the workspaces and the links to them come from here; all others from a registry.
    const isForeign = path.includes('node_modules/') && part(entry)['link'] !== true;
    const namesAddress = typeof resolved === 'string' && resolved.includes('://');
    return [
      ...missing,
      ...(isForeign && typeof integrity !== 'string' ? [`${name} has no integrity hash. Install it anew.`] : []),
      ...(namesAddress
        ? [`${name} names a registry. Keep .npmrc's omit-lockfile-registry-resolved; install anew.`]
        : []),
    ];
  });
};

if (import.meta.main) {
  // What makes packages with a window has a lock file of its own.
  const files = ['package-lock.json', 'extras/desktop/package-lock.json'].filter((file) =>
    existsSync(join(root, file)),
  );
  const told = files.map((file) => {
    const faults = faultsOfLock(JSON.parse(readFileSync(join(root, file), 'utf8')));
    return { faults, says: faults.length === 0 ? [`${file} is whole.`] : faults.map((fault) => `${file}: ${fault}`) };
  });
  console.log(told.flatMap(({ says }) => says).join('\n'));
  process.exitCode = told.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
