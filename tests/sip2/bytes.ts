// Text on the wire for golden tests: bytes in, bytes out, readable.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');

export const bytes = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (wire: Uint8Array): string => decoder.decode(wire);

/** One byte a letter, for the 8-bit pages. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
