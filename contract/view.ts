// What the station shows at one glass, whole, at each change. Plain data: no words (contract/words has them), no colours.
import type { Comfort } from './comfort.ts';

export type Language = 'vi' | 'en';

/** A due date as the library system told it: a day it named, or (SIP2's AH is free text) words nobody could read as a day. */
export type Due =
  | { readonly kind: 'day'; /** YYYY-MM-DD, library's local day */ readonly day: string }
  | { readonly kind: 'text'; readonly text: string };

/** A sum the library asks for; `amount` is a plain decimal such as `5000` or `12.50`, `currency` ISO 4217 or null when not told. */
export type Fee = { readonly amount: string; readonly currency: string | null };

export type View =
  | KioskView
  /** The station cannot work as it is set: a technician is needed. */
  | { readonly mode: 'technician'; readonly issues: readonly SettingsIssue[]; readonly file: string };

/** `path`: where in the settings, `places.0.reader.maker`; `message`: what is wrong there and what would be right. */
export type SettingsIssue = { readonly path: string; readonly message: Readonly<Record<Language, string>> };

export type KioskView = {
  readonly mode: 'kiosk';
  /** Names the session (or the pause between two) that a press belongs to; a press for another one is dropped. */
  readonly session: number;
  readonly language: Language;
  readonly comfort: Comfort;
  readonly library: { readonly name: string; readonly logo: string | null; readonly colour: string | null };
  /** What stands at this kiosk; a kiosk without a pad works by barcode alone. */
  readonly has: {
    readonly returns: boolean;
    readonly pad: boolean;
    readonly printer: boolean;
    readonly desensitiser: boolean;
    /** What is laid here falls in and cannot be taken back. */
    readonly slot: boolean;
  };
  readonly screen: KioskScreen;
  /** Set while the patron is asked whether anybody is still there. */
  readonly idle: { readonly secondsLeft: number } | null;
  /** `HH:MM` when the library closes soon, else null. */
  readonly closesAt: string | null;
  /**
   * Whether staff can be called from here; null where nobody would hear it. `called`: the message has left this station, which is all
   * that is known of it. `not-reached`: it has not.
   */
  readonly help: 'offered' | 'calling' | 'called' | 'not-reached' | null;
  /** One quiet line about a device or the library system while a session goes on. */
  readonly notice: Notice | null;
};

export type Notice =
  | 'acs-silent'
  /** The library system is away: what can be done here all the same. */
  | 'offline-lends'
  | 'offline-returns'
  /** It is away: what was done in this session is being recorded. */
  | 'recording-loans'
  | 'recording-returns'
  | 'pad-trouble'
  | 'scan-not-understood'
  | 'misread'
  | 'publisher-barcode'
  | 'identity-card'
  | 'health-card'
  | 'another-card'
  | 'choose-first'
  /** Help was called for, and the message could not be sent. */
  | 'staff-not-reached';

export type KioskScreen =
  /** Not in service. `starting` is short. */
  /** The library is closed. `today`, `day`: YYYY-MM-DD; times are `HH:MM` of the library's clock. */
  | {
      readonly at: 'closed';
      readonly because: 'hours';
      readonly today: string;
      /** Monday first. */
      readonly week: readonly {
        readonly day: string;
        readonly open: readonly { readonly from: string; readonly to: string }[];
      }[];
      readonly opens: { readonly day: string; readonly time: string } | null;
    }
  | { readonly at: 'closed'; readonly because: 'starting' | 'acs-silent' | 'pad-trouble' | 'fault' }
  /** Borrow or return? `onPad`: tags already lying there. */
  | {
      readonly at: 'welcome';
      readonly onPad: number;
      readonly mended: number;
      /** What can be done here now. */
      readonly doors: readonly ('borrow' | 'return' | 'account')[];
      /** The library is closed, and yet there is a door. */
      readonly isClosed: boolean;
      /** Returning is all there is, and the first item begins it: nothing needs to be pressed. */
      readonly beginsByItself: boolean;
      /** What the library shows while nobody is there; null while somebody may be. `at`: which slide; `held`: it stays. */
      readonly attract: { readonly slides: readonly Slide[]; readonly at: number; readonly held: boolean } | null;
    }
  /** Show your card: scan, tap or type. `wrong`: why the last card did not do. */
  | { readonly at: 'card'; readonly asking: boolean; readonly wrong: CardProblem | null }
  /** `waits`: seconds until the next password is taken, after wrong ones; 0 for now. */
  | {
      readonly at: 'pin';
      readonly asking: boolean;
      readonly wrong: boolean;
      readonly triesLeft: number;
      readonly waits: number;
      /** In the middle of borrowing, for more items than may be borrowed without it: there is a way back. */
      readonly isMore: boolean;
    }
  /** The card is known and may not borrow: what it means and what to do. */
  | {
      readonly at: 'turned-away';
      readonly because: PatronBlock;
      readonly fee: Fee | null;
      /** The library system's own words to this patron, where the library lets them through. */
      readonly says: readonly string[];
      /** What is lent, held and owed may be looked at all the same. */
      readonly account: boolean;
    }
  | {
      readonly at: 'checkout';
      readonly patron: { readonly name: string };
      /** Items seen on the pad or scanned: the largest thing on the screen. */
      readonly seen: number;
      readonly rows: readonly Row[];
      /** Items that lay here before this patron came. */
      readonly leftOvers: number;
      readonly finish: Finish;
      /** The patron is asked whether all items were seen. */
      readonly counting: boolean;
      /** Some items wait for the patron password. */
      readonly mayGivePin: boolean;
    }
  | {
      readonly at: 'checkin';
      readonly seen: number;
      readonly rows: readonly Row[];
      readonly leftOvers: number;
      readonly finish: Finish;
      /** These returns count from an earlier moment; null for now. */
      readonly dated: Dated | null;
      /** Staff may say now that what they will lay down comes from the book drop. */
      readonly mayComeFromDrop: boolean;
    }
  /** Staff type their PIN: what is laid down next comes from the book drop. `locked`: too many wrong ones, for a while. */
  | {
      readonly at: 'book-drop';
      readonly checking: boolean;
      readonly wrong: boolean;
      readonly locked: boolean;
      /** From when its returns will count. */
      readonly day: string;
      readonly time: string;
    }
  | ({ readonly at: 'account' } & AccountScreen)
  | ({ readonly at: 'payment' } & PaymentScreen)
  | {
      readonly at: 'receipt';
      readonly of: 'checkout' | 'checkin' | 'account';
      readonly tally: Tally;
      readonly reference: string;
      /** `none`: there is no printer here. */
      readonly paper: 'none' | 'offered' | 'printing' | 'no-paper' | 'cover-open' | 'printer-fault' | 'printer-silent';
      /** By e-mail; `to` is enough of the address to know it by. Null where it cannot be sent. */
      readonly mail: { readonly to: string; readonly state: 'offered' | 'queueing' | 'not-queued' } | null;
    }
  | {
      readonly at: 'goodbye';
      readonly of: 'checkout' | 'checkin' | 'account';
      readonly tally: Tally;
      readonly printed: boolean;
      /** The printer itself said that it came out; where it does not say, only the paper knows. */
      readonly seen: boolean;
      readonly mailed: boolean;
      /** What was just returned, and still lies there, may be borrowed again. */
      readonly mayLendAgain: boolean;
      /** Of a receipt that can still be printed, now or once more; null where there is none. */
      readonly reference: string | null;
      readonly onPad: number;
    };

/** `day`: YYYY-MM-DD, `time`: `HH:MM` of the library's clock. `closed`: the library is; `drop`: what staff bring from the book drop. */
export type Dated = { readonly day: string; readonly time: string; readonly because: 'closed' | 'drop' };

/** `src`: from this station, or a data URL. */
export type Slide = {
  readonly picture: { readonly src: string; readonly alt: Readonly<Record<Language, string>> } | null;
  readonly text: Readonly<Record<Language, string>> | null;
};

/** `empty`: nothing yet; `busy`: pressed, waiting for the last rows to become honest. */
export type Finish = 'empty' | 'ready' | 'working' | 'busy';

/** `done`: lent (or returned) and all well; `attention`: stands, but needs a hand; `refused`: did not happen. */
export type Tally = { readonly done: number; readonly attention: number; readonly refused: number };

/** `offline-limit`: as many items as may be lent while the library system is away are lent. */
export type CardProblem = 'unknown-card' | 'not-a-card' | 'acs-silent' | 'locked' | 'offline-limit';

/** Why a known patron may not borrow. */
export type PatronBlock =
  'blocked' | 'card-lost' | 'expired' | 'too-many-loans' | 'overdue' | 'fees' | 'pin-tries-used';

/** One item (or thing) on the pad. */
export type Row = {
  /** Stays the same while the row lives. */
  readonly key: string;
  readonly title: string | null;
  /** The item's number, or the end of the tag's UID while no number is known. */
  readonly number: string;
  /** An item of several parts, each with a tag: which of them are here. */
  readonly parts: { readonly of: number; readonly here: readonly number[] } | null;
  readonly state: RowState;
  /** `open-case`: it is lent and in a locked case, to be opened by the patron or by staff. */
  readonly note: 'open-case' | null;
  /** What the library system itself says of a refusal; null unless the library shows that. */
  readonly says: string | null;
};

export type RowState =
  /** A set, and only whole ones are lent: these parts of it do not lie there. */
  | { readonly at: 'parts-missing'; readonly missing: readonly number[] }
  /** More than may be borrowed without the patron password. */
  | { readonly at: 'needs-pin' }
  /** Seen, not read yet. */
  | { readonly at: 'reading' }
  /** Read, its question stands in the queue. */
  | { readonly at: 'waiting' }
  /** The library system is asked. */
  | { readonly at: 'asking' }
  /** Lent or returned; its tag is being written and read back: leave it there. */
  | { readonly at: 'hold-still' }
  /** Lent, and the gate will let it pass (`release` says how that is known). */
  | { readonly at: 'lent'; readonly due: Due | null; readonly renewed: boolean; readonly release: Release }
  /** The same, while the library system is away: it is told of it later. */
  | { readonly at: 'lent-offline'; readonly due: Due | null; readonly release: Release }
  /** Lent, but taken away before its tag was switched off: put it back. */
  | { readonly at: 'put-back'; readonly due: Due | null }
  /** Lent, its tag will not be switched off and the loan stands: to the desk. */
  | { readonly at: 'lent-armed'; readonly due: Due | null }
  /** Its tag would not be switched off: the loan is being taken back. */
  | { readonly at: 'taking-back' }
  /** ...and was taken back: not lent. */
  | { readonly at: 'taken-back' }
  | { readonly at: 'refused'; readonly because: Refusal }
  /** A fee belongs to this loan: accept it? */
  | { readonly at: 'fee'; readonly fee: Fee | null }
  /** The library system did not answer: being found out. */
  | { readonly at: 'finding-out' }
  /** Could not be found out: staff will. Never to be taken as lent or returned. */
  | { readonly at: 'unclear' }
  /** Lay here before this patron came. */
  | { readonly at: 'left-over' }
  /** Not something to lend or return here. */
  | { readonly at: 'not-an-item'; readonly because: NotAnItem }
  | {
      readonly at: 'returned';
      readonly notes: readonly ReturnNote[];
      readonly fee: Fee | null;
      readonly bin: string | null;
      /** It is returned, and somebody must still do something with it. */
      readonly needsHand: boolean;
    }
  /** Taken back while the library system is away: it is told of it later, and what else belongs to it is not known yet. */
  | { readonly at: 'returned-offline'; readonly notes: readonly ReturnNote[]; readonly needsHand: boolean }
  /** Returned, but taken away before its tag was armed again: put it back. */
  | { readonly at: 'return-put-back' }
  /** Returned, but its tag cannot be armed here: hand it to staff. */
  | { readonly at: 'returned-unarmed'; readonly notes: readonly ReturnNote[] }
  /** Fell into the slot and is not returned, or nobody knows: staff have it and will see to it. */
  | { readonly at: 'kept-for-staff' }
  /** A tag left unfinished on an earlier day, put right now. */
  | { readonly at: 'mended' };

/**
 * How we know that the gate will be silent. `read-back`: the tag was switched off and read again. `none`: this library has no gate for it.
 * `desensitiser`: the patron draws it over. `not-seen`: lent by barcode, no tag seen here. `left-armed`: the library system
 * said not to switch it off (use inside the library).
 */
export type Release = 'read-back' | 'none' | 'desensitiser' | 'not-seen' | 'left-armed';

export type Refusal =
  | 'lent-to-another'
  | 'on-hold-for-another'
  | 'not-for-loan'
  | 'too-many-loans'
  | 'unknown-item'
  | 'patron-blocked'
  | 'fees'
  | 'overdue'
  /** This patron has it already, and it may not be renewed. */
  | 'not-renewable'
  | 'fee-declined'
  | 'parts-missing'
  | 'pin-needed'
  | 'acs-silent'
  /** It cannot be lent while the library system is away, or before what was done meanwhile is recorded. */
  | 'not-now'
  | 'offline-limit'
  /** No rule could be named: the desk knows. */
  | 'other';

export type NotAnItem = 'patron-card' | 'blank' | 'foreign' | 'unreadable' | 'same-number' | 'odd-security';

/**
 * `tag-not-seen`: returned by its barcode; if it has a security tag, that one is still off. `tag-later`: it fell into the slot,
 * and staff will arm it. `parts-missing`: a set that is not whole; the row's parts tell which.
 */
export type ReturnNote =
  | 'overdue'
  | 'fee'
  | 'on-hold'
  | 'other-branch'
  | 'not-on-loan'
  | 'see-staff'
  | 'odd-security'
  | 'tag-not-seen'
  | 'tag-later'
  | 'parts-missing';

// ---- the patron's own account ----

export type AccountSection = 'loans' | 'holds' | 'fees';

/** `coming`: being asked for; `silent`: the library system did not answer, so nothing is known. */
export type ListState = 'coming' | 'here' | 'silent';

export type AccountScreen = {
  readonly patron: { readonly name: string };
  readonly section: AccountSection;
  /** `unlisted`: how many there are beyond those that the library system lists. */
  readonly lists: Readonly<Record<AccountSection, { readonly state: ListState; readonly unlisted: number }>>;
  /** Overdue ones first. */
  readonly loans: readonly AccountLoan[];
  /** Those that are ready first. */
  readonly holds: readonly AccountHold[];
  readonly fees: readonly AccountFee[];
  /** All fees together; null for nothing. */
  readonly owed: Fee | null;
  readonly notes: readonly AccountNote[];
  /** How many loans could be asked to be renewed now. */
  readonly renewable: number;
  readonly mayPay: boolean;
  /** `working`: something that was asked for is under way; `busy`: finish was pressed, and it is awaited. */
  readonly finish: 'ready' | 'working' | 'busy';
};

/** What the patron should know before anything else. */
export type AccountNote =
  | { readonly kind: 'block'; readonly because: PatronBlock }
  | { readonly kind: 'overdue'; readonly count: number }
  | { readonly kind: 'ready'; readonly count: number }
  /** The library system's own words, where the library lets them through. */
  | { readonly kind: 'said'; readonly text: string };

/** `filling`: title or date are still being fetched. */
type Filled = {
  readonly key: string;
  readonly title: string | null;
  readonly number: string | null;
  readonly filling: boolean;
  /** The library system lists it by its title alone, so that nothing can be asked for it here: the desk can. */
  readonly byTitle: boolean;
};

export type AccountLoan = Filled & {
  readonly due: Due | null;
  readonly isOverdue: boolean;
  readonly state: RenewalState;
};

export type RenewalState =
  | { readonly at: 'open'; readonly mayRenew: boolean }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking' }
  | { readonly at: 'renewed' }
  | { readonly at: 'refused'; readonly because: RenewalRefusal; readonly mayRenew: boolean }
  /** A fee belongs to this renewal: accept it? */
  | { readonly at: 'fee'; readonly fee: Fee | null }
  | { readonly at: 'finding-out' }
  | { readonly at: 'unclear' };

export type RenewalRefusal =
  | 'on-hold-for-another'
  /** The library system says no more than that: mostly the limit of renewals. */
  | 'not-renewable'
  | 'not-on-loan'
  | 'unknown-item'
  | 'fee-declined'
  | 'acs-silent';

export type AccountHold = Filled & {
  /** `unknown`: this library system does not tell ready holds from waiting ones. */
  readonly is: 'ready' | 'waiting' | 'unknown';
  /** Where it is to be fetched; null when not told. */
  readonly shelf: string | null;
  readonly keptUntil: Due | null;
  readonly state: CancelState;
};

export type CancelState =
  | { readonly at: 'open'; readonly mayCancel: boolean }
  /** Sure? */
  | { readonly at: 'sure' }
  | { readonly at: 'waiting' }
  | { readonly at: 'asking' }
  | { readonly at: 'cancelled' }
  | { readonly at: 'refused'; readonly because: 'said-no' | 'acs-silent'; readonly mayCancel: boolean }
  | { readonly at: 'finding-out' }
  | { readonly at: 'unclear' };

/** `fee` null: the library system names it in words only. */
export type AccountFee = { readonly key: string; readonly text: string; readonly fee: Fee | null };

/** A transfer by the patron's bank: shown as a code, confirmed by staff, recorded once. */
export type PaymentScreen = {
  readonly sum: Fee;
  /** Stands in the transfer and in the library system, so that both can be found. */
  readonly reference: string;
  /** What a bank's app reads (VietQR). */
  readonly code: string;
  readonly to: { readonly bank: string; readonly number: string; readonly name: string };
  readonly state: PaymentState;
};

export type PaymentState =
  /** For the transfer, and for staff who see it in the library's account. */
  | { readonly at: 'waiting' }
  /** Staff type their PIN. `locked`: too many wrong ones, for a while. */
  | { readonly at: 'staff'; readonly checking: boolean; readonly wrong: boolean; readonly locked: boolean }
  | { readonly at: 'recording' }
  | { readonly at: 'finding-out' }
  | { readonly at: 'recorded' }
  /** Paid, and the library system did not take it (or nobody knows): staff do the rest. Never recorded again from here. */
  | { readonly at: 'for-staff' }
  /** Paid, and the library system could not be reached: nothing was sent, it can be recorded once more. */
  | { readonly at: 'not-sent' };
