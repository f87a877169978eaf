// What a start does with what the journal holds open: sessions without an end are closed with what is true, and questions
// without an answer become orphans of a place, which finds out what became of them. Nothing is ever asked again blindly.
import type { AccountOrphan } from './flows/account-late.ts';
import type { Orphan } from './flows/late.ts';
import type { Entry } from './journal/entries.ts';
import type { Journal, Written } from './journal/journal.ts';
import type { Open, OpenQuestion } from './journal/open.ts';

export type LeftOpen = { readonly orphans: readonly Orphan[]; readonly accountOrphans: readonly AccountOrphan[] };

/** Writes what is true of the last run, and gives each of these places what it is to find out. */
export const settleAtStart = (
  journal: Pick<Journal, 'open' | 'append'>,
  places: readonly string[],
): ((place: string) => LeftOpen) => {
  const open = journal.open();
  const named = [...open.questions, ...open.payments, ...open.sessions].map(({ place }) => place);
  for (const place of new Set(named)) journal.append(place, closing(open, place));

  const [first] = places;
  // A place that is no longer in the settings had questions, too: the first one finds them out.
  const heir = (of: string): string | undefined => (places.includes(of) ? of : first);
  return (place) => {
    const questions = open.questions.filter((question) => heir(question.place) === place);
    return { orphans: questions.flatMap(orphanOf), accountOrphans: questions.flatMap(accountOrphanOf) };
  };
};

/** The entry by which staff closed this kiosk; null where it is open. No restart opens it. */
export const closedByStaff = (journal: Pick<Journal, 'newestFirst'>, place: string): Written | null => {
  const newest = (kind: 'kiosk-closed' | 'kiosk-opened'): Written | null => {
    for (const row of journal.newestFirst(kind)) if (row.place === place) return row;
    return null;
  };
  const closed = newest('kiosk-closed');
  return closed !== null && closed.seq > (newest('kiosk-opened')?.seq ?? 0) ? closed : null;
};

/** What is true of this place's last run, in the order in which it would have been written. */
const closing = (open: Open, at: string): readonly Entry[] => {
  const here = <T extends { readonly place: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ place }) => place === at);
  return [
    ...here(open.questions).flatMap(missed),
    ...here(open.payments).map(({ entry: { session, reference, patron } }): Entry => {
      return { kind: 'payment-left', session, reference, patron };
    }),
    ...here(open.sessions).map(({ session, tally }): Entry => ({ kind: 'session-ended', session, ...tally })),
  ];
};

/** Nobody is left to hear the answer. */
const missed = ({ asked, isUnknown }: OpenQuestion): readonly Entry[] => {
  if (isUnknown) return [];
  const { ticket } = asked;
  switch (asked.kind) {
    case 'checkout-asked':
      return [{ kind: 'outcome-unknown', ticket, item: asked.item, patron: asked.patron, asked: 'checkout' }];
    case 'checkin-asked':
      return [{ kind: 'outcome-unknown', ticket, item: asked.item, patron: null, asked: 'checkin' }];
    case 'renewal-asked':
      return [{ kind: 'outcome-unknown', ticket, item: asked.item, patron: asked.patron, asked: 'renewal' }];
    case 'hold-cancel-asked':
      return [{ kind: 'outcome-unknown', ticket, item: asked.item, patron: asked.patron, asked: 'hold' }];
    case 'payment-asked':
      return [{ kind: 'payment-unknown', ticket, reference: asked.reference, patron: asked.patron }];
    case 'undo-asked':
      return [];
  }
};

/** Its ticket is longer than the question's, so that no answer to that could ever be taken for one to this. */
const orphanOf = ({ asked }: OpenQuestion): readonly Orphan[] => {
  const of = orphanKinds[asked.kind];
  if (of === null || !('uids' in asked)) return [];
  const patron = 'patron' in asked ? asked.patron : null;
  return [{ of, ticket: `${asked.ticket}-late`, item: asked.item, patron, pin: null, uids: asked.uids, waits: true }];
};

const orphanKinds = {
  'checkout-asked': 'checkout',
  'checkin-asked': 'checkin',
  'undo-asked': 'undo',
  'renewal-asked': null,
  'hold-cancel-asked': null,
  'payment-asked': null,
} as const;

const accountOrphanOf = ({ asked }: OpenQuestion): readonly AccountOrphan[] => {
  if (!('patron' in asked) || asked.patron === null) return [];
  const wish = { ticket: `${asked.ticket}-late`, patron: asked.patron, pin: null, waits: true };
  switch (asked.kind) {
    case 'renewal-asked':
      return [{ ...wish, of: 'renewal', item: asked.item, dueText: asked.dueText }];
    case 'hold-cancel-asked':
      return [{ ...wish, of: 'hold', item: asked.item }];
    case 'payment-asked': {
      const { reference, amount, currency } = asked;
      return [{ ...wish, of: 'payment', reference, sum: { amount, currency } }];
    }
    default:
      return [];
  }
};
