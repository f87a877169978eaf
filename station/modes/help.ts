// Somebody is asked to come to the kiosk, quietly: a patron pressed for help, or the printer needs a hand. Pure.
import { record, stay, go, type Effect, type Event, type Step } from '../flow.ts';
import type { Entry } from '../journal/entries.ts';
import type { Ticket } from '../library.ts';
import { troubleOf } from './around.ts';
import type { Kiosk, KioskRules } from './kiosk-state.ts';

type Because = Extract<Entry, { kind: 'staff-called' }>['because'];

const ticketOf = ({ session }: Pick<Kiosk, 'session'>): Ticket => `${session}-help`;

export const callStaff = (kiosk: Pick<Kiosk, 'session'>, because: Because): readonly Effect[] => [
  record({ kind: 'staff-called', session: kiosk.session, because }),
  { kind: 'call-staff', ticket: ticketOf(kiosk), because, items: [] },
];

/** What is left to do with items that were given back: for the staff's board, and in one letter. */
export const tellStaff = (
  kiosk: Pick<Kiosk, 'session'>,
  items: readonly Omit<Extract<Entry, { kind: 'item-for-staff' }>, 'kind' | 'session'>[],
): readonly Effect[] => [
  ...items.map((one) => record({ kind: 'item-for-staff', session: kiosk.session, ...one })),
  ...(items.length === 0
    ? []
    : ([
        {
          kind: 'call-staff',
          ticket: ticketOf(kiosk),
          because: 'returns',
          items: [...new Set(items.map(({ item }) => item))],
        },
      ] as const)),
];

/**
 * Once a session: a second press would fetch nobody sooner. It is said to be called when the message has left, and not
 * before; that somebody has read it is never said.
 */
export const stepHelp = (rules: KioskRules, kiosk: Kiosk, event: Event): Step<Kiosk> => {
  if (
    event.kind === 'staff-told' &&
    event.because === 'help' &&
    event.ticket === ticketOf(kiosk) &&
    kiosk.called !== 'no'
  )
    return stay({ ...kiosk, called: event.isTold ? 'called' : 'not-reached' });
  const isCall = event.kind === 'pressed' && event.press.kind === 'help';
  if (!isCall || !rules.hasHelp || kiosk.called !== 'no') return stay(kiosk);
  return go({ ...kiosk, called: 'calling' }, ...callStaff(kiosk, 'help'));
};

/** What ails the printer is told before a receipt fails for it; not an open cover: a hand is there. */
export const stepPaper = (kiosk: Kiosk, event: Event): Step<Kiosk> => {
  if (event.kind !== 'paper-changed') return stay(kiosk);
  const trouble = troubleOf(event);
  const now: Kiosk = { ...kiosk, paper: event.paper, printerTrouble: trouble };
  const begins = trouble !== kiosk.printerTrouble && (trouble === 'no-paper' || trouble === 'printer-fault');
  if (begins) return go(now, ...callStaff(kiosk, trouble));
  const ends = event.paper === 'near-end' && event.paper !== kiosk.paper;
  return ends ? go(now, ...callStaff(kiosk, 'paper-near-end')) : stay(now);
};
