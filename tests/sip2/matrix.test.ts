// Every fault of the line against every question that a client can ask: what comes of it, and what the ACS did. The ACS takes
// every question for a new one, so what is sent twice is done twice.

import { createClient, mayAskTwice, usualSettings, type AskKind, type Outcome, type Settings } from 'sip2';
import { deeds, type FaultRule } from 'sip2/acs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHandClock } from '../clock.ts';
import { countingAcs, questions } from './every-question.ts';
import { wire } from './wires.ts';

const kinds = Object.keys(questions).filter((kind): kind is AskKind => Object.hasOwn(questions, kind));
/** 3M SIP2 2.00 names none of them; each lends, takes back, charges or queues once more when it is done twice. */
const onlyOnce: readonly AskKind[] = ['checkout', 'checkin', 'renew', 'renew-all', 'hold', 'fee-paid'];

const codes: { readonly [K in AskKind]: string } = {
  'sc-status': '99',
  'patron-status': '23',
  'block-patron': '01',
  'patron-enable': '25',
  'patron-information': '63',
  'item-information': '17',
  'item-status-update': '19',
  checkout: '11',
  checkin: '09',
  renew: '29',
  'renew-all': '65',
  hold: '15',
  'fee-paid': '37',
  'end-patron-session': '35',
};

/**
 * What becomes of one question: its outcome; how often it was sent; how often the ACS did the work; how many connections
 * it took, the first included. "own" is an answer that tells of the last work done for this very question.
 */
type Fate = `${'own answer' | 'unknown' | 'not asked'}, sent ${number}, done ${number}, lines ${number}`;

type Row = {
  readonly fault: FaultRule['does']['kind'] | 'delay too long';
  /** With AY and AZ. */
  readonly once: Fate;
  readonly again: Fate;
  /** Without, where that is another fate. */
  readonly bareOnce?: Fate;
  readonly bareAgain?: Fate;
  /** The questions whose answers it spoils; all others are answered as if nothing were. */
  readonly spoils?: readonly AskKind[];
};

const unspoilt: Fate = 'own answer, sent 1, done 1, lines 1';
const allButStatus = kinds.filter((kind) => kind !== 'sc-status');
/** Answers that must name the item. That to a hold may name the copy that was chosen. */
const aboutItems: readonly AskKind[] = ['item-information', 'item-status-update', 'checkout', 'checkin', 'renew'];

/** It happens to the question once. `once`: the six that must not be done twice. `again`: all the others. */
// prettier-ignore
const table: readonly Row[] = [
  { fault: 'delay',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'delay too long',         once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'silence',                once: 'unknown, sent 1, done 0, lines 2',    again: 'own answer, sent 2, done 1, lines 2' },
  { fault: 'drop-before-work',       once: 'unknown, sent 1, done 0, lines 2',    again: 'own answer, sent 2, done 1, lines 2' },
  { fault: 'data-base-lost',         once: 'unknown, sent 1, done 0, lines 2',    again: 'own answer, sent 2, done 1, lines 2' },
  { fault: 'drop-after-work',        once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'lose-answer-after-work', once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'answer-late',            once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'prose',                  once: 'unknown, sent 1, done 0, lines 2',    again: 'own answer, sent 2, done 1, lines 2' },
  // The ACS says that it did not understand, so it has not done it: the one case in which the same bytes go out again.
  { fault: 'unterminated-resend',    once: 'own answer, sent 2, done 1, lines 1', again: 'own answer, sent 2, done 1, lines 1' },
  { fault: 'wrong-checksum',         once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'wrong-sequence',         once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2',
                                     bareOnce: 'own answer, sent 1, done 1, lines 1', bareAgain: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'split',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'glued',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'cr-lf',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'old-answer',             once: 'unknown, sent 1, done 1, lines 2',    again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'not-understood',          once: 'own answer, sent 2, done 1, lines 1', again: 'own answer, sent 2, done 1, lines 1' },
  { fault: 'half-answer',             once: 'unknown, sent 1, done 1, lines 2', again: 'own answer, sent 2, done 2, lines 2' },
  { fault: 'status-instead',          once: 'unknown, sent 1, done 1, lines 2', again: 'own answer, sent 2, done 2, lines 2', spoils: allButStatus },
  { fault: 'status-first',            once: 'unknown, sent 1, done 1, lines 2', again: 'own answer, sent 2, done 2, lines 2', spoils: allButStatus },
  { fault: 'other-item',              once: 'unknown, sent 1, done 1, lines 2', again: 'own answer, sent 2, done 2, lines 2', spoils: aboutItems },
  // Taken as they are: what they mean is for whoever asked.
  { fault: 'other-patron',            once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'no-due-date',             once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'odd-due-date',            once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
];

const settings: Settings = {
  ...usualSettings,
  institutionId: 'KLIB',
  login: { user: 'kiosk', password: 's3cret', location: '' },
  answerTimeoutMs: 10_000,
};

const ruleOf = (fault: Row['fault'], asked: FaultRule['asked'], times: number | null): FaultRule => ({
  asked,
  times,
  does: fault === 'delay' || fault === 'delay too long' ? delay(fault) : { kind: fault },
});
const delay = (fault: 'delay' | 'delay too long') =>
  ({ kind: 'delay', ms: fault === 'delay' ? 9_000 : 12_000 }) as const;

async function setUp(over: 'memory' | 'socket', changed: Partial<Settings> = {}) {
  const clock = createHandClock();
  const acs = countingAcs(clock);
  const line = await wire(over, acs.server.serve);
  const client = createClient({
    transport: line.transport,
    clock,
    settings: { ...settings, ...changed },
    random: () => 1,
    hears: { state() {}, traffic() {} },
  });
  onTestFinished(async () => {
    await client.close();
    await line.close();
  });
  /** The outcome, and the latest work for such a question at the time. */
  const asked = async (kind: AskKind, number: string): Promise<{ outcome: Outcome<AskKind>; latest: string }> => {
    let isSettled = false;
    const settled = client.ask<AskKind>(questions[kind](number)).then((outcome) => {
      isSettled = true;
      return { outcome, latest: `work ${acs.worked(kind)}` };
    });
    await line.pass(clock, 120_000, () => isSettled);
    return settled;
  };
  return { clock, acs, line, client, asked };
}

/** Asks twice: once with nothing amiss, so that there is an old answer, and then with the fault. */
async function fateOf(kind: AskKind, rule: FaultRule, over: 'memory' | 'socket', errorDetection: 'on' | 'off') {
  const { clock, acs, line, client, asked } = await setUp(over, { errorDetection });
  client.open();
  await line.pass(clock, 0, () => false);
  await asked(kind, '1');
  const greetings = (): number => (kind === 'sc-status' ? line.calls() : 0);
  const before = { sent: acs.heard(codes[kind]) - greetings(), done: acs.worked(kind) - greetings() };
  acs.server.setConduct({ faults: [rule] });
  const { outcome, latest } = await asked(kind, '2');
  // What the ACS still does after the client has given up, and what a client must never do then.
  await line.pass(clock, 30_000, () => false);
  const sent = acs.heard(codes[kind]) - greetings() - before.sent;
  const done = acs.worked(kind) - greetings() - before.done;
  const says = { answered: 'own answer', 'outcome-unknown': 'unknown', 'not-asked': 'not asked' }[outcome.kind];
  if (outcome.kind === 'answered') expect(outcome.answer).toMatchObject({ screenMessage: [latest] });
  acs.server.setConduct({ faults: [] });
  const next = await asked(kind, '3');
  expect(next.outcome).toMatchObject({ kind: 'answered', answer: { screenMessage: [next.latest] } });
  return `${says}, sent ${sent}, done ${done}, lines ${line.calls()}`;
}

test('each table has every fault, and the client holds the same questions for dangerous', () => {
  const faults = ['delay', 'delay too long', ...deeds].toSorted();
  for (const rows of [table, forEver, greetings]) expect(rows.map(({ fault }) => fault).toSorted()).toEqual(faults);
  expect(kinds.filter((kind) => !mayAskTwice(kind))).toEqual(onlyOnce);
});

describe.each(['memory', 'socket'] as const)('over %s', (over) => {
  describe.each(table)('$fault', ({ fault, once, again, spoils = kinds }) => {
    test.each(kinds)('%s', async (kind) => {
      const fate = await fateOf(kind, ruleOf(fault, [kind], 1), over, 'on');
      expect(fate).toBe(!spoils.includes(kind) ? unspoilt : mayAskTwice(kind) ? again : once);
    });
  });
});

describe('without AY and AZ', () => {
  // An old answer about the same thing cannot be told from a new one then; why AY and AZ are on unless somebody says no.
  const rows = table.filter(({ fault }) => fault !== 'old-answer' && fault !== 'answer-late');
  describe.each(rows)('$fault', ({ fault, once, again, bareOnce = once, bareAgain = again, spoils = kinds }) => {
    test.each(kinds)('%s', async (kind) => {
      const fate = await fateOf(kind, ruleOf(fault, [kind], 1), 'memory', 'off');
      expect(fate).toBe(!spoils.includes(kind) ? unspoilt : mayAskTwice(kind) ? bareAgain : bareOnce);
    });
  });
});

/** It happens for ever: to the six, and to all others but the status, without which there is no line. */
// prettier-ignore
const forEver: readonly Pick<Row, 'fault' | 'once' | 'again' | 'spoils'>[] = [
  { fault: 'delay',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'delay too long',         once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'silence',                once: 'unknown, sent 1, done 0, lines 2',    again: 'unknown, sent 3, done 0, lines 4' },
  { fault: 'drop-before-work',       once: 'unknown, sent 1, done 0, lines 2',    again: 'unknown, sent 3, done 0, lines 4' },
  { fault: 'data-base-lost',         once: 'unknown, sent 1, done 0, lines 2',    again: 'unknown, sent 3, done 0, lines 4' },
  { fault: 'drop-after-work',        once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'lose-answer-after-work', once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'answer-late',            once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'prose',                  once: 'unknown, sent 1, done 0, lines 2',    again: 'unknown, sent 3, done 0, lines 4' },
  { fault: 'unterminated-resend',    once: 'unknown, sent 3, done 0, lines 2',    again: 'unknown, sent 9, done 0, lines 4' },
  { fault: 'wrong-checksum',         once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'wrong-sequence',         once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'split',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'glued',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'cr-lf',                  once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'old-answer',             once: 'unknown, sent 1, done 1, lines 2',    again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'not-understood',          once: 'unknown, sent 3, done 0, lines 2', again: 'unknown, sent 9, done 0, lines 4' },
  { fault: 'half-answer',             once: 'unknown, sent 1, done 1, lines 2', again: 'unknown, sent 3, done 3, lines 4' },
  { fault: 'status-instead',          once: 'unknown, sent 1, done 1, lines 2', again: 'unknown, sent 3, done 3, lines 4', spoils: allButStatus },
  { fault: 'status-first',            once: 'unknown, sent 1, done 1, lines 2', again: 'unknown, sent 3, done 3, lines 4', spoils: allButStatus },
  { fault: 'other-item',              once: 'unknown, sent 1, done 1, lines 2', again: 'unknown, sent 3, done 3, lines 4', spoils: aboutItems },
  { fault: 'other-patron',            once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'no-due-date',             once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
  { fault: 'odd-due-date',            once: 'own answer, sent 1, done 1, lines 1', again: 'own answer, sent 1, done 1, lines 1' },
];

describe.each(forEver)('for ever: $fault', ({ fault, once, again, spoils = kinds }) => {
  test.each(allButStatus)('%s', async (kind) => {
    const fate = await fateOf(kind, ruleOf(fault, [kind], null), 'memory', 'on');
    expect(fate).toBe(!spoils.includes(kind) ? unspoilt : mayAskTwice(kind) ? again : once);
  });
});

/** It happens once, to the greeting: how many connections it takes until the line is up. */
// prettier-ignore
const greetings: readonly { readonly fault: Row['fault']; readonly login: number; readonly status: number }[] = [
  { fault: 'delay',                  login: 1, status: 1 },
  { fault: 'delay too long',         login: 2, status: 2 },
  { fault: 'silence',                login: 2, status: 2 },
  { fault: 'drop-before-work',       login: 2, status: 2 },
  { fault: 'data-base-lost',         login: 2, status: 2 },
  { fault: 'drop-after-work',        login: 2, status: 2 },
  { fault: 'lose-answer-after-work', login: 2, status: 2 },
  { fault: 'answer-late',            login: 2, status: 2 },
  { fault: 'prose',                  login: 2, status: 2 },
  { fault: 'unterminated-resend',    login: 1, status: 1 },
  { fault: 'wrong-checksum',         login: 2, status: 1 },
  { fault: 'wrong-sequence',         login: 2, status: 2 },
  { fault: 'split',                  login: 1, status: 1 },
  { fault: 'glued',                  login: 1, status: 1 },
  { fault: 'cr-lf',                  login: 1, status: 1 },
  { fault: 'old-answer',             login: 1, status: 2 },
  { fault: 'not-understood',          login: 1, status: 1 },
  { fault: 'half-answer',             login: 2, status: 2 },
  { fault: 'status-instead',          login: 2, status: 1 },
  { fault: 'status-first',            login: 1, status: 1 },
  { fault: 'other-item',              login: 1, status: 1 },
  { fault: 'other-patron',            login: 1, status: 1 },
  { fault: 'no-due-date',             login: 1, status: 1 },
  { fault: 'odd-due-date',            login: 1, status: 1 },
];

describe.each(greetings)('the greeting: $fault', ({ fault, ...lines }) => {
  test.each([
    ['login', lines.login],
    ['sc-status', lines.status],
  ] as const)('%s', async (greeting, wanted) => {
    const { clock, acs, line, client, asked } = await setUp('memory', { loginTimeoutMs: 10_000, graceMs: 60_000 });
    acs.server.setConduct({ faults: [ruleOf(fault, [greeting], 1)] });
    client.open();
    const { outcome } = await asked('checkout', '1');
    await line.pass(clock, 30_000, () => false);
    expect(outcome).toMatchObject({ kind: 'answered', answer: { screenMessage: ['work 1'] } });
    expect([acs.heard('11'), line.calls()]).toEqual([1, wanted]);
  });
});

test.each(kinds)('an ACS that is gone: a %s is not asked, then or later', async (kind) => {
  const { clock, acs, line, client, asked } = await setUp('memory');
  acs.server.setConduct({ presence: 'gone' });
  client.open();
  const { outcome } = await asked(kind, '1');
  expect(outcome).toMatchObject({ kind: 'not-asked', because: 'down' });
  acs.server.setConduct({ presence: 'normal' });
  await line.pass(clock, 60_000, () => false);
  expect(client.state().kind).toBe('up');
  expect(acs.worked(kind)).toBe(kind === 'sc-status' ? 1 : 0);
});
