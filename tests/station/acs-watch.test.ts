// Who listens to the line to the library system: what is kept, marked and counted, in how much room, and what is forgotten.
import { expect, test } from 'vitest';
import type { ClientEvent } from 'sip2';
import { mostStretches, dayMs, slotMs } from '../../station/acs-watch/course.ts';
import { plainSentences } from '../../station/acs-watch/phrases.ts';
import { traceLimits } from '../../station/acs-watch/trace.ts';
import { createAcsWatch } from '../../station/acs-watch/watch.ts';
import { createHandClock } from '../clock.ts';

const when = '20261123    093015';
const card = '21234000000026';
const status = `98YYYYNN100005${when}2.00AOTVT|BXYYYYYYYYYYYNYYYY|`;
const asked = `63000${when}          AOTVT|AA${card}|AC|AD8642|`;
const answer = (named = 'Bình'): string =>
  `64              000${when}000000000000000000000000AOTVT|AA${card}|AE${named}|BLY|CQY|AFGreetings from Koha. -- ${named} owes|`;

const open = () => {
  const clock = createHandClock(new Date(2026, 10, 23, 9, 30).getTime());
  const watch = createAcsWatch({ clock });
  watch.begin({ charset: 'utf-8', vocabulary: 'standard', isCard: (text) => /^2\d{13}$/.test(text) });
  const encoder = new TextEncoder();
  const sent = (text: string) => watch.frame({ kind: 'sent', at: clock.now(), bytes: encoder.encode(text) });
  const heard = (text: string) => watch.frame({ kind: 'heard', at: clock.now(), bytes: encoder.encode(text) });
  const trouble = (because: Extract<ClientEvent, { kind: 'trouble' }>['because']) =>
    watch.event({ kind: 'trouble', because, question: null, at: clock.now(), text: '' });
  const settled = () =>
    watch.event({
      kind: 'settled',
      at: clock.now(),
      ticket: 1,
      question: 'patron-information',
      outcome: 'answered',
      because: '',
      tookMs: 1,
    });
  const down = (because: Extract<ClientEvent, { kind: 'down' }>['because'], text = '') =>
    watch.event({ kind: 'down', at: clock.now(), because, text });
  const rows = () => watch.trace.tail('all', 100, null).rows;
  return { clock, watch, sent, heard, trouble, settled, down, rows };
};

test('an answer is told with its question and its time; nobody is named', async () => {
  const { clock, watch, sent, heard, settled, rows } = open();
  sent(asked);
  await clock.pass(48);
  heard(answer());
  settled();
  expect(rows()).toMatchObject([
    { way: 'sent', code: '63', kind: 'patron-information', text: expect.stringContaining('AA***|AC|AD***|') },
    {
      way: 'heard',
      code: '64',
      tookMs: 48,
      text: expect.stringMatching(/AA\*\*\*\|AE\*\*\*\|BLY.*AFGreetings from Koha\. -- \*\*\*\|$/),
    },
  ]);
  const opened = watch.open(rows()[1]?.id ?? 0);
  expect(opened).toMatchObject({ pair: rows()[0]?.id, checksum: 'none' });
  expect(opened?.parts).toContainEqual({
    code: 'AA',
    name: 'patronId',
    form: 'text',
    text: '***',
    hidden: 'patron',
    means: [],
  });
  expect(watch.open(rows()[0]?.id ?? 0)?.parts).toContainEqual({
    code: 'AD',
    name: 'patronPassword',
    form: 'text',
    text: '***',
    hidden: 'secret',
    means: [],
  });
  expect(watch.course.latencies(clock.now())).toMatchObject([{ code: '63', answered: 1, worstMs: 48, medianMs: 48 }]);
});

test('silence, a 96, a late answer, another one’s answer and prose are marked where they stand', async () => {
  const { clock, watch, sent, heard, trouble, settled, rows } = open();
  sent(asked);
  trouble('silence');
  expect(rows().at(-1)?.marks).toEqual(['silence']);
  // 96: the same question once more, and then its answer.
  sent(asked);
  heard('96');
  trouble('sent-again');
  sent(asked);
  await clock.pass(30);
  heard(answer());
  settled();
  expect(rows().map(({ marks }) => marks)).toEqual([['silence'], [], ['sent-again'], ['again'], []]);
  expect(watch.claims().find(({ about }) => about === 'resend')).toMatchObject({ worked: 1, failed: 0 });
  sent(asked);
  heard(answer());
  trouble('other-sequence');
  trouble('silence');
  heard(answer());
  trouble('nothing-asked');
  sent(asked);
  heard('Problems handling the request: 63 AA21234000000026|AD8642|');
  trouble('prose');
  expect(
    rows()
      .slice(-5)
      .map(({ marks }) => marks),
  ).toEqual([['silence'], ['other-sequence'], ['nothing-asked'], ['prose'], ['prose']]);
  expect(rows().at(-1)?.text).toBe('Problems handling the request: ***');
  expect(watch.claims().find(({ about }) => about === 'patron-information')).toMatchObject({
    worked: 1,
    failed: 3,
    failedBecause: 'prose',
    verdict: 'mixed',
  });
  expect(watch.course.latencies(clock.now())).toMatchObject([{ answered: 1, unanswered: 3 }]);
});

test('the checksum of a message with a password goes with it, and the message is taken apart all the same', () => {
  const { watch, sent, rows } = open();
  const summed = (text: string): string => {
    const sum = [...Buffer.from(text, 'utf8')].reduce((all, byte) => all + byte, 0);
    return text + (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
  };
  const texts = ['1357', '1358'].map((pin) => summed(`63000${when}          AOTVT|AA${card}|AD${pin}|AY4AZ`));
  for (const text of texts) sent(text);
  const told = rows();
  // Of two passwords that differ nothing differs.
  expect(told[0]?.text).toBe(told[1]?.text);
  expect(told[0]?.text).toMatch(/\|AD\*{3}\|AY4AZ\*{3}$/);
  const opened = watch.open(told[0]?.id ?? 0);
  expect(opened).toMatchObject({ checksum: 'good', sequence: 4 });
  expect(opened?.parts.map(({ code }) => code)).toEqual(['', '', '', 'AO', 'AA', 'AD']);
  // Without a password it stands: it is for whoever made the other side.
  sent(summed('9900802.00AY5AZ'));
  expect(rows().at(-1)?.text).toBe('9900802.00AY5AZFC9C');
});

test('a question of a diagnosis that is called off is no silence of the library system’s', async () => {
  const { watch, rows } = open();
  const asking = new AbortController();
  const silent = { open: () => Promise.resolve({ write: () => undefined, close: () => undefined }) };
  const askOver = async (signal: AbortSignal | null) => {
    const far = { bytes: () => undefined, closed: () => undefined };
    const connection = await watch.probing(silent, signal).open(far);
    connection.write(new TextEncoder().encode('9900802.00'));
    return connection;
  };
  const first = await askOver(asking.signal);
  asking.abort();
  first.close();
  (await askOver(null)).close();
  expect(rows().map(({ marks }) => marks)).toEqual([[], ['silence']]);
  expect(watch.claims().find(({ about }) => about === 'sc-status')).toMatchObject({ failed: 1 });
});

test('what a 97 brought, and what it did not, is known', () => {
  const { watch, sent, heard, trouble, settled } = open();
  const resend = () => watch.claims().find(({ about }) => about === 'resend');
  sent(asked);
  heard(answer());
  trouble('asked-to-repeat');
  sent('97AZFEF5');
  heard(answer());
  settled();
  expect(resend()).toMatchObject({ worked: 1, failed: 0, verdict: 'fits' });
  sent(asked);
  heard(answer());
  trouble('asked-to-repeat');
  sent('97AZFEF5');
  trouble('silence');
  expect(resend()).toMatchObject({ worked: 1, failed: 1, failedBecause: 'silence' });
});

test('the line of a day: states, shares, and only a day of it', async () => {
  const { clock, watch, down } = open();
  const up = (onLine: boolean): void => {
    const { status: said } = { status: { kind: 'acs-status', onLine } };
    // Only this is looked at.
    watch.event({ kind: 'up', at: clock.now(), status: Object.assign(Object.create(null), said) });
  };
  watch.event({ kind: 'connecting', at: clock.now(), attempt: 1 });
  up(true);
  await clock.pass(3_600_000);
  down('silence', 'AA21234000000026');
  for (let nth = 0; nth < 5; nth += 1) down('unreachable', 'koha.example:6001 refused the connection');
  await clock.pass(600_000);
  up(false);
  expect(watch.course.stretches(clock.now()).map(({ state, times, detail }) => [state, times, detail])).toEqual([
    ['connecting', 1, null],
    ['connected', 1, null],
    ['silent', 1, null],
    ['unreachable', 5, 'koha.example:6001 refused the connection'],
    ['off-line', 1, null],
  ]);
  expect(watch.course.shares(clock.now())).toMatchObject([
    { state: 'connected', ms: 3_600_000 },
    { state: 'unreachable', ms: 600_000 },
    { ms: 0 },
    { ms: 0 },
    { ms: 0 },
  ]);
  await clock.pass(dayMs);
  expect(watch.course.stretches(clock.now()).map(({ state }) => state)).toEqual(['off-line']);
});

test('a day of a busy station takes no more room than an hour of it', { timeout: 60_000 }, async () => {
  const { clock, watch, sent, heard, settled, trouble, down } = open();
  for (let nth = 0; nth < 6000; nth += 1) {
    sent(asked);
    if (nth % 50 === 0) trouble('silence');
    else {
      heard(answer());
      settled();
    }
    if (nth % 10 === 0) {
      down('connection-lost');
      down(nth % 20 === 0 ? 'silence' : 'unreachable');
      await clock.pass(45_000);
    }
  }
  const all = watch.trace.all();
  expect(all.length).toBeLessThanOrEqual(traceLimits.messages * 1.125 + traceLimits.marked);
  expect(all.reduce((sum, { struck }) => sum + struck.text.length, 0)).toBeLessThan(traceLimits.characters * 1.3);
  // Odd ones from long before still stand there.
  expect(watch.trace.tail('marked', 1000, null).rows.length).toBeGreaterThan(100);
  expect(watch.course.stretches(clock.now()).length).toBeLessThanOrEqual(mostStretches);
  expect(watch.course.slots(clock.now()).length).toBeLessThanOrEqual(dayMs / slotMs + 1);
});

test('patrons are shown of what comes while somebody asked for it, and then struck out of that, too', async () => {
  const { clock, watch, sent, heard, settled, rows } = open();
  sent(asked);
  heard(answer());
  settled();
  watch.showPatrons(60_000);
  sent(asked);
  heard(answer());
  settled();
  expect(rows().map(({ text }) => text.includes(card))).toEqual([false, false, true, true]);
  expect(rows()[2]?.text).toContain('AD***');
  expect(JSON.stringify(watch.trace.all())).not.toContain('8642');
  await clock.pass(60_000);
  expect(watch.patronsUntilMs()).toBeNull();
  expect(JSON.stringify(watch.trace.all())).not.toMatch(/21234000000026|Bình/);
});

test('an answer that repeats the question elsewhere is struck there, too; a card among items by its pattern', () => {
  const { sent, heard, rows } = open();
  sent(asked);
  heard(`18010001${when}AB${card}|AJCuốn của ${card}, tập 2|`);
  sent(`17${when}AOTVT|ABX|`);
  heard(`18010001${when}AB21234000000034|AJ|AFNo item 21234000000034|`);
  expect(
    rows()
      .map(({ text }) => text)
      .join('\n'),
  ).not.toMatch(/2123400000/);
});

test('of what a library system says freely, sentences that name nobody stay', () => {
  expect(plainSentences('Item checked out to another patron')).toBe('Item checked out to another patron');
  expect(plainSentences('Greetings from Koha.  -- Patron owes 12.50 -- Ngô Diễm Quỳnh')).toBe(
    'Greetings from Koha.  -- Patron owes 12.50 -- ***',
  );
  for (const leak of ['Eve', 'P0005', '2026-11-22', 'Main Library', 'Item not checked out to Anna Müller'])
    expect(plainSentences(leak)).toBe('***');
  expect(status).toContain('98');
});
