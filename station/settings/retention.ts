// What a library may decide about how long a station remembers. Knows shapes, help and defaults; forgetting is
// housekeeping.ts's work.
import * as z from 'zod';

export const retentionSettings = z.strictObject({
  patronDays: z
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .describe(
      'Days after which a patron’s number leaves the station’s journal, once the work for that patron is done; a week answers who comes back about last Friday’s pile, and the library system knows the rest',
    ),
  entryDays: z
    .int()
    .min(30)
    .max(3650)
    .nullable()
    .default(400)
    .describe(
      'Days after which an entry leaves the journal altogether; a year and a month, for yearly figures; null: never',
    ),
});
export type RetentionSettings = z.infer<typeof retentionSettings>;
