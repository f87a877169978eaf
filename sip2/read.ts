// The values of a message, out of its text and its plan. Nothing here throws: what cannot be understood is read as
// unknown, or stays as its text, and a note says so. Must not know bytes, sequence or checksum.

import type { Field } from './fields.ts';
import type { Fixed } from './fixed.ts';
import type { Other } from './messages.ts';
import type { Note, Says } from './note.ts';
import { slotKey, type Group, type Plan, type Slot } from './plan.ts';
import { readMoney } from './money.ts';

/** A message being read. */
export type Reading = {
  readonly text: string;
  /** Whether any value may hold an escape, a control character or an accent as a letter of its own. */
  readonly untidy: boolean;
  readonly values: Record<string, unknown>;
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
      if (time === '' || (time.charCodeAt(0) === blank && time.trim() === '')) return null;
      if (!isTime(time)) doubt(reading, field, text, at);
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
  const { names, unset } = field;
  let set: Record<string, boolean> | null = null;
  let strange = false;
  for (let place = 0; place < names.length; place++) {
    const letter = text.charCodeAt(start + place);
    if (letter === blank || letter === N) continue;
    if (letter !== Y) strange = true;
    const name = names[place];
    if (!(letter > blank && letter < 0x7f) || name === undefined) continue;
    set ??= { ...unset };
    set[name] = true;
  }
  if (strange) doubt(reading, field, text, start);
  return set ?? unset;
}

function readSummary(reading: Reading, field: Extract<Fixed, { kind: 'summary' }>, text: string, at: number): string {
  const letters = text.slice(at, at + 10);
  if (letters.replace('Y', ' ').trim() !== '') doubt(reading, field, text, at);
  return field.places[letters.indexOf('Y')] ?? 'none';
}

/** YYYYMMDD, four of anything, HHMMSS; or the first eight digits alone. Digits in their places, not a day that exists. */
export function isTime(text: string): boolean {
  if (text.length !== 18 && text.length !== 8) return false;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if ((at < 8 || at >= 12) && !(digit >= 0 && digit <= 9)) return false;
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
      const raw = text.slice(at + 2, stop);
      keep(reading, plan.slotByKey[key], at, untidy ? tidy(raw) : raw);
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

/** Slot → the reading that saw it last: cheaper than to look into the message. */
const seenBy = new Float64Array(256);

function keep(reading: Reading, slot: Slot | undefined, at: number, value: string): void {
  const { values } = reading;
  if (slot === undefined) {
    setAside(reading, at, value);
  } else if (slot.kind === 'list') {
    append(values, slot.name, value);
  } else if (slot.kind === 'member') {
    if (slot.group === null || !keepMember(values, slot.group, slot, value)) setAside(reading, at, value);
  } else if (seenBy[slot.index] === reading.id) {
    // The first one counts: what comes later may have been smuggled in by a title with a raw "|".
    note(reading, slot.code, slot.name, 'repeated', value);
    setAside(reading, at, value);
  } else {
    const read = slot.kind === 'text' || slot.field === null ? value : readValue(reading, slot, slot.field, value);
    values[slot.name] = read;
    if (read !== null) seenBy[slot.index] = reading.id;
  }
}

function setAside({ values, text }: Reading, at: number, value: string): void {
  append(values, 'others', { code: text.slice(at, at + 2), value } satisfies Other);
}

function append(values: Record<string, unknown>, name: string, value: unknown): void {
  const before = values[name];
  if (Array.isArray(before) && before.length > 0) before.push(value);
  else values[name] = [value]; // the empty list is shared and frozen
}

/** False when the member stands in no entry, or stood in this one before. */
function keepMember(values: Record<string, unknown>, group: Group, { code, name }: Slot, value: string): boolean {
  if (code === group.lead) {
    append(values, group.name, { ...group.blank, [name]: value });
    return true;
  }
  const entries = values[group.name];
  const entry: unknown = Array.isArray(entries) ? entries.at(-1) : undefined;
  return typeof entry === 'object' && entry !== null && Reflect.get(entry, name) === null
    ? Reflect.set(entry, name, value)
    : false;
}

function readValue(reading: Reading, { code, name }: Slot, field: Field, value: string): unknown {
  switch (field.kind) {
    case 'text':
    case 'list':
      return value;
    case 'money':
      if (!isPlainAmount(value) && value.trim() !== '' && readMoney(value) === null)
        note(reading, code, name, 'unreadable', value);
      return value;
    case 'time':
      if (!isTime(value) && value.trim() !== '') note(reading, code, name, 'unreadable', value);
      return value;
    case 'flag': {
      const flag = value === 'Y' ? true : value === 'N' ? false : null;
      if (flag === null && value.trim() !== '') note(reading, code, name, 'unreadable', value);
      return flag;
    }
    case 'number': {
      const number = readNumber(value, 0, value.length);
      if (number === null && value.trim() !== '') note(reading, code, name, 'unreadable', value);
      return number;
    }
    case 'choice': {
      const values: Readonly<Record<string, string>> = field.values;
      if (Object.hasOwn(values, value)) return values[value];
      if (value.trim() !== '') note(reading, code, name, 'unknown-code', value);
      return field.otherwise;
    }
  }
}

/** Digits with at most one dot among them: what nearly every amount is. */
function isPlainAmount(value: string): boolean {
  let dots = 0;
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit === 0x2e && at > 0 && at < value.length - 1) dots += 1;
    else if (!(unit >= 0x30 && unit <= 0x39)) return false;
  }
  return dots < 2 && value !== '';
}

/**
 * `&#124;` is how OpenNCIP and Koha write a delimiter; control characters are forbidden, but a newline in a Koha title
 * is real; Evergreen sends accents as letters of their own.
 */
export function tidy(value: string): string {
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
