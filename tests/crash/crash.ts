// `npm run crash -- --kills N --seed S`: the station as a real process, killed at every moment of every scene (journal, library
// system, reader, mail, glass), then at N random moments under load, against a library system and a reader that keep their
// state. The exit status tells. `--scenario NAME` plays one scene's moments alone, `--at 'MOMENT#NTH'` one death of it.
import { readOptions } from '../../scripts/options.ts';
import { openChain } from './chain.ts';
import {
  enumerate,
  enumerateStart,
  killAt,
  killInStart,
  newTally,
  readMoment,
  startName,
  underLoad,
  type Tally,
} from './run.ts';
import { scenes, type Scene } from './scenes.ts';

const names = [...scenes.map(({ name }) => name), startName].join('|');
const usage = `npm run crash -- [--kills 1000] [--seed 42] [--only-random] [--sides 2] [--scenario ${names} [--at 'MOMENT#NTH']]`;
const { values } = readOptions(usage, {
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    scenario: { type: 'string' },
    at: { type: 'string' },
    'only-random': { type: 'boolean', default: false },
    sides: { type: 'string', default: '2' },
  },
});
const seed = values.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(values.seed);
const kills = Number(values.kills);
const named = scenes.filter(({ name }) => values.scenario === undefined || name === values.scenario);
const isStart = values.scenario === undefined || values.scenario === startName;
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(kills) || kills < 0 || (named.length === 0 && !isStart)) {
  console.error(`usage: ${usage}`);
  process.exit(2);
}

/** So many stations die side by side. */
const sides = Math.max(1, Math.trunc(Number(values.sides)) || 1);

const replay = async (scene: Scene | null, at: string): Promise<Tally> => {
  const tally = newTally();
  const chain = await openChain(20);
  try {
    await chain.revive();
    const round = scene === null ? null : await killAt(chain, scene, readMoment(at), tally);
    if (scene === null) await killInStart(chain, readMoment(at), tally);
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

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const began = performance.now();
const random = async (): Promise<readonly Tally[]> => {
  console.log(`crash: ${kills} random deaths under load, seed ${seed}`);
  const shares = Array.from({ length: sides }, (_, side) => Math.floor((kills + side) / sides));
  return Promise.all(shares.map((share, side) => underLoad(share, seed + side)));
};
const listed = async (): Promise<readonly Tally[]> => {
  const all = [...named.map(({ name }) => name), ...(isStart ? [startName] : [])];
  console.log(`crash: every moment of ${all.join(', ')}`);
  const shares = Array.from({ length: sides }, (_, from) => ({ every: sides, from }));
  return [
    ...(named.length > 0 ? await Promise.all(shares.map((share) => enumerate(named, share))) : []),
    ...(isStart ? await Promise.all(shares.map((share) => enumerateStart(share))) : []),
  ];
};

const [first] = named;
const tallies =
  values.at !== undefined && values.scenario !== undefined
    ? [await replay(first ?? null, values.at)]
    : [
        ...(values['only-random'] ? [] : await listed()),
        ...(kills > 0 && values.scenario === undefined ? await random() : []),
      ];

const seconds = (performance.now() - began) / 1000;
const died = tallies.reduce((sum, tally) => sum + tally.kills, 0);
const moments = [...new Map(tallies.flatMap((tally) => [...tally.moments]))];
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
