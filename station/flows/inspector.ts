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

/** `system`: null while it is being asked. `hasTwin`: another tag here says the same number and no other part. */
export const judge = (facts: TagFacts, system: ItemAnswer | null, hasTwin: boolean): Judged => {
  const { says } = facts;
  if (says.kind !== 'item') return say(says.kind);
  if (!says.isOurs) return say('other-library');
  if (hasTwin) return say('same-number');
  if (says.isDiscarded) return say('discarded');
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
