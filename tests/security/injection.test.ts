// Injection: what a patron types, scans or lays down, and what a library system sends, stays a text wherever it comes. Nothing of
// it becomes a field of SIP2, a line of the log, an order to a printer or a head of a letter.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import { cookieFor, until, type Glass } from '../station/doorway.ts';
import { stillServes } from '../station/open-house.ts';
import { harmless, openHostileWorld } from './hostile-world.ts';

/** Real waits on a machine that may be busy. */
const longRun = { timeout: 120_000 };

const card = '21234000000018';

const hostile: readonly string[] = [
  `${card}|AD1234|AC`,
  `${card}\r09N20261122    093000`,
  `${card}\n11YN`,
  `${card}\u0000`,
  `${card}\u001B[2J`,
  `${card}\u001CAD1234`,
  `${card}AY1AZFFFF`,
  "' or 1=1;--",
  '%s%s%n%x',
  '${7*7}{{7*7}}{count, plural, other {#}}',
  '<img src=x onerror=alert(1)>',
  '../../../etc/passwd',
  'http://evil.example/',
  'WIFI:S:evil;T:nopass;;',
  '{"__proto__":{"admin":true}}',
  '\u202E810000000043212',
  '９１２３４',
  '\uD800',
  'Ấ'.repeat(64),
];

/** The fields of a message after its fixed part, by code, in their order. */
const codesOf = (line: string): readonly string[] =>
  line
    .slice(line.indexOf('AO'))
    .split('|')
    .filter((part) => part !== '')
    .map((part) => part.slice(0, 2));

const allowed: Readonly<Record<string, RegExp>> = {
  '99': /^99/,
  '93': /^93/,
  '63': /^AO,AA,AC(,AD)?(,BP,BQ)?$/,
  '17': /^AO,AB,AC$/,
  '11': /^AO,AA,AB,AC(,CH)?(,AD)?(,BO)?(,BI)?$/,
  '09': /^AP,AO,AB,AC(,CH)?(,BI)?$|^AO,AB,AC(,CH)?(,BI)?$/,
  '35': /^AO,AA,AC(,AD)?$/,
};

/** Every message is one that a station asks, with its own fields once each and no other. */
const areWhole = (asked: readonly string[]): void => {
  for (const line of asked) {
    const shape = allowed[line.slice(0, 2)];
    expect([line, shape !== undefined]).toEqual([line, true]);
    if (line.startsWith('99') || line.startsWith('93')) continue;
    expect([line, codesOf(line).join(',')]).toEqual([line, expect.stringMatching(shape ?? /^$/)]);
    // No control character but the end, which is cut off here.
    // oxlint-disable-next-line no-control-regex
    expect(line).not.toMatch(/[\u0000-\u001F\u007F]/);
  }
};

const isOneLineEach = (log: readonly string[]): void => {
  for (const line of log) {
    expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(() => JSON.parse(line)).not.toThrow();
  }
};

const press = (glass: Glass, pressed: Press) =>
  glass.call({ kind: 'press', session: glass.kiosk().session, press: pressed });
const toWelcome = async (glass: Glass): Promise<void> => {
  await press(glass, { kind: 'leave' });
  await until('the welcome', () => {
    const { at } = glass.kiosk().screen;
    if (at === 'goodbye' || at === 'receipt') void press(glass, { kind: 'no-receipt' });
    return at === 'welcome';
  });
};
const settled = (glass: Glass): boolean => {
  const { screen } = glass.kiosk();
  return screen.at !== 'card' || !screen.asking;
};

test(
  'whatever is typed or scanned for a card or a password, the library system is asked nothing else',
  longRun,
  async () => {
    const world = await openHostileWorld();
    const glass = await world.glass();
    for (const [nth, text] of hostile.entries()) {
      await press(glass, { kind: 'borrow' });
      await until('the card screen', () => glass.kiosk().screen.at === 'card');
      const typed = text.slice(0, 64);
      // What is no text at all, the doorway itself sends back.
      if (nth % 2 === 0) await press(glass, { kind: 'type-card', number: typed });
      else await glass.call({ kind: 'scan', session: glass.kiosk().session, text });
      await until(`an end of ${JSON.stringify(text)}`, () => settled(glass));
      await toWelcome(glass);
    }
    expect(world.asked.filter((line) => line.startsWith('63')).length).toBeGreaterThan(3);
    areWhole(world.asked);
    isOneLineEach(world.log);
    expect(world.station.works?.journal.read(['fault'])).toEqual([]);
    await glass.leave();
    await stillServes({ ...world, port: world.web.port, cookie: () => cookieFor(world.web.address) });
  },
);

test('whatever an item’s number is, from a label or a tag, the question stays one question', longRun, async () => {
  const world = await openHostileWorld();
  const glass = await world.glass();
  await press(glass, { kind: 'borrow' });
  await press(glass, { kind: 'type-card', number: card });
  await until('the pile', () => glass.kiosk().screen.at === 'checkout');
  const rows = () => {
    const { screen } = glass.kiosk();
    return screen.at === 'checkout' ? screen.rows : [];
  };
  world.lay('31234000001014', '<img src=x onerror=1>{n}%s');
  await until('the good tag', () => rows().some((row) => row.number === '31234000001014' && row.state.at === 'lent'));
  // A delimiter, a line's end, a NUL, markup, a placeholder where a tag's number stands.
  for (const id of ['3123|AAevil', '3123\r09N', '3123\u0000', '<b>3123</b>', '%s%n']) world.lay(id, 'Kieu');
  await until('a row for each', () => rows().length === 6);
  for (const text of hostile) await glass.call({ kind: 'scan', session: glass.kiosk().session, text });
  await until('an end of asking', () => rows().every((row) => !['asking', 'seen', 'disarming'].includes(row.state.at)));
  expect(world.asked.filter((line) => line.startsWith('11')).length).toBeGreaterThan(5);
  areWhole(world.asked);
  isOneLineEach(world.log);
  expect(world.station.works?.journal.read(['fault'])).toEqual([]);
});

test('texts of the library system are shown as texts, without their control characters', longRun, async () => {
  const world = await openHostileWorld();
  const glass = await world.glass();
  await press(glass, { kind: 'borrow' });
  await press(glass, { kind: 'type-card', number: card });
  await until('the pile', () => glass.kiosk().screen.at === 'checkout');
  for (const number of ['31234000001014', '31234000001019'])
    await glass.call({ kind: 'scan', session: glass.kiosk().session, text: number });
  await until('both rows', () => {
    const { screen } = glass.kiosk();
    return (
      screen.at === 'checkout' &&
      screen.rows.filter((row) => row.state.at === 'lent' || row.state.at === 'refused').length === 2
    );
  });
  const { screen } = glass.kiosk();
  const shown = JSON.stringify(glass.heard.filter(({ kind }) => kind === 'view'));
  expect(screen.at === 'checkout' && screen.patron.name).toContain(harmless);
  expect(shown).toContain('onerror');
  // As JSON writes them.
  expect(shown).not.toMatch(/\\u00(?:0[0-9a-f]|1[0-9a-f]|7f)|\\b|\\f|\\u202e|\u202E/i);
  await press(glass, { kind: 'finish' });
  await until('the receipt', () => glass.kiosk().screen.at === 'receipt');
  await press(glass, { kind: 'print' });
  await until('the slip', () => world.station.works?.benches.get('K1')?.view().printer?.slips.length === 1);
  // What stands on disk is JSON and rows of one table: an attack is one value among others.
  const read = world.station.works?.journal.read(['lent', 'checkout-refused', 'slip-printed']) ?? [];
  expect(read.length).toBeGreaterThanOrEqual(2);
  expect(readFileSync(join(world.folder, 'journal.sqlite')).length).toBeGreaterThan(0);
  isOneLineEach(world.log);
});
