// What happens and what is to be done: the events and effects of a place, and the two ways a step ends.
// Pure words for pure reducers; knows nothing of sockets, devices or screens.
import type { Press } from '../contract/calls.ts';
import type { GlassCheck, GlassColour } from '../contract/devices-view.ts';
import type { Language } from '../contract/terms.ts';
import type { IdentityCard } from '../drivers/barcode/identity-card.ts';
import type { CoverState, PaperState, Printed, PrinterFault } from '../drivers/ports/receipt-printer.ts';
import type { Secured } from '../drivers/ports/pad.ts';
import type { Uid } from '../drivers/ports/tag-reader.ts';
import type { AccountEffect, AccountEvent } from './account-talk.ts';
import type { DeskEffect, DeskEvent } from './desk-talk.ts';
import type { GuardEntry } from './flows/guard.ts';
import type { Entry } from './journal/entries.ts';
import type {
  CheckinAnswer,
  CheckoutAnswer,
  FoundOut,
  ItemAnswer,
  ItemNumber,
  Loan,
  PatronAnswer,
  PatronNumber,
  Thing,
  Ticket,
  UndoAnswer,
  SecurityWant,
} from './library.ts';
import type { OfflineAsk, OfflineCard, OfflineLoan } from './offline/talk.ts';
import type { SlipFacts } from './receipts/facts.ts';

export type TimerName =
  | 'attract'
  | 'find-out'
  | 'idle'
  | 'idle-tick'
  | 'settle'
  | 'goodbye'
  | 'reopen'
  | 'notice'
  | 'pin-wait'
  | 'hours'
  | 'training'
  | 'tended'
  | 'quiet';

/** A barcode, as far as its number tells. A library whose numbers do not differ has `either`: then the screen decides. */
export type Scan =
  /** Nothing that is asked about: another trade's code, somebody's paper, no code at all. */
  | { readonly kind: 'publisher-barcode' | 'health-card' | 'garbled' }
  /** `card`: at a desk alone, where a card is registered from it; null everywhere else. */
  | { readonly kind: 'identity-card'; readonly card: IdentityCard | null }
  /** A number with a wrong check digit: once more, please. */
  | { readonly kind: 'misread' }
  | { readonly kind: 'number'; readonly number: string; readonly mayBe: 'patron' | 'item' | 'either' | 'neither' };

/** Why staff are written to. */
export type StaffCall = Extract<Entry, { kind: 'staff-called' }>['because'] | 'returns';

/** Past tense: what the world did. */
export type Event =
  | { readonly kind: 'tag-seen'; readonly uid: Uid }
  | { readonly kind: 'tag-read'; readonly uid: Uid; readonly thing: Thing }
  /** A tag that the last session left here: nobody's until it is claimed. Told to the flow instead of `tag-read`. */
  | { readonly kind: 'left-over-read'; readonly uid: Uid; readonly thing: Thing }
  | { readonly kind: 'tag-unreadable'; readonly uid: Uid }
  | { readonly kind: 'tag-gone'; readonly uid: Uid }
  /** A tag that an earlier session left unfinished is right now; told to the flow instead of `tag-read`. */
  | { readonly kind: 'tag-mended'; readonly uid: Uid; readonly thing: Thing }
  | { readonly kind: 'pad-changed'; readonly ready: boolean }
  | {
      readonly kind: 'secured';
      readonly ticket: Ticket;
      readonly uid: Uid;
      readonly want: SecurityWant;
      readonly outcome: Secured;
    }
  | { readonly kind: 'scanned'; readonly scan: Scan }
  /** A scan that the mode took for an item's number. */
  | { readonly kind: 'item-scanned'; readonly number: ItemNumber }
  | {
      readonly kind: 'paper-changed';
      readonly paper: PaperState;
      readonly cover: CoverState;
      readonly fault: PrinterFault | null;
    }
  | { readonly kind: 'slip-printed'; readonly ticket: Ticket; readonly outcome: Printed }
  /** Whether the letter stands on disk, so that it will be sent. */
  | { readonly kind: 'letter-queued'; readonly ticket: Ticket; readonly isQueued: boolean }
  /** A password was wrong, or right, at another place of this station. */
  | { readonly kind: 'password-elsewhere'; readonly entry: GuardEntry }
  /** Whether the message to staff has left; told again when a later try succeeds. */
  | { readonly kind: 'staff-told'; readonly ticket: Ticket; readonly because: StaffCall; readonly isTold: boolean }
  /** The station's clock was set by so many milliseconds. */
  | { readonly kind: 'clock-moved'; readonly byMs: number }
  /** The kiosk is closed to patrons while the station is being set up, or a test loan runs there. */
  | { readonly kind: 'covered'; readonly isCovered: boolean }
  /** A test loan drives this kiosk with one book; its tags that lie on the pad. */
  | { readonly kind: 'trial-began'; readonly item: ItemNumber; readonly uids: readonly Uid[] }
  | { readonly kind: 'trial-ended' }
  /** Another browser looks at this place from now on: whoever worked there has not come with it. `browser`: the same for the same one. */
  | { readonly kind: 'glass-changed'; readonly browser: string }
  | { readonly kind: 'acs-up' }
  /** The line broke and is being made again: whether the library system is away is not known yet. */
  | { readonly kind: 'acs-lost' }
  /** It refuses, or has been silent for as long as it may take: it is away. */
  | { readonly kind: 'acs-down' }
  | { readonly kind: 'offline-card-answered'; readonly ticket: Ticket; readonly answer: OfflineCard }
  | { readonly kind: 'offline-loan-answered'; readonly ticket: Ticket; readonly answer: OfflineLoan }
  | { readonly kind: 'patron-answered'; readonly ticket: Ticket; readonly answer: PatronAnswer }
  | { readonly kind: 'checkout-answered'; readonly ticket: Ticket; readonly answer: CheckoutAnswer }
  | { readonly kind: 'checkin-answered'; readonly ticket: Ticket; readonly answer: CheckinAnswer }
  | { readonly kind: 'undo-answered'; readonly ticket: Ticket; readonly answer: UndoAnswer }
  | { readonly kind: 'loan-found-out'; readonly ticket: Ticket; readonly answer: FoundOut }
  | { readonly kind: 'return-found-out'; readonly ticket: Ticket; readonly answer: FoundOut }
  | { readonly kind: 'item-answered'; readonly ticket: Ticket; readonly answer: ItemAnswer }
  | { readonly kind: 'standing-answered'; readonly ticket: Ticket; readonly loan: Loan | null }
  | AccountEvent
  | DeskEvent
  /** A technician takes the devices of this place, or still has them. `by`: null where nobody can sign in. */
  | { readonly kind: 'technician-came'; readonly by: string | null }
  | { readonly kind: 'technician-left' }
  /** The glass is looked at and listened to, by a technician who has the place. Null: no more. */
  | { readonly kind: 'glass-check'; readonly check: GlassCheck | null; readonly colour: GlassColour }
  | { readonly kind: 'pressed'; readonly press: Press }
  | { readonly kind: 'time-up'; readonly timer: TimerName };

/** Imperative: what the station is to do. `record` is done first, before the view is shown and before all others. */
export type Effect =
  | { readonly kind: 'record'; readonly entry: Entry }
  | { readonly kind: 'ask-patron'; readonly ticket: Ticket; readonly card: string; readonly pin: string | null }
  | {
      readonly kind: 'ask-checkout';
      readonly ticket: Ticket;
      readonly patron: PatronNumber;
      readonly pin: string | null;
      readonly item: ItemNumber;
      readonly feeAccepted: boolean;
      /** Staff lend it past a rule: the library system is asked not to stop it (SIP2: no block). */
      readonly noBlock?: boolean;
      /** The patron has as many loans as the library allows: a refusal may be named so. */
      readonly atLimit: boolean;
    }
  | {
      readonly kind: 'ask-checkin';
      readonly ticket: Ticket;
      readonly item: ItemNumber;
      /** Milliseconds since the epoch; null for now. */
      readonly datedMs: number | null;
    }
  | {
      readonly kind: 'undo-checkout';
      readonly ticket: Ticket;
      readonly patron: PatronNumber;
      readonly pin: string | null;
      readonly item: ItemNumber;
    }
  | {
      readonly kind: 'find-out-loan';
      readonly ticket: Ticket;
      readonly patron: PatronNumber;
      readonly pin: string | null;
      readonly item: ItemNumber;
      /** This patron may have had it before: that it is on loan says nothing of the question then. */
      readonly maybeBefore: boolean;
    }
  | {
      readonly kind: 'find-out-return';
      readonly ticket: Ticket;
      readonly item: ItemNumber;
      /** It may not have been on loan before: that it is back says nothing of the question then. */
      readonly maybeBefore: boolean;
    }
  /** Asked of the station's own rules and answered at once, while the library system is away. */
  | { readonly kind: 'ask-offline-card'; readonly ticket: Ticket; readonly card: string }
  | ({ readonly kind: 'ask-offline-loan'; readonly ticket: Ticket } & OfflineAsk)
  | { readonly kind: 'ask-item'; readonly ticket: Ticket; readonly item: ItemNumber }
  /** A loan that the patron has already. */
  | { readonly kind: 'ask-standing'; readonly ticket: Ticket; readonly item: ItemNumber }
  | AccountEffect
  | DeskEffect
  | { readonly kind: 'end-patron-session'; readonly patron: PatronNumber }
  | { readonly kind: 'secure'; readonly ticket: Ticket; readonly uid: Uid; readonly want: SecurityWant }
  | { readonly kind: 'print-slip'; readonly ticket: Ticket; readonly language: Language; readonly slip: SlipFacts }
  /** Whether the printer prints, for `staff` who asks. */
  | { readonly kind: 'print-test-slip'; readonly ticket: Ticket; readonly language: Language; readonly staff: string }
  | {
      readonly kind: 'queue-letter';
      readonly ticket: Ticket;
      readonly language: Language;
      readonly slip: SlipFacts;
      readonly to: string;
    }
  /** `items`: which ones they are to see to; none where a person is waited for. */
  | {
      readonly kind: 'call-staff';
      readonly ticket: Ticket;
      readonly because: StaffCall;
      readonly items: readonly ItemNumber[];
    }
  | { readonly kind: 'set-timer'; readonly timer: TimerName; readonly afterMs: number }
  | { readonly kind: 'cancel-timer'; readonly timer: TimerName };

export type Step<State> = { readonly state: State; readonly effects: readonly Effect[] };

/** The step that changes something. */
export const go = <State>(state: State, ...effects: readonly Effect[]): Step<State> => ({ state, effects });

/** The step that was not for this state. */
export const stay = <State>(state: State): Step<State> => ({ state, effects: [] });

/** One step, then another on what it left; their effects in that order. (A module that exports `then` cannot be awaited.) */
export const andThen = <State>(first: Step<State>, next: (state: State) => Step<State>): Step<State> => {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
};

export const record = (entry: Entry): Effect => ({ kind: 'record', entry });
