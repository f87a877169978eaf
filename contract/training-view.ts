// What the training room shows: the exercises, how far the one that runs is, and the things to lay down or scan. Plain data; the
// sentences stand in the words, under `training.…`. What the practice station itself shows travels beside it (inner-glass.ts).
import type { TrainingFault } from './training-faults.ts';

/** Each exercise with the steps that tick themselves, in their order. */
export const exerciseSteps = {
  'new-card': ['new-card.opened', 'new-card.registered', 'new-card.lent'],
  'lost-card': ['lost-card.opened', 'lost-card.replaced', 'lost-card.tried'],
  'refused-loan': ['refused-loan.served', 'refused-loan.lent', 'refused-loan.refused', 'refused-loan.said'],
  returns: ['returns.returned', 'returns.armed', 'returns.said'],
  'armed-book': ['armed-book.opened', 'armed-book.mended', 'armed-book.quiet'],
  tagging: ['tagging.first', 'tagging.two', 'tagging.all'],
  set: ['set.served', 'set.lent', 'set.quiet'],
  offline: ['offline.away', 'offline.recorded', 'offline.told'],
  conflict: ['conflict.taken', 'conflict.lent', 'conflict.settled'],
  fee: ['fee.served', 'fee.taken', 'fee.recorded'],
} as const;
export type ExerciseId = keyof typeof exerciseSteps;
/** Names a step among all. */
export type StepKey = (typeof exerciseSteps)[ExerciseId][number];

/** What is asked in an exercise, for staff to say. Which one is right the station knows. */
export const exerciseOptions = {
  'refused-loan': ['refused-loan.on-hold', 'refused-loan.reference', 'refused-loan.too-many'],
  returns: ['returns.moor', 'returns.number', 'returns.ferry'],
} as const;
export type QuestionId = keyof typeof exerciseOptions;
export type OptionKey = (typeof exerciseOptions)[QuestionId][number];

/** In the order of the glass. */
export const exerciseIds = [
  ...(['new-card', 'lost-card', 'refused-loan', 'returns', 'armed-book'] as const),
  ...(['tagging', 'set', 'offline', 'conflict', 'fee'] as const),
] as const satisfies readonly ExerciseId[];
/** `free`: the whole practice station, and nobody looks. */
export const practices = [...exerciseIds, 'free'] as const;
export type Practice = (typeof practices)[number];

/** Of the two glasses of the practice station, the one that is looked at. */
export const trainingGlasses = ['desk', 'kiosk'] as const;
export type TrainingGlass = (typeof trainingGlasses)[number];

/**
 * `paper`, `card`, `label`: held before the scanner. `book`, `part`, `blank`: laid on the pad, or taken from it; a part is the nth of a set.
 * `acs`: the library system of the practice station, which can go away.
 */
export type ThingWhat = 'paper' | 'card' | 'label' | 'book' | 'part' | 'blank' | 'acs';

/** `name`: of a person or a book, or the nth. `isThere`: it lies on the pad, or is there to be asked. */
export type TrainingThing = {
  readonly id: string;
  readonly what: ThingWhat;
  readonly name: string;
  readonly isThere: boolean;
};

/** `chosen`: what was said last; null before. */
export type TrainingQuestion = {
  readonly of: QuestionId;
  readonly options: readonly OptionKey[];
  readonly chosen: OptionKey | null;
  readonly isRight: boolean;
};

/** `rested`: nobody touched it for a while. `failed`: the program met what it did not expect; nothing else did. */
export const trainingProblems = ['in-use', 'rested', 'failed'] as const;
export type TrainingProblem = (typeof trainingProblems)[number];

export type TrainingStage =
  /** `takenBy`: one training at a time; who has it, and at which desk. */
  | {
      readonly at: 'lobby';
      readonly wrong: TrainingProblem | null;
      readonly takenBy: { readonly name: string; readonly place: string } | null;
    }
  | { readonly at: 'opening'; readonly practice: Practice }
  | {
      readonly at: 'running';
      /** Names this opening of the practice station; a call for another one is dropped. */
      readonly run: string;
      readonly practice: Practice;
      /** Of whoever practises, at the practice desk: told there, and it opens nothing else. */
      readonly pin: string;
      readonly glass: TrainingGlass;
      readonly steps: readonly { readonly key: StepKey; readonly isDone: boolean }[];
      readonly question: TrainingQuestion | null;
      readonly things: readonly TrainingThing[];
      /** In free practice: what was made to go wrong. Null in an exercise. */
      readonly faults: readonly TrainingFault[] | null;
      readonly wrongTurns: number;
      readonly finished: { readonly seconds: number; readonly wrongTurns: number } | null;
    };

export type TrainingScreen = {
  readonly at: 'training';
  /** In their order; `done`: the day (YYYY-MM-DD) this person last did it here. */
  readonly exercises: readonly { readonly id: ExerciseId; readonly done: string | null }[];
  readonly stage: TrainingStage;
  /** The slip of completion; null where there is nothing to print, or nothing to print on. */
  readonly slip: 'offered' | 'printing' | 'printed' | 'failed' | null;
};
