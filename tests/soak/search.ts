// The search for a day that breaks a wall: fast-check makes days, shrinks a bad one, and names what replays it. Runs are dealt
// out to as many workers as there are jobs; what a run is depends on its own seed alone.
import * as fc from 'fast-check';
import { Worker } from 'node:worker_threads';
import { day, type Day } from './acts.ts';
import { warmUp } from './house.ts';
import { playDay, type Played } from './play.ts';

export type Found =
  { readonly kind: 'sound'; readonly sessions: number } | { readonly kind: 'broken'; readonly report: string };

/** One run of fast-check: so many days of one seed. */
export type Run = { readonly seed: number; readonly days: number };
/** `report`: null when no wall was broken. */
export type Ran = { readonly sessions: number; readonly tookMs: number; readonly report: string | null };

/** The most days of one run of fast-check: seeds go up by one from run to run, so that a report names a run of its own. */
const daysPerRun = 50;
/** A day has some six. */
const fewestSessionsOfADay = 4;
/** A shrunk day is looked for as long as a run of days takes, not for ever. */
const longestShrinkMs = 120_000;

/** `jobs` 1: in this thread. More of them find the same days, in another order. */
export const search = async ({
  sessions,
  seed,
  jobs,
  progress,
}: {
  sessions: number;
  seed: number;
  jobs: number;
  progress: (played: Omit<Played, 'broken'>) => void;
}): Promise<Found> => {
  const workers = jobs === 1 ? [] : Array.from({ length: jobs }, createWorker);
  const hands = jobs === 1 ? [searchRun] : workers.map(({ run }) => run);
  const played = { sessions: 0, tookMs: 0 };
  let next = seed;
  let report: string | null = null;
  const work = async (run: (of: Run) => Promise<Ran>): Promise<void> => {
    while (report === null && played.sessions < sessions) {
      const days = Math.min(daysPerRun, Math.ceil((sessions - played.sessions) / fewestSessionsOfADay));
      const of = { seed: next, days };
      next += 1;
      // oxlint-disable-next-line no-await-in-loop -- one run after the other, in each hand
      const ran = await run(of);
      played.sessions += ran.sessions;
      played.tookMs += ran.tookMs;
      report ??= ran.report;
      progress(played);
    }
  };
  await Promise.all(hands.map(work));
  await Promise.all(workers.map(({ close }) => close()));
  return report === null ? { kind: 'sound', sessions: played.sessions } : { kind: 'broken', report };
};

/** A thread of its own, which plays what it is told. */
const createWorker = (): { run(of: Run): Promise<Ran>; close(): Promise<void> } => {
  const worker = new Worker(new URL('worker.ts', import.meta.url));
  return {
    run: (of) =>
      new Promise((resolve, reject) => {
        const failed = (error: unknown): void => reject(error instanceof Error ? error : new Error(String(error)));
        worker.once('error', failed);
        worker.once('message', (ran: Ran) => {
          worker.off('error', failed);
          resolve(ran);
        });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
        worker.postMessage(of);
      }),
    close: async () => void (await worker.terminate()),
  };
};

export const searchRun = async ({ seed, days }: Run): Promise<Ran> => {
  await warmUp();
  let failedAt: number | null = null;
  const all = { sessions: 0, tookMs: 0 };
  const details = await fc.check(
    fc.asyncProperty(day, async (one) => {
      // Once a day is bad, only smaller ones follow; when their time is over they all count as good, and the search ends.
      if (failedAt !== null && performance.now() - failedAt > longestShrinkMs) return;
      const { broken, sessions, tookMs } = await playDay(one, null);
      if (failedAt === null) {
        all.sessions += sessions;
        all.tookMs += tookMs;
      }
      if (broken.length === 0) return;
      if (failedAt === null) console.error(`seed ${seed} breaks a wall, and is being shrunk: ${broken[0]}`);
      failedAt ??= performance.now();
      throw new Error(broken.join('\n'));
    }),
    { seed, numRuns: days },
  );
  return { ...all, report: details.failed ? reportOf(details) : null };
};

const reportOf = (details: fc.RunDetails<[Day]>): string => {
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
