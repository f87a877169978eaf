// What happens around the training room, and what is to be done there; and what the training itself can be asked. Plain data.
import type { Call } from '../contract/calls.ts';
import type { InnerAt, InnerGlass } from '../contract/inner-glass.ts';
import type { Language } from '../contract/terms.ts';
import type { TrainingFault } from '../contract/training-faults.ts';
import type {
  ExerciseId,
  Practice,
  StepKey,
  TrainingGlass,
  TrainingQuestion,
  TrainingThing,
} from '../contract/training-view.ts';
import type { Printed } from '../drivers/ports/receipt-printer.ts';
import type { Ticket } from './library.ts';

/** An exercise that somebody has done at this station, and when (milliseconds since the epoch). */
export type Done = { readonly exercise: ExerciseId; readonly atMs: number };

export type TakenBy = { readonly name: string; readonly place: string };

/** How far an exercise is. `seconds`: since it stood ready. */
export type Progress = {
  readonly steps: readonly { readonly key: StepKey; readonly isDone: boolean }[];
  readonly question: TrainingQuestion | null;
  readonly things: readonly TrainingThing[];
  /** In free practice: those that are on. Null in an exercise. */
  readonly faults: readonly TrainingFault[] | null;
  readonly wrongTurns: number;
  readonly seconds: number;
  /** Every step, and there is one. */
  readonly isDone: boolean;
};

export type TrainingEvent =
  | {
      readonly kind: 'training-known';
      readonly ticket: Ticket;
      readonly done: readonly Done[];
      readonly takenBy: TakenBy | null;
    }
  | {
      readonly kind: 'training-opened';
      readonly ticket: Ticket;
      readonly run: string;
      readonly glass: TrainingGlass;
      readonly progress: Progress;
    }
  /** `takenBy`: null where it failed. */
  | { readonly kind: 'training-not-opened'; readonly ticket: Ticket; readonly takenBy: TakenBy | null }
  | { readonly kind: 'training-went-on'; readonly run: string; readonly progress: Progress }
  /** The practice station met what nobody expected, and is gone. */
  | { readonly kind: 'training-failed'; readonly run: string }
  /** Somebody's hand was in the practice station. */
  | { readonly kind: 'training-touched' }
  | { readonly kind: 'training-slip-printed'; readonly ticket: Ticket; readonly outcome: Printed };

export type TrainingEffect =
  | { readonly kind: 'look-at-training'; readonly ticket: Ticket; readonly staff: string }
  | {
      readonly kind: 'open-training';
      readonly ticket: Ticket;
      readonly staff: string;
      readonly language: Language;
      readonly practice: Practice;
    }
  | { readonly kind: 'close-training' }
  | { readonly kind: 'use-thing'; readonly run: string; readonly thing: string }
  | { readonly kind: 'answer-question'; readonly run: string; readonly option: string }
  | { readonly kind: 'set-fault'; readonly run: string; readonly fault: string; readonly on: boolean }
  | { readonly kind: 'mend-faults'; readonly run: string }
  | { readonly kind: 'print-training-slip'; readonly ticket: Ticket; readonly slip: TrainingSlip };

/** `ofAll`: how many exercises there are. */
export type TrainingSlip = { readonly staff: string; readonly done: readonly Done[]; readonly ofAll: number };

/** The practice station of this station: one at a time, of one desk, and gone when it is closed. `place`: the desk that asks. */
export type Training = {
  doneBy(staff: string): readonly Done[];
  takenBy(): TakenBy | null;
  /** Tells how it went, and from then on how it goes. */
  open(
    wish: Omit<Extract<TrainingEffect, { kind: 'open-training' }>, 'kind'> & { readonly place: string },
    tell: (event: TrainingEvent) => void,
  ): void;
  useThing(place: string, run: string, thing: string): void;
  answer(place: string, run: string, option: string): void;
  /** In free practice alone. */
  setFault(place: string, run: string, fault: string, on: boolean): void;
  mendFaults(place: string, run: string): void;
  /** Gives everything back; nothing where this desk has none. */
  end(place: string): void;
  /** Null where this desk has no such one open. */
  glass(place: string, at: InnerAt): InnerGlass | null;
  /** Null when it was taken, else a sentence for the technician. */
  call(place: string, at: InnerAt, call: InnerCall): string | null;
  /** Calls `run` after a glass of this desk's practice station changed; the returned function ends that. */
  watch(place: string, run: () => void): () => void;
  close(): Promise<void>;
};

/** What a hand does inside. No scan: what is held before this desk's own scanner is real. */
export type InnerCall = Extract<Call, { kind: 'in-training' }>['call'];
