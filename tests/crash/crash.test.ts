// A small, always the same share of `npm run crash`: a few moments. The whole of it is a command of its
// own; the proof runs a bigger share.
import { expect, test, vi } from 'vitest';
import { isProof } from '../proof.ts';
import { openChain, type Round } from './chain.ts';
import { killAt, killInStart, newTally, readMoment, underLoad, enumerate } from './run.ts';
import { scenes } from './scenes.ts';

vi.setConfig({ testTimeout: isProof ? 3_600_000 : 120_000 });

/** One each of what a death can break: asked and not answered, answered and not written, lent and not disarmed, shown. */
const sample: Readonly<Record<string, readonly string[]>> = {
  borrow: ['acs > 11: after#1', 'reader > write: before#1'],
  return: ['acs < 10: before#2'],
  payment: isProof ? ['acs > 37: after#1'] : [],
};

test('killed at the worst moments: library system, journal and tags say the same afterwards', async () => {
  const chain = await openChain(40);
  const tally = newTally();
  const rounds: Round[] = [];
  try {
    for (const scene of scenes)
      for (const at of sample[scene.name] ?? []) {
        const round = await killAt(chain, scene, readMoment(at), tally);
        if (round !== null) rounds.push(round);
      }
    if (isProof)
      await killInStart(chain, readMoment('journal: outcome-found + security-pending: after its commit#1'), tally);
    expect(await chain.end(rounds)).toEqual([]);
  } finally {
    await chain.close();
  }
  expect(tally).toMatchObject({ broken: [], missed: [] });
});

test.runIf(isProof)('killed at random moments under load', async () => {
  const { kills, broken } = await underLoad(100, 20_261_122);
  expect(broken).toEqual([]);
  expect(kills).toBe(100);
});

test.runIf(isProof)('killed at every fourth moment of every scene', async () => {
  const { broken, missed } = await enumerate(scenes, { every: 4 });
  expect({ broken, missed }).toEqual({ broken: [], missed: [] });
});
