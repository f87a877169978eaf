// The called end of a login by prompts: what a station is asked before SIP2 begins, however it types.

import { memoryTransport, withPromptLogin, usualPrompts, type Connection, type Hears } from 'sip2';
import { withPrompts } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import { createHandClock } from '../clock.ts';
import { library } from './library.ts';

async function dialled() {
  const clock = createHandClock();
  const admitted: string[] = [];
  const passed: string[] = [];
  const accept = withPrompts(
    (connection: Connection, user): Hears => {
      admitted.push(user);
      return {
        bytes(chunk) {
          passed.push(textOf(chunk));
          if (textOf(chunk).includes('\r')) connection.write(bytes('98\r'));
        },
        closed() {},
      };
    },
    { user: 'kiosk', password: 's3:cret', clock },
  );
  const heard: string[] = [];
  let isClosed = false;
  const wire = await memoryTransport(accept).open({
    bytes: (chunk) => void heard.push(textOf(chunk)),
    closed: () => void (isClosed = true),
  });
  const type = async (text: string | Uint8Array): Promise<string> => {
    heard.length = 0;
    wire.write(typeof text === 'string' ? bytes(text) : text);
    await clock.pass(0);
    return heard.join('');
  };
  await clock.pass(0);
  return { clock, admitted, passed, type, greeting: heard.join(''), isClosed: () => isClosed };
}

describe('the prompts', () => {
  test.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR NUL', '\r\0'],
  ])('in the words of Koha and OpenNCIP, to lines that end in %s', async (_, end) => {
    const { type, greeting, admitted } = await dialled();
    expect(greeting).toBe('login: ');
    expect(await type(`kiosk${end}`)).toBe('password: ');
    expect(await type(`s3:cret${end}`)).toBe('Login OK.  Initiating SIP\r\n');
    expect(admitted).toEqual(['kiosk']);
    expect(await type('9900802.00\r')).toBe('98\r');
  });

  test('everything in one chunk, and a letter a chunk', async () => {
    const hasty = await dialled();
    expect(await hasty.type('kiosk\r\ns3:cret\r\n9900802.00\r')).toBe('password: Login OK.  Initiating SIP\r\n98\r');
    expect(hasty.passed.join('').trim()).toBe('9900802.00');
    const slow = await dialled();
    for (const letter of 'kiosk\r\ns3:cret\r') {
      // One key after the other.
      // oxlint-disable-next-line no-await-in-loop
      await slow.type(letter);
    }
    expect(slow.admitted).toEqual(['kiosk']);
  });

  test('telnet’s own bytes are taken out, and declined', async () => {
    const { type, admitted } = await dialled();
    expect([...Buffer.from(await type(Uint8Array.of(255, 251, 24)), 'latin1')].length).toBeGreaterThan(0);
    const name = Uint8Array.from([...bytes('kio'), 255, 253, 1, ...bytes('sk\r')]);
    expect(await type(name)).toContain('password: ');
    await type('s3:cret\r');
    expect(admitted).toEqual(['kiosk']);
  });

  test('three wrong answers, and no more', async () => {
    const { type, admitted, isClosed } = await dialled();
    expect(await type('kiosk\rno\r')).toBe('password: Invalid login\r\nlogin: ');
    expect(await type('nobody\rs3:cret\r')).toBe('password: Invalid login\r\nlogin: ');
    expect(isClosed()).toBe(false);
    expect(await type('\r\r')).toBe('password: Invalid login\r\n');
    expect([isClosed(), admitted]).toEqual([true, []]);
  });

  test('a name without an end, and nobody at the keys', async () => {
    const long = await dialled();
    await long.type('x'.repeat(300));
    expect(long.isClosed()).toBe(true);
    const asleep = await dialled();
    await asleep.clock.pass(59_000);
    expect(asleep.isClosed()).toBe(false);
    await asleep.clock.pass(1000);
    expect(asleep.isClosed()).toBe(true);
    const awake = await dialled();
    await awake.type('kiosk\rs3:cret\r');
    await awake.clock.pass(120_000);
    expect(awake.isClosed()).toBe(false);
  });
});

test('the package’s own two ends understand each other; no 93 is needed then', async () => {
  const { acs, clock } = library({ acs: { as: 'openncip', login: { user: 'kiosk', password: 's3cret' } } });
  const who = { user: 'kiosk', password: 's3cret', clock };
  const line = memoryTransport(withPrompts((connection, user) => acs.serve(connection, user), who));
  const heard: string[] = [];
  const opened = withPromptLogin(line, { ...who, prompts: usualPrompts, timeoutMs: 5000 }).open({
    bytes: (chunk) => void heard.push(textOf(chunk)),
    closed: () => void heard.push('closed'),
  });
  await clock.pass(0);
  (await opened).write(bytes('9900802.00\r'));
  await clock.pass(0);
  expect(heard.join('').trim()).toMatch(/^98YYYYN/);
});
