// One measurement as it goes on: rounds of the reader come in, a figure comes out. Pure; the moments are handed in.
import type { PileSize } from '../../contract/calibration-grid.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { mostGhosts, type CalibrationFigures, type PileFigure, type RateFigure } from './figures.ts';
import { limits } from './limits.ts';

/** A round that came about: who answered, when it was over, how long it took. Milliseconds. */
export type Round = {
  readonly uids: readonly Uid[];
  readonly atMs: number;
  readonly tookMs: number;
  /** Tags that the pad itself still takes for lying there: one that comes back before it was gone is not read anew. */
  readonly lying: number;
};
/** What the pad told between two rounds: a tag was seen for the first time, or read as for a patron. */
export type PadWord = { readonly kind: 'seen' | 'read'; readonly uid: Uid; readonly atMs: number };

type Counts = Readonly<Record<Uid, number>>;

export type Doing =
  | {
      readonly at: 'empty';
      readonly ms: number;
      readonly rounds: number;
      readonly ghosts: Counts;
      readonly lastMs: number | null;
    }
  | { readonly at: 'spot'; readonly spot: string; readonly rounds: number; readonly seen: Counts }
  | PileDoing;
export type PileDoing = {
  readonly at: 'pile';
  readonly size: PileSize;
  /** `clear`: the pad is to be empty first, so that every tag arrives anew. */
  readonly stage: 'clear' | 'lay' | 'measuring';
  /** Rounds without a tag, one after the other. */
  readonly empties: number;
  readonly left: number;
  /** The first sight of one; null until then. */
  readonly firstMs: number | null;
  /** Everybody who was told since then; counted are the rounds after the pile was settled. */
  readonly seen: Counts;
  readonly rounds: number;
  readonly toldMs: number | null;
  readonly read: Readonly<Record<Uid, number>>;
  readonly readMs: number | null;
};

export type Measured =
  | { readonly kind: 'empty'; readonly figure: NonNullable<CalibrationFigures['empty']> }
  | { readonly kind: 'spot'; readonly spot: string; readonly tag: Uid; readonly figure: RateFigure }
  | { readonly kind: 'pile'; readonly figure: PileFigure }
  /** It says nothing of the pad: something else lies there than was asked for. */
  | {
      readonly kind: 'void';
      readonly because: 'nothing-there' | 'several-there' | 'another-tag';
      readonly count: number;
    };

export type Progress = { readonly doing: Doing | null; readonly measured: Measured | null };

export const measuringTimes = {
  /** Rounds without a tag until the pad is taken for empty: more than the driver waits before it calls a tag gone. */
  emptyRounds: 6,
  /** A pile that is not told whole by then is measured as it is. */
  pileSettlesMs: 3000,
  /** And what is not read by then is not waited for. */
  pileReadsMs: 12_000,
  /** A longer pause between two rounds was the reader's: the pad was not watched meanwhile. */
  watchedMs: 2000,
} as const;

const going = (doing: Doing): Progress => ({ doing, measured: null });
const over = (measured: Measured): Progress => ({ doing: null, measured });
const counted = (counts: Counts, uids: readonly Uid[], by: number): Counts => {
  const next = { ...counts };
  for (const uid of uids) next[uid] = (next[uid] ?? 0) + by;
  return next;
};

export const beginEmpty: Doing = { at: 'empty', ms: 0, rounds: 0, ghosts: {}, lastMs: null };
export const beginSpot = (spot: string): Doing => ({ at: 'spot', spot, rounds: 0, seen: {} });
export const beginPile = (size: PileSize): Doing => ({
  at: 'pile',
  size,
  stage: 'clear',
  empties: 0,
  left: 0,
  firstMs: null,
  seen: {},
  rounds: 0,
  toldMs: null,
  read: {},
  readMs: null,
});

/** Tags that no hand laid there: what the empty pad has told. */
const ghostsOf = ({ empty }: CalibrationFigures): ReadonlySet<Uid> => new Set(empty?.ghosts.map(({ uid }) => uid));

export const roundHeard = (doing: Doing, round: Round, figures: CalibrationFigures): Progress => {
  switch (doing.at) {
    case 'empty':
      return emptyRound(doing, round);
    case 'spot':
      return spotRound(doing, round, figures);
    case 'pile': {
      const ghosts = ghostsOf(figures);
      return pileRound(doing, { ...round, uids: round.uids.filter((uid) => !ghosts.has(uid)) });
    }
  }
};

/** The reader did not answer, or went away: what counts moments begins anew, what counts rounds goes on. */
export const roundFailed = (doing: Doing): Doing => {
  if (doing.at === 'empty') return { ...doing, lastMs: null };
  return doing.at === 'pile' && doing.stage === 'measuring' ? beginPile(doing.size) : doing;
};

const emptyRound = (doing: Extract<Doing, { at: 'empty' }>, { uids, atMs }: Round): Progress => {
  const sinceMs = doing.lastMs === null ? 0 : atMs - doing.lastMs;
  const next = {
    ...doing,
    // A clock that was set back watched nothing.
    ms: doing.ms + (sinceMs >= 0 && sinceMs <= measuringTimes.watchedMs ? sinceMs : 0),
    rounds: doing.rounds + 1,
    ghosts: counted(doing.ghosts, uids, 1),
    lastMs: atMs,
  };
  return next.ms >= limits.emptyMs ? over(emptyMeasured(next)) : going(next);
};

/** As far as it went: also before its minute is over. */
export const emptyMeasured = ({ ms, rounds, ghosts }: Extract<Doing, { at: 'empty' }>): Measured => ({
  kind: 'empty',
  figure: {
    ms: Math.round(ms),
    rounds,
    ghosts: Object.entries(ghosts)
      .map(([uid, seen]) => ({ uid, seen }))
      .toSorted((a, b) => b.seen - a.seen)
      .slice(0, mostGhosts),
  },
});

const spotRound = (doing: Extract<Doing, { at: 'spot' }>, { uids }: Round, figures: CalibrationFigures): Progress => {
  const next = { ...doing, rounds: doing.rounds + 1, seen: counted(doing.seen, uids, 1) };
  return next.rounds >= limits.roundsPerSpot ? over(spotMeasured(next, figures)) : going(next);
};

const spotMeasured = (
  { spot, rounds, seen }: Extract<Doing, { at: 'spot' }>,
  figures: CalibrationFigures,
): Measured => {
  const ghosts = ghostsOf(figures);
  const others = Object.keys(seen).filter((uid) => !ghosts.has(uid) && uid !== figures.tag);
  if (figures.tag !== null) {
    if (others.length > 0) return { kind: 'void', because: 'another-tag', count: others.length };
    return { kind: 'spot', spot, tag: figures.tag, figure: { seen: seen[figures.tag] ?? 0, rounds } };
  }
  const [tag, another] = others;
  if (tag === undefined) return { kind: 'void', because: 'nothing-there', count: 0 };
  if (another !== undefined) return { kind: 'void', because: 'several-there', count: others.length };
  return { kind: 'spot', spot, tag, figure: { seen: seen[tag] ?? 0, rounds } };
};

const pileRound = (doing: PileDoing, round: Round): Progress => {
  const { uids, atMs, tookMs, lying } = round;
  switch (doing.stage) {
    case 'clear': {
      const empties = uids.length === 0 ? doing.empties + 1 : 0;
      const isClear = empties >= measuringTimes.emptyRounds && lying === 0;
      return going({ ...doing, empties, left: uids.length, read: {}, stage: isClear ? 'lay' : 'clear' });
    }
    case 'lay':
      return uids.length === 0
        ? going(doing)
        : // The hand was there when the round began.
          pileMeasuring(
            { ...doing, stage: 'measuring', firstMs: Math.min(doing.firstMs ?? Infinity, atMs - tookMs) },
            round,
          );
    case 'measuring':
      return pileMeasuring(doing, round);
  }
};

const pileMeasuring = (doing: PileDoing, { uids, atMs }: Round): Progress => {
  const sinceMs = atMs - (doing.firstMs ?? atMs);
  const known = Object.keys(doing.seen).length;
  // Until the hand is away a round says nothing of the pad.
  const isSettled = known >= doing.size || sinceMs >= measuringTimes.pileSettlesMs;
  const seen = isSettled ? counted(doing.seen, uids, 1) : counted(doing.seen, uids, 0);
  const found = Object.keys(seen).length;
  const next = withReads({
    ...doing,
    seen,
    rounds: doing.rounds + (isSettled ? 1 : 0),
    toldMs: doing.toldMs ?? (found >= doing.size ? sinceMs : null),
  });
  if (found > doing.size) return over({ kind: 'void', because: 'several-there', count: found });
  const isRead = next.readMs !== null || sinceMs >= measuringTimes.pileReadsMs;
  return next.rounds >= limits.roundsPerPile && isRead ? over(pileMeasured(next)) : going(next);
};

/** Of a pile alone: when its first tag was seen, and when each was read. */
export const padSaid = (doing: Doing, { kind, uid, atMs }: PadWord): Doing => {
  if (doing.at !== 'pile' || doing.stage === 'clear') return doing;
  if (kind === 'seen') return doing.firstMs === null ? { ...doing, firstMs: atMs } : doing;
  return withReads({ ...doing, read: { ...doing.read, [uid]: doing.read[uid] ?? atMs } });
};

/** Read before it was told in a round of ours: it counts all the same. */
const withReads = (doing: PileDoing): PileDoing => {
  const moments = Object.values(doing.read);
  return doing.readMs !== null || doing.stage !== 'measuring' || moments.length < doing.size
    ? doing
    : { ...doing, readMs: Math.max(0, Math.max(...moments) - (doing.firstMs ?? 0)) };
};

const pileMeasured = ({ size, rounds, seen, toldMs, readMs }: PileDoing): Measured => ({
  kind: 'pile',
  figure: {
    size,
    rounds,
    tags: Object.values(seen).toSorted((a, b) => a - b),
    toldMs: toldMs === null ? null : Math.round(toldMs),
    readMs: readMs === null ? null : Math.round(readMs),
  },
});

const withPile = (piles: CalibrationFigures['piles'], figure: PileFigure): CalibrationFigures['piles'] =>
  [...piles.filter(({ size }) => size !== figure.size), figure].toSorted((a, b) => a.size - b.size);

/** The figures with what was measured; nothing of what is void. */
export const withMeasured = (figures: CalibrationFigures, measured: Measured): CalibrationFigures => {
  switch (measured.kind) {
    case 'empty':
      return { ...figures, empty: measured.figure };
    case 'spot':
      return { ...figures, tag: measured.tag, spots: { ...figures.spots, [measured.spot]: measured.figure } };
    case 'pile':
      return { ...figures, piles: withPile(figures.piles, measured.figure) };
    case 'void':
      return figures;
  }
};
