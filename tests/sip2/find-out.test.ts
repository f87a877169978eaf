// After an answer was lost: what may be believed, and when.

import { findOutItem, findOutLoan, pausesFor, usualPauses } from 'sip2';
import { describe, expect, test } from 'vitest';
import { barcodeOf, cardOf, library } from './library.ts';

const who = 'Nguyễn Văn An';
const title = 'Matilda';

function finding(made: ReturnType<typeof library>) {
  const question = { itemId: barcodeOf(title), clock: made.clock, pauses: usualPauses };
  return {
    loan: () => findOutLoan(made.client, { ...question, patronId: cardOf(who) }),
    item: (itemId = barcodeOf(title)) => findOutItem(made.client, { ...question, itemId }),
  };
}

describe('after a checkout whose answer never came', () => {
  test.each(['drop-after-work', 'lose-answer-after-work', 'answer-late'] as const)(
    '%s: on loan, at once',
    async (next) => {
      const made = library();
      const { clock, acs, tryCheckout } = made;
      acs.setMood({ next });
      const outcome = tryCheckout(who, title);
      await clock.pass(10_000);
      expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
      const asked = clock.now();
      expect(await finding(made).loan()).toMatchObject({
        kind: 'on-loan',
        title: 'Matilda / Roald Dahl',
        dueDate: expect.stringMatching(/^\d{8} {4}235900$/),
      });
      expect(clock.now()).toBe(asked);
    },
  );

  test('never done: not on loan, but only after it was said three times', async () => {
    const made = library();
    const { clock, acs, tryCheckout } = made;
    acs.setMood({ next: 'drop-before' });
    const outcome = tryCheckout(who, title);
    await clock.pass(10_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    const found = finding(made).loan();
    let settled = false;
    void found.then(() => (settled = true));
    await clock.pass(6999);
    expect(settled).toBe(false);
    await clock.pass(1);
    expect(await found).toEqual({ kind: 'not-on-loan' });
  });

  test('done after the first "no", by a slow ACS: on loan', async () => {
    const made = library();
    const { clock, acs, tryCheckout } = made;
    await clock.pass(0);
    acs.setMood({ answerDelayMs: 9000 });
    const outcome = tryCheckout(who, title);
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    acs.setMood({ answerDelayMs: 0 });
    const found = finding(made).loan();
    await clock.pass(7000);
    expect(await found).toMatchObject({ kind: 'on-loan' });
  });

  test('lent to somebody else: unclear', async () => {
    const made = library();
    await made.checkout('John Carter', title);
    const found = finding(made).loan();
    await made.clock.pass(7000);
    expect(await found).toEqual({ kind: 'unclear', because: 'charged-but-not-listed' });
  });

  test('an ACS that lists titles instead of barcodes: unclear, whether lent or not', async () => {
    const made = library({ acs: { listsOf: 'titles' } });
    await made.checkout(who, title);
    const found = finding(made).loan();
    await made.clock.pass(7000);
    expect(await found).toEqual({ kind: 'unclear', because: 'charged-but-not-listed' });
  });

  test('the line broke at once, and the work is done as late as an answer may come: on loan', async () => {
    const made = library({ settings: { answerTimeoutMs: 15_000 } });
    const { clock, acs, client, tryCheckout } = made;
    await clock.pass(0);
    acs.setMood({ answerDelayMs: 14_000 });
    const outcome = tryCheckout(who, title);
    await clock.pass(100);
    acs.setMood({ mood: 'gone' });
    acs.setMood({ mood: 'normal', answerDelayMs: 0 });
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(pausesFor(client)).toEqual([2000, 5000, 8000]);
    const asked = { itemId: barcodeOf(title), patronId: cardOf(who), clock, pauses: pausesFor(client) };
    const found = findOutLoan(client, asked);
    await clock.pass(20_000);
    expect(await found).toMatchObject({ kind: 'on-loan' });
  });

  test('an ACS that has gone: unclear', async () => {
    const made = library();
    await made.clock.pass(0);
    made.acs.setMood({ mood: 'gone' });
    const found = finding(made).loan();
    await made.clock.pass(60_000);
    expect(await found).toEqual({ kind: 'unclear', because: 'no-answer' });
  });

  test('an item the ACS does not know: unclear', async () => {
    const made = library();
    const { clock, client } = made;
    const found = findOutLoan(client, { itemId: '3', patronId: cardOf(who), clock, pauses: usualPauses });
    await clock.pass(7000);
    expect(await found).toEqual({ kind: 'unclear', because: 'status-says-nothing' });
  });

  test('one unclear answer spoils the "no": gone for a while, then back', async () => {
    const made = library({ settings: { graceMs: 0 } });
    const { clock, acs } = made;
    await clock.pass(0);
    const found = finding(made).loan();
    await clock.pass(1000);
    acs.setMood({ mood: 'gone' });
    await clock.pass(1500);
    acs.setMood({ mood: 'normal' });
    await clock.pass(10_000);
    expect(await found).toEqual({ kind: 'unclear', because: 'no-answer' });
  });
});

describe('after a checkin whose answer never came', () => {
  test('done: believed at once', async () => {
    const made = library();
    await made.checkout(who, title);
    await made.checkin(title);
    const asked = made.clock.now();
    expect(await finding(made).item()).toEqual({ kind: 'not-on-loan' });
    expect(made.clock.now()).toBe(asked);
  });

  test('back, as it may have been before: asked to the end, while a lost return may still come down', async () => {
    const made = library();
    const { clock, client } = made;
    await clock.pass(0);
    const found = findOutItem(client, { itemId: barcodeOf(title), clock, pauses: usualPauses, maybeBefore: true });
    let settled = false;
    void found.then(() => (settled = true));
    await clock.pass(6999);
    expect(settled).toBe(false);
    await clock.pass(1);
    expect(await found).toEqual({ kind: 'not-on-loan' });
  });

  test('not done: only after three times', async () => {
    const made = library();
    await made.checkout(who, title);
    const found = finding(made).item();
    await made.clock.pass(7000);
    expect(await found).toMatchObject({ kind: 'on-loan' });
  });
});
