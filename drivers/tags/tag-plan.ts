// From a tag as it was found and what it is to say, to the plan that a pad carries out; and the way back. Pure.
import type { SecurityRule } from '../ports/pad.ts';
import type { ExaminedMemory, ExaminedTag, SecurityMark, TagPlan } from '../ports/tag-work.ts';
import { securityMarks } from './chips.ts';
import type { TagContent } from './content.ts';
import { writeUhf } from './uhf.ts';
import { planWrite } from './write-plan.ts';

/** `shelf`: shelf location, which ISO 28560-2 alone writes; null: as it is. A UHF tag is always written by ISO 28560-4. */
export type TagWish = {
  readonly content: TagContent;
  readonly shelf: string | null;
  readonly format: 'iso-28560-2' | 'iso-28560-3';
  readonly rule: SecurityRule;
  readonly want: 'armed' | 'disarmed';
};

/** `no-memory`: a card that is nothing but its UID. `no-security`: nothing on this chip would tell the library's gates. */
export type PlannedTag =
  | { readonly kind: 'planned'; readonly plan: TagPlan }
  | {
      readonly kind: 'cannot';
      readonly why: 'too-small' | 'locked' | 'unfit' | 'no-security' | 'no-memory';
      readonly because: string;
    };

const none = (why: 'no-security' | 'no-memory', because: string): PlannedTag => ({ kind: 'cannot', why, because });

/** ISO/IEC 15962: access without a directory, and the library's root identifier. */
const dsfidOf = { 'iso-28560-2': 0x06, 'iso-28560-3': null } as const;

const planMemory = (tag: ExaminedMemory, { content, shelf, format, rule, want }: TagWish): PlannedTag => {
  const { memory: from, blockSize, chip, locked } = tag;
  const { marks, because } = securityMarks(rule, chip, want);
  const isSecuring = rule.afi !== null || rule.eas;
  if (isSecuring && marks.length === 0) return none('no-security', because ?? 'Nothing on this chip tells the gates.');
  const planned = planWrite({ memory: from, blockSize, locked: locked ?? new Set() }, content, format, shelf);
  if (planned.kind === 'cannot') return planned;
  return {
    kind: 'planned',
    plan: { kind: 'memory', blockSize, from, to: planned.memory, dsfid: dsfidOf[format], marks, lock: [] },
  };
};

/** ISO/IEC 15961-2: the AFI of libraries, where the gates go by something else. */
const libraryAfi = 0xc2;
/** Bytes; the biggest chips have as many. */
const roomyUserBank = 512;

const planBanks = (tag: Extract<ExaminedTag, { kind: 'uhf' }>, { content, rule, want }: TagWish): PlannedTag => {
  const { pc, uii, user } = tag;
  const written = writeUhf(content, rule.afi?.[want] ?? libraryAfi, user.length);
  if (typeof written === 'string') {
    const fitsElsewhere = typeof writeUhf(content, libraryAfi, roomyUserBank) !== 'string';
    return { kind: 'cannot', why: fitsElsewhere ? 'too-small' : 'unfit', because: written };
  }
  const bank = new Uint8Array(user.length);
  bank.set(written.user ?? []);
  return {
    kind: 'planned',
    plan: { kind: 'uhf', from: { pc, uii, user }, to: { pc: written.pc, uii: written.uii, user: bank } },
  };
};

/** Nothing is ever planned to be locked. */
export const planTag = (tag: ExaminedTag, wish: TagWish): PlannedTag => {
  switch (tag.kind) {
    case 'card':
      return none('no-memory', 'It is a card that has nothing but its number.');
    case 'memory':
      return planMemory(tag, wish);
    case 'uhf':
      return planBanks(tag, wish);
  }
};

/**
 * Only its security, whatever it is now; the memory stays. A UHF tag keeps its user bank and its UII. `no-security` where
 * nothing on the tag tells the gates.
 */
export const planSecurity = (tag: ExaminedTag, rule: SecurityRule, want: 'armed' | 'disarmed'): PlannedTag => {
  switch (tag.kind) {
    case 'card':
      return none('no-memory', 'It is a card that has nothing but its number.');
    case 'memory': {
      const { memory, blockSize, chip } = tag;
      const { marks, because } = securityMarks(rule, chip, want);
      return marks.length === 0
        ? none('no-security', because ?? 'Nothing on this chip tells the gates.')
        : {
            kind: 'planned',
            plan: { kind: 'memory', blockSize, from: memory, to: memory, dsfid: null, marks, lock: [] },
          };
    }
    case 'uhf': {
      const { pc, uii, user } = tag;
      const isLibrary = (pc & 0x0100) !== 0;
      if (rule.afi === null || !isLibrary)
        return none('no-security', 'The tag carries an EPC of another trade, which has no AFI.');
      const to = { pc: (pc & 0xff00) | rule.afi[want], uii, user };
      return { kind: 'planned', plan: { kind: 'uhf', from: { pc, uii, user }, to } };
    }
  }
};

/** What undoes a plan that was carried out: the tag as `before` it, its security included as far as it could be asked. */
export const undoing = (plan: TagPlan, before: ExaminedTag): TagPlan => {
  if (plan.kind === 'uhf') return { kind: 'uhf', from: plan.to, to: plan.from };
  const marks = plan.marks.flatMap((mark): readonly SecurityMark[] => {
    if (before.kind !== 'memory') return [];
    if (mark.kind === 'afi') return before.afi === null ? [] : [{ kind: 'afi', value: before.afi }];
    return before.eas === null ? [] : [{ kind: 'eas', on: before.eas }];
  });
  const dsfid = before.kind === 'memory' ? before.dsfid : null;
  return { ...plan, from: plan.to, to: plan.from, dsfid, marks, lock: [] };
};
