// Counting what the runners report: nothing that went wrong may be missing from the last line.
import { expect, test } from 'vitest';
import { faultsOfLock } from '../../scripts/lock-check.ts';
import { nothing, one, sum, tallyPlaywright, tallyVitest } from '../../scripts/tally.ts';

const vitestFile = (status: string, ...states: readonly string[]) => ({
  status,
  assertionResults: states.map((state, index) => ({ status: state, fullName: `a story ${index}` })),
});

test('vitest: passed, failed and skipped tests over all files', () => {
  const report = {
    testResults: [vitestFile('passed', 'passed', 'passed', 'skipped'), vitestFile('failed', 'failed', 'todo')],
  };
  expect(tallyVitest(report)).toEqual({ passed: 2, failed: 1, skipped: ['a story 2', 'a story 1'] });
});

test('vitest: a file that could not be loaded has failed', () => {
  expect(tallyVitest({ testResults: [vitestFile('failed'), vitestFile('passed', 'passed')] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: [],
  });
});

const spec = (title: string, ...states: readonly string[]) => ({
  title,
  tests: states.map((status) => ({ status })),
});

test('playwright: nested suites, flaky tests, errors outside of tests', () => {
  const report = {
    suites: [
      {
        specs: [spec('borrow', 'expected')],
        suites: [{ specs: [spec('return', 'unexpected'), spec('later', 'skipped')] }],
      },
      { specs: [spec('twice', 'flaky')] },
    ],
    errors: [{ message: 'a file could not be loaded' }],
  };
  expect(tallyPlaywright(report)).toEqual({ passed: 1, failed: 3, skipped: ['later'] });
});

test.each([[null], [{}], ['text'], [[]], [{ testResults: 3, suites: 'x' }]])('no report is no count: %j', (report) => {
  expect(tallyVitest(report)).toBeNull();
  expect(tallyPlaywright(report)).toBeNull();
});

test('sums', () => {
  expect(sum([one(true), one(false), { passed: 3, failed: 0, skipped: ['x'] }, nothing])).toEqual({
    passed: 4,
    failed: 1,
    skipped: ['x'],
  });
});

const lock = (packages: Readonly<Record<string, unknown>>) => ({ lockfileVersion: 3, packages });
const good = { version: '1.0.0', integrity: 'sha512-x' };

test('a whole lock file has no faults', () => {
  expect(
    faultsOfLock(
      lock({
        '': { dependencies: { a: '1' }, optionalDependencies: { b: '1' } },
        sip2: { version: '0.1.0' },
        'node_modules/sip2': { resolved: 'sip2', link: true },
        'node_modules/a': { ...good, optionalDependencies: { 'a-linux': '1', b: '1' } },
        'node_modules/a/node_modules/a-linux': { ...good, dependencies: { c: '1' } },
        'node_modules/a/node_modules/c': good,
        'node_modules/b': good,
      }),
    ),
  ).toEqual([]);
});

test.each([
  {
    because: 'a platform package is not there',
    packages: { '': {}, 'node_modules/a': { ...good, optionalDependencies: { '@a/darwin': '1' } } },
    says: 'node_modules/a wants @a/darwin',
  },
  {
    because: 'it lies where the asker does not look',
    packages: {
      '': { dependencies: { c: '1' } },
      'node_modules/a': good,
      'node_modules/a/node_modules/c': good,
    },
    says: 'the root wants c',
  },
  { because: 'a hash is missing', packages: { '': {}, 'node_modules/a': { version: '1' } }, says: 'no integrity hash' },
  {
    because: 'it names a registry',
    packages: { '': {}, 'node_modules/a': { ...good, resolved: 'https://registry.example/a.tgz' } },
    says: 'names a registry',
  },
  { because: 'it is empty', packages: {}, says: 'holds no packages' },
])('a lock file is at fault when $because', ({ packages, says }) => {
  expect(faultsOfLock(lock(packages)).join('\n')).toContain(says);
});
