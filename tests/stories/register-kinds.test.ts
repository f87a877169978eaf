// What a card is: printed with its number, tapped, or a blank tag that is written with a number and read back.
import { describe, expect } from 'vitest';
import type { FieldTag } from '../../drivers/rfid/field.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { cardNumberSettings } from '../../drivers/tags/card-number.ts';
import {
  agree,
  byBarcode,
  fill,
  form,
  made,
  make,
  newCards,
  numbers,
  openRegister,
  papers,
  register,
} from './register.ts';
import { cards, items, story } from './story.ts';

const quick = { desk: byBarcode, place: byBarcode };
const printed = '29100000000018';

story(
  'a printed card is scanned; another’s, a book’s, and a citizen number are none; the card in the hand is read back',
  async (told) => {
    await openRegister(told);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(form({ values: { given: 'An', card: '' }, card: { kind: 'printed', isGiven: false } }));
    await agree(told);
    await make(told);
    await told.desk.shows(form({ problems: { card: 'missing' } }));
    for (const [number, problem] of [
      [items.kieu, 'not-our-number'],
      ['001090012345', 'citizen-number'],
    ] as const) {
      await told.desk.bench.scan(number);
      await told.desk.shows(form({ values: { card: '' }, problems: { card: problem } }));
    }
    // By hand it is no better.
    await fill(told, { card: '001090012345' });
    await make(told);
    await told.desk.shows(form({ problems: { card: 'citizen-number' } }));
    await told.desk.bench.scan(cards.an);
    await told.desk.shows(form({ values: { card: cards.an } }));
    await make(told);
    await told.desk.shows(form({ problems: { card: 'taken' }, busy: null }));
    await told.desk.bench.scan(printed);
    await told.desk.shows(form({ values: { card: printed } }));
    await make(told);
    await told.desk.shows(made({ card: printed, outcome: 'registered', readBack: null }));
    await told.desk.bench.scan(cards.binhWithPin);
    await told.desk.shows(made({ readBack: 'other' }));
    // The same code again at once is a stutter of the hand.
    await told.clock.pass(5000);
    await told.desk.bench.scan(printed);
    await told.desk.shows(made({ readBack: 'right' }));
  },
  { ...quick, settings: newCards({ card: 'printed' }) },
);

story(
  'a blank card is written with the number, read back, and is the patron’s card from then on',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ card: numbers[0], tag: { at: 'wait' } }));
    await told.desk.bench.put(items.kieu);
    await told.desk.shows(made({ tag: { at: 'not-blank' } }));
    await told.desk.bench.put('blank');
    await told.desk.shows(made({ tag: { at: 'several' } }));
    await told.desk.bench.take(items.kieu);
    await told.desk.shows(made({ tag: { at: 'written' }, readBack: 'right' }));
    expect(told.journal.read('card-tag-asked', 'card-tag-written')).toMatchObject([
      { kind: 'card-tag-asked', staff: 'Lan', patron: numbers[0] },
      { kind: 'card-tag-written', patron: numbers[0] },
    ]);
    // Two tags lay there at first; only the blank one was written.
    await told.clock.pass(3000);
    expect(told.works().desks[0]?.state().pad).toMatchObject([{ thing: { kind: 'patron-card', number: numbers[0] } }]);
  },
  { desk: {}, place: byBarcode, settings: newCards({ card: 'tag' }) },
);

story(
  'a blank card that takes nothing is said to take nothing, and another one is asked for',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ tag: { at: 'wait' } }));
    await told.desk.bench.put('blank', { refusesWrites: true });
    await told.desk.shows(made({ tag: { at: 'failed', why: 'refused' } }));
    expect(told.journal.read('card-tag-written')).toEqual([]);
  },
  { desk: {}, place: byBarcode, settings: newCards({ card: 'tag', tagFormat: 'iso-28560-3' }) },
);

story(
  'of two cards that are laid down together none is written, however late one of them is read',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ card: numbers[0], tag: { at: 'wait' } }));
    await told.desk.bench.put('blank');
    await told.desk.bench.put(items.kieu);
    await told.desk.shows(made({ tag: { at: 'several' } }));
    await told.clock.pass(5000);
    await told.desk.shows(made({ tag: { at: 'several' } }));
    expect(told.journal.read('card-tag-asked')).toEqual([]);
    await told.desk.bench.take(items.kieu);
    await told.desk.shows(made({ tag: { at: 'written' }, readBack: 'right' }));
  },
  { desk: {}, place: byBarcode, settings: newCards({ card: 'tag' }) },
);

/** A MIFARE card whose seven bytes are this number, as the library spells it: in decimal. */
const mifare = (number: string): FieldTag => ({
  air: 'iso14443',
  uid: BigInt(number).toString(16).toUpperCase().padStart(14, '0'),
});
const pcsc = readerSettings.parse({ maker: 'pcsc', connection: { kind: 'simulated', reader: 'acr1552' } });
const decimal = cardNumberSettings.parse({ base: 'decimal' });

describe.each([
  ['laid on the desk’s pad', { reader: pcsc, security: { kind: 'none' } as const, cardNumber: decimal }],
  ['tapped on the desk’s card reader', { ...byBarcode, cardReader: pcsc, cardNumber: decimal }],
])('a card without a printed number, %s', (_, desk) => {
  story(
    'its UID is the number as this library spells it; on the screen of the new card it is read back',
    async (told) => {
      await openRegister(told);
      await told.desk.bench.scan(papers.an);
      await told.desk.shows(form({ values: { given: 'An' }, card: { kind: 'uid', isGiven: false } }));
      const { hands } = told.works().desks[0]?.devices ?? {};
      const field = desk.reader === null ? hands?.cardReader?.field : hands?.pad?.field;
      const tap = async (number: string): Promise<void> => {
        field?.lay(mifare(number));
        await told.clock.pass(1500);
        field?.lift(mifare(number).uid);
        await told.clock.pass(3000);
      };
      await told.clock.pass(3000);
      await tap(printed);
      await told.desk.shows(form({ values: { card: printed } }));
      await agree(told);
      await make(told);
      await told.desk.shows(made({ card: printed, outcome: 'registered', readBack: null }));
      await tap('29100000000026');
      await told.desk.shows(made({ readBack: 'other' }));
      await tap(printed);
      await told.desk.shows(made({ readBack: 'right' }));
      await told.glass.borrowAs(printed);
    },
    { place: byBarcode, desk, settings: newCards({ card: 'uid' }) },
  );
});
