// What "why does it alarm?" shows of a tag: the verdict, the one thing that mends it, every field, every block. Plain data.
import type { ForeignTag } from './foreign-tag.ts';
import type { WriteProblem } from './tagging-view.ts';

/** One sentence each; what mends it stands beside it in the station's table. */
export const verdicts = [
  'no-tag',
  'no-pad',
  'reading',
  'asking',
  'gone',
  'unreadable',
  'uid-card',
  'patron-card',
  'blank',
  'foreign',
  'other-library',
  /** The number is one of ours, and the library system knows it: the owner on the tag is wrong. */
  'other-owner',
  /** The label that was scanned says another number than the tag; on a tag without one, `label-only`. */
  'other-label',
  'label-only',
  'label-unknown',
  'same-number',
  'discarded',
  'not-in-system',
  'acs-silent',
  'no-security',
  'will-alarm',
  'right-lent',
  'odd-lent',
  'leaves-unnoticed',
  'right-in',
  'odd-in',
] as const;
export type Verdict = (typeof verdicts)[number];

/** `rewrite`: the same number, as this library writes its tags. `retag`: the number on the label. */
export type Remedy = 'arm' | 'disarm' | 'rewrite' | 'retag';

/** Why a number on a label is not taken. `tag-first`: nothing lies there that it could be of. */
export type LabelProblem = 'pattern' | 'patron-card' | 'tag-first';

/** `not-alone`: other tags lie beside it. `busy`: another tag of this desk is still being written. */
export type NotMended = WriteProblem | 'cannot' | 'not-alone' | 'busy';

export type TagField =
  | {
      readonly field: 'uid' | 'chip' | 'number' | 'part' | 'title' | 'owner' | 'usage' | 'afi' | 'dsfid' | 'pc' | 'uii';
      readonly value: string;
    }
  | {
      readonly field: 'format';
      readonly value: 'iso-28560-2' | 'iso-28560-3' | 'iso-28560-4' | '3m' | 'text' | 'china-universities';
    }
  /** `because`: as in `FaultTold`; empty where staff look. */
  | { readonly field: 'foreign'; readonly value: ForeignTag; readonly because: string }
  | { readonly field: 'eas'; readonly value: 'on' | 'off' }
  | { readonly field: 'security'; readonly value: 'armed' | 'disarmed' | 'half' | 'odd' | 'unknown' | 'none' }
  | { readonly field: 'system'; readonly value: 'on-loan' | 'in' | 'not-in-system' | 'silent' | 'asking' }
  | { readonly field: 'system-title' | 'label' | 'label-title'; readonly value: string };

/** `of`: what its bytes are, as far as the format tells. */
export type TagBlock = {
  readonly nth: number;
  readonly bytes: readonly string[];
  readonly text: string;
  readonly isLocked: boolean;
  readonly of: 'number' | 'data' | 'empty';
};

export type MendState =
  { readonly at: 'idle' | 'mending' | 'mended' } | { readonly at: 'not-mended'; readonly because: NotMended };

export type InspectorScreen = {
  readonly at: 'inspector';
  readonly verdict: Verdict;
  readonly remedy: Remedy | null;
  readonly mend: MendState;
  /** The tag that is looked at; null while none lies there. */
  readonly uid: string | null;
  /** The number that would be written; null where the remedy writes none. */
  readonly writes: string | null;
  readonly labelWrong: LabelProblem | null;
  readonly fields: readonly TagField[];
  readonly blocks: readonly TagBlock[];
  /** What else lies there, the newest first. */
  readonly others: readonly { readonly uid: string; readonly number: string | null }[];
};
