// What staff do with a row of the board.
import * as z from 'zod';
import { settledHows } from './board-view.ts';

const key = z.string().min(1).max(400);

export const boardActs = [
  /** I do it; also what somebody else had taken. */
  z.strictObject({ kind: z.literal('take-hand'), key }),
  z.strictObject({ kind: z.literal('settle-hand'), key, how: z.enum(settledHows) }),
  /** Whether this desk sounds when a row comes. */
  z.strictObject({ kind: z.literal('board-sound'), on: z.boolean() }),
] as const;
