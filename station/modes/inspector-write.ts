// The tag that is looked at is written anew: by the desk's tagging, which journals, reads back and can undo it. Pure.
import type { NotMended, Remedy } from '../../contract/inspector-view.ts';
import { andThen, go, stay, type Event, type Step } from '../flow.ts';
import { leaveTagging, openTagging } from '../flows/tagging.ts';
import { isFree, number } from '../flows/tagging-base.ts';
import type { Tagged } from '../flows/tagging-state.ts';
import { lookAt } from '../flows/tagging-tag.ts';
import { write } from '../flows/tagging-write.ts';
import { within, type Desk, type DeskRules } from './desk-state.ts';
import { factsIn, look } from './inspector-look.ts';
import type { InspectorRoom } from './inspector-state.ts';
import { hereOf } from './tagging.ts';

type Rules = Pick<DeskRules, 'tagging' | 'place'>;

/** What is to stand on the tag by this remedy, as the library system knows it; null: it writes no number. */
export const writtenBy = (room: InspectorRoom, remedy: Remedy | null): Tagged | null => {
  const says = factsIn(room)?.says;
  const system = remedy === 'rewrite' ? room.tag?.system : remedy === 'retag' ? room.label?.system : null;
  if (system?.kind !== 'item') return null;
  const { title, callNumber: shelf, onLoan } = system;
  if (remedy === 'retag' && room.label !== null) return { number: room.label.number, title, shelf, onLoan, part: null };
  if (says?.kind !== 'item') return null;
  const part = says.part === null || says.part.of === 1 ? null : says.part;
  return { number: says.number, title, shelf, onLoan, part };
};

/** `number`: as staff saw it. One tag alone is written: of two nobody can say which was meant. */
export const rewrite = (
  rules: Rules,
  desk: Desk,
  room: InspectorRoom,
  wish: { readonly number: string; readonly remedy: Remedy },
  nowMs: number,
): Step<Desk> => {
  const item = writtenBy(room, wish.remedy);
  const { tag } = room;
  if (desk.door.at !== 'open' || tag === null || item?.number !== wish.number) return stay(desk);
  const refused = (because: NotMended): Step<Desk> =>
    stay(within(desk, { ...room, mend: { at: 'not-mended', because } }));
  if (!isFree(desk.tagging)) return refused('busy');
  if (desk.pad.length !== 1) return refused('not-alone');
  const tagging = openTagging(desk.tagging, desk.door.who.name);
  const step = lookAt(rules.tagging, tagging, hereOf(rules, { ...desk, tagging }, nowMs), item, tag.uid, true);
  const writing = within(desk, { ...room, writing: true, mend: { at: 'mending' } });
  return go({ ...writing, tagging: step.state }, ...step.effects);
};

/** The desk's tagging has heard the event already: what became of the work is what the screen says. */
export const stepRewriting = (
  rules: Rules,
  desk: Desk,
  room: InspectorRoom,
  event: Event,
  nowMs: number,
): Step<Desk> => {
  const { tagging } = desk;
  const { work } = tagging;
  const ended = (because: NotMended | null): Step<Desk> => {
    const uid = because === null ? (tagging.last ?? room.tag?.uid ?? '') : (room.tag?.uid ?? '');
    // Looked at and asked about once more: the screen says what is true now, not what was meant.
    return look(
      { ...desk, tagging: { ...tagging, work: number } },
      room,
      uid,
      because === null ? { at: 'mended' } : { at: 'not-mended', because },
    );
  };
  switch (work.at) {
    case 'looking':
    case 'writing':
      return stay(desk);
    case 'ready': {
      // Where each tag wants a press of its own, it was pressed here.
      const step = write(tagging, hereOf(rules, desk, nowMs), work);
      return andThen(stay({ ...desk, tagging: step.state }), (state) => go(state, ...step.effects));
    }
    case 'failed':
      return ended(work.because);
    case 'tag': {
      // Of a set, tagging goes on to the next part by itself; here it is one tag that was to be right.
      const isRight =
        (event.kind === 'tag-write-told' && event.outcome.kind === 'verified') ||
        (event.kind === 'tag-looked' && event.outcome.kind === 'planned');
      return ended(isRight ? null : 'gone');
    }
    case 'done':
      return ended(null);
    default:
      return ended('trouble');
  }
};

/** Another room is opened: what is being written is written to its end, and nothing is begun any more. */
export const leaveInspector = (desk: Desk, room: InspectorRoom): Step<Desk> =>
  stay(room.writing ? { ...desk, tagging: leaveTagging(desk.tagging) } : desk);
