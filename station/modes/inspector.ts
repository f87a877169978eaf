// The inspector at a desk: the tag that came last is read whole, the library system is asked what it knows of it, and what is wrong
// is mended by one hand. Pure.
import type { MendState, Remedy } from '../../contract/inspector-view.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import { judge, type Judged } from '../flows/inspector.ts';
import type { TagFacts } from '../inspector-talk.ts';
import type { Staff } from '../staff.ts';
import { within, type Desk } from './desk-state.ts';
import type { InspectorRoom } from './inspector-state.ts';

export const openInspector = (desk: Desk, who: Staff): Step<Desk> => {
  const room: InspectorRoom = { at: 'inspector', asked: 0, tag: null, mend: { at: 'idle' }, mending: null };
  const opened: Desk = { ...desk, door: { at: 'open', who, room } };
  const last = desk.pad.at(-1);
  return last === undefined ? stay(opened) : look(opened, room, last.uid, { at: 'idle' });
};

const look = (desk: Desk, room: InspectorRoom, uid: string, mend: MendState): Step<Desk> => {
  const asked = room.asked + 1;
  const ticket = `${desk.session}-look-${asked}`;
  const tag = { uid, ticket, looked: null, system: null };
  return go(within(desk, { ...room, asked, tag, mend, mending: null }), { kind: 'inspect-tag', ticket, uid });
};

export const factsIn = ({ tag }: InspectorRoom): TagFacts | null =>
  tag?.looked?.kind === 'facts' ? tag.looked.facts : null;

/** What was laid down behind the lock is looked at now. */
export const resumeInspector = (desk: Desk, room: InspectorRoom): Step<Desk> => {
  const last = desk.pad.at(-1);
  return last === undefined || last.uid === room.tag?.uid || room.mending !== null
    ? stay(desk)
    : look(desk, room, last.uid, { at: 'idle' });
};

/** The sentence of what lies there, and what mends it. */
export const judged = (desk: Pick<Desk, 'pad' | 'padReadyAtMs'>, hasPad: boolean, room: InspectorRoom): Judged => {
  const none = (verdict: Judged['verdict']): Judged => ({ verdict, remedy: null });
  if (!hasPad) return none('no-pad');
  const { tag } = room;
  if (tag === null) return none('no-tag');
  if (tag.looked === null) return none('reading');
  if (tag.looked.kind !== 'facts') return none(tag.looked.kind);
  return judge(tag.looked.facts, tag.system, hasTwin(desk, tag.uid, tag.looked.facts));
};

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

const wants: Readonly<Record<Remedy, 'armed' | 'disarmed'>> = { arm: 'armed', disarm: 'disarmed' };

export const stepInspector = (hasPad: boolean, desk: Desk, room: InspectorRoom, event: Event): Step<Desk> => {
  const { tag } = room;
  switch (event.kind) {
    case 'tag-read':
    case 'tag-unreadable':
      // After a write the pad tells of the same tag anew: the room looks by itself then.
      return room.mending !== null || tag?.uid === event.uid ? stay(desk) : look(desk, room, event.uid, { at: 'idle' });
    case 'tag-gone': {
      if (tag?.uid !== event.uid || room.mending !== null) return stay(desk);
      const next = desk.pad.findLast(({ uid }) => uid !== event.uid);
      if (next !== undefined) return look(desk, room, next.uid, { at: 'idle' });
      return stay(within(desk, { ...room, tag: null, mend: { at: 'idle' } }));
    }
    case 'tag-inspected': {
      if (tag?.ticket !== event.ticket) return stay(desk);
      const { looked } = event;
      const now = within(desk, { ...room, tag: { ...tag, looked } });
      const says = looked.kind === 'facts' ? looked.facts.says : null;
      if (says?.kind !== 'item' || !says.isOurs) return stay(now);
      return go(now, { kind: 'ask-item', ticket: tag.ticket, item: says.number });
    }
    case 'item-answered':
      return tag?.ticket === event.ticket
        ? stay(within(desk, { ...room, tag: { ...tag, system: event.answer } }))
        : stay(desk);
    case 'acted':
      if (event.act.kind === 'inspect-tag') {
        const { uid } = event.act;
        return room.mending === null && desk.pad.some((lying) => lying.uid === uid)
          ? look(desk, room, uid, { at: 'idle' })
          : stay(desk);
      }
      return event.act.kind === 'mend-tag' ? mend(hasPad, desk, room, event.act) : stay(desk);
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

const mend = (
  hasPad: boolean,
  desk: Desk,
  room: InspectorRoom,
  act: { readonly uid: string; readonly want: Remedy },
): Step<Desk> => {
  const facts = factsIn(room);
  const { remedy } = judged(desk, hasPad, room);
  if (facts === null || desk.door.at !== 'open' || room.mending !== null) return stay(desk);
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
