// Cards that are made while the library system is slow, silent or gone: nothing is lost, nothing is made twice, and who waits is seen.
import { expect } from 'vitest';
import {
  byBarcode,
  down,
  form,
  found,
  koha,
  made,
  newCards,
  numbers,
  openRegister,
  papers,
  register,
} from './register.ts';
import { story } from './story.ts';

const quick = { desk: byBarcode, place: byBarcode };

story(
  'an answer that is lost is found out: the patron is there, once',
  async (told) => {
    await openRegister(told);
    koha(told, { asked: 'register', does: { kind: 'lose-after' }, times: 1 });
    await register(told, papers.an);
    await told.desk.shows(form({ busy: 'registering' }));
    await told.desk.shows(made({ outcome: 'registered', card: numbers[0] }));
    expect(told.works().library?.koha.asked('register')).toBe(1);
    expect(told.journal.read('patron-registered')).toMatchObject([{ patron: numbers[0], found: true }]);
  },
  quick,
);

story(
  'staff who go while it is being registered leave nothing half done: it is in the list, and made once',
  async (told) => {
    await openRegister(told);
    koha(told, { asked: 'register', does: { kind: 'delay', ms: 3000 }, times: 1 });
    await register(told, papers.an);
    await told.desk.shows(form({ busy: 'registering' }));
    await told.desk.act({ kind: 'sign-out' });
    await told.desk.shows({ at: 'sign-in', lockedBy: null });
    await told.clock.pass(5000);
    await openRegister(told);
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({ at: 'register', waiting: 0, lines: [{ card: numbers[0], state: 'done' }] });
    expect(told.journal.read('patron-registered')).toHaveLength(1);
  },
  quick,
);

story(
  'a system that is down keeps nobody waiting: the card is queued, seen, sent when it is back, and gets its PIN then',
  async (told) => {
    await openRegister(told);
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    koha(told, down);
    await register(told, papers.an);
    await told.desk.shows(made({ outcome: 'queued', unlooked: true, pin: { at: 'later' } }));
    await told.desk.shows(made({ slip: 'printed' }));
    await told.desk.act({ kind: 'set-card-pin', pin: '2580', again: '2580' });
    await told.desk.shows(made({ pin: { at: 'later' } }));
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({
      at: 'register',
      waiting: 1,
      lines: [{ card: numbers[0], name: 'Nguyễn Văn An', state: 'waiting', because: 'silent', mayMend: false }],
    });
    koha(told);
    await told.desk.act({ kind: 'try-registrations' });
    await told.desk.shows({ at: 'register', waiting: 0, lines: [{ state: 'done' }] });

    await told.desk.act({ kind: 'open-card-page', page: 'find' });
    await told.desk.act({ kind: 'find-patron', text: numbers[0] });
    await told.desk.shows(found({ patron: { name: 'Nguyễn Văn An' } }));
    await told.desk.act({ kind: 'set-card-pin', pin: '2580', again: '2580' });
    await told.desk.shows(found({ pin: { at: 'set' } }));
    await told.glass.borrowAs(numbers[0], '2580');
    expect(`${told.desk.everything()}${JSON.stringify(told.journal.read())}${told.log.join('')}`).not.toContain('2580');
  },
  { ...quick, place: { ...byBarcode, password: 'always' } },
);

story(
  'the plug is pulled while a card waits: it is sent at the next start, once',
  async (told) => {
    await openRegister(told);
    await told.desk.shows(form({ values: { card: numbers[0] } }));
    koha(told, down);
    await register(told, papers.an);
    await told.desk.shows(made({ outcome: 'queued' }));
    await told.restart();
    await openRegister(told);
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({ at: 'register', waiting: 0, lines: [{ card: numbers[0], state: 'done' }] });
    expect(told.journal.read('patron-registered')).toMatchObject([{ patron: numbers[0], how: 'from-queue' }]);
    // The number is somebody's: the next form has the next one.
    await told.desk.act({ kind: 'open-card-page', page: 'new' });
    await told.desk.shows(form({ values: { card: numbers[1] } }));
  },
  quick,
);

story(
  'for a library system without an interface the cards go into a file, and leave the list when staff sign it off',
  async (told) => {
    await openRegister(told);
    await register(told, papers.an);
    await told.desk.shows(made({ outcome: 'for-the-file', pin: null, unlooked: false, card: '21234000500017' }));
    await register(told, papers.hoa);
    await told.desk.shows(made({ outcome: 'for-the-file', card: '21234000500025' }));
    await told.desk.act({ kind: 'open-card-page', page: 'waiting' });
    await told.desk.shows({ at: 'register', waiting: 2, files: [] });
    await told.desk.act({ kind: 'write-card-file' });
    await told.desk.shows({ at: 'register', waiting: 2, files: [{ ids: [{}, {}].map(() => expect.any(String)) }] });
    const { screen } = told.desk.view();
    const file = screen.at === 'register' && screen.page === 'waiting' ? screen.files?.[0] : undefined;
    const [notTaken = ''] = file?.ids ?? [];
    await told.desk.act({ kind: 'sign-off-file', batch: file?.batch ?? '', notTaken: [notTaken] });
    await told.desk.shows({ at: 'register', waiting: 1, files: [] });
    expect(told.journal.read('registrations-signed-off')).toMatchObject([{ rows: 1, putBack: 1 }]);
  },
  {
    ...quick,
    settings: {
      ...newCards({}),
      registry: {
        kind: 'file',
        folder: 'patrons',
        branch: 'TT',
        names: 'family-first',
        cardNumbers: { prefix: '21234', from: '00050001', to: '00059999', check: 'mod-10' },
        consent: null,
        citizenNumber: null,
        branches: [{ code: 'TT', name: 'Trụ sở chính' }],
        categories: [{ code: 'NL', name: 'Người lớn' }],
      },
    },
  },
);
