// The wall around a training: nothing of it reaches the real journal, figures, library system, pads or paper; it goes with whoever leaves,
// with the lock's other side, with time, and with the program.
import { expect } from 'vitest';
import { fromGlass } from '../../contract/protocol.ts';
import { entryKinds } from '../../station/journal/entries.ts';
import { trainingRestMs } from '../../station/modes/training.ts';
import {
  act,
  begin,
  deskScreen,
  finishes,
  open,
  openTraining,
  practise,
  quiet,
  screenOf,
  stageOf,
  until,
  use,
} from './practice.ts';
import { story, type Story } from './story.ts';

/** Simulated devices at the real desk too: they are to be left alone as real ones are. */
const withDevices = {
  desk: {},
  place: { reader: null, security: { kind: 'none' } },
  level: 'debug',
} as const;

/** Whatever tells of the library's work: what goes by with time alone is left out. */
const figures = async ({ metrics }: Story): Promise<readonly string[]> =>
  (await metrics())
    .split('\n')
    .filter((line) => !/^#|uptime|silence|acs_answer_seconds|question="acs-status"/.test(line));

/** Questions to the library system that are more than a sign of life, by the log's own trace of them. */
const asked = ({ log }: Story): readonly string[] =>
  log.filter((line) => line.includes('"msg":"sip2"') && !/"text":"(99|98)|"(99|98)\d/.test(line));

/** No reader is asked while long times go by. */
const unplugged = async (told: Story): Promise<void> => {
  const { run } = stageOf(told);
  const call = { kind: 'hand', hand: { kind: 'plug-reader', plugged: false } } as const;
  for (const glass of ['desk', 'kiosk'] as const) await told.desk.call({ kind: 'in-training', run, glass, call });
};

const inDepth = async (told: Story): Promise<void> => {
  await open(told, 'circulation');
  await use(told, 'card-21234000000018');
  for (const item of ['31234000001014', '31234000001253', '31234000001030']) await use(told, `book-${item}`);
  await until(told, 'the pile', () => stageOf(told).steps.filter(({ isDone }) => isDone).length === 3);
};

story(
  'journal, figures, library system, pad and paper are as before; one entry says what was done',
  async (told) => {
    await openTraining(told);
    await told.clock.pass(5000);
    const { journal, library } = told.works();
    if (library === null) throw new Error('no library');
    const { acs } = library;
    const state = () =>
      JSON.stringify([
        acs.loans(),
        acs.patrons(),
        acs.payments(),
        acs.mood(),
        told.desk.bench.view(),
        told.bench.view(),
      ]);
    const before = {
      rows: journal.after(entryKinds, 0),
      figures: await figures(told),
      asked: asked(told).length,
      state: state(),
      health: told.health(),
      lines: told.log.length,
    };
    await begin(told, 'refused-loan');
    await inDepth(told);
    expect(asked(told)).toHaveLength(before.asked);
    expect(journal.after(entryKinds, 0)).toEqual(before.rows);
    await told.desk.act({ kind: 'answer-question', option: 'refused-loan.reference' });
    await finishes(told);
    await told.desk.act({ kind: 'end-practice' });
    await told.clock.pass(1000);

    const rows = journal.after(entryKinds, 0);
    expect(rows.slice(0, before.rows.length)).toEqual(before.rows);
    expect(rows.slice(before.rows.length).map(({ entry, place }) => ({ place, ...entry }))).toEqual([
      { place: 'D1', kind: 'training-completed', session: expect.any(Number), staff: 'Lan', exercise: 'refused-loan' },
    ]);
    expect(state()).toBe(before.state);
    expect(await figures(told)).toEqual(before.figures);
    expect(told.health()).toEqual(before.health);
    expect(asked(told)).toHaveLength(before.asked);
    // Nobody who reads the log hears of the practice station's places, books or cards.
    expect(told.log.slice(before.lines).join()).not.toMatch(/T-[KD]1|31234|21234/);
    // Nothing real is anywhere on the desk's own view, and the inner glass says which one it is.
    expect(told.desk.everything()).not.toContain('"place":"T-D1"');

    // And what is watched here does see a real loan.
    await told.glass.borrowAs('21234000000018');
    await told.bench.scan('31234000001014');
    await told.glass.rowShows('31234000001014', { at: 'lent' });
    expect(asked(told).length).toBeGreaterThan(before.asked);
    expect(await figures(told)).not.toEqual(before.figures);
    expect(state()).not.toBe(before.state);
  },
  withDevices,
);

story(
  'a reader and a scanner of the real desk reach nothing inside, nor does what a wedge types',
  async (told) => {
    await practise(told, 'refused-loan');
    await open(told, 'circulation');
    const shown = (): string => JSON.stringify(deskScreen(told));
    const before = shown();
    await told.desk.bench.put('31234000001014');
    await told.desk.bench.scan('21234000000018');
    await told.desk.call({ kind: 'scan', session: told.desk.view().session, text: '21234000000018' });
    await told.clock.pass(3000);
    expect(shown()).toBe(before);
    const { run, glass } = stageOf(told);
    const scan = { kind: 'scan', session: 1, text: '21234000000018' };
    expect(fromGlass.safeParse({ id: 1, call: { kind: 'in-training', run, glass, call: scan } }).success).toBe(false);
  },
  withDevices,
);

story(
  'a call for another opening, or from where none is open, does nothing',
  async (told) => {
    await practise(told, 'returns');
    const call = { kind: 'act', session: 1, act: { kind: 'open-room', room: 'circulation' } } as const;
    const { run } = stageOf(told);
    await expect(told.desk.call({ kind: 'in-training', run: `${run}9`, glass: 'desk', call })).rejects.toThrow();
    await told.desk.act({ kind: 'end-practice' });
    await expect(told.desk.call({ kind: 'in-training', run, glass: 'desk', call })).rejects.toThrow();
    await begin(told, 'returns');
    expect(stageOf(told).run).not.toBe(run);
    expect(deskScreen(told)).toMatchObject({ at: 'board', rows: [] });
  },
  quiet,
);

story(
  'behind the lock nothing of it is shown or taken; whoever locked it goes on, and for somebody else it is gone',
  async (told) => {
    await practise(told, 'refused-loan');
    await open(told, 'circulation');
    const { run } = stageOf(told);
    await told.desk.act({ kind: 'lock' });
    const call = { kind: 'act', session: 1, act: { kind: 'open-room', room: 'board' } } as const;
    await expect(told.desk.call({ kind: 'in-training', run, glass: 'desk', call })).rejects.toThrow();
    const shown = told.desk.inner();
    await told.clock.pass(2000);
    expect(told.desk.inner()).toBe(shown);
    await told.desk.act({ kind: 'sign-in', name: 'Lan', pin: '246810' });
    while (told.desk.view().screen.at === 'sign-in') await told.clock.pass(0);
    expect(stageOf(told).run).toBe(run);
    await told.clock.pass(100);
    expect(deskScreen(told)?.at).toBe('circulation');

    await told.desk.act({ kind: 'lock' });
    await told.desk.signIn('Minh');
    expect(told.works().training?.takenBy()).toBeNull();
    await told.desk.act({ kind: 'open-room', room: 'training' });
    await told.desk.shows({ at: 'training', stage: { at: 'lobby', takenBy: null } });
    await begin(told, 'fee');
  },
  quiet,
);

story(
  'leaving the room ends it, and so does time when nobody touches it',
  async (told) => {
    await practise(told, 'fee');
    await told.desk.act({ kind: 'open-room', room: 'board' });
    expect(told.works().training?.takenBy()).toBeNull();
    await told.desk.act({ kind: 'open-room', room: 'training' });
    await begin(told, 'fee');
    await unplugged(told);
    // A hand inside keeps it, and the desk, open.
    for (let nth = 0; nth < 3; nth += 1) {
      await told.clock.pass(0.45 * trainingRestMs);
      await act(told, { kind: 'open-room', room: 'circulation' });
    }
    expect(stageOf(told).practice).toBe('fee');
    await told.clock.pass(trainingRestMs + 1000);
    expect(told.works().training?.takenBy()).toBeNull();
    await told.desk.signIn('Lan').catch(() => undefined);
    expect(screenOf(told).stage).toEqual({ at: 'lobby', wrong: 'rested', takenBy: null });
    expect(told.journal.read('training-completed')).toEqual([]);
  },
  quiet,
);

story(
  'the plug is pulled in the middle of a training: the real station comes back as if there had been none',
  async (told) => {
    await practise(told, 'refused-loan');
    await inDepth(told);
    await told.restart();
    await told.clock.pass(3000);
    expect(told.health()).toEqual([]);
    expect(told.journal.read('lent', 'checkout-refused', 'desk-serves', 'session-began', 'fault')).toEqual([]);
    expect(told.works().training?.takenBy()).toBeNull();
    await told.glass.shows({ at: 'welcome' });
    await told.glass.borrowAs('21234000000018');
    await told.glass.press({ kind: 'finish' });
    await openTraining(told);
    expect(screenOf(told).exercises.every(({ done }) => done === null)).toBe(true);
  },
  quiet,
);

story(
  'what was done is known after a restart, by whom; the slip says it, and that it is of a training',
  async (told) => {
    await practise(told, 'returns');
    await open(told, 'circulation');
    for (const item of ['31234000001667', '31234000001022', '31234000001089']) await use(told, `book-${item}`);
    await told.desk.act({ kind: 'answer-question', option: 'returns.number' });
    await finishes(told);
    expect(told.desk.bench.paper()).toBe(0);
    await told.restart();
    await openTraining(told);
    expect(screenOf(told)).toMatchObject({ slip: 'offered' });
    expect(screenOf(told).exercises.filter(({ done }) => done !== null)).toEqual([
      { id: 'returns', done: '2026-11-22' },
    ]);
    await told.desk.act({ kind: 'print-training-slip' });
    await told.desk.shows({ at: 'training', slip: 'printed' });
    expect(told.desk.bench.paper()).toBe(1);
    await told.desk.act({ kind: 'sign-out' });
    await openTraining(told, 'Minh');
    expect(screenOf(told)).toMatchObject({ slip: null });
    expect(screenOf(told).exercises.every(({ done }) => done === null)).toBe(true);
  },
  quiet,
);
