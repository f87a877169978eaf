// What must hold for every message and for any bytes at all.

import * as fc from 'fast-check';
import { build, createFramer, inspect, parse, type Charset, type Message } from 'sip2';
import { expect, test } from 'vitest';
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
    { numRuns: 2000, seed: 2026 },
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
    { numRuns: 2000, seed: 2026 },
  );
});

/** A small generator with a seed, so that a failure comes again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('20,000 broken frames: always a value, never an exception, and every field of its row is there', () => {
  const random = seeded(20_261_122);
  const pick = (below: number): number => Math.floor(random() * below);
  const charsets: readonly Charset[] = ['utf-8', 'iso-8859-1', 'cp850', 'windows-1258', 'tcvn3', 'automatic'];
  const fieldsOf = new Map(golden.map(({ message }) => [message.kind, Object.keys(message).toSorted().join()]));
  const outcomes = new Map<string, number>();
  for (let round = 0; round < 20_000; round++) {
    const example = golden[pick(golden.length)];
    if (example === undefined) throw new Error('no example');
    let wire = Array.from(bytes(`${example.wire}AY${pick(10)}AZ0000`));
    for (let change = pick(6); change >= 0; change--) {
      const at = pick(wire.length + 1);
      const kind = pick(5);
      if (kind === 0) wire[at] = pick(256);
      else if (kind === 1) wire.splice(at, pick(8));
      else if (kind === 2) wire.splice(at, 0, ...Array.from({ length: pick(20) }, () => pick(256)));
      else if (kind === 3) wire = wire.slice(0, at);
      else wire.splice(at, 0, ...wire.slice(pick(at + 1), at));
    }
    const parsed = parse(Uint8Array.from(wire), charsets[pick(charsets.length)] ?? 'utf-8');
    // The strict reader bears the same.
    const agreed = { charset: 'utf-8', vocabulary: 'standard', check: null } as const;
    if (round % 4 === 0) inspect(Uint8Array.from(wire), agreed);
    outcomes.set(parsed.kind, (outcomes.get(parsed.kind) ?? 0) + 1);
    if (parsed.kind === 'message') {
      const fields = Object.keys(parsed.message).toSorted().join();
      if (fields !== fieldsOf.get(parsed.message.kind)) expect(fields).toBe(fieldsOf.get(parsed.message.kind));
    }
  }
  expect([...outcomes.keys()].toSorted()).toEqual(['message', 'not-a-message', 'unknown-message']);
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
    { numRuns: 300, seed: 2026 },
  );
});
