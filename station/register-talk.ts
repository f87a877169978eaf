// What happens where cards are made and changed, and what is to be done there. Plain data; a patron password stands in one effect
// and nowhere else.
import type { CardKind } from '../contract/register-view.ts';
import type { Fee } from '../contract/terms.ts';
import type { Printed } from '../drivers/ports/receipt-printer.ts';
import type { Uid } from '../drivers/ports/tag-reader.ts';
import type { PatronNumber, Ticket } from './library.ts';
import type { Entry } from './journal/entries.ts';
import type { Registered } from './registry/queue.ts';
import type { Listed } from './registry/registrar.ts';
import type {
  Alike,
  Capabilities,
  Change,
  ChangeAnswer,
  Day,
  ListsAnswer,
  Person,
  Registration,
} from './registry/registry.ts';
import type { RegisterSettings } from './settings/register.ts';

/** Says what a slip of a card says. `deposit`: what was taken; null for nothing. */
export type CardSlip = {
  readonly card: PatronNumber;
  readonly name: string;
  readonly expiry: Day | null;
  readonly outcome: 'registered' | 'queued' | 'for-the-file' | 'replaced';
  readonly deposit: Fee | null;
};

/**
 * What became of writing a patron's number onto the tag of a card. `not-blank`: it says something, and was not touched. `not-kept`:
 * it could not be journalled, and was not begun.
 */
export type TagWritten =
  | { readonly kind: 'written' | 'not-blank' | 'half' | 'gone' }
  | { readonly kind: 'failed'; readonly why: 'locked' | 'too-small' | 'refused' | 'trouble' | 'not-fit' | 'not-kept' };

/** A file that waits for staff's word. */
export type CardFile = { readonly batch: string; readonly file: string; readonly ids: readonly string[] };

/** `not-kept`: it could not be written on the station's own disk; nobody was asked. */
export type NotKept = { readonly kind: 'not-kept' };
/** `not-mended`: it is not to be mended any more (another desk did, or it is in a file by now), and what was mended is nowhere. */
export type RegistrationAnswer = Registered | NotKept | { readonly kind: 'not-mended' };
export type CardChangeAnswer = ChangeAnswer | NotKept;

/** What stands at the beginning of a form: the key of a registration, and a number where the station gives them. */
export type Begun = { readonly id: string; readonly card: PatronNumber | null; readonly wrong: NoNumber | null };
/** `not-kept`: the station's own disk took nothing. */
export type NoNumber = 'none-left' | 'not-kept';

export type RegisterEvent =
  | ({ readonly kind: 'card-begun'; readonly ticket: Ticket } & Begun)
  | { readonly kind: 'lists-answered'; readonly ticket: Ticket; readonly answer: ListsAnswer }
  /** `isWhole`: the library system was reached. */
  | {
      readonly kind: 'alike-answered';
      readonly ticket: Ticket;
      readonly patrons: readonly Alike[];
      readonly isWhole: boolean;
    }
  | { readonly kind: 'registration-answered'; readonly ticket: Ticket; readonly answer: RegistrationAnswer }
  | { readonly kind: 'card-change-answered'; readonly ticket: Ticket; readonly answer: CardChangeAnswer }
  | { readonly kind: 'card-tag-written'; readonly ticket: Ticket; readonly outcome: TagWritten }
  | { readonly kind: 'card-slip-printed'; readonly ticket: Ticket; readonly outcome: Printed }
  /** Something in the list of registrations changed, at whatever desk. */
  | { readonly kind: 'registrations-changed' }
  /** `files`: null where there is an interface. */
  | {
      readonly kind: 'registrations-listed';
      readonly listed: readonly Listed[];
      readonly files: readonly CardFile[] | null;
    }
  | { readonly kind: 'card-file-not-written' };

export type RegisterEffect =
  | { readonly kind: 'begin-card'; readonly ticket: Ticket; readonly withNumber: boolean }
  | { readonly kind: 'give-back-card'; readonly card: PatronNumber }
  | { readonly kind: 'ask-lists'; readonly ticket: Ticket }
  /** `form`: the key of what is to be registered; null for who is only looked for. */
  | { readonly kind: 'ask-alike'; readonly ticket: Ticket; readonly person: Person; readonly form: string | null }
  /** `mends`: it stands in the list already. `drops`: another one that is given up for it. `notes`: go to disk with it. */
  | {
      readonly kind: 'register-patron';
      readonly ticket: Ticket;
      readonly registration: Registration;
      readonly mends: boolean;
      readonly drops: string | null;
      readonly notes: readonly Entry[];
    }
  | {
      readonly kind: 'ask-card-change';
      readonly ticket: Ticket;
      readonly card: PatronNumber;
      readonly change: Change;
      readonly notes: readonly Entry[];
    }
  /** `asked` goes to disk before it is written, `written` after it was read back. */
  | {
      readonly kind: 'write-card-tag';
      readonly ticket: Ticket;
      readonly uid: Uid;
      readonly card: PatronNumber;
      readonly isChild: boolean;
      readonly owner: string | null;
      readonly format: RegisterSettings['tagFormat'];
      readonly asked: Entry;
      readonly written: Entry;
    }
  | { readonly kind: 'print-card-slip'; readonly ticket: Ticket; readonly slip: CardSlip }
  | { readonly kind: 'list-registrations' | 'try-registrations' | 'write-card-file' }
  | { readonly kind: 'drop-registration'; readonly id: string }
  | { readonly kind: 'sign-off-file'; readonly batch: string; readonly notTaken: readonly string[] };

/** What the flows of this room go by. */
export type RegisterRules = {
  readonly settings: RegisterSettings;
  readonly card: CardKind;
  /** The station has a range of numbers of its own. */
  readonly hasRange: boolean;
  readonly hasPrinter: boolean;
  readonly hasPad: boolean;
  readonly currency: string | null;
  readonly owner: string | null;
  /** Whether it may be a card's number here; null where numbers do not differ. */
  readonly isPatronNumber: ((number: string) => boolean) | null;
  readonly capabilities: Capabilities;
};
