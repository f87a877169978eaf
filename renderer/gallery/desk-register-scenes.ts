// The room where cards are made and changed, in every state. Of people that there are none of.
import {
  formFields,
  refusalCauses,
  type AlikeLine,
  type FindSheet,
  type FormProblem,
  type FormView,
  type MadeView,
  type NewSheet,
  type PaperNote,
  type PatronLine,
  type PinView,
  type RefusalCause,
  type TagFailure,
  type TagView,
  type WaitingLine,
} from '../../contract/register-view.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

const values: FormView['values'] = {
  family: 'Nguyễn',
  middle: 'Thị Minh',
  given: 'Khai',
  born: '05/09/1990',
  sex: 'female',
  address: '12 Phố Huế, phường Hàng Bài, quận Hoàn Kiếm, Hà Nội',
  phone: '0912 345 678',
  email: '',
  citizen: '',
  guardian: '',
  relation: '',
  guardianPhone: '',
  category: 'NGUOI-LON',
  branch: 'TT',
  expiry: '22/11/2027',
  card: '21234000100016',
};
const form: FormView = {
  values,
  shown: [
    'family',
    'middle',
    'given',
    'born',
    'sex',
    'address',
    'phone',
    'email',
    'category',
    'branch',
    'expiry',
    'card',
  ],
  needed: ['family', 'born', 'category', 'card'],
  problems: {},
  notes: [],
  isChild: false,
  categories: [
    { code: 'NGUOI-LON', name: 'Người lớn' },
    { code: 'TRE-EM', name: 'Trẻ em' },
  ],
  branches: [
    { code: 'TT', name: 'Trụ sở chính' },
    { code: 'NAMBINH', name: 'Chi nhánh Nam Bình' },
  ],
  consent: {
    text: 'Tôi đồng ý cho thư viện lưu và dùng các thông tin trên để cấp thẻ, cho mượn tài liệu và liên hệ với tôi về việc đó. Tôi có quyền xem, sửa, xin xóa và rút lại sự đồng ý này tại quầy bất cứ lúc nào.',
    version: '1',
    given: false,
  },
  deposit: null,
  card: { kind: 'range', isGiven: true },
  refusal: null,
  scanned: null,
  busy: null,
};
const empty: FormView = {
  ...form,
  values: { ...values, family: '', middle: '', given: '', born: '', sex: '', address: '', phone: '', card: '' },
};
const child: FormView = {
  ...form,
  isChild: true,
  shown: formFields,
  needed: ['family', 'born', 'guardian', 'relation', 'category', 'card'],
  values: {
    ...values,
    born: '05/09/2015',
    category: 'TRE-EM',
    guardian: 'Nguyễn Văn Bình',
    relation: 'father',
    guardianPhone: '0987 654 321',
    citizen: '001315012345',
  },
  deposit: { fee: { amount: '100000', currency: 'VND' }, taken: false },
};

const sheet = (of: NewSheet, waiting = 0): Scene => desk({ at: 'register', page: 'new', waiting, sheet: of });
const asForm = (more: Partial<FormView>, of: FormView = form): Scene => sheet({ at: 'form', form: { ...of, ...more } });

const named = <Name extends string>(prefix: string, table: Readonly<Record<Name, Scene>>): Record<string, Scene> =>
  Object.fromEntries(Object.entries<Scene>(table).map(([name, scene]) => [`${prefix}-${name}`, scene]));

const notes = named<PaperNote>('desk-register-note', {
  unsure: asForm({ notes: ['unsure'] }),
  'number-alone': asForm({ notes: ['number-alone'] }, empty),
  disagrees: asForm({ notes: ['unsure', 'disagrees'] }),
  'address-cut': asForm({ notes: ['address-cut'] }),
});

const onCard = (problem: FormProblem): Scene =>
  asForm({ problems: { card: problem }, card: { kind: 'printed', isGiven: false } });
const problems = named<FormProblem>('desk-register-problem', {
  missing: asForm({ problems: { family: 'missing', born: 'missing', card: 'missing', consent: 'missing' } }, empty),
  'not-a-day': asForm({ problems: { born: 'not-a-day', expiry: 'not-a-day' } }),
  'no-such-day': asForm({ problems: { born: 'no-such-day' } }),
  past: asForm({ problems: { expiry: 'past' } }),
  'not-a-phone': asForm({ problems: { phone: 'not-a-phone' } }),
  'not-an-email': asForm({ problems: { email: 'not-an-email' } }),
  'not-twelve-digits': asForm({ problems: { citizen: 'not-twelve-digits' } }, child),
  'not-listed': asForm({ problems: { branch: 'not-listed' } }),
  'not-our-number': onCard('not-our-number'),
  'citizen-number': onCard('citizen-number'),
  taken: onCard('taken'),
  'none-left': asForm({ problems: { card: 'none-left' }, values: { ...values, card: '' } }),
  'not-kept': asForm({ problems: { card: 'not-kept' }, values: { ...values, card: '' } }),
  refused: onCard('refused'),
});

const refusals: Record<string, Scene> = Object.fromEntries(
  refusalCauses.map((because: RefusalCause) => [
    `desk-register-refused-${because}`,
    asForm({ refusal: { because, says: because === 'other' ? 'Given category_id does not exist' : null } }),
  ]),
);

const patron: PatronLine = {
  key: '7',
  card: '21234000000018',
  name: 'Nguyễn Thị Minh Khai',
  born: '1990-09-05',
  phone: '0912 345 678',
  email: 'khai@example.org',
  category: 'NGUOI-LON',
  branch: 'TT',
  expiry: '2026-12-31',
  isBlocked: false,
};
const alike: readonly AlikeLine[] = [
  { patron, by: ['name-and-birth', 'phone'], place: null, mayTake: true },
  {
    patron: {
      ...patron,
      key: '8',
      name: 'Nguyễn Thị Hoa',
      card: '21234000000026',
      born: '1985-03-08',
      isBlocked: true,
    },
    by: ['phone', 'email'],
    place: null,
    mayTake: true,
  },
  {
    patron: { ...patron, key: '9', card: null, expiry: null, email: null },
    by: ['name-and-birth'],
    place: 'D2',
    mayTake: false,
  },
];

const card: MadeView = {
  card: '21234000100016',
  name: 'Nguyễn Thị Minh Khai',
  expiry: '2027-11-22',
  outcome: 'registered',
  unlooked: false,
  isBlocked: false,
  slip: 'printed',
  pin: { at: 'open', digits: 4 },
  tag: null,
  readBack: null,
};
const asMade = (more: Partial<MadeView>): Scene => sheet({ at: 'made', made: { ...card, ...more } });

const outcomes = named<MadeView['outcome']>('desk-register-made', {
  registered: asMade({}),
  queued: asMade({ outcome: 'queued', unlooked: true, pin: { at: 'later', digits: 4 } }),
  'for-the-file': asMade({ outcome: 'for-the-file', pin: null, expiry: null }),
  replaced: asMade({ outcome: 'replaced', readBack: 'right' }),
});
const slips = named<MadeView['slip']>('desk-register-slip', {
  off: asMade({ slip: 'off' }),
  ready: asMade({ slip: 'ready' }),
  printing: asMade({ slip: 'printing' }),
  printed: asMade({ slip: 'printed', readBack: 'other' }),
  'no-paper': asMade({ slip: 'no-paper' }),
  'cover-open': asMade({ slip: 'cover-open' }),
  'printer-silent': asMade({ slip: 'printer-silent' }),
});
const asPin = (pin: PinView): Scene => asMade({ pin });
const pins = named<PinView['at']>('desk-register-pin', {
  open: asPin({ at: 'open', digits: 6 }),
  asking: asPin({ at: 'asking', digits: 4 }),
  set: asPin({ at: 'set', digits: 4 }),
  later: asPin({ at: 'later', digits: 4 }),
  silent: asPin({ at: 'silent', digits: 4 }),
  'not-the-same': asPin({ at: 'not-the-same', digits: 4 }),
  'too-short': asPin({ at: 'too-short', digits: 4 }),
  refused: asPin({ at: 'refused', digits: 4, refusal: { because: 'bad-pin', says: 'Password is too short' } }),
});
const tags = named<TagView['at']>('desk-register-tag', {
  wait: asMade({ tag: { at: 'wait', why: null } }),
  several: asMade({ tag: { at: 'several', why: null } }),
  'not-blank': asMade({ tag: { at: 'not-blank', why: null } }),
  writing: asMade({ tag: { at: 'writing', why: null } }),
  written: asMade({ tag: { at: 'written', why: null }, readBack: 'right' }),
  failed: asMade({ tag: { at: 'failed', why: 'half' } }),
});
const failures = named<TagFailure>('desk-register-tag-failed', {
  half: asMade({ tag: { at: 'failed', why: 'half' } }),
  locked: asMade({ tag: { at: 'failed', why: 'locked' } }),
  'too-small': asMade({ tag: { at: 'failed', why: 'too-small' } }),
  refused: asMade({ tag: { at: 'failed', why: 'refused' } }),
  trouble: asMade({ tag: { at: 'failed', why: 'trouble' } }),
  'not-fit': asMade({ tag: { at: 'failed', why: 'not-fit' } }),
  'not-kept': asMade({ tag: { at: 'failed', why: 'not-kept' } }),
});

const find = (of: FindSheet): Scene => desk({ at: 'register', page: 'find', waiting: 2, sheet: of });
type Opened = Extract<FindSheet, { at: 'patron' }>;
const opened: Opened = {
  at: 'patron',
  patron,
  mayDo: ['block', 'lost', 'replace', 'extend', 'pin'],
  busy: null,
  came: null,
  until: '22/11/2027',
  untilWrong: null,
  pin: { at: 'open', digits: 4 },
  replacing: null,
};
const asPatron = (more: Partial<Opened>): Scene => find({ ...opened, ...more });
const replacing: NonNullable<Opened['replacing']> = {
  kind: 'range',
  isGiven: true,
  number: '21234000100016',
  wrong: null,
  frees: false,
};

const finds: Record<string, Scene> = {
  'desk-register-find': find({ at: 'search', busy: false, problem: null }),
  'desk-register-find-busy': find({ at: 'search', busy: true, problem: null }),
  'desk-register-find-nobody': find({ at: 'search', busy: false, problem: 'nobody' }),
  'desk-register-find-silent': find({ at: 'search', busy: false, problem: 'silent' }),
  'desk-register-several': find({ at: 'several', patrons: alike }),
  'desk-register-patron': asPatron({}),
  'desk-register-patron-blocked': asPatron({
    patron: { ...patron, isBlocked: true },
    mayDo: ['unblock', 'replace', 'extend', 'pin'],
    came: { kind: 'changed', change: 'block' },
  }),
  'desk-register-patron-busy': asPatron({ busy: 'extend' }),
  'desk-register-patron-past': asPatron({ untilWrong: 'past' }),
  'desk-register-patron-unknown': asPatron({ came: { kind: 'unknown', change: 'extend' } }),
  'desk-register-patron-silent': asPatron({ came: { kind: 'silent', change: 'block' } }),
  'desk-register-patron-refused': asPatron({
    came: { kind: 'refused', change: 'extend', refusal: { because: 'not-allowed', says: null } },
  }),
  'desk-register-patron-waits': asPatron({ mayDo: [], pin: null }),
  'desk-register-replacing': asPatron({ replacing }),
  'desk-register-replacing-printed': asPatron({
    replacing: { kind: 'printed', isGiven: false, number: '21234000000026', wrong: 'taken', frees: false },
  }),
  'desk-register-replacing-blocked': asPatron({
    patron: { ...patron, isBlocked: true },
    replacing: { ...replacing, frees: true },
  }),
  'desk-register-replacing-none-left': asPatron({ replacing: { ...replacing, number: '', wrong: 'none-left' } }),
  'desk-register-replacing-busy': asPatron({ replacing, busy: 'replace' }),
  'desk-register-find-made': find({ at: 'made', made: { ...card, outcome: 'replaced' } }),
  'desk-register-find-made-blocked': find({ at: 'made', made: { ...card, outcome: 'replaced', isBlocked: true } }),
};

const line = (
  id: string,
  name: string,
  state: WaitingLine['state'],
  because: string | null,
  mayMend: boolean,
): WaitingLine => ({
  id,
  name,
  state,
  because,
  mayMend,
  card: '21234000100016',
  at: Date.UTC(2026, 10, 22, 2),
  place: 'D1',
});
const lines: readonly WaitingLine[] = [
  line('a', 'Nguyễn Thị Minh Khai', 'waiting', 'silent', false),
  line('b', 'Phạm Văn Đồng', 'refused', 'bad-branch', true),
  line('c', 'Trần Thị Bé', 'for-the-file', null, true),
  line('d', 'Lê Lợi', 'in-file', null, false),
  line('e', 'John Carter', 'done', null, false),
];

const waitings: Record<string, Scene> = {
  'desk-register-waiting': desk({ at: 'register', page: 'waiting', waiting: 2, files: null, problem: null, lines }),
  'desk-register-waiting-nothing': desk({
    at: 'register',
    page: 'waiting',
    waiting: 0,
    files: null,
    problem: null,
    lines: [],
  }),
  'desk-register-waiting-files': desk({
    at: 'register',
    page: 'waiting',
    waiting: 4,
    files: [{ batch: 'patrons-20261122-01', file: '/var/lib/tram/patrons/patrons-20261122-01.csv', ids: ['d'] }],
    problem: 'not-written',
    lines,
  }),
};

export const registerScenes: Readonly<Record<string, Scene>> = {
  'desk-register-form': asForm({}),
  'desk-register-form-empty': asForm({}, empty),
  'desk-register-form-child': asForm({}, child),
  'desk-register-form-looking': asForm({ busy: 'looking', consent: { ...form.consent, given: true } }),
  'desk-register-form-registering': asForm({ busy: 'registering', consent: { ...form.consent, given: true } }),
  'desk-register-form-over': asForm({ scanned: { name: 'Phạm Thị Hoa' } }),
  'desk-register-form-over-unnamed': asForm({ scanned: { name: null } }),
  'desk-register-form-unlisted': asForm({ categories: [], branches: [] }),
  'desk-register-form-uid': asForm({ card: { kind: 'uid', isGiven: false }, values: { ...values, card: '' } }),
  'desk-register-form-tag': asForm({ card: { kind: 'tag', isGiven: true } }),
  'desk-register-alike': sheet({
    at: 'alike',
    person: { name: 'Nguyễn Thị Minh Khai', born: '1990-09-05', phone: '0912345678' },
    patrons: alike,
  }),
  ...notes,
  ...problems,
  ...refusals,
  ...outcomes,
  ...slips,
  ...pins,
  ...tags,
  ...failures,
  ...finds,
  ...waitings,
};
