// Stories of the walls between two people: what one leaves on the pad, whenever and however they go, is not the next one's
// unless they say so; and what the journal tells of each question.
import { expect } from 'vitest';
import { cards, items, story } from './story.ts';

story('what somebody left who was turned away is not lent to the next one', async ({ glass, bench, acs, clock }) => {
  await glass.shows({ at: 'welcome' });
  await bench.put(items.kieu);
  await glass.press({ kind: 'borrow' });
  await glass.press({ kind: 'type-card', number: cards.blocked });
  await glass.shows({ at: 'turned-away' });
  await glass.press({ kind: 'leave' });
  await glass.borrowAs(cards.an);
  await glass.rowShows(items.kieu, { at: 'left-over' });
  await clock.pass(5000);
  expect(acs.lentTo(items.kieu)).toBeNull();
  await glass.press({ kind: 'take-left-overs' });
  await glass.rowShows(items.kieu, { at: 'lent' });
});

story('what is laid down as finish is pressed, and seen too late, is not lent to the next one', async (scene) => {
  const { glass, bench, acs, clock } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent' });
  await bench.put(items.chiPheo);
  await glass.press({ kind: 'finish' });
  await glass.press({ kind: 'no-receipt' });
  await clock.pass(9000);
  await glass.borrowAs(cards.john);
  await glass.rowShows(items.chiPheo, { at: 'left-over' });
  await clock.pass(5000);
  expect(acs.lentTo(items.chiPheo)).toBeNull();
});

story('what the next one lays down while goodbye is said is theirs without a question', async (scene) => {
  const { glass, bench, clock } = scene;
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent' });
  await glass.press({ kind: 'finish' });
  await glass.press({ kind: 'no-receipt' });
  await bench.take(items.kieu);
  await clock.pass(4000);
  await glass.shows({ at: 'goodbye' });
  await bench.put(items.chiPheo);
  await clock.pass(4500);
  await glass.borrowAs(cards.john);
  await glass.rowShows(items.chiPheo, { at: 'lent' });
});

story('a fee that is asked first leaves no question open in the journal', async ({ glass, bench, journal }) => {
  await glass.borrowAs(cards.an);
  await bench.put(items.withFee);
  await glass.rowShows(items.withFee, { at: 'fee' });
  expect(journal.read('checkout-asked', 'checkout-refused')).toMatchObject([
    { kind: 'checkout-asked' },
    { kind: 'checkout-refused', because: 'fee-first' },
  ]);
});

story('a loan that a slow library system takes back late is found out to be taken back', async (scene) => {
  const { glass, bench, acs, works } = scene;
  await glass.borrowAs(cards.an);
  works().library?.acs.setFaults([{ asked: ['checkin'], does: { kind: 'delay', ms: 8000 }, times: 1 }]);
  await bench.put(items.kieu, { refusesWrites: true });
  await glass.rowShows(items.kieu, { at: 'taking-back' });
  await glass.rowShows(items.kieu, { at: 'taken-back' }, 40_000);
  expect(acs.lentTo(items.kieu)).toBeNull();
});
