// The ground: when the libraries are installed anew, and when they are left alone.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Miniature, layMiniature } from './miniature.ts';

const start = 'scripts/start.mjs';

/** A miniature with an npm that only tells how it was called, and its lock file changed by `change`. */
const layWithLock = (change: (packages: Record<string, unknown>) => void, npmExit = 0): Miniature => {
  const house = layMiniature();
  const path = join(house.root, 'package-lock.json');
  const lock: { packages: Record<string, unknown> } = JSON.parse(readFileSync(path, 'utf8'));
  change(lock.packages);
  writeFileSync(path, JSON.stringify(lock));
  house.putProgram('npm', 'echo "npm $@" >&2', `exit ${npmExit}`);
  return house;
};

const startOnce = async (house: Miniature): Promise<string> => {
  const run = house.run(start, ['--no-window']);
  await run.says('Tram is ready');
  return run.err();
};

test('what is installed is left alone, packages of other platforms or not', async () => {
  const house = layWithLock((packages) => {
    packages['node_modules/x-other-platform'] = {
      version: '1.0.0',
      integrity: 'sha512-x',
      optional: true,
      os: ['aix'],
    };
  });
  expect(await startOnce(house)).not.toContain('npm ci');
});

test.each([
  ['another version is asked for', { version: '0.0.1' }],
  ['another content is asked for', { integrity: 'sha512-other' }],
])('when %s, npm ci runs', async (_why, other) => {
  const house = layWithLock((packages) => {
    packages['node_modules/zod'] = { ...Object(packages['node_modules/zod']), ...other };
  });
  expect(await startOnce(house)).toMatch(/^npm ci$/m);
});

test('when a library is new, or one is no longer asked for, npm ci runs', async () => {
  const added = layWithLock((packages) => {
    packages['node_modules/x-new'] = { version: '1.0.0', integrity: 'sha512-x' };
  });
  expect(await startOnce(added)).toMatch(/^npm ci$/m);
  const dropped = layWithLock((packages) => {
    delete packages['node_modules/zod'];
  });
  expect(await startOnce(dropped)).toMatch(/^npm ci$/m);
});

test('a checkout without node_modules gets them; where npm fails, that is told and nothing is started', async () => {
  const house = layWithLock(() => {}, 1);
  rmSync(join(house.root, 'node_modules')); // The link, not what it leads to.
  const run = house.run(start, ['--no-window']);
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(/^npm ci$/m);
  expect(run.err()).toContain('npm ci failed (see above)');
  expect(run.out()).toBe('');
});

test('broken off during the set-up, nothing is started', async () => {
  const house = layWithLock(() => {});
  rmSync(join(house.root, 'node_modules'));
  house.putProgram('npm', 'echo "npm $@" >&2', 'exec /bin/sleep 1000');
  const run = house.run(start, ['--no-window']);
  await run.says(/^npm ci$/m);
  run.program.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(run.err()).not.toContain('station:');
  expect(run.err()).not.toContain('    at ');
});
