// The station's own disk is full while cards are made: the glass says what is true, nothing that was typed is lost, and nothing is
// made that is not on disk.
import { expect } from 'vitest';
import { fillDisk, roomAgain } from '../full-disk.ts';
import {
  byBarcode,
  fill,
  form,
  found,
  made,
  make,
  newCards,
  numbers,
  openRegister,
  papers,
  register,
} from './register.ts';
import { cards, story } from './story.ts';

const quick = { desk: byBarcode, place: byBarcode };

story(
  'full when a card is to be made: the form stays as it is and says so, nobody was asked; with room it is made, once',
  async (told) => {
    await openRegister(told);
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    fillDisk(told.journalFile);
    await register(told, papers.an, { phone: '0912345678' });
    const values = { given: 'An', phone: '0912345678', card: numbers[0] };
    await told.desk.shows(form({ values, refusal: { because: 'not-kept' }, busy: null }));
    await make(told);
    await told.desk.shows(form({ values, refusal: { because: 'not-kept' }, busy: null }));
    expect(told.works().library?.koha.asked('register')).toBe(0);
    expect(told.desk.view().notice).toBeNull();
    roomAgain(told.journalFile);
    await make(told);
    await told.desk.shows(made({ card: numbers[0], outcome: 'registered' }));
    expect(told.works().library?.koha.asked('register')).toBe(1);
  },
  quick,
);

story(
  'full when a number is to be promised: the form says so, and asks again when it is pressed again',
  async (told) => {
    await openRegister(told);
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    // The next number is asked for as soon as this card is made.
    await register(told, papers.an);
    await told.desk.shows(made({ card: numbers[0] }));
    await told.desk.act({ kind: 'open-room', room: 'board' });
    fillDisk(told.journalFile);
    await told.desk.act({ kind: 'open-room', room: 'register' });
    await told.desk.shows(form({ problems: { card: 'not-kept' }, values: { card: '' } }));
    await told.desk.bench.scan(papers.hoa);
    await told.desk.shows(form({ values: { given: 'Hoa' } }));
    await fill(told, { phone: '0987654321' });
    await told.desk.act({ kind: 'tick-card-form', what: 'consent', on: true });
    await make(told);
    await told.desk.shows(
      form({ problems: { card: 'not-kept' }, values: { given: 'Hoa', phone: '0987654321' }, busy: null }),
    );
    roomAgain(told.journalFile);
    await make(told);
    await told.desk.shows(made({ card: numbers[1], name: 'Phạm Thị Hoa' }));
  },
  quick,
);

story(
  'full when a card is blocked: it is said that it was not, and it is not',
  async (told) => {
    await openRegister(told);
    await told.desk.act({ kind: 'open-card-page', page: 'find' });
    await told.desk.bench.scan(cards.an);
    await told.desk.shows(found({ patron: { card: cards.an, isBlocked: false } }));
    fillDisk(told.journalFile);
    await told.desk.act({ kind: 'change-card', change: 'block' });
    await told.desk.shows(
      found({ patron: { isBlocked: false }, busy: null, came: { kind: 'refused', refusal: { because: 'not-kept' } } }),
    );
    await told.desk.act({ kind: 'set-card-pin', pin: '8642', again: '8642' });
    await told.desk.shows(found({ pin: { at: 'refused', refusal: { because: 'not-kept' } } }));
    roomAgain(told.journalFile);
    await told.desk.act({ kind: 'change-card', change: 'block' });
    await told.desk.shows(found({ patron: { isBlocked: true }, came: { kind: 'changed', change: 'block' } }));
    expect(told.journal.read('card-handled')).toHaveLength(1);
  },
  quick,
);

story(
  'full when a tag is to be written: the card is made, and its tag is said not to be written',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ card: numbers[0], tag: { at: 'wait' } }));
    fillDisk(told.journalFile);
    await told.desk.bench.put('blank');
    await told.desk.shows(made({ card: numbers[0], tag: { at: 'failed', why: 'not-kept' } }));
    expect(told.works().desks[0]?.state().pad).toMatchObject([{ thing: { kind: 'blank' } }]);
    roomAgain(told.journalFile);
    await told.desk.act({ kind: 'write-card-tag' });
    await told.desk.shows(made({ tag: { at: 'written' }, readBack: 'right' }));
  },
  { desk: {}, place: byBarcode, settings: newCards({ card: 'tag' }) },
);
