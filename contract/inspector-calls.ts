// What staff do with a tag that is looked at.
import * as z from 'zod';

const uid = z.string().min(1).max(64);

export const inspectorActs = [
  z.strictObject({ kind: z.literal('inspect-tag'), uid }),
  z.strictObject({ kind: z.literal('mend-tag'), uid, want: z.enum(['arm', 'disarm']) }),
] as const;
