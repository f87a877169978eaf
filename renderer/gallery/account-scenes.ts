// Sample views of the account and of a payment: every section, every state of a row.
import type { AccountHold, AccountLoan, PaymentState, RenewalState } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { signing } from './staff-scenes.ts';

const titles = [
  'Nhật ký trong tù',
  'Những ngôi sao xa xôi',
  'Truyện Kiều',
  'Lão Hạc và những truyện ngắn chọn lọc của nhà văn Nam Cao, tái bản có bổ sung',
  'Introduction to Algorithms, fourth edition',
  'Dế Mèn phiêu lưu ký',
  'Số đỏ',
  'Ỗng ỞẤỂ: sách thử dấu',
  'Vang bóng một thời',
] as const;

const due = { kind: 'day', day: '2026-12-13' } as const;
const past = { kind: 'day', day: '2026-11-10' } as const;
const money = { amount: '72000', currency: 'VND' } as const;
const open: RenewalState = { at: 'open', mayRenew: true };

const loan = (place: number, state: RenewalState, more: Partial<AccountLoan> = {}): AccountLoan => ({
  key: `loan-${place + 1}`,
  title: titles[place % titles.length] ?? null,
  number: `3123400000${String(place).padStart(4, '0')}`,
  due,
  isOverdue: false,
  filling: false,
  byTitle: false,
  state,
  ...more,
});

const hold = (place: number, is: AccountHold['is'], more: Partial<AccountHold> = {}): AccountHold => ({
  key: `hold-${place + 1}`,
  title: titles[place % titles.length] ?? null,
  number: `3123400000${String(place).padStart(4, '0')}`,
  filling: false,
  byTitle: false,
  is,
  shelf: null,
  keptUntil: null,
  state: { at: 'open', mayCancel: true },
  ...more,
});

type Account = Extract<KioskScreen, { at: 'account' }>;

const here = { state: 'here', unlisted: 0 } as const;
const coming = { state: 'coming', unlisted: 0 } as const;
const silent = { state: 'silent', unlisted: 0 } as const;

const account = (more: Partial<Account>): Account => ({
  at: 'account',
  patron: { name: 'Nguyễn Thị Ánh Hồng' },
  section: 'loans',
  lists: { loans: here, holds: here, fees: here },
  loans: [loan(0, open, { due: past, isOverdue: true }), loan(1, open), loan(3, open), loan(4, open)],
  holds: [hold(2, 'ready', { shelf: 'Trụ sở chính · 895.922 NGU', keptUntil: due }), hold(6, 'waiting')],
  fees: [],
  owed: null,
  notes: [
    { kind: 'overdue', count: 1 },
    { kind: 'ready', count: 1 },
  ],
  renewable: 4,
  mayPay: false,
  finish: 'ready',
  ...more,
});

const payment = (state: PaymentState): KioskScreen => ({
  at: 'payment',
  sum: money,
  reference: 'K1-000123-1',
  code: '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E',
  to: { bank: 'Ngân hàng Công thương Việt Nam', number: '0011012345678', name: 'THU VIEN TINH NINH THUAN' },
  state,
});

export const accountScreens: Readonly<Record<string, KioskScreen>> = {
  account: account({}),
  'account-coming': account({
    lists: { loans: coming, holds: coming, fees: coming },
    loans: [],
    holds: [],
    notes: [],
    renewable: 0,
  }),
  'account-filling': account({
    loans: [
      loan(0, open, { due: past, isOverdue: true }),
      loan(1, open, { title: null, due: null, filling: true }),
      loan(2, open, { title: null, due: null, filling: true }),
    ],
    renewable: 3,
  }),
  'account-renewals': account({
    loans: [
      loan(0, { at: 'renewed' }),
      loan(1, { at: 'asking' }),
      loan(2, { at: 'waiting' }),
      loan(3, { at: 'refused', because: 'on-hold-for-another', mayRenew: false }),
      loan(4, { at: 'refused', because: 'not-renewable', mayRenew: false }),
      loan(5, { at: 'refused', because: 'acs-silent', mayRenew: true }),
      loan(6, { at: 'fee', fee: { amount: '5000', currency: 'VND' } }),
      loan(7, { at: 'finding-out' }),
      loan(8, { at: 'unclear' }),
      loan(1, { at: 'open', mayRenew: false }, { key: 'loan-10', number: null, due: null, byTitle: true }),
    ],
    notes: [],
    renewable: 1,
    finish: 'working',
  }),
  'account-holds': account({
    section: 'holds',
    holds: [
      hold(2, 'ready', { shelf: 'Trụ sở chính · 895.922 NGU', keptUntil: due }),
      hold(3, 'ready'),
      hold(6, 'waiting'),
      hold(1, 'unknown'),
      hold(4, 'waiting', { state: { at: 'sure' } }),
      hold(5, 'waiting', { state: { at: 'asking' } }),
      hold(7, 'waiting', { state: { at: 'cancelled' } }),
      hold(8, 'waiting', { state: { at: 'refused', because: 'acs-silent', mayCancel: true } }),
      hold(0, 'waiting', { state: { at: 'unclear' } }),
    ],
  }),
  'account-fees': account({
    section: 'fees',
    owed: money,
    mayPay: true,
    notes: [{ kind: 'block', because: 'fees' }],
    fees: [
      { key: 'fee-1', text: 'Quá hạn: Nhật ký trong tù', fee: { amount: '12000', currency: 'VND' } },
      {
        key: 'fee-2',
        text: 'Mất sách: Lão Hạc và những truyện ngắn chọn lọc',
        fee: { amount: '60000', currency: 'VND' },
      },
    ],
  }),
  'account-fees-total': account({
    section: 'fees',
    owed: money,
    notes: [
      { kind: 'block', because: 'expired' },
      { kind: 'said', text: 'Thẻ của bạn cần chụp lại ảnh: mời gặp cô Hạnh ở quầy số 2.' },
    ],
  }),
  'account-nothing': account({ loans: [], holds: [], notes: [], renewable: 0 }),
  'account-silent': account({
    lists: { loans: silent, holds: silent, fees: silent },
    loans: [],
    holds: [],
    notes: [],
    renewable: 0,
  }),
  payment: payment({ at: 'waiting' }),
  'payment-staff': payment({ at: 'staff', signing: signing({}) }),
  'payment-staff-card': payment({ at: 'staff', signing: signing({ name: 'Tuấn' }) }),
  'payment-staff-not-allowed': payment({ at: 'staff', signing: signing({ wrong: 'not-allowed' }) }),
  'payment-staff-wrong': payment({ at: 'staff', signing: signing({ name: 'Minh', wrong: 'pin' }) }),
  'payment-staff-checking': payment({ at: 'staff', signing: signing({ name: 'Minh', checking: true }) }),
  'payment-finding-out': payment({ at: 'finding-out' }),
  'payment-recording': payment({ at: 'recording' }),
  'payment-recorded': payment({ at: 'recorded' }),
  'payment-for-staff': payment({ at: 'for-staff' }),
  'payment-not-sent': payment({ at: 'not-sent' }),
  'receipt-account': {
    at: 'receipt',
    of: 'account',
    tally: { done: 3, attention: 0, refused: 1 },
    reference: 'K1-000021',
    paper: 'offered',
    mail: null,
  },
};
