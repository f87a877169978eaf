// Giving items their tags: a number, what the library system calls it, one tag alone on the pad, written, read back and armed; the
// next. Pure: knows nothing of the desk around it but who works there.
import { go, record, stay, type Event } from '../flow.ts';
import { isFree, number, working, type Here, type Told } from './tagging-base.ts';
import type { Tagging, TaggingRules } from './tagging-state.ts';
import { answered, consider, looked, takeNumber, waitForTag } from './tagging-tag.ts';
import { undo, undoTold, write, writeTold } from './tagging-write.ts';

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
