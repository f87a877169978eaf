// The doorway to the library system where there is no answer: nobody there, nobody answers, nothing that could be asked.
import { expect, test } from 'vitest';
import { cards, items } from '../stories/story.ts';
import { openFarEnd, openNowhere, says } from './far-end.ts';

const card = cards.an;
const item = items.kieu;
const borrow = { patron: card, pin: null, item, feeAccepted: false, atLimit: false };

test('a library system that hears and never answers: what changes something is unknown, the rest silent', async () => {
  const ask = async <T>(question: (far: Awaited<ReturnType<typeof openFarEnd>>) => Promise<T>): Promise<T> => {
    const far = await openFarEnd({});
    return far.within(120_000, question(far));
  };
  expect(await ask(({ acs }) => acs.askPatron(card, null))).toEqual({ kind: 'silent' });
  expect(await ask(({ acs }) => acs.askItem(item))).toEqual({ kind: 'silent' });
  expect(await ask(({ acs }) => acs.askCheckout(borrow))).toEqual({ kind: 'unknown' });
  expect(await ask(({ acs }) => acs.askCheckin(item, null))).toEqual({ kind: 'unknown', wasLent: false });
  expect(await ask(({ acs }) => acs.findOutLoan(card, null, item, false))).toEqual({ kind: 'unclear' });
  expect(await ask(({ acs }) => acs.findOutReturn(item, false))).toEqual({ kind: 'unclear' });
  expect(await ask(({ acs }) => acs.undoCheckout(item))).toEqual({ kind: 'stands' });
  await ask(({ acs }) => acs.endPatronSession(card));
});

test('nobody there: nothing was asked, so nothing happened', async () => {
  const { acs, within } = await openNowhere();
  const soon = <T>(answer: Promise<T>): Promise<T> => within(30_000, answer);
  expect(await soon(acs.askPatron(card, null))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askItem(item))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askCheckout(borrow))).toEqual({ kind: 'silent' });
  expect(await soon(acs.askCheckin(item, null))).toEqual({ kind: 'silent' });
  expect(await soon(acs.findOutLoan(card, null, item, false))).toEqual({ kind: 'unclear' });
  // Nobody could take it back, and nobody knows: it is taken to stand.
  expect(await soon(acs.undoCheckout(item))).toEqual({ kind: 'stands' });
  await soon(acs.endPatronSession(card));
});

test('a number that cannot stand in a message is nobody’s, and is never asked about', async () => {
  const { acs, asked } = await openFarEnd({ checkout: says.checkout('1NNY'), checkin: says.checkin('1YNN') });
  for (const odd of ['3123|AFx', '3123\r4', '\0']) {
    expect(await acs.askCheckout({ ...borrow, item: odd })).toEqual({
      kind: 'refused',
      because: 'unknown-item',
      title: null,
    });
    expect(await acs.askPatron(odd, null)).toEqual({ kind: 'unknown-card' });
    expect(await acs.askCheckin(odd, null)).toEqual({ kind: 'refused', because: 'unknown-item', title: null });
  }
  expect(asked()).toEqual([]);
});
