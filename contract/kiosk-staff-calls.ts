// What staff do at a kiosk's glass, each checked here. None of it says who they are, but for the name and PIN themselves: what a press
// may do is decided by who has signed in at the station.
import * as z from 'zod';

const key = z.string().min(1).max(400);

export const staffPresses = [
  /** From the library's name, held down: who is it? */
  z.strictObject({ kind: z.literal('staff-door') }),
  z.strictObject({
    kind: z.literal('staff-sign-in'),
    name: z.string().trim().min(1).max(40),
    pin: z.string().min(1).max(64),
  }),
  /** The card that was shown is not theirs after all: another name. */
  z.strictObject({ kind: z.literal('staff-forget-name') }),
  /** I do it; also what somebody else had taken. */
  z.strictObject({ kind: z.literal('staff-take'), key }),
  z.strictObject({ kind: z.literal('staff-settle'), key }),
  /** New paper is in the printer: it is tried at once. */
  z.strictObject({ kind: z.literal('staff-paper') }),
  z.strictObject({ kind: z.literal('staff-test-slip') }),
  /** No patron can begin anything here any more, until it is opened again. */
  z.strictObject({ kind: z.literal('staff-close') }),
  z.strictObject({ kind: z.literal('staff-open') }),
] as const;
