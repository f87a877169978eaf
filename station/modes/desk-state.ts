// What a desk is at any moment: the rules it was given, what lies on its pad, who works there and in which room of it.
import type { DeskNotice, RoomName } from '../../contract/desk-view.ts';
import { emptyBoard, type BoardState } from '../board.ts';
import type { Language } from '../../contract/terms.ts';
import type { CirculationRules } from '../circulation-talk.ts';
import type { Guard } from '../flows/guard.ts';
import type { AccountOrphan } from '../flows/account-late.ts';
import type { Orphan } from '../flows/late.ts';
import { newSigning, type Signing, type SigningRules } from '../flows/signing.ts';
import { newTagging, type Tagging, type TaggingLeft, type TaggingRules } from '../flows/tagging-state.ts';
import type { SecurityBook } from '../security.ts';
import type { Staff } from '../staff.ts';
import type { RegisterRules } from '../register-talk.ts';
import type { Around } from './around.ts';
import type { CirculationRoom } from './desk-circulation-state.ts';
import type { InspectorRoom } from './inspector-state.ts';
import type { RegisterRoom } from './register-state.ts';
import type { TrainingRoom } from './training-state.ts';

/** What the library decided about this desk. */
export type DeskRules = SigningRules & {
  readonly place: string;
  readonly language: Language;
  readonly hasPad: boolean;
  readonly lockMs: number;
  /** Whether it sounds when something needs a hand, until somebody says otherwise. */
  readonly sound: boolean;
  /** How long the library system may take for an answer. */
  readonly answerMs: number;
  readonly tagging: TaggingRules;
  readonly circulation: CirculationRules;
  /** Null where no patrons are registered at this station. */
  readonly register: RegisterRules | null;
  /** Whether staff can practise here; not inside of a practice station. */
  readonly trains: boolean;
};

/** What is done at the desk now. `board` is where everybody comes in. */
export type Room = { readonly at: 'board' | 'tagging' } | CirculationRoom | RegisterRoom | InspectorRoom | TrainingRoom;

export type Door =
  | { readonly at: 'shut'; readonly signing: Signing }
  /** Covered, and the work goes on behind: only `who` comes back to it. `glass`: the browser they worked at. */
  | {
      readonly at: 'locked';
      readonly who: Staff;
      readonly room: Room;
      readonly glass: string;
      readonly signing: Signing;
    }
  | { readonly at: 'open'; readonly who: Staff; readonly room: Room };

export type Desk = Around & {
  /** Of the whole station, and whether this desk sounds when a row comes. */
  readonly board: BoardState;
  readonly sound: boolean;
  readonly notice: DeskNotice | null;
  readonly door: Door;
  /** Which browser looks at it. */
  readonly glass: string;
  /** Its work is the desk's: what is being written is written to its end, whatever room is open. */
  readonly tagging: Tagging;
};

export const newDesk = (
  rules: DeskRules,
  from: {
    readonly session: number;
    readonly book: SecurityBook;
    readonly guard: Guard;
    readonly orphans: readonly Orphan[];
    readonly accountOrphans: readonly AccountOrphan[];
    readonly taggingLeft: TaggingLeft;
  },
): Desk => ({
  session: from.session,
  book: from.book,
  guard: from.guard,
  orphans: from.orphans,
  accountOrphans: from.accountOrphans,
  tagging: newTagging(rules.tagging, from.taggingLeft),
  language: rules.language,
  acs: 'starting',
  padReadyAtMs: rules.hasPad ? null : 0,
  pad: [],
  findsOut: false,
  paper: 'unknown',
  printerTrouble: null,
  isTended: false,
  glassCheck: null,
  board: emptyBoard,
  sound: rules.sound,
  notice: null,
  door: { at: 'shut', signing: newSigning },
  glass: '',
});

/** The room somebody works in now; null behind a door that is shut or locked. */
export const roomOf = ({ door }: Desk): Room | null => (door.at === 'open' ? door.room : null);

/** Whether this station has what the room is for. */
export const hasRoom = ({ register, trains }: DeskRules, room: RoomName): boolean =>
  (room !== 'register' || register !== null) && (room !== 'training' || trains);

/** The desk with this room as it is now, open or behind its lock. */
export const within = (desk: Desk, room: Room): Desk =>
  desk.door.at === 'shut' ? desk : { ...desk, door: { ...desk.door, room } };
