// The one engine: first on disk, then on the screen, then in the world; and what it does when one of them fails. A real
// journal in a real file; the steps are as small as they can be.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Effect, Event, Step } from '../../station/flow.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { createLoop } from '../../station/loop.ts';
import { createHandClock } from '../clock.ts';
import { cards, items, story } from '../stories/story.ts';
import { newFolder } from './open-house.ts';

type Counted = { readonly count: number; readonly broken: boolean };
type Parts = Parameters<typeof createLoop<Counted>>[0];

const scanned = (number: string): Event => ({ kind: 'scanned', scan: { kind: 'number', number, mayBe: 'item' } });
const fetched = (item: string): Entry => ({ kind: 'checkin-asked', uids: [], ticket: `1-${item}`, item });
const ask = (item: string): Effect => ({ kind: 'ask-checkin', ticket: `1-${item}`, item, datedMs: null });
const reopen: Effect = { kind: 'set-timer', timer: 'reopen', afterMs: 10 };

/** Counts scans, asks for each item, and writes that down first. */
const count = (state: Counted, event: Event): Step<Counted> => {
  if (event.kind !== 'scanned' || event.scan.kind !== 'number') return { state, effects: [] };
  const { number } = event.scan;
  return {
    state: { count: state.count + 1, broken: false },
    // The record stands last on purpose: it is the loop that puts it first.
    effects: [ask(number), { kind: 'record', entry: fetched(number) }],
  };
};

const openLoop = (more: Partial<Parts> = {}) => {
  const file = join(newFolder(), 'journal.sqlite');
  const open = () => {
    const opened = openJournal(file, createHandClock());
    onTestFinished(() => opened.close());
    return opened;
  };
  let journal = open();
  const happened: string[] = [];
  const complaints: string[] = [];
  const asked: string[] = [];
  const shown: Counted[] = [];
  const loop = createLoop<Counted>({
    initial: { count: 0, broken: false },
    step: count,
    fault: (state) => ({ state: { ...state, broken: true }, effects: [reopen] }),
    append: (entries) => {
      journal.append('K1', entries);
      happened.push(`disk ${entries.map(({ kind }) => kind).join()}`);
    },
    show: (state) => {
      shown.push(state);
      happened.push(`show ${state.count}${state.broken ? ' broken' : ''}`);
    },
    act: (effect) => {
      if ('item' in effect && effect.item !== null) asked.push(effect.item);
      happened.push(`act ${effect.kind}`);
    },
    complain: (message) => void complaints.push(message),
    ...more,
  });
  return {
    loop,
    happened,
    complaints,
    asked,
    shown,
    written: () => journal.read(['checkin-asked', 'fault']),
    /** Pulls the disk away. */
    pull: () => journal.close(),
    /** Puts it back, as it was. */
    putBack: () => void (journal = open()),
  };
};

test('first on disk, then on the screen, then in the world', () => {
  const { loop, happened, written } = openLoop();
  loop.tell(scanned('A'));
  loop.tell(scanned('B'));
  expect(happened).toEqual([
    'disk checkin-asked',
    'show 1',
    'act ask-checkin',
    'disk checkin-asked',
    'show 2',
    'act ask-checkin',
  ]);
  expect(written()).toEqual([fetched('A'), fetched('B')]);
  expect(loop.state()).toEqual({ count: 2, broken: false });
});

test('a step that throws: the fault is on disk, the place shows itself out of order, and the next event works', () => {
  const { loop, happened, complaints, written } = openLoop({
    step: (state, event) => {
      if (event.kind === 'acs-up') throw new Error('nobody thought of this');
      return count(state, event);
    },
  });
  loop.tell(scanned('A'));
  loop.tell({ kind: 'acs-up' });
  loop.tell(scanned('B'));
  expect(happened.slice(3)).toEqual([
    'disk fault',
    'show 1 broken',
    'act set-timer',
    'disk checkin-asked',
    'show 2',
    'act ask-checkin',
  ]);
  expect(written()).toEqual([fetched('A'), { kind: 'fault', message: 'acs-up: nobody thought of this' }, fetched('B')]);
  expect(complaints).toEqual([expect.stringContaining('met a fault at acs-up')]);
});

test('what a fault leaves open and could not write down goes before the next word, and no step succeeds without it', () => {
  const left: Effect = { kind: 'record', entry: fetched('left') };
  const { loop, pull, putBack, written, shown } = openLoop({
    fault: (state) => ({ state: { ...state, broken: true }, effects: [left] }),
  });
  pull();
  loop.tell(scanned('A'));
  putBack();
  loop.tell(scanned('B'));
  expect(written()).toEqual([fetched('left'), fetched('B')]);
  expect(shown.at(-1)).toMatchObject({ count: 1 });
});

test('what a fault leaves open is written down, too', () => {
  const left: Effect = { kind: 'record', entry: fetched('left') };
  const { loop, written, happened } = openLoop({
    step: () => {
      throw new Error('nobody thought of this');
    },
    fault: (state) => ({ state: { ...state, broken: true }, effects: [left, reopen] }),
  });
  loop.tell({ kind: 'acs-up' });
  expect(written()).toEqual([expect.objectContaining({ kind: 'fault' }), fetched('left')]);
  expect(happened).toEqual(['disk fault', 'disk checkin-asked', 'show 0 broken', 'act set-timer']);
});

test('what was thrown may be anything, and of any length', () => {
  const { loop, written } = openLoop({
    step: (state, event) => {
      // oxlint-disable-next-line typescript/only-throw-error -- a library might
      if (event.kind === 'acs-up') throw 'x'.repeat(100_000);
      return count(state, event);
    },
  });
  loop.tell({ kind: 'acs-up' });
  expect(written()).toEqual([{ kind: 'fault', message: expect.stringMatching(/^acs-up: x{1000,}$/) }]);
  expect(loop.state().broken).toBe(true);
});

test('what cannot be written is not shown and not done; with the disk back the place works again', () => {
  const { loop, happened, shown, asked, complaints, written, pull, putBack } = openLoop();
  loop.tell(scanned('A'));
  pull();
  loop.tell(scanned('B'));
  expect(happened.slice(3)).toEqual(['show 1 broken', 'act set-timer']);
  expect(shown.map((state) => state.count)).toEqual([1, 1]);
  expect(asked).toEqual(['A']);
  expect(complaints).toEqual([
    expect.stringContaining('met a fault at scanned'),
    expect.stringContaining('could not be journalled; is the disk full'),
  ]);
  putBack();
  expect(written()).toEqual([fetched('A')]);
  loop.tell(scanned('C'));
  expect(asked).toEqual(['A', 'C']);
  expect(written()).toEqual([fetched('A'), fetched('C')]);
  expect(loop.state()).toEqual({ count: 2, broken: false });
});

test('an effect that throws: what is on disk and on the screen stands, and the place goes out of order', () => {
  const { loop, written, shown } = openLoop({
    act: (effect) => {
      if (effect.kind === 'ask-checkin' && effect.item === 'B') throw new Error('no such device');
    },
  });
  loop.tell(scanned('A'));
  loop.tell(scanned('B'));
  loop.tell(scanned('C'));
  expect(shown).toEqual([
    { count: 1, broken: false },
    { count: 2, broken: false },
    { count: 2, broken: true },
    { count: 3, broken: false },
  ]);
  expect(written()).toEqual([
    fetched('A'),
    fetched('B'),
    { kind: 'fault', message: 'scanned: no such device' },
    fetched('C'),
  ]);
});

test('nothing that fails reaches the one who told, not even a screen and a world that fail always', () => {
  const { loop, complaints, written } = openLoop({
    show: () => {
      throw new Error('no glass');
    },
    act: () => {
      throw new Error('no world');
    },
  });
  expect(() => loop.tell(scanned('A'))).not.toThrow();
  expect(() => loop.tell(scanned('B'))).not.toThrow();
  expect(loop.state()).toEqual({ count: 2, broken: true });
  expect(written().map(({ kind }) => kind)).toEqual(['checkin-asked', 'fault', 'checkin-asked', 'fault']);
  expect(complaints.length).toBeGreaterThanOrEqual(4);
});

test('events told from inside a step, a screen or an effect wait their turn', () => {
  const order: string[] = [];
  let depth = 0;
  let deepest = 0;
  const nested = (name: string, run: () => void): void => {
    depth += 1;
    deepest = Math.max(deepest, depth);
    order.push(name);
    run();
    depth -= 1;
  };
  const { loop, written } = openLoop({
    step: (state, event) => {
      const number = event.kind === 'scanned' && event.scan.kind === 'number' ? event.scan.number : '';
      nested(`step ${number}`, () => undefined);
      return count(state, event);
    },
    show: (state) => nested(`show ${state.count}`, () => state.count === 1 && loop.tell(scanned('C'))),
    act: (effect) =>
      nested(`act ${'item' in effect ? effect.item : ''}`, () => {
        if (!('item' in effect) || effect.item !== 'A') return;
        loop.tell(scanned('D'));
        loop.tell(scanned('E'));
      }),
  });
  loop.tell(scanned('A'));
  loop.tell(scanned('B'));
  expect(order.filter((name) => name.startsWith('step'))).toEqual(['step A', 'step C', 'step D', 'step E', 'step B']);
  expect(order.filter((name) => name.startsWith('show'))).toEqual(['show 1', 'show 2', 'show 3', 'show 4', 'show 5']);
  expect(deepest).toBe(1);
  expect(written()).toEqual(['A', 'C', 'D', 'E', 'B'].map(fetched));
});

// ── The same with a whole station ──

story('where the journal cannot be written nothing is lent, and nobody is told that it was', async (told) => {
  const { glass, bench, acs, clock, works } = told;
  await glass.borrowAs(cards.an);
  works().journal.close();
  await bench.put(items.kieu);
  await glass.shows({ at: 'closed', because: 'fault' });
  expect(acs.lentTo(items.kieu)).toBeNull();
  expect(bench.tag(items.kieu).security).toBe('armed');
  // It looks every few seconds whether it can write again, and lets nobody in before that.
  await clock.pass(60_000);
  await glass.shows({ at: 'closed', because: 'fault' });
  await glass.press({ kind: 'borrow' });
  await glass.shows({ at: 'closed', because: 'fault' });
  expect(acs.lentTo(items.kieu)).toBeNull();
  for (const never of ['"at":"lent"', '"at":"asking"', '"at":"hold-still"'])
    expect(glass.everything()).not.toContain(never);
});
