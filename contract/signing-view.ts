// What a glass shows of staff who say who they are: at a desk, and at a kiosk. Plain data.

/**
 * `staff-card`: a card of nobody here; `cards-wait`: too many of them, none is looked at for a while. `locked`: too many wrong tries,
 * for a while. `pin`: name or PIN; nobody is told which.
 */
export type SignInProblem = 'pin' | 'staff-card' | 'cards-wait' | 'locked';

/** Who of the staff is it? `not-allowed`: they are known, and may not do this. */
export type StaffSigning = {
  /** Whose card was shown; null where a name is to be typed. */
  readonly name: string | null;
  readonly checking: boolean;
  readonly wrong: SignInProblem | 'not-allowed' | null;
  /** Seconds until the next try is taken; 0 for now. */
  readonly waits: number;
  /** A staff card may be shown instead of a name. */
  readonly byCard: boolean;
};
