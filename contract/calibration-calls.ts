// What is done on the page of the RF calibration, each checked here: shapes and lengths.
import * as z from 'zod';
import { pileSizes, spotNames } from './calibration-grid.ts';
import { calibrationParts } from './calibration-view.ts';

const place = z.string().min(1).max(40);
const spot = z.string().refine((name) => spotNames.includes(name), 'not a place of the grid');
const size = z.literal(pileSizes);
const id = z.string().min(1).max(80);

export const calibrationActs = [
  /** Takes the place out of use. `anew`: what was begun there is put away. */
  z.strictObject({ kind: z.literal('calibrate'), place, anew: z.boolean() }),
  /** The place is given back; what was measured is kept until somebody goes on. */
  z.strictObject({ kind: z.literal('leave-pad') }),
  /** Nobody touched the page for a while, and patrons have the place again: once more. */
  z.strictObject({ kind: z.literal('take-pad') }),
  z.strictObject({ kind: z.literal('discard-run') }),
  z.strictObject({ kind: z.literal('show-part'), part: z.enum(calibrationParts) }),
  z.strictObject({ kind: z.literal('measure-empty') }),
  z.strictObject({ kind: z.literal('choose-spot'), spot }),
  z.strictObject({ kind: z.literal('measure-spot'), spot }),
  z.strictObject({ kind: z.literal('forget-grid') }),
  z.strictObject({ kind: z.literal('measure-pile'), size }),
  /** Ends what is being measured. An empty pad keeps what was seen so far. */
  z.strictObject({ kind: z.literal('stop-measuring') }),
  z.strictObject({ kind: z.literal('set-power'), power: z.number().min(0).max(40) }),
  z.strictObject({ kind: z.literal('set-antenna'), antenna: z.int().min(1).max(32) }),
  /** From the plate of the reader. */
  z.strictObject({ kind: z.literal('name-serial'), serial: z.string().max(40) }),
  z.strictObject({ kind: z.literal('make-certificate') }),
  z.strictObject({ kind: z.literal('open-certificate'), id }),
  z.strictObject({ kind: z.literal('close-certificate') }),
] as const;
export const calibrationAct = z.discriminatedUnion('kind', calibrationActs);
export type CalibrationAct = z.infer<typeof calibrationAct>;
