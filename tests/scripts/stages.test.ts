// `npm test` itself, from outside: its stages with stand-ins for the tools, its ground without Chromium.
import { expect, test } from 'vitest';
import { type Miniature, layMiniature } from './miniature.ts';

const stages = 'scripts/stages.ts';
const ok = ['exit 0'];

/** Puts stand-ins for all tools on the PATH; each may be given another course. */
const putTools = (house: Miniature, courses: Readonly<Record<string, readonly string[]>> = {}) => {
  const vitestReport = `{"testResults":[{"status":"passed","assertionResults":[{"status":"passed","fullName":"x"}]}]}`;
  const playwrightReport = `{"suites":[{"specs":[{"title":"y","tests":[{"status":"expected"}]}]}],"errors":[]}`;
  const tools: Readonly<Record<string, readonly string[]>> = {
    node: ok,
    oxlint: ok,
    prettier: ok,
    vitest: [
      `for word in "$@"; do case "$word" in --outputFile.json=*) echo '${vitestReport}' > "\${word#*=}";; esac; done`,
    ],
    playwright: [`echo '${playwrightReport}' > "$PLAYWRIGHT_JSON_OUTPUT_FILE"`],
    ...courses,
  };
  for (const [name, lines] of Object.entries(tools)) house.putProgram(name, ...lines);
};

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test('all is well: every stage counts, and what cannot be tried here is named', async () => {
  const house = layMiniature();
  putTools(house);
  const run = house.run(stages, []);
  expect(await run.ended).toBe(0);
  expect(lastLine(run.out())).toBe('7 passed, 0 failed');
  expect(run.out()).toContain("not tried  Electron's own window");
});

test('a stage that fails is counted, and the others still run', async () => {
  const house = layMiniature();
  putTools(house, { oxlint: ['exit 1'], vitest: ['exit 1'] });
  const run = house.run(stages, []);
  expect(await run.ended).toBe(1);
  expect(lastLine(run.out())).toBe('5 passed, 2 failed');
  expect(run.out()).toMatch(/^lint +0 passed, 1 failed$/m);
  expect(run.out()).toMatch(/^unit +0 passed, 1 failed$/m);
});

test('without a build there is no test of the program, and that is a failure', async () => {
  const house = layMiniature();
  putTools(house, { node: ['case "$1" in *build*) exit 1;; esac'], playwright: ['echo "played" >&2'] });
  const run = house.run(stages, []);
  expect(await run.ended).toBe(1);
  expect(lastLine(run.out())).toBe('4 passed, 3 failed');
  for (const stage of ['unit', 'e2e']) expect(run.out()).toContain(`${stage}: not run, as build failed`);
  expect(run.err()).not.toContain('played');
});

test('a good report with a bad exit code is a failure', async () => {
  const house = layMiniature();
  putTools(house, {
    playwright: [`echo '{"suites":[],"errors":[]}' > "$PLAYWRIGHT_JSON_OUTPUT_FILE"`, 'exit 1'],
  });
  const run = house.run(stages, ['e2e']);
  expect(await run.ended).toBe(1);
  expect(lastLine(run.out())).toBe('1 passed, 1 failed');
});

test('skipped tests are named', async () => {
  const house = layMiniature();
  const report = '{"suites":[{"specs":[{"title":"fly","tests":[{"status":"skipped"}]}]}],"errors":[]}';
  putTools(house, { playwright: [`echo '${report}' > "$PLAYWRIGHT_JSON_OUTPUT_FILE"`] });
  const run = house.run(stages, ['e2e']);
  expect(await run.ended).toBe(0);
  expect(run.out()).toMatch(/^e2e +0 passed, 0 failed, 1 skipped$/m);
  expect(run.out()).toMatch(/^skipped +fly$/m);
});

test('a stage that hangs, with all that it started, is ended and has failed', async () => {
  const house = layMiniature();
  putTools(house, { oxlint: [`echo 'linting' >&2`, `trap '' TERM`, '/bin/sleep 1000 & /bin/sleep 1000'] });
  // `ended` is the end of everything that holds stderr: the sleepers, too.
  const run = house.run(stages, ['lint', 'format'], { TRAM_PATIENCE: '0.002' });
  expect(await run.ended).toBe(1);
  expect(run.out()).toContain('lint was ended: it took longer than 0.24 s.');
  expect(lastLine(run.out())).toBe('1 passed, 1 failed');
});

test('chosen stages are run with what they need, the others are said not to be', async () => {
  const house = layMiniature();
  putTools(house);
  const run = house.run(stages, ['e2e']);
  expect(await run.ended).toBe(0);
  expect(run.out()).toMatch(/^unit +not asked for$/m);
  expect(run.out()).toMatch(/^build +1 passed, 0 failed$/m);
});

test('an unknown stage is told', async () => {
  const run = layMiniature().run(stages, ['units']);
  expect(await run.ended).toBe(1);
  expect(run.err()).toContain('there is no stage "units"; there are: typecheck, lint,');
});

test('broken off, the whole is no success', async () => {
  const house = layMiniature();
  putTools(house, { oxlint: [`echo 'linting' >&2`, 'exec /bin/sleep 1000'] });
  const run = house.run(stages, ['lint', 'format']);
  await run.says('linting');
  run.program.kill('SIGINT');
  expect(await run.ended).toBe(130);
});

test('without Chromium, and without a way to install it, the tests stop with what to do', async () => {
  const run = layMiniature().run('scripts/test.mjs', []);
  expect(await run.ended).toBe(1);
  expect(run.err()).toContain('the tests need chromium and socat on the PATH');
});

test('as root on Debian the packages are installed, with fresh lists when the old ones do not do', async () => {
  const house = layMiniature();
  house.putProgram('apt-get', `echo "apt-get $@" >&2`, 'case "$1" in update) exit 0;; esac', 'exit 100');
  const run = house.run('scripts/test.mjs', []);
  expect(await run.ended).toBe(1);
  if (process.getuid?.() === 0) {
    expect(run.err().match(/^apt-get .*/gm)).toEqual([
      'apt-get install -y --no-install-recommends chromium socat',
      'apt-get update',
      'apt-get install -y --no-install-recommends chromium socat',
    ]);
    expect(run.err()).toContain('apt-get could not install chromium socat');
  } else {
    expect(run.err()).toContain(
      'Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium socat',
    );
  }
});

test('what is missing is found on the PATH, where it is', async () => {
  const house = layMiniature();
  house.putProgram('chromium', 'exit 0');
  house.putProgram('socat', 'exit 0');
  const run = house.run('scripts/test.mjs', ['lock']);
  await run.ended;
  expect(run.out()).toContain('package-lock.json is whole.');
  expect(lastLine(run.out())).toBe('1 passed, 0 failed');
});
