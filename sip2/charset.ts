// Letters and bytes. A message is read as UTF-8 when it is that, else in the 8-bit page the library agreed on,
// message by message: one Koha connection mixes both. Must not know messages.

/** What is written, and what is read when a message is not UTF-8 ('utf-8' falls back to ISO-8859-1). */
export type Charset = 'utf-8' | 'iso-8859-1' | 'cp850';

/** Code page 850, 0x80 to 0xFF: the default of 3M SIP2 2.00, and of FOLIO's edge-sip2. */
const cp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

const cp850Bytes: ReadonlyMap<string, number> = new Map(Array.from(cp850, (letter, at) => [letter, 0x80 + at]));

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes to text, whatever the bytes are. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return eightBit(bytes, charset);
  }
}

function eightBit(bytes: Uint8Array, charset: Charset): string {
  let text = '';
  for (const byte of bytes) {
    text += charset === 'cp850' && byte >= 0x80 ? cp850.charAt(byte - 0x80) : String.fromCharCode(byte);
  }
  return text;
}

/** Writes text into `target` from `at` on and gives the next position; -1 when a letter has no byte in this charset. */
export function encodeInto(text: string, charset: Charset, target: Uint8Array, at: number): number {
  if (charset === 'utf-8') {
    if (!text.isWellFormed()) return -1;
    return at + encoder.encodeInto(text, target.subarray(at)).written;
  }
  let next = at;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const byte = code < 0x80 || (charset === 'iso-8859-1' && code <= 0xff) ? code : cp850Byte(letter, charset);
    if (byte === undefined) return -1;
    target[next++] = byte;
  }
  return next;
}

function cp850Byte(letter: string, charset: Charset): number | undefined {
  return charset === 'cp850' ? cp850Bytes.get(letter) : undefined;
}
