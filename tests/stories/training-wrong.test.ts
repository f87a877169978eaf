// Exercises done wrong: the step that was not done is not ticked, and what no right way leads to is a wrong turn. Nothing of it is kept.
import { expect } from 'vitest';
import type { ExerciseId, StepKey } from '../../contract/training-view.ts';
import {
  act,
  deskScreen,
  fillForm,
  kioskScreen,
  open,
  practise,
  press,
  quiet,
  stageOf,
  ticked,
  until,
  use,
} from './practice.ts';
import { story, type Story } from './story.ts';

const wrong = (
  name: ExerciseId,
  how: string,
  tell: (told: Story) => Promise<void>,
  ends: { readonly ticked: readonly StepKey[]; readonly wrongTurns: number },
): void =>
  story(
    `done wrong: ${name}: ${how}`,
    async (told) => {
      await practise(told, name);
      await tell(told);
      await told.clock.pass(5000);
      expect(ticked(told)).toEqual(ends.ticked);
      expect(stageOf(told)).toMatchObject({ wrongTurns: ends.wrongTurns, finished: null });
      expect(told.journal.read('training-completed')).toEqual([]);
    },
    quiet,
  );

const serve = async (told: Story, thing: string): Promise<void> => {
  await open(told, 'circulation');
  await use(told, thing);
  await until(told, 'the patron', () => {
    const screen = deskScreen(told);
    return screen?.at === 'circulation' && screen.patron !== null;
  });
};

wrong(
  'new-card',
  'somebody else is registered',
  async (told) => {
    await open(told, 'register');
    await fillForm(told, { family: 'Trần Văn Sai', born: '01/01/1980' });
    await act(told, { kind: 'tick-card-form', what: 'consent', on: true });
    await act(told, { kind: 'make-card' });
    await until(told, 'the card', () => {
      const screen = deskScreen(told);
      return screen?.at === 'register' && screen.page === 'new' && screen.sheet.at === 'made';
    });
  },
  { ticked: ['new-card.opened'], wrongTurns: 0 },
);

wrong(
  'lost-card',
  'registered anew instead of replaced',
  async (told) => {
    await open(told, 'register');
    await fillForm(told, { family: 'Nguyễn Văn An', born: '01/01/1990' });
    await act(told, { kind: 'tick-card-form', what: 'consent', on: true });
    await act(told, { kind: 'make-card' });
  },
  { ticked: ['lost-card.opened'], wrongTurns: 1 },
);

wrong(
  'refused-loan',
  'another reason is said',
  async (told) => {
    await serve(told, 'card-21234000000018');
    for (const item of ['31234000001014', '31234000001253', '31234000001030']) await use(told, `book-${item}`);
    await told.desk.act({ kind: 'answer-question', option: 'refused-loan.too-many' });
    expect(stageOf(told).question).toMatchObject({ chosen: 'refused-loan.too-many', isRight: false });
  },
  { ticked: ['refused-loan.served', 'refused-loan.lent', 'refused-loan.refused'], wrongTurns: 1 },
);

wrong(
  'returns',
  'one book is forgotten, and the wrong one is kept',
  async (told) => {
    await open(told, 'circulation');
    for (const item of ['31234000001667', '31234000001022']) await use(told, `book-${item}`);
    await told.desk.act({ kind: 'answer-question', option: 'returns.moor' });
  },
  { ticked: [], wrongTurns: 1 },
);

wrong(
  'armed-book',
  'the book is taken back',
  async (told) => {
    await open(told, 'circulation');
    await use(told, 'book-31234000001071');
  },
  { ticked: [], wrongTurns: 1 },
);

wrong(
  'tagging',
  'never two tags at once',
  async (told) => {
    const isNow = (at: string) => () => {
      const screen = deskScreen(told);
      return screen?.at === 'tagging' && screen.now.at === at;
    };
    await open(told, 'tagging');
    await act(told, { kind: 'tag-how', pace: 'continuous', source: 'barcode' });
    for (const [nth, item] of ['31234000001014', '31234000001030', '31234000001048'].entries()) {
      await use(told, `label-${item}`);
      await use(told, `blank-${nth + 1}`);
      await until(told, 'the tag', isNow('done'));
      await use(told, `blank-${nth + 1}`);
      await until(told, 'the next', isNow('number'));
    }
  },
  { ticked: ['tagging.first', 'tagging.all'], wrongTurns: 0 },
);

wrong(
  'set',
  'a volume is missing',
  async (told) => {
    await serve(told, 'card-21234000000034');
    for (const nth of [1, 2]) await use(told, `part-${nth}`);
  },
  { ticked: ['set.served', 'set.lent'], wrongTurns: 0 },
);

wrong(
  'offline',
  'returned while the library system is there',
  async (told) => {
    await press(told, { kind: 'return' });
    for (const item of ['31234000001667', '31234000001071']) await use(told, `book-${item}`);
    await until(told, 'the pile', () => {
      const screen = kioskScreen(told);
      return screen?.at === 'checkin' && screen.rows.every(({ state }) => state.at === 'returned');
    });
  },
  { ticked: [], wrongTurns: 2 },
);

wrong(
  'conflict',
  'given up',
  async (told) => {
    const board = deskScreen(told);
    const key = board?.at === 'board' ? (board.rows[0]?.key ?? '') : '';
    await act(told, { kind: 'take-hand', key });
    await act(told, { kind: 'settle-hand', key, how: 'given-up' });
  },
  { ticked: ['conflict.taken'], wrongTurns: 1 },
);

wrong(
  'fee',
  'the code is shown and nobody looks for the money',
  async (told) => {
    await serve(told, 'card-21234000000125');
    await press(told, { kind: 'pay' });
    await told.clock.pass(1000);
    await press(told, { kind: 'finish' });
  },
  { ticked: ['fee.served'], wrongTurns: 1 },
);

story(
  'a wrong turn spoils no exercise: it is done all the same, and the turns are told',
  async (told) => {
    await practise(told, 'refused-loan');
    await serve(told, 'card-21234000000018');
    for (const item of ['31234000001014', '31234000001253', '31234000001030']) await use(told, `book-${item}`);
    for (const option of ['refused-loan.on-hold', 'refused-loan.reference'])
      await told.desk.act({ kind: 'answer-question', option });
    await until(told, 'the end', () => stageOf(told).finished !== null);
    expect(stageOf(told).finished).toMatchObject({ wrongTurns: 1 });
  },
  quiet,
);

story(
  'what is not offered is not used, and what is tried after the end changes nothing of it',
  async (told) => {
    await practise(told, 'armed-book');
    await open(told, 'inspector');
    await use(told, 'book-31234000001071');
    // No other thing lies there, and nothing is asked here.
    await told.desk.act({ kind: 'use-thing', thing: 'book-31234000001014' });
    await told.desk.act({ kind: 'answer-question', option: 'returns.moor' });
    await until(told, 'the verdict', () => {
      const screen = deskScreen(told);
      return screen?.at === 'inspector' && screen.verdict === 'will-alarm';
    });
    const screen = deskScreen(told);
    await act(told, { kind: 'mend-tag', uid: screen?.at === 'inspector' ? (screen.uid ?? '') : '', want: 'disarm' });
    await until(told, 'the end', () => stageOf(told).finished !== null);
    const { finished } = stageOf(told);
    expect(finished?.wrongTurns).toBe(0);
    expect(finished?.seconds).toBeGreaterThan(0);
    // What is tried afterwards changes nothing of that.
    await open(told, 'circulation');
    await use(told, 'book-31234000001071');
    await use(told, 'book-31234000001071');
    await told.clock.pass(3000);
    expect(stageOf(told).finished).toEqual(finished);
    expect(told.journal.read('training-completed')).toHaveLength(1);
  },
  quiet,
);
