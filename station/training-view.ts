// The doorway from the training room to its screen. What the practice station shows is not part of it. Decides nothing.
import { exerciseIds, type TrainingScreen, type TrainingStage } from '../contract/training-view.ts';
import { dayAt } from './days.ts';
import { practicePin, type TrainingRoom, type TrainingRoomStage } from './modes/training-state.ts';

export const trainingScreen = (hasPrinter: boolean, { done, stage, slip }: TrainingRoom): TrainingScreen => ({
  at: 'training',
  exercises: exerciseIds.map((id) => {
    const last = done.findLast(({ exercise }) => exercise === id);
    return { id, done: last === undefined ? null : dayAt(last.atMs) };
  }),
  stage: stageOf(stage),
  slip: hasPrinter && done.length > 0 ? slip.at : null,
});

const stageOf = (stage: TrainingRoomStage): TrainingStage => {
  switch (stage.at) {
    case 'lobby':
      return stage;
    case 'opening':
      return { at: 'opening', practice: stage.practice };
    case 'running': {
      const { run, practice, glass, progress, finished } = stage;
      const { steps, question, things, faults, wrongTurns } = progress;
      const pin = practicePin;
      return { at: 'running', run, practice, pin, glass, steps, question, things, faults, wrongTurns, finished };
    }
  }
};
