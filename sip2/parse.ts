// Bytes to messages, out of the table. Any bytes give a value, never an exception: a message, a message nobody here
// knows, or text that is none. Knows what real ACS get wrong in a frame; must not know connections.

import { decode, type Charset } from './charset.ts';
import { scan } from './checksum.ts';
import type { Field } from './fields.ts';
import type { Fixed } from './fixed.ts';
import type { Message, Other } from './messages.ts';
import { isKnownKey, longestMessage, planByCode, slotKey, type Plan, type Slot } from './plan.ts';
import { tailOf, type Checksum } from './tail.ts';

export type Parsed =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly sequence: number | null;
      readonly checksum: Checksum;
    }
  /** Two digits that are no message of the table. */
  | { readonly kind: 'unknown-message'; readonly code: string; readonly text: string }
  /** Prose, a telnet prompt, rubbish. */
  | { readonly kind: 'not-a-message'; readonly text: string }
  | { readonly kind: 'too-long'; readonly length: number };

/** Reads one frame, without its CR. */
export function parse(frame: Uint8Array, charset: Charset): Parsed {
  if (frame.length > longestMessage) return { kind: 'too-long', length: frame.length };
  const code = ((frame[0] ?? 0) - 0x30) * 10 + ((frame[1] ?? 0) - 0x30);
  const plan = isDigit(frame[0]) && isDigit(frame[1]) ? planByCode[code] : undefined;
  const { sum, plain } = scan(frame);
  const text = decode(frame, charset);
  if (plan === undefined) {
    return /^\d\d/.test(text)
      ? { kind: 'unknown-message', code: text.slice(0, 2), text }
      : { kind: 'not-a-message', text };
  }
  const tail = tailOf(frame, text, sum);
  const untidy = !plain || text.includes('&#124;');
  const message = readMessage(plan, text, tail.bodyEnd, untidy);
  return { kind: 'message', message, sequence: tail.sequence, checksum: tail.checksum };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function readMessage(plan: Plan, text: string, bodyEnd: number, untidy: boolean): Message {
  const values: Record<string, unknown> = { ...plan.blank };
  const fieldsAt = findFields(plan, text, bodyEnd);
  if (fieldsAt === plan.fieldsAt) {
    for (const { name, at, fixed } of plan.places) values[name] = readFixed(fixed, text, at);
  } else {
    for (const [field, part] of realigned(plan, text.slice(2, fieldsAt)))
      values[field.name] = readFixed(field, part, 0);
  }
  readFields(plan, text, fieldsAt, bodyEnd, untidy, values);
  // The table has made this shape, and the types of Message come from the same table; the compiler cannot follow.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return values as unknown as Message;
}

/**
 * Where the variable fields begin. Fixed parts of the wrong length exist (a date of 16 characters), so the nearest field
 * known to anybody decides: in the last places of the fixed part, where there are only digits and blanks, or at its
 * end; else the first one anywhere, unless a field that nobody knows stands in the right place.
 */
function findFields(plan: Plan, text: string, bodyEnd: number): number {
  const place = plan.fieldsAt;
  if (place <= bodyEnd) {
    for (let at = Math.max(2, place - 8); at < place; at++) if (isKnownAt(text, at)) return at;
    if (place === bodyEnd || text.charCodeAt(place) === 0x7c || isKnownAt(text, place)) return place;
  }
  for (let at = 2; at + 2 <= bodyEnd; at++) {
    if (!isKnownAt(text, at)) continue;
    return at > place && text.charCodeAt(at - 1) === 0x7c && opensField(text, place, bodyEnd) ? place : at;
  }
  return Math.min(place, bodyEnd);
}

/** Where the variable fields of a message begin in its text; null when it is no message of the table. */
export function fieldsBegin(text: string): number | null {
  const plan = /^\d\d/.test(text) ? planByCode[Number(text.slice(0, 2))] : undefined;
  return plan === undefined ? null : findFields(plan, text, text.length);
}

function isKnownAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return first > 0x40 && isKnownKey(slotKey(first, text.charCodeAt(at + 1)));
}

/**
 * A fixed part that is too long or too short is believed at its two ends, and its time, the field that ILS get wrong,
 * takes what is between.
 */
function realigned(plan: Plan, part: string): readonly (readonly [Fixed, string])[] {
  const fields = plan.places.map(({ fixed }) => fixed);
  const firstTime = fields.findIndex((field) => field.kind === 'time');
  const lastTime = fields.findLastIndex((field) => field.kind === 'time');
  const behind = firstTime < 0 ? [] : fields.slice(lastTime + 1);
  const behindWidth = behind.reduce((width, field) => width + field.width, 0);
  const padded = firstTime < 0 || part.length < plan.fieldsAt - 20 ? part.padEnd(plan.fieldsAt - 2) : part;
  const pieces: (readonly [Fixed, string])[] = [];
  let at = 0;
  for (const [index, field] of fields.entries()) {
    const stop = index === lastTime ? padded.length - behindWidth : at + field.width;
    pieces.push([field, padded.slice(at, stop).padEnd(field.kind === 'time' ? 0 : field.width)]);
    at = Math.max(at, stop);
  }
  return pieces;
}

function readFixed(field: Fixed, text: string, at: number): unknown {
  switch (field.kind) {
    case 'yn':
      return text.charCodeAt(at) === 0x59;
    case 'ynu': {
      const letter = text.charCodeAt(at);
      return letter === 0x59 ? true : letter === 0x4e ? false : null;
    }
    case 'ok01': {
      const letter = text.charCodeAt(at);
      return letter === 0x31 || letter === 0x59;
    }
    case 'time': {
      const time = text.slice(at, at + 18);
      const blank = time === '' || (time.charCodeAt(0) === 0x20 && time.trim() === '');
      return blank ? null : time;
    }
    case 'text':
      return text.slice(at, at + field.width);
    case 'count':
      return readNumber(text, at, at + field.width);
    case 'choice':
      return field.values[text.slice(at, at + field.width)] ?? field.otherwise;
    case 'flags':
      return readFlags(field, text, at);
    case 'summary': {
      const place = text.slice(at, at + 10).indexOf('Y');
      return field.places[place] ?? 'none';
    }
  }
}

function readFlags({ names, unset }: Extract<Fixed, { kind: 'flags' }>, text: string, start: number): unknown {
  let set: Record<string, boolean> | null = null;
  for (let place = 0; place < names.length; place++) {
    const letter = text.charCodeAt(start + place);
    const name = names[place];
    if (!(letter > 0x20 && letter < 0x7f) || letter === 0x4e || name === undefined) continue;
    set ??= { ...unset };
    set[name] = true;
  }
  return set ?? unset;
}

/** Digits only; null for blanks, signs, and everything else that is no count. */
function readNumber(text: string, start: number, end: number): number | null {
  if (end <= start || end - start > 9) return null;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return null;
    value = value * 10 + digit;
  }
  return value;
}

// ---- the fields ----

function readFields(
  plan: Plan,
  text: string,
  start: number,
  end: number,
  untidy: boolean,
  values: Record<string, unknown>,
): void {
  let at = start;
  while (at < end) {
    let stop = fieldEnd(text, at, end);
    const key = slotKey(text.charCodeAt(at), text.charCodeAt(at + 1));
    if (stop - at >= 2 && key >= 0) {
      // Ceridwen writes a "|" of a title raw: what follows one and cannot be a field belongs to the value before it.
      while (stop + 1 < end && !opensField(text, stop + 1, end)) stop = fieldEnd(text, stop + 1, end);
      const raw = text.slice(at + 2, stop);
      keep(plan.slotByKey[key], text, at, untidy ? tidy(raw) : raw, values);
    }
    at = stop + 1;
  }
}

function fieldEnd(text: string, at: number, end: number): number {
  const stop = text.indexOf('|', at);
  return stop < 0 || stop > end ? end : stop;
}

/** An empty field counts as one: some clients put a "|" too many. */
function opensField(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === 0x7c || (at + 1 < end && slotKey(text.charCodeAt(at), text.charCodeAt(at + 1)) >= 0);
}

function keep(slot: Slot | undefined, text: string, at: number, value: string, values: Record<string, unknown>): void {
  if (slot === undefined) append(values, 'others', { code: text.slice(at, at + 2), value } satisfies Other);
  else if (slot.kind === 'text') values[slot.name] = value;
  else if (slot.kind === 'list') append(values, slot.name, value);
  else values[slot.name] = readValue(slot.field, value);
}

function append(values: Record<string, unknown>, name: string, value: unknown): void {
  const before = values[name];
  if (Array.isArray(before) && before.length > 0) before.push(value);
  else values[name] = [value]; // the empty list is shared and frozen
}

function readValue(field: Field, value: string): unknown {
  switch (field.kind) {
    case 'text':
    case 'list':
      return value;
    case 'flag':
      return value === 'Y' ? true : value === 'N' ? false : null;
    case 'number':
      return readNumber(value, 0, value.length);
    case 'choice': {
      const values: Readonly<Record<string, string>> = field.values;
      return Object.hasOwn(values, value) ? values[value] : 'other';
    }
  }
}

/**
 * `&#124;` is how OpenNCIP and Koha write a delimiter; control characters are forbidden, but a newline in a Koha title
 * is real; Evergreen sends accents as letters of their own.
 */
function tidy(value: string): string {
  if (isTidy(value)) return value;
  return value
    .replaceAll('&#124;', '|')
    .replace(/\p{Cc}+/gu, ' ')
    .normalize('NFC');
}

function isTidy(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e || unit === 0x26) return false;
  }
  return true;
}
