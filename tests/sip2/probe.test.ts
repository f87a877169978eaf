// What a probe makes of a library system it has never met: by single habits, and by the ways of whole makes.

import { memoryTransport, probe, systemClock, usualSettings, type Connection, type Probed, type Settings } from 'sip2';
import { behaviours, createAcs, demoCatalogue, type BehaviourName } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { bytes, textOf } from './bytes.ts';

const when = '20261122    093015';
const blank14 = ' '.repeat(14);

/** What an ACS does with a message: its answer without AY and AZ, bytes as they are, nothing, or 'hang-up'. */
type Answers = (code: string, text: string) => string | Uint8Array | null;
type Habits = {
  readonly end: string;
  readonly count: 'bytes' | 'letters' | 'none';
  readonly accepts: (text: string) => boolean;
};

const sumOf = (units: readonly number[]): string =>
  (-units.reduce((sum, unit) => sum + unit, 0) & 0xffff).toString(16).toUpperCase().padStart(4, '0');

function tailed(body: string, request: string, { count, end }: Habits): Uint8Array {
  const sequence = /AY(\d)AZ[0-9A-F]{4}[\r\n]*$/.exec(request)?.[1];
  if (sequence === undefined || count === 'none' || body.startsWith('96')) return bytes(`${body}${end}`);
  const upToAz = `${body}AY${sequence}AZ`;
  const units = count === 'bytes' ? Array.from(bytes(upToAz)) : Array.from(upToAz, (letter) => letter.charCodeAt(0));
  return bytes(`${upToAz}${sumOf(units)}${end}`);
}

function acsThat(
  answers: Answers,
  habits: Habits,
): { accept: (connection: Connection) => { bytes(chunk: Uint8Array): void; closed(): void }; heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    accept: (connection) => ({
      bytes(chunk) {
        const text = textOf(chunk);
        heard.push(text);
        if (!habits.accepts(text)) return;
        const answer = answers(text.slice(0, 2), text);
        if (answer === 'hang-up') connection.close();
        else if (typeof answer === 'string') connection.write(tailed(answer, text, habits));
        else if (answer !== null) connection.write(answer);
      },
      closed() {},
    }),
  };
}

const usualHabits: Habits = { end: '\r', count: 'bytes', accepts: () => true };

async function probed(
  answers: Answers,
  habits: Partial<Habits> = {},
  own: Partial<Settings> = {},
): Promise<{ result: Probed; heard: string[] }> {
  const clock = createHandClock();
  const acs = acsThat(answers, { ...usualHabits, ...habits });
  const asking = probe({
    transport: memoryTransport(acs.accept),
    clock,
    settings: { ...usualSettings, loginTimeoutMs: 2000, ...own },
    patronId: null,
    itemId: null,
  });
  await clock.pass(60_000);
  return { result: await asking, heard: acs.heard };
}

const statusAs = (timeout: string, retries: string, rest = ''): string =>
  `98YYYYNN${timeout}${retries}${when}2.00AOx|${rest}`;
const patronAs = (rest: string): string =>
  `64YYYY${' '.repeat(10)}000${when}${'0000'.repeat(6)}AOx|AASIP2-PROBE-0|AE|BLN|${rest}`;
const patron64 = (rest: string): string => `64${blank14}000${when}${'0000'.repeat(6)}AOx|AA1|AEAn|BLY|${rest}`;

describe('a probe', () => {
  test('knows a Koha by its ways, without a word of its name', async () => {
    let last = '';
    const { result, heard } = await probed(
      (code) => {
        if (code === '97') return bytes(`${last}\r\n`);
        last =
          {
            '99': statusAs('100', '005', 'BXYYYYYYYYYYYNYYYY|'),
            '17': `18010201${when}ABSIP2-PROBE-0|AJ|`,
            '63': patronAs(''),
          }[code] ?? '96';
        return last;
      },
      { end: '\r\n' },
    );
    expect(result).toMatchObject({ kind: 'probed', verdict: { dialect: { name: 'koha' } }, settings: {} });
    expect(heard.map((text) => text.slice(0, 2))).toEqual(['99', '17', '63', '97']);
    if (result.kind === 'probed') expect(result.verdict.reasons.join(' ')).toContain('CR LF');
  });

  test.each<[string, Answers, Partial<Habits>, string]>([
    [
      'Koha by its greeting',
      (code) => ({ '99': statusAs('100', '003'), '63': patronAs('AFGreetings from Koha. |') })[code] ?? null,
      {},
      'koha',
    ],
    [
      'Evergreen by its fields',
      (code) => ({ '99': statusAs('010', '003'), '63': patron64('PA20271231|PB19900101|PC1|PI1|XI42|') })[code] ?? null,
      {},
      'evergreen',
    ],
    [
      'FOLIO by its prose',
      (code) => (code === '99' ? statusAs('005', '003') : 'Problems handling the request: null'),
      { count: 'none' },
      'folio',
    ],
    [
      'Polaris by its counting and its fields',
      (code) =>
        ({
          '99': statusAs('030', '003', 'AMThư viện|'),
          '63': patron64('PA3|PX20271231    235900|AFPatron status is ok.|'),
        })[code] ?? null,
      { count: 'letters' },
      'polaris',
    ],
    ['nobody in particular', (code) => (code === '99' ? statusAs('300', '003') : null), {}, 'generic'],
  ])('knows %s', async (_, answers, habits, name) => {
    const { result } = await probed(answers, habits);
    expect(result).toMatchObject({ kind: 'probed', verdict: { dialect: { name } } });
  });

  test('greets anew after a question that costs the connection, and tells what got no answer', async () => {
    const { result, heard } = await probed(
      (code) => ({ '99': statusAs('300', '003'), '17': 'hang-up', '63': patronAs('') })[code] ?? null,
    );
    expect(heard.map((text) => text.slice(0, 2))).toEqual(['99', '17', '99', '63', '97', '99']);
    expect(result).toMatchObject({ kind: 'probed', seen: { item: null, patron: { validPatron: false } } });
    if (result.kind === 'probed')
      expect(result.remarks).toContain('It gave no answer to a question about an item (17).');
  });

  test.each<[string, Partial<Habits>, Answers, Partial<Settings>, object]>([
    [
      'without AY and AZ',
      {},
      (code, text) => (text.includes('AZ') ? '96' : code === '99' ? statusAs('300', '003') : null),
      {},
      { errorDetection: 'off' },
    ],
    [
      'with CR LF',
      { accepts: (text) => text.endsWith('\r\n') },
      (code) => (code === '99' ? statusAs('300', '003') : null),
      {},
      { end: 'cr-lf' },
    ],
    [
      'before the login',
      {},
      (() => {
        let greeted = false;
        return (code: string) => {
          if (code === '99') greeted = true;
          if (code === '93' && !greeted) return 'hang-up';
          return { '99': statusAs('300', '003'), '93': '941' }[code] ?? null;
        };
      })(),
      { login: { user: 'a', password: 'b', location: '' } },
      { greeting: 'status-first' },
    ],
    [
      'in another charset',
      {},
      (code) =>
        code === '99'
          ? Buffer.concat([
              bytes(statusAs('300', '003', 'AM')),
              Buffer.from('5469d56e67205669d674', 'hex'),
              bytes('|\r'),
            ])
          : null,
      {},
      { charset: 'tcvn3' },
    ],
  ])('finds out how to be heard: %s', async (_, habits, answers, own, settings) => {
    const { result } = await probed(answers, habits, own);
    expect(result).toMatchObject({ kind: 'probed', settings });
  });

  test('says what is wrong', async () => {
    const { result } = await probed((code, text) => {
      const sequence = /AY(\d)/.exec(text)?.[1] ?? '0';
      return code === '99' ? bytes(`98NYNYNN900003${when}1.00AOx|ZZ?|BXYNYYYYYYYYYYYYYY|AY${sequence}AZ1234\r`) : null;
    });
    if (result.kind !== 'probed') throw new Error(result.text);
    expect(result.settings).toEqual({ errorDetection: 'warn' });
    expect(result.remarks).toEqual([
      'It says that it is off-line.',
      'It speaks version "1.00" of the protocol; 2.00 is needed.',
      'It says that it does not answer checkout; that is not always so.',
      'It gave no answer to a question about an item (17).',
      'It gave no answer to a question about a patron (63).',
      'It may take 60 s for an answer, which is longer than this station waits.',
      'Its checksums are wrong, in no way that is known here.',
    ]);
    expect(result.faults[0]?.notes.map(({ says }) => says)).toEqual(['unknown-field', 'checksum-wrong']);
  });

  test.each<[string, Answers, object]>([
    ['refuses the login', (code) => (code === '93' ? '940' : null), { kind: 'failed', because: 'login-refused' }],
    ['says nothing', () => null, { kind: 'failed', because: 'silent' }],
    ['hangs up', () => 'hang-up', { kind: 'failed', because: 'no-status' }],
  ])('of an ACS that %s', async (_, answers, wanted) => {
    const login = { user: 'kiosk', password: 's3cret', location: '' };
    expect((await probed(answers, {}, { login })).result).toMatchObject(wanted);
  });

  test('of an ACS that cannot be reached', async () => {
    const transport = { open: () => Promise.reject(new Error('Cannot reach the ACS at x:1.')) };
    const probing = { transport, clock: createHandClock(), settings: usualSettings, patronId: null, itemId: null };
    expect(await probe(probing)).toEqual({
      kind: 'failed',
      because: 'unreachable',
      text: 'Cannot reach the ACS at x:1.',
    });
  });
});

describe('the makes that can be played', () => {
  const known = { patronId: '21234000000018', itemId: '31234000001014' };
  const nobody = { patronId: null, itemId: null };
  const of = (as: BehaviourName, who: typeof known | typeof nobody): Promise<Probed> => {
    const acs = createAcs({
      clock: systemClock,
      catalogue: demoCatalogue(),
      settings: { login: null, listsOf: 'barcodes', showPatrons: false, as },
      hears: { traffic() {}, changed() {} },
    });
    const transport = memoryTransport((connection) => acs.serve(connection));
    return probe({ transport, clock: systemClock, settings: usualSettings, ...who });
  };

  /** What each is taken for when a card is known, and when none is; and why. */
  const verdicts = {
    usual: ['generic', 'generic', ['CR LF']],
    koha: ['koha', 'koha', ['greets from Koha', '10 s and 5 retries', 'without AY and AZ']],
    'koha-sample': ['koha', 'koha', ['greets from Koha', '10 s and 5 retries']],
    openncip: ['evergreen', 'evergreen', ['the number 0', 'no payments']],
    evergreen: ['evergreen', 'evergreen', ['internal number in XI', 'the number 0', 'no payments']],
    'evergreen-utf8': ['evergreen', 'evergreen', ['internal number in XI']],
    // Without a card these two are no more than a likeness, and the remarks say what would help.
    folio: ['folio', 'generic', ['borrower type in FU', 'half a second']],
    polaris: ['polaris', 'generic', ['Patron status is ok', 'PX, PY', 'count letters']],
  } as const satisfies { readonly [B in BehaviourName]: readonly [string, string, readonly string[]] };

  test.each(Object.entries(verdicts))('%s', async (as, [withCard, without, reasons]) => {
    const name = Object.keys(behaviours).find((other): other is BehaviourName => other === as);
    if (name === undefined) throw new Error(as);
    const told = await of(name, known);
    expect(told).toMatchObject({ kind: 'probed', verdict: { dialect: { name: withCard } } });
    if (told.kind !== 'probed') return;
    for (const reason of reasons) expect(told.verdict.reasons).toContainEqual(expect.stringContaining(reason));
    const blind = await of(name, nobody);
    expect(blind).toMatchObject({
      verdict: { dialect: { name: without } },
      remarks: expect.arrayContaining(['Asked about a card that it knows, it would tell more of itself.']),
    });
  });

  test('an 8-bit page that is a family’s goes before the one that its letters look like, and that is said', async () => {
    const told = await of('folio', known);
    expect(told).toMatchObject({ kind: 'probed', settings: { charset: 'cp850' } });
    if (told.kind === 'probed') expect(told.remarks.join(' ')).toMatch(/look like windows-1252; FOLIO .* writes cp850/);
  });
});
