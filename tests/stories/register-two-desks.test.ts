// Two desks over one library system make cards at the same moment: no number is shared, whoever comes twice is found, and nothing is
// made twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Call } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskView } from '../../contract/desk-view.ts';
import type { View } from '../../contract/view.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationDesk, demonstrationKiosk, type Settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { byBarcode, form, made, newCards, numbers, papers } from './register.ts';

const sit = (station: Station, clock: HandClock, place: string) => {
  let latest: View | null = null;
  const shown: string[] = [];
  const joined = station.join(place, {
    view: (view) => {
      latest = view;
      shown.push(JSON.stringify(view));
    },
    bench: () => undefined,
  });
  const view = (): DeskView => {
    if (latest?.mode !== 'desk') throw new Error('no desk is shown');
    return latest;
  };
  const call = (said: Call): void => expect(joined?.call(said)).toBeNull();
  /** In the very moment, before time goes by. */
  const act = (one: DeskAct): void => call({ kind: 'act', session: view().session, act: one });
  const shows = async (like: object): Promise<void> => {
    for (const end = clock.now() + 20_000; ;) {
      await clock.pass(10);
      try {
        return expect(view().screen).toMatchObject(like);
      } catch (error) {
        if (clock.now() >= end) throw error;
      }
    }
  };
  return {
    act,
    shows,
    scan: (text: string): void => call({ kind: 'scan', session: view().session, text }),
    everything: () => shown.join('\n'),
    keyOfFirst: (): string => {
      const { screen } = view();
      return screen.at === 'register' && screen.page === 'waiting' ? (screen.lines[0]?.id ?? '') : '';
    },
    open: async (name: string): Promise<void> => {
      act({ kind: 'sign-in', name, pin: '246810' });
      // A check of a PIN costs real time.
      do await clock.pass(0);
      while (((screen) => screen.at === 'sign-in' && screen.checking)(view().screen));
      act({ kind: 'open-room', room: 'register' });
      await shows({ at: 'register', page: 'new' });
    },
  };
};

const openTwo = async (more: Partial<Settings> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-desks-'));
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const desk = { ...demonstrationDesk, ...byBarcode };
  const places = [{ ...demonstrationKiosk, ...byBarcode }, desk, { ...desk, name: 'D2' }];
  const station = await openStation({
    loaded: { kind: 'settings', settings: { ...demonstration, ...more, places } },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock,
    random: () => 0.5,
    log: createLog('silent'),
  });
  onTestFinished(async () => {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { works } = station;
  if (works === null) throw new Error('the station does not work');
  const [one, other] = [sit(station, clock, 'D1'), sit(station, clock, 'D2')];
  await one.open('Lan');
  await other.open('Minh');
  return { clock, one, other, works, koha: works.library?.koha };
};

const agreed = { kind: 'tick-card-form', what: 'consent', on: true } as const;

test('two people at the same moment: two numbers, two patrons, neither twice', async () => {
  const { one, other, works, koha } = await openTwo();
  await one.shows(form({ values: { card: numbers[0] } }));
  await other.shows(form({ values: { card: numbers[1] } }));
  one.scan(papers.an);
  other.scan(papers.hoa);
  await one.shows(form({ values: { given: 'An' } }));
  await other.shows(form({ values: { given: 'Hoa' } }));
  for (const desk of [one, other]) desk.act(agreed);
  for (const desk of [one, other]) desk.act({ kind: 'make-card' });
  await one.shows(made({ card: numbers[0], name: 'Nguyễn Văn An', outcome: 'registered' }));
  await other.shows(made({ card: numbers[1], name: 'Phạm Thị Hoa', outcome: 'registered' }));
  expect(koha?.asked('register')).toBe(2);
  expect(works.journal.read(['patron-registered'])).toMatchObject([{}, {}]);
  // The next forms have numbers of their own, too.
  for (const desk of [one, other]) desk.act({ kind: 'next-card' });
  await one.shows(form({ values: { card: expect.stringMatching(/^21234/) } }));
  const rows = works.registering?.registrar.list() ?? [];
  expect(new Set(rows.map(({ card }) => card)).size).toBe(2);
});

test('one person at two desks at the same moment is made once: whoever comes second sees where', async () => {
  const { clock, one, other, works, koha } = await openTwo();
  for (const desk of [one, other]) desk.scan(papers.an);
  await one.shows(form({ values: { given: 'An', card: numbers[0] } }));
  await other.shows(form({ values: { given: 'An', card: numbers[1] } }));
  for (const desk of [one, other]) desk.act(agreed);
  for (const desk of [one, other]) desk.act({ kind: 'make-card' });
  await one.shows(made({ card: numbers[0], outcome: 'registered' }));
  await other.shows({
    at: 'register',
    sheet: {
      at: 'alike',
      patrons: [{ patron: { name: 'Nguyễn Văn An', card: null }, by: ['name-and-birth'], place: 'D1', mayTake: false }],
    },
  });
  expect(koha?.asked('register')).toBe(1);
  other.act({ kind: 'clear-card-form' });
  await other.shows(form({ values: { given: '', card: numbers[1] } }));
  // By now the library system has them.
  await clock.pass(3000);
  other.scan(papers.an);
  await other.shows(form({ values: { given: 'An' } }));
  other.act(agreed);
  other.act({ kind: 'make-card' });
  await other.shows({
    at: 'register',
    sheet: { at: 'alike', patrons: [{ patron: { card: numbers[0] }, place: null, mayTake: true }] },
  });
  expect(works.journal.read(['patron-registered'])).toHaveLength(1);
});

test('one printed card at two desks is one person’s: the second is told before anybody is asked', async () => {
  const { one, other, koha } = await openTwo(newCards({ card: 'printed' }));
  const printed = '29100000000018';
  one.scan(papers.an);
  other.scan(papers.hoa);
  await one.shows(form({ values: { given: 'An' } }));
  await other.shows(form({ values: { given: 'Hoa' } }));
  for (const desk of [one, other]) {
    desk.act({ kind: 'fill-card-form', field: 'card', value: printed });
    desk.act(agreed);
  }
  for (const desk of [one, other]) desk.act({ kind: 'make-card' });
  await one.shows(made({ card: printed }));
  await other.shows(form({ values: { given: 'Hoa' }, problems: { card: 'taken' }, busy: null }));
  expect(koha?.asked('register')).toBe(1);
  other.act({ kind: 'fill-card-form', field: 'card', value: '29100000000026' });
  other.act({ kind: 'make-card' });
  await other.shows(made({ card: '29100000000026', name: 'Phạm Thị Hoa' }));
});

test('what one desk mends while another writes it into a file is said not to be taken', async () => {
  const { one, other, works } = await openTwo({
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
  });
  one.scan(papers.an);
  await one.shows(form({ values: { given: 'An', card: '21234000500017' } }));
  one.act(agreed);
  one.act({ kind: 'make-card' });
  await one.shows(made({ outcome: 'for-the-file' }));
  one.act({ kind: 'open-card-page', page: 'waiting' });
  await one.shows({ at: 'register', page: 'waiting', waiting: 1 });
  one.act({ kind: 'mend-registration', id: one.keyOfFirst() });
  await one.shows(form({ values: { given: 'An' } }));
  other.act({ kind: 'open-card-page', page: 'waiting' });
  other.act({ kind: 'write-card-file' });
  await other.shows({ at: 'register', files: [{}] });
  one.act({ kind: 'fill-card-form', field: 'phone', value: '0912345678' });
  one.act({ kind: 'make-card' });
  await one.shows(form({ values: { given: 'An', phone: '0912345678' }, refusal: { because: 'not-mended' } }));
  expect(works.registering?.registrar.list()).toMatchObject([{ state: 'in-file', registration: { phone: null } }]);
  // As a form of its own it finds whom it is about.
  one.act({ kind: 'make-card' });
  await one.shows({ at: 'register', sheet: { at: 'alike', patrons: [{ by: ['name-and-birth'], mayTake: false }] } });
});
