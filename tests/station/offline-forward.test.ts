// What was done off-line, told to a real small ACS afterwards: each once, in order, wherever the power is cut.
import { createClient, memoryTransport, usualSettings } from 'sip2';
import { describe, expect, test } from 'vitest';
import { openConflicts } from '../../station/offline/conflicts.ts';
import { createOutbox, openSeqs } from '../../station/offline/outbox.ts';
import { barcodeOf } from '../sip2/library.ts';
import { an, john, kieu, lent, matilda, open, returned } from './forwarding.ts';

describe('forwarding', () => {
  test('loan, return and loan again of one item, in the order they were done, with their own dates', async () => {
    const world = open();
    world.journal().append('K1', [lent('1-1', matilda)]);
    await world.clock.pass(60_000);
    world.journal().append('K2', [returned('1-1', matilda), lent('2-1', matilda, john)]);
    await world.clock.pass(60_000);
    await world.start();
    await world.settle();
    expect(world.acs.loanOf(matilda)).toMatchObject({
      patronId: john,
      dueAt: new Date(2026, 11, 6, 23, 59).getTime(),
    });
    const told = world.sent.filter((text) => /^(11|09)/.test(text)).map((text) => text.slice(0, 40));
    expect(told).toEqual([
      expect.stringMatching(/^11NY20261122 {4}09300020261206 {4}2359/),
      expect.stringMatching(/^09Y20261122 {4}09310020261122 {4}09310/),
      expect.stringMatching(/^11NY20261122 {4}09310020261206 {4}2359/),
    ]);
    expect(world.journal().read(['outbox-empty'])).toEqual([{ kind: 'outbox-empty', settled: 3 }]);
  });

  const work = [lent('1-1', matilda), returned('1-2', barcodeOf('Bến không chồng')), lent('1-3', kieu, john)];
  const cuts = Array.from({ length: 8 }, (_, at) => at + 1).flatMap((after) => [
    [after, 'before-sending'] as const,
    [after, 'before-writing'] as const,
  ]);
  test.each(cuts)(
    'the power is cut after %i entries, %s: nothing is told twice, everything once',
    async (cutAfter, cut) => {
      const world = open('usual', 20);
      world.journal().append('K1', work);
      await world.start(cutAfter, cut);
      await world.clock.pass(5000);
      await world.start();
      await world.settle();
      expect(world.outbox().waiting()).toEqual([]);
      expect([world.acs.loanOf(matilda)?.patronId, world.acs.loanOf(kieu)?.patronId]).toEqual([an, john]);
      expect(world.acs.loanOf(barcodeOf('Bến không chồng'))).toBeNull();
      expect([
        world.count('11', matilda),
        world.count('09', barcodeOf('Bến không chồng')),
        world.count('11', kieu),
      ]).toEqual([1, 1, 1]);
      expect(openConflicts(world.journal(), world.clock.now())).toEqual([]);
    },
  );

  test.each(['lose-answer-after-work', 'drop-after-work', 'answer-late'] as const)(
    'an answer that is lost on the way (%s) is found out, and not repeated',
    async (next) => {
      const world = open();
      world.journal().append('K1', [lent('1-1', matilda), returned('1-2', matilda)]);
      world.acs.setMood({ next });
      await world.start();
      await world.settle();
      expect(world.count('11', matilda)).toBe(1);
      expect(world.count('09', matilda)).toBe(1);
      expect(world.acs.loanOf(matilda)).toBeNull();
      expect(world.journal().read(['forward-found'])).toMatchObject([{ found: 'done' }]);
    },
  );

  test('a return of what was not on loan is not believed before its question can come down on the loan behind it', async () => {
    const world = open();
    world.journal().append('K1', [returned('1-1', matilda), lent('1-2', matilda)]);
    // Worked on long after the station has stopped waiting for it.
    world.acs.setFaults([{ asked: ['checkin'], does: { kind: 'delay', ms: 11_000 }, times: 1 }]);
    await world.start();
    await world.settle();
    await world.clock.pass(20_000);
    expect(world.journal().read(['forward-found'])).toMatchObject([{ found: 'done' }]);
    expect(world.acs.loanOf(matilda)?.patronId).toBe(an);
  });

  test('what was found not done is told once more', async () => {
    const world = open();
    world.journal().append('K1', [lent('1-1', matilda)]);
    world.acs.setMood({ next: 'drop-before' });
    await world.start();
    await world.settle();
    expect(world.journal().read(['forward-found', 'forward-accepted'])).toMatchObject([{ found: 'not-done' }, {}]);
    expect(world.acs.loanOf(matilda)?.patronId).toBe(an);
    expect(world.count('11', matilda)).toBe(2);
  });

  test('the library system goes away in the middle, and it goes on when it is back', async () => {
    const world = open('usual', 50);
    world.journal().append('K1', [lent('1-1', matilda), lent('1-2', kieu)]);
    await world.start();
    await world.clock.pass(120);
    world.acs.setMood({ mood: 'gone' });
    await world.clock.pass(30_000);
    expect(world.outbox().waiting().length).toBeGreaterThan(0);
    world.acs.setMood({ mood: 'normal' });
    await world.settle();
    expect([world.acs.loanOf(matilda)?.patronId, world.acs.loanOf(kieu)?.patronId]).toEqual([an, an]);
    expect([world.count('11', matilda), world.count('11', kieu)]).toEqual([1, 1]);
  });
});

describe('what does not go together', () => {
  const soDo = barcodeOf('Số đỏ');

  test('an item that is on loan to somebody else is never taken from them: staff get item, card and remedy', async () => {
    const world = open();
    const holder = world.acs.loanOf(soDo)?.patronId;
    world.journal().append('K1', [lent('1-1', soDo)]);
    await world.start();
    await world.settle();
    expect(world.count('11', soDo)).toBe(0);
    expect(world.acs.loanOf(soDo)?.patronId).toBe(holder);
    expect(openConflicts(world.journal(), world.clock.now())).toEqual([
      expect.objectContaining({
        of: 'loan',
        item: soDo,
        patron: an,
        because: 'lent-to-another',
        remedy: 'return-then-lend',
        isBack: false,
      }),
    ]);
  });

  test('when it comes back afterwards, the conflict says so', async () => {
    const world = open();
    world.journal().append('K1', [lent('1-1', soDo), returned('1-2', soDo)]);
    await world.start();
    await world.settle();
    expect(world.acs.loanOf(soDo)).toBeNull();
    expect(openConflicts(world.journal(), world.clock.now())).toMatchObject([{ item: soDo, isBack: true }]);
  });

  test('an item, or a card, that nobody knows', async () => {
    const world = open();
    world
      .journal()
      .append('K1', [lent('1-1', '39999999999999'), lent('1-2', matilda, '29999999999999'), returned('1-3', '38888')]);
    await world.start();
    await world.settle();
    expect(openConflicts(world.journal(), world.clock.now()).map(({ because, remedy }) => [because, remedy])).toEqual([
      ['unknown-item', 'find-item'],
      ['unknown-card', 'find-card'],
      ['unknown-item', 'find-item'],
    ]);
  });

  test('a Koha looks at no block as at any loan: a blocked card, a held item and another due date are told to staff', async () => {
    const world = open('koha');
    const blocked = '21234000000059';
    world
      .journal()
      .append('K1', [lent('1-1', matilda, blocked), lent('1-2', '31234000001139'), lent('1-3', kieu, john)]);
    await world.start();
    await world.settle();
    expect(openConflicts(world.journal(), world.clock.now()).map(({ because, remedy }) => [because, remedy])).toEqual([
      ['patron-blocked', 'lend-with-override'],
      ['on-hold-for-another', 'ask-back'],
    ]);
    expect(world.journal().read(['forward-accepted'])).toMatchObject([{ item: kieu, notes: ['other-due'] }]);
  });

  test('a return whose answer was lost, and whose item somebody has borrowed since, is for staff', async () => {
    const world = open('usual', 20);
    world.journal().append('K1', [returned('1-1', '31234000001667')]);
    await world.start(1, 'before-writing');
    await world.clock.pass(5000);
    await world.stop();
    // The library system took it back; at its desk somebody borrows it before the program starts again.
    expect(world.acs.loanOf('31234000001667')).toBeNull();
    const desk = createClient({
      transport: memoryTransport((connection) => world.acs.serve(connection)),
      clock: world.clock,
      random: () => 0.5,
      settings: { ...usualSettings, institutionId: 'TVT' },
      hears: { state() {}, traffic() {} },
    });
    desk.open();
    await world.clock.pass(1000);
    const loan = desk.ask({
      kind: 'checkout',
      renewalPolicy: false,
      noBlock: false,
      patronId: john,
      itemId: '31234000001667',
    });
    await world.clock.pass(1000);
    expect(await loan).toMatchObject({ answer: { ok: true } });
    await desk.close();
    await world.start();
    await world.settle();
    expect(world.acs.loanOf('31234000001667')?.patronId).toBe(john);
    expect(openConflicts(world.journal(), world.clock.now())).toMatchObject([{ of: 'return', remedy: 'look-up' }]);
  });
});

test('a start reads what is open, and knows whose patrons are still needed', () => {
  const world = open();
  world.journal().append('K1', [lent('1-1', matilda), lent('1-2', kieu)]);
  world.journal().append('K1', [{ kind: 'forward-accepted', ticket: '1-1', item: matilda, notes: [] }]);
  expect(openSeqs(world.journal())).toEqual([2]);
  world.journal().append('K1', [{ kind: 'offline-undone', ticket: '1-2', item: kieu, patron: an }]);
  world.journal().append('station', [{ kind: 'outbox-empty', settled: 1 }]);
  world.journal().append('K1', [lent('2-1', matilda)]);
  const fresh = createOutbox(world.journal(), 0);
  expect(fresh.waiting().map(({ act }) => act.ticket)).toEqual(['2-1']);
  expect([fresh.lentTo(an, 0), fresh.lentSince(0)]).toEqual([2, 2]);
});
