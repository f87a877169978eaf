// What a library may decide about its service at a kiosk: hours, functions, receipts, borrowing and returning. Knows shapes,
// help and defaults; the rules themselves are the flows'.
import * as z from 'zod';

const day = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'settings.not-a-day');

const span = z
  .strictObject({
    from: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'settings.not-a-time')
      .describe('Opens, such as "08:00"'),
    to: z
      .string()
      .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'settings.not-a-time')
      .describe('Closes, such as "17:00"; midnight is "24:00"'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'settings.ends-before' });

const spans = z
  .array(span)
  .max(6)
  .refine((all) => all.every(({ from }, at) => at === 0 || (all[at - 1]?.to ?? '') <= from), 'settings.not-in-order');

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export const hourSettings = z.strictObject({
  monday: spans.default([]).describe('Opening hours of the day, one after the other; an empty list: closed'),
  tuesday: spans.default([]).describe('The same'),
  wednesday: spans.default([]).describe('The same'),
  thursday: spans.default([]).describe('The same'),
  friday: spans.default([]).describe('The same'),
  saturday: spans.default([]).describe('The same'),
  sunday: spans.default([]).describe('The same'),
  exceptions: z
    .array(
      z
        .strictObject({
          from: day.describe('First day, such as "2027-02-05"'),
          to: day.nullable().default(null).describe('Last day; null for one day alone'),
          open: spans.default([]).describe('Opening hours on these days instead of the usual ones; empty: closed'),
        })
        .refine(({ from, to }) => to === null || from <= to, { path: ['to'], message: 'settings.ends-before' }),
    )
    .max(200)
    .default([])
    .describe('Holidays and other days; the first that fits counts'),
  noticeMinutes: z.int().min(0).max(120).default(15).describe('So long before closing, patrons are told'),
  whileClosed: z
    .enum(['nothing', 'returns'])
    .default('nothing')
    .describe('What the kiosk does while the library is closed: "returns" where it can be reached from outside'),
});
export type HourSettings = z.infer<typeof hourSettings>;

export const functionNames = ['borrow', 'return', 'account'] as const;

export type FunctionName = (typeof functionNames)[number];

export const functionSettings = z
  .array(z.enum(functionNames))
  .min(1, 'settings.no-function')
  .default([...functionNames]);

const receipt = z
  .enum(['ask', 'print', 'email', 'none'])
  .default('ask')
  .describe('"ask" the patron; "print" or "email" without asking; or "none". What cannot be done is asked about');

export const receiptSettings = z.strictObject({
  checkout: receipt,
  checkin: receipt.describe('The same; nobody is known who returns, so there is no e-mail'),
  account: receipt.describe('The same'),
  name: z.boolean().default(false).describe('Whether the patron’s name stands on the receipt'),
  card: z
    .enum(['last-four', 'whole', 'none'])
    .default('last-four')
    .describe('How much of the card number stands on the receipt'),
});
export type ReceiptSettings = z.infer<typeof receiptSettings>;

export const returnSettings = z.strictObject({
  fee: z
    .enum(['shown', 'hidden'])
    .default('shown')
    .describe('Whether a return tells the fee it made; whoever returns need not be whoever borrowed'),
  dated: z
    .enum(['now', 'last-closing'])
    .default('now')
    .describe('Date of a return while the library is closed: "last-closing" makes no fee of a night or a holiday'),
  lendAgain: z
    .boolean()
    .default(false)
    .describe('Whether what was just returned may be borrowed at once, with a card, without taking it off the pad'),
  drop: z
    .enum(['none', 'staff', 'always'])
    .default('none')
    .describe(
      'A book drop that staff empty here: its returns count from when the library last closed. "staff": whoever says so signs in with name and PIN; "always": all that is returned at this place comes from it',
    ),
  slot: z
    .boolean()
    .default(false)
    .describe(
      'A return slot: what is laid here falls in. What was read is returned though it has gone, and nobody is asked to put it back',
    ),
});
export type ReturnSettings = z.infer<typeof returnSettings>;

/** SIP2's media types that come in cases; the names are the sip2 package's. */
export const caseMedia = [
  'video-tape',
  'audio-tape',
  'cd',
  'diskette',
  'book-with-diskette',
  'book-with-cd',
  'book-with-audio-tape',
] as const;

export const borrowSettings = z.strictObject({
  count: z
    .enum(['trust', 'ask'])
    .default('trust')
    .describe('"ask": before the end, the patron says whether all items were seen'),
  sets: z
    .enum(['any', 'whole'])
    .default('any')
    .describe('"whole": an item of several parts is lent only when every part lies there'),
  cases: z
    .array(z.enum(caseMedia))
    .default([])
    .describe('Media types that leave in a locked case: the patron is told to have it opened'),
});
export type BorrowSettings = z.infer<typeof borrowSettings>;
