// The board: whatever needs a hand anywhere in the station, who took it, and how it was settled.
import { expect } from 'vitest';
import type { BoardRow } from '../../contract/board-view.ts';
import { items, story, type Story } from './story.ts';

const quiet = { reader: null, security: { kind: 'none' } } as const;

const boardOf = ({ desk: glass }: Story) => {
  const { screen } = glass.view();
  if (screen.at !== 'board') throw new Error(`the desk shows ${screen.at}`);
  return screen;
};
const rowsOf = (told: Story): readonly BoardRow[] => boardOf(told).rows;

/** Lets time go by until the board is so. */
const until = async (told: Story, check: () => void): Promise<void> => {
  for (let turn = 0; ; turn += 1) {
    await told.clock.pass(200);
    try {
      return check();
    } catch (error) {
      if (turn > 50) throw error;
    }
  }
};

story(
  'a call for help is taken and settled by name, and stands so after the program was started anew',
  async (told) => {
    await told.desk.signIn('Minh');
    expect(boardOf(told)).toMatchObject({ rows: [], settled: [] });
    await told.glass.shows({ at: 'welcome' });
    await told.glass.press({ kind: 'help' });
    expect(rowsOf(told)).toMatchObject([{ what: 'help', where: 'K1', taken: null, since: { time: '09:30' } }]);
    expect(told.desk.view().waiting).toBe(1);
    // Somebody has it before them: the patron is told so.
    expect(told.glass.view().help).toBe('called');

    const key = rowsOf(told)[0]?.key ?? '';
    await told.desk.act({ kind: 'take-hand', key });
    expect(rowsOf(told)).toMatchObject([{ taken: { by: 'Minh', isMe: true } }]);
    expect(told.desk.view().waiting).toBe(0);
    await told.restart();
    await told.desk.signIn('Lan');
    expect(rowsOf(told)).toMatchObject([{ what: 'help', taken: { by: 'Minh', isMe: false } }]);

    await told.desk.act({ kind: 'settle-hand', key, how: 'done' });
    expect(boardOf(told)).toMatchObject({ rows: [], settled: [{ what: 'help', by: 'Lan', how: 'done' }] });
    // Twice is once: somebody was quicker.
    await told.desk.act({ kind: 'settle-hand', key, how: 'given-up' });
    await told.restart();
    await told.desk.signIn('Minh');
    expect(boardOf(told)).toMatchObject({ rows: [], settled: [{ what: 'help', by: 'Lan', how: 'done' }] });
    expect(told.journal.read('hand-taken', 'hand-settled')).toMatchObject([
      { kind: 'hand-taken', key, staff: 'Minh' },
      { kind: 'hand-settled', key, staff: 'Lan', how: 'done' },
    ]);
  },
  { desk: quiet, place: quiet },
);

story(
  'a return that was refused says what the patron read, and goes when the item is returned',
  async (told) => {
    await told.desk.signIn();
    await told.glass.shows({ at: 'welcome' });
    await told.glass.press({ kind: 'return' });
    await told.bench.scan('39999999999999');
    await until(told, () =>
      expect(rowsOf(told)).toMatchObject([
        {
          what: 'refused-return',
          item: '39999999999999',
          reason: { of: 'refusal', because: 'unknown-item' },
          maySettle: true,
        },
      ]),
    );
    // The patron's card and name are nobody's business here: a return has none.
    expect(rowsOf(told)[0]?.card).toBeNull();
  },
  { desk: quiet, place: quiet },
);

story(
  'paper that is out stands there until it is in, and nobody says so by hand',
  async (told) => {
    await told.desk.signIn();
    await told.glass.shows({ at: 'welcome' });
    await told.bench.hand({ kind: 'paper', loaded: false });
    await until(told, () =>
      expect(rowsOf(told)).toMatchObject([{ what: 'paper-out', where: 'K1', endsByItself: true, maySettle: false }]),
    );
    const key = rowsOf(told)[0]?.key ?? '';
    await told.desk.act({ kind: 'settle-hand', key, how: 'done' });
    expect(rowsOf(told)).toHaveLength(1);
    await told.desk.act({ kind: 'take-hand', key });
    await told.bench.hand({ kind: 'paper', loaded: true });
    await until(told, () => expect(boardOf(told)).toMatchObject({ rows: [], settled: [{ key, how: 'by-itself' }] }));
    expect(told.journal.read('hand-settled')).toMatchObject([{ key, staff: null, how: 'by-itself' }]);
  },
  { desk: quiet, place: quiet },
);

story(
  'a tag that would not be armed waits after the session, not during it, and goes when it is armed',
  async (told) => {
    await told.desk.signIn();
    await told.glass.shows({ at: 'welcome' });
    await told.glass.press({ kind: 'return' });
    await told.glass.shows({ at: 'checkin' });
    await told.bench.put(items.doiGioHu, { refusesWrites: true });
    await told.glass.rowShows(items.doiGioHu, { at: 'returned-unarmed' });
    expect(rowsOf(told).filter(({ what }) => what === 'tag-arm')).toEqual([]);
    await told.glass.press({ kind: 'finish' });
    await told.glass.shows({ at: 'receipt' });
    await told.glass.press({ kind: 'no-receipt' });
    await told.glass.shows({ at: 'goodbye' });
    await until(told, () => expect(rowsOf(told)).toMatchObject([{ what: 'tag-arm', item: items.doiGioHu }]));
    await told.restart();
    await told.desk.signIn();
    await until(told, () =>
      expect(rowsOf(told).filter(({ what }) => what === 'tag-arm')).toMatchObject([{ item: items.doiGioHu }]),
    );
    // Somebody lays it on the pad again, and now it takes the write.
    await told.bench.take(items.doiGioHu);
    await told.bench.put(items.doiGioHu, { refusesWrites: false });
    await until(told, () =>
      expect(boardOf(told)).toMatchObject({ rows: [], settled: [{ what: 'tag-arm', how: 'by-itself' }] }),
    );
  },
  { desk: { reader: null, security: { kind: 'none' } } },
);

story(
  'a row makes a sound only where this desk wants to hear it',
  async (told) => {
    await told.desk.signIn();
    await told.glass.shows({ at: 'welcome' });
    expect(told.desk.view().chimes).toBeNull();
    await told.desk.act({ kind: 'board-sound', on: true });
    const before = told.desk.view().chimes ?? -1;
    await told.glass.press({ kind: 'help' });
    expect(told.desk.view().chimes).toBe(before + 1);
  },
  { desk: quiet, place: quiet },
);

story(
  'what was done off-line and does not fit is closed by a senior, where it was done',
  async (told) => {
    const { journal } = told.works();
    journal.append('K1', [
      {
        kind: 'forward-conflict',
        ticket: '1-1',
        item: items.kieu,
        patron: '21234000000018',
        because: 'too-many-loans',
        remedy: 'lend-with-override',
      },
    ]);
    await told.desk.signIn('Lan');
    expect(rowsOf(told)).toMatchObject([
      { what: 'offline', card: '21234000000018', remedy: 'lend-with-override', maySettle: false },
    ]);
    const key = rowsOf(told)[0]?.key ?? '';
    await told.desk.act({ kind: 'settle-hand', key, how: 'done' });
    expect(rowsOf(told)).toHaveLength(1);
    await told.desk.act({ kind: 'sign-out' });
    await told.desk.signIn('Minh');
    await told.desk.act({ kind: 'settle-hand', key, how: 'done' });
    expect(boardOf(told)).toMatchObject({ rows: [], settled: [{ what: 'offline', by: 'Minh', how: 'done' }] });
    expect(journal.after(['conflict-settled'], 0)).toMatchObject([
      { place: 'K1', entry: { ticket: '1-1', by: 'Minh', how: 'done' } },
    ]);
  },
  { desk: quiet, place: quiet },
);
