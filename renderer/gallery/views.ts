// Sample views: every screen and every state of a row, with people and books of no library in particular.
import type { BenchItem, BenchTag, BenchView } from '../../contract/bench.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { KioskScreen, KioskView, Language, Row, RowState, View } from '../../contract/view.ts';
import { accountScreens } from './account-scenes.ts';

export type Scene = { readonly view: (language: Language) => View; readonly bench: BenchView | null };

const titles = [
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
  row(5, { at: 'lent', due, renewed: true, release: 'none' }),
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

const welcomeOf = (more: Partial<Extract<KioskScreen, { at: 'welcome' }>>): KioskScreen => ({
  at: 'welcome',
  onPad: 0,
  mended: 0,
  doors: ['borrow', 'return', 'account'],
  isClosed: false,
  ...more,
});

const receiptOf = (more: Partial<Extract<KioskScreen, { at: 'receipt' }>>): KioskScreen => ({
  at: 'receipt',
  of: 'checkout',
  tally: { done: 4, attention: 0, refused: 0 },
  reference: 'K1-000021',
  paper: 'offered',
  mail: null,
  ...more,
});

const goodbyeOf = (more: Partial<Extract<KioskScreen, { at: 'goodbye' }>>): KioskScreen => ({
  at: 'goodbye',
  of: 'checkout',
  tally: { done: 4, attention: 0, refused: 0 },
  printed: false,
  mailed: false,
  mayLendAgain: false,
  reference: null,
  onPad: 0,
  ...more,
});

const screens: Readonly<Record<string, KioskScreen>> = {
  'closed-starting': { at: 'closed', because: 'starting' },
  'closed-acs': { at: 'closed', because: 'acs-silent' },
  'closed-fault': { at: 'closed', because: 'fault' },
  'closed-hours': {
    at: 'closed',
    because: 'hours',
    today: '2026-11-28',
    week: [23, 24, 25, 26, 27, 28, 29].map((day, at) => ({
      day: `2026-11-${day}`,
      open:
        at === 0
          ? []
          : at === 6
            ? [{ from: '08:00', to: '11:30' }]
            : [
                { from: '07:30', to: '11:30' },
                { from: '13:30', to: '20:00' },
              ],
    })),
    opens: { day: '2026-11-29', time: '08:00' },
  },
  welcome: welcomeOf({}),
  'welcome-on-pad': welcomeOf({ onPad: 3, mended: 1 }),
  'welcome-two-doors': welcomeOf({ doors: ['borrow', 'return'] }),
  'welcome-returns-only': welcomeOf({ doors: ['return'], isClosed: true }),
  card: { at: 'card', asking: false, wrong: null },
  'card-asking': { at: 'card', asking: true, wrong: null },
  'card-wrong': { at: 'card', asking: false, wrong: 'unknown-card' },
  'card-locked': { at: 'card', asking: false, wrong: 'locked' },
  pin: { at: 'pin', asking: false, wrong: false, triesLeft: 3 },
  'pin-wrong': { at: 'pin', asking: false, wrong: true, triesLeft: 1 },
  'turned-away-fees': { at: 'turned-away', because: 'fees', fee: { amount: '45000', currency: 'VND' }, account: true },
  'turned-away-blocked': { at: 'turned-away', because: 'blocked', fee: null, account: true },
  'turned-away-lost': { at: 'turned-away', because: 'card-lost', fee: null, account: false },
  'checkout-empty': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Nguyễn Thị Ánh Hồng' },
    seen: 0,
    rows: [],
    leftOvers: 0,
    finish: 'empty',
  },
  'checkout-under-way': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Nguyễn Thị Ánh Hồng' },
    seen: 7,
    rows: underWay,
    leftOvers: 0,
    finish: 'working',
  },
  'checkout-done': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Nguyễn Thị Ánh Hồng' },
    seen: 4,
    rows: [0, 1, 2, 3].map((place) => row(place, lent)),
    leftOvers: 0,
    finish: 'ready',
  },
  'checkout-counting': {
    at: 'checkout',
    patron: { name: 'Nguyễn Thị Ánh Hồng' },
    seen: 4,
    rows: [
      row(0, lent),
      row(1, lent, { note: 'open-case' }),
      row(2, { at: 'parts-missing', missing: [3] }, { parts: { of: 3, here: [1, 2] } }),
      row(3, lent),
    ],
    leftOvers: 0,
    finish: 'ready',
    counting: true,
  },
  'checkout-troubles': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Nguyễn Thị Ánh Hồng' },
    seen: 7,
    rows: troubles,
    leftOvers: 0,
    finish: 'ready',
  },
  'checkout-left-overs': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Lê Văn Bảy' },
    seen: 3,
    rows: [row(0, { at: 'left-over' }), row(1, { at: 'left-over' }), row(2, { at: 'asking' })],
    leftOvers: 2,
    finish: 'working',
  },
  'checkout-many': {
    at: 'checkout',
    counting: false,
    patron: { name: 'Trường Tiểu học Đống Đa' },
    seen: 21,
    rows: everyLoan,
    leftOvers: 1,
    finish: 'busy',
  },
  'checkin-empty': { at: 'checkin', seen: 0, rows: [], leftOvers: 0, finish: 'empty' },
  checkin: { at: 'checkin', seen: 10, rows: everyReturn, leftOvers: 0, finish: 'ready' },
  ...accountScreens,
  receipt: receiptOf({ mail: { to: 'h•••@example.org', state: 'offered' } }),
  'receipt-paper-alone': receiptOf({}),
  'receipt-mail-alone': receiptOf({ paper: 'none', mail: { to: 'h•••@example.org', state: 'offered' } }),
  'receipt-mixed': receiptOf({ tally: { done: 4, attention: 1, refused: 2 }, paper: 'printing' }),
  'receipt-mailing': receiptOf({ mail: { to: 'h•••@example.org', state: 'queueing' } }),
  'receipt-not-mailed': receiptOf({ mail: { to: 'h•••@example.org', state: 'not-queued' } }),
  'receipt-no-paper': receiptOf({ of: 'checkin', tally: { done: 2, attention: 1, refused: 0 }, paper: 'no-paper' }),
  'receipt-no-paper-mail': receiptOf({ paper: 'no-paper', mail: { to: 'h•••@example.org', state: 'offered' } }),
  goodbye: goodbyeOf({ printed: true, reference: 'K1-000021', onPad: 2 }),
  'goodbye-mailed': goodbyeOf({ mailed: true, reference: 'K1-000021' }),
  'goodbye-lend-again': goodbyeOf({
    of: 'checkin',
    printed: true,
    reference: 'K1-000021',
    mayLendAgain: true,
    onPad: 4,
  }),
  'goodbye-desk': goodbyeOf({ of: 'checkin', tally: { done: 2, attention: 1, refused: 0 }, onPad: 1 }),
};

const logo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 40 40%22%3E%3Ccircle cx=%2220%22 cy=%2220%22 r=%2219%22 fill=%22%23b3541e%22/%3E%3Cpath d=%22M9 12q11-5 11 3 0-8 11-3v17q-11-5-11 3 0-8-11-3z%22 fill=%22%23fff%22/%3E%3C/svg%3E';

function kiosk(screen: KioskScreen, more: Partial<KioskView> = {}): Scene['view'] {
  return (language) => ({
    mode: 'kiosk',
    session: 1,
    language,
    comfort: standardComfort,
    library: { name: 'Thư viện tỉnh Ninh Thuận', logo, colour: null },
    has: { returns: true, pad: true, printer: true, desensitiser: false },
    screen,
    idle: null,
    closesAt: null,
    help: null,
    notice: null,
    ...more,
  });
}

const screen = (name: string): KioskScreen => screens[name] ?? { at: 'closed', because: 'fault' };

const tag = (uid: string, label: string, more: Partial<BenchTag> = {}): BenchTag => ({
  uid,
  label,
  onPad: false,
  security: 'armed',
  refusesWrites: false,
  ...more,
});

const item = (place: number, shows: BenchItem['shows'], more: Partial<BenchItem> = {}): BenchItem => {
  const number = `3123400011${String(place).padStart(4, '0')}`;
  const title = titles[place % titles.length] ?? '';
  return {
    number,
    title,
    author: ['Tô Hoài', 'Nguyễn Du', 'Hồ Chí Minh', 'Phùng Quán', 'Đoàn Giỏi'][place % 5] ?? '',
    shows,
    lentTo: null,
    tags: [tag(`E00401500000${place.toString(16).padStart(4, '0')}`, '')],
    ...more,
  };
};

const slipPicture =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%22576%22 height=%22620%22%3E%3Crect width=%22576%22 height=%22620%22 fill=%22%23fff%22/%3E%3Cg font-family=%22sans-serif%22 font-size=%2230%22%3E%3Ctext x=%22130%22 y=%2280%22 font-weight=%22700%22%3EBIÊN NHẬN MƯỢN%3C/text%3E%3Ctext x=%2230%22 y=%22160%22%3EDế Mèn phiêu lưu ký%3C/text%3E%3Ctext x=%2230%22 y=%22205%22%3EHạn trả: 13/12/2026%3C/text%3E%3Ctext x=%2230%22 y=%22270%22%3ETruyện Kiều%3C/text%3E%3Ctext x=%2230%22 y=%22315%22%3EHạn trả: 13/12/2026%3C/text%3E%3Ctext x=%2230%22 y=%22420%22%3ETổng cộng: 2 tài liệu%3C/text%3E%3Ctext x=%22120%22 y=%22540%22%3ECảm ơn bạn!%3C/text%3E%3C/g%3E%3C/svg%3E';

const bench: BenchView = {
  items: [
    item(0, 'plain', {
      tags: [tag('E004015000000000', '', { onPad: true, security: 'disarmed' })],
      lentTo: '20520001',
    }),
    item(1, 'plain', { tags: [tag('E004015000000001', '', { onPad: true, security: 'disarmed' })] }),
    item(2, 'plain', { tags: [tag('E004015000000002', '', { onPad: true })] }),
    item(3, 'on-hold'),
    item(4, 'in-house'),
    item(5, 'set', {
      tags: [1, 2, 3].map((part) => tag(`E00401500000005${part}`, `${part}/3`, { onPad: part === 1 })),
    }),
    item(6, 'fee', { tags: [tag('E004015000000006', '', { refusesWrites: true })] }),
    item(7, 'plain', { tags: [] }),
    item(10, 'lent', {
      lentTo: '20520002',
      tags: [tag('E00401500000000a', '', { security: 'odd' })],
    }),
  ],
  oddments: [
    { ...tag('E004015000000099', ''), is: 'blank' },
    { ...tag('E0070000000000FF', '', { security: 'odd' }), is: 'other-trade' },
  ],
  cards: [
    {
      number: '20520001',
      name: 'Nguyễn Thị Ánh Hồng',
      pin: '1234',
      shows: 'plain',
      tag: tag('E004020000000001', ''),
    },
    { number: '20520002', name: 'Lê Văn Bảy', pin: null, shows: 'fees', tag: null },
    { number: 'B21DCCN123', name: 'Trần Ngọc Ưng', pin: '4321', shows: 'blocked', tag: null },
  ],
  acs: { mood: 'normal', answerDelayMs: 200, next: null },
  pad: { plugged: true },
  printer: {
    paper: true,
    cover: 'closed',
    slips: [
      { id: 1, picture: slipPicture },
      { id: 2, picture: slipPicture },
    ],
  },
};

const plain = (view: Scene['view']): Scene => ({ view, bench: null });

export const scenes: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(Object.entries(screens).map(([name, drawn]) => [name, plain(kiosk(drawn))])),
  'checkout-no-pad': plain(
    kiosk(screen('checkout-empty'), {
      has: { returns: true, pad: false, printer: false, desensitiser: true },
      notice: 'publisher-barcode',
    }),
  ),
  'checkout-closing': plain(kiosk(screen('checkout-under-way'), { closesAt: '17:00' })),
  'checkout-notice': plain(kiosk(screen('checkout-under-way'), { notice: 'acs-silent' })),
  'colour-pale': plain(
    kiosk(screen('checkout-done'), { library: { name: 'Thư viện Khoa học Tổng hợp', logo: null, colour: '#f2a71b' } }),
  ),
  idle: plain(kiosk(screen('checkout-done'), { idle: { secondsLeft: 17 } })),
  bench: { view: kiosk(screen('checkout-under-way')), bench },
  'bench-welcome': { view: kiosk(screen('welcome')), bench },
  technician: plain(() => ({
    mode: 'technician',
    file: '/var/lib/tram/settings.json',
    issues: [
      {
        path: 'places.0.reader.maker',
        message: { vi: 'Đầu vào không hợp lệ: mong đợi "feig"', en: 'Invalid input: expected "feig"' },
      },
      {
        path: 'acs.port',
        message: {
          vi: 'Đầu vào không hợp lệ: mong đợi number, nhận được string',
          en: 'Invalid input: expected number, received string',
        },
      },
      { path: '', message: { vi: 'Khóa không được nhận dạng: "libary"', en: 'Unrecognized key: "libary"' } },
    ],
  })),
};
