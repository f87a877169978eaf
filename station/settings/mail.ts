// What a library may decide about receipts by e-mail: its mail server, and in whose name they come. Knows shapes, help and
// defaults; sending is mail/'s work.
import * as z from 'zod';

/** One bare address, as a mail server takes it; no name, no list. */
export const address = z
  .string()
  .max(254)
  .regex(
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u,
    'settings.not-an-address',
  );

export const mailSettings = z.strictObject({
  host: z.string().min(1).max(253).describe('The library’s mail server (SMTP)'),
  port: z.int().min(1).max(65535).default(587).describe('587 with "starttls", 465 with "tls", 25 inside a library'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('Secrecy on the way; "none" only where the server stands in the same room'),
  login: z
    .strictObject({
      user: z.string().min(1).max(254).describe('Who this station is to the mail server'),
      password: z.string().max(255).meta({ secret: true }).describe('Its password'),
    })
    .nullable()
    .default(null)
    .describe('Login; null where the mail server wants none'),
  from: address.describe('Address the receipts come from'),
  staff: address
    .nullable()
    .default(null)
    .describe('Who is written to when a patron calls for help or the printer needs a hand; null for nobody'),
});
export type MailSettings = z.infer<typeof mailSettings>;

/** Whether an address that came from elsewhere can be written to. */
export const isAddress = (text: string): boolean => address.safeParse(text).success;
