// Messages taken apart: every part by its name and in its order, also of messages that are not as they should be.
import { expect, test } from 'vitest';
import { claimedInOrder, parse, takeApart, type Part } from '../../sip2/index.ts';
import { setUp } from './client-line.ts';
import { golden } from './golden.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const apart = (text: string): readonly Part[] => takeApart(bytes(text), 'utf-8', 'standard').parts;
const told = (text: string): readonly unknown[] =>
  apart(text).map((part) =>
    part.kind === 'stray'
      ? ['?', part.text]
      : [part.kind === 'field' ? part.code : '', part.name, part.text, part.means],
  );

test('a refused loan, part by part', () => {
  expect(told('120NUN20261122    093015AOTVT|AA2123|AB3123|AJĐất rừng|AH|CK001|CIN|AFToo many|AY1AZ0000')).toEqual([
    ['', 'ok', '0', ['no']],
    ['', 'renewalOk', 'N', ['no']],
    ['', 'magneticMedia', 'U', ['unknown']],
    ['', 'desensitize', 'N', ['no']],
    ['', 'transactionDate', '20261122    093015', []],
    ['AO', 'institutionId', 'TVT', []],
    ['AA', 'patronId', '2123', []],
    ['AB', 'itemId', '3123', []],
    ['AJ', 'titleIdentifier', 'Đất rừng', []],
    ['AH', 'dueDate', '', []],
    ['CK', 'mediaType', '001', ['book']],
    ['CI', 'securityInhibit', 'N', ['no']],
    ['AF', 'screenMessage', 'Too many', []],
  ]);
});

test('flags by their names, a code of no table, a field of no message, text between two lines', () => {
  expect(told('24Y   Y         00020261122    093015AOA|AA1|AEB|ZZx|CV01||').slice(0, 2)).toEqual([
    ['', 'patronStatus', 'Y   Y         ', ['chargePrivilegesDenied', 'cardReportedLost']],
    ['', 'language', '000', []],
  ]);
  expect(told('24Y   Y         00020261122    093015AOA|AA1|AEB|ZZx|CV01||').slice(-2)).toEqual([
    ['ZZ', '', 'x', []],
    ['CV', '', '01', []],
  ]);
  expect(told('1899000120261122    093015ABx|AJA | B|AQ1|')).toContainEqual([
    '',
    'circulationStatus',
    '99',
    ['unknown'],
  ]);
  expect(told('1803000120261122    093015ABx|AJA | B|AQ1|')).toContainEqual(['AJ', 'titleIdentifier', 'A | B', []]);
});

test('what is no message has no parts', () => {
  for (const text of ['', 'login: ', '77what', '1']) expect(apart(text)).toEqual([]);
  expect(takeApart(bytes('96AZFEF6'), 'utf-8', 'standard')).toMatchObject({ parts: [], tail: 'AZFEF6' });
});

test('every golden message is the sum of its parts', () => {
  for (const { message, wire } of golden) {
    const parts = apart(wire);
    expect(
      wire.slice(0, 2) +
        parts.map((part) => (part.kind === 'field' ? `${part.code}${part.text}|` : part.text)).join(''),
    ).toBe(wire);
    const nameless = parts.flatMap((part) => (part.kind === 'field' && part.name === '' ? [part.code] : []));
    expect(message.others.map(({ code }) => code)).toEqual(expect.arrayContaining(nameless));
  }
});

test('the sixteen letters of a status in their order', () => {
  const parsed = parse(bytes('98YYYYNN10000520261122    0930152.00AOx|BXYYNYYYYYYYYNYY|'), 'utf-8');
  if (parsed.kind !== 'message' || parsed.message.kind !== 'acs-status') throw new Error('no status');
  const claims = claimedInOrder(parsed.message);
  expect(claims).toHaveLength(16);
  expect(claims[2]).toEqual({ about: 'checkin', says: false });
  expect(claims[5]).toEqual({ about: 'resend', says: true });
  expect(claims.slice(14)).toEqual([
    { about: 'renew', says: null },
    { about: 'renew-all', says: null },
  ]);
  expect(claimedInOrder(null).every(({ says }) => says === null)).toBe(true);
});

test('frames are told as they are on the wire, each just before its event', async () => {
  const { clock, client, frames, events, patronInformation } = setUp();
  client.open();
  await clock.pass(0);
  void patronInformation();
  await clock.pass(0);
  const asked = frames.findIndex((one) => one.startsWith('sent 63'));
  expect(frames[asked]).toContain('|AD1234|');
  const [, at] = /events (\d+)$/.exec(frames[asked] ?? '') ?? [];
  expect(events[Number(at)]).toMatchObject({ kind: 'sent', text: expect.stringMatching(/^63.*AD\*\*\*/) });
  await client.close();
});
