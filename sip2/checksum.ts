// The checksum of AY/AZ. 3M SIP2 2.00: the bytes of the message up to and including "AZ" are added, and the checksum
// is the two's complement of the low 16 bits, as four upper-case hexadecimal digits. Bytes on the wire, not letters.

/** The sum of `bytes` from the start up to `end`. */
export function sumOf(bytes: Uint8Array, end: number): number {
  let sum = 0;
  for (let at = 0; at < end; at++) sum = (sum + (bytes[at] ?? 0)) | 0; // "| 0" keeps V8 to integers: half the time
  return sum;
}

/** One walk over a frame: the sum of its bytes, and whether all of them are printable ASCII. */
export function scan(frame: Uint8Array): { readonly sum: number; readonly plain: boolean } {
  let sum = 0;
  let outside = 0; // its sign bit is set by any byte below 0x20 or above 0x7E
  for (let at = 0; at < frame.length; at++) {
    const byte = frame[at] ?? 0;
    sum = (sum + byte) | 0;
    outside |= (byte - 0x20) | (0x7e - byte);
  }
  return { sum, plain: outside >= 0 };
}

/** The checksum for a sum of bytes: 0 to 0xFFFF. */
export function checksumOf(sum: number): number {
  return -sum & 0xffff;
}

/** The four digits for a sum of bytes. */
export function checksumDigits(sum: number): string {
  return checksumOf(sum).toString(16).toUpperCase().padStart(4, '0');
}

/** What was counted instead of the bytes on the wire. */
export type Deviation = (typeof deviations)[number]['name'];

/**
 * Counted otherwise by ACS in the field, tried in this order. Their messages are whole; asking again would give the same
 * bytes. `upToAz` is the decoded text up to and including "AZ".
 */
const deviations = [
  // Polaris, and a Koha account without `encoding`: the letters of the text, before they became UTF-8.
  { name: 'letters', sum: (upToAz: string) => unitsOf(upToAz) },
  // dp2: the letters before "|AY".
  { name: 'letters-before-ay', sum: (upToAz: string) => unitsOf(beforeSequence(upToAz)) },
  // join2: the bytes of UTF-8, before they became those of code page 850.
  { name: 'utf-8', sum: (upToAz: string) => utf8Sum(upToAz) },
] as const;

/** Which deviation a checksum fits that does not fit the bytes; null when none. */
export function deviationOf(upToAz: string, checksum: number): Deviation | null {
  return deviations.find(({ sum }) => checksumOf(sum(upToAz)) === checksum)?.name ?? null;
}

function unitsOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
  return sum;
}

function beforeSequence(upToAz: string): string {
  const at = upToAz.lastIndexOf('|AY');
  return at < 0 ? upToAz : upToAz.slice(0, at);
}

function utf8Sum(text: string): number {
  const bytes = encoder.encode(text);
  return sumOf(bytes, bytes.length);
}

const encoder = new TextEncoder();
