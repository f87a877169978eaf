// The golden messages are complete: every row of the table, every field in it, every word of every vocabulary.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, parse, type Message, type Vocabulary } from 'sip2';
import { expect, test } from 'vitest';
import { fields } from '../../sip2/fields.ts';
import { messages } from '../../sip2/messages.ts';
import { bytes, textOf } from './bytes.ts';
import { dialectal, golden } from './golden.ts';

const rows = Object.entries(messages);
const all: readonly { readonly vocabulary: string; readonly kind: string; readonly wire: string }[] = [
  ...golden.map(({ message, wire }) => ({ vocabulary: 'standard', kind: message.kind, wire })),
  ...dialectal.map(({ message, wire, vocabulary }) => ({ vocabulary, kind: message.kind, wire })),
];

const vocabularies: readonly Vocabulary[] = ['standard', 'polaris', 'folio', 'orphee', 'dp2'];

/** The field stands behind a delimiter, or behind the fixed part. */
const holds = (wire: string, code: string): boolean => new RegExp(`(^.{2,61}|\\|)${code}[^|]*\\|`).test(wire);

test('every kind of message, in both directions, has one, and it begins with the number of its row', () => {
  for (const [kind, row] of rows) {
    const wires = all.filter((one) => one.kind === kind).map(({ wire }) => wire);
    expect([kind, wires.length > 0]).toEqual([kind, true]);
    for (const wire of wires) expect(wire.slice(0, 2)).toBe(row.code);
  }
  const kinds = new Set(golden.map(({ message }) => message.kind));
  expect([...kinds].toSorted()).toEqual(rows.map(([kind]) => kind).toSorted());
});

const when = '20261122    093015';

/** Words that no golden message uses, each as it stands behind a message of its kind. Checked by hand. */
const words: readonly (readonly [Message['kind'], Vocabulary, string, Readonly<Record<string, unknown>>])[] = [
  ['acs-status', 'standard', 'ANdesk 2|', { terminalLocation: 'desk 2' }],
  ['acs-status', 'standard', 'SV3.1|', { serverVersion: '3.1' }],
  ['patron-information-response', 'standard', 'AS1|AS2|', { holdItems: ['1', '2'] }],
  ['patron-information-response', 'standard', 'AT1|', { overdueItems: ['1'] }],
  ['patron-information-response', 'standard', 'AV1 5.00|', { fineItems: ['1 5.00'] }],
  ['patron-information-response', 'standard', 'BU1|', { recallItems: ['1'] }],
  ['patron-information-response', 'standard', 'CD1|', { unavailableHoldItems: ['1'] }],
  ['patron-information-response', 'standard', 'BD1 Phố Huế|', { homeAddress: '1 Phố Huế' }],
  ['patron-information-response', 'standard', 'BF0243|', { phoneNumber: '0243' }],
  ['patron-information-response', 'standard', 'CC50000|', { feeLimit: '50000' }],
  ['patron-information-response', 'standard', `PB19900101    000000|`, { patronBirthDate: '19900101    000000' }],
  ['patron-information-response', 'standard', 'PCadult|', { patronClass: 'adult' }],
  ['patron-information-response', 'standard', 'PIfiltered|', { internetPrivileges: 'filtered' }],
  ['patron-information-response', 'standard', 'FU1|FVstudent|', { borrowerType: '1', borrowerDescription: 'student' }],
  ['item-information-response', 'standard', `CJ${when}|`, { recallDate: when }],
  ['item-information-response', 'standard', `CM${when}|`, { holdPickupDate: when }],
  ['item-information-response', 'standard', 'CRfiction|', { collectionCode: 'fiction' }],
  ['item-information-response', 'standard', 'CS895.922|', { callNumber: '895.922' }],
  [
    'item-information-response',
    'standard',
    'MA7|MB978-604|MC2001|',
    { bibliographicId: '7', isbn: '978-604', lccn: '2001' },
  ],
  [
    'patron-information-response',
    'polaris',
    'U2a|U3b|U4c|',
    { userDefined2: 'a', userDefined3: 'b', userDefined4: 'c' },
  ],
  ['item-information-response', 'folio', 'EATô Hoài|', { contributor: 'Tô Hoài' }],
  ['item-information-response', 'folio', 'DEA cricket|', { itemSummary: 'A cricket' }],
  ['item-information-response', 'folio', 'IN1|IN2|NB3|', { isbns: ['1', '2'], otherItemIds: ['3'] }],
  ['patron-information-response', 'orphee', 'PD12/31/1990|', { patronBirthDate: '12/31/1990' }],
];

function goldenOf(kind: string): string {
  const found = all.find((one) => one.kind === kind && one.vocabulary === 'standard');
  if (found === undefined) throw new Error(`no golden ${kind}`);
  return found.wire;
}

function read(wire: string, vocabulary: Vocabulary): Message {
  const parsed = parse(bytes(wire), 'utf-8', vocabulary);
  if (parsed.kind !== 'message') throw new Error(`${parsed.kind}: ${wire}`);
  return parsed.message;
}

function written(message: Message, vocabulary: Vocabulary): string {
  const built = build(message, { charset: 'utf-8', vocabulary, check: null });
  if (built.kind === 'refused') throw new Error(`${message.kind}: ${built.field} (${built.fault})`);
  return textOf(built.bytes);
}

test.each(words)('%s, %s: %s', (kind, vocabulary, piece, means) => {
  const message = read(`${goldenOf(kind)}${piece}`, vocabulary);
  expect(message).toMatchObject({ kind, ...means });
  for (const field of piece.split('|').slice(0, -1)) expect(written(message, vocabulary)).toContain(`|${field}|`);
});

test('every word of every vocabulary stands in a golden message, or in the words above', () => {
  const wires = [...all, ...words.map(([kind, vocabulary, piece]) => ({ kind, vocabulary, wire: `xx${piece}` }))];
  const missing = Object.keys(fields).filter((key) => {
    const [code = '', vocabulary = 'standard'] = key.split('@');
    return !wires.some((one) => one.vocabulary === vocabulary && holds(one.wire, code));
  });
  expect(missing).toEqual([]);
});

const samples = { text: 'x1', list: 'x1', flag: 'Y', money: '5.00', time: when } as const;

function sampleOf(field: (typeof fields)[keyof typeof fields]): string {
  if (field.kind === 'choice') return Object.keys(field.values)[0] ?? '';
  return field.kind === 'number' ? '2'.padStart(field.width, '0') : samples[field.kind];
}

const places = rows.flatMap(([kind, row]) => [...row.needs, ...row.may].map((key) => [kind, key] as const));

test.each(places)('%s has a place for %s, and nothing falls out of it', (kind, key) => {
  const [code = '', named = 'standard'] = key.split('@');
  const vocabulary = vocabularies.find((one) => one === named) ?? 'standard';
  const field = fields[key];
  const piece = `${code}${sampleOf(field)}|`;
  const message = read(goldenOf(kind).replace(new RegExp(`(?<=\\|)${code}[^|]*\\|`, 'g'), '') + piece, vocabulary);
  const value = Object.entries(message).find(([name]) => name === field.name)?.[1];
  expect(Array.isArray(value) ? value : [value]).not.toEqual([null]);
  expect(written(message, vocabulary)).toContain(piece);
});

test('a message is the same with its end still on it', () => {
  for (const { wire } of golden)
    for (const end of ['\r', '\r\n'])
      expect(parse(bytes(`${wire}${end}`), 'utf-8')).toEqual(parse(bytes(wire), 'utf-8'));
});

test('the README has every question, its answer, and whether it is asked again', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../sip2/README.md', import.meta.url)), 'utf8');
  const said = Array.from(
    readme.matchAll(/^\| (\d\d) `([a-z-]+)` +\| (\d\d) `([a-z-]+)` +\| (yes|never) +\|$/gm),
    ([, ...cells]) => cells.join(' '),
  );
  const answerCodes = new Map<string, string>(rows.map(([kind, row]) => [kind, row.code]));
  const table = rows.flatMap(([kind, row]) =>
    'answer' in row
      ? [[row.code, kind, answerCodes.get(row.answer), row.answer, row.twice === 'safe' ? 'yes' : 'never'].join(' ')]
      : [],
  );
  expect(said.toSorted()).toEqual(table.toSorted());
});
