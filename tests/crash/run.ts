// Runs the crash harness: every moment of every scene, one death each; then deaths at random moments under load. Counts,
// and collects what is broken with what replays it.
import { Died, type Moment } from './child.ts';
import { openChain, playTo, type Chain, type Round } from './chain.ts';
import { scenes, type Scene } from './scenes.ts';

export type Broken = { readonly where: string; readonly sentences: readonly string[] };

export type Tally = {
  kills: number;
  /** Moments by scene. */
  readonly moments: Map<string, number>;
  /** Moments that a scene did not come by again. */
  readonly missed: string[];
  readonly broken: Broken[];
  readonly readyMs: number[];
};

export const newTally = (): Tally => ({ kills: 0, moments: new Map(), missed: [], broken: [], readyMs: [] });

export const momentName = ({ name, nth }: Moment): string => `${name}#${nth}`;

export const readMoment = (text: string): Moment => {
  const [, name = text, nth = '1'] = /^(.*)#(\d+)$/.exec(text) ?? [];
  return { name, nth: Number(nth) };
};

const say = (line: string): void => console.log(`  ${line}`);

/** Through as many starts as it takes: what a moment belongs to may go on behind a scene, a letter for one. */
const settleAlive = async (
  chain: Chain,
  round: Round,
): Promise<{ readonly sentences: readonly string[]; readonly died: boolean }> => {
  let died = false;
  for (;;) {
    const child = await chain.revive();
    try {
      return { sentences: await chain.settle(round), died };
    } catch (error) {
      if (!(error instanceof Died) && !child.isDead()) throw error;
      died = true;
    }
  }
};

/** Plays a scene undisturbed, and tells the moments it went through. */
export const momentsOf = async (chain: Chain, scene: Scene): Promise<readonly Moment[]> => {
  const child = await chain.revive();
  await child.order({ kind: 'list' });
  const round = chain.begin(scene);
  const from = child.moments().length;
  await chain.play(round);
  await child.order({ kind: 'quiet' });
  const moments = child.moments().slice(from);
  const broken = await chain.settle(round);
  if (broken.length > 0) throw new Error(`${scene.name} is broken without any death:\n${broken.join('\n')}`);
  return moments.filter(({ name, nth }) => (scene.only?.test(name) ?? true) && !(isReading.test(name) && nth > 1));
};

/** Questions that change nothing: the moment before each is the one after what was done last. How many there are varies. */
const isReading = /^acs > (?:17|63|35)/;

/** One death; tried again where the scene did not come by this time (two rows may change places). */
export const killAt = async (chain: Chain, scene: Scene, at: Moment, tally: Tally): Promise<Round | null> => {
  for (let tries = 0; tries < 3; tries += 1) {
    const { round, died: diedInIt } = await playTo(chain, scene, at);
    const { sentences, died: diedLater } = await settleAlive(chain, round);
    const died = diedInIt || diedLater;
    if (died) tally.kills += 1;
    if (sentences.length > 0) {
      const where = `--scenario ${scene.name} --at '${momentName(at)}'`;
      tally.broken.push({ where, sentences });
      say(`BROKEN ${where}\n    ${sentences.join('\n    ')}`);
    }
    if (died) return round;
  }
  tally.missed.push(`${scene.name} ${momentName(at)}`);
  return null;
};

// ---- deaths in a start ----

/** A start that finds something open: the library system was asked, and its answer was heard by nobody. */
const before: Moment = { name: 'acs > 11: after', nth: 1 };
export const startName = 'start';

const leaveOpen = async (chain: Chain): Promise<Round> => {
  const { round, died } = await playTo(chain, sceneNamed('borrow'), before);
  if (!died) throw new Error('nobody died before the start');
  return round;
};

const sceneNamed = (name: string): Scene => scenes.find((scene) => scene.name === name) ?? fail();

export const momentsOfStart = async (chain: Chain): Promise<readonly Moment[]> => {
  const round = await leaveOpen(chain);
  const child = await chain.revive({ kind: 'list' });
  const broken = await chain.settle(round);
  if (broken.length > 0) throw new Error(`a start is broken without any death in it:\n${broken.join('\n')}`);
  return child.moments().filter(({ name, nth }) => !(isReading.test(name) && nth > 1));
};

/** A second death, in the start after the first one; what is settled at a start is settled some seconds after it. */
export const killInStart = async (chain: Chain, at: Moment, tally: Tally): Promise<void> => {
  // Whether a tag is written in it hangs on who came first, the finding out or the tag: more than one try, then.
  for (let tries = 0; tries < 4; tries += 1) {
    const round = await leaveOpen(chain);
    tally.kills += 1;
    const died = await chain
      .revive({ kind: 'die', at })
      .then(async (child) => {
        await chain.settle(round);
        // The last row may be read before it is known that its writer died of it.
        await child.order({ kind: 'quiet' });
        return child.isDead();
      })
      .catch((error: unknown) => {
        if (error instanceof Died) return true;
        throw error;
      });
    if (died) {
      tally.kills += 1;
      const { sentences } = await settleAlive(chain, round);
      if (sentences.length === 0) return;
      const where = `--scenario ${startName} --at '${momentName(at)}'`;
      tally.broken.push({ where, sentences });
      say(`BROKEN ${where}\n    ${sentences.join('\n    ')}`);
      return;
    }
  }
  tally.missed.push(`${startName} ${momentName(at)}`);
};

export const enumerateStart = async ({
  every = 1,
  from = 0,
}: { every?: number; from?: number } = {}): Promise<Tally> => {
  const tally = newTally();
  const chain = await openChain(400);
  try {
    await chain.revive();
    const moments = await momentsOfStart(chain);
    tally.moments.set(startName, moments.length);
    for (const [nth, at] of moments.entries()) if (nth % every === from % every) await killInStart(chain, at, tally);
    say(`${startName}: ${moments.length} moments, ${tally.kills} deaths`);
    const sentences = await chain.end([]);
    if (sentences.length > 0) tally.broken.push({ where: 'the final audit', sentences });
    tally.readyMs.push(...chain.readyMs);
    return tally;
  } finally {
    await chain.close();
  }
};

/** `every`: each so-manieth moment only, beginning with `from`: a share. */
export const enumerate = async (
  of: readonly Scene[],
  { every = 1, from = 0, isTold = true }: { every?: number; from?: number; isTold?: boolean } = {},
): Promise<Tally> => {
  const tally = newTally();
  const chain = await openChain(2500);
  const rounds: Round[] = [];
  try {
    for (const scene of of) {
      const began = performance.now();
      const moments = await momentsOf(chain, scene);
      tally.moments.set(scene.name, moments.length);
      for (const [nth, at] of moments.entries()) {
        if (nth % every !== from % every) continue;
        const round = await killAt(chain, scene, at, tally);
        if (round !== null) rounds.push(round);
      }
      if (isTold)
        say(
          `${scene.name}: ${moments.length} moments, ${tally.kills} deaths so far, ${((performance.now() - began) / 1000).toFixed(0)} s`,
        );
    }
    const sentences = await chain.end(rounds);
    if (sentences.length > 0) tally.broken.push({ where: 'the final audit', sentences });
    tally.readyMs.push(...chain.readyMs);
    return tally;
  } finally {
    await chain.close();
  }
};

/** Mulberry32. */
export const chances = (seed: number): (() => number) => {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** From "ready", or from the first patron on, to the death, at most. */
const longestLifeMs = 2500;

/** Sessions one after another, a death at a random moment, also while the last one is being settled; a final audit. */
export const underLoad = async (kills: number, seed: number): Promise<Tally> => {
  const tally = newTally();
  const random = chances(seed);
  const chain = await openChain(kills * 4 + 50);
  const done: Round[] = [];
  let waiting: Round[] = [];
  const busy = scenes.filter(({ slow }) => slow === undefined);
  const pick = (): Scene => busy[Math.trunc(random() * busy.length)] ?? scenes[0] ?? fail();
  const settleWaiting = async (): Promise<void> => {
    for (const round of waiting) {
      const sentences = await chain.settle(round);
      if (sentences.length > 0) {
        const where = `--kills ${kills} --seed ${seed}, death ${tally.kills}, in ${round.scene.name} (lot ${round.lot.nth})`;
        tally.broken.push({ where, sentences });
        say(`BROKEN ${where}\n    ${sentences.join('\n    ')}`);
      }
      done.push(round);
      waiting = waiting.filter((other) => other !== round);
    }
  };
  /** `settled`: what the last one left open is settled, and the next patrons come. */
  const live = async (settled: () => void): Promise<void> => {
    await settleWaiting();
    settled();
    for (;;) {
      const round = chain.begin(pick());
      waiting.push(round);
      await chain.play(round);
      await settleWaiting();
    }
  };
  try {
    while (tally.kills < kills) {
      const child = await chain.revive();
      const lifeMs = random() * longestLifeMs;
      // One in four dies while it settles what the last one left; the others live to see patrons.
      const isEarly = random() < 0.25;
      let timer: NodeJS.Timeout | undefined;
      const dieIn = (): void => {
        timer ??= setTimeout(() => child.kill('SIGKILL'), lifeMs);
      };
      if (isEarly) dieIn();
      try {
        await live(dieIn);
      } catch (error) {
        clearTimeout(timer);
        if (!(error instanceof Died) && !child.isDead()) {
          // A station that stands still is as broken as one that does the wrong thing; the others are looked at all the same.
          const where = `--kills ${kills} --seed ${seed}, before death ${tally.kills + 1}`;
          const sentences = [error instanceof Error ? error.message : String(error)];
          tally.broken.push({ where, sentences });
          say(`BROKEN ${where}\n    ${sentences.join('\n    ')}`);
          child.kill('SIGKILL');
        }
      }
      await child.ended;
      tally.kills += 1;
      if (tally.kills % 25 === 0) say(`${tally.kills} deaths, ${done.length} sessions settled`);
    }
    await chain.revive();
    await settleWaiting();
    const sentences = await chain.end(done);
    if (sentences.length > 0)
      tally.broken.push({ where: `--kills ${kills} --seed ${seed}, the final audit`, sentences });
    tally.readyMs.push(...chain.readyMs);
    return tally;
  } finally {
    await chain.close();
  }
};

const fail = (): never => {
  throw new Error('there is no scene');
};
