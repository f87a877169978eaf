// What a kiosk is at any moment: the rules it was given, what lies on its pad, and the stage of the one session.
import { isSameComfort, needsTime, standardComfort, type Comfort } from '../../contract/comfort.ts';
import type { Fee, Language, PatronBlock } from '../../contract/terms.ts';
import type { TestSlip } from '../../contract/kiosk-staff-view.ts';
import type { Notice, Slide, Tally } from '../../contract/view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { ItemNumber, Patron, PatronNumber, SecuredBy } from '../library.ts';
import type { Checkin } from '../flows/checkin.ts';
import type { Checkout } from '../flows/loan.ts';
import type { weekOf } from '../hours.ts';
import { emptyBoard, type BoardState } from '../board.ts';
import type { Guard } from '../flows/guard.ts';
import type { Identify, PinPolicy, Who } from '../flows/identify.ts';
import type { AccountOrphan } from '../flows/account-late.ts';
import type { Account, AccountRules } from '../flows/account-state.ts';
import type { Orphan } from '../flows/late.ts';
import { newSigning, type Signing, type SigningRules } from '../flows/signing.ts';
import type { SlipFacts } from '../receipts/facts.ts';
import type {
  BorrowSettings,
  FunctionName,
  HourSettings,
  ReceiptSettings,
  ReturnSettings,
} from '../settings/service.ts';
import type { OfflineSettings } from '../settings/offline.ts';
import type { SecurityBook } from '../security.ts';
import type { Staff } from '../staff.ts';
import type { Around, PrinterTrouble } from './around.ts';
import { noMending, type Mending } from './mending.ts';

/** What the library decided about this kiosk. */
export type KioskRules = SigningRules & {
  readonly place: string;
  /** Somebody works for the library, and has a way in here. */
  readonly hasStaff: boolean;
  readonly language: Language;
  readonly pinPolicy: PinPolicy;
  /** The same for the account. */
  readonly accountPin: Exclude<PinPolicy, 'beyond-limit'>;
  /** So many loans a card may have before `beyond-limit` asks. */
  readonly withoutPin: number;
  readonly security: SecuredBy;
  readonly hasPad: boolean;
  readonly hasPrinter: boolean;
  /** Null: always open. */
  readonly hours: HourSettings | null;
  readonly functions: readonly FunctionName[];
  /** What goes on while the library system is away. */
  readonly offline: OfflineSettings['does'];
  readonly borrow: BorrowSettings;
  readonly returns: ReturnSettings;
  /** By kind, what becomes of a receipt without a word; and what of the patron stands on it. */
  readonly receipts: ReceiptSettings;
  /** Receipts can be sent to patrons who have an address. */
  readonly mails: boolean;
  /** Somebody hears a call for help. */
  readonly hasHelp: boolean;
  readonly account: AccountRules;
  /** Null: the welcome screen stays as it is, also while nobody is there. */
  readonly attract: {
    readonly afterMs: number;
    readonly slides: readonly (Slide & { readonly ms: number })[];
  } | null;
  /** How long the library system may take for an answer: so long a question that was not heard may still be acted on. */
  readonly answerMs: number;
  /** Without a touch, scan or new item for so long, the session ends; the last `idleWarningMs` of it are counted down. */
  readonly idleMs: number;
};

/** Named time-outs of the kiosk, in milliseconds. */
export const kioskTimes = {
  idleWarningMs: 20_000,
  /** Patience for outcomes after the patron has finished. */
  settleMs: 60_000,
  goodbyeMs: 8_000,
  /** Where there are no slides, the welcome screen speaks each language for so long. */
  languageTurnMs: 10_000,
  /** A slide that somebody keeps goes on after this time: they have left. */
  heldSlideMs: 120_000,
  /** Those who need time get so many times as much of it. */
  patience: 3,
  /** What was said on the welcome screen to somebody who went away is not for the next one. */
  noticeMs: 20_000,
  /** Out of order after a fault, before the place opens anew. */
  reopenMs: 10_000,
  /** What a reader sees so soon after it came up lay there before. */
  padWakesMs: 2_000,
  /** What is seen so soon after somebody has gone was laid down by them; only later is it the next one's. */
  handOverMs: 1_000,
  /** A tag of the last session that comes back within this time was not put there by the next person. */
  leftMemoryMs: 10_000,
  /** A transfer takes a patron's telephone a while, and staff their way to the kiosk. */
  paymentIdleMs: 5 * 60_000,
  /** Staff who are called away leave nothing open; the last part of it is counted down. */
  staffIdleMs: 30_000,
  staffWarningMs: 10_000,
} as const;

/**
 * A tag that lay here before anybody who stands here now: it is nobody's until somebody says so. `goneAtMs`: when it was
 * last taken away; a tag that flickers, or comes back after the reader's trouble, is still the same old tag.
 */
export type LeftTag = { readonly uid: Uid; readonly goneAtMs: number | null };

/** `open`: items come and go. `counting`: they still do, and the patron says whether all were seen. `finishing`: the last outcomes are awaited; `shown`: whether anybody is there to see the end. */
export type Door =
  | { readonly at: 'open' }
  | { readonly at: 'counting' }
  /** The patron password is asked for, where it is asked only beyond a number of loans; items come and go meanwhile. */
  | { readonly at: 'pin'; readonly identify: Identify }
  | { readonly at: 'finishing'; readonly shown: boolean };

export type Stage =
  | { readonly at: 'welcome' }
  | { readonly at: 'identify'; readonly identify: Identify; readonly errand: 'checkout' | 'account' }
  | {
      readonly at: 'turned-away';
      readonly because: PatronBlock;
      readonly fee: Fee | null;
      readonly messages: readonly string[];
      /** Who may look at the account all the same; null for nobody. */
      readonly who: Who | null;
    }
  | { readonly at: 'checkout'; readonly patron: Patron; readonly flow: Checkout; readonly door: Door }
  | { readonly at: 'checkin'; readonly flow: Checkin; readonly door: Door }
  /** Staff say who they are, so that the pile (nothing of it has been laid down yet) counts from `datedMs`. */
  | { readonly at: 'book-drop'; readonly flow: Checkin; readonly datedMs: number }
  /** The same, for a page of their own; no patron's session is open. */
  | { readonly at: 'staff-door' }
  /** `slips`: test slips asked for, so that each answer is that of its own. */
  | { readonly at: 'staff'; readonly who: Staff; readonly slips: number; readonly slip: TestSlip }
  | { readonly at: 'account'; readonly patron: Patron; readonly flow: Account; readonly door: Door }
  | {
      readonly at: 'receipt';
      readonly slip: SlipFacts;
      readonly tally: Tally;
      readonly paper: 'none' | 'offered' | 'printing' | 'printer-silent' | PrinterTrouble;
      /** Null where there is nobody to write to. */
      readonly mail: { readonly to: string; readonly state: 'offered' | 'queueing' | 'not-queued' } | null;
      readonly patron: PatronNumber | null;
      /** Tags of what was just returned and may be borrowed again. */
      readonly lendable: readonly Uid[];
      readonly tries: number;
    }
  | {
      readonly at: 'goodbye';
      readonly of: SlipFacts['of'];
      readonly tally: Tally;
      readonly printed: boolean;
      /** The printer itself said that the slip came out; many say nothing. */
      readonly seen: boolean;
      readonly mailed: boolean;
      /** The receipt as it was offered, for one more; null where none was. */
      readonly again: Extract<Stage, { at: 'receipt' }> | null;
      readonly lendable: readonly Uid[];
    }
  | { readonly at: 'out-of-order' };

/** Whether the library is open, as of the last look. `closesMs`: only when it is soon. */
export type OpenNow =
  | { readonly at: 'open'; readonly closesMs: number | null }
  | {
      readonly at: 'closed';
      readonly todayMs: number;
      readonly opensMs: number | null;
      readonly week: ReturnType<typeof weekOf>;
    };

export type Kiosk = Around & {
  readonly open: OpenNow;
  readonly comfort: Comfort;
  readonly left: readonly LeftTag[];
  /** What lay here when this session began, and what was seen since: seen again, it says nothing of a person. */
  readonly seen: readonly Uid[];
  /** When the last session was over for whoever had it: goodbye was said, or they had gone. */
  readonly partedAtMs: number;
  readonly mending: Mending;
  /** Help was called for in this session, and what became of the message. */
  readonly called: 'no' | 'calling' | 'called' | 'not-reached';
  /** What staff have said so far of who they are, and whether who they are may not do it. */
  readonly signing: Signing;
  readonly isNotAllowed: boolean;
  /** Of the whole station. */
  readonly board: BoardState;
  /** Staff have closed this kiosk. */
  readonly isOutOfUse: boolean;
  /** The glass says that nobody is served: what is laid down or scanned begins nothing. */
  readonly isCovered: boolean;
  /** Of the test loan that runs here: its book, and the tags of it that lie on the pad. */
  readonly trial: { readonly item: ItemNumber; readonly uids: readonly Uid[] } | null;
  readonly idle: { readonly secondsLeft: number } | null;
  readonly notice: Notice | null;
  /** Tags mended since the welcome screen came up. */
  readonly mended: number;
  /** Nobody is there: how many slides were shown so far, each language by itself. Null while somebody may be. */
  readonly attract: { readonly step: number; readonly held: boolean } | null;
  readonly stage: Stage;
};

export const newKiosk = (
  rules: KioskRules,
  from: {
    readonly session: number;
    readonly book: SecurityBook;
    readonly guard: Guard;
    readonly orphans: readonly Orphan[];
    readonly accountOrphans: readonly AccountOrphan[];
    readonly isOutOfUse: boolean;
    readonly isCovered: boolean;
  },
): Kiosk => ({
  session: from.session,
  language: rules.language,
  comfort: standardComfort,
  acs: 'starting',
  padReadyAtMs: rules.hasPad ? null : 0,
  pad: [],
  left: [],
  seen: [],
  partedAtMs: -Infinity,
  book: from.book,
  mending: noMending,
  orphans: from.orphans,
  accountOrphans: from.accountOrphans,
  findsOut: false,
  open: { at: 'open', closesMs: null },
  paper: 'unknown',
  printerTrouble: null,
  called: 'no',
  signing: newSigning,
  isNotAllowed: false,
  board: emptyBoard,
  isOutOfUse: from.isOutOfUse,
  isTended: false,
  isCovered: from.isCovered,
  trial: null,
  glassCheck: null,
  guard: from.guard,
  idle: null,
  notice: null,
  mended: 0,
  attract: null,
  stage: { at: 'welcome' },
});

/** The stages in which items come and go. */
export type PileStage = Extract<Stage, { at: 'checkout' | 'checkin' }>;

export type CheckinStage = Extract<Stage, { at: 'checkin' }>;

export type DropStage = Extract<Stage, { at: 'book-drop' }>;

export type StaffStage = Extract<Stage, { at: 'staff' }>;

export type AccountStage = Extract<Stage, { at: 'account' }>;

export const isPileStage = (stage: Stage): stage is PileStage => stage.at === 'checkout' || stage.at === 'checkin';

/** Whether the glass is still as it stands for everybody. */
export const isAsStandard = (rules: KioskRules, { language, comfort }: Kiosk): boolean =>
  language === rules.language && isSameComfort(comfort, standardComfort);

/** How many times as long this person may take for everything that ends by itself. */
export const patienceFor = ({ comfort }: Kiosk): number => (needsTime(comfort) ? kioskTimes.patience : 1);
