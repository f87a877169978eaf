// What the page of the RF calibration shows: the pads of the station, the one that is being measured, what was found and what it means.
import type { PileSize } from './calibration-grid.ts';
import type { FaultTold } from './device-fault.ts';

/** What is measured, in the order of the glass; `result` is what came of it. */
export const calibrationParts = ['empty', 'grid', 'piles', 'result'] as const;
export type CalibrationPart = (typeof calibrationParts)[number];

/** In the place of a line, where there is no reader behind it. */
export const simulatedLine = 'simulated';

/** `place`: its name. `trouble`: null while it works. */
export type CalibrationPad = {
  readonly place: string;
  readonly kind: 'kiosk' | 'desk';
  readonly make: string;
  /** As the reader says it, with its firmware; null where it did not answer yet. */
  readonly model: string | null;
  readonly trouble: FaultTold | null;
  /** Begun and not ended. */
  readonly unfinished: { readonly sinceMs: number; readonly by: string | null } | null;
  readonly last: { readonly atMs: number; readonly verdict: CalibrationVerdict } | null;
};

export type CalibrationVerdict = 'pass' | 'fail' | 'incomplete';

/** `seen` of so many `rounds`. */
export type Rate = { readonly seen: number; readonly rounds: number };

/** A line of the certificate. `limit`: null where there is none to compare with. Rates are 0 to 1, times seconds. */
export const calibrationLines = [
  'ghosts',
  'line',
  'on-pad',
  'beside',
  'pile-1',
  'pile-3',
  'pile-5',
  'pile-10',
] as const;
export type CalibrationLineName = (typeof calibrationLines)[number];
export type CalibrationLine = {
  readonly name: CalibrationLineName;
  readonly verdict: 'pass' | 'fail' | 'not-measured';
  /** What was found and what is asked, as the words of the line take them. */
  readonly found: Readonly<Record<string, number>>;
  readonly limit: Readonly<Record<string, number>>;
};

/** What to do; the values stand in its words. */
export const adviceKinds = [
  'incomplete',
  'ghosts-beside',
  'ghosts-less-power',
  'ghosts-remove',
  'line-trouble',
  'beside-less-power',
  'beside-mark',
  'metal-beneath',
  'weak-left',
  'weak-right',
  'weak-back',
  'weak-front',
  'weak-corners',
  'weak-more-power',
  'weak-places',
  'lay-at-most',
  'one-at-a-time',
  'slow',
  'fine',
] as const;
export type AdviceKind = (typeof adviceKinds)[number];
export type Advice = { readonly kind: AdviceKind; readonly values: Readonly<Record<string, string | number>> };

/** The same figure of the last certificate of this reader. Rates 0 to 1, times in seconds. */
export type Compared = {
  readonly name: CalibrationLineName | 'pace';
  readonly unit: 'count' | 'rate' | 'seconds';
  readonly before: number | null;
  readonly now: number | null;
  readonly change: 'better' | 'worse' | 'same' | 'unknown';
};

export type PileStage =
  /** Everything has to come off first; `left`: how many tags are still seen. */
  | { readonly at: 'clear'; readonly left: number }
  | { readonly at: 'lay' }
  | { readonly at: 'measuring'; readonly seen: number; readonly done: number };

export type PileFound = {
  readonly size: PileSize;
  readonly found: number;
  /** Rounds in which the tag that answered worst, and a tag on the average, was told; 0 to 1. */
  readonly worst: number;
  readonly mean: number;
  /** Until each was read as for a patron; null: some never were. */
  readonly seconds: number | null;
  readonly verdict: 'pass' | 'fail';
};

/** What is being measured at this moment. `done`: 0 to 1. */
export type CalibrationDoing =
  | {
      readonly at: 'empty';
      readonly done: number;
      readonly secondsLeft: number;
      readonly rounds: number;
      readonly ghosts: readonly Ghost[];
    }
  | {
      readonly at: 'spot';
      readonly spot: string;
      readonly done: number;
      readonly seen: number;
      readonly rounds: number;
    }
  | { readonly at: 'pile'; readonly size: PileSize; readonly stage: PileStage };

export type Ghost = { readonly uid: string; readonly seen: number };

/** What the radio of the reader can be set to. Null: this reader has no such setting that its line can change. */
export type CalibrationRadio = {
  readonly power: {
    readonly now: number;
    readonly steps: readonly number[];
    readonly unit: 'dbm';
    /** In the settings, which the reader is set to whenever it comes; null: it is left as it is. */
    readonly inSettings: number | null;
    /** Where it stands there. */
    readonly path: string;
  } | null;
  readonly antenna: { readonly now: number; readonly of: number } | null;
  /** Being changed. */
  readonly setting: boolean;
  readonly trouble: FaultTold | null;
};

/**
 * `asking`: the place is taken out of use; `busy`: somebody is at work there, it is waited for; `held`: nobody else has it; `let-go`:
 * nobody touched this page for a while, so patrons have the place again.
 */
export type CalibrationHold = 'asking' | 'busy' | 'held' | 'let-go';

export type CalibrationRun = {
  readonly place: string;
  readonly hold: CalibrationHold;
  readonly reader: {
    readonly make: string;
    readonly model: string | null;
    readonly line: string;
    readonly serial: string;
  };
  /** Null: no round was heard yet. */
  readonly live:
    | { readonly at: 'heard'; readonly seen: number; readonly roundMs: number }
    | { readonly at: 'away'; readonly fault: FaultTold | null }
    | null;
  readonly begunMs: number;
  readonly part: CalibrationPart;
  /** `isWhole`: nothing of it is left to measure. */
  readonly parts: readonly {
    readonly name: CalibrationPart;
    readonly state: 'open' | 'some' | 'pass' | 'fail';
    readonly isWhole: boolean;
  }[];
  readonly doing: CalibrationDoing | null;
  readonly radio: CalibrationRadio | null;
  readonly empty: {
    readonly seconds: number;
    readonly rounds: number;
    readonly isWhole: boolean;
    readonly ghosts: readonly Ghost[];
  } | null;
  readonly grid: {
    /** By name of the place. */
    readonly rates: Readonly<Record<string, Rate>>;
    readonly chosen: string;
    /** The last four digits of the tag that is looked for; null: the first that lies in the middle. */
    readonly tag: string | null;
  };
  readonly piles: { readonly chosen: PileSize; readonly found: readonly PileFound[] };
  readonly result: CalibrationResult;
};

/** What all the figures come to. `compared`: null where there is no earlier certificate of this reader. */
export type CalibrationResult = {
  readonly lines: readonly CalibrationLine[];
  readonly verdict: CalibrationVerdict;
  readonly advice: readonly Advice[];
  readonly compared: { readonly atMs: number; readonly rows: readonly Compared[] } | null;
};

export type CalibrationTold =
  | 'place-gone'
  | 'nothing-there'
  | 'several-there'
  | 'another-tag'
  | 'reader-away'
  | 'reader-changed'
  | 'radio-changed'
  | 'not-kept'
  | 'certificate-made'
  | 'discarded';

export type CalibrationKept = {
  readonly id: string;
  readonly place: string;
  readonly make: string;
  readonly atMs: number;
  readonly by: string | null;
  readonly verdict: CalibrationVerdict;
};

export type CalibrationScreen = {
  readonly at: 'calibration';
  /** Null until the station was asked. */
  readonly pads: readonly CalibrationPad[] | null;
  readonly run: CalibrationRun | null;
  /** Latest first. */
  readonly kept: readonly CalibrationKept[];
  readonly told: { readonly kind: CalibrationTold; readonly values: Readonly<Record<string, string | number>> } | null;
  /** `html`: a page by itself, to be saved by this name and printed. */
  readonly certificate: {
    readonly about: CalibrationKept;
    readonly name: string;
    readonly html: string;
    readonly result: CalibrationResult;
  } | null;
};
