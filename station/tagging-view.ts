// The doorway from tagging to its glass. Decides nothing.
import type { TaggedItem, TaggingNow, TaggingScreen, TagRow } from '../contract/tagging-view.ts';
import { padProblem } from './flows/tagging-tag.ts';
import type { ListRow, Tagged, Tagging } from './flows/tagging-state.ts';
import type { Lying } from './modes/around.ts';
import { taggingFile, taggingFileName } from './tagging-file.ts';

const mostRows = 60;

const itemOf = ({ number, title, part }: Pick<Tagged, 'number' | 'title' | 'part'>): TaggedItem => ({
  number,
  title,
  part: part === null || part.of === 1 ? null : part,
});

const nowOf = ({ work, last }: Tagging, pad: readonly Lying[], hasPad: boolean): TaggingNow => {
  switch (work.at) {
    case 'number':
      return { at: 'number', wrong: work.wrong };
    case 'asking':
      return { at: 'asking', number: work.number };
    case 'tag': {
      const { item, cameAway, unreadable } = work;
      const problem = padProblem(pad, { last, number: item.number, unreadable });
      return {
        at: 'tag',
        item: itemOf(item),
        problem: hasPad ? (problem ?? (cameAway && pad.length === 0 ? 'gone' : null)) : 'no-pad',
      };
    }
    case 'looking':
    case 'writing':
      return { at: 'busy', item: itemOf(work.item), doing: work.at };
    case 'undoing':
      return { at: 'busy', item: itemOf(work.row.item), doing: 'undoing' };
    case 'ready':
      return { at: 'ready', item: itemOf(work.item), replaces: work.planned.found.says.kind === 'item' };
    case 'doubt':
      return { at: 'doubt', item: itemOf(work.item), because: work.because, found: work.found };
    case 'failed': {
      const { item, because, blocks, half, undoing } = work;
      return { at: 'failed', item: itemOf(item), because, blocks, half, undoing: undoing !== null };
    }
    case 'done': {
      const { item, unchanged, remark } = work;
      return { at: 'done', item: itemOf(item), unchanged, disarmed: item.onLoan, remark };
    }
    case 'undo': {
      const { uid, item } = work.row;
      const isOther = pad.length === 1 && pad[0]?.uid !== uid;
      return { at: 'undo', item: itemOf(item), problem: pad.length > 1 || isOther ? 'two-tags' : null };
    }
  }
};

const rowOf = ({ ticket, item, uid, atMs, state }: ListRow): TagRow => ({
  ticket,
  item: itemOf(item),
  uid,
  atMs,
  state,
});

export const taggingScreenOf = (
  tagging: Tagging,
  { pad, place, hasPad }: { readonly pad: readonly Lying[]; readonly place: string; readonly hasPad: boolean },
): TaggingScreen => {
  const { pace, source, rows, halves, cue, file } = tagging;
  return {
    at: 'tagging',
    pace,
    source,
    now: nowOf(tagging, pad, hasPad),
    tags: pad.length,
    count: rows.filter(({ state }) => state === 'written').length,
    rows: rows.slice(0, mostRows).map(rowOf),
    listed: rows.length,
    halves: halves.map((half) => ({ ticket: half.ticket, uid: half.uid, item: itemOf(half) })),
    cue,
    file:
      file === null ? null : { nth: file, name: taggingFileName(place, rows[0]?.atMs ?? 0), text: taggingFile(rows) },
  };
};
