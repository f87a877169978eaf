// How far an exercise is, of what the practice station shows of itself now. Pure but for the looking.
import {
  exerciseOptions,
  exerciseSteps,
  type ExerciseId,
  type OptionKey,
  type Practice,
  type QuestionId,
} from '../../contract/training-view.ts';
import type { Progress } from '../training-talk.ts';
import { checks } from './checks.ts';
import { gather, type Sight } from './evidence.ts';
import { faultsOf } from './faults.ts';
import { exercises, type Exercise } from './exercises.ts';
import { isThingThere } from './stock.ts';
import type { World } from './world.ts';

/** Of one opening. `sinceMs`: when somebody could begin; null before. `sinceSeq`: the last entry of the preparation. */
export type Going = {
  readonly practice: Practice;
  readonly sights: ReadonlySet<Sight>;
  readonly sinceMs: number | null;
  readonly sinceSeq: number;
  readonly chosen: string | null;
  readonly wrongAnswers: number;
};

export const exerciseOf = (practice: Practice): Exercise | null => (practice === 'free' ? null : exercises[practice]);

export const progressOf = (going: Going, world: World, nowMs: number): Progress => {
  const { practice, sights, sinceMs, sinceSeq, chosen, wrongAnswers } = going;
  const seconds = Math.round((nowMs - (sinceMs ?? nowMs)) / 1000);
  if (practice === 'free') {
    const faults = faultsOf(world);
    return { steps: [], question: null, things: [], faults, wrongTurns: 0, seconds, isDone: false };
  }
  const exercise = exercises[practice];
  const evidence = gather(world, { sinceSeq, sights, chosen });
  const steps = exerciseSteps[practice].map((key) => ({ key, isDone: checks[key](evidence) }));
  return {
    steps,
    question: questionOf(practice, exercise, chosen),
    things: exercise.things.map((thing) => {
      const { id, what, name } = thing;
      return { id, what, name, isThere: isThingThere(world, exercise.glass, thing) };
    }),
    faults: null,
    wrongTurns: wrongAnswers + evidence.entries.filter(({ entry }) => exercise.isWrong(entry)).length,
    seconds,
    isDone: steps.every(({ isDone }) => isDone),
  };
};

const isQuestion = (id: ExerciseId): id is QuestionId & ExerciseId => Object.hasOwn(exerciseOptions, id);

/** Whether it is among what this exercise offers for an answer. */
export const isOption = (id: Practice, option: string): boolean =>
  id !== 'free' && isQuestion(id) && exerciseOptions[id].some((one) => one === option);

const questionOf = (id: ExerciseId, { answer }: Exercise, chosen: string | null): Progress['question'] => {
  if (!isQuestion(id)) return null;
  const options: readonly OptionKey[] = exerciseOptions[id];
  return {
    of: id,
    options,
    chosen: options.find((option) => option === chosen) ?? null,
    isRight: chosen !== null && chosen === answer,
  };
};
