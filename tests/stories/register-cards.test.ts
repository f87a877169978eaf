// A card that is here already: found by whatever somebody has with them, blocked and freed, prolonged, given a PIN, replaced.
import { expect } from 'vitest';
import { byBarcode, down, found, koha, made, newCards, numbers, openRegister, papers, register } from './register.ts';
import { cards, story, type Story } from './story.ts';

const quick = { desk: byBarcode, place: byBarcode };
const openFind = async (told: Story): Promise<void> => {
  await openRegister(told);
  await told.desk.act({ kind: 'open-card-page', page: 'find' });
  await told.desk.shows({ at: 'register', page: 'find', sheet: { at: 'search', busy: false } });
};

story(
  'found by card, by telephone, by mail, by paper; nobody is nobody, and a silent system is not nobody',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an, { phone: '0912345678' });
    await told.desk.shows(made({ card: numbers[0] }));
    await told.desk.act({ kind: 'open-card-page', page: 'find' });
    await told.desk.bench.scan(cards.binhWithPin);
    await told.desk.shows(found({ patron: { card: cards.binhWithPin, name: 'Trần Thị Bình' } }));
    for (const [text, card] of [
      ['+84912345678', numbers[0]],
      ['an.nguyen@example.org', cards.an],
      [numbers[0], numbers[0]],
    ] as const) {
      await told.desk.act({ kind: 'leave-patron' });
      await told.desk.act({ kind: 'find-patron', text });
      await told.desk.shows(found({ patron: { card } }));
    }
    await told.desk.act({ kind: 'leave-patron' });
    await told.clock.pass(3000);
    await told.desk.bench.scan(papers.an);
    await told.desk.shows(found({ patron: { card: numbers[0], born: '1990-01-01' } }));
    await told.desk.act({ kind: 'leave-patron' });
    await told.desk.act({ kind: 'find-patron', text: '29999999999999' });
    await told.desk.shows({ at: 'register', sheet: { at: 'search', busy: false, problem: 'nobody' } });
    koha(told, down);
    await told.desk.act({ kind: 'find-patron', text: numbers[0] });
    await told.desk.shows({ at: 'register', sheet: { at: 'search', busy: false, problem: 'silent' } });
  },
  quick,
);

story(
  'a card is blocked and freed; the kiosk knows at once, and the journal who did it',
  async (told) => {
    await openFind(told);
    await told.desk.bench.scan(cards.an);
    await told.desk.shows(
      found({ patron: { isBlocked: false }, mayDo: ['block', 'lost', 'replace', 'extend', 'pin'] }),
    );
    await told.desk.act({ kind: 'change-card', change: 'block' });
    await told.desk.shows(found({ patron: { isBlocked: true }, came: { kind: 'changed', change: 'block' } }));
    await told.glass.press({ kind: 'borrow' });
    await told.glass.press({ kind: 'type-card', number: cards.an });
    await told.glass.shows({ at: 'turned-away' });
    await told.desk.act({ kind: 'change-card', change: 'unblock' });
    await told.desk.shows(found({ patron: { isBlocked: false }, came: { kind: 'changed', change: 'unblock' } }));
    await told.clock.pass(90_000);
    await told.glass.borrowAs(cards.an);
    expect(told.journal.read('card-handled', 'card-change-ended')).toMatchObject([
      { kind: 'card-handled', staff: 'Lan', patron: cards.an, change: 'block' },
      { kind: 'card-change-ended', came: 'changed' },
      { kind: 'card-handled', staff: 'Lan', patron: cards.an, change: 'unblock' },
      { kind: 'card-change-ended', came: 'changed' },
    ]);
  },
  quick,
);

story(
  'a card is prolonged to a day that is not over; a lost answer is told as what it is',
  async (told) => {
    await openFind(told);
    await told.desk.bench.scan(cards.expired);
    await told.desk.shows(found({ patron: { card: cards.expired }, until: '22/11/2027' }));
    await told.desk.act({ kind: 'extend-card', until: '1/1/2020' });
    await told.desk.shows(found({ untilWrong: 'past' }));
    await told.desk.act({ kind: 'extend-card', until: '31/12/2027' });
    await told.desk.shows(found({ patron: { expiry: '2027-12-31' }, untilWrong: null, came: { kind: 'changed' } }));
    koha(told, down);
    await told.desk.act({ kind: 'extend-card', until: '31/12/2028' });
    await told.desk.shows(found({ patron: { expiry: '2027-12-31' }, busy: null, came: { kind: 'silent' } }));
  },
  { ...quick, settings: newCards({}) },
);

story(
  'a PIN is typed twice by the patron: unlike, too short, refused, set; it stands nowhere else',
  async (told) => {
    await openFind(told);
    await told.desk.bench.scan(cards.an);
    await told.desk.shows(found({ pin: { at: 'open', digits: 4 } }));
    await told.desk.act({ kind: 'set-card-pin', pin: '8642', again: '8624' });
    await told.desk.shows(found({ pin: { at: 'not-the-same' } }));
    await told.desk.act({ kind: 'set-card-pin', pin: '86', again: '86' });
    await told.desk.shows(found({ pin: { at: 'too-short' } }));
    koha(told, down);
    await told.desk.act({ kind: 'set-card-pin', pin: '8642', again: '8642' });
    await told.desk.shows(found({ pin: { at: 'silent' } }));
    koha(told);
    await told.desk.act({ kind: 'set-card-pin', pin: '8642', again: '8642' });
    await told.desk.shows(found({ pin: { at: 'set' } }));
    expect(`${told.desk.everything()}${JSON.stringify(told.journal.read())}${told.log.join('')}`).not.toMatch(
      /864|862/,
    );
    await told.glass.borrowAs(cards.an, '8642');
  },
  { ...quick, place: { ...byBarcode, password: 'always' } },
);

story(
  'a lost card is replaced: the old number leads nowhere, the new one has its slip and borrows',
  async (told) => {
    await openFind(told);
    await told.desk.bench.scan(cards.an);
    await told.desk.shows(found({ patron: { card: cards.an } }));
    await told.desk.act({ kind: 'replace-card' });
    await told.desk.shows(found({ replacing: { isGiven: true, number: numbers[0] } }));
    await told.desk.act({ kind: 'do-not-replace' });
    await told.desk.shows(found({ replacing: null }));
    await told.desk.act({ kind: 'replace-card' });
    await told.desk.act({ kind: 'replace-with', number: '' });
    await told.desk.shows({
      at: 'register',
      page: 'find',
      sheet: { at: 'made', made: { outcome: 'replaced', card: numbers[0], slip: 'printed' } },
    });
    await told.desk.act({ kind: 'next-card' });
    await told.desk.act({ kind: 'find-patron', text: cards.an });
    await told.desk.shows({ at: 'register', sheet: { at: 'search', problem: 'nobody' } });
    await told.glass.borrowAs(numbers[0]);
  },
  quick,
);
