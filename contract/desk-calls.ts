// What staff do at a desk's glass, each checked here. Each room of the desk adds its own acts in a file of its own.
import * as z from 'zod';
import { boardActs } from './board-calls.ts';
import { circulationActs } from './circulation-calls.ts';
import { roomNames } from './desk-view.ts';
import { inspectorActs } from './inspector-calls.ts';
import { registerActs } from './register-calls.ts';
import { taggingActs } from './tagging-calls.ts';
import { trainingActs } from './training-calls.ts';

const frameActs = [
  z.strictObject({
    kind: z.literal('sign-in'),
    name: z.string().trim().min(1).max(40),
    pin: z.string().min(1).max(64),
  }),
  /** The card that was shown is not theirs after all: another name. */
  z.strictObject({ kind: z.literal('forget-name') }),
  z.strictObject({ kind: z.literal('sign-out') }),
  /** The screen is covered; the work stays. */
  z.strictObject({ kind: z.literal('lock') }),
  z.strictObject({ kind: z.literal('open-room'), room: z.enum(roomNames) }),
] as const;

export const deskAct = z.discriminatedUnion('kind', [
  ...frameActs,
  ...boardActs,
  ...circulationActs,
  ...registerActs,
  ...inspectorActs,
  ...taggingActs,
  ...trainingActs,
]);
export type DeskAct = z.infer<typeof deskAct>;
