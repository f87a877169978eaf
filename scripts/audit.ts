// `npm run audit`: asks the registry for known faults in what is installed, and checks that everything is pinned to one version.
// A registry that keeps no list of faults is told of: then nothing is proven, and nothing is said to be.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ground.mjs';
import { commandHere } from './windows.mjs';

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const part = (value: unknown): Part => (isPart(value) ? value : {});

/** Dependencies of a package.json that name more than one version. */
export const unpinned = (manifest: unknown): readonly string[] =>
  ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
    Object.entries(part(part(manifest)[group])).flatMap(([name, version]) =>
      typeof version === 'string' && /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) ? [] : [`${name}: ${String(version)}`],
    ),
  );

export type Audit =
  | { readonly kind: 'clean'; readonly asked: number }
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  /** The registry did not tell. */
  | { readonly kind: 'not-told' };

/** What `npm audit --json` printed. */
export const readAudit = (text: string): Audit => {
  let told: Part;
  try {
    told = part(JSON.parse(text));
  } catch {
    return { kind: 'not-told' };
  }
  if (!isPart(told['vulnerabilities'])) return { kind: 'not-told' };
  const faults = Object.entries(told['vulnerabilities']).map(
    ([name, fault]) => `${name}: ${String(part(fault)['severity'])} (${String(part(fault)['range'])})`,
  );
  const asked = Number(part(part(told['metadata'])['dependencies'])['total'] ?? 0);
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'clean', asked };
};

if (import.meta.main) {
  const loose = unpinned(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const one of loose) console.log(`not pinned: ${one}`);
  const { command, args } = commandHere('npm', ['audit', '--json']);
  const { stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const audit = readAudit(stdout);
  if (audit.kind === 'faults') for (const one of audit.faults) console.log(`known fault: ${one}`);
  else if (audit.kind === 'clean') console.log(`${audit.asked} packages, none with a known fault.`);
  else console.log('The registry of this machine keeps no list of known faults: nothing was audited.');
  process.exitCode = loose.length > 0 || audit.kind === 'faults' ? 1 : 0;
}
