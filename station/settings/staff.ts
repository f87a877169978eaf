// Who works for the library at its stations. Knows shapes and help; what a level may do stands in staff.ts of the station.
import * as z from 'zod';
import { staffLevels } from '../../contract/desk-view.ts';

/** What `node station/staff-pin.ts` prints: never the PIN itself. */
const hashedPin = z
  .string()
  .regex(/^scrypt:[0-9a-f]{32}:[0-9a-f]{64}$/, 'settings.not-a-hash')
  .meta({ secret: true, pin: true });

const member = z.strictObject({
  name: z.string().trim().min(1).max(40).describe('Name to sign in with; stands in the journal beside what is done'),
  level: z
    .enum(staffLevels)
    .default('staff')
    .describe('What they may do: "staff", "senior" (overrides too), "technician" (devices too) or "administrator"'),
  pin: hashedPin.describe('PIN or password, of which the station keeps a hash alone'),
  card: z
    .string()
    .min(1)
    .max(64)
    .nullable()
    .default(null)
    .describe('Number of their staff card, as it is scanned or read from the RFID card; null for none'),
});
export type StaffMember = z.infer<typeof member>;

/** Names differ by more than capitals and accents typed one way or another. */
export const nameKey = (name: string): string => name.normalize('NFC').trim().toLocaleLowerCase('vi');

/** The same without accents and blanks, which the keys on a kiosk's glass have not. */
export const plainKey = (name: string): string =>
  nameKey(name).normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll(/\s/gu, '');

const repeats = (all: readonly (string | null)[]): number | null => {
  const at = all.findIndex((one, index) => one !== null && all.indexOf(one) !== index);
  return at === -1 ? null : at;
};

export const staffSettings = z.array(member).superRefine((staff, issues) => {
  const name = repeats(staff.map((one) => nameKey(one.name)));
  if (name !== null) issues.addIssue({ code: 'custom', path: [name, 'name'], message: 'settings.same-staff-name' });
  const card = repeats(staff.map((one) => one.card));
  if (card !== null) issues.addIssue({ code: 'custom', path: [card, 'card'], message: 'settings.same-card' });
});
