// The way to the library system, out of the settings: what a dialect supplies, what a technician overrides, and certificates
// that cannot be used, each told by its path.
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialectNames, dialects, usualSettings } from 'sip2';
import { expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { lineTo } from '../../station/line.ts';
import { acsSettings } from '../../station/settings/acs.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { checkSettings } from '../../station/settings/store.ts';
import { openStation } from '../../station/station.ts';
import { acsCertificate, authority, scCertificate, scKey } from '../sip2/certificates.ts';
import { newFolder, silent } from './open-house.ts';

const tcp = { kind: 'tcp', host: 'koha.example' } as const;

const settingsOf = (acs: object) => {
  const line = lineTo(acsSettings.parse({ connection: tcp, ...acs }), { folder: '/', clock: systemClock });
  if (line.kind !== 'line') throw new Error(JSON.stringify(line.issues));
  return line.settings;
};

test.each(dialectNames)('%s alone says how it is spoken to', (dialect) => {
  expect(settingsOf({ dialect, answerTimeoutSeconds: 15 })).toEqual({ ...usualSettings, ...dialects[dialect].line });
});

test('what a technician knows better wins; what is never asked or sent is added to what the dialect says', () => {
  const line = {
    charset: 'tcvn3',
    errorDetection: 'warn',
    end: 'cr-lf',
    greeting: 'status-first',
    vocabulary: 'dp2',
    timesAsked: 1,
    timeoutFrom: 'acs',
    neverAsked: ['end-patron-session'],
    neverSent: ['terminalPassword'],
  };
  const { neverAsked, neverSent, ...rest } = line;
  expect(settingsOf({ dialect: 'koha', line })).toMatchObject({
    ...rest,
    unsupported: ['block-patron', 'patron-enable', ...neverAsked],
    omit: neverSent,
  });
});

test('institution, login, places and times are the library’s own', () => {
  const login = { user: 'sc1', password: 'geheim', location: 'TT' };
  const own = { institution: 'TVT', terminalPassword: 'tp', login, currentLocation: 'TT', language: '001' };
  const times = { answerTimeoutSeconds: 7, loginTimeoutSeconds: 20, keepAliveSeconds: 60 };
  expect(settingsOf({ ...own, ...times })).toMatchObject({
    institutionId: 'TVT',
    terminalPassword: 'tp',
    login,
    currentLocation: 'TT',
    language: '001',
    answerTimeoutMs: 7000,
    loginTimeoutMs: 20_000,
    keepAliveMs: 60_000,
  });
});

// ── What cannot be used ──

const withConnection = (connection: object) => ({ ...demonstration, acs: { ...demonstration.acs, connection } });
const tls = { kind: 'tls', host: 'acs.example.org' } as const;

test.each<[string, object, string, RegExp]>([
  [
    'a pin that is none',
    { ...tls, trust: { kind: 'pinned', pins: [{ sha256: 'abc' }] } },
    'trust.pins.0.sha256',
    /SHA-256/,
  ],
  ['pins, and none', { ...tls, trust: { kind: 'pinned', pins: [] } }, 'trust.pins', />=1/],
  ['two lines at a prompt', { ...tcp, promptLogin: { user: 'a\rb', password: 'x' } }, 'promptLogin.user', /one line/],
  [
    'an empty prompt',
    { ...tcp, promptLogin: { user: 'a', password: 'x', prompts: { login: '' } } },
    'promptLogin.prompts.login',
    />=1/,
  ],
  ['certificates without TLS', { ...tcp, trust: { kind: 'pinned' } }, '', /"trust"/],
])('%s is told by its path', (_, connection, path, words) => {
  const loaded = checkSettings(JSON.stringify(withConnection(connection)));
  const at = path === '' ? 'acs.connection' : `acs.connection.${path}`;
  expect(loaded).toMatchObject({
    kind: 'issues',
    issues: [{ path: at, message: { en: expect.stringMatching(words) } }],
  });
});

const lockedKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'dung' },
}).privateKey;

const files: Readonly<Record<string, string>> = {
  'authority.pem': authority,
  'sc.pem': `subject=sc\n${scCertificate}`,
  'sc.key': scKey,
  'open.key': scKey,
  'acs.pem': acsCertificate,
  'locked.key': lockedKey,
  'rubbish.pem': 'Geheim',
  'broken.pem': acsCertificate.replace('MIIB', 'AAAA'),
};

const client = { certificateFile: 'sc.pem', keyFile: 'sc.key', passphrase: null };
const trust = (file: string) => ({ kind: 'authorities', file });

test.each<[string, object, readonly (readonly [string, RegExp])[]]>([
  ['all of them good', { trust: trust('authority.pem'), client }, []],
  ['no such authority', { trust: trust('nobody.pem') }, [['trust.file', /nobody\.pem, which cannot be read/]]],
  ['an authority that is none', { trust: trust('rubbish.pem') }, [['trust.file', /holds no certificate/]]],
  ['a broken authority', { trust: trust('broken.pem') }, [['trust.file', /or a broken one/]]],
  [
    'neither certificate nor key',
    { client: { ...client, certificateFile: 'x', keyFile: 'y' } },
    [
      ['client.certificateFile', /x, which cannot be read/],
      ['client.keyFile', /y, which cannot be read/],
    ],
  ],
  ['the key of another', { client: { ...client, certificateFile: 'acs.pem' } }, [['client.keyFile', /is not that of/]]],
  ['a key that is none', { client: { ...client, keyFile: 'rubbish.pem' } }, [['client.keyFile', /holds no key/]]],
  [
    'a key that is locked',
    { client: { ...client, keyFile: 'locked.key' } },
    [['client.keyFile', /passphrase does not/]],
  ],
  [
    'a key that the passphrase does not open',
    { client: { ...client, keyFile: 'locked.key', passphrase: 'Geheim' } },
    [['client.keyFile', /passphrase does not/]],
  ],
  [
    'a key that others on this machine can read',
    { client: { ...client, keyFile: 'open.key' } },
    [['client.keyFile', /open\.key, a key that others on this machine can read/]],
  ],
])('certificates: %s', async (_, more, wanted) => {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text, { mode: name === 'open.key' ? 0o644 : 0o600 });
  const loaded = checkSettings(JSON.stringify(withConnection({ ...tls, ...more })));
  if (loaded.kind !== 'settings') throw new Error(JSON.stringify(loaded.issues));
  const line = lineTo(loaded.settings.acs, { folder, clock: systemClock });
  const issues = line.kind === 'issues' ? line.issues : [];
  expect(issues).toEqual(
    wanted.map(([path, words]) => ({
      path: `acs.connection.${path}`,
      message: { en: expect.stringMatching(words), vi: expect.stringMatching(/\S/) },
    })),
  );
  expect(JSON.stringify(issues)).not.toContain('Geheim');
  if (issues.length === 0) return;
  // Nothing half-starts: the station is there for the technician, and for nobody else.
  const journalFile = join(folder, 'journal.sqlite');
  const settingsFile = join(folder, 'settings.json');
  const parts = { clock: systemClock, random: () => 0.5, log: silent, journalFile, settingsFile };
  const station = await openStation({ loaded, ...parts });
  expect(station.join('K1', { view: () => expect.fail('a place stands'), bench: () => undefined })).toBeNull();
  expect([station.places, station.issues, station.faultyFile]).toEqual([[], issues, settingsFile]);
  expect(station.works).toBeNull();
});
