// The pile: what lies on the pad (or was scanned), one line per item, before and while its question is asked.
// What borrowing and returning have in common. Pure; knows no answers of the library system.
import type { NotAnItem } from '../../contract/view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { record, type Effect, type SecurityWant } from '../flow.ts';
import type { ItemNumber, Part, Thing, Ticket } from '../library.ts';

type ItemThing = Extract<Thing, { kind: 'item' }>;

export type PileTag = {
  readonly uid: Uid;
  readonly part: Part | null;
  readonly here: boolean;
  readonly security: ItemThing['security'];
  /** The security write under way for it. */
  readonly ticket: Ticket | null;
};

type At = { readonly at: string };

/** States that borrowing and returning share; each flow adds its own. */
export type EarlyState =
  | { readonly at: 'reading' }
  | { readonly at: 'left-over' }
  | { readonly at: 'not-an-item'; readonly because: NotAnItem }
  | { readonly at: 'waiting' };

export type Line<S extends At> = {
  /** The UID or number it was first seen by; stays while the line lives. */
  readonly key: string;
  /** Known once the tag is read, or from the barcode. */
  readonly number: ItemNumber | null;
  readonly title: string | null;
  readonly tags: readonly PileTag[];
  readonly state: S | EarlyState;
};

export type Pile<S extends At> = {
  readonly session: number;
  /** Tickets given out so far in this session. */
  readonly tickets: number;
  readonly lines: readonly Line<S>[];
};

export const emptyPile = <S extends At>(session: number): Pile<S> => ({ session, tickets: 0, lines: [] });

/** A fresh ticket, and the pile that remembers having given it. */
export const ticketFrom = <S extends At>(pile: Pile<S>): { readonly ticket: Ticket; readonly pile: Pile<S> } => ({
  ticket: `${pile.session}-${pile.tickets + 1}`,
  pile: { ...pile, tickets: pile.tickets + 1 },
});

export const lineOfTag = <S extends At>(pile: Pile<S>, uid: Uid): Line<S> | null =>
  pile.lines.find((line) => line.tags.some((tag) => tag.uid === uid)) ?? null;

export const lineOfItem = <S extends At>(pile: Pile<S>, number: ItemNumber): Line<S> | null =>
  pile.lines.find((line) => line.number === number) ?? null;

export const withLine = <S extends At>(pile: Pile<S>, line: Line<S>): Pile<S> => ({
  ...pile,
  lines: pile.lines.map((other) => (other.key === line.key ? line : other)),
});

const withoutLine = <S extends At>(pile: Pile<S>, key: string): Pile<S> => ({
  ...pile,
  lines: pile.lines.filter((line) => line.key !== key),
});

const added = <S extends At>(pile: Pile<S>, line: Line<S>): Pile<S> => ({ ...pile, lines: [...pile.lines, line] });

export const withTag = <S extends At>(line: Line<S>, uid: Uid, change: Partial<PileTag>): Line<S> => ({
  ...line,
  tags: line.tags.map((tag) => (tag.uid === uid ? { ...tag, ...change } : tag)),
});

/** A tag was seen that has not been read: a line of its own, unless a line waits for it to come back. */
export const seen = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> =>
  lineOfTag(pile, uid) !== null
    ? pile
    : added(pile, {
        key: uid,
        number: null,
        title: null,
        tags: [{ uid, part: null, here: true, security: 'odd', ticket: null }],
        state: { at: 'reading' },
      });

/**
 * A tag was read: its line learns what it is. A further tag of a set joins the line of its item; a second tag that
 * claims the same number without being another part of it is nobody's item.
 */
export const read = <S extends At>(pile: Pile<S>, uid: Uid, thing: Thing): Pile<S> => {
  const known = lineOfTag(pile, uid);
  if (known === null) return read(seen(pile, uid), uid, thing);
  if (thing.kind !== 'item') return withLine(pile, { ...known, state: { at: 'not-an-item', because: thing.kind } });
  const tag: Partial<PileTag> = { part: thing.part, here: true, security: thing.security };
  if (known.number === thing.number) return withLine(pile, withTag(known, uid, tag));
  const same = lineOfItem(pile, thing.number);
  if (same === null) {
    return withLine(pile, {
      ...withTag(known, uid, tag),
      number: thing.number,
      title: thing.title,
      state: { at: 'waiting' },
    });
  }
  if (!belongs(same, thing)) {
    return withLine(pile, { ...withTag(known, uid, tag), state: { at: 'not-an-item', because: 'same-number' } });
  }
  return withLine(withoutLine(pile, known.key), {
    ...same,
    tags: [...same.tags, { uid, part: thing.part, here: true, security: thing.security, ticket: null }],
  });
};

/** Whether this tag is another part of the line's item, or the tag of an item known by its barcode only. */
const belongs = <S extends At>(line: Line<S>, thing: ItemThing): boolean =>
  line.tags.length === 0 ||
  (thing.part !== null && line.tags.every((tag) => tag.part !== null && tag.part.nth !== thing.part?.nth));

export const unreadable = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> => {
  const line = lineOfTag(pile, uid);
  if (line === null || line.state.at !== 'reading') return pile;
  return withLine(pile, { ...line, state: { at: 'not-an-item', because: 'unreadable' } });
};

/** A tag went away. A line whose question was not asked yet goes with its last tag; all others stay and know it. */
export const gone = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> => {
  const line = lineOfTag(pile, uid);
  if (line === null) return pile;
  const left = withTag(line, uid, { here: false });
  const early = isEarly(line.state);
  return early && left.tags.every((tag) => !tag.here) ? withoutLine(pile, line.key) : withLine(pile, left);
};

/**
 * An item's barcode was scanned: the way out for a tag that is not read, and the only way where there is no pad. Who scans
 * what was left here takes it.
 */
export const scanned = <S extends At>(pile: Pile<S>, number: ItemNumber): Pile<S> => {
  const line = lineOfItem(pile, number);
  if (line?.state.at === 'left-over') return withLine(pile, { ...line, state: { at: 'waiting' } });
  if (line !== null) return pile;
  return added(pile, { key: number, number, title: null, tags: [], state: { at: 'waiting' } });
};

/** A tag was read that lay here before this session: it waits to be claimed. */
export const leftOver = <S extends At>(pile: Pile<S>, uid: Uid, thing: Thing): Pile<S> => {
  const after = read(pile, uid, thing);
  const line = lineOfTag(after, uid);
  return line === null || line.state.at !== 'waiting'
    ? after
    : withLine(after, { ...line, state: { at: 'left-over' } });
};

export const claimLeftOvers = <S extends At>(pile: Pile<S>): Pile<S> => ({
  ...pile,
  lines: pile.lines.map((line) => (line.state.at === 'left-over' ? { ...line, state: { at: 'waiting' } } : line)),
});

/** The session closes: what was not claimed goes. */
export const closed = <S extends At>(pile: Pile<S>): Pile<S> => ({
  ...pile,
  lines: pile.lines.filter((line) => line.state.at !== 'left-over'),
});

/** The next item to ask about, or null while a question is under way: SIP2 takes no more than one. */
export const nextToAsk = <S extends At>(
  pile: Pile<S>,
  also: S['at'] | null,
): (Line<S> & { readonly number: ItemNumber }) | null => {
  if (pile.lines.some((line) => line.state.at === 'asking')) return null;
  const next = pile.lines.find((line) => line.state.at === 'waiting' || line.state.at === also);
  return next === undefined || next.number === null ? null : { ...next, number: next.number };
};

/** The line that waits for the answer to this ticket, in this state; null when the answer is late or not ours. */
export const lineAwaiting = <S extends At>(pile: Pile<S>, at: S['at'], ticket: Ticket): Line<S> | null =>
  pile.lines.find((line) => line.state.at === at && 'ticket' in line.state && line.state.ticket === ticket) ?? null;

/**
 * Sends for these tags of a line to be written; those not here wait to come back. What was read from them before counts
 * for nothing from now on: only the read-back does.
 */
export const writeTags = <S extends At>(
  pile: Pile<S>,
  line: Line<S>,
  uids: readonly Uid[],
  want: SecurityWant,
): { readonly pile: Pile<S>; readonly line: Line<S>; readonly effects: readonly Effect[] } => {
  let writing = { pile, line, effects: [] as readonly Effect[] };
  for (const tag of line.tags.filter((other) => uids.includes(other.uid))) {
    const open = withTag(writing.line, tag.uid, { security: want === 'armed' ? 'disarmed' : 'armed' });
    if (!tag.here) {
      writing = { ...writing, line: open };
      continue;
    }
    const { ticket, pile: after } = ticketFrom(writing.pile);
    const secure: Effect = { kind: 'secure', ticket, uid: tag.uid, want };
    writing = { pile: after, line: withTag(open, tag.uid, { ticket }), effects: [...writing.effects, secure] };
  }
  return writing;
};

/** From now on these tags are to be armed or disarmed, whatever becomes of the session. */
export const pendingFor = (line: Line<At>, uids: readonly Uid[], want: SecurityWant): readonly Effect[] =>
  uids.map((uid) => record({ kind: 'security-pending', uid, item: line.number ?? '', want }));

/** Whether tags of a line are being written, or still have to be. */
export const tagsOf = (line: Line<At>, want: SecurityWant): 'writing' | 'open' | 'done' => {
  if (line.tags.some((tag) => tag.ticket !== null)) return 'writing';
  return line.tags.some((tag) => tag.security !== want) ? 'open' : 'done';
};

/** Things that never become a question. */
const isEarly = (state: { readonly at: string }): boolean =>
  state.at === 'reading' || state.at === 'waiting' || state.at === 'left-over' || state.at === 'not-an-item';

/** Which parts of a set are here; null for an item of one part. */
export const partsOf = (line: Line<At>): { readonly of: number; readonly here: readonly number[] } | null => {
  const parts = line.tags.flatMap((tag) => (tag.part === null ? [] : [tag.part]));
  const of = Math.max(0, ...parts.map((part) => part.of));
  return of > 1 ? { of, here: parts.map((part) => part.nth).toSorted((a, b) => a - b) } : null;
};
