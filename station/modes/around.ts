// What is true at any place, whatever is done there: what lies on its pad, whether the library system and the pad are there, what
// earlier work left open. Pure.
import type { GlassShown } from '../../contract/devices-view.ts';
import type { Language } from '../../contract/terms.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { PaperState } from '../../drivers/ports/receipt-printer.ts';
import type { AccountOrphan } from '../flows/account-late.ts';
import { guardAfter, type Guard } from '../flows/guard.ts';
import type { Orphan } from '../flows/late.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { Thing } from '../library.ts';
import { withEntry, type SecurityBook } from '../security.ts';

/** Something on the pad; `thing` is null until it was read. */
export type Lying = { readonly uid: Uid; readonly thing: Thing | null };

/** What the printer said of itself, and what a hand can mend. */
export type PrinterTrouble = 'no-paper' | 'cover-open' | 'printer-fault';

export type Around = {
  /** Counts up; names what a press belongs to, and the tickets of its questions. */
  readonly session: number;
  readonly language: Language;
  /** `lost`: the line broke and is being made again; only then it shows whether the library system is away. */
  readonly acs: 'starting' | 'up' | 'lost' | 'silent';
  /** Since when the pad works; null while it does not. */
  readonly padReadyAtMs: number | null;
  readonly pad: readonly Lying[];
  readonly book: SecurityBook;
  readonly orphans: readonly Orphan[];
  readonly accountOrphans: readonly AccountOrphan[];
  /** The library system has been there for long enough to ask what became of old questions. */
  readonly findsOut: boolean;
  readonly paper: PaperState;
  readonly printerTrouble: PrinterTrouble | null;
  readonly guard: Guard;
  /** A technician works with the devices of this place (tended.ts). */
  readonly isTended: boolean;
  /** What is shown meanwhile at its glass, to be looked at and listened to; null: nothing. */
  readonly glassCheck: GlassShown | null;
};

/** `offline` by itself: somebody feeds paper, and it passes. */
export const troubleOf = ({
  paper,
  cover,
  fault,
}: Extract<Event, { kind: 'paper-changed' }>): PrinterTrouble | null => {
  if (paper === 'out') return 'no-paper';
  if (cover === 'open') return 'cover-open';
  return fault === null || fault === 'offline' ? null : 'printer-fault';
};

/** Whatever is done at the place, a tag that was written and read back is in the journal. */
export const securedEntry = (event: Event): readonly Effect[] =>
  event.kind === 'secured' && event.outcome.kind === 'done'
    ? [record({ kind: 'secured', uid: event.uid, want: event.want })]
    : [];

/** What lies there once the event has happened to it: a tag carries what was written to it and read back. */
export const lyingAfter = (pad: readonly Lying[], event: Event): readonly Lying[] => {
  switch (event.kind) {
    case 'tag-read':
      return pad.map((lying) => (lying.uid === event.uid ? { ...lying, thing: event.thing } : lying));
    case 'secured': {
      const { uid, want, outcome } = event;
      return outcome.kind !== 'done'
        ? pad
        : pad.map(({ uid: its, thing }) => ({
            uid: its,
            thing: its === uid && thing?.kind === 'item' ? { ...thing, security: want } : thing,
          }));
    }
    default:
      return pad;
  }
};

/** Books that hold what the journal holds. */
export const booked = <State extends Pick<Around, 'book' | 'guard'>>(
  state: State,
  effects: readonly Effect[],
  nowMs: number,
): State => {
  const entries = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.entry] : []));
  return {
    ...state,
    guard: entries.reduce((guard, entry) => guardAfter(guard, entry, { nowMs, isHere: true }), state.guard),
    book: entries.reduce(withEntry, state.book),
  };
};
