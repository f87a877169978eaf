// What the console of devices shows of a line: what passes on it, and recordings of that. Plain data. What may say who a patron is stands there
// only where nobody was served.
import type { FaultTold } from './device-fault.ts';

/** One frame in words. `code`: as the protocol has it. `says`: in its order; `flag`: by a printer. `fault`: why it came to nothing. */
export type TrafficTold = {
  readonly did: string;
  readonly came: 'asked' | 'ok' | 'none' | 'more' | 'failed';
  readonly code: string;
  readonly says: readonly { readonly is: 'count' | 'uid' | 'text' | 'flag'; readonly text: string }[];
  readonly fault: FaultTold | null;
};
/** `hex`: null where it is hidden, because patrons are served there; `bytes` says how many there were. */
export type TrafficLine = {
  readonly nth: number;
  readonly atMs: number;
  readonly kind: 'sent' | 'heard' | 'opened' | 'not-opened' | 'closed';
  readonly hex: string | null;
  readonly bytes: number;
  readonly told: readonly TrafficTold[];
  /** Why the line did not open, or ended. */
  readonly fault: FaultTold | null;
};

export type Recorded = {
  readonly name: string;
  readonly place: string;
  readonly device: string;
  readonly atMs: number;
  readonly bytes: number;
};

export type TrafficBody = {
  readonly at: 'traffic';
  /** A print queue's bytes pass through another program. */
  readonly isHeard: boolean;
  readonly paused: boolean;
  readonly hidesIdle: boolean;
  /** Lines of rounds that are hidden now. */
  readonly hidden: number;
  /** A line on which rounds go by. */
  readonly hasRounds: boolean;
  readonly lines: readonly TrafficLine[];
  readonly recording: {
    readonly file: string;
    readonly bytes: number;
    readonly untilMs: number;
  } | null;
};

export type RecordingsBody = {
  readonly at: 'recordings';
  readonly folder: string;
  readonly all: readonly Recorded[];
  readonly open: {
    readonly name: string;
    readonly from: number;
    readonly count: number;
    /** Times are from its beginning. */
    readonly lines: readonly TrafficLine[];
    /** Lines of this page that are none, and left out; counted from 1. */
    readonly damaged: readonly number[];
    readonly wrong: string | null;
  } | null;
  /** To be saved: by gzip, in base64. */
  readonly packed: { readonly name: string; readonly base64: string } | null;
};

/** So many lines of a recording are shown at once. */
export const recordingPage = 200;

/** Of a packed recording, in letters of base64: eight megabytes of a reader's frames have a tenth of it. */
export const longestRecording = 900_000;
