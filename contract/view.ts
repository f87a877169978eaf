// What the station shows at one glass, whole, at each change. Plain data: no words (contract/words has them), no colours.
import type { AccountScreen, PaymentScreen } from './account-view.ts';
import type { Comfort } from './comfort.ts';
import type { DeskView } from './desk-view.ts';
import type { GlassShown } from './devices-view.ts';
import type { StaffPage } from './kiosk-staff-view.ts';
import type { StaffSigning } from './signing-view.ts';
import type { Row } from './row-view.ts';
import type { TechnicianView } from './technician-view.ts';
import type { Fee, Language, PatronBlock } from './terms.ts';

export type View = KioskView | DeskView | TechnicianView;

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
  /** Staff may open their own way in from this screen: nothing of it is drawn. */
  readonly staffDoor: boolean;
  /** One quiet line about a device or the library system while a session goes on. */
  readonly notice: Notice | null;
  /**
   * Where this window finds the technician's page (path and ticket); null but while the station is being set up, and where somebody has
   * signed in who may work there. That page asks for name and PIN itself.
   */
  readonly technician: string | null;
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
  /** Somebody is served: is their turn over? */
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
  /** `out-of-use`: staff have closed it. `tended`: a technician works with its devices. `set-up`: nobody has handed the station over yet. */
  | {
      readonly at: 'closed';
      readonly because: 'starting' | 'acs-silent' | 'pad-trouble' | 'fault' | 'out-of-use' | 'tended' | 'set-up';
    }
  /** A technician tries this glass. */
  | { readonly at: 'glass-check'; readonly shown: GlassShown }
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
  /** Staff say who they are: what is laid down next comes from the book drop. */
  | {
      readonly at: 'book-drop';
      readonly signing: StaffSigning;
      /** From when its returns will count. */
      readonly day: string;
      readonly time: string;
    }
  /** The staff's own way in. */
  | { readonly at: 'staff-door'; readonly signing: StaffSigning }
  | ({ readonly at: 'staff' } & StaffPage)
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
