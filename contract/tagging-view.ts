// What staff see while they give items their tags. Plain data, no words.

export const taggingPaces = ['single', 'continuous'] as const;
/** `single`: each tag is written when somebody says so. `continuous`: as soon as it is clear what is to be written on it. */
export type TaggingPace = (typeof taggingPaces)[number];
export const taggingSources = ['barcode', 'old-tag'] as const;
/** Where an item's number comes from: its barcode (or keys), or the tag that it carries already. */
export type TaggingSource = (typeof taggingSources)[number];

/** `part`: the nth tag of a set; null for an item with one tag. */
export type TaggedItem = {
  readonly number: string;
  readonly title: string | null;
  readonly part: { readonly nth: number; readonly of: number } | null;
};

/** Why a number is not taken. `pattern`: no item here can have it. */
export type NumberProblem = 'pattern' | 'patron-card' | 'unknown-item' | 'acs-silent';

/** Why nothing is written though a tag lies there. `last-one`: the tag just written. `gone`: taken away while it was written. */
export type PadProblem = 'two-tags' | 'same-number' | 'last-one' | 'patron-card' | 'unreadable' | 'gone' | 'no-pad';

/** What would be written over; each is asked about. `elsewhere`: this number was written on another tag, `found` says when. */
export type Doubt = 'other-item' | 'other-part' | 'foreign' | 'elsewhere';

/** Why a write came to nothing, or was not begun. */
export type WriteProblem =
  | 'too-small'
  | 'locked'
  | 'unfit'
  | 'no-security'
  | 'no-memory'
  | 'patron-card'
  | 'refused'
  | 'changed'
  | 'trouble'
  | 'gone';

export type TaggingNow =
  | { readonly at: 'number'; readonly wrong: { readonly number: string; readonly because: NumberProblem } | null }
  | { readonly at: 'asking'; readonly number: string }
  /** Waits for the one tag. `problem`: null while nothing lies there, or it is being read. */
  | { readonly at: 'tag'; readonly item: TaggedItem; readonly problem: PadProblem | null }
  | { readonly at: 'busy'; readonly item: TaggedItem; readonly doing: 'looking' | 'writing' | 'undoing' }
  /** One press away. `replaces`: it carries this item already, perhaps in an older format. */
  | { readonly at: 'ready'; readonly item: TaggedItem; readonly replaces: boolean }
  /** `found`: the number on the tag, or the time of the other one; null where there is none. */
  | { readonly at: 'doubt'; readonly item: TaggedItem; readonly because: Doubt; readonly found: string | null }
  /** `half`: something may stand on it; it says blank or nothing. `blocks`: of `locked` and `refused`. */
  | {
      readonly at: 'failed';
      readonly item: TaggedItem;
      readonly because: WriteProblem;
      readonly blocks: readonly number[];
      readonly half: boolean;
      readonly undoing: boolean;
    }
  /** `unchanged`: it was as it should be. `disarmed`: the item is on loan. `remark`: the reader cannot ask back all of it. */
  | {
      readonly at: 'done';
      readonly item: TaggedItem;
      readonly unchanged: boolean;
      readonly disarmed: boolean;
      readonly remark: boolean;
    }
  /** The tag of a row is to lie there alone, and is made what it was. */
  | { readonly at: 'undo'; readonly item: TaggedItem; readonly problem: PadProblem | null };

export type TagRow = {
  /** Names it in acts. */
  readonly ticket: string;
  readonly item: TaggedItem;
  readonly uid: string;
  readonly atMs: number;
  readonly state: 'written' | 'unchanged' | 'undone';
};

/** A tag that may be half written, since a power cut or because it was taken away. */
export type HalfTag = { readonly ticket: string; readonly item: TaggedItem; readonly uid: string };

export type TaggingScreen = {
  readonly at: 'tagging';
  readonly pace: TaggingPace;
  readonly source: TaggingSource;
  readonly now: TaggingNow;
  /** Tags on the pad. */
  readonly tags: number;
  /** Written and not undone, in this list. */
  readonly count: number;
  /** The newest first, no more than the glass has room for. */
  readonly rows: readonly TagRow[];
  /** How many the whole list has. */
  readonly listed: number;
  readonly halves: readonly HalfTag[];
  /** To be heard when `nth` is a new one. */
  readonly cue: { readonly nth: number; readonly kind: 'done' | 'attention' | 'refused' };
  /** A file to be saved when `nth` is a new one; null: none. */
  readonly file: { readonly nth: number; readonly name: string; readonly text: string } | null;
};
