// What is done in the assistant of the first start, each checked here. Its fields are those of the settings' page, and so are their acts.
import * as z from 'zod';
import { stepNames } from './assistant-view.ts';

const step = z.enum(stepNames);
/** Of a device in a list of the page. */
const key = z.string().min(1).max(300);
const place = z.string().min(1).max(12);
const number = z.string().trim().min(1).max(64);

export const assistantActs = [
  z.strictObject({ kind: z.literal('open-step'), step }),
  /** What was changed is saved, and the step is done. */
  z.strictObject({ kind: z.literal('end-step') }),
  z.strictObject({ kind: z.literal('skip-step'), why: z.string().trim().min(3).max(200) }),
  /** Kiosks are closed to patrons until the station is handed over. */
  z.strictObject({ kind: z.literal('begin-set-up') }),
  z.strictObject({ kind: z.literal('try-acs'), card: number.nullable(), item: number.nullable() }),
  z.strictObject({ kind: z.literal('trust-certificate') }),
  z.strictObject({ kind: z.literal('take-proposal') }),
  z.strictObject({ kind: z.literal('seek-devices') }),
  z.strictObject({ kind: z.literal('ask-device'), key }),
  /** A reader is asked who it is; a printer would print what it was asked. */
  z.strictObject({
    kind: z.literal('ask-address'),
    host: z.string().trim().min(1).max(200),
    as: z.enum(['reader', 'printer']),
  }),
  z.strictObject({ kind: z.literal('listen-to-scanners'), on: z.boolean() }),
  z.strictObject({
    kind: z.literal('place-device'),
    key,
    place: z.int().min(0).max(99),
    device: z.enum(['reader', 'cardReader', 'scanner', 'printer']),
  }),
  z.strictObject({ kind: z.literal('try-device'), key }),
  /** What a person sees of the slip, or hears. */
  z.strictObject({ kind: z.literal('judge-slip'), key, is: z.enum(['right', 'rubbish', 'nothing']) }),
  z.strictObject({ kind: z.literal('judge-sound'), heard: z.boolean() }),
  /** A code came by the keyboard: a scanner that types. */
  z.strictObject({ kind: z.literal('code-typed'), text: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('choose-trial-place'), place }),
  z.strictObject({
    kind: z.literal('run-trial'),
    /** Null where the kiosk does not lend. */
    card: number.nullable(),
    pin: z.string().max(32).nullable(),
    item: number,
  }),
  z.strictObject({ kind: z.literal('make-report') }),
  z.strictObject({ kind: z.literal('hand-over') }),
] as const;
export const assistantAct = z.discriminatedUnion('kind', assistantActs);
export type AssistantAct = z.infer<typeof assistantAct>;
