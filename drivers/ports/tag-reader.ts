// What may be asked of an RFID reader, whoever made it: bare commands on tags. Knows nothing of items or loans.

/** ISO 15693 UID as 16 upper-case hex digits, most significant byte first: `E004010046A847AD`. */
export type Uid = string;

export type SeenTag = { readonly uid: Uid; readonly dsfid: number | null };

/**
 * Whole blocks as they lie on the tag. Fewer than asked where the memory ends; `last`: it ends here.
 * A tag's data is only ever put together from answers like this: ISO 28560-2 has no checksum, half a tag can read as another item.
 */
export type TagBlocks = { readonly bytes: Uint8Array; readonly blockSize: number; readonly last: boolean };

/** Why a command on a tag came to nothing. `gone`: no such tag answered. `tag-error`: the tag refused. `reader-error`: the reader or its line failed. */
export type TagFailure = { readonly kind: 'gone' | 'tag-error' | 'reader-error'; readonly because: string };

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | TagFailure;

/** One reader on one open line; one command in flight at a time (the caller queues). */
export type TagReader = {
  readonly model: string;
  /** Every tag in the field, each UID once. */
  inventory(): Promise<Answer<readonly SeenTag[]>>;
  /** `first` and `count` in blocks; one command on the wire, so that a more urgent one can stand between two reads. */
  read(uid: Uid, first: number, count: number): Promise<Answer<TagBlocks>>;
  readAfi(uid: Uid): Promise<Answer<number>>;
  writeAfi(uid: Uid, afi: number): Promise<Answer<null>>;
  /** NXP's custom command; other makers' chips answer nothing. */
  writeEas(uid: Uid, on: boolean): Promise<Answer<null>>;
};
