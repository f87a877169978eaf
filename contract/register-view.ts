// What the room that makes and changes library cards shows: the form of a new patron, what became of it, a patron who was found,
// and the registrations that wait. Plain data; every text in it was typed by staff, scanned, or told by the library system.
import type { Fee } from './terms.ts';

/** What a form may ask of a person. Which of them it asks, and which it needs, is the library's to say. */
export const formFields = [
  ...(['family', 'middle', 'given', 'born', 'sex', 'address', 'phone', 'email', 'citizen'] as const),
  ...(['guardian', 'relation', 'guardianPhone', 'category', 'branch', 'expiry', 'card'] as const),
] as const;
export type FormField = (typeof formFields)[number];
export type FormValues = Readonly<Record<FormField, string>>;

/** What a hand ticks. */
export const formTicks = ['consent', 'deposit'] as const;
export type FormTick = (typeof formTicks)[number];

/**
 * `citizen-number`: a citizen number is no card number. `none-left`: all numbers of the range are given out. `not-kept`: the
 * station's own disk takes nothing, so that no number can be promised.
 */
export type FormProblem =
  | ('missing' | 'not-a-day' | 'no-such-day' | 'past' | 'not-a-phone' | 'not-an-email' | 'not-twelve-digits')
  | ('not-listed' | 'not-our-number' | 'citizen-number' | 'taken' | 'none-left' | 'not-kept' | 'refused');

/**
 * What staff should know of a scanned paper. `unsure`: the letters were guessed, or came by way of a keyboard. `number-alone`:
 * nothing else could be read for sure. `disagrees`: its number tells another year or sex. `address-cut`: its end is missing.
 */
export type PaperNote = 'unsure' | 'number-alone' | 'disagrees' | 'address-cut';

/** Where a new card's number comes from. `tag`: from the range or printed, and written onto the card's tag. */
export const cardKinds = ['printed', 'range', 'uid', 'tag'] as const;
export type CardKind = (typeof cardKinds)[number];

export type Choice = { readonly code: string; readonly name: string };

export type FormView = {
  readonly values: FormValues;
  /** In the order of the form; a field that is not here is not asked. */
  readonly shown: readonly FormField[];
  readonly needed: readonly FormField[];
  readonly problems: Readonly<Partial<Record<FormField | FormTick, FormProblem>>>;
  readonly notes: readonly PaperNote[];
  /** Too young to agree alone. */
  readonly isChild: boolean;
  /** Empty where the library system does not tell (yet): then codes are typed. */
  readonly categories: readonly Choice[];
  readonly branches: readonly Choice[];
  readonly consent: { readonly text: string; readonly version: string; readonly given: boolean };
  readonly deposit: { readonly fee: Fee; readonly taken: boolean } | null;
  /** `isGiven`: its number is the station's to give. */
  readonly card: { readonly kind: CardKind; readonly isGiven: boolean };
  readonly refusal: Refusal | null;
  /** Another paper was scanned over what staff have typed: whose; replaced only when they say so. */
  readonly scanned: { readonly name: string | null } | null;
  readonly busy: 'looking' | 'registering' | null;
};

/** `says`: the library system's own words. */
export type Refusal = {
  readonly because: RefusalCause;
  readonly says: string | null;
};
/**
 * `not-kept`: the station's own disk took nothing, and nobody was asked. `not-reached`: the library system; it may be tried again.
 * `not-mended`: another desk has done with it meanwhile, and what was mended is nowhere.
 */
export const refusalCauses = [
  ...(['card-taken', 'bad-branch', 'bad-category', 'bad-field', 'bad-pin', 'unique-field'] as const),
  ...(['not-allowed', 'not-there', 'not-offered', 'other', 'not-kept', 'not-reached', 'not-mended'] as const),
] as const;
export type RefusalCause = (typeof refusalCauses)[number];

/** A patron as staff see one. Days: `YYYY-MM-DD`. */
export type PatronLine = {
  readonly key: string;
  readonly card: string | null;
  readonly name: string;
  readonly born: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly category: string | null;
  readonly branch: string | null;
  readonly expiry: string | null;
  readonly isBlocked: boolean;
};

/** What two records have in common. */
export type Likeness = 'card' | 'name-and-birth' | 'phone' | 'email';
export type AlikeLine = {
  readonly patron: PatronLine;
  readonly by: readonly Likeness[];
  /** Another desk, which is making their first card now; null for those who are there, or who wait. */
  readonly place: string | null;
  /** They can be given the new card. */
  readonly mayTake: boolean;
};

/** A card that was just made, or that took the place of another. */
export type MadeView = {
  readonly card: string;
  readonly name: string;
  readonly expiry: string | null;
  /** `replaced`: the old number leads nowhere now. */
  readonly outcome: 'registered' | 'queued' | 'for-the-file' | 'replaced';
  /** Nobody could look for doubles: the library system was not reached. */
  readonly unlooked: boolean;
  /** The library system lends nothing on it all the same. */
  readonly isBlocked: boolean;
  readonly slip: 'off' | 'ready' | 'printing' | 'printed' | 'no-paper' | 'cover-open' | 'printer-silent';
  /** `later`: whoever waits has no password yet. */
  readonly pin: PinView | null;
  readonly tag: TagView | null;
  /** The card was shown once more. */
  readonly readBack: 'right' | 'other' | null;
};

export type PinView = {
  /** The fewest signs. */
  readonly digits: number;
} & (
  | { readonly at: 'open' | 'asking' | 'set' | 'later' | 'silent' | 'not-the-same' | 'too-short' }
  | { readonly at: 'refused'; readonly refusal: Refusal }
);

/** `wait`: a blank one is to be laid down. `not-blank`: it says something already. `half`: it was taken away too early. */
export type TagView = {
  readonly at: 'wait' | 'several' | 'not-blank' | 'writing' | 'written' | 'failed';
  readonly why: TagFailure | null;
};
export type TagFailure = 'half' | 'locked' | 'too-small' | 'refused' | 'trouble' | 'not-fit' | 'not-kept';

export type ChangeName = 'block' | 'unblock' | 'lost' | 'replace' | 'extend' | 'pin';

export type NewSheet =
  | { readonly at: 'form'; readonly form: FormView }
  | {
      readonly at: 'alike';
      readonly person: { readonly name: string; readonly born: string | null; readonly phone: string | null };
      readonly patrons: readonly AlikeLine[];
    }
  | { readonly at: 'made'; readonly made: MadeView };

export type FindSheet =
  | { readonly at: 'search'; readonly busy: boolean; readonly problem: 'nobody' | 'silent' | null }
  | { readonly at: 'several'; readonly patrons: readonly AlikeLine[] }
  | {
      readonly at: 'patron';
      readonly patron: PatronLine;
      readonly mayDo: readonly ChangeName[];
      readonly busy: ChangeName | null;
      /** What became of the last change. */
      readonly came:
        | { readonly kind: 'changed' | 'silent' | 'unknown'; readonly change: ChangeName }
        | { readonly kind: 'refused'; readonly change: ChangeName; readonly refusal: Refusal }
        | null;
      /** A suggestion, `dd/mm/yyyy`. */
      readonly until: string;
      readonly untilWrong: FormProblem | null;
      readonly pin: PinView | null;
      /** A card is about to take the place of this one. */
      readonly replacing: {
        readonly kind: CardKind;
        readonly isGiven: boolean;
        readonly number: string;
        readonly wrong: FormProblem | null;
        /** What keeps this card from lending is lifted with it. */
        readonly frees: boolean;
      } | null;
    }
  | { readonly at: 'made'; readonly made: MadeView };

/** A registration that waits, or was done of late. */
export type WaitingLine = {
  readonly id: string;
  readonly card: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly place: string;
  readonly state: 'waiting' | 'for-the-file' | 'in-file' | 'refused' | 'done';
  /** Why it waits, or was refused. */
  readonly because: string | null;
  readonly mayMend: boolean;
};

export type FileLine = { readonly batch: string; readonly file: string; readonly ids: readonly string[] };

export type RegisterScreen = {
  readonly at: 'register';
  /** How many want a hand or wait. */
  readonly waiting: number;
} & (
  | { readonly page: 'new'; readonly sheet: NewSheet }
  | { readonly page: 'find'; readonly sheet: FindSheet }
  | {
      readonly page: 'waiting';
      readonly lines: readonly WaitingLine[];
      /** Null where there is an interface and no files. */
      readonly files: readonly FileLine[] | null;
      readonly problem: 'not-written' | null;
    }
);
