// `npm run proof`: all that `npm test` runs, with the long searches and what is skipped there. One step after the other; the first
// that fails ends it.
import { environment, root } from './ground.mjs';
import { runProgram, start } from './household.mjs';

const steps: readonly (readonly [string, ...string[]])[] = [
  ['node', 'scripts/audit.ts'],
  ['node', 'scripts/build.mjs'],
  ['vitest', 'run'],
  ['playwright', 'test'],
];

await runProgram(async () => {
  for (const [program, ...args] of steps) {
    const env = { ...environment(), TRAM_PROOF: '1' };
    const code = await start(program, args, { cwd: root, env, stdio: 'inherit' }).ended;
    if (code !== 0) return code;
  }
  return 0;
}, 5_000);
