// Stories of paying: a code for the bank, staff's word that the money came, and the library system told once.
import { expect } from 'vitest';
import type { PaymentState } from '../../contract/account-view.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { cards, story, type Story } from './story.ts';

/** Owes 12 000: within the limit, so this card may borrow. */
const phuc = '21234000000125';
const staffPin = '246810';

type Screen = Extract<KioskScreen, { at: 'payment' }>;

const payment = ({ glass }: Story): Screen => {
  const { screen } = glass.view();
  if (screen.at !== 'payment') throw new Error(`no payment is shown, but ${screen.at}`);
  return screen;
};

const openFees = async ({ glass, clock }: Story, card: string): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'account' });
  await glass.press({ kind: 'type-card', number: card });
  await glass.shows({ at: 'account' });
  await clock.pass(3000);
  await glass.press({ kind: 'section', section: 'fees' });
};

const showCode = async (scene: Story, card: string): Promise<void> => {
  await openFees(scene, card);
  await scene.glass.press({ kind: 'pay' });
};

/** A PIN is checked slowly, in real time: the check is another thread's work. */
const typePin = async (scene: Story, pin: string, name = 'Minh'): Promise<void> => {
  const { glass, clock } = scene;
  if (payment(scene).state.at === 'waiting') await glass.press({ kind: 'staff-here' });
  await glass.press({ kind: 'staff-sign-in', name, pin });
  const isChecking = (): boolean => {
    const { screen } = glass.view();
    return screen.at === 'payment' && screen.state.at === 'staff' && screen.state.signing.checking;
  };
  while (isChecking()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.pass(0);
  }
};

const at = (scene: Story): PaymentState['at'] => payment(scene).state.at;

story('fees with their total are paid by a transfer that staff confirm; the card may borrow again', async (scene) => {
  const { glass, journal, clock, bench } = scene;
  await openFees(scene, cards.fees);
  expect(glass.view().screen).toMatchObject({
    section: 'fees',
    owed: { amount: '72000', currency: 'VND' },
    fees: [{ text: 'Mất sách: Tắt đèn', fee: { amount: '72000', currency: 'VND' } }],
    mayPay: true,
  });
  await glass.press({ kind: 'pay' });
  const { code, reference, sum } = payment(scene);
  expect(sum).toEqual({ amount: '72000', currency: 'VND' });
  expect(code).toContain('540572000');
  expect(code).toContain(reference);
  expect(journal.read('payment-asked')).toEqual([]);

  await typePin(scene, staffPin);
  await clock.pass(1000);
  expect(at(scene)).toBe('recorded');
  expect(journal.read('payment-shown', 'payment-asked', 'payment-recorded', 'payment-left')).toMatchObject([
    { kind: 'payment-shown', reference, amount: '72000', patron: cards.fees },
    { kind: 'payment-asked', reference, amount: '72000', currency: 'VND' },
    { kind: 'payment-recorded', reference },
  ]);
  await glass.press({ kind: 'back' });
  await clock.pass(1000);
  expect(glass.view().screen).toMatchObject({ at: 'account', owed: null, fees: [], mayPay: false, notes: [] });
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', of: 'account', tally: { done: 1, attention: 0, refused: 0 } });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye' });
  expect(bench.paper()).toBe(1);
  await glass.press({ kind: 'leave' });
  await glass.borrowAs(cards.fees);
});

story('a transfer that nobody confirmed clears nothing, and staff are told of it', async (scene) => {
  const { glass, journal, clock } = scene;
  await showCode(scene, cards.fees);
  // A telephone takes its time: longer than a session that nobody attends to.
  await clock.pass(4 * 60_000);
  expect(at(scene)).toBe('waiting');
  await clock.pass(2 * 60_000);
  expect(glass.view().screen).toMatchObject({ at: 'welcome' });
  expect(journal.read('payment-left')).toMatchObject([{ patron: cards.fees }]);
  await openFees(scene, cards.fees);
  expect(glass.view().screen).toMatchObject({ owed: { amount: '72000' } });
});

story('whoever needs time at the glass does not leave an unpaid code open three times as long', async (scene) => {
  const { glass, clock } = scene;
  await showCode(scene, cards.fees);
  await glass.press({ kind: 'comfort', comfort: { ...standardComfort, contrast: 'high' } });
  await clock.pass(6 * 60_000);
  expect(glass.view().screen).toMatchObject({ at: 'welcome' });
});

story(
  'wrong PINs of staff are counted across sessions, slowed and locked, and none of it confirms a payment',
  async (scene) => {
    const { glass, journal, clock } = scene;
    await showCode(scene, phuc);
    await typePin(scene, '111111');
    expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { wrong: 'pin', checking: false } });
    // Too soon after a wrong one: not even looked at.
    await typePin(scene, staffPin);
    expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { waits: 3 } });
    await glass.press({ kind: 'leave' });
    await clock.pass(10_000);
    await showCode(scene, phuc);
    await typePin(scene, '222222');
    await clock.pass(14_000);
    await typePin(scene, '333333');
    expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { wrong: 'locked' } });
    await clock.pass(60_000);
    await typePin(scene, staffPin);
    expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { wrong: 'locked' } });
    expect(journal.read('payment-asked')).toEqual([]);
    // Somebody else of the staff can.
    await typePin(scene, staffPin, 'ha');
    await clock.pass(1000);
    expect(at(scene)).toBe('recorded');
    expect(journal.read('staff-wrong')).toMatchObject([{ tries: 1 }, { tries: 2 }, { tries: 3 }]);
    expect(journal.read('payment-taken')).toMatchObject([{ staff: 'Hà', by: 'transfer' }]);
    expect(glass.everything()).not.toContain(staffPin);
  },
);

story('who may not confirm a payment is known, and confirms nothing', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await showCode(scene, phuc);
  await typePin(scene, staffPin, 'Tuấn');
  expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { wrong: 'not-allowed' } });
  // A card stands for its name, and for nothing more.
  await bench.scan('29000000000001');
  expect(payment(scene).state).toMatchObject({ at: 'staff', signing: { name: 'Lan', wrong: null } });
  await glass.press({ kind: 'staff-forget-name' });
  expect(journal.read('payment-asked')).toEqual([]);
  await typePin(scene, staffPin);
  await clock.pass(1000);
  expect(at(scene)).toBe('recorded');
});

story('a payment whose answer is lost is found out by what is owed, and told once', async (scene) => {
  const { bench, journal, clock } = scene;
  await showCode(scene, phuc);
  await bench.hand({ kind: 'acs-next', next: 'lose-answer-after-work' });
  await typePin(scene, staffPin);
  await clock.pass(30_000);
  expect(at(scene)).toBe('recorded');
  expect(journal.read('payment-asked', 'payment-unknown', 'payment-recorded')).toHaveLength(3);
});

story('a payment that cannot be found out goes to staff and is never told again', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await showCode(scene, phuc);
  await bench.hand({ kind: 'acs-next', next: 'drop-before' });
  await typePin(scene, staffPin);
  await clock.pass(40_000);
  expect(at(scene)).toBe('for-staff');
  expect(journal.read('payment-unclear')).toMatchObject([{ patron: phuc, found: 'not-recorded' }]);
  await glass.press({ kind: 'record-again' });
  await glass.press({ kind: 'back' });
  await clock.pass(2000);
  expect(glass.view().screen).toMatchObject({ at: 'account', owed: { amount: '12000' }, mayPay: false });
  await glass.press({ kind: 'pay' });
  expect(glass.view().screen.at).toBe('account');
  expect(journal.read('payment-asked')).toHaveLength(1);
  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', tally: { done: 0, attention: 1, refused: 0 } });
});

story('a library system that could not be reached was told nothing: it may be told then', async (scene) => {
  const { glass, bench, journal, clock } = scene;
  await showCode(scene, phuc);
  await glass.press({ kind: 'staff-here' });
  await bench.hand({ kind: 'acs-mood', mood: 'gone' });
  // Long enough for the line to be given up.
  for (let minute = 0; minute < 4; minute += 1) {
    await clock.pass(60_000);
    await glass.press({ kind: 'stay' });
  }
  await typePin(scene, staffPin);
  await clock.pass(20_000);
  expect(at(scene)).toBe('not-sent');
  await bench.hand({ kind: 'acs-mood', mood: 'normal' });
  await clock.pass(60_000);
  await glass.press({ kind: 'record-again' });
  await clock.pass(2000);
  expect(at(scene)).toBe('recorded');
  expect(journal.read('payment-recorded')).toHaveLength(1);
});

story(
  'a library that takes no payments here offers none, and its patrons still see what they owe',
  async (scene) => {
    await openFees(scene, cards.fees);
    expect(scene.glass.view().screen).toMatchObject({ owed: { amount: '72000' }, mayPay: false });
    await scene.glass.press({ kind: 'pay' });
    expect(scene.glass.view().screen.at).toBe('account');
  },
  { settings: { payment: null } },
);
