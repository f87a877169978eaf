// The small ACS as bytes, and in its bad moods.

import { memoryTransport } from 'sip2';
import { createAcs } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import { createHandClock } from '../clock.ts';
import { barcodeOf, cardOf, catalogue, library } from './library.ts';

async function connected(login: { user: string; password: string } | null = null) {
  const clock = createHandClock();
  const settings = { login, listsOf: 'barcodes', showPatrons: false } as const;
  const acs = createAcs({ clock, catalogue, settings, hears: { traffic() {}, changed() {} } });
  const heard: string[] = [];
  let closed = false;
  const hears = { bytes: (chunk: Uint8Array) => void heard.push(textOf(chunk)), closed: () => void (closed = true) };
  const connection = await memoryTransport((end) => acs.serve(end)).open(hears);
  const say = async (text: string): Promise<string> => {
    heard.length = 0;
    connection.write(bytes(text));
    await clock.pass(0);
    return heard.join('');
  };
  return { say, isClosed: () => closed };
}

describe('as bytes', () => {
  test('error detection follows the question', async () => {
    const { say } = await connected();
    expect(await say('9300CNa|COb|\r')).toBe('941\r\n');
    expect(await say('9900802.00AY1AZFCA0\r')).toMatch(/^98YYYYNY.*AY1AZ[0-9A-F]{4}\r\n$/);
    expect(await say('9900802.00\r')).not.toContain('AZ');
  });

  test('97 repeats the last answer without AY and AZ; 96 for what is not understood', async () => {
    const { say } = await connected();
    const answer = await say('9900802.00AY1AZFCA0\r');
    expect(await say('97AZFEF5\r')).toBe(`${answer.slice(0, answer.indexOf('AY1AZ'))}\r\n`);
    expect(await say('9900802.00AY1AZ0000\r')).toBe('96AZFEF6\r');
    expect(await say('5500\r')).toBe('96\r');
    expect(await say('rubbish\r')).toBe('96\r');
  });

  test('the same bytes again are not done twice', async () => {
    const { say } = await connected();
    const itemId = barcodeOf('Matilda');
    const question = `09N20261122    09301520261122    093015AP|AOTVT|AB${itemId}|AC|AY1AZ`;
    const sum = Array.from(question, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
    const wire = `${question}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`;
    expect(await say(wire)).toBe(await say(wire));
  });

  test('two questions in one chunk get two answers in order', async () => {
    const { say } = await connected();
    expect((await say('9900802.00AY1AZFCA0\r\n9900802.00\r\n')).split('\r\n').map((line) => line.slice(0, 2))).toEqual([
      '98',
      '98',
      '',
    ]);
  });

  test('where a login is wanted, nothing else is answered before it', async () => {
    const login = { user: 'kiosk', password: 's3cret' };
    const early = await connected(login);
    expect(await early.say('9900802.00\r')).toBe('');
    expect(early.isClosed()).toBe(true);
    const wrong = await connected(login);
    expect(await wrong.say('9300CNkiosk|COno|\r')).toBe('940\r\n');
    expect(await wrong.say('9300CNkiosk|COs3cret|\r')).toBe('941\r\n');
    expect(await wrong.say('9900802.00\r')).toMatch(/^98/);
  });
});

describe('moods', () => {
  test('silent: hears nothing, does nothing, and nothing is sent twice', async () => {
    const { clock, acs, tryCheckout, client } = library();
    await clock.pass(0);
    acs.setMood({ mood: 'silent' });
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'silence' });
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
    acs.setMood({ mood: 'normal' });
    await clock.pass(60_000);
    expect(client.state().kind).toBe('up');
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
  });

  test('gone, and back', async () => {
    const { clock, acs, client, checkout } = library();
    await clock.pass(0);
    acs.setMood({ mood: 'gone' });
    await clock.pass(20_000);
    expect(client.state()).toMatchObject({ kind: 'down', because: 'unreachable' });
    acs.setMood({ mood: 'normal' });
    await clock.pass(30_000);
    expect((await checkout('Nguyễn Văn An', 'Matilda')).ok).toBe(true);
  });

  test('slow: the work is done although nobody waits any more', async () => {
    const { clock, acs, tryCheckout } = library();
    await clock.pass(0);
    acs.setMood({ answerDelayMs: 8000 });
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(5000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(acs.loanOf(barcodeOf('Matilda'))).toBeNull();
    await clock.pass(3000);
    expect(acs.loanOf(barcodeOf('Matilda'))?.patronId).toBe(cardOf('Nguyễn Văn An'));
  });

  test.each([
    ['drop-before', false],
    ['drop-after-work', true],
    ['lose-answer-after-work', true],
    ['answer-late', true],
  ] as const)('%s: once, and only for what changes something', async (next, done) => {
    const { clock, acs, patronNamed, tryCheckout, checkout } = library();
    acs.setMood({ next });
    expect((await patronNamed('Nguyễn Văn An')).validPatron).toBe(true);
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(10_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(acs.loanOf(barcodeOf('Matilda')) !== null).toBe(done);
    expect(acs.mood().next).toBeNull();
    // The late answer comes out in front of this one, on another connection, and is not taken for it.
    expect(await checkout('John Carter', 'Animal Farm')).toMatchObject({ ok: false, itemId: barcodeOf('Animal Farm') });
    expect(await checkout('John Carter', 'Moby-Dick')).toMatchObject({ itemId: barcodeOf('Moby-Dick') });
  });

  test('reset: as the catalogue has it', async () => {
    const { acs, checkout } = library();
    const before = acs.loans();
    await checkout('Nguyễn Văn An', 'Matilda');
    acs.setMood({ next: 'drop-before' });
    expect(acs.loans()).toHaveLength(before.length + 1);
    acs.reset();
    expect(acs.loans()).toEqual(before);
    expect(acs.mood()).toEqual({ answerDelayMs: 0, mood: 'normal', next: null });
  });
});
