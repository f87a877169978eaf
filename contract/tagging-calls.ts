// What staff do while they write tags, each checked here.
import * as z from 'zod';
import { taggingPaces, taggingSources } from './tagging-view.ts';

const ticket = z.string().max(64);

export const taggingActs = [
  z.strictObject({ kind: z.literal('tag-how'), pace: z.enum(taggingPaces), source: z.enum(taggingSources) }),
  /** Typed; a scan comes as one. */
  z.strictObject({ kind: z.literal('tag-number'), number: z.string().trim().min(1).max(64) }),
  /** This item is a set of so many parts, each with a tag. */
  z.strictObject({ kind: z.literal('tag-parts'), of: z.int().min(1).max(99) }),
  /** Write now; or: write over it, it is meant. */
  z.strictObject({ kind: z.literal('tag-write') }),
  /** Once more, from the tag as it is now. */
  z.strictObject({ kind: z.literal('tag-again') }),
  /** Leave this item. */
  z.strictObject({ kind: z.literal('tag-skip') }),
  z.strictObject({ kind: z.literal('tag-undo'), ticket }),
  /** A tag that may be half written: its item is written anew, or somebody has seen to it. */
  z.strictObject({ kind: z.literal('tag-half'), ticket, how: z.enum(['write', 'settled']) }),
  z.strictObject({ kind: z.literal('tag-save') }),
  z.strictObject({ kind: z.literal('tag-saved') }),
  /** The list is put away; what was written stays. */
  z.strictObject({ kind: z.literal('tag-clear') }),
] as const;
