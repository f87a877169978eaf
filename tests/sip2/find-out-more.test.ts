// After a renewal, a hold or a payment whose answer was lost: what the ACS says now, against what it said before.

import {
  createClient,
  findOutHold,
  findOutPayment,
  findOutRenewal,
  memoryTransport,
  usualPauses,
  usualSettings,
  type Client,
  type Outgoing,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { flags } from './golden.ts';
import { scriptedAcs } from './scripted-acs.ts';

const when = '20261122    093015';

type Said = {
  due?: string;
  owes?: string | null;
  ready?: readonly string[];
  waiting?: readonly string[];
  counts?: number;
  /** CQ; undefined: not said. */
  password?: boolean;
};

/** An ACS that says one thing at each asking; the last one again and again. 'silent': no answer. */
function setUp(...askings: readonly (Said | 'silent')[]) {
  const clock = createHandClock();
  const acs = scriptedAcs();
  let asked = -1;
  acs.when(({ message, answer, drop }) => {
    if (message.kind !== 'item-information' && message.kind !== 'patron-information') return false;
    // Of the two lists of holds, the first begins an asking.
    if (message.kind === 'item-information' || message.summary !== 'unavailable-hold-items') asked += 1;
    const said = askings[Math.min(asked, askings.length - 1)];
    if (said === 'silent' || said === undefined) drop();
    else answer(message.kind === 'item-information' ? item(message.itemId, said) : patron(message.summary, said));
    return true;
  });
  const client = createClient({
    transport: memoryTransport(acs.accept),
    clock,
    settings: { ...usualSettings, graceMs: 500 },
    random: () => 1,
    hears: { state() {}, traffic() {} },
  });
  client.open();
  const found = async <F>(find: (client: Client) => Promise<F>, within = 60_000): Promise<F> => {
    const finding = find(client);
    await clock.pass(within);
    return finding;
  };
  return { clock, found, finding: { clock, pauses: usualPauses, itemId: '31', patronId: '21' } };
}

const item = (itemId: string, { due = '' }: Said): Outgoing => ({
  kind: 'item-information-response',
  circulationStatus: 'charged',
  securityMarker: 'other',
  feeType: 'other',
  transactionDate: when,
  itemId,
  titleIdentifier: 'Số đỏ',
  dueDate: due,
});

const patron = (summary: string, { owes = null, ready = [], waiting = [], counts, password }: Said): Outgoing => ({
  kind: 'patron-information-response',
  patronStatus: flags(),
  language: '000',
  transactionDate: when,
  holdItemsCount: counts ?? ready.length,
  overdueItemsCount: 0,
  chargedItemsCount: 0,
  fineItemsCount: 0,
  recallItemsCount: 0,
  unavailableHoldsCount: waiting.length,
  institutionId: 'x',
  patronId: '21',
  personalName: 'An',
  validPatron: true,
  ...(password === undefined ? {} : { validPatronPassword: password }),
  feeAmount: owes,
  holdItems: summary === 'hold-items' ? ready : [],
  unavailableHoldItems: summary === 'unavailable-hold-items' ? waiting : [],
});

describe('a renewal', () => {
  const before = '20261213    235900';
  test.each<[string, readonly (Said | 'silent')[], object]>([
    ['a later day', [{ due: '20270103    235900' }], { kind: 'renewed', dueDate: '20270103    235900' }],
    ['a later day, in other words', [{ due: '2027-01-03' }], { kind: 'renewed' }],
    ['the same day', [{ due: before }], { kind: 'not-renewed', dueDate: before }],
    ['the same day, without its hour', [{ due: '13.12.2026' }], { kind: 'not-renewed' }],
    [
      'a later day only at the third asking: a slow ACS',
      [{ due: before }, { due: before }, { due: '20270103    235900' }],
      { kind: 'renewed' },
    ],
    ['no day', [{ due: '' }], { kind: 'unclear', because: 'no-due-date' }],
    ['a day nobody can read', [{ due: '05/06/2027' }], { kind: 'unclear', because: 'no-due-date' }],
    ['silence', ['silent'], { kind: 'unclear', because: 'no-answer' }],
  ])('%s', async (_, askings, wanted) => {
    const { found, finding } = setUp(...askings);
    expect(await found((client) => findOutRenewal(client, { ...finding, dueBefore: before }))).toMatchObject(wanted);
  });

  test('nobody knows what it was before', async () => {
    const { found, finding } = setUp({ due: before });
    const asked = found((client) => findOutRenewal(client, { ...finding, dueBefore: '' }));
    expect(await asked).toEqual({ kind: 'unclear', because: 'no-due-date' });
  });
});

describe('a hold', () => {
  test.each<[string, 'add' | 'delete', readonly (Said | 'silent')[], object]>([
    ['placed, waiting', 'add', [{ waiting: ['30', ' 31 '] }], { kind: 'on-hold', ready: false }],
    ['placed, ready', 'add', [{ ready: ['31'] }], { kind: 'on-hold', ready: true }],
    ['not placed', 'add', [{ ready: ['29'], waiting: ['30'] }], { kind: 'not-on-hold' }],
    ['placed late', 'add', [{}, { waiting: ['31'] }], { kind: 'on-hold' }],
    ['deleted', 'delete', [{ waiting: ['30'] }], { kind: 'not-on-hold' }],
    ['not deleted', 'delete', [{ waiting: ['31'] }], { kind: 'on-hold' }],
    ['lists of titles', 'add', [{ waiting: ['Số đỏ / Vũ Trọng Phụng'] }], { kind: 'unclear', because: 'not-listed' }],
    ['fewer listed than counted', 'add', [{ counts: 2 }], { kind: 'unclear', because: 'not-listed' }],
    ['silence', 'add', ['silent'], { kind: 'unclear', because: 'no-answer' }],
    ['no list, and no password', 'delete', [{ password: false }], { kind: 'unclear', because: 'withheld' }],
    ['no list, and the password is right', 'delete', [{ password: true }], { kind: 'not-on-hold' }],
    ['no password, and lists all the same', 'delete', [{ waiting: ['30'], password: false }], { kind: 'not-on-hold' }],
    ['no password, and it is listed', 'delete', [{ waiting: ['31'], password: false }], { kind: 'on-hold' }],
  ])('%s', async (_, asked, askings, wanted) => {
    const { found, finding } = setUp(...askings);
    expect(await found((client) => findOutHold(client, { ...finding, asked }))).toMatchObject(wanted);
  });
});

describe('a payment', () => {
  test.each<[string, string | null, readonly (Said | 'silent')[], object]>([
    ['taken', '12.50', [{ owes: '2.50' }], { kind: 'paid', owes: '2.50' }],
    ['taken, told in other decimals', '12.5', [{ owes: '2.5' }], { kind: 'paid' }],
    ['all of it, and no amount is told any more', '10.00', [{ owes: null }], { kind: 'paid', owes: '0' }],
    ['not taken', '12.50', [{ owes: '12.5' }], { kind: 'not-paid', owes: '12.5' }],
    ['taken late', '12.50', [{ owes: '12.50' }, { owes: '2.50' }], { kind: 'paid' }],
    ['another fee came between', '12.50', [{ owes: '7.50' }], { kind: 'unclear', because: 'balance-other' }],
    ['a balance in words', '12.50', [{ owes: 'some' }], { kind: 'unclear', because: 'balance-unknown' }],
    ['nobody knows what was owed before', null, [{ owes: '2.50' }], { kind: 'unclear', because: 'balance-unknown' }],
    ['silence', '12.50', ['silent'], { kind: 'unclear', because: 'no-answer' }],
    ...[null, '0.00'].map((owes): [string, string, Said[], object] => [
      `${owes ?? 'nothing'} told to whoever has no password`,
      '12.50',
      [{ owes, password: false }],
      { kind: 'unclear', because: 'balance-unknown' },
    ]),
    ['no password, and told all the same', '12.50', [{ owes: '2.50', password: false }], { kind: 'paid' }],
  ])('%s', async (_, owedBefore, askings, wanted) => {
    const { found, finding } = setUp(...askings);
    expect(await found((client) => findOutPayment(client, { ...finding, owedBefore, paid: '10.00' }))).toMatchObject(
      wanted,
    );
  });
});

test('a no is believed only when it was said three times over seven seconds', async () => {
  const { clock, found, finding } = setUp({ owes: '12.50' });
  let settled = false;
  const asked = found((client) => findOutPayment(client, { ...finding, owedBefore: '12.50', paid: '10' }), 6999).then(
    (answer) => answer,
  );
  void asked.then(() => (settled = true));
  await clock.pass(0);
  expect(settled).toBe(false);
  await clock.pass(7001);
  expect(await asked).toMatchObject({ kind: 'not-paid' });
});
