// Counts what test runners report. Knows their two JSON shapes and nothing of running them.

export type Tally = {
  readonly passed: number;
  readonly failed: number;
  /** Full names of tests that did not run. */
  readonly skipped: readonly string[];
};

export const nothing: Tally = { passed: 0, failed: 0, skipped: [] };
/** One check that is either good or not. */
export const one = (isGood: boolean): Tally => ({ passed: Number(isGood), failed: Number(!isGood), skipped: [] });

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((all, { passed }) => all + passed, 0),
  failed: tallies.reduce((all, { failed }) => all + failed, 0),
  skipped: tallies.flatMap(({ skipped }) => skipped),
});

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const parts = (value: unknown): readonly Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Vitest's JSON report (`--reporter=json`). A file that could not even be loaded has no tests and counts as one failure.
 * Null when the value is no such report.
 */
export const tallyVitest = (report: unknown): Tally | null => {
  if (!isPart(report) || !Array.isArray(report['testResults'])) return null;
  return sum(
    parts(report['testResults']).map((file) => {
      const tests = parts(file['assertionResults']);
      const having = (...states: readonly string[]) => tests.filter(({ status }) => states.includes(text(status)));
      const failed = having('failed').length;
      const fellWhole = text(file['status']) === 'failed' && failed === 0;
      return {
        passed: having('passed').length,
        failed: failed + Number(fellWhole),
        skipped: having('skipped', 'pending', 'todo', 'disabled').map(({ fullName }) => text(fullName)),
      };
    }),
  );
};

/** The tests of one of Playwright's suites and of the suites in it. */
const testsIn = (suite: Part): readonly { readonly title: string; readonly status: string }[] => [
  ...parts(suite['specs']).flatMap((spec) =>
    parts(spec['tests']).map((test) => ({ title: text(spec['title']), status: text(test['status']) })),
  ),
  ...parts(suite['suites']).flatMap(testsIn),
];

/**
 * Playwright's JSON report (`--reporter=json`). A test that passed only at a second try (`flaky`) has failed; each error
 * outside of a test (a file that could not be loaded, no tests found) counts as one failure. Null when it is no such report.
 */
export const tallyPlaywright = (report: unknown): Tally | null => {
  if (!isPart(report) || !Array.isArray(report['suites'])) return null;
  const tests = parts(report['suites']).flatMap(testsIn);
  const having = (...states: readonly string[]) => tests.filter(({ status }) => states.includes(status));
  return {
    passed: having('expected').length,
    failed: having('unexpected', 'flaky').length + parts(report['errors']).length,
    skipped: having('skipped').map(({ title }) => title),
  };
};
