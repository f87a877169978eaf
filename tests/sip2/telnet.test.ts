// A login by prompts in front of SIP2, however the network cuts it and whatever telnet mixes in.

import {
  createClient,
  LoginRefused,
  memoryTransport,
  usualPrompts,
  usualSettings,
  withPromptLogin,
  type ClientState,
  type Connection,
  type PromptLogin,
  type Traffic,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes } from './bytes.ts';
import { scriptedAcs } from './scripted-acs.ts';

const latin1 = (chunk: Uint8Array): string => Buffer.from(chunk).toString('latin1');

/** A far end moved by hand, and a near end that has only just dialled. */
function setUp(changed: Partial<PromptLogin> = {}, signal?: AbortSignal) {
  const clock = createHandClock();
  const written: string[] = [];
  const heard: string[] = [];
  const ends: string[] = [];
  let far: Connection | null = null;
  const inner = memoryTransport((connection) => {
    far = connection;
    return { bytes: (chunk) => void written.push(latin1(chunk)), closed: () => void ends.push('far') };
  });
  const login: PromptLogin = {
    user: 'kiosk',
    password: 's3cret',
    prompts: usualPrompts,
    timeoutMs: 10_000,
    clock,
    ...changed,
  };
  const opened = withPromptLogin(inner, login).open(
    { bytes: (chunk) => void heard.push(latin1(chunk)), closed: (why) => void ends.push(why) },
    signal,
  );
  opened.catch(() => {});
  const says = async (text: string | Uint8Array): Promise<void> => {
    await clock.pass(0);
    far?.write(typeof text === 'string' ? bytes(text) : text);
    await clock.pass(0);
  };
  return { clock, written, heard, ends, opened, says, hangUp: () => far?.close() };
}

test('as OpenNCIP and Koha do it', async () => {
  const { written, heard, opened, says } = setUp();
  await says('login: ');
  expect(written).toEqual(['kiosk\r\n']);
  await says('password: ');
  expect(written).toEqual(['kiosk\r\n', 's3cret\r\n']);
  await says('Login OK.  Initiating SIP\r\n');
  const connection = await opened;
  await says('98YYY\r');
  expect(heard.join('')).toBe('\r\n98YYY\r');
  connection.write(bytes('99\r'));
  await says('');
  expect(written.at(-1)).toBe('99\r');
});

test('byte by byte, with a banner, telnet’s offers and a doubled 255', async () => {
  const { written, heard, opened, says } = setUp();
  const offers = [255, 251, 1, 255, 253, 3, 255, 250, 24, 1, 255, 240, 255, 241];
  const wire = [
    ...bytes('Welcome to the library\r\n'),
    ...offers,
    ...bytes('LOGIN: '),
    ...bytes('Password: '),
    ...bytes('Login OK.\r\n98'),
    255,
    255,
    ...bytes('x\r'),
  ];
  for (const byte of wire) await says(Uint8Array.of(byte));
  await opened;
  expect(heard.join('').trim()).toBe('98\u00ffx'); // the rest of the line of the login is no SIP2
  // WILL ECHO is answered DONT, DO SUPPRESS-GO-AHEAD is answered WONT.
  expect(written).toEqual(['\u00ff\u00fe\u0001', '\u00ff\u00fc\u0003', 'kiosk\r\n', 's3cret\r\n']);
});

test('everything in one chunk', async () => {
  const { written, heard, opened, says } = setUp();
  await says('login: password: Login OK.  Initiating SIP\r\n941\r');
  await opened;
  await says('');
  expect(heard.join('').trim()).toBe('941');
  expect(written).toEqual(['kiosk\r\n', 's3cret\r\n']);
});

test('a far end that speaks no telnet may write 255 as a letter', async () => {
  const { heard, opened, says } = setUp();
  await says('login: ');
  await says('password: ');
  await says('login ok\r\n');
  await opened;
  await says(Uint8Array.of(0x41, 255, 253, 0x42));
  expect(heard.join('').trim()).toBe('A\u00ff\u00fdB');
});

test('other words, and an ACS that says nothing more', async () => {
  const prompts = { login: 'Tên:', password: 'Mật khẩu:', accepted: null, refused: 'Sai' };
  const { written, opened, says } = setUp({ prompts: { ...prompts, login: 'User ID', password: 'PIN' } });
  await says('Enter your User ID > ');
  await says('and your PIN > ');
  await opened;
  expect(written).toEqual(['kiosk\r\n', 's3cret\r\n']);
});

describe('a login that fails', () => {
  test('is refused', async () => {
    const { opened, says } = setUp();
    await says('login: ');
    await says('password: ');
    await says('Invalid login\r\nlogin: ');
    await expect(opened).rejects.toThrow(LoginRefused);
    await expect(opened).rejects.toThrow('refused the login of "kiosk"');
  });
  test('never gets its prompt', async () => {
    const { clock, opened, says, ends } = setUp();
    await says('login: ');
    await clock.pass(10_000);
    await expect(opened).rejects.toThrow(/within 10 s \(password\)/);
    await clock.pass(0);
    expect(ends).toEqual(['far']);
  });
  test('is cut off', async () => {
    const { clock, opened, says, hangUp } = setUp();
    await says('login: ');
    hangUp();
    await clock.pass(0);
    await expect(opened).rejects.toThrow(/hung up/);
  });
  test('drowns in a banner', async () => {
    const { opened, says } = setUp();
    await says('x'.repeat(17_000));
    await expect(opened).rejects.toThrow(/16 KiB/);
  });
  test('cannot be written', () => {
    expect(() => setUp({ user: 'a\r\nb' })).toThrow(/end of a line/);
  });
});

test('given up here in the middle of it: at once, and the far end is told', async () => {
  const attempt = new AbortController();
  const { clock, ends, opened, says } = setUp({}, attempt.signal);
  await says('login: ');
  attempt.abort();
  await expect(opened).rejects.toThrow(/given up here/);
  await clock.pass(0);
  expect(ends).toEqual(['far']);
});

test('a client over prompts: no 93, the state says so when it is refused, and the log holds no password', async () => {
  const clock = createHandClock();
  const acs = scriptedAcs();
  let refuse = true;
  const inner = memoryTransport((connection) => {
    const sip = acs.accept(connection);
    let lines = 0;
    connection.write(bytes('login: '));
    return {
      bytes(chunk) {
        lines += 1;
        if (lines === 1) connection.write(bytes('password: '));
        else if (lines === 2) connection.write(bytes(refuse ? 'Invalid login\r\n' : 'Login OK.  Initiating SIP\r\n'));
        else sip?.bytes(chunk);
      },
      closed() {},
    };
  });
  const states: ClientState[] = [];
  const traffic: Traffic[] = [];
  const client = createClient({
    transport: withPromptLogin(inner, {
      user: 'kiosk',
      password: 's3cret',
      prompts: usualPrompts,
      timeoutMs: 5000,
      clock,
    }),
    clock,
    settings: usualSettings,
    random: () => 1,
    hears: { state: (state) => states.push(state), traffic: (event) => traffic.push(event) },
  });
  client.open();
  await clock.pass(100);
  expect(client.state()).toMatchObject({ kind: 'down', because: 'login-refused' });
  refuse = false;
  await clock.pass(5000);
  expect(client.state()).toMatchObject({ kind: 'up' });
  expect(JSON.stringify([states, traffic])).not.toContain('s3cret');
  await client.close();
});
