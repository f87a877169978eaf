// Exercises done right: each step ticks itself, and that it was done is on record.
import { expect } from 'vitest';
import { exerciseSteps, type ExerciseId } from '../../contract/training-view.ts';
import {
  act,
  deskScreen,
  finishes,
  kioskScreen,
  open,
  practise,
  press,
  quiet,
  screenOf,
  stageOf,
  ticked,
  until,
  use,
} from './practice.ts';
import { story, type Story } from './story.ts';

const right = (name: ExerciseId, tell: (told: Story) => Promise<void>): void =>
  story(
    `done right: ${name}`,
    async (told) => {
      await practise(told, name);
      expect(ticked(told)).toEqual([]);
      await tell(told);
      await finishes(told);
      expect(ticked(told)).toEqual(exerciseSteps[name]);
      expect(stageOf(told)).toMatchObject({ finished: { wrongTurns: 0 } });
      expect(told.journal.read('training-completed')).toMatchObject([{ staff: 'Lan', exercise: name }]);
      await told.desk.act({ kind: 'end-practice' });
      expect(screenOf(told).exercises.find(({ id }) => id === name)?.done).toBe('2026-11-22');
      expect(told.log.join()).not.toContain('fault');
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
const finishServing = async (told: Story): Promise<void> => {
  await press(told, { kind: 'finish' });
  await until(told, 'the end', () => {
    const screen = deskScreen(told);
    return screen?.at === 'circulation' && screen.patron === null;
  });
};

right('new-card', async (told) => {
  await open(told, 'register');
  await use(told, 'paper');
  await act(told, { kind: 'tick-card-form', what: 'consent', on: true });
  await act(told, { kind: 'make-card' });
  await until(told, 'the card', () => ticked(told).includes('new-card.registered'));
  const made = deskScreen(told);
  if (made?.at !== 'register' || made.page !== 'new' || made.sheet.at !== 'made') throw new Error(JSON.stringify(made));
  const { card } = made.sheet.made;
  await open(told, 'circulation');
  await press(told, { kind: 'type-card', number: card });
  await told.clock.pass(500);
  await use(told, 'book-31234000001014');
});

right('lost-card', async (told) => {
  await open(told, 'register');
  await act(told, { kind: 'open-card-page', page: 'find' });
  await act(told, { kind: 'find-patron', text: '21234000000018' });
  await until(told, 'the patron', () => {
    const screen = deskScreen(told);
    return screen?.at === 'register' && screen.page === 'find' && screen.sheet.at === 'patron';
  });
  await act(told, { kind: 'replace-card' });
  await told.clock.pass(500);
  await act(told, { kind: 'replace-with', number: '' });
  await until(told, 'the new card', () => ticked(told).includes('lost-card.replaced'));
  await open(told, 'circulation');
  await use(told, 'card-21234000000018');
});

right('refused-loan', async (told) => {
  await serve(told, 'card-21234000000018');
  for (const item of ['31234000001014', '31234000001253', '31234000001030']) await use(told, `book-${item}`);
  await until(told, 'the pile', () => ticked(told).length === 3);
  await told.desk.act({ kind: 'answer-question', option: 'refused-loan.reference' });
});

right('returns', async (told) => {
  await open(told, 'circulation');
  for (const item of ['31234000001667', '31234000001022', '31234000001089']) await use(told, `book-${item}`);
  await until(told, 'the pile', () => ticked(told).length === 2);
  await told.desk.act({ kind: 'answer-question', option: 'returns.number' });
});

right('armed-book', async (told) => {
  await open(told, 'inspector');
  await use(told, 'book-31234000001071');
  await until(told, 'the verdict', () => {
    const screen = deskScreen(told);
    return screen?.at === 'inspector' && screen.verdict === 'will-alarm';
  });
  const screen = deskScreen(told);
  const uid = screen?.at === 'inspector' ? (screen.uid ?? '') : '';
  await act(told, { kind: 'mend-tag', uid, want: 'disarm' });
});

right('tagging', async (told) => {
  const isNow = (at: string, problem?: string) => () => {
    const screen = deskScreen(told);
    if (screen?.at !== 'tagging' || screen.now.at !== at) return false;
    return problem === undefined || (screen.now.at === 'tag' && screen.now.problem === problem);
  };
  await open(told, 'tagging');
  await act(told, { kind: 'tag-how', pace: 'continuous', source: 'barcode' });
  await use(told, 'label-31234000001014');
  await use(told, 'blank-1');
  await until(told, 'the first', isNow('done'));
  await use(told, 'blank-1');
  await until(told, 'the next', isNow('number'));
  await use(told, 'label-31234000001030');
  await told.desk.act({ kind: 'use-thing', thing: 'blank-2' });
  await told.desk.act({ kind: 'use-thing', thing: 'blank-3' });
  await until(told, 'two tags', isNow('tag', 'two-tags'));
  await use(told, 'blank-3');
  await until(told, 'the second', isNow('done'));
  await use(told, 'blank-2');
  await until(told, 'the next', isNow('number'));
  await use(told, 'label-31234000001048');
  await use(told, 'blank-4');
});

right('set', async (told) => {
  await serve(told, 'card-21234000000034');
  for (const nth of [1, 2, 3]) await use(told, `part-${nth}`);
});

right('offline', async (told) => {
  expect(kioskScreen(told)).toMatchObject({ at: 'welcome' });
  await use(told, 'acs');
  await until(told, 'the news', () => ticked(told).includes('offline.away'));
  await told.clock.pass(15_000);
  await press(told, { kind: 'return' });
  for (const item of ['31234000001667', '31234000001071']) await use(told, `book-${item}`);
  await until(told, 'both', () => ticked(told).includes('offline.recorded'));
  await press(told, { kind: 'finish' });
  await until(told, 'the receipt', () => kioskScreen(told)?.at === 'receipt');
  await press(told, { kind: 'no-receipt' });
  await use(told, 'acs');
  await told.clock.pass(30_000);
});

right('conflict', async (told) => {
  const board = deskScreen(told);
  if (board?.at !== 'board') throw new Error(JSON.stringify(board));
  const key = board.rows[0]?.key ?? '';
  expect(board.rows).toMatchObject([{ what: 'offline', where: 'T-K1', item: '31234000001667', maySettle: true }]);
  await act(told, { kind: 'take-hand', key });
  await open(told, 'circulation');
  await use(told, 'book-31234000001667');
  await use(told, 'book-31234000001667');
  await serve(told, 'card-21234000000034');
  await use(told, 'book-31234000001667');
  await until(told, 'the loan', () => ticked(told).includes('conflict.lent'));
  await finishServing(told);
  await open(told, 'board');
  await act(told, { kind: 'settle-hand', key, how: 'done' });
});

right('fee', async (told) => {
  await serve(told, 'card-21234000000125');
  await press(told, { kind: 'section', section: 'fees' });
  await told.clock.pass(1000);
  await act(told, { kind: 'take-cash' });
});
