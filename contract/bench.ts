// The bench: simulated things to hold in one's hands. Served by a station only where something is simulated.
import * as z from 'zod';
import { benchSurfaces, spotNames, type BenchSurface } from './calibration-grid.ts';

/** What can happen to the next checkout, checkin or renewal: nothing done, or done and its answer lost or late. */
const acsFaults = ['drop-before', 'drop-after-work', 'lose-answer-after-work', 'answer-late'] as const;
export type AcsFault = (typeof acsFaults)[number];

export const hand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('put-on-pad'), uid: z.string().max(32) }),
  z.strictObject({ kind: z.literal('take-off-pad'), uid: z.string().max(32) }),
  z.strictObject({ kind: z.literal('clear-pad') }),
  /** A barcode held before the scanner (an item's or a card's). */
  z.strictObject({ kind: z.literal('scan'), text: z.string().min(1).max(512) }),
  /** This tag answers but takes no write. */
  z.strictObject({ kind: z.literal('refuse-writes'), uid: z.string().max(32), refuses: z.boolean() }),
  z.strictObject({ kind: z.literal('plug-reader'), plugged: z.boolean() }),
  z.strictObject({ kind: z.literal('pad-surface'), surface: z.enum(benchSurfaces) }),
  /** Where the next things are laid: a place of the calibration's grid. */
  z.strictObject({ kind: z.literal('pad-spot'), spot: z.enum(spotNames) }),
  /** A tag that nobody laid there, which is heard now and then. */
  z.strictObject({ kind: z.literal('pad-ghost'), there: z.boolean() }),
  z.strictObject({ kind: z.literal('acs-mood'), mood: z.enum(['normal', 'silent', 'gone']) }),
  z.strictObject({ kind: z.literal('acs-delay'), answerDelayMs: z.int().min(0).max(60_000) }),
  /** What happens to the next checkout, checkin or renewal: the line drops before or after the work, or only the answer is lost. */
  z.strictObject({ kind: z.literal('acs-next'), next: z.enum(acsFaults).nullable() }),
  z.strictObject({ kind: z.literal('paper'), loaded: z.boolean() }),
  z.strictObject({ kind: z.literal('cover'), open: z.boolean() }),
  /** Loans, tags and paper as on the first morning. */
  z.strictObject({ kind: z.literal('start-over') }),
]);
export type Hand = z.infer<typeof hand>;

export type BenchView = {
  readonly items: readonly BenchItem[];
  /** Tags that are no item: blank, another trade's, a card on the pad. */
  readonly oddments: readonly BenchOddment[];
  readonly cards: readonly BenchCard[];
  readonly acs: {
    readonly mood: 'normal' | 'silent' | 'gone';
    readonly answerDelayMs: number;
    readonly next: AcsFault | null;
  } | null;
  readonly pad: {
    readonly plugged: boolean;
    readonly surface: BenchSurface;
    readonly spot: string;
    readonly ghost: boolean;
  } | null;
  readonly printer: {
    readonly paper: boolean;
    readonly cover: 'open' | 'closed';
    readonly slips: readonly Slip[];
  } | null;
};

/** Why one would choose this item: what it lets one see. */
export type ItemShows =
  'plain' | 'lent' | 'on-hold' | 'not-for-loan' | 'in-house' | 'set' | 'fee' | 'other-branch' | 'adults-only';

/** Why one would choose this card. */
export type CardShows =
  | 'plain'
  | 'password'
  | 'blocked'
  | 'card-lost'
  | 'expired'
  | 'too-many-loans'
  | 'fees'
  | 'child'
  | 'has-holds'
  | 'has-loans';

export type BenchItem = {
  readonly number: string;
  readonly title: string;
  readonly author: string;
  readonly shows: ItemShows;
  /** The card it is lent to. */
  readonly lentTo: string | null;
  readonly tags: readonly BenchTag[];
};

export type Oddment = 'blank' | 'other-library' | 'other-trade';

export type BenchOddment = BenchTag & { readonly is: Oddment };

export type BenchTag = {
  readonly uid: string;
  readonly label: string;
  readonly onPad: boolean;
  /** The AFI on it, as a person would say it. */
  readonly security: 'armed' | 'disarmed' | 'odd';
  readonly refusesWrites: boolean;
};

export type BenchCard = {
  readonly number: string;
  readonly name: string;
  readonly pin: string | null;
  readonly shows: CardShows;
  /** The card also carries a tag that may lie on the pad. */
  readonly tag: BenchTag | null;
};

/** `picture`: a PNG as a data URL. */
export type Slip = { readonly id: number; readonly picture: string };
