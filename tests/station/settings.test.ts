// The settings file: what it takes, what it says of what it does not take, and what never leaves it.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { demonstration, demonstrationKiosk } from '../../station/settings/schema.ts';
import { checkSettings, loadSettings, saveSettings } from '../../station/settings/store.ts';
import { openStation } from '../../station/station.ts';
import { newFolder, silent } from './open-house.ts';
import { startLinesOnFullDisk } from './programs.ts';

const kiosk = demonstrationKiosk;

test('where there is no file the demonstration is written, for this user alone', () => {
  const file = join(newFolder(), 'settings.json');
  expect(loadSettings(file)).toEqual({ kind: 'settings', settings: demonstration });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(demonstration);
  // And the second morning reads what the first one wrote.
  expect(loadSettings(file)).toEqual({ kind: 'settings', settings: demonstration });
});

test('a good file is read as it stands, and what it leaves out is the usual', () => {
  const file = join(newFolder(), 'settings.json');
  const short = {
    version: 2,
    library: { name: 'Thư viện huyện' },
    acs: { connection: { kind: 'tcp', host: 'koha.example' } },
    places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' } }],
  };
  // As some editors of Windows write it, with a byte order mark.
  writeFileSync(file, `\uFEFF${JSON.stringify(short)}`);
  expect(loadSettings(file)).toMatchObject({
    kind: 'settings',
    settings: {
      library: { name: 'Thư viện huyện', isil: null },
      acs: {
        dialect: 'generic',
        connection: { port: 6001, promptLogin: null },
        login: null,
        answerTimeoutSeconds: 10,
        line: { errorDetection: null, charset: null, neverAsked: [] },
      },
      places: [{ language: 'vi', password: 'when-asked', idleSeconds: 60, reader: null }],
    },
  });
});

test('what was saved is what is loaded', () => {
  const file = join(newFolder(), 'settings.json');
  const changed = { ...demonstration, library: { ...demonstration.library, name: 'Thư viện tỉnh Quảng Trị' } };
  saveSettings(file, demonstration);
  saveSettings(file, changed);
  expect(loadSettings(file)).toEqual({ kind: 'settings', settings: changed });
  expect(existsSync(`${file}.new`)).toBe(false);
});

// ── What cannot be used, by its path and with a sentence ──

const withAcs = (acs: object): unknown => ({ ...demonstration, acs: { ...demonstration.acs, ...acs } });
const withPlace = (place: object): unknown => ({ ...demonstration, places: [{ ...kiosk, ...place }] });

test.each<[string, unknown, readonly (readonly [string, RegExp])[]]>([
  ['nothing', null, [['', /expected object, received null/]]],
  ['a list', [], [['', /expected object/]]],
  ['an empty object', {}, ['version', 'library', 'acs', 'places'].map((path) => [path, /expected/] as const)],
  ['a word too many', { ...demonstration, colour: '#000000' }, [['', /"colour"/]]],
  ['a word too many, deeper', withAcs({ prot: 6001 }), [['acs', /"prot"/]]],
  ['a word too many in a place', withPlace({ printr: null }), [['places.0', /"printr"/]]],
  [
    'a word too many in a reader and in its line',
    withPlace({ reader: { maker: 'feig', frame: 'advanced', connection: { kind: 'tcp', host: 'pad', prot: 1 } } }),
    [
      ['places.0.reader.connection', /"prot"/],
      ['places.0.reader', /"frame"/],
    ],
  ],
  ['no such kind', withAcs({ connection: { kind: 'udp' } }), [['acs.connection.kind', /embedded.*tcp/]]],
  [
    'an address that is none',
    withAcs({ connection: { kind: 'tcp', host: '', port: 70_000 } }),
    [
      ['acs.connection.host', />=1 char/],
      ['acs.connection.port', /<=65535/],
    ],
  ],
  ['a number in quotes', withAcs({ answerTimeoutSeconds: '10' }), [['acs.answerTimeoutSeconds', /expected number/]]],
  ['half a login', withAcs({ login: { user: 'sc1' } }), [['acs.login.password', /expected string/]]],
  ['no place', { ...demonstration, places: [] }, [['places', /at least one place/]]],
  [
    'two places of one name',
    { ...demonstration, places: [kiosk, kiosk] },
    [['places', /two places have the same name/]],
  ],
  [
    'numbers that are no pattern',
    withPlace({ numbers: { patron: '^2(\\d{13}$', item: '[' } }),
    [
      ['places.0.numbers.patron', /is not a regular expression/],
      ['places.0.numbers.item', /is not a regular expression/],
    ],
  ],
  [
    'numbers that could keep the station waiting, or are spelt and checked in no known way',
    withPlace({ numbers: { patron: '^(\\d+)+$', letters: 'Upper', check: 'luhn' } }),
    [
      ['places.0.numbers.patron', /could keep the station waiting/],
      ['places.0.numbers.letters', /upper/],
      ['places.0.numbers.check', /mod-10/],
    ],
  ],
  [
    'a HID scanner with numbers that USB has not',
    withPlace({ scanner: { connection: { kind: 'hid', vendorId: 0x10000, serialNumber: '' } } }),
    [
      ['places.0.scanner.connection.vendorId', /<=65535/],
      ['places.0.scanner.connection.serialNumber', />=1/],
    ],
  ],
  [
    'AFI values that no byte holds',
    withPlace({ security: { kind: 'afi', armed: 256, disarmed: -1 } }),
    [
      ['places.0.security.armed', /<=255/],
      ['places.0.security.disarmed', />=0/],
    ],
  ],
  [
    'one AFI value for both',
    withPlace({ security: { kind: 'afi', armed: 7, disarmed: 7 } }),
    [['places.0.security.disarmed', /the same as armed/]],
  ],
  [
    'a maker nobody knows',
    withPlace({ reader: { ...kiosk.reader, maker: 'acme' } }),
    [['places.0.reader.maker', /feig/]],
  ],
  [
    'an idle time that is none',
    withPlace({ idleSeconds: 5, language: 'fr' }),
    [
      ['places.0.language', /"vi"\|"en"/],
      ['places.0.idleSeconds', />=30/],
    ],
  ],
  [
    'a colour that is none',
    { ...demonstration, library: { name: 'T', colour: 'red' } },
    [['library.colour', /six hexadecimal digits/]],
  ],
  [
    'a picture from elsewhere',
    { ...demonstration, library: { name: 'T', logo: 'http://a/b.png' } },
    [['library.logo', /data URL/]],
  ],
  [
    'a newer file',
    { ...demonstration, version: 3, more: 1 },
    [['version', /newer Tram \(this one knows 2\)\. Install/]],
  ],
  ['an older file that never was', { ...demonstration, version: 0 }, [['version', /expected 2/]]],
])('%s is told by its path', (_, value, wanted) => {
  const loaded = checkSettings(JSON.stringify(value));
  expect(loaded.kind === 'issues' && loaded.issues).toEqual(
    wanted.map(([path, message]) => ({
      path,
      message: { en: expect.stringMatching(message), vi: expect.stringMatching(/\S/) },
    })),
  );
});

test.each([
  ['', 'the file ends too early'],
  ['{"version": 1, "library": {"name": "T', 'the file ends too early'],
  ['{\n"version": 1,\n"library": {"name": "T"\n', 'line 4 cannot be read'],
  ['{\n  "version": 1\n  "library": {}\n}', 'line 3 cannot be read'],
  ['{\n  "version": 1,\n  "library": {},\n}', 'line 4 cannot be read'],
  ['{\n  "version": 1,\n  "terminalPassword": Geheim-7,\n  "library": {}\n}', 'line 3 cannot be read'],
  ['{\n  "version": 1,\n  "password": "Geheim-7" "library": {}\n}', 'line 3 cannot be read'],
  ["{\n  'password': 'Geheim-7'\n}", 'line 2 cannot be read'],
  ['Geheim-7', 'look for a comma, a quote or a bracket'],
])('%j is not JSON: it is told where, and nothing of it is repeated', (text, where) => {
  const loaded = checkSettings(text);
  if (loaded.kind !== 'issues') throw new Error('that was JSON');
  expect(loaded.issues).toMatchObject([{ path: '', message: { en: expect.stringContaining(where) } }]);
  expect(loaded.issues[0]?.message.en).toMatch(/^is not JSON: /);
  expect(loaded.issues[0]?.message.vi).toMatch(/^không phải JSON: /);
  // What stands beside a forgotten quote may be a password.
  expect(JSON.stringify(loaded)).not.toMatch(/Geh|eim|-7/);
});

test('what is no file at all is thrown, not taken for a missing one', () => {
  const folder = newFolder();
  expect(() => loadSettings(folder)).toThrow('EISDIR');
  expect(() => loadSettings(join(folder, 'not-there', 'settings.json'))).toThrow('ENOENT');
});

// ── Files of older Trams ──

const firstVersion = (acs: object): string =>
  JSON.stringify({
    version: 1,
    library: { name: 'Thư viện huyện' },
    acs: { connection: { kind: 'tcp', host: 'koha.example' }, ...acs },
    places: [{ kind: 'kiosk', name: 'K1', security: { kind: 'none' } }],
  });

test.each([
  [{}, { charset: null, errorDetection: null }],
  [{ errorDetection: true }, { charset: null, errorDetection: 'on' }],
  [
    { errorDetection: false, charset: 'cp850' },
    { charset: 'cp850', errorDetection: 'off' },
  ],
])('a file of version 1 is read: %j', (acs, line) => {
  const text = firstVersion({ ...acs, institution: 'TVT', answerTimeoutSeconds: 12 });
  expect(checkSettings(text)).toMatchObject({
    kind: 'settings',
    settings: { version: 2, acs: { dialect: 'generic', institution: 'TVT', answerTimeoutSeconds: 12, line } },
  });
});

test('what was wrong in a file of version 1 is still told', () => {
  expect(checkSettings(firstVersion({ errorDetection: 'yes', institution: 7 }))).toMatchObject({
    kind: 'issues',
    issues: [{ path: 'acs.institution' }, { path: 'acs.line.errorDetection' }],
  });
  expect(checkSettings('{"version": 1}')).toMatchObject({
    kind: 'issues',
    issues: [{ path: 'library' }, { path: 'acs' }, { path: 'places' }],
  });
  expect(checkSettings('{"version": 1, "acs": []}')).toMatchObject({ kind: 'issues' });
});

test('an older file stays as it is until somebody saves', () => {
  const file = join(newFolder(), 'settings.json');
  writeFileSync(file, firstVersion({}));
  const loaded = loadSettings(file);
  expect(readFileSync(file, 'utf8')).toBe(firstVersion({}));
  if (loaded.kind !== 'settings') throw new Error('the old file was not taken');
  saveSettings(file, loaded.settings);
  expect(loadSettings(file)).toEqual(loaded);
});

// ── Writing that fails ──

test('where the new file cannot be written the old one stays', () => {
  const folder = newFolder();
  expect(() => saveSettings(join(folder, 'not-there', 'settings.json'), demonstration)).toThrow('ENOENT');
  expect(existsSync(join(folder, 'not-there'))).toBe(false);

  const file = join(folder, 'settings.json');
  writeFileSync(file, 'the old one');
  mkdirSync(`${file}.new`);
  expect(() => saveSettings(file, demonstration)).toThrow('EISDIR');
  expect(readFileSync(file, 'utf8')).toBe('the old one');
});

test('a disk that takes only the first part of the new file leaves the old one', async () => {
  const file = join(newFolder(), 'settings.json');
  writeFileSync(file, 'the old one');
  expect(JSON.stringify(demonstration, null, 2).length).toBeGreaterThan(1024);
  const lines = `
    import { demonstration, demonstrationKiosk } from './station/settings/schema.ts';
    import { saveSettings } from './station/settings/store.ts';
    try { saveSettings(${JSON.stringify(file)}, demonstration); console.log('saved'); }
    catch (error) { console.log(error.code); }`;
  const program = startLinesOnFullDisk(lines, 1);
  expect([await program.ended, program.out()]).toEqual([{ code: 0, signal: null }, 'EFBIG\n']);
  expect(readFileSync(file, 'utf8')).toBe('the old one');
});

// ── The station that opens on them ──

test('a station with issues tells them, has no place of its own and keeps no journal', async () => {
  const journalFile = join(newFolder(), 'journal.sqlite');
  const issues = [{ path: 'acs', message: { vi: 'đang thiếu', en: 'is missing' } }];
  const station = await openStation({
    loaded: { kind: 'issues', issues },
    settingsFile: '/etc/tram/settings.json',
    journalFile,
    clock: systemClock,
    random: () => 0.5,
    log: silent,
  });
  expect(station.join('K1', { view: () => expect.fail('a place stands'), bench: () => undefined })).toBeNull();
  expect([station.places, station.issues, station.faultyFile]).toEqual([[], issues, '/etc/tram/settings.json']);
  expect(station.works).toBeNull();
  await station.close();
  expect(existsSync(journalFile)).toBe(false);
});

test('a file of an older Tram with the one staff PIN says what to do instead', () => {
  const hash = demonstration.staff[0]?.pin;
  const payment = { ...demonstration.payment, staffPin: hash };
  const loaded = checkSettings(JSON.stringify({ ...demonstration, payment }));
  expect(loaded).toMatchObject({
    kind: 'issues',
    issues: [
      {
        path: 'payment',
        message: {
          en: expect.stringMatching(/"staffPin".*take it out.*"staff"/),
          vi: expect.stringMatching(/xóa dòng đó/),
        },
      },
    ],
  });
  expect(JSON.stringify(loaded)).not.toContain(hash);
  // And where nobody could confirm a transfer, that is told too.
  expect(
    checkSettings(
      JSON.stringify({
        ...demonstration,
        staff: demonstration.staff.filter(({ level }) => level === 'technician'),
        places: demonstration.places.slice(0, 1),
      }),
    ),
  ).toMatchObject({
    kind: 'issues',
    issues: [{ path: 'staff', message: { en: expect.stringContaining('confirms transfers') } }],
  });
});
