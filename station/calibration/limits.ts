// What a pad must do to pass: one table of limits, and the lines of the certificate by it. Pure.
import { pileSizes, spots, type PileSize } from '../../contract/calibration-grid.ts';
import type {
  CalibrationLine,
  CalibrationLineName,
  CalibrationPart,
  CalibrationVerdict,
} from '../../contract/calibration-view.ts';
import { pileOf, pileShares, sharesOn, type CalibrationFigures, type PileFigure } from './figures.ts';

/** Times in milliseconds, rates 0 to 1. */
export const limits = {
  /** An empty pad is watched for so long, and no tag may be told meanwhile: at its first sight it stands on a patron's screen. */
  emptyMs: 60_000,
  ghosts: 0,
  roundsPerSpot: 20,
  /** One tag alone, at each place on the pad. At nine of ten a book is called gone, by four misses running, once in 60 half minutes. */
  onPadLeast: 0.9,
  /** The same tag one place's width beside the pad: a bag that stands there is not the pile. One round in twenty may be the hand's. */
  besideMost: 0.05,
  roundsPerPile: 20,
  /**
   * The worst tag of a pile. Books shade each other; at one half each is told within four rounds, fifteen times of sixteen. It flickers:
   * the pad gives such a tag twice as many misses each time, and misses at half hardly ever come twelve running.
   */
  pileLeast: 0.5,
  /** From the first sight until the last is read. */
  pileMostMs: { 1: 1500, 3: 2000, 5: 3000, 10: 5000 } satisfies Record<PileSize, number>,
  /** Rounds that the reader did not answer, after three times of asking: one every eight seconds. */
  failedMost: 0.02,
} as const;

/** A whole minute may end a moment early: the last round is the one that would have been too long. */
export const isWholeEmpty = ({ empty }: CalibrationFigures): boolean => empty !== null && empty.ms >= limits.emptyMs;

type Line = CalibrationLine;
const line = (name: CalibrationLineName, passes: boolean, found: Line['found'], limit: Line['limit']): Line => ({
  name,
  verdict: passes ? 'pass' : 'fail',
  found,
  limit,
});
const missing = (name: CalibrationLineName, limit: Line['limit'], found: Line['found'] = {}): Line => ({
  name,
  verdict: 'not-measured',
  found,
  limit,
});

const ghosts = (figures: CalibrationFigures): Line => {
  const { empty } = figures;
  const limit = { count: limits.ghosts, seconds: limits.emptyMs / 1000 };
  if (empty === null) return missing('ghosts', limit);
  const found = { count: empty.ghosts.length, seconds: Math.floor(empty.ms / 1000), rounds: empty.rounds };
  if (empty.ghosts.length > limits.ghosts) return line('ghosts', false, found, limit);
  return isWholeEmpty(figures) ? line('ghosts', true, found, limit) : missing('ghosts', limit, found);
};

/** Few rounds say nothing yet. */
const fewestRounds = 100;

const wire = ({ rounds: { heard, failed, ms } }: CalibrationFigures): Line => {
  const limit = { share: limits.failedMost };
  const all = heard + failed;
  if (all < fewestRounds) return missing('line', limit);
  const found = { share: failed / all, failed, rounds: all, ms: heard === 0 ? 0 : Math.round(ms / heard) };
  return line('line', found.share <= limits.failedMost, found, limit);
};

const wanted = (on: 'pad' | 'beside'): number => spots.filter((spot) => spot.on === on).length;

const onPad = (figures: CalibrationFigures): Line => {
  const shares = sharesOn(figures, 'pad').map(({ share }) => share);
  const limit = { share: limits.onPadLeast, places: wanted('pad') };
  if (shares.length === 0) return missing('on-pad', limit);
  const found = {
    places: shares.length,
    weak: shares.filter((share) => share < limits.onPadLeast).length,
    worst: Math.min(...shares),
    mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
  if (found.weak > 0) return line('on-pad', false, found, limit);
  return shares.length === limit.places ? line('on-pad', true, found, limit) : missing('on-pad', limit, found);
};

const beside = (figures: CalibrationFigures): Line => {
  const shares = sharesOn(figures, 'beside').map(({ share }) => share);
  const limit = { share: limits.besideMost, places: wanted('beside') };
  if (shares.length === 0) return missing('beside', limit);
  const found = {
    places: shares.length,
    heard: shares.filter((share) => share > limits.besideMost).length,
    most: Math.max(...shares),
  };
  if (found.heard > 0) return line('beside', false, found, limit);
  return shares.length === limit.places ? line('beside', true, found, limit) : missing('beside', limit, found);
};

export const pilePasses = (pile: PileFigure): boolean =>
  pile.tags.length === pile.size &&
  pileShares(pile).worst >= limits.pileLeast &&
  pile.readMs !== null &&
  pile.readMs <= limits.pileMostMs[pile.size];

const pileLine = (figures: CalibrationFigures, size: PileSize): Line => {
  const limit = { count: size, share: limits.pileLeast, seconds: limits.pileMostMs[size] / 1000 };
  const pile = pileOf(figures, size);
  if (pile === null) return missing(`pile-${size}`, limit);
  const { worst, mean } = pileShares(pile);
  // -1: some never were.
  const found = { count: pile.tags.length, worst, mean, seconds: pile.readMs === null ? -1 : pile.readMs / 1000 };
  return line(`pile-${size}`, pilePasses(pile), found, limit);
};

/** The lines of the certificate, in its order. */
export const judged = (figures: CalibrationFigures): readonly Line[] => [
  ghosts(figures),
  wire(figures),
  onPad(figures),
  beside(figures),
  ...pileSizes.map((size) => pileLine(figures, size)),
];

/** One that fails is enough; none may be missing. */
export const verdictOf = (lines: readonly Pick<Line, 'verdict'>[]): CalibrationVerdict => {
  if (lines.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return lines.every(({ verdict }) => verdict === 'pass') ? 'pass' : 'incomplete';
};

/** Which lines a part of the page is about. */
const ofPart: Readonly<Record<Exclude<CalibrationPart, 'result'>, readonly CalibrationLineName[]>> = {
  empty: ['ghosts'],
  grid: ['on-pad', 'beside'],
  piles: ['pile-1', 'pile-3', 'pile-5', 'pile-10'],
};

export const partState = (part: CalibrationPart, lines: readonly Line[]): 'open' | 'some' | 'pass' | 'fail' => {
  const about = part === 'result' ? lines : lines.filter(({ name }) => ofPart[part].includes(name));
  const verdict = verdictOf(about);
  if (verdict !== 'incomplete') return verdict;
  const isTouched = about.some(
    (one) => one.verdict === 'pass' || (one.found['places'] ?? one.found['seconds'] ?? 0) > 0,
  );
  return isTouched ? 'some' : 'open';
};

/** Every place there. */
export const isMeasured = ({ spots: rates }: CalibrationFigures, on: 'pad' | 'beside'): boolean =>
  spots.every((spot) => spot.on !== on || rates[spot.name] !== undefined);

/** Everything that a part measures has a figure, whatever it is. */
export const isPartWhole = (part: CalibrationPart, figures: CalibrationFigures): boolean => {
  const { empty, piles } = figures;
  switch (part) {
    case 'empty':
      // One ghost is enough to know.
      return isWholeEmpty(figures) || (empty?.ghosts.length ?? 0) > 0;
    case 'grid':
      return isMeasured(figures, 'pad') && isMeasured(figures, 'beside');
    case 'piles':
      return pileSizes.every((size) => piles.some((pile) => pile.size === size));
    case 'result':
      return false;
  }
};
