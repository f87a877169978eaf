// The settings' editor: typed, judged, looked over, saved, taken up; and back again where they do not do.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { keeperTimes } from '../../station/keeper.ts';
import { copiesKept, historyFolderOf } from '../../station/settings/history.ts';
import { hashStaffPin } from '../../station/staff-pin.ts';
import { quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const fieldOf = (told: TechnicianStory, path: string) => told.settings().fields.find((field) => field.path === path);
const works = (told: TechnicianStory, outcome: 'applied' | null = 'applied') =>
  told.untilTruly(() => expect(told.keeper.applying()).toEqual({ at: 'works', outcome }));
const save = async (told: TechnicianStory): Promise<void> => {
  await told.tend({ kind: 'review-changes' });
  await told.tend({ kind: 'save-settings', how: 'when-free' });
};

technicianStory(
  'a field is typed, judged as it is typed, looked over and saved, and the station runs with it',
  async (told) => {
    // Seen to serve, the first settings are the last good ones.
    await told.until(() => expect(readdirSync(dirname(told.file))).toContain('settings.good.json'));
    await told.signIn('Tuấn');
    await told.tend({ kind: 'open-section', path: 'acs' });
    const seconds = 'acs.answerTimeoutSeconds';
    expect(fieldOf(told, seconds)).toMatchObject({ label: 'Chờ trả lời', unit: 'giây', shape: { value: '10' } });
    await told.tend({ kind: 'set-field', path: seconds, value: 'soon' });
    expect(fieldOf(told, seconds)).toMatchObject({ wrong: 'Cần một số.', shape: { value: 'soon' } });
    await told.tend({ kind: 'set-field', path: seconds, value: '600' });
    expect(fieldOf(told, seconds)?.wrong).toBe('Lớn nhất là 60.');
    await save(told);
    expect(told.settings()).toMatchObject({ told: 'not-saved', sheet: { at: 'saving' } });
    expect(told.saved()).toEqual(quietSettings);

    await told.tend({ kind: 'set-field', path: seconds, value: '12' });
    expect(told.settings()).toMatchObject({ wrong: [], changes: [{ path: seconds, before: '10', after: '12' }] });
    await save(told);
    await works(told);
    expect(told.saved()).toMatchObject({ acs: { answerTimeoutSeconds: 12 } });
    expect(statSync(told.file).mode & 0o777).toBe(0o600);
    expect(told.keeper.settings()?.acs.answerTimeoutSeconds).toBe(12);
    // The technician's glass stayed where it was.
    expect(told.settings()).toMatchObject({ changes: [], told: 'saved', sheet: null });
    expect(told.journal('settings-changed')).toMatchObject([{ staff: 'Tuấn', because: 'edited', paths: [seconds] }]);
    await told.tend({ kind: 'open-history' });
    const { sheet } = told.settings();
    expect(sheet).toMatchObject({
      at: 'history',
      copies: [
        { nth: 2, by: 'Tuấn', because: 'edited', isNow: true, paths: 1 },
        { nth: 1, by: null, because: 'found', isNow: false, isGood: true },
      ],
    });
  },
);

technicianStory('what is chosen is shown by its word, before and after, as it is chosen', async (told) => {
  await told.signIn();
  await told.tend({ kind: 'choose-kind', path: 'places.0.reader', value: 'feig' });
  await told.tend({ kind: 'set-field', path: 'places.0.password', value: 'always' });
  await told.tend({ kind: 'set-field', path: 'places.0.borrow.count', value: 'ask' });
  await told.tend({ kind: 'remove-item', path: 'places.0.functions.2' });
  const rows = told.settings().changes.map(({ path, before, after }) => [path, before, after]);
  expect(rows).toEqual([
    ['places.0.reader', null, 'FEIG OBID'],
    ['places.0.password', expect.any(String), 'Luôn luôn'],
    ['places.0.functions', 'Mượn, Trả, Tài khoản', 'Mượn, Trả'],
    ['places.0.borrow.count', 'Không hỏi', 'Hỏi'],
  ]);
});

technicianStory('new settings wait for whoever is at work, and say for whom; at once, they do not', async (told) => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  const kiosk = told.join('K1');
  const seen = kiosk.view();
  if (seen?.mode !== 'kiosk') throw new Error('no kiosk is there');
  kiosk.joined?.call({ kind: 'press', session: seen.session, press: { kind: 'borrow' } });
  await told.clock.pass(0);
  await told.signIn();
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  await save(told);
  await told.clock.pass(3000);
  expect(told.view().applying).toEqual({ at: 'waiting', busy: [{ place: 'K1', who: 'patron' }] });
  expect(told.keeper.settings()?.library.name).toBe(quietSettings.library.name);
  expect(told.saved()).toMatchObject({ library: { name: 'Thư viện Mới' } });
  // The patron goes, and then it is taken up.
  const now = kiosk.view();
  if (now?.mode !== 'kiosk') throw new Error('no kiosk is there');
  kiosk.joined?.call({ kind: 'press', session: now.session, press: { kind: 'leave' } });
  await told.until(() => expect(told.keeper.applying().at).not.toBe('waiting'), 120_000);
  await told.untilTruly(() => expect(told.keeper.settings()?.library.name).toBe('Thư viện Mới'));
  await told.until(() => expect(told.keeper.applying().at).toBe('works'), 30_000);

  const desk = told.join('D1');
  const at = desk.view();
  if (at?.mode !== 'desk') throw new Error('no desk is there');
  desk.joined?.call({ kind: 'act', session: at.session, act: { kind: 'sign-in', name: 'Lan', pin: '246810' } });
  await told.untilTruly(() => expect(desk.view()).toMatchObject({ who: { name: 'Lan' } }));
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Cũ' });
  await save(told);
  expect(told.view().applying).toMatchObject({ at: 'waiting', busy: [{ place: 'D1', who: 'staff' }] });
  await told.tend({ kind: 'apply-at-once' });
  await told.untilTruly(() => expect(told.keeper.settings()?.library.name).toBe('Thư viện Cũ'));
});

technicianStory(
  'settings with which the station does not become ready are taken back by themselves, and it is said',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.clock.pass(keeperTimes.lookMs);
    await told.signIn();
    await told.tend({ kind: 'choose-kind', path: 'acs.connection', value: 'tcp' });
    expect(told.settings().wrong).toMatchObject([{ path: 'acs.connection.host', says: 'Cần điền ô này.' }]);
    await told.tend({ kind: 'set-field', path: 'acs.connection.host', value: '127.0.0.1' });
    await told.tend({ kind: 'set-field', path: 'acs.connection.port', value: '1' });
    await told.tend({ kind: 'choose-kind', path: 'registry', value: '' });
    await save(told);
    await told.untilTruly(() => expect(told.view().applying.at).toBe('proving'));
    await told.until(() => expect(told.keeper.applying().at).not.toBe('proving'), 2 * keeperTimes.provingMs);
    await told.untilTruly(() => expect(told.view().applying.at).toBe('fell-back'));
    expect(told.saved()).toEqual(quietSettings);
    expect(told.keeper.settings()?.acs.connection.kind).toBe('embedded');
    expect(told.journal('settings-fell-back')).toMatchObject([{ because: expect.stringContaining('library system') }]);
    await told.tend({ kind: 'open-history' });
    expect(told.settings().sheet).toMatchObject({
      copies: [{ because: 'fell-back', isNow: true }, { because: 'edited' }, {}],
    });
  },
  { timeout: 120_000 },
);

technicianStory('settings that cannot even be opened are taken back at once', async (told) => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  await told.signIn();
  const connection = 'acs.connection';
  await told.tend({ kind: 'choose-kind', path: connection, value: 'tls' });
  await told.tend({ kind: 'set-field', path: `${connection}.host`, value: 'acs.example.org' });
  await told.tend({ kind: 'set-field', path: `${connection}.trust.file`, value: 'there-is-none.pem' });
  await told.tend({ kind: 'choose-kind', path: 'registry', value: '' });
  expect(told.settings().wrong).toEqual([]);
  await save(told);
  await told.untilTruly(() => expect(told.view().applying).toMatchObject({ at: 'fell-back', issues: [{}] }));
  expect(told.saved()).toEqual(quietSettings);
  expect(told.join('K1').view()?.mode).toBe('kiosk');
});

technicianStory('one touch goes back to the settings with which the station last became ready', async (told) => {
  await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
  await told.clock.pass(2 * keeperTimes.lookMs);
  // Somebody spoils the file by hand, and the station is started anew with it.
  writeFileSync(told.file, '{ "version": 2, ');
  told.keeper.takeUp('at-once');
  await told.untilTruly(() => expect(told.view().applying.at).toBe('fell-back'));
  expect(told.saved()).toEqual(quietSettings);
  await told.signIn();
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  await save(told);
  await told.untilTruly(() => expect(told.keeper.settings()?.library.name).toBe('Thư viện Mới'));
  await told.tend({ kind: 'open-history' });
  const { sheet } = told.settings();
  if (sheet?.at !== 'history') throw new Error('no history is open');
  const first = sheet.copies.find(({ because }) => because === 'found');
  await told.tend({ kind: 'take-copy', nth: first?.nth ?? 0 });
  expect(told.settings()).toMatchObject({
    told: 'copy-taken',
    sheet: { at: 'saving' },
    changes: [{ path: 'library.name', before: 'Thư viện Mới', after: quietSettings.library.name }],
  });
});

technicianStory(
  'a spoilt file opens with the last good settings, and one touch puts them back',
  async (told) => {
    expect(told.view().at).toBe('faults');
    await told.tend({ kind: 'mend' });
    expect(told.settings()).toMatchObject({ told: 'not-json', hasGood: false });
    await told.tend({ kind: 'set-field', path: 'acs.connection.wire', value: 'memory' });
    await save(told);
    await told.untilTruly(() => expect(told.behind.places.map(({ name }) => name)).toContain('K1'));
  },
  { text: '{ "version": 2, "library": { "name": "Thư' },
);

technicianStory(
  'secrets never reach the glass: not as they stand, not as they change, not in what is exported',
  async (told) => {
    await told.signIn();
    await told.tend({ kind: 'open-section', path: 'acs' });
    const path = 'acs.terminalPassword';
    expect(fieldOf(told, path)).toMatchObject({ shape: { kind: 'secret', isSet: true } });
    // A secret is given as one, and in no other way.
    await told.tend({ kind: 'set-field', path, value: 'by the back door' });
    expect(told.settings().changes).toEqual([]);
    await told.tend({ kind: 'set-secret', path, value: 'another-secret-581' });
    expect(told.settings().changes).toEqual([
      { path, label: 'Hệ thống thư viện › Mật khẩu thiết bị (AC)', before: null, after: null, isSecret: true },
    ]);
    await save(told);
    await works(told);
    expect(told.saved()).toMatchObject({ acs: { terminalPassword: 'another-secret-581' } });
    await told.tend({ kind: 'open-export' });
    await told.tend({ kind: 'export-settings', passphrase: null });
    const { sheet } = told.settings();
    expect(sheet?.at === 'export' ? sheet.text : null).toContain('"tram": "settings"');
    for (const secret of ['first-secret-943', 'another-secret-581', 'scrypt:'])
      expect(told.everything()).not.toContain(secret);
    expect(told.log.join('\n')).not.toMatch(/secret-943|secret-581/);
    expect(told.journal('settings-changed')).toMatchObject([{ paths: [path] }]);
  },
  { settings: { ...quietSettings, acs: { ...quietSettings.acs, terminalPassword: 'first-secret-943' } } },
);

technicianStory('a technician changes devices, and who works here an administrator alone', async (told) => {
  await told.signIn('Tuấn');
  await told.tend({ kind: 'open-section', path: 'staff' });
  expect(fieldOf(told, 'staff.1.level')?.locked).toBe('staff');
  for (const act of [
    { kind: 'set-field', path: 'staff.2.level', value: 'administrator' },
    { kind: 'set-secret', path: 'staff.3.pin', value: 'mine from now on' },
    { kind: 'remove-item', path: 'staff.3' },
    { kind: 'add-item', path: 'staff', value: null },
  ] as const) {
    await told.tend(act);
    expect(told.settings()).toMatchObject({ told: 'only-administrator', changes: [] });
  }
  // Nor by a file from elsewhere.
  const others = {
    ...quietSettings,
    library: { ...quietSettings.library, name: 'Khác' },
    staff: quietSettings.staff.map((one) => ({ ...one, level: 'administrator' })),
  };
  await told.tend({ kind: 'open-import' });
  await told.tend({ kind: 'import-settings', text: JSON.stringify(others) });
  expect(told.settings().changes.map(({ path }) => path)).toEqual(['library.name']);
  await told.tend({ kind: 'discard-changes' });
  await told.tend({ kind: 'open-export' });
  await told.tend({ kind: 'export-settings', passphrase: 'eight letters' });
  expect(told.settings()).toMatchObject({ told: 'not-exported', sheet: null });
});

technicianStory(
  'what the supervisor hands over is locked where it stands',
  async (told) => {
    await told.signIn();
    await told.tend({ kind: 'open-section', path: 'acs' });
    expect(fieldOf(told, 'acs.terminalPassword')).toMatchObject({ locked: 'credential' });
    expect(told.everything()).not.toContain('handed-over-77');
  },
  { credentials: new Map([['acs.terminalPassword', 'handed-over-77']]) },
);

technicianStory(
  'a file that was changed elsewhere meanwhile is not written over, and nothing of either is lost',
  async (told) => {
    await told.signIn();
    await told.tend({ kind: 'set-field', path: 'library.name', value: 'Mới' });
    const byHand = { ...quietSettings, library: { ...quietSettings.library, contact: '0259 38' } };
    writeFileSync(told.file, JSON.stringify(byHand));
    await save(told);
    expect(told.saved()).toEqual(byHand);
    expect(told.settings()).toMatchObject({
      told: 'changed-elsewhere',
      changes: [{ path: 'library.name', after: 'Mới' }],
    });
    await save(told);
    expect(told.saved()).toEqual({ ...byHand, library: { ...byHand.library, name: 'Mới' } });
  },
);

technicianStory('a disk that takes nothing is told as one, and the file stays as it was', async (told) => {
  await told.signIn();
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Mới' });
  // Root may write anywhere: only what is no file refuses it.
  mkdirSync(`${told.file}.new`);
  await save(told);
  expect(told.settings()).toMatchObject({ told: 'not-written', changes: [{ path: 'library.name', after: 'Mới' }] });
  expect(told.saved()).toEqual(quietSettings);
  rmSync(`${told.file}.new`, { recursive: true });
  await save(told);
  await works(told);
  expect(told.saved()).toMatchObject({ library: { name: 'Mới' } });
});

technicianStory('settings that were written are taken up, though no copy of them could be kept', async (told) => {
  await told.signIn();
  const folder = historyFolderOf(told.file);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Mới' });
  await save(told);
  expect(told.settings().told).toBe('saved');
  await told.untilTruly(() => expect(told.keeper.settings()?.library.name).toBe('Mới'));
  expect(told.log.join('\n')).toContain('copies of the settings cannot be kept');
});

technicianStory('a file that says what stands here changes nothing, and says so', async (told) => {
  await told.signIn();
  await told.tend({ kind: 'open-import' });
  await told.tend({ kind: 'import-settings', text: JSON.stringify(quietSettings) });
  expect(told.settings()).toMatchObject({ told: 'nothing-changed', changes: [], asked: [], sheet: null });
  const next = {
    ...quietSettings,
    places: quietSettings.places.map((place) => ({ ...place, name: `${place.name}X` })),
  };
  await told.tend({ kind: 'open-import' });
  await told.tend({ kind: 'import-settings', text: JSON.stringify(next) });
  expect(told.settings()).toMatchObject({ told: 'imported', changes: [], asked: [{}, {}] });
});

technicianStory('places are added, copied, moved and taken out; what is each one’s own is not copied', async (told) => {
  await told.signIn();
  await told.tend({ kind: 'copy-item', path: 'places.0' });
  expect(told.settings()).toMatchObject({ section: 'places.1', wrong: [{ path: 'places.1.name' }] });
  await told.tend({ kind: 'set-field', path: 'places.1.name', value: 'K1' });
  expect(told.settings().wrong).toMatchObject([{ path: 'places' }]);
  await told.tend({ kind: 'set-field', path: 'places.1.name', value: 'technician' });
  expect(told.settings().wrong).toMatchObject([
    { path: 'places.1.name', says: expect.stringContaining('kỹ thuật viên') },
  ]);
  await told.tend({ kind: 'set-field', path: 'places.1.name', value: 'K2' });
  expect(told.settings().sections.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Ki-ốt K1', 'Ki-ốt K2', 'Quầy D1']),
  );
  await told.tend({ kind: 'move-item', path: 'places.2', by: -1 });
  await told.tend({ kind: 'remove-item', path: 'places.0' });
  expect(told.settings().wrong).toEqual([]);
  await save(told);
  await told.untilTruly(() => expect(told.behind.places.map(({ name }) => name)).toEqual(['D1', 'K2', 'technician']));
});

technicianStory('a setting is found by its name, its help or its place, with accents or without', async (told) => {
  await told.signIn();
  for (const text of ['máy in', 'may in', 'MAY IN']) {
    await told.tend({ kind: 'search-settings', text });
    const { fields } = told.settings();
    expect(fields.map(({ path }) => path)).toContain('places.0.printer');
    expect(fields.find(({ path }) => path === 'places.0.printer')?.trail).toBe('Vị trí › Ki-ốt K1');
  }
  await told.tend({ kind: 'search-settings', text: 'xyzzy' });
  expect(told.settings().fields).toEqual([]);
});

technicianStory(
  'several words are looked for in any order and either language; the nearest comes first',
  async (told) => {
    await told.signIn();
    const first = async (text: string): Promise<string | undefined> => {
      await told.tend({ kind: 'search-settings', text });
      return told.settings().fields[0]?.path;
    };
    for (const text of [
      'máy in vị trí',
      'vị trí máy in',
      'may in vi tri',
      'in  VI tri may ',
      'printer K1',
      'k1 may in',
    ])
      expect([text, await first(text)]).toEqual([text, 'places.0.printer']);
    // The name of one field stands in the help of others.
    expect(await first('tên thư viện')).toBe('library.name');
    // Accents that were typed count: seconds before paper. And a reader's maker is asked for by that word.
    await told.tend({ kind: 'choose-kind', path: 'places.0.printer', value: 'given' });
    expect(await first('giấy')).toBe('places.0.printer.paperWidthMm');
    await first('giây');
    expect(told.settings().fields[0]?.unit).toBe('giây');
    expect(await first('hãng đầu đọc')).toBe('places.0.reader');
    expect(await first('reader maker')).toBe('places.0.reader');
    await told.tend({ kind: 'search-settings', text: 'seconds' });
    expect(told.settings().fields.map(({ path }) => path)).toContain('acs.answerTimeoutSeconds');
    await told.tend({ kind: 'search-settings', text: 'máy in xyzzy' });
    expect(told.settings().fields).toEqual([]);
  },
);

technicianStory('fifty copies are kept, for the station’s user alone', async (told) => {
  const folder = historyFolderOf(told.file);
  await told.signIn();
  for (let nth = 0; nth < copiesKept + 5; nth += 1) {
    writeFileSync(
      told.file,
      JSON.stringify({ ...quietSettings, library: { ...quietSettings.library, name: `N${nth}` } }),
    );
    await told.tend({ kind: 'open-page', page: 'settings' });
  }
  const copies = readdirSync(folder).filter((name) => name !== 'index.json');
  expect(copies).toHaveLength(copiesKept);
  expect(copies.map((name) => statSync(join(folder, name)).mode & 0o777).every((mode) => mode === 0o600)).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, 'index.json'), 'utf8')).not.toContain('scrypt:');
  // An index that was lost loses no copy.
  writeFileSync(join(folder, 'index.json'), 'rubbish');
  await told.tend({ kind: 'open-page', page: 'settings' });
  await told.tend({ kind: 'open-history' });
  const { sheet } = told.settings();
  expect(sheet?.at === 'history' ? sheet.copies.length : 0).toBe(copiesKept);
});

technicianStory('what no path, no list and no field is changes nothing', async (told) => {
  await told.signIn();
  await hashStaffPin('warm');
  for (const act of [
    { kind: 'set-field', path: 'nowhere.at.all', value: 'x' },
    { kind: 'set-field', path: '__proto__', value: 'x' },
    { kind: 'set-field', path: 'constructor.prototype.x', value: 'x' },
    { kind: 'set-field', path: 'places.9.name', value: 'x' },
    { kind: 'remove-item', path: 'places.9' },
    { kind: 'remove-item', path: 'library.name' },
    { kind: 'move-item', path: 'places.0', by: -1 },
    { kind: 'choose-kind', path: 'library.name', value: 'tcp' },
    { kind: 'set-secret', path: 'library.name', value: 'x' },
    { kind: 'reset-field', path: 'places.0' },
    { kind: 'take-copy', nth: 4711 },
    { kind: 'keep-settings' },
    { kind: 'take-back-settings' },
    { kind: 'apply-at-once' },
  ] as const) {
    await told.tend(act.kind === 'set-field' && act.path === '__proto__' ? { ...act, path: 'proto' } : act);
    expect([act, told.settings().changes]).toEqual([act, []]);
  }
  for (const text of [
    'not JSON',
    '[]',
    '{"version":2}',
    '{"tram":"settings","version":99,"settings":{"version":99,"places":[]}}',
  ]) {
    await told.tend({ kind: 'open-import' });
    await told.tend({ kind: 'import-settings', text });
    expect(told.settings().sheet).toMatchObject({ at: 'import', wrong: expect.stringMatching(/not-ours|newer/) });
  }
});
