// The search for a day that breaks a wall: fast-check makes days, shrinks a bad one, and names what replays it.
import * as fc from 'fast-check';
import { day, type Day } from './acts.ts';
import { warmUp } from './house.ts';
import { playDay, type Played } from './play.ts';

export type Found =
  { readonly kind: 'sound'; readonly sessions: number } | { readonly kind: 'broken'; readonly report: string };

/** The most days of one run of fast-check: seeds go up by one from run to run, so that a report names a run of its own. */
const daysPerRun = 50;
/** A day has some six. */
const fewestSessionsOfADay = 4;
/** A shrunk day is looked for as long as a run of days takes, not for ever. */
const longestShrinkMs = 120_000;

export const search = async ({
  sessions,
  seed,
  progress,
}: {
  sessions: number;
  seed: number;
  progress: (played: Omit<Played, 'broken'>) => void;
}): Promise<Found> => {
  await warmUp();
  const played = { sessions: 0, tookMs: 0 };
  const count = (more: Played): void => {
    played.sessions += more.sessions;
    played.tookMs += more.tookMs;
  };
  for (let run = seed; ; run += 1) {
    const days = Math.min(daysPerRun, Math.ceil((sessions - played.sessions) / fewestSessionsOfADay));
    const report = await searchRun({ seed: run, days, count });
    if (report !== null) return { kind: 'broken', report };
    progress(played);
    if (played.sessions >= sessions) return { kind: 'sound', sessions: played.sessions };
  }
};

const searchRun = async ({
  seed,
  days,
  count,
}: {
  seed: number;
  days: number;
  count: (played: Played) => void;
}): Promise<string | null> => {
  let failedAt: number | null = null;
  const details = await fc.check(
    fc.asyncProperty(day, async (one) => {
      // Once a day is bad, only smaller ones follow; when their time is over they all count as good, and the search ends.
      if (failedAt !== null && performance.now() - failedAt > longestShrinkMs) return;
      const played = await playDay(one, null);
      const { broken } = played;
      if (failedAt === null) count(played);
      if (broken.length === 0) return;
      if (failedAt === null) console.error(`seed ${seed} breaks a wall, and is being shrunk: ${broken[0]}`);
      failedAt ??= performance.now();
      throw new Error(broken.join('\n'));
    }),
    { seed, numRuns: days },
  );
  if (!details.failed) return null;
  const [bad] = details.counterexample ?? [];
  const because =
    details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
  return [
    because,
    '',
    `the day, shrunk ${details.numShrinks} times: ${JSON.stringify(bad)}`,
    `replay: npm run soak -- --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`,
  ].join('\n');
};

/** Plays the one day that a seed and a path name, telling all of it. */
export const replay = async ({
  seed,
  path,
  tell,
}: {
  seed: number;
  path: string;
  tell: (line: string) => void;
}): Promise<Played> => {
  await warmUp();
  const [one]: readonly (Day | undefined)[] = fc.sample(day, { seed, path, numRuns: 1 });
  if (one === undefined) throw new Error(`the seed ${seed} has no day at ${path}`);
  return await playDay(one, tell);
};
