// A library system that does not let the station in says little; what it means is told apart by asking in other ways.
import { expect, test } from 'vitest';
import { greet, memoryTransport, usualSettings, withPromptLogin, type Accept, type Greeted, type Settings } from 'sip2';
import { createHandClock, type HandClock } from '../clock.ts';
import { bytes, textOf } from './bytes.ts';

const login = { user: 'kiosk', password: 's3cret', location: 'CPL' };
const status = '98YYYYNN100003202611220930152.00AOTVT|BXYYYYYYYYYYYYYYYY|\r';

/** `says`: what is answered to a message of this connection; null for nothing; 'hang-up'. */
const acs =
  (says: (text: string) => string | null, banner = ''): Accept =>
  (connection) => {
    if (banner !== '') queueMicrotask(() => connection.write(bytes(banner)));
    return {
      bytes: (chunk) => {
        const said = says(textOf(chunk));
        if (said === 'hang-up') connection.close();
        else if (said !== null) connection.write(bytes(said));
      },
      closed: () => undefined,
    };
  };

/** Time goes by until it has come. */
const meanwhile = async (greeting: Promise<Greeted>, clock: HandClock): Promise<Greeted> => {
  const came: Greeted[] = [];
  void greeting.then((result) => came.push(result));
  for (let turn = 0; turn < 400; turn += 1) {
    await clock.pass(50);
    const [first] = came;
    if (first !== undefined) return first;
  }
  throw new Error('it never came to an end');
};

const greeted = async (
  accept: Accept,
  own: Partial<Settings> = {},
): Promise<{ readonly came: Greeted; readonly tookMs: number }> => {
  const clock = createHandClock();
  const began = clock.now();
  const settings = { ...usualSettings, login, loginTimeoutMs: 3000, ...own };
  const came = await meanwhile(greet({ transport: memoryTransport(accept), clock, settings }), clock);
  return { came, tookMs: clock.now() - began };
};

const isLogin = (text: string): boolean => text.startsWith('93');
const isRight = (text: string): boolean => text.includes('COs3cret|');
const told = async (accept: Accept, own?: Partial<Settings>) => (await greeted(accept, own)).came;

test('let in: by which way, and how long each answer took', async () => {
  const came = await told(acs((text) => (isLogin(text) ? '941\r' : status)));
  expect(came).toMatchObject({ kind: 'greeted', how: { check: true, end: 'cr' }, loginMs: 0, statusMs: 0 });
  expect(came).toMatchObject({ status: { onLine: true, protocolVersion: '2.00' } });
});

test('a wrong password, a refused place, a lock and a login that nobody wants are told apart', async () => {
  const no = acs((text) => (isLogin(text) ? '940\r' : 'hang-up'));
  expect(await told(no)).toEqual({ kind: 'login-refused', why: 'credentials', says: '' });
  const place = acs((text) => (isLogin(text) ? (text.includes('CP|') ? '941\r' : '940\r') : status));
  expect(await told(place)).toMatchObject({ kind: 'login-refused', why: 'place' });
  const locked = acs((text) => (isLogin(text) ? '940AFAccount locked after 5 failures|\r' : null));
  expect(await told(locked)).toEqual({
    kind: 'login-refused',
    why: 'locked',
    says: 'Account locked after 5 failures',
  });
  const open = acs((text) => (isLogin(text) ? '940\r' : status));
  expect(await told(open)).toMatchObject({ kind: 'login-refused', why: 'open' });
});

test('a password is sent twice at most, and where a lock is spoken of once', async () => {
  for (const [says, most] of [
    ['940\r', 2],
    ['940AFlocked|\r', 1],
  ] as const) {
    const logins: string[] = [];
    await told(
      acs((text) => {
        if (isLogin(text)) logins.push(text);
        return isLogin(text) ? says : 'hang-up';
      }),
    );
    expect(logins.length).toBe(most);
    expect(logins.every(isRight)).toBe(true);
  }
});

test('silence is followed by every other way: without a checksum, with CR LF, with the status first', async () => {
  const bare = acs((text) => (text.includes('AZ') ? null : isLogin(text) ? '941\r' : status));
  expect(await told(bare)).toMatchObject({ kind: 'greeted', how: { check: false, end: 'cr' } });
  const crLf = acs((text) => (text.endsWith('\r\n') ? (isLogin(text) ? '941\r\n' : status) : null));
  expect(await told(crLf)).toMatchObject({ kind: 'greeted', how: { end: 'cr-lf' } });
  let asked = false;
  const first = acs((text) => {
    const was = asked;
    asked = text.startsWith('99');
    return isLogin(text) ? (was ? '941\r' : null) : status;
  });
  expect(await told(first)).toMatchObject({ kind: 'greeted', how: { greeting: 'status-first' } });
  expect(await told(acs(() => null))).toMatchObject({ kind: 'silent', waitedMs: 3000 });
});

test('without a login: none is needed, or one is', async () => {
  expect(
    await told(
      acs(() => status),
      { login: null },
    ),
  ).toMatchObject({ kind: 'greeted', loginMs: null });
  expect(
    await told(
      acs(() => 'hang-up'),
      { login: null },
    ),
  ).toEqual({ kind: 'login-needed' });
  expect(
    await told(
      acs(() => null),
      { login: null },
    ),
  ).toEqual({ kind: 'login-needed' });
});

test('what is no SIP2, what asks at a prompt, and what lets in and then says nothing', async () => {
  expect(await told(acs(() => 'HTTP/1.1 400 Bad Request\r\n\r\n'))).toMatchObject({
    kind: 'no-sip2',
    says: expect.stringContaining('HTTP/1.1 400'),
  });
  expect(await told(acs(() => null, 'Koha\r\nlogin: '))).toMatchObject({ kind: 'prompts' });
  expect(await told(acs((text) => (isLogin(text) ? '941\r' : null)))).toMatchObject({ kind: 'no-status' });
  const folio = acs((text) => (isLogin(text) ? '941\r' : 'Unable to find all necessary configuration(s)\r'));
  expect(await told(folio)).toMatchObject({ kind: 'no-status', says: expect.stringContaining('Unable to find') });
});

test('a login at the prompt that is refused is not the same as one that is not reached', async () => {
  const clock = createHandClock();
  const accept = acs((text) => (text.startsWith('kiosk') ? 'password: ' : 'Invalid login\r\n'), 'login: ');
  const prompts = { login: 'login:', password: 'password:', accepted: 'login ok', refused: 'invalid login' };
  const transport = withPromptLogin(memoryTransport(accept), {
    user: 'kiosk',
    password: 'no',
    prompts,
    timeoutMs: 1000,
    clock,
  });
  const settings = { ...usualSettings, login: null };
  expect(await meanwhile(greet({ transport, clock, settings }), clock)).toMatchObject({ kind: 'prompt-refused' });
  const away = { open: () => Promise.reject(new Error('Cannot reach the ACS')) };
  expect(await greet({ transport: away, clock, settings: usualSettings })).toMatchObject({ kind: 'unreachable' });
});
