// Sample piles: every state of a row, as borrowers and returners meet them. A member of a union without a row does not compile.
import type { NotAnItem, Refusal, ReturnNote, Row, RowState } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';

export const titles = [
  'Dế Mèn phiêu lưu ký',
  'Truyện Kiều',
  'Nhật ký trong tù',
  'Tuổi thơ dữ dội',
  'Đất rừng phương Nam',
  'Cho tôi xin một vé đi tuổi thơ',
  'Số đỏ',
  'Lão Hạc và những truyện ngắn chọn lọc của nhà văn Nam Cao, tái bản có bổ sung',
  'Vang bóng một thời',
  'Những ngôi sao xa xôi',
  'Introduction to Algorithms, fourth edition',
  'Ỗng ỞẤỂ: sách thử dấu',
  'Kính vạn hoa',
] as const;

function row(place: number, state: RowState, more: Partial<Row> = {}): Row {
  return {
    key: `row-${place}`,
    title: titles[place % titles.length] ?? null,
    number: `3123400011${String(place).padStart(4, '0')}`,
    parts: null,
    state,
    note: null,
    says: null,
    ...more,
  };
}

const due = { kind: 'day', day: '2026-12-13' } as const;
const lent: RowState = { at: 'lent', due, renewed: false, release: 'read-back' };
const returned: RowState = { at: 'returned', notes: [], fee: null, bin: '2', needsHand: false };

const underWay: readonly Row[] = [
  row(0, lent),
  row(1, lent),
  row(2, { at: 'hold-still' }),
  row(3, { at: 'asking' }),
  row(4, { at: 'waiting' }),
  row(5, { at: 'waiting' }),
  row(6, { at: 'reading' }, { title: null, number: '…8F21' }),
];

const troubles: readonly Row[] = [
  row(0, lent),
  row(7, { at: 'put-back', due }),
  row(1, { at: 'fee', fee: { amount: '5000', currency: 'VND' } }),
  row(2, { at: 'refused', because: 'on-hold-for-another' }),
  row(3, { at: 'lent-armed', due }),
  row(4, { at: 'unclear' }),
  row(5, lent, { parts: { of: 3, here: [1, 2] } }),
];

const everyLoan: readonly Row[] = [
  row(0, { at: 'reading' }),
  row(1, { at: 'waiting' }),
  row(2, { at: 'asking' }),
  row(3, { at: 'hold-still' }),
  row(4, lent),
  row(5, { at: 'lent', due: null, renewed: true, release: 'none' }),
  row(6, { at: 'lent', due: { kind: 'text', text: 'hết học kỳ I' }, renewed: false, release: 'not-seen' }),
  row(7, { at: 'lent', due, renewed: false, release: 'desensitiser' }),
  row(8, { at: 'lent', due: null, renewed: false, release: 'left-armed' }),
  row(9, { at: 'put-back', due }),
  row(10, { at: 'lent-armed', due }),
  row(11, { at: 'taking-back' }),
  row(12, { at: 'taken-back' }),
  row(13, { at: 'refused', because: 'lent-to-another' }),
  row(14, { at: 'refused', because: 'not-for-loan' }),
  row(15, { at: 'fee', fee: null }),
  row(16, { at: 'finding-out' }),
  row(17, { at: 'unclear' }),
  row(18, { at: 'left-over' }),
  row(19, { at: 'not-an-item', because: 'patron-card' }, { title: null, number: '…04AF' }),
  row(20, { at: 'not-an-item', because: 'foreign' }, { title: null, number: '…91C0' }),
];

const everyReturn: readonly Row[] = [
  row(0, returned),
  row(1, {
    at: 'returned',
    notes: ['overdue', 'fee'],
    fee: { amount: '12000', currency: 'VND' },
    bin: '1',
    needsHand: false,
  }),
  row(2, { at: 'returned', notes: ['on-hold'], fee: null, bin: null, needsHand: true }),
  row(3, { at: 'returned', notes: ['not-on-loan'], fee: null, bin: '2', needsHand: false }),
  row(4, { at: 'returned', notes: ['other-branch'], fee: null, bin: 'Tầng 1', needsHand: false }),
  row(5, { at: 'return-put-back' }),
  row(6, { at: 'returned-unarmed', notes: [] }),
  row(7, { at: 'refused', because: 'unknown-item' }),
  row(8, { at: 'hold-still' }),
  row(9, { at: 'mended' }),
];

const refused = (place: number, because: Refusal, says: string | null = null): Row =>
  row(place, { at: 'refused', because }, { says });
const refusals: Readonly<Record<Refusal, Row>> = {
  'lent-to-another': refused(0, 'lent-to-another'),
  'on-hold-for-another': refused(1, 'on-hold-for-another'),
  'not-for-loan': refused(7, 'not-for-loan', 'Tài liệu chỉ đọc tại phòng Địa chí, tầng 3.'),
  'too-many-loans': refused(3, 'too-many-loans'),
  'unknown-item': refused(4, 'unknown-item'),
  'patron-blocked': refused(5, 'patron-blocked'),
  fees: refused(6, 'fees'),
  overdue: refused(2, 'overdue'),
  'not-renewable': refused(8, 'not-renewable'),
  'fee-declined': refused(9, 'fee-declined'),
  'parts-missing': refused(10, 'parts-missing'),
  'pin-needed': refused(3, 'pin-needed'),
  'acs-silent': refused(11, 'acs-silent'),
  'not-now': refused(1, 'not-now'),
  'offline-limit': refused(2, 'offline-limit'),
  other: refused(12, 'other', 'Item type DVD not allowed for category ST.'),
};

const odd = (place: number, because: NotAnItem): Row =>
  row(place, { at: 'not-an-item', because }, { title: null, number: `…9${place}C0` });
const oddments: Readonly<Record<NotAnItem, Row>> = {
  'patron-card': odd(0, 'patron-card'),
  blank: odd(1, 'blank'),
  foreign: odd(2, 'foreign'),
  unreadable: odd(3, 'unreadable'),
  'same-number': row(4, { at: 'not-an-item', because: 'same-number' }),
  'odd-security': row(5, { at: 'not-an-item', because: 'odd-security' }),
};

const noted = (
  place: number,
  notes: readonly ReturnNote[],
  more: Partial<Extract<RowState, { at: 'returned' }>> = {},
) => row(place, { at: 'returned', notes, fee: null, bin: '2', needsHand: false, ...more });
const returnNotes: Readonly<Record<ReturnNote, Row>> = {
  overdue: noted(0, ['overdue']),
  fee: noted(1, ['overdue', 'fee'], { fee: { amount: '12000', currency: 'VND' }, bin: '1' }),
  'on-hold': noted(2, ['on-hold'], { bin: null, needsHand: true }),
  'not-on-loan': noted(3, ['not-on-loan']),
  'other-branch': noted(7, ['other-branch'], { bin: 'Tầng 1', needsHand: true }),
  'see-staff': noted(5, ['see-staff'], { bin: null, needsHand: true }),
  'odd-security': noted(6, ['odd-security'], { needsHand: true }),
  'tag-not-seen': noted(8, ['tag-not-seen', 'fee']),
  'tag-later': noted(4, ['tag-later'], { bin: null }),
  'parts-missing': { ...noted(9, ['parts-missing'], { needsHand: true }), parts: { of: 3, here: [1, 3] } },
};

const patron = { name: 'Nguyễn Thị Ánh Hồng' } as const;
type Pile<At extends 'checkout' | 'checkin'> = Extract<KioskScreen, { at: At }>;
const checkout = (rows: readonly Row[], more: Partial<Pile<'checkout'>> = {}): KioskScreen => ({
  at: 'checkout',
  counting: false,
  mayGivePin: false,
  patron,
  seen: rows.length,
  rows,
  leftOvers: 0,
  finish: 'ready',
  ...more,
});
const checkin = (rows: readonly Row[], more: Partial<Pile<'checkin'>> = {}): KioskScreen => ({
  at: 'checkin',
  seen: rows.length,
  rows,
  leftOvers: 0,
  finish: 'ready',
  dated: null,
  mayComeFromDrop: false,
  ...more,
});

export const pileScreens: Readonly<Record<string, KioskScreen>> = {
  'checkout-empty': checkout([], { finish: 'empty' }),
  'checkout-under-way': checkout(underWay, { finish: 'working' }),
  'checkout-done': checkout([0, 1, 2, 3].map((place) => row(place, lent))),
  'checkout-offline': checkout(
    [
      row(0, lent),
      row(1, { at: 'lent-offline', due, release: 'read-back' }),
      row(7, { at: 'lent-offline', due, release: 'not-seen' }),
      row(2, { at: 'refused', because: 'not-now' }),
      row(3, { at: 'refused', because: 'offline-limit' }),
    ],
    { patron: { name: '•••• 0018' } },
  ),
  'checkin-offline': checkin([
    row(0, { at: 'returned-offline', notes: [], needsHand: false }),
    row(7, { at: 'returned-offline', notes: ['tag-not-seen'], needsHand: true }),
    row(2, { at: 'return-put-back' }),
  ]),
  'checkout-one': checkout([row(7, lent)]),
  'checkout-counting': checkout(
    [
      row(0, lent),
      row(1, lent, { note: 'open-case' }),
      row(2, { at: 'parts-missing', missing: [3] }, { parts: { of: 3, here: [1, 2] } }),
      row(3, lent),
    ],
    { counting: true },
  ),
  'checkout-theirs': checkout([
    row(0, lent),
    row(7, { at: 'theirs', due, release: 'read-back', refused: null }),
    row(8, { at: 'theirs', due: null, release: 'not-seen', refused: null }),
    row(2, { at: 'theirs', due: null, release: 'not-seen', refused: 'acs-silent' }),
    row(3, { at: 'theirs', due, release: 'read-back', refused: 'not-renewable' }),
    row(4, { at: 'lent', due, renewed: true, release: 'read-back' }),
    row(5, { at: 'lent-armed', due }),
  ]),
  'checkout-needs-pin': checkout(
    [row(0, lent), row(1, lent), row(2, { at: 'needs-pin' }), row(7, { at: 'needs-pin' })],
    {
      mayGivePin: true,
    },
  ),
  'checkout-troubles': checkout(troubles),
  'checkout-left-overs': checkout(
    [row(0, { at: 'left-over' }), row(1, { at: 'left-over' }), row(2, { at: 'asking' })],
    {
      patron: { name: 'Lê Văn Bảy' },
      leftOvers: 2,
      finish: 'working',
    },
  ),
  'checkout-many': checkout(everyLoan, {
    patron: { name: 'Trường Tiểu học Đống Đa' },
    leftOvers: 1,
    finish: 'busy',
  }),
  'checkout-many-more': checkout(everyLoan.slice(7, 14)),
  'checkout-many-most': checkout(everyLoan.slice(14)),
  'checkout-refused': checkout(Object.values(refusals).slice(0, 7)),
  'checkout-refused-more': checkout(Object.values(refusals).slice(7)),
  'checkout-oddments': checkout(Object.values(oddments)),
  'checkin-empty': checkin([], { finish: 'empty' }),
  checkin: checkin(everyReturn),
  'checkin-notes': checkin(Object.values(returnNotes)),
  'checkin-closed': checkin(
    [returned, returned].map((state, place) => row(place, state)),
    {
      dated: { day: '2026-11-21', time: '20:00', because: 'closed' },
    },
  ),
  'checkin-may-be-drop': checkin([], { finish: 'empty', mayComeFromDrop: true }),
  'checkin-drop': checkin(
    [returned, returned, returned].map((state, place) => row(place, state)),
    {
      dated: { day: '2026-11-21', time: '20:00', because: 'drop' },
    },
  ),
  'checkin-hands': checkin(everyReturn.slice(4)),
  // As a slot shows it: nobody is asked to take anything in hand.
  'checkin-slot': checkin([
    row(0, returned),
    returnNotes['tag-later'],
    returnNotes['parts-missing'],
    row(5, { at: 'kept-for-staff' }),
    row(6, { at: 'hold-still' }),
    row(3, { at: 'asking' }),
  ]),
  'checkin-left-overs': checkin([row(0, { at: 'left-over' }), row(1, returned)], { leftOvers: 1, finish: 'busy' }),
};
