// What staff ask of a pad besides arming: everything that one tag carries, and writing what it is to carry. Knows no item and no
// maker's commands.
import type { Fault } from './fault.ts';
import type { Uid } from './tag-reader.ts';

/**
 * `eas`: NXP's EAS bit, the one that library gates listen for. Fujitsu and some ST chips have one with other commands, which
 * gates do not hear. `afi`: takes the command "write AFI". `blocks`: of user memory, `blockSize` bytes each.
 * `wantsOption`: writes succeed only with ISO 15693's option flag; a wrong answer to a write says nothing. `remark`: for staff.
 */
export type Chip = {
  readonly maker: string;
  readonly family: string;
  readonly blockSize: number | null;
  readonly blocks: number | null;
  readonly eas: boolean;
  readonly afi: boolean;
  readonly wantsOption: boolean;
  readonly remark: string | null;
};

/** One thing to write, and the very value to find when it is read back. */
export type SecurityMark =
  { readonly kind: 'afi'; readonly value: number } | { readonly kind: 'eas'; readonly on: boolean };

/**
 * A tag as it stands now. `memory`: every user block, from block 0 to the last. `locked`: numbers of the blocks that take no
 * write; null where this reader or this chip cannot tell. `afi`, `eas`: null where they cannot be asked. `dsfid`: as the
 * inventory told it, null where it does not.
 */
export type ExaminedMemory = {
  readonly kind: 'memory';
  readonly uid: Uid;
  readonly chip: Chip;
  readonly memory: Uint8Array;
  readonly blockSize: number;
  readonly locked: ReadonlySet<number> | null;
  readonly dsfid: number | null;
  readonly afi: number | null;
  readonly eas: boolean | null;
};

/** What stands in the banks of a UHF tag. `user`: to its end; empty where the chip has none. */
export type UhfBanks = { readonly pc: number; readonly uii: Uint8Array; readonly user: Uint8Array };

export type ExaminedTag =
  | ExaminedMemory
  | ({ readonly kind: 'uhf'; readonly uid: Uid } & UhfBanks)
  /** Nothing but its UID. */
  | { readonly kind: 'card'; readonly uid: Uid };

/** `gone`: not there, also after another look. `trouble`: the reader failed, or the tag lies there and cannot be read whole. */
export type Examined =
  | { readonly kind: 'examined'; readonly tag: ExaminedTag }
  | { readonly kind: 'gone' }
  | ({ readonly kind: 'trouble' } & Fault);

/**
 * What a tag is to become, made from what it was found to be (`from`, whole): a tag that carries anything else by now is not
 * touched. Made by drivers/tags; with `from` and `to` the other way round it is the undoing. `dsfid`: written where it can
 * be, and nothing fails over it; null: left. `marks`: its security afterwards, whatever it is now; none: left. `lock`: blocks to
 * lock for ever once all is verified.
 */
export type TagPlan =
  | {
      readonly kind: 'memory';
      readonly blockSize: number;
      readonly from: Uint8Array;
      readonly to: Uint8Array;
      readonly dsfid: number | null;
      readonly marks: readonly SecurityMark[];
      readonly lock: readonly number[];
    }
  | { readonly kind: 'uhf'; readonly from: UhfBanks; readonly to: UhfBanks };

/**
 * `verified`: read again whole, and it is what was planned; `uid`: what it answers to now (a UHF tag to its new UII); `remark`:
 * what this reader cannot ask back, null where there is nothing of the kind.
 * `changed`: it carries something else than the plan was made for, or another tag than planned; nothing was written.
 * `locked`: these blocks would have to change; nothing was written. `refused`: it lies there and does not take it; `block`: the
 * first that is not as planned, null for the marks behind it. `gone`: taken away. `trouble`: the reader or its line failed.
 * `maybeHalf`: something may have been written. Half a tag says blank or nothing, never another item, as far as its chip allows:
 * examine it, and plan anew.
 */
export type Written =
  | { readonly kind: 'verified'; readonly uid: Uid; readonly remark: Fault | null }
  | { readonly kind: 'changed' }
  | { readonly kind: 'locked'; readonly blocks: readonly number[] }
  | ({ readonly kind: 'refused'; readonly block: number | null; readonly maybeHalf: boolean } & Fault)
  | { readonly kind: 'gone'; readonly maybeHalf: boolean }
  | ({ readonly kind: 'trouble'; readonly maybeHalf: boolean } & Fault);
