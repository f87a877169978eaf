// Sample views: every screen in every state, with people and books of no library in particular. Where a state is one of a union, its
// scenes are a table over that union: a member without a scene does not compile.
import type { BenchView } from '../../contract/bench.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { InnerGlass } from '../../contract/inner-glass.ts';
import type { StaffSigning } from '../../contract/signing-view.ts';
import type { Language, PatronBlock } from '../../contract/terms.ts';
import type { CardProblem, KioskScreen, KioskView, Notice, Slide, View } from '../../contract/view.ts';
import { accountScreens } from './account-scenes.ts';
import { bench } from './bench-scene.ts';
import { pileScreens } from './pile-scenes.ts';
import { signing, staffScreens } from './staff-scenes.ts';

/** `inner`: what the practice station shows, in a training. */
export type Scene = {
  readonly view: (language: Language) => View;
  readonly bench: BenchView | null;
  readonly inner?: (language: Language) => InnerGlass;
};

const welcomeOf = (more: Partial<Extract<KioskScreen, { at: 'welcome' }>>): KioskScreen => ({
  at: 'welcome',
  onPad: 0,
  mended: 0,
  doors: ['borrow', 'return', 'account'],
  isClosed: false,
  beginsByItself: false,
  attract: null,
  ...more,
});

const dropOf = (more: Partial<StaffSigning>): KioskScreen => ({
  at: 'book-drop',
  signing: signing(more),
  day: '2026-11-21',
  time: '20:00',
});

const slidePicture =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 1200 800%22%3E%3Crect width=%221200%22 height=%22800%22 fill=%22%23f4d9a4%22/%3E%3Ccircle cx=%22900%22 cy=%22230%22 r=%22120%22 fill=%22%23d9712b%22/%3E%3Cpath d=%22M0 620q300-180 600-60t600-80v320H0z%22 fill=%22%235f8d77%22/%3E%3Cpath d=%22M0 720q400-120 700-40t500-30v150H0z%22 fill=%22%23315c4a%22/%3E%3C/svg%3E';
const slides: readonly Slide[] = [
  {
    picture: {
      src: slidePicture,
      alt: { vi: 'Mặt trời trên đồi xanh', en: 'The sun above green hills' },
    },
    text: { vi: 'Ngày hội đọc sách, chủ nhật này', en: 'Reading festival this Sunday' },
  },
  { picture: null, text: { vi: 'Trả sách bất cứ giờ nào, ngay tại đây', en: 'Return your books here at any hour' } },
  {
    picture: { src: slidePicture, alt: { vi: 'Mặt trời trên đồi xanh', en: 'The sun above green hills' } },
    text: null,
  },
];
const attractScreens: Readonly<Record<string, KioskScreen>> = {
  attract: welcomeOf({ attract: { slides, at: 0, held: false } }),
  'attract-text': welcomeOf({ attract: { slides, at: 1, held: false } }),
  'attract-picture': welcomeOf({ attract: { slides, at: 2, held: true }, doors: ['borrow', 'return'] }),
  'attract-returns-only': welcomeOf({
    attract: { slides, at: 0, held: false },
    doors: ['return'],
    isClosed: true,
    beginsByItself: true,
  }),
};

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
  seen: false,
  mailed: false,
  mayLendAgain: false,
  reference: null,
  onPad: 0,
  ...more,
});

const named = <Name extends string, Value>(prefix: string, table: Readonly<Record<Name, Value>>) =>
  Object.fromEntries(Object.entries<Value>(table).map(([name, value]) => [`${prefix}-${name}`, value]));

const wrongCard = (wrong: CardProblem): KioskScreen => ({ at: 'card', asking: false, wrong });
const cardProblems = named<CardProblem, KioskScreen>('card', {
  'unknown-card': wrongCard('unknown-card'),
  'not-a-card': wrongCard('not-a-card'),
  'acs-silent': wrongCard('acs-silent'),
  locked: wrongCard('locked'),
  'offline-limit': wrongCard('offline-limit'),
});

const away = (because: PatronBlock, account = true): KioskScreen => ({
  at: 'turned-away',
  because,
  fee: because === 'fees' ? { amount: '45000', currency: 'VND' } : null,
  says: because === 'blocked' ? ['Thẻ cần chụp lại ảnh: mời bạn gặp cô Hạnh ở quầy số 2.'] : [],
  account,
});
const turnedAway = named<PatronBlock, KioskScreen>('turned-away', {
  blocked: away('blocked'),
  'card-lost': away('card-lost', false),
  expired: away('expired'),
  'too-many-loans': away('too-many-loans'),
  overdue: away('overdue'),
  fees: away('fees'),
  'pin-tries-used': away('pin-tries-used', false),
});

const papers = named<Extract<KioskScreen, { at: 'receipt' }>['paper'], KioskScreen>('receipt', {
  none: receiptOf({ paper: 'none', mail: { to: 'h•••@example.org', state: 'offered' } }),
  offered: receiptOf({}),
  printing: receiptOf({ tally: { done: 4, attention: 1, refused: 2 }, paper: 'printing' }),
  'no-paper': receiptOf({ of: 'checkin', tally: { done: 2, attention: 1, refused: 0 }, paper: 'no-paper' }),
  'cover-open': receiptOf({ paper: 'cover-open' }),
  'printer-fault': receiptOf({ paper: 'printer-fault' }),
  'printer-silent': receiptOf({ paper: 'printer-silent' }),
});

const screens: Readonly<Record<string, KioskScreen>> = {
  'closed-starting': { at: 'closed', because: 'starting' },
  'closed-acs': { at: 'closed', because: 'acs-silent' },
  'closed-pad': { at: 'closed', because: 'pad-trouble' },
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
  ...attractScreens,
  'welcome-on-pad': welcomeOf({ onPad: 3, mended: 1 }),
  'welcome-two-doors': welcomeOf({ doors: ['borrow', 'return'] }),
  'welcome-returns-only': welcomeOf({ doors: ['return'], isClosed: true, beginsByItself: true }),
  'welcome-one-door': welcomeOf({ doors: ['return'], beginsByItself: true }),
  card: { at: 'card', asking: false, wrong: null },
  'card-asking': { at: 'card', asking: true, wrong: null },
  ...cardProblems,
  pin: { at: 'pin', asking: false, wrong: false, triesLeft: 3, waits: 0, isMore: false },
  'pin-asking': { at: 'pin', asking: true, wrong: false, triesLeft: 3, waits: 0, isMore: false },
  'pin-wrong-twice': { at: 'pin', asking: false, wrong: true, triesLeft: 2, waits: 0, isMore: false },
  'pin-wrong': { at: 'pin', asking: false, wrong: true, triesLeft: 1, waits: 6, isMore: false },
  'pin-more': { at: 'pin', asking: false, wrong: false, triesLeft: 3, waits: 0, isMore: true },
  ...turnedAway,
  ...pileScreens,
  'book-drop': dropOf({}),
  'book-drop-wrong': dropOf({ name: 'Lan', wrong: 'pin', waits: 3 }),
  'book-drop-locked': dropOf({ name: 'Lan', wrong: 'locked' }),
  'book-drop-checking': dropOf({ name: 'Lan', checking: true }),
  ...accountScreens,
  ...staffScreens,
  receipt: receiptOf({ mail: { to: 'h•••@example.org', state: 'offered' } }),
  ...papers,
  'receipt-mailing': receiptOf({ mail: { to: 'h•••@example.org', state: 'queueing' } }),
  'receipt-not-mailed': receiptOf({ mail: { to: 'h•••@example.org', state: 'not-queued' } }),
  'receipt-nothing-done': receiptOf({ tally: { done: 0, attention: 0, refused: 3 } }),
  'receipt-no-paper-mail': receiptOf({ paper: 'no-paper', mail: { to: 'h•••@example.org', state: 'offered' } }),
  goodbye: goodbyeOf({ printed: true, seen: true, reference: 'K1-000021', onPad: 2 }),
  'goodbye-unseen': goodbyeOf({ printed: true, reference: 'K1-000021' }),
  'goodbye-mailed': goodbyeOf({ mailed: true, reference: 'K1-000021' }),
  'goodbye-lend-again': goodbyeOf({
    of: 'checkin',
    printed: true,
    reference: 'K1-000021',
    mayLendAgain: true,
    onPad: 4,
  }),
  'goodbye-account': goodbyeOf({ of: 'account', tally: { done: 3, attention: 0, refused: 1 }, reference: 'K1-000021' }),
  'goodbye-desk': goodbyeOf({ of: 'checkin', tally: { done: 2, attention: 1, refused: 0 }, onPad: 1 }),
};

const logo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 40 40%22%3E%3Ccircle cx=%2220%22 cy=%2220%22 r=%2219%22 fill=%22%23b3541e%22/%3E%3Cpath d=%22M9 12q11-5 11 3 0-8 11-3v17q-11-5-11 3 0-8-11-3z%22 fill=%22%23fff%22/%3E%3C/svg%3E';

const has: KioskView['has'] = { returns: true, pad: true, printer: true, desensitiser: false, slot: false };

/** As the house decides it. */
const leadsOn = (screen: KioskScreen): boolean =>
  (screen.at === 'closed' && screen.because === 'set-up') ||
  (screen.at === 'staff' && screen.who.level === 'technician');

function kiosk(screen: KioskScreen, more: Partial<KioskView> = {}): Scene['view'] {
  return (language) => ({
    mode: 'kiosk',
    session: 1,
    language,
    comfort: standardComfort,
    library: { name: 'Thư viện tỉnh Ninh Thuận', logo, colour: null },
    has,
    screen,
    idle: null,
    closesAt: null,
    help: screen.at === 'staff' || screen.at === 'staff-door' ? null : 'offered',
    staffDoor: screen.at === 'welcome' || screen.at === 'closed',
    notice: null,
    technician: leadsOn(screen) ? '/?place=technician' : null,
    ...more,
  });
}

const screen = (name: string): KioskScreen => screens[name] ?? { at: 'closed', because: 'fault' };

const plain = (view: Scene['view']): Scene => ({ view, bench: null });

/** `over`: the screen it is most often seen on. */
const noticed = (notice: Notice, over: string): Scene => plain(kiosk(screen(over), { notice }));
const notices = named<Notice, Scene>('notice', {
  'acs-silent': noticed('acs-silent', 'checkout-under-way'),
  'offline-lends': noticed('offline-lends', 'welcome-two-doors'),
  'offline-returns': noticed('offline-returns', 'welcome-one-door'),
  'recording-loans': noticed('recording-loans', 'checkout-offline'),
  'recording-returns': noticed('recording-returns', 'checkin-offline'),
  'pad-trouble': noticed('pad-trouble', 'checkin'),
  'scan-not-understood': noticed('scan-not-understood', 'checkout-empty'),
  misread: noticed('misread', 'checkout-done'),
  'publisher-barcode': noticed('publisher-barcode', 'checkout-done'),
  'identity-card': noticed('identity-card', 'card'),
  'health-card': noticed('health-card', 'card'),
  'another-card': noticed('another-card', 'checkout-done'),
  'choose-first': noticed('choose-first', 'welcome'),
  'staff-not-reached': noticed('staff-not-reached', 'checkout-troubles'),
});

export const scenes: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(Object.entries(screens).map(([name, drawn]) => [name, plain(kiosk(drawn))])),
  'checkout-no-pad': plain(
    kiosk(screen('checkout-empty'), {
      has: { ...has, pad: false, printer: false, desensitiser: true },
      notice: 'publisher-barcode',
    }),
  ),
  'slot-welcome': plain(kiosk(screen('welcome-returns-only'), { has: { ...has, slot: true }, help: null })),
  'slot-empty': plain(kiosk(screen('checkin-empty'), { has: { ...has, slot: true } })),
  slot: plain(kiosk(screen('checkin-slot'), { has: { ...has, slot: true } })),
  'slot-receipt': plain(kiosk(screen('receipt-no-paper'), { has: { ...has, slot: true } })),
  'checkout-closing': plain(kiosk(screen('checkout-under-way'), { closesAt: '17:00' })),
  ...notices,
  'receipt-offline': plain(kiosk(screen('receipt-offered'), { notice: 'recording-loans' })),
  'goodbye-offline': plain(kiosk(screen('goodbye'), { notice: 'recording-loans' })),
  // Where nobody can be called, and where somebody was.
  'welcome-no-help': plain(kiosk(screen('welcome'), { help: null })),
  'checkout-done-no-help': plain(kiosk(screen('checkout-done'), { help: null })),
  'account-fees-no-help': plain(kiosk(screen('account-fees'), { help: null })),
  'welcome-help-called': plain(kiosk(screen('welcome'), { help: 'called' })),
  'checkout-help-called': plain(kiosk(screen('checkout-troubles'), { help: 'called' })),
  'welcome-help-calling': plain(kiosk(screen('welcome'), { help: 'calling' })),
  'welcome-help-not-reached': plain(kiosk(screen('welcome'), { help: 'not-reached', notice: 'staff-not-reached' })),
  'account-help-called': plain(kiosk(screen('account-fees'), { help: 'called' })),
  'colour-pale': plain(
    kiosk(screen('checkout-done'), { library: { name: 'Thư viện Khoa học Tổng hợp', logo: null, colour: '#f2a71b' } }),
  ),
  idle: plain(kiosk(screen('checkout-done'), { idle: { secondsLeft: 17 } })),
  bench: { view: kiosk(screen('checkout-under-way')), bench },
  'bench-welcome': { view: kiosk(screen('welcome')), bench },
};
