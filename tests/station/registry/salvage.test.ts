// A journal that is damaged while patrons wait in it: who waits is still there, no number is given out again, and what is lost is
// said. Real files, real damage.
import Database from 'better-sqlite3';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { copyNames, makeSound, type Restored } from '../../../station/journal/keeping.ts';
import { sentenceOf } from '../../../station/health.ts';
import { restoredLack } from '../../../station/journal/kept.ts';
import { openDesk } from './desk.ts';
import { an, binh } from './people.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The pages of this table are other bytes from now on, from its root. */
const damage = (file: string, table: string): void => {
  const raw = new Database(file);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const page = Number(raw.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table));
  const size = Number(raw.pragma('page_size', { simple: true }));
  raw.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(handle);
};

const next = async (desk: Desk): Promise<string> => {
  const answer = await desk.while(desk.registrar().nextCard?.('D1') ?? Promise.reject(new Error('no range')));
  return answer.kind === 'card' ? answer.card : answer.kind;
};

/** One before the copy, one after it; the library system is away. */
const twoWait = async () => {
  const desk = await openDesk({ registry: ({ again }) => again({ baseUrl: 'http://127.0.0.1:1/away' }) });
  const [one, two] = [await next(desk), await next(desk)];
  await desk.while(desk.registrar().register('D1', { ...an, card: one }, []));
  expect(await desk.journal().copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  await desk.while(desk.registrar().register('D1', { ...binh, card: two }, []));
  return { desk, one, two };
};

const mended = (desk: Desk): Restored | null => {
  let restored: Restored | null = null;
  desk.between(() => {
    restored = makeSound(desk.file, desk.system.clock.now());
  });
  return restored;
};

test('who waits since the last copy is salvaged, and their numbers are not given out again', async () => {
  const { desk, one, two } = await twoWait();
  desk.stop();
  damage(desk.file, 'entries_by_kind');
  expect(mended(desk)).toMatchObject({ registrationsLost: 0 });
  expect(desk.states()).toEqual([
    [one, 'waiting', 'silent'],
    [two, 'waiting', 'silent'],
  ]);
  const three = await next(desk);
  expect([one, two]).not.toContain(three);
});

test('one that was given up since the copy does not come back', async () => {
  const { desk, one, two } = await twoWait();
  desk.restart(desk.system.registry);
  await desk.passes(1000);
  await desk.while(desk.registrar().register('D1', { ...binh, id: 'b2', card: '29', category: 'NOBODY' }, []));
  expect(await desk.journal().copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  expect(desk.registrar().drop('b2')).toBe(true);
  desk.stop();
  damage(desk.file, 'entries_by_kind');
  expect(mended(desk)).toMatchObject({ registrationsLost: 0 });
  expect(desk.states().map(([card, state]) => [card, state])).toEqual([
    [one, 'done'],
    [two, 'done'],
  ]);
});

test('what lay in the hole is told: how many, and where their cards stand', async () => {
  const { desk, one, two } = await twoWait();
  desk.stop();
  damage(desk.file, 'registrations');
  const restored = mended(desk);
  expect(restored).toMatchObject({ registrationsLost: 1 });
  expect(restored === null ? '' : sentenceOf(restoredLack(restored))).toMatch(/registration was begun and is lost: 1/);
  expect(desk.states()).toEqual([[one, 'waiting', 'silent']]);
  expect(desk.journal().read(['registration-begun'])).toMatchObject([{ patron: one }, { patron: two }]);
  // The running number is not in the hole: nobody gets theirs.
  expect([one, two]).not.toContain(await next(desk));
});

test('without a copy, what can be read is what there is', async () => {
  const { desk, one, two } = await twoWait();
  desk.stop();
  rmSync(copyNames(desk.file).newest);
  damage(desk.file, 'entries_by_kind');
  expect(mended(desk)).toMatchObject({ fromCopy: null });
  expect(desk.states().map(([card]) => card)).toEqual([one, two]);
});
