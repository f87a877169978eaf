// One thing on the pad as the glass shows it: every state that its row can be in. No words (contract/words has them), no colours.
import type { Due, Fee } from './terms.ts';

/** One item (or thing) on the pad. */
export type Row = {
  /** Stays the same while the row lives. */
  readonly key: string;
  readonly title: string | null;
  /** The item's number, or the end of the tag's UID while no number is known. */
  readonly number: string;
  /** An item of several parts, each with a tag: which of them are here. */
  readonly parts: { readonly of: number; readonly here: readonly number[] } | null;
  readonly state: RowState;
  /** `open-case`: it is lent and in a locked case, to be opened by the patron or by staff. */
  readonly note: 'open-case' | null;
  /** What the library system itself says of a refusal; null unless the library shows that. */
  readonly says: string | null;
};

export type RowState =
  /** A set, and only whole ones are lent: these parts of it do not lie there. */
  | { readonly at: 'parts-missing'; readonly missing: readonly number[] }
  /** More than may be borrowed without the patron password. */
  | { readonly at: 'needs-pin' }
  /** Seen, not read yet. */
  | { readonly at: 'reading' }
  /** Read, its question stands in the queue. */
  | { readonly at: 'waiting' }
  /** The library system is asked. */
  | { readonly at: 'asking' }
  /** Lent or returned; its tag is being written and read back: leave it there. */
  | { readonly at: 'hold-still' }
  /** Lent, and the gate will let it pass (`release` says how that is known). */
  | { readonly at: 'lent'; readonly due: Due | null; readonly renewed: boolean; readonly release: Release }
  /**
   * Theirs since before they came, and let go then: it may be renewed. `refused`: why it was not, where that was asked for; after a
   * silence it may be asked for again.
   */
  | { readonly at: 'theirs'; readonly due: Due | null; readonly release: Release; readonly refused: Refusal | null }
  /** Lent while the library system is away: it is told of it later. */
  | { readonly at: 'lent-offline'; readonly due: Due | null; readonly release: Release }
  /** Lent, but taken away before its tag was switched off: put it back. */
  | { readonly at: 'put-back'; readonly due: Due | null }
  /** Lent, its tag will not be switched off and the loan stands: to the desk. */
  | { readonly at: 'lent-armed'; readonly due: Due | null }
  /** Its tag would not be switched off: the loan is being taken back. */
  | { readonly at: 'taking-back' }
  /** ...and was taken back: not lent. */
  | { readonly at: 'taken-back' }
  | { readonly at: 'refused'; readonly because: Refusal }
  /** A fee belongs to this loan: accept it? */
  | { readonly at: 'fee'; readonly fee: Fee | null }
  /** The library system did not answer: being found out. */
  | { readonly at: 'finding-out' }
  /** Could not be found out: staff will. Never to be taken as lent or returned. */
  | { readonly at: 'unclear' }
  /** Lay here before this patron came. */
  | { readonly at: 'left-over' }
  /** Not something to lend or return here. */
  | { readonly at: 'not-an-item'; readonly because: NotAnItem }
  | {
      readonly at: 'returned';
      readonly notes: readonly ReturnNote[];
      readonly fee: Fee | null;
      readonly bin: string | null;
      /** It is returned, and somebody must still do something with it. */
      readonly needsHand: boolean;
    }
  /** Taken back while the library system is away: it is told of it later, and what else belongs to it is not known yet. */
  | { readonly at: 'returned-offline'; readonly notes: readonly ReturnNote[]; readonly needsHand: boolean }
  /** Returned, but taken away before its tag was armed again: put it back. */
  | { readonly at: 'return-put-back' }
  /** Returned, but its tag cannot be armed here: hand it to staff. */
  | { readonly at: 'returned-unarmed'; readonly notes: readonly ReturnNote[] }
  /** Fell into the slot and is not returned, or nobody knows: staff have it and will see to it. */
  | { readonly at: 'kept-for-staff' }
  /** A tag left unfinished on an earlier day, put right now. */
  | { readonly at: 'mended' };

/**
 * How we know that the gate will be silent. `read-back`: the tag was switched off and read again. `none`: this library has no gate for it.
 * `desensitiser`: the patron draws it over. `not-seen`: lent by barcode, no tag seen here. `left-armed`: the library system
 * said not to switch it off (use inside the library).
 */
export type Release = 'read-back' | 'none' | 'desensitiser' | 'not-seen' | 'left-armed';

export type Refusal =
  | 'lent-to-another'
  | 'on-hold-for-another'
  | 'not-for-loan'
  | 'too-many-loans'
  | 'unknown-item'
  | 'patron-blocked'
  | 'fees'
  | 'overdue'
  /** This patron has it already, and it may not be renewed. */
  | 'not-renewable'
  | 'fee-declined'
  | 'parts-missing'
  | 'pin-needed'
  | 'acs-silent'
  /** It cannot be lent while the library system is away, or before what was done meanwhile is recorded. */
  | 'not-now'
  | 'offline-limit'
  /** No rule could be named: the desk knows. */
  | 'other';

export type NotAnItem = 'patron-card' | 'blank' | 'foreign' | 'unreadable' | 'same-number' | 'odd-security';

/**
 * `tag-not-seen`: returned by its barcode; if it has a security tag, that one is still off. `tag-later`: it fell into the slot,
 * and staff will arm it. `parts-missing`: a set that is not whole; the row's parts tell which.
 */
export type ReturnNote =
  | 'overdue'
  | 'fee'
  | 'on-hold'
  | 'other-branch'
  | 'not-on-loan'
  | 'see-staff'
  | 'odd-security'
  | 'tag-not-seen'
  | 'tag-later'
  | 'parts-missing';
