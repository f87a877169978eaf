// The settings file: what it takes, what it says of what it does not take, and what never leaves it.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { checkSettings, loadSettings, saveSettings } from '../../station/settings/store.ts';
import { openStation } from '../../station/station.ts';
import { cookieFor, openGlass, until, type Glass } from './doorway.ts';
import { newFolder, silent } from './open-house.ts';
import { startLinesOnFullDisk, startNode, type Program } from './programs.ts';
import type { View } from '../../contract/view.ts';

const [kiosk] = demonstration.places;
if (kiosk === undefined) throw new Error('the demonstration has a place');

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
    [['places.0.reader.maker', /"feig"/]],
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
    [['library.logo', /data:/]],
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
    import { demonstration } from './station/settings/schema.ts';
    import { saveSettings } from './station/settings/store.ts';
    try { saveSettings(${JSON.stringify(file)}, demonstration); console.log('saved'); }
    catch (error) { console.log(error.code); }`;
  const program = startLinesOnFullDisk(lines, 1);
  expect([await program.ended, program.out()]).toEqual([{ code: 0, signal: null }, 'EFBIG\n']);
  expect(readFileSync(file, 'utf8')).toBe('the old one');
});

// ── The station that opens on them ──

test('a station with issues shows them to the technician, takes no call and keeps no journal', async () => {
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
  const views: View[] = [];
  const show = { view: (view: View) => void views.push(view), bench: () => expect.fail('there is no bench') };
  const one = station.join(show);
  expect(views).toEqual([{ mode: 'technician', issues, file: '/etc/tram/settings.json' }]);
  for (const call of [
    { kind: 'press', session: 1, press: { kind: 'borrow' } },
    { kind: 'scan', session: 1, text: '21234000000018' },
    { kind: 'hand', hand: { kind: 'start-over' } },
  ] as const)
    expect(one?.call(call)).toContain('mend the settings file and start it again');
  expect(views).toHaveLength(1);
  one?.leave();
  expect(station.works).toBeNull();
  await station.close();
  expect(existsSync(journalFile)).toBe(false);
});

// ── What never leaves the settings ──

const terminalPassword = 'TP-Quynh-581';
const loginPassword = 'LP-Khanh-943';
/** A patron password that is long enough to be looked for among other digits. */
const patronPassword = '8642097531';

const startStation = (text: string): Program => {
  const folder = newFolder();
  const file = join(folder, 'settings.json');
  writeFileSync(file, text);
  return startNode(['station/main.ts', '--data', folder, '--settings', file], { TRAM_LOG: 'debug' });
};

const joinOf = async (program: Program): Promise<Glass> => {
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  return openGlass(Number(new URL(address).port), await cookieFor(address));
};

const finish = async (program: Program): Promise<void> => {
  program.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
};

const built = existsSync(join(import.meta.dirname, '../../build/glass/index.html'));

test.skipIf(!built)('passwords and patrons stand in no log line and in no view', async () => {
  const program = startStation(
    JSON.stringify({
      ...demonstration,
      acs: {
        ...demonstration.acs,
        terminalPassword,
        login: { user: 'sc1', password: loginPassword, location: 'TT' },
      },
    }),
  );
  const glass = await joinOf(program);
  const shows = (at: string) =>
    until(at, () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === at && glass.kiosk().session);
  const press = async (
    pressed: { kind: 'borrow' } | { kind: 'type-card'; number: string } | { kind: 'type-pin'; pin: string },
  ) =>
    expect(await glass.call({ kind: 'press', session: glass.kiosk().session, press: pressed })).toMatchObject({
      kind: 'answer',
    });
  await shows('welcome');
  await press({ kind: 'borrow' });
  await press({ kind: 'type-card', number: '21234000000026' });
  await shows('pin');
  await press({ kind: 'type-pin', pin: patronPassword });
  await until('the refusal', () => {
    const { screen } = glass.kiosk();
    return screen.at === 'pin' && screen.wrong;
  });
  await finish(program);

  const log = program.err();
  // The log did speak of the login and of the patron, and struck them out.
  expect(log).toMatch(/"text":"93[^"]*CO\*\*\*/);
  expect(log).toMatch(/"text":"63[^"]*AD\*\*\*/);
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  const told = `${program.out()}${log}${JSON.stringify(glass.heard.filter(({ kind }) => kind !== 'bench'))}`;
  for (const secret of [terminalPassword, loginPassword, patronPassword, '21234000000026', 'Bình'])
    expect([secret, told.includes(secret)]).toEqual([secret, false]);
  expect(JSON.stringify(glass.heard)).not.toContain(patronPassword);
});

test.skipIf(!built).each([
  ['beside a missing quote', `"terminalPassword": ${terminalPassword}", "login": null`],
  ['in the wrong place', `"login": "${loginPassword}", "terminalPassword": ["${terminalPassword}"]`],
  ['under a wrong name', `"loginPasswort": "${loginPassword}", "terminalpassword": "${terminalPassword}"`],
])('a password %s of a bad file stands in no log line and in no view', async (_, words) => {
  const program = startStation(
    JSON.stringify(demonstration, null, 2).replace(
      '"askBeforeCheckin": true',
      `"askBeforeCheckin": true,\n    ${words}`,
    ),
  );
  const glass = await joinOf(program);
  const view = await until('the technician’s view', glass.view);
  if (view.mode !== 'technician') throw new Error('the bad file was taken');
  expect(view.issues.length).toBeGreaterThan(0);
  await finish(program);
  expect(program.err()).toContain('the settings cannot be used');
  const told = `${program.out()}${program.err()}${JSON.stringify(glass.heard)}`;
  expect(told).not.toMatch(/Quynh|581|Khanh|943/);
});
