// What staff do with a tag that is looked at.
import * as z from 'zod';

const uid = z.string().min(1).max(64);
const number = z.string().trim().min(1).max(64);

export const inspectorActs = [
  z.strictObject({ kind: z.literal('inspect-tag'), uid }),
  z.strictObject({ kind: z.literal('mend-tag'), uid, want: z.enum(['arm', 'disarm']) }),
  /** The number on the item's label, typed. */
  z.strictObject({ kind: z.literal('tell-label'), number }),
  /** Written over what lies there; `number`: as the screen said it. */
  z.strictObject({ kind: z.literal('rewrite-tag'), uid, number }),
] as const;
