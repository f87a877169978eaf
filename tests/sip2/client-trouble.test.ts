// The line to the ACS in every trouble: whatever happens, no answer is taken for another question's, and nothing that
// changes something is ever sent twice.

import { type ClientState } from 'sip2';
import { describe, expect, test } from 'vitest';
import { is, item, lent, newStatus, setUp, when } from './client-line.ts';
import type { Heard } from './scripted-acs.ts';

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

  test('three times at once is one wish, not three', async () => {
    const { clock, acs, client, checkout } = setUp();
    let times = 0;
    acs.when(is('checkout', (heard) => (++times === 1 ? heard.raw('96AZFEF696AZFEF696AZFEF6') : heard.answer(lent()))));
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(acs.heard).toHaveLength(2);
  });

  test('with the answer glued to it: the answer counts, and nothing is sent again', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when(is('checkout', (heard) => heard.raw(`96AZFEF6121NUY${when}AOx|AA21|AB31|AJglued|AH|\r`)));
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'glued' } });
    expect(acs.heard).toHaveLength(1);
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
