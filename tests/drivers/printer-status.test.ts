// What printers tell of themselves, bit by bit: every status byte there is, of ESC/POS and Star, asked for or sent unasked.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makes } from '../../drivers/printer/makes.ts';
import type { Language } from '../../drivers/printer/language.ts';
import { languages } from '../../drivers/printer/languages.ts';
import { type Flag, readStatus } from '../../drivers/printer/status.ts';
import { runs } from '../proof.ts';

const flags: readonly Flag[] = [
  'offline',
  'cover-open',
  'paper-end',
  'paper-near-end',
  'error',
  'cutter-error',
  'needs-service',
  'too-hot',
];

/** Everything an ear hears, as text. */
const listen = (language: Language) => {
  const heard: string[] = [];
  const ear = language.createEar({
    answer: (bytes) => heard.push(`answer ${Buffer.from(bytes).toString('hex')}`),
    automatic: (said) => heard.push(`automatic ${said.join(' ')}`.trim()),
    reached: () => heard.push('reached'),
  });
  return { heard, hear: (hex: string) => ear(Buffer.from(hex, 'hex')) };
};

describe('ESC/POS, asked (DLE EOT 1 to 4)', () => {
  const { 'esc-pos': escPos } = languages;
  const { questions } = escPos;

  // The manual's tables, as bytes on the wire.
  test.each<readonly [number, number, readonly Flag[]]>([
    [1, 0x12, []],
    [1, 0x16, []], // drawer
    [1, 0x1a, ['offline']],
    [1, 0x32, []], // waiting to go on line again
    [1, 0x52, []], // feed button
    [2, 0x16, ['cover-open']],
    [2, 0x1a, []], // feed button
    [2, 0x32, ['paper-end']],
    [2, 0x52, ['error']],
    [3, 0x16, ['error']],
    [3, 0x1a, ['cutter-error']],
    [3, 0x32, ['needs-service']],
    [3, 0x52, ['too-hot']],
    [4, 0x1e, ['paper-near-end']],
    [4, 0x7e, ['paper-near-end', 'paper-end']],
    [4, 0x16, []], // one bit of a sensor alone says nothing
  ])('question %d answered %d', (n, byte, says) => {
    const question = questions[n - 1];
    expect(question?.read(Uint8Array.of(byte))).toEqual(says);
    expect(Buffer.from(question?.bytes ?? []).toString('hex')).toBe(`10040${n}`);
  });

  test('every byte there is: an answer has bits 1 and 4 up, 0 and 7 down, and nothing else is taken for one', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const { heard, hear } = listen(escPos);
      hear(byte.toString(16).padStart(2, '0'));
      const isAnswer = (byte & 0x93) === 0x12;
      expect([byte, heard.some((said) => said.startsWith('answer'))]).toEqual([byte, isAnswer]);
      for (const question of questions)
        for (const flag of question.read(Uint8Array.of(byte))) expect(flags).toContain(flag);
    }
  });

  test.each([
    ['10000000', ['automatic']],
    ['14000000', ['automatic']], // drawer
    ['18000000', ['automatic offline']],
    ['38000000', ['automatic offline cover-open']],
    ['50000000', ['automatic']], // feed button
    ['10040000', ['automatic error']],
    ['18080000', ['automatic offline cutter-error']],
    ['10200000', ['automatic needs-service']],
    ['10400000', ['automatic too-hot']],
    ['10000300', ['automatic paper-near-end']],
    ['18000f00', ['automatic offline paper-near-end paper-end']],
    ['1000000f', ['automatic']], // the fourth byte is reserved; some set it
    ['12', ['answer 12']],
    ['00', ['reached']],
    ['1212', ['answer 12', 'answer 12']],
    ['18000f0012', ['automatic offline paper-near-end paper-end', 'answer 12']],
    ['1800000000', ['automatic offline', 'reached']],
    ['180012', ['answer 12']], // a status that was cut off
    ['1013', []], // XOFF: flow control is no status
  ])('the ear hears %s', (hex, said) => {
    const { heard, hear } = listen(escPos);
    hear(hex);
    expect(heard).toEqual(said);
    const slowly = listen(escPos);
    for (const byte of hex.match(/../gu) ?? []) slowly.hear(byte);
    expect(slowly.heard).toEqual(said);
  });
});

describe('Star', () => {
  const { 'star-prnt': star } = languages;

  // Header 1 carries the length: 0x0F is 7, 0x23 is 9. Header 2 is a version. Then status bytes 1, 2, …
  test.each([
    ['23060000000000 0000', 'automatic'],
    ['0f020000000000', 'automatic'],
    ['23060400000000 0000', 'automatic'], // drawer
    ['23060800000000 0000', 'automatic offline'],
    ['23062800000000 0000', 'automatic cover-open offline'],
    ['23060040000000 0000', 'automatic too-hot'],
    ['23060020000000 0000', 'automatic needs-service'],
    ['23060008000000 0000', 'automatic cutter-error'],
    ['23060004000000 0000', 'automatic error'],
    ['23060000080000 0000', 'automatic error'], // black mark
    ['23060000040000 0000', 'automatic error'], // presenter jam
    ['23060000400000 0000', 'automatic'], // its buffer ran over
    ['23060000000800 0000', 'automatic paper-end'],
    ['23060000000400 0000', 'automatic paper-near-end'],
    ['23060800000c00 0000', 'automatic offline paper-end paper-near-end'],
  ])('%s', (spaced, said) => {
    const hex = spaced.replaceAll(' ', '');
    const { heard, hear } = listen(star);
    hear(hex);
    expect(heard).toEqual([said, `answer ${hex}`]);
  });

  test('says that a slip is out by a bit that is up once, or by a counter that goes one further, from 31 to 0 too', () => {
    const { heard, hear } = listen(star);
    const reaches = (hex: string): boolean => {
      heard.length = 0;
      hear(hex);
      return heard.includes('reached');
    };
    expect(reaches('230600000000006e00')).toBe(false); // 31, heard first
    expect(reaches('230600000000006e00')).toBe(false);
    expect(reaches('230600000000000000')).toBe(true); // 0
    expect(reaches('230600000000000200')).toBe(true); // 1
    expect(reaches('230600000000000e00')).toBe(false); // 7: another program's slips, or switched off and on
    expect(reaches('230600000000002000')).toBe(true); // 8
    expect(reaches('0f020200000000')).toBe(true); // an old one, without a counter
    expect(reaches('0f020000000000')).toBe(false);
  });

  test('on Ethernet adds a length and what is no status, in whatever chunks, and rubbish before it is passed over', () => {
    const hex = ['8040', '238628000000000000', '0000', '238600000000000000', '0003', 'aabbcc', '0f020000000800'].join(
      '',
    );
    for (const chunkBytes of [1, 2, 5, 100]) {
      const { heard, hear } = listen(star);
      for (let at = 0; at < hex.length; at += chunkBytes * 2) hear(hex.slice(at, at + chunkBytes * 2));
      expect(heard.filter((said) => said.startsWith('automatic'))).toEqual([
        'automatic cover-open offline',
        'automatic',
        'automatic paper-end',
      ]);
    }
  });
});

describe.each(['esc-pos', 'star-prnt', 'star-line'] as const)('%s', (name) => {
  const make = makes[name];
  const language = languages[name];

  test('what the simulated printer answers is what the driver reads, for every combination', () => {
    for (let combination = 0; combination < 1 << flags.length; combination += 1) {
      const some = new Set(flags.filter((_, bit) => (combination & (1 << bit)) !== 0));
      const state = { flags: some, reached: 0 };
      const read = new Set<Flag>();
      for (const question of language.questions) {
        const order = make.realTime.find(({ bytes }) => Buffer.compare(bytes, question.bytes) === 0);
        if (order === undefined || order.obey === 'clear') throw new Error('a question nobody answers');
        for (const flag of question.read(order.obey(state))) read.add(flag);
      }
      expect(read).toEqual(some);
      let pushed: readonly Flag[] | null = null;
      language.createEar({ answer: () => undefined, automatic: (said) => (pushed = said), reached: () => undefined })(
        make.automatic(state),
      );
      expect(new Set(pushed)).toEqual(some);
    }
  });

  test('an ear takes any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const { hear } = listen(language);
        for (const chunk of chunks) hear(Buffer.from(chunk).toString('hex'));
      }),
      { seed: 20260105, numRuns: runs(500) },
    );
  });
});

test('becomes paper, cover and the gravest fault; what was not asked about stays unknown', () => {
  const all = ['paper', 'cover'] as const;
  expect(readStatus(new Set(), all)).toEqual({ paper: 'ok', cover: 'closed', fault: null });
  expect(readStatus(new Set(), [])).toEqual({ paper: 'unknown', cover: 'unknown', fault: null });
  expect(readStatus(new Set(['paper-near-end', 'paper-end', 'offline']), all)).toEqual({
    paper: 'out',
    cover: 'closed',
    fault: null,
  });
  expect(readStatus(new Set(['offline', 'cover-open']), all)).toEqual({ paper: 'ok', cover: 'open', fault: null });
  expect(readStatus(new Set(['offline']), all).fault).toBe('offline');
  expect(readStatus(new Set(['offline', 'error', 'too-hot', 'cutter-error']), all).fault).toBe('cutter');
});
