// Whether bytes of a scanner may be somebody's paper, whatever became of them on the way: for whoever must show or keep none of it. Says
// too much rather than too little, and reads nothing out of them.

/** A citizen card begins with twelve digits and a bar; a health card with its number and a name in hex. */
const starts = [/\d{12}\|/, /(?:[A-Z]{2}\d{13}|\d{10})\|(?:[0-9A-F]{2}){3,}\|/i] as const;
/** A citizen card has six, a health card more; no label of a library has bars at all. */
const barsOfPaper = 4;

/**
 * A line set to 7 bits strips the eighth or puts a parity in its place, and a wrong parity loses some bytes: so the eighth bit is not
 * looked at, and where digits are lost the bars still tell. At a wrong speed nothing of it is left.
 */
export const mayBePaper = (bytes: Uint8Array): boolean => {
  const plain = String.fromCharCode(...bytes.map((byte) => byte & 0x7f));
  return plain.split('|').length > barsOfPaper || starts.some((start) => start.test(plain));
};
