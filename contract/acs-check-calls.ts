// What is done on the page of the library system's check, each checked here: shapes and lengths.
import * as z from 'zod';
import { acsParts } from './acs-check-view.ts';

const number = z.string().trim().min(1).max(64);

export const acsCheckActs = [
  z.strictObject({ kind: z.literal('acs-part'), part: z.enum(acsParts) }),
  /** All, those with marks, or the two digits of a question. */
  z.strictObject({ kind: z.literal('filter-messages'), filter: z.string().regex(/^(?:all|marked|\d\d)$/) }),
  z.strictObject({ kind: z.literal('pause-messages'), paused: z.boolean() }),
  /** Null: none any more. */
  z.strictObject({ kind: z.literal('open-message'), id: z.int().min(0).nullable() }),
  /** What comes from now on, for a few minutes. Passwords never. */
  z.strictObject({ kind: z.literal('show-patrons'), shown: z.boolean() }),
  /** A card and an item it knows tell more; null: numbers that nobody has. */
  z.strictObject({
    kind: z.literal('probe-acs'),
    way: z.enum(['beside', 'instead']),
    card: number.nullable(),
    item: number.nullable(),
  }),
  /** While it waits until nobody is at work. */
  z.strictObject({ kind: z.literal('call-probe-off') }),
  z.strictObject({ kind: z.literal('make-file'), file: z.enum(['vendor', 'diagnostics']) }),
  z.strictObject({ kind: z.literal('put-file-away') }),
] as const;
export const acsCheckAct = z.discriminatedUnion('kind', acsCheckActs);
export type AcsCheckAct = z.infer<typeof acsCheckAct>;
