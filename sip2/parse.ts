// Bytes to messages, out of the table. Any bytes give a value, never an exception: a message, a message nobody here
// knows, or text that is none. Knows what real ACS get wrong in a frame; must not know connections.

import { decode, decodeAscii, type Charset } from './charset.ts';
import { scan, type Deviation } from './checksum.ts';
import type { Vocabulary } from './fields.ts';
import type { Message } from './messages.ts';
import type { Note } from './note.ts';
import { isKnownKey, longestMessage, plansFor, slotKey, type Place, type Plan } from './plan.ts';
import { note, opensField, readFields, readFixed, type Reading } from './read.ts';
import { tailOf, type Checksum } from './tail.ts';

export type Parsed =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly sequence: number | null;
      readonly checksum: Checksum;
      /** What the other side counts instead of the bytes; null unless the checksum is odd. */
      readonly deviation: Deviation | null;
      /** What could not be understood, in the order of the wire; most messages have none. */
      readonly notes: readonly Note[];
    }
  /** Two digits that are no message of the table. */
  | { readonly kind: 'unknown-message'; readonly code: string; readonly text: string }
  /** Prose, a telnet prompt, rubbish. */
  | { readonly kind: 'not-a-message'; readonly text: string }
  | { readonly kind: 'too-long'; readonly length: number };

const noNotes: readonly Note[] = Object.freeze([]);

let readings = 0;

/** Reads one frame; a CR or CR LF at its end is not needed. */
export function parse(wire: Uint8Array, charset: Charset, vocabulary: Vocabulary = 'standard'): Parsed {
  const frame = withoutEnd(wire);
  if (frame.length > longestMessage) return { kind: 'too-long', length: frame.length };
  const code = ((frame[0] ?? 0) - 0x30) * 10 + ((frame[1] ?? 0) - 0x30);
  const plan = isDigit(frame[0]) && isDigit(frame[1]) ? plansFor(vocabulary).byCode[code] : undefined;
  const { sum, ascii, plain } = scan(frame);
  const text = ascii ? decodeAscii(frame) : decode(frame, charset);
  if (plan === undefined) {
    return /^\d\d/.test(text)
      ? { kind: 'unknown-message', code: text.slice(0, 2), text }
      : { kind: 'not-a-message', text };
  }
  const tail = tailOf(frame, text, sum);
  const reading: Reading = {
    text,
    untidy: !plain || text.includes('&#124;'),
    values: plan.blanks.slice(),
    id: (readings += 1),
    notes: null,
  };
  const message = readMessage(reading, plan, tail.bodyEnd);
  return {
    kind: 'message',
    message,
    sequence: tail.sequence,
    checksum: tail.checksum,
    deviation: tail.deviation,
    notes: reading.notes ?? noNotes,
  };
}

/** A frame without its CR or CR LF, whoever cut it. */
export function withoutEnd(wire: Uint8Array): Uint8Array {
  const last = wire[wire.length - 1];
  if (last !== 0x0d && (last !== 0x0a || wire[wire.length - 2] !== 0x0d)) return wire;
  return wire.subarray(0, last === 0x0d ? -1 : -2);
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function readMessage(reading: Reading, plan: Plan, bodyEnd: number): Message {
  const { text, values } = reading;
  const fieldsAt = findFields(plan, text, bodyEnd);
  if (fieldsAt === plan.fieldsAt) {
    for (const { index, at, fixed } of plan.places) values[index] = readFixed(reading, fixed, text, at);
  } else {
    note(reading, '', '', 'wrong-length', text.slice(2, fieldsAt));
    for (const [{ index, fixed }, part] of realigned(plan, text.slice(2, fieldsAt)))
      values[index] = readFixed(reading, fixed, part, 0);
  }
  readFields(reading, plan, fieldsAt, bodyEnd);
  // The table has made this shape, and the types of Message come from the same table; the compiler cannot follow.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return plan.make(values) as Message;
}

/**
 * Where the variable fields begin. Fixed parts of the wrong length exist (a date of 16 characters), so the nearest field
 * known to anybody decides: in the last places of the fixed part, where there are only digits and blanks, or at its
 * end; else the first one anywhere, unless a field that nobody knows stands in the right place.
 */
export function findFields(plan: Plan, text: string, bodyEnd: number): number {
  const place = plan.fieldsAt;
  if (place <= bodyEnd) {
    if (plan.lettersAtEnd > 0 && isKnownAt(text, place)) return place;
    for (let at = Math.max(2, place - 8); at < place; at++) if (beginsAt(plan, text, at)) return at;
    if (place === bodyEnd || text.charCodeAt(place) === 0x7c || isKnownAt(text, place)) return place;
  }
  for (let at = 2; at + 2 <= bodyEnd; at++) {
    if (!beginsAt(plan, text, at)) continue;
    return at > place && text.charCodeAt(at - 1) === 0x7c && opensField(text, place, bodyEnd) ? place : at;
  }
  return Math.min(place, bodyEnd);
}

/** Where the variable fields of a message begin in its text; null when it is no message of the table. */
export function fieldsBegin(text: string): number | null {
  const plan = /^\d\d/.test(text) ? plansFor('standard').byCode[Number(text.slice(0, 2))] : undefined;
  return plan === undefined ? null : findFields(plan, text, text.length);
}

/** A currency is letters too: "CAD" before "BV" holds the code AD. So all its letters must stand before the field. */
function beginsAt({ lettersAtEnd }: Plan, text: string, at: number): boolean {
  if (!isKnownAt(text, at)) return false;
  return lettersAtEnd === 0 || /^[A-Z]+$/.test(text.slice(at - lettersAtEnd, at));
}

function isKnownAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return first > 0x40 && isKnownKey(slotKey(first, text.charCodeAt(at + 1)));
}

/**
 * A fixed part that is too long or too short is believed at its two ends, and its time, the field that ILS get wrong,
 * takes what is between.
 */
export function realigned(plan: Plan, part: string): readonly (readonly [Place, string])[] {
  const fields = plan.places.map(({ fixed }) => fixed);
  const firstTime = fields.findIndex((field) => field.kind === 'time');
  const lastTime = fields.findLastIndex((field) => field.kind === 'time');
  const behind = firstTime < 0 ? [] : fields.slice(lastTime + 1);
  const behindWidth = behind.reduce((width, field) => width + field.width, 0);
  const padded = firstTime < 0 || part.length < plan.fieldsAt - 20 ? part.padEnd(plan.fieldsAt - 2) : part;
  const pieces: (readonly [Place, string])[] = [];
  let at = 0;
  for (const [index, place] of plan.places.entries()) {
    const field = place.fixed;
    const stop = index === lastTime ? padded.length - behindWidth : at + field.width;
    pieces.push([place, padded.slice(at, stop).padEnd(field.kind === 'time' ? 0 : field.width)]);
    at = Math.max(at, stop);
  }
  return pieces;
}
