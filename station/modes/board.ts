// The board in the hands of staff: who takes a row, who says that it is done. Pure; the rows themselves are the station's.
import type { BoardWhat } from '../../contract/board-view.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { Hand } from '../board.ts';
import { endsByItself } from '../board-kinds.ts';
import { go, record, stay, type Step } from '../flow.ts';
import { may, type Staff } from '../staff.ts';
import type { Desk } from './desk-state.ts';

export type BoardAct = Extract<DeskAct, { kind: 'take-hand' | 'settle-hand' | 'board-sound' }>;

/** What changes an account after the fact is not for everybody. */
const bySenior: readonly BoardWhat[] = ['offline', 'payment-left', 'payment-refused', 'payment-unclear', 'unclear'];

export const maySettle = (who: Staff, hand: Pick<Hand, 'what'>): boolean =>
  !endsByItself(hand.what) && (!bySenior.includes(hand.what) || may(who, 'settle'));

export const stepBoard = (desk: Desk, who: Staff, act: BoardAct): Step<Desk> => {
  if (act.kind === 'board-sound') return stay({ ...desk, sound: act.on });
  const hand = desk.board.rows.find(({ key }) => key === act.key);
  // Somebody at another desk was quicker.
  if (hand === undefined) return stay(desk);
  if (act.kind === 'take-hand') {
    if (hand.taken?.by === who.name) return stay(desk);
    return go(desk, record({ kind: 'hand-taken', session: desk.session, key: hand.key, staff: who.name }));
  }
  if (!maySettle(who, hand)) return stay(desk);
  // What was done off-line is closed where it was done, so that health and figures know it, too.
  if (hand.conflict !== null)
    return go(desk, { kind: 'settle-conflict', conflict: hand.conflict, by: who.name, how: act.how });
  return go(desk, record({ kind: 'hand-settled', key: hand.key, staff: who.name, how: act.how }));
};
