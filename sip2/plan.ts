// The table of messages, laid out for speed: what build.ts and parse.ts walk instead of the rows. Derived, never edited.

import { fields, type Field, type FieldCode } from './fields.ts';
import type { Fixed } from './fixed.ts';
import { messages, type Kind } from './messages.ts';

/** The longest message taken or made, in bytes; the standard's 255 a field is broken by every ILS. */
export const longestMessage = 65_536;

/** One variable field of one message. Name and kind are copied, so that all slots are of one shape to V8. */
export type Slot = {
  readonly code: FieldCode;
  readonly name: string;
  readonly kind: Field['kind'];
  readonly needed: boolean;
  readonly field: Field;
};

/** One fixed field, likewise, and where it begins. */
export type Place = { readonly name: string; readonly at: number; readonly fixed: Fixed };

export type Plan = {
  readonly kind: Kind;
  readonly code: string;
  readonly places: readonly Place[];
  /** Where the variable fields begin, counted from the first digit. */
  readonly fieldsAt: number;
  /** In the order of writing. */
  readonly slots: readonly Slot[];
  /** slotKey → slot, for reading. */
  readonly slotByKey: readonly (Slot | undefined)[];
  /** The message with nothing in it. */
  readonly blank: Readonly<Record<string, unknown>>;
};

const nothing: readonly string[] = Object.freeze([]);

/** A small number for a two-letter field code, from the character codes of both; -1 when they are none. */
export function slotKey(first: number, second: number): number {
  const letterFirst = first >= 0x41 && first <= 0x5a;
  const letterOrDigit = (second >= 0x41 && second <= 0x5a) || (second >= 0x30 && second <= 0x39);
  return letterFirst && letterOrDigit ? (first - 0x41) * 43 + (second - 0x30) : -1;
}

const keyOf = (code: string): number => slotKey(code.charCodeAt(0), code.charCodeAt(1));

const known = new Uint8Array(26 * 43);
for (const code of [...Object.keys(fields), 'AY', 'AZ']) known[keyOf(code)] = 1;

/** Whether a key belongs to a field of the standard or of a known extension, or to AY and AZ. */
export function isKnownKey(key: number): boolean {
  return known[key] === 1;
}

const isKind = (name: string): name is Kind => Object.hasOwn(messages, name);
const kinds: readonly Kind[] = Object.keys(messages).filter(isKind);

/** Code of two digits (as a number) → plan. */
export const planByCode: readonly (Plan | undefined)[] = byCode(kinds.map(planFor));

/** Kind → plan. */
export const planByKind: ReadonlyMap<string, Plan> = new Map(
  planByCode.flatMap((plan) => (plan === undefined ? [] : [[plan.kind, plan]])),
);

function byCode(plans: readonly Plan[]): readonly (Plan | undefined)[] {
  const table = Array.from<Plan | undefined>({ length: 100 });
  for (const plan of plans) table[Number(plan.code)] = plan;
  return table;
}

function planFor(kind: Kind): Plan {
  const row = messages[kind];
  const needs: readonly FieldCode[] = row.needs;
  const may: readonly FieldCode[] = row.may;
  const slots = passwordInside([
    ...needs.map((code) => slotFor(code, true)),
    ...may.map((code) => slotFor(code, false)),
  ]);
  const slotByKey = Array.from<Slot | undefined>({ length: 26 * 43 });
  for (const slot of slots) slotByKey[keyOf(slot.code)] = slot;
  const fixed: readonly Fixed[] = row.fixed;
  let fieldsAt = 2;
  const places = fixed.map((field): Place => {
    const at = fieldsAt;
    fieldsAt += field.width;
    return { name: field.name, at, fixed: field };
  });
  return { kind, code: row.code, places, fieldsAt, slots, slotByKey, blank: blankFor(kind, places, slots) };
}

function slotFor(code: FieldCode, needed: boolean): Slot {
  const field = fields[code];
  return { code, name: field.name, kind: field.kind, needed, field };
}

// Without AY/AZ, Koha and Evergreen cut everything that is no letter or digit off the end of a message: a patron
// password "pa!" in the last field arrives as "pa". So AD stands before the last field that is always written.
function passwordInside(slots: readonly Slot[]): readonly Slot[] {
  const password = slots.find((slot) => slot.code === 'AD');
  if (password === undefined) return slots;
  const others = slots.filter((slot) => slot !== password);
  const last = others.findLastIndex((slot) => slot.needed);
  return [...others.slice(0, last), password, ...others.slice(last)];
}

function blankFor(kind: Kind, places: readonly Place[], slots: readonly Slot[]): Readonly<Record<string, unknown>> {
  const blank: Record<string, unknown> = { kind };
  for (const { name } of places) blank[name] = null;
  for (const { name, kind: holds, needed } of slots) blank[name] = holds === 'list' ? nothing : needed ? '' : null;
  blank['others'] = nothing;
  return { ...blank }; // the copy is what V8 copies fast: an object grown key by key has become a dictionary
}
