// What the station shows at a desk's glass, whole, at each change. Plain data, as view.ts; each room of the desk says in a file
// of its own what its screen holds.
import type { BoardScreen } from './board-view.ts';
import type { CirculationScreen } from './circulation-view.ts';
import type { InspectorScreen } from './inspector-view.ts';
import type { RegisterScreen } from './register-view.ts';
import type { TaggingScreen } from './tagging-view.ts';
import type { SignInProblem } from './signing-view.ts';
import type { Language } from './terms.ts';
import type { TrainingScreen } from './training-view.ts';

/** From least to most: each may do what those before it may, and more (station/staff.ts says what). */
export const staffLevels = ['staff', 'senior', 'technician', 'administrator'] as const;
export type StaffLevel = (typeof staffLevels)[number];

/** The rooms of the desk, in the order of the glass; `board` is where staff come in. */
export const roomNames = ['board', 'circulation', 'register', 'tagging', 'inspector', 'training'] as const;
export type RoomName = (typeof roomNames)[number];

export type DeskView = {
  readonly mode: 'desk';
  /** Names what a press belongs to; a press for another one is dropped. */
  readonly session: number;
  readonly language: Language;
  readonly library: { readonly name: string; readonly logo: string | null; readonly colour: string | null };
  readonly place: string;
  /** Who works here; null before anybody has signed in. */
  readonly who: { readonly name: string; readonly level: StaffLevel } | null;
  /** What this person may open, in the order of the glass. */
  readonly rooms: readonly RoomName[];
  /** Rows of the board that nobody has taken; 0 for whoever has not signed in. */
  readonly waiting: number;
  /** How many rows ever came, for the sound of the next one; null where this desk makes none. */
  readonly chimes: number | null;
  readonly trouble: readonly DeskTrouble[];
  /** One quiet line about the last scan. */
  readonly notice: DeskNotice | null;
  readonly screen: DeskScreen;
};

/** What does not work here now; none of it hides what does. */
export type DeskTrouble = 'acs-silent' | 'pad-trouble' | 'no-paper' | 'cover-open' | 'printer-fault';

/**
 * `fault`: the program met what it did not expect; the work that was open is put away. `item-…`: what was scanned was not taken, for
 * somebody who is going or who may not borrow.
 */
export type DeskNotice =
  | 'scan-not-understood'
  | 'misread'
  | 'publisher-barcode'
  | 'identity-card'
  | 'health-card'
  | 'item-while-finishing'
  | 'item-not-lent'
  | 'fault';

export type DeskScreen =
  SignInScreen | BoardScreen | CirculationScreen | RegisterScreen | TaggingScreen | InspectorScreen | TrainingScreen;

export type SignInScreen = {
  readonly at: 'sign-in';
  /** Whose work waits behind the lock; null where there is none, and for another browser than theirs. Only they go on with it. */
  readonly lockedBy: string | null;
  /** Whose card was shown, where a card alone does not do. */
  readonly name: string | null;
  readonly checking: boolean;
  readonly wrong: SignInProblem | null;
  /** Seconds until the next try is taken; 0 for now. */
  readonly waits: number;
  /** A staff card may be shown instead of a name. */
  readonly byCard: boolean;
};
