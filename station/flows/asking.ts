// Questions and security writes of a pile: one question at a time, answers by their ticket, tags by their read-back, and
// what is true when patience is over. What borrowing and returning have in common. Pure.
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { record, type Effect } from '../flow.ts';
import type { ItemNumber, SecurityWant, Ticket } from '../library.ts';
import { ticketFrom, withTag, type At, type Line, type Pile, type SharedState } from './pile.ts';

/** Whether an item is being asked about: SIP2 takes no more than one question at a time. */
export const isAsking = (pile: Pile<At>): boolean =>
  pile.lines.some(({ state }) => state.at === 'asking' || state.at === 'asking-own');

/**
 * The next item to ask about, or null while a question is under way. `also`: states in which the flow asks besides waiting ones.
 * `held`: items about which an older question is still open; they wait until it is known what became of that.
 */
export const nextToAsk = <S extends At>(
  pile: Pile<S>,
  also: readonly S['at'][],
  held: readonly ItemNumber[],
): (Line<S> & { readonly number: ItemNumber }) | null => {
  if (isAsking(pile)) return null;
  const next = pile.lines.find(
    ({ state, number }) => (state.at === 'waiting' || also.includes(state.at)) && !held.includes(number ?? ''),
  );
  return next === undefined || next.number === null ? null : { ...next, number: next.number };
};

/** The line that waits for the answer to this ticket, in this state; null when the answer is late or not ours. */
export const lineAwaiting = <S extends At>(
  pile: Pile<S>,
  at: S['at'] | SharedState['at'],
  ticket: Ticket,
): Line<S> | null =>
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

/** Whether the outcome of any line is still on its way; `own`: the flow's own states in which it is. */
export const isOpen = <S extends At>(pile: Pile<S>, own: readonly S['at'][]): boolean => {
  const open: readonly string[] = ['reading', 'waiting', 'asking', 'finding-out', ...own];
  return pile.lines.some((line) => open.includes(line.state.at));
};

/**
 * Patience is over: what was not read is no item, what was not asked did not happen, and what did not come home is for
 * staff. `own` says it of the flow's own states. Late answers will be journalled, not shown.
 */
export const givenUp = <S extends At>(pile: Pile<S>, own: (state: S, line: Line<S>) => S | SharedState): Pile<S> => ({
  ...pile,
  lines: pile.lines.map((line) => ({ ...line, state: givenUpState(line.state, (state) => own(state, line)) })),
});

const isShared = (state: At): state is SharedState =>
  ['reading', 'left-over', 'not-an-item', 'waiting', 'asking', 'refused', 'finding-out', 'unclear'].includes(state.at);

const givenUpState = <S extends At>(state: S | SharedState, own: (state: S) => S | SharedState): S | SharedState => {
  if (!isShared(state)) return own(state);
  switch (state.at) {
    case 'reading':
      return { at: 'not-an-item', because: 'unreadable' };
    case 'waiting':
      return { at: 'refused', because: 'acs-silent' };
    case 'asking':
    case 'finding-out':
      return { at: 'unclear' };
    default:
      return state;
  }
};
