// A pad: a reader's antenna surface as the station knows it. Tags arrive, are read once, are armed or disarmed with
// read-back, and go. Knows nothing of items or loans, nor of any maker's commands.
import type { Device, DeviceState } from './device.ts';
import type { Fault } from './fault.ts';
import type { TagReader, Uid } from './tag-reader.ts';
import type { Examined, TagPlan, Written } from './tag-work.ts';

/**
 * What a tag told. `memory`: from block 0, every byte read from the tag, up to where its data ends by the rules of its own
 * format, or to the end of the chip. `uii`: a UHF tag, whose identifier came with the inventory. `card`: nothing but its UID.
 */
export type TagRead =
  | { readonly kind: 'memory'; readonly memory: Uint8Array; readonly blockSize: number; readonly afi: number }
  | { readonly kind: 'uii'; readonly pc: number; readonly uii: Uint8Array }
  | { readonly kind: 'card' };

export type PadEvent =
  /** First sight, before its memory is read: what the big count counts. */
  | { readonly kind: 'tag-seen'; readonly uid: Uid }
  /** Seen long enough to be stable, and read. Sent once per stay on the pad, and again after each `write` that touched it. */
  | { readonly kind: 'tag-read'; readonly uid: Uid; readonly read: TagRead; readonly security: TagSecurity }
  /** There, but it cannot be read (yet); the pad goes on trying and may still send `tag-read`. Sent once per stay. */
  | ({ readonly kind: 'tag-unreadable'; readonly uid: Uid } & Fault)
  /** Missed in enough rounds to be away. */
  | { readonly kind: 'tag-gone'; readonly uid: Uid }
  | { readonly kind: 'state'; readonly state: DeviceState };

/** What security is on a tag. `odd`: the AFI is neither of the two configured values; such a tag is never touched. */
export type TagSecurity = 'armed' | 'disarmed' | 'odd';

/**
 * The outcome of a security write.
 * `done`: written (or already so) and read back from the tag. `refused`: the tag lies there and does not take it.
 * `gone`: it was taken away, or could not be read any more, before the read-back; what it carries now is not known.
 * Also when the reader itself failed meanwhile. `odd`: not touched. `unverified`: written, but this reader cannot ask back.
 */
export type Secured =
  | { readonly kind: 'done' }
  | ({ readonly kind: 'refused' } & Fault)
  | ({ readonly kind: 'unverified' } & Fault)
  | { readonly kind: 'gone' }
  | { readonly kind: 'odd'; readonly afi: number };

export type Pad = Device & {
  /** Writes and reads back, with a bounded number of tries. Never rejects. Waits for nothing but the tag. */
  secure(uid: Uid, want: 'armed' | 'disarmed'): Promise<Secured>;
  /** For staff: the whole tag, read afresh. Never rejects; one tag after the other, behind every `secure`. */
  examine(uid: Uid): Promise<Examined>;
  /**
   * For staff: the tag is read afresh, written in an order in which half of it is nobody's item, read back whole. Never
   * rejects. A UHF tag that was written goes, and arrives anew with its new UII.
   */
  write(uid: Uid, plan: TagPlan): Promise<Written>;
  /**
   * For a technician: the reader itself, each bare command in its turn behind what patrons and staff need. Null while it is away. What
   * is written by it the pad knows nothing of: it is for asking.
   */
  reader(): TagReader | null;
};

/** The AFI values a library uses, from settings: ISO 28560-1 practice is 0x07 armed, 0xC2 disarmed. */
export type AfiPair = { readonly armed: number; readonly disarmed: number };

/**
 * By what a library's gates know an item: the AFI, the EAS bit, or both. Where both are used the AFI is the truth, and EAS
 * follows on the chips that have it; with neither, tags are read and never written.
 */
export type SecurityRule = { readonly afi: AfiPair | null; readonly eas: boolean };
