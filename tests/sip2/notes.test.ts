// What is not as it should be in a message: read all the same, said beside it, and listed in full for a tester.

import { build, inspect, parse, readMoney, compareMoney, lessMoney, moneyText, type Agreed, type Says } from 'sip2';
import { describe, expect, test } from 'vitest';
import { bytes, latin1 } from './bytes.ts';
import { dialectal, golden } from './golden.ts';

const when = '20261122    093015';
const blank14 = ' '.repeat(14);

const notesOf = (wire: string) => {
  const parsed = parse(bytes(wire), 'utf-8');
  return parsed.kind === 'message' ? parsed.notes : [];
};
const read = (wire: string, vocabulary?: 'polaris') => {
  const parsed = parse(bytes(wire), 'utf-8', vocabulary);
  if (parsed.kind !== 'message') throw new Error(parsed.kind);
  return parsed.message;
};

test('no golden message has a note', () => {
  for (const { wire } of golden) expect([wire, notesOf(wire)]).toEqual([wire, []]);
});

test.each<[string, string, { field: string; says: Says; text: string }]>([
  ['a letter for Y or N', `36?${when}AO|AA1|`, { field: 'endSession', says: 'unreadable', text: '?' }],
  ['Y for 1', '94Y', { field: 'ok', says: 'unreadable', text: 'Y' }],
  [
    'a time of letters',
    `38Yyesterday evening!AO|AA1|`,
    { field: 'transactionDate', says: 'unreadable', text: 'yesterday evening!' },
  ],
  [
    'a count below zero',
    `661-00100020${when.slice(1)}AO|`,
    { field: 'renewedCount', says: 'unreadable', text: '-001' },
  ],
  ['a code in no table', `15!${when}AO|AA1|AB2|`, { field: 'holdMode', says: 'unknown-code', text: '!' }],
  [
    'an unknown media type',
    `121NUY${when}AO|AA1|AB2|AJ|AH|CKebook|`,
    { field: 'mediaType', says: 'unknown-code', text: 'ebook' },
  ],
  [
    'patron flags of another letter',
    `24X${' '.repeat(13)}000${when}AO|AA1|AE|`,
    { field: 'patronStatus', says: 'unreadable', text: `X${' '.repeat(13)}` },
  ],
  [
    'two lists asked for',
    `63000${when}YY        AO|AA1|`,
    { field: 'summary', says: 'unreadable', text: 'YY        ' },
  ],
  [
    'a limit in words',
    `64${blank14}000${when}${'0000'.repeat(6)}AO|AA1|AE|CCnone|`,
    { field: 'feeLimit', says: 'unreadable', text: 'none' },
  ],
  [
    'a flag in words',
    `24${blank14}000${when}AO|AA1|AE|BLyes|`,
    { field: 'validPatron', says: 'unreadable', text: 'yes' },
  ],
  [
    'a hold limit in words',
    `64${blank14}000${when}${'0000'.repeat(6)}AO|AA1|AE|BZmany|`,
    { field: 'holdItemsLimit', says: 'unreadable', text: 'many' },
  ],
  [
    'an expiry day by month name',
    `24${blank14}000${when}AO|AA1|AE|PA31 Dec 2027|`,
    { field: 'patronExpiry', says: 'unreadable', text: '31 Dec 2027' },
  ],
  [
    'a date of 16 characters',
    '101YNN2008050000053612AOx|ABy|AQz|',
    { field: '', says: 'wrong-length', text: '1YNN2008050000053612' },
  ],
])('%s', (_, wire, wanted) => expect(notesOf(wire)).toContainEqual(expect.objectContaining(wanted)));

test('blank means that nothing was said: no note', () => {
  expect(notesOf(`64${blank14}000${' '.repeat(18)}${' '.repeat(24)}AO|AA1|AE|BZ|CC|BV|BL|PA|`)).toEqual([]);
});

test('a field that came twice: the first counts, the second is kept, and building gives the same again', () => {
  const wire = `17${when}AOKLIB|AB31234|AC|AB99999|`;
  const message = read(wire);
  expect(message).toMatchObject({ itemId: '31234', others: [{ code: 'AB', value: '99999' }] });
  expect(notesOf(wire)).toEqual([{ code: 'AB', field: 'itemId', says: 'repeated', text: '99999' }]);
  const made = build(message, { charset: 'utf-8', check: null });
  expect(made.kind === 'built' && parse(made.bytes.subarray(0, -1), 'utf-8')).toMatchObject({ message });
});

test('two codes for one thing: the first counts, the second is kept', () => {
  const wire = `64${blank14}000${when}${'0000'.repeat(6)}AO|AA1|AE|PD31/12/1990|PB19901231|`;
  const parsed = parse(bytes(wire), 'utf-8', 'orphee');
  expect(parsed).toMatchObject({
    message: { patronBirthDate: '31/12/1990', others: [{ code: 'PB', value: '19901231' }] },
    notes: [{ code: 'PB', says: 'repeated' }],
  });
});

describe('groups', () => {
  test('an entry each time the first field comes; what stands in front of one, or twice in one, is nobody’s', () => {
    const wire = `64${blank14}000${when}${'0000'.repeat(6)}AO|AA1|AE|FA9|CG1|FA12.50|FDSố đỏ|AFtwo fees|FC24.12.2026|FA7|CG2|FEovr|`;
    expect(read(wire)).toMatchObject({
      fees: [
        { feeId: '1', amountDue: '12.50', itemId: null, title: 'Số đỏ', date: '24.12.2026' },
        { feeId: '2', feeTypeCode: 'ovr', amountDue: null },
      ],
      screenMessage: ['two fees'],
      others: [
        { code: 'FA', value: '9' },
        { code: 'FA', value: '7' },
      ],
    });
  });

  test('an entry without its first field is written with an empty one, so that entries stay apart', () => {
    const fees = [{ amountDue: '1' }, { amountDue: '2' }];
    const made = build(
      {
        kind: 'fee-paid-response',
        paymentAccepted: true,
        transactionDate: when,
        institutionId: '',
        patronId: '1',
        fees,
      },
      { charset: 'utf-8', check: null },
    );
    const parsed = made.kind === 'built' ? parse(made.bytes.subarray(0, -1), 'utf-8') : null;
    expect(parsed).toMatchObject({
      message: {
        fees: [
          { feeId: '', amountDue: '1' },
          { feeId: '', amountDue: '2' },
        ],
      },
    });
  });
});

describe('vocabularies', () => {
  const wire = `64${blank14}000${when}${'0000'.repeat(6)}AO|AA1|AE|PA20271231|PB7|PC8|PX20280101    235900|`;
  test('one code, two meanings', () => {
    expect(read(wire)).toMatchObject({
      patronExpiry: '20271231',
      patronBirthDate: '7',
      patronClass: '8',
      others: [{ code: 'PX', value: '20280101    235900' }],
    });
    expect(read(wire, 'polaris')).toMatchObject({
      patronExpiry: '20280101    235900',
      patronBranch: '20271231',
      otherPatronId: '7',
      internalPatronId: '8',
      patronClass: null,
      others: [],
    });
  });

  test('what a vocabulary has no word for cannot be written in it', () => {
    for (const { message, vocabulary } of dialectal) {
      if (vocabulary === 'dp2') continue;
      expect(build(message, { charset: 'utf-8', check: null })).toMatchObject({ fault: 'not-in-vocabulary' });
    }
  });
});

describe('a currency is letters, as a field begins', () => {
  test.each(['GBP', 'CHF', 'CAD', 'MAD', 'USD', 'BRL', 'AUD', 'EUR', 'VND'])('%s', (currency) => {
    const wanted = { currency, feeAmount: '5', paymentType: 'WO' };
    expect(read(`37${when}04WO${currency}BV5|AO|AA1|`)).toMatchObject(wanted);
    expect(read(`37${when}04WO${currency}AO|BV5|AA1|`)).toMatchObject(wanted);
    expect(read(`3720080500000536120400${currency}BV5|AO|AA1|`)).toMatchObject({
      ...wanted,
      paymentType: '00',
      transactionDate: '2008050000053612',
    });
  });
});

describe('building refuses', () => {
  const hold = { kind: 'hold', holdMode: 'add', transactionDate: when, institutionId: '', patronId: '1' } as const;
  const wire = { charset: 'utf-8', check: null } as const;
  test('a hold and a renewal of nothing', () => {
    expect(build(hold, wire)).toEqual({ kind: 'refused', field: 'itemId', fault: 'missing' });
    expect(build({ ...hold, titleIdentifier: 'Số đỏ' }, wire)).toMatchObject({ kind: 'built' });
  });
  test('a hold of which nobody knows whether it adds or deletes', () => {
    expect(build({ ...hold, holdMode: null, itemId: '1' }, wire)).toMatchObject({
      field: 'holdMode',
      fault: 'wrong-kind',
    });
  });
  test('a required field that is not there, from an untyped caller', () => {
    const untyped: unknown = JSON.parse('{"kind":"login","userAlgorithm":"0","passwordAlgorithm":"0","loginUser":"a"}');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is the point
    expect(build(untyped as Parameters<typeof build>[0], wire)).toEqual({
      kind: 'refused',
      field: 'loginPassword',
      fault: 'missing',
    });
  });
  test('a message of more than 64 KiB, to the byte', () => {
    const made = (length: number) =>
      build(
        {
          kind: 'login-response',
          ok: true,
          screenMessage: ['x'.repeat(20_000), 'x'.repeat(20_000), 'x'.repeat(length)],
        },
        wire,
      );
    for (let length = 8000; length < 25_600; length += 97) {
      const one = made(length);
      if (one.kind === 'built') expect(one.bytes.at(-1)).toBe(0x0d);
      else expect(one.fault).toBe('too-long');
    }
  });
});

describe('the strict reader', () => {
  const agreed: Agreed = { charset: 'utf-8', vocabulary: 'standard', check: null };
  const said = (wire: string | Uint8Array, how: Partial<Agreed> = {}): readonly string[] =>
    inspect(typeof wire === 'string' ? bytes(wire) : wire, { ...agreed, ...how }).map(({ code, field, says }) =>
      [code, field, says].filter((part) => part !== '').join(' '),
    );

  test('has nothing to say against the golden messages, but for a library’s own field and an empty optional one', () => {
    const known = ['ZY unknown-field', 'AC terminalPassword empty-field'];
    for (const { wire } of golden) expect(said(wire).filter((line) => !known.includes(line))).toEqual([]);
    for (const { wire, vocabulary } of dialectal) expect(said(wire, { vocabulary })).toEqual([]);
  });

  test.each<[string, string, readonly string[], Partial<Agreed>?]>([
    ['no message', 'Welcome', ['not-a-message']],
    ['a message of no standard', '50x', ['unknown-message']],
    [
      'required fields left out',
      `121NUY${when}AOx|AB1|`,
      ['AA patronId missing', 'AJ titleIdentifier missing', 'AH dueDate missing'],
    ],
    ['a hold of nothing', `15+${when}AO|AA1|`, ['itemId or titleIdentifier missing']],
    ['a field that stands in another message', `36Y${when}AO|AA1|AJx|`, ['AJ not-in-message']],
    ['a field nobody knows', `36Y${when}AO|AA1|ZZx|`, ['ZZ unknown-field']],
    [
      'empty optional fields, and a delimiter too many',
      `36Y${when}AO|AA1||AF|`,
      ['empty-field', 'AF screenMessage empty-field'],
    ],
    ['a raw delimiter', `20 1${when}AB1|`.replace(' ', '') + 'AJWar | Peace|', ['stray-text']],
    ['no delimiter at the end', `36Y${when}AO|AA1`, ['no-delimiter']],
    ['256 characters', `36Y${when}AO|AA1|AF${'x'.repeat(256)}|`, ['AF screenMessage too-long']],
    ['a newline in a title', `201${when}AB1|AJone\ntwo|`, ['control-character']],
    ['accents as letters of their own', `201${when}AB1|AJCao da\u0323i|`, ['not-composed']],
    [
      'a fixed part in another order',
      `24${when}000${blank14}AO|AA1|AE|`,
      ['transactionDate out-of-order', 'patronStatus unreadable', 'transactionDate unreadable'],
    ],
    ['a short date', `36Y2026112209301AO|AA1|`, ['wrong-length', 'transactionDate unreadable']],
    ['a wrong checksum', `9900802.00AY1AZFCA1`, ['AZ checksum checksum-wrong']],
    ['a checksum in lower case', `9900802.00AY1AZfca0`, ['AZ checksum checksum-form']],
    ['none, where it was agreed on', `9900802.00`, ['AZ checksum missing', 'AY sequence missing'], { check: 'on' }],
    ['one, where it was agreed off', `9900802.00AY1AZFCA0`, ['AZ checksum not-agreed'], { check: 'off' }],
    ['AY on a 97', `97AY1AZFE2A`, ['AY sequence not-agreed']],
  ])('%s', (_, wire, wanted, how) => expect(said(wire, how)).toEqual(wanted));

  test('bytes of another charset', () => {
    expect(said(latin1(`201${when}AB1|AJGr\u00fc\u00dfe|`))).toEqual(['not-in-charset']);
  });
});

describe('amounts', () => {
  test.each([
    ['12.50', '12.50'],
    ['0', '0'],
    ['0.0', '0.0'],
    ['1,234.50', '1234.50'],
    ['-3.00', '-3.00'],
    ['5,5', '5.5'],
    ['52000', '52000'],
    ['$3.00', '3.00'],
    ['3.00 VND', '3.00'],
    [' 7 ', '7'],
    ['0.05', '0.05'],
    ['-0.05', '-0.05'],
  ])('%s', (text, wanted) => {
    const money = readMoney(text);
    expect(money === null ? null : moneyText(money)).toBe(wanted);
  });

  test.each(['', 'none', '1.234,50', '1,23,456', '.', '12.', '--1', '1e9', 'AAA '.repeat(40_000)])(
    'none: %.20s',
    (text) => expect(readMoney(text)).toBeNull(),
  );

  test('compared and taken off each other to the last decimal', () => {
    const amount = (text: string) => readMoney(text) ?? { units: 0n, decimals: 0 };
    expect(compareMoney(amount('12.5'), amount('12.50'))).toBe(0);
    expect(compareMoney(amount('0.1'), amount('0.2'))).toBe(-1);
    expect(moneyText(lessMoney(amount('0.3'), amount('0.1')))).toBe('0.2');
    expect(moneyText(lessMoney(amount('12.5'), amount('12.75')))).toBe('-0.25');
  });
});
