// What must hold for any bytes at all: a value and never an exception, from the framer, from both readers, from a client; and
// never more memory than the longest message.

import {
  build,
  createClient,
  createFramer,
  inspect,
  memoryTransport,
  parse,
  usualSettings,
  type AskKind,
  type Charset,
  type Frame,
  type Vocabulary,
} from 'sip2';
import { expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { runs } from '../proof.ts';
import { bytes } from './bytes.ts';
import { questions } from './every-question.ts';
import { dialectal, golden } from './golden.ts';

/** A small generator with a seed, so that a failure comes again (mulberry32): a whole number below `below`. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const wires = [...golden, ...dialectal].map(({ wire }) => wire);
const charsets: Readonly<Record<Charset, true>> = {
  automatic: true,
  'utf-8': true,
  ascii: true,
  'iso-8859-1': true,
  'windows-1252': true,
  'windows-1258': true,
  cp850: true,
  tcvn3: true,
};
const vocabularies: Readonly<Record<Vocabulary, true>> = {
  standard: true,
  polaris: true,
  folio: true,
  orphee: true,
  dp2: true,
};
const keys = <K extends string>(of: Readonly<Record<K, true>>): readonly K[] =>
  Object.keys(of).filter((key): key is K => Object.hasOwn(of, key));
const everyWay = keys(charsets).flatMap((charset) =>
  keys(vocabularies).map((vocabulary) => ({ charset, vocabulary, check: 'on' }) as const),
);

function pickOf<T>(all: readonly T[], pick: (below: number) => number): T {
  const one = all[pick(all.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

/** A good message, spoilt in one to six places: bytes changed, lost, come in between, cut off, said twice. */
function broken(pick: (below: number) => number): Uint8Array {
  let wire = Array.from(bytes(`${pickOf(wires, pick)}AY${pick(10)}AZ0000`));
  for (let change = pick(6); change >= 0; change--) {
    const at = pick(wire.length + 1);
    const kind = pick(5);
    if (kind === 0) wire[at] = pick(256);
    else if (kind === 1) wire.splice(at, pick(8));
    else if (kind === 2) wire.splice(at, 0, ...Array.from({ length: pick(20) }, () => pick(256)));
    else if (kind === 3) wire = wire.slice(0, at);
    else wire.splice(at, 0, ...wire.slice(pick(at + 1), at));
  }
  return Uint8Array.from(wire);
}

test('broken frames: a value each, and every field of its row is there', () => {
  const pick = seeded(20_261_122);
  const fieldsOf = new Map(golden.map(({ message }) => [message.kind, Object.keys(message).toSorted().join()]));
  const seen = new Map<string, number>();
  let framer = createFramer();
  let frames = 0;
  for (let round = 0; frames < runs(10_000); round++) {
    if (round % 100 === 0) framer = createFramer();
    const wire = Uint8Array.of(...broken(pick), 0x0d);
    const cut = pick(wire.length);
    for (const frame of [...framer.push(wire.subarray(0, cut)), ...framer.push(wire.subarray(cut))]) {
      if (frame.kind !== 'frame') throw new Error('a short message is never too long');
      frames += 1;
      const agreed = pickOf(everyWay, pick);
      const parsed = parse(frame.bytes, agreed.charset, agreed.vocabulary);
      const notes = inspect(frame.bytes, agreed);
      seen.set(parsed.kind, (seen.get(parsed.kind) ?? 0) + 1);
      if (parsed.kind !== 'message') expect(notes.map(({ says }) => says)).toEqual([parsed.kind]);
      else {
        const fields = Object.keys(parsed.message).toSorted().join();
        if (fields !== fieldsOf.get(parsed.message.kind)) expect(fields).toBe(fieldsOf.get(parsed.message.kind));
      }
    }
  }
  expect([...seen.keys()].toSorted()).toEqual(['message', 'not-a-message', 'unknown-message']);
});

test('noise without any message in it: frames of at most 64 KiB, and readers that bear them', () => {
  const pick = seeded(7);
  const framer = createFramer();
  const noise = (): Uint8Array =>
    Uint8Array.from({ length: pick(9_000) }, () => (pick(40_000) === 0 ? 0x0d : 0x20 + pick(224)));
  const kinds = new Set<Frame['kind']>();
  for (let round = 0; round < runs(200); round++) {
    for (const frame of framer.push(noise())) {
      kinds.add(frame.kind);
      if (frame.kind !== 'frame') continue;
      expect(frame.bytes.length).toBeLessThanOrEqual(65_536);
      inspect(frame.bytes, pickOf(everyWay, pick));
    }
  }
  expect([...kinds].toSorted()).toEqual(['frame', 'too-long']);
});

const kinds = Object.keys(questions).filter((kind): kind is AskKind => Object.hasOwn(questions, kind));

/** An ACS that lets everybody in, and then answers with whatever comes into its head. */
function madAcs(pick: (below: number) => number) {
  const sent: string[] = [];
  let resends = 0; // at most: whatever looks like a 96
  const status = bytes(wires.find((wire) => wire.startsWith('98')) ?? '');
  const transport = memoryTransport((connection) => {
    const framer = createFramer();
    const say = (...parts: readonly (Uint8Array | string)[]): void => {
      for (const part of parts) {
        const written = typeof part === 'string' ? bytes(part) : part;
        resends += Buffer.from(written).toString('latin1').match(/96/g)?.length ?? 0;
        connection.write(written);
      }
    };
    const answer = (question: string): void => {
      const what = pick(8);
      if (what === 0) say(broken(pick), '\r');
      else if (what === 1) say(`${pickOf(wires, pick)}${question.slice(question.length - 9, question.length - 4)}\r`);
      else if (what === 2) say(Uint8Array.from({ length: pick(300) }, () => pick(256)));
      else if (what === 3) say(`96AZFEF6${pick(2) === 0 ? '\r' : ''}`);
      else if (what === 4) connection.close();
      else if (what === 5) say(`${pickOf(wires, pick)}\r\n`, broken(pick), '\r\n');
      else if (what === 6) say('x'.repeat(70_000));
      // and sometimes nothing
    };
    return {
      bytes(chunk) {
        for (const frame of framer.push(chunk)) {
          const text = frame.kind === 'frame' ? Buffer.from(frame.bytes).toString('latin1') : '';
          if (text.startsWith('93')) say('941\r');
          else if (text.startsWith('99') && pick(20) > 0) say(status, '\r');
          else {
            sent.push(text);
            answer(text);
          }
        }
      },
      closed() {},
    };
  });
  return { transport, sent, resends: () => resends };
}

test('a client and an ACS gone mad: every question has an outcome, what must not be asked twice is not', async () => {
  for (let seed = 0; seed < runs(20); seed++) {
    const pick = seeded(seed);
    const clock = createHandClock();
    const acs = madAcs(pick);
    const client = createClient({
      transport: acs.transport,
      clock,
      settings: {
        ...usualSettings,
        charset: 'automatic',
        errorDetection: pickOf(['on', 'warn', 'automatic', 'off'], pick),
      },
      random: () => pick(1000) / 1000,
      hears: { state() {}, traffic() {} },
    });
    client.open();
    for (let number = 0; number < 20; number++) {
      const kind = pickOf(kinds, pick);
      const before = { sent: acs.sent.length, resends: acs.resends() };
      let settled = 'never';
      void client.ask<AskKind>(questions[kind](`${number}`)).then((outcome) => {
        settled = outcome.kind;
        if (outcome.kind === 'answered' && 'itemId' in outcome.answer && kind !== 'hold')
          expect(outcome.answer.itemId).toBe(`${number}`);
      });
      // One client asks one thing at a time.
      // oxlint-disable-next-line no-await-in-loop
      await clock.pass(400_000);
      expect(['answered', 'outcome-unknown', 'not-asked']).toContain(settled);
      const asked = acs.sent.slice(before.sent).filter((text) => text.startsWith(codeOf(kind)));
      const allowed = ['checkout', 'checkin', 'renew', 'renew-all', 'hold', 'fee-paid'].includes(kind) ? 1 : 3;
      // Once, and once more for each 96 that was said.
      expect(asked.length).toBeLessThanOrEqual(
        allowed + acs.resends() - before.resends + (kind === 'sc-status' ? 60 : 0),
      );
    }
    // oxlint-disable-next-line no-await-in-loop
    await client.close();
  }
});

function codeOf(kind: AskKind): string {
  const found = golden.find(({ message }) => message.kind === kind);
  if (found === undefined) throw new Error(`no golden ${kind}`);
  return found.wire.slice(0, 2);
}

test('a far end that never ends its message is hung up on, and nothing of it is kept', async () => {
  const clock = createHandClock();
  const flood = bytes('x'.repeat(60_000));
  const heard: string[] = [];
  const client = createClient({
    transport: memoryTransport((connection) => ({
      bytes(chunk) {
        const question = Buffer.from(chunk).toString('latin1');
        const status = build(
          golden.find(({ message }) => message.kind === 'acs-status')?.message ?? { kind: 'request-sc-resend' },
          { charset: 'utf-8', check: null },
        );
        if (question.startsWith('99') && status.kind === 'built') connection.write(status.bytes);
        else for (let times = 0; times < 100; times++) connection.write(flood);
      },
      closed: () => void heard.push('hung up'),
    })),
    clock,
    settings: usualSettings,
    random: () => 0.5,
    hears: { state() {}, traffic: ({ text }) => void heard.push(text) },
  });
  client.open();
  await clock.pass(0);
  const outcome = client.ask({ kind: 'item-information', itemId: '1' });
  await clock.pass(100_000);
  expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'prose' });
  expect(heard.filter((text) => text === 'hung up')).toHaveLength(3);
  expect(Math.max(...heard.map(({ length }) => length))).toBeLessThan(5_000);
  await client.close();
});
