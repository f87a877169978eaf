// Mending: a tag that an earlier session left unfinished is seen again. The library system is asked what is true now,
// and only then is the tag written. Works in any screen; pure.
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { record, type Effect, type Event } from '../flow.ts';
import type { Thing, Ticket } from '../library.ts';
import type { Pending, SecurityBook } from '../security.ts';

export type Mend = {
  readonly pending: Pending;
  readonly thing: Thing;
  readonly state:
    { readonly at: 'asking'; readonly ticket: Ticket } | { readonly at: 'writing'; readonly ticket: Ticket };
};

export type Mending = { readonly made: number; readonly mends: readonly Mend[] };

export const noMending: Mending = { made: 0, mends: [] };

/** What a step of mending leaves: `tell` goes on to the flow in the event's place (null: nothing does). */
export type MendStep = { readonly mending: Mending; readonly effects: readonly Effect[]; readonly tell: Event | null };

export const isMending = (mending: Mending, uid: Uid): boolean =>
  mending.mends.some((mend) => mend.pending.uid === uid);

/** Holds a tag's `tag-read` back until the library system has said what is true of its item. */
export const beginMend = (
  mending: Mending,
  book: SecurityBook,
  event: Extract<Event, { kind: 'tag-read' }>,
): MendStep => {
  const pending = book.get(event.uid);
  const { thing } = event;
  if (pending === undefined || thing.kind !== 'item' || thing.number !== pending.item || thing.security === 'odd') {
    return { mending, effects: [], tell: event };
  }
  const ticket = `mend-${mending.made + 1}`;
  const mend: Mend = { pending, thing, state: { at: 'asking', ticket } };
  return {
    mending: {
      made: mending.made + 1,
      mends: [...mending.mends.filter((other) => other.pending.uid !== event.uid), mend],
    },
    effects: [{ kind: 'ask-item', ticket, item: pending.item }],
    tell: null,
  };
};

export const stepMend = (mending: Mending, event: Event): MendStep => {
  const pass: MendStep = { mending, effects: [], tell: event };
  switch (event.kind) {
    case 'tag-gone':
      return { ...pass, mending: without(mending, event.uid) };
    case 'item-answered': {
      const mend = awaiting(mending, 'asking', event.ticket);
      return mend === null ? pass : told(mending, mend, event.answer);
    }
    case 'secured': {
      const mend = awaiting(mending, 'writing', event.ticket);
      if (mend === null) return pass;
      const { uid } = mend.pending;
      const kind = event.outcome.kind === 'done' && event.want === 'disarmed' ? 'tag-mended' : 'tag-read';
      return { mending: without(mending, uid), effects: [], tell: { kind, uid, thing: mend.thing } };
    }
    default:
      return pass;
  }
};

const awaiting = (mending: Mending, at: Mend['state']['at'], ticket: Ticket): Mend | null =>
  mending.mends.find((mend) => mend.state.at === at && mend.state.ticket === ticket) ?? null;

const without = (mending: Mending, uid: Uid): Mending => ({
  ...mending,
  mends: mending.mends.filter((mend) => mend.pending.uid !== uid),
});

const told = (mending: Mending, mend: Mend, answer: Extract<Event, { kind: 'item-answered' }>['answer']): MendStep => {
  const { uid, want } = mend.pending;
  const read: Event = { kind: 'tag-read', uid, thing: mend.thing };
  const leave = (...effects: readonly Effect[]): MendStep => ({ mending: without(mending, uid), effects, tell: read });
  switch (answer.kind) {
    case 'silent':
      // Nobody knows what is true: the tag stays as it is and stays in the book. What was to be disarmed is somebody's loan.
      return {
        ...leave(),
        tell: { ...read, thing: mend.thing.kind === 'item' ? { ...mend.thing, security: want } : mend.thing },
      };
    case 'unknown-item':
      return leave(record({ kind: 'security-dropped', uid, because: 'unknown-item' }));
    case 'item': {
      if (want === 'disarmed' && !answer.onLoan) {
        return leave(record({ kind: 'security-dropped', uid, because: 'returned-meanwhile' }));
      }
      if (want === 'armed' && answer.onLoan) {
        return leave(record({ kind: 'security-dropped', uid, because: 'lent-meanwhile' }));
      }
      const ticket = `${mend.state.ticket}-write`;
      const writing: Mend = { ...mend, state: { at: 'writing', ticket } };
      return {
        mending: { ...mending, mends: mending.mends.map((other) => (other === mend ? writing : other)) },
        effects: [{ kind: 'secure', ticket, uid, want }],
        tell: null,
      };
    }
  }
};
