// What must hold for every message: what is written is read back. What must hold for any bytes stands in property-broken.test.ts.

import * as fc from 'fast-check';
import { build, createFramer, parse, type Message } from 'sip2';
import { expect, test } from 'vitest';
import { runs } from '../proof.ts';
import { bytes, textOf } from './bytes.ts';
import { golden } from './golden.ts';

/** What may stand in a value: anything a person may write, composed, without what breaks a message. */
const writable = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.normalize('NFC').replace(/[|\p{Cc}]/gu, ''))
  .filter((text) => !text.includes('&#124;') && text.isWellFormed());

/** The golden messages with other texts in them: every text field that the wire does not fix in length. */
function varied(message: Message, texts: readonly string[]): Message {
  let next = 0;
  const text = (): string => texts[next++ % texts.length] ?? '';
  const fixed = new Set(['kind', 'language', 'protocolVersion', 'userAlgorithm', 'passwordAlgorithm', 'paymentType']);
  if (message.kind === 'fee-paid') fixed.add('currency'); // elsewhere it is a field of any length
  const coded = new Set(['transactionDate', 'returnDate', 'nbDueDate', 'dateTimeSync', 'status', 'summary']);
  const choices = new Set([
    'circulationStatus',
    'securityMarker',
    'feeType',
    'mediaType',
    'alertType',
    'holdType',
    'holdMode',
  ]);
  const kept = (name: string): boolean => fixed.has(name) || coded.has(name) || choices.has(name);
  const entries = Object.entries(message).map(([name, value]) => {
    if (typeof value === 'string' && !kept(name)) return [name, text()];
    if (Array.isArray(value) && name !== 'others' && name !== 'fees') return [name, value.map(text)];
    return [name, value];
  });
  return Object.fromEntries(entries);
}

test('what is built is read back, whatever is written in it', () => {
  const any = fc.record({
    example: fc.constantFrom(...golden.map(({ message }) => message)),
    texts: fc.array(writable, { minLength: 1, maxLength: 8 }),
    sequence: fc.option(fc.nat(9)),
  });
  fc.assert(
    fc.property(any, ({ example, texts, sequence }) => {
      const message = varied(example, texts);
      const made = build(message, { charset: 'utf-8', check: sequence === null ? null : { sequence } });
      if (made.kind === 'refused') throw new Error(`${made.field}: ${made.fault}`);
      const [frame, ...more] = createFramer().push(made.bytes);
      if (frame?.kind !== 'frame') throw new Error('no frame');
      expect(more).toEqual([]);
      const checksum = sequence === null ? 'none' : 'good';
      expect(parse(frame.bytes, 'utf-8')).toEqual({
        kind: 'message',
        message,
        sequence,
        checksum,
        deviation: null,
        notes: expect.anything(),
      });
    }),
    { numRuns: runs(2000), seed: 2026 },
  );
});

test('a value with what would break a message is refused, and otherwise one message comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
      const login = { kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', loginPassword: 'x' } as const;
      const made = build({ ...login, loginUser: value }, { charset: 'utf-8', check: { sequence: 1 } });
      const breaks = /[|\p{Cc}]/u.test(value) || !value.isWellFormed();
      expect(made.kind).toBe(breaks ? 'refused' : 'built');
      if (made.kind === 'built') expect(createFramer().push(made.bytes)).toHaveLength(1);
    }),
    { numRuns: runs(2000), seed: 2026 },
  );
});

test('frames do not depend on how the network cuts them', () => {
  const stream = bytes(golden.map(({ wire }) => `${wire}\r\n`).join(''));
  const whole = createFramer()
    .push(stream)
    .map((frame) => (frame.kind === 'frame' ? textOf(frame.bytes) : ''));
  expect(whole).toHaveLength(golden.length);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 30 }), (cuts) => {
      const framer = createFramer();
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      const frames = places
        .slice(1)
        .flatMap((place, index) => framer.push(stream.slice(places[index], place)))
        .map((frame) => (frame.kind === 'frame' ? textOf(frame.bytes) : ''));
      expect(frames).toEqual(whole);
    }),
    { numRuns: runs(300), seed: 2026 },
  );
});
