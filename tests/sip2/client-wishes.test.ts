// What an ACS wants of a client, questions beside loans, and what is told of it all.

import { build } from 'sip2';
import { describe, expect, test } from 'vitest';
import { bytes } from './bytes.ts';
import { garbled, is, item, setUp, status, when } from './client-line.ts';

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
      'connecting, sent, heard, sent, heard, status, up, asked, sent, heard, trouble sent-again, sent, heard, ' +
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
