// What an audit says, and that what Tram is made of is pinned: to one version each, with its hash, and without scripts of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAudit, unpinned } from '../../scripts/audit.ts';
import { faultsOfLock } from '../../scripts/lock-check.ts';

const textOf = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

test('every dependency is of one version, with a hash, and runs nothing when it is installed', () => {
  for (const name of ['package.json', 'sip2/package.json'])
    expect([name, unpinned(JSON.parse(textOf(name)))]).toEqual([name, []]);
  expect(faultsOfLock(JSON.parse(textOf('package-lock.json')))).toEqual([]);
  expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});

test.each(['^1.2.3', '~1.2.3', '*', 'latest', '1.x', '>=1', 'git+ssh://evil.example/x.git', 'file:../x', ''])(
  'the version %j is no pin',
  (version) => {
    expect(unpinned({ dependencies: { x: version } })).toEqual([`x: ${version}`]);
  },
);

test('a registry that does not tell is no clean audit', () => {
  expect(readAudit('')).toEqual({ kind: 'not-told' });
  expect(readAudit('{"message":"Not Found","error":{}}')).toEqual({ kind: 'not-told' });
  expect(readAudit('{"vulnerabilities":{},"metadata":{"dependencies":{"total":126}}}')).toEqual({
    kind: 'clean',
    asked: 126,
  });
  expect(readAudit('{"vulnerabilities":{"left":{"severity":"high","range":"<1.0.0"}},"metadata":{}}')).toEqual({
    kind: 'faults',
    faults: ['left: high (<1.0.0)'],
  });
});
