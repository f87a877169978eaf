// The bundle for a helper elsewhere: made of a whole run with a known patron and known secrets, then searched for each of them;
// and made where the station does not start at all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import { tellSettings } from '../../station/diagnostics/settings-told.ts';
import { createStrike, logLine } from '../../station/diagnostics/strike.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { joinGlass, until } from './doorway.ts';
import { newFolder } from './open-house.ts';
import { startNode } from './programs.ts';

const root = join(import.meta.dirname, '../..');
const longRun = { timeout: 120_000 };

/** Every file of a .zip, by the local headers alone. */
const unzip = (bytes: Buffer): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const size = bytes.readUInt32LE(at + 18);
    const nameEnds = at + 30 + bytes.readUInt16LE(at + 26);
    files.set(
      bytes.toString('utf8', at + 30, nameEnds),
      inflateRawSync(bytes.subarray(nameEnds, nameEnds + size)).toString('utf8'),
    );
    at = nameEnds + size;
  }
  return files;
};

const diagnose = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['station/diagnose.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const file = stdout.trim();
  return { status, said: stderr, file, files: status === 0 ? unzip(readFileSync(file)) : new Map<string, string>() };
};

const card = '21234000000026';
const pin = '1234';
const wrongPin = '99887766';

/** Texts that an error may carry into a log, and what of them no helper may read. */
const careless = [
  'cannot read 64              00120261123    091500AOCPL|AA21234000000026|AETrần Thị Bình|BD12 Lê Lợi|BEbinh@thu-vien.example|BF0912 345 678|',
  'no answer to 0912 345 678, 091.234.5679, +84 91-234-56-70, 0912-345671; citizen 001 099 012345',
  'mail to Binh.Tran@thu-vien.example refused: <binh+muon@example.vn> unknown',
];
const ofPatrons = [
  ...(['Trần Thị Bình', 'Lê Lợi', 'thu-vien.example', 'Binh.Tran', 'binh+muon'] as const),
  ...(['345 678', '234.5679', '234-56', '345671', '099 012'] as const),
];

test('no word of a patron, no password and no ticket of a whole run is in it', longRun, async () => {
  const folder = newFolder();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const secret = 'AC-Khanh-94371';
  writeFileSync(
    join(data, 'settings.json'),
    JSON.stringify({ ...demonstration, acs: { ...demonstration.acs, terminalPassword: secret } }),
  );
  const program = startNode(['station/main.ts', '--data', data], { TRAM_LOG: 'debug' });
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  const { port, searchParams } = new URL(address);
  const glass = await joinGlass(address);
  const shows = (at: string) => until(at, () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === at);
  const press = async (one: Press) =>
    expect(await glass.call({ kind: 'press', session: glass.kiosk().session, press: one })).toMatchObject({
      kind: 'answer',
    });
  await shows('welcome');
  await press({ kind: 'account' });
  await press({ kind: 'type-card', number: card });
  await until('the account or the PIN', () => ['pin', 'account'].includes(glass.kiosk().screen.at));
  if (glass.kiosk().screen.at === 'pin') {
    await press({ kind: 'type-pin', pin: wrongPin });
    await until('the refusal', () => {
      const now = glass.kiosk().screen;
      return now.at === 'pin' && now.wrong;
    });
    await until('the wait', () => {
      const now = glass.kiosk().screen;
      return now.at === 'pin' && now.waits === 0;
    });
    await press({ kind: 'type-pin', pin });
  }
  await until('the account', () => !['identify', 'pin'].includes(glass.kiosk().screen.at));
  const log = join(folder, 'log');
  // As a careless helper would have it: with lines that name the patron outright.
  writeFileSync(
    log,
    `${program.err()}\nError: no loan of ${card}\n{"level":40,"msg":"for ${card}","name":"Trần Thị Bình"}\n` +
      careless.map((line) => `${line}\n${JSON.stringify({ level: 50, msg: line })}\n`).join(''),
  );
  const { status, files, said } = diagnose('--data', data, '--port', port, '--log', log, '--to', folder);
  expect([status, said]).toEqual([0, '']);
  const ticket = searchParams.get('ticket') ?? '';
  expect(ticket.length).toBeGreaterThan(20);
  const staff = demonstration.staff.flatMap((one) => [one.name, one.pin, one.card ?? one.pin]);
  for (const word of [card, card.slice(-7), wrongPin, secret, ticket, ...staff, ...ofPatrons])
    expect([word, [...files].filter(([, text]) => text.includes(word)).map(([name]) => name)]).toEqual([word, []]);
  // And it is of use.
  expect([...files.keys()].toSorted()).toEqual(
    [
      'devices.json',
      'files.json',
      'health.json',
      'journal.json',
      'log.txt',
      'metrics.txt',
      'read-me.txt',
      'settings.json',
      'versions.json',
    ].toSorted(),
  );
  expect(files.get('health.json')).toContain('"ready":');
  expect(files.get('metrics.txt')).toContain('tram_info');
  expect(files.get('journal.json')).toContain('session-began');
  expect(files.get('journal.json')).toContain('"quick_check": "ok"');
  expect(files.get('settings.json')).toMatch(/"terminalPassword": "\(set\)"/);
  expect(files.get('settings.json')).toContain('"isil": "VN-HN1"');
  expect(files.get('log.txt')).toContain('device changed');
});

test('it is made where the station does not start: bad settings, a damaged journal, nothing there at all', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'settings.json'), '{ "acs": { "terminalPassword": "AC-Quynh-58142", }');
  writeFileSync(join(folder, 'journal.sqlite'), Buffer.alloc(20_000, 0x5a));
  const broken = diagnose('--data', folder, '--port', '1', '--to', folder);
  expect(broken.status).toBe(0);
  expect(broken.said).toContain('nobody answers at the station’s door');
  expect(broken.files.get('journal.json')).toMatch(/not a database/);
  expect(broken.files.get('settings.json')).toContain('"issues"');
  expect([...broken.files.values()].join('')).not.toContain('Quynh');
  const empty = diagnose('--data', join(folder, 'nowhere'), '--port', '1', '--to', join(folder, 'made'));
  expect(empty.status).toBe(0);
  expect(empty.files.get('journal.json')).toContain('there is none');
  expect(readdirSync(join(folder, 'made'))).toHaveLength(1);
});

test('where its folder takes nothing, that is said with what to do', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  const refused = diagnose('--data', folder, '--port', '1', '--to', join(folder, 'file/below'));
  expect([refused.status, refused.said]).toEqual([1, expect.stringContaining('--to DIR')]);
});

test('a setting that the schema does not know, or calls a secret, is withheld and looked for elsewhere', () => {
  const value = {
    ...demonstration,
    pasword: 'misspelled-1',
    acs: { ...demonstration.acs, login: { user: 'sc1', password: 'well-spelled' } },
  };
  const { told, secrets } = tellSettings(value);
  expect(JSON.stringify(told)).not.toMatch(/misspelled-1|well-spelled|scrypt|Lan|29000000000001/);
  expect(secrets).toEqual(expect.arrayContaining(['misspelled-1', 'well-spelled']));
  expect(createStrike(secrets)('the log said well-spelled, http://u:p@h/ and a@b.vn')).toBe(
    'the log said ***, http://***@h/ and ***',
  );
});

test('of the names that open a library system the first letter and the length are told', () => {
  const value = {
    ...demonstration,
    acs: {
      ...demonstration.acs,
      login: { user: 'kiosk-tang-2', password: 'x' },
      connection: { kind: 'tcp', host: 'h', port: 6001, promptLogin: { user: 'telnet-tang-2', password: 'x' } },
    },
    registry: {
      kind: 'koha',
      baseUrl: 'http://h',
      auth: { kind: 'oauth', clientId: 'client-tang-2', clientSecret: 'x' },
    },
  };
  const { told, secrets } = tellSettings(value);
  expect(JSON.stringify(told)).not.toContain('tang-2');
  expect(told).toMatchObject({
    acs: { login: { user: 'k***********' } },
    registry: { auth: { clientId: 'c************' } },
  });
  const line = '{"level":40,"msg":"The ACS refused the login of \\"kiosk-tang-2\\"."}';
  expect(createStrike(secrets)(line)).toBe('{"level":40,"msg":"The ACS refused the login of \\"k***********\\"."}');
});

test('of the log only what is known to name nobody is told', () => {
  expect(logLine('{"level":20,"text":"AETran Binh","msg":"sip2"}')).toBeNull();
  expect(logLine('{"level":30,"msg":"device changed","place":"K1","borrower":"Binh"}')).toBe(
    '{"level":30,"msg":"device changed","place":"K1","borrower":"***"}',
  );
});

test('of a log of weeks the end is told, and nothing of a line that is cut there', () => {
  const folder = newFolder();
  const log = join(folder, 'log');
  const long = JSON.stringify({ level: 20, msg: 'sip2', text: `${'x'.repeat(9 * 2 ** 20)} Trần Thị Bình` });
  writeFileSync(log, `${long}\n{"level":30,"msg":"device changed"}\n`);
  const { files } = diagnose('--data', folder, '--port', '1', '--log', log, '--to', folder);
  expect(files.get('log.txt')).toBe('{"level":30,"msg":"device changed"}');
  const state = JSON.stringify({ level: 50, msg: 'x'.repeat(50_000) });
  expect(logLine(state)?.length).toBeLessThan(10_000);
});

test('a known name is found among thousands, in capitals and in letters with loose accents, and the longest first', () => {
  const others = Array.from({ length: 20_000 }, (_, nth) => `K${nth}-VN`);
  const strike = createStrike([...others, 'Ngân', 'Nguyễn Thị Ngân', 'TV-00123']);
  expect(strike('NGUYỄN THỊ NGÂN, tv-00123')).toBe('***, ***');
  expect(strike('Nguyễn Thị Ngân'.normalize('NFD'))).toBe('***');
  expect(strike('K19999-VN of İstanbul: Ngân, 17 s')).toBe('*** of İstanbul: ***, 17 s');
});

test('what is no number of anybody stays to be read', () => {
  const strike = createStrike([]);
  const lines = [
    '{"level":30,"at":"2026-01-03T09:10:15.227Z","msg":"up 0.012345 s, 10.0.0.12:6001, firmware 03.02.00"}',
    'tram_acs_answer_seconds_bucket{le="0.05"} 12',
    '2026-01-03 09:10:15 01-03 08:30 0-9 0 12 345',
  ];
  expect(lines.map(strike)).toEqual(lines);
});
