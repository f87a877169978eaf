// Stories of the account: what is lent, held and owed; renewals with their reasons; a card that may not borrow may still look.
import { expect } from 'vitest';
import type { AccountHold, AccountLoan } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { cards, items, story, type Story } from './story.ts';

/** Three loans: one overdue, one renewed as often as it may be. */
const chi = { card: '21234000000042', pin: '2468' };
/** Three loans, two of which others wait for. */
const baker = '21234000000141';
const lentToBaker = { free: '31234000001584', held: '31234000001063', heldToo: items.soDo };

type Account = Extract<KioskScreen, { at: 'account' }>;

const openAccount = async ({ glass }: Story, card: string, pin?: string): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'account' });
  await glass.press({ kind: 'type-card', number: card });
  if (pin !== undefined) {
    await glass.shows({ at: 'pin' });
    await glass.press({ kind: 'type-pin', pin });
  }
  await glass.shows({ at: 'account' });
};

const account = ({ glass }: Story): Account => {
  const { screen } = glass.view();
  if (screen.at !== 'account') throw new Error(`the account is not shown, but ${screen.at}`);
  return screen;
};

const loan = (scene: Story, number: string): AccountLoan => {
  const found = account(scene).loans.find((other) => other.number === number);
  if (found === undefined) throw new Error(`no loan of ${number}`);
  return found;
};

const hold = (scene: Story, number: string): AccountHold => {
  const found = account(scene).holds.find((other) => other.number === number);
  if (found === undefined) throw new Error(`no hold on ${number}`);
  return found;
};

/** Everything was fetched that is fetched by itself. */
const filled = async (scene: Story): Promise<void> => {
  await scene.clock.pass(5000);
  const { loans, holds, lists } = account(scene);
  expect([...loans, ...holds].filter(({ filling }) => filling)).toEqual([]);
  expect(Object.values(lists).map(({ state }) => state)).toEqual(['here', 'here', 'here']);
};

story('loans stand there at once, overdue first; titles and dates come by themselves', async (scene) => {
  await openAccount(scene, chi.card, chi.pin);
  await filled(scene);
  const { loans, notes, patron, renewable } = account(scene);
  expect(patron.name).toBe('Lê Minh Chi');
  expect(loans.map(({ number, isOverdue }) => [number, isOverdue])).toEqual([
    [items.overdue, true],
    ['31234000001071', false],
    ['31234000001535', false],
  ]);
  for (const { title, due } of loans) {
    expect(title).toEqual(expect.stringMatching(/\p{L}/u));
    expect(due).toEqual({ kind: 'day', day: expect.stringMatching(/^2026-1[12]-\d\d$/) });
  }
  expect(notes).toEqual([{ kind: 'overdue', count: 1 }]);
  expect(renewable).toBe(3);
});

story('everything is renewed, each with its reason where it is not', async (scene) => {
  const { glass, journal, bench } = scene;
  await openAccount(scene, baker);
  await filled(scene);
  const before = loan(scene, lentToBaker.free).due;
  await bench.hand({ kind: 'acs-delay', answerDelayMs: 200 });
  await glass.press({ kind: 'renew-all' });
  expect(account(scene).finish).toBe('working');
  await scene.clock.pass(3000);
  expect(loan(scene, lentToBaker.free).state).toEqual({ at: 'renewed' });
  expect(loan(scene, lentToBaker.free).due).not.toEqual(before);
  for (const held of [lentToBaker.held, lentToBaker.heldToo])
    expect(loan(scene, held).state).toMatchObject({ at: 'refused', because: 'on-hold-for-another' });
  // Who waits is nobody's business.
  expect(glass.everything()).not.toContain('Oanh');
  expect(journal.read('renewal-asked')).toHaveLength(3);
  expect(journal.read('renewed', 'renewal-refused')).toHaveLength(3);

  await glass.press({ kind: 'finish' });
  await glass.shows({ at: 'receipt', of: 'account', tally: { done: 1, attention: 0, refused: 2 } });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', of: 'account', printed: true });
  expect(bench.paper()).toBe(1);
});

story('a loan renewed as often as it may be says so; one renewed by itself leaves the others alone', async (scene) => {
  const { glass } = scene;
  await openAccount(scene, chi.card, chi.pin);
  await filled(scene);
  await glass.press({ kind: 'renew', row: loan(scene, '31234000001535').key });
  await scene.clock.pass(2000);
  expect(loan(scene, '31234000001535').state).toMatchObject({ at: 'refused', because: 'not-renewable' });
  await glass.press({ kind: 'renew', row: loan(scene, '31234000001071').key });
  await scene.clock.pass(2000);
  expect(loan(scene, '31234000001071').state).toEqual({ at: 'renewed' });
  expect(loan(scene, items.overdue).state).toEqual({ at: 'open', mayRenew: true });
});

story('a renewal whose answer is lost is found out by its due date, and asked once', async (scene) => {
  const { glass, bench, journal } = scene;
  await openAccount(scene, cards.an);
  await filled(scene);
  await bench.hand({ kind: 'acs-next', next: 'lose-answer-after-work' });
  await glass.press({ kind: 'renew', row: loan(scene, items.doiGioHu).key });
  await scene.clock.pass(20_000);
  expect(loan(scene, items.doiGioHu).state).toEqual({ at: 'renewed' });
  expect(journal.read('renewal-asked')).toHaveLength(1);
  expect(journal.read('outcome-unknown', 'outcome-found')).toMatchObject([
    { kind: 'outcome-unknown', asked: 'renewal' },
    { kind: 'outcome-found', found: 'renewed' },
  ]);
});

story('a renewal that the patron did not wait for is awaited, and nobody else sees it', async (scene) => {
  const { glass, bench, journal } = scene;
  await openAccount(scene, cards.an);
  await filled(scene);
  await bench.hand({ kind: 'acs-delay', answerDelayMs: 2000 });
  await glass.press({ kind: 'renew', row: loan(scene, items.doiGioHu).key });
  await glass.press({ kind: 'leave' });
  expect(account(scene).finish).toBe('busy');
  await glass.shows({ at: 'receipt', of: 'account', tally: { done: 1, attention: 0, refused: 0 } });
  await glass.press({ kind: 'leave' });
  expect(glass.view().screen).toMatchObject({ at: 'welcome' });
  expect(journal.read('renewed')).toHaveLength(1);
});

story('holds: what is ready with its shelf, what waits; one is cancelled after a question', async (scene) => {
  const { glass, journal } = scene;
  await openAccount(scene, cards.holder);
  await filled(scene);
  await glass.press({ kind: 'section', section: 'holds' });
  expect(account(scene)).toMatchObject({ section: 'holds', notes: [{ kind: 'ready', count: 1 }] });
  expect(account(scene).holds.map(({ number, is }) => [number, is])).toEqual([
    [items.vangBong, 'ready'],
    [lentToBaker.held, 'waiting'],
    [items.soDo, 'waiting'],
  ]);
  expect(hold(scene, items.vangBong).shelf).toEqual(expect.stringContaining('TT'));

  const { key } = hold(scene, items.soDo);
  await glass.press({ kind: 'cancel-hold', row: key });
  expect(hold(scene, items.soDo).state).toEqual({ at: 'sure' });
  await glass.press({ kind: 'keep-hold', row: key });
  expect(journal.read('hold-cancel-asked')).toEqual([]);
  await glass.press({ kind: 'cancel-hold', row: key });
  await glass.press({ kind: 'cancel-hold-surely', row: key });
  await scene.clock.pass(1000);
  expect(hold(scene, items.soDo).state).toEqual({ at: 'cancelled' });
  expect(journal.read('hold-cancelled')).toMatchObject([{ item: items.soDo, patron: cards.holder }]);
});

story('a cancelled hold whose answer is lost is found out', async (scene) => {
  const { glass, bench } = scene;
  await openAccount(scene, cards.holder);
  await filled(scene);
  await bench.hand({ kind: 'acs-next', next: 'lose-answer-after-work' });
  const { key } = hold(scene, items.soDo);
  await glass.press({ kind: 'cancel-hold', row: key });
  await glass.press({ kind: 'cancel-hold-surely', row: key });
  await scene.clock.pass(20_000);
  expect(hold(scene, items.soDo).state).toEqual({ at: 'cancelled' });
});

story(
  'a card that may not borrow may look: blocked and expired after being told why, a lost one not',
  async (scene) => {
    const { glass } = scene;
    for (const [card, because] of [
      [cards.blocked, 'blocked'],
      [cards.expired, 'expired'],
      [cards.fees, 'fees'],
    ] as const) {
      await glass.shows({ at: 'welcome' });
      await glass.press({ kind: 'borrow' });
      await glass.press({ kind: 'type-card', number: card });
      await glass.shows({ at: 'turned-away', because, account: true });
      await glass.press({ kind: 'account' });
      await glass.shows({ at: 'account', notes: [{ kind: 'block', because }] });
      await glass.press({ kind: 'leave' });
    }
    await glass.press({ kind: 'account' });
    await glass.press({ kind: 'type-card', number: cards.lost });
    await glass.shows({ at: 'turned-away', because: 'card-lost', account: false });
    await glass.press({ kind: 'account' });
    expect(glass.view().screen.at).toBe('turned-away');
  },
);

story('an account nobody attends to closes, and the next patron sees nothing of it', async (scene) => {
  const { glass, clock } = scene;
  await openAccount(scene, chi.card, chi.pin);
  await filled(scene);
  await clock.pass(61_000);
  expect(glass.view().screen).toMatchObject({ at: 'welcome' });
  await openAccount(scene, cards.an);
  await filled(scene);
  expect(JSON.stringify(glass.view())).not.toContain('Chi');
  expect(account(scene).loans.map(({ number }) => number)).toEqual([items.doiGioHu]);
});

story('a library system that falls silent leaves no wish open, and says what is not known', async (scene) => {
  const { glass, bench, clock } = scene;
  await openAccount(scene, cards.an);
  await filled(scene);
  await bench.hand({ kind: 'acs-mood', mood: 'silent' });
  await glass.press({ kind: 'renew', row: loan(scene, items.doiGioHu).key });
  await glass.press({ kind: 'finish' });
  await clock.pass(100_000);
  await bench.hand({ kind: 'acs-mood', mood: 'normal' });
  expect(['receipt', 'welcome', 'closed']).toContain(glass.view().screen.at);
  expect(glass.everything()).not.toContain('"at":"renewed"');
});
