// The board with a row of each kind, with none, and with each of the things that can be so of a row.
import {
  boardWhats,
  type BoardReason,
  type BoardRow,
  type BoardScreen,
  type BoardWhat,
  type SettledRow,
} from '../../contract/board-view.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

const day = '2026-11-22';

const boardOf = (rows: readonly BoardRow[], more: Partial<BoardScreen> = {}): BoardScreen => ({
  at: 'board',
  today: day,
  rows,
  settled: [],
  sound: false,
  ...more,
});
export const emptyBoard = boardOf([]);

const itself: readonly BoardWhat[] = [
  'device',
  'paper-out',
  'cover-open',
  'printer-fault',
  'paper-near-end',
  'cards-queued',
];
const ofItems = /^(loan|unclear|offline|not-returned|refused|see|tag|odd|parts)/;
const ofCards = /^(loan|unclear|offline|payment|card-refused)/;

const reasons: Readonly<Partial<Record<BoardWhat, BoardReason>>> = {
  'refused-return': { of: 'refusal', because: 'unknown-item' },
  device: { of: 'device', device: 'card-reader' },
  offline: { of: 'offline', was: 'loan', because: 'too-many-loans', isBack: false },
};

const row = (what: BoardWhat, more: Partial<BoardRow> = {}): BoardRow => ({
  key: what,
  what,
  where: what === 'cards-queued' || what === 'card-refused' ? 'D1' : 'K1',
  since: { day, time: `09:${String(10 + boardWhats.indexOf(what)).padStart(2, '0')}` },
  item: ofItems.test(what) ? '31234000001055' : null,
  card: ofCards.test(what) ? '21234000000018' : null,
  reason: reasons[what] ?? null,
  remedy: what === 'offline' ? 'lend-with-override' : null,
  count: what === 'cards-queued' ? 4 : 1,
  taken: null,
  opens: null,
  maySettle: !itself.includes(what),
  endsByItself: itself.includes(what),
  ...more,
});

const settled: readonly SettledRow[] = [
  {
    key: 'a',
    what: 'tag-arm',
    where: 'K1',
    item: '31234000001063',
    by: null,
    how: 'by-itself',
    at: { day, time: '09:12' },
  },
  {
    key: 'b',
    what: 'help',
    where: 'K1',
    item: null,
    by: 'Nguyễn Thị Minh',
    how: 'done',
    at: { day, time: '08:58' },
  },
  {
    key: 'c',
    what: 'offline',
    where: 'K2',
    item: '31234000001071',
    by: 'Lan',
    how: 'not-needed',
    at: { day, time: '08:31' },
  },
  {
    key: 'd',
    what: 'parts-missing',
    where: 'K1',
    item: '31234000001022',
    by: 'Lan',
    how: 'given-up',
    at: { day, time: '08:15' },
  },
];

const mine = { by: 'Nguyễn Thị Minh', isMe: true, at: { day, time: '09:18' } };
const others = { by: 'Lan', isMe: false, at: { day: '2026-11-21', time: '16:40' } };

const some: readonly BoardRow[] = [
  row('help'),
  row('loan-armed', { taken: others }),
  row('refused-return'),
  row('tag-arm', { taken: mine }),
  row('paper-out'),
  row('cards-queued', { since: { day: '2026-11-21', time: '16:05' } }),
];

/** The chosen row is the first one of each. */
const each = Object.fromEntries(
  boardWhats.map((what) => [
    `desk-board-${what}`,
    desk(boardOf([row(what, { opens: 'register' }), row('paper-near-end', { key: 'other', where: 'K2' })]), {
      waiting: 2,
    }),
  ]),
);

export const boardScenes: Readonly<Record<string, Scene>> = {
  'desk-board': desk(boardOf(some, { settled }), { waiting: 4, chimes: 12 }),
  'desk-board-empty': desk(emptyBoard),
  'desk-board-all-settled': desk(boardOf([], { settled, sound: true })),
  'desk-board-full': desk(
    boardOf(
      boardWhats.map((what) => row(what)),
      { settled, sound: true },
    ),
    {
      waiting: boardWhats.length,
    },
  ),
  'desk-board-mine': desk(boardOf([row('tag-arm', { taken: mine }), row('help')]), { waiting: 1 }),
  'desk-board-taken': desk(boardOf([row('loan-armed', { taken: others }), row('help')]), { waiting: 1 }),
  'desk-board-not-for-me': desk(boardOf([row('offline', { maySettle: false })]), {
    waiting: 1,
    who: { name: 'Lan', level: 'staff' },
  }),
  'desk-board-back-since': desk(
    boardOf([row('offline', { reason: { of: 'offline', was: 'loan', because: 'unknown-item', isBack: true } })]),
    { waiting: 1 },
  ),
  ...each,
};
