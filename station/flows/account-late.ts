// Answers about an account that come home after its session has ended. They change no screen and no session: what is true
// is written into the journal, and what nobody knows is asked for once more. Pure.
import type { Fee } from '../../contract/view.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { ItemNumber, PatronNumber, Ticket } from '../library.ts';
import type { Account } from './account-state.ts';

/**
 * A wish whose session ended before its answer. `pin`: the patron password, for library systems that ask for it with each
 * question; in memory only, and gone with the orphan. Null where a restart has forgotten it.
 */
export type AccountOrphan = {
  readonly ticket: Ticket;
  readonly patron: PatronNumber;
  readonly pin: string | null;
} & (
  | { readonly of: 'renewal' | 'hold'; readonly item: ItemNumber }
  | { readonly of: 'payment'; readonly reference: string; readonly sum: Fee }
);

export const accountOrphansOf = ({ patron, pin, loans, holds, payment }: Account): readonly AccountOrphan[] => {
  const wishes = [
    ...loans.map((line) => ({ ...line, of: 'renewal' as const })),
    ...holds.map((line) => ({ ...line, of: 'hold' as const })),
  ].flatMap(({ of, state, number }): readonly AccountOrphan[] =>
    'ticket' in state && number !== null ? [{ of, ticket: state.ticket, patron, pin, item: number }] : [],
  );
  if (payment === null || (payment.state.at !== 'recording' && payment.state.at !== 'finding-out')) return wishes;
  const { reference, sum, state } = payment;
  return [...wishes, { of: 'payment', ticket: state.ticket, patron, pin, reference, sum }];
};

/** What a late answer leaves to be done, and the orphans that remain. */
export const stepAccountLate = (
  orphans: readonly AccountOrphan[],
  event: Event,
): { readonly orphans: readonly AccountOrphan[]; readonly effects: readonly Effect[] } => {
  const orphan = 'ticket' in event ? orphans.find((other) => other.ticket === event.ticket) : undefined;
  if (orphan === undefined) return { orphans, effects: [] };
  const others = orphans.filter((other) => other !== orphan);
  const ends = (...effects: readonly Effect[]) => ({ orphans: others, effects });
  const { ticket, patron, pin } = orphan;
  const next = `${ticket}-late`;
  const goesOn = (...effects: readonly Effect[]) => ({ orphans: [...others, { ...orphan, ticket: next }], effects });

  if (orphan.of === 'payment') {
    const { reference, sum } = orphan;
    const about = { ticket, reference, patron };
    if (event.kind === 'payment-answered') {
      switch (event.answer.kind) {
        case 'recorded':
          return ends(record({ kind: 'payment-recorded', ...about }));
        case 'refused':
          return ends(record({ kind: 'payment-refused', ...about }));
        case 'silent':
          return ends(record({ kind: 'payment-not-sent', ...about }));
        case 'unknown':
          return goesOn(record({ kind: 'payment-unknown', ...about }), {
            kind: 'find-out-payment',
            ticket: next,
            patron,
            pin,
            owedBefore: sum,
            sum,
          });
      }
    }
    if (event.kind !== 'payment-found-out') return { orphans, effects: [] };
    return event.answer.kind === 'recorded'
      ? ends(record({ kind: 'payment-recorded', ...about }))
      : ends(record({ kind: 'payment-unclear', ...about, found: event.answer.kind }));
  }

  const { item } = orphan;
  const about = { ticket, item, patron };
  switch (event.kind) {
    case 'renewal-answered':
      switch (event.answer.kind) {
        case 'renewed': {
          const { due } = event.answer;
          return ends(record({ kind: 'renewed', ...about, due: due?.kind === 'day' ? due.day : null }));
        }
        case 'unknown':
          return goesOn(record({ kind: 'outcome-unknown', ...about, asked: 'renewal' }), {
            kind: 'find-out-renewal',
            ticket: next,
            item,
            dueText: event.answer.dueText,
          });
        default:
          return ends();
      }
    case 'hold-answered':
      switch (event.answer.kind) {
        case 'cancelled':
          return ends(record({ kind: 'hold-cancelled', ...about }));
        case 'unknown':
          return goesOn(record({ kind: 'outcome-unknown', ...about, asked: 'hold' }), {
            kind: 'find-out-hold',
            ticket: next,
            patron,
            pin,
            item,
          });
        default:
          return ends();
      }
    case 'renewal-found-out':
    case 'hold-found-out':
      return ends(record({ kind: 'outcome-found', ...about, found: event.answer.kind }));
    default:
      return { orphans, effects: [] };
  }
};
