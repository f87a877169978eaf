// The lock after wrong staff PINs outlives the program: who pulls the plug gains no guesses.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { staffPinLeft } from '../../station/start.ts';
import { createHandClock } from '../clock.ts';
import { newFolder } from './open-house.ts';

const wrong = (tries: number): Entry => ({ kind: 'staff-pin-wrong', session: 3, tries });
const right: Entry = { kind: 'staff-pin-right', session: 4 };

const startedAfter = (entries: readonly Entry[], laterMs: number) => {
  const clock = createHandClock(Date.UTC(2026, 10, 22, 8));
  const file = join(newFolder(), 'journal.sqlite');
  const first = openJournal(file, clock);
  for (const entry of entries) first.append('K1', [entry]);
  first.close();
  const again = openJournal(file, clock);
  onTestFinished(() => again.close());
  return { K1: staffPinLeft(again, 'K1', clock.now() + laterMs), K2: staffPinLeft(again, 'K2', clock.now() + laterMs) };
};

const none = { wrong: 0, lockedMs: 0 };
const lock = kioskTimes.staffPinLockMs;

test.each<[string, readonly Entry[], number, { wrong: number; lockedMs: number }]>([
  ['nobody ever typed one', [], 0, none],
  ['two wrong ones count on', [wrong(1), wrong(2)], 0, { wrong: 2, lockedMs: 0 }],
  ['the third locks', [wrong(1), wrong(2), wrong(3)], 20_000, { wrong: 3, lockedMs: lock - 20_000 }],
  ['the fifth locks four times as long', [wrong(4), wrong(5)], lock, { wrong: 5, lockedMs: 3 * lock }],
  ['a lock that ran out meanwhile', [wrong(3)], lock + 1, { wrong: 3, lockedMs: 0 }],
  ['the right one after wrong ones', [wrong(1), wrong(2), right], 0, none],
  ['wrong ones after the right one', [wrong(2), right, wrong(1)], 0, { wrong: 1, lockedMs: 0 }],
  ['a clock that was put back a day', [wrong(3)], -86_400_000, { wrong: 3, lockedMs: lock }],
])('%s', (_name, entries, laterMs, left) => {
  expect(startedAfter(entries, laterMs)).toEqual({ K1: left, K2: none });
});
