// What "why does it alarm?" shows of a tag: the verdict, the one thing that mends it, every field, every block. Plain data.

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

export type Remedy = 'arm' | 'disarm';

export type TagField =
  | {
      readonly field: 'uid' | 'chip' | 'number' | 'part' | 'title' | 'owner' | 'usage' | 'afi' | 'dsfid' | 'pc' | 'uii';
      readonly value: string;
    }
  | {
      readonly field: 'format';
      readonly value: 'iso-28560-2' | 'iso-28560-3' | 'iso-28560-4' | '3m' | 'text' | 'china-universities';
    }
  | { readonly field: 'eas'; readonly value: 'on' | 'off' }
  | { readonly field: 'security'; readonly value: 'armed' | 'disarmed' | 'half' | 'odd' | 'unknown' | 'none' }
  | { readonly field: 'system'; readonly value: 'on-loan' | 'in' | 'not-in-system' | 'silent' | 'asking' }
  | { readonly field: 'system-title' | 'because'; readonly value: string };

/** `of`: what its bytes are, as far as the format tells. */
export type TagBlock = {
  readonly nth: number;
  readonly bytes: readonly string[];
  readonly text: string;
  readonly isLocked: boolean;
  readonly of: 'number' | 'data' | 'empty';
};

export type MendState =
  | { readonly at: 'idle' | 'mending' | 'mended' }
  | { readonly at: 'not-mended'; readonly because: 'locked' | 'refused' | 'gone' | 'changed' | 'trouble' | 'cannot' };

export type InspectorScreen = {
  readonly at: 'inspector';
  readonly verdict: Verdict;
  readonly remedy: Remedy | null;
  readonly mend: MendState;
  /** The tag that is looked at; null while none lies there. */
  readonly uid: string | null;
  readonly fields: readonly TagField[];
  readonly blocks: readonly TagBlock[];
  /** What else lies there, the newest first. */
  readonly others: readonly { readonly uid: string; readonly number: string | null }[];
};
