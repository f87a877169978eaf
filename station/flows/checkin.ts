// Returning a pile: one small machine per item. Armed as soon as the library system took it, and read back. Pure.
import type { ReturnNote } from '../../contract/row-view.ts';
import type { Fee } from '../../contract/terms.ts';
import type { Secured } from '../../drivers/ports/pad.ts';
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { go, record, stay, andThen, type Effect, type Event, type Step } from '../flow.ts';
import type { CheckinAnswer, FoundOut, ItemNumber, Return, Routing, SecuredBy, Thing, Ticket } from '../library.ts';
import type { Entry } from '../journal/entries.ts';
import { givenUp, isOpen, lineAwaiting, nextToAsk, pendingFor, tagsOf, writeTags } from './asking.ts';
import {
  closed,
  emptyPile,
  fallen,
  lineOfTag,
  onPad,
  read,
  ticketFrom,
  unseenParts,
  withLine,
  withPile,
  withTag,
  type Line,
  type Pile,
} from './pile.ts';

/** What of a return the screen tells; never who had the item, and who waits for it to staff alone. */
export type Told = {
  readonly notes: readonly ReturnNote[];
  readonly fee: Fee | null;
  readonly bin: string | null;
  /** The library system is told of it later, so nothing else is known. */ readonly offline: boolean;
  readonly routing?: Routing;
};

/** Returned, and somebody must still act: a sorter's bin takes care of what waits for others, a person of all else. */
export const needsHand = ({ notes, bin }: Told): boolean =>
  notes.some((note) => note === 'tag-not-seen' || note === 'odd-security' || note === 'see-staff') ||
  (bin === null && notes.some((note) => note === 'on-hold' || note === 'other-branch'));

export type ReturnState =
  | { readonly at: 'arming'; readonly told: Told }
  | { readonly at: 'returned'; readonly told: Told }
  | { readonly at: 'return-put-back'; readonly told: Told }
  | { readonly at: 'returned-unarmed'; readonly told: Told };

type ReturnLine = Line<ReturnState>;

export type Checkin = {
  readonly security: SecuredBy;
  /** Whoever returns need not be whoever borrowed: some libraries tell no fee here. */
  readonly showsFee: boolean;
  /** Staff see where it is to go and for whom; nobody else does. */
  readonly showsRouting?: boolean;
  /** What is laid here falls in: what was read has been given, and cannot be put back. */
  readonly isSlot: boolean;
  /** Returned as of this moment, in milliseconds since the epoch; null for now. */
  readonly dated: { readonly ms: number; readonly because: 'closed' | 'drop' } | null;
  /** Items about which an earlier session's question is still open. */
  readonly held: readonly ItemNumber[];
  /** Whether items are taken back while the library system is away. */
  readonly takesOffline: boolean;
  readonly way: 'acs' | 'offline';
  readonly pile: Pile<ReturnState>;
};

export const beginCheckin = ({
  session,
  ...begin
}: Omit<Checkin, 'pile' | 'held'> & { readonly session: number }): Checkin => ({
  ...begin,
  held: [],
  pile: emptyPile(session),
});

/** A step of returning. Events that are not for it, or come home to another session's ticket, change nothing. */
export const stepCheckin = (checkin: Checkin, event: Event): Step<Checkin> =>
  andThen(stepLine(checkin, event), askNext);

const stepLine = (checkin: Checkin, event: Event): Step<Checkin> => {
  const falls = checkin.isSlot && event.kind === 'tag-gone';
  const pile = falls ? fallen(checkin.pile, event.uid) : onPad(checkin.pile, event);
  if (pile !== null) return stay(withPile(checkin, pile));
  switch (event.kind) {
    case 'tag-read':
    case 'left-over-read':
    case 'tag-mended':
      return arrived(checkin, event.uid, event.thing);
    case 'checkin-answered':
      return awaited(checkin, 'asking', event.ticket, (line) => answered(checkin, line, event.ticket, event.answer));
    case 'return-found-out':
      return awaited(checkin, 'finding-out', event.ticket, (line) =>
        foundOut(checkin, line, event.ticket, event.answer),
      );
    case 'acs-down':
      return stay(checkin.takesOffline ? { ...checkin, way: 'offline' } : checkin);
    case 'acs-up':
      return stay({ ...checkin, way: 'acs' });
    case 'secured':
      return event.want === 'armed' ? secured(checkin, event.ticket, event.uid, event.outcome) : stay(checkin);
    default:
      return stay(checkin);
  }
};

/** Finish was pressed: what was not asked stays unasked. */
export const closeCheckin = (checkin: Checkin): Checkin => withPile(checkin, closed(checkin.pile));

/** Whether the outcome of any line is still on its way. */
export const isReturning = (checkin: Checkin): boolean => isOpen(checkin.pile, ['arming']);

/** Patience is over: what was returned and not read back is for staff. */
export const giveUpCheckin = (checkin: Checkin): Checkin =>
  withPile(
    checkin,
    givenUp(checkin.pile, (state): ReturnLine['state'] =>
      state.at === 'arming' ? { at: 'returned-unarmed', told: state.told } : state,
    ),
  );

type ForStaff = Pick<Extract<Entry, { kind: 'item-for-staff' }>, 'item' | 'because' | 'missing'>;

/** What staff have to see to once the session is over, for their board: nobody who stands here can. */
export const leftForStaff = ({ pile, isSlot }: Checkin): readonly ForStaff[] =>
  pile.lines.flatMap((line): readonly ForStaff[] => {
    const { number: item, state } = line;
    if (item === null) return [];
    const missing = [...unseenParts(line)];
    const noteOf = (because: ForStaff['because']): ForStaff => ({ item, because, missing });
    switch (state.at) {
      case 'returned':
        return missing.length > 0 ? [noteOf('parts-missing')] : [];
      case 'return-put-back':
      case 'returned-unarmed':
        return [noteOf('tag-open'), ...(missing.length > 0 ? [noteOf('parts-missing')] : [])];
      case 'refused':
      case 'unclear':
        return isSlot ? [noteOf('not-returned')] : [];
      default:
        return [];
    }
  });

/** Tags of what is returned, lies there, and waits for nobody else. */
export const returnedTags = ({ pile }: Checkin): readonly Uid[] =>
  pile.lines.flatMap(({ state, tags }) =>
    state.at === 'returned' && !state.told.offline && !needsHand(state.told) && !state.told.notes.includes('on-hold')
      ? tags.filter(({ here }) => here).map(({ uid }) => uid)
      : [],
  );

const put = (checkin: Checkin, line: ReturnLine): Checkin => withPile(checkin, withLine(checkin.pile, line));

const awaited = (
  checkin: Checkin,
  at: ReturnLine['state']['at'],
  ticket: Ticket,
  act: (line: ReturnLine) => Step<Checkin>,
): Step<Checkin> => {
  const line = lineAwaiting(checkin.pile, at, ticket);
  return line === null ? stay(checkin) : act(line);
};

const askNext = (checkin: Checkin): Step<Checkin> => {
  const next = nextToAsk(checkin.pile, [], checkin.held);
  if (next === null) return stay(checkin);
  const { ticket, pile } = ticketFrom(checkin.pile);
  if (checkin.way === 'offline') return andThen(returnedOffline(withPile(checkin, pile), next, ticket), askNext);
  return go(
    put(withPile(checkin, pile), { ...next, state: { at: 'asking', ticket } }),
    record({ kind: 'checkin-asked', ticket, item: next.number, uids: next.tags.map(({ uid }) => uid) }),
    { kind: 'ask-checkin', ticket, item: next.number, datedMs: checkin.dated?.ms ?? null },
  );
};

const arrived = (checkin: Checkin, uid: Uid, thing: Thing): Step<Checkin> => {
  const before = lineOfTag(checkin.pile, uid);
  const now = withPile(checkin, read(checkin.pile, uid, thing));
  const line = lineOfTag(now.pile, uid);
  if (line === null || thing.kind !== 'item' || line.number !== thing.number) return stay(now);
  switch (line.state.at) {
    case 'refused':
      return stay(put(now, { ...line, state: { at: 'waiting' } }));
    case 'return-put-back':
    case 'returned-unarmed':
      return arm(now, line, line.state.told, [uid]);
    case 'arming':
    case 'returned': {
      // A further part of a set that is returned, or the tag of an item that was returned by its barcode.
      if (before?.key === line.key || checkin.security !== 'tags') return stay(now);
      const told: Told = { ...line.state.told, notes: line.state.told.notes.filter((note) => note !== 'tag-not-seen') };
      return arm(now, line, told, [uid]);
    }
    default:
      return stay(now);
  }
};

const answered = (checkin: Checkin, line: ReturnLine, ticket: Ticket, answer: CheckinAnswer): Step<Checkin> => {
  const item = line.number ?? '';
  switch (answer.kind) {
    case 'returned':
      return returned(checkin, line, ticket, answer.return);
    case 'later':
      return returnedOffline(checkin, line, ticket);
    case 'refused':
      return go(
        put(checkin, { ...line, title: answer.title ?? line.title, state: { at: 'refused', because: answer.because } }),
        record({ kind: 'checkin-refused', ticket, item, because: answer.because }),
      );
    case 'silent':
      return go(
        put(checkin, { ...line, state: { at: 'refused', because: 'acs-silent' } }),
        record({ kind: 'checkin-refused', ticket, item, because: 'acs-silent' }),
      );
    case 'unknown': {
      const next = ticketFrom(checkin.pile);
      return go(
        put(withPile(checkin, next.pile), { ...line, state: { at: 'finding-out', ticket: next.ticket } }),
        record({ kind: 'outcome-unknown', ticket, item, patron: null, asked: 'checkin' }),
        { kind: 'find-out-return', ticket: next.ticket, item, maybeBefore: !answer.wasLent },
      );
    }
  }
};

const returned = (checkin: Checkin, line: ReturnLine, ticket: Ticket, back: Return): Step<Checkin> =>
  andThen(
    takenIn(checkin, line, { ...back, offline: false }, (notes) =>
      record({ kind: 'returned', ticket, item: back.item, notes: [...notes] }),
    ),
    (state) => go(state, ...lookedAt(state, back)),
  );

/** Whoever gives it back can do nothing about it; where staff stand they have read it themselves. */
const lookedAt = ({ pile: { session }, showsRouting }: Checkin, { item, notes }: Return): readonly Effect[] =>
  notes.includes('see-staff') && showsRouting !== true
    ? [record({ kind: 'item-for-staff', session, item, because: 'see-staff', missing: [] })]
    : [];

/** Nobody was asked: it is here, and the library system will be told. */
const returnedOffline = (checkin: Checkin, line: ReturnLine, ticket: Ticket): Step<Checkin> => {
  const item = line.number ?? '';
  const back = { item, title: line.title, notes: [], fee: null, bin: null, offline: true };
  return takenIn(checkin, line, back, () =>
    record({ kind: 'returned-offline', ticket, item, datedMs: checkin.dated?.ms ?? null }),
  );
};

/** It is the library's again, by `entryOf`: its tags are armed, or there is nothing to arm. */
const takenIn = (
  checkin: Checkin,
  line: ReturnLine,
  back: Return & { readonly offline: boolean },
  entryOf: (notes: readonly ReturnNote[]) => Effect,
): Step<Checkin> => {
  const odd = checkin.security === 'tags' && line.tags.some((tag) => tag.security === 'odd');
  const unseen = checkin.security === 'tags' && line.tags.length === 0;
  const more: readonly ReturnNote[] = [
    ...(odd ? ['odd-security' as const] : []),
    ...(unseen ? ['tag-not-seen' as const] : []),
  ];
  const notes = checkin.showsFee ? back.notes : back.notes.filter((note) => note !== 'fee');
  const told: Told = {
    notes: [...notes, ...more],
    fee: checkin.showsFee ? back.fee : null,
    bin: back.bin,
    offline: back.offline,
    ...(checkin.showsRouting === true && back.routing !== undefined ? { routing: back.routing } : {}),
  };
  const named: ReturnLine = { ...line, title: back.title ?? line.title };
  const entry = entryOf(told.notes);
  if (checkin.security !== 'tags' || named.tags.length === 0) {
    return go(put(checkin, { ...named, state: { at: 'returned', told } }), entry);
  }
  if (odd) {
    const oddTags = named.tags.filter((tag) => tag.security === 'odd');
    return go(
      put(checkin, { ...named, state: { at: 'returned-unarmed', told } }),
      entry,
      ...oddTags.map((tag) => record({ kind: 'security-odd', uid: tag.uid, item: back.item })),
    );
  }
  const uids = named.tags.map((tag) => tag.uid);
  return andThen(go(checkin, entry), (state) => arm(state, named, told, uids));
};

const arm = (checkin: Checkin, line: ReturnLine, told: Told, uids: readonly Uid[]): Step<Checkin> => {
  const writing = writeTags(checkin.pile, line, uids, 'armed');
  return go(
    judge(withPile(checkin, writing.pile), writing.line, told),
    ...pendingFor(line, uids, 'armed'),
    ...writing.effects,
  );
};

/** What a returned line is, once its tags have spoken. */
const judge = (checkin: Checkin, line: ReturnLine, told: Told): Checkin => {
  const states = {
    writing: { at: 'arming', told },
    open: { at: 'return-put-back', told },
    done: { at: 'returned', told },
  } as const;
  return put(checkin, { ...line, state: states[tagsOf(line, 'armed')] });
};

const secured = (checkin: Checkin, ticket: Ticket, uid: Uid, outcome: Secured): Step<Checkin> => {
  const line = lineOfTag(checkin.pile, uid);
  if (line?.state.at !== 'arming' || !line.tags.some((tag) => tag.uid === uid && tag.ticket === ticket))
    return stay(checkin);
  const { told } = line.state;
  switch (outcome.kind) {
    case 'done':
      return stay(judge(checkin, withTag(line, uid, { ticket: null, security: 'armed' }), told));
    case 'gone':
      return stay(judge(checkin, withTag(line, uid, { ticket: null, here: false }), told));
    case 'odd':
    case 'refused':
    case 'unverified':
      return stay(put(checkin, { ...withTag(line, uid, { ticket: null }), state: { at: 'returned-unarmed', told } }));
  }
};

const foundOut = (checkin: Checkin, line: ReturnLine, ticket: Ticket, answer: FoundOut): Step<Checkin> => {
  const item = line.number ?? '';
  const entry = record({ kind: 'outcome-found', ticket, item, patron: null, found: answer.kind });
  switch (answer.kind) {
    case 'not-on-loan':
      return andThen(go(checkin, entry), (state) =>
        returned(state, line, ticket, { item, title: line.title, notes: [], fee: null, bin: null }),
      );
    case 'on-loan':
      return go(put(checkin, { ...line, state: { at: 'refused', because: 'acs-silent' } }), entry);
    case 'unclear':
      return go(put(checkin, { ...line, state: { at: 'unclear' } }), entry);
  }
};
