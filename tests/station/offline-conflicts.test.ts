// What did not go together off-line and what staff do about it; and answers in the telling that are not to be believed.
import type { Transport } from 'sip2';
import { describe, expect, test } from 'vitest';
import { createConflicts, openConflicts } from '../../station/offline/conflicts.ts';
import { barcodeOf } from '../sip2/library.ts';
import { an, john, kieu, lent, matilda, open, returned } from './forwarding.ts';

const soDo = barcodeOf('Số đỏ');

/** Answers with this code are changed on their way. */
const changing =
  (code: string, change: (text: string, nth: number) => string) =>
  (transport: Transport): Transport => {
    let nth = 0;
    return {
      open: (hears, signal) =>
        transport.open(
          {
            ...hears,
            bytes: (chunk) => {
              const text = Buffer.from(chunk).toString('utf8');
              if (!text.startsWith(code)) return hears.bytes(chunk);
              nth += 1;
              // A changed text has another checksum: it goes without one.
              hears.bytes(Buffer.from(`${change(text.replace(/AY\dAZ[\dA-F]{4}\r\n?$/, ''), nth)}\r`));
            },
          },
          signal,
        ),
    };
  };

describe('a conflict', () => {
  test('waits until staff settle it, once, over restarts; what others did stays open', async () => {
    const world = open();
    world.journal().append('K1', [lent('1-1', soDo), lent('1-2', '39999999999999')]);
    await world.start();
    await world.settle();
    const board = createConflicts(world.journal());
    expect(board.open(world.clock.now())).toMatchObject([
      { place: 'K1', ticket: '1-1', item: soDo, patron: an, remedy: 'return-then-lend' },
      { place: 'K1', ticket: '1-2', patron: an, remedy: 'find-item' },
    ]);
    const first = { place: 'K1', ticket: '1-1' };
    expect(board.settle(first, { by: 'Lan', how: 'done' })).toBe('settled');
    // The next desk was looking at the same row.
    expect(createConflicts(world.journal()).settle(first, { by: null, how: 'given-up' })).toBe('not-open');
    expect(board.settle({ ...first, place: 'K2' }, { by: null, how: 'done' })).toBe('not-open');
    await world.start();
    await world.settle();
    expect(openConflicts(world.journal(), world.clock.now())).toMatchObject([{ ticket: '1-2' }]);
    expect(world.journal().read(['conflict-settled'])).toEqual([
      { kind: 'conflict-settled', ticket: '1-1', item: soDo, by: 'Lan', how: 'done' },
    ]);
    expect(createConflicts(world.journal()).settle({ ...first, ticket: '1-2' }, { by: null, how: 'given-up' })).toBe(
      'settled',
    );
    expect(openConflicts(world.journal(), world.clock.now())).toEqual([]);
  });
});

const cuts = Array.from({ length: 4 }, (_, at) => at + 1).flatMap((after) => [
  [after, 'before-sending'] as const,
  [after, 'before-writing'] as const,
]);
test.each(cuts)(
  'accepted, refused and conflicting, each once, though the power is cut after %i entries, %s, and again and again',
  async (cutAfter, cut) => {
    const world = open('usual', 20);
    world.journal().append('K1', [lent('1-1', soDo), lent('1-2', matilda), lent('1-3', '39999999999999')]);
    for (let starts = 0; starts < 3; starts += 1) {
      await world.start(cutAfter, cut);
      await world.clock.pass(5000);
    }
    await world.start();
    await world.settle();
    expect(
      world.journal().read(['forward-conflict', 'forward-refused', 'forward-accepted', 'forward-unknown']),
    ).toEqual([
      expect.objectContaining({ kind: 'forward-conflict', ticket: '1-1' }),
      expect.objectContaining({ kind: 'forward-accepted', ticket: '1-2' }),
      expect.objectContaining({ kind: 'forward-refused', ticket: '1-3' }),
    ]);
    expect(world.count('11', matilda)).toBe(1);
  },
);

test('a conflict keeps the patron’s card until it is settled, and where nobody looks for three months', async () => {
  const world = open();
  const dayMs = 86_400_000;
  world.journal().append('K1', [lent('1-1', soDo), lent('1-2', '39999999999999')]);
  await world.start();
  await world.settle();
  const running = createConflicts(world.journal());
  const forget = async (): Promise<readonly (string | null)[]> => {
    const nowMs = world.clock.now();
    const needed = createConflicts(world.journal()).neededRows(nowMs);
    await world.journal().forget({ patronsBeforeMs: nowMs - 7 * dayMs, entriesBeforeMs: null, needed });
    const kinds = ['forward-conflict', 'forward-refused'] as const;
    return world
      .journal()
      .read(kinds)
      .map((entry) => ('patron' in entry ? entry.patron : null));
  };
  await world.stop();
  await world.clock.pass(30 * dayMs);
  expect(await forget()).toEqual([an, an]);
  createConflicts(world.journal()).settle({ place: 'K1', ticket: '1-1' }, { by: 'Lan', how: 'done' });
  expect(await forget()).toEqual([null, an]);
  await world.clock.pass(61 * dayMs);
  expect(running.open(world.clock.now() - 2 * dayMs)).toMatchObject([{ ticket: '1-2', patron: an }]);
  expect(await forget()).toEqual([null, null]);
  // Nor does a station that runs all the time keep it.
  expect(running.open(world.clock.now())).toMatchObject([{ ticket: '1-2', patron: null }]);
  expect(openConflicts(world.journal(), world.clock.now())).toMatchObject([
    { ticket: '1-2', patron: null, remedy: 'find-item' },
  ]);
});

describe('an answer in another patron’s name', () => {
  test('is not believed: what became of the loan is found out, and it is told once', async () => {
    const world = open(
      'usual',
      0,
      changing('12', (text) => text.replace(`|AA${an}|`, `|AA${john}|`)),
    );
    world.journal().append('K1', [lent('1-1', matilda)]);
    await world.start();
    await world.settle();
    expect(world.lies).toEqual(['other-patron']);
    expect(world.count('11', matilda)).toBe(1);
    expect(world.journal().read(['forward-found'])).toMatchObject([{ found: 'done' }]);
    expect(openConflicts(world.journal(), world.clock.now())).toEqual([]);
    expect(world.acs.loanOf(matilda)?.patronId).toBe(an);
  });

  test('of an account says nothing of whose loan it is', async () => {
    // Số đỏ is on loan to somebody else; the account that is shown is theirs.
    const world = open(
      'usual',
      0,
      changing('64', (text, nth) =>
        nth % 2 === 1 ? text.replace(`|AA${an}|`, `|AA${john}|`).replace('|BLY', `|AU${soDo}|BLY`) : text,
      ),
    );
    world.journal().append('K1', [lent('1-1', soDo)]);
    await world.start();
    await world.clock.pass(20_000);
    expect(world.lies).toContain('other-patron');
    expect(world.journal().read(['forward-accepted'])).toEqual([]);
  });

  test('that spells the card otherwise each time it is asked about is the same patron', async () => {
    const spelled = (text: string): string => text.replace(`|AA${an}|`, `|AAP-${an}|`);
    const world = open('usual', 0, (transport) => changing('12', spelled)(changing('64', spelled)(transport)));
    world.journal().append('K1', [lent('1-1', matilda), lent('1-2', kieu)]);
    await world.start();
    await world.settle();
    expect(world.lies).toEqual([]);
    expect(world.journal().read(['forward-found'])).toEqual([]);
    expect(world.journal().read(['forward-accepted'])).toHaveLength(2);
    // Asked about once for both.
    expect(world.sent.filter((text) => text.startsWith('63'))).toHaveLength(1);
  });
});

test('an account that is empty for whoever has no password does not say that the loan is another’s: staff look it up', async () => {
  const world = open(
    'usual',
    0,
    changing(
      '64',
      (text) =>
        `${text
          .replace(/^(64.{14}\d{3}.{18}).{24}/, '$1000000000000000000000000')
          .replaceAll(/AU[^|]*\|/g, '')
          .replace(/CQ.\|/, '')}CQN|`,
    ),
  );
  world.journal().append('K1', [lent('1-1', soDo), returned('1-2', barcodeOf('Bến không chồng'))]);
  await world.start();
  await world.settle();
  expect(world.count('11', soDo)).toBe(0);
  expect(openConflicts(world.journal(), world.clock.now())).toMatchObject([
    { because: 'unknown', remedy: 'look-up', patron: an },
  ]);
});
