// What the page of the RF calibration knows: the pads, what was kept, and the one pad that is being measured. Pure.
import type { Fault } from '../../drivers/ports/fault.ts';
import { middle, pileSizes, spots, type PileSize } from '../../contract/calibration-grid.ts';
import type {
  CalibrationHold,
  CalibrationPart,
  CalibrationRun,
  CalibrationTold,
} from '../../contract/calibration-view.ts';
import type { CalibrationFigures } from '../calibration/figures.ts';
import type { Doing } from '../calibration/measuring.ts';
import type { PadFact, RadioFact } from './calibration-talk.ts';
import type { PageGround } from './talk.ts';

export type CalibrationWork = {
  readonly place: string;
  readonly figures: CalibrationFigures;
  readonly hold: CalibrationHold;
  readonly live: CalibrationRun['live'];
  /** Numbers the rounds, so that an answer that is late is nobody's. */
  readonly nth: number;
  /** When the place was last told that somebody works with its devices. */
  readonly renewedMs: number;
  /** When somebody last touched the page. */
  readonly touchedMs: number;
  readonly part: CalibrationPart;
  readonly doing: Doing | null;
  readonly spot: string;
  readonly pile: PileSize;
  readonly radio: RadioFact | null;
  readonly setting: boolean;
  readonly radioTrouble: Fault | null;
};

export type CalibrationPage = {
  readonly at: 'calibration';
  /** Null until the station was asked. */
  readonly pads: readonly PadFact[] | null;
  readonly unfinished: readonly CalibrationFigures[];
  readonly kept: readonly CalibrationFigures[];
  readonly work: CalibrationWork | null;
  readonly told: { readonly kind: CalibrationTold; readonly values: Readonly<Record<string, string | number>> } | null;
  /** Kept by this name until the disk has it. */
  readonly keeping: string | null;
  /** Whose certificate is open. */
  readonly open: CalibrationFigures | null;
};

export const newCalibrationPage: CalibrationPage = {
  at: 'calibration',
  pads: null,
  unfinished: [],
  kept: [],
  work: null,
  told: null,
  keeping: null,
  open: null,
};

export const calibrationTimes = {
  /** As often as this the reader is asked at most: some six rounds a second, as at work. */
  roundMs: 150,
  /** However long a round takes, the pad has a moment for itself. */
  restMs: 50,
  /** While a pile is being read as for a patron: each round of ours keeps the reader from it. */
  readingMs: 600,
  /** Somebody is at work at the place: it is asked for again after so long. */
  busyMs: 1000,
  /** The reader failed: the next try. */
  failedMs: 500,
  renewMs: 5000,
  /** Nobody touches the page for so long: patrons have their place again. */
  untouchedMs: 5 * 60_000,
} as const;

/** What has no figure yet, in the order of measuring, from `after` on and then from the beginning; else the same again. */
export const nextSpot = ({ spots: rates }: CalibrationFigures, after: string): string => {
  const names = spots.map(({ name }) => name);
  const from = names.indexOf(after) + 1;
  return [...names.slice(from), ...names.slice(0, from)].find((name) => rates[name] === undefined) ?? after;
};

export const nextPile = ({ piles }: CalibrationFigures): PileSize =>
  pileSizes.find((size) => !piles.some((pile) => pile.size === size)) ?? pileSizes[0];

/** Where somebody goes on: what is not measured yet. */
export const firstOpen = (figures: CalibrationFigures): CalibrationPart => {
  if (figures.empty === null) return 'empty';
  if (nextSpot(figures, middle) !== middle || figures.spots[middle] === undefined) return 'grid';
  return figures.piles.length < pileSizes.length ? 'piles' : 'result';
};

// ── What the steps of the page have in common ──

export const working = (page: CalibrationPage, more: Partial<CalibrationWork>): CalibrationPage =>
  page.work === null ? page : { ...page, work: { ...page.work, ...more } };
export const telling = (
  page: CalibrationPage,
  kind: CalibrationTold,
  values: NonNullable<CalibrationPage['told']>['values'] = {},
): CalibrationPage => ({ ...page, told: { kind, values } });
/** Null: by the ticket of this machine. */
export const nameOf = ({ who }: PageGround): string | null => who?.name ?? null;
