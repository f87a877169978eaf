// The journal: what was appended is on disk, stays as it was, and tells what is still open. Looks at the file from
// outside too, by a second connection and from a second program.
import Database from 'better-sqlite3';
import { array, assert, constantFrom, property, record } from 'fast-check';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../station/journal/database.ts';
import { entryKinds, entrySays, parseEntry, type Entry, type EntryKind } from '../../station/journal/entries.ts';
import { openJournal, type Journal } from '../../station/journal/journal.ts';
import { createHandClock } from '../clock.ts';
import { newFolder } from './open-house.ts';
import { startLines, startLinesOnFullDisk } from './programs.ts';

const patron = '21234000000018';
const item = '31234000001014';
const ticket = '7-1';
const uid = 'E004010046A847AD';
const reference = 'K1-000007-1';

/** One of every kind of the catalogue; a kind that is new there does not compile here without its own. */
const oneOfEach: { readonly [K in EntryKind]: Extract<Entry, { kind: K }> } = {
  'station-started': { kind: 'station-started', version: '0.1.0' },
  'session-began': { kind: 'session-began', session: 7, errand: 'checkout', patron },
  'device-tried': {
    kind: 'device-tried',
    session: 7,
    staff: 'Tuấn',
    place: 'K1',
    device: 'pad',
    what: 'write',
    tag: uid,
    came: 'verified',
  },
  'place-tended': { kind: 'place-tended', session: 7, staff: 'Tuấn' },
  'place-given-back': { kind: 'place-given-back', session: 7, because: 'time' },
  'kiosk-closed': { kind: 'kiosk-closed', session: 7, staff: 'Lan' },
  'kiosk-opened': { kind: 'kiosk-opened', session: 7, staff: 'Lan' },
  'paper-changed': { kind: 'paper-changed', session: 7, staff: 'Lan' },
  'test-slip': { kind: 'test-slip', session: 7, staff: 'Lan', came: 'printed' },
  'staff-wrong': { kind: 'staff-wrong', session: 7, staff: 'Lan', nobody: null, tries: 2 },
  'staff-right': { kind: 'staff-right', session: 7, staff: 'Lan' },
  'staff-signed-in': { kind: 'staff-signed-in', session: 7, staff: 'Lan', by: 'card-and-pin' },
  'desk-serves': { kind: 'desk-serves', session: 7, staff: 'Lan', patron: '21234000000018' },
  'block-passed': {
    kind: 'block-passed',
    session: 7,
    staff: 'Minh',
    patron: '21234000000018',
    block: 'expired',
    reason: 'renews it today',
  },
  'refusal-passed': {
    kind: 'refusal-passed',
    session: 7,
    staff: 'Minh',
    patron: '21234000000018',
    item: '31234000001014',
    because: 'not-for-loan',
    reason: 'for an exhibition',
  },
  'payment-taken': { kind: 'payment-taken', session: 7, staff: 'Lan', reference: 'D1-000007-1', by: 'cash' },
  'staff-signed-out': { kind: 'staff-signed-out', session: 7, staff: 'Lan', because: 'left' },
  'tag-mended': {
    kind: 'tag-mended',
    session: 7,
    staff: 'Lan',
    uid: 'E0040150000000A1',
    item: '31234000001014',
    want: 'disarmed',
    was: 'armed',
    came: 'verified',
  },
  'acs-probed': { kind: 'acs-probed', session: 7, staff: 'Tuấn', way: 'beside' },
  'acs-patrons-shown': { kind: 'acs-patrons-shown', session: 7, staff: null, shown: true },
  'acs-file-made': { kind: 'acs-file-made', session: 7, staff: 'Tuấn', file: 'vendor' },
  'calibration-began': { kind: 'calibration-began', session: 7, staff: 'Hà', at: 'K1', resumed: true },
  'calibration-ended': {
    kind: 'calibration-ended',
    session: 7,
    staff: null,
    at: 'K1',
    verdict: 'fail',
    certificate: 'mb2k-k1',
  },
  'calibration-discarded': { kind: 'calibration-discarded', session: 7, staff: 'Hà', at: 'K1' },
  'radio-set': { kind: 'radio-set', session: 7, staff: 'Hà', at: 'K1', what: 'power', to: 17 },
  'settings-changed': {
    kind: 'settings-changed',
    session: 7,
    staff: 'Hà',
    because: 'edited',
    paths: ['places.0.name'],
  },
  'set-up-changed': { kind: 'set-up-changed', session: 7, staff: null, what: 'begun' },
  'set-up-step': {
    kind: 'set-up-step',
    session: 7,
    staff: 'Hà',
    step: 'devices',
    state: 'skipped',
    why: 'Máy in chưa về',
  },
  'settings-fell-back': { kind: 'settings-fell-back', because: 'K1 is closed while the library system is silent.' },
  'hand-taken': { kind: 'hand-taken', session: 7, key: 'tag E0040150000000A1', staff: 'Lan' },
  'hand-settled': { kind: 'hand-settled', key: 'paper K1', staff: null, how: 'by-itself' },
  'desk-locked': { kind: 'desk-locked', session: 7, staff: 'Lan', because: 'idle' },
  'desk-unlocked': { kind: 'desk-unlocked', session: 7, staff: 'Lan' },
  'tag-write-asked': {
    kind: 'tag-write-asked',
    ticket: 'D1-tag-1',
    uid: 'E00401500100000F',
    item: '31234000001014',
    part: { nth: 1, of: 3 },
    staff: 'Lan',
    was: 'blank',
    memory: '00000000',
    title: 'Truyện Kiều',
  },
  'tag-written': {
    kind: 'tag-written',
    ticket: 'D1-tag-1',
    uid: 'E00401500100000F',
    item: '31234000001014',
    part: null,
    staff: 'Lan',
    was: 'blank',
  },
  'tag-write-failed': {
    kind: 'tag-write-failed',
    ticket: 'D1-tag-1',
    uid: 'E00401500100000F',
    item: '31234000001014',
    staff: 'Lan',
    because: 'refused',
    half: true,
  },
  'tag-undo-asked': {
    kind: 'tag-undo-asked',
    ticket: 'D1-tag-2',
    of: 'D1-tag-1',
    uid: 'E00401500100000F',
    item: '31234000001014',
    part: null,
    staff: 'Lan',
  },
  'tag-write-undone': {
    kind: 'tag-write-undone',
    ticket: 'D1-tag-2',
    of: 'D1-tag-1',
    uid: 'E00401500100000F',
    item: '31234000001014',
    staff: 'Lan',
  },
  'tag-half-settled': {
    kind: 'tag-half-settled',
    ticket: 'D1-tag-2',
    uid: 'E00401500100000F',
    item: '31234000001014',
    staff: 'Lan',
    how: 'by-hand',
  },
  'session-ended': { kind: 'session-ended', session: 7, done: 1, attention: 0, refused: 2 },
  'password-wrong': { kind: 'password-wrong', session: 8, patron, tries: 1 },
  'password-right': { kind: 'password-right', session: 8, patron },
  'checkout-asked': { kind: 'checkout-asked', ticket, item, patron, uids: [uid] },
  lent: { kind: 'lent', ticket, item, patron, due: '2026-12-13', renewed: false, ours: true },
  'checkout-refused': { kind: 'checkout-refused', ticket, item, patron, because: 'on-hold-for-another' },
  'outcome-unknown': { kind: 'outcome-unknown', ticket, item, patron, asked: 'checkout' },
  'outcome-found': { kind: 'outcome-found', ticket, item, patron, found: 'on-loan' },
  'undo-asked': { kind: 'undo-asked', ticket, item, patron, uids: [uid] },
  'loan-undone': { kind: 'loan-undone', ticket, item, patron },
  'loan-stands': { kind: 'loan-stands', ticket, item, patron },
  'checkin-asked': { kind: 'checkin-asked', ticket, item, uids: [uid] },
  returned: { kind: 'returned', ticket, item, notes: ['overdue', 'on-hold'] },
  'checkin-refused': { kind: 'checkin-refused', ticket, item, because: 'unknown-item' },
  'renewal-asked': { kind: 'renewal-asked', ticket, item, patron, dueText: '20261201    235900' },
  renewed: { kind: 'renewed', ticket, item, patron, due: '2026-12-13' },
  'renewal-refused': { kind: 'renewal-refused', ticket, item, patron, because: 'not-renewable' },
  'hold-cancel-asked': { kind: 'hold-cancel-asked', ticket, item, patron },
  'hold-cancelled': { kind: 'hold-cancelled', ticket, item, patron },
  'hold-not-cancelled': { kind: 'hold-not-cancelled', ticket, item, patron, because: 'said-no' },
  'payment-shown': { kind: 'payment-shown', session: 7, reference, amount: '45000', currency: 'VND', patron },
  'payment-left': { kind: 'payment-left', session: 7, reference, patron },
  'payment-asked': { kind: 'payment-asked', ticket, reference, amount: '45000', currency: 'VND', patron },
  'payment-recorded': { kind: 'payment-recorded', ticket, reference, patron },
  'payment-refused': { kind: 'payment-refused', ticket, reference, patron },
  'payment-not-sent': { kind: 'payment-not-sent', ticket, reference, patron },
  'payment-unknown': { kind: 'payment-unknown', ticket, reference, patron },
  'payment-unclear': { kind: 'payment-unclear', ticket, reference, patron, found: 'unclear' },
  'staff-pin-wrong': { kind: 'staff-pin-wrong', session: 7, tries: 2 },
  'staff-pin-right': { kind: 'staff-pin-right', session: 7 },
  'lent-offline': { kind: 'lent-offline', ticket, item, patron, due: '2026-12-13' },
  'offline-undone': { kind: 'offline-undone', ticket, item, patron },
  'returned-offline': { kind: 'returned-offline', ticket, item, datedMs: 1_795_000_000_000 },
  'forward-asked': { kind: 'forward-asked', ticket, item, was: '20261213    235900' },
  'forward-accepted': { kind: 'forward-accepted', ticket, item, notes: ['on-hold'] },
  'forward-found': { kind: 'forward-found', ticket, item, found: 'not-done' },
  'forward-refused': { kind: 'forward-refused', ticket, item, patron, because: 'unknown-item', remedy: 'find-item' },
  'forward-conflict': {
    kind: 'forward-conflict',
    ticket,
    item,
    patron,
    because: 'lent-to-another',
    remedy: 'return-then-lend',
  },
  'forward-unknown': { kind: 'forward-unknown', ticket, item, patron, remedy: 'look-up' },
  'conflict-settled': { kind: 'conflict-settled', ticket, item, by: 'Lan', how: 'done' },
  'outbox-empty': { kind: 'outbox-empty', settled: 3 },
  'security-pending': { kind: 'security-pending', uid, item, want: 'disarmed' },
  secured: { kind: 'secured', uid, want: 'disarmed' },
  'security-dropped': { kind: 'security-dropped', uid, because: 'loan-undone' },
  'security-odd': { kind: 'security-odd', uid, item },
  'slip-printed': { kind: 'slip-printed', session: 7, reference: 'K1-000007', seen: true },
  'slip-failed': { kind: 'slip-failed', session: 7, because: 'no-paper' },
  'mail-queued': { kind: 'mail-queued', session: 7, reference, patron },
  'mail-sent': { kind: 'mail-sent', reference },
  'mail-given-up': { kind: 'mail-given-up', reference, because: 'unknown' },
  'returns-dated': {
    kind: 'returns-dated',
    session: 7,
    dated: '2026-11-21T13:00:00.000Z',
    because: 'drop',
    by: 'staff',
    staff: 'Lan',
  },
  'item-for-staff': { kind: 'item-for-staff', session: 7, item: '31234', because: 'parts-missing', missing: [2] },
  'staff-called': { kind: 'staff-called', session: 7, because: 'help' },
  'registration-asked': {
    kind: 'registration-asked',
    session: 7,
    staff: 'Lan',
    patron,
    consent: '1',
  },
  'deposit-taken': { kind: 'deposit-taken', session: 7, staff: 'Lan', patron, amount: '100000' },
  'card-handled': { kind: 'card-handled', session: 7, staff: 'Lan', patron, change: 'block' },
  'card-tag-asked': { kind: 'card-tag-asked', session: 7, staff: 'Lan', patron },
  'card-tag-written': { kind: 'card-tag-written', session: 7, patron },
  'registration-begun': { kind: 'registration-begun', registration: 'a1b2', patron },
  'patron-registered': {
    kind: 'patron-registered',
    registration: 'a1b2',
    patron,
    found: true,
    how: 'from-queue',
  },
  'registration-waits': { kind: 'registration-waits', registration: 'a1b2', patron, because: 'silent' },
  'registration-refused': { kind: 'registration-refused', registration: 'a1b2', patron, because: 'bad-field' },
  'registration-dropped': { kind: 'registration-dropped', registration: 'a1b2', patron },
  'registrations-handed-over': { kind: 'registrations-handed-over', batch: 'patrons-20261122-1', rows: 3 },
  'registrations-signed-off': { kind: 'registrations-signed-off', batch: 'patrons-20261122-1', rows: 2, putBack: 1 },
  'card-change-asked': { kind: 'card-change-asked', patron, change: 'replace' },
  'card-change-ended': { kind: 'card-change-ended', patron, change: 'replace', came: 'unknown' },
  'training-completed': { kind: 'training-completed', session: 7, staff: 'Lan', exercise: 'returns' },
  'journal-restored': {
    kind: 'journal-restored',
    setAside: 'journal-damaged.sqlite',
    fromCopy: 7,
    salvaged: 2,
    lost: null,
    registrationsLost: 1,
  },
  forgotten: { kind: 'forgotten', patrons: 12, entries: 3 },
  'clock-drift': { kind: 'clock-drift', seconds: -3600, zone: true },
  'clock-moved': { kind: 'clock-moved', seconds: 86_400 },
  fault: { kind: 'fault', message: 'pressed: “Đ” isn’t what was expected; \'quoted\' "twice"\n' },
};
const all = entryKinds.map((kind) => oneOfEach[kind]);

const nowMs = Date.UTC(2026, 10, 22, 2, 30);
const newFile = (): string => join(newFolder(), 'journal.sqlite');
const open = (file: string): Journal => {
  const journal = openJournal(file, createHandClock(nowMs));
  onTestFinished(() => journal.close());
  return journal;
};
/** The file as another program sees it. */
const openRaw = (file: string): Database.Database => {
  const raw = new Database(file);
  onTestFinished(() => void raw.close());
  return raw;
};

// ── What goes in comes out ──

test('every kind of entry comes back as it went in, in order, also on the next morning', () => {
  const file = newFile();
  const journal = open(file);
  journal.append('K1', all);
  expect(journal.read(entryKinds)).toEqual(all);
  journal.close();
  expect(open(file).read(entryKinds)).toEqual(all);
});

test('only the kinds that were asked for are read; nothing appended is nothing written', () => {
  const journal = open(newFile());
  journal.append('K1', all);
  journal.append('K1', []);
  expect(journal.read(['secured', 'lent'])).toEqual([oneOfEach.lent, oneOfEach.secured]);
  expect(journal.read([])).toEqual([]);
  expect(journal.read(entryKinds)).toHaveLength(all.length);
});

test('what was written after an entry, and the newest first, are read without the older ones', () => {
  const journal = open(newFile());
  journal.append('K1', all);
  journal.append('K2', [oneOfEach['lent-offline'], oneOfEach.lent]);
  const [newest, oldest, ...others] = [...journal.newestFirst('lent-offline')];
  expect(newest).toEqual({ seq: all.length + 1, at: nowMs, place: 'K2', entry: oneOfEach['lent-offline'] });
  expect([oldest?.place, others]).toEqual(['K1', []]);
  expect(journal.after(['lent', 'lent-offline'], oldest?.seq ?? 0).map(({ seq, place }) => [seq, place])).toEqual([
    [all.length + 1, 'K2'],
    [all.length + 2, 'K2'],
  ]);
  expect(journal.after(['lent'], all.length + 2)).toEqual([]);
});

test('a row tells when, where and what, and the card number stands in one column alone', () => {
  const file = newFile();
  open(file).append('K1', all);
  const rows = [...openDatabase(file).rows(entryKinds)];
  expect(rows.map((row) => row.seq)).toEqual(all.map((_, nth) => nth + 1));
  for (const row of rows) {
    expect([row.at, row.place]).toEqual([nowMs, 'K1']);
    expect(row.body).not.toContain(patron);
    expect(row.patron).toBe(
      'patron' in oneOfEach[parseEntry(row.kind, bodyOf(row.body), row.patron).kind] ? patron : null,
    );
  }
  expect(rows.filter((row) => row.patron !== null).length).toBeGreaterThan(8);
});

const bodyOf = (text: string): object => {
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null ? body : {};
};

test('every kind of the catalogue says what it means', () => {
  for (const kind of entryKinds)
    expect([kind, entrySays(kind)]).toEqual([kind, expect.stringMatching(/^[A-Z`].{15,}\.$/)]);
  expect(new Set(entryKinds.map(entrySays)).size).toBe(entryKinds.length);
});

test('a patron who was aged out is null, and everything else is still read', () => {
  const file = newFile();
  open(file).append('K1', all);
  const raw = openRaw(file);
  raw.pragma('secure_delete = ON');
  raw.prepare('update entries set patron = null where at < ?').run(nowMs + 1);
  const read = open(file).read(entryKinds);
  expect(read).toEqual(all.map((entry) => ('patron' in entry ? { ...entry, patron: null } : entry)));
  raw.pragma('wal_checkpoint(TRUNCATE)');
  expect(readFileSync(file, 'latin1')).not.toContain(patron);
});

test('a row of an unknown kind, or not of its kind’s shape, names itself', () => {
  expect(() => parseEntry('mystery', {}, null)).toThrow('an entry of the unknown kind "mystery"');
  expect(() => parseEntry('toString', {}, null)).toThrow('the unknown kind "toString"');
  expect(() => parseEntry('lent', { ticket, item }, patron)).toThrow(
    'the journal holds a lent that is not of the catalogue',
  );
  const file = newFile();
  const journal = open(file);
  const raw = openRaw(file);
  const insert = raw.prepare('insert into entries (at, place, kind, patron, body) values (1, ?, ?, null, ?)');
  insert.run('K1', 'mystery', '{}');
  insert.run('K1', 'secured', '[]');
  expect(() => journal.read(['secured'])).toThrow('holds a secured that is not of the catalogue');
  // A kind that a later program wrote does not keep this one from its work.
  expect(journal.lastSession()).toBe(0);
});

// ── On disk ──

test('what was appended is there for everybody when append returns', () => {
  const file = newFile();
  const journal = open(file);
  const other = openDatabase(file);
  onTestFinished(() => other.close());
  for (const entry of all) {
    journal.append('K1', [entry]);
    expect([...other.rows([entry.kind])]).toHaveLength(1);
  }
});

test('the file is kept as promised: write-ahead, every commit synced, what is deleted wiped', () => {
  // The promise is of one connection, so the very one is asked: its first own words are listened to.
  const spoken = vi.spyOn(Database.prototype, 'pragma');
  onTestFinished(() => spoken.mockRestore());
  open(newFile());
  const [connection] = spoken.mock.contexts;
  spoken.mockRestore();
  if (!(connection instanceof Database)) throw new Error('the journal did not speak to SQLite');
  const told = (name: string): unknown => connection.pragma(name, { simple: true });
  expect([told('journal_mode'), told('synchronous'), told('secure_delete')]).toEqual(['wal', 2, 1]);
});

const appending = (file: string): string => `
  import { writeSync } from 'node:fs';
  import { systemClock } from './drivers/clock.ts';
  import { openJournal } from './station/journal/journal.ts';
  const journal = openJournal(${JSON.stringify(file)}, systemClock);
  const pair = (n) => [
    { kind: 'session-began', session: n, errand: 'checkin', patron: null },
    { kind: 'fault', message: 'x'.repeat(500) },
  ];
  try {
    for (let n = 1; ; n += 1) {
      journal.append('K1', pair(n));
      writeSync(1, n + '\\n');
    }
  } catch (error) {
    writeSync(1, 'ended by ' + error.code + '\\n');
  }`;

const lastAcknowledged = (said: string): number => Math.max(...(said.match(/^\d+$/gm) ?? ['0']).map(Number));

test('a program killed right after append returned has lost nothing, and left no half', async () => {
  const file = newFile();
  const program = startLines(appending(file));
  await program.says(/^25$/m);
  program.kill('SIGKILL');
  expect(await program.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const acknowledged = lastAcknowledged(program.out());
  const journal = open(file);
  // The kill may have come between an append and its word; never the other way round.
  expect(journal.lastSession()).toBeGreaterThanOrEqual(acknowledged);
  expect(journal.lastSession()).toBeLessThanOrEqual(acknowledged + 1);
  expect(journal.read(['session-began'])).toHaveLength(journal.lastSession());
  expect(journal.read(['fault'])).toHaveLength(journal.lastSession());
});

test('a full disk: the append that did not fit throws, nothing of it is there, all before it is', async () => {
  const file = newFile();
  const program = startLinesOnFullDisk(appending(file), 512);
  expect([await program.ended, program.out()]).toEqual([
    { code: 0, signal: null },
    expect.stringMatching(/ended by SQLITE_(?:FULL|IOERR)/),
  ]);
  const acknowledged = lastAcknowledged(program.out());
  expect(acknowledged).toBeGreaterThan(5);
  const journal = open(file);
  expect(journal.read(['session-began'])).toHaveLength(acknowledged);
  expect(journal.read(['fault'])).toHaveLength(acknowledged);
  // With room again it goes on.
  journal.append('K1', [oneOfEach['session-began']]);
  expect(journal.read(['session-began'])).toHaveLength(acknowledged + 1);
});

test('of entries appended together all are there or none', () => {
  const file = newFile();
  const journal = open(file);
  // An entry of the wrong types, as only a fault of ours could bring it: the place is no text.
  const database = openDatabase(file);
  onTestFinished(() => database.close());
  const row = { at: nowMs, place: 'K1', kind: 'fault', patron: null, body: '{"message":"x"}' };
  expect(() => database.append([row, { ...row, at: 0.5 }])).toThrow('cannot store REAL value');
  expect(journal.read(['fault'])).toEqual([]);
});

// ── Append-only ──

test.each([
  ['delete from entries'],
  ['delete from entries where seq = 1'],
  ['update entries set seq = 99 where seq = 1'],
  ['update entries set at = 0'],
  ["update entries set place = 'K2'"],
  ["update entries set kind = 'fault'"],
  ["update entries set body = '{}'"],
  ["update entries set patron = '21234000000026' where kind = 'lent'"],
  ["insert or replace into entries (seq, at, place, kind, patron, body) values (1, 0, 'K1', 'fault', null, '{}')"],
  ["replace into entries (seq, at, place, kind, patron, body) values (2, 0, 'K1', 'fault', null, '{}')"],
  [
    "insert into entries (seq, at, place, kind, patron, body) values (1, 0, 'K1', 'fault', null, '{}') on conflict do update set at = 0",
  ],
])('no rewriting: %s', (sql) => {
  const file = newFile();
  open(file).append('K1', all);
  const raw = openRaw(file);
  const before = raw.prepare('select * from entries').all();
  expect(() => raw.exec(sql)).toThrow('the journal is append-only');
  expect(raw.prepare('select * from entries').all()).toEqual(before);
});

// ── What the file may be ──

test('a journal of the first version is brought up and keeps every row', () => {
  const file = newFile();
  open(file).append('K1', all);
  const raw = openRaw(file);
  raw.exec(
    'drop trigger entries_are_never_replaced; drop trigger patrons_only_age_out; drop table letters; drop table checkpoint; drop table retired; drop table registrations; drop table card_series; drop table card_numbers; drop index entries_with_patron',
  );
  raw.pragma('user_version = 1');
  raw.close();
  expect(open(file).read(entryKinds)).toEqual(all);
  expect(() => openRaw(file).exec("update entries set patron = 'x'")).toThrow('append-only');
});

test.each(['wal', 'delete'])('a file of a newer program (%s) is refused with a sentence and stays as it is', (mode) => {
  const file = newFile();
  const raw = openRaw(file);
  raw.pragma(`journal_mode = ${mode}`);
  raw.exec("create table entries (seq integer primary key, novelty text); insert into entries values (1, 'x')");
  raw.pragma('user_version = 99');
  raw.close();
  const before = readFileSync(file);
  expect(() => open(file)).toThrow(
    new RegExp(
      `the journal ${file} cannot be used: it was written by a newer Tram \\(version 99, .*Install the newer program`,
    ),
  );
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(join(file, '..'))).toEqual(['journal.sqlite']);
});

test('what is no journal is refused with a sentence and stays as it is', () => {
  const text = newFile();
  writeFileSync(text, 'Dear diary, today nobody came.\n'.repeat(40));
  expect(() => open(text)).toThrow(`the journal ${text} cannot be used: file is not a database`);
  expect(readFileSync(text, 'utf8')).toMatch(/^Dear diary/);

  const other = newFile();
  const raw = openRaw(other);
  raw.exec('create table recipes (name text)');
  raw.close();
  const before = readFileSync(other);
  expect(() => open(other)).toThrow('it is a database of another program');
  expect(readFileSync(other).equals(before)).toBe(true);

  const nowhere = join(newFolder(), 'not-there', 'journal.sqlite');
  expect(() => open(nowhere)).toThrow(`the journal ${nowhere} cannot be used`);
  expect(existsSync(nowhere)).toBe(false);
});

// ── What it leaves open ──

test('a new journal leaves nothing open', () => {
  const journal = open(newFile());
  expect([journal.lastSession(), [...journal.security()]]).toEqual([0, []]);
});

test('the last session is the highest of all places, also one that ended at its password', () => {
  const file = newFile();
  const journal = open(file);
  const began = (session: number): Entry => ({ ...oneOfEach['session-began'], session });
  journal.append('K1', [began(41)]);
  journal.append('K2', [began(3)]);
  expect(journal.lastSession()).toBe(41);
  journal.append('K1', [{ ...oneOfEach['password-wrong'], session: 43 }]);
  journal.append('K2', [began(4)]);
  expect(open(file).lastSession()).toBe(43);
});

test('tags that are still to be armed or disarmed are known after a restart, by their newest wish', () => {
  const tags = ['E004010000000001', 'E004010000000002', 'E004010000000003'];
  const wants = ['armed', 'disarmed'] as const;
  const step = record({
    tag: constantFrom(...tags),
    want: constantFrom(...wants),
    say: constantFrom('pending', 'secured', 'dropped'),
  });
  assert(
    property(array(step, { maxLength: 15 }), (steps) => {
      const journal = openJournal(':memory:', createHandClock(nowMs));
      const left = new Map<string, string>();
      for (const { tag, want, say } of steps) {
        if (say === 'pending') {
          journal.append('K1', [{ kind: 'security-pending', uid: tag, item, want }]);
          left.set(tag, want);
        } else if (say === 'dropped') {
          journal.append('K1', [{ kind: 'security-dropped', uid: tag, because: 'loan-undone' }]);
          left.delete(tag);
        } else {
          journal.append('K1', [{ kind: 'secured', uid: tag, want }]);
          // A late write for an older wish closes nothing.
          if (left.get(tag) === want) left.delete(tag);
        }
      }
      const book = Object.fromEntries(journal.security());
      journal.close();
      expect(book).toEqual(Object.fromEntries([...left].map(([tag, want]) => [tag, { uid: tag, item, want }])));
    }),
    { numRuns: 100 },
  );
});
