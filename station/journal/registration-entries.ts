// What the journal says of registering patrons and changing their cards. Part of the catalogue in entries.ts; of a patron it has
// the card number alone.
import * as z from 'zod';

const registration = z
  .string()
  .max(64)
  .describe('What the journal calls a registration; with its row goes what ties it to a patron');
const session = z.int();
const staff = z.string().max(40);
const patron = z.string().max(255).nullable();
const because = z.string().max(32);
const batch = z.string().max(64);

export const registrationEntries = {
  'registration-asked': {
    says: 'Staff are about to have a patron registered. `consent`: the version of the text that was agreed to.',
    shape: z.object({ session, staff, patron, consent: because }),
  },
  'deposit-taken': {
    says: 'Staff took a deposit for this card: a plain decimal. Once for a form, however often it is mended; where mending changed what is due, the difference (below zero: given back).',
    shape: z.object({ session, staff, patron, amount: because }),
  },
  'card-handled': {
    says: 'Staff are about to have a card blocked, freed, replaced or prolonged, or its patron password set.',
    shape: z.object({ session, staff, patron, change: because }),
  },
  'card-tag-asked': {
    says: 'A blank card is about to be written with this number. Without a later `card-tag-written` it may be half written: it says nothing then.',
    shape: z.object({ session, staff, patron }),
  },
  'card-tag-written': {
    says: 'The card was written, and read back whole.',
    shape: z.object({ session, patron }),
  },
  'registration-begun': {
    says: 'Staff registered a patron: it is on disk, and the library system is about to be asked. Without a later answer its outcome is not known.',
    shape: z.object({ registration, patron }),
  },
  'patron-registered': {
    says: 'The library system has the patron. `found`: an earlier try had gone through. `how`: while staff waited, from the queue, or by a file that staff took there.',
    shape: z.object({ registration, patron, found: z.boolean(), how: z.enum(['at-once', 'from-queue', 'by-file']) }),
  },
  'registration-waits': {
    says: 'The library system was not reached, or did not say what became of it: the registration waits, and is tried again.',
    shape: z.object({ registration, patron, because }),
  },
  'registration-refused': {
    says: 'The library system will not have the patron like that. For staff.',
    shape: z.object({ registration, patron, because }),
  },
  'registration-dropped': {
    says: 'Staff gave a registration up, and what it said of the person is gone.',
    shape: z.object({ registration, patron }),
  },
  'registrations-handed-over': {
    says: 'Registrations were written into a file, for staff to take to the library system.',
    shape: z.object({ batch, rows: z.int() }),
  },
  'registrations-signed-off': {
    says: 'Staff said that the library system has a file; it is gone from here. `putBack`: so many it did not take, which wait for the next file.',
    shape: z.object({ batch, rows: z.int(), putBack: z.int() }),
  },
  'card-change-asked': {
    says: 'The library system is about to be asked to block, free, replace or prolong a card, or to set its patron password.',
    shape: z.object({ patron, change: because }),
  },
  'card-change-ended': {
    says: 'What became of it. `unknown`: it may have been done; asking again does no harm.',
    shape: z.object({ patron, change: because, came: z.enum(['changed', 'refused', 'silent', 'unknown']) }),
  },
} as const;
