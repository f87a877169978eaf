// Bytes and messages: golden wires of every row, the checksum vectors, and what real ACS get wrong in a frame.

import { build, parse, type Charset, type Message, type Outgoing, type Parsed } from 'sip2';
import { describe, expect, test } from 'vitest';
import { bytes, latin1, textOf } from './bytes.ts';
import { dialectal, golden } from './golden.ts';

const plain = { charset: 'utf-8', check: null } as const;
const checked = (sequence: number | null) => ({ charset: 'utf-8', check: { sequence } }) as const;

function built(message: Outgoing, wire: Parameters<typeof build>[1]): string {
  const made = build(message, wire);
  if (made.kind === 'refused') throw new Error(`${made.field}: ${made.fault}`);
  return textOf(made.bytes);
}

function read(wire: string | Uint8Array, charset: Charset = 'utf-8'): Extract<Parsed, { kind: 'message' }> {
  const parsed = parse(typeof wire === 'string' ? bytes(wire) : wire, charset);
  if (parsed.kind !== 'message') throw new Error(`${parsed.kind}: ${JSON.stringify(parsed)}`);
  return parsed;
}

function readAs<K extends Message['kind']>(kind: K, wire: string | Uint8Array, charset: Charset = 'utf-8') {
  const { message } = read(wire, charset);
  if (!isKind(message, kind)) throw new Error(`a ${message.kind} instead of ${kind}`);
  return message;
}

const isKind = <K extends Message['kind']>(message: Message, kind: K): message is Extract<Message, { kind: K }> =>
  message.kind === kind;

describe.each(golden)('$message.kind', ({ message, wire }) => {
  test('is written to the letter', () => expect(built(message, plain)).toBe(`${wire}\r`));
  test('is read to the last field', () => expect(read(wire).message).toEqual(message));
});

test('every row of the table has a golden message', () => {
  expect(new Set(golden.map(({ message }) => message.kind)).size).toBe(31);
});

describe.each(dialectal)('$message.kind in the words of $vocabulary', ({ vocabulary, message, wire }) => {
  test('is written to the letter', () => expect(built(message, { ...plain, vocabulary })).toBe(`${wire}\r`));
  test('is read to the last field', () =>
    expect(parse(bytes(wire), 'utf-8', vocabulary)).toMatchObject({ message, notes: [] }));
});

describe('the checksum', () => {
  const sent: readonly [Outgoing, number | null, string][] = [
    [{ kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' }, 1, '9900802.00AY1AZFCA0'],
    [
      {
        kind: 'login',
        userAlgorithm: '0',
        passwordAlgorithm: '0',
        loginUser: 'kiosk01',
        loginPassword: 's3cret',
        locationCode: 'Main Hall',
      },
      0,
      '9300CNkiosk01|COs3cret|CPMain Hall|AY0AZF2A9',
    ],
    [{ kind: 'login-response', ok: true }, 0, '941AY0AZFDFD'],
    [{ kind: 'login-response', ok: true }, 1, '941AY1AZFDFC'],
    [{ kind: 'request-acs-resend' }, null, '97AZFEF5'],
    [{ kind: 'request-sc-resend' }, null, '96AZFEF6'],
  ];
  test.each(sent)('of %o', (message, sequence, wire) => {
    expect(built(message, checked(sequence))).toBe(`${wire}\r`);
    expect(read(wire)).toMatchObject({ message: { kind: message.kind }, sequence, checksum: 'good' });
  });

  const body = `24${' '.repeat(14)}00220261122    093015AOKLIB|AA4711|AEJürgen Groß|BLY|CQY|AY2AZ`;
  test.each([
    ['UTF-8', bytes(`${body}EAB9`), 'good'],
    ['Latin-1', latin1(`${body}EBBF`), 'good'],
    ['letters instead of bytes, as Polaris counts', bytes(`${body}EBBF`), 'odd'],
    ['rubbish', bytes(`${body}1234`), 'bad'],
  ] as const)('is taken over the bytes of the wire: %s', (_, wire, verdict) => {
    expect(read(wire)).toMatchObject({ message: { personalName: 'Jürgen Groß' }, sequence: 2, checksum: verdict });
  });

  test('over code page 850, both ways', () => {
    const made = build(read(bytes(`${body}EAB9`)).message, { charset: 'cp850', check: { sequence: 2 } });
    if (made.kind === 'refused') throw new Error(made.fault);
    expect(textOf(made.bytes).endsWith('AY2AZEC38\r')).toBe(true);
    expect(read(made.bytes.subarray(0, -1), 'cp850')).toMatchObject({
      message: { personalName: 'Jürgen Groß' },
      checksum: 'good',
    });
  });

  test('counted only up to the delimiter before AY, as dp2 does', () => {
    const text = '36Y20261122    093015AOKLIB|AA4711';
    const sum = Array.from(text, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
    const digits = (-sum & 0xffff).toString(16).toUpperCase();
    expect(read(`${text}|AY4AZ${digits}`)).toMatchObject({
      sequence: 4,
      checksum: 'odd',
      deviation: 'letters-before-ay',
    });
  });

  test('counted before the letters became those of code page 850, as join2 does', () => {
    const wire = Buffer.concat([
      bytes(body.slice(0, body.indexOf('Jürgen'))),
      Buffer.from('4a817267656e2047726fe1', 'hex'),
    ]);
    const rest = bytes(body.slice(body.indexOf('|BLY')));
    expect(read(Buffer.concat([wire, rest, bytes('EAB9')]), 'cp850')).toMatchObject({
      message: { personalName: 'Jürgen Groß' },
      checksum: 'odd',
      deviation: 'utf-8',
    });
  });

  test('counted in letters, as Polaris does', () => {
    expect(read(bytes(`${body}EBBF`))).toMatchObject({ checksum: 'odd', deviation: 'letters' });
    expect(read(bytes(`${body}EAB9`))).toMatchObject({ checksum: 'good', deviation: null });
  });

  test('padded with blanks (PHP), or 10000 where it should be 0000', () => {
    const padded = Array.from({ length: 600 }, (_, length) =>
      built({ kind: 'login-response', ok: true, screenMessage: ['~'.repeat(length)] }, checked(7)).trimEnd(),
    ).find((wire) => /AZ0[1-9A-F]...?$/.test(wire));
    expect(read((padded ?? '').replace('AZ0', 'AZ '))).toMatchObject({ sequence: 7, checksum: 'good' });
    // A sum that is a multiple of 65536: filled up with the one letter that is missing.
    const zero = zeroSum();
    expect(zero.endsWith('AZ0000')).toBe(true);
    expect(read(`${zero.slice(0, -4)}10000`)).toMatchObject({ sequence: 0, checksum: 'good' });
  });

  test.each([
    ['in lower case', '9900802.00AY1AZfca0'],
    ['with blanks behind it', '9900802.00AY1AZFCA0  '],
    ['with a delimiter behind it', '9900802.00AY1AZFCA0|'],
  ])('%s', (_, wire) => expect(read(wire)).toMatchObject({ sequence: 1, checksum: 'good' }));

  test('without its leading zeros', () => {
    let padding = '';
    for (;;) {
      padding += '~'; // adds 126 until the checksum has a leading zero
      const wire = built({ kind: 'login-response', ok: true, screenMessage: [padding] }, checked(7)).trimEnd();
      if (wire.at(-4) !== '0') continue;
      expect(read(`${wire.slice(0, -4)}${wire.slice(-3)}`)).toMatchObject({ sequence: 7, checksum: 'good' });
      return;
    }
  });

  test('that is not there', () => {
    expect(read('941')).toMatchObject({ sequence: null, checksum: 'none' });
    expect(read('36Y20261122    093015AOKLIB|AA1|AY3')).toMatchObject({ sequence: 3, checksum: 'none' });
  });

  test('is not seen at the end of somebody’s text', () => {
    expect(readAs('login-response', '941AFROOM AZ12')).toMatchObject({ screenMessage: ['ROOM AZ12'] });
  });
});

/** An answer whose bytes add up to a multiple of 65536. */
function zeroSum(): string {
  for (let tildes = 500; ; tildes++) {
    for (let last = 0x20; last < 0x7b; last++) {
      const line = `${'~'.repeat(tildes)}${String.fromCharCode(last)}`;
      const wire = built({ kind: 'login-response', ok: true, screenMessage: [line] }, checked(0)).trimEnd();
      if (wire.endsWith('AZ0000')) return wire;
    }
  }
}

describe('a value that would break the message refuses it, by name', () => {
  const status = { kind: 'sc-status', status: 'ok', maxPrintWidth: 80, protocolVersion: '2.00' } as const;
  const ended = { kind: 'end-patron-session', institutionId: '', patronId: '1' } as const;
  const login = {
    kind: 'login',
    userAlgorithm: '0',
    passwordAlgorithm: '0',
    loginUser: 'a',
    loginPassword: 'b',
  } as const;
  test.each([
    [{ ...login, loginUser: 'a|b' }, 'loginUser', 'delimiter'],
    [{ ...login, loginPassword: 'b\r' }, 'loginPassword', 'control-character'],
    [{ ...login, loginPassword: '\nb' }, 'loginPassword', 'control-character'],
    [{ ...login, locationCode: 'b\0' }, 'locationCode', 'control-character'],
    [{ ...login, locationCode: '\u0085' }, 'locationCode', 'control-character'],
    [{ ...login, locationCode: '\ud800' }, 'locationCode', 'not-in-charset'],
    [{ ...login, loginUser: 'x'.repeat(30_000) }, 'loginUser', 'too-long'],
    [{ ...login, others: [{ code: 'AY', value: '1' }] }, 'AY', 'wrong-kind'],
    [{ ...login, userAlgorithm: '' }, 'userAlgorithm', 'wrong-length'],
    [{ ...login, userAlgorithm: 'é' }, 'userAlgorithm', 'not-in-charset'],
    [{ ...status, maxPrintWidth: 1000 }, 'maxPrintWidth', 'out-of-range'],
    [{ ...ended, transactionDate: '2026-11-22 9:30:15' }, 'transactionDate', 'not-a-time'],
    [{ ...ended, transactionDate: '20261122' }, 'transactionDate', 'wrong-length'],
    [{ ...status, maxPrintWidth: -1 }, 'maxPrintWidth', 'out-of-range'],
  ] as const)('%o', (message, field, fault) => {
    expect(build(message, plain)).toEqual({ kind: 'refused', field, fault });
  });

  test('a letter that the charset has no byte for', () => {
    const made = build({ ...login, loginUser: 'Nguyễn' }, { charset: 'iso-8859-1', check: null });
    expect(made).toEqual({ kind: 'refused', field: 'loginUser', fault: 'not-in-charset' });
  });

  test('a wrong field, a missing one or a wrong value does not compile', () => {
    // @ts-expect-error a login has no item
    void (() => build({ ...login, itemId: '1' } satisfies Outgoing, plain));
    // @ts-expect-error a login needs its password
    void (() => build({ kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', loginUser: 'a' }, plain));
    // @ts-expect-error a flag is a boolean
    void (() => build({ kind: 'login-response', ok: '1' }, plain));
    // @ts-expect-error there is no such list
    void (() => build({ kind: 'patron-information', summary: 'all' }, plain));
  });
});

test('without AY/AZ the patron password is never last: Koha and Evergreen cut the end of a message', () => {
  for (const { message } of golden) {
    if (!('patronPassword' in message)) continue;
    const wire = built({ ...message, patronPassword: 'pa!' }, plain);
    expect(wire).toMatch(/\|ADpa!\|A[AC]/);
  }
});

describe('what real ACS write', () => {
  const when = '20261122    093015';

  test('&#124; for a delimiter, accents as letters of their own, a newline in a title', () => {
    const title = 'Cao da\u0323i\nva\u0300 &#124; go\u0302\u0301c';
    expect(readAs('item-information-response', `18030201${when}ABx|AJ${title}|`).titleIdentifier).toBe(
      'Cao dại và | gốc',
    );
  });

  test('a raw delimiter in a title (Ceridwen)', () => {
    const answer = readAs('item-information-response', `18030201${when}ABx|AJWar | Peace|and more|AQTT|`);
    expect(answer).toMatchObject({ titleIdentifier: 'War | Peace|and more', permanentLocation: 'TT' });
  });

  test('a date of 16 characters', () => {
    const answer = readAs('checkin-response', '101YNN2008050000053612AOWOHLERS|ABx|AQTT|');
    expect(answer).toMatchObject({
      ok: true,
      transactionDate: '2008050000053612',
      institutionId: 'WOHLERS',
      itemId: 'x',
    });
  });

  test('a short date in front of the counts', () => {
    const answer = readAs(
      'patron-information-response',
      `64${' '.repeat(14)}0002008050000053612000100020003000000000000AOx|AAy|`,
    );
    expect(answer).toMatchObject({
      transactionDate: '2008050000053612',
      holdItemsCount: 1,
      chargedItemsCount: 3,
      patronId: 'y',
    });
  });

  test('a date too long', () => {
    const answer = readAs('patron-status-response', `24${' '.repeat(14)}0002026-11-22 09:30:15.000AOx|AAy|`);
    expect(answer).toMatchObject({ institutionId: 'x', patronId: 'y' });
  });

  test('a field nobody knows, first', () => {
    const answer = readAs('checkin-response', `101YNN${when}ZZ?|AOx|ABy|`);
    expect(answer).toMatchObject({ itemId: 'y', others: [{ code: 'ZZ', value: '?' }] });
  });

  test('blank, negative and wordy counts are unknown, not 0', () => {
    const answer = readAs('patron-information-response', `64${' '.repeat(14)}000${when}    -00100xx000100000003AAy|`);
    expect(answer).toMatchObject({
      holdItemsCount: null,
      overdueItemsCount: null,
      chargedItemsCount: null,
      fineItemsCount: 1,
    });
  });

  test('a needless delimiter behind the fixed part, none before AY, empty fields', () => {
    expect(read('9900802.00|AY1AZFC24')).toMatchObject({
      message: { kind: 'sc-status' },
      sequence: 1,
      checksum: 'good',
    });
    expect(readAs('login-response', '941AFHello|||AGBye')).toMatchObject({
      screenMessage: ['Hello'],
      printLine: ['Bye'],
    });
  });

  test('patron status letters other than Y', () => {
    const { patronStatus } = readAs('patron-status-response', `24YNX1          000${when}AAy|`);
    expect(Object.values(patronStatus).slice(0, 5)).toEqual([true, false, true, true, false]);
  });

  test('codes that are in no table, and names that objects have by nature', () => {
    const answer = readAs('checkout-response', `121NUY${when}ABx|BTconstructor|CKtoString|`);
    expect(answer).toMatchObject({ feeType: 'other', mediaType: 'other' });
    expect(readAs('item-information-response', `18990201${when}ABx|`).circulationStatus).toBe('other');
  });

  test('required fields left out', () => {
    expect(readAs('checkout-response', `120NUN${when}ABx|`)).toMatchObject({
      patronId: '',
      dueDate: '',
      titleIdentifier: '',
    });
  });
});

test('what is no message', () => {
  expect(parse(bytes('Problems handling the request: x'), 'utf-8')).toMatchObject({ kind: 'not-a-message' });
  expect(parse(bytes('login: '), 'utf-8')).toEqual({ kind: 'not-a-message', text: 'login: ' });
  expect(parse(bytes('50whatever'), 'utf-8')).toEqual({ kind: 'unknown-message', code: '50', text: '50whatever' });
  expect(parse(bytes(''), 'utf-8')).toEqual({ kind: 'not-a-message', text: '' });
  expect(parse(new Uint8Array(70_000), 'utf-8')).toEqual({ kind: 'too-long', length: 70_000 });
});
