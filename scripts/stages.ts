// The stages of `npm test`, one after the other, each with a limit; the last line counts. Runs on Node 24.
// `npm test -- unit e2e` runs these stages only.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron, findPcscd, root, virtualReader } from './ground.mjs';
import { Mendable, runProgram, start } from './household.mjs';
import { type Tally, nothing, one, sum, tallyPlaywright, tallyVitest } from './tally.ts';

type Stage = {
  readonly name: string;
  readonly what: string;
  readonly command: readonly [string, ...string[]];
  /** Ended and counted as failed after so many seconds (times TRAM_PATIENCE, for slow machines). */
  readonly limitS: number;
  /** Stages that must have gone well, else this one makes no sense and counts as failed. */
  readonly needs?: readonly string[];
  /** Reads the JSON report that the stage writes to TRAM_REPORT; a stage without counts as one. */
  readonly tally?: (report: unknown) => Tally | null;
};

/** Where a runner writes its JSON, beside what it tells people. */
const reports = mkdtempSync(join(tmpdir(), 'tram-reports-'));
const reportOf = (name: string): string => join(reports, `${name}.json`);

const stages: readonly Stage[] = [
  { name: 'typecheck', what: 'types, room by room', command: ['node', 'scripts/typecheck.mjs'], limitS: 180 },
  { name: 'lint', what: 'lint', command: ['oxlint', '--type-aware'], limitS: 120 },
  { name: 'format', what: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], limitS: 120 },
  { name: 'lock', what: 'lock file', command: ['node', 'scripts/lock-check.ts'], limitS: 30 },
  // Before the unit tests: some start the whole program, which serves the built glass.
  { name: 'build', what: 'build', command: ['node', 'scripts/build.mjs'], limitS: 180 },
  {
    name: 'unit',
    what: 'unit tests and stories',
    command: [
      'vitest',
      'run',
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportOf('unit')}`,
    ],
    limitS: 900,
    needs: ['build'],
    tally: tallyVitest,
  },
  {
    name: 'e2e',
    what: 'the glass in Chromium',
    command: ['playwright', 'test', '--forbid-only', '--reporter=list,json'],
    limitS: 1_200,
    needs: ['build'],
    tally: tallyPlaywright,
  },
];

const patience = Number(process.env['TRAM_PATIENCE'] ?? 1);
if (!(patience > 0)) throw new Error(`TRAM_PATIENCE must be a number above 0, not "${process.env['TRAM_PATIENCE']}".`);

/** How long a stage over its limit may take to end. */
const graceMs = 5_000;

const readReport = (name: string): unknown => {
  try {
    return JSON.parse(readFileSync(reportOf(name), 'utf8'));
  } catch {
    return null;
  }
};

/** Runs one stage. A bad exit code is a failure even where all tests passed: something else went wrong. */
const runStage = async ({ name, what, command, limitS, tally }: Stage): Promise<Tally> => {
  console.log(`\n── ${name}: ${what}`);
  const [program, ...args] = command;
  const { ended, end } = start(program, args, {
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(name) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let timedOut = false;
  const limit = setTimeout(
    () => {
      timedOut = true;
      void end(graceMs * patience);
    },
    limitS * patience * 1_000,
  );
  const code = await ended;
  clearTimeout(limit);
  // Whatever it left running (a browser, a pty) does not disturb the next stage.
  await end(0);
  if (timedOut) console.log(`${name} was ended: it took longer than ${limitS * patience} s.`);
  if (tally === undefined) return one(code === 0 && !timedOut);
  const counted = tally(readReport(name)) ?? nothing;
  return code !== 0 && counted.failed === 0 ? sum([counted, one(false)]) : counted;
};

const choose = (words: readonly string[]): readonly Stage[] => {
  const unknown = words.find((word) => !stages.some(({ name }) => name === word));
  if (unknown !== undefined)
    throw new Mendable(`there is no stage "${unknown}"; there are: ${stages.map(({ name }) => name).join(', ')}.`);
  if (words.length === 0) return stages;
  // What a chosen stage needs is run, too.
  return stages.filter(
    ({ name }) =>
      words.includes(name) || stages.some((other) => words.includes(other.name) && other.needs?.includes(name)),
  );
};

const hasPcsc = (): boolean =>
  findPcscd(process.env) !== null &&
  existsSync(virtualReader) &&
  existsSync(join(root, 'extras/pcsc/node_modules/pcsc-mini'));

/** What this machine cannot try, said each time: a count without it would be a lie by silence. */
const notTriedHere = (): readonly string[] => [
  "The Debian package's life from install to purge, and lintian: npm run proof, as root where debootstrap is.",
  'Packages with a window of their own, put together by electron-builder on a stand-in for Electron: npm run proof.',
  ...(findElectron(process.env) === null
    ? ["Electron's own window: its binary is not here (npm run electron:fetch); its logic ran on stand-ins."]
    : []),
  ...(hasPcsc()
    ? []
    : ['A real PC/SC service: pcscd, vsmartcard-vpcd or pcsc-mini (npm run pcsc:fetch) is not here; a stand-in was.']),
];

await runProgram(async () => {
  const chosen = choose(process.argv.slice(2));
  const results = new Map<string, Tally>();
  for (const stage of chosen) {
    const missing = stage.needs?.find((need) => results.get(need)?.failed !== 0);
    if (missing === undefined) results.set(stage.name, await runStage(stage));
    else {
      console.log(`\n── ${stage.name}: not run, as ${missing} failed; counted as failed`);
      results.set(stage.name, one(false));
    }
  }
  rmSync(reports, { recursive: true, force: true });

  console.log('\n── all');
  for (const { name } of stages) {
    const { passed, failed, skipped } = results.get(name) ?? nothing;
    const also = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    console.log(
      `${name.padEnd(10)} ${results.has(name) ? `${passed} passed, ${failed} failed${also}` : 'not asked for'}`,
    );
  }
  const total = sum([...results.values()]);
  for (const name of total.skipped) console.log(`skipped    ${name}`);
  for (const what of notTriedHere()) console.log(`not tried  ${what}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}, graceMs);
