// Answers that come home after their session has ended. They change no screen and no session: what is true is written
// into the journal, and the tags it concerns into the security book. Pure.
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { CheckinAnswer, CheckoutAnswer, ItemNumber, PatronNumber, SecurityWant, Ticket } from '../library.ts';
import type { Entry } from '../journal/entries.ts';
import type { Checkin } from './checkin.ts';
import type { Checkout } from './loan.ts';

/**
 * A question whose session ended before its answer. `patron` is null for a return. `waits`: nobody is asking about it now;
 * it is to be found out as soon as the library system is there.
 */
export type Orphan = {
  readonly of: 'checkout' | 'checkin' | 'undo';
  readonly ticket: Ticket;
  readonly item: ItemNumber;
  readonly patron: PatronNumber | null;
  /** For library systems that ask for it with each question; in memory only, and gone with the orphan. */
  readonly pin: string | null;
  readonly uids: readonly Uid[];
  readonly waits: boolean;
};

/** The questions of a session that are still open when it ends. */
export const orphansOf = (flow: Checkout | Checkin): readonly Orphan[] =>
  flow.pile.lines.flatMap((line): readonly Orphan[] =>
    'ticket' in line.state && line.state.at !== 'asking-own'
      ? [
          {
            of: 'patron' in flow ? (line.state.at === 'taking-back' ? 'undo' : 'checkout') : 'checkin',
            ticket: line.state.ticket,
            item: line.number ?? '',
            patron: 'patron' in flow ? flow.patron : null,
            pin: 'pin' in flow ? flow.pin : null,
            uids: line.tags.map((tag) => tag.uid),
            waits: false,
          },
        ]
      : [],
  );

/** It did not happen; without a word of it the question would stay open in the journal for ever. */
const refusedEntry = (
  { ticket, item, patron }: Orphan,
  answer: Extract<CheckoutAnswer | CheckinAnswer, { kind: 'refused' | 'silent' | 'fee-first' }>,
): Entry => {
  const because = answer.kind === 'refused' ? answer.because : answer.kind === 'silent' ? 'acs-silent' : 'fee-first';
  return patron === null
    ? { kind: 'checkin-refused', ticket, item, because }
    : { kind: 'checkout-refused', ticket, item, patron, because };
};

/** Asks what became of it, without changing anything; nobody waits for it, so it is asked to the end. */
export const findOut = ({ of, ticket, item, patron, pin }: Orphan): Effect =>
  of === 'checkout' && patron !== null
    ? { kind: 'find-out-loan', ticket, patron, pin, item, maybeBefore: true }
    : { kind: 'find-out-return', ticket, item, maybeBefore: true };

/** What a late answer leaves to be done, and the orphans that remain. `acsUp`: whether the library system is there. */
export const stepLate = (
  orphans: readonly Orphan[],
  event: Event,
  acsUp: boolean,
): { readonly orphans: readonly Orphan[]; readonly effects: readonly Effect[] } => {
  const orphan = 'ticket' in event ? orphans.find((other) => other.ticket === event.ticket) : undefined;
  if (orphan === undefined) return { orphans, effects: [] };
  const others = orphans.filter((other) => other !== orphan);
  const ends = (...effects: readonly Effect[]) => ({ orphans: others, effects });
  const { ticket, item, patron, uids } = orphan;
  const wants = (want: SecurityWant): readonly Effect[] =>
    uids.map((uid) => record({ kind: 'security-pending', uid, item, want }));
  const undone = () => ends(record({ kind: 'loan-undone', ticket, item, patron }), ...wants('armed'));
  const stands = () => ends(record({ kind: 'loan-stands', ticket, item, patron }));

  switch (event.kind) {
    case 'checkout-answered':
    case 'checkin-answered': {
      const { answer } = event;
      if (answer.kind === 'lent') {
        const { renewed, ours, leaveArmed } = answer.loan;
        return ends(
          record({ kind: 'lent', ticket, item, patron, due: null, renewed, ours: ours === true }),
          ...(leaveArmed ? [] : wants('disarmed')),
        );
      }
      if (answer.kind === 'returned') {
        return ends(record({ kind: 'returned', ticket, item, notes: [...answer.return.notes] }), ...wants('armed'));
      }
      if (answer.kind === 'later')
        return ends(record({ kind: 'returned-offline', ticket, item, datedMs: null }), ...wants('armed'));
      if (answer.kind !== 'unknown') return ends(record(refusedEntry(orphan, answer)));
      const next: Orphan = { ...orphan, ticket: `${ticket}-late` };
      const asked = patron === null ? 'checkin' : 'checkout';
      return {
        orphans: [...others, next],
        effects: [record({ kind: 'outcome-unknown', ticket, item, patron, asked }), findOut(next)],
      };
    }
    case 'loan-found-out':
    case 'return-found-out': {
      const found = event.answer.kind;
      // Nobody was there to be asked: that is no answer.
      if (found === 'unclear' && !acsUp) return { orphans: [...others, { ...orphan, waits: true }], effects: [] };
      if (orphan.of === 'undo') return found === 'not-on-loan' ? undone() : stands();
      const lent = event.kind === 'loan-found-out' && found === 'on-loan';
      const returned = event.kind === 'return-found-out' && found === 'not-on-loan';
      return ends(
        record({ kind: 'outcome-found', ticket, item, patron, found }),
        ...(lent ? wants('disarmed') : []),
        ...(returned ? wants('armed') : []),
      );
    }
    case 'undo-answered':
      return event.answer.kind === 'undone' ? undone() : stands();
    default:
      return { orphans, effects: [] };
  }
};
