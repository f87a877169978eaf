// What answers mean in the mouths of different systems, and what a probe makes of one it has never met.

import {
  asksForFee,
  createClient,
  dialects,
  memoryTransport,
  parse,
  probe,
  readyHolds,
  saysItAnswers,
  settingsFor,
  usualSettings,
  wasOnLoan,
  wasOwnLoan,
  type Connection,
  type Message,
  type Probed,
  type Settings,
} from 'sip2';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes, textOf } from './bytes.ts';
import { scriptedAcs } from './scripted-acs.ts';

const when = '20261122    093015';
const blank14 = ' '.repeat(14);

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

// ---- probing ----

/** What an ACS does with a message: its answer without AY and AZ, bytes as they are, nothing, or 'hang-up'. */
type Answers = (code: string, text: string) => string | Uint8Array | null;
type Habits = {
  readonly end: string;
  readonly count: 'bytes' | 'letters' | 'none';
  readonly accepts: (text: string) => boolean;
};

const sumOf = (units: readonly number[]): string =>
  (-units.reduce((sum, unit) => sum + unit, 0) & 0xffff).toString(16).toUpperCase().padStart(4, '0');

function tailed(body: string, request: string, { count, end }: Habits): Uint8Array {
  const sequence = /AY(\d)AZ[0-9A-F]{4}[\r\n]*$/.exec(request)?.[1];
  if (sequence === undefined || count === 'none' || body.startsWith('96')) return bytes(`${body}${end}`);
  const upToAz = `${body}AY${sequence}AZ`;
  const units = count === 'bytes' ? Array.from(bytes(upToAz)) : Array.from(upToAz, (letter) => letter.charCodeAt(0));
  return bytes(`${upToAz}${sumOf(units)}${end}`);
}

function acsThat(
  answers: Answers,
  habits: Habits,
): { accept: (connection: Connection) => { bytes(chunk: Uint8Array): void; closed(): void }; heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    accept: (connection) => ({
      bytes(chunk) {
        const text = textOf(chunk);
        heard.push(text);
        if (!habits.accepts(text)) return;
        const answer = answers(text.slice(0, 2), text);
        if (answer === 'hang-up') connection.close();
        else if (typeof answer === 'string') connection.write(tailed(answer, text, habits));
        else if (answer !== null) connection.write(answer);
      },
      closed() {},
    }),
  };
}

const usualHabits: Habits = { end: '\r', count: 'bytes', accepts: () => true };

async function probed(
  answers: Answers,
  habits: Partial<Habits> = {},
  own: Partial<Settings> = {},
): Promise<{ result: Probed; heard: string[] }> {
  const clock = createHandClock();
  const acs = acsThat(answers, { ...usualHabits, ...habits });
  const asking = probe({
    transport: memoryTransport(acs.accept),
    clock,
    settings: { ...usualSettings, loginTimeoutMs: 2000, ...own },
    patronId: null,
    itemId: null,
  });
  await clock.pass(60_000);
  return { result: await asking, heard: acs.heard };
}

const statusAs = (timeout: string, retries: string, rest = ''): string =>
  `98YYYYNN${timeout}${retries}${when}2.00AOx|${rest}`;
const patronAs = (rest: string): string =>
  `64YYYY${' '.repeat(10)}000${when}${'0000'.repeat(6)}AOx|AASIP2-PROBE-0|AE|BLN|${rest}`;
const patron64 = (rest: string): string => `64${blank14}000${when}${'0000'.repeat(6)}AOx|AA1|AEAn|BLY|${rest}`;

describe('a probe', () => {
  test('knows a Koha by its ways, without a word of its name', async () => {
    let last = '';
    const { result, heard } = await probed(
      (code) => {
        if (code === '97') return bytes(`${last}\r\n`);
        last =
          {
            '99': statusAs('100', '005', 'BXYYYYYYYYYYYNYYYY|'),
            '17': `18010201${when}ABSIP2-PROBE-0|AJ|`,
            '63': patronAs(''),
          }[code] ?? '96';
        return last;
      },
      { end: '\r\n' },
    );
    expect(result).toMatchObject({ kind: 'probed', verdict: { dialect: { name: 'koha' } }, settings: {} });
    expect(heard.map((text) => text.slice(0, 2))).toEqual(['99', '17', '63', '97']);
    if (result.kind === 'probed') expect(result.verdict.reasons.join(' ')).toContain('CR LF');
  });

  test.each<[string, Answers, Partial<Habits>, string]>([
    [
      'Koha by its greeting',
      (code) => ({ '99': statusAs('100', '003'), '63': patronAs('AFGreetings from Koha. |') })[code] ?? null,
      {},
      'koha',
    ],
    [
      'Evergreen by its fields',
      (code) => ({ '99': statusAs('010', '003'), '63': patron64('PA20271231|PB19900101|PC1|PI1|XI42|') })[code] ?? null,
      {},
      'evergreen',
    ],
    [
      'FOLIO by its prose',
      (code) => (code === '99' ? statusAs('005', '003') : 'Problems handling the request: null'),
      { count: 'none' },
      'folio',
    ],
    [
      'Polaris by its counting and its fields',
      (code) =>
        ({
          '99': statusAs('030', '003', 'AMThư viện|'),
          '63': patron64('PA3|PX20271231    235900|AFPatron status is ok.|'),
        })[code] ?? null,
      { count: 'letters' },
      'polaris',
    ],
    ['nobody in particular', (code) => (code === '99' ? statusAs('300', '003') : null), {}, 'generic'],
  ])('knows %s', async (_, answers, habits, name) => {
    const { result } = await probed(answers, habits);
    expect(result).toMatchObject({ kind: 'probed', verdict: { dialect: { name } } });
  });

  test('greets anew after a question that costs the connection, and tells what got no answer', async () => {
    const { result, heard } = await probed(
      (code) => ({ '99': statusAs('300', '003'), '17': 'hang-up', '63': patronAs('') })[code] ?? null,
    );
    expect(heard.map((text) => text.slice(0, 2))).toEqual(['99', '17', '99', '63', '97', '99']);
    expect(result).toMatchObject({ kind: 'probed', seen: { item: null, patron: { validPatron: false } } });
    if (result.kind === 'probed')
      expect(result.remarks).toContain('It gave no answer to a question about an item (17).');
  });

  test.each<[string, Partial<Habits>, Answers, Partial<Settings>, object]>([
    [
      'without AY and AZ',
      {},
      (code, text) => (text.includes('AZ') ? '96' : code === '99' ? statusAs('300', '003') : null),
      {},
      { errorDetection: 'off' },
    ],
    [
      'with CR LF',
      { accepts: (text) => text.endsWith('\r\n') },
      (code) => (code === '99' ? statusAs('300', '003') : null),
      {},
      { end: 'cr-lf' },
    ],
    [
      'before the login',
      {},
      (() => {
        let greeted = false;
        return (code: string) => {
          if (code === '99') greeted = true;
          if (code === '93' && !greeted) return 'hang-up';
          return { '99': statusAs('300', '003'), '93': '941' }[code] ?? null;
        };
      })(),
      { login: { user: 'a', password: 'b', location: '' } },
      { greeting: 'status-first' },
    ],
    [
      'in another charset',
      {},
      (code) =>
        code === '99'
          ? Buffer.concat([
              bytes(statusAs('300', '003', 'AM')),
              Buffer.from('5469d56e67205669d674', 'hex'),
              bytes('|\r'),
            ])
          : null,
      {},
      { charset: 'tcvn3' },
    ],
  ])('finds out how to be heard: %s', async (_, habits, answers, own, settings) => {
    const { result } = await probed(answers, habits, own);
    expect(result).toMatchObject({ kind: 'probed', settings });
  });

  test('says what is wrong', async () => {
    const { result } = await probed((code, text) => {
      const sequence = /AY(\d)/.exec(text)?.[1] ?? '0';
      return code === '99' ? bytes(`98NYNYNN900003${when}1.00AOx|ZZ?|BXYNYYYYYYYYYYYYYY|AY${sequence}AZ1234\r`) : null;
    });
    if (result.kind !== 'probed') throw new Error(result.text);
    expect(result.settings).toEqual({ errorDetection: 'warn' });
    expect(result.remarks).toEqual([
      'It says that it is off-line.',
      'It speaks version "1.00" of the protocol; 2.00 is needed.',
      'It says that it does not answer checkout; that is not always so.',
      'It gave no answer to a question about an item (17).',
      'It gave no answer to a question about a patron (63).',
      'It may take 60 s for an answer, which is longer than this station waits.',
      'Its checksums are wrong, in no way that is known here.',
    ]);
    expect(result.faults[0]?.notes.map(({ says }) => says)).toEqual(['unknown-field', 'checksum-wrong']);
  });

  test.each<[string, Answers, object]>([
    ['refuses the login', (code) => (code === '93' ? '940' : null), { kind: 'failed', because: 'login-refused' }],
    ['says nothing', () => null, { kind: 'failed', because: 'no-status' }],
    ['hangs up', () => 'hang-up', { kind: 'failed', because: 'no-status' }],
  ])('of an ACS that %s', async (_, answers, wanted) => {
    const login = { user: 'kiosk', password: 's3cret', location: '' };
    expect((await probed(answers, {}, { login })).result).toMatchObject(wanted);
  });

  test('of an ACS that cannot be reached', async () => {
    const transport = { open: () => Promise.reject(new Error('Cannot reach the ACS at x:1.')) };
    const probing = { transport, clock: createHandClock(), settings: usualSettings, patronId: null, itemId: null };
    expect(await probe(probing)).toEqual({
      kind: 'failed',
      because: 'unreachable',
      text: 'Cannot reach the ACS at x:1.',
    });
  });
});
