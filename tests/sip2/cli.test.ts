// The command line, with a world in its hands; the ACS it asks is its own, on a real port.

import { listenTcp, systemClock } from 'sip2';
import { createAcs } from 'sip2/acs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import { serving, sip2 } from './cli-world.ts';
import { barcodeOf, cardOf, catalogue } from './library.ts';

const card = cardOf('Nguyễn Văn An');
const item = barcodeOf('Matilda');

describe('decode', () => {
  test('names every field in words', async () => {
    const { code, said } = await sip2(['decode', '9300CNkiosk01|COs3cret|CPMain Hall|AY0AZF2A9']);
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      '93 login (sequence 0, checksum good)',
      '  user algorithm      0',
      '  password algorithm  0',
      '  login user          kiosk01',
      '  login password      s3cret',
      '  location code       Main Hall',
    ]);
  });

  test('reads standard input, a line a message, and says what is none', async () => {
    const { code, said } = await sip2(['decode'], { typed: '941\nhello\n9900802.00AY1AZ0000\n' });
    expect(code).toBe(1);
    expect(said).toContain('94 login response (no checksum)\n  ok  yes');
    expect(said).toContain('no SIP2 message: hello');
    expect(said).toContain('checksum bad');
  });

  test('as JSON, which encode takes back', async () => {
    // A password is never written last: some servers cut the end off it.
    const wire = '2300220261122    093015AOKLIB|AA4711|AD1234|AC|AY2AZF39C';
    const { said } = await sip2(['decode', '--json', wire]);
    const parsed: unknown = JSON.parse(said);
    const message = typeof parsed === 'object' && parsed !== null && 'message' in parsed ? parsed.message : null;
    expect(await sip2(['encode', '--sequence', '2'], { typed: JSON.stringify([message]) })).toEqual({
      code: 0,
      said: wire,
      complaint: '',
    });
  });
});

test.each([
  [
    ['encode', '{"kind":"login","userAlgorithm":"0","passwordAlgorithm":"0","loginUser":"a|b","loginPassword":""}'],
    1,
    'loginUser (delimiter)',
  ],
  [['encode', '{"kind":"greeting"}'], 1, 'no known "kind"'],
  [['encode', '{'], 2, 'no JSON'],
  [['encode', '--sequence', '10', '{}'], 2, '--sequence'],
  [['decode', '--loud'], 2, '--loud'],
  [['decode'], 2, 'nothing to decode'],
  [['dance'], 2, 'no command'],
  [[], 2, 'COMMAND'],
  [['send'], 2, 'no verb'],
  [['send', 'borrow'], 2, 'no verb'],
  [['send', 'checkout', '1'], 2, 'checkout CARD ITEM'],
  [['send', 'item', '1', '2'], 2, 'item ITEM'],
  [['send', 'pay', '1', '5000'], 2, '--currency'],
  [['send', 'status', '--port', 'x'], 2, '--port'],
  [['send', 'status', '--login', 'x'], 2, 'USER:PASS'],
  [['send', 'status', '--dialect', 'x'], 2, 'koha'],
  [['send', 'status', '--tls', '--port', '1'], 3, 'Cannot'],
  [['send', 'login'], 2, '--login'],
  [['send', 'patron', '1', '--list', 'x'], 2, 'charged-items'],
  [['send', 'status', '--ca', 'nowhere.pem'], 2, 'nowhere.pem'],
  [['send', 'status', '--ca', 'package.json'], 2, 'no certificate'],
  [['send', 'status', '--telnet'], 2, '--login'],
  [['session', '--port', '1'], 3, 'Cannot'],
  [['serve', '--as', 'x'], 2, 'usual, koha,'],
  [['serve', '--fault', 'x'], 2, 'QUESTION:DEED'],
  [['serve', '--catalogue', 'nowhere.json'], 2, 'nowhere.json'],
])('%j ends with %i and says what is amiss', async (args, code, why) => {
  const ended = await sip2(args);
  expect(ended.code).toBe(code);
  expect(ended.complaint).toContain(why);
});

test.each([[], ['decode'], ['encode'], ['send'], ['session'], ['serve'], ['probe'], ['load']])(
  'help: %s',
  async (...command) => {
    const { code, said } = await sip2([...command, '--help']);
    expect(code).toBe(0);
    expect(said).toContain(`sip2 ${command[0] ?? 'COMMAND'}`);
  },
);

describe('send', () => {
  test('every verb, to a library that remembers', async () => {
    const where = await serving();
    const send = async (...words: readonly string[]) => (await sip2(['send', ...words, ...where])).code;
    expect(await send('status')).toBe(0);
    expect(await send('patron-status', card)).toBe(0);
    expect(await send('patron-status', '2')).toBe(1);
    expect(await send('item-update', item, 'a page is torn')).toBe(0);
    expect(await send('patron', card, '--list', 'charged-items')).toBe(0);
    expect(await send('patron', '2')).toBe(1);
    expect(await send('item', item)).toBe(0);
    expect(await send('checkout', card, item)).toBe(0);
    expect(await send('checkout', cardOf('John Carter'), item)).toBe(1);
    expect(await send('renew', card, item)).toBe(0);
    expect(await send('renew-all', card)).toBe(0);
    expect(await send('hold', cardOf('John Carter'), item)).toBe(0);
    expect(await send('hold', cardOf('John Carter'), item, '--cancel')).toBe(0);
    expect(await send('checkin', item)).toBe(0);
    expect(await send('checkin', item)).toBe(1);
    expect(await send('pay', cardOf('Vũ Ngọc Lan'), '72000', '--currency', 'VND')).toBe(0);
    expect(await send('block', card, 'left behind')).toBe(0);
    expect(await send('checkout', card, item)).toBe(1);
    expect(await send('enable', card)).toBe(0);
    expect(await send('end', card)).toBe(0);
  });

  test('tells the answer in words, or as JSON; without a checksum where none is wanted', async () => {
    const where = await serving('--as', 'koha', '--login', 'kiosk:a:b');
    const login = ['--login', 'kiosk:a:b'];
    const words = await sip2(['send', 'item', item, ...where, ...login]);
    expect(words.said).toMatch(/^yes: item information response\n/);
    expect(words.said).toMatch(/title identifier +Matilda/);
    const { said, complaint } = await sip2([
      'send',
      'item',
      item,
      '--json',
      '--no-checksum',
      '--trace',
      ...where,
      ...login,
    ]);
    expect(JSON.parse(said)).toMatchObject({ kind: 'answered', answer: { itemId: item } });
    expect(complaint).toContain('93');
    expect(complaint).not.toMatch(/AZ|a:b/);
    expect((await sip2(['send', 'status', ...where, '--login', 'kiosk:no'])).code).toBe(1);
  });

  test('ends with 3 where nobody answers, or nobody knows', async () => {
    const where = await serving('--fault', 'checkout:drop-after-work:1');
    const lost = await sip2(['send', 'checkout', card, item, ...where]);
    expect([lost.code, lost.complaint]).toEqual([3, expect.stringContaining('outcome unknown')]);
    expect((await sip2(['send', 'checkout', card, item, ...where])).said).toMatch(/renewal ok +yes/);
    expect((await sip2(['send', 'status', '--port', '1'])).code).toBe(3);
  });
});

test('a login by prompts, as telnet has it', async () => {
  const acs = createAcs({
    clock: systemClock,
    catalogue,
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic() {}, changed() {} },
  });
  const answers: string[] = [];
  const server = await listenTcp({
    host: '127.0.0.1',
    port: 0,
    accept(connection) {
      const hears = acs.serve(connection);
      connection.write(bytes('login: '));
      return {
        bytes(chunk) {
          if (answers.length >= 2) hears?.bytes(chunk);
          else connection.write(bytes(answers.push(textOf(chunk).trim()) === 1 ? 'password: ' : 'Login OK.\r\n'));
        },
        closed: (why) => hears?.closed(why),
      };
    },
  });
  onTestFinished(() => server.close());
  const where = ['--port', String(server.port), '--telnet'];
  expect((await sip2(['send', 'item', item, ...where, '--login', 'kiosk:s3cret', '--dialect', 'koha'])).code).toBe(0);
  expect(answers).toEqual(['kiosk', 's3cret']);
  expect((await sip2(['send', 'status', ...where])).code).toBe(2);
});

test('a session asks line by line, and bears what is no verb', async () => {
  const where = await serving();
  const typed = `item ${item}\ncheckout\nhelp\n\npatron 2\nquit\nitem ${item}\n`;
  const { code, said, complaint } = await sip2(['session', ...where], { typed });
  expect(code).toBe(0);
  expect(said.match(/item information response/g)).toHaveLength(1);
  expect(said).toContain('no: patron information response');
  expect(complaint).toContain('checkout CARD ITEM');
});

test('probe names the family that answers, and says so when nobody does', async () => {
  const where = await serving('--as', 'koha');
  const { code, said } = await sip2(['probe', '--card', card, '--item', item, ...where]);
  expect(code).toBe(0);
  expect(said).toMatch(/^It looks like .+\.\n/);
  expect(said).toContain('Settings that work:\n  dialect: koha');
  const json = await sip2(['probe', '--json', ...where]);
  expect(JSON.parse(json.said)).toMatchObject({ kind: 'probed' });
  const traced = await sip2(['probe', '--trace', '--card', card, '--item', item, ...where]);
  expect(traced.complaint).toMatch(/^sent +99.*\nheard +98/);
  expect(traced.complaint).not.toContain(card);
  expect((await sip2(['probe', '--port', '1'])).code).toBe(3);
});

test('an ACS that answers in prose is quoted, and a login can name its location', async () => {
  const where = [...(await serving('--as', 'folio', '--login', 'kiosk:s3cret')), '--login', 'kiosk:s3cret'];
  const astray = await sip2(['probe', ...where]);
  expect([astray.code, astray.complaint]).toEqual([3, expect.stringContaining('It said: "Problems handling')]);
  const servicePoint = ['--location-code', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'];
  const { code, said } = await sip2(['probe', '--card', card, ...where, ...servicePoint]);
  expect([code, said]).toEqual([0, expect.stringContaining('dialect: folio')]);
});

test('load counts what was answered', async () => {
  const where = await serving();
  const { code, said } = await sip2([
    'load',
    '--connections',
    '3',
    '--requests',
    '50',
    '--item',
    item,
    '--json',
    ...where,
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ connections: 3, requests: 50, answered: 50 });
  expect((await sip2(['load', '--requests', '5', '--port', '1'])).code).toBe(3);
});
