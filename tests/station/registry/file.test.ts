// Registrations for a library system without an interface: written into files in the columns of Koha's patron import, and out of
// the list only by staff's word.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal, type Journal } from '../../../station/journal/journal.ts';
import { createLog } from '../../../station/log.ts';
import { importFile, type FileRules } from '../../../station/registry/import-file.ts';
import { splitName } from '../../../station/registry/names.ts';
import { openRegistering, type Registering } from '../../../station/registry/open.ts';
import type { Registration } from '../../../station/registry/registry.ts';
import { registrySettings } from '../../../station/settings/registry.ts';
import { createHandClock } from '../../clock.ts';
import { runs } from '../../proof.ts';
import { newFolder } from '../open-house.ts';
import { an, binh } from './people.ts';

const rules: FileRules = {
  policy: 'family-first',
  attributes: { citizenNumber: null, consent: 'DONG-Y' },
  branch: 'TT',
};

/** By a reader that is not ours. */
const read = (text: string): readonly Record<string, string>[] => parse(text, { columns: true });
const childOf = (who: Registration): Registration => ({
  ...who,
  guardian: { name: splitName('Trần Thị Lan'), relation: 'mother', phone: '+84 903 111 222' },
});

test('a patron in the columns of Koha’s import, and no password', () => {
  expect(read(importFile([childOf(an)], rules))).toEqual([
    {
      cardnumber: an.card,
      surname: 'Nguyễn',
      firstname: 'Thị Minh Khai',
      dateofbirth: '1990-05-12',
      sex: 'F',
      address: '12 Lý Thường Kiệt',
      city: 'Hà Nội',
      phone: '0912345678',
      email: 'khai@example.org',
      branchcode: 'NB',
      categorycode: 'NGUOI-LON',
      dateenrolled: '2026-11-22',
      dateexpiry: '2027-11-22',
      relationship: 'mother',
      altcontactsurname: 'Trần',
      altcontactfirstname: 'Thị Lan',
      altcontactphone: '0903111222',
      patron_attributes: 'DONG-Y:2026-1 2026-11-22',
    },
  ]);
});

test('the citizen number is in the file only where the settings name a place for it', () => {
  expect(importFile([an], rules)).not.toContain(an.citizenNumber);
  const [row] = read(importFile([an], { ...rules, attributes: { citizenNumber: 'CCCD', consent: null } }));
  expect(row?.['patron_attributes']).toBe('CCCD:001190000123');
});

test.each([
  ['family-first', 'Nguyễn', '', 'Thị Minh Khai'],
  ['three-fields', 'Nguyễn', 'Thị Minh', 'Khai'],
  ['given-first', 'Nguyễn Thị Minh', '', 'Khai'],
  ['whole-in-surname', 'Nguyễn Thị Minh Khai', '', ''],
] as const)('names by the policy %s', (policy, surname, middle, first) => {
  const [row] = read(importFile([an], { ...rules, policy }));
  expect([row?.['surname'], row?.['middle_name'] ?? '', row?.['firstname']]).toEqual([surname, middle, first]);
});

test.each(['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])(
  'no spreadsheet reckons with %j',
  (odd) => {
    const [row] = read(importFile([{ ...an, address: odd, city: odd, email: odd, name: splitName(odd) }], rules));
    for (const [column, value] of Object.entries(row ?? {}))
      expect([column, value]).toEqual([column, expect.not.stringMatching(/^[=+\-@\t\r]/)]);
  },
);

test('whatever is in a field comes back out of it, in one line', () => {
  const field = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => `x${text}`);
  fc.assert(
    fc.property(field, field, (address, city) => {
      const text = importFile([{ ...an, address, city }, binh], rules);
      const plain = (value: string) => value.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
      expect(read(text).map((row) => [row['address'], row['city']])).toEqual([
        [plain(address), plain(city)],
        [binh.address, binh.city],
      ]);
      expect(text.trimEnd().split('\n')).toHaveLength(3);
    }),
    { numRuns: runs(100) },
  );
});

// ── Files and staff's word ──

const openFiles = () => {
  const data = newFolder();
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const settings = registrySettings.parse({
    kind: 'file',
    folder: 'for-koha',
    branch: 'TT',
    categories: [{ code: 'NGUOI-LON', name: 'Người lớn' }],
  });
  let journal: Journal = openJournal(join(data, 'journal.sqlite'), clock);
  const open = (): Registering => {
    const opened = openRegistering({
      settings,
      journal,
      folder: data,
      embedded: null,
      clock,
      log: createLog('silent'),
    });
    if (opened === null) throw new Error('nothing was opened');
    return opened;
  };
  let now = open();
  onTestFinished(() => {
    now.registrar.close();
    journal.close();
  });
  return {
    folder: join(data, 'for-koha'),
    registrar: () => now.registrar,
    files: () => {
      if (now.handOver === null) throw new Error('there is no file');
      return now.handOver;
    },
    journal: () => journal,
    states: () => now.registrar.list().map(({ card, state, batch }) => [card, state, batch]),
    restart: () => {
      now.registrar.close();
      journal.close();
      journal = openJournal(join(data, 'journal.sqlite'), clock);
      now = open();
    },
  };
};
const first = 'patrons-20261122-01';
const second = 'patrons-20261122-02';

test('who is registered waits for the file, and what cannot be in it is refused at once', async () => {
  const desk = openFiles();
  expect(await desk.registrar().register('D1', an, [])).toEqual({ kind: 'for-the-file' });
  expect(await desk.registrar().register('D1', an, [])).toEqual({ kind: 'for-the-file' });
  expect(await desk.registrar().register('D2', { ...binh, card: an.card }, [])).toMatchObject({
    because: 'card-taken',
  });
  expect(await desk.registrar().register('D2', { ...binh, category: 'NOBODY' }, [])).toMatchObject({
    because: 'bad-category',
  });
  expect(await desk.registrar().change('D1', an.card, { kind: 'block' }, [])).toMatchObject({ because: 'not-offered' });
  expect(await desk.registrar().alike(binh, null)).toMatchObject({ isWhole: false });
  expect(desk.states()).toEqual([
    [an.card, 'for-the-file', null],
    [binh.card, 'refused', null],
  ]);
});

test('a file is for this user alone; only what staff sign off leaves the list, and then the file is gone', async () => {
  const desk = openFiles();
  await desk.registrar().register('D1', an, []);
  expect(desk.files().write('D1')).toMatchObject({ kind: 'written', batch: { batch: first } });
  expect(desk.files().write('D1')).toEqual({ kind: 'nothing' });
  const file = join(desk.folder, `${first}.csv`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // Somebody comes while the file is on its way: the next file is theirs.
  await desk.registrar().register('D1', binh, []);
  expect(desk.files().write('D1')).toMatchObject({ batch: { batch: second } });
  expect(read(readFileSync(file, 'utf8')).map((row) => row['cardnumber'])).toEqual([an.card]);

  expect(desk.files().signOff('D1', first, [])).toBe(true);
  expect(existsSync(file)).toBe(false);
  expect(desk.states()).toEqual([
    [an.card, 'done', first],
    [binh.card, 'in-file', second],
  ]);
  expect(desk.files().signOff('D1', first, [])).toBe(false);
  expect(desk.journal().read(['patron-registered', 'registrations-signed-off'])).toMatchObject([
    { how: 'by-file', patron: an.card },
    { batch: first, rows: 1, putBack: 0 },
  ]);
});

test('whom the library system did not take waits for the next file, mended or not', async () => {
  const desk = openFiles();
  await desk.registrar().register('D1', an, []);
  await desk.registrar().register('D1', binh, []);
  desk.files().write('D1');
  desk.files().signOff('D1', first, [binh.id]);
  expect(desk.states()).toEqual([
    [an.card, 'done', first],
    [binh.card, 'for-the-file', null],
  ]);
  expect(await desk.registrar().mend(binh.id, { ...binh, city: 'Huế' }, [])).toEqual({ kind: 'for-the-file' });
  desk.files().write('D1');
  const [row] = read(readFileSync(join(desk.folder, `${second}.csv`), 'utf8'));
  expect([row?.['cardnumber'], row?.['city']]).toEqual([binh.card, 'Huế']);
});

test('a file that was not written before the program ended, or was lost, is written at the next start', async () => {
  const desk = openFiles();
  await desk.registrar().register('D1', an, []);
  desk.files().write('D1');
  rmSync(desk.folder, { recursive: true });
  desk.restart();
  expect(readdirSync(desk.folder)).toEqual([`${first}.csv`]);
  expect(desk.states()).toEqual([[an.card, 'in-file', first]]);
});

test('where no file can be written, everybody waits on', async () => {
  const desk = openFiles();
  await desk.registrar().register('D1', an, []);
  writeFileSync(desk.folder, 'no folder');
  expect(desk.files().write('D1')).toEqual({ kind: 'not-written' });
  expect(desk.states()).toEqual([[an.card, 'for-the-file', null]]);
  rmSync(desk.folder);
  mkdirSync(desk.folder);
  expect(desk.files().write('D1')).toMatchObject({ kind: 'written' });
});
