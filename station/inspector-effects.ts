// The doorway between a whole tag and what staff read of it: bytes become fields, a wish becomes a plan that the pad carries out.
import type { TagBlock, TagField } from '../contract/inspector-view.ts';
import type { Pad, SecurityRule } from '../drivers/ports/pad.ts';
import type { ExaminedTag, Written } from '../drivers/ports/tag-work.ts';
import { securityFound } from '../drivers/tags/chips.ts';
import { detect, type TagMeaning } from '../drivers/tags/detect.ts';
import type { ForeignTold } from '../drivers/tags/foreign.ts';
import { planSecurity } from '../drivers/tags/tag-plan.ts';
import { readUhf } from '../drivers/tags/uhf.ts';
import { thingOf, type Numbers } from './devices.ts';
import type { DeskEvent } from './desk-talk.ts';
import type { Event } from './flow.ts';
import type { InspectorEffect, Looked, MendOutcome, TagFacts, TagSays } from './inspector-talk.ts';

export type InspectorParts = {
  readonly pad: Pad | null;
  readonly rule: SecurityRule;
  readonly numbers: Numbers;
  readonly tell: (event: Event) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => DeskEvent) => void;
};

export const runInspectorEffect = (effect: InspectorEffect, parts: InspectorParts): void => {
  const { pad, tell, home } = parts;
  switch (effect.kind) {
    case 'inspect-tag': {
      const { ticket, uid } = effect;
      return home(look(parts, uid), (looked) => ({ kind: 'tag-inspected', ticket, uid, looked }));
    }
    case 'mend-tag': {
      const { ticket, uid, want } = effect;
      return home(mend(pad, parts.rule, uid, want), (came) => {
        // Whoever has gone meanwhile: a tag that was written and read back is in the journal.
        if (came === 'verified') tell({ kind: 'secured', ticket, uid, want, outcome: { kind: 'done' } });
        return { ...effect, kind: 'tag-mend-ended', came };
      });
    }
  }
};

const look = async ({ pad, rule, numbers }: InspectorParts, uid: string): Promise<Looked> => {
  if (pad === null) return { kind: 'gone' };
  const examined = await pad.examine(uid);
  if (examined.kind === 'gone') return { kind: 'gone' };
  if (examined.kind === 'trouble') return { kind: 'unreadable' };
  return { kind: 'facts', facts: factsOf(examined.tag, rule, numbers) };
};

/** Examined afresh: what is written is written on what lies there now. */
const mend = async (
  pad: Pad | null,
  rule: SecurityRule,
  uid: string,
  want: 'armed' | 'disarmed',
): Promise<MendOutcome> => {
  const examined = pad === null ? ({ kind: 'gone' } as const) : await pad.examine(uid);
  if (pad === null || examined.kind !== 'examined') return examined.kind === 'gone' ? 'gone' : 'trouble';
  const planned = planSecurity(examined.tag, rule, want);
  if (planned.kind === 'cannot') return planned.why === 'locked' ? 'locked' : 'cannot';
  const written: Written = await pad.write(uid, planned.plan);
  return written.kind;
};

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const hexOf = (bytes: Uint8Array): string => [...bytes].map(hex).join(' ');

/** All that staff may read of a tag. */
export const factsOf = (tag: ExaminedTag, rule: SecurityRule, numbers: Numbers): TagFacts => {
  const { meaning, security } = meaningOf(tag, rule);
  const bytes = tag.kind === 'memory' ? tag.memory : tag.kind === 'uhf' ? tag.user : new Uint8Array();
  return {
    says: saysOf(tag, meaning, numbers),
    security,
    canMend: planSecurity(tag, rule, 'armed').kind === 'planned',
    fields: fieldsOf(tag, meaning, security),
    blocks: blocksOf(tag, bytes, meaning?.kind === 'item' ? meaning.id : null),
  };
};

const meaningOf = (
  tag: ExaminedTag,
  rule: SecurityRule,
): { readonly meaning: TagMeaning | null; readonly security: TagFacts['security'] } => {
  switch (tag.kind) {
    case 'card':
      return { meaning: null, security: 'none' };
    case 'memory':
      return { meaning: detect(tag.memory, tag.blockSize), security: securityFound(rule, tag.chip, tag) };
    case 'uhf': {
      const { meaning, security } = readUhf(tag, rule.afi);
      return { meaning, security: typeof security === 'string' ? uhfSecurity(security) : 'odd' };
    }
  }
};

const uhfSecurity = (found: string): TagFacts['security'] =>
  found === 'armed' || found === 'disarmed' || found === 'none' ? found : 'odd';

const saysOf = (tag: ExaminedTag, meaning: TagMeaning | null, numbers: Numbers): TagSays => {
  if (meaning === null) return { kind: 'uid-card' };
  if (meaning.kind !== 'item') return { kind: meaning.kind };
  const read =
    tag.kind === 'memory'
      ? ({ kind: 'memory', memory: tag.memory, blockSize: tag.blockSize, afi: tag.afi ?? 0 } as const)
      : tag.kind === 'uhf'
        ? ({ kind: 'uii', pc: tag.pc, uii: tag.uii } as const)
        : ({ kind: 'card' } as const);
  const thing = thingOf(read, 'odd', numbers, null);
  return {
    kind: 'item',
    number: meaning.id,
    part: meaning.part,
    isOurs: thing.kind === 'item',
    isDiscarded: meaning.usage !== null && meaning.usage >> 4 === 7,
  };
};

const foreignField = ({ foreign, because }: ForeignTold): TagField => ({ field: 'foreign', value: foreign, because });

const fieldsOf = (
  tag: ExaminedTag,
  meaning: TagMeaning | null,
  security: TagFacts['security'],
): readonly TagField[] => {
  const text = (
    field: Exclude<TagField['field'], 'format' | 'eas' | 'security' | 'system' | 'foreign'>,
    value: string | null,
  ) => (value === null || value === '' ? [] : [{ field, value }]);
  const byte = (value: number | null): string | null => (value === null ? null : `${hex(value)} (${value})`);
  const item = meaning?.kind === 'item' ? meaning : null;
  const id = meaning?.kind === 'patron-card' ? meaning.id : (item?.id ?? null);
  return [
    ...text('number', id),
    ...text('title', item?.title ?? null),
    ...text('part', item?.part === null || item === null ? null : `${item.part.nth} / ${item.part.of}`),
    ...text('usage', byte(item?.usage ?? null)),
    ...text('owner', item?.owner ?? null),
    ...(item === null ? [] : [{ field: 'format', value: item.format } as const]),
    ...(meaning?.kind === 'foreign' ? [foreignField(meaning)] : []),
    { field: 'security', value: security },
    ...text('afi', tag.kind === 'memory' ? byte(tag.afi) : tag.kind === 'uhf' ? byte(tag.pc & 0xff) : null),
    ...(tag.kind === 'memory' && tag.eas !== null ? [{ field: 'eas', value: tag.eas ? 'on' : 'off' } as const] : []),
    ...text('dsfid', tag.kind === 'memory' ? byte(tag.dsfid) : null),
    ...text('uid', tag.uid),
    ...text('chip', tag.kind === 'memory' ? `${tag.chip.maker} ${tag.chip.family}` : null),
    ...text('pc', tag.kind === 'uhf' ? tag.pc.toString(16).toUpperCase().padStart(4, '0') : null),
    ...text('uii', tag.kind === 'uhf' ? hexOf(tag.uii) : null),
  ];
};

/** Blocks of more than the last data are one look at nothing: they are told, and drawn empty. */
const blocksOf = (tag: ExaminedTag, bytes: Uint8Array, id: string | null): readonly TagBlock[] => {
  const size = tag.kind === 'memory' ? tag.blockSize : 4;
  const at = id === null ? -1 : Buffer.from(bytes).indexOf(Buffer.from(id, 'latin1'));
  const end = bytes.findLastIndex((byte) => byte !== 0);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, nth): TagBlock => {
    const block = bytes.subarray(nth * size, (nth + 1) * size);
    const isNumber = at >= 0 && id !== null && nth * size < at + id.length && (nth + 1) * size > at;
    return {
      nth,
      bytes: [...block].map(hex),
      text: [...block].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
      isLocked: tag.kind === 'memory' && tag.locked?.has(nth) === true,
      of: isNumber ? 'number' : nth * size <= end ? 'data' : 'empty',
    };
  });
};
