// A small FOLIO for the contract of the registries: users, groups, address types, PINs and a login. It refuses a UUID and a barcode
// the second time, as the real one does, and does by rule what goes wrong.
import { pass, type Clock } from '../../../drivers/clock.ts';
import { cqlTest } from './folio-cql.ts';
import type { Trouble } from './trouble.ts';

type User = Readonly<Record<string, unknown>> & { readonly id: string };

export const folioGroup = '3684a786-6671-4268-8ed0-9db82ebca60b';
export const folioSecret = { user: 'tram', password: 'FP-Yen-30417', tenant: 'diku' };

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers });
const unfit = (message: string, key: string): Response =>
  json(422, { errors: [{ message, type: '1', code: '-1', parameters: [{ key, value: '' }] }] });

const at = (user: unknown, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : null),
      user,
    );
const textAt = (user: unknown, name: string): string => {
  const value = at(user, name);
  return typeof value === 'string' ? value : '';
};

export const createFolioStandin = (clock: Clock) => {
  const users = new Map<string, User>();
  const pins = new Map<string, string>();
  const trouble: Trouble[] = [];
  let token = 0;
  let asked = 0;
  let logins = 0;

  const amiss = (user: User, before: User | null): Response | null => {
    const barcode = textAt(user, 'barcode');
    const other = [...users.values()].find((one) => one.id !== user.id && textAt(one, 'barcode') === barcode);
    if (before === null && users.has(user.id)) return unfit('User with this id already exists', 'id');
    if (other !== undefined) return unfit('This barcode has already been taken', 'barcode');
    if (textAt(user, 'patronGroup') !== folioGroup) return unfit('No such patron group', 'patronGroup');
    return textAt(user, 'personal.lastName') === '' ? unfit('must not be null', 'personal.lastName') : null;
  };

  const answer = (request: Request, url: URL, sent: unknown): Response => {
    const key = /^\/users\/(.+)$/.exec(url.pathname)?.[1] ?? null;
    if (request.headers.get('x-okapi-tenant') !== folioSecret.tenant) return json(400, 'No tenant');
    if (url.pathname === '/authn/login-with-expiry') {
      logins += 1;
      if (textAt(sent, 'password') !== folioSecret.password) return unfit('Password does not match', 'username');
      token += 1;
      const body = { accessTokenExpiration: new Date(clock.now() + 600_000).toISOString() };
      return json(201, body, { 'set-cookie': `folioAccessToken=t${token}; Path=/; HttpOnly` });
    }
    if (request.headers.get('x-okapi-token') !== `t${token}`) return json(401, null);
    if (url.pathname === '/groups') return json(200, { usergroups: [{ id: folioGroup, group: 'Người lớn' }] });
    if (url.pathname === '/addresstypes')
      return json(200, { addressTypes: [{ id: '93d3d88d-499b-45d0-9bc7-ac73c3a19880', addressType: 'Home' }] });
    if (url.pathname === '/patron-pin') {
      if (!/^\d{4,}$/.test(textAt(sent, 'pin'))) return unfit('The PIN is too short', 'pin');
      pins.set(textAt(sent, 'id'), textAt(sent, 'pin'));
      return json(201, null);
    }
    if (key !== null) {
      const before = users.get(key) ?? null;
      if (before === null) return json(404, null);
      if (request.method === 'GET') return json(200, before);
      return store(sent, before) ?? json(204, null);
    }
    if (request.method === 'GET') {
      const fits = cqlTest(url.searchParams.get('query') ?? '');
      const found = [...users.values()].filter((user) => fits((name) => textAt(user, name)));
      return json(200, { users: found, totalRecords: found.length });
    }
    return store(sent, null) ?? json(201, sent);
  };

  const store = (sent: unknown, before: User | null): Response | null => {
    const user: User = { ...(typeof sent === 'object' ? sent : {}), id: textAt(sent, 'id') };
    const wrong = amiss(user, before);
    if (wrong === null) users.set(user.id, user);
    return wrong;
  };

  const fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const text = await request.text();
    const sent: unknown = text === '' ? null : JSON.parse(text);
    const run = (): Response => answer(request, url, sent);
    const isDeed = url.pathname.startsWith('/users') && request.method !== 'GET';
    if (isDeed) asked += 1;
    const what = isDeed ? trouble.shift() : undefined;
    switch (what) {
      case undefined:
        return run();
      case 'slow':
        await pass(clock, 60_000);
        return run();
      case 'lose-after':
      case 'lose-before':
        if (what === 'lose-after') run();
        throw new Error('broken off');
      case 'twice':
        run();
        return run();
      case 'fault-after':
        run();
        return json(500, null);
      case 'maintenance':
        return json(503, null);
      case 'garbage':
        run();
        return new Response('<html>', { status: 201 });
      case 'elsewhere':
        return json(302, null, { location: 'https://example.org/users' });
      case 'too-long':
        run();
        return new Response(`[${' '.repeat(5 * 1024 * 1024)}]`, { status: 201 });
      case 'token-over':
        token += 1;
        return json(401, null);
    }
  };

  return {
    fetch,
    goesWrong: (what: Trouble) => void trouble.push(what),
    asked: () => asked,
    logins: () => logins,
    users: () => [...users.values()],
    pinOf: (card: string): string | null => {
      const user = [...users.values()].find((one) => textAt(one, 'barcode') === card);
      return user === undefined ? null : (pins.get(user.id) ?? null);
    },
  };
};
