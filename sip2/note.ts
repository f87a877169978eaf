// What was wrong with a part of a message, said beside the message. Knows no message; nobody has to look at it.

export type Says =
  // Of every message that is read:
  | 'unreadable' // no flag, number, time or amount; read as null, or (times and amounts) as its text
  | 'unknown-code' // in none of the standard's tables; read as the table's "other"
  | 'repeated' // came once more than it may; the first one counts, this one stands in `others`
  | 'wrong-length' // of the fixed part; it was read from both its ends
  // Only where a server is being tested, by inspect.ts:
  | 'not-a-message'
  | 'unknown-message'
  | 'too-long' // more than 255 characters in a field, or more than 64 KiB in all
  | 'missing' // a field the standard requires, or AY and AZ where they were agreed on
  | 'out-of-order' // the fixed part holds a time, but not in its place
  | 'unknown-field' // of no standard and no extension known here
  | 'not-in-message' // a known field, but not in this message
  | 'empty-field' // an optional field with nothing in it, or a "|" too many
  | 'stray-text' // text between two "|" that begins no field: a raw "|" in the value before it
  | 'no-delimiter' // behind the last field
  | 'control-character'
  | 'not-in-charset'
  | 'not-composed' // accents as letters of their own
  | 'checksum-wrong'
  | 'checksum-odd' // it fits what is counted in another way
  | 'checksum-form' // not four upper-case digits at the very end
  | 'not-agreed'; // AY and AZ where they were agreed off, or AY on a 96 or 97

export type Note = {
  /** The two letters of the wire; '' in the fixed part and of the message as a whole. */
  readonly code: string;
  /** The name of the field, or ''. */
  readonly field: string;
  readonly says: Says;
  /** What stood on the wire. It may name patrons. */
  readonly text: string;
};
