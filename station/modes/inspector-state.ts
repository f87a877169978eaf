// What the inspector of a desk knows at any moment.
import type { LabelProblem, MendState } from '../../contract/inspector-view.ts';
import type { Looked } from '../inspector-talk.ts';
import type { ItemAnswer, Ticket } from '../library.ts';

export type InspectorRoom = {
  readonly at: 'inspector';
  /** Counts the questions of this room. */
  readonly asked: number;
  /** The tag that is looked at; what was not answered yet is null. */
  readonly tag: {
    readonly uid: string;
    readonly ticket: Ticket;
    readonly looked: Looked | null;
    readonly system: ItemAnswer | null;
  } | null;
  /** What staff scanned from the item's label, for this tag and no other. */
  readonly label: { readonly number: string; readonly ticket: Ticket; readonly system: ItemAnswer | null } | null;
  readonly labelWrong: LabelProblem | null;
  /** The desk's tagging writes this tag now. */
  readonly writing: boolean;
  readonly mend: MendState;
  readonly mending: Ticket | null;
};
