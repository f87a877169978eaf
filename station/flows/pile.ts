// The pile: what lies on the pad (or was scanned), one line per item. What borrowing and returning have in common.
// Pure; knows nothing of questions and answers.
import type { NotAnItem, Refusal } from '../../contract/row-view.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import type { Event } from '../flow.ts';
import type { ItemNumber, Part, Thing, Ticket } from '../library.ts';

type ItemThing = Extract<Thing, { kind: 'item' }>;

export type PileTag = {
  readonly uid: Uid;
  readonly part: Part | null;
  readonly here: boolean;
  readonly security: ItemThing['security'];
  /** Type of usage (ISO 28560-1); null where the tag does not say. */
  readonly usage: number | null;
  /** The security write under way for it. */
  readonly ticket: Ticket | null;
};

export type At = { readonly at: string };

/** Before the question: nothing has happened to the item. */
type EarlyState =
  | { readonly at: 'reading' }
  | { readonly at: 'left-over' }
  | { readonly at: 'not-an-item'; readonly because: NotAnItem }
  | { readonly at: 'waiting' };

/** States that borrowing and returning share; each flow adds its own. */
export type SharedState =
  | EarlyState
  | { readonly at: 'asking'; readonly ticket: Ticket }
  | { readonly at: 'refused'; readonly because: Refusal; readonly says?: string }
  /** It was asked and nobody knows what came of it. */
  | { readonly at: 'finding-out'; readonly ticket: Ticket }
  | { readonly at: 'unclear' };

export type Line<S extends At> = {
  /** The UID or number it was first seen by; stays while the line lives. */
  readonly key: string;
  /** Known once the tag is read, or from the barcode. */
  readonly number: ItemNumber | null;
  readonly title: string | null;
  readonly tags: readonly PileTag[];
  readonly state: S | SharedState;
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
const seen = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> =>
  lineOfTag(pile, uid) !== null
    ? pile
    : added(pile, {
        key: uid,
        number: null,
        title: null,
        tags: [{ uid, part: null, here: true, security: 'odd', usage: null, ticket: null }],
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
  const tag: Partial<PileTag> = { part: thing.part, here: true, security: thing.security, usage: thing.usage };
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
    tags: [
      ...same.tags,
      { uid, part: thing.part, here: true, security: thing.security, usage: thing.usage, ticket: null },
    ],
  });
};

/** Whether this tag is another part of the line's item, or the tag of an item known by its barcode only. */
const belongs = <S extends At>(line: Line<S>, thing: ItemThing): boolean =>
  line.tags.length === 0 ||
  (thing.part !== null && line.tags.every((tag) => tag.part !== null && tag.part.nth !== thing.part?.nth));

const unreadable = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> => {
  const line = lineOfTag(pile, uid);
  if (line === null || line.state.at !== 'reading') return pile;
  return withLine(pile, { ...line, state: { at: 'not-an-item', because: 'unreadable' } });
};

/** A tag went away. A line whose question was not asked yet goes with its last tag; all others stay and know it. */
const gone = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> => {
  const line = lineOfTag(pile, uid);
  if (line === null) return pile;
  const left = withTag(line, uid, { here: false });
  const early = isEarly(line.state);
  return early && left.tags.every((tag) => !tag.here) ? withoutLine(pile, line.key) : withLine(pile, left);
};

/** A tag fell into the slot: what was read of it has been given, and its line stays. */
export const fallen = <S extends At>(pile: Pile<S>, uid: Uid): Pile<S> => {
  const line = lineOfTag(pile, uid);
  return line?.state.at === 'waiting' ? withLine(pile, withTag(line, uid, { here: false })) : gone(pile, uid);
};

/**
 * An item's barcode was scanned: the way out for a tag that is not read, and the only way where there is no pad. Who scans
 * what was left here takes it; who scans what was refused asks again.
 */
const scanned = <S extends At>(pile: Pile<S>, number: ItemNumber): Pile<S> => {
  const line = lineOfItem(pile, number);
  if (line?.state.at === 'left-over' || line?.state.at === 'refused') {
    return withLine(pile, { ...line, state: { at: 'waiting' } });
  }
  if (line !== null) return pile;
  return added(pile, { key: number, number, title: null, tags: [], state: { at: 'waiting' } });
};

/**
 * Whether a question about this item was begun already: who lays down a part of a set, or scans it, takes its other tags that
 * lie there. A tag joined to a line that is lent or returned would otherwise be told as settled, and never be written.
 */
const isInPlay = <S extends At>(pile: Pile<S>, thing: Thing): boolean => {
  const at = thing.kind === 'item' ? lineOfItem(pile, thing.number)?.state.at : undefined;
  return at !== undefined && at !== 'left-over' && at !== 'not-an-item';
};

/** A tag was read that lay here before this session: it waits to be claimed. */
const leftOver = <S extends At>(pile: Pile<S>, uid: Uid, thing: Thing): Pile<S> => {
  const after = read(pile, uid, thing);
  const line = lineOfTag(after, uid);
  return line === null || line.state.at !== 'waiting'
    ? after
    : withLine(after, { ...line, state: { at: 'left-over' } });
};

const claimLeftOvers = <S extends At>(pile: Pile<S>): Pile<S> => ({
  ...pile,
  lines: pile.lines.map((line) => (line.state.at === 'left-over' ? { ...line, state: { at: 'waiting' } } : line)),
});

/** The session closes: what was not claimed goes. */
export const closed = <S extends At>(pile: Pile<S>): Pile<S> => ({
  ...pile,
  lines: pile.lines.filter((line) => line.state.at !== 'left-over'),
});

/** Things that never become a question. */
const isEarly = (state: { readonly at: string }): boolean =>
  state.at === 'reading' || state.at === 'waiting' || state.at === 'left-over' || state.at === 'not-an-item';

/** What happens on the pad before any question, the same for borrowing and returning; null for all other events. */
export const onPad = <S extends At>(pile: Pile<S>, event: Event): Pile<S> | null => {
  switch (event.kind) {
    case 'tag-seen':
      return seen(pile, event.uid);
    case 'left-over-read':
      return isInPlay(pile, event.thing) ? null : leftOver(pile, event.uid, event.thing);
    case 'tag-unreadable':
      return unreadable(pile, event.uid);
    case 'tag-gone':
      return gone(pile, event.uid);
    case 'item-scanned':
      return scanned(pile, event.number);
    case 'pressed':
      return event.press.kind === 'take-left-overs' ? claimLeftOvers(pile) : null;
    default:
      return null;
  }
};

/** A flow's state with another pile. */
export const withPile = <S extends At, Flow extends { readonly pile: Pile<S> }>(flow: Flow, pile: Pile<S>): Flow => ({
  ...flow,
  pile,
});

/** The parts of a set that do not lie there now; none for an item of one part. */
export const missingParts = (line: Line<At>): readonly number[] => {
  const of = partsOf(line)?.of ?? 0;
  const here = line.tags.flatMap((tag) => (tag.here && tag.part !== null ? [tag.part.nth] : []));
  return Array.from({ length: of }, (_, at) => at + 1).filter((nth) => !here.includes(nth));
};

/** The parts of a set that were not seen at all, here or fallen in; none for an item of one part. */
export const unseenParts = (line: Line<At>): readonly number[] => {
  const parts = partsOf(line);
  return Array.from({ length: parts?.of ?? 0 }, (_, at) => at + 1).filter((nth) => parts?.here.includes(nth) === false);
};

/** Which parts of a set are here; null for an item of one part. */
export const partsOf = (line: Line<At>): { readonly of: number; readonly here: readonly number[] } | null => {
  const parts = line.tags.flatMap((tag) => (tag.part === null ? [] : [tag.part]));
  const of = Math.max(0, ...parts.map((part) => part.of));
  return of > 1 ? { of, here: parts.map((part) => part.nth).toSorted((a, b) => a - b) } : null;
};
