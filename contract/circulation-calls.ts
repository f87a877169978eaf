// What staff do where loans are made and taken back, each checked here. What the kiosk's flows know (renew, pay, accept a fee,
// finish) is pressed as there.
import * as z from 'zod';

const row = z.string().min(1).max(64);
/** Stands in the journal beside who said so. */
const reason = z.string().trim().min(3).max(120);

export const circulationActs = [
  /** An item's number, typed: no label could be read. */
  z.strictObject({ kind: z.literal('enter-item'), number: z.string().trim().min(1).max(64) }),
  /** Lend to this patron though something stands against it. */
  z.strictObject({ kind: z.literal('pass-block'), reason }),
  /** Lend this item past the rule that refused it. */
  z.strictObject({ kind: z.literal('pass-refusal'), row, reason }),
  /** The money is in hand. */
  z.strictObject({ kind: z.literal('take-cash') }),
  /** The transfer was seen in the library's account. */
  z.strictObject({ kind: z.literal('confirm-transfer') }),
  /** Once more, or for the first time now that there is paper. */
  z.strictObject({ kind: z.literal('print-routing-slip'), row }),
  z.strictObject({ kind: z.literal('print-receipt') }),
] as const;
