// The tag that is looked at, as a desk's glass shows it. Decides nothing.
import type { InspectorScreen, TagField } from '../contract/inspector-view.ts';
import type { Desk } from './modes/desk-state.ts';
import type { InspectorRoom } from './modes/inspector-state.ts';
import type { TaggingRules } from './flows/tagging-state.ts';
import { factsIn } from './modes/inspector-look.ts';
import { judged } from './modes/inspector.ts';
import { writtenBy } from './modes/inspector-write.ts';

export const inspectorScreen = (rules: TaggingRules, desk: Desk, room: InspectorRoom): InspectorScreen => {
  const facts = factsIn(room);
  const { tag, mend } = room;
  const { verdict, remedy } = judged(desk, rules, room);
  return {
    at: 'inspector',
    verdict,
    remedy,
    writes: writtenBy(room, remedy)?.number ?? null,
    labelWrong: room.labelWrong,
    mend,
    uid: tag?.uid ?? null,
    fields: facts === null ? [] : [...labelFields(room), ...systemFields(room), ...facts.fields.map(forStaff)],
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

/** The decoder's sentence is for technicians. */
const forStaff = (field: TagField): TagField => (field.field === 'foreign' ? { ...field, because: '' } : field);

const labelFields = ({ label }: InspectorRoom): readonly TagField[] => {
  if (label === null) return [];
  const title = label.system?.kind === 'item' ? label.system.title : null;
  return [
    { field: 'label', value: label.number },
    ...(title === null ? [] : [{ field: 'label-title', value: title } as const]),
  ];
};

/** What the library system says, first: it is what the tag is held against. */
const systemFields = (room: InspectorRoom): readonly TagField[] => {
  const says = factsIn(room)?.says;
  const answer = room.tag?.system ?? null;
  if (says?.kind !== 'item' || (!says.isOurs && answer === null)) return [];
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
