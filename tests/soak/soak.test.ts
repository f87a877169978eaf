// Sessions are walls: random people, piles, cards, faults and time-outs through the whole station, a sample of the search that
// `npm run soak` makes for hours; in `npm run proof` a hundred thousand sessions.
import { expect, test } from 'vitest';
import { runs } from '../proof.ts';
import { search } from './search.ts';

const silent = (): void => undefined;

test('no wall is broken in the days of a known seed', async () => {
  const found = await search({ sessions: runs(150), seed: 2026, progress: silent });
  expect(found).toMatchObject({ kind: 'sound' });
});

test('no wall is broken in days that nobody has seen before', async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  console.log(`soak: seed ${seed}`);
  const found = await search({ sessions: runs(850), seed, progress: silent });
  expect(found).toMatchObject({ kind: 'sound' });
});
