// What is printed where loans are made and taken back at a desk: slips into what is held or goes elsewhere, and the patron's
// receipt. Pure.
import type { Event, Step } from '../flow.ts';
import { go, stay } from '../flow.ts';
import { lendingReceipt } from './desk-circulation-receipt.ts';
import { within, type Desk, type DeskRules } from './desk-state.ts';
import type { CirculationRoom, Slip } from './desk-circulation-state.ts';

/** Prints what goes into this row's item; `row` null: into all that were returned and have none yet. */
export const printRouting = (rules: DeskRules, desk: Desk, room: CirculationRoom, row: string | null): Step<Desk> => {
  const { work } = room;
  if (work.at !== 'returning' || !rules.circulation.hasPrinter) return stay(desk);
  let now = { desk, room };
  const effects = work.flow.pile.lines.flatMap(({ key, number, title, state }) => {
    const { slips } = now.room;
    const before = slips.find((slip) => slip.row === key);
    const isWanted = row === null ? before === undefined : row === key && before?.state !== 'printing';
    if (!('told' in state) || state.told.routing === undefined || !isWanted) return [];
    const printed = now.room.printed + 1;
    const ticket = `${work.flow.pile.session}-routing-${printed}`;
    const slip: Slip = { row: key, ticket, state: 'printing' };
    const next = { ...now.room, printed, slips: [...slips.filter((other) => other.row !== key), slip] };
    now = { desk: within(now.desk, next), room: next };
    return [
      {
        kind: 'print-routing-slip' as const,
        ticket,
        language: rules.language,
        slip: {
          item: number ?? '',
          title,
          routing: state.told.routing,
          showsName: rules.circulation.namesOnSlips,
          copy: before?.state === 'printed',
        },
      },
    ];
  });
  return go(now.desk, ...effects);
};

export const printReceipt = (rules: DeskRules, desk: Desk, room: CirculationRoom): Step<Desk> => {
  const { work } = room;
  if (work.at !== 'lending' || !rules.circulation.hasPrinter) return stay(desk);
  const before = room.slips.find(({ row }) => row === null);
  if (before?.state === 'printing') return stay(desk);
  const slip = lendingReceipt(rules.place, work, before?.state === 'printed');
  if (slip.items.length === 0) return stay(desk);
  const printed = room.printed + 1;
  const ticket = `${work.flow.pile.session}-slip-${printed}`;
  const slips: readonly Slip[] = [
    ...room.slips.filter(({ row }) => row !== null),
    { row: null, ticket, state: 'printing' },
  ];
  return go(within(desk, { ...room, printed, slips }), { kind: 'print-slip', ticket, language: desk.language, slip });
};

/** No paper, or silence, is no end: it is offered again. */
export const slipPrinted = (
  room: CirculationRoom,
  { ticket, outcome }: Extract<Event, { kind: 'slip-printed' }>,
): CirculationRoom => ({
  ...room,
  slips: room.slips.map((slip) =>
    slip.ticket === ticket ? { ...slip, state: outcome.kind === 'printed' ? 'printed' : 'failed' } : slip,
  ),
});
