// What may be asked of an RFID reader, whoever made it: bare commands on tags. Knows nothing of items or loans.
import type { Fault } from './fault.ts';

/**
 * How a tag is told from the others in the field, in upper-case hex, most significant byte first. ISO 15693: its 8-byte UID,
 * `E004010046A847AD`. ISO 14443: 4, 7 or 10 bytes. UHF Gen2: the UII (EPC) that it sends, which a write may change.
 */
export type Uid = string;

/**
 * `dsfid`: ISO 15693's data storage format identifier, null where the reader does not tell. `pc`: Gen2's protocol control
 * word, null where the reader's inventory leaves it out and `readPc` has to ask.
 */
export type SeenTag =
  | { readonly air: 'iso15693'; readonly uid: Uid; readonly dsfid: number | null }
  | { readonly air: 'iso14443'; readonly uid: Uid }
  | { readonly air: 'gen2'; readonly uid: Uid; readonly pc: number | null };

export type AirProtocol = SeenTag['air'];

/**
 * Whole blocks as they lie on the tag. Fewer than asked where the memory ends; `last`: it ends here.
 * A tag's data is only ever put together from answers like this: ISO 28560-2 has no checksum, half a tag can read as another item.
 */
export type TagBlocks = { readonly bytes: Uint8Array; readonly blockSize: number; readonly last: boolean };

/**
 * Why a command on a tag came to nothing. `gone`: no such tag answered. `tag-error`: the tag refused. `reader-error`: the
 * reader or its line failed. `unsupported`: this reader has no such command; its capabilities say so beforehand.
 */
export type TagFailure = { readonly kind: 'gone' | 'tag-error' | 'reader-error' | 'unsupported' } & Fault;

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | TagFailure;

/** What a reader can do; the screens offer nothing else. */
export type Capabilities = {
  readonly airs: readonly AirProtocol[];
  /** Tells a whole pile of tags apart. False: a reader for cards and single items, one tag at a time. */
  readonly pile: boolean;
  /** Reads and writes AFI, or on Gen2 the AFI in the protocol control word. */
  readonly afi: boolean;
  /** `verify`: writes the EAS bit and can ask a tag whether it alarms. `write`: cannot ask. */
  readonly eas: 'none' | 'write' | 'verify';
  /** Writes memory; on Gen2 the user bank. */
  readonly write: boolean;
  /** Gen2: reads the protocol control word, and writes it together with the UII. */
  readonly uii: boolean;
  readonly lock: boolean;
  readonly beep: boolean;
};

/** As it stands in the reader now; null where it does not tell, or has no such setting. `antenna`: the port, from 1. */
export type RadioState = { readonly powerDbm: number | null; readonly antenna: number | null };

/**
 * `powers`: in dBm, what it can be told to send with, least first; null where its line cannot change it. `antennas`: how many ports there
 * are to choose from; null where there is no choice. What is set stays until the reader is met anew: then the settings are in force again.
 */
export type Radio = {
  readonly powers: readonly number[] | null;
  readonly antennas: number | null;
  ask(): Promise<Answer<RadioState>>;
  setPower(dbm: number): Promise<Answer<null>>;
  setAntenna(port: number): Promise<Answer<null>>;
};

/** One reader on one open line; one command in flight at a time (the caller queues). Nothing here ever rejects. */
export type TagReader = {
  readonly model: string;
  readonly capabilities: Capabilities;
  /** Null: its line sets nothing of it. */
  readonly radio: Radio | null;
  /** Every tag in the field, each once. */
  inventory(): Promise<Answer<readonly SeenTag[]>>;
  /**
   * `first` and `count` in blocks; one command on the wire, so that a more urgent one can stand between two reads.
   * Gen2: the user bank, in its words of 2 bytes.
   */
  read(uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>>;
  /** Which of these blocks take no write any more. */
  locks(uid: Uid, first: number, count: number): Promise<Answer<readonly boolean[]>>;
  /** Whole blocks of `blockSize` bytes from block `first` on. Not believed before it was read back. */
  write(uid: Uid, first: number, bytes: Uint8Array, blockSize: number): Promise<Answer<null>>;
  /** For ever. */
  lock(uid: Uid, first: number, count: number): Promise<Answer<null>>;
  readAfi(uid: Uid): Promise<Answer<number>>;
  writeAfi(uid: Uid, afi: number): Promise<Answer<null>>;
  writeDsfid(uid: Uid, dsfid: number): Promise<Answer<null>>;
  /** Gen2's protocol control word as it stands on the tag now. */
  readPc(uid: Uid): Promise<Answer<number>>;
  /** Both in one command; the tag answers to the new UII from then on. `uii`: as many bytes as `pc` announces. */
  writeUii(uid: Uid, pc: number, uii: Uint8Array): Promise<Answer<null>>;
  /** NXP's custom command; other makers' chips answer nothing. */
  writeEas(uid: Uid, on: boolean): Promise<Answer<null>>;
  /** Whether the tag answers the EAS alarm. False is also what a tag says that is no longer there. */
  alarms(uid: Uid): Promise<Answer<boolean>>;
  beep(): Promise<Answer<null>>;
};

/** For what a reader cannot do. */
export const unsupported: TagFailure = {
  kind: 'unsupported',
  fault: 'unsupported',
  because: 'This reader has no such command.',
};

/** For readers of tags that have no UII. */
export const withoutUii = {
  readPc: () => Promise.resolve(unsupported),
  writeUii: () => Promise.resolve(unsupported),
} as const satisfies Pick<TagReader, 'readPc' | 'writeUii'>;
