// What the journal says of writing tags. Part of the catalogue in entries.ts.
import * as z from 'zod';

const ticket = z.string().max(64).describe('Names one write');
const uid = z.string().max(128);
const item = z.string().max(255);
const part = z.object({ nth: z.int(), of: z.int() }).nullable();
const staff = z.string().max(40);

export const taggingEntries = {
  'tag-write-asked': {
    says: 'A tag is about to be written. `was`: what it said before, and `memory` what it held, in hex. Without a later answer it may be half written: it says blank or nothing then.',
    shape: z.object({
      ticket,
      uid,
      item,
      part,
      staff,
      was: z.string().max(300),
      memory: z.string().max(20_000),
      title: z.string().max(255).nullable(),
    }),
  },
  'tag-written': {
    says: 'The tag was read again whole, and it says what it was to say. `uid`: what it answers to now.',
    shape: z.object({ ticket, uid, item, part, staff, was: z.string().max(300) }),
  },
  'tag-write-failed': {
    says: 'The tag does not say what it was to say. `half`: it may be half written, and waits for somebody.',
    shape: z.object({ ticket, uid, item, staff, because: z.string().max(32), half: z.boolean() }),
  },
  'tag-undo-asked': {
    says: 'A tag is about to be made what it was before it was written. `of`: that write. Without a later answer it may be half written.',
    shape: z.object({ ticket, of: ticket, uid, item, part, staff }),
  },
  'tag-write-undone': {
    says: 'The tag was read again whole, and it is what it was before. `of`: the write that was undone.',
    shape: z.object({ ticket, of: ticket, uid, item, staff }),
  },
  'tag-half-settled': {
    says: 'A tag that may have been half written was written anew, or staff have seen to it.',
    shape: z.object({ ticket, uid, item, staff, how: z.enum(['written', 'by-hand']) }),
  },
} as const;
