// The registrar: on disk before it is asked, never twice, never lost; over lost and slow answers, restarts, two desks and a library
// system that is away.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { registrarPausesMs } from '../../../station/registry/queue.ts';
import type { Registry } from '../../../station/registry/registry.ts';
import { runs } from '../../proof.ts';
import { openDesk } from './desk.ts';
import { an, binh } from './people.ts';
import type { System } from './systems.ts';
import type { Trouble } from './trouble.ts';

/** The library system is not there. */
const away = ({ again }: System): Registry => again({ baseUrl: 'http://127.0.0.1:1/away' });

test('a patron is registered while staff wait', async () => {
  const desk = await openDesk();
  const answer = await desk.while(desk.registrar().register('D1', an, []));
  expect(answer).toMatchObject({ kind: 'registered', found: false, patron: { card: an.card } });
  expect(desk.system.count(an.card)).toBe(1);
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
  expect(desk.fates()).toEqual(['registration-begun', 'patron-registered']);
});

test('while the library system is away it waits, in sight and with the reason, and goes when it is back', async () => {
  const desk = await openDesk();
  desk.system.goesWrong('maintenance');
  expect(await desk.while(desk.registrar().register('D1', an, []))).toEqual({ kind: 'queued', because: 'silent' });
  expect(desk.states()).toEqual([[an.card, 'waiting', 'silent']]);
  expect(desk.registrar().list()[0]?.registration).toEqual(an);
  await desk.passes(registrarPausesMs[0] + 1000);
  expect(desk.system.count(an.card)).toBe(1);
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
  expect(desk.journal().read(['patron-registered'])).toMatchObject([{ how: 'from-queue', found: false }]);
});

test('what waits outlives the program, and goes the oldest first', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  await desk.passes(1000);
  await desk.while(desk.registrar().register('D2', binh, []));
  const order: string[] = [];
  const { registry } = desk.system;
  desk.restart({
    ...registry,
    register: (one) => {
      order.push(one.card);
      return registry.register(one);
    },
  });
  await desk.passes(1000);
  expect(order).toEqual([an.card, binh.card]);
  expect(desk.states().map(([, state]) => state)).toEqual(['done', 'done']);
});

test('an answer that is lost is found out by the card, while staff wait', async () => {
  const desk = await openDesk();
  desk.system.goesWrong('lose-after');
  expect(await desk.while(desk.registrar().register('D1', an, []))).toMatchObject({ kind: 'registered', found: true });
  expect(desk.system.count(an.card)).toBe(1);
  expect(desk.system.asked()).toBe(1);
});

test('done while the program was ending: the next start looks before it asks', async () => {
  const desk = await openDesk();
  desk.system.goesWrong('lose-after');
  const lost = desk.registrar().register('D1', an, []);
  await desk.passes(500);
  desk.restart();
  lost.catch(() => undefined);
  await desk.passes(2000);
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
  expect(desk.system.count(an.card)).toBe(1);
  expect(desk.system.asked()).toBe(1);
});

test('two desks that send the same registration make one, and both are told', async () => {
  const desk = await openDesk();
  const registrar = desk.registrar();
  const answers = await desk.while(Promise.all([registrar.register('D1', an, []), registrar.register('D2', an, [])]));
  expect(answers.map(({ kind }) => kind)).toEqual(['registered', 'registered']);
  expect(desk.system.asked()).toBe(1);
  expect(await desk.while(registrar.register('D1', an, []))).toMatchObject({ kind: 'registered', found: true });
  expect(desk.system.asked()).toBe(1);
});

test('two desks with one card: the second is told before anybody is asked', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  const answer = await desk.while(desk.registrar().register('D2', { ...binh, card: an.card }, []));
  expect(answer).toEqual({ kind: 'refused', because: 'card-taken', says: null });
  expect(desk.registrar().list()).toHaveLength(1);
});

test('the card of one who waits takes the place of nobody’s', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', binh, []));
  desk.system.goesWrong('maintenance');
  await desk.while(desk.registrar().register('D1', an, []));
  expect(await desk.while(desk.registrar().change('D1', binh.card, { kind: 'replace', card: an.card }, []))).toEqual({
    kind: 'refused',
    because: 'card-taken',
    says: null,
  });
});

test('what is refused stays in sight until staff mend it, or give it up', async () => {
  const desk = await openDesk();
  const registrar = desk.registrar();
  const wrong = { ...an, category: 'NOBODY' };
  expect(await desk.while(registrar.register('D1', wrong, []))).toMatchObject({
    kind: 'refused',
    because: 'bad-category',
  });
  expect(desk.states()).toEqual([[an.card, 'refused', 'bad-category']]);
  expect(await desk.while(registrar.mend(an.id, an, []))).toMatchObject({ kind: 'registered' });
  expect(await registrar.mend(an.id, an, [])).toBeNull();
  expect(registrar.drop(an.id)).toBe(false);

  await desk.while(registrar.register('D1', { ...binh, category: 'NOBODY' }, []));
  expect(registrar.drop(binh.id)).toBe(true);
  expect(registrar.list().map(({ id }) => id)).toEqual([an.id]);
});

test('what may have been done is never given up', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  expect(desk.registrar().drop(an.id)).toBe(false);
});

test('a wrong secret is nobody’s refusal: all wait until it is mended', async () => {
  const desk = await openDesk({ registry: ({ again }) => again({ secret: 'old' }) });
  expect(await desk.while(desk.registrar().register('D1', an, []))).toEqual({ kind: 'queued', because: 'not-allowed' });
  desk.restart(desk.system.registry);
  await desk.passes(1000);
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
});

test('one that is never answered does not keep the others', async () => {
  const desk = await openDesk();
  const { registry } = desk.system;
  desk.restart({
    ...registry,
    register: (one) => (one.card === an.card ? Promise.resolve({ kind: 'unknown' }) : registry.register(one)),
  });
  await desk.while(desk.registrar().register('D1', an, []));
  await desk.while(desk.registrar().register('D1', binh, []));
  expect(desk.states()).toEqual([
    [an.card, 'waiting', 'unknown'],
    [binh.card, 'done', null],
  ]);
});

test('doubles are looked for among those who wait, too', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  const found = await desk.while(desk.registrar().alike({ ...binh, phone: an.phone }, null));
  expect(found).toMatchObject({ isWhole: false, patrons: [{ patron: { card: an.card }, by: ['phone'] }] });
});

test('when the days are over, nothing of the person is left in the file; who waits stays', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', an, []));
  desk.system.goesWrong('maintenance');
  await desk.while(desk.registrar().register('D1', { ...binh, category: 'NOBODY' }, []));
  await desk.while(desk.registrar().mend(binh.id, { ...binh, category: 'NOBODY' }, []) ?? Promise.resolve(null));
  desk.registrar().close();
  const until = { patronsBeforeMs: desk.system.clock.now() + 1, entriesBeforeMs: null, needed: [] };
  await desk.journal().forget(until);
  expect(
    desk
      .registrar()
      .list()
      .map(({ id }) => id),
  ).toEqual([binh.id]);
  const bytes = readFileSync(desk.file).toString('latin1') + readFileSync(`${desk.file}-wal`).toString('latin1');
  for (const word of [an.card, '0912 345 678', 'khai@example.org', an.citizenNumber ?? ''])
    expect(bytes).not.toContain(word);
  expect(bytes).toContain('Bình'.normalize('NFC').slice(0, 1));
});

test('a patron password is never on disk', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', an, []));
  const answer = await desk.while(desk.registrar().change('D1', an.card, { kind: 'pin', pin: '73195248' }, []));
  expect(answer).toMatchObject({ kind: 'changed' });
  expect(desk.system.pinOf(an.card)).toBe('73195248');
  const bytes = readFileSync(desk.file).toString('latin1') + readFileSync(`${desk.file}-wal`).toString('latin1');
  expect(bytes).toContain(an.card);
  expect(bytes).not.toContain('73195248');
  expect(desk.journal().read(['card-change-asked', 'card-change-ended'])).toMatchObject([
    { change: 'pin', patron: an.card },
    { change: 'pin', came: 'changed' },
  ]);
});

const troubles: readonly Trouble[] = [
  'lose-before',
  'lose-after',
  'twice',
  'fault-after',
  'maintenance',
  'garbage',
  'slow',
];

test('whatever goes wrong, and whenever the program ends: one patron, and it is known', async () => {
  const step = fc.record({
    what: fc.constantFrom(...troubles),
    restarts: fc.boolean(),
    afterMs: fc.integer({ min: 0, max: 40_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const desk = await openDesk();
      desk
        .registrar()
        .register('D1', an, [])
        .catch(() => undefined);
      for (const { what, restarts, afterMs } of steps) {
        desk.system.goesWrong(what);
        await desk.passes(afterMs);
        if (restarts) desk.restart();
      }
      await desk.passes(30 * 60_000);
      expect(desk.states()).toEqual([[an.card, 'done', null]]);
      expect(desk.system.count(an.card)).toBe(1);
      expect(desk.journal().read(['patron-registered'])).toHaveLength(1);
    }),
    { numRuns: runs(6) },
  );
});
