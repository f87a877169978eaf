// What is done in the console of devices, each checked here: shapes and lengths. Whether it may be done is the station's word.
import * as z from 'zod';
import { longestRecording } from './devices-traffic-view.ts';
import { deviceKinds, deviceTabs, glassChecks, glassColours, glassGrid } from './devices-view.ts';

const place = z.string().min(1).max(40);
const uid = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[0-9A-F]+$/);
/** Names a recording; nothing of a path. */
const recording = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9%_.-]+\.jsonl$/)
  .refine((name) => !name.includes('..'));

export const devicesActs = [
  z.strictObject({ kind: z.literal('choose-device'), place, device: z.enum(deviceKinds) }),
  z.strictObject({ kind: z.literal('open-recordings') }),
  z.strictObject({ kind: z.literal('device-tab'), tab: z.enum(deviceTabs) }),
  z.strictObject({ kind: z.literal('take-place') }),
  z.strictObject({ kind: z.literal('give-place') }),
  z.strictObject({ kind: z.literal('ask-inventory') }),
  z.strictObject({ kind: z.literal('beep-reader') }),
  z.strictObject({ kind: z.literal('examine-tag'), uid }),
  z.strictObject({ kind: z.literal('secure-tag'), uid, want: z.enum(['armed', 'disarmed']) }),
  /** From this block on; looked over before it is written. */
  z.strictObject({ kind: z.literal('plan-write'), block: z.int().min(0).max(1023), hex: z.string().max(1024) }),
  z.strictObject({ kind: z.literal('write-tag-now') }),
  z.strictObject({ kind: z.literal('drop-write') }),
  z.strictObject({ kind: z.literal('ask-spelling'), nth: z.int().min(0).max(99) }),
  z.strictObject({ kind: z.literal('ask-all-spellings') }),
  /** Into the settings' page, as a change that is not saved yet. */
  z.strictObject({ kind: z.literal('take-spelling'), nth: z.int().min(0).max(99) }),
  z.strictObject({ kind: z.literal('clear-scans') }),
  /** By a scanner that types, into this page. */
  z.strictObject({ kind: z.literal('typed-scan'), text: z.string().min(1).max(512) }),
  z.strictObject({ kind: z.literal('typed-layout'), text: z.string().max(64) }),
  z.strictObject({ kind: z.literal('print-test') }),
  z.strictObject({ kind: z.literal('kick-drawer') }),
  z.strictObject({ kind: z.literal('check-glass'), check: z.enum(glassChecks), on: z.enum(['there', 'here']) }),
  z.strictObject({ kind: z.literal('glass-colour'), colour: z.enum(glassColours) }),
  z.strictObject({
    kind: z.literal('touch-cell'),
    cell: z
      .int()
      .min(0)
      .max(glassGrid.columns * glassGrid.rows - 1),
  }),
  z.strictObject({ kind: z.literal('glass-said'), good: z.boolean() }),
  z.strictObject({ kind: z.literal('end-glass') }),
  z.strictObject({ kind: z.literal('pause-traffic'), paused: z.boolean() }),
  /** Rounds without news are many. */
  z.strictObject({ kind: z.literal('hide-idle'), hides: z.boolean() }),
  z.strictObject({ kind: z.literal('clear-traffic') }),
  z.strictObject({ kind: z.literal('record-traffic') }),
  z.strictObject({ kind: z.literal('end-recording') }),
  z.strictObject({ kind: z.literal('read-recording'), name: recording, from: z.int().min(0) }),
  z.strictObject({ kind: z.literal('close-recording') }),
  /** To be saved by whoever stands at the glass, until it is put away. */
  z.strictObject({ kind: z.literal('pack-recording'), name: recording }),
  z.strictObject({ kind: z.literal('put-recording-away') }),
  /** A file that was saved here or elsewhere. `packed`: by gzip, in base64; null for one that is too large to be sent. */
  z.strictObject({
    kind: z.literal('bring-recording'),
    name: z.string().min(1).max(255),
    packed: z.base64().max(longestRecording).nullable(),
  }),
  z.strictObject({ kind: z.literal('delete-recording'), name: recording }),
] as const;
export const devicesAct = z.discriminatedUnion('kind', devicesActs);
export type DevicesAct = z.infer<typeof devicesAct>;
