// The inspector at a desk: the tag that came last is read whole, the library system is asked what it knows of it, and what is wrong
// is mended by one hand. Pure.
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { LabelProblem, MendState } from '../../contract/inspector-view.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import { judge, type Judged } from '../flows/inspector.ts';
import type { TagFacts } from '../inspector-talk.ts';
import type { TaggingRules } from '../flows/tagging-state.ts';
import type { Staff } from '../staff.ts';
import { within, type Desk, type DeskRules } from './desk-state.ts';
import { factsIn, look } from './inspector-look.ts';
import { rewrite, stepRewriting } from './inspector-write.ts';
import type { InspectorRoom } from './inspector-state.ts';

export const openInspector = (desk: Desk, who: Staff): Step<Desk> => {
  const room: InspectorRoom = {
    at: 'inspector',
    asked: 0,
    tag: null,
    label: null,
    labelWrong: null,
    writing: false,
    mend: { at: 'idle' },
    mending: null,
  };
  const opened: Desk = { ...desk, door: { at: 'open', who, room } };
  const last = desk.pad.at(-1);
  return last === undefined ? stay(opened) : look(opened, room, last.uid, { at: 'idle' });
};

/** Something is being written on the tag that is looked at. */
const isBusy = ({ mending, writing }: InspectorRoom): boolean => mending !== null || writing;

/** What was laid down behind the lock is looked at now. */
export const resumeInspector = (desk: Desk, room: InspectorRoom): Step<Desk> => {
  const last = desk.pad.at(-1);
  return last === undefined || last.uid === room.tag?.uid || isBusy(room)
    ? stay(desk)
    : look(desk, room, last.uid, { at: 'idle' });
};

/** The sentence of what lies there, and what mends it. */
export const judged = (desk: Pick<Desk, 'pad'>, rules: TaggingRules, room: InspectorRoom): Judged => {
  const none = (verdict: Judged['verdict']): Judged => ({ verdict, remedy: null });
  if (!rules.hasPad) return none('no-pad');
  const { tag, label } = room;
  if (tag === null) return none('no-tag');
  if (tag.looked === null) return none('reading');
  if (tag.looked.kind !== 'facts') return none(tag.looked.kind);
  return judge(tag.looked.facts, {
    system: tag.system,
    label,
    hasTwin: hasTwin(desk, tag.uid, tag.looked.facts),
    isItemNumber: (number) => isItemNumber(rules, number),
  });
};

const isItemNumber = ({ kindOf }: TaggingRules, number: string): boolean =>
  kindOf(number) === 'item' || kindOf(number) === 'either';

/** Two tags of one number, and not two parts of a set. */
const hasTwin = ({ pad }: Pick<Desk, 'pad'>, uid: string, { says }: TagFacts): boolean =>
  says.kind === 'item' &&
  pad.some(
    ({ uid: other, thing }) =>
      other !== uid &&
      thing?.kind === 'item' &&
      thing.number === says.number &&
      (thing.part?.nth ?? 1) === (says.part?.nth ?? 1),
  );

const wants = { arm: 'armed', disarm: 'disarmed' } as const;

/** A number was scanned from the label, or typed. */
const tellLabel = (rules: TaggingRules, desk: Desk, room: InspectorRoom, number: string): Step<Desk> => {
  if (isBusy(room)) return stay(desk);
  const wrong = (labelWrong: LabelProblem): Step<Desk> => stay(within(desk, { ...room, labelWrong }));
  if (room.tag === null) return wrong('tag-first');
  if (!isItemNumber(rules, number)) return wrong(rules.kindOf(number) === 'patron' ? 'patron-card' : 'pattern');
  const asked = room.asked + 1;
  const ticket = `${desk.session}-label-${asked}`;
  const label = { number, ticket, system: null };
  return go(within(desk, { ...room, asked, label, labelWrong: null, mend: { at: 'idle' } }), {
    kind: 'ask-item',
    ticket,
    item: number,
  });
};

export const stepInspector = (
  { tagging, place }: Pick<DeskRules, 'tagging' | 'place'>,
  desk: Desk,
  room: InspectorRoom,
  event: Event,
  nowMs: number,
): Step<Desk> => {
  const { tag, label } = room;
  // Also what the pad tells meanwhile is about a tag that is changing.
  if (room.writing) return stepRewriting({ tagging, place }, desk, room, event, nowMs);
  switch (event.kind) {
    case 'tag-read':
    case 'tag-unreadable':
      // After a write the pad tells of the same tag anew: the room looks by itself then.
      // One that was taken away while it was written is looked at anew.
      return isBusy(room) || (tag?.uid === event.uid && tag.looked?.kind !== 'gone')
        ? stay(desk)
        : look(desk, room, event.uid, { at: 'idle' });
    case 'tag-gone': {
      if (tag?.uid !== event.uid || isBusy(room)) return stay(desk);
      const next = desk.pad.findLast(({ uid }) => uid !== event.uid);
      if (next !== undefined) return look(desk, room, next.uid, { at: 'idle' });
      return stay(within(desk, { ...room, tag: null, label: null, labelWrong: null, mend: { at: 'idle' } }));
    }
    case 'tag-inspected': {
      if (tag?.ticket !== event.ticket) return stay(desk);
      const { looked } = event;
      const now = within(desk, { ...room, tag: { ...tag, looked } });
      const says = looked.kind === 'facts' ? looked.facts.says : null;
      if (says?.kind !== 'item' || !(says.isOurs || isItemNumber(tagging, says.number))) return stay(now);
      return go(now, { kind: 'ask-item', ticket: tag.ticket, item: says.number });
    }
    case 'item-answered':
      if (label?.ticket === event.ticket)
        return stay(within(desk, { ...room, label: { ...label, system: event.answer } }));
      return tag?.ticket === event.ticket
        ? stay(within(desk, { ...room, tag: { ...tag, system: event.answer } }))
        : stay(desk);
    case 'scanned':
      return event.scan.kind === 'number' ? tellLabel(tagging, desk, room, event.scan.number) : stay(desk);
    case 'acted':
      return acted({ tagging, place }, desk, room, event.act, nowMs);
    case 'tag-mend-ended': {
      if (room.mending !== event.ticket) return stay(desk);
      const mended: MendState =
        event.came === 'verified' ? { at: 'mended' } : { at: 'not-mended', because: event.came };
      // Looked at and asked about once more: the screen says what is true now, not what was meant.
      return look(desk, room, event.uid, mended);
    }
    default:
      return stay(desk);
  }
};

const acted = (
  rules: Pick<DeskRules, 'tagging' | 'place'>,
  desk: Desk,
  room: InspectorRoom,
  act: DeskAct,
  nowMs: number,
): Step<Desk> => {
  switch (act.kind) {
    case 'inspect-tag':
      return !isBusy(room) && desk.pad.some(({ uid }) => uid === act.uid)
        ? look(desk, room, act.uid, { at: 'idle' })
        : stay(desk);
    case 'mend-tag':
      return mend(rules.tagging, desk, room, act);
    case 'tell-label':
      return tellLabel(rules.tagging, desk, room, act.number);
    case 'rewrite-tag': {
      const { remedy } = judged(desk, rules.tagging, room);
      return isBusy(room) || room.tag?.uid !== act.uid || remedy === null
        ? stay(desk)
        : rewrite(rules, desk, room, { number: act.number, remedy }, nowMs);
    }
    default:
      return stay(desk);
  }
};

const mend = (
  rules: TaggingRules,
  desk: Desk,
  room: InspectorRoom,
  act: { readonly uid: string; readonly want: 'arm' | 'disarm' },
): Step<Desk> => {
  const facts = factsIn(room);
  const { remedy } = judged(desk, rules, room);
  if (facts === null || desk.door.at !== 'open' || isBusy(room)) return stay(desk);
  if (room.tag?.uid !== act.uid || remedy !== act.want || facts.says.kind !== 'item') return stay(desk);
  const { number: item } = facts.says;
  const asked = room.asked + 1;
  const ticket = `${desk.session}-mend-${asked}`;
  const want = wants[act.want];
  const { uid } = act;
  const effects: readonly Effect[] = [
    // Open until it is written and read back, over power cuts and whoever goes.
    record({ kind: 'security-pending', uid, item, want }),
    {
      kind: 'mend-tag',
      ticket,
      uid,
      item,
      want,
      was: facts.security,
      staff: desk.door.who.name,
      session: desk.session,
    },
  ];
  return go(within(desk, { ...room, asked, mending: ticket, mend: { at: 'mending' } }), ...effects);
};

/** Also of who has left the room meanwhile: what is being written is written. */
export const mendedEntry = (event: Event): readonly Effect[] => {
  if (event.kind !== 'tag-mend-ended') return [];
  const { session, staff, uid, item, want, was, came } = event;
  return [record({ kind: 'tag-mended', session, staff, uid, item, want, was, came })];
};
