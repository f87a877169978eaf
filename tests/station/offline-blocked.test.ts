// The list of cards that were last blocked: what is heard, how long it counts, and that its file names nobody.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBlockedList, type BlockedList } from '../../station/offline/blocked.ts';
import type { PatronAnswer } from '../../station/library.ts';
import { createHandClock } from '../clock.ts';
import { patron } from './desk.ts';
import { newFolder } from './open-house.ts';

const dayMs = 86_400_000;
const card = patron.number;
const said = (block: 'blocked' | null): PatronAnswer => ({
  kind: 'known',
  patron: { ...patron, block },
  verified: true,
});

const open = (folder = newFolder()) => {
  const clock = createHandClock();
  const complaints: string[] = [];
  let nowMs = clock.now();
  const openAgain = (): BlockedList =>
    openBlockedList({
      folder,
      clock: { ...clock, now: () => nowMs },
      complain: (message) => void complaints.push(message),
    });
  return { folder, complaints, openAgain, list: openAgain(), later: (days: number) => void (nowMs += days * dayMs) };
};

test('a block counts for its days, and a good word ends it', () => {
  const { list, later } = open();
  expect(list.reason(card, 30)).toBeNull();
  list.heard(card, said('blocked'));
  list.heard('2999', { kind: 'unknown-card' });
  list.heard(card, { kind: 'silent' });
  expect([list.reason(card, 30), list.reason('2999', 30)]).toEqual(['blocked', 'unknown-card']);
  later(31);
  expect([list.reason(card, 30), list.reason(card, 60)]).toEqual([null, 'blocked']);
  list.heard(card, said(null));
  expect(list.reason(card, 60)).toBeNull();
});

test('it stands on disk under a key, for its own user alone, and names nobody', () => {
  const { folder, list, openAgain } = open();
  list.heard('typed-otherwise', said('blocked'));
  expect(openAgain().reason(card, 30)).toBe('blocked');
  expect(openAgain().reason('typed-otherwise', 30)).toBe('blocked');
  expect(readdirSync(folder).toSorted()).toEqual(['offline-blocked.json', 'offline.key']);
  for (const file of readdirSync(folder)) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, file), 'latin1')).not.toContain(card);
  }
});

test('a list that cannot be read begins anew, and says so', () => {
  const { folder, list, openAgain, complaints } = open();
  list.heard(card, said('blocked'));
  writeFileSync(join(folder, 'offline-blocked.json'), '{"version":1');
  expect(openAgain().reason(card, 30)).toBeNull();
  expect(complaints).toEqual(['the list of blocked cards cannot be read: it begins anew']);
});
