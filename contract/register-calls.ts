// What staff do where cards are made and changed, each checked here.
import * as z from 'zod';
import { formFields, formTicks } from './register-view.ts';

const key = z.string().min(1).max(64);
const pin = z.string().max(64);

export const registerPages = ['new', 'find', 'waiting'] as const;

export const registerActs = [
  z.strictObject({ kind: z.literal('open-card-page'), page: z.enum(registerPages) }),

  /** One field of the form says this now. */
  z.strictObject({ kind: z.literal('fill-card-form'), field: z.enum(formFields), value: z.string().max(300) }),
  z.strictObject({ kind: z.literal('tick-card-form'), what: z.enum(formTicks), on: z.boolean() }),
  /** The form is put away, with all that was typed. */
  z.strictObject({ kind: z.literal('clear-card-form') }),
  /** The paper that was scanned over a form that is being filled: it takes its place, or it does not. */
  z.strictObject({ kind: z.literal('take-scanned'), take: z.boolean() }),
  z.strictObject({ kind: z.literal('make-card') }),
  /** Of those who look alike it is none. */
  z.strictObject({ kind: z.literal('another-person') }),
  /** It is this one: they get the new card. */
  z.strictObject({ kind: z.literal('same-person'), key: z.string().min(1).max(255) }),
  z.strictObject({ kind: z.literal('back-to-card-form') }),
  z.strictObject({ kind: z.literal('next-card') }),

  /** Of the card that was just made, or of the patron who was found. */
  z.strictObject({ kind: z.literal('set-card-pin'), pin, again: pin }),
  z.strictObject({ kind: z.literal('print-card-slip') }),
  z.strictObject({ kind: z.literal('write-card-tag') }),

  /** A card number, a telephone number, an address of mail. */
  z.strictObject({ kind: z.literal('find-patron'), text: z.string().trim().min(1).max(120) }),
  z.strictObject({ kind: z.literal('choose-patron'), key: z.string().min(1).max(255) }),
  z.strictObject({ kind: z.literal('leave-patron') }),
  z.strictObject({ kind: z.literal('change-card'), change: z.enum(['block', 'unblock', 'lost']) }),
  z.strictObject({ kind: z.literal('extend-card'), until: z.string().max(20) }),
  /** A card is to take the place of theirs; with a number, where it is printed on it. */
  z.strictObject({ kind: z.literal('replace-card') }),
  z.strictObject({ kind: z.literal('replace-with'), number: z.string().trim().max(64) }),
  z.strictObject({ kind: z.literal('do-not-replace') }),

  z.strictObject({ kind: z.literal('mend-registration'), id: key }),
  z.strictObject({ kind: z.literal('drop-registration'), id: key }),
  z.strictObject({ kind: z.literal('try-registrations') }),
  z.strictObject({ kind: z.literal('write-card-file') }),
  z.strictObject({ kind: z.literal('sign-off-file'), batch: key, notTaken: z.array(key).max(2000) }),
] as const;
