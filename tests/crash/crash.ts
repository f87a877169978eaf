// `npm run crash -- --kills N --seed S`: the station as a real process, killed at every moment of every scene (journal, library
// system, reader, mail, glass), then at N random moments under load, against a library system and a reader that keep their
// state. The exit status tells. `--scenario NAME` plays one scene's moments alone, `--at 'MOMENT#NTH'` one death of it.
import { parseArgs } from 'node:util';
import { openChain } from './chain.ts';
import { enumerate, killAt, newTally, readMoment, underLoad, type Tally } from './run.ts';
import { scenes, type Scene } from './scenes.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    at: { type: 'string' },
    'only-random': { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(values.seed);
const kills = Number(values.kills);
const named = scenes.filter(({ name }) => values.scenario === undefined || name === values.scenario);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(kills) || kills < 0 || named.length === 0) {
  const names = scenes.map(({ name }) => name).join('|');
  console.error(
    `usage: npm run crash -- [--kills 1000] [--seed 42] [--only-random] [--scenario ${names} [--at 'MOMENT#NTH']]`,
  );
  process.exit(2);
}

/** Two stations die side by side: a core each. */
const sides = 2;

const replay = async (scene: Scene, at: string): Promise<Tally> => {
  const tally = newTally();
  const chain = await openChain(20);
  try {
    const round = await killAt(chain, scene, readMoment(at), tally);
    const sentences = await chain.end(round === null ? [] : [round]);
    if (sentences.length > 0) tally.broken.push({ where: 'the final audit', sentences });
    tally.readyMs.push(...chain.readyMs);
    return tally;
  } finally {
    await chain.close();
  }
};

const percentile = (all: readonly number[], of: number): string => {
  const sorted = all.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0).toFixed(0);
};

const began = performance.now();
const random = async (): Promise<readonly Tally[]> => {
  console.log(`crash: ${kills} random deaths under load, seed ${seed}`);
  const shares = Array.from({ length: sides }, (_, side) => Math.floor((kills + side) / sides));
  return Promise.all(shares.map((share, side) => underLoad(share, seed + side)));
};
const listed = async (): Promise<readonly Tally[]> => {
  console.log(`crash: every moment of ${named.map(({ name }) => name).join(', ')}`);
  return Promise.all(Array.from({ length: sides }, (_, from) => enumerate(named, { every: sides, from })));
};

const [first] = named;
const tallies =
  values.at !== undefined && values.scenario !== undefined && first !== undefined
    ? [await replay(first, values.at)]
    : [
        ...(values['only-random'] ? [] : await listed()),
        ...(kills > 0 && values.scenario === undefined ? await random() : []),
      ];

const seconds = (performance.now() - began) / 1000;
const died = tallies.reduce((sum, tally) => sum + tally.kills, 0);
const moments = [...(tallies[0]?.moments ?? [])];
const readyMs = tallies.flatMap((tally) => tally.readyMs);
const missed = tallies.flatMap((tally) => tally.missed);
const broken = tallies.flatMap((tally) => tally.broken);
console.log(
  `\nmoments: ${moments.reduce((sum, [, count]) => sum + count, 0)} (${moments.map((one) => one.join(' ')).join(', ')})`,
);
console.log(`deaths: ${died} in ${seconds.toFixed(0)} s, ${(died / seconds).toFixed(2)} a second`);
console.log(
  `from the start after a death to "ready": ${percentile(readyMs, 0.5)} ms half the time, ${percentile(readyMs, 0.95)} ms in 95 of 100`,
);
for (const one of missed) console.log(`not come by again: ${one}`);
for (const { where, sentences } of broken) console.log(`BROKEN ${where}\n  ${sentences.join('\n  ')}`);
console.log(
  broken.length === 0 && missed.length === 0
    ? 'crash: the books, the journal and the tags say the same; nothing twice, nothing missing'
    : `crash: ${broken.length} broken, ${missed.length} not reached`,
);
process.exit(broken.length === 0 && missed.length === 0 ? 0 : 1);
