// An answer to the bytes an ACS of some make puts on the wire. Knows letters, ends and checksums, and how to get them
// wrong; must not know questions.

import { build, type Built } from '../build.ts';
import { encodeInto, type Charset } from '../charset.ts';
import { checksumDigits, sumOf } from '../checksum.ts';
import type { FieldName, Vocabulary } from '../fields.ts';
import type { Kind, Outgoing } from '../messages.ts';

/** How an ACS of some make writes and listens. */
export type Habits = {
  readonly charset: Charset;
  /** `apart`: an accent is a letter of its own (NFD), as Evergreen writes. */
  readonly accents: 'composed' | 'apart';
  /**
   * Letters the charset lacks: without their accents, else "?"; or the whole message in UTF-8, as Perl prints a text
   * that nobody has encoded.
   */
  readonly wideLetters: 'folded' | 'utf-8';
  /** What AZ is taken over: the bytes of the wire, or the letters they were made from. */
  readonly counts: 'bytes' | 'letters';
  readonly vocabulary: Vocabulary;
  /** Behind every message but 96, which ends in CR alone everywhere. */
  readonly end: 'cr' | 'cr-lf';
  /** A line break in a title: Koha sends LF raw, inside the field. */
  readonly lineBreaks: 'raw' | 'blank';
  /** Characters in a field before it is cut; null: never. */
  readonly longestField: number | null;
  /** Fields that never come, whatever is known. */
  readonly untold: Readonly<Partial<Record<Kind, readonly FieldName[]>>>;
  /** What the repetition that a 97 asks for has at its end. */
  readonly repetition: 'bare' | 'sequence-0';
  /** Whether the same AY and AZ as before get the answer of before, as the standard wants. */
  readonly knowsRepeats: boolean;
  /** `cut`: of a question without AY and AZ, all that is neither letter nor digit is cut off the end: a PIN "pa!" is "pa". */
  readonly endWithoutCheck: 'kept' | 'cut';
  /** What becomes of text that is no message. */
  readonly unreadable: 'ask-again' | 'hang-up' | 'prose';
  /** What becomes of a message of which only the two digits can be read. */
  readonly unknownMessage: 'ask-again' | 'hang-up' | 'silence';
  /** A CR with nothing before it. */
  readonly emptyLine: 'ignored' | 'hang-up';
  /** `as-said`: 1.00 until a 93, or a 99 that says 2.00; what 1.00 has not is answered 96, and its fields do not come. */
  readonly versions: 'any' | 'as-said';
  /** `by-worker`: whoever is served next by the same worker process is logged in already. */
  readonly logins: 'by-connection' | 'by-worker';
  /** Whether a 99 is answered before a login that is wanted. */
  readonly statusBeforeLogin: boolean;
  /** So many wrong logins, and the connection is closed; null: never. */
  readonly mostLogins: number | null;
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

/** SIP2 1.00 has none of these. */
const newIn200: readonly FieldName[] = [
  ...(['validPatron', 'validPatronPassword', 'currency', 'feeAmount', 'feeType'] as const),
  ...(['supportedMessages', 'patronExpiry'] as const),
];

export type Version = '1.00' | '2.00';

/** The whole line, end and all. */
export function lineOf(
  message: Outgoing,
  how: {
    readonly habits: Habits;
    readonly version: Version;
    readonly check: Check;
    readonly spoilt: boolean;
    readonly end: Habits['end'];
  },
): Built {
  const { habits, check } = how;
  const untold = [...(habits.untold[message.kind] ?? []), ...(how.version === '1.00' ? newIn200 : [])];
  const { vocabulary } = habits;
  const built = build(without(message, untold), { charset: 'utf-8', check: null, vocabulary });
  if (built.kind === 'refused') return built;
  const short = shortened(decoder.decode(built.bytes.subarray(0, -1)), habits.longestField);
  const text = short.replaceAll(lineBreak, habits.lineBreaks === 'raw' ? '\n' : ' ');
  const written = habits.accents === 'apart' ? text.normalize('NFD') : text;
  const body = encoded(written, habits);
  const letters = habits.counts === 'letters' ? sumOfLetters(written) : sumOf(body, body.length);
  const end = message.kind === 'request-sc-resend' || how.end === 'cr' ? [cr] : [cr, lf];
  return { kind: 'built', bytes: joined(body, tail(letters, check, how.spoilt), Uint8Array.from(end)) };
}

function without(message: Outgoing, untold: readonly FieldName[]): Outgoing {
  const nothing: Readonly<Record<string, null>> = Object.fromEntries(untold.map((name) => [name, null]));
  return { ...message, ...nothing };
}

function shortened(text: string, longest: number | null): string {
  if (longest === null || text.length <= longest) return text;
  return text
    .split('|')
    .map((field, at) => (at === 0 ? field : field.slice(0, longest + 2)))
    .join('|');
}

function tail(sumOfBody: number, check: Check, spoilt: boolean): Uint8Array {
  if (check === null) return new Uint8Array();
  const open = encoder.encode(check.sequence === null ? 'AZ' : `AY${check.sequence}AZ`);
  const sum = sumOfBody + sumOf(open, open.length);
  return joined(open, encoder.encode(checksumDigits(spoilt ? sum + 1 : sum)));
}

function sumOfLetters(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
  return sum;
}

/** Letters that the charset lacks lose their accents, as in Evergreen, and what is left of them is "?". */
function encoded(text: string, { charset, wideLetters }: Habits): Uint8Array {
  if (charset === 'utf-8' || charset === 'automatic') return encoder.encode(text);
  const bytes = new Uint8Array(text.length * 4);
  let at = 0;
  for (const letter of text) {
    const next = letter < '\u0080' ? -1 : encodeInto(letter, charset, bytes, at);
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
    const isWide = next < 0 && letter >= '\u0080';
    if (isWide && wideLetters === 'utf-8') return encoder.encode(text);
    if (next < 0) bytes[at++] = bare.length === 1 && bare < '\u0080' ? bare.charCodeAt(0) : 0x3f;
    else at = next;
  }
  return bytes.slice(0, at);
}

/** The frame without what is neither letter nor digit at its end. */
export function cutEnd(frame: Uint8Array): Uint8Array {
  const isKept = (byte: number): boolean => /[0-9A-Za-z]/.test(String.fromCharCode(byte));
  return frame.subarray(0, frame.findLastIndex(isKept) + 1);
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
