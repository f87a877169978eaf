// What is done at the technician's glass, each checked here. Each page adds its own acts in a file of its own.
import * as z from 'zod';
import { assistantActs } from './assistant-calls.ts';
import { acsCheckActs } from './acs-check-calls.ts';
import { devicesActs } from './devices-calls.ts';
import { calibrationActs } from './calibration-calls.ts';
import { settingsActs } from './settings-calls.ts';
import { pageNames } from './technician-view.ts';

const frameActs = [
  z.strictObject({
    kind: z.literal('sign-in'),
    name: z.string().trim().min(1).max(40),
    pin: z.string().min(1).max(64),
  }),
  z.strictObject({ kind: z.literal('sign-out') }),
  z.strictObject({ kind: z.literal('lock') }),
  z.strictObject({ kind: z.literal('language'), language: z.enum(['vi', 'en']) }),
  /** `field`: of the settings' page, a path to be looked at first. */
  z.strictObject({ kind: z.literal('open-page'), page: z.enum(pageNames), field: z.string().max(80).optional() }),
  /** From the faults, where nobody can sign in: with the ticket of this machine alone. */
  z.strictObject({ kind: z.literal('mend') }),
] as const;

export const technicianAct = z.discriminatedUnion('kind', [
  ...frameActs,
  ...settingsActs,
  ...devicesActs,
  ...acsCheckActs,
  ...assistantActs,
  ...calibrationActs,
]);
export type TechnicianAct = z.infer<typeof technicianAct>;

/** Longest text of a technician's glass, in UTF-16 code units: a whole settings file comes as one. */
export const longestTechnicianMessage = 1_000_000;
