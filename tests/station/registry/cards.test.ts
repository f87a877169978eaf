// Card numbers: each once, none left out, over restarts, desks and cards that others made.
import { join } from 'node:path';
import * as fc from 'fast-check';
import { demoCatalogue } from 'sip2/acs';
import { expect, test } from 'vitest';
import { breaksRule } from '../../../drivers/barcode/numbers.ts';
import { openJournal } from '../../../station/journal/journal.ts';
import { cardOf, mod10Digit, numberIn, openCardNumbers, type CardRange } from '../../../station/registry/cards.ts';
import { registrarPausesMs } from '../../../station/registry/queue.ts';
import { createHandClock } from '../../clock.ts';
import { runs } from '../../proof.ts';
import { newFolder } from '../open-house.ts';
import { openDesk, range } from './desk.ts';
import { an } from './people.ts';

test('a number is prefix, running number as wide as its range, check digit', () => {
  expect(cardOf({ prefix: '21234', from: '00010001', to: '00019999', check: 'mod-10' }, 10001)).toBe('21234000100016');
  expect(cardOf({ prefix: 'BD-', from: '0001', to: '9999', check: 'none' }, 7)).toBe('BD-0007');
  // As on the cards of the demonstration.
  for (const { card } of demoCatalogue().patrons) expect(mod10Digit(card.slice(0, -1))).toBe(card.slice(-1));
});

test('every number of fourteen digits passes the check that scans are held to, and is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (number) => {
      const wide: CardRange = { prefix: '21234', from: '00000000', to: '99999999', check: 'mod-10' };
      const card = cardOf(wide, number);
      expect([card.length, breaksRule(card, null, 'mod-10'), numberIn(wide, card)]).toEqual([14, false, number]);
    }),
    { numRuns: runs(100) },
  );
  expect(numberIn(range, '21234000100018')).toBeNull();
  expect(numberIn(range, '21234000990011')).toBeNull();
});

const cards = (...numbers: readonly number[]) => numbers.map((number) => cardOf(range, number));
const [one = '', two = '', three = '', four = '', five = ''] = cards(10001, 10002, 10003, 10004, 10005);

test('two desks, a form that is given up, a restart: none twice and none left out', async () => {
  const desk = await openDesk();
  const next = async (place: string) => {
    const answer = await desk.while(desk.registrar().nextCard?.(place) ?? Promise.reject(new Error('no range')));
    return answer.kind === 'card' ? answer.card : answer.kind;
  };
  expect([await next('D1'), await next('D2')]).toEqual([one, two]);
  desk.registrar().giveBack(one);
  expect(await next('D2')).toBe(one);
  await desk.while(desk.registrar().register('D2', { ...an, card: one }, []));
  // Nobody has a form open after a restart: what was promised and not used is free again.
  desk.restart();
  expect([await next('D1'), await next('D1'), await next('D1'), await next('D1'), await next('D1')]).toEqual([
    two,
    three,
    four,
    five,
    'none-left',
  ]);
});

test('a number that the library system knows already is nobody’s next one', async () => {
  const desk = await openDesk();
  await desk.system.registry.register({ ...an, card: one });
  expect(await desk.while(desk.registrar().nextCard?.('D1') ?? Promise.resolve(null))).toEqual({
    kind: 'card',
    card: two,
  });
});

test('a number of a registration that came to nothing is the next one', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', { ...an, card: one, category: 'NOBODY' }, []));
  desk.registrar().drop(an.id);
  expect(await desk.while(desk.registrar().nextCard?.('D1') ?? Promise.resolve(null))).toEqual({
    kind: 'card',
    card: one,
  });
});

test('a number that went home on a slip is nobody else’s, whatever becomes of the registration', async () => {
  const desk = await openDesk();
  const next = () => desk.while(desk.registrar().nextCard?.('D1') ?? Promise.resolve(null));
  expect(await next()).toEqual({ kind: 'card', card: one });
  desk.system.goesWrong('maintenance');
  const answer = await desk.while(desk.registrar().register('D1', { ...an, card: one, category: 'NOBODY' }, []));
  expect(answer).toMatchObject({ kind: 'queued' });
  await desk.passes(registrarPausesMs[0] + 1000);
  expect(desk.states()).toEqual([[one, 'refused', 'bad-category']]);
  expect(desk.registrar().drop(an.id)).toBe(true);
  expect(await next()).toEqual({ kind: 'card', card: two });
});

test('in whatever order numbers are taken, used and given back, with restarts between', () => {
  const deed = fc.constantFrom('take', 'use', 'give-back', 'restart');
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const file = join(newFolder(), 'journal.sqlite');
      const clock = createHandClock();
      let journal = openJournal(file, clock);
      const wide: CardRange = { ...range, to: '00010099' };
      let numbers = openCardNumbers(wide, journal.cardNumbers);
      let promised: string[] = [];
      const used: string[] = [];
      for (const what of deeds) {
        if (what === 'take') {
          const card = numbers.next('D1') ?? '';
          expect([...promised, ...used]).not.toContain(card);
          promised.push(card);
        } else if (what === 'restart') {
          journal.close();
          journal = openJournal(file, clock);
          numbers = openCardNumbers(wide, journal.cardNumbers);
          promised = [];
        } else {
          const card = promised.shift();
          if (card === undefined) continue;
          if (what === 'use') {
            numbers.use(card);
            used.push(card);
          } else numbers.giveBack(card);
        }
      }
      for (const card of promised) numbers.giveBack(card);
      // The next ones fill every hole before they go on.
      const all = new Set(used);
      for (let left = 20 - used.length; left > 0; left -= 1) all.add(numbers.next('D1') ?? '');
      if (used.length <= 20)
        expect([...all].toSorted()).toEqual(cards(...Array.from({ length: all.size }, (_, nth) => 10_001 + nth)));
      journal.close();
    }),
    { numRuns: runs(10) },
  );
});
