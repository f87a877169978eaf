// A card in a minute: from the citizen card's code to the slip, and what a form says when something is missing, doubled or refused.
import { expect } from 'vitest';
import {
  agree,
  byBarcode,
  fill,
  form,
  koha,
  made,
  make,
  newCards,
  numbers,
  openRegister,
  papers,
  register,
  signIn,
} from './register.ts';
import { story } from './story.ts';

const desk = {};
const quick = { desk: byBarcode, place: byBarcode };

story(
  'a citizen card is scanned, agreed to, registered, and the new card borrows at the kiosk at once',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(
      form({
        values: { family: 'Nguyễn', middle: 'Văn', given: 'An', born: '01/01/1990', sex: 'male', card: numbers[0] },
        notes: [],
        isChild: false,
      }),
    );
    // Beside the scan and a telephone number: two touches.
    await fill(told, { phone: '0912 345 678' });
    await agree(told);
    await make(told);
    await told.desk.shows(made({ outcome: 'registered', card: numbers[0], name: 'Nguyễn Văn An' }));
    await told.desk.shows(made({ slip: 'printed' }));
    expect(told.desk.bench.paper()).toBe(1);
    // The citizen number is nowhere: not on a screen, not in the journal, not in the log.
    expect(told.desk.everything()).not.toContain('001090012345');
    expect(JSON.stringify(told.journal.read())).not.toMatch(/001090012345|Nguyễn|0912/);
    expect(JSON.stringify(told.log)).not.toMatch(/001090012345|Nguyễn Văn An|0912/);
    expect(told.journal.read('registration-asked', 'patron-registered')).toMatchObject([
      { kind: 'registration-asked', staff: 'Lan', patron: numbers[0], consent: '1' },
      { kind: 'patron-registered', patron: numbers[0], how: 'at-once' },
    ]);

    await told.glass.borrowAs(numbers[0]);
    await told.glass.shows({ at: 'checkout' });
  },
  { desk },
);

story(
  'typed by hand: the whole name in one field, what is missing is named, a wrong day is no day',
  async (told) => {
    await openRegister(told);
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    await make(told);
    await told.desk.shows(form({ problems: { family: 'missing', born: 'missing', consent: 'missing' } }));
    await fill(told, { family: 'lê thị  Thanh Xuân', born: '31/02/1980', phone: '12', email: 'xuan@' });
    await agree(told);
    await make(told);
    await told.desk.shows(
      form({ problems: { born: 'no-such-day', phone: 'not-a-phone', email: 'not-an-email' }, busy: null }),
    );
    await fill(told, { born: '5/9/2980', phone: '', email: '' });
    await make(told);
    await told.desk.shows(form({ problems: { born: 'no-such-day' } }));
    await fill(told, { born: '05091980', expiry: '01/01/2020' });
    await make(told);
    await told.desk.shows(form({ problems: { expiry: 'past' } }));
    await fill(told, { expiry: '31/12/2027' });
    await make(told);
    await told.desk.shows(made({ name: 'lê thị Thanh Xuân', expiry: '2027-12-31', outcome: 'registered' }));
  },
  quick,
);

story(
  'a child needs a guardian, who agrees; a child’s category is proposed',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.child);
    await told.desk.shows(form({ isChild: true, values: { category: 'TRE-EM', given: 'Bé' } }));
    await agree(told);
    await make(told);
    await told.desk.shows(form({ problems: { guardian: 'missing', relation: 'missing' } }));
    await fill(told, { guardian: 'Trần Văn Cha', relation: 'father', guardianPhone: '0987654321' });
    await make(told);
    await told.desk.shows(made({ outcome: 'registered', name: 'Trần Thị Bé' }));
  },
  quick,
);

story(
  'another paper over a form that is being filled asks first; over one that nobody touched it does not',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    await told.desk.bench.scan(papers.hoa);
    await told.desk.shows(form({ values: { given: 'Hoa' }, scanned: null }));
    await fill(told, { phone: '0912345678' });
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'Hoa', phone: '0912345678' }, scanned: { name: 'Nguyễn Văn An' } }));
    await told.desk.act({ kind: 'take-scanned', take: false });
    await told.desk.shows(form({ values: { given: 'Hoa', phone: '0912345678' }, scanned: null }));
    await told.clock.pass(3000);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ scanned: { name: 'Nguyễn Văn An' } }));
    await told.desk.act({ kind: 'take-scanned', take: true });
    // Nothing of the other person is left, and the number is still the same one.
    await told.desk.shows(form({ values: { given: 'An', phone: '', card: numbers[0] }, scanned: null }));
    await told.desk.act({ kind: 'clear-card-form' });
    await told.desk.shows(form({ values: { family: '', given: '', born: '', card: numbers[0] } }));
  },
  quick,
);

story(
  'whoever is here already is shown, by name and birth or by telephone; another person goes on',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { phone: '0912345678' });
    await told.desk.shows(made({ card: numbers[0] }));
    // The next paper begins the next card by itself.
    await register(told, papers.hoa, { phone: '+84 912 345 678' });
    await told.desk.shows({
      at: 'register',
      sheet: { at: 'alike', patrons: [{ patron: { card: numbers[0] }, by: ['phone'], mayTake: true }] },
    });
    await told.desk.act({ kind: 'back-to-card-form' });
    await told.desk.shows(form({ values: { given: 'Hoa', phone: '+84 912 345 678' } }));
    await make(told);
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    await told.desk.act({ kind: 'another-person' });
    await told.desk.shows(made({ card: numbers[1], outcome: 'registered' }));
  },
  quick,
);

story(
  'the same person gets the new card, and the old number leads nowhere',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ card: numbers[0] }));
    await told.desk.act({ kind: 'next-card' });
    await told.clock.pass(3000);
    await register(told, papers.an);
    await told.desk.shows({ at: 'register', sheet: { at: 'alike', patrons: [{ by: ['name-and-birth'] }] } });
    const { screen } = told.desk.view();
    const key =
      screen.at === 'register' && screen.page === 'new' && screen.sheet.at === 'alike'
        ? (screen.sheet.patrons[0]?.patron.key ?? '')
        : '';
    await told.desk.act({ kind: 'same-person', key });
    await told.desk.shows(made({ card: numbers[1], name: 'Nguyễn Văn An', outcome: 'replaced' }));
    expect(told.journal.read('card-handled')).toMatchObject([{ staff: 'Lan', patron: numbers[0], change: 'replace' }]);
    expect(told.journal.read('patron-registered')).toHaveLength(1);

    await told.glass.press({ kind: 'borrow' });
    await told.glass.press({ kind: 'type-card', number: numbers[0] });
    await told.glass.shows({ at: 'card', asking: false });
    await told.glass.press({ kind: 'type-card', number: numbers[1] });
    await told.glass.shows({ at: 'checkout' });
  },
  quick,
);

story(
  'what the library system refuses is said, mended under the same key and number, and made once',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { branch: 'KHO-CU' });
    await told.desk.shows(form({ refusal: { because: 'bad-branch' }, values: { given: 'An', card: numbers[0] } }));
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({
      at: 'register',
      page: 'waiting',
      waiting: 1,
      lines: [{ card: numbers[0], state: 'refused', because: 'bad-branch', mayMend: true }],
    });
    await told.desk.act({ kind: 'open-card-page', page: 'new' });
    await fill(told, { branch: 'NB' });
    await make(told);
    await told.desk.shows(made({ card: numbers[0], outcome: 'registered' }));
    expect(told.journal.read('patron-registered')).toHaveLength(1);
    await told.desk.shows({ at: 'register', waiting: 0 });
  },
  { ...quick, settings: newCards({ branches: ['KHO-CU', 'NB'] }) },
);

story(
  'a refused one that staff left is found in the list: mended from there, or given up',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { branch: 'KHO-CU' });
    await told.desk.shows(form({ refusal: { because: 'bad-branch' } }));
    await told.desk.act({ kind: 'clear-card-form' });
    await register(told, papers.hoa, { branch: 'KHO-CU' });
    await told.desk.shows(form({ refusal: { because: 'bad-branch' } }));
    await told.desk.act({ kind: 'sign-out' });
    await openRegister(told);
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({ at: 'register', page: 'waiting', waiting: 2 });
    const [hoa, an] = told.works().registering?.registrar.list().toReversed() ?? [];
    await told.desk.act({ kind: 'drop-registration', id: hoa?.id ?? '' });
    await told.desk.shows({ at: 'register', waiting: 1 });
    await told.desk.act({ kind: 'mend-registration', id: an?.id ?? '' });
    await told.desk.shows(form({ values: { given: 'An', card: numbers[0], branch: 'KHO-CU' } }));
    await fill(told, { branch: 'NB' });
    await make(told);
    await told.desk.shows(made({ card: numbers[0], outcome: 'registered' }));
    expect(told.journal.read('registration-dropped')).toMatchObject([{ patron: numbers[1] }]);
  },
  { ...quick, settings: newCards({ branches: ['KHO-CU', 'NB'] }) },
);

story(
  'the form waits behind the lock; leaving the room gives its number back',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    await fill(told, { phone: '0912345678' });
    await told.desk.act({ kind: 'lock' });
    await told.desk.shows({ at: 'sign-in', lockedBy: 'Lan' });
    expect(JSON.stringify(told.desk.view())).not.toContain('Nguyễn');
    await signIn(told);
    await told.desk.shows(form({ values: { given: 'An', phone: '0912345678', card: numbers[0] } }));
    await told.desk.act({ kind: 'open-room', room: 'board' });
    await told.desk.shows({ at: 'board' });
    await told.desk.act({ kind: 'open-room', room: 'register' });
    await told.desk.shows(form({ values: { given: '', phone: '', card: numbers[0] } }));
  },
  quick,
);

story(
  'only what the library asks for is kept: the rest of a paper is let go',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An', address: '', sex: '', born: '01/01/1990', citizen: '' } }));
    expect(told.desk.everything()).not.toMatch(/Phố Huế|001090012345/);
    await agree(told);
    await make(told);
    await told.desk.shows(form({ problems: { deposit: 'missing' }, deposit: { fee: { amount: '100000' } } }));
    await told.desk.act({ kind: 'tick-card-form', what: 'deposit', on: true });
    await make(told);
    await told.desk.shows(made({ outcome: 'registered', slip: 'ready', pin: null }));
    expect(told.journal.read('registration-asked')).toMatchObject([{ consent: '2026-1' }]);
    expect(told.journal.read('deposit-taken')).toMatchObject([{ staff: 'Lan', amount: '100000' }]);
    expect(told.desk.bench.paper()).toBe(0);
    await told.desk.act({ kind: 'print-card-slip' });
    await told.desk.shows(made({ slip: 'printed' }));
    const [row] = told.works().registering?.registrar.list() ?? [];
    expect(row?.registration).toMatchObject({ address: null, sex: null, citizenNumber: null });
  },
  {
    ...quick,
    settings: newCards({
      fields: { address: 'left-out', sex: 'left-out' },
      consent: { version: '2026-1' },
      deposits: [{ category: null, amount: 100_000 }],
      slip: 'offer',
      pinDigits: 0,
    }),
  },
);

story(
  'papers that are none: a health card, another trade’s code; the form stays',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan('GD4010012345678|4E677579E1BB856E|01011990|1|');
    await told.desk.shows(form({ values: { given: '' } }));
    expect(told.desk.view().notice).toBe('health-card');
    await told.desk.bench.scan('9786041234567');
    expect(told.desk.view().notice).toBe('publisher-barcode');
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    expect(told.desk.view().notice).toBeNull();
    koha(told);
  },
  quick,
);
