// Secrets of a whole day: the real program with every secret handed over as systemd does, through sessions with passwords,
// e-mail and a payment; then every file, log line, view, figure and built page is searched for each of them.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAcs, demoCatalogue, listen } from 'sip2/acs';
import { systemClock } from 'sip2';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import type { Press } from '../../contract/calls.ts';
import { createLog } from '../../station/log.ts';
import { credentialNames, keepPrivate, readCredentials, withCredentials } from '../../station/settings/credentials.ts';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { checkSettings } from '../../station/settings/store.ts';
import { guardTimes } from '../../station/flows/guard.ts';
import { hashStaffPin } from '../../station/staff-pin.ts';
import { ask, joinGlass, until, type Glass } from '../station/doorway.ts';
import { newFolder } from '../station/open-house.ts';
import { startNode, type Program } from '../station/programs.ts';
import { openSmtpServer } from '../station/smtp-server.ts';

const secrets = {
  terminalPassword: 'TP-Quynh-58142',
  loginPassword: 'LP-Khanh-94371',
  mailPassword: 'MP-Duong-60275',
  patronPin: '8642097531',
  wrongPin: '7530198642',
  staffPin: 'SP-Tram-713905',
  wrongStaffPin: 'SP-Tram-000000',
} as const;
const binh = '21234000000026';

const openLibrary = async (): Promise<number> => {
  const catalogue = demoCatalogue();
  const acs = createAcs({
    clock: systemClock,
    catalogue: {
      ...catalogue,
      patrons: catalogue.patrons.map((one) => (one.card === binh ? { ...one, pin: secrets.patronPin } : one)),
      fees: catalogue.fees.slice(0, 1).map((fee) => ({ ...fee, card: binh, amount: 15_000 })),
    },
    settings: { login: { user: 'sc1', password: secrets.loginPassword }, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: () => undefined, changed: () => undefined },
  });
  const server = await listen(acs, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return server.port;
};

/** Real waits (a wrong password makes the next one wait) on a machine that may be busy. */
const longRun = { timeout: 120_000 };

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Which of the secrets stand in these bytes, as they are or as UTF-16. */
const foundIn = (bytes: Buffer, wanted: readonly string[]): readonly string[] =>
  wanted.filter((secret) => bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')));

const person = (glass: Glass) => ({
  shows: (at: string) => until(at, () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === at),
  press: async (press: Press) =>
    expect(await glass.call({ kind: 'press', session: glass.kiosk().session, press })).toMatchObject({
      kind: 'answer',
    }),
});

const joinOf = async (program: Program): Promise<{ glass: Glass; port: number }> => {
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  return { glass: await joinGlass(address), port: Number(new URL(address).port) };
};

test('no secret of a whole run stands in any file, log line, view, figure or built page', longRun, async () => {
  const folder = newFolder();
  const data = join(folder, 'data');
  const handedOver = join(folder, 'credentials');
  mkdirSync(handedOver, { mode: 0o700 });
  const port = await openLibrary();
  const post = await openSmtpServer();
  onTestFinished(() => post.close());
  const hash = await hashStaffPin(secrets.staffPin);
  for (const [name, secret] of [
    ['acs.terminalPassword', secrets.terminalPassword],
    ['acs.login.password', `${secrets.loginPassword}\n`],
    ['mail.login.password', secrets.mailPassword],
  ] as const)
    writeFileSync(join(handedOver, name), secret, { mode: 0o400 });
  mkdirSync(data, { mode: 0o700 });
  const file = join(data, 'settings.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...demonstration,
      acs: {
        ...demonstration.acs,
        connection: { kind: 'tcp', host: '127.0.0.1', port },
        login: { user: 'sc1', location: 'TT' },
      },
      mail: {
        host: '127.0.0.1',
        port: post.port,
        security: 'none',
        login: { user: 'station' },
        from: 'tram@example.org',
      },
      // The hash of a PIN stands in the file; the PIN itself nowhere.
      staff: [{ name: 'Minh', level: 'senior', pin: hash }],
    }),
  );
  const program = startNode(['station/main.ts', '--data', data], {
    TRAM_LOG: 'debug',
    CREDENTIALS_DIRECTORY: handedOver,
  });
  const { glass, port: door } = await joinOf(program);
  const { shows, press } = person(glass);
  const screen = () => glass.kiosk().screen;

  // A loan: a wrong password, the right one, an item, a receipt by e-mail.
  await shows('welcome');
  await press({ kind: 'borrow' });
  await press({ kind: 'type-card', number: binh });
  await shows('pin');
  await press({ kind: 'type-pin', pin: secrets.wrongPin });
  await until('the refusal', () => {
    const now = screen();
    return now.at === 'pin' && now.wrong;
  });
  // A wrong one makes the next one wait.
  await until('the wait', () => {
    const now = screen();
    return now.at === 'pin' && now.waits === 0;
  });
  await press({ kind: 'type-pin', pin: secrets.patronPin });
  await shows('checkout');
  await glass.call({ kind: 'hand', hand: { kind: 'scan', text: '31234000001014' } });
  await until('the loan', () => program.err().includes('"text":"12'));
  await press({ kind: 'finish' });
  await shows('receipt');
  await press({ kind: 'email' });
  await until('the letter', () => post.letters.length === 1);

  // The account and a payment: staff mistype, then confirm.
  await until('the welcome', () => screen().at === 'welcome');
  await press({ kind: 'account' });
  await press({ kind: 'type-card', number: binh });
  await shows('pin');
  await press({ kind: 'type-pin', pin: secrets.patronPin });
  await shows('account');
  await press({ kind: 'section', section: 'fees' });
  await until('the fees', () => {
    const now = screen();
    return now.at === 'account' && now.mayPay;
  });
  await press({ kind: 'pay' });
  const paying = () => {
    const now = screen();
    return now.at === 'payment' ? now.state : null;
  };
  await until('the code', () => paying()?.at === 'waiting');
  await press({ kind: 'staff-here' });
  await press({ kind: 'staff-sign-in', name: 'Minh', pin: secrets.wrongStaffPin });
  await until('the refusal', () => {
    const state = paying();
    return state?.at === 'staff' && state.signing.wrong === 'pin';
  });
  // Slowed after a wrong one, by the clock of the wall.
  await new Promise((resolve) => setTimeout(resolve, guardTimes.firstWaitMs + 500));
  await press({ kind: 'staff-sign-in', name: 'Minh', pin: secrets.staffPin });
  await until('the payment', () => paying()?.at === 'recorded');
  const told: string[] = [];
  for (const path of ['/health', '/metrics']) told.push((await ask(door, path)).body);
  const wanted: readonly string[] = [...Object.values(secrets), hash];
  // The settings and their kept copies hold the hash, for their own user alone; nothing else does.
  const wantedIn = (name: string): readonly string[] =>
    /[/]settings[./]/.test(name) ? wanted.filter((one) => one !== hash) : wanted;
  const found = (): unknown => filesIn(data).map((name) => [name, foundIn(readFileSync(name), wantedIn(name))]);
  const nothing = (): unknown => filesIn(data).map((name) => [name, []]);
  // While it runs, with whatever is not yet put into place; and after a clean end.
  expect(found()).toEqual(nothing());
  program.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(found()).toEqual(nothing());

  const log = program.err();
  expect(log).toMatch(/"text":"93[^"]*CO\*\*\*/);
  expect(log).toMatch(/"text":"63[^"]*AD\*\*\*/);
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  // The mail server was given its password, and the letter holds none.
  expect(post.heard.join('\n')).toContain(Buffer.from(`\0station\0${secrets.mailPassword}`).toString('base64'));
  const everything = [program.out(), log, ...told, JSON.stringify(glass.heard), JSON.stringify(post.letters)];
  for (const text of everything) expect(foundIn(Buffer.from(text), wanted)).toEqual([]);
  expect(log).not.toContain(binh);
  expect(log).not.toContain('Bình');
  // What it wrote is its own user's alone.
  for (const name of filesIn(data)) expect([name, (statSync(name).mode & 0o077).toString(8)]).toEqual([name, '0']);
});

test('the built pages and programs hold no secret of the demonstration', () => {
  const built = join(import.meta.dirname, '../../build');
  const texts = ['glass', 'electron'].flatMap((name) =>
    existsSync(join(built, name)) ? filesIn(join(built, name)) : [],
  );
  for (const name of texts) {
    const bytes = readFileSync(name);
    expect([name, foundIn(bytes, ['246810', demonstration.staff[0]?.pin ?? 'scrypt:'])]).toEqual([name, []]);
  }
});

// ── Credentials and the settings file ──

/** Every path of the schema that is marked as a secret. */
const secretPaths = (schema: z.core.JSONSchema.BaseSchema, path: string): readonly string[] => {
  if (schema['secret'] === true) return [path];
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const below = Object.entries(schema.properties ?? {}).map(([name, one]) => [`${path}.${name}`, one] as const);
  return [...options.map((one) => [path, one] as const), ...below].flatMap(([at, one]) =>
    typeof one === 'boolean' ? [] : secretPaths(one, at),
  );
};

test('every secret of the settings can be handed over as a credential, and nothing else', () => {
  const all = secretPaths(z.toJSONSchema(settings, { io: 'input' }), '').map((path) => path.slice(1));
  expect([...new Set(all)].toSorted()).toEqual(credentialNames.toSorted());
});

test('a credential stands over what the file says; one whose group is not there is said, not guessed', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'acs.terminalPassword'), 'x\r\n');
  writeFileSync(join(folder, 'acs.login.password'), 'y');
  writeFileSync(join(folder, 'something-else'), 'z');
  const credentials = readCredentials(folder);
  expect([...credentials]).toEqual([
    ['acs.terminalPassword', 'x'],
    ['acs.login.password', 'y'],
  ]);
  expect(withCredentials({ acs: { terminalPassword: 'a', login: { user: 'u' } } }, credentials)).toEqual({
    value: { acs: { terminalPassword: 'x', login: { user: 'u', password: 'y' } } },
    misplaced: [],
  });
  const loaded = checkSettings(JSON.stringify(demonstration), credentials);
  expect(loaded).toMatchObject({ kind: 'issues', issues: [{ path: 'acs.login.password' }] });
  expect(JSON.stringify(loaded)).not.toContain('"y"');
  expect(readCredentials(undefined).size).toBe(0);
});

test('a settings file that others can read is made private, or not used where it is not ours', () => {
  const file = join(newFolder(), 'settings.json');
  writeFileSync(file, '{}');
  const own = statSync(file).uid;
  chmodSync(file, 0o644);
  expect(keepPrivate(file, { uid: own })).toBe('mended');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keepPrivate(file, { uid: own })).toBe('private');
  chmodSync(file, 0o640);
  expect(keepPrivate(file, { uid: own + 1 })).toBe('private');
  chmodSync(file, 0o644);
  expect(keepPrivate(file, { uid: own + 1 })).toBe('open');
  expect(statSync(file).mode & 0o777).toBe(0o644);
  expect(keepPrivate(join(file, 'nowhere'), { uid: own })).toBe('private');
});

test('the program mends its settings file and says so', async () => {
  const folder = newFolder();
  const file = join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify(demonstration), { mode: 0o644 });
  const program = startNode(['station/main.ts', '--data', folder]);
  await program.says(/^Tram is ready/m);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(program.err()).toContain('others could read the settings');
});

// ── The log ──

test('what is named like a secret or a patron is struck out of the log, and long numbers of an error, too', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log.info({ patron: binh, pin: '1234', place: 'K1', asked: { card: binh, password: 'p' } }, 'said');
  log.error({ err: new Error(`no loan of ${binh}\n{"forged":true}`) }, 'met a fault');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain(binh);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    patron: '***',
    pin: '***',
    place: 'K1',
    asked: { card: '***', password: '***' },
  });
  // A line's end in a text is no end of a line.
  expect(lines[1]?.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ err: { message: 'no loan of ***\n{"forged":true}' } });
});
