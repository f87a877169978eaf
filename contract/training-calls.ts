// What staff do in the training room, each checked here. What they do inside of the practice station is a call of its own
// (`in-training`, calls.ts).
import * as z from 'zod';
import { practices, trainingGlasses } from './training-view.ts';

export const trainingActs = [
  z.strictObject({ kind: z.literal('begin-practice'), practice: z.enum(practices) }),
  /** Back to the list; the practice station and all that was done in it is gone. */
  z.strictObject({ kind: z.literal('end-practice') }),
  z.strictObject({ kind: z.literal('show-practice'), glass: z.enum(trainingGlasses) }),
  z.strictObject({ kind: z.literal('use-thing'), thing: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('answer-question'), option: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('set-fault'), fault: z.string().min(1).max(64), on: z.boolean() }),
  /** Everything at the practice station is sound again. */
  z.strictObject({ kind: z.literal('mend-faults') }),
  z.strictObject({ kind: z.literal('print-training-slip') }),
] as const;
