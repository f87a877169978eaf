// The small library's web interface checks as Koha does: who asks, what a patron may have, and what is taken already.
import { expect, test } from 'vitest';
import { openRequest } from './requests.ts';

const patron = {
  surname: 'Lê',
  firstname: 'Văn Nam',
  library_id: 'TT',
  category_id: 'NGUOI-LON',
  cardnumber: '21234000100099',
};

test('a token is for the client with the secret, and for an hour', async () => {
  const { ask, token, clock } = openRequest();
  expect(await token({ grant_type: 'password' })).toEqual([400, { error: 'Unimplemented grant type' }]);
  expect((await token({ client_secret: 'other' }))[0]).toBe(403);
  const [status, body] = await token({});
  expect([status, body]).toEqual([200, { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 }]);
  const authorization = `Bearer ${typeof body === 'object' && body !== null ? Reflect.get(body, 'access_token') : ''}`;
  expect((await ask('GET', '/libraries', null, { authorization }))[0]).toBe(200);
  await clock.pass(3600_000);
  expect((await ask('GET', '/libraries', null, { authorization }))[0]).toBe(401);
});

test('nobody is let in without a word, and without the permission nobody sees patrons', async () => {
  const { ask } = openRequest();
  expect((await ask('GET', '/patrons', null, { authorization: '' }))[0]).toBe(401);
  expect((await ask('GET', '/patrons', null, { authorization: 'Basic eDp5' }))[0]).toBe(401);
  const { ask: askAsGuest } = openRequest(false);
  expect(await askAsGuest('POST', '/patrons', patron)).toEqual([
    403,
    {
      error: expect.stringContaining('Missing required permission'),
      required_permissions: { borrowers: 'edit_borrowers' },
    },
  ]);
});

test('a patron is made with what is not said filled in, and told whole', async () => {
  const { ask, fetch } = openRequest();
  const [status, made] = await ask('POST', '/patrons', patron);
  expect(status).toBe(201);
  expect(made).toMatchObject({
    ...patron,
    patron_id: expect.any(Number),
    restricted: false,
    patron_card_lost: false,
    email: null,
  });
  const id = typeof made === 'object' && made !== null ? Reflect.get(made, 'patron_id') : null;
  expect((await ask('GET', `/patrons/${id}`))[1]).toEqual(made);
  const answer = await fetch('POST', '/patrons', { ...patron, cardnumber: '21234000100100' });
  expect(answer.headers.get('location')).toBe(`/api/v1/patrons/${Number(id) + 1}`);
});

const { surname: _, ...nameless } = patron;
test.each([
  ['no surname', nameless, { message: 'Missing property.', path: '/body/surname' }],
  [
    'a property that there is none of',
    { ...patron, cccd: '1' },
    { message: 'Properties not allowed: cccd.', path: '/body' },
  ],
  [
    'a property that is read-only',
    { ...patron, restricted: true },
    { message: 'Read-only.', path: '/body/restricted' },
  ],
  [
    'a day that there is none of',
    { ...patron, date_of_birth: '30.2.1990' },
    { message: 'Does not match date format.', path: '/body/date_of_birth' },
  ],
  [
    'a number for a name',
    { ...patron, firstname: 7 },
    { message: expect.stringContaining('Expected'), path: '/body/firstname' },
  ],
])('%s: 400 with the path', async (_what, body, fault) => {
  const { ask } = openRequest();
  expect(await ask('POST', '/patrons', body)).toEqual([400, { errors: [fault], status: 400 }]);
});

test('what is not there is named, and what is taken is a conflict', async () => {
  const { ask } = openRequest();
  expect(await ask('POST', '/patrons', { ...patron, library_id: 'XX' })).toEqual([
    400,
    { error: 'Given library_id does not exist' },
  ]);
  expect(await ask('POST', '/patrons', { ...patron, category_id: 'XX' })).toEqual([
    400,
    { error: 'Given category_id does not exist' },
  ]);
  const whole = { ...patron, userid: 'nam', extended_attributes: [{ type: 'CCCD', value: '001075000001' }] };
  expect((await ask('POST', '/patrons', whole))[0]).toBe(201);
  expect(await ask('POST', '/patrons', patron)).toEqual([409, { error: 'Duplicate ID', conflict: 'cardnumber' }]);
  const other = { ...whole, cardnumber: '21234000100107' };
  expect(await ask('POST', '/patrons', other)).toEqual([409, { error: 'Duplicate ID', conflict: 'userid' }]);
  expect((await ask('POST', '/patrons', { ...other, userid: 'nam2' }))[0]).toBe(409);
  // The card of somebody of the catalogue.
  expect((await ask('POST', '/patrons', { ...patron, cardnumber: '21234000000018' }))[0]).toBe(409);
});

test('passwords are the library’s to judge, in a sentence', async () => {
  const { ask, acs } = openRequest();
  const [, made] = await ask('POST', '/patrons', patron);
  const path = `/patrons/${typeof made === 'object' && made !== null ? Reflect.get(made, 'patron_id') : 0}/password`;
  const say = async (password: string, password_2 = password) => ask('POST', path, { password, password_2 });
  expect(await say('1234', '1235')).toEqual([400, { error: "Passwords don't match" }]);
  expect(await say('12')).toEqual([400, { error: 'Password length (2) is shorter than required (4)' }]);
  expect((await say(' 1234'))[0]).toBe(400);
  expect((await say('1234'))[0]).toBe(200);
  expect(acs.patrons().at(-1)?.pin).toBe('1234');
  expect((await ask('POST', '/patrons/9999/password', { password: '1234', password_2: '1234' }))[0]).toBe(404);
});

test('a search by field, by JSON and by pages', async () => {
  const { ask, fetch, acs } = openRequest();
  await ask('POST', '/patrons', patron);
  const cards = async (search: Record<string, string>) => {
    const [, rows] = await ask('GET', `/patrons?${new URLSearchParams(search).toString()}`);
    return Array.isArray(rows) ? rows.map((row: object) => Reflect.get(row, 'cardnumber')) : rows;
  };
  expect(await cards({ cardnumber: patron.cardnumber, _match: 'exact' })).toEqual([patron.cardnumber]);
  expect(await cards({ cardnumber: '2123400010009', _match: 'exact' })).toEqual([]);
  expect(await cards({ cardnumber: '2123400010009', _match: 'starts_with' })).toEqual([patron.cardnumber]);
  expect(await cards({ firstname: 'văn nam' })).toEqual([patron.cardnumber]);
  expect(
    await cards({ q: JSON.stringify({ '-or': [{ surname: { '-like': 'L_' }, firstname: { '-like': '%nam' } }] }) }),
  ).toEqual([patron.cardnumber]);
  expect(await cards({ shoe_size: '42' })).toMatchObject({ status: 400 });
  expect(await cards({ q: '{' })).toMatchObject({ status: 400 });
  const page = await fetch('GET', '/patrons?_per_page=5&_page=3');
  expect(page.headers.get('x-total-count')).toBe(String(acs.patrons().length));
  expect(await page.json()).toHaveLength(5);
});

test('a change keeps the patron’s number, and what they have', async () => {
  const { ask } = openRequest();
  const [, made] = await ask('POST', '/patrons', patron);
  const id = typeof made === 'object' && made !== null ? Number(Reflect.get(made, 'patron_id')) : 0;
  const [status, changed] = await ask('PUT', `/patrons/${id}`, {
    ...patron,
    cardnumber: '21234000100115',
    expiry_date: '2030-03-01',
  });
  expect([status, changed]).toMatchObject([
    200,
    { patron_id: id, cardnumber: '21234000100115', expiry_date: '2030-03-01' },
  ]);
  expect((await ask('PUT', `/patrons/${id}`, { ...patron, cardnumber: '21234000000018' }))[0]).toBe(409);
  expect((await ask('PUT', '/patrons/9999', patron))[0]).toBe(404);
  expect((await ask('DELETE', `/patrons/${id}`))[0]).toBe(404);
});
