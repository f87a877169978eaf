// Tagging's questions to the pad, done: a tag is examined and a write planned on it; a plan is carried out. Knows no rules.
import type { Pad, SecurityRule } from '../drivers/ports/pad.ts';
import type { ExaminedTag, TagPlan } from '../drivers/ports/tag-work.ts';
import { securityFound } from '../drivers/tags/chips.ts';
import { detect, type TagMeaning } from '../drivers/tags/detect.ts';
import { planTag, undoing } from '../drivers/tags/tag-plan.ts';
import { readUhf } from '../drivers/tags/uhf.ts';
import type { TagFound, TaggingEffect, TaggingEvent, TagLooked, TagText } from './tagging-talk.ts';

export type TaggingParts = {
  /** Null: this place has no pad. */
  readonly pad: Pad | null;
  readonly rule: SecurityRule;
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TaggingEvent) => void;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** A card has nothing but its UID. */
const meaningOf = (tag: ExaminedTag, rule: SecurityRule): TagMeaning | null => {
  switch (tag.kind) {
    case 'card':
      return null;
    case 'memory':
      return detect(tag.memory, tag.blockSize);
    case 'uhf':
      return readUhf(tag, rule.afi).meaning;
  }
};

const foundOn = (tag: ExaminedTag, rule: SecurityRule): TagFound => {
  const meaning = meaningOf(tag, rule);
  const memory = tag.kind === 'memory' ? hex(tag.memory) : tag.kind === 'uhf' ? hex(tag.user) : '';
  if (meaning === null) return { memory, says: { kind: 'foreign' } };
  switch (meaning.kind) {
    case 'item': {
      const { id: number, part, format } = meaning;
      return { memory, says: { kind: 'item', number, part: part?.of === 1 ? null : part, format } };
    }
    case 'blank':
    case 'foreign':
    case 'patron-card':
      return { memory, says: { kind: meaning.kind } };
  }
};

const isUnchanged = (tag: ExaminedTag, plan: TagPlan, rule: SecurityRule, want: TagText['want']): boolean => {
  const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);
  if (plan.kind === 'uhf') {
    const { from, to } = plan;
    return from.pc === to.pc && isSame(from.uii, to.uii) && isSame(from.user, to.user);
  }
  if (tag.kind !== 'memory' || !isSame(plan.from, plan.to)) return false;
  return plan.marks.length === 0 || securityFound(rule, tag.chip, tag) === want;
};

const look = async (pad: Pad, rule: SecurityRule, uid: string, text: TagText): Promise<TagLooked> => {
  const told = await pad.examine(uid);
  if (told.kind !== 'examined') return { kind: told.kind };
  const { tag } = told;
  const found = foundOn(tag, rule);
  const planned = planTag(tag, { ...text, rule });
  if (planned.kind === 'cannot') {
    const blocks = planned.why === 'locked' && tag.kind === 'memory' ? [...(tag.locked ?? [])] : [];
    return { kind: 'cannot', found, why: planned.why, blocks };
  }
  const { plan } = planned;
  return {
    kind: 'planned',
    found,
    plan,
    undo: undoing(plan, tag),
    unchanged: isUnchanged(tag, plan, rule, text.want),
  };
};

export const runTaggingEffect = (effect: TaggingEffect, { pad, rule, home }: TaggingParts): void => {
  const { ticket, uid } = effect;
  switch (effect.kind) {
    case 'look-at-tag':
      return home<TagLooked>(
        pad === null ? Promise.resolve({ kind: 'gone' }) : look(pad, rule, uid, effect.text),
        (outcome) => ({ kind: 'tag-looked', ticket, outcome }),
      );
    case 'write-tag':
      return home(
        pad === null ? Promise.resolve({ kind: 'gone', maybeHalf: false } as const) : pad.write(uid, effect.plan),
        (outcome) => ({ kind: 'tag-write-told', ticket, outcome }),
      );
  }
};
