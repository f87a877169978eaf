// The server side: handlers behind the line, and what goes wrong on it by rule.

import { memoryTransport } from 'sip2';
import { behaviours, createServer, readFaultRule, type FaultRule, type Handlers, type Habits } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';
import { createHandClock } from '../clock.ts';
import { barcodeOf, library } from './library.ts';

const at = '20261122    093015';
const item = `1720261122    093015AOTVT|AB1|`;

const answers18 = (titleIdentifier: string): Handlers => ({
  'item-information': ({ itemId }) => ({
    kind: 'item-information-response',
    circulationStatus: 'available',
    securityMarker: 'other',
    feeType: 'other',
    transactionDate: at,
    itemId,
    titleIdentifier,
  }),
});

const rule = (text: string): FaultRule => {
  const read = readFaultRule(text);
  if (read.kind === 'amiss') throw new Error(read.text);
  return read.rule;
};

async function served(handlers: Handlers, habits: Partial<Habits> = {}) {
  const clock = createHandClock();
  const trouble: string[] = [];
  const server = createServer({
    clock,
    handlers,
    settings: { habits: { ...behaviours.usual.habits, end: 'cr', ...habits }, showPatrons: false },
    hears: { traffic: ({ kind, text }) => void (kind === 'trouble' && trouble.push(text)), changed() {} },
  });
  const dial = async () => {
    let heard: string[] = [];
    let closed = false;
    const wire = await memoryTransport(server.serve).open({
      bytes: (chunk) => void heard.push(textOf(chunk)),
      closed: () => void (closed = true),
    });
    /** What came back, a string a chunk. */
    const say = async (text: string, ms = 0): Promise<readonly string[]> => {
      heard = [];
      wire.write(bytes(text));
      await clock.pass(ms);
      return heard;
    };
    return { say, hangUp: () => wire.close(), isClosed: () => closed, heard: () => heard };
  };
  return { server, clock, trouble, dial, ...(await dial()) };
}

describe('handlers', () => {
  test('answer what they are for; the rest is not understood', async () => {
    const { say } = await served(answers18('Truyện Kiều'));
    expect(await say(`${item}\r`)).toEqual([`18030001${at}AB1|AJTruyện Kiều|\r`]);
    expect(await say(`35${at}AOTVT|AA1|\r`)).toEqual(['96\r']);
    expect(await say(`941\r`)).toEqual(['96\r']);
  });

  test('may be a promise: what comes behind it waits its turn', async () => {
    const steps: string[] = [];
    const { say, clock } = await served({
      'item-information': async (asked) => {
        steps.push(`begins ${asked.itemId}`);
        await new Promise<void>((resolve) => clock.after(100, resolve));
        steps.push(`ends ${asked.itemId}`);
        return 'ask-again' as const;
      },
    });
    await say(`${item}\r${item.replace('AB1', 'AB2')}\r`, 300);
    expect(steps).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
  });

  test.each<[string, () => never | Promise<never>]>([
    [
      'throws',
      () => {
        throw new Error('the data base is away');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('the data base is away');
      },
    ],
  ])('one that %s ends its connection, and nobody else’s', async (_, stumbling) => {
    const { say, isClosed, trouble, dial } = await served({
      ...answers18('x'),
      'end-patron-session': stumbling,
    });
    const other = await dial();
    expect(await say(`35${at}AOTVT|AA1|\r`)).toEqual([]);
    expect(isClosed()).toBe(true);
    expect(trouble.join()).toContain('the data base is away');
    expect(await other.say(`${item}\r`)).toHaveLength(1);
  });

  test('a login that is handled is wanted', async () => {
    const handlers: Handlers = {
      ...answers18('x'),
      login: ({ loginPassword }) => ({ kind: 'login-response', ok: loginPassword === 'right' }),
    };
    const { dial } = await served(handlers);
    const early = await dial();
    expect([await early.say(`${item}\r`), early.isClosed()]).toEqual([[], true]);
    const polite = await dial();
    expect(await polite.say('9300CNa|COright|\r')).toEqual(['941\r']);
    expect(await polite.say(`${item}\r`)).toHaveLength(1);
  });

  test('a value that cannot be written is told, and no half message leaves', async () => {
    const { say, trouble } = await served(answers18('a|b'));
    expect(await say(`${item}\r`)).toEqual([]);
    expect(trouble.join()).toContain('titleIdentifier (delimiter)');
  });
});

describe('habits', () => {
  test('one connection at a time: the second is heard when the first is gone', async () => {
    const { say, hangUp, dial, clock } = await served(answers18('x'), { oneAtATime: true });
    const second = await dial();
    expect(await second.say(`${item}\r`)).toEqual([]);
    expect(await say(`${item}\r`)).toHaveLength(1);
    hangUp();
    await clock.pass(0);
    expect(second.heard()).toHaveLength(1);
  });

  test('an empty line ends the connection, the LF of a CR LF does not', async () => {
    const { dial } = await served(answers18('x'), { emptyLine: 'hang-up' });
    const tidy = await dial();
    expect(await tidy.say(`${item}\r\n${item}\r\n`)).toHaveLength(2);
    expect(tidy.isClosed()).toBe(false);
    await tidy.say('\r\n');
    expect(tidy.isClosed()).toBe(true);
  });

  test.each([
    ['raw', `AJone\ntwo|\r`],
    ['blank', `AJone two|\r`],
  ] as const)('a line break in a title: %s', async (lineBreaks, end) => {
    const { say } = await served(answers18('one\u2028two'), { lineBreaks });
    expect((await say(`${item}\r`)).join()).toContain(end);
  });

  test('letters the charset lacks lose their accents; a field is cut where it is too long', async () => {
    const ascii = await served(answers18('Đất rừng 中'), { charset: 'ascii' });
    expect((await ascii.say(`${item}\r`)).join()).toContain('AJ?at rung ?|\r');
    const short = await served(answers18('x'.repeat(300)), { longestField: 255 });
    expect((await short.say(`${item}\r`)).join()).toMatch(/AJx{255}\|\r$/);
  });

  test('a 97 is answered with AY0 where OpenNCIP does', async () => {
    const { say } = await served(answers18('x'), { repetition: 'sequence-0' });
    await say(`${item}\r`);
    expect((await say('97AZFEF5\r')).join()).toMatch(/AY0AZ[0-9A-F]{4}\r$/);
  });
});

describe('faults', () => {
  const checked = `${item}AY1AZ`;
  const sum = Array.from(checked, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
  const question = `${checked}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`;
  const good = /^1803.*AJx\|AY1AZ[0-9A-F]{4}\r$/;

  test.each<[string, (first: readonly string[], good: string) => void]>([
    ['silence', (first) => expect(first).toEqual([])],
    ['lose-answer-after-work', (first) => expect(first).toEqual([])],
    ['answer-late', (first) => expect(first).toEqual([])],
    ['prose', (first) => expect(first.join()).toMatch(/^Problems .*\r$/)],
    ['unterminated-resend', (first) => expect(first).toEqual(['96AZFEF6'])],
    [
      'wrong-checksum',
      (first, right) => {
        expect(first.join().slice(0, -5)).toBe(right.slice(0, -5));
        expect(first.join()).not.toBe(right);
      },
    ],
    ['wrong-sequence', (first) => expect(first.join()).toMatch(/AY2AZ[0-9A-F]{4}\r$/)],
    ['split', (first, right) => expect([first.length, first.join('')]).toEqual([2, right])],
    ['glued', (first, right) => expect(first).toEqual([right + right])],
    ['cr-lf', (first, right) => expect(first).toEqual([`${right}\n`])],
    ['delay=40', (first, right) => expect(first).toEqual([right])],
  ])('%s: as often as it says, and then no more', async (deed, judge) => {
    const { server, say } = await served(answers18('x'), { knowsRepeats: false });
    const right = (await say(question)).join('');
    expect(right).toMatch(good);
    server.setConduct({ faults: [rule(`item-information:${deed}:1`), rule('checkout:silence')] });
    judge(await say(question, 100), right);
    expect(server.conduct().faults).toHaveLength(1);
    expect((await say(question)).join('')).toBe(right);
  });

  test('the old answer in place of the new one', async () => {
    const { server, say } = await served(answers18('x'));
    const [old] = await say(`${item}\r`);
    server.setConduct({ faults: [rule('any:old-answer')] });
    expect(await say(`${item.replace('AB1', 'AB2')}\r`)).toEqual([old]);
  });

  test.each(['drop-before-work', 'drop-after-work'])('%s', async (deed) => {
    const { server, say, isClosed } = await served(answers18('x'));
    server.setConduct({ faults: [rule(`any:${deed}:1`)] });
    expect(await say(question)).toEqual([]);
    expect(isClosed()).toBe(true);
  });

  test.each([
    ['silence', false],
    ['drop-before-work', false],
    ['drop-after-work', true],
    ['lose-answer-after-work', true],
    ['delay=9000', true],
  ])('a checkout with %s: the client never says it knows', async (deed, done) => {
    const { acs, clock, tryCheckout } = library();
    acs.setFaults([rule(`transaction:${deed}:1`)]);
    const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
    await clock.pass(10_000);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown' });
    expect(acs.loanOf(barcodeOf('Matilda')) !== null).toBe(done);
    expect(acs.faults()).toEqual([]);
  });

  test.each(['wrong-checksum', 'split', 'glued', 'cr-lf', 'unterminated-resend'])(
    'a checkout with %s: mended on the line, and done once',
    async (deed) => {
      const { acs, clock, tryCheckout } = library();
      acs.setFaults([rule(`checkout:${deed}:1`)]);
      const outcome = tryCheckout('Nguyễn Văn An', 'Matilda');
      await clock.pass(1000);
      expect(await outcome).toMatchObject({ kind: 'answered', answer: { ok: true, renewalOk: false } });
      expect(acs.loanOf(barcodeOf('Matilda'))).toMatchObject({ renewals: 0 });
    },
  );

  test.each([
    ['checkout', 'QUESTION:DEED'],
    ['checkin-response:silence', 'names no question'],
    ['checkout:sleep', 'names no deed'],
    ['checkout:silence:0', 'once or more'],
    ['checkout:delay=9999999', 'an hour'],
    ['checkout:silence:1:1', 'QUESTION:DEED'],
  ])('"%s" is no rule', (text, why) => {
    expect(readFaultRule(text)).toMatchObject({ kind: 'amiss', text: expect.stringContaining(why) });
  });
});
