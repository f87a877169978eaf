// What answers mean in the mouths of different systems, and what their rows make of a line.

import {
  asksForFee,
  createClient,
  dialects,
  memoryTransport,
  parse,
  readyHolds,
  saysItAnswers,
  settingsFor,
  usualSettings,
  wasOnLoan,
  wasOwnLoan,
  type Message,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes } from './bytes.ts';
import { scriptedAcs } from './scripted-acs.ts';

const when = '20261122    093015';

function said<K extends Message['kind']>(kind: K, wire: string): Extract<Message, { kind: K }> {
  const parsed = parse(bytes(wire), 'utf-8');
  const isThat = (message: Message): message is Extract<Message, { kind: K }> => message.kind === kind;
  if (parsed.kind !== 'message' || !isThat(parsed.message)) throw new Error(wire);
  return parsed.message;
}

describe('what an answer means', () => {
  const { koha, evergreen, folio, generic } = dialects;

  test('holds that are ready: counted alone, or among all', () => {
    const counts = { holdItemsCount: 7, unavailableHoldsCount: 6 };
    expect([koha, evergreen, generic].map((dialect) => readyHolds(counts, dialect))).toEqual([7, 1, null]);
    const none = { holdItemsCount: 2, unavailableHoldsCount: 0 };
    expect([koha, evergreen, generic].map((dialect) => readyHolds(none, dialect))).toEqual([2, 2, 2]);
    const blank = { holdItemsCount: null, unavailableHoldsCount: 1 };
    expect([koha, evergreen, generic].map((dialect) => readyHolds(blank, dialect))).toEqual([null, null, null]);
  });

  const checkout = (head: string, rest = '') => said('checkout-response', `12${head}${when}AOx|AA1|AB2|AJt|AH|${rest}`);
  test('a checkout of what one has already', () => {
    expect([koha, folio, generic].map((dialect) => wasOwnLoan(checkout('1YNY'), dialect))).toEqual([true, true, true]);
    expect([koha, folio, generic].map((dialect) => wasOwnLoan(checkout('1NNY'), dialect))).toEqual([false, null, null]);
    expect([koha, folio, generic].map((dialect) => wasOwnLoan(checkout('0NUN'), dialect))).toEqual([
      false,
      false,
      false,
    ]);
  });

  const checkin = (head: string, rest = '') => said('checkin-response', `10${head}${when}AOx|AB2|AQz|${rest}`);
  test('a checkin of what was not on loan', () => {
    const meanings = (answer: ReturnType<typeof checkin>) =>
      [koha, generic].map((dialect) => wasOnLoan(answer, dialect));
    expect(meanings(checkin('1YNN', 'AA4711|'))).toEqual([true, true]);
    expect(meanings(checkin('1YNN'))).toEqual([null, null]); // Koha with checked_in_ok says so of both
    expect(meanings(checkin('0YNY', 'AFItem not checked out|'))).toEqual([false, null]);
    expect(meanings(checkin('0YNY', 'CV01|CY9|'))).toEqual([false, null]); // caught for a hold all the same
  });

  test('a checkout that costs something', () => {
    expect(asksForFee(checkout('0NUN', 'BT06|BHVND|BV5000|'), koha)).toBe(true);
    expect(asksForFee(checkout('0NUN', 'BV0|'), koha)).toBe(false);
    expect(asksForFee(checkout('1NNY', 'BV5000|'), koha)).toBe(false);
    expect(asksForFee(checkout('0NUN'), koha)).toBe(false);
  });

  test('what an ACS says that it answers', () => {
    const bx = (supportedMessages: string | null) => (kind: Parameters<typeof saysItAnswers>[1]) =>
      saysItAnswers({ supportedMessages }, kind);
    const koha317 = bx('YYYYYYYYYYYNYYYY');
    expect([koha317('item-status-update'), koha317('checkout'), koha317('renew-all')]).toEqual([false, true, true]);
    expect([bx('Y')('renew-all'), bx(null)('checkout'), bx('Y ')('checkout')]).toEqual([null, null, null]);
  });
});

describe('the rows', () => {
  test('each is under its own name, with settings that a client takes', () => {
    for (const [name, dialect] of Object.entries(dialects)) {
      expect(dialect.name).toBe(name);
      const settings = settingsFor(dialect, usualSettings, { institutionId: 'TVT' });
      expect(settings).toMatchObject({ institutionId: 'TVT', ...dialect.line });
    }
    expect(settingsFor(dialects.folio, usualSettings, { charset: 'utf-8' }).charset).toBe('utf-8');
  });

  test('a line by such a row: FOLIO is never asked what it would leave unanswered, and is read in its own words', async () => {
    const clock = createHandClock();
    const acs = scriptedAcs();
    acs.when(({ message, raw, sequence }) => {
      if (message.kind !== 'item-information') return false;
      raw(
        Buffer.concat([
          bytes(`18030201${when}AB31|AJ`),
          Uint8Array.of(0x81),
          bytes(`ber|CHbook|EAWilde|AY${sequence}\r`),
        ]),
      );
      return true;
    });
    const client = createClient({
      transport: memoryTransport(acs.accept),
      clock,
      settings: settingsFor(dialects.folio, usualSettings, { omit: ['terminalPassword'] }),
      random: () => 1,
      hears: { state() {}, traffic() {} },
    });
    client.open();
    const asked = Promise.all([
      client.ask({ kind: 'item-information', itemId: '31' }),
      client.ask({ kind: 'hold', holdMode: 'add', patronId: '1', itemId: '31' }),
    ]);
    await clock.pass(0);
    expect(await asked).toMatchObject([
      { answer: { titleIdentifier: 'über', mediaTypeName: 'book', contributor: 'Wilde', itemProperties: null } },
      { kind: 'not-asked', because: 'unsupported' },
    ]);
    expect(acs.heard.map(({ text }) => text).join()).not.toContain('|AC');
  });

  test('a question is asked as often as the row says', async () => {
    const clock = createHandClock();
    const acs = scriptedAcs();
    const client = createClient({
      transport: memoryTransport(acs.accept),
      clock,
      settings: { ...usualSettings, timesAsked: 1 },
      random: () => 1,
      hears: { state() {}, traffic() {} },
    });
    client.open();
    const asked = client.ask({ kind: 'item-information', itemId: '31' });
    await clock.pass(60_000);
    expect(await asked).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
    expect(acs.heard).toHaveLength(1);
  });
});
