// The values of a message, out of its text and its plan. Nothing here throws: what cannot be understood is read as
// unknown, or stays as its text, and a note says so. Must not know bytes, sequence or checksum.

import { flagsOf, type Fixed } from './fixed.ts';
import type { Other } from './messages.ts';
import type { Note, Says } from './note.ts';
import { slotKey, type Group, type Plan, type Slot } from './plan.ts';
import { readMoney } from './money.ts';

/** A message being read. */
export type Reading = {
  readonly text: string;
  /** Whether any value may hold an escape, a control character or an accent as a letter of its own. */
  readonly untidy: boolean;
  /** In the order of the message's shape. */
  readonly values: unknown[];
  /** Unlike that of any reading before. */
  readonly id: number;
  notes: Note[] | null;
};

export function note(reading: Reading, code: string, field: string, says: Says, text: string): void {
  reading.notes ??= [];
  reading.notes.push({ code, field, says, text });
}

const Y = 0x59;
const N = 0x4e;
const U = 0x55;
const blank = 0x20;

// ---- the fixed part ----

/** Reads one fixed field that begins at `at` in `text`; the text is the message's own, or a piece cut out of it. */
export function readFixed(reading: Reading, field: Fixed, text: string, at: number): unknown {
  switch (field.kind) {
    case 'yn': {
      const letter = text.charCodeAt(at);
      if (letter !== Y && letter !== N) doubt(reading, field, text, at);
      return letter === Y;
    }
    case 'ynu': {
      const letter = text.charCodeAt(at);
      if (letter !== Y && letter !== N && letter !== U) doubt(reading, field, text, at);
      return letter === Y ? true : letter === N ? false : null;
    }
    case 'ok01': {
      const letter = text.charCodeAt(at);
      if (letter !== 0x30 && letter !== 0x31) doubt(reading, field, text, at);
      return letter === 0x31 || letter === Y;
    }
    case 'time': {
      const time = text.slice(at, at + 18);
      if (isTimeAt(text, at, Math.min(at + 18, text.length))) return time;
      if (time.trim() === '') return null;
      doubt(reading, field, text, at);
      return time;
    }
    case 'text':
      return text.slice(at, at + field.width);
    case 'count': {
      const count = readNumber(text, at, at + field.width);
      if (count === null && text.slice(at, at + field.width).trim() !== '') doubt(reading, field, text, at);
      return count;
    }
    case 'choice': {
      const code = text.slice(at, at + field.width);
      if (Object.hasOwn(field.values, code)) return field.values[code];
      note(reading, '', field.name, 'unknown-code', code);
      return field.otherwise;
    }
    case 'flags':
      return readFlags(reading, field, text, at);
    case 'summary':
      return readSummary(reading, field, text, at);
  }
}

function doubt(reading: Reading, { name, width }: Fixed, text: string, at: number): void {
  note(reading, '', name, 'unreadable', text.slice(at, at + width));
}

function readFlags(
  reading: Reading,
  field: Extract<Fixed, { kind: 'flags' }>,
  text: string,
  start: number,
): Readonly<Record<string, boolean>> {
  let set = 0;
  let strange = false;
  for (let place = 0; place < field.width; place++) {
    const letter = text.charCodeAt(start + place);
    if (letter === blank || letter === N) continue;
    if (letter !== Y) strange = true;
    if (letter > blank && letter < 0x7f) set |= 1 << place;
  }
  if (strange) doubt(reading, field, text, start);
  return set === 0 ? field.unset : flagsOf(field, set);
}

function readSummary(reading: Reading, field: Extract<Fixed, { kind: 'summary' }>, text: string, at: number): string {
  const letters = text.slice(at, at + 10);
  if (letters.replace('Y', ' ').trim() !== '') doubt(reading, field, text, at);
  return field.places[letters.indexOf('Y')] ?? 'none';
}

/** YYYYMMDD, four of anything, HHMMSS; or the first eight digits alone. Digits in their places, not a day that exists. */
export function isTime(text: string): boolean {
  return isTimeAt(text, 0, text.length);
}

function isTimeAt(text: string, start: number, end: number): boolean {
  if (end - start !== 18 && end - start !== 8) return false;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if ((at < start + 8 || at >= start + 12) && !(digit >= 0 && digit <= 9)) return false;
  }
  return true;
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

/** Reads the variable fields between two places of the text. */
export function readFields(reading: Reading, plan: Plan, start: number, end: number): void {
  const { text, untidy } = reading;
  let at = start;
  while (at < end) {
    let stop = fieldEnd(text, at, end);
    const key = slotKey(text.charCodeAt(at), text.charCodeAt(at + 1));
    if (stop - at >= 2 && key >= 0) {
      // Ceridwen writes a "|" of a title raw: what follows one and cannot be a field belongs to the value before it.
      while (stop + 1 < end && !opensField(text, stop + 1, end)) stop = fieldEnd(text, stop + 1, end);
      const slot = plan.slotByKey[key];
      if (!untidy || isTidy(text, at + 2, stop)) keep(reading, slot, at, text, at + 2, stop);
      else {
        const value = tidied(text.slice(at + 2, stop));
        keep(reading, slot, at, value, 0, value.length);
      }
    }
    at = stop + 1;
  }
}

export function fieldEnd(text: string, at: number, end: number): number {
  const stop = text.indexOf('|', at);
  return stop < 0 || stop > end ? end : stop;
}

/** An empty field counts as one: some clients put a "|" too many. */
export function opensField(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === 0x7c || (at + 1 < end && slotKey(text.charCodeAt(at), text.charCodeAt(at + 1)) >= 0);
}

/** Place of a value → the reading that saw it last: cheaper than to look into the message. */
const seenBy = new Float64Array(256);

/** Takes the field at `at`; its value stands in `source` from `start` to `end`: in the message's text, or tidied. */
function keep(reading: Reading, slot: Slot | undefined, at: number, source: string, start: number, end: number): void {
  const { values } = reading;
  if (slot === undefined) {
    setAside(reading, at, source.slice(start, end));
  } else if (slot.kind === 'list') {
    append(values, slot.index, source.slice(start, end));
  } else if (slot.kind === 'member') {
    const value = source.slice(start, end);
    if (slot.group === null || !keepMember(values, slot.group, slot, value)) setAside(reading, at, value);
  } else if (seenBy[slot.index] === reading.id) {
    // The first one counts: what comes later may have been smuggled in by a title with a raw "|".
    const value = source.slice(start, end);
    note(reading, slot.code, slot.name, 'repeated', value);
    setAside(reading, at, value);
  } else {
    const read = readValue(reading, slot, source, start, end);
    values[slot.index] = read;
    if (read !== null) seenBy[slot.index] = reading.id;
  }
}

/** The others are the last of every shape. */
function setAside({ values, text }: Reading, at: number, value: string): void {
  append(values, values.length - 1, { code: text.slice(at, at + 2), value } satisfies Other);
}

function append(values: unknown[], index: number, value: unknown): void {
  const before = values[index];
  if (Array.isArray(before) && before.length > 0) before.push(value);
  else values[index] = [value]; // the empty list is shared and frozen
}

/** False when the member stands in no entry, or stood in this one before. */
function keepMember(values: unknown[], group: Group, { code, name }: Slot, value: string): boolean {
  if (code === group.lead) {
    append(values, group.index, { ...group.blank, [name]: value });
    return true;
  }
  const entries = values[group.index];
  const entry: unknown = Array.isArray(entries) ? entries.at(-1) : undefined;
  return typeof entry === 'object' && entry !== null && Reflect.get(entry, name) === null
    ? Reflect.set(entry, name, value)
    : false;
}

function readValue(reading: Reading, slot: Slot, source: string, start: number, end: number): unknown {
  switch (slot.kind) {
    case 'text':
    case 'list':
    case 'member':
      return source.slice(start, end);
    case 'money':
      if (!isPlainAmount(source, start, end)) doubtAmount(reading, slot, source.slice(start, end));
      return source.slice(start, end);
    case 'time':
      if (!isTimeAt(source, start, end)) doubtValue(reading, slot, 'unreadable', source.slice(start, end));
      return source.slice(start, end);
    case 'flag': {
      const letter = end - start === 1 ? source.charCodeAt(start) : 0;
      if (letter === Y || letter === N) return letter === Y;
      doubtValue(reading, slot, 'unreadable', source.slice(start, end));
      return null;
    }
    case 'number': {
      const number = readNumber(source, start, end);
      if (number === null) doubtValue(reading, slot, 'unreadable', source.slice(start, end));
      return number;
    }
    case 'choice': {
      const { field } = slot;
      if (field?.kind !== 'choice') return null;
      const values: Readonly<Record<string, string>> = field.values;
      const code = source.slice(start, end);
      if (Object.hasOwn(values, code)) return values[code];
      doubtValue(reading, slot, 'unknown-code', code);
      return field.otherwise;
    }
  }
}

/** Nothing, or blanks, is silence. */
function doubtValue(reading: Reading, { code, name }: Slot, says: Says, value: string): void {
  if (value.trim() !== '') note(reading, code, name, says, value);
}

function doubtAmount(reading: Reading, slot: Slot, value: string): void {
  if (readMoney(value) === null) doubtValue(reading, slot, 'unreadable', value);
}

/** Digits with at most one dot among them: what nearly every amount is. */
function isPlainAmount(text: string, start: number, end: number): boolean {
  let dots = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2e && at > start && at < end - 1) dots += 1;
    else if (!(unit >= 0x30 && unit <= 0x39)) return false;
  }
  return dots < 2 && start < end;
}

/** Nothing in it that `tidied` would change: no "&", no control character, and only letters that are sure to be whole. */
function isTidy(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x26 || (unit > 0x7e && !isWholeLetter(unit))) return false;
  }
  return true;
}

/** Latin with its accents, Vietnamese among it: as it is in NFC, whatever stands beside it. */
function isWholeLetter(unit: number): boolean {
  return (unit >= 0xa0 && unit < 0x300) || (unit >= 0x1ea0 && unit <= 0x1ef9);
}

/**
 * `&#124;` is how OpenNCIP and Koha write a delimiter; control characters are forbidden, but a newline in a Koha title
 * is real; Evergreen sends accents as letters of their own.
 */
function tidied(value: string): string {
  return value
    .replaceAll('&#124;', '|')
    .replace(/\p{Cc}+/gu, ' ')
    .normalize('NFC');
}
