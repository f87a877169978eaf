// What the training room knows: which exercises this person has done, whether the practice station is open and how far it is there,
// and the slip.
import type { Practice, TrainingGlass, TrainingProblem } from '../../contract/training-view.ts';
import type { Ticket } from '../library.ts';
import type { Done, Progress, TakenBy } from '../training-talk.ts';

/** With which whoever practises signs in at the practice desk: the demonstration's. */
export const practicePin = '246810';

export type TrainingRoom = {
  readonly at: 'training';
  /** Names the next question. */
  readonly asked: number;
  readonly done: readonly Done[];
  readonly stage: TrainingRoomStage;
  readonly slip:
    { readonly at: 'offered' | 'printed' | 'failed' } | { readonly at: 'printing'; readonly ticket: Ticket };
};

export type TrainingRoomStage =
  | { readonly at: 'lobby'; readonly wrong: TrainingProblem | null; readonly takenBy: TakenBy | null }
  | { readonly at: 'opening'; readonly practice: Practice; readonly ticket: Ticket }
  | {
      readonly at: 'running';
      readonly practice: Practice;
      readonly run: string;
      readonly glass: TrainingGlass;
      readonly progress: Progress;
      /** Once it was done it is done, whatever is tried in it afterwards. */
      readonly finished: { readonly seconds: number; readonly wrongTurns: number } | null;
    };
