// An answer to the bytes an ACS of some make puts on the wire. Knows letters, ends and checksums, and how to get them
// wrong; must not know questions.

import { build, type Built } from '../build.ts';
import { encodeInto, type Charset } from '../charset.ts';
import { checksumDigits, sumOf } from '../checksum.ts';
import type { Outgoing } from '../messages.ts';

/** How an ACS of some make writes and listens. */
export type Habits = {
  readonly charset: Charset;
  /** Behind every message but 96, which ends in CR alone everywhere. */
  readonly end: 'cr' | 'cr-lf';
  /** A line break in a title: Koha sends LF raw, inside the field. */
  readonly lineBreaks: 'raw' | 'blank';
  /** Characters in a field before it is cut; null: never. */
  readonly longestField: number | null;
  /** What the repetition that a 97 asks for has at its end. */
  readonly repetition: 'bare' | 'sequence-0';
  /** Whether the same AY and AZ as before get the answer of before, as the standard wants. */
  readonly knowsRepeats: boolean;
  /** What becomes of text that is no message, and of a message it does not know. */
  readonly unreadable: 'ask-again' | 'hang-up' | 'prose';
  /** A CR with nothing before it. */
  readonly emptyLine: 'ignored' | 'hang-up';
  /** Serves one connection; the others are taken, and get no answer until it is gone. */
  readonly oneAtATime: boolean;
};

/** Null: no AY and AZ. A null sequence: AZ alone, as 96 and 97 want it. */
export type Check = { readonly sequence: number | null } | null;

/** A line break inside a value, on its way through the codec, which refuses the real one. */
export const lineBreak = '\u2028';

const cr = 0x0d;
const lf = 0x0a;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The whole line, end and all. */
export function lineOf(
  message: Outgoing,
  how: { readonly habits: Habits; readonly check: Check; readonly spoilt: boolean; readonly end: Habits['end'] },
): Built {
  const { habits, check } = how;
  const built = build(message, { charset: 'utf-8', check: null });
  if (built.kind === 'refused') return built;
  const text = shortened(decoder.decode(built.bytes.subarray(0, -1)), habits.longestField);
  const body = encoded(text.replaceAll(lineBreak, habits.lineBreaks === 'raw' ? '\n' : ' '), habits.charset);
  const end = message.kind === 'request-sc-resend' || how.end === 'cr' ? [cr] : [cr, lf];
  return { kind: 'built', bytes: joined(body, tail(body, check, how.spoilt), Uint8Array.from(end)) };
}

function shortened(text: string, longest: number | null): string {
  if (longest === null || text.length <= longest) return text;
  return text
    .split('|')
    .map((field, at) => (at === 0 ? field : field.slice(0, longest + 2)))
    .join('|');
}

function tail(body: Uint8Array, check: Check, spoilt: boolean): Uint8Array {
  if (check === null) return new Uint8Array();
  const open = encoder.encode(check.sequence === null ? 'AZ' : `AY${check.sequence}AZ`);
  const sum = sumOf(body, body.length) + sumOf(open, open.length);
  return joined(open, encoder.encode(checksumDigits(spoilt ? sum + 1 : sum)));
}

/** Letters that the charset lacks lose their accents, as in Evergreen, and what is left of them is "?". */
function encoded(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8' || charset === 'automatic') return encoder.encode(text);
  const bytes = new Uint8Array(text.length * 4);
  let at = 0;
  for (const letter of text) {
    const next = letter < '\u0080' ? -1 : encodeInto(letter, charset, bytes, at);
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
    if (next < 0) bytes[at++] = bare.length === 1 && bare < '\u0080' ? bare.charCodeAt(0) : 0x3f;
    else at = next;
  }
  return bytes.slice(0, at);
}

/** Pieces, one behind the other. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Whether an empty line ends in this chunk; `begun` says if the line before the chunk had anything in it. */
export function emptyLineIn(chunk: Uint8Array, begun: boolean): { readonly found: boolean; readonly begun: boolean } {
  let open = begun;
  for (const byte of chunk) {
    if (byte === cr && !open) return { found: true, begun: false };
    if (byte !== lf) open = byte !== cr;
  }
  return { found: false, begun: open };
}
