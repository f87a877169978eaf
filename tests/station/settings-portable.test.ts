// Settings on their way to another station: the same when they come back, without a secret unless sealed, and a seal opens by its own
// words alone.
import { assert, option, property, record, string, stringMatching, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { walk } from '../../station/settings/form.ts';
import { asJson, at, readJson, same, withAt, type Json } from '../../station/settings/json.ts';
import {
  broughtHere,
  portableText,
  readPortable,
  withoutSecrets,
  withSecrets,
} from '../../station/settings/portable.ts';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { seal, unseal } from '../../station/settings/seal.ts';
import { runs } from '../proof.ts';

const hash = `scrypt:${'0a'.repeat(16)}:${'0b'.repeat(32)}`;
/** Secrets that can be known again wherever they turn up. */
const secret = string({ minLength: 6, maxLength: 20, unit: 'binary-ascii' }).map(
  (text) => `§${JSON.stringify(text).replaceAll(/\W/g, '_')}§`,
);

const stations = record({
  name: string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
  place: stringMatching(/^[A-Z][0-9]{1,4}$/),
  terminal: secret,
  login: option(secret, { nil: null }),
  mail: option(secret, { nil: null }),
  staff: uniqueArray(stringMatching(/^[A-Z][a-z]{2,8}$/), { minLength: 1, maxLength: 4 }),
  path: option(stringMatching(/^\/dev\/tty[A-Z]{3}\d$/), { nil: null }),
}).map(({ name, place, terminal, login, mail, staff, path }) => ({
  secrets: [terminal, login, mail, hash].filter((one) => one !== null),
  value: asJson({
    ...demonstration,
    library: { ...demonstration.library, name },
    acs: {
      ...demonstration.acs,
      terminalPassword: terminal,
      login: login === null ? null : { user: 'k1', password: login, location: '' },
    },
    mail:
      mail === null
        ? null
        : { host: 'mail.example.org', from: 'a@example.org', login: { user: 'tram', password: mail } },
    staff: staff.map((one) => ({ name: one, level: 'administrator', pin: hash })),
    places: demonstration.places.map((one, nth) => ({
      ...one,
      name: nth === 0 ? place : `${place}b`,
      ...(path === null || nth > 0 ? {} : { scanner: { connection: { kind: 'serial', path } } }),
    })),
  }),
}));

const through = (value: Json): Json => {
  const came = readPortable(readJson(portableText(withoutSecrets(value).plain, null)));
  if (came.kind !== 'settings') throw new Error(`it came as ${came.kind}`);
  return came.value;
};

test('what is exported and comes home is the same, and holds no secret on the way', () => {
  assert(
    property(stations, ({ value, secrets }) => {
      const text = portableText(withoutSecrets(value).plain, null);
      for (const one of secrets) expect(text).not.toContain(one);
      const { value: home, asked } = broughtHere(through(value), value);
      expect([asked, same(home, value)]).toEqual([[], true]);
    }),
    { numRuns: runs(100) },
  );
});

test('with its secrets it is the same at a station that knows nothing', () => {
  assert(
    property(stations, ({ value }) => {
      const { plain, secrets } = withoutSecrets(value);
      expect(same(withSecrets(plain, secrets), value)).toBe(true);
    }),
    { numRuns: runs(100) },
  );
});

test('at another station its own names and ports stay, and what it has none of is asked', () => {
  assert(
    property(stations, stations, ({ value: theirs }, { value: ours }) => {
      const { value, asked } = broughtHere(through(theirs), ours);
      expect(at(value, 'places.0.name')).toBe(at(ours, 'places.0.name'));
      expect(asked.includes('places.0.name')).toBe(at(theirs, 'places.0.name') !== at(ours, 'places.0.name'));
      const port = 'places.0.scanner.connection.path';
      if (at(theirs, port) !== undefined) expect(at(value, port)).toBe(at(ours, port) ?? at(theirs, port));
      expect(at(value, 'library.name')).toBe(at(theirs, 'library.name'));
    }),
    { numRuns: runs(100) },
  );
});

test('what no Tram knows does not travel: it may be a password under a wrong name', () => {
  const value = withAt(withAt(asJson(demonstration), 'acs.loginPasswort', 'geheim-1'), 'passwort', 'geheim-2');
  expect(portableText(withoutSecrets(value).plain, null)).not.toContain('geheim');
});

test('a seal opens with its passphrase alone, and not when it was touched', { timeout: 120_000 }, async () => {
  const sealed = await seal('{"acs.terminalPassword":"bí mật"}', 'bốn từ ghép lại');
  expect(sealed).toContain('BEGIN AGE ENCRYPTED FILE');
  expect(sealed).not.toContain('terminal');
  // However the letters were composed.
  expect(await unseal(sealed, 'bốn từ ghép lại'.normalize('NFD'))).toBe('{"acs.terminalPassword":"bí mật"}');
  expect(await unseal(sealed, 'bốn từ ghép')).toBeNull();
  const lines = sealed.split('\n');
  const touched = lines
    .with(
      3,
      (lines[3] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    )
    .join('\n');
  expect(await unseal(touched, 'bốn từ ghép lại')).toBeNull();
  expect(await unseal('no seal', 'bốn từ ghép lại')).toBeNull();
});

test('what comes home is as valid as what went', () => {
  const home = broughtHere(through(asJson(demonstration)), asJson(demonstration)).value;
  expect(settings.parse(home)).toEqual(demonstration);
});

// ── Names and help ──

test('what no library can have said is not even looked at, and a Tram to come is told by its number alone', () => {
  const kindOf = (value: unknown): string => readPortable(asJson(value)).kind;
  const places = (count: number) => Array.from({ length: count }, () => ({ kind: 'kiosk' }));
  expect(kindOf({ version: 2, places: places(200) })).toBe('settings');
  expect(kindOf({ version: 2, places: places(201) })).toBe('too-large');
  expect(kindOf({ version: 2, places: [], hours: { exceptions: places(501) } })).toBe('too-large');
  const names = Object.fromEntries(Array.from({ length: 20_000 }, (_, nth) => [`k${nth}`, nth]));
  expect(kindOf({ version: 2, places: [], ...names })).toBe('too-large');
  expect(kindOf({ tram: 'settings', version: 99, sealed: { by: 'another way' }, parts: [] })).toBe('newer');
});

test('the form is walked over all that is filled in, and over nothing else', () => {
  const seen: string[] = [];
  walk(asJson(demonstration), (path) => void seen.push(path));
  expect(seen).toEqual(
    expect.arrayContaining(['library.name', 'places.1.tagging.format', 'staff.3.pin', 'acs.connection.wire']),
  );
  expect(seen).not.toContain('acs.connection.host');
});
