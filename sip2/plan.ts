// The table of messages, laid out for speed: what build.ts and parse.ts walk instead of the rows. Derived, never edited.

import {
  fields,
  groups,
  type Field,
  type FieldCode,
  type FieldName,
  type GroupName,
  type Vocabulary,
} from './fields.ts';
import type { Fixed } from './fixed.ts';
import { messages, type Kind } from './messages.ts';
import { shapes } from './shapes.ts';

/** The longest message taken or made, in bytes; the standard's 255 a field is broken by every ILS. */
export const longestMessage = 65_536;

/**
 * One variable field of one message, or one member of a group. Name and kind are copied, so that all slots are of one
 * shape to V8.
 */
export type Slot = {
  /** The place of its value among those of its message. */
  readonly index: number;
  /** The two letters of the wire. */
  readonly code: string;
  readonly name: string;
  readonly kind: Field['kind'] | 'member';
  readonly needed: boolean;
  /** Null for a member. */
  readonly field: Field | null;
  /** Null but for a member. */
  readonly group: Group | null;
};

/** A group as one message has it; its first member opens an entry. */
export type Group = {
  readonly name: GroupName;
  /** The place of its entries among the values of its message. */
  readonly index: number;
  readonly lead: string;
  /** Code and name of each member, in order. */
  readonly members: readonly (readonly [string, string])[];
  readonly blank: Readonly<Record<string, null>>;
};

/** One fixed field, likewise, and where it begins. */
export type Place = { readonly index: number; readonly name: string; readonly at: number; readonly fixed: Fixed };

export type Plan = {
  readonly kind: Kind;
  readonly code: string;
  readonly places: readonly Place[];
  /** Where the variable fields begin, counted from the first digit. */
  readonly fieldsAt: number;
  /** How many letters the fixed part ends in; letters are what a field begins with, too. */
  readonly lettersAtEnd: number;
  /** In the order of writing. */
  readonly slots: readonly Slot[];
  readonly groups: readonly Group[];
  /** Names of optional fields of which one at least is written; empty where there is no such rule. */
  readonly oneOf: readonly string[];
  /** Fields of the row that this vocabulary has no code for. */
  readonly wordless: readonly string[];
  /** slotKey → slot, for reading. */
  readonly slotByKey: readonly (Slot | undefined)[];
  /** The values of a message with nothing in it, in the order of its shape. */
  readonly blanks: readonly unknown[];
  /** Values, in that order, to the message. */
  readonly make: (values: readonly unknown[]) => object;
};

export type Plans = {
  /** Code of two digits (as a number) → plan. */
  readonly byCode: readonly (Plan | undefined)[];
  readonly byKind: ReadonlyMap<string, Plan>;
};

const nothing: readonly never[] = Object.freeze([]);

/** A small number for a two-letter field code, from the character codes of both; -1 when they are none. */
export function slotKey(first: number, second: number): number {
  const letterFirst = first >= 0x41 && first <= 0x5a;
  const letterOrDigit = (second >= 0x41 && second <= 0x5a) || (second >= 0x30 && second <= 0x39);
  return letterFirst && letterOrDigit ? (first - 0x41) * 43 + (second - 0x30) : -1;
}

const keyOf = (code: string): number => slotKey(code.charCodeAt(0), code.charCodeAt(1));

const known = new Uint8Array(26 * 43);
for (const code of [...Object.keys(fields), ...Object.values(groups).flatMap(Object.keys), 'AY', 'AZ'])
  known[keyOf(code)] = 1;

/** Whether a key belongs to a field of the standard or of a known extension, or to AY and AZ. */
export function isKnownKey(key: number): boolean {
  return known[key] === 1;
}

const isKind = (name: string): name is Kind => Object.hasOwn(messages, name);
export const kinds: readonly Kind[] = Object.keys(messages).filter(isKind);

const made = new Map<Vocabulary, Plans>();

/** Every message in the words of one family of ACS; laid out when it is first asked for. */
export function plansFor(vocabulary: Vocabulary): Plans {
  const before = made.get(vocabulary);
  if (before !== undefined) return before;
  const all = kinds.map((kind) => planFor(kind, vocabulary));
  const byCode = Array.from<Plan | undefined>({ length: 100 });
  for (const plan of all) byCode[Number(plan.code)] = plan;
  const plans = { byCode, byKind: new Map(all.map((plan) => [plan.kind, plan])) };
  made.set(vocabulary, plans);
  return plans;
}

/** The names of all that a message of a kind has, but for `kind` itself, in the order of its shape. */
export function shapeOf(kind: Kind): readonly string[] {
  const { fixed, needs, may, ...row } = messages[kind];
  const inRow: readonly string[] = 'groups' in row ? row.groups : nothing;
  return [...new Set([...fixed.map(({ name }) => name), ...[...needs, ...may].map(nameOf), ...inRow, 'others'])];
}

function planFor(kind: Kind, vocabulary: Vocabulary): Plan {
  const row = messages[kind];
  const needs: readonly FieldCode[] = row.needs;
  const may: readonly FieldCode[] = row.may;
  const heard = [...needs, ...may].filter((code) => isSpoken(code, vocabulary));
  // Of two codes for one thing, the vocabulary's own is written.
  const said = heard.filter((code) => code.includes('@') || !heard.some((own) => own !== code && isSame(own, code)));
  const shape = shapeOf(kind);
  const slot = (code: FieldCode): Slot => slotFor(code, needs.includes(code), shape.indexOf(nameOf(code)));
  const slots = said.map(slot);
  const inRow: readonly GroupName[] = 'groups' in row ? row.groups : nothing;
  const ownGroups = inRow.map((name) => groupFor(name, shape.indexOf(name)));
  const slotByKey = Array.from<Slot | undefined>({ length: 26 * 43 });
  for (const member of ownGroups.flatMap(memberSlots)) slotByKey[keyOf(member.code)] = member;
  for (const code of heard) slotByKey[keyOf(code)] = slot(code);
  const names = new Set([...needs, ...may].map(nameOf));
  const spoken = new Set<FieldName>(heard.map((code) => fields[code].name));
  const lists = [...needs, ...may].filter((code) => fields[code].kind === 'list').map(nameOf);
  const empty: ReadonlySet<string> = new Set([...lists, ...inRow, 'others']);
  const needed: ReadonlySet<string> = new Set(needs.map(nameOf));
  const fixed: readonly Fixed[] = row.fixed;
  let fieldsAt = 2;
  const places = fixed.map((field): Place => {
    const at = fieldsAt;
    fieldsAt += field.width;
    return { index: shape.indexOf(field.name), name: field.name, at, fixed: field };
  });
  return {
    kind,
    code: row.code,
    places,
    fieldsAt,
    lettersAtEnd: fixed.at(-1)?.name === 'currency' ? 3 : 0,
    slots: passwordInside(slots),
    groups: ownGroups,
    oneOf: 'oneOf' in row ? row.oneOf.map(nameOf) : nothing,
    wordless: [...names].filter((name) => !spoken.has(name)),
    slotByKey,
    blanks: shape.map((name) => (empty.has(name) ? nothing : needed.has(name) ? '' : null)),
    make: shapes[kind],
  };
}

const nameOf = (code: FieldCode): FieldName => fields[code].name;
const isSame = (own: FieldCode, code: FieldCode): boolean => own.includes('@') && nameOf(own) === nameOf(code);

/** A meaning of one vocabulary is heard there only, and takes the place of the standard's. */
function isSpoken(code: FieldCode, vocabulary: Vocabulary): boolean {
  return code.includes('@') ? code.endsWith(`@${vocabulary}`) : !Object.hasOwn(fields, `${code}@${vocabulary}`);
}

function slotFor(code: FieldCode, needed: boolean, index: number): Slot {
  const field = fields[code];
  return { index, code: code.slice(0, 2), name: field.name, kind: field.kind, needed, field, group: null };
}

function groupFor(name: GroupName, index: number): Group {
  const members = Object.entries(groups[name]);
  return {
    name,
    index,
    lead: members[0]?.[0] ?? '',
    members,
    blank: Object.fromEntries(members.map(([, member]) => [member, null])),
  };
}

function memberSlots(group: Group): readonly Slot[] {
  return group.members.map(([code, name]) => ({
    index: group.index,
    code,
    name,
    kind: 'member',
    needed: false,
    field: null,
    group,
  }));
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
