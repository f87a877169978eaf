// Where tagging stands: the work in hand, the list of this session, tags that may be half written. Plain data.
import type { Doubt, NumberProblem, TaggingPace, TaggingSource, WriteProblem } from '../../contract/tagging-view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { TagPlan } from '../../drivers/ports/tag-work.ts';
import type { Part } from '../../drivers/tags/content.ts';
import type { Written as Row } from '../journal/journal.ts';
import type { Ticket } from '../library.ts';
import type { TagLooked } from '../tagging-talk.ts';

/** What the library decided about its tags. */
export type TaggingRules = {
  readonly format: 'iso-28560-2' | 'iso-28560-3';
  /** ISIL to be written; null: none. */
  readonly owner: string | null;
  readonly usage: number;
  /** An item with one tag is written as part 1 of 1. */
  readonly setInformation: boolean;
  readonly title: boolean;
  readonly shelf: boolean;
  readonly pace: TaggingPace;
  readonly hasPad: boolean;
  readonly kindOf: (number: string) => 'patron' | 'item' | 'either' | 'neither';
};

/** `part`: null for an item with one tag. */
export type Tagged = {
  readonly number: string;
  readonly title: string | null;
  readonly shelf: string | null;
  readonly onLoan: boolean;
  readonly part: Part | null;
};

export type Planned = Extract<TagLooked, { kind: 'planned' }>;

export type Work =
  | { readonly at: 'number'; readonly wrong: { readonly number: string; readonly because: NumberProblem } | null }
  | { readonly at: 'asking'; readonly ticket: Ticket; readonly number: string; readonly part: Part | null }
  /** `cameAway`: it was taken away while it was written. */
  | { readonly at: 'tag'; readonly item: Tagged; readonly cameAway: boolean; readonly unreadable: Uid | null }
  /** `isMeant`: what lies there may be written over. */
  | {
      readonly at: 'looking';
      readonly item: Tagged;
      readonly ticket: Ticket;
      readonly uid: Uid;
      readonly isMeant: boolean;
    }
  | { readonly at: 'ready'; readonly item: Tagged; readonly uid: Uid; readonly planned: Planned }
  | {
      readonly at: 'doubt';
      readonly item: Tagged;
      readonly uid: Uid;
      readonly planned: Planned;
      readonly because: Doubt;
      readonly found: string | null;
    }
  | {
      readonly at: 'writing';
      readonly item: Tagged;
      readonly uid: Uid;
      readonly ticket: Ticket;
      readonly planned: Planned;
    }
  | {
      readonly at: 'failed';
      readonly item: Tagged;
      readonly because: WriteProblem;
      readonly blocks: readonly number[];
      readonly half: boolean;
      /** The row whose undoing failed. */
      readonly undoing: ListRow | null;
    }
  | { readonly at: 'done'; readonly item: Tagged; readonly unchanged: boolean; readonly remark: boolean }
  | { readonly at: 'undo'; readonly row: ListRow }
  | { readonly at: 'undoing'; readonly row: ListRow; readonly ticket: Ticket };

export type ListRow = {
  readonly ticket: Ticket;
  readonly item: Tagged;
  readonly uid: Uid;
  readonly atMs: number;
  readonly staff: string;
  /** As a person would say it: what was on the tag. */
  readonly was: string;
  readonly state: 'written' | 'unchanged' | 'undone';
  /** Null where nothing was written. */
  readonly undo: TagPlan | null;
};

export type Half = {
  readonly ticket: Ticket;
  readonly uid: Uid;
  readonly number: string;
  readonly title: string | null;
  readonly part: Part | null;
};

export type Tagging = {
  readonly work: Work;
  readonly pace: TaggingPace;
  readonly source: TaggingSource;
  /** Whose list it is; null before anybody began one. */
  readonly staff: string | null;
  /** The newest first. */
  readonly rows: readonly ListRow[];
  readonly halves: readonly Half[];
  /** The tag that was written last, until it is taken away. */
  readonly last: Uid | null;
  /** Names the next question. */
  readonly asked: number;
  readonly cue: { readonly nth: number; readonly kind: 'done' | 'attention' | 'refused' };
  /** Names the file that the glass is to save; null: none. */
  readonly file: number | null;
};

/** What the journal says of the writes at a place before this start. */
export type TaggingLeft = { readonly asked: number; readonly halves: readonly Half[] };

export const taggingKinds = [
  'tag-write-asked',
  'tag-written',
  'tag-write-failed',
  'tag-undo-asked',
  'tag-write-undone',
  'tag-half-settled',
] as const;

/** Writes of this place that nobody knows the end of. */
export const taggingLeft = (rows: readonly Row[], place: string): TaggingLeft => {
  const begun = new Map<Ticket, Half>();
  const halves = new Map<Ticket, Half>();
  let asked = 0;
  for (const { entry, place: at } of rows) {
    if (at !== place || !('ticket' in entry)) continue;
    const { ticket } = entry;
    asked = Math.max(asked, Number(ticket.split('-').at(-1)) || 0);
    switch (entry.kind) {
      case 'tag-write-asked':
      case 'tag-undo-asked': {
        const { uid, item: number, part } = entry;
        const half = { ticket, uid, number, title: entry.kind === 'tag-write-asked' ? entry.title : null, part };
        begun.set(ticket, half);
        halves.set(ticket, half);
        break;
      }
      case 'tag-write-failed': {
        const half = begun.get(ticket);
        if (!entry.half) halves.delete(ticket);
        else if (half !== undefined) halves.set(ticket, half);
        break;
      }
      case 'tag-written':
      case 'tag-write-undone':
      case 'tag-half-settled':
        halves.delete(ticket);
        break;
      default:
    }
  }
  return { asked, halves: [...halves.values()] };
};

export const newTagging = (rules: Pick<TaggingRules, 'pace'>, left: TaggingLeft): Tagging => ({
  work: { at: 'number', wrong: null },
  pace: rules.pace,
  source: 'barcode',
  staff: null,
  rows: [],
  halves: left.halves,
  last: null,
  asked: left.asked,
  cue: { nth: 0, kind: 'done' },
  file: null,
});
