// The training of a station: one practice station at a time, opened for one desk and gone when it is closed. Stands between that desk's
// glass and the inner ones, hands over things, and looks how the exercise goes. Of the real station it has the clock, and the journal to
// read who has done what before.
import type { Practice, TrainingGlass } from '../../contract/training-view.ts';
import type { BenchView } from '../../contract/bench.ts';
import type { View } from '../../contract/view.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Joined } from '../join.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { practicePin } from '../modes/training-state.ts';
import type { Settings } from '../settings/schema.ts';
import type { Training, TrainingEvent } from '../training-talk.ts';
import { doneBy } from './done.ts';
import { gather, sightsOf, type Sight } from './evidence.ts';
import type { Exercise } from './exercises.ts';
import { mendFaults, setFault } from './faults.ts';
import { exerciseOf, isOption, progressOf } from './progress.ts';
import { handsOf } from './stock.ts';
import { practicePlaces, practiceSettings, worldOf, type PracticeStation, type World } from './world.ts';

type Wish = Parameters<Training['open']>[0];

type Glass = { joined: Joined | null; view: View | null; bench: BenchView | null };

/** One opening of the practice station. */
type Session = {
  readonly run: string;
  readonly wish: Wish;
  readonly practice: Practice;
  readonly tell: (event: TrainingEvent) => void;
  readonly exercise: Exercise | null;
  readonly glasses: Readonly<Record<TrainingGlass, Glass>>;
  readonly sights: Set<Sight>;
  world: World | null;
  /** Null until somebody can work in it. */
  sinceMs: number | null;
  sinceSeq: number;
  chosen: string | null;
  wrongAnswers: number;
  /** As it was told last. */
  told: string;
  isLooking: boolean;
  isOver: boolean;
};

/** `open`: a whole station by these settings, over memory; `wrote` is called after each entry of its journal. */
export const createTraining = (parts: {
  readonly journal: Pick<Journal, 'newestFirst'>;
  readonly clock: Clock;
  readonly library: string;
  readonly open: (settings: Settings, wrote: () => void) => Promise<PracticeStation>;
  readonly log: Log;
}): Training => {
  const { journal, clock, log } = parts;
  const watchers = new Map<string, Set<() => void>>();
  let session: Session | null = null;
  let runs = 0;
  let closing: Promise<void> = Promise.resolve();

  const changed = ({ wish }: Session): void => {
    for (const run of watchers.get(wish.place) ?? []) run();
  };

  const end = (ended: Session): void => {
    if (ended.isOver) return;
    ended.isOver = true;
    if (session === ended) session = null;
    const { world } = ended;
    for (const glass of Object.values(ended.glasses)) {
      glass.joined?.leave();
      Object.assign(glass, { joined: null, view: null, bench: null } satisfies Glass);
    }
    ended.world = null;
    if (world !== null) closing = shut(world.station);
  };
  const shut = async (station: PracticeStation): Promise<void> => {
    try {
      await station.close();
    } catch (error) {
      log.error({ err: error }, 'the practice station did not close as it should');
    }
  };
  /** Whatever goes wrong in there ends there: the real station learns that the practice is over, and nothing else. */
  const fail = (failed: Session, error: unknown): void => {
    if (failed.isOver) return;
    log.error({ err: error, practice: failed.wish.practice }, 'the practice station met a fault and is closed');
    const { run, tell, sinceMs, wish } = failed;
    end(failed);
    tell(
      sinceMs === null
        ? { kind: 'training-not-opened', ticket: wish.ticket, takenBy: null }
        : { kind: 'training-failed', run },
    );
  };
  const guarded = (of: Session, work: () => void): void => {
    try {
      work();
    } catch (error) {
      fail(of, error);
    }
  };

  /** Soon, and once for all that happens in one turn. */
  const lookSoon = (at: Session): void => {
    if (at.isLooking || at.isOver) return;
    at.isLooking = true;
    setImmediate(() => {
      at.isLooking = false;
      if (!at.isOver) guarded(at, () => look(at));
    });
  };
  const look = (at: Session): void => {
    const { world, wish, run, tell } = at;
    if (world === null) return;
    changed(at);
    const { view } = at.glasses.desk;
    if (at.sinceMs === null) {
      if (view?.mode !== 'desk' || view.who === null) return;
      at.sinceMs = clock.now();
      const progress = progressOf(at, world, clock.now());
      at.told = JSON.stringify({ ...progress, seconds: 0 });
      return tell({ kind: 'training-opened', ticket: wish.ticket, run, glass: at.exercise?.glass ?? 'desk', progress });
    }
    const progress = progressOf(at, world, clock.now());
    // Time alone is no news.
    const now = JSON.stringify({ ...progress, seconds: 0 });
    if (now === at.told) return;
    at.told = now;
    tell({ kind: 'training-went-on', run, progress });
  };

  const begin = async (at: Session): Promise<void> => {
    await closing;
    const { staff, language, practice } = at.wish;
    const settings = practiceSettings({ library: parts.library, staff, language });
    const station = await parts.open(settings, () => lookSoon(at));
    // They went while it opened.
    if (at.isOver) return shut(station);
    const world = worldOf(station);
    at.world = world;
    at.exercise?.prepare(world, clock.now());
    at.sinceSeq = Math.max(
      0,
      ...gather(world, { sinceSeq: 0, sights: at.sights, chosen: null }).entries.map(({ seq }) => seq),
    );
    for (const which of ['desk', 'kiosk'] as const) enter(at, world, which);
    world.library.changed(() => lookSoon(at));
    const desk = at.glasses.desk;
    const shown = desk.view?.mode === 'desk' ? desk.view.session : 0;
    const act = { kind: 'sign-in', name: staff, pin: practicePin } as const;
    desk.joined?.call({ kind: 'act', session: shown, act });
    log.debug({ practice }, 'a practice station is open');
  };
  const enter = (at: Session, world: World, which: TrainingGlass): void => {
    const glass = at.glasses[which];
    glass.bench = world.bench(which).view();
    glass.joined = world.station.join(practicePlaces[which], {
      view: (view) => {
        glass.view = view;
        for (const sight of sightsOf(view)) at.sights.add(sight);
        lookSoon(at);
      },
      bench: (bench) => {
        glass.bench = bench;
        if (world.library.mood().mood !== 'normal') at.sights.add('acs:away');
        lookSoon(at);
      },
    });
  };

  /** This desk's, where it is this very opening and somebody can work in it. */
  const openAt = (place: string, run: string): { readonly at: Session; readonly world: World } | null => {
    const at = session;
    if (at === null || at.wish.place !== place || at.run !== run || at.world === null || at.sinceMs === null)
      return null;
    return { at, world: at.world };
  };
  const takenBy: Training['takenBy'] = () =>
    session === null ? null : { name: session.wish.staff, place: session.wish.place };

  return {
    doneBy: (staff) => doneBy(journal, staff),
    takenBy,
    open: (wish, tell) => {
      if (session !== null) return tell({ kind: 'training-not-opened', ticket: wish.ticket, takenBy: takenBy() });
      runs += 1;
      const at: Session = {
        run: String(runs),
        wish,
        practice: wish.practice,
        tell,
        exercise: exerciseOf(wish.practice),
        glasses: {
          desk: { joined: null, view: null, bench: null },
          kiosk: { joined: null, view: null, bench: null },
        },
        sights: new Set(),
        world: null,
        sinceMs: null,
        sinceSeq: 0,
        chosen: null,
        wrongAnswers: 0,
        told: '',
        isLooking: false,
        isOver: false,
      };
      session = at;
      begin(at).catch((error: unknown) => fail(at, error));
    },
    useThing: (place, run, id) => {
      const open = openAt(place, run);
      const thing = open?.at.exercise?.things.find((one) => one.id === id);
      if (open === null || open.at.exercise === null || thing === undefined) return;
      const { at, world } = open;
      const { glass } = open.at.exercise;
      guarded(at, () => {
        for (const hand of handsOf(world, glass, thing)) world.hand(glass, hand);
      });
      lookSoon(at);
    },
    answer: (place, run, option) => {
      const open = openAt(place, run);
      const right = open?.at.exercise?.answer ?? null;
      if (open === null || right === null || !isOption(open.at.practice, option)) return;
      const { at } = open;
      at.chosen = option;
      if (option !== right) at.wrongAnswers += 1;
      lookSoon(at);
    },
    setFault: (place, run, fault, on) => {
      const open = openAt(place, run);
      if (open?.at.practice !== 'free') return;
      guarded(open.at, () => setFault(open.world, fault, on));
      lookSoon(open.at);
    },
    mendFaults: (place, run) => {
      const open = openAt(place, run);
      if (open?.at.practice !== 'free') return;
      guarded(open.at, () => mendFaults(open.world));
      lookSoon(open.at);
    },
    end: (place) => {
      if (session?.wish.place === place) end(session);
    },
    glass: (place, { run, glass: of }) => {
      const open = openAt(place, run);
      if (open === null) return null;
      const { view, bench } = open.at.glasses[of];
      return view === null || bench === null ? null : { run, glass: of, view, bench };
    },
    call: (place, { run, glass: of }, call) => {
      const open = openAt(place, run);
      if (open === null) return 'no practice station is open here';
      let because: string | null = null;
      guarded(open.at, () => {
        because = open.at.glasses[of].joined?.call(call) ?? null;
      });
      return because;
    },
    watch: (place, run) => {
      const all = watchers.get(place) ?? new Set();
      watchers.set(place, all);
      all.add(run);
      return () => all.delete(run);
    },
    close: async () => {
      if (session !== null) end(session);
      await closing;
    },
  };
};
