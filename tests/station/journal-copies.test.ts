// The journal's copies under a program that is stopped or killed in the middle of one: what is kept is always whole.
import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock, type Clock } from '../../drivers/clock.ts';
import { createHousekeeping } from '../../station/housekeeping.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { copyNames } from '../../station/journal/keeping.ts';
import { createLog } from '../../station/log.ts';
import { retentionSettings } from '../../station/settings/retention.ts';
import { createHandClock } from '../clock.ts';
import { isProof } from '../proof.ts';
import { newFolder } from './open-house.ts';
import { start } from './programs.ts';

vi.setConfig({ testTimeout: isProof ? 600_000 : 120_000 });

const newFile = (): string => join(newFolder(), 'journal.sqlite');
const faults = (count: number): readonly Entry[] =>
  Array.from({ length: count }, () => ({ kind: 'fault', message: 'x'.repeat(1900) }));

/** How many rows a copy has; throws when it is not whole. */
const rowsIn = (copy: string): number => {
  const raw = new Database(copy, { readonly: true, fileMustExist: true });
  try {
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    return Number(raw.prepare('select count(*) from entries').pluck().get());
  } finally {
    raw.close();
  }
};

test('a copy that may not go on leaves the last one as it was, and nothing of itself', async () => {
  const file = newFile();
  const journal = openJournal(file, systemClock);
  onTestFinished(() => journal.close());
  journal.append('K1', faults(100));
  expect(await journal.copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  journal.append('K1', faults(8000));
  let parts = 0;
  const mayGoOn = (): boolean => (parts += 1) < 3;
  expect(await journal.copy({ forgetBefore: false, mayGoOn })).toBe('stopped');
  expect(parts).toBe(3);
  expect(rowsIn(copyNames(file).newest)).toBe(100);
  expect(readdirSync(dirname(file)).filter((name) => name.includes('.new'))).toEqual([]);
  // The next one is made as ever.
  expect(await journal.copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  expect([rowsIn(copyNames(file).newest), rowsIn(copyNames(file).before)]).toEqual([8100, 100]);
});

test('a station that is stopped does not wait for the copy of a long journal, and says so', async () => {
  const file = newFile();
  const hand = createHandClock(Date.UTC(2026, 10, 22, 2, 30));
  let parts = 0;
  // Each part of the copy takes this disk half a second.
  const clock: Clock = { now: () => hand.now() + parts * 500, after: hand.after };
  const journal = openJournal(file, clock);
  onTestFinished(() => journal.close());
  journal.append('K1', faults(8000));
  const said: string[] = [];
  const keeping = createHousekeeping({
    journal: {
      ...journal,
      copy: (wish) =>
        journal.copy({
          ...wish,
          mayGoOn: () => {
            parts += 1;
            return wish.mayGoOn();
          },
        }),
    },
    file,
    clock,
    retention: retentionSettings.parse({}),
    needed: () => [],
    isDaySure: () => true,
    log: createLog('info', { write: (line) => void said.push(line) }),
  });
  await keeping.close();
  expect(existsSync(copyNames(file).newest)).toBe(false);
  expect(said.join('')).toMatch(/no time for a whole copy of the journal/);
});

const copier = (file: string): string => `
  import { openJournal } from './station/journal/journal.ts';
  import { systemClock } from './drivers/clock.ts';
  const journal = openJournal(${JSON.stringify(file)}, systemClock);
  for (let nth = 1; ; nth += 1) {
    journal.append('K1', Array.from({ length: 500 }, () => ({ kind: 'fault', message: 'x'.repeat(1900) })));
    console.log('begin ' + nth);
    await journal.copy({ forgetBefore: nth % 3 === 0, mayGoOn: () => true });
    console.log('end ' + nth);
  }`;

test('a program that is killed in the middle of a copy leaves a whole one, and never one that is older than the one before', async () => {
  const file = newFile();
  let least = 0;
  for (let kill = 0; kill < (isProof ? 40 : 2); kill += 1) {
    const program = start(process.execPath, ['--input-type=module', '-e', copier(file)]);
    const nth = 3 + (kill % 3);
    await program.says(new RegExp(`begin ${nth}\\n`));
    await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 40));
    program.kill('SIGKILL');
    await program.ended;
    const { newest, before } = copyNames(file);
    const there = [newest, before].filter((copy) => existsSync(copy));
    const rows = there.map(rowsIn);
    expect(Math.max(...rows)).toBeGreaterThan(least);
    least = Math.max(...rows);
  }
});
