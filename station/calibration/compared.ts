// The figures of one calibration beside those of the last one of the same reader. Pure.
import { pileSizes } from '../../contract/calibration-grid.ts';
import type { Compared } from '../../contract/calibration-view.ts';
import { pileOf, pileShares, sharesOn, type CalibrationFigures } from './figures.ts';
import { isMeasured, isPartWhole } from './limits.ts';

type Row = {
  readonly name: Compared['name'];
  readonly unit: Compared['unit'];
  readonly better: 'more' | 'less';
  /** Smaller differences are chance: twenty rounds tell a rate to a tenth or so. */
  readonly noise: number;
  readonly of: (figures: CalibrationFigures) => number | null;
};

const least = (shares: readonly number[]): number | null => (shares.length === 0 ? null : Math.min(...shares));

/** The worst of a few places is not the worst of all. */
const wholeShares = (figures: CalibrationFigures, on: 'pad' | 'beside'): readonly number[] =>
  isMeasured(figures, on) ? sharesOn(figures, on).map(({ share }) => share) : [];

const rows: readonly Row[] = [
  {
    name: 'ghosts',
    unit: 'count',
    better: 'less',
    noise: 0,
    of: (figures) => (isPartWhole('empty', figures) ? (figures.empty?.ghosts.length ?? null) : null),
  },
  {
    name: 'line',
    unit: 'rate',
    better: 'less',
    noise: 0.01,
    of: ({ rounds: { heard, failed } }) => (heard + failed === 0 ? null : failed / (heard + failed)),
  },
  {
    name: 'pace',
    unit: 'seconds',
    better: 'less',
    noise: 0.05,
    of: ({ rounds: { heard, ms } }) => (heard === 0 ? null : ms / heard / 1000),
  },
  {
    name: 'on-pad',
    unit: 'rate',
    better: 'more',
    noise: 0.1,
    of: (figures) => least(wholeShares(figures, 'pad')),
  },
  {
    name: 'beside',
    unit: 'rate',
    better: 'less',
    noise: 0.1,
    of: (figures) => {
      const shares = wholeShares(figures, 'beside');
      return shares.length === 0 ? null : Math.max(...shares);
    },
  },
  ...pileSizes.map((size): Row => ({
    name: `pile-${size}`,
    unit: 'rate',
    better: 'more',
    noise: 0.1,
    of: (figures) => {
      const pile = pileOf(figures, size);
      return pile === null ? null : pileShares(pile).worst;
    },
  })),
];

const changeOf = ({ better, noise }: Row, before: number | null, now: number | null): Compared['change'] => {
  if (before === null || now === null) return 'unknown';
  // Floats: two rounds of twenty are a tenth.
  if (Math.abs(now - before) <= noise + 1e-9) return 'same';
  return now > before === (better === 'more') ? 'better' : 'worse';
};

export const comparedWith = (now: CalibrationFigures, before: CalibrationFigures): readonly Compared[] =>
  rows
    .map((row): Compared => {
      const [was, is] = [row.of(before), row.of(now)];
      return { name: row.name, unit: row.unit, before: was, now: is, change: changeOf(row, was, is) };
    })
    .filter(({ before: was, now: is }) => was !== null || is !== null);

/** A reader that was exchanged starts anew: of another make, or with another number on its plate. */
export const isSameReader = (
  a: Pick<CalibrationFigures, 'place' | 'reader'>,
  b: Pick<CalibrationFigures, 'place' | 'reader'>,
): boolean => {
  if (a.reader.maker !== b.reader.maker) return false;
  const [one, other] = [a.reader.serial.trim(), b.reader.serial.trim()];
  // Carried to another place it is the same reader all the same.
  return one !== '' && other !== '' ? one === other : a.place === b.place;
};
