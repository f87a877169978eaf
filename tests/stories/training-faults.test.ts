// Faults on purpose in free practice: what is switched on is felt at the practice station alone, is seen on its glasses, and is gone when
// it is mended.
import { deeds } from 'sip2/acs';
import { expect, test } from 'vitest';
import { faultGroups, trainingFaults, type TrainingFault } from '../../contract/training-faults.ts';
import type { Hand } from '../../contract/bench.ts';
import { kohaDeedsSay } from '../../station/koha/faults.ts';
import { act, begin, deskScreen, kioskScreen, open, practise, press, quiet, stageOf, until } from './practice.ts';
import { story, type Story } from './story.ts';

const book = '31234000001014';
const card = '21234000000018';

const set = (told: Story, fault: TrainingFault, on = true): Promise<void> =>
  told.desk.act({ kind: 'set-fault', fault, on });
const hand = (told: Story, one: Hand): Promise<void> => {
  const { run, glass } = stageOf(told);
  return told.desk.call({ kind: 'in-training', run, glass, call: { kind: 'hand', hand: one } });
};
const isOn = (told: Story, fault: TrainingFault): boolean => stageOf(told).faults?.includes(fault) ?? false;
const isKiosk = (told: Story, at: string): boolean => kioskScreen(told)?.at === at;

/** At the practice kiosk, with a card shown that may borrow. */
const borrowing = async (told: Story): Promise<void> => {
  await told.desk.act({ kind: 'show-practice', glass: 'kiosk' });
  await until(told, 'the kiosk', () => isKiosk(told, 'welcome'));
  await press(told, { kind: 'borrow' });
  await press(told, { kind: 'type-card', number: card });
  await until(told, 'the loans', () => isKiosk(told, 'checkout'));
};
const uidOf = (told: Story): string =>
  told.desk.inner()?.bench.items.find(({ number }) => number === book)?.tags[0]?.uid ?? '';
const rowOf = (told: Story): string => {
  const screen = kioskScreen(told);
  const row = screen?.at === 'checkout' ? screen.rows.find(({ number }) => number === book) : undefined;
  return row === undefined ? '' : JSON.stringify(row.state);
};

test('every deed that the two sides of the small library system know can be switched on', () => {
  expect([...trainingFaults.acs]).toEqual(expect.arrayContaining(deeds.map((deed) => `acs.${deed}`)));
  expect([...trainingFaults.registry]).toEqual(
    expect.arrayContaining(Object.keys(kohaDeedsSay).map((deed) => `registry.${deed}`)),
  );
});

story(
  'each fault is on when it is switched on and off when it is switched off, and nothing of it is at the real station',
  async (told) => {
    await practise(told, 'free');
    const all = faultGroups.flatMap((group): readonly TrainingFault[] => trainingFaults[group]);
    for (const fault of all) {
      // One after the other: a pad is of one kind, and a library system of one mood.
      // oxlint-disable-next-line no-await-in-loop
      await set(told, fault);
      expect(stageOf(told).faults, fault).toEqual([fault]);
      // oxlint-disable-next-line no-await-in-loop
      await set(told, fault, false);
      expect(stageOf(told).faults, fault).toEqual([]);
    }
    const { library } = told.works();
    expect(library?.mood()).toMatchObject({ mood: 'normal', answerDelayMs: 0 });
    expect([library?.acs.faults(), library?.koha.faults()]).toEqual([[], []]);
  },
  quiet,
);

story(
  'an answer that is lost after the work: the kiosk finds out that the loan was made',
  async (told) => {
    await practise(told, 'free');
    await borrowing(told);
    await set(told, 'acs.lose-answer-after-work');
    await hand(told, { kind: 'put-on-pad', uid: uidOf(told) });
    await until(told, 'the loan', () => rowOf(told).includes('"lent"'), 2000);
  },
  quiet,
);

story(
  'a tag that refuses to be written: the loan is taken back; mended, the next one stands',
  async (told) => {
    await practise(told, 'free');
    await set(told, 'tag.refuses-writes');
    await borrowing(told);
    await hand(told, { kind: 'put-on-pad', uid: uidOf(told) });
    await until(told, 'a row', () => rowOf(told) !== '');
    await until(told, 'the loan to be taken back', () => rowOf(told).includes('"taken-back"'));
    await told.desk.act({ kind: 'mend-faults' });
    expect(stageOf(told).faults).toEqual([]);
    await hand(told, { kind: 'take-off-pad', uid: uidOf(told) });
    await press(told, { kind: 'finish' });
    await until(told, 'the end', () => isKiosk(told, 'welcome'), 2000);
    // Laid down at once it would be taken for what the one before left there.
    await told.clock.pass(15_000);
    await borrowing(told);
    await hand(told, { kind: 'put-on-pad', uid: uidOf(told) });
    await until(told, 'the loan', () => rowOf(told).includes('read-back'));
  },
  quiet,
);

story(
  'a scanner with a bad line brings no item; a reader that is unplugged at the bench is seen in the list',
  async (told) => {
    await practise(told, 'free');
    await open(told, 'circulation');
    await set(told, 'scanner.noise');
    await hand(told, { kind: 'scan', text: book });
    await told.clock.pass(2000);
    expect(JSON.stringify(deskScreen(told))).not.toContain(book);
    await set(told, 'scanner.noise', false);
    await hand(told, { kind: 'scan', text: book });
    await until(told, 'the item', () => JSON.stringify(deskScreen(told)).includes(book));

    await hand(told, { kind: 'plug-reader', plugged: false });
    await until(told, 'the list', () => isOn(told, 'reader.unplugged'));
    await act(told, { kind: 'open-room', room: 'board' });
  },
  quiet,
);

story(
  'in an exercise nothing can be made to go wrong, and a fault that is none does nothing',
  async (told) => {
    await practise(told, 'returns');
    expect(stageOf(told).faults).toBeNull();
    await set(told, 'acs.gone');
    await told.clock.pass(1000);
    expect(told.desk.inner()?.bench.acs).toMatchObject({ mood: 'normal' });
    await told.desk.act({ kind: 'end-practice' });
    await begin(told, 'free');
    await told.desk.act({ kind: 'set-fault', fault: 'acs.nothing-of-the-kind', on: true });
    expect(stageOf(told).faults).toEqual([]);
  },
  quiet,
);
