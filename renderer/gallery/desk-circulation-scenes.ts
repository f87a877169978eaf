// The desk's loans and returns in every state: the pile, the patron's panel, the payment. A member of a union without a scene does
// not compile.
import type {
  CirculationRow,
  CirculationScreen,
  DeskPatron,
  DeskPayment,
  SlipState,
} from '../../contract/circulation-view.ts';
import type { NotAnItem, Refusal, ReturnNote, RowState } from '../../contract/row-view.ts';
import type { PatronBlock } from '../../contract/terms.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

const due = { kind: 'day', day: '2026-12-13' } as const;
const sum = { amount: '12000', currency: 'VND' } as const;

const screen = (more: Partial<CirculationScreen>): CirculationScreen => ({
  at: 'circulation',
  isAsking: false,
  wrong: null,
  patron: null,
  rows: [],
  seen: more.rows?.length ?? 0,
  leftOvers: 0,
  end: more.patron === undefined && more.rows === undefined ? 'none' : 'offered',
  receipt: null,
  ...more,
});

const titles = ['Truyện Kiều', 'Số đỏ', 'Vang bóng một thời: những trang văn đẹp về một thời đã qua', null] as const;

const row = (state: RowState, at = 0, more: Partial<CirculationRow> = {}): CirculationRow => ({
  key: `row-${at}`,
  title: titles[at % titles.length] ?? null,
  number: String(31_234_000_001_014 + at),
  parts: null,
  state,
  note: null,
  says: null,
  routing: null,
  mayPass: false,
  ...more,
});
const rows = (states: readonly RowState[]): readonly CirculationRow[] => states.map((state, at) => row(state, at));

const patron = (more: Partial<DeskPatron> = {}): DeskPatron => ({
  section: 'loans',
  name: 'Nguyễn Thị Bình Minh',
  number: '21234000000026',
  block: null,
  lends: 'open',
  count: 2,
  limit: 5,
  readyHolds: 1,
  says: [],
  lists: {
    loans: { state: 'here', unlisted: 0 },
    holds: { state: 'here', unlisted: 0 },
    fees: { state: 'here', unlisted: 0 },
  },
  loans: [
    {
      key: 'l1',
      title: 'Đất rừng phương Nam',
      number: '31234000001055',
      filling: false,
      byTitle: false,
      due: { kind: 'day', day: '2026-11-02' },
      isOverdue: true,
      state: { at: 'open', mayRenew: true },
    },
    {
      key: 'l2',
      title: 'Tắt đèn',
      number: '31234000001048',
      filling: false,
      byTitle: false,
      due,
      isOverdue: false,
      state: { at: 'renewed' },
    },
    {
      key: 'l3',
      title: 'Dế mèn phiêu lưu ký',
      number: '31234000001063',
      filling: false,
      byTitle: false,
      due,
      isOverdue: false,
      state: { at: 'fee', fee: sum },
    },
  ],
  holds: [
    {
      key: 'h1',
      title: 'Số đỏ',
      number: '31234000001022',
      filling: false,
      byTitle: false,
      is: 'ready',
      shelf: 'A2',
      keptUntil: due,
      state: { at: 'open', mayCancel: true },
    },
  ],
  fees: [{ key: 'fee-1', text: 'Quá hạn 12 ngày', fee: sum }],
  owed: sum,
  isOwedTold: true,
  renewable: 2,
  mayTakeCash: true,
  mayTransfer: true,
  payment: null,
  ...more,
});

const serving = (more: Partial<DeskPatron>, pile: Partial<CirculationScreen> = {}): Scene =>
  desk(
    screen({ patron: patron(more), rows: rows([{ at: 'lent', due, renewed: false, release: 'read-back' }]), ...pile }),
  );

const named = <Name extends string>(prefix: string, table: Readonly<Record<Name, Scene>>): Record<string, Scene> =>
  Object.fromEntries(
    Object.entries<Scene>(table).map(([name, scene]) => [`desk-circulation-${prefix}-${name}`, scene]),
  );

const every = <T extends string>(all: Readonly<Record<T, true>>): readonly T[] =>
  Object.keys(all).filter((name): name is T => name in all);

const refusals = every<Refusal>({
  'lent-to-another': true,
  'on-hold-for-another': true,
  'not-for-loan': true,
  'too-many-loans': true,
  'unknown-item': true,
  'patron-blocked': true,
  fees: true,
  overdue: true,
  'not-renewable': true,
  'fee-declined': true,
  'parts-missing': true,
  'pin-needed': true,
  'acs-silent': true,
  'not-now': true,
  'offline-limit': true,
  other: true,
});
const things = every<NotAnItem>({
  'patron-card': true,
  blank: true,
  foreign: true,
  unreadable: true,
  'same-number': true,
  'odd-security': true,
});
const notes = every<ReturnNote>({
  overdue: true,
  fee: true,
  'on-hold': true,
  'other-branch': true,
  'not-on-loan': true,
  'see-staff': true,
  'odd-security': true,
  'tag-not-seen': true,
  'tag-later': true,
  'parts-missing': true,
});

const back = (noted: readonly ReturnNote[]): RowState => ({
  at: 'returned',
  notes: noted,
  fee: noted.includes('fee') ? sum : null,
  bin: null,
  needsHand: noted.length > 0,
});

const lending: readonly RowState[] = [
  { at: 'reading' },
  { at: 'waiting' },
  { at: 'asking' },
  { at: 'hold-still' },
  { at: 'lent', due, renewed: false, release: 'read-back' },
  { at: 'lent', due, renewed: true, release: 'read-back' },
  { at: 'theirs', due, release: 'read-back', refused: null },
  { at: 'theirs', due, release: 'read-back', refused: 'not-renewable' },
  { at: 'put-back', due },
  { at: 'lent-armed', due },
  { at: 'taking-back' },
  { at: 'taken-back' },
  { at: 'fee', fee: sum },
  { at: 'finding-out' },
  { at: 'unclear' },
  { at: 'left-over' },
  { at: 'mended' },
];
const returning: readonly RowState[] = [
  ...notes.map((note) => back([note])),
  { at: 'returned-offline', notes: [], needsHand: false },
  { at: 'return-put-back' },
  { at: 'returned-unarmed', notes: [] },
];

const held = (slip: SlipState, at: number): CirculationRow =>
  row(back(['on-hold']), at, {
    routing: { kind: 'hold', to: 'Phan Rang', name: 'Đặng Kim Oanh', number: '21234000000117', slip },
  });

const blocks = named<PatronBlock>('block', {
  blocked: serving({ block: 'blocked', lends: 'mayPass', says: ['Thẻ tạm khóa: liên hệ phòng bạn đọc.'] }),
  'card-lost': serving({ block: 'card-lost', lends: 'no' }),
  expired: serving({ block: 'expired', lends: 'passed' }),
  'too-many-loans': serving({ block: 'too-many-loans', lends: 'no', count: 5 }),
  overdue: serving({ block: 'overdue', lends: 'mayPass' }),
  fees: serving({ block: 'fees', lends: 'mayPass' }),
  'pin-tries-used': serving({ block: 'pin-tries-used', lends: 'no' }),
});

const to = { bank: 'Ngân hàng trình diễn', number: '0123456789', name: 'THU VIEN TINH' };
const paying = (state: DeskPayment['state'], isTransfer = false): Scene =>
  serving({
    payment: {
      sum,
      reference: 'D1-000007-1',
      transfer: isTransfer ? { code: '00020101021238570010A000000727', to } : null,
      state,
    },
    ...(state === 'recorded' ? { owed: null } : {}),
  });
const payments = named<DeskPayment['state']>('payment', {
  waiting: paying('waiting', true),
  recording: paying('recording'),
  'finding-out': paying('finding-out'),
  recorded: paying('recorded'),
  'for-staff': paying('for-staff'),
  'not-sent': paying('not-sent'),
});

const wrongs = named<NonNullable<CirculationScreen['wrong']>>('wrong', {
  'unknown-card': desk(screen({ wrong: 'unknown-card' })),
  'not-a-card': desk(screen({ wrong: 'not-a-card' })),
  'acs-silent': desk(screen({ wrong: 'acs-silent' })),
  'offline-limit': desk(screen({ wrong: 'offline-limit' })),
  locked: desk(screen({ wrong: 'locked' })),
  'card-lost': desk(screen({ wrong: 'card-lost' })),
});

const silent = { state: 'silent', unlisted: 0 } as const;
const coming = { state: 'coming', unlisted: 0 } as const;

export const circulationScenes: Readonly<Record<string, Scene>> = {
  'desk-circulation-empty': desk(screen({})),
  'desk-circulation-asking': desk(screen({ isAsking: true })),
  'desk-circulation-returning': desk(screen({ rows: rows([{ at: 'asking' }, back([])]), end: 'awaited' })),
  'desk-circulation-returned': desk(screen({ rows: rows(returning), leftOvers: 2 })),
  'desk-circulation-slips': desk(
    screen({
      rows: [
        held('printed', 0),
        held('failed', 1),
        held('printing', 2),
        row(back(['other-branch']), 3, {
          routing: { kind: 'transit', to: 'Ninh Hải', name: null, number: null, slip: 'offered' },
        }),
      ],
    }),
  ),
  'desk-circulation-lending': serving({}, { rows: rows(lending), leftOvers: 1, receipt: 'offered' }),
  'desk-circulation-refused': serving(
    {},
    {
      rows: refusals.map((because, at) =>
        row({ at: 'refused', because }, at, {
          mayPass: because === 'not-for-loan',
          says: because === 'other' ? 'Item is on display' : null,
        }),
      ),
    },
  ),
  'desk-circulation-things': serving({}, { rows: rows(things.map((because) => ({ at: 'not-an-item', because }))) }),
  'desk-circulation-quiet': serving(
    { loans: [], holds: [], fees: [], owed: null, renewable: 0, readyHolds: 0, count: 0, mayTakeCash: false },
    { rows: [], receipt: null },
  ),
  'desk-circulation-coming': serving({ lists: { loans: coming, holds: coming, fees: coming }, loans: [], holds: [] }),
  'desk-circulation-silent': serving({
    lists: { loans: silent, holds: silent, fees: silent },
    loans: [],
    holds: [],
    count: null,
    readyHolds: null,
    owed: null,
    isOwedTold: false,
    fees: [],
    mayTakeCash: false,
    mayTransfer: false,
  }),
  'desk-circulation-finishing': serving({}, { end: 'finishing', receipt: 'printed' }),
  ...blocks,
  ...payments,
  ...wrongs,
};
