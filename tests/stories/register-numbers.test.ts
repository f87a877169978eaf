// Whose a number is: of two pages, of a room that is left, of a form that was mended; what is taken for a card is in the journal once.
import { expect } from 'vitest';
import {
  agree,
  byBarcode,
  fill,
  form,
  found,
  koha,
  made,
  make,
  newCards,
  numbers,
  openRegister,
  papers,
  register,
} from './register.ts';
import { cards, story, type Story } from './story.ts';

const quick = { desk: byBarcode, place: byBarcode };
const alikeKey = ({ desk }: Story): string => {
  const { screen } = desk.view();
  return screen.at === 'register' && screen.page === 'new' && screen.sheet.at === 'alike'
    ? (screen.sheet.patrons[0]?.patron.key ?? '')
    : '';
};
const deposit = newCards({ deposits: [{ category: null, amount: 100_000 }], slip: 'none' });
const pay = ({ desk }: Story): Promise<void> => desk.act({ kind: 'tick-card-form', what: 'deposit', on: true });

story(
  'a form that looks alike keeps its number while another card is replaced: two people, two numbers',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { phone: '0912345678' });
    await told.desk.shows(made({ card: numbers[0] }));
    await register(told, papers.hoa, { phone: '0912345678' });
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    await told.desk.act({ kind: 'open-card-page', page: 'find' });
    await told.desk.act({ kind: 'find-patron', text: cards.an });
    await told.desk.shows(found({ patron: { card: cards.an } }));
    await told.desk.act({ kind: 'replace-card' });
    await told.desk.shows(found({ replacing: { number: numbers[2] } }));
    await told.desk.act({ kind: 'replace-with', number: '' });
    await told.desk.shows({ at: 'register', page: 'find', sheet: { at: 'made', made: { card: numbers[2] } } });
    await told.desk.act({ kind: 'open-card-page', page: 'new' });
    await told.desk.act({ kind: 'another-person' });
    await told.desk.shows(made({ card: numbers[1], name: 'Phạm Thị Hoa', outcome: 'registered' }));
  },
  quick,
);

story(
  'a form that is put away gives its number to the next one; of two the one that is left goes back',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { phone: '0912345678' });
    await told.desk.shows(made({ card: numbers[0] }));
    await register(told, papers.hoa, { phone: '0912345678' });
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    await told.desk.act({ kind: 'clear-card-form' });
    await told.desk.shows(form({ values: { given: '', card: numbers[1] } }));
    await told.clock.pass(3000);
    await register(told, papers.hoa, { phone: '0912345678' });
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    // Left while it looks alike: nobody has it.
    await told.desk.act({ kind: 'open-room', room: 'board' });
    await told.desk.act({ kind: 'open-room', room: 'register' });
    await told.desk.shows(form({ values: { card: numbers[1] } }));
  },
  quick,
);

story(
  'a room that is left while its number is on the way gives it back when it comes',
  async (told) => {
    koha(told, { asked: 'any', does: { kind: 'delay', ms: 1500 }, times: null });
    await openRegister(told);
    await told.desk.act({ kind: 'open-room', room: 'board' });
    await told.clock.pass(10_000);
    koha(told);
    await told.desk.act({ kind: 'open-room', room: 'register' });
    await told.desk.shows(form({ values: { card: numbers[0] } }));
  },
  quick,
);

story(
  'a system that is away keeps only the first form waiting for its number, and that one for a moment',
  async (told) => {
    koha(told, { asked: 'any', does: { kind: 'delay', ms: 60_000 }, times: null });
    await openRegister(told);
    const began = told.clock.now();
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    expect(told.clock.now() - began).toBeLessThan(2500);
  },
  quick,
);

story(
  'a deposit is in the journal once, also of a form that was refused and mended, and of one that was left and found in the list',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    await fill(told, { branch: 'KHO-CU' });
    await pay(told);
    await agree(told);
    await make(told);
    await told.desk.shows(form({ refusal: { because: 'bad-branch' } }));
    const taken = () => told.journal.read('deposit-taken');
    expect(taken()).toMatchObject([{ staff: 'Lan', patron: numbers[0], amount: '100000' }]);
    await make(told);
    await told.desk.shows(form({ refusal: { because: 'bad-branch' }, busy: null }));
    await told.desk.act({ kind: 'clear-card-form' });
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    const [an] = told.works().registering?.registrar.list() ?? [];
    await told.desk.act({ kind: 'mend-registration', id: an?.id ?? '' });
    await told.desk.shows(form({ values: { given: 'An', card: numbers[0] }, deposit: { taken: true } }));
    await fill(told, { branch: 'NB' });
    await make(told);
    await told.desk.shows(made({ card: numbers[0] }));
    expect(taken()).toHaveLength(1);
  },
  {
    ...quick,
    settings: newCards({ branches: ['KHO-CU', 'NB'], deposits: [{ category: null, amount: 100_000 }], slip: 'none' }),
  },
);

story(
  'the same person pays the deposit, too: it is journalled with the new card, once',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    await pay(told);
    await agree(told);
    await make(told);
    await told.desk.shows(made({ card: numbers[0] }));
    await told.desk.act({ kind: 'next-card' });
    await told.clock.pass(3000);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An' } }));
    await pay(told);
    await agree(told);
    await make(told);
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    await told.desk.act({ kind: 'back-to-card-form' });
    await make(told);
    await told.desk.shows({ at: 'register', sheet: { at: 'alike' } });
    await told.desk.act({ kind: 'same-person', key: alikeKey(told) });
    await told.desk.shows(made({ card: numbers[1], outcome: 'replaced' }));
    expect(told.journal.read('deposit-taken')).toMatchObject([{ patron: numbers[0] }, { patron: numbers[1] }]);
  },
  { ...quick, settings: deposit },
);

story(
  'another sum is another word of the hand: what was ticked for one category is not taken for the other',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An', category: 'NGUOI-LON' } }));
    await pay(told);
    await told.desk.shows(form({ deposit: { fee: { amount: '100000' }, taken: true } }));
    await fill(told, { category: 'TRE-EM' });
    await told.desk.shows(form({ deposit: { fee: { amount: '20000' }, taken: false } }));
  },
  {
    ...quick,
    settings: newCards({
      categories: ['NGUOI-LON', 'TRE-EM'],
      deposits: [
        { category: 'TRE-EM', amount: 20_000 },
        { category: null, amount: 100_000 },
      ],
    }),
  },
);
