// From a number to the one tag that it is to stand on: what the library system calls it, what lies on the pad, what the tag says
// now. Pure.
import type { PadProblem } from '../../contract/tagging-view.ts';
import type { Part } from '../../drivers/tags/content.ts';
import { stay } from '../flow.ts';
import type { ItemAnswer } from '../library.ts';
import type { Lying } from '../modes/around.ts';
import type { TagFound, TagLooked, TagText } from '../tagging-talk.ts';
import { asking, failed, heard, samePart, working, type Here, type Told } from './tagging-base.ts';
import { done, write } from './tagging-write.ts';
import type { Tagged, Tagging, TaggingRules, Work } from './tagging-state.ts';

// ── The number ──

const wrongNumber = (
  tagging: Tagging,
  said: string,
  because: NonNullable<Extract<Work, { at: 'number' }>['wrong']>['because'],
): Told => working(heard(tagging, 'refused'), { at: 'number', wrong: { number: said, because } });

/** `part`: as its old tag says; null where it says nothing of a set. */
export const takeNumber = (
  rules: TaggingRules,
  tagging: Tagging,
  here: Here,
  said: string,
  part: Part | null,
): Told => {
  const kind = rules.kindOf(said);
  if (kind === 'patron') return wrongNumber(tagging, said, 'patron-card');
  if (kind === 'neither') return wrongNumber(tagging, said, 'pattern');
  const { ticket, asked } = asking(tagging, here);
  return working(
    { ...tagging, asked },
    { at: 'asking', ticket, number: said, part },
    { kind: 'ask-item', ticket, item: said },
  );
};

export const answered = (
  rules: TaggingRules,
  tagging: Tagging,
  here: Here,
  asked: Extract<Work, { at: 'asking' }>,
  answer: ItemAnswer,
): Told => {
  switch (answer.kind) {
    case 'unknown-item':
      return wrongNumber(tagging, asked.number, 'unknown-item');
    case 'silent':
      return wrongNumber(tagging, asked.number, 'acs-silent');
    case 'item': {
      const { title, onLoan, callNumber: shelf } = answer;
      const item: Tagged = { number: asked.number, title, shelf, onLoan, part: asked.part };
      return waitForTag(rules, tagging, here, item);
    }
  }
};

// ── The tag ──

export const waitForTag = (rules: TaggingRules, tagging: Tagging, here: Here, item: Tagged): Told =>
  consider(rules, working(tagging, { at: 'tag', item, cameAway: false, unreadable: null }).state, here);

const numberOf = ({ thing }: Lying): string | null => (thing?.kind === 'item' ? thing.number : null);

/** Why the one tag cannot be had yet; null where nothing lies there, or one that is still being read. */
export const padProblem = (
  pad: readonly Lying[],
  of: { readonly last: string | null; readonly number: string; readonly unreadable: string | null },
): PadProblem | null => {
  const [first] = pad;
  if (first === undefined) return null;
  if (pad.length > 1) {
    if (pad.some(({ uid }) => uid === of.last)) return 'last-one';
    return pad.some((lying) => numberOf(lying) === of.number) ? 'same-number' : 'two-tags';
  }
  if (first.uid === of.last) return 'last-one';
  if (first.uid === of.unreadable) return 'unreadable';
  return first.thing?.kind === 'patron-card' ? 'patron-card' : null;
};

/** The one tag that may be looked at now; null: there is none. */
const theOne = (tagging: Tagging, work: Extract<Work, { at: 'tag' }>, { pad }: Here): string | null => {
  const [only] = pad;
  if (only === undefined || (only.thing === null && only.uid !== work.unreadable)) return null;
  const of = { last: tagging.last, number: work.item.number, unreadable: work.unreadable };
  return padProblem(pad, of) === null ? only.uid : null;
};

/** Looks at the tag as soon as one lies there alone. */
export const consider = (rules: TaggingRules, tagging: Tagging, here: Here): Told => {
  const { work } = tagging;
  if (work.at !== 'tag') return stay(tagging);
  const uid = theOne(tagging, work, here);
  return uid === null ? stay(tagging) : lookAt(rules, tagging, here, work.item, uid, false);
};

const textOf = (rules: TaggingRules, { number: id, title, shelf, part, onLoan }: Tagged): TagText => ({
  content: {
    id,
    part: part ?? (rules.setInformation ? { nth: 1, of: 1 } : null),
    usage: rules.usage,
    owner: rules.owner,
    title: rules.title ? title : null,
  },
  shelf: rules.shelf && rules.format === 'iso-28560-2' ? shelf : null,
  format: rules.format,
  want: onLoan ? 'disarmed' : 'armed',
});

/** `isMeant`: what lies there may be written over. */
export const lookAt = (
  rules: TaggingRules,
  tagging: Tagging,
  here: Here,
  item: Tagged,
  uid: string,
  isMeant: boolean,
): Told => {
  const { ticket, asked } = asking(tagging, here);
  return working(
    { ...tagging, asked },
    { at: 'looking', item, ticket, uid, isMeant },
    { kind: 'look-at-tag', ticket, uid, text: textOf(rules, item) },
  );
};

/** What is asked about before it is written over; null: nothing. Only a blank, or a tag of this very item, is not asked about. */
const doubtOf = (
  tagging: Tagging,
  item: Tagged,
  uid: string,
  { says }: TagFound,
): Pick<Extract<Work, { at: 'doubt' }>, 'because' | 'found'> | null => {
  if (says.kind === 'item' && says.number !== item.number) return { because: 'other-item', found: says.number };
  if (says.kind === 'item' && !samePart(says.part, item.part))
    return { because: 'other-part', found: says.part === null ? null : `${says.part.nth}/${says.part.of}` };
  const isHalf = tagging.halves.some((half) => half.uid === uid && half.number === item.number);
  if (says.kind === 'foreign' && !isHalf) return { because: 'foreign', found: null };
  const elsewhere = tagging.rows.find(
    (row) =>
      row.state !== 'undone' &&
      row.uid !== uid &&
      row.item.number === item.number &&
      samePart(row.item.part, item.part),
  );
  return elsewhere === undefined ? null : { because: 'elsewhere', found: new Date(elsewhere.atMs).toISOString() };
};

export const looked = (
  tagging: Tagging,
  here: Here,
  work: Extract<Work, { at: 'looking' }>,
  outcome: TagLooked,
): Told => {
  const { item, uid } = work;
  switch (outcome.kind) {
    case 'gone':
      return working(tagging, { at: 'tag', item, cameAway: false, unreadable: null });
    case 'trouble':
      return failed(tagging, item, 'trouble', {});
    case 'cannot':
      if (outcome.found.says.kind === 'patron-card') return failed(tagging, item, 'patron-card', {});
      return failed(tagging, item, outcome.why, { blocks: outcome.blocks });
    case 'planned': {
      const { found, unchanged } = outcome;
      if (found.says.kind === 'patron-card') return failed(tagging, item, 'patron-card', {});
      if (unchanged) return done(tagging, here, { ...work, planned: outcome }, uid, { unchanged: true, remark: false });
      const doubt = work.isMeant ? null : doubtOf(tagging, item, uid, found);
      if (doubt !== null)
        return working(heard(tagging, 'attention'), { at: 'doubt', item, uid, planned: outcome, ...doubt });
      if (tagging.pace === 'single') return working(tagging, { at: 'ready', item, uid, planned: outcome });
      return write(tagging, here, { item, uid, planned: outcome });
    }
  }
};
