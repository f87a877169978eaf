// Sessions are walls: random people, piles, cards, faults and time-outs through the whole station, a sample of the search that
// `npm run soak` makes for as long as one likes; in `npm run proof` a hundred thousand sessions and more.
import { expect, test } from 'vitest';
import { isProof, runs } from '../proof.ts';
import { search } from './search.ts';

/** A day that breaks a wall is shrunk for two minutes. */
const patience = { timeout: 4 * 3_600_000 };

const broken = async (sessions: number, seed: number): Promise<string | null> => {
  const found = await search({ sessions, seed, jobs: 1, progress: () => undefined });
  return found.kind === 'broken' ? found.report : null;
};

test('no wall is broken in the days of a known seed', patience, async () => {
  expect(await broken(runs(120), 2026)).toBeNull();
});

// What nobody has seen before is looked for in the proof: who changes a word must not be met by an old fault of another's.
test.runIf(isProof)('no wall is broken in days that nobody has seen before', patience, async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  console.log(`soak: seed ${seed}`);
  expect(await broken(100_000, seed)).toBeNull();
});
