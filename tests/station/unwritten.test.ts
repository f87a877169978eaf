// What is done while the journal takes nothing: nothing of it is lost, and no wrong PIN is forgotten.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { staffKey, wrongsOf } from '../../station/flows/guard.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal, type Journal } from '../../station/journal/journal.ts';
import { createLog } from '../../station/log.ts';
import { createUnwritten } from '../../station/unwritten.ts';
import { createHandClock } from '../clock.ts';
import { fillDisk, roomAgain } from '../full-disk.ts';

const opened = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-unwritten-'));
  const file = join(folder, 'journal.sqlite');
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const journal = openJournal(file, clock);
  onTestFinished(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });
  let now: Journal | null = journal;
  const log: string[] = [];
  const unwritten = createUnwritten({
    journal: () => now,
    clock,
    log: createLog('info', { write: (line) => void log.push(line) }),
  });
  return { file, clock, journal, unwritten, log, open: (is: boolean) => void (now = is ? journal : null) };
};

const signedIn = (session: number): Entry => ({ kind: 'staff-signed-in', session, staff: 'Hà', by: 'pin' });
const wrong = (tries: number): Entry => ({ kind: 'staff-wrong', session: 1, staff: 'Hà', nobody: null, tries });
const right: Entry = { kind: 'staff-right', session: 1, staff: 'Hà' };
const key = staffKey({ staff: 'Hà', nobody: null });

test('what waits is written in its order as soon as the journal is open and the disk has room', () => {
  const { file, journal, unwritten, log, open } = opened();
  open(false);
  unwritten.note('technician', [signedIn(1)]);
  fillDisk(file);
  open(true);
  unwritten.write();
  unwritten.note('technician', [signedIn(2)]);
  expect(journal.read(['staff-signed-in'])).toEqual([]);
  roomAgain(file);
  unwritten.note('technician', [signedIn(3)]);
  unwritten.write();
  expect(journal.read(['staff-signed-in'])).toMatchObject([{ session: 1 }, { session: 2 }, { session: 3 }]);
  // Told once, however often it is tried; and what was done stands in the log, too.
  expect(log.filter((line) => line.includes('the journal takes nothing'))).toHaveLength(1);
  expect(log.filter((line) => line.includes('not in the journal yet'))).toHaveLength(2);
});

test('a wrong PIN counts from when it was typed, written or not, here more than elsewhere', () => {
  const { file, clock, unwritten } = opened();
  const wrongs = (place = 'technician') => wrongsOf(unwritten.guard(place), key, clock.now());
  unwritten.note('technician', [wrong(1)]);
  fillDisk(file);
  unwritten.note('technician', [wrong(2)]);
  expect(wrongs()).toBe(2);
  expect(unwritten.guard('technician').wrongs.map(({ isHere }) => isHere)).toEqual([true, true]);
  expect(unwritten.guard('D1').wrongs.map(({ isHere }) => isHere)).toEqual([false, false]);
  roomAgain(file);
  unwritten.write();
  expect(wrongs()).toBe(2);
  fillDisk(file);
  unwritten.note('technician', [right]);
  expect(wrongs()).toBe(0);
});

test('a disk that gives nothing back either forgets no wrong PIN', () => {
  const { clock, journal, unwritten } = opened();
  unwritten.note('technician', [wrong(1), wrong(2), wrong(3)]);
  expect(wrongsOf(unwritten.guard('technician'), key, clock.now())).toBe(3);
  journal.close();
  expect(wrongsOf(unwritten.guard('technician'), key, clock.now())).toBe(3);
});
