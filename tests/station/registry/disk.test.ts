// The registrar over a disk that is full, or gives back what nobody wrote: what is told is true, what waits is not lost, and one
// row is no reason for the others.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { numberWithinMs } from '../../../station/registry/registrar.ts';
import { registeringLacks } from '../../../station/registry/open.ts';
import { registrarPausesMs } from '../../../station/registry/queue.ts';
import type { Registry } from '../../../station/registry/registry.ts';
import { fillDisk, roomAgain } from '../../full-disk.ts';
import { openDesk } from './desk.ts';
import { an, binh } from './people.ts';
import type { System } from './systems.ts';

const away = ({ again }: System): Registry => again({ baseUrl: 'http://127.0.0.1:1/away' });

test('a disk that is full before it begins keeps nothing and asks nobody; with room again it is made, once', async () => {
  const desk = await openDesk();
  fillDisk(desk.file);
  await expect(desk.registrar().register('D1', an, [])).rejects.toThrow('disk is full');
  expect([desk.registrar().list(), desk.system.asked(), desk.fates()]).toEqual([[], 0, []]);
  roomAgain(desk.file);
  expect(await desk.while(desk.registrar().register('D1', an, []))).toMatchObject({ kind: 'registered' });
  expect(desk.system.count(an.card)).toBe(1);
});

test.each([
  ['after its row was written', 0],
  ['when it is done', 1],
])('a disk that is full %s: it waits, as it is told, and is found out when there is room', async (_, asked) => {
  const desk = await openDesk();
  const { registry } = desk.system;
  desk.restart({
    ...registry,
    register: async (one) => {
      const answer = await registry.register(one);
      if (asked === 1) fillDisk(desk.file);
      return answer;
    },
  });
  if (asked === 0) fillDisk(desk.file, ['update']);
  const answer = await desk.while(desk.registrar().register('D1', an, []));
  expect(answer).toEqual({ kind: 'queued', because: 'unknown' });
  expect(desk.states()).toEqual([[an.card, 'waiting', null]]);
  expect(desk.system.asked()).toBe(asked);
  roomAgain(desk.file);
  await desk.passes(registrarPausesMs[0] + 2000);
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
  expect([desk.system.count(an.card), desk.system.asked()]).toEqual([1, 1]);
});

test('a disk that is full when a card is changed: nobody is asked; where it was asked the answer is told', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', an, []));
  fillDisk(desk.file);
  await expect(desk.registrar().change('D1', an.card, { kind: 'block' }, [])).rejects.toThrow('disk is full');
  expect(await desk.while(desk.registrar().find(an.card))).toMatchObject({ patron: { isBlocked: false } });
  roomAgain(desk.file);
  const { registry } = desk.system;
  desk.restart({
    ...registry,
    change: async (card, change) => {
      fillDisk(desk.file);
      return registry.change(card, change);
    },
  });
  expect(await desk.while(desk.registrar().change('D1', an.card, { kind: 'block' }, []))).toMatchObject({
    kind: 'changed',
    patron: { isBlocked: true },
  });
});

test('a row that nobody can read stays, is told of, and stops neither the queue nor the list nor the look for doubles', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  await desk.while(desk.registrar().register('D1', binh, []));
  desk.stop();
  desk.between(() => {
    const raw = new Database(desk.file);
    raw.prepare("update registrations set body = '{half' where card = ?").run(an.card);
    raw.close();
  });
  desk.restart(desk.system.registry);
  await desk.passes(1000);
  expect(desk.states()).toEqual([[binh.card, 'done', null]]);
  expect(await desk.while(desk.registrar().alike(an, null))).toMatchObject({ isWhole: true });
  expect(desk.journal().registrations.get(an.id)).toMatchObject({ state: 'waiting' });
  const registering = { registrar: desk.registrar(), handOver: null };
  expect(registeringLacks(null, registering)).toEqual([
    { kind: 'registrations-wait', count: 1 },
    { kind: 'registrations-unreadable', count: 1 },
  ]);
});

test('a fault in one is no reason for the others', async () => {
  const desk = await openDesk({ registry: away });
  await desk.while(desk.registrar().register('D1', an, []));
  await desk.while(desk.registrar().register('D1', binh, []));
  const { registry } = desk.system;
  desk.restart({
    ...registry,
    find: (card) => (card === an.card ? Promise.reject(new Error('nobody foresaw this')) : registry.find(card)),
  });
  await desk.passes(1000);
  expect(desk.states().map(([card, state]) => [card, state])).toEqual([
    [an.card, 'waiting'],
    [binh.card, 'done'],
  ]);
});

test('whoever asks for a number of a silent system waits a moment for it, and after one silence not at all', async () => {
  const desk = await openDesk();
  const { registry } = desk.system;
  let answers: ((answer: { kind: 'silent' }) => void) | null = null;
  desk.restart({
    ...registry,
    find: () =>
      new Promise((resolve) => {
        answers = resolve;
      }),
  });
  const next = desk.registrar().nextCard;
  const begins = desk.system.clock.now();
  expect(await desk.while(next?.('D1') ?? Promise.resolve(null))).toMatchObject({ kind: 'card' });
  expect(desk.system.clock.now() - begins).toBeLessThanOrEqual(numberWithinMs + 500);
  const tell: typeof answers = answers;
  (tell as ((answer: { kind: 'silent' }) => void) | null)?.({ kind: 'silent' });
  await desk.passes(500);
  const again = desk.system.clock.now();
  expect(await (next?.('D1') ?? Promise.resolve(null))).toMatchObject({ kind: 'card' });
  expect(desk.system.clock.now()).toBe(again);
});

test('the list is told of once for all that changes at once, read once, and keeps what is done for a day', async () => {
  const desk = await openDesk();
  let told = 0;
  desk.registrar().changed(() => {
    told += 1;
  });
  desk.registrar().tell();
  desk.registrar().tell();
  await desk.passes(500);
  expect(told).toBe(1);
  await desk.while(desk.registrar().register('D1', an, []));
  expect(desk.registrar().list()).toBe(desk.registrar().list());
  expect(desk.states()).toEqual([[an.card, 'done', null]]);
  await desk.system.clock.pass(25 * 60 * 60_000);
  await desk.while(desk.registrar().register('D1', binh, []));
  expect(desk.states().map(([card]) => card)).toEqual([binh.card]);
});

test('a row that was refused is over when its card is given to somebody who is here already', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', binh, []));
  const wrong = { ...an, category: 'NOBODY' };
  expect(await desk.while(desk.registrar().register('D1', wrong, []))).toMatchObject({ kind: 'refused' });
  const change = { kind: 'replace', card: an.card } as const;
  expect(await desk.while(desk.registrar().change('D1', binh.card, change, []))).toMatchObject({ kind: 'changed' });
  expect(desk.states().map(([card]) => card)).toEqual([binh.card]);
  expect(desk.journal().read(['registration-dropped'])).toMatchObject([{ patron: an.card }]);
});

test('entries name a registration by a mark that goes with its row, never by its key', async () => {
  const desk = await openDesk();
  await desk.while(desk.registrar().register('D1', an, []));
  const [begun, done] = desk.journal().read(['registration-begun', 'patron-registered']);
  expect(JSON.stringify([begun, done])).not.toContain(an.id);
  expect(begun).toMatchObject({ registration: desk.journal().registrations.get(an.id)?.mark });
  expect(done).toMatchObject({ registration: desk.journal().registrations.get(an.id)?.mark });
});
