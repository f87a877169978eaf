// The board as a desk's glass shows it: to whoever works there, in the order of its urgency. Decides nothing.
import {
  boardWhats,
  type BoardReason,
  type BoardRoom,
  type BoardRow,
  type BoardScreen,
  type BoardWhat,
  type Moment,
} from '../contract/board-view.ts';
import type { RoomName } from '../contract/desk-view.ts';
import type { BoardState, Hand } from './board.ts';
import { endsByItself } from './board-kinds.ts';
import { maySettle } from './modes/board.ts';
import type { Staff } from './staff.ts';

/** Where a row is mended; a room that this desk has not is left out. */
const mendedIn: Readonly<Partial<Record<BoardWhat, BoardRoom>>> = {
  'loan-armed': 'inspector',
  'tag-arm': 'inspector',
  'tag-disarm': 'inspector',
  'tag-open': 'inspector',
  'odd-tag': 'inspector',
  offline: 'circulation',
  unclear: 'circulation',
  'refused-return': 'circulation',
  'not-returned': 'circulation',
  'see-staff': 'circulation',
  'payment-refused': 'circulation',
  'payment-unclear': 'circulation',
  'payment-left': 'circulation',
  'card-refused': 'register',
  'cards-queued': 'register',
};

/** `rooms`: what this person may open here. */
export const boardScreen = (
  board: BoardState,
  { who, rooms, sound }: { readonly who: Staff; readonly rooms: readonly RoomName[]; readonly sound: boolean },
): BoardScreen => ({
  at: 'board',
  today: momentOf(board.nowMs).day,
  rows: board.rows
    .toSorted((a, b) => boardWhats.indexOf(a.what) - boardWhats.indexOf(b.what) || a.sinceMs - b.sinceMs)
    .map((hand): BoardRow => ({
      key: hand.key,
      what: hand.what,
      where: hand.where,
      since: momentOf(hand.sinceMs),
      item: hand.item,
      card: hand.card,
      reason: reasonOf(hand),
      remedy: hand.conflict?.remedy ?? null,
      count: hand.count,
      taken:
        hand.taken === null
          ? null
          : { by: hand.taken.by, isMe: hand.taken.by === who.name, at: momentOf(hand.taken.atMs) },
      opens: opensOf(hand, rooms),
      maySettle: maySettle(who, hand),
      endsByItself: endsByItself(hand.what),
    })),
  settled: board.settled.map(({ atMs, ...row }) => ({ ...row, at: momentOf(atMs) })),
  sound,
});

const opensOf = ({ what }: Hand, rooms: readonly RoomName[]): BoardRoom | null => {
  const room = mendedIn[what] ?? null;
  return rooms.some((one) => one === room) ? room : null;
};

/** Rows that nobody has taken. */
export const waitingOf = ({ rows }: BoardState): number => rows.filter(({ taken }) => taken === null).length;

export const reasonOf = ({ what, because, conflict }: Hand): BoardReason | null => {
  if (conflict !== null) return { of: 'offline', was: conflict.of, because: conflict.because, isBack: conflict.isBack };
  if (because === null) return null;
  if (what === 'refused-return') return { of: 'refusal', because };
  return devices.flatMap((device) => (device === because ? [{ of: 'device', device } as const] : []))[0] ?? null;
};

const devices = ['pad', 'card-reader', 'scanner', 'printer'] as const;

export const momentOf = (ms: number): Moment => {
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
};
