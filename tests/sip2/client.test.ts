// The line to the ACS in every trouble: whatever happens, no answer is taken for another question's, and nothing that
// changes something is ever sent twice.

import {
  build,
  createClient,
  memoryTransport,
  usualSettings,
  wireTime,
  type ClientEvent,
  type ClientState,
  type Outgoing,
  type Settings,
  type Traffic,
  type Transport,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes } from './bytes.ts';
import { scriptedAcs, type Heard } from './scripted-acs.ts';

const when = '20261122    093015';
const settings: Settings = {
  ...usualSettings,
  institutionId: 'KLIB',
  login: { user: 'kiosk', password: 's3cret', location: 'Main' },
  answerTimeoutMs: 10_000,
};

function setUp(changed: Partial<Settings> = {}, transport?: Transport) {
  const clock = createHandClock();
  const acs = scriptedAcs();
  const states: ClientState[] = [];
  const traffic: Traffic[] = [];
  const events: ClientEvent[] = [];
  const client = createClient({
    transport: transport ?? memoryTransport(acs.accept),
    clock,
    settings: { ...settings, ...changed },
    random: () => 1,
    hears: {
      state: (state) => states.push(state),
      traffic: (event) => traffic.push(event),
      event: (event) => events.push(event),
    },
  });
  const checkout = (itemId = '31') =>
    client.ask({ kind: 'checkout', renewalPolicy: true, noBlock: false, patronId: '21', itemId });
  const itemInformation = (itemId = '31') => client.ask({ kind: 'item-information', itemId });
  const patronInformation = (patronId = '21') =>
    client.ask({ kind: 'patron-information', patronId, patronPassword: '1234', summary: 'charged-items' });
  return { clock, acs, client, states, traffic, events, checkout, itemInformation, patronInformation };
}

const is =
  (kind: Heard['message']['kind'], act: (heard: Heard) => void) =>
  (heard: Heard): boolean => {
    if (heard.message.kind !== kind) return false;
    act(heard);
    return true;
  };

const lent = (itemId = '31', titleIdentifier = 'Số đỏ'): Outgoing => ({
  kind: 'checkout-response',
  ok: true,
  renewalOk: false,
  magneticMedia: null,
  desensitize: true,
  transactionDate: when,
  institutionId: 'KLIB',
  patronId: '21',
  itemId,
  titleIdentifier,
  dueDate: '20261213    235900',
});

const item = (itemId = '31'): Outgoing => ({
  kind: 'item-information-response',
  circulationStatus: 'available',
  securityMarker: 'other',
  feeType: 'other',
  transactionDate: when,
  itemId,
  titleIdentifier: 'Số đỏ',
});

const garbled = (heard: Heard): void => heard.raw(`121NUY${when}AOx|AA21|AB31|AJ?|AH|AY${heard.sequence ?? 0}AZ0000\r`);

const newStatus = (heard: Heard, sequence = heard.sequence): void =>
  heard.answer(
    {
      kind: 'acs-status',
      onLine: true,
      checkinOk: false,
      checkoutOk: false,
      renewalPolicy: false,
      statusUpdateOk: false,
      offLineOk: false,
      timeoutTenths: null,
      retriesAllowed: null,
      dateTimeSync: null,
      protocolVersion: '2.00',
      institutionId: 'x',
    },
    { sequence },
  );

const status = {
  kind: 'acs-status',
  onLine: true,
  checkinOk: true,
  checkoutOk: true,
  renewalPolicy: true,
  statusUpdateOk: false,
  offLineOk: true,
  timeoutTenths: 100,
  retriesAllowed: 3,
  dateTimeSync: when,
  protocolVersion: '2.00',
  institutionId: 'KLIB',
} as const;

describe('opening', () => {
  test('logs in, asks for the status with 2.00, and is up', async () => {
    const { clock, client, states, traffic } = setUp();
    client.open();
    await clock.pass(0);
    expect(states).toMatchObject([{ kind: 'up', status: { onLine: true, checkoutOk: true } }]);
    const sent = traffic.filter((event) => event.kind === 'sent').map((event) => event.text);
    expect(sent[0]).toMatch(/^9300CNkiosk\|CO\*\*\*\|CPMain\|AY0AZ/);
    expect(sent[1]).toMatch(/^9900802\.00AY1AZ/);
  });

  test('without a login begins with the status', async () => {
    const { clock, client, traffic } = setUp({ login: null });
    client.open();
    await clock.pass(0);
    expect(client.state().kind).toBe('up');
    expect(traffic[0]?.text).toMatch(/^99/);
  });

  test('a refused login ends the connection and is tried again, for ever, ever more slowly', async () => {
    const { clock, acs, client } = setUp({ reconnect: { shortestMs: 1000, longestMs: 4000 } });
    let refuse = true;
    acs.when(is('login', (heard) => heard.answer({ kind: 'login-response', ok: !refuse })));
    client.open();
    await clock.pass(0);
    expect(client.state()).toMatchObject({ kind: 'down', because: 'login-refused' });
    const calls: number[] = [];
    for (let second = 0; second < 16; second++) {
      calls.push(acs.calls());
      await clock.pass(1000);
    }
    expect(calls).toEqual([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6]);
    refuse = false;
    await clock.pass(4000);
    expect(client.state().kind).toBe('up');
  });

  test('a login that is never answered is given up', async () => {
    const { clock, acs, client } = setUp({ loginTimeoutMs: 3000 });
    acs.when(is('login', () => {}));
    client.open();
    await clock.pass(2999);
    expect(client.state()).toMatchObject({ because: 'not-opened' });
    await clock.pass(1);
    expect(client.state()).toMatchObject({ because: 'silence' });
  });

  test('a banner before the login is no answer', async () => {
    const { clock, acs, client } = setUp();
    acs.when(
      is('login', (heard) => {
        heard.raw('Welcome to SIP\r\n');
        heard.answer({ kind: 'login-response', ok: true });
      }),
    );
    client.open();
    await clock.pass(0);
    expect(client.state().kind).toBe('up');
  });

  test('an unreachable ACS is said in a sentence', async () => {
    const { clock, client } = setUp({}, { open: () => Promise.reject(new Error('Cannot reach the ACS at x:1.')) });
    client.open();
    await clock.pass(0);
    expect(client.state()).toEqual({ kind: 'down', because: 'unreachable', text: 'Cannot reach the ACS at x:1.' });
  });

  test('an ACS that hangs up at once is called again, ever more slowly', async () => {
    let calls = 0;
    const hangsUp = memoryTransport((connection) => {
      calls += 1;
      connection.close();
      return { bytes() {}, closed() {} };
    });
    const { clock, client } = setUp({}, hangsUp);
    client.open();
    await clock.pass(0);
    expect(client.state()).toMatchObject({ kind: 'down', because: 'connection-lost' });
    await clock.pass(7000);
    expect(calls).toBe(4);
  });

  test('an ACS that closes as soon as it is up is not called in a circle', async () => {
    const { clock, acs, client } = setUp();
    acs.when(
      is('sc-status', (heard) => {
        heard.raw(`98YYYYNN100005${when}2.00AOx|BXY|\r`);
        heard.drop();
      }),
    );
    client.open();
    await clock.pass(30_000);
    expect(acs.calls()).toBeLessThan(10);
  });
});

describe('a question', () => {
  test('is filled in with the place, the language and every date', async () => {
    const { clock, acs, client, checkout } = setUp({ terminalPassword: 'term', currentLocation: 'TT' });
    client.open();
    void checkout();
    await clock.pass(0);
    void client.ask({ kind: 'checkin', noBlock: false, itemId: '32' });
    acs.heard[0]?.answer(lent());
    await clock.pass(0);
    expect(acs.heard[0]?.message).toMatchObject({
      institutionId: 'KLIB',
      terminalPassword: 'term',
      transactionDate: wireTime(clock.now()),
      nbDueDate: wireTime(clock.now()),
    });
    expect(acs.heard[1]?.message).toMatchObject({
      currentLocation: 'TT',
      returnDate: wireTime(clock.now()),
    });
  });

  test('never carries an empty patron password', async () => {
    const { clock, acs, client } = setUp();
    client.open();
    void client.ask({ kind: 'patron-information', patronId: '21', patronPassword: '', summary: 'none' });
    await clock.pass(0);
    expect(acs.heard[0]?.text).not.toContain('|AD');
  });

  test('that cannot be written never leaves', async () => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout('3|1');
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'not-asked', because: 'refused' });
    expect(acs.heard).toEqual([]);
    expect(client.state().kind).toBe('up');
  });

  test('waits for the one before it; a higher priority goes first', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    client.open();
    await clock.pass(0);
    const first = itemInformation('1');
    const second = itemInformation('2');
    const urgent = client.ask({ kind: 'item-information', itemId: '3' }, { priority: 5 });
    await clock.pass(0);
    expect(acs.heard).toHaveLength(1);
    acs.when(
      is('item-information', (heard) =>
        heard.answer(item('itemId' in heard.message ? (heard.message.itemId ?? '') : '')),
      ),
    );
    acs.heard[0]?.answer(item('1'));
    await clock.pass(0);
    expect(acs.heard.map(({ message }) => ('itemId' in message ? message.itemId : ''))).toEqual(['1', '3', '2']);
    expect(await Promise.all([first, second, urgent])).toMatchObject([
      { answer: { itemId: '1' } },
      { answer: { itemId: '2' } },
      { answer: { itemId: '3' } },
    ]);
  });

  test('taken back while it waits never leaves; one on the wire is not recalled', async () => {
    const { clock, acs, client } = setUp();
    client.open();
    await clock.pass(0);
    const [sent, waits] = [new AbortController(), new AbortController()];
    const first = client.ask({ kind: 'item-information', itemId: '1' }, { signal: sent.signal });
    const second = client.ask({ kind: 'item-information', itemId: '2' }, { signal: waits.signal });
    sent.abort();
    waits.abort();
    const third = client.ask({ kind: 'item-information', itemId: '3' }, { signal: waits.signal });
    expect(await second).toMatchObject({ kind: 'not-asked', because: 'aborted' });
    expect(await third).toMatchObject({ kind: 'not-asked', because: 'aborted' });
    await clock.pass(0);
    acs.heard[0]?.answer(item('1'));
    expect(await first).toMatchObject({ kind: 'answered' });
    expect(acs.heard).toHaveLength(1);
  });

  test('asked before anything is open is not asked', async () => {
    const { checkout } = setUp();
    expect(await checkout()).toMatchObject({ kind: 'not-asked', because: 'closed' });
  });

  test('asked while the line is being made waits for a short while, and no longer', async () => {
    const { clock, acs, client, itemInformation } = setUp({ graceMs: 2000, loginTimeoutMs: 60_000 });
    acs.when(is('login', () => {}));
    client.open();
    const patient = itemInformation();
    await clock.pass(2000);
    expect(await patient).toMatchObject({ kind: 'not-asked', because: 'down' });
    expect(await itemInformation()).toMatchObject({ kind: 'not-asked', because: 'down' });
  });
});

describe('silence', () => {
  test('after a checkout: the outcome is unknown, the line is made anew, nothing is sent again', async () => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(10_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
    expect(client.state().kind).toBe('up');
    expect(acs.calls()).toBe(2);
    await clock.pass(60_000);
    expect(acs.heard.map(({ message }) => message.kind)).toEqual(['checkout']);
  });

  test('after a question that changes nothing: it is asked again, on a fresh connection, thrice in all', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    client.open();
    const outcome = itemInformation();
    await clock.pass(29_999);
    expect(acs.heard.map(({ call }) => call)).toEqual([1, 2, 3]);
    await clock.pass(1);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
  });

  test('a late answer comes out on a dead connection and reaches nobody', async () => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    void checkout('31');
    await clock.pass(10_000);
    const next = checkout('32');
    await clock.pass(0);
    acs.heard[0]?.answer(lent('31'));
    await clock.pass(0);
    acs.heard[1]?.answer(lent('32'));
    expect(await next).toMatchObject({ kind: 'answered', answer: { itemId: '32' } });
  });
});

describe('an answer that is not this question’s is not taken', () => {
  test.each([
    ['another sequence', (heard: Heard) => heard.answer(lent(), { sequence: ((heard.sequence ?? 0) + 5) % 10 })],
    ['another item', (heard: Heard) => heard.answer(lent('99'))],
    ['no item at all', (heard: Heard) => heard.answer(lent(''))],
    ['another kind', (heard: Heard) => heard.answer(item())],
    ['a message nobody knows', (heard: Heard) => heard.raw('50xyz\r')],
  ])('%s', async (_, wrong) => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    const asked = acs.heard[0];
    if (asked === undefined) throw new Error('nothing was asked');
    wrong(asked);
    await clock.pass(0);
    asked.answer(lent('31', 'the right one'));
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'the right one' } });
  });

  test('what is said without being asked is ignored', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    acs.when((heard) => {
      if (heard.message.kind === 'item-information') heard.answer(item());
      return false;
    });
    client.open();
    expect(await itemInformation()).toMatchObject({ kind: 'answered' });
    acs.heard[0]?.answer(item());
    await clock.pass(0);
    expect(client.state().kind).toBe('up');
  });

  test('an ACS without AY/AZ is believed by kind and item', async () => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    acs.heard[0]?.answer(lent('99'), { check: false });
    acs.heard[0]?.answer(lent(' 31 '), { check: false });
    expect(await outcome).toMatchObject({ kind: 'answered' });
  });
});

describe('a wrong checksum', () => {
  test.each([
    ['without AY and AZ, as Koha repeats', { check: false }],
    ['with AY0, as OpenNCIP repeats', { sequence: 0 }],
  ])('is asked for again, and the repetition is taken %s', async (_, how) => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    acs.when(is('request-acs-resend', (heard) => heard.answer(lent(), how)));
    const asked = acs.heard[0];
    if (asked === undefined) throw new Error('nothing was asked');
    garbled(asked);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Số đỏ' } });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['11', '97']);
    expect(acs.heard[1]?.text).toBe('97AZFEF5');
  });

  test('for ever is given up after asking twice', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when((heard) => {
      if (['checkout', 'request-acs-resend'].includes(heard.message.kind)) garbled(heard);
      return false;
    });
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'bad-checksum' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['11', '97', '97']);
  });

  test('that is right when letters are counted is not asked for again', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    const text = `18030201${when}AB31|AJĐất rừng phương Nam|AY${acs.heard[0]?.sequence}AZ`;
    const sum = Array.from(text, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
    acs.heard[0]?.raw(`${text}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Đất rừng phương Nam' } });
  });
});

describe('how strictly checksums are taken', () => {
  const wrong = (heard: Heard, digits = '1234'): void =>
    heard.raw(`18030201${when}AB31|AJSố đỏ|AY${heard.sequence}AZ${digits}\r`);

  test('warn: a wrong one is told, and the message taken', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp({ errorDetection: 'warn' });
    acs.when(is('item-information', (heard) => wrong(heard)));
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Số đỏ' } });
    expect(acs.heard).toHaveLength(1);
    expect(traffic.filter(({ kind }) => kind === 'trouble')).toMatchObject([
      { text: expect.stringContaining('wrong') },
    ]);
  });

  test('off: nothing is written, nothing looked at', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp({ errorDetection: 'off' });
    acs.when(is('item-information', (heard) => heard.raw(`18030201${when}AB31|AJSố đỏ|AY7AZ1234\r`)));
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(acs.heard[0]?.text).not.toContain('AZ');
    expect(traffic.filter(({ kind }) => kind === 'trouble')).toEqual([]);
  });

  test('automatic: the same answer, wrong again, is this ACS’s arithmetic; from then on it is not asked again', async () => {
    const { clock, acs, client, itemInformation } = setUp({ errorDetection: 'automatic' });
    acs.when((heard) => {
      if (heard.message.kind === 'item-information') wrong(heard);
      if (heard.message.kind === 'request-acs-resend') heard.raw(`18030201${when}AB31|AJSố đỏ|AY0AZ1238\r`);
      return false;
    });
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['17', '97']);
    const next = itemInformation();
    await clock.pass(0);
    expect(await next).toMatchObject({ kind: 'answered' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['17', '97', '17']);
  });

  test('automatic: what is garbled another way each time is noise, and given up', async () => {
    const { clock, acs, client, checkout } = setUp({ errorDetection: 'automatic' });
    let times = 0;
    acs.when((heard) => {
      if (['checkout', 'request-acs-resend'].includes(heard.message.kind))
        heard.raw(`121NUY${when}AOx|AA21|AB31|AJ${(times += 1)}|AH|AY${heard.sequence ?? 0}AZ1234\r`);
      return false;
    });
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'bad-checksum' });
  });

  test('automatic: an ACS that understands no greeting with AY and AZ is greeted without', async () => {
    const { clock, acs, client } = setUp({ errorDetection: 'automatic' });
    acs.when((heard) => {
      if (!heard.text.includes('AZ')) return false;
      heard.raw('96\r');
      return true;
    });
    client.open();
    await clock.pass(5000);
    expect(client.state().kind).toBe('up');
    expect(acs.calls()).toBe(2);
  });

  test('one that is odd is told once a connection, with what is counted', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp();
    const body = (heard: Heard): string => `18030201${when}AB31|AJSố đỏ|AY${heard.sequence}AZ`;
    const letters = (text: string): number => Array.from(text, (unit) => unit.charCodeAt(0)).reduce((a, b) => a + b, 0);
    acs.when(
      is('item-information', (heard) => {
        const digits = (-letters(body(heard)) & 0xffff).toString(16).toUpperCase().padStart(4, '0');
        heard.raw(`${body(heard)}${digits}\r`);
      }),
    );
    client.open();
    await Promise.all([itemInformation(), itemInformation(), clock.pass(0)]);
    const troubles = traffic.filter(({ kind }) => kind === 'trouble');
    expect(troubles).toMatchObject([{ text: expect.stringContaining('(letters)') }]);
  });
});

describe('96: the ACS did not understand', () => {
  test('the same bytes go out again, whatever the question', async () => {
    const { clock, acs, client, checkout } = setUp();
    let times = 0;
    acs.when(is('checkout', (heard) => (++times < 3 ? heard.raw('96AZFEF6') : heard.answer(lent()))));
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(new Set(acs.heard.map(({ text }) => text)).size).toBe(1);
  });

  test('for ever is given up', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when(is('checkout', (heard) => heard.raw('96\r')));
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'not-understood' });
    expect(acs.heard).toHaveLength(3);
  });
});

describe('98 in place of an answer', () => {
  test('a question that changes nothing is asked again', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    let times = 0;
    acs.when(is('item-information', (heard) => (++times === 1 ? newStatus(heard) : heard.answer(item()))));
    client.open();
    const outcome = itemInformation();
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'answered' });
  });

  test('a checkout is not', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when(is('checkout', (heard) => newStatus(heard)));
    client.open();
    const outcome = checkout();
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'status-change' });
    expect(acs.heard).toHaveLength(1);
  });

  test('a late answer to an older question after the status is none of ours', async () => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    const asked = acs.heard[0];
    if (asked === undefined) throw new Error('nothing was asked');
    newStatus(asked, ((asked.sequence ?? 0) + 9) % 10);
    await clock.pass(0);
    asked.answer(lent());
    expect(await outcome).toMatchObject({ kind: 'answered' });
  });
});

describe('a dropped connection', () => {
  test('during a checkout: unknown, and never sent again', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when(is('checkout', (heard) => heard.drop()));
    client.open();
    const outcome = checkout();
    await clock.pass(60_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'connection-lost' });
    expect(acs.heard).toHaveLength(1);
    expect(client.state().kind).toBe('up');
  });

  test('what waited behind it is asked on the next one', async () => {
    const { clock, acs, client, checkout, itemInformation } = setUp();
    acs.when(is('checkout', (heard) => heard.drop()));
    acs.when(is('item-information', (heard) => heard.answer(item())));
    client.open();
    void checkout();
    const next = itemInformation();
    await clock.pass(2000);
    expect(await next).toMatchObject({ kind: 'answered' });
    expect(acs.heard.map(({ call }) => call)).toEqual([1, 2]);
  });
});

test('prose in place of an answer is reported with its text, masked', async () => {
  const { clock, acs, client, checkout } = setUp();
  acs.when(is('checkout', (heard) => heard.raw('Problems handling the request: 11YN AOx|AA21999|AD1234|\r')));
  client.open();
  const outcome = await Promise.race([checkout(), clock.pass(1000)]);
  expect(outcome).toMatchObject({ kind: 'outcome-unknown', because: 'prose' });
  const text = outcome?.kind === 'outcome-unknown' ? outcome.text : '';
  expect(text).toContain('Problems handling the request');
  expect(text).not.toContain('1234');
  expect(text).not.toContain('21999');
});

describe('keep-alive', () => {
  test('asks for the status after a silence, and tells a change', async () => {
    const { clock, acs, client, states } = setUp({ keepAliveMs: 60_000 });
    client.open();
    await clock.pass(60_000);
    expect(states).toHaveLength(1);
    acs.when(
      is('sc-status', (heard) => heard.answer({ ...statusOf(client.state()), onLine: false, checkoutOk: false })),
    );
    await clock.pass(60_000);
    expect(states).toHaveLength(2);
    expect(client.state()).toMatchObject({ kind: 'up', status: { onLine: false } });
  });

  test('finds a dead line', async () => {
    const { clock, acs, client } = setUp({ keepAliveMs: 60_000, answerTimeoutMs: 1000 });
    client.open();
    await clock.pass(0);
    acs.when(is('sc-status', () => {}));
    await clock.pass(63_001);
    expect(client.state()).toMatchObject({ kind: 'down', because: 'silence' });
  });
});

function statusOf(state: ClientState) {
  if (state.kind !== 'up') throw new Error('not up');
  return state.status;
}

describe('what an ACS wants', () => {
  test('to be asked for its status before the login, and again after it', async () => {
    const { clock, client, traffic } = setUp({ greeting: 'status-first' });
    client.open();
    await clock.pass(0);
    expect(client.state().kind).toBe('up');
    const sent = traffic.filter(({ kind }) => kind === 'sent').map(({ text }) => text.slice(0, 2));
    expect(sent).toEqual(['99', '93', '99']);
  });

  test('a line feed behind every message', async () => {
    const { clock, acs, client, itemInformation } = setUp({ end: 'cr-lf' });
    acs.when(is('item-information', (heard) => heard.answer(item())));
    client.open();
    void itemInformation();
    await clock.pass(0);
    const made = build({ kind: 'request-acs-resend' }, { charset: 'utf-8', check: null, end: 'cr-lf' });
    expect(made).toEqual({ kind: 'built', bytes: bytes('97\r\n') });
    expect(acs.heard).toHaveLength(1);
  });

  test('not to be asked at all', async () => {
    const { clock, acs, client } = setUp({ unsupported: ['end-patron-session', 'hold'] });
    client.open();
    const asked = client.ask({ kind: 'end-patron-session', patronId: '21' });
    await clock.pass(0);
    expect(await asked).toMatchObject({ kind: 'not-asked', because: 'unsupported' });
    expect(acs.heard).toEqual([]);
  });

  test.each<[string, number | null, number]>([
    ['half a second (FOLIO): 5 s', 5, 5_000],
    ['10 s (Koha)', 100, 10_000],
    ['90 s (Gossip): 60 s', 900, 60_000],
    ['unknown: ours', 999, 7_000],
    ['off-line: ours', 0, 7_000],
    ['blank: ours', null, 7_000],
  ])('to be waited for as long as it says: %s', async (_, timeoutTenths, wanted) => {
    const { clock, acs, client, checkout } = setUp({ timeoutFrom: 'acs', answerTimeoutMs: 7_000 });
    acs.when(is('sc-status', (heard) => heard.answer({ ...status, timeoutTenths })));
    client.open();
    const outcome = checkout();
    let settled = false;
    void outcome.then(() => (settled = true));
    await clock.pass(wanted - 1);
    expect(settled).toBe(false);
    await clock.pass(1);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
  });
});

describe('questions beside loans', () => {
  const nothing = { transactionDate: when, institutionId: 'x', patronId: '21' };
  test('each is answered by its own kind', async () => {
    const { clock, acs, client } = setUp();
    const loans = { kind: 'renew-all-response', ok: true, renewedCount: 1, unrenewedCount: 0 } as const;
    acs.when(is('renew-all', (heard) => heard.answer({ ...nothing, ...loans, renewedItems: ['31'] })));
    acs.when(is('hold', (heard) => heard.answer({ ...nothing, kind: 'hold-response', ok: true, available: false })));
    acs.when(is('fee-paid', (heard) => heard.answer({ ...nothing, kind: 'fee-paid-response', paymentAccepted: true })));
    client.open();
    const asked = Promise.all([
      client.ask({ kind: 'renew-all', patronId: '21' }),
      client.ask({ kind: 'hold', holdMode: 'add', patronId: '21', itemId: '31', pickupLocation: '' }),
      client.ask({
        kind: 'fee-paid',
        patronId: '21',
        feeType: 'overdue',
        paymentType: '00',
        currency: 'VND',
        feeAmount: '5',
      }),
    ]);
    await clock.pass(0);
    expect(await asked).toMatchObject([
      { answer: { renewedItems: ['31'] } },
      { answer: { ok: true } },
      { answer: { paymentAccepted: true } },
    ]);
    expect(acs.heard[1]?.text).not.toContain('|BS'); // a real Koha hangs up over an empty one
  });

  test.each<[string, (client: ReturnType<typeof setUp>['client']) => Promise<unknown>]>([
    ['checkin', (client) => client.ask({ kind: 'checkin', noBlock: false, itemId: '31' })],
    [
      'renew',
      (client) => client.ask({ kind: 'renew', thirdPartyAllowed: false, noBlock: false, patronId: '21', itemId: '31' }),
    ],
    ['renew-all', (client) => client.ask({ kind: 'renew-all', patronId: '21' })],
    ['hold', (client) => client.ask({ kind: 'hold', holdMode: 'delete', patronId: '21', itemId: '31' })],
    [
      'fee-paid',
      (client) =>
        client.ask({
          kind: 'fee-paid',
          patronId: '21',
          feeType: 'other',
          paymentType: '00',
          currency: 'VND',
          feeAmount: '5',
        }),
    ],
  ])('%s: lost, and never sent twice', async (kind, ask) => {
    const { clock, acs, client } = setUp();
    acs.when((heard) => heard.message.kind === kind && (heard.drop(), true));
    client.open();
    const outcome = ask(client);
    await clock.pass(120_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'connection-lost' });
    expect(acs.heard.filter(({ message }) => message.kind === kind)).toHaveLength(1);
  });
});

describe('events', () => {
  test('tell the whole story, in order, with nothing secret', async () => {
    const { clock, acs, client, checkout, events } = setUp();
    let times = 0;
    acs.when(is('checkout', (heard) => ((times += 1) === 1 ? heard.raw('96\r') : garbled(heard))));
    acs.when(is('request-acs-resend', (heard) => heard.raw(`121NUY${when}AOx|AA21|AB31|AJ|AH|CIperhaps|AY0AZ\r`)));
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    const story = events.map((event) =>
      'because' in event && event.because !== '' ? `${event.kind} ${event.because}` : event.kind,
    );
    expect(story.join(', ')).toBe(
      'connecting, sent, heard, sent, heard, up, asked, sent, heard, trouble sent-again, sent, heard, ' +
        'trouble asked-to-repeat, sent, heard, trouble unreadable, settled',
    );
    expect(events.at(-2)).toMatchObject({ text: expect.stringContaining('CI securityInhibit unreadable') });
    expect(events.at(-1)).toMatchObject({ question: 'checkout', outcome: 'answered', ticket: 1, tookMs: 0 });
    for (const hidden of ['s3cret', 'perhaps', 'AA21'])
      expect(JSON.stringify(events.filter(({ kind }) => kind !== 'heard'))).not.toContain(hidden);
  });

  test('of a line that is lost and made again', async () => {
    const { clock, acs, client, itemInformation, events } = setUp({ reconnect: { shortestMs: 1000, longestMs: 4000 } });
    acs.when(is('item-information', (heard) => heard.drop()));
    client.open();
    await clock.pass(5000);
    void itemInformation();
    await clock.pass(0);
    const after = events.slice(events.findIndex(({ kind }) => kind === 'asked'));
    expect(after.slice(0, 5)).toMatchObject([
      { kind: 'asked', question: 'item-information', times: 1, waiting: 0 },
      { kind: 'sent' },
      { kind: 'trouble', because: 'connection-lost' },
      { kind: 'connecting', attempt: 1 },
      { kind: 'down', because: 'connection-lost' },
    ]);
    expect(events.some((event) => event.kind === 'pausing' && event.forMs === 1000)).toBe(true);
  });
});

describe('closing', () => {
  test('tells every question, and nothing runs on', async () => {
    const { clock, acs, client, checkout, itemInformation } = setUp();
    client.open();
    const onTheWire = checkout();
    const waiting = itemInformation();
    await clock.pass(0);
    await client.close();
    expect(await onTheWire).toMatchObject({ kind: 'outcome-unknown', because: 'closed' });
    expect(await waiting).toMatchObject({ kind: 'not-asked', because: 'closed' });
    expect(client.state()).toMatchObject({ kind: 'down', because: 'closed' });
    await clock.pass(600_000);
    expect(acs.calls()).toBe(1);
  });

  test('in the middle of the login, and opening again', async () => {
    const { clock, acs, client } = setUp();
    let answering = false;
    acs.when((heard) => !answering && heard.message.kind === 'login');
    client.open();
    await clock.pass(0);
    await client.close();
    answering = true;
    client.open();
    await clock.pass(0);
    expect(client.state().kind).toBe('up');
    expect(acs.calls()).toBe(2);
  });
});

describe('the traffic log', () => {
  test('never holds a password; patrons only where the library says so', async () => {
    for (const showPatrons of [false, true]) {
      const { clock, acs, client, traffic, patronInformation } = setUp({ showPatrons, terminalPassword: 'gate' });
      acs.when(
        is('patron-information', (heard) =>
          heard.raw(`64${' '.repeat(14)}000${when}000000000000000000000000AEAn Nguyễn|AA21999|BDPhố Huế|BEx@y|AFhi|\r`),
        ),
      );
      client.open();
      await Promise.all([patronInformation('21999'), clock.pass(100)]);
      const log = traffic.map((event) => event.text).join('\n');
      for (const secret of ['s3cret', '1234', 'gate']) expect(log).not.toContain(secret);
      for (const personal of ['21999', 'An Nguyễn', 'Phố Huế', 'x@y']) expect(log.includes(personal)).toBe(showPatrons);
      expect(log).toContain('AFhi');
    }
  });
});

test('the types of a question and its answer belong together', () => {
  const { client } = setUp();
  const checkout = { kind: 'checkout', renewalPolicy: true, noBlock: false, patronId: '1' } as const;
  void client.ask({ ...checkout, itemId: '2' });
  // @ts-expect-error a checkout has no summary
  void client.ask({ kind: 'checkout', renewalPolicy: true, noBlock: false, patronId: '', itemId: '', summary: 'none' });
  // @ts-expect-error a checkout needs an item
  void client.ask(checkout);
  // @ts-expect-error the client logs in by itself
  void client.ask({ kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', loginUser: 'a', loginPassword: 'b' });
});
