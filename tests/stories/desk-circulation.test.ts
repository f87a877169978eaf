// Loans and returns at the desk: without a patron the pile is returned, with one it is lent; what staff see, print, take and decide.
import { expect } from 'vitest';
import type { CirculationRow, CirculationScreen } from '../../contract/circulation-view.ts';
import { cards, items, story, type Story } from './story.ts';

const desk = {};
/** Owes 12 000: within the limit, so this card may borrow. */
const phuc = '21234000000125';

const screenOf = ({ desk: glass }: Story): CirculationScreen => {
  const { screen } = glass.view();
  if (screen.at !== 'circulation') throw new Error(`no circulation is shown, but ${screen.at}`);
  return screen;
};
const rowOf = (told: Story, number: string): CirculationRow | null =>
  screenOf(told).rows.find((row) => row.number === number) ?? null;

/** Time goes by until this is so. */
const until = async (told: Story, what: string, isSo: () => boolean): Promise<void> => {
  for (let tick = 0; tick < 400; tick += 1) {
    if (isSo()) return;
    await told.clock.pass(50);
  }
  throw new Error(`waited in vain for ${what}: ${JSON.stringify(told.desk.view().screen)}`);
};

const open = async (told: Story, name = 'Minh'): Promise<void> => {
  await told.desk.act({ kind: 'sign-in', name, pin: '246810' });
  // A check of a PIN costs real time, on a machine that may be busy.
  for (let { screen } = told.desk.view(); screen.at === 'sign-in' && screen.checking; { screen } = told.desk.view())
    await told.clock.pass(0);
  await told.desk.shows({ at: 'board' });
  // What a reader sees as it comes up lay there before.
  await told.clock.pass(5000);
  await told.desk.act({ kind: 'open-room', room: 'circulation' });
  await told.desk.shows({ at: 'circulation', patron: null });
};
const serve = async (told: Story, card: string): Promise<void> => {
  await told.desk.press({ kind: 'type-card', number: card });
  await until(told, `card ${card}`, () => screenOf(told).patron?.number === card);
};
const rowIs = (told: Story, number: string, at: CirculationRow['state']['at']): Promise<void> =>
  until(told, `${number} to be ${at}`, () => rowOf(told, number)?.state.at === at);
const done = async (told: Story): Promise<void> => {
  await told.desk.press({ kind: 'finish' });
  await until(told, 'the end', () => screenOf(told).patron === null);
};

story(
  'a card is shown, the pile is lent as it is laid, and the next one is served; what still lies there is nobody’s',
  async (told) => {
    await open(told);
    await serve(told, cards.an);
    expect(screenOf(told).patron).toMatchObject({ name: 'Nguyễn Văn An', block: null, lends: 'open' });
    await told.desk.bench.put(items.kieu);
    const before = screenOf(told).patron?.count ?? 0;
    await rowIs(told, items.kieu, 'lent');
    expect(told.acs.lentTo(items.kieu)).toBe(cards.an);
    expect(screenOf(told).patron?.count).toBe(before + 1);
    await done(told);
    // An's loan lies there still: it is not returned because nobody is served now.
    await told.clock.pass(3000);
    expect(rowOf(told, items.kieu)?.state.at).toBe('left-over');
    expect(told.acs.lentTo(items.kieu)).toBe(cards.an);
    // Nor is it lent to whoever comes next.
    await serve(told, cards.john);
    await told.clock.pass(3000);
    expect(rowOf(told, items.kieu)?.state.at).toBe('left-over');
    expect(told.acs.lentTo(items.kieu)).toBe(cards.an);
    await done(told);
    // Staff say that it is to be taken.
    await told.desk.press({ kind: 'take-left-overs' });
    await rowIs(told, items.kieu, 'returned');
    expect(told.acs.lentTo(items.kieu)).toBeNull();
    expect(told.journal.read('desk-serves')).toMatchObject([
      { staff: 'Minh', patron: cards.an },
      { staff: 'Minh', patron: cards.john },
    ]);
    expect(told.journal.read('fault')).toEqual([]);
  },
  { desk },
);

story(
  'a card that is shown while somebody is served waits for them to be done',
  async (told) => {
    await open(told);
    await serve(told, cards.an);
    await told.desk.bench.put(items.kieu);
    await told.desk.press({ kind: 'type-card', number: cards.john });
    await until(told, 'the next one', () => screenOf(told).patron?.number === cards.john);
    expect([null, cards.an]).toContain(told.acs.lentTo(items.kieu));
    expect(told.journal.read('session-ended').length).toBeGreaterThan(0);
  },
  { desk },
);

story(
  'a return for somebody who waits says for whom, and a slip goes into it; printed again when there was no paper',
  async (told) => {
    await open(told);
    await told.desk.bench.hand({ kind: 'paper', loaded: false });
    await told.desk.act({ kind: 'enter-item', number: items.soDo });
    await rowIs(told, items.soDo, 'returned');
    const { routing } = rowOf(told, items.soDo) ?? {};
    expect(routing).toMatchObject({ kind: 'hold' });
    expect(routing?.name ?? routing?.number).toBeTruthy();
    await until(told, 'the printer’s word', () => rowOf(told, items.soDo)?.routing?.slip === 'failed');
    await told.desk.bench.hand({ kind: 'paper', loaded: true });
    await told.clock.pass(3000);
    await told.desk.act({ kind: 'print-routing-slip', row: rowOf(told, items.soDo)?.key ?? '' });
    await until(told, 'the slip', () => rowOf(told, items.soDo)?.routing?.slip === 'printed');
    expect(told.desk.bench.paper()).toBe(1);
    // Who waits is for staff's eyes: not in the log, and not in the journal.
    const name = routing?.name ?? routing?.number ?? 'nobody';
    expect(told.log.join()).not.toContain(name);
    expect(JSON.stringify(told.journal.read('returned'))).not.toContain(name);
  },
  { desk },
);

story(
  'what belongs to another branch gets a slip for its way',
  async (told) => {
    await open(told);
    await told.desk.act({ kind: 'enter-item', number: items.otherBranch });
    await rowIs(told, items.otherBranch, 'returned');
    await until(told, 'the slip', () => rowOf(told, items.otherBranch)?.routing?.slip === 'printed');
    expect(rowOf(told, items.otherBranch)?.routing).toMatchObject({ kind: 'transit', name: null });
  },
  { desk },
);

story(
  'the kiosk never hears for whom an item waits',
  async (told) => {
    await told.glass.shows({ at: 'welcome' });
    await told.glass.press({ kind: 'return' });
    await told.bench.put(items.soDo);
    await told.glass.rowShows(items.soDo, { at: 'returned' });
    expect(told.glass.everything()).not.toContain('routing');
    expect(JSON.stringify(told.works().kiosks[0]?.state())).not.toContain('holdFor');
  },
  { desk },
);

story(
  'a card that may not borrow: nothing is lent until senior staff say so with a reason, and the library system has the last word',
  async (told) => {
    await open(told, 'Lan');
    await serve(told, cards.expired);
    expect(screenOf(told).patron).toMatchObject({ block: 'expired', lends: 'no' });
    await told.desk.act({ kind: 'pass-block', reason: 'renews it today' });
    await told.desk.bench.put(items.kieu);
    await told.clock.pass(3000);
    expect(told.acs.lentTo(items.kieu)).toBeNull();
    expect(told.journal.read('checkout-asked', 'block-passed')).toEqual([]);
    await told.desk.act({ kind: 'sign-out' });

    await open(told);
    await serve(told, cards.expired);
    expect(screenOf(told).patron).toMatchObject({ lends: 'mayPass' });
    await told.desk.act({ kind: 'pass-block', reason: 'renews it today' });
    expect(screenOf(told).patron).toMatchObject({ lends: 'passed' });
    await told.desk.act({ kind: 'enter-item', number: items.chiPheo });
    await rowIs(told, items.chiPheo, 'refused');
    expect(told.acs.lentTo(items.chiPheo)).toBeNull();
    expect(told.journal.read('block-passed')).toMatchObject([
      { staff: 'Minh', patron: cards.expired, block: 'expired', reason: 'renews it today' },
    ]);
    // This library system is not known to obey "no block": it is not offered.
    expect(rowOf(told, items.chiPheo)?.mayPass).toBe(false);
  },
  { desk },
);

story(
  'a card reported lost opens nothing; one that nobody has is told',
  async (told) => {
    await open(told);
    await told.desk.press({ kind: 'type-card', number: cards.lost });
    await until(told, 'the word', () => screenOf(told).wrong === 'card-lost');
    expect(screenOf(told).patron).toBeNull();
    await told.desk.press({ kind: 'type-card', number: '29999999999999' });
    await until(told, 'the word', () => screenOf(told).wrong === 'unknown-card');
    await serve(told, cards.an);
    expect(screenOf(told).wrong).toBeNull();
  },
  { desk },
);

story(
  'loans are renewed, and fees paid in cash by one press; the library system is told once, by whom is in the journal',
  async (told) => {
    await open(told);
    await serve(told, cards.an);
    await until(told, 'the loans', () => screenOf(told).patron?.lists.loans.state === 'here');
    await told.desk.press({ kind: 'renew-all' });
    await until(
      told,
      'an outcome',
      () => screenOf(told).patron?.loans.every(({ state }) => ['renewed', 'refused'].includes(state.at)) === true,
    );
    await serve(told, phuc);
    await until(told, 'the fees', () => screenOf(told).patron?.mayTakeCash === true);
    await told.desk.act({ kind: 'take-cash' });
    await told.desk.act({ kind: 'take-cash' });
    await until(told, 'the record', () => screenOf(told).patron?.payment?.state === 'recorded');
    expect(told.journal.read('payment-asked')).toHaveLength(1);
    expect(told.journal.read('payment-taken')).toMatchObject([{ staff: 'Minh', by: 'cash' }]);
    expect(screenOf(told).patron?.owed).toBeNull();
  },
  { desk },
);

story(
  'a technician takes no money, whatever the glass says',
  async (told) => {
    await open(told, 'Tuấn');
    await serve(told, phuc);
    await until(told, 'the fees', () => screenOf(told).patron?.lists.fees.state === 'here');
    expect(screenOf(told).patron).toMatchObject({ mayTakeCash: false, mayTransfer: false });
    await told.desk.act({ kind: 'take-cash' });
    await told.desk.press({ kind: 'pay' });
    await told.desk.act({ kind: 'confirm-transfer' });
    await told.clock.pass(2000);
    expect(told.journal.read('payment-taken')).toEqual([]);
    expect(told.journal.read('payment-asked')).toEqual([]);
  },
  { desk },
);

story(
  'a transfer is shown as a code, and confirmed by staff without a PIN',
  async (told) => {
    await open(told, 'Lan');
    await serve(told, phuc);
    await until(told, 'the fees', () => screenOf(told).patron?.mayTransfer === true);
    await told.desk.press({ kind: 'pay' });
    expect(screenOf(told).patron?.payment).toMatchObject({
      state: 'waiting',
      transfer: { to: { bank: expect.any(String) } },
    });
    await told.desk.press({ kind: 'staff-sign-in', name: 'Minh', pin: '246810' });
    expect(told.journal.read('payment-asked')).toEqual([]);
    await told.desk.act({ kind: 'confirm-transfer' });
    await until(told, 'the record', () => screenOf(told).patron?.payment?.state === 'recorded');
    expect(told.journal.read('payment-taken')).toMatchObject([{ staff: 'Lan', by: 'transfer' }]);
  },
  { desk },
);

story(
  'a fee for a loan is accepted by the patron, and the receipt is printed',
  async (told) => {
    await open(told);
    await serve(told, cards.john);
    await told.desk.act({ kind: 'enter-item', number: items.withFee });
    await rowIs(told, items.withFee, 'fee');
    await told.desk.press({ kind: 'accept-fee', row: rowOf(told, items.withFee)?.key ?? '' });
    await rowIs(told, items.withFee, 'lent');
    await told.desk.act({ kind: 'print-receipt' });
    await until(told, 'the slip', () => screenOf(told).receipt === 'printed');
  },
  { desk },
);

story(
  'staff who sign out in the middle leave nothing unsaid: the session is ended, its question found out',
  async (told) => {
    await open(told);
    await serve(told, cards.an);
    await told.desk.act({ kind: 'enter-item', number: items.kieu });
    await told.desk.act({ kind: 'sign-out' });
    await told.desk.shows({ at: 'sign-in' });
    await told.clock.pass(20_000);
    expect(told.journal.read('session-began').length).toBe(told.journal.read('session-ended').length);
    expect(told.acs.lentTo(items.kieu)).toBe(cards.an);
    expect(told.journal.read('lent')).toMatchObject([{ item: items.kieu }]);
  },
  { desk },
);

story(
  'a card that is laid on the pad is shown, too, and is no item; left there, it opens nothing twice',
  async (told) => {
    await open(told);
    await told.desk.bench.put(cards.an);
    await until(told, 'the patron', () => screenOf(told).patron?.number === cards.an);
    await told.clock.pass(2000);
    expect(screenOf(told).rows.every(({ state }) => state.at === 'not-an-item')).toBe(true);
    await done(told);
    await told.clock.pass(5000);
    expect(screenOf(told).patron).toBeNull();
    expect(told.journal.read('desk-serves')).toHaveLength(1);
  },
  { desk },
);

story(
  'while the library system is away, returns are taken and recorded later, and nobody is served',
  async (told) => {
    await open(told);
    await told.bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await until(told, 'the trouble', () => told.desk.view().trouble.includes('acs-silent'));
    await told.clock.pass(30_000);
    await told.desk.act({ kind: 'enter-item', number: items.overdue });
    await rowIs(told, items.overdue, 'returned-offline');
    await told.desk.press({ kind: 'type-card', number: cards.an });
    await until(told, 'the word', () => screenOf(told).wrong === 'acs-silent');
    expect(told.journal.read('returned-offline')).toMatchObject([{ item: items.overdue }]);
  },
  { desk },
);
