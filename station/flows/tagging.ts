// Giving items their tags: a number, what the library system calls it, one tag alone on the pad, written, read back and armed; the
// next. Pure: knows nothing of the desk around it but who works there.
import type { PadProblem, WriteProblem } from '../../contract/tagging-view.ts';
import type { Part } from '../../drivers/tags/content.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { ItemAnswer } from '../library.ts';
import type { Lying } from '../modes/around.ts';
import type { TagFound, TagLooked, TagText } from '../tagging-talk.ts';
import type { Half, ListRow, Planned, Tagged, Tagging, TaggingRules, Work } from './tagging-state.ts';

/** `pad`: what lies there, this event included. `staff`: who works here. */
export type Here = {
  readonly pad: readonly Lying[];
  readonly staff: string;
  readonly place: string;
  readonly nowMs: number;
};

type Told = Step<Tagging>;

const number: Work = { at: 'number', wrong: null };
const longestList = 5000;

const working = (tagging: Tagging, work: Work, ...effects: readonly Effect[]): Told =>
  go({ ...tagging, work }, ...effects);

const heard = (tagging: Tagging, kind: Tagging['cue']['kind']): Tagging => ({
  ...tagging,
  cue: { nth: tagging.cue.nth + 1, kind },
});

const asking = (tagging: Tagging, { place }: Here): { readonly ticket: string; readonly asked: number } => {
  const asked = tagging.asked + 1;
  return { ticket: `${place}-tag-${asked}`, asked };
};

// ── The number ──

const wrongNumber = (
  tagging: Tagging,
  said: string,
  because: NonNullable<Extract<Work, { at: 'number' }>['wrong']>['because'],
): Told => working(heard(tagging, 'refused'), { at: 'number', wrong: { number: said, because } });

/** `part`: as its old tag says; null where it says nothing of a set. */
const takeNumber = (rules: TaggingRules, tagging: Tagging, here: Here, said: string, part: Part | null): Told => {
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

const answered = (
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

const waitForTag = (rules: TaggingRules, tagging: Tagging, here: Here, item: Tagged): Told =>
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
const consider = (rules: TaggingRules, tagging: Tagging, here: Here): Told => {
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

const lookAt = (
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

const samePart = (one: Part | null, other: Part | null): boolean =>
  (one?.nth ?? 1) === (other?.nth ?? 1) && (one?.of ?? 1) === (other?.of ?? 1);

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

const looked = (tagging: Tagging, here: Here, work: Extract<Work, { at: 'looking' }>, outcome: TagLooked): Told => {
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

// ── The write ──

const wasOf = ({ says }: TagFound): string => {
  if (says.kind !== 'item') return says.kind;
  const part = says.part === null ? '' : ` ${says.part.nth}/${says.part.of}`;
  return `item ${says.number}${part} (${says.format})`.slice(0, 300);
};

type Ready = { readonly item: Tagged; readonly uid: string; readonly planned: Planned };

const write = (tagging: Tagging, here: Here, { item, uid, planned }: Ready): Told => {
  const { ticket, asked } = asking(tagging, here);
  const { found, plan } = planned;
  return working(
    { ...tagging, asked },
    { at: 'writing', item, uid, ticket, planned },
    record({
      kind: 'tag-write-asked',
      ticket,
      uid,
      item: item.number,
      part: item.part,
      staff: here.staff,
      was: wasOf(found),
      memory: found.memory,
      title: item.title?.slice(0, 255) ?? null,
    }),
    { kind: 'write-tag', ticket, uid, plan },
  );
};

const failed = (
  tagging: Tagging,
  item: Tagged,
  because: WriteProblem,
  {
    blocks = [],
    half = false,
    undoing = null,
  }: Partial<Pick<Extract<Work, { at: 'failed' }>, 'blocks' | 'half' | 'undoing'>>,
): Told => working(heard(tagging, 'refused'), { at: 'failed', item, because, blocks, half, undoing });

const withHalf = (tagging: Tagging, half: Half): Tagging => ({
  ...tagging,
  halves: [...tagging.halves.filter(({ uid }) => uid !== half.uid), half],
});

/** Of the same tag, or of the same item: what was half is whole now. */
const withoutHalves = (tagging: Tagging, uid: string, item: Tagged | null, staff: string): Told => {
  const isOver = (half: Half): boolean =>
    half.uid === uid || (item !== null && half.number === item.number && samePart(half.part, item.part));
  const over = tagging.halves.filter(isOver);
  return go(
    { ...tagging, halves: tagging.halves.filter((half) => !isOver(half)) },
    ...over.map((half) =>
      record({
        kind: 'tag-half-settled',
        ticket: half.ticket,
        uid: half.uid,
        item: half.number,
        staff,
        how: 'written',
      }),
    ),
  );
};

const done = (
  tagging: Tagging,
  here: Here,
  { item, planned, ticket }: Ready & { readonly ticket: string },
  uid: string,
  how: { readonly unchanged: boolean; readonly remark: boolean },
): Told => {
  const row: ListRow = {
    ticket,
    item,
    uid,
    atMs: here.nowMs,
    staff: here.staff,
    was: wasOf(planned.found),
    state: how.unchanged ? 'unchanged' : 'written',
    undo: how.unchanged ? null : planned.undo,
  };
  const others = tagging.rows.filter(
    (other) => !(how.unchanged && other.uid === uid && other.item.number === item.number),
  );
  const isKnown = others.length < tagging.rows.length;
  const settled = withoutHalves(
    {
      ...heard(tagging, 'done'),
      rows: (isKnown ? tagging.rows : [row, ...tagging.rows]).slice(0, longestList),
      last: uid,
    },
    uid,
    item,
    here.staff,
  );
  const { part } = item;
  const isLast = part === null || part.nth >= part.of;
  const next: Work = isLast
    ? { at: 'done', item, ...how }
    : { at: 'tag', item: { ...item, part: { ...part, nth: part.nth + 1 } }, cameAway: false, unreadable: null };
  return go({ ...settled.state, work: next }, ...settled.effects);
};

const writeTold = (
  tagging: Tagging,
  here: Here,
  work: Extract<Work, { at: 'writing' }>,
  { outcome }: Extract<Event, { kind: 'tag-write-told' }>,
): Told => {
  const { item, ticket, uid } = work;
  const of = { ticket, item: item.number, staff: here.staff };
  if (outcome.kind === 'verified') {
    const { title: _title, ...wrote } = { ...of, title: null };
    const told = done(tagging, here, work, outcome.uid, { unchanged: false, remark: outcome.remark !== null });
    return go(
      told.state,
      record({ kind: 'tag-written', ...wrote, uid: outcome.uid, part: item.part, was: wasOf(work.planned.found) }),
      record({ kind: 'secured', uid: outcome.uid, want: item.onLoan ? 'disarmed' : 'armed' }),
      ...told.effects,
    );
  }
  const half = 'maybeHalf' in outcome && outcome.maybeHalf;
  const entry = record({ kind: 'tag-write-failed', ...of, uid, because: outcome.kind, half });
  const { number: itemNumber, title, part } = item;
  const after = half ? withHalf(tagging, { ticket, uid, number: itemNumber, title, part }) : tagging;
  // Laid down again it goes on by itself.
  if (outcome.kind === 'gone')
    return working(heard(after, 'refused'), { at: 'tag', item, cameAway: true, unreadable: null }, entry);
  const blocks =
    outcome.kind === 'locked'
      ? outcome.blocks
      : outcome.kind === 'refused' && outcome.block !== null
        ? [outcome.block]
        : [];
  const told = failed(after, item, outcome.kind, { blocks, half });
  return go(told.state, entry);
};

// ── The way back ──

const undo = (tagging: Tagging, here: Here, row: ListRow): Told => {
  const [only] = here.pad;
  const waiting: Work = { at: 'undo', row };
  if (row.undo === null || only === undefined || here.pad.length > 1 || only.uid !== row.uid)
    return working(tagging, waiting);
  const { ticket, asked } = asking(tagging, here);
  const { number: item, part } = row.item;
  return working(
    { ...tagging, asked },
    { at: 'undoing', row, ticket },
    record({ kind: 'tag-undo-asked', ticket, of: row.ticket, uid: row.uid, item, part, staff: here.staff }),
    { kind: 'write-tag', ticket, uid: row.uid, plan: row.undo },
  );
};

const undoTold = (
  tagging: Tagging,
  here: Here,
  { row, ticket }: Extract<Work, { at: 'undoing' }>,
  { outcome }: Extract<Event, { kind: 'tag-write-told' }>,
): Told => {
  const { number: item, title, part } = row.item;
  if (outcome.kind === 'verified') {
    const rows = tagging.rows.map((other) => (other === row ? { ...row, state: 'undone' as const } : other));
    return working(
      { ...heard(tagging, 'done'), rows, last: outcome.uid },
      number,
      record({ kind: 'tag-write-undone', ticket, of: row.ticket, uid: outcome.uid, item, staff: here.staff }),
    );
  }
  const half = 'maybeHalf' in outcome && outcome.maybeHalf;
  const after = half ? withHalf(tagging, { ticket, uid: row.uid, number: item, title, part }) : tagging;
  const told = failed(after, row.item, outcome.kind, { half, undoing: row });
  return go(
    told.state,
    record({ kind: 'tag-write-failed', ticket, uid: row.uid, item, staff: here.staff, because: outcome.kind, half }),
  );
};

// ── What happens ──

/** Nothing is under way that must be waited for. */
const isFree = ({ work }: Tagging): boolean => work.at !== 'writing' && work.at !== 'undoing';

const acted = (rules: TaggingRules, tagging: Tagging, here: Here, { act }: Extract<Event, { kind: 'acted' }>): Told => {
  const { work } = tagging;
  switch (act.kind) {
    case 'tag-how':
      return onPad(rules, { ...tagging, pace: act.pace, source: act.source }, here);
    case 'tag-number':
      return isFree(tagging) ? takeNumber(rules, tagging, here, act.number, null) : stay(tagging);
    case 'tag-parts': {
      if (work.at !== 'tag' && work.at !== 'ready') return stay(tagging);
      const item = { ...work.item, part: act.of === 1 ? null : { nth: 1, of: act.of } };
      return waitForTag(rules, tagging, here, item);
    }
    case 'tag-write':
      if (work.at === 'ready' || work.at === 'doubt') return write(tagging, here, work);
      return stay(tagging);
    case 'tag-again':
      if (work.at === 'failed')
        return work.undoing === null ? waitForTag(rules, tagging, here, work.item) : undo(tagging, here, work.undoing);
      if (work.at === 'number' && work.wrong !== null) return takeNumber(rules, tagging, here, work.wrong.number, null);
      if (work.at === 'doubt') return waitForTag(rules, tagging, here, work.item);
      return stay(tagging);
    case 'tag-skip':
      return isFree(tagging) ? working(tagging, number) : stay(tagging);
    case 'tag-undo': {
      const row = tagging.rows.find(({ ticket }) => ticket === act.ticket);
      const can = isFree(tagging) && row !== undefined && row.state === 'written';
      return can ? undo(tagging, here, row) : stay(tagging);
    }
    case 'tag-half': {
      const half = tagging.halves.find(({ ticket }) => ticket === act.ticket);
      if (half === undefined || !isFree(tagging)) return stay(tagging);
      if (act.how === 'write') return takeNumber(rules, tagging, here, half.number, half.part);
      const { ticket, uid, number: item } = half;
      const halves = tagging.halves.filter((other) => other !== half);
      return go(
        { ...tagging, halves },
        record({ kind: 'tag-half-settled', ticket, uid, item, staff: here.staff, how: 'by-hand' }),
      );
    }
    case 'tag-save':
      return stay({ ...tagging, file: tagging.asked });
    case 'tag-saved':
      return stay({ ...tagging, file: null });
    case 'tag-clear':
      return stay({ ...tagging, rows: [], file: null });
    default:
      return stay(tagging);
  }
};

/** Something on the pad came, was read, or went. */
const onPad = (rules: TaggingRules, tagging: Tagging, here: Here): Told => {
  const { work } = tagging;
  switch (work.at) {
    case 'tag':
      return consider(rules, tagging, here);
    case 'undo':
      return undo(tagging, here, work.row);
    case 'ready':
    case 'doubt':
      // Another tag came to it, or it went: what was found is true no more.
      return here.pad.length === 1 && here.pad[0]?.uid === work.uid
        ? stay(tagging)
        : waitForTag(rules, tagging, here, work.item);
    case 'number':
    case 'done': {
      const [only] = here.pad;
      const isOld =
        tagging.source === 'old-tag' && here.pad.length === 1 && only !== undefined && only.uid !== tagging.last;
      if (!isOld || only.thing?.kind !== 'item') return stay(tagging);
      if (work.at === 'number' && work.wrong?.number === only.thing.number) return stay(tagging);
      return takeNumber(rules, tagging, here, only.thing.number, only.thing.part);
    }
    case 'asking':
    case 'looking':
    case 'writing':
    case 'failed':
    case 'undoing':
      return stay(tagging);
  }
};

const gone = (rules: TaggingRules, tagging: Tagging, here: Here, uid: string): Told => {
  const after = tagging.last === uid ? { ...tagging, last: null } : tagging;
  const { work } = after;
  // The next book: the last one has left.
  if (work.at === 'done' && tagging.last === uid) return working(after, number);
  return onPad(rules, after, here);
};

/** While somebody works in this room. */
export const stepTagging = (rules: TaggingRules, tagging: Tagging, event: Event, here: Here): Told => {
  const { work } = tagging;
  switch (event.kind) {
    case 'acted':
      return acted(rules, tagging, here, event);
    case 'scanned': {
      const { scan } = event;
      if (scan.kind !== 'number' || !isFree(tagging)) return stay(tagging);
      return takeNumber(rules, tagging, here, scan.number, null);
    }
    case 'tag-seen':
    case 'tag-read':
      return onPad(rules, tagging, here);
    case 'tag-gone':
      return gone(rules, tagging, here, event.uid);
    case 'tag-unreadable':
      return work.at === 'tag' ? working(tagging, { ...work, unreadable: event.uid }) : stay(tagging);
    default:
      return stepTaggingAnswer(rules, tagging, event, here);
  }
};

/** What comes home also when somebody else's room is open, or none. */
export const stepTaggingAnswer = (rules: TaggingRules, tagging: Tagging, event: Event, here: Here): Told => {
  const { work } = tagging;
  switch (event.kind) {
    case 'item-answered':
      return work.at === 'asking' && event.ticket === work.ticket
        ? answered(rules, tagging, here, work, event.answer)
        : stay(tagging);
    case 'tag-looked':
      return work.at === 'looking' && event.ticket === work.ticket
        ? looked(tagging, here, work, event.outcome)
        : stay(tagging);
    case 'tag-write-told':
      if (work.at === 'writing' && event.ticket === work.ticket) return writeTold(tagging, here, work, event);
      return work.at === 'undoing' && event.ticket === work.ticket
        ? undoTold(tagging, here, work, event)
        : stay(tagging);
    default:
      return stay(tagging);
  }
};

/** Somebody comes in: another person's list is put away. */
export const openTagging = (tagging: Tagging, staff: string): Tagging => ({
  ...tagging,
  staff,
  rows: tagging.staff === staff ? tagging.rows : [],
  file: null,
  last: null,
});

/** Nothing is begun any more; what is being written is written to its end. */
export const leaveTagging = (tagging: Tagging): Tagging =>
  isFree(tagging) ? { ...tagging, work: number, file: null } : { ...tagging, file: null };
