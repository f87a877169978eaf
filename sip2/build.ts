// Messages to bytes, out of the table. Knows the wire's grammar: fixed part, fields, AY and AZ; must not know
// connections. A value that would break the message refuses it, by the name of the field.

import { encodeInto, type Charset } from './charset.ts';
import { checksumOf, sumOf } from './checksum.ts';
import type { Vocabulary } from './fields.ts';
import type { Fixed } from './fixed.ts';
import type { Outgoing } from './messages.ts';
import { longestMessage, plansFor, slotKey, type Group, type Slot } from './plan.ts';
import { isTime } from './read.ts';

/** How a message is put on the wire. */
export type Wire = {
  readonly charset: Charset;
  /** Null: no AY and AZ. A null sequence: AZ alone, as 96 and 97 want it. */
  readonly check: { readonly sequence: number | null } | null;
  /** Whose field codes; 'standard' when left out. */
  readonly vocabulary?: Vocabulary;
  /** CR by the standard, and when left out; a few ACS (Alexandria) wait for the LF. */
  readonly end?: 'cr' | 'cr-lf';
};

export type Fault =
  | 'delimiter' // a "|" in a value; there is no escape for it
  | 'control-character' // CR, LF, NUL, …: would end or break the message
  | 'not-in-charset'
  | 'wrong-length' // a fixed field
  | 'out-of-range' // a number
  | 'not-a-time' // YYYYMMDDZZZZHHMMSS, with digits in their places
  | 'missing' // a field the standard requires
  | 'not-in-vocabulary' // this family of ACS has no code for it
  | 'wrong-kind' // only from untyped callers
  | 'too-long'; // the whole message

export type Built =
  | { readonly kind: 'built'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly field: string; readonly fault: Fault };

/** With room for what is written without asking: numbers, codes and the tail. */
const scratch = new Uint8Array(longestMessage + 256);

const pageLength = 8192;
let page = new Uint8Array(pageLength);
let pageUsed = 0;

/** Short messages stand side by side on a page, as Node's own buffers do: memory of their own costs 0.3 µs each. */
function written(length: number): Uint8Array {
  if (length > pageLength >> 3) return scratch.slice(0, length);
  if (pageUsed + length > pageLength) {
    page = new Uint8Array(pageLength);
    pageUsed = 0;
  }
  for (let at = 0; at < length; at++) page[pageUsed + at] = scratch[at] ?? 0;
  pageUsed += length;
  return new Uint8Array(page.buffer, pageUsed - length, length);
}

// Inside the writer a position below zero is a fault; this keeps the hot path free of objects.
const faults: readonly Fault[] = [
  'too-long',
  'delimiter',
  'control-character',
  'not-in-charset',
  'wrong-length',
  'out-of-range',
  'not-a-time',
  'missing',
  'not-in-vocabulary',
  'wrong-kind',
];
const faulty = (fault: Fault): number => -1 - faults.indexOf(fault);
const delimiterFault = faulty('delimiter');
const controlFault = faulty('control-character');
const charsetFault = faulty('not-in-charset');
const lengthFault = faulty('wrong-length');
const rangeFault = faulty('out-of-range');
const timeFault = faulty('not-a-time');
const missingFault = faulty('missing');
const wordlessFault = faulty('not-in-vocabulary');
const kindFault = faulty('wrong-kind');

const bar = 0x7c;
const tailRoom = 16; // "|", AY, AZ, CR and LF

/** Writes a message, with its CR. Nothing is written when any value cannot be. */
export function build(message: Outgoing, wire: Wire): Built {
  const plan = plansFor(wire.vocabulary ?? 'standard').byKind.get(message.kind);
  if (plan === undefined) return { kind: 'refused', field: 'kind', fault: 'wrong-kind' };
  const values: Readonly<Record<string, unknown>> = message;
  let at = putAscii(plan.code, 0);
  for (const { name, fixed } of plan.places) {
    at = values[name] === undefined && fixed.kind !== 'time' ? missingFault : putFixed(fixed, values[name], at);
    if (at < 0) return refused(name, at);
  }
  for (const slot of plan.slots) {
    const value = values[slot.name];
    if (value === undefined || value === null) {
      if (slot.needed) return refused(slot.name, missingFault);
      continue;
    }
    at = putField(slot, value, wire.charset, at);
    if (at < 0) return refused(slot.name, at);
  }
  if (plan.oneOf.length > 0 && !plan.oneOf.some((name) => isSaid(values[name])))
    return refused(plan.oneOf[0] ?? '', missingFault);
  for (const name of plan.wordless) if (isSaid(values[name])) return refused(name, wordlessFault);
  for (const group of plan.groups) {
    at = putGroup(group, values[group.name], wire.charset, at);
    if (at < 0) return refused(group.name, at);
  }
  if (message.others === undefined) return ended(message.kind, wire, at);
  for (const { code, value } of message.others) {
    at = isFieldCode(code) ? putCoded(code, value, wire.charset, at) : kindFault;
    if (at < 0) return refused(code, at);
  }
  return ended(message.kind, wire, at);
}

function ended(kind: string, wire: Wire, start: number): Built {
  const at = putTail(wire, start);
  if (at > longestMessage) return refused(kind, faulty('too-long'));
  return { kind: 'built', bytes: written(at) };
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function isFieldCode(code: string): boolean {
  const taken = code === 'AY' || code === 'AZ';
  return code.length === 2 && !taken && slotKey(code.charCodeAt(0), code.charCodeAt(1)) >= 0;
}

function refused(field: string, position: number): Built {
  return { kind: 'refused', field, fault: faults[-1 - position] ?? 'wrong-kind' };
}

function putTail({ check, end }: Wire, start: number): number {
  let at = start;
  if (check !== null) {
    if (check.sequence !== null) at = putLetter(0x30 + (check.sequence % 10), putAscii('AY', at));
    at = putAscii('AZ', at);
    const checksum = checksumOf(sumOf(scratch, at));
    for (let shift = 12; shift >= 0; shift -= 4) at = putLetter(hexDigits.charCodeAt((checksum >> shift) & 0xf), at);
  }
  scratch[at++] = 0x0d;
  if (end === 'cr-lf') scratch[at++] = 0x0a;
  return at;
}

const hexDigits = '0123456789ABCDEF';

function putLetter(unit: number, at: number): number {
  scratch[at] = unit;
  return at + 1;
}

function putBlanks(width: number, at: number): number {
  for (let place = 0; place < width; place++) scratch[at + place] = 0x20;
  return at + width;
}

function putAscii(text: string, start: number): number {
  for (let at = 0; at < text.length; at++) scratch[start + at] = text.charCodeAt(at);
  return start + text.length;
}

function putFixed(field: Fixed, value: unknown, at: number): number {
  switch (field.kind) {
    case 'yn':
      return typeof value === 'boolean' ? putLetter(value ? 0x59 : 0x4e, at) : kindFault;
    case 'ynu':
      return putLetter(value === true ? 0x59 : value === false ? 0x4e : 0x55, at);
    case 'ok01':
      return typeof value === 'boolean' ? putLetter(value ? 0x31 : 0x30, at) : kindFault;
    case 'time':
      return value === undefined || value === null ? putBlanks(18, at) : putTime(value, at);
    case 'text':
      return putExactly(value, field.width, at);
    case 'count':
      return value === null ? putBlanks(field.width, at) : putNumber(value, field.width, field.width, at);
    case 'choice':
      return typeof value === 'string' ? putCode(field.values, value, at) : kindFault;
    case 'flags': {
      if (typeof value !== 'object' || value === null) return kindFault;
      for (const [place, name] of field.names.entries())
        scratch[at + place] = Reflect.get(value, name) === true ? 0x59 : 0x20;
      return at + field.width;
    }
    case 'summary': {
      const place = typeof value === 'string' ? field.places.indexOf(value) : -1;
      if (place < 0 && value !== 'none') return kindFault;
      const next = putBlanks(field.width, at);
      if (place >= 0) scratch[at + place] = 0x59;
      return next;
    }
  }
}

function putTime(value: unknown, at: number): number {
  const next = putExactly(value, 18, at);
  return next < 0 || typeof value !== 'string' || isTime(value) || value.trim() === '' ? next : timeFault;
}

function putExactly(value: unknown, width: number, at: number): number {
  if (typeof value !== 'string') return kindFault;
  if (value.length !== width) return lengthFault;
  const next = putText(value, 'utf-8', at);
  return next >= 0 && next - at !== width ? charsetFault : next;
}

function putNumber(value: unknown, width: number, most: number, at: number): number {
  if (typeof value !== 'number') return kindFault;
  if (!Number.isInteger(value) || value < 0 || value >= 10 ** most) return rangeFault;
  return putAscii(String(value).padStart(width, '0'), at);
}

function putCode(codes: Readonly<Record<string, string>>, value: string, at: number): number {
  for (const code in codes) if (codes[code] === value) return putAscii(code, at);
  return kindFault;
}

function putField({ code, kind, field }: Slot, value: unknown, charset: Charset, at: number): number {
  switch (kind) {
    case 'text':
    case 'money':
    case 'time':
      return typeof value === 'string' ? putCoded(code, value, charset, at) : kindFault;
    case 'list': {
      if (!Array.isArray(value)) return kindFault;
      let next = at;
      for (const line of value) {
        next = typeof line === 'string' ? putCoded(code, line, charset, next) : kindFault;
        if (next < 0) break;
      }
      return next;
    }
    case 'flag':
      return typeof value === 'boolean' ? putCoded(code, value ? 'Y' : 'N', charset, at) : kindFault;
    case 'number': {
      const next = putNumber(value, field?.kind === 'number' ? field.width : 1, 9, putAscii(code, at));
      return next < 0 ? next : putAscii('|', next);
    }
    case 'choice': {
      const isCoded = typeof value === 'string' && field?.kind === 'choice';
      const next = isCoded ? putCode(field.values, value, putAscii(code, at)) : kindFault;
      return next < 0 ? next : putAscii('|', next);
    }
    case 'member':
      return kindFault; // written by its group
  }
}

/** An entry always begins with the group's first field, empty if need be: that is how its reader tells entries apart. */
function putGroup({ members, lead }: Group, entries: unknown, charset: Charset, start: number): number {
  if (entries === undefined || entries === null) return start;
  if (!Array.isArray(entries)) return kindFault;
  let at = start;
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) return kindFault;
    for (const [code, name] of members) {
      const value: unknown = Reflect.get(entry, name) ?? (code === lead ? '' : undefined);
      if (value === undefined) continue;
      at = typeof value === 'string' ? putCoded(code, value, charset, at) : kindFault;
      if (at < 0) return at;
    }
  }
  return at;
}

function putCoded(code: string, value: string, charset: Charset, at: number): number {
  // Three bytes is the most a UTF-16 unit takes in any charset here.
  if (at + 2 + value.length * 3 + tailRoom > longestMessage) return faulty('too-long');
  scratch[at] = code.charCodeAt(0);
  scratch[at + 1] = code.charCodeAt(1);
  const next = putText(value, charset, at + 2);
  if (next < 0) return next;
  scratch[next] = bar;
  return next + 1;
}

function putText(value: string, charset: Charset, start: number): number {
  let above = false;
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 0x20 || unit >= bar) {
      if (unit === bar) return delimiterFault;
      if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return controlFault;
      if (unit >= 0x80) above = true;
    }
    scratch[start + at] = unit;
  }
  if (!above) return start + value.length;
  const composed = value.normalize('NFC');
  if (start + composed.length * 3 + tailRoom > longestMessage) return faulty('too-long');
  const next = encodeInto(composed, charset, scratch, start);
  return next < 0 ? charsetFault : next;
}
