// A message taken apart for whoever looks at it: every part in the order of the wire, by its name, and what it stands for. Nothing is
// masked here. Must not know why anybody looks.

import { sumOf } from './checksum.ts';
import { decode, type Charset } from './charset.ts';
import type { Field, Vocabulary } from './fields.ts';
import type { Fixed } from './fixed.ts';
import type { Message } from './messages.ts';
import { findFields, parse, realigned, withoutEnd, type Parsed } from './parse.ts';
import { plansFor, slotKey, type Plan, type Slot } from './plan.ts';
import { fieldEnd, opensField } from './read.ts';
import { tailOf } from './tail.ts';

/** `text`: as it stood on the wire. `means`: the names of the values it stands for; none where the text says all there is. */
export type Part =
  | {
      readonly kind: 'fixed';
      readonly name: string;
      readonly form: Fixed['kind'];
      readonly text: string;
      readonly means: readonly string[];
    }
  /** `name`, `form`: '' and 'unknown' for a field that this message does not have. */
  | {
      readonly kind: 'field';
      readonly code: string;
      readonly name: string;
      readonly form: Field['kind'] | 'member' | 'unknown';
      readonly text: string;
      readonly means: readonly string[];
    }
  /** Text between two "|" that begins no field. */
  | { readonly kind: 'stray'; readonly text: string };

export type Anatomy = {
  readonly parsed: Parsed;
  /** None of what is no message. */
  readonly parts: readonly Part[];
  /** AY and AZ as they stood there; '' without them. */
  readonly tail: string;
};

/** One frame; a CR or CR LF at its end is not needed. */
export function takeApart(wire: Uint8Array, charset: Charset, vocabulary: Vocabulary): Anatomy {
  const frame = withoutEnd(wire);
  const parsed = parse(frame, charset, vocabulary);
  const plan = parsed.kind === 'message' ? plansFor(vocabulary).byKind.get(parsed.message.kind) : undefined;
  if (parsed.kind !== 'message' || plan === undefined) return { parsed, parts: [], tail: '' };
  const text = decode(frame, charset);
  const { bodyEnd } = tailOf(frame, text, sumOf(frame, frame.length));
  const fieldsAt = findFields(plan, text, bodyEnd);
  return {
    parsed,
    parts: [
      ...fixedParts(plan, text.slice(0, fieldsAt), parsed.message),
      ...fieldParts(plan, text.slice(fieldsAt, bodyEnd)),
    ],
    tail: text.slice(bodyEnd),
  };
}

function fixedParts(plan: Plan, opening: string, message: Message): readonly Part[] {
  const pieces =
    opening.length === plan.fieldsAt
      ? plan.places.map((place) => [place, opening.slice(place.at, place.at + place.fixed.width)] as const)
      : realigned(plan, opening.slice(2));
  return pieces.map(([{ name, fixed }, text]) => ({
    kind: 'fixed',
    name,
    form: fixed.kind,
    text,
    means: fixedMeans(fixed, text, Reflect.get(message, name)),
  }));
}

function fixedMeans(fixed: Fixed, text: string, value: unknown): readonly string[] {
  switch (fixed.kind) {
    case 'yn':
    case 'ynu':
    case 'ok01':
      return [value === true ? 'yes' : value === false ? 'no' : 'unknown'];
    case 'choice':
      return [Object.hasOwn(fixed.values, text) ? (fixed.values[text] ?? 'unknown') : 'unknown'];
    case 'summary':
      return typeof value === 'string' ? [value] : [];
    case 'flags':
      return fixed.names.filter((_name, at) => !' N'.includes(text.charAt(at) || ' '));
    case 'time':
    case 'text':
    case 'count':
      return [];
  }
}

function fieldParts(plan: Plan, body: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < body.length) {
    let stop = fieldEnd(body, at, body.length);
    const key = slotKey(body.charCodeAt(at), body.charCodeAt(at + 1));
    if (stop - at < 2 || key < 0) {
      if (stop > at) parts.push({ kind: 'stray', text: body.slice(at, stop) });
    } else {
      // A raw "|" of a title belongs to the value before it, as the reader takes it.
      while (stop + 1 < body.length && !opensField(body, stop + 1, body.length))
        stop = fieldEnd(body, stop + 1, body.length);
      const slot = plan.slotByKey[key];
      const text = body.slice(at + 2, stop);
      parts.push({
        kind: 'field',
        code: body.slice(at, at + 2),
        name: slot?.name ?? '',
        form: slot?.kind ?? 'unknown',
        text,
        means: slot === undefined ? [] : fieldMeans(slot, text),
      });
    }
    at = stop + 1;
  }
  return parts;
}

function fieldMeans({ kind, field }: Slot, text: string): readonly string[] {
  if (kind === 'flag') return [text === 'Y' ? 'yes' : text === 'N' ? 'no' : 'unknown'];
  if (field?.kind !== 'choice') return [];
  const values: Readonly<Record<string, string>> = field.values;
  return [Object.hasOwn(values, text) ? (values[text] ?? 'unknown') : 'unknown'];
}
