// The strict reader, for those who test an ACS (or an SC): everything in a frame that is not as 3M SIP2 2.00 wants it. The
// tolerant reader takes most of it without a word. Must not know connections.

import { decode, type Charset } from './charset.ts';
import type { Vocabulary } from './fields.ts';
import type { Note, Says } from './note.ts';
import { findFields, parse, withoutEnd, type Parsed } from './parse.ts';
import { isKnownKey, plansFor, slotKey, type Plan } from './plan.ts';
import { isTime } from './read.ts';
import { tailOf } from './tail.ts';

/** What both sides have agreed on. */
export type Agreed = {
  readonly charset: Charset;
  readonly vocabulary: Vocabulary;
  /** Error detection: AY and AZ on every message, or on none. Null: nothing was agreed. */
  readonly check: 'on' | 'off' | null;
};

/** 3M SIP2 2.00, "Variable-length fields". */
const longestField = 255;

/** All there is to say against one frame (a CR or CR LF at its end is not needed): first the message as a whole, then in the order of the wire. */
export function inspect(wire: Uint8Array, agreed: Agreed): readonly Note[] {
  const frame = withoutEnd(wire);
  const parsed = parse(frame, agreed.charset, agreed.vocabulary);
  const whole = (says: Says, text: string): readonly Note[] => [{ code: '', field: '', says, text }];
  switch (parsed.kind) {
    case 'too-long':
      return whole('too-long', `${parsed.length} bytes`);
    case 'not-a-message':
    case 'unknown-message':
      return whole(parsed.kind, parsed.text);
    case 'message':
      return inspectMessage(frame, parsed, agreed);
  }
}

type Inspected = Extract<Parsed, { readonly kind: 'message' }>;

function inspectMessage(frame: Uint8Array, parsed: Inspected, agreed: Agreed): readonly Note[] {
  const plan = plansFor(agreed.vocabulary).byKind.get(parsed.message.kind);
  if (plan === undefined) return [];
  const text = decode(frame, agreed.charset);
  const { bodyEnd } = tailOf(frame, text, sumOfAll(frame));
  const fieldsAt = findFields(plan, text, bodyEnd);
  return [
    ...ofFixed(plan, text.slice(0, fieldsAt)),
    ...parsed.notes,
    ...ofFields(plan, text.slice(fieldsAt, bodyEnd)),
    ...ofTail(parsed, text.slice(bodyEnd), agreed),
    ...ofLetters(frame, text, agreed.charset),
  ];
}

const sumOfAll = (frame: Uint8Array): number => frame.reduce((sum, byte) => sum + byte, 0);

/** A time that stands a few places from where it should: the fields before it were written in another order. */
function ofFixed(plan: Plan, fixed: string): readonly Note[] {
  if (fixed.length !== plan.fieldsAt) return [];
  const amiss = plan.places.find(
    ({ fixed: { kind }, at }) => kind === 'time' && !isTimeOrBlank(fixed.slice(at, at + 18)),
  );
  if (amiss === undefined) return [];
  for (let at = 2; at + 18 <= fixed.length; at++) {
    const found = fixed.slice(at, at + 18);
    if (isTime(found) && /^(19|20)\d\d[01]\d[0-3]/.test(found))
      return [{ code: '', field: amiss.name, says: 'out-of-order', text: fixed.slice(2) }];
  }
  return [];
}

const isTimeOrBlank = (text: string): boolean => isTime(text) || text.trim() === '';

function ofFields(plan: Plan, body: string): readonly Note[] {
  const notes: Note[] = [];
  const seen = new Set<string>();
  const pieces = body.split('|');
  const last = pieces.pop() ?? '';
  if (last !== '') {
    notes.push({ code: '', field: '', says: 'no-delimiter', text: last });
    pieces.push(last);
  }
  for (const piece of pieces) {
    const key = slotKey(piece.charCodeAt(0), piece.charCodeAt(1));
    const code = key < 0 ? '' : piece.slice(0, 2);
    const value = piece.slice(2);
    const slot = plan.slotByKey[key];
    const add = (says: Says): void => void notes.push({ code, field: slot?.name ?? '', says, text: piece });
    if (piece === '') add('empty-field');
    else if (key < 0) add('stray-text');
    else if (slot === undefined) add(isKnownKey(key) ? 'not-in-message' : 'unknown-field');
    else if (value === '' && !slot.needed && slot.kind !== 'member') add('empty-field');
    if (value.length > longestField) add('too-long');
    seen.add(slot?.name ?? '');
  }
  const missing = plan.slots.filter(({ needed, name }) => needed && !seen.has(name));
  for (const { code, name } of missing) notes.push({ code, field: name, says: 'missing', text: '' });
  const [either] = plan.oneOf;
  if (either !== undefined && !plan.oneOf.some((name) => seen.has(name)))
    notes.push({ code: '', field: plan.oneOf.join(' or '), says: 'missing', text: '' });
  return notes;
}

/** "AY" and a digit but on 96 and 97, "AZ" and four upper-case hexadecimal digits, and nothing behind them. */
function ofTail({ message, checksum, sequence }: Inspected, tail: string, { check }: Agreed): readonly Note[] {
  const notes: Note[] = [];
  const add = (code: string, field: string, says: Says): void => void notes.push({ code, field, says, text: tail });
  const isResend = message.kind === 'request-sc-resend' || message.kind === 'request-acs-resend';
  if (check === 'off' && tail !== '') add('AZ', 'checksum', 'not-agreed');
  if (isResend && sequence !== null) add('AY', 'sequence', 'not-agreed');
  if (check === 'on' && checksum === 'none') add('AZ', 'checksum', 'missing');
  if (check === 'on' && sequence === null && !isResend) add('AY', 'sequence', 'missing');
  if (checksum === 'bad') add('AZ', 'checksum', 'checksum-wrong');
  if (checksum === 'odd') add('AZ', 'checksum', 'checksum-odd');
  if (checksum !== 'none' && !/^(?:AY\d)?AZ[0-9A-F]{4}$/.test(tail)) add('AZ', 'checksum', 'checksum-form');
  return notes;
}

function ofLetters(frame: Uint8Array, text: string, charset: Charset): readonly Note[] {
  const notes: Note[] = [];
  const add = (says: Says, found: string): void => void notes.push({ code: '', field: '', says, text: found });
  const control = /\p{Cc}/u.exec(text);
  if (control !== null) add('control-character', JSON.stringify(control[0]));
  if (charset === 'utf-8' && !isUtf8(frame)) add('not-in-charset', text);
  if (text !== text.normalize('NFC')) add('not-composed', text);
  return notes;
}

function isUtf8(frame: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(frame);
    return true;
  } catch {
    return false;
  }
}
