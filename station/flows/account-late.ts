// Answers about an account that come home after its session has ended. They change no screen and no session: what is true
// is written into the journal, and what nobody knows is asked for once more. Pure.
import type { Fee } from '../../contract/terms.ts';
import type { RenewalAnswer } from '../account-talk.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { ItemNumber, PatronNumber, Ticket } from '../library.ts';
import type { Account } from './account-state.ts';

/**
 * A wish whose session ended before its answer. `pin`: the patron password, for library systems that ask for it with each
 * question; in memory only, and gone with the orphan. Null where a restart has forgotten it. `waits`: nobody is asking
 * about it now; it is to be found out.
 */
export type AccountOrphan = {
  readonly ticket: Ticket;
  readonly patron: PatronNumber;
  readonly pin: string | null;
  readonly waits: boolean;
} & (
  | { readonly of: 'renewal'; readonly item: ItemNumber; readonly dueText: string }
  | { readonly of: 'hold'; readonly item: ItemNumber }
  | { readonly of: 'payment'; readonly reference: string; readonly sum: Fee }
);

export const accountOrphansOf = ({ patron, pin, loans, holds, payment }: Account): readonly AccountOrphan[] => {
  const wishes = [
    ...loans.map((line) => ({ ...line, of: 'renewal' as const })),
    ...holds.map((line) => ({ ...line, of: 'hold' as const })),
  ].flatMap(({ state, number, ...line }): readonly AccountOrphan[] => {
    if (!('ticket' in state) || number === null) return [];
    const wish = { ticket: state.ticket, patron, pin, item: number, waits: false };
    return [line.of === 'renewal' ? { ...wish, of: line.of, dueText: line.dueText } : { ...wish, of: line.of }];
  });
  if (payment === null || (payment.state.at !== 'recording' && payment.state.at !== 'finding-out')) return wishes;
  const { reference, sum, state } = payment;
  return [...wishes, { of: 'payment', ticket: state.ticket, patron, pin, reference, sum, waits: false }];
};

/** Asks what became of it, without changing anything. */
export const findOutWish = (orphan: AccountOrphan): Effect => {
  const { ticket, patron, pin } = orphan;
  switch (orphan.of) {
    case 'renewal':
      return { kind: 'find-out-renewal', ticket, item: orphan.item, dueText: orphan.dueText };
    case 'hold':
      return { kind: 'find-out-hold', ticket, patron, pin, item: orphan.item };
    case 'payment':
      return { kind: 'find-out-payment', ticket, patron, pin, owedBefore: orphan.sum, sum: orphan.sum };
  }
};

/** What a late answer leaves to be done, and the orphans that remain. `acsUp`: whether the library system is there. */
export const stepAccountLate = (
  orphans: readonly AccountOrphan[],
  event: Event,
  acsUp: boolean,
): { readonly orphans: readonly AccountOrphan[]; readonly effects: readonly Effect[] } => {
  const orphan = 'ticket' in event ? orphans.find((other) => other.ticket === event.ticket) : undefined;
  if (orphan === undefined) return { orphans, effects: [] };
  const others = orphans.filter((other) => other !== orphan);
  const ends = (...effects: readonly Effect[]) => ({ orphans: others, effects });
  const { ticket, patron } = orphan;
  const goesOn = (entry: Effect, more: { readonly dueText?: string } = {}) => {
    const next: AccountOrphan =
      orphan.of === 'renewal'
        ? { ...orphan, ...more, ticket: `${ticket}-late` }
        : { ...orphan, ticket: `${ticket}-late` };
    return { orphans: [...others, next], effects: [entry, findOutWish(next)] };
  };
  /** Nobody was there to be asked: that is no answer. */
  const again = () => ({ orphans: [...others, { ...orphan, waits: true }], effects: [] });

  if (orphan.of === 'payment') {
    const { reference } = orphan;
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
          return goesOn(record({ kind: 'payment-unknown', ...about }));
      }
    }
    if (event.kind !== 'payment-found-out') return { orphans, effects: [] };
    if (event.answer.kind === 'unclear' && !acsUp) return again();
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
            dueText: event.answer.dueText,
          });
        default:
          return ends(record({ kind: 'renewal-refused', ...about, because: refusalOf(event.answer) }));
      }
    case 'hold-answered':
      switch (event.answer.kind) {
        case 'cancelled':
          return ends(record({ kind: 'hold-cancelled', ...about }));
        case 'unknown':
          return goesOn(record({ kind: 'outcome-unknown', ...about, asked: 'hold' }));
        default: {
          const because = event.answer.kind === 'silent' ? 'acs-silent' : 'said-no';
          return ends(record({ kind: 'hold-not-cancelled', ...about, because }));
        }
      }
    case 'renewal-found-out':
    case 'hold-found-out':
      if (event.answer.kind === 'unclear' && !acsUp) return again();
      return ends(record({ kind: 'outcome-found', ...about, found: event.answer.kind }));
    default:
      return { orphans, effects: [] };
  }
};

/** It did not happen; without a word of it the wish would stay open in the journal for ever. */
const refusalOf = (answer: Extract<RenewalAnswer, { kind: 'refused' | 'silent' | 'fee-first' }>): string =>
  answer.kind === 'refused' ? answer.because : answer.kind === 'silent' ? 'acs-silent' : 'fee-first';
