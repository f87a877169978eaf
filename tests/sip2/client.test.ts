// The line to the ACS when all is well: it is opened, questions wait their turn, it is closed, and nothing secret is told.

import { memoryTransport, wireTime, type Transport } from 'sip2';
import { describe, expect, test } from 'vitest';
import { is, item, lent, setUp, when } from './client-line.ts';

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

  test('while nobody has picked up yet: the attempt ends at once', async () => {
    let attempts = 0;
    const rings: Transport = {
      open: (_, signal) =>
        new Promise((__, reject) => {
          attempts += 1;
          signal?.addEventListener('abort', () => reject(new Error('given up')));
        }),
    };
    const { clock, client, itemInformation } = setUp({}, rings);
    client.open();
    const waiting = itemInformation();
    await client.close();
    expect(await waiting).toMatchObject({ kind: 'not-asked', because: 'closed' });
    expect(client.state()).toMatchObject({ kind: 'down', because: 'closed' });
    await clock.pass(600_000);
    expect(attempts).toBe(1);
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
