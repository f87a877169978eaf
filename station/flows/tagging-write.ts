// A tag is written, and what became of it; and the way back. Pure.
import { go, record, type Event } from '../flow.ts';
import type { TagFound } from '../tagging-talk.ts';
import {
  asking,
  failed,
  heard,
  number,
  samePart,
  withHalf,
  working,
  type Here,
  type Ready,
  type Told,
} from './tagging-base.ts';
import type { Half, ListRow, Tagged, Tagging, Work } from './tagging-state.ts';

const longestList = 5000;

const wasOf = ({ says }: TagFound): string => {
  if (says.kind !== 'item') return says.kind;
  const part = says.part === null ? '' : ` ${says.part.nth}/${says.part.of}`;
  return `item ${says.number}${part} (${says.format})`.slice(0, 300);
};

export const write = (tagging: Tagging, here: Here, { item, uid, planned }: Ready): Told => {
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

export const done = (
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

export const writeTold = (
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

export const undo = (tagging: Tagging, here: Here, row: ListRow): Told => {
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

export const undoTold = (
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
