// The journal's file: one station at a time, whole or set aside and restored, copied, and forgetful when days are over. Real
// files, real damage.
import Database from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Entry } from '../../station/journal/entries.ts';
import { sentenceOf } from '../../station/health.ts';
import { openJournal, type Journal } from '../../station/journal/journal.ts';
import { copyNames, lockJournal, makeSound } from '../../station/journal/keeping.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { createHandClock, type HandClock } from '../clock.ts';
import { allReal, newFolder, silent } from './open-house.ts';
import { startLines } from './programs.ts';

const nowMs = Date.UTC(2026, 10, 22, 2, 30);
const dayMs = 24 * 60 * 60_000;
const newFile = (): string => join(newFolder(), 'journal.sqlite');
const patronOf = (n: number): string => `2123400${String(n).padStart(7, '0')}`;

const day = (from: number, count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, n): readonly Entry[] => {
    const about = { ticket: `${from + n}-1`, item: `31234${from + n}`, patron: patronOf(from + n) };
    return [
      { kind: 'session-began', session: from + n, errand: 'checkout', patron: about.patron },
      { kind: 'checkout-asked', ...about, uids: [] },
      { kind: 'lent', ...about, due: null, renewed: false, ours: true },
      { kind: 'session-ended', session: from + n, done: 1, attention: 0, refused: 0 },
    ];
  }).flat();

const filled = async (file: string, clock: HandClock = createHandClock(nowMs)): Promise<void> => {
  const journal = openJournal(file, clock);
  journal.append('K1', day(1, 300));
  expect(await journal.copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  journal.append('K1', day(301, 300));
  journal.close();
};

/** Bytes of a page in the middle are other bytes: as a dying disk gives them back. */
const damage = (file: string, share: number): void => {
  const { size } = statSync(file);
  const page = Math.floor((size * share) / 4096) * 4096;
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page);
  closeSync(handle);
};

const open = (file: string): Journal => {
  const journal = openJournal(file, createHandClock(nowMs));
  onTestFinished(() => journal.close());
  return journal;
};

const station = async (file: string, clock: HandClock = createHandClock(nowMs)): Promise<Station> => {
  const opened = await openStation({
    loaded: { kind: 'settings', settings: allReal },
    settingsFile: join(file, '../settings.json'),
    journalFile: file,
    clock,
    random: () => 0.5,
    log: silent,
  });
  onTestFinished(() => ended(opened, clock));
  return opened;
};
const ended = async (opened: Station, clock: HandClock): Promise<void> => {
  const closed = opened.close();
  await clock.pass(2_000);
  await closed;
};
const technicianTold = (opened: Station): readonly string[] =>
  opened.issues.map(({ path, message }) => `${path} ${message.en}`);

// ── Damage ──

test('a whole file is opened, and a new one made, without a word', async () => {
  const file = newFile();
  expect(makeSound(file, nowMs)).toBeNull();
  await filled(file);
  expect(makeSound(file, nowMs)).toBeNull();
});

test.each([0.2, 0.5, 0.9])(
  'a page that is damaged (at %d of the file): set aside, copied back, and the rest salvaged',
  async (share) => {
    const file = newFile();
    await filled(file);
    damage(file, share);
    const damaged = readFileSync(file);
    const restored = makeSound(file, nowMs);
    expect(restored).toMatchObject({ setAside: 'journal-damaged-2026-11-22T023000.sqlite', fromCopy: 1200 });
    // As it was, for whoever looks at it.
    expect(readFileSync(join(file, '..', restored?.setAside ?? '')).equals(damaged)).toBe(true);
    const lent = open(file).read(['lent']);
    expect(lent.length).toBeGreaterThanOrEqual(300);
    expect((restored?.salvaged ?? 0) + (restored?.lost ?? 0)).toBe(1200);
    expect(lent.slice(0, 300)).toEqual(day(1, 300).filter(({ kind }) => kind === 'lent'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

test('a file whose beginning is gone is damaged, too; without a copy what can be read is what there is', async () => {
  const file = newFile();
  await filled(file);
  damage(file, 0);
  expect(makeSound(file, nowMs)).toMatchObject({ fromCopy: 1200, salvaged: 0, lost: null });
  expect(open(file).lastSession()).toBe(300);

  const alone = newFile();
  await filled(alone);
  rmSync(copyNames(alone).newest);
  damage(alone, 0.5);
  const restored = makeSound(alone, nowMs);
  expect(restored?.fromCopy).toBeNull();
  expect(restored?.salvaged).toBeGreaterThan(500);
  expect(open(alone).lastSession()).toBe(600);
});

test('a restore that is cut short leaves everything for the next start', async () => {
  const file = newFile();
  await filled(file);
  damage(file, 0.5);
  const before = readFileSync(file);
  // Nothing can be written where it is to be made, as on a full disk.
  mkdirSync(`${file}.mending`);
  expect(() => makeSound(file, nowMs)).toThrow();
  expect(readFileSync(file).equals(before)).toBe(true);
  rmdirSync(`${file}.mending`);
  const restored = makeSound(file, nowMs);
  expect(restored).toMatchObject({ fromCopy: 1200 });
  expect((restored?.salvaged ?? 0) + (restored?.lost ?? 0)).toBe(1200);
  // The power goes when it was made, and has its name not yet: it is taken, not made anew without what could be read. The log of
  // the damaged one still lies there, and is not read into it.
  renameSync(file, `${file}.mended`);
  writeFileSync(`${file}-wal`, 'of the damaged file');
  expect(makeSound(file, nowMs)).toMatchObject({ fromCopy: 1200 + (restored?.salvaged ?? 0) });
  expect(readdirSync(dirname(file)).filter((name) => /^journal-damaged-.*-wal$/.test(name))).toHaveLength(1);
  expect(makeSound(file, nowMs)).toBeNull();
});

test('a restore that was not even half made is not taken for the journal', async () => {
  const file = newFile();
  await filled(file);
  rmSync(file);
  writeFileSync(`${file}.mending`, '');
  expect(makeSound(file, nowMs)).toMatchObject({ fromCopy: 1200 });
  expect(open(file).lastSession()).toBe(300);
});

test('a journal that is gone, or empty, though there was one, is not begun anew without a word', async () => {
  for (const lose of [(file: string) => rmSync(file), (file: string) => truncateSync(file, 0)]) {
    const file = newFile();
    await filled(file);
    lose(file);
    expect(makeSound(file, nowMs)).toMatchObject({ setAside: null, fromCopy: 1200, salvaged: 0 });
    expect(open(file).lastSession()).toBe(300);
  }
});

test('a copy that is damaged itself is not gone back to: the one before it is', async () => {
  const file = newFile();
  await filled(file);
  const journal = open(file);
  expect(await journal.copy({ forgetBefore: false, mayGoOn: () => true })).toBe('copied');
  journal.close();
  damage(copyNames(file).newest, 0.5);
  rmSync(file);
  expect(makeSound(file, nowMs)).toMatchObject({ fromCopy: 1200 });
});

test('a station over a damaged journal works, and says so in its journal and to whoever supervises it', async () => {
  const file = newFile();
  await filled(file);
  damage(file, 0.5);
  const opened = await station(file);
  expect(opened.works?.journal.read(['journal-restored'])).toEqual([
    expect.objectContaining({ fromCopy: 1200, setAside: 'journal-damaged-2026-11-22T023000.sqlite' }),
  ]);
  expect(opened.health().missing.map(sentenceOf).join()).toMatch(
    /The journal was damaged \(set aside as journal-damaged-.*its copy gave 1200/,
  );
});

// ── A file that cannot be used: the station opens for the technician alone ──

test('another station on the same file is told so; when that ends however it does, the file is free', async () => {
  const file = newFile();
  const other = startLines(`
    import { lockJournal } from './station/journal/keeping.ts';
    lockJournal(${JSON.stringify(file)});
    console.log('locked');
    setInterval(() => undefined, 1000);`);
  await other.says(/locked/);
  const opened = await station(file);
  expect([opened.works, technicianTold(opened)]).toEqual([null, [expect.stringMatching(/^journal another Tram/)]]);
  expect(() => opened.check()).not.toThrow();
  other.kill('SIGKILL');
  await other.ended;
  // Whoever supervises it starts it anew.
  expect(() => opened.check()).toThrow(/started anew/);
  expect((await station(file)).works).not.toBeNull();
});

test('a newer journal, and another program’s, are refused and stay as they are', async () => {
  for (const [sql, says] of [
    ['create table entries (seq integer primary key); pragma user_version = 99', /is of version 99/],
    ['create table recipes (name text)', /another program/],
  ] as const) {
    const file = newFile();
    const raw = new Database(file);
    raw.exec(sql);
    raw.close();
    const before = readFileSync(file);
    expect(technicianTold(await station(file))).toEqual([expect.stringMatching(says)]);
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});

test('where the folder is not there the station opens for the technician', async () => {
  expect(technicianTold(await station(join(newFolder(), 'gone', 'journal.sqlite')))).toEqual([
    expect.stringMatching(/cannot be opened/),
  ]);
});

test.skipIf(process.getuid?.() === 0)('a file that may not be written: the technician is told', async () => {
  const file = newFile();
  await filled(file);
  chmodSync(file, 0o400);
  expect(technicianTold(await station(file))).toEqual([expect.stringMatching(/read-only/)]);
});

// ── Copies ──

test('a copy is whole, of all that was written, for its owner alone; the one before is kept', async () => {
  const file = newFile();
  await filled(file);
  const journal = open(file);
  await journal.copy({ forgetBefore: false, mayGoOn: () => true });
  const { newest, before } = copyNames(file);
  const rows = (copy: string): unknown => {
    const raw = new Database(copy, { readonly: true });
    onTestFinished(() => void raw.close());
    return raw.prepare('select count(*) from entries').pluck().get();
  };
  expect([rows(newest), rows(before)]).toEqual([2400, 1200]);
  expect([newest, before].map((copy) => statSync(copy).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('a station that is stopped leaves a copy of its last day', async () => {
  const file = newFile();
  const clock = createHandClock(nowMs);
  const closed = (await station(file, clock)).close();
  // The disk is quick: the copy is made before much time has gone by.
  await clock.pass(100);
  await closed;
  expect(existsSync(copyNames(file).newest)).toBe(true);
});

// ── Forgetting ──

const everything = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

test('patrons’ numbers whose days are over are in no file any more: not in the log, not in a copy, not set aside', async () => {
  const file = newFile();
  const folder = join(file, '..');
  const clock = createHandClock(nowMs);
  await filled(file, clock);
  damage(file, 0.5);
  await ended(await station(file, clock), clock);
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), new Date(nowMs), new Date(nowMs));
  expect(everything(folder)).toContain(patronOf(7));
  const later = createHandClock(nowMs + 8 * dayMs);
  const opened = await station(file, later);
  const journal = opened.works?.journal;
  // One question is open still: its patron is needed to find it out.
  journal?.append('K1', [{ kind: 'checkout-asked', ticket: '900-1', item: '1', patron: patronOf(900), uids: [] }]);
  journal?.append('K1', day(901, 1));
  await opened.works?.housekeeping.run();
  const left = everything(folder);
  expect(Array.from({ length: 600 }, (_, n) => patronOf(n + 1)).filter((number) => left.includes(number))).toEqual([]);
  expect([left.includes(patronOf(900)), left.includes(patronOf(901))]).toEqual([true, true]);
  expect(journal?.read(['forgotten'])).toEqual([expect.objectContaining({ entries: 0 })]);
  expect(journal?.read(['lent']).length).toBeGreaterThan(500);
});

test('an open question keeps its patron, however old it is', async () => {
  const file = newFile();
  const journal = open(file);
  journal.append('K1', [
    { kind: 'checkout-asked', ticket: '1-1', item: 'a', patron: patronOf(1), uids: [] },
    ...day(2, 1),
  ]);
  const until = { patronsBeforeMs: nowMs + dayMs, entriesBeforeMs: nowMs + dayMs, needed: [] };
  expect(await journal.forget(until)).toEqual({ patrons: 3, entries: 0 });
  expect(journal.open().questions.map(({ asked }) => ('patron' in asked ? asked.patron : ''))).toEqual([patronOf(1)]);
});

test('entries whose days are over are gone, oldest first; what is open stays, and so does the number of the last session', async () => {
  const file = newFile();
  const clock = createHandClock(nowMs);
  const journal = openJournal(file, clock);
  onTestFinished(() => journal.close());
  journal.append('K1', [
    { kind: 'security-pending', uid: 'E004015000000001', item: 'a', want: 'armed' },
    ...day(1, 3000),
  ]);
  await clock.pass(10 * dayMs);
  journal.append('K1', day(3001, 1));
  const gone = await journal.forget({ patronsBeforeMs: 0, entriesBeforeMs: nowMs + dayMs, needed: [] });
  expect(gone).toEqual({ patrons: 0, entries: 12_000 });
  expect(journal.read(['lent']).length).toBe(1);
  expect(() => {
    const raw = new Database(file);
    onTestFinished(() => void raw.close());
    raw.exec('delete from entries');
  }).toThrow('append-only');
  journal.close();
  const again = open(file);
  expect([again.security().size, again.lastSession()]).toEqual([1, 3001]);
});

test('a lock is given back', () => {
  const file = newFile();
  const unlock = lockJournal(file);
  expect(() => lockJournal(file)).toThrow('database is locked');
  unlock();
  lockJournal(file)();
});
