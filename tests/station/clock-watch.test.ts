// Clocks: the library system's against ours, and ours when somebody sets it while the station works.
import { expect, test } from 'vitest';
import { createClockWatch, driftOf, type Drift } from '../../station/clock-watch.ts';
import { createHandClock } from '../clock.ts';
import { book, openDesk } from './desk.ts';

const nowMs = new Date(2026, 10, 22, 9, 30).getTime();

test.each<[string, Drift | 'none' | null]>([
  ['20261122    093000', 'none'],
  ['20261122    093159', 'none'],
  ['20261122    093500', { seconds: 300, zone: false }],
  ['20261122    023000', { seconds: -7 * 3600, zone: true }],
  ['20261122    103010', { seconds: 3610, zone: true }],
  ['20261122    110000', { seconds: 5400, zone: false }],
  ['20261121    093000', { seconds: -86_400, zone: false }],
  ['19700101    000000', expect.objectContaining({ zone: false })],
  ['no time at all', null],
  ['20261122', null],
])('a library system that says %s', (told, drift) => {
  expect(driftOf(told, nowMs)).toEqual(drift);
});

test('a drift is told once, and again when it is another one; the day is sure while they agree about it', () => {
  const told: Drift[] = [];
  const watch = createClockWatch({
    clock: createHandClock(nowMs),
    drifted: (drift) => told.push(drift),
    moved: () => undefined,
  });
  expect(watch.isDaySure()).toBe(false);
  watch.heard(null);
  expect(watch.isDaySure()).toBe(false);
  for (const text of ['20261122    093000', '20261122    103000', '20261122    103005', '20261124    093000'])
    watch.heard(text);
  expect(told.map(({ seconds }) => seconds)).toEqual([3600, 2 * 86_400]);
  expect([watch.drift()?.zone, watch.isDaySure()]).toEqual([false, false]);
  watch.heard('20261122    093000');
  expect([watch.drift(), watch.isDaySure()]).toEqual([null, true]);
  watch.close();
});

test.each([-3_600_000, 86_400_000])(
  'our own clock that jumps by %d ms is noticed, though no timer is',
  async (byMs) => {
    const hand = createHandClock(nowMs);
    let off = 0;
    const moves: number[] = [];
    const watch = createClockWatch({
      clock: { now: () => hand.now() + off, after: hand.after },
      drifted: () => undefined,
      moved: (by) => moves.push(by),
    });
    await hand.pass(120_000);
    off = byMs;
    await hand.pass(120_000);
    expect(moves).toEqual([byMs]);
    watch.close();
  },
);

test('after an hour back or a day forward what is laid down is still the patron’s, and not the last one’s', () => {
  for (const byMs of [-3_600_000, 86_400_000]) {
    const desk = openDesk();
    desk.borrow();
    desk.finish();
    desk.nowMs += 60_000 + byMs;
    desk.tell({ kind: 'clock-moved', byMs });
    desk.borrow();
    desk.put('E004015000000001', book('31234000001014'));
    expect(desk.effects('ask-checkout').map(({ item }) => item)).toEqual(['31234000001014']);
  }
});
