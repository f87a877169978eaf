// What a library may decide about the time while its library system is away. Knows shapes, help and defaults.
import * as z from 'zod';

export const offlineSettings = z.strictObject({
  does: z
    .enum(['closes', 'returns', 'lends'])
    .default('returns')
    .describe(
      'While the library system is away: "closes", takes "returns" alone, or "lends" too. Everything is recorded and forwarded when it is back. "lends" needs a pattern of card numbers, and no password "always": none can be checked then',
    ),
  perCard: z
    .int()
    .min(1)
    .max(50)
    .default(3)
    .describe('Most items lent off-line to one card on one day, with those that still wait to be forwarded'),
  perDay: z.int().min(1).max(5000).default(100).describe('Most items lent off-line on one day by the whole station'),
  dueDays: z
    .int()
    .min(1)
    .max(365)
    .default(14)
    .describe('Due so many days after the loan; a day on which the library is closed moves to the next open one'),
  blockedDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe(
      'A card that the library system last called blocked, expired or unknown borrows nothing off-line for so long',
    ),
  withoutUsages: z
    .array(z.int().min(0).max(255))
    .max(64)
    .default([])
    .describe('Types of usage on the tag (ISO 28560-1), as numbers, that are never lent off-line'),
});
export type OfflineSettings = z.infer<typeof offlineSettings>;
