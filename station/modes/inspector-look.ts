// A tag is looked at, from the beginning. Pure.
import type { MendState } from '../../contract/inspector-view.ts';
import { go, type Step } from '../flow.ts';
import type { TagFacts } from '../inspector-talk.ts';
import { within, type Desk } from './desk-state.ts';
import type { InspectorRoom } from './inspector-state.ts';

/** What was scanned from the label of another item says nothing of this one. */
export const look = (desk: Desk, room: InspectorRoom, uid: string, mend: MendState): Step<Desk> => {
  const asked = room.asked + 1;
  const ticket = `${desk.session}-look-${asked}`;
  const tag = { uid, ticket, looked: null, system: null };
  const label = room.tag?.uid === uid ? room.label : null;
  const looking: InspectorRoom = { ...room, asked, tag, label, labelWrong: null, mend, mending: null, writing: false };
  return go(within(desk, looking), { kind: 'inspect-tag', ticket, uid });
};

export const factsIn = ({ tag }: InspectorRoom): TagFacts | null =>
  tag?.looked?.kind === 'facts' ? tag.looked.facts : null;
