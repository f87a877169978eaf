// The tag that is looked at, as a desk's glass shows it. Decides nothing.
import type { InspectorScreen, TagField } from '../contract/inspector-view.ts';
import type { Desk } from './modes/desk-state.ts';
import type { InspectorRoom } from './modes/inspector-state.ts';
import { factsIn, judged } from './modes/inspector.ts';

export const inspectorScreen = (hasPad: boolean, desk: Desk, room: InspectorRoom): InspectorScreen => {
  const facts = factsIn(room);
  const { tag, mend } = room;
  return {
    at: 'inspector',
    ...judged(desk, hasPad, room),
    mend,
    uid: tag?.uid ?? null,
    fields: facts === null ? [] : [...systemFields(room), ...facts.fields],
    blocks: facts?.blocks ?? [],
    others: desk.pad
      .filter(({ uid }) => uid !== tag?.uid)
      .toReversed()
      .map(({ uid, thing }) => ({
        uid,
        number: thing?.kind === 'item' || thing?.kind === 'patron-card' ? thing.number : null,
      })),
  };
};

/** What the library system says, first: it is what the tag is held against. */
const systemFields = (room: InspectorRoom): readonly TagField[] => {
  const says = factsIn(room)?.says;
  const answer = room.tag?.system ?? null;
  if (says?.kind !== 'item' || !says.isOurs) return [];
  if (answer === null) return [{ field: 'system', value: 'asking' }];
  switch (answer.kind) {
    case 'silent':
      return [{ field: 'system', value: 'silent' }];
    case 'unknown-item':
      return [{ field: 'system', value: 'not-in-system' }];
    case 'item':
      return [
        { field: 'system', value: answer.onLoan ? 'on-loan' : 'in' },
        ...(answer.title === null ? [] : [{ field: 'system-title', value: answer.title } as const]),
      ];
  }
};
