// What tagging asks of the pad, and what comes home. Plain data.
import type { Uid } from '../drivers/ports/tag-reader.ts';
import type { TagPlan, Written } from '../drivers/ports/tag-work.ts';
import type { Part, TagContent } from '../drivers/tags/content.ts';
import type { TagFormat } from '../drivers/tags/detect.ts';
import type { Ticket } from './library.ts';

/** What is to stand on a tag. `shelf`: shelf location; null: as it is. */
export type TagText = {
  readonly content: TagContent;
  readonly shelf: string | null;
  readonly format: 'iso-28560-2' | 'iso-28560-3';
  /** What the gates are to think of it. */
  readonly want: 'armed' | 'disarmed';
};

/** What a tag was found to say, and what it holds, in hex. */
export type TagFound = {
  readonly says:
    | { readonly kind: 'blank' }
    | { readonly kind: 'item'; readonly number: string; readonly part: Part | null; readonly format: TagFormat }
    | { readonly kind: 'patron-card' }
    | { readonly kind: 'foreign' };
  readonly memory: string;
};

/** `unchanged`: it is already what it is to be. */
export type TagLooked =
  | {
      readonly kind: 'planned';
      readonly found: TagFound;
      readonly plan: TagPlan;
      readonly undo: TagPlan;
      readonly unchanged: boolean;
    }
  | {
      readonly kind: 'cannot';
      readonly found: TagFound;
      readonly why: 'too-small' | 'locked' | 'unfit' | 'no-security' | 'no-memory';
      readonly blocks: readonly number[];
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'trouble' };

export type TaggingEvent =
  | { readonly kind: 'tag-looked'; readonly ticket: Ticket; readonly outcome: TagLooked }
  | { readonly kind: 'tag-write-told'; readonly ticket: Ticket; readonly outcome: Written };

export type TaggingEffect =
  | { readonly kind: 'look-at-tag'; readonly ticket: Ticket; readonly uid: Uid; readonly text: TagText }
  | { readonly kind: 'write-tag'; readonly ticket: Ticket; readonly uid: Uid; readonly plan: TagPlan };
