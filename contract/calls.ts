// What a glass may say to the station, each checked here: the doorway trusts nobody.
import * as z from 'zod';
import { hand } from './bench.ts';
import { letterSizes, type Comfort } from './comfort.ts';
import { deskAct } from './desk-calls.ts';
import { glassGrid } from './devices-view.ts';
import { staffPresses } from './kiosk-staff-calls.ts';
import { technicianAct } from './technician-calls.ts';
import { trainingGlasses } from './training-view.ts';

const comfort = z.strictObject({
  letters: z.enum(letterSizes),
  contrast: z.enum(['normal', 'high']),
  reach: z.enum(['normal', 'low']),
  motion: z.enum(['normal', 'less']),
  sounds: z.boolean(),
  voice: z.boolean(),
}) satisfies z.ZodType<Comfort>;

/** Of blanks alone it would be sent as an empty one, which some library systems take for right. */
const pin = z
  .string()
  .max(32)
  .refine((text) => text.trim() !== '');

/** A row's key. */
const row = z.string().max(64);

/** What a finger or a keyboard did. */
export const press = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('borrow') }),
  z.strictObject({ kind: z.literal('return') }),
  /** My account: from the welcome screen, or after a card was turned away. */
  z.strictObject({ kind: z.literal('account') }),
  z.strictObject({ kind: z.literal('section'), section: z.enum(['loans', 'holds', 'fees']) }),
  z.strictObject({ kind: z.literal('renew'), row }),
  z.strictObject({ kind: z.literal('renew-all') }),
  /** Asks whether they are sure. */
  z.strictObject({ kind: z.literal('cancel-hold'), row }),
  z.strictObject({ kind: z.literal('cancel-hold-surely'), row }),
  z.strictObject({ kind: z.literal('keep-hold'), row }),
  z.strictObject({ kind: z.literal('pay') }),
  /** From the payment back to the account; not once it is being recorded. */
  z.strictObject({ kind: z.literal('back') }),
  /** Staff are here and will say who they are. */
  z.strictObject({ kind: z.literal('staff-here') }),
  ...staffPresses,
  z.strictObject({ kind: z.literal('record-again') }),
  /** Leave without finishing; what is lent stays lent. */
  z.strictObject({ kind: z.literal('leave') }),
  z.strictObject({ kind: z.literal('type-card'), number: z.string().trim().min(1).max(64) }),
  z.strictObject({ kind: z.literal('type-pin'), pin }),
  z.strictObject({ kind: z.literal('take-left-overs') }),
  z.strictObject({ kind: z.literal('accept-fee'), row }),
  z.strictObject({ kind: z.literal('decline-fee'), row }),
  z.strictObject({ kind: z.literal('finish') }),
  /** The patron password, for more items than may be borrowed without it. */
  z.strictObject({ kind: z.literal('give-pin') }),
  /** Staff: what is laid down next comes from the book drop. */
  z.strictObject({ kind: z.literal('book-drop') }),
  /** Not all items were seen yet: back to the pile. */
  z.strictObject({ kind: z.literal('more') }),
  /** What was just returned, and still lies there, is borrowed again. */
  z.strictObject({ kind: z.literal('lend-again') }),
  z.strictObject({ kind: z.literal('print') }),
  /** The receipt by e-mail, to the address the library has. */
  z.strictObject({ kind: z.literal('email') }),
  z.strictObject({ kind: z.literal('no-receipt') }),
  /** Staff, please: quietly, to the desk. */
  z.strictObject({ kind: z.literal('help') }),
  /** Somebody touched the welcome screen that shows slides. */
  z.strictObject({ kind: z.literal('wake') }),
  /** The slide that is shown stays, or the next one comes again. */
  z.strictObject({ kind: z.literal('hold-slide') }),
  /** A technician tries the glass: this square of it was touched. */
  z.strictObject({
    kind: z.literal('touch-cell'),
    cell: z
      .int()
      .min(0)
      .max(glassGrid.columns * glassGrid.rows - 1),
  }),
  /** Somebody is still here. */
  z.strictObject({ kind: z.literal('stay') }),
  z.strictObject({ kind: z.literal('language'), language: z.enum(['vi', 'en']) }),
  z.strictObject({ kind: z.literal('comfort'), comfort }),
]);
export type Press = z.infer<typeof press>;

/** `session`: the one of the view that was looked at. */
const pressCall = z.strictObject({ kind: z.literal('press'), session: z.int(), press });
/** Staff, at a desk; refused at a kiosk. */
const actCall = z.strictObject({ kind: z.literal('act'), session: z.int(), act: deskAct });
/** A hand at the bench; refused unless something is simulated. */
const handCall = z.strictObject({ kind: z.literal('hand'), hand });

export const call = z.discriminatedUnion('kind', [
  pressCall,
  actCall,
  /** At the technician's place; refused at any other. */
  z.strictObject({ kind: z.literal('tend'), session: z.int(), act: technicianAct }),
  /** A keyboard-wedge scanner typed this into the page. */
  z.strictObject({ kind: z.literal('scan'), session: z.int(), text: z.string().min(1).max(512) }),
  handCall,
  /** Inside of the practice station that this desk has open (`run` names it). No scan: what a wedge reads is a real thing. */
  z.strictObject({
    kind: z.literal('in-training'),
    run: z.string().max(16),
    glass: z.enum(trainingGlasses),
    call: z.discriminatedUnion('kind', [pressCall, actCall, handCall]),
  }),
]);
export type Call = z.infer<typeof call>;
/** What a kiosk's or a desk's glass may say. */
export type PlaceCall = Exclude<Call, { kind: 'hand' | 'tend' | 'in-training' }>;
