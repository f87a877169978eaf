// One station that is killed again and again over the same data folder, in a world that keeps its state: a round is a scene
// with a lot of its own, a death in it, a new start, and the audit.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit, booksIn, filesWith, rowsOf, unsettled, wordOf, type Row } from './audit.ts';
import { Died, pause, startStation, type Child, type Moment } from './child.ts';
import { lotOf, piecesOf, type Lot } from './lots.ts';
import { handsOf, type Scene } from './scenes.ts';
import { openWorld, staffPin, type World } from './world.ts';

/** One visit, from its first press on. */
export type Round = {
  readonly scene: Scene;
  readonly lot: Lot;
  readonly afterSeq: number;
  /** Who it began with, and after how many views; null once it was looked over. */
  told: { readonly by: Child; readonly from: number } | null;
};

const shownIn = ({ told }: Round): readonly string[] => told?.by.views().slice(told.from) ?? [];

export type Chain = {
  readonly world: World;
  readonly data: string;
  child(): Child;
  /** Starts the station where it is dead; takes note of how long it took. */
  revive(first?: Parameters<typeof startStation>[0]['first']): Promise<Child>;
  /** A station beside the chain's own, which is dead, on the same data. Rejects with `Died`. */
  startUnder(under: string): Promise<Child>;
  begin(scene: Scene): Round;
  /** Rejects with `Died` when the station dies in it. */
  play(round: Round): Promise<void>;
  /** Waits until nothing of the round is open, and looks it over: sentences of what is broken. May reject with `Died`. */
  settle(round: Round): Promise<readonly string[]>;
  rows(): readonly Row[];
  readonly readyMs: readonly number[];
  /** Everything once more, over the whole journal, and every file for passwords; then ends it all. */
  end(rounds: readonly Round[]): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** Longer than the longest finding-out. */
const settleMs = 30_000;

/** `on`: a folder for the data, which stays; otherwise one is made and goes. `under`: see `Start`. */
export const openChain = async (
  lots: number,
  { on, under }: { readonly on?: string; readonly under?: string } = {},
): Promise<Chain> => {
  const world = await openWorld(lots);
  const folder = mkdtempSync(join(tmpdir(), 'tram-crash-'));
  const data = join(on ?? folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(world.settings), { mode: 0o600 });
  const journal = join(data, 'journal.sqlite');
  const readyMs: number[] = [];
  let child: Child | null = null;
  let said = '';
  let used = 0;

  const now = (): Child => {
    if (child === null) throw new Error('the chain has no station yet');
    return child;
  };
  const rows = (after = 0): readonly Row[] => rowsOf(journal, after);
  const lastSeq = (): number => rows(Math.max(0, seqSeen - 1)).at(-1)?.seq ?? 0;
  let seqSeen = 0;

  const liftAll = (lot: Lot): void => {
    for (const piece of piecesOf(lot)) world.lift(piece);
  };
  const layAll = ({ scene, lot }: Round): void => {
    for (const { role, faults } of scene.uses) world.lay(lot.pieces[role], faults);
  };

  const chain: Chain = {
    world,
    data,
    child: now,
    rows: () => rows(),
    readyMs,

    revive: async (first = null) => {
      if (child !== null && !child.isDead()) return child;
      if (child !== null) {
        await child.ended;
        said += child.said();
      }
      child = await startStation({
        data,
        settings,
        peers: world.peers,
        first,
        ...(under === undefined ? {} : { under }),
      });
      readyMs.push(child.readyMs);
      return child;
    },

    startUnder: (words) => startStation({ data, settings, peers: world.peers, first: null, under: words }),

    begin: (scene) => {
      if (used >= lots) throw new Error(`the world has books for ${lots} rounds only`);
      const lot = lotOf(used);
      used += 1;
      seqSeen = lastSeq();
      return { scene, lot, afterSeq: seqSeen, told: { by: now(), from: now().views().length } };
    },

    play: async ({ scene, lot, afterSeq }) => {
      if (scene.slow !== undefined)
        world.acs.setFaults([{ asked: [scene.slow.asked], does: { kind: 'delay', ms: scene.slow.ms }, times: 1 }]);
      await scene.play(handsOf(now(), world, scene, lot, () => booksIn(rows(afterSeq)).waiting.size));
      // What is laid down within a moment of a goodbye is taken for what was left behind.
      await pause(1100);
    },

    settle: async (round) => {
      const { scene, lot, afterSeq } = round;
      const broken: string[] = [];
      const station = now();
      world.libraryIs('normal');
      // Every other patron has gone with what lay there, and comes back with it.
      if (lot.nth % 2 === 1) {
        liftAll(lot);
        await pause(200);
      }
      layAll(round);
      let layAgainAt = performance.now() + 1500;
      for (const end = performance.now() + settleMs; ; await pause(40)) {
        const { screen } = station.view();
        const open = unsettled(booksIn(rows(afterSeq)), scene, lot);
        if (open.length === 0 && screen.at === 'welcome') break;
        if (performance.now() > end) {
          broken.push(`still open after ${settleMs / 1000} s: ${open.join(', ')}; the glass shows ${screen.at}`);
          break;
        }
        if (performance.now() > layAgainAt) {
          liftAll(lot);
          await pause(600);
          layAll(round);
          layAgainAt = performance.now() + 3000;
        }
      }
      if (station !== round.told?.by)
        for (const view of station.views()) {
          const word = wordOf(lot, view);
          if (word !== null) broken.push(`after the new start the glass showed "${word}": ${view.slice(0, 300)}`);
        }
      broken.push(...audit({ world, scene, lot, books: booksIn(rows(afterSeq)) }, shownIn(round)));
      round.told = null;
      liftAll(lot);
      world.acs.setFaults([]);
      return [...new Set(broken)];
    },

    end: async (rounds) => {
      const books = booksIn(rows());
      const broken = rounds.flatMap(({ scene, lot }) =>
        audit({ world, scene, lot, books }, []).map((sentence) => `in the end: ${sentence}`),
      );
      now().kill('SIGTERM');
      await now().ended;
      said += now().said();
      const secrets = [...rounds.map(({ lot }) => lot.patron.pin), staffPin];
      for (const name of filesWith(data, secrets)) broken.push(`${name} holds a password`);
      for (const secret of secrets) if (said.includes(secret)) broken.push(`the log holds the password ${secret}`);
      return broken;
    },

    close: async () => {
      if (child !== null && !child.isDead()) {
        child.kill('SIGKILL');
        await child.ended;
      }
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  return chain;
};

/** A station may still come by the moment of its last order, just before it hears of this one. */
const armed = async (chain: Chain, at: Moment): Promise<Child> => {
  for (;;) {
    const child = await chain.revive();
    try {
      await child.order({ kind: 'die', at });
      return child;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  }
};

/** Plays a scene to its end, or to the death at this moment. */
export const playTo = async (
  chain: Chain,
  scene: Scene,
  at: Moment,
): Promise<{ readonly round: Round; readonly died: boolean }> => {
  const child = await armed(chain, at);
  const round = chain.begin(scene);
  try {
    await chain.play(round);
    // What goes on behind the last screen, such as a letter, may have died with nobody looking.
    return { round, died: child.isDead() };
  } catch (error) {
    if (!(error instanceof Died) && !child.isDead()) throw error;
    return { round, died: true };
  }
};
