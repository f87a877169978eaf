// What the inspector asks of a pad, and what comes home. Plain data: a tag as far as people read it.
import type { TagBlock, TagField } from '../contract/inspector-view.ts';
import type { Ticket } from './library.ts';

type SecurityWord = Extract<TagField, { field: 'security' }>['value'];

/** `ours`: of this library, by its owner and the look of its number. */
export type TagSays =
  | {
      readonly kind: 'item';
      readonly number: string;
      readonly part: { readonly nth: number; readonly of: number } | null;
      readonly isOurs: boolean;
      readonly isDiscarded: boolean;
    }
  | { readonly kind: 'patron-card' | 'blank' | 'foreign' | 'uid-card' };

export type TagFacts = {
  readonly says: TagSays;
  readonly security: SecurityWord;
  /** Whether its marks can be written at all. */
  readonly canMend: boolean;
  readonly fields: readonly TagField[];
  readonly blocks: readonly TagBlock[];
};

export type Looked =
  { readonly kind: 'facts'; readonly facts: TagFacts } | { readonly kind: 'gone' } | { readonly kind: 'unreadable' };

export type MendOutcome = 'verified' | 'locked' | 'refused' | 'gone' | 'changed' | 'trouble' | 'cannot';

export type InspectorEvent =
  | { readonly kind: 'tag-inspected'; readonly ticket: Ticket; readonly uid: string; readonly looked: Looked }
  /** `staff`: who wanted it. */
  | {
      readonly kind: 'tag-mend-ended';
      readonly ticket: Ticket;
      readonly uid: string;
      readonly item: string | null;
      readonly want: 'armed' | 'disarmed';
      readonly was: SecurityWord;
      readonly staff: string;
      readonly session: number;
      readonly came: MendOutcome;
    };

export type InspectorEffect =
  | { readonly kind: 'inspect-tag'; readonly ticket: Ticket; readonly uid: string }
  | ({ readonly kind: 'mend-tag' } & Omit<Extract<InspectorEvent, { kind: 'tag-mend-ended' }>, 'kind' | 'came'>);
