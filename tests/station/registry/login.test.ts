// Who the station is to a library system: tokens kept and renewed, once; and the settings that name them.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  namePolicies,
  isNamePolicy,
  isSameName,
  nameFields,
  nameEnds,
  spokenFields,
  splitName,
  spokenName,
} from '../../../station/registry/names.ts';
import { isSamePhone, plainPhone } from '../../../station/registry/phone.ts';
import { registrySettings } from '../../../station/settings/registry.ts';
import { runs } from '../../proof.ts';
import { an } from './people.ts';
import { openFolio, openKoha } from './systems.ts';

describe.each([
  ['Koha', openKoha({ wire: 'in-process', auth: 'oauth' })],
  ['FOLIO', openFolio],
] as const)('%s', (_name, open) => {
  test('a token that is over before its time is renewed, and the question asked once more', async () => {
    const system = await open();
    system.goesWrong('token-over');
    const who = { ...an, category: system.category };
    expect(await system.registry.register(who)).toMatchObject({ kind: 'registered' });
    expect([system.count(an.card), system.asked()]).toEqual([1, 2]);
  });

  test('a token is fetched anew when its time is over', async () => {
    const system = await open();
    const who = { ...an, category: system.category };
    await system.registry.register(who);
    await system.clock.pass(3 * 3600_000);
    expect(await system.registry.find(an.card)).toMatchObject({ kind: 'found' });
    expect(system.asked()).toBe(1);
  });
});

test('Koha without the permission: not allowed, and nothing is done', async () => {
  const system = await openKoha({ wire: 'in-process', auth: 'basic', mayEdit: false })();
  expect(await system.registry.register(an)).toMatchObject({ kind: 'refused', because: 'not-allowed' });
  expect(system.count(an.card)).toBe(0);
});

test('a citizen number that somebody has already is told as that, and never as a taken card', async () => {
  const system = await openKoha({ wire: 'in-process', auth: 'basic' })();
  await system.registry.register(an);
  const other = { ...an, id: 'a1b2c3d4-0003-4000-8000-000000000003', card: '21234000100042' };
  expect(await system.registry.register(other)).toMatchObject({ kind: 'refused', because: 'unique-field' });
});

// ── Settings ──

const koha = { kind: 'koha', branch: 'TT', auth: { kind: 'basic', user: 'tram', password: 'x' } };
const issuesOf = (baseUrl: string, more: object = {}) =>
  registrySettings.safeParse({ ...koha, baseUrl, ...more }).error?.issues.map(({ message }) => message) ?? [];

test('only https, or this very machine, unless the settings say so', () => {
  expect(issuesOf('https://koha.example.org/api/v1')).toEqual([]);
  expect(issuesOf('http://127.0.0.1:8081/api/v1')).toEqual([]);
  expect(issuesOf('http://[::1]:8081/api/v1')).toEqual([]);
  expect(issuesOf('http://koha.example.org/api/v1')).toEqual(['settings.not-https']);
  expect(issuesOf('http://127.0.0.1.example.org/api/v1')).toEqual(['settings.not-https']);
  expect(issuesOf('http://koha.example.org/api/v1', { plainHttp: true })).toEqual([]);
});

test.each([
  'ftp://koha.example.org',
  'koha.example.org',
  'https://tram:x@koha.example.org/api/v1',
  'https://koha.example.org/?key=x',
])('%s is no address of a library system', (baseUrl) =>
  expect(issuesOf(baseUrl)).toContain('settings.not-a-web-address'),
);

test.each([
  ['0001', '999', 'settings.not-a-range'],
  ['0009', '0001', 'settings.not-a-range'],
  ['a', 'b', 'settings.not-digits'],
])('a range from %s to %s is none', (from, to, message) => {
  expect(issuesOf('https://k.example', { cardNumbers: { from, to } })).toContain(message);
});

test('what is stored beyond a patron’s own fields is nothing, unless the settings name a place', () => {
  const { citizenNumber, consent } = registrySettings.parse({ ...koha, baseUrl: 'https://k.example' });
  expect([citizenNumber, consent]).toEqual([null, null]);
});

// ── Names and telephones ──

test.each([
  ['Nguyễn Thị Minh Khai', 'Nguyễn', 'Thị Minh', 'Khai'],
  ['Lê  Nam', 'Lê', '', 'Nam'],
  ['Y', 'Y', '', ''],
  ['Nguye\u0302\u0303n Va\u0306n An', 'Nguyễn', 'Văn', 'An'],
])('%s is split', (whole, family, middle, given) => {
  expect(splitName(whole)).toEqual({ family, middle, given });
});

test('by whatever policy a name is kept, it is spoken as it was', () => {
  const word = fc.stringMatching(/^[A-ZĐÂÊÔƠƯ][a-zđâêôơưáàảãạ]{0,6}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...Object.keys(namePolicies).filter(isNamePolicy)),
      (some, policy) => {
        const name = splitName(some.join(' '));
        const fields = nameFields(name, policy);
        expect(spokenFields(fields)).toBe(some.join(' '));
        expect(spokenName(name)).toBe(some.join(' '));
        expect(fields.surname).not.toBe('');
        expect(nameEnds(name)).toEqual({ first: some[0], last: some.length === 1 ? null : some.at(-1) });
      },
    ),
    { numRuns: runs(100) },
  );
});

test('names are the same without marks and capitals, and not without a letter', () => {
  expect(isSameName('Đỗ Văn Bình', 'do van  BINH')).toBe(true);
  expect(isSameName('Đỗ Văn Bình', 'Đỗ Văn Bìn')).toBe(false);
});

test.each([
  ['+84 912 345 678', '0912345678'],
  ['0084912345678', '0912345678'],
  ['(024) 3825-5397', '02438255397'],
  ['+33 1 23', '0033123'],
])('%s is %s', (typed, plain) => {
  expect(plainPhone(typed)).toBe(plain);
  expect(isSamePhone(typed, plain)).toBe(plain.length > 5);
});
