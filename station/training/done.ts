// Which exercises somebody of the staff has done at this station, as its own journal tells.
import type { ExerciseId } from '../../contract/training-view.ts';
import type { Journal } from '../journal/journal.ts';
import type { Done } from '../training-talk.ts';
import { exercises } from './exercises.ts';

/** So far back nobody has read a slip; and a station that runs for years is not to read all its years. */
const rowsAtMost = 2000;

export const doneBy = (journal: Pick<Journal, 'newestFirst'>, staff: string): readonly Done[] => {
  const done: Done[] = [];
  let rows = 0;
  for (const { at, entry } of journal.newestFirst('training-completed')) {
    rows += 1;
    if (rows > rowsAtMost) break;
    if (entry.kind !== 'training-completed' || entry.staff !== staff) continue;
    const { exercise } = entry;
    if (isExercise(exercise)) done.push({ exercise, atMs: at });
  }
  return done.toReversed();
};

const isExercise = (id: string): id is ExerciseId => Object.hasOwn(exercises, id);
