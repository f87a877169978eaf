// Why does it alarm? What the library system says of an item against what its tag says, as a table. Pure.
import type { Remedy, Verdict } from '../../contract/inspector-view.ts';
import type { TagFacts } from '../inspector-talk.ts';
import type { ItemAnswer } from '../library.ts';

export type Judged = { readonly verdict: Verdict; readonly remedy: Remedy | null };

type System = 'on-loan' | 'in';
type Row = Judged;
const say = (verdict: Verdict, remedy: Remedy | null = null): Row => ({ verdict, remedy });

/** A gate goes by the tag alone: armed sounds, whatever the library system holds. */
const table: Readonly<Record<System, Readonly<Record<TagFacts['security'], Row>>>> = {
  'on-loan': {
    armed: say('will-alarm', 'disarm'),
    disarmed: say('right-lent'),
    half: say('odd-lent', 'disarm'),
    odd: say('odd-lent', 'disarm'),
    unknown: say('odd-lent', 'disarm'),
    none: say('no-security'),
  },
  in: {
    armed: say('right-in'),
    disarmed: say('leaves-unnoticed', 'arm'),
    half: say('odd-in', 'arm'),
    odd: say('odd-in', 'arm'),
    unknown: say('odd-in', 'arm'),
    none: say('no-security'),
  },
};

/** What stands on the item's label, where staff scanned it. `system`: null while it is being asked. */
export type Label = { readonly number: string; readonly system: ItemAnswer | null };

export type Seen = {
  /** Of the number on the tag; null while it is being asked. */
  readonly system: ItemAnswer | null;
  readonly label: Label | null;
  /** Another tag here says the same number and no other part. */
  readonly hasTwin: boolean;
  /** The library's items are numbered so. */
  readonly isItemNumber: (number: string) => boolean;
};

export const judge = (facts: TagFacts, { system, label, hasTwin, isItemNumber }: Seen): Judged => {
  const { says } = facts;
  if (says.kind === 'patron-card' || says.kind === 'uid-card') return say(says.kind);
  if (label !== null && (says.kind !== 'item' || says.number !== label.number))
    return ofLabel(label.system, says.kind === 'item');
  if (says.kind !== 'item') return say(says.kind);
  if (!says.isOurs) {
    if (!isItemNumber(says.number) || system?.kind === 'unknown-item') return say('other-library');
    if (system === null) return say('asking');
    return system.kind === 'item' ? say('other-owner', 'rewrite') : say('other-library');
  }
  if (hasTwin) return say('same-number');
  if (says.isDiscarded) return say('discarded', system?.kind === 'item' ? 'rewrite' : null);
  if (system === null) return say('asking');
  switch (system.kind) {
    case 'silent':
      return say('acs-silent');
    case 'unknown-item':
      return say('not-in-system');
    case 'item': {
      const row = table[system.onLoan ? 'on-loan' : 'in'][facts.security];
      return facts.canMend ? row : { ...row, remedy: null };
    }
  }
};

const ofLabel = (system: ItemAnswer | null, saysOther: boolean): Judged => {
  if (system === null) return say('asking');
  switch (system.kind) {
    case 'silent':
      return say('acs-silent');
    case 'unknown-item':
      return say('label-unknown');
    case 'item':
      return say(saysOther ? 'other-label' : 'label-only', 'retag');
  }
};
