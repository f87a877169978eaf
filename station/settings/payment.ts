// What a library may decide about paying at the kiosk: where the money goes, and how it is booked. Knows shapes, help
// and defaults; codes are made elsewhere, and who may confirm a transfer stands in staff.ts of the station.
import * as z from 'zod';

const shape = {
  bankBin: z
    .string()
    .regex(/^\d{6}$/, 'settings.not-a-bin')
    .describe('The bank, by its NAPAS number: six digits'),
  bankName: z.string().min(1).max(40).describe('The bank, as people call it'),
  accountNumber: z
    .string()
    .regex(/^[0-9A-Za-z]{1,19}$/, 'settings.not-an-account')
    .describe('The library’s account: up to 19 digits or letters'),
  accountName: z.string().min(1).max(60).describe('Whose account it is, as the bank shows it'),
  purpose: z
    .string()
    .regex(/\{reference\}/, 'settings.no-reference')
    .max(40)
    .default('PHI TV {reference}')
    .describe('Text of the transfer; {reference} is replaced. A code holds 25 letters without accents'),
  paymentType: z
    .string()
    .regex(/^\d{2}$/, 'settings.not-two-digits')
    .default('02')
    .describe('How the library system is to book it (payment type of 37): two digits, 00 is cash'),
} as const;

/** One PIN for everybody stood here once. Whoever confirms a transfer now says who they are. */
export const paymentSettings = z.strictObject(shape, {
  error: (issue) =>
    issue.code === 'unrecognized_keys' && issue.keys.includes('staffPin') ? 'settings.staff-pin-gone' : undefined,
});
export type PaymentSettings = z.infer<typeof paymentSettings>;
